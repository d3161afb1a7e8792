"""A real table gives the same items whatever office programme saved it: html → xlsx, xls, ods, docx, pdf.

LibreOffice is started once per format for all four tables. The printed forms are laid out as an office would: landscape
A4, borders, column widths, header rows repeated; a Word row may run over the page end.
"""

from __future__ import annotations

import math
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.properties import PageSetupProperties

TABEL = {
    "berkala": ("bakamla-berkala", "berkala", 18),
    "setiap saat": ("bakamla-setiap-saat", "setiap_saat", 16),
    "serta merta": ("bakamla-serta-merta", "serta_merta", 4),
    "dikecualikan": ("bakamla-dikecualikan", "dikecualikan", 14),
}
BENTUK = {
    "xlsx": ("html", "HTML (StarCalc)", "xlsx"),
    "xls": ("html", "HTML (StarCalc)", "xls"),
    "ods": ("html", "HTML (StarCalc)", "ods"),
    "docx": ("html", "HTML (StarWriter)", "docx:MS Word 2007 XML"),
    "docx-kantor": ("cetak-docx", "", ""),
    "pdf-excel": ("cetak-xlsx", "", "pdf"),
    "pdf-word": ("cetak-docx", "", "pdf"),
}
"""Form → what it is made from, import filter, target. An empty target is the made file itself."""

HARIAN = {"xlsx", "docx", "docx-kantor", "pdf-word"}
SEMUA = [pytest.param(b, marks=() if b in HARIAN else pytest.mark.lambat) for b in BENTUK]

AMBANG = {"pdf-excel": 0.99, "pdf-word": 0.99}
"""Share of cells that must agree, where it is not 0.99 for a reason given beside it."""

LEBAR = (5, 45, 30, 24, 16, 8, 8, 8, 16)
GARIS = Side(style="thin")
Sel = list[list[str]]


def cetak_xlsx(sel: Sel, gabung: list[tuple[int, int, int, int]], ke: Path) -> None:
    """A workbook ready for the printer; row heights as Excel would fit them."""
    wb = openpyxl.Workbook()
    ws = wb.active
    assert ws is not None
    for i, r in enumerate(sel, 1):
        ws.append(r)
        baris = max(math.ceil(len(b) / (w * 0.9)) for t, w in zip(r, LEBAR, strict=True) for b in f"{t} ".split("\n"))
        ws.row_dimensions[i].height = 15 * baris
    for a, b, c, d in gabung:
        ws.merge_cells(start_row=a + 1, start_column=b + 1, end_row=c + 1, end_column=d + 1)
    ws.page_setup.orientation, ws.page_setup.paperSize = "landscape", 9
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    ws.print_title_rows = "1:2"
    for huruf, w in zip("ABCDEFGHI", LEBAR, strict=True):
        ws.column_dimensions[huruf].width = w
    for baris_ws in ws.iter_rows():
        for c_ in baris_ws:
            c_.alignment = Alignment(wrap_text=True, vertical="top")
            c_.border = Border(GARIS, GARIS, GARIS, GARIS)
    wb.save(ke)


def cetak_docx(sel: Sel, gabung: list[tuple[int, int, int, int]], ke: Path) -> None:
    """A Word table with the built-in grid style."""
    d = docx.Document()
    s = d.sections[0]
    s.orientation, s.page_width, s.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    s.left_margin = s.right_margin = Cm(1.5)
    d.styles["Normal"].font.size = Pt(9)
    t = d.add_table(len(sel), len(LEBAR), style="Table Grid")
    t.autofit = False
    for kolom, w in zip(t.columns, LEBAR, strict=True):
        kolom.width = Cm(26.7 * w / sum(LEBAR))
    for baris, isi in zip(t.rows, sel, strict=True):
        for c, teks in zip(baris.cells, isi, strict=True):
            c.text = teks
    for a, b, c2, d2 in gabung:
        t.cell(a, b).merge(t.cell(c2, d2))
    for baris in list(t.rows)[:2]:
        baris._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    d.save(str(ke))


@pytest.fixture(scope="module")
def asli(tmp_path_factory: pytest.TempPathFactory, data_bersama: Path, emas: Any) -> dict[str, Path]:
    """Copies of the pages, named by their class as an office would name them; the pages themselves do not say it."""
    folder = tmp_path_factory.mktemp("html")
    return {
        jenis: Path(shutil.copyfile(data_bersama / emas(nama).sumber, folder / f"DIP {jenis}.html"))
        for jenis, (nama, _, _) in TABEL.items()
    }


