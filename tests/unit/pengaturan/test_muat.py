"""The loader names file, line, key and code of every fault."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dip.muat import PengaturanGalat, Salah, folder_baku, muat_pengaturan

Periksa = Callable[[], list[Salah]]
Ganti = Callable[[str, str, str], int]


def test_contoh_is_complete(rumah: Path) -> None:
    p = muat_pengaturan(rumah / "sumber" / "contoh")
    assert p.lembaga.kode == "KTH"
    assert p.lembaga.contoh is True
    assert p.lembaga.kebijakan.izinkan_alamat_lokal is True
    assert len(p.opd) == len(p.opd_aktif()) == 12
    assert {o.sumber.jenis for o in p.opd_aktif() if o.sumber} == {"folder", "http"}
    assert [x.nip for x in p.pejabat if x.kode == "rina"] == ["198803142012042000"]
    assert [x.sampai for x in p.pejabat if x.sebutan == "Plh."] == [date(2026, 12, 28)]
    assert p.tujuan[0].folder == "situs"


def test_bangka_asks_for_officials_by_name_of_the_template(rumah: Path) -> None:
    with pytest.raises(PengaturanGalat) as galat:
        muat_pengaturan(rumah / "sumber" / "bangka")
    [s] = galat.value.salah
    assert (s.berkas, s.kode) == ("pejabat.yml", "PGT-TIDAK-ADA")
    assert "Salin pejabat.contoh.yml menjadi pejabat.yml" in str(galat.value)


def test_bangka_with_officials_is_complete(rumah: Path, tmp_path: Path) -> None:
    folder = tmp_path / "bangka"
    shutil.copytree(rumah / "sumber" / "bangka", folder)
    isi = (folder / "pejabat.contoh.yml").read_text("utf-8")
    (folder / "pejabat.yml").write_text(isi, "utf-8")
    with pytest.raises(PengaturanGalat) as galat:
        muat_pengaturan(folder)
    assert {s.kode for s in galat.value.salah} == {"PGT-KOSONG"}
    assert len(galat.value.salah) == 9
    for nama in ("satu", "dua", "tiga"):
        isi = isi.replace('kode: ""', f"kode: {nama}", 1).replace('nama: ""', f"nama: Orang {nama}", 1)
    (folder / "pejabat.yml").write_text(isi.replace("mulai:\n", "mulai: 2026-01-01\n"), "utf-8")
    p = muat_pengaturan(folder)
    assert (len(p.opd), p.lembaga.kode, p.lembaga.ibu_kota) == (46, "BGK", "Sungailiat")
    assert sum(o.jenis == "Bagian" for o in p.opd) == 10
    assert not any(o.aktif for o in p.opd if o.jenis == "Bagian")
    assert {o.keyakinan for o in p.opd} == {"tinggi", "sedang", "rendah"}
    assert sum(o.jenis == "Kecamatan" for o in p.opd_aktif()) == 8


@pytest.mark.parametrize(
    ("berkas", "lama", "baru", "kode", "kunci"),
    [
        ("lembaga.yml", "ibu_kota:", "ibukota:", "PGT-KUNCI", "ibukota"),
        ("lembaga.yml", "per_host: 2", "per_host: dua", "PGT-JENIS", "kebijakan.per_host"),
        ("lembaga.yml", "per_host: 2", "per_host: 99", "PGT-NILAI", "kebijakan.per_host"),
        ("lembaga.yml", "kelengkapan: terbit_bertanda", "kelengkapan: longgar", "PGT-NILAI", "kebijakan.kelengkapan"),
        ("lembaga.yml", "contoh: true\n", "contoh: mungkin\n", "PGT-JENIS", "contoh"),
        ("lembaga.yml", "nama_pendek: Kabupaten Contoh", "nama_pendek:", "PGT-KOSONG", "nama_pendek"),
        ("lembaga.yml", "kode: KTH", "kode: kth-1", "PGT-NILAI", "kode"),
        ("pejabat.yml", "mulai: 2024-01-01", "mulai: 1 Januari", "PGT-TANGGAL", "pejabat[1].mulai"),
        ("pejabat.yml", "198803142012042000", "1988", "PGT-NILAI", "pejabat[1].nip"),
        ("pejabat.yml", "sampai: 2026-12-28", "sampai: 2026-12-01", "PGT-TANGGAL", "pejabat[4].sampai"),
        ("pejabat.yml", "kode: bayu", "kode: rina", "PGT-KEMBAR", "pejabat[2].kode"),
        ("pejabat.yml", "198803142012042000", "198803142012042001", "PGT-CONTOH", "pejabat[1].nip"),
        ("opd/dinkes.yml", "folder: dinkes", "foldr: dinkes", "PGT-KUNCI", "sumber.foldr"),
        ("opd/dinkes.yml", "jenis: folder", "jenis: surel", "PGT-NILAI", "sumber"),
        ("opd/dinsos.yml", "alias: [Dinsos]", "alias: [dinkes]", "PGT-KEMBAR", "alias[1]"),
        ("opd/dinsos.yml", "folder: dinsos", "folder: dinsos\n  polla: x", "PGT-KUNCI", "sumber.polla"),
        ("opd/dinsos.yml", "folder: dinsos", "folder: [dinsos]", "PGT-JENIS", "sumber.folder"),
        ("opd/dinsos.yml", "  folder: dinsos", "  pola: x", "PGT-KURANG", "sumber.folder"),
        ("opd/dinkes.yml", "kode: DINKES", "kode: DINKES2", "PGT-NAMA", "kode"),
        ("opd/dinkes.yml", "kode: DINKES", "kode: DINKES\ninduk: SETDA", "PGT-INDUK", "induk"),
        ("opd/disdagin.yml", "batas_detik: 15", "batas_detik: 0", "PGT-NILAI", "sumber.batas_detik"),
        ("opd/dinkes.yml", "  folder: dinkes", "  folder: dinkes\nkonfirmasi: surel", "PGT-SUREL", "konfirmasi"),
        (
            "lembaga.yml",
            'satu_data: {alamat: "https://satudata',
            'satu_data: {alamt: "https://satudata',
            "PGT-KUNCI",
            "satu_data.alamt",
        ),
        ("opd/dinkes.yml", "satu_data: dinas-kesehatan", "satu_data: Dinas Kesehatan", "PGT-NILAI", "satu_data"),
        (
            "opd/dinkes.yml",
            "  folder: dinkes",
            "  folder: dinkes\nbatas:\n  paling_sedikit: 9\n  paling_banyak: 8",
            "PGT-NILAI",
            "batas.paling_banyak",
        ),
        ("tujuan/situs.yml", "simpan_rilis: 6", "simpan_rilis: 1", "PGT-NILAI", "simpan_rilis"),
    ],
)
def test_one_fault_is_placed(
    ganti: Ganti, salah: Periksa, berkas: str, lama: str, baru: str, kode: str, kunci: str
) -> None:
    baris = ganti(berkas, lama, baru)
    tanda = [(s.berkas, s.kunci, s.kode) for s in salah()]
    assert (berkas, kunci, kode) in tanda
    s = next(s for s in salah() if s.kode == kode and s.kunci == kunci)
    # a missing key is shown at its parent, a wrong tag at the whole source, an added line below the changed one
    geser_kunci = {"sumber": -1, "sumber.polla": 1, "batas.paling_banyak": 3}
    geser = {"PGT-KURANG": -2, "PGT-INDUK": 1, "PGT-SUREL": 1}.get(kode, geser_kunci.get(kunci, 0))
    assert s.baris == baris + geser
    assert s.obat


def test_a_name_on_a_portal_needs_the_portal(ganti: Ganti, salah: Periksa) -> None:
    ganti("lembaga.yml", "satu_data: {", "# satu_data: {")
    assert [(s.berkas, s.kunci, s.kode) for s in salah()] == [
        ("opd/dinkes.yml", "satu_data", "PGT-SATU-DATA"),
        ("opd/diskominfo.yml", "satu_data", "PGT-SATU-DATA"),
    ]


SURAT = """  jenis: imap
  inang: surel.contoh.go.id
  pengguna: dip
  rahasia: kotak-surat
  pengirim: [dinkes@contoh.go.id]
