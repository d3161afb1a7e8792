"""xls and ods: the same facts as xlsx, from other bytes."""

from __future__ import annotations

import datetime as dt
import io
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlwt
from odf import number, style, table, text
from odf.opendocument import OpenDocumentSpreadsheet

from dip.lembar import Bacaan

Baca = Callable[..., Bacaan]


def buat_xls(isi: Callable[[Any, Any], None]) -> bytes:
    wb = xlwt.Workbook()
    isi(wb, wb.add_sheet("DIP"))
    b = io.BytesIO()
    wb.save(b)
    return b.getvalue()


def gaya(format_: str = "General", huruf: str = "Arial") -> xlwt.XFStyle:
    g = xlwt.XFStyle()
    g.num_format_str, g.font.name = format_, huruf
    return g


def test_xls_values_formats_fonts_errors(baca: Baca) -> None:
    def isi(_: Any, ws: Any) -> None:
        ws.write(2, 1, "No")
        ws.write(3, 1, 11.1, gaya("0.00"))
        ws.write(3, 2, dt.date(2024, 3, 1), gaya("mmm-yy"))
        ws.write(3, 3, dt.date(2024, 3, 1), gaya("dd/mm/yyyy"))
        ws.write(3, 4, 196805121993031001)
        ws.write(3, 5, "ü", gaya(huruf="Wingdings"))
        ws.row(3).set_cell_error(6, "#N/A!")
        ws.write(3, 7, 0.5, gaya("0%"))
        ws.write(3, 8, 7)

    hasil = baca(buat_xls(isi), "a.xls")
    (x,) = hasil.lembar
    assert hasil.jenis == "xls"
    assert x.alamat(3, 1) == "B4"
    assert x.baris[2][1] == "No"
    assert x.baris[3][1:] == [11.1, "2024-03-01", "2024-03-01", 196805121993031000, "ü", None, 0.5, 7]
    assert x.format == {(3, 1): "0.00", (3, 2): "bulan", (3, 3): "tanggal", (3, 7): "persen"}
    assert x.simbol == {(3, 5)}
    assert x.galat == {(3, 6): "#N/A"}


def test_xls_links_merges_hidden(baca: Baca) -> None:
    def isi(wb: Any, ws: Any) -> None:
        ws.write_merge(0, 0, 0, 2, "JUDUL")
        ws.write(1, 0, xlwt.Formula('HYPERLINK("https://contoh.go.id/a";"Unduh")'))
        ws.write(2, 0, "rahasia")
        ws.write(2, 2, "z")
        ws.row(2).hidden = True
        ws.col(2).hidden = True
        lain = wb.add_sheet("Arsip")
        lain.write(0, 0, "lama")
        lain.visibility = 1

    hasil = baca(buat_xls(isi), "a.xls")
    x = hasil.lembar[0]
    assert x.gabung == [(0, 0, 0, 2)]
    assert x.tautan == {(1, 0): ["https://contoh.go.id/a"]}
    assert x.baris_sembunyi == {2}
    assert x.kolom_sembunyi == {2}
    assert [(y.nama, y.tersembunyi) for y in hasil.lembar] == [("DIP", False), ("Arsip", True)]
    assert sorted(t.kode for t in hasil.temuan) == ["FILE-030", "FILE-031"]


