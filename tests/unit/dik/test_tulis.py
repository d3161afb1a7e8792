"""Writing the register: closed, whole, once, and never losing a record."""

from __future__ import annotations

import io
import stat
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import orjson
import pytest

from dip import jejak
from dip.beku import identitas
from dip.dik import Dik
from dip.dik_buku import BukuDik
from dip.dik_kolom import KOLOM, NAMA_LEMBAR
from dip.dik_tulis import DikGalat, nomor_terakhir, rencanakan, sidik_folder, simpan_buku
from dip.jam import WIB
from dip.muat import muat_pengaturan
from dip.register import Register
from keluaran.lembar_dik import lembar_dik
from sumber.baca_dik import baca_dik_langsung

WAKTU = datetime(2026, 11, 12, 9, 0, tzinfo=WIB)
Isi = Callable[..., BukuDik]


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register.di_berkas(tmp_path / "register.db")


@pytest.fixture
def buku(folder_pengaturan: Path) -> Isi:
    """The workbook of the register as it stands, with cells overwritten; rows below it are new."""

    def buat(ganti: dict[tuple[int, str], Any] | None = None) -> BukuDik:
        p = muat_pengaturan(folder_pengaturan)
        b = openpyxl.load_workbook(io.BytesIO(lembar_dik(identitas(p.lembaga), p.opd, p.dik, hari=WAKTU.date())))
        letak = {k.field: n for n, k in enumerate(KOLOM, 1)}
        for (i, nama), nilai in (ganti or {}).items():
            b[NAMA_LEMBAR].cell(5 + i, letak[nama]).value = nilai
        keluar = io.BytesIO()
        b.save(keluar)
        hasil = baca_dik_langsung(keluar.getvalue(), "dik.xlsx")
        assert isinstance(hasil, BukuDik)
        return hasil

    return buat


BARU = {(2, "opd"): "DINKES", (2, "judul_umum"): "Data kesehatan pasien", (2, "judul_khusus"): "Daftar pasien TB"}


def _dik(folder: Path) -> dict[str, Dik]:
    return {d.id_dik: d for d in muat_pengaturan(folder).dik}


def _catatan(register: Register) -> list[dict[str, Any]]:
    with register.baca() as k:
        return [orjson.loads(c.isi) for c in jejak.baca_semua(k, "KTH")]


def test_new_and_changed_records_are_written_closed(folder_pengaturan: Path, register: Register, buku: Isi) -> None:
    sebelum = _dik(folder_pengaturan)
    hasil = simpan_buku(register, folder_pengaturan, buku({**BARU, (1, "tempat_sk"): "Muara"}), "rina", WAKTU)
    assert hasil.berkas == ("dinkes.yml", "dinsos.yml")
    kini = _dik(folder_pengaturan)
    assert kini["DIK-KTH-2026-001"] == sebelum["DIK-KTH-2026-001"]
    assert kini["DIK-KTH-2026-002"] == sebelum["DIK-KTH-2026-002"].model_copy(update={"tempat_sk": "Muara"})
    assert kini["DIK-KTH-2026-003"].judul_khusus == ("Daftar pasien TB",)
    dik = folder_pengaturan / "dik"
    assert stat.S_IMODE(dik.stat().st_mode) == 0o700
    assert {stat.S_IMODE(p.stat().st_mode) for p in dik.iterdir()} == {0o600}
    assert "# lembar uji dan surat penetapannya belum ada" in (dik / "dinsos.yml").read_text("utf-8")
    assert [p.name for p in folder_pengaturan.iterdir() if p.name.startswith(".")] == []


def test_the_journal_holds_counts_and_digests_only(folder_pengaturan: Path, register: Register, buku: Isi) -> None:
    awal = sidik_folder(folder_pengaturan)
    hasil = simpan_buku(register, folder_pengaturan, buku(BARU), "hasan", WAKTU)
    (c,) = _catatan(register)
    assert (c["peristiwa"], c["pelaku"], c["peran"]) == ("dik_diubah", "hasan", "ppid")
    assert c["data"] == {"baru": 1, "diubah": 0, "nomor": {"2026": 3}}
    assert (c["masukan"], c["keluaran"]) == ({"dik": awal}, {"dik": hasil.sesudah})
    assert hasil.sesudah == sidik_folder(folder_pengaturan) != awal


def test_looking_only_changes_nothing(folder_pengaturan: Path, register: Register, buku: Isi) -> None:
    awal = sidik_folder(folder_pengaturan)
    assert len(rencanakan(register, folder_pengaturan, buku(BARU), WAKTU).baru) == 1
    assert (sidik_folder(folder_pengaturan), _catatan(register)) == (awal, [])


def test_saved_again_nothing_happens(folder_pengaturan: Path, register: Register, buku: Isi) -> None:
    isi = buku({**BARU, (1, "tempat_sk"): "Muara"})
    simpan_buku(register, folder_pengaturan, isi, "rina", WAKTU)
    lagi = simpan_buku(register, folder_pengaturan, isi, "rina", WAKTU)
    assert (lagi.berkas, lagi.rencana.ubahan, len(_catatan(register))) == ((), [], 1)


