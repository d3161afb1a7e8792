"""The one pass over cells gives what calamine and lxml give, for the ways in which office programs write cells."""

from __future__ import annotations

import datetime as dt
import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from dip.lembar import Lembar
from sumber.pembaca import buku as modul_buku
from sumber.pembaca.batas import Batas
from sumber.pembaca.buku import baca_xlsx

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
GAYA = f"""<styleSheet {NS}><numFmts count="2"><numFmt numFmtId="164" formatCode="0.00"/><numFmt numFmtId="165"
  formatCode="mmm\\-yy"/></numFmts><fonts><font><name val="Arial"/></font><font><name val="Wingdings"/></font></fonts>
  <cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="164" fontId="0"/><xf numFmtId="165" fontId="0"/>
  <xf numFmtId="0" fontId="1"/><xf numFmtId="46" fontId="0"/></cellXfs></styleSheet>"""


def buku(sel: str, teks: str = "", sifat: str = "", kaki: str = "") -> bytes:
    """A workbook of one sheet from its bare XML."""
    hubungan = f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
      <Relationship Id="rId1" Type="{R}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""
    akar = hubungan.replace("worksheets/sheet1.xml", "xl/workbook.xml").replace("/worksheet", "/officeDocument")
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w") as z:
        z.writestr("[Content_Types].xml", "<Types/>")
        z.writestr("_rels/.rels", akar)
        lembar = '<sheets><sheet name="DIP" sheetId="1" r:id="rId1"/></sheets></workbook>'
        z.writestr("xl/workbook.xml", f'<workbook {NS} xmlns:r="{R}"><workbookPr{sifat}/>{lembar}')
        z.writestr("xl/_rels/workbook.xml.rels", hubungan)
        z.writestr("xl/styles.xml", GAYA)
        z.writestr("xl/sharedStrings.xml", f'<sst {NS} count="9">{teks}</sst>')
        z.writestr("xl/worksheets/sheet1.xml", f"<worksheet {NS}><sheetData>{sel}</sheetData>{kaki}</worksheet>")
    return b.getvalue()


def buku_opd(nomor: int) -> bytes:
    """A workbook as Excel writes it: shared strings, merges, dates, ticks, links, blank styled cells, hidden rows."""
    acak, b = random.Random(nomor), io.BytesIO()
    wb = xlsxwriter.Workbook(b, {"in_memory": True})
    ws, gaya = wb.add_worksheet("DIP"), wb.add_format({"border": 1})
    centang, tanggal = wb.add_format({"font_name": "Wingdings"}), wb.add_format({"num_format": "dd/mm/yyyy"})
    ws.merge_range(0, 0, 0, 5, "DAFTAR INFORMASI PUBLIK", gaya)
    for i in range(2, 300):
        ws.write_number(i, 0, i - 1, gaya)
        ws.write_string(i, 1, acak.choice(("Renja & Renstra", " LKjIP  <2024>", "Neraca\n√", "R")), gaya)
        ws.write(i, 2, acak.choice(("ü", "", "v")), centang)
        ws.write(i, 3, acak.choice((dt.date(2024, 3, 1), 2024, "Maret 2024", 0.5)), tanggal if i % 2 else gaya)
        if i % 3:
            ws.write_url(i, 4, f"https://contoh.go.id/{i}?a=1&b=2", None, "Unduh" if i % 4 else None)
        if i % 50 == 0:
            ws.set_row(i, None, None, {"hidden": True})
            ws.merge_range(i, 5, i + 1, 6, "x", gaya)
    wb.close()
    return b.getvalue()


@pytest.fixture
def lambat(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], list[Lembar]]:
    """The other way of reading, for comparison."""

    def baca(isi: bytes) -> list[Lembar]:
        with monkeypatch.context() as m:
            m.setattr(modul_buku, "baca_sel", lambda *_: None)
            return baca_xlsx(isi, Batas()).lembar

    return baca


@pytest.fixture
def cepat(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], list[Lembar]]:
    """The one pass; the test fails when it leaves the part to the other way."""

    def baca(isi: bytes) -> list[Lembar]:
        with monkeypatch.context() as m:
            m.setattr(modul_buku, "_lembar_aneh", lambda *_: pytest.fail("bagian ini biasa"))
            return baca_xlsx(isi, Batas()).lembar

    return baca


Baca = Callable[[bytes], list[Lembar]]


@pytest.mark.parametrize("nomor", range(4))
def test_both_ways_agree_on_workbooks_of_offices(cepat: Baca, lambat: Baca, nomor: int) -> None:
    isi = buku_opd(nomor)
    (x,) = hasil = cepat(isi)
    assert hasil == lambat(isi)
    assert (len(x.tautan), len(x.gabung), len(x.baris_sembunyi)) == (199, 6, 5)
    assert x.simbol
    assert set(x.format.values()) == {"tanggal"}


