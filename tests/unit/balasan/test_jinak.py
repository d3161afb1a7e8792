"""Nothing in a balasan acts: no formula, macro, outside link, name, validation or object lives on."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import Rule
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from dip.lembar import Bacaan, Lembar
from keluaran.balasan import TandaTerima, balasan
from keluaran.balasan_simpan import TakLayak, simpan

Buat = Callable[..., Any]

DDE = "=cmd|' /C calc'!A0"


def _aktif(wb: Any, ws: Any) -> None:
    ws["B2"] = "=1+1"
    ws["C2"] = '=HYPERLINK("https://dinkes.example.go.id/x.pdf","Unduh")'
    ws["D2"] = "='[luar.xlsx]S'!A1"
    ws["E2"].value, ws["E2"].data_type = DDE, "s"
    ws["E3"].value, ws["E3"].data_type = "@SUM(1)", "s"
    ws["F2"] = CellRichText("tanda ", TextBlock(InlineFont(rFont="Wingdings"), "ü"))
    dv = DataValidation(type="list", formula1='INDIRECT("A1")')
    dv.add("B2:B9")
    ws.add_data_validation(dv)
    ws.conditional_formatting.add("A1:G9", Rule(type="expression", formula=["NOW()>0"]))
    ws.add_table(Table(displayName="T1", ref="A1:G6"))
    ws.protection.sheet = True
    ws.auto_filter.ref = "A1:G6"
    ws.print_title_rows = "1:1"
    wb.defined_names["Auto_Open"] = DefinedName("Auto_Open", attr_text="DIP!$A$1")
    wb.security.lockStructure = True


def _nilai_tembolok(xml: bytes) -> bytes:
    """openpyxl writes formulas without values; Excel writes both."""
    xml = re.sub(rb"(<f>1\+1</f>)<v ?(?:/>|></v>)", rb"\1<v>2</v>", xml)
    return re.sub(rb'<c r="C2"([^>]*)>(<f>.*?</f>)<v ?(?:/>|></v>)', rb'<c r="C2"\1 t="str">\2<v>Unduh</v>', xml)


def _bagian(isi: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(isi)) as z:
        return {n: z.read(n) for n in z.namelist()}


@pytest.fixture
def berbahaya(buku: Buat, sunting: Buat) -> bytes:
    """A workbook with everything that acts, and parts openpyxl cannot make."""
    isi = buku(_aktif)
    isi = sunting(isi, "xl/worksheets/sheet1.xml", _nilai_tembolok)
    isi = sunting(isi, "xl/vbaProject.bin", lambda _: b"makro")
    isi = sunting(isi, "xl/connections.xml", lambda _: b"<connections/>")
    return bytes(sunting(isi, "customUI/customUI.xml", lambda _: b"<customUI/>"))


def test_only_plain_parts_and_no_formula(berbahaya: bytes, baca: Buat, temuan: Buat, tanda: TandaTerima) -> None:
    bacaan = baca(berbahaya, "d.xlsm")
    keluar = balasan(berbahaya, bacaan, [temuan("DIP-017", "G2"), temuan("STR-008", "D2")], tanda)
    bagian = _bagian(keluar)
    assert not [n for n in bagian if re.search(r"vba|external|connection|custom|table|media|embed|s/drawing", n, re.I)]
    assert b"<definedName " not in bagian["xl/workbook.xml"]
    lembar = b"".join(v for n, v in bagian.items() if n.startswith("xl/worksheets/sheet"))
    for kata in (b"<f", b"dataValidation", b"conditionalFormatting", b"sheetProtection", b"autoFilter", b"tablePart"):
        assert kata not in lembar.replace(b"<from", b"").replace(b"<family", b"")
    assert b"[luar" not in keluar and b"makro" not in b"".join(bagian.values())


def test_values_stay_and_text_stays_text(berbahaya: bytes, baca: Buat, buka: Buat) -> None:
    ws = buka(berbahaya, baca(berbahaya, "d.xlsm"), [])["DIP"]
    assert ws["B2"].value == 2
    assert (ws["C2"].value, ws["C2"].hyperlink.target) == ("Unduh", "https://dinkes.example.go.id/x.pdf")
    assert ws["D2"].value is None
    for alamat, isi in (("E2", DDE), ("E3", "@SUM(1)")):
        assert (ws[alamat].value, ws[alamat].data_type, ws[alamat].quotePrefix) == (isi, "s", True)


def test_tick_of_a_symbol_font_is_still_one(berbahaya: bytes, baca: Buat, tanda: TandaTerima) -> None:
    keluar = balasan(berbahaya, baca(berbahaya, "d.xlsm"), [], tanda)
    wb = openpyxl.load_workbook(io.BytesIO(keluar), rich_text=True)
    isi = wb["DIP"]["F2"].value
    assert isinstance(isi, CellRichText) and isinstance(isi[1], TextBlock)
    assert isi[1].font.rFont == "Wingdings"


def test_findings_with_formula_text_stay_text(buku: Buat, baca: Buat, temuan: Buat, buka: Buat) -> None:
    asli = buku()
    daftar = [temuan("DIP-041", "B2", parameter={"nilai": DDE}), temuan(DDE, "B3")]
    wb = buka(asli, baca(asli, "d.xlsx"), daftar)
    sel = [c for r in wb["Temuan"].iter_rows() for c in r if c.value == DDE]
    assert len(sel) == 2  # as sentence and as code of the unknown finding
    assert all(c.data_type == "s" and c.quotePrefix for c in sel)


@pytest.mark.parametrize("jenis", ["xls", "csv", "docx", "pdf"])
def test_generated_workbook_has_text_only(buka: Buat, jenis: str) -> None:
    lembar = Lembar("tabel 1", [["=1+1", "+62", "-", "@x", "#REF!", "\x01a"], [1, 2.5, True, None, "", "x"]])
    wb = buka(b"", Bacaan(jenis, [lembar]), [])
    ws = wb["tabel 1"]
    assert [c.value for c in ws[1]] == ["=1+1", "+62", "-", "@x", "#REF!", "a"]
    assert {c.data_type for c in ws[1]} == {"s"}
    assert [c.value for c in ws[2]][:3] == [1, 2.5, "ya"]


def test_a_package_with_anything_else_is_not_sent() -> None:
    wb: Any = openpyxl.Workbook()
    wb.active["A1"] = "=1+1"
    with pytest.raises(TakLayak):
        simpan(wb, judul="x", dibuat="2026-11-03T09:30:00")
    wb.active["A1"] = None
    wb.active["A2"].hyperlink = "file:///etc/passwd"
    with pytest.raises(TakLayak):
        simpan(wb, judul="x", dibuat="2026-11-03T09:30:00")


def test_drop_downs_that_compute_nothing_stay(buku: Buat, baca: Buat, buka: Buat) -> None:
    def isi(wb: Any, ws: Any) -> None:
        wb.create_sheet("Pilihan").append(["5 tahun"])
        for n, rumus in enumerate(['"Berkala,Setiap saat"', "Pilihan!$A$1:$A$9", "'[x.xlsx]S'!$A$1", "NOW()"], 2):
            dv = DataValidation(type="list", formula1=rumus)
            dv.add(f"D{n}")
            ws.add_data_validation(dv)
        for dv in (DataValidation("custom", formula1="A1>0"), DataValidation(prompt="Petunjuk")):
            dv.add("E2")
            ws.add_data_validation(dv)

    asli = buku(isi)
    aturan = buka(asli, baca(asli, "d.xlsx"), [])["DIP"].data_validations.dataValidation
    assert [d.formula1 for d in aturan] == ['"Berkala,Setiap saat"', "Pilihan!$A$1:$A$9", None]
