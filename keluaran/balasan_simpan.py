"""Saving a balasan: in memory, the same bytes every time, and looked through before it leaves.

Whatever openpyxl copied, the finished package may hold only the parts named here, no formula, no defined name, and no
address but web and mail. What fails that is not sent (`TakLayak`).
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import Any

from lxml import etree
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.core import DocumentProperties
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from keluaran.balasan_gaya import pilihan_polos
from keluaran.bentuk.zip_tetap import zip_tetap

_BAGIAN = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:app|core)\.xml|xl/(?:workbook|styles|sharedStrings)\.xml"
    r"|xl/_rels/workbook\.xml\.rels|xl/theme/theme1\.xml|xl/worksheets/sheet\d+\.xml"
    r"|xl/worksheets/_rels/sheet\d+\.xml\.rels|xl/comments/comment\d+\.xml|xl/drawings/commentsDrawing\d+\.vml"
)
_HIDUP = re.compile(
    rb"<(?:\w+:)?(?:f|definedName|conditionalFormatting|oleObjects?|controls?|tableParts?|extLst|"
    rb"drawing|picture|customWorkbookProperties|externalReferences?|sheetProtection|webPublishItems?)[\s/>]"
)
_ATURAN = re.compile(rb"<dataValidation\b.*?(?:/>|</dataValidation>)", re.S)
_LUAR = re.compile(rb'<Relationship\b[^>]*TargetMode="External"[^>]*>')
_TUJUAN = re.compile(rb'\bTarget="(?:https?://|mailto:)', re.I)


class TakLayak(Exception):
    """The finished package holds something it must not."""


class _Penulis(ExcelWriter):
    """openpyxl's writer without temporary files: a child that is killed must leave nothing of an office on the disk."""

    def write_worksheet(self, ws: Any) -> None:
        """One sheet, made in memory."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = [], []
        keluar = io.BytesIO()
        penulis: Any = WorksheetWriter(ws, out=keluar)
        penulis.write()
        ws._rels = penulis._rels
        arsip: Any = vars(self)["_archive"]  # not in the stubs
        arsip.writestr(ws.path[1:], keluar.getvalue())
        self.manifest.append(ws)


def simpan(wb: Any, *, judul: str, dibuat: str) -> bytes:
    """The workbook as bytes. `dibuat` is the ISO moment of the document properties. Raises TakLayak."""
    saat = datetime.fromisoformat(dibuat)
    wb.properties = DocumentProperties(creator="DIP", title=judul, created=saat, modified=saat, language="id-ID")
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_STORED) as arsip:
        _Penulis(wb, arsip).write_data()
    _periksa(keluar.getvalue())
    return zip_tetap(keluar.getvalue())


def _pilihan(xml: bytes) -> bool:
    """Whether a written data validation is a plain one."""
    e = etree.fromstring(xml)
    return pilihan_polos(e.get("type"), e.findtext("formula1"), e.findtext("formula2"))


def _periksa(isi: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(isi)) as paket:
        for nama in paket.namelist():
            if not _BAGIAN.fullmatch(nama):
                raise TakLayak("bagian")
            data = paket.read(nama)
            if nama.startswith(("xl/worksheets/sheet", "xl/workbook.xml")) and _HIDUP.search(data):
                raise TakLayak("isi")
            if any(not _pilihan(m.group()) for m in _ATURAN.finditer(data)):
                raise TakLayak("pilihan")
            if nama.endswith(".rels") and any(not _TUJUAN.search(m.group()) for m in _LUAR.finditer(data)):
                raise TakLayak("tautan")