@pytest.fixture(scope="module")
def ubah(
    asli: dict[str, Path], butuh_program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory, baca_sel: Any
) -> Callable[[str], dict[str, Path]]:
    """Files of a form by class; each form is made once, all tables in one start of LibreOffice."""
    program = butuh_program("soffice")
    profil = tmp_path_factory.mktemp("profil")
    sudah: dict[str, dict[str, Path]] = {"html": asli}

    def cetak(akhiran: str) -> dict[str, Path]:
        folder = tmp_path_factory.mktemp(akhiran)
        for jenis, berkas in asli.items():
            tulis = cetak_xlsx if akhiran == "xlsx" else cetak_docx
            sel, gabung = baca_sel(berkas)
            tulis(sel, gabung, folder / f"DIP {jenis}.{akhiran}")
        return {jenis: folder / f"DIP {jenis}.{akhiran}" for jenis in asli}

    def jadi(bentuk: str) -> dict[str, Path]:
        if bentuk in sudah:
            return sudah[bentuk]
        if bentuk.startswith("cetak-"):
            sudah[bentuk] = cetak(bentuk.removeprefix("cetak-"))
            return sudah[bentuk]
        dari, saring, target = BENTUK[bentuk]
        sumber = jadi(dari)
        if not target:
            return sumber
        folder = tmp_path_factory.mktemp(bentuk)
        perintah = [program, f"-env:UserInstallation={profil.as_uri()}", "--headless"]
        perintah += [f"--infilter={saring}"] if saring else []
        perintah += ["--convert-to", target, "--outdir", str(folder), *map(str, sumber.values())]
        subprocess.run(perintah, check=True, capture_output=True, timeout=120)
        akhiran = target.partition(":")[0]
        sudah[bentuk] = {jenis: folder / f"DIP {jenis}.{akhiran}" for jenis in sumber}
        return sudah[bentuk]

    return jadi


@pytest.fixture(scope="module")
def lewat(ubah: Any, pembaca: Any, jalankan: Any) -> Callable[[str, str], Any]:
    """What became of one table in one form."""
    sudah: dict[tuple[str, str], Any] = {}

    def satu(bentuk: str, jenis: str) -> Any:
        if (bentuk, jenis) not in sudah:
            sudah[bentuk, jenis] = jalankan(pembaca, ubah(bentuk)[jenis], "")
        return sudah[bentuk, jenis]

    return satu


@pytest.mark.parametrize("jenis", TABEL)
@pytest.mark.parametrize("bentuk", SEMUA)
def test_same_items_in_every_form(bentuk: str, jenis: str, lewat: Any) -> None:
    _, kategori, n = TABEL[jenis]
    jalan = lewat(bentuk, jenis)
    assert jalan.bacaan.jenis == bentuk.partition("-")[0]
    assert [e["kategori"] for e in jalan.ternormal.entri] == [kategori] * n
    t, p = jalan.ternormal, jalan.pisah
    assert t.dibaca == n + len(t.dilewati)
    assert (len(p.dik) == n) == (kategori == "dikecualikan")


@pytest.mark.parametrize("jenis", TABEL)
@pytest.mark.parametrize("bentuk", SEMUA)
def test_same_cells_in_every_form(bentuk: str, jenis: str, lewat: Any, emas: Any) -> None:
    g = emas(TABEL[jenis][0])
    beda = g.beda(lewat(bentuk, jenis).sel())
    assert len(beda) <= (1 - AMBANG.get(bentuk, 0.99)) * g.jumlah_sel(), beda


@pytest.mark.parametrize("bentuk", SEMUA)
def test_same_titles_in_every_form(bentuk: str, lewat: Any) -> None:
    for jenis in TABEL:
        harap, kita = lewat("html", jenis).ternormal.entri, lewat(bentuk, jenis).ternormal.entri
        assert len(kita) == len(harap)
        beda = [n for n, (a, b) in enumerate(zip(harap, kita, strict=True), 1) if a["judul"] != b["judul"]]
        if bentuk.startswith("pdf"):  # a title made from the first paragraph: on paper it ends like any wrapped line
            beda = [n for n in beda if "\n" not in harap[n - 1]["ringkasan"]]
        assert beda == [], (jenis, beda)
