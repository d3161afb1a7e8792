"""Reviewed decisions are loaded with the same care: file, line, key, code and remedy of every fault."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dip.kesampingan import penyaring
from dip.koreksi import koreksi_berlaku
from dip.muat import Salah, muat_pengaturan
from dip.temuan import Temuan

Periksa = Callable[[], list[Salah]]
Ganti = Callable[[str, str, str], int]


def test_contoh_has_one_correction_one_waiver_two_records(rumah: Path) -> None:
    p = muat_pengaturan(rumah / "sumber" / "contoh")
    assert [(k.opd, k.kolom, k.oleh, k.tanggal) for k in p.koreksi] == [("DPUPR", "tautan", "bayu", date(2026, 11, 3))]
    assert [(k.kode, k.opd, k.oleh) for k in p.kesampingan] == [("DIP-016", "DPUPR", "hasan")]
    assert [(d.id_dik, d.opd, d.status) for d in p.dik] == [
        ("DIK-KTH-2026-001", "DINSOS", "ditetapkan"),
        ("DIK-KTH-2026-002", "DINSOS", "menunggu_uji"),
    ]
    assert p.dik[0].dasar_pengecualian[0].model_dump() == {"uu": "UU 14/2008", "pasal": 17, "huruf": "h", "angka": 3}


KOR = "koreksi/dpupr.yml"
KES = "kesampingan.yml"
DIK = "dik/dinsos.yml"


@pytest.mark.parametrize(
    ("berkas", "lama", "baru", "kode", "kunci"),
    [
        (KOR, "opd: DPUPR", "opd: DPUPRR", "PGT-OPD", "[1].opd"),
        (KOR, "oleh: bayu", "oleh: bayuu", "PGT-PEJABAT", "[1].oleh"),
        (KOR, "kolom: tautan", "kolom: link", "PGT-NILAI", "[1].kolom"),
        (KOR, "kolom: tautan", "kolom: opd", "PGT-NILAI", "[1].kolom"),
        (KOR, "  judul: Peta Jaringan Jalan Kabupaten\n", "", "PGT-KURANG", "[1].judul"),
        (KOR, "  kolom: tautan", "  kode: KTH-DPUPR-0001\n  kolom: tautan", "PGT-KURANG", "[1].judul"),
        (KOR, "judul: Peta Jaringan Jalan Kabupaten", "kode: KTH-DINKES-0001", "PGT-NILAI", "[1].kode"),
        (KOR, "  tertulis: https://bit.ly/peta-jalan-contoh\n", "", "PGT-KURANG", "[1].tertulis"),
        (
            KOR,
            "https://bit.ly/peta-jalan-contoh",
            "https://dpupr.contohkab.go.id/peta-jalan",
            "PGT-NILAI",
            "[1].seharusnya",
        ),
        (KOR, "tanggal: 2026-11-03", "tanggal: 3 Nov", "PGT-TANGGAL", "[1].tanggal"),
        (KOR, "tanggal: 2026-11-03", "tanggal: 2026-11-03\n  sampai: 2026-01-01", "PGT-TANGGAL", "[1].sampai"),
        (KOR, "  alasan: ", "  sebab: ", "PGT-KUNCI", "[1].sebab"),
        (KES, "kode: DIP-016", "kode: DIP-999", "PGT-NILAI", "[1].kode"),
        (KES, "kode: DIP-016", "kode: DIK-010", "PGT-LARANGAN", "[1].kode"),
        (KES, "kode: DIP-016", "kode: FILE-001", "PGT-LARANGAN", "[1].kode"),
        (KES, "opd: DPUPR", "opd: XYZ", "PGT-OPD", "[1].opd"),
        (KES, "oleh: hasan", "oleh: siapa", "PGT-PEJABAT", "[1].oleh"),
        (KES, "  sampai: 2027-06-30\n", "", "PGT-KURANG", "[1].sampai"),
        (DIK, "DIK-KTH-2026-001", "DIK-BGK-2026-001", "PGT-NILAI", "[1].id_dik"),
        (DIK, "DIK-KTH-2026-001", "nomor satu", "PGT-NILAI", "[1].id_dik"),
        (DIK, "DIK-KTH-2026-002", "DIK-KTH-2026-001", "PGT-KEMBAR", "[2].id_dik"),
        (DIK, "opd: DINSOS", "opd: SOSIAL", "PGT-OPD", "[1].opd"),
        (DIK, "huruf: h", "huruf: hh", "PGT-NILAI", "[1].dasar_pengecualian[1].huruf"),
        (DIK, "Data penerima bantuan sosial", "Penerima 0812-0000-1234", "PGT-PRIBADI", "[1].judul_umum"),
        (DIK, "Data penerima bantuan sosial", "Daftar nama dan alamat penerima bantuan", "PGT-NILAI", "[1].judul_umum"),
        (DIK, "tinjau_pada: 2027-03-01", "berakhir_pada: 2025-03-01", "PGT-TANGGAL", "[1].berakhir_pada"),
        (DIK, "status: ditetapkan", "status: selesai", "PGT-NILAI", "[1].status"),
        (DIK, "pejabat_penguasa:", "pejabat_penguasaa:", "PGT-KUNCI", "[1].pejabat_penguasaa"),
    ],
)
def test_one_fault_is_placed(
    ganti: Ganti, salah: Periksa, berkas: str, lama: str, baru: str, kode: str, kunci: str
) -> None:
    baris = ganti(berkas, lama, baru)
    s = next(s for s in salah() if (s.berkas, s.kunci, s.kode) == (berkas, kunci, kode))
    assert s.obat
    assert abs(s.baris - baris) <= 4, s


@pytest.mark.parametrize("alasan", ["", "  alasan:\n", '  alasan: ""\n'])
def test_a_waiver_without_reason(folder: Path, salah: Periksa, alasan: str) -> None:
    isi = (folder / KES).read_text("utf-8").splitlines(keepends=True)
    isi[3] = alasan
    (folder / KES).write_text("".join(isi), "utf-8")
    assert [(s.kunci, s.kode) for s in salah()] == [("[1].alasan", "ALUR-005")]


@pytest.mark.parametrize(("oleh", "boleh"), [("hasan", True), ("rina", False), ("surya", False)])
def test_personal_data_is_waived_by_a_ppid_only(
    folder: Path, ganti: Ganti, salah: Periksa, oleh: str, boleh: bool
) -> None:
    ganti(KES, "kode: DIP-016", "kode: PDP-001")
    ganti(KES, "oleh: hasan", f"oleh: {oleh}")
    if boleh:
        assert muat_pengaturan(folder).kesampingan[0].kode == "PDP-001"
    else:
        assert [(s.kunci, s.kode) for s in salah()] == [("[1].oleh", "PGT-LARANGAN")]


def test_the_same_correction_twice(folder: Path, salah: Periksa) -> None:
    (folder / "koreksi" / "lain.yml").write_text((folder / KOR).read_text("utf-8"), "utf-8")
    assert [(s.berkas, s.kunci, s.kode) for s in salah()] == [("koreksi/lain.yml", "[1].kolom", "PGT-KEMBAR")]


@pytest.mark.parametrize("isi", ["", "# kosong\n", "[]\n"])
def test_empty_and_missing_files_decide_nothing(folder: Path, isi: str) -> None:
    for berkas in (KOR, KES, DIK):
        (folder / berkas).write_text(isi, "utf-8")
    p = muat_pengaturan(folder)
    assert (p.koreksi, p.kesampingan, p.dik) == ((), (), ())
    for berkas in (KOR, KES, DIK):
        (folder / berkas).unlink()
    (folder / "dik").rmdir()
    assert muat_pengaturan(folder).dik == ()


def test_a_mapping_where_a_list_is_meant(folder: Path, salah: Periksa) -> None:
    (folder / KES).write_text("kode: DIP-016\n", "utf-8")
    assert [(s.berkas, s.kode) for s in salah()] == [(KES, "PGT-JENIS")]


def test_near_spellings_are_suggested_whatever_the_case(ganti: Ganti, salah: Periksa) -> None:
    ganti(KOR, "opd: DPUPR", "opd: DPUPRT")
    ganti(KES, "kode: DIP-016", "kode: DIP-0016")
    obat = {s.kunci: s.obat for s in salah()}
    assert "`DPUPR`" in obat["[1].opd"]
    assert "`DIP-016`" in obat["[1].kode"]


@pytest.mark.parametrize(
    ("tahan", "kunci"),
    [("[DIP-050, DIP-051]", []), ("[DIP-016]", ["kebijakan.tahan[1]"]), ("[DIP-050, X]", ["kebijakan.tahan[2]"])],
)
def test_policy_holds_only_marking_rules(
    folder: Path, ganti: Ganti, salah: Periksa, tahan: str, kunci: list[str]
) -> None:
    ganti("lembaga.yml", "  per_host: 2", f"  per_host: 2\n  tahan: {tahan}")
    if kunci:
        assert [(s.kunci, s.kode) for s in salah()] == [(k, "PGT-NILAI") for k in kunci]
    else:
        assert muat_pengaturan(folder).lembaga.kebijakan.tahan == ("DIP-050", "DIP-051")


def test_waivers_hold_to_their_last_day(rumah: Path) -> None:
    kesampingan = muat_pengaturan(rumah / "sumber" / "contoh").kesampingan
    tanya = Temuan("DIP-016", opd="DPUPR")
    assert penyaring(kesampingan, "2026-11")(tanya)
    assert penyaring(kesampingan, "2027-06")(tanya)
    assert not penyaring(kesampingan, "2027-07")(tanya)
    assert not penyaring(kesampingan, "2026-11")(Temuan("DIP-016", opd="DINKES"))
    assert not penyaring(kesampingan, "2026-11")(Temuan("DIP-017", opd="DPUPR"))
    paksa = kesampingan[0].model_copy(update={"kode": "DIK-010"})
    assert not penyaring([paksa], "2026-11")(Temuan("DIK-010", opd="DPUPR"))


def test_corrections_end(rumah: Path) -> None:
    satu = muat_pengaturan(rumah / "sumber" / "contoh").koreksi[0]
    habis = satu.model_copy(update={"sampai": date(2026, 12, 31)})
    assert koreksi_berlaku([satu, habis], "2026-12") == (satu, habis)
    assert koreksi_berlaku([satu, habis], "2027-01") == (satu,)
