"""Small parts of a Word document that python-docx has no call for: borders, fields, fixed widths, repeated headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from keluaran.surat.naskah import Rata

RATA = {
    "kiri": WD_ALIGN_PARAGRAPH.LEFT,
    "tengah": WD_ALIGN_PARAGRAPH.CENTER,
    "kanan": WD_ALIGN_PARAGRAPH.RIGHT,
    "penuh": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
"""Alignments of the model in Word."""


TEPI_SEL = 68
"""Margin left and right inside a ruled cell, in twentieths of a point (1.2 mm)."""


def unsur(nama: str, **atribut: str) -> Any:
    """A WordprocessingML element `w:nama` with `w:` attributes."""
    u: Any = OxmlElement(f"w:{nama}")
    for k, v in atribut.items():
        u.set(qn(f"w:{k}"), v)
    return u


def huruf(larik: Run, nama: str, ukuran: float | None = None, *, tebal: bool = False) -> Run:
    """Set the typeface of a run for all scripts."""
    larik.font.name = nama
    sifat = larik._r.get_or_add_rPr().get_or_add_rFonts()
    for skrip in ("eastAsia", "cs"):
        sifat.set(qn(f"w:{skrip}"), nama)
    if ukuran is not None:
        larik.font.size = Pt(ukuran)
    larik.bold = tebal or None
    return larik


def tulis(
    p: Paragraph,
    teks: str,
    *,
    rata: Rata = "kiri",
    ukuran: float | None = None,
    tebal: bool = False,
    rapat: bool = True,
) -> Run:
    """One run of text in a paragraph; `rapat` leaves no space around it."""
    p.alignment = RATA[rata]
    if rapat:
        p.paragraph_format.space_before = p.paragraph_format.space_after = Pt(0)
    larik = p.add_run(teks)
    larik.bold = tebal or None
    if ukuran is not None:
        larik.font.size = Pt(ukuran)
    return larik


def garis(p: Paragraph, sisi: str, jenis: str = "single", tebal: int = 6) -> None:
    """A rule above (`top`) or below (`bottom`) a paragraph; `tebal` in eighths of a point."""
    batas = unsur("pBdr")
    batas.append(unsur(sisi, val=jenis, sz=str(tebal), space="2", color="auto"))
    sifat = p._p.get_or_add_pPr()
    sifat.insert_element_before(
        batas, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )


def kolom_angka(p: Paragraph, perintah: str, ukuran: float) -> None:
    """A field such as PAGE or NUMPAGES, which Word fills in itself."""
    for bagian in (
        unsur("fldChar", fldCharType="begin"),
        unsur("instrText"),
        unsur("fldChar", fldCharType="separate"),
        unsur("t"),
        unsur("fldChar", fldCharType="end"),
    ):
        if bagian.tag == qn("w:instrText"):
            bagian.text = f" {perintah} "
        elif bagian.tag == qn("w:t"):
            bagian.text = "1"
        larik = p.add_run()
        larik.font.size = Pt(ukuran)
        larik._r.append(bagian)


def tabel(wadah: Document | _Cell, baris: int, lebar: Sequence[float], *, bergaris: bool) -> Table:
    """An empty table of fixed column widths (mm), ruled or not, flush with the text around it."""
    kolom = len(lebar)
    t = wadah.add_table(baris, kolom)
    t.autofit = False
    if bergaris:
        t.style = "Table Grid"
    tepi = TEPI_SEL if bergaris else 0
    batas = unsur("tblCellMar")
    for sisi in ("left", "right"):
        batas.append(unsur(sisi, w=str(tepi), type="dxa"))
    # Word wants these in the order of its schema.
    sifat: Any = t._tbl.tblPr
    sifat.insert_element_before(unsur("tblInd", w=str(tepi), type="dxa"), "w:tblLayout", "w:tblLook")
    sifat.insert_element_before(batas, "w:tblLook")
    for satu, mm in zip(t.columns, lebar, strict=True):
        satu.width = Mm(mm)
    for r in t.rows:
        for sel, mm in zip(r.cells, lebar, strict=True):
            sel.width = Mm(mm)
    return t


def utuh(baris: _Row) -> None:
    """Keep a row on one page."""
    baris._tr.get_or_add_trPr().append(unsur("cantSplit"))


def ulangi(baris: _Row) -> None:
    """Repeat a row as heading on every page."""
    baris._tr.get_or_add_trPr().append(unsur("tblHeader"))


def arsir(sel: _Cell, warna: str = "E6E6E6") -> None:
    """Fill a cell."""
    sel._tc.get_or_add_tcPr().append(unsur("shd", val="clear", color="auto", fill=warna))


def sisi_sel(sel: _Cell, *tanpa: str) -> None:
    """Remove single borders of a cell (`top`, `bottom`)."""
    batas = unsur("tcBorders")
    for s in tanpa:
        batas.append(unsur(s, val="nil"))
    sel._tc.get_or_add_tcPr().append(batas)


def huruf_nomor(n: int) -> str:
    """0 → a, 25 → z, 26 → aa."""
    return chr(97 + n) if n < 26 else huruf_nomor(n // 26 - 1) + chr(97 + n % 26)
