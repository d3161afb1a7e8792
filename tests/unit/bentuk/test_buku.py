"""The workbook writer: two libraries behind one class, and a reader cannot tell which."""

from __future__ import annotations

import io
from datetime import datetime

import openpyxl
import pytest

from keluaran.bentuk.buku import SEL_MAKS, TERPOTONG, Buku, Kolom, muat_sel
from keluaran.bentuk.buku_lembar import TINGGI_BARIS, TINGGI_PALING, lebar_lipat, tinggi

SAAT = datetime.fromisoformat("2026-11-01")
KOLOM = [Kolom("Kode", 12), Kolom("Judul", 20), Kolom("Jumlah", 8, lipat=False)]
BARIS = [["A-1", "=1+1", 3], ["A-2", "_x0041_ dan\nbaris kedua", 12345], ["", "x" * 45, 0], ["00123", "", 7]]
ATAS = [("judul", "Judul lembar"), ("peringatan", "DRAF")]


def buku(*, isian: bool = False, baris=BARIS, di_atas=ATAS) -> bytes:
    b = Buku("Judul & <buku>", "Lembaga", SAAT)
    b.tabel("Satu", KOLOM, baris, di_atas)
    b.tabel("Dua lembar", KOLOM, iter(baris[:1]))
    if isian:
        b.isian("Isian", KOLOM, 3, 10, di_atas, (1, "Pilihan", ["a", "b"]))
    return b.simpan()


def buka(isi: bytes):
    return openpyxl.load_workbook(io.BytesIO(isi))


def test_both_writers_give_the_same_tables():
    tabel, isian = buka(buku()), buka(buku(isian=True))
    assert isian.sheetnames == [*tabel.sheetnames, "Isian"]
    for a in tabel:
        b = isian[a.title]
        assert [[s.value for s in r] for r in a.iter_rows()] == [[s.value for s in r] for r in b.iter_rows()]
        assert (a.freeze_panes, a.auto_filter.ref, a.print_title_rows) == (
            b.freeze_panes,
            b.auto_filter.ref,
            b.print_title_rows,
        )
        assert {i: d.height for i, d in a.row_dimensions.items() if d.height and i > 4} == {
            i: d.height for i, d in b.row_dimensions.items() if d.height
        }
        assert (a.page_setup.orientation, a.page_setup.paperSize) == ("landscape", 9)
        assert (a.page_setup.orientation, a.page_setup.paperSize) == (b.page_setup.orientation, b.page_setup.paperSize)
        assert a.page_setup.fitToHeight == b.page_setup.fitToHeight == 0
        assert a.oddFooter.right.text == b.oddFooter.right.text
        assert [a.column_dimensions[k].width for k in "ABC"] == [b.column_dimensions[k].width for k in "ABC"]
        for s, t in (("A4", "A4"), ("B5", "B5")):
            assert (a[s].font.b, a[s].font.name, a[s].alignment.wrap_text) == (
                b[t].font.b,
                b[t].font.name,
                b[t].alignment.wrap_text,
            )
            assert (a[s].fill.fgColor.rgb, a[s].border.left.style) == (b[t].fill.fgColor.rgb, b[t].border.left.style)


@pytest.mark.parametrize("isian", [False, True])
def test_properties_and_bytes_are_fixed(isian):
    isi = buku(isian=isian)
    assert isi == buku(isian=isian)
    sifat = buka(isi).properties
    assert (sifat.title, sifat.creator, sifat.language) == ("Judul & <buku>", "Lembaga", "id-ID")
    assert sifat.created == sifat.modified == SAAT


def test_no_merged_cells_and_nothing_but_text_and_numbers():
    for lembar in buka(buku()):
        assert not lembar.merged_cells.ranges
        assert {s.data_type for r in lembar.iter_rows() for s in r} <= {"s", "n"}


def test_the_table_starts_under_its_lines():
    lembar = buka(buku())["Satu"]
    assert [lembar["A1"].value, lembar["A2"].value, lembar["A3"].value] == ["Judul lembar", "DRAF", None]
    assert [s.value for s in lembar[4]] == ["Kode", "Judul", "Jumlah"]
    assert lembar["C6"].value == 12345
    assert lembar["C6"].number_format == "#,##0"
    assert buka(buku())["Dua lembar"]["A1"].value == "Kode"


@pytest.mark.parametrize("isian", [False, True])
def test_a_table_without_rows_keeps_its_headings(isian):
    lembar = buka(buku(isian=isian, baris=[]))["Satu"]
    assert [s.value for s in lembar[4]] == ["Kode", "Judul", "Jumlah"]
    assert (lembar.auto_filter.ref, lembar.freeze_panes) == ("A4:C5", "A5")


def test_equal_headings_are_refused():
    b = Buku("x", "y", SAAT)
    b.tabel("S", [Kolom("Sama", 5), Kolom("Sama", 5)], [["a", "b"]])
    with pytest.raises(ValueError, match="judul kolom"):
        b.simpan()


def test_row_heights_follow_wrapped_text():
    lebar = lebar_lipat(KOLOM)
    assert tinggi(["A", "pendek", 1], lebar) is None
    assert tinggi(["A", "dua\nbaris", 1], lebar) == 2 * TINGGI_BARIS
    assert tinggi(["A", "x" * 45, 1], lebar) == 3 * TINGGI_BARIS
    assert tinggi(["A", "x" * 30_000, 1], lebar) == TINGGI_PALING
    assert tinggi(["A", "", "tidak dilipat " * 9], lebar) is None


@pytest.mark.parametrize("huruf", ["x", "é", "😀"])
def test_a_cell_holds_as_many_units_as_excel_counts(huruf):
    teks = muat_sel(huruf * 40_000)
    assert len(teks.encode("utf-16-le")) // 2 <= SEL_MAKS
    assert teks.endswith(TERPOTONG)
    assert teks.removesuffix(TERPOTONG).strip(huruf) == ""
    muat = huruf * (SEL_MAKS // len(huruf.encode("utf-16-le")) * 2)
    assert muat_sel(muat) == muat