def test_xls_hyperlink_records(baca: Baca) -> None:
    """xlwt writes no HLINK records; the bytes follow [MS-OSHARED] §2.3.7.1."""
    from sumber.pembaca.xls import _tujuan

    def teks(s: str) -> bytes:
        return (len(s) + 1).to_bytes(4, "little") + (s + "\0").encode("utf-16-le")

    url = "https://contoh.go.id/√\0".encode("utf-16-le")
    moniker = bytes.fromhex("E0C9EA79F9BACE118C8200AA004BA90B") + len(url).to_bytes(4, "little") + url
    kepala = b"\0" * 8 + b"\1" * 16 + b"\2\0\0\0"
    assert _tujuan(kepala + (0x17).to_bytes(4, "little") + teks("Unduh") + moniker) == "https://contoh.go.id/√"
    assert _tujuan(kepala + (0x0B).to_bytes(4, "little") + moniker + teks("b1")) == "https://contoh.go.id/√#b1"
    assert _tujuan(kepala + (0x08).to_bytes(4, "little") + teks("Sheet2!A1")) == "#Sheet2!A1"
    assert _tujuan(kepala + (0x103).to_bytes(4, "little") + teks("..\\a.pdf")) == "..\\a.pdf"
    assert _tujuan(kepala + (0x17).to_bytes(4, "little") + b"\xff\xff") == ""


class Ods:
    """Builds an ods of one table from odfpy parts."""

    def __init__(self) -> None:
        self.dok = OpenDocumentSpreadsheet()
        self.tabel = table.Table(name="DIP")
        self.dok.spreadsheet.addElement(self.tabel)

    def gaya(self, nama: str, keluarga: str = "table-cell", data: Any = None, **sifat: Any) -> str:
        if data is not None:
            self.dok.automaticstyles.addElement(data)
            sifat["datastylename"] = data
        g = style.Style(name=nama, family=keluarga, **sifat)
        self.dok.automaticstyles.addElement(g)
        return nama

    def baris(self, *sel: Any, **sifat: Any) -> None:
        tr = table.TableRow(**sifat)
        for s in sel:
            tr.addElement(s if not isinstance(s, str) else self.sel(s))
        self.tabel.addElement(tr)

    @staticmethod
    def sel(isi: str | None = None, **sifat: Any) -> Any:
        if isi is not None:
            sifat.setdefault("valuetype", "string")
        c = table.TableCell(**sifat)
        if isi is not None:
            c.addElement(text.P(text=isi))
        return c

    def bytes(self) -> bytes:
        b = io.BytesIO()
        self.dok.write(b)
        return b.getvalue()


@pytest.fixture
def ods() -> Ods:
    return Ods()


def test_ods_runs_links_merges_hidden(ods: Ods, baca: Baca) -> None:
    ods.tabel.addElement(table.TableColumn())
    ods.tabel.addElement(table.TableColumn(visibility="collapse"))
    ods.tabel.addElement(table.TableColumn(numbercolumnsrepeated=1022))
    ods.baris(ods.sel(), numberrowsrepeated=3)
    tautan = table.TableCell(valuetype="string")
    p = text.P()
    p.addElement(text.A(href="https://contoh.go.id/a", text="Unduh"))
    tautan.addElement(p)
    ods.baris(ods.sel(numbercolumnsrepeated=2), tautan)
    ods.baris("sembunyi", "kolom", visibility="collapse")
    ods.baris(ods.sel("lebar", numbercolumnsspanned=3, numberrowsspanned=1))
    ods.baris("#REF!", "x", "y")
    ods.baris(ods.sel(numbercolumnsrepeated=1024), numberrowsrepeated=1_000_000)
    hasil = baca(ods.bytes(), "a.ods")
    (x,) = hasil.lembar
    assert hasil.jenis == "ods"
    assert x.tautan == {(3, 2): ["https://contoh.go.id/a"]}
    assert x.alamat(3, 2) == "C4"
    assert x.baris_sembunyi == {4}
    assert x.kolom_sembunyi == {1}
    assert x.gabung == [(5, 0, 5, 2)]
    assert x.galat == {(6, 0): "#REF!"}
    assert [(t.kode, t.parameter["n"]) for t in hasil.temuan] == [("FILE-031", 2)]


