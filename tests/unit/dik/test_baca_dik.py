"""Workbooks as they come back: moved columns, merged cells, debris of formulas, other files."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from dip.dik import Dik
from dip.dik_buku import BukuDik, baris_dik
from dip.dik_kolom import ISIAN, KOLOM, NAMA_LEMBAR
from dip.temuan import Temuan
from keluaran.lembar_dik import lembar_dik
from sumber.baca_dik import PembacaDik, baca_dik_langsung


@pytest.fixture
def ubah(buat_buku: Callable[..., bytes], dik: Callable[..., Dik]) -> Callable[[Callable[[Any], None]], BukuDik]:
    """The workbook of one record, changed by hand, as read."""

    def buat(cara: Callable[[Any], None]) -> BukuDik:
        buku = openpyxl.load_workbook(io.BytesIO(buat_buku([dik()])))
        cara(buku)
        keluar = io.BytesIO()
        buku.save(keluar)
        hasil = baca_dik_langsung(keluar.getvalue(), "dik.xlsx")
        assert isinstance(hasil, BukuDik)
        return hasil

    return buat


def _kode(b: BukuDik) -> list[str]:
    return [s.kode for s in b.salah]


def test_cells_arrive_under_their_field(ubah: Callable[..., BukuDik], dik: Callable[..., Dik]) -> None:
    b = ubah(lambda _: None)
    assert (b.lembar, b.salah, len(b.baris)) == (NAMA_LEMBAR, (), 1)
    tertulis = {k: v for k, v in baris_dik(dik()).items() if v and k != "asal"}
    assert b.baris[0].isi == tertulis
    assert (b.baris[0].nomor, b.sel(5, "judul_umum"), b.sel(5, "entah")) == (5, "G5", "baris 5")


def test_columns_may_be_moved(ubah: Callable[..., BukuDik]) -> None:
    b = ubah(lambda buku: buku[NAMA_LEMBAR].move_range("G1:G60", cols=40))
    assert (b.salah, b.letak["judul_umum"], b.baris[0].isi["judul_umum"]) == ((), "AU", "Data penerima bantuan")


def test_a_heading_that_is_gone_or_doubled(ubah: Callable[..., BukuDik]) -> None:
    def tulis(sel: str, teks: str) -> Callable[[Any], None]:
        return lambda buku: buku[NAMA_LEMBAR].__setitem__(sel, teks)

    # the text under a heading nobody knows would be lost
    assert _kode(ubah(tulis("G4", "Judul"))) == ["DIKB-KOLOM", "DIKB-KOLOM"]
    assert _kode(ubah(tulis("AZ4", "Judul umum"))) == ["DIKB-KOLOM"]
    assert _kode(ubah(tulis("AZ4", "Catatan saya"))) == []


def test_merged_cells_and_debris_of_formulas(ubah: Callable[..., BukuDik]) -> None:
    assert _kode(ubah(lambda buku: buku[NAMA_LEMBAR].merge_cells("H5:I5"))) == ["DIKB-GABUNG"]
    rusak = ubah(lambda buku: buku[NAMA_LEMBAR].__setitem__("N5", "=1/0"))
    assert rusak.baris[0].galat == ("konsekuensi_ditutup",)


def test_no_table_or_two_of_them(ubah: Callable[..., BukuDik]) -> None:
    assert _kode(ubah(lambda buku: buku.remove(buku[NAMA_LEMBAR]))) == ["DIKB-LEMBAR"]
    assert _kode(ubah(lambda buku: buku.copy_worksheet(buku[NAMA_LEMBAR]))) == ["DIKB-LEMBAR"]


@pytest.mark.parametrize("isi", [b"", b"PK\x03\x04rusak", b"%PDF-1.4"])
def test_other_files_are_a_finding(isi: bytes) -> None:
    with PembacaDik(1) as baca:
        hasil = baca.baca_dik(isi, "NIK 3201014507900001.xlsx")
    assert isinstance(hasil, Temuan)
    assert hasil.kode.startswith("FILE-")
    assert "32010145" not in str(hasil)


def test_a_text_file_is_no_register() -> None:
    hasil = baca_dik_langsung(b"bukan;buku", "dik.csv")
    assert isinstance(hasil, BukuDik) and _kode(hasil) == ["DIKB-LEMBAR"]


def test_through_the_child(buat_buku: Callable[..., bytes], dik: Callable[..., Dik]) -> None:
    isi = buat_buku([dik()])
    with PembacaDik(1) as baca:
        assert baca.baca_dik(isi, "dik.xlsx") == baca_dik_langsung(isi, "dik.xlsx")


def test_a_row_far_below_is_read(ubah: Callable[..., BukuDik]) -> None:
    b = ubah(lambda buku: buku[NAMA_LEMBAR].__setitem__("G300", "Judul jauh di bawah"))
    assert [x.nomor for x in b.baris] == [5, 300]


def test_the_workbook_itself(identitas: Any, opd: Any, dik: Callable[..., Dik]) -> None:
    hari = dik().mulai
    isi = lembar_dik(identitas, opd, [dik()], hari=hari)
    assert isi == lembar_dik(identitas, opd, [dik()], hari=hari)
    ws = openpyxl.load_workbook(io.BytesIO(isi))[NAMA_LEMBAR]
    letak = {k.field: n for n, k in enumerate(KOLOM, 1)}
    assert ws.column_dimensions["A"].hidden and ws.protection.sheet
    assert [ws.cell(5, letak[n]).protection.locked for n in ("penanda", "id_dik", "kurang")] == [True] * 3
    assert not any(ws.cell(r, letak[k.field]).protection.locked for k in ISIAN for r in (5, 6, 44))
    assert ws.cell(5, letak["mulai"]).is_date
    daftar = {next(iter(v.sqref.ranges)).min_col: v for v in ws.data_validations.dataValidation if v.type == "list"}
    assert {letak[n] for n in ("opd", "status", "jangka_waktu_jenis", "sebagian")} == set(daftar)
