"""What a workbook carries beside its cells: names of people, comments, other files, hidden names."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from odf import dc, meta
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl.workbook.defined_name import DefinedName

from dip.lembar import Bacaan
from sumber.pembaca.sifat import _sifat

Baca = Callable[..., Bacaan]
Sunting = Callable[[bytes, str, Callable[[bytes], bytes]], bytes]


def buku(**sifat: str) -> bytes:
    wb = openpyxl.Workbook()
    wb.worksheets[0].append(["x"])
    for nama, nilai in sifat.items():
        setattr(wb.properties, nama, nilai)
    b = io.BytesIO()
    wb.save(b)
    return b.getvalue()


def kode(hasil: Bacaan) -> list[str]:
    assert hasil.lembar[0].baris == [["x"]]
    return [t.kode for t in hasil.temuan]


@pytest.mark.parametrize(
    ("sifat", "ada"),
    [
        ({"creator": "Siti Aminah"}, True),
        ({"lastModifiedBy": "Budi Santoso, S.Kom"}, True),
        ({"creator": "openpyxl", "lastModifiedBy": "Microsoft Office User"}, False),
        ({"creator": "user", "lastModifiedBy": "ACER"}, False),
        ({"creator": "Admin", "lastModifiedBy": "PC-01"}, False),
        ({"creator": ""}, False),
    ],
)
def test_names_are_noted_and_never_quoted(baca: Baca, sifat: dict[str, str], ada: bool) -> None:
    hasil = baca(buku(**sifat), "a.xlsx")
    assert kode(hasil) == ["PDP-009"] * ada
    assert not any(n in str(hasil) for n in ("Aminah", "Santoso"))


def test_office_in_the_other_part_counts_once(baca: Baca, sunting: Sunting) -> None:
    isi = sunting(
        buku(creator="Siti Aminah"),
        "docProps/app.xml",
        lambda _: b"<Properties><Company>CV Jaya Makmur</Company><Manager>Rudi</Manager></Properties>",
    )
    assert kode(baca(isi, "a.xlsx")) == ["PDP-009"]


def test_names_in_opendocument(baca: Baca) -> None:
    dok = OpenDocumentSpreadsheet()
    dok.meta.addElement(meta.InitialCreator(text="Siti Aminah"))
    dok.meta.addElement(dc.Creator(text="Admin"))
    tabel, baris, sel = Table(name="DIP"), TableRow(), TableCell(valuetype="string")
    sel.addElement(P(text="x"))
    baris.addElement(sel)
    tabel.addElement(baris)
    dok.spreadsheet.addElement(tabel)
    b = io.BytesIO()
    dok.write(b)
    assert kode(baca(b.getvalue(), "a.ods")) == ["PDP-009"]


def test_property_sets_of_old_workbooks() -> None:
    teks = "Siti Aminah\0".encode("cp1252")
    isi = struct.pack("<III", 4, 24, 0) + struct.pack("<II", 0x1E, len(teks)) + teks
    kumpulan = struct.pack("<II", 8 + 8 + len(isi), 1) + struct.pack("<II", 4, 16) + isi[12:]
    aliran = bytes(44) + struct.pack("<I", 48) + kumpulan
    assert _sifat(aliran, {4, 8}) == ["Siti Aminah"]
    assert _sifat(aliran, {8}) == _sifat(b"", {4}) == _sifat(aliran[:60], {4}) == []


@pytest.mark.parametrize(
    ("bagian", "isi"),
    [
        ("xl/comments1.xml", b"<comments/>"),
        ("xl/threadedComments/threadedComment1.xml", b"<x/>"),
        ("xl/pivotCache/pivotCacheDefinition1.xml", b"<x/>"),
        ("xl/externalLinks/externalLink1.xml", b"<externalLink><externalBook/></externalLink>"),
        ("xl/connections.xml", b"<connections/>"),
    ],
)
def test_parts_that_nobody_sees(baca: Baca, sunting: Sunting, bagian: str, isi: bytes) -> None:
    assert kode(baca(sunting(buku(), bagian, lambda _: isi), "a.xlsx")) == ["FILE-032"]


@pytest.mark.parametrize(
    ("nama", "sembunyi", "ada"), [("Gaji", True, True), ("Gaji", False, False), ("_xlnm.A", True, False)]
)
def test_hidden_names(baca: Baca, nama: str, sembunyi: bool, ada: bool) -> None:
    wb = openpyxl.Workbook()
    wb.worksheets[0].append(["x"])
    wb.defined_names[nama] = DefinedName(nama, attr_text="Sheet!$A$1", hidden=sembunyi)
    b = io.BytesIO()
    wb.save(b)
    assert kode(baca(b.getvalue(), "a.xlsx")) == ["FILE-032"] * ada


@pytest.mark.parametrize(("luar", "jenis"), [(b"<ddeLink ", "dde"), (b"<x:oleLink ", "ole")])
def test_orders_to_other_programs_refuse_the_file(baca: Baca, sunting: Sunting, luar: bytes, jenis: str) -> None:
    hasil: Any = baca(sunting(buku(), "xl/externalLinks/externalLink1.xml", lambda _: luar + b"a='1'/>"), "a.xlsx")
    assert (hasil.lembar, [(t.kode, t.parameter) for t in hasil.temuan]) == ([], [("FILE-010", {"jenis": jenis})])


def test_macro_sheets_are_macros(baca: Baca, sunting: Sunting) -> None:
    assert kode(baca(sunting(buku(), "xl/macrosheets/sheet1.xml", lambda _: b"<x/>"), "a.xlsm")) == ["FILE-010"]