def test_ods_formats(ods: Ods, baca: Baca) -> None:
    bulan = number.DateStyle(name="N1")
    bulan.addElement(number.Month(textual="true"))
    bulan.addElement(number.Year())
    dua = number.NumberStyle(name="N2")
    dua.addElement(number.Number(decimalplaces=2, minintegerdigits=1))
    nol = number.NumberStyle(name="N3")
    nol.addElement(number.Number(decimalplaces=0, minintegerdigits=3))
    a, b, c = ods.gaya("ce1", data=bulan), ods.gaya("ce2", data=dua), ods.gaya("ce3", data=nol)
    tanggal = {"valuetype": "date", "datevalue": "2024-03-01"}
    ods.baris(
        ods.sel("Mar 24", stylename=a, **tanggal),
        ods.sel("01/03/24", **tanggal),
        ods.sel("11,10", stylename=b, valuetype="float", value="11.1"),
        ods.sel("007", stylename=c, valuetype="float", value="7"),
        ods.sel("50%", valuetype="percentage", value="0.5"),
        ods.sel("3", valuetype="float", value="3"),
    )
    (x,) = baca(ods.bytes(), "a.ods").lembar
    assert x.baris == [["2024-03-01", "2024-03-01", 11.1, 7, 0.5, 3]]
    assert x.format == {(0, 0): "bulan", (0, 1): "tanggal", (0, 2): "0.00", (0, 3): "000", (0, 4): "persen"}


def test_ods_hidden_sheet(ods: Ods, baca: Baca) -> None:
    g = style.Style(name="ta1", family="table")
    g.addElement(style.TableProperties(display="false"))
    ods.dok.automaticstyles.addElement(g)
    ods.baris("x")
    lain = table.Table(name="Arsip", stylename="ta1")
    tr = table.TableRow()
    tr.addElement(ods.sel("lama"))
    lain.addElement(tr)
    ods.dok.spreadsheet.addElement(lain)
    hasil = baca(ods.bytes(), "a.ods")
    assert [(x.nama, x.tersembunyi) for x in hasil.lembar] == [("DIP", False), ("Arsip", True)]
    assert [t.kode for t in hasil.temuan] == ["FILE-030"]


@pytest.mark.parametrize(
    ("nama", "kode", "baris"),
    [
        ("poi/SimpleWithComments.xls", ["FILE-032"], 3),
        ("poi/external_name.xls", ["FILE-010", "FILE-032"], 0),
        ("poi/SimpleMacro.xls", ["FILE-010"], 1),
        ("calamine/biff5_write.xls", [], 3),
    ],
)
def test_real_xls(baca: Baca, data_bersama: Path, nama: str, kode: list[str], baris: int) -> None:
    berkas = data_bersama / "berkas_sulit" / nama
    if not berkas.is_file():
        pytest.skip("berkas contoh tidak ada")
    hasil = baca(berkas.read_bytes(), berkas.name)
    assert [t.kode for t in hasil.temuan if t.kode != "PDP-009"] == kode
    assert sum(len(x.baris) for x in hasil.lembar) >= baris


def test_xls_with_orders_to_another_program(baca: Baca) -> None:
    from sumber.pembaca.xls import buka

    isi = buat_xls(lambda _, ws: ws.write(0, 0, "x"))
    tempat = isi.find(b"\x5c\x00\x70\x00")  # who wrote it, 112 bytes: room for a link to another file
    assert tempat > 0
    for luar, jenis in ((b"\0\0\x09\0\0Excel\x03abc", "dde"), (b"\1\0\x09\0\0\1C:\x03a.xls", "")):
        rekaman = struct.pack("<HH", 0x1AE, len(luar)) + luar
        sisa = struct.pack("<HH", 0x5C, 112 - len(luar) - 4) + bytes(112 - len(luar) - 4)
        ganti = isi[:tempat] + rekaman + sisa + isi[tempat + 116 :]
        if jenis:
            hasil = baca(ganti, "a.xls")
            assert [(t.kode, t.parameter) for t in hasil.temuan] == [("FILE-010", {"jenis": jenis})]
        else:
            assert buka(ganti).lampiran
