"""Any bytes give a Bacaan, and what a clerk typed comes back at its address."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import openpyxl
import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dip.lembar import Bacaan
from sumber.pembaca.langsung import baca_langsung
from sumber.pembaca.letak import baca_a1
from sumber.pembaca.nilai import angka

AWALAN = [
    b"",
    b"PK\3\4",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"<table><tr><td>",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"<?xml ",
    b"\x09\x08\x10\0",
]
POTONG = [
    "<table>", "</table>", "<tr>", "<td>", "</td>", "<th rowspan=3>", "<td colspan=2>", "<td rowspan=0>", "<tbody>",
    "<a href=/x>", "<br>", "x", "√", "<div hidden>", "</div>", "<td style='display:none'>",
]  # fmt: skip
SEL = [
    '<row r="1">', '<row r="2" hidden="1">', '<row r="3"/>', "</row>", '<c r="A1">', '<c r="B1" t="s">',
    '<c r="A2" s="1"/>', '<c r="A2" t="e">', '<c r="C2" t="inlineStr">', "<v>0</v>", "<v>#N/A</v>", "<v/>",
    "<is><t>a</t></is>", "<f>1</f>", '<f t="shared" si="0"/>', "</c>", "x", "<!-- -->", "<r/>",
]  # fmt: skip
NAMA = st.sampled_from(["a.xlsx", "a.xls", "a.ods", "a.csv", "a.html", "a", "", "../../a.csv", ".xlsx"])
TEKS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(str.strip)


def _contoh(isi: str = "x") -> bytes:
    wb = openpyxl.Workbook()
    ws = wb.worksheets[0]
    ws["B2"], ws["B2"].hyperlink = isi, "https://contoh.go.id"
    ws["C3"], ws["C3"].number_format = 11.1, "0.00"
    b = io.BytesIO()
    wb.save(b)
    return b.getvalue()


XLSX = _contoh()


def _periksa(hasil: Bacaan) -> None:
    assert hasil == Bacaan.dari_json(orjson.loads(orjson.dumps(hasil.ke_json())))
    tolak = {t.kode for t in hasil.temuan} & {"FILE-001", "FILE-002", "FILE-004"}
    assert not (tolak and hasil.lembar)


@given(st.sampled_from(AWALAN), st.binary(max_size=2000), NAMA)
def test_any_bytes(awal: bytes, isi: bytes, nama: str) -> None:
    _periksa(baca_langsung(awal + isi, nama))


@given(st.text(max_size=500), NAMA, st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_any_text(teks: str, nama: str, sandi: str) -> None:
    _periksa(baca_langsung(teks.encode(sandi, "replace"), nama))


@given(st.lists(st.sampled_from(POTONG), max_size=40))
def test_any_markup(potong: list[str]) -> None:
    hasil = baca_langsung(("<html>" + "".join(potong)).encode(), "a.html")
    _periksa(hasil)
    for x in hasil.lembar:
        for i1, j1, i2, j2 in x.gabung:
            assert 0 <= i1 <= i2 < len(x.baris)
            assert j1 <= j2
            assert not any(
                x.baris[i][j]
                for i in range(i1, i2 + 1)
                for j in range(j1, min(j2 + 1, len(x.baris[i])))
                if (i, j) != (i1, j1)
            )


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(XLSX) - 1), st.binary(min_size=1, max_size=8))
def test_damaged_workbook(di: int, ganti: bytes) -> None:
    _periksa(baca_langsung(XLSX[:di] + ganti + XLSX[di + len(ganti) :], "a.xlsx"))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(zipfile.ZipFile(io.BytesIO(XLSX)).namelist()), st.data())
def test_damaged_part(nama: str, data: st.DataObject) -> None:
    b = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(XLSX)) as z, zipfile.ZipFile(b, "w") as baru:
        for a in z.namelist():
            isi = z.read(a)
            if a == nama:
                di = data.draw(st.integers(0, len(isi)))
                isi = isi[:di] + data.draw(st.binary(max_size=6)) + isi[di + data.draw(st.integers(0, 30)) :]
            baru.writestr(a, isi)
    _periksa(baca_langsung(b.getvalue(), "a.xlsx"))


@given(st.lists(st.lists(TEKS, min_size=2, max_size=4), min_size=2, max_size=6), st.sampled_from(",;\t"))
def test_csv_cells_come_back(baris: list[list[str]], pemisah: str) -> None:
    lebar = max(map(len, baris))
    baris = [b + ["x"] * (lebar - len(b)) for b in baris]
    b = io.StringIO()
    csv.writer(b, delimiter=pemisah, quoting=csv.QUOTE_ALL).writerows(baris)
    hasil = baca_langsung(b.getvalue().encode("utf-8-sig"), "a.csv")
    if hasil.jenis == "csv" and not hasil.lembar[0].galat:
        assert hasil.lembar[0].baris == baris


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40)
@given(
    st.integers(1, 60), st.integers(1, 30), TEKS.filter(lambda t: t[0] not in "=#" and "_x" not in t and t == t.strip())
)
def test_workbook_cell_keeps_its_address(baris: int, kolom: int, teks: str) -> None:
    wb = openpyxl.Workbook()
    sel = wb.worksheets[0].cell(baris, kolom)
    sel.value, sel.data_type = teks, "s"
    b = io.BytesIO()
    wb.save(b)
    (x,) = baca_langsung(b.getvalue(), "a.xlsx").lembar
    assert x.baris[baris - 1][kolom - 1] == teks
    assert baca_a1(x.alamat(baris - 1, kolom - 1)) == (baris - 1, kolom - 1)


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_numbers_keep_fifteen_digits(x: float) -> None:
    hasil = angka(x)
    if hasil is not None:
        assert float(hasil) == pytest.approx(x, rel=1e-14, abs=0)
    assert not isinstance(hasil, float) or not hasil.is_integer() or abs(hasil) >= 1e30


def _ganti_sel(isi: str) -> bytes:
    b = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(XLSX)) as z, zipfile.ZipFile(b, "w") as baru:
        for n in z.namelist():
            mentah = z.read(n)
            if n == "xl/worksheets/sheet1.xml":
                mentah = re.sub(rb"(?s)(<sheetData>).*(</sheetData>)", rb"\1" + isi.encode() + rb"\2", mentah)
            baru.writestr(n, mentah)
    return b.getvalue()


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(SEL), max_size=25))
def test_any_cells(potong: list[str]) -> None:
    _periksa(baca_langsung(_ganti_sel("".join(potong)), "a.xlsx"))