def test_a_number_is_not_given_again_after_its_record_was_removed(
    folder_pengaturan: Path, register: Register, buku: Isi
) -> None:
    simpan_buku(register, folder_pengaturan, buku(BARU), "rina", WAKTU)
    (folder_pengaturan / "dik" / "dinkes.yml").unlink()
    with register.baca() as k:
        assert nomor_terakhir(k, "KTH") == {2026: 3}
    hasil = simpan_buku(register, folder_pengaturan, buku(BARU), "rina", WAKTU)
    assert [u.baru.id_dik for u in hasil.rencana.baru] == ["DIK-KTH-2026-004"]


@pytest.mark.parametrize("siapa", ["surya", "melati", "tidak-ada", ""])
def test_only_a_petugas_or_ppid_in_office(folder_pengaturan: Path, register: Register, buku: Isi, siapa: str) -> None:
    with pytest.raises(DikGalat):
        simpan_buku(register, folder_pengaturan, buku(BARU), siapa, WAKTU)
    assert "DIK-KTH-2026-003" not in _dik(folder_pengaturan)


@pytest.mark.parametrize(
    ("judul", "kode"),
    [("Berkas atas nama NIK 3201014507900001", "PGT-PRIBADI"), ("daftar pasien  TB", "PGT-NILAI")],
)
def test_what_the_loader_refuses_is_refused_with_its_cell(
    folder_pengaturan: Path, register: Register, buku: Isi, judul: str, kode: str
) -> None:
    awal = sidik_folder(folder_pengaturan)
    hasil = simpan_buku(register, folder_pengaturan, buku({**BARU, (2, "judul_umum"): judul}), "rina", WAKTU)
    assert [(s.kode, s.sel) for s in hasil.rencana.salah] == [(kode, "G7")]
    assert "32010145" not in str(hasil.rencana.salah[0])
    assert (hasil.berkas, sidik_folder(folder_pengaturan), _catatan(register)) == ((), awal, [])


def test_an_end_before_its_beginning(folder_pengaturan: Path, register: Register, buku: Isi) -> None:
    hari = {(2, "mulai"): "2 Maret 2026", (2, "berakhir_pada"): "1 Maret 2026"}
    hasil = simpan_buku(register, folder_pengaturan, buku({**BARU, **hari}), "rina", WAKTU)
    assert [(s.kode, s.sel) for s in hasil.rencana.salah] == [("PGT-TANGGAL", "S7")]


def test_a_record_not_in_the_workbook_is_kept(folder_pengaturan: Path, register: Register, buku: Isi) -> None:
    isi = buku(BARU)
    tanpa = BukuDik(isi.lembar, isi.letak, tuple(b for b in isi.baris if b.nomor != 5))
    simpan_buku(register, folder_pengaturan, tanpa, "rina", WAKTU)
    assert set(_dik(folder_pengaturan)) == {f"DIK-KTH-2026-00{n}" for n in (1, 2, 3)}


def test_a_list_on_one_line_is_written_whole(folder_pengaturan: Path, register: Register, buku: Isi) -> None:
    satu = folder_pengaturan / "dik" / "lain.yml"
    satu.write_text("# kepala kantor\n[{id_dik: DIK-KTH-2026-007, judul_umum: Tujuh, opd: DINKES}]\n", "utf-8")
    satu.chmod(0o600)
    hasil = simpan_buku(register, folder_pengaturan, buku({(2, "tempat_sk"): "Muara"}), "rina", WAKTU)
    assert (hasil.rencana.salah, hasil.berkas) == ([], ("lain.yml",))
    assert _dik(folder_pengaturan)["DIK-KTH-2026-007"].tempat_sk == "Muara"
    assert satu.read_text("utf-8").startswith("# kepala kantor\n- id_dik: DIK-KTH-2026-007\n")


def test_a_full_file_gets_a_second_one(folder_pengaturan: Path, register: Register, buku: Isi) -> None:
    besar = folder_pengaturan / "dik" / "dinkes.yml"
    pola = "- id_dik: DIK-KTH-2025-{:03d}\n  judul_umum: Judul\n  opd: DINKES\n  uraian_tertutup: {}\n"
    isi = "".join(pola.format(n, "x" * 3900) for n in range(1, 66))
    besar.write_text(isi, "utf-8")
    besar.chmod(0o600)
    baris = {(i - 2 + 67, nama): v for (i, nama), v in BARU.items()}
    panjang = {(67, "konsekuensi_dibuka"): "y" * 3900}
    hasil = simpan_buku(register, folder_pengaturan, buku({**baris, **panjang}), "rina", WAKTU)
    assert (hasil.rencana.salah, hasil.berkas) == ([], ("dinkes-2.yml",))


def test_many_at_once_leave_one_register(folder_pengaturan: Path, register: Register, buku: Isi) -> None:
    isi = [
        buku({(2, "opd"): "DINKES", (2, "judul_umum"): f"Data {n}", (2, "judul_khusus"): f"Daftar {n}"})
        for n in range(4)
    ]
    utas = [threading.Thread(target=simpan_buku, args=(register, folder_pengaturan, b, "rina", WAKTU)) for b in isi]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert sorted(_dik(folder_pengaturan)) == [f"DIK-KTH-2026-00{n}" for n in range(1, 7)]
    assert len(_catatan(register)) == 4


def test_what_a_crash_left_is_cleared(folder_pengaturan: Path, register: Register, buku: Isi) -> None:
    (folder_pengaturan / ".dik-tulis-lama" / "dik").mkdir(parents=True)
    simpan_buku(register, folder_pengaturan, buku(BARU), "rina", WAKTU)
    assert not (folder_pengaturan / ".dik-tulis-lama").exists()
