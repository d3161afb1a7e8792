"""The office's own workbook, copied by whitelist: values, looks and layout, and nothing that acts.

Runs in the limited child only. openpyxl's reader is driven part by part, so that what is not asked for is never read
and cannot leave: no formulas (the values they had stay), macros, links to other workbooks, connections, defined names,
conditional formats, validations that compute, tables, pictures, objects, comments, protection, or printer settings.
Number formats are kept and numbers stay numbers: dates are not converted back and forth.
"""

from __future__ import annotations

import io
import math
import posixpath
import re
import warnings
import zipfile
from collections.abc import Sequence
from typing import Any

from lxml import etree
from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.packaging.relationship import RelationshipList, get_dependents
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils import range_boundaries
from openpyxl.workbook.properties import CalcProperties
from openpyxl.workbook.protection import DocumentSecurity
from openpyxl.workbook.views import BookView
from openpyxl.worksheet._reader import WorksheetReader
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from dip.lembar import Lembar
from keluaran.balasan_gaya import WARNA, jinakkan, lembar_balasan, pilihan_polos

MAKS_URAI = 200 * 1024 * 1024
"""Bytes a workbook may have unpacked, as declared; above that the generated workbook is sent."""

MAKS_LUAS = 400_000
"""Cells under merged ranges and links of one sheet."""

MAKS_TEMA = 200_000

_TAUTAN_SAH = re.compile(r"(?:https?://|mailto:)[^\s\"<>]{1,2000}", re.I)
_JANGKAR = re.compile(r"[^\s\"<>\[\]|]{1,500}")
_KE_SEL = re.compile(r"(?:'(?:[^'\[\]]|'')+'|[^\s'!\[\]|]+)!\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?")
_NS_HUBUNGAN = "relationships}"


class TakTersalin(Exception):
    """The workbook cannot be copied faithfully; the text says why, without content."""


class _Pembaca(ExcelReader):
    """openpyxl's reader with the whitelist of parts."""

    def __init__(self, isi: bytes) -> None:
        super().__init__(io.BytesIO(isi), keep_vba=False, data_only=True, keep_links=False, rich_text=True)
        self.komentar = False

    def salin(self) -> Any:
        """The workbook, reduced to what may leave."""
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        self.read_theme()
        wb: Any = self.wb
        wb.loaded_theme = _tema_aman(wb.loaded_theme)
        apply_stylesheet(self.archive, wb)
        # numbers keep their formats as numbers; openpyxl would turn a serial out of range into #VALUE!
        wb._date_formats, wb._timedelta_formats = set(), set()
        for sheet, rel in self.parser.find_sheets():
            if "worksheet" in rel.Type and rel.target in self.valid_files:
                self._lembar(sheet, rel.target)
        return wb

    def _lembar(self, sheet: Any, bagian: str) -> None:
        folder, nama = posixpath.split(bagian)
        jalan = posixpath.join(folder, "_rels", f"{nama}.rels")
        ws = self.wb.create_sheet(sheet.name)
        ws._rels = get_dependents(self.archive, jalan) if jalan in self.valid_files else RelationshipList()
        self.komentar = self.komentar or any("omment" in r.Type for r in ws._rels)
        with self.archive.open(bagian) as aliran:
            pembaca = WorksheetReader(ws, aliran, self.shared_strings, True, True)
            pembaca.bind_cells()
            _periksa_luas(pembaca.parser)
            pembaca.bind_merged_cells()
            pembaca.bind_hyperlinks()
            pembaca.bind_col_dimensions()
            pembaca.bind_row_dimensions()
        _tampilan(ws, pembaca.parser)
        ws._rels = RelationshipList()
        ws.sheet_state = "visible" if sheet.state == "visible" else "hidden"


def _periksa_luas(asal: Any) -> None:
    """Merged cells and links become a cell object each; areas no office means are refused."""
    gabung = asal.merged_cells.mergeCell if asal.merged_cells else []
    paut = getattr(getattr(asal, "hyperlinks", None), "hyperlink", None) or []
    luas = 0
    for r in (*gabung, *paut):
        kiri, atas, kanan, bawah = range_boundaries(r.ref)
        luas += ((kanan or 0) - (kiri or 0) + 1) * ((bawah or 0) - (atas or 0) + 1)
    if luas > MAKS_LUAS:
        raise TakTersalin("luas")


def _tampilan(ws: Any, asal: Any) -> None:
    """Panes, zoom, tab colour, paper and plain drop-downs as they were."""
    for nama in ("sheet_format", "page_margins"):
        if (nilai := getattr(asal, nama, None)) is not None:
            setattr(ws, nama, nilai)
    if (sifat := getattr(asal, "sheet_properties", None)) is not None:
        ws.sheet_properties.tabColor = sifat.tabColor
        ws.sheet_properties.pageSetUpPr = sifat.pageSetUpPr
    if (kertas := getattr(asal, "page_setup", None)) is not None:
        for nama in ("orientation", "paperSize", "scale", "fitToHeight", "fitToWidth"):
            setattr(ws.page_setup, nama, getattr(kertas, nama))
    for lihat in getattr(getattr(asal, "views", None), "sheetView", None) or ():
        ws.sheet_view.showGridLines, ws.sheet_view.zoomScale = lihat.showGridLines, lihat.zoomScale
        ws.sheet_view.pane, ws.sheet_view.selection = lihat.pane, lihat.selection
    ws.sheet_view.tabSelected = False
    for v in getattr(getattr(asal, "data_validations", None), "dataValidation", None) or ():
        if pilihan_polos(v.type, v.formula1, v.formula2):
            ws.add_data_validation(v)