konfirmasi: surel"""


def test_mail_confirms_only_when_its_sender_is_proven(ganti: Ganti, salah: Periksa, folder: Path) -> None:
    ganti("opd/dinkes.yml", "  jenis: folder\n  folder: dinkes", SURAT)
    assert [(s.berkas, s.kunci, s.kode) for s in salah()] == [("opd/dinkes.yml", "konfirmasi", "PGT-SUREL")]
    ganti("opd/dinkes.yml", "konfirmasi: surel", "  otentik: surel.contoh.go.id\nkonfirmasi: surel")
    assert muat_pengaturan(folder).opd


@pytest.mark.parametrize("jenis", ["http", "webdav"])
def test_no_password_over_an_open_line(folder: Path, ganti: Ganti, salah: Periksa, jenis: str) -> None:
    sumber = f"  jenis: {jenis}\n  pengguna: dip\n  rahasia: kata\n  alamat: HTTP://dinkes.contoh.go.id/dip"
    ganti("opd/dinkes.yml", "  jenis: folder\n  folder: dinkes", sumber)
    assert muat_pengaturan(folder).opd  # the example allows local addresses
    ganti("lembaga.yml", "izinkan_alamat_lokal: true", "izinkan_alamat_lokal: false")
    assert [(s.berkas, s.kunci, s.kode) for s in salah()] == [("opd/dinkes.yml", "sumber.alamat", "PGT-SANDI")]


def test_nearest_key_is_suggested(ganti: Ganti, salah: Periksa) -> None:
    ganti("lembaga.yml", "ibu_kota:", "ibukota:")
    ganti("opd/dinkes.yml", "  folder: dinkes", "  foldr: dinkes")
    obat = {s.kunci: s.obat for s in salah() if s.kode == "PGT-KUNCI"}
    assert "`ibu_kota`" in obat["ibukota"]
    assert "`folder`" in obat["sumber.foldr"]


def test_all_faults_are_told_at_once(folder: Path, ganti: Ganti, salah: Periksa) -> None:
    ganti("lembaga.yml", "ibu_kota: Contoh Baru\n", "")
    ganti("pejabat.yml", "peran: atasan", "peran: ppid")
    ganti("opd/dlh.yml", "kode: DLH", "kode: [DLH")
    (folder / "tujuan" / "situs.yml").unlink()
    assert [(s.berkas, s.kode) for s in salah()] == [
        ("lembaga.yml", "PGT-KURANG"),
        ("opd/dlh.yml", "PGT-YAML"),
        ("pejabat.yml", "PGT-PERAN"),
        ("tujuan", "PGT-TIDAK-ADA"),
    ]
    with pytest.raises(PengaturanGalat, match="4 hal"):
        muat_pengaturan(folder)


@pytest.mark.parametrize("peran", ["petugas", "ppid", "atasan"])
def test_every_role_needs_a_holder(folder: Path, salah: Periksa, peran: str) -> None:
    isi = (folder / "pejabat.yml").read_text("utf-8")
    lain = "atasan" if peran != "atasan" else "ppid"
    (folder / "pejabat.yml").write_text(isi.replace(f"peran: {peran}", f"peran: {lain}"), "utf-8")
    assert [s.kode for s in salah()] == ["PGT-PERAN"]


def test_empty_settings_name_what_is_missing(folder: Path, salah: Periksa) -> None:
    (folder / "pejabat.yml").write_text("", "utf-8")
    (folder / "lembaga.yml").write_text("# kosong\n", "utf-8")
    shutil.rmtree(folder / "opd")
    tanda = {(s.berkas, s.kunci) for s in salah()}
    assert {("pejabat.yml", "pejabat"), ("lembaga.yml", "kode"), ("opd", "")} <= tanda


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(PengaturanGalat) as galat:
        muat_pengaturan(tmp_path / "tidak-ada")
    assert galat.value.salah[0].kode == "PGT-TIDAK-ADA"


def test_wrong_suffix_is_not_passed_over(folder: Path, salah: Periksa) -> None:
    (folder / "opd" / "dlh.yml").rename(folder / "opd" / "dlh.yaml")
    assert [(s.berkas, s.kode) for s in salah()] == [("opd/dlh.yaml", "PGT-NAMA")]


def test_folder_baku(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DIP_PENGATURAN", raising=False)
    assert folder_baku(tmp_path) == tmp_path
    monkeypatch.setenv("DIP_PENGATURAN", "/lain")
    assert folder_baku(tmp_path) == Path("/lain")
