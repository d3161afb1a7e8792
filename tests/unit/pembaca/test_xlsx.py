"""xlsx: addresses, types, formats, links, merges, errors, hidden parts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl.styles import Font

from dip.lembar import Bacaan, Lembar

Buku = Callable[[Callable[[Any], None]], bytes]
Baca = Callable[..., Bacaan]
Sunting = Callable[[bytes, str, Callable[[bytes], bytes]], bytes]


@pytest.fixture
def satu(buku: Buku, baca: Baca) -> Callable[[Callable[[Any], None]], Lembar]:
    """The only table of a workbook made by a function."""

    def ambil(isi: Callable[[Any], None]) -> Lembar:
        (lembar,) = baca(buku(isi), "DIP.xlsx").lembar
        return lembar

    return ambil


def test_leading_blank_rows_and_columns_keep_addresses(satu: Any) -> None:
    def isi(ws: Any) -> None:
        ws["C4"] = "No"
        ws["D6"] = "Laporan"

    x = satu(isi)
    i, j = next((i, j) for i, b in enumerate(x.baris) for j, v in enumerate(b) if v == "Laporan")
    assert x.alamat(i, j) == "D6"
    assert x.nomor_baris(i) == 6
    assert x.baris[0] == [None] * 4


def test_numbers_as_a_person_sees_them(satu: Any) -> None:
    def isi(ws: Any) -> None:
        ws.append([1, 2024, 196805121993031001, 0.1 + 0.2, -5, True, 11.5, 1e19])

    assert satu(isi).baris == [[1, 2024, 196805121993031000, 0.3, -5, True, 11.5, "10000000000000000000"]]
    assert [type(v) for v in satu(isi).baris[0]] == [int, int, int, float, int, bool, float, str]


def test_formats_that_change_the_meaning(satu: Any) -> None:
    hari = dt.date(2024, 3, 1)
    sel = [
        (11.1, "0.00", 11.1, "0.00"),
        (7, "000", 7, "000"),
        (5, '0" tahun"', 5, '0" tahun"'),
        (0.25, "0%", 0.25, "persen"),
        (hari, "mmm-yy", "2024-03-01", "bulan"),
        (hari, "[$-421]mmmm yyyy;@", "2024-03-01", "bulan"),
        (hari, "dd/mm/yyyy", "2024-03-01", "tanggal"),
        (dt.datetime.fromisoformat("2024-03-01T09:30"), "dd/mm/yyyy h:mm", "2024-03-01T09:30:00", "tanggal"),
        (hari, "yyyy", 2024, None),
        (dt.time(9, 30), "h:mm", "09:30", None),
        (1500000, "#,##0", 1500000, None),
        ("teks", "0.00", "teks", None),
        (3, "General", 3, None),
    ]

    def isi(ws: Any) -> None:
        for n, (nilai, format_, _, _) in enumerate(sel, 1):
            ws.cell(1, n, nilai).number_format = format_

    x = satu(isi)
    assert x.baris[0] == [nilai for _, _, nilai, _ in sel]
    assert [x.format.get((0, n)) for n in range(len(sel))] == [arti for *_, arti in sel]


def test_links_of_cells_formulas_and_places(satu: Any) -> None:
    def isi(ws: Any) -> None:
        ws["A1"], ws["A1"].hyperlink = "Unduh", "https://ppid.contoh.go.id/a?x=1&y=2"
        ws["A2"] = '=HYPERLINK("https://ppid.contoh.go.id/b","Unduh")'
        ws["A3"] = '=HYPERLINK("https://ppid.contoh.go.id/"&B3&"/c","Unduh")'
        ws["B3"] = "dinas"
        ws["A4"] = "=HYPERLINK(B4)"
        ws["B4"] = "https://ppid.contoh.go.id/d"
        ws["A5"] = '=HYPERLINK(LOWER(B4),"x")'
        ws["A6"], ws["A6"].hyperlink = "Daftar", "#Daftar!A1"
        ws["C9"] = "batas"

    x = satu(isi)
    assert x.tautan == {
        (0, 0): ["https://ppid.contoh.go.id/a?x=1&y=2"],
        (1, 0): ["https://ppid.contoh.go.id/b"],
        (2, 0): ["https://ppid.contoh.go.id/dinas/c"],
        (3, 0): ["https://ppid.contoh.go.id/d"],
        (5, 0): ["#Daftar!A1"],
    }
    assert x.baris[0][0] == "Unduh"


def test_shared_hyperlink_formula_moves_with_its_cell(buku: Buku, baca: Baca, sunting: Sunting) -> None:
    def isi(ws: Any) -> None:
        for n in (1, 2, 3):
            ws.cell(n, 1, f"https://contoh.go.id/{n}")
            ws.cell(n, 2, "GANTI")

    def bersama(xml: bytes) -> bytes:
        nomor = iter(range(1, 4))

        def sel(m: re.Match[bytes]) -> bytes:
            n = next(nomor)
            rumus = (
                b'<f t="shared" ref="B1:B3" si="0">HYPERLINK(A1,"Buka")</f>' if n == 1 else b'<f t="shared" si="0"/>'
            )
            return b'<c r="B%d" t="str">%s<v>Buka</v></c>' % (n, rumus)

        return re.sub(rb'<c r="B\d"[^>]*>.*?</c>', sel, xml)

    (x,) = baca(sunting(buku(isi), "xl/worksheets/sheet1.xml", bersama), "a.xlsx").lembar
    assert x.tautan == {(n, 1): [f"https://contoh.go.id/{n + 1}"] for n in range(3)}
    assert x.baris[2][1] == "Buka"


def test_merges_hold_their_value_in_the_top_left_cell(satu: Any) -> None:
    def isi(ws: Any) -> None:
        ws["A1"], ws["A3"], ws["B4"] = "DAFTAR INFORMASI PUBLIK", "PPID", "x"
        ws.merge_cells("A1:C1")
        ws.merge_cells("A3:A4")
        ws.merge_cells("B9:C9")

    x = satu(isi)
    assert sorted(x.gabung) == [(0, 0, 0, 1), (2, 0, 3, 0)]  # cut at the last column with a value
    assert x.baris[3] == [None, "x"]


def test_error_cells_debris_and_formulas_without_a_value(satu: Any) -> None:
    def isi(ws: Any) -> None:
        ws["A1"] = "#REF!"
        ws["B1"] = "x"
        ws["B1"].value, ws["B1"].data_type = "#N/A", "s"
        ws["C1"] = "=A1+1"
        ws["D1"] = "#1 dari daftar"

    x = satu(isi)
    assert x.galat == {(0, 0): "#REF!", (0, 1): "#N/A", (0, 2): "rumus tanpa hasil"}
    assert x.baris == [[None, None, None, "#1 dari daftar"]]


def test_symbol_font_ticks(satu: Any) -> None:
    def isi(ws: Any) -> None:
        ws["A1"], ws["A1"].font = "ü", Font(name="Wingdings")
        ws["B1"], ws["B1"].font = "P", Font(name="Wingdings 2")
        ws["C1"], ws["C1"].font = None, Font(name="Wingdings")
        ws["D1"] = "ü"

    assert satu(isi).simbol == {(0, 0), (0, 1)}


def test_hidden_rows_and_columns_with_content(buku: Buku, baca: Baca) -> None:
    def isi(ws: Any) -> None:
        for n in range(1, 6):
            ws.cell(n, 1, n)
            ws.cell(n, 4, "d")
        ws.row_dimensions[3].hidden = True
        ws.row_dimensions[90].hidden = True
        ws.column_dimensions["B"].hidden = True
        ws.column_dimensions["D"].hidden = True

    hasil = baca(buku(isi), "a.xlsx")
    (x,) = hasil.lembar
    assert x.baris_sembunyi == {2}
    assert x.kolom_sembunyi == {1, 3}
    assert x.baris[2][0] == 3
    (t,) = hasil.temuan
    assert (t.kode, t.lembar, t.berkas, t.parameter) == ("FILE-031", "DIP", "a.xlsx", {"n": 2, "sheet": "DIP"})


def test_hidden_sheet_is_kept_apart_and_empty_ones_are_left_out(buku: Buku, baca: Baca) -> None:
    def isi(ws: Any) -> None:
        ws["A1"] = "x"
        for nama, nilai, status in (("Arsip", 1, "hidden"), ("Rahasia", 2, "veryHidden"), ("Kosong", None, "hidden")):
            lain = ws.parent.create_sheet(nama)
            lain["A1"], lain.sheet_state = nilai, status
        ws.parent.create_sheet("Sheet2")
        ws.parent.create_chartsheet("Grafik")

    hasil = baca(buku(isi), "a.xlsx")
    assert [(x.nama, x.tersembunyi) for x in hasil.lembar] == [("DIP", False), ("Arsip", True), ("Rahasia", True)]
    assert [(t.kode, t.parameter) for t in hasil.temuan] == [
        ("FILE-030", {"sheet": "Arsip"}),
        ("FILE-030", {"sheet": "Rahasia"}),
    ]


def test_parts_written_unusually_give_the_same_table(buku: Buku, baca: Baca, sunting: Sunting) -> None:
    def isi(ws: Any) -> None:
        ws["A1"], ws["A1"].font = "ü", Font(name="Wingdings")
        ws["B2"], ws["B2"].number_format = 11.1, "0.00"
        ws["C2"] = "#REF!"
        ws["A3"] = '=HYPERLINK("https://contoh.go.id/b","Unduh")'
        ws["A4"], ws["A4"].hyperlink = "y", "https://contoh.go.id"
        ws.row_dimensions[2].hidden = True
        ws.column_dimensions["B"].hidden = True
        ws.merge_cells("A4:B4")

    def berawalan(xml: bytes) -> bytes:
        xml = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", xml).replace(b" xmlns=", b" xmlns:x=")
        return re.sub(rb'<x:c r="(\w+)"([^>]*?)(/?)>', rb"<x:c\2 r='\1'\3>", xml)

    biasa = buku(isi)
    lain = sunting(biasa, "xl/worksheets/sheet1.xml", berawalan)
    assert lain != biasa
    satu, dua = baca(biasa, "a.xlsx"), baca(lain, "a.xlsx")
    assert satu.lembar[0].tautan
    assert satu == dua


def test_macro_workbook_is_read_and_noted(buku: Buku, baca: Baca, sunting: Sunting) -> None:
    isi = sunting(buku(lambda ws: ws.append(["x"])), "xl/vbaProject.bin", lambda _: b"VBA")
    hasil = baca(isi, "a.xlsm")
    assert hasil.lembar[0].baris == [["x"]]
    assert [t.kode for t in hasil.temuan] == ["FILE-010"]


@pytest.mark.parametrize(
    ("bagian", "jenis"),
    [("xl/embeddings/oleObject1.bin", "ole"), ("xl/activeX/activeX1.bin", "ole"), ("xl/externalLinks/e1.xml", "dde")],
)
def test_active_content_refuses_the_file(buku: Buku, baca: Baca, sunting: Sunting, bagian: str, jenis: str) -> None:
    isi = sunting(buku(lambda ws: ws.append(["x"])), bagian, lambda _: b'<externalLink><ddeLink ddeService="cmd"/>')
    hasil = baca(isi, "a.xlsx")
    assert hasil.lembar == []
    assert [(t.kode, t.parameter) for t in hasil.temuan] == [("FILE-010", {"jenis": jenis})]


def test_comments_are_noted(buku: Buku, baca: Baca) -> None:
    from openpyxl.comments import Comment

    def isi(ws: Any) -> None:
        ws["A1"] = "x"
        ws["A1"].comment = Comment("jangan terbitkan", "Ani")

    hasil = baca(buku(isi), "a.xlsx")
    assert [t.kode for t in hasil.temuan] == ["FILE-032"]
    assert "jangan" not in str(hasil)


def test_document_type_in_a_part_is_refused(buku: Buku, baca: Baca, sunting: Sunting) -> None:
    def dtd(xml: bytes) -> bytes:
        return b'<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + xml

    hasil = baca(sunting(buku(lambda ws: ws.append(["x"])), "xl/worksheets/sheet1.xml", dtd), "a.xlsx")
    assert [t.kode for t in hasil.temuan] == ["FILE-001"]
    assert hasil.lembar == []