def _tema_aman(isi: bytes | None) -> bytes | None:
    """The colour theme if it is plain XML that refers to nothing; None lets the usual theme stand in."""
    if not isi or len(isi) > MAKS_TEMA:
        return None
    try:
        akar = etree.fromstring(isi, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except (etree.XMLSyntaxError, ValueError):
        return None
    if akar.getroottree().docinfo.internalDTD is not None or any(
        _NS_HUBUNGAN in str(nama) for e in akar.iter() for nama in getattr(e, "attrib", ())
    ):
        return None
    return isi


def salin(isi: bytes, lembar: Sequence[Lembar]) -> tuple[Workbook, list[str]]:
    """Copy an xlsx or xlsm; returns the workbook and remarks about what was left out.

    Args: `lembar` are the tables as our reader saw them, without rows: the copy must have their sheets, and links that
    came from HYPERLINK() formulas are put back as links. Raises TakTersalin, and whatever openpyxl raises.
    """
    with zipfile.ZipFile(io.BytesIO(isi)) as paket:
        if sum(a.file_size for a in paket.infolist()) > MAKS_URAI:
            raise TakTersalin("ukuran")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pembaca = _Pembaca(isi)
        wb = pembaca.salin()
    wb.views, wb.code_name, wb.template = [BookView()], None, False
    wb.security, wb.calculation, wb.properties = (
        DocumentSecurity(),
        CalcProperties(fullCalcOnLoad=False),
        DocumentProperties(),
    )
    lama = _buang_lembar_balasan(wb)
    dibuang = 0
    warna = {nilai.upper() for nilai in WARNA.values()}
    for ws in wb.worksheets:
        for sel in list(ws._cells.values()):
            dibuang += _rapikan_sel(sel, warna)
    for x in (x for x in lembar if x.nama not in lama):
        _periksa(wb, x)
        _pulihkan_tautan(wb, x)
    return wb, _catatan(komentar=pembaca.komentar, dibuang=dibuang)


def _catatan(*, komentar: bool, dibuang: int) -> list[str]:
    hasil = ["Isi, warna, dan susunan lembar Saudara kami salin apa adanya. Rumus kami ganti dengan hasilnya."]
    if komentar:
        hasil.append(
            "Komentar yang ada di berkas Saudara tidak ikut disalin, supaya tidak tercampur dengan catatan kami."
        )
    if dibuang:
        hasil.append(f"{dibuang} tautan yang bukan alamat web tidak ikut disalin. Tulisannya tetap ada.")
    return hasil


def _buang_lembar_balasan(wb: Any) -> set[str]:
    """Sheets of an earlier balasan do not pile up in the next one; returns their names."""
    lama: set[str] = set()
    for ws in list(wb.worksheets):
        sel = ws._cells.get((1, 1))
        if sel is not None and lembar_balasan(str(sel.value or "")):
            lama.add(ws.title)
            wb.remove(ws)
    return lama


def _rapikan_sel(sel: Any, warna: set[str]) -> int:
    """Tame a cell: text stays text, colours of an earlier balasan go, links lead to the web or nowhere.

    Returns 1 when a link was dropped.
    """
    tautan = getattr(sel, "_hyperlink", None)
    nilai = getattr(sel, "_value", None)
    if nilai is not None and sel.data_type == "s":
        jinakkan(sel)
    elif type(nilai) is float and math.isfinite(nilai):
        sel._value = repr(nilai)  # openpyxl would write 16 digits, and the last one wrong
    if sel._style.fillId:
        isian = sel.fill
        if isian.fill_type == "solid" and str(isian.fgColor.rgb).upper() in warna:
            sel._style.fillId = 0
    if tautan is None:
        return 0
    tujuan, letak = tautan.target or "", tautan.location or ""
    baru: Hyperlink | None = None
    if _TAUTAN_SAH.fullmatch(tujuan):
        jangkar = letak if _JANGKAR.fullmatch(letak) else None
        baru = Hyperlink(ref=sel.coordinate, target=tujuan, location=jangkar)
    elif not tujuan and _KE_SEL.fullmatch(letak):
        baru = Hyperlink(ref=sel.coordinate, location=letak)
    sel._hyperlink = baru
    return 0 if baru is not None or not (tujuan or letak) else 1


def _periksa(wb: Any, x: Lembar) -> None:
    """The copy must show what our reader saw: same sheet, and not empty (strict OOXML is read as empty)."""
    if x.nama not in wb.sheetnames:
        raise TakTersalin("lembar tidak ada")
    ws: Worksheet = wb[x.nama]
    if not any(s.value is not None for s in ws._cells.values()):
        raise TakTersalin("lembar kosong")


def _pulihkan_tautan(wb: Any, x: Lembar) -> None:
    """Links of HYPERLINK() formulas as links: the formula is gone, and its text alone says only *Unduh*."""
    ws = wb[x.nama]
    for (i, j), tujuan in x.tautan.items():
        sel = ws._cells.get((x.baris_awal + i, x.kolom_awal + j))
        if sel is not None and getattr(sel, "_hyperlink", 0) is None and tujuan and _TAUTAN_SAH.fullmatch(tujuan[0]):
            sel._hyperlink = Hyperlink(ref=sel.coordinate, target=tujuan[0])