SEL = {
    "angka": '<c r="B2"><v>3</v></c><c r="C2" s="1"><v>11.1</v></c><c r="D2"><v>1E3</v></c><c r="E2"><v>-0.5</v></c>',
    "tanggal": '<c r="A2" s="2"><v>45352</v></c><c r="B2" s="2"><v>45352.5</v></c><c r="C2" s="4"><v>1.5</v></c>',
    "teks": '<c r="A2" t="s"><v>0</v></c><c r="B2" t="s" s="3"><v>1</v></c><c r="C2" t="s"><v>2</v></c>',
    "sebaris": '<c r="A2" t="inlineStr"><is><t>a &lt;</t></is></c><c r="B2" s="3" t="inlineStr"><is><t>ü</t></is></c>',
    "runs": '<c r="A2" t="inlineStr"><is><r><rPr><b/></rPr><t>Te</t></r><r><t>bal</t></r></is></c>',
    "rumus": '<c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>A2&amp;""</f><v>2 &lt; 3</v></c>',
    "galat": '<c r="A2" t="e"><v>#N/A</v></c><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C2"><v>1</v></c>',
    "benar": '<c r="A2" t="b"><v>1</v></c><c r="B2" t="b"><f>TRUE</f><v>0</v></c>',
    "kosong": '<c r="A2" s="1"/><c r="B2" s="1"></c><c r="C2"><v>1</v></c><c r="D2" s="1"/>',
    "lain": '<c r="A2" s="1" cm="1"><v>2</v></c><c r="B2" t="s" vm="1"><v>0</v></c>',
    "jauh": '<c r="AAB2"><v>1</v></c>',
}  # fmt: skip
TEKS = (
    '<si><t>Judul</t></si><si><t xml:space="preserve">ü</t></si>'
    '<si><r><t>ka</t></r><r><t>ya</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>'
)


@pytest.mark.parametrize("jenis", SEL)
def test_both_ways_agree_on_every_kind_of_cell(cepat: Baca, lambat: Baca, jenis: str) -> None:
    isi = buku(f'<row r="2" spans="1:9" ht="15">{SEL[jenis]}</row>', TEKS)
    assert cepat(isi) == lambat(isi) != []


def test_dates_since_1904_and_hidden_rows_in_any_order_of_attributes(cepat: Baca, lambat: Baca) -> None:
    sel = '<row r="1" hidden="false"><c r="A1" s="2"><v>1</v></c></row><row hidden="1" r="3"/><row ht="0" r="4"/>'
    isi = buku(sel + '<row hidden="true" r="5"><c r="A5" t="s"><v>0</v></c></row>', TEKS, ' date1904="1"')
    (x,) = hasil = cepat(isi)
    assert hasil == lambat(isi)
    assert x.baris_sembunyi == {2, 3, 4}
    assert x.baris[0] == ["1904-01-02"]
    assert x.format == {(0, 0): "bulan"}


def test_codes_of_characters_line_ends_and_debris_in_shared_strings() -> None:
    teks = "<si><t>a_x000D_\r\nb</t></si><si><t>_x005F_x0041_</t></si><si><t> #REF! </t></si><si><t/></si>"
    (x,) = baca_xlsx(
        buku(
            '<row r="1">' + "".join(f'<c r="{k}1" t="s"><v>{n}</v></c>' for n, k in enumerate("ABCD")) + "</row>", teks
        ),
        Batas(),
    ).lembar
    assert x.baris == [["a\nb", "_x0041_", None]]
    assert x.galat == {(0, 2): "#REF!"}


@pytest.mark.parametrize(
    "sel",
    [
        '<row r="1"><c t="s" r="A1"><v>0</v></c></row>',  # another order of attributes
        '<row><c><v>7</v></c></row>',  # no addresses
        '<row r="1"><!-- catatan --><c r="A1"><v>7</v></c></row>',
        "<row r='1'><c r='A1'><v>7</v></c></row>",
        '<row r="1"><c r="A1" t="d"><v>2024-03-01</v></c></row>',
    ],
)  # fmt: skip
def test_unusual_parts_are_left_to_the_other_way(lambat: Baca, sel: str) -> None:
    isi = buku(sel, TEKS)
    assert baca_xlsx(isi, Batas()).lembar == lambat(isi) != []


def test_links_with_more_than_an_address(cepat: Baca) -> None:
    kaki = """<mergeCells><mergeCell ref="B:B"/><mergeCell ref="A3:C3"/></mergeCells><hyperlinks>
      <hyperlink ref="A1" location="Lain!A1" display="a > b"/>
      <hyperlink ref="A2:B2" location="x&amp;y"/></hyperlinks>"""
    sel = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="C{n}"><v>{n}</v></c></row>' for n in range(1, 4))
    isi = buku(sel, kaki=kaki)
    (x,) = cepat(isi)
    assert x.tautan == {(0, 0): ["#Lain!A1"], (1, 0): ["#x&y"], (1, 1): ["#x&y"]}
    assert x.gabung == [(0, 1, 2, 1), (2, 0, 2, 2)]


def test_real_workbooks_are_read_in_one_pass(cepat: Baca, data_bersama: Path) -> None:
    for berkas in sorted((data_bersama / "id_gov").rglob("*.xlsx")):
        assert cepat(berkas.read_bytes()), berkas.name


def test_no_cell_is_passed_over(cepat: Baca) -> None:
    isi = buku_opd(1)
    with zipfile.ZipFile(io.BytesIO(isi)) as z:
        berisi = len(re.findall(rb"<v>", z.read("xl/worksheets/sheet1.xml")))
    (x,) = cepat(isi)
    assert sum(v is not None for b in x.baris for v in b) == berisi
