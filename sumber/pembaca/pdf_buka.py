"""Opening PDF files (ISO 32000) with limits: what may be unpacked, how much may be drawn, and which text is visible.

pdfminer unpacks streams and draws pages without any limit; here both are counted. Text that nobody sees is dropped
while drawing: written in the invisible mode (the hidden layer of scans, §9.3.6) or covered by a picture of the page.
"""

from __future__ import annotations

import io
import logging
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pdfplumber
from pdfminer import pdftypes
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from sumber.pembaca.batas import MB, Batas, Rusak, TerlaluBesar, teks_jumlah, teks_ukuran

_TAK_TAMPAK = (3, 7)
_PENUH = 0.8
_BAGI_URAI = 4  # a page is text and lines: a quarter of what a workbook may unpack to is plenty


class _ZlibTerbatas:
    """Stands in for the zlib module inside pdfminer: one budget of unpacked bytes per file, no slow rescue of
    damaged streams byte by byte. A damaged stream is Rusak: pdfminer would go on without it, and rows were lost."""

    error = zlib.error

    def __init__(self) -> None:
        self.batas = self.sisa = 0

    def mulai(self, batas: Batas) -> None:
        """Begin a file."""
        self.batas = self.sisa = max(1, batas.urai_mb) * MB // _BAGI_URAI

    def decompress(self, data: bytes) -> bytes:
        """As `zlib.decompress`, but a wrong or missing checksum and bytes after the stream are no fault."""
        mesin = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            hasil = mesin.decompress(data[2:], self.sisa + 1)
        except zlib.error as e:
            raise Rusak("PDF: aliran") from e
        if len(hasil) > self.sisa:
            raise TerlaluBesar(f"lebih dari {teks_ukuran(self.batas)} setelah dibuka", teks_ukuran(self.batas))
        if not mesin.eof and data:
            raise Rusak("PDF: aliran terpotong")
        self.sisa -= len(hasil)
        return hasil


for _nama in ("pdfminer", "pdfplumber"):
    logging.getLogger(_nama).setLevel(logging.CRITICAL)  # they quote what the file says

_ZLIB = _ZlibTerbatas()
pdftypes.zlib = _ZLIB  # type: ignore[assignment, attr-defined]  # the only door: pdfminer has no setting for it


@dataclass(slots=True)
class Halaman:
    """A drawn page: `plumber` gives lines and links, `huruf` its visible letters as pdfplumber would give them;
    `tersembunyi` counts invisible ones, `gambar` is the part of the page that pictures cover (0 to 1)."""

    plumber: Page
    huruf: list[dict[str, Any]]
    tersembunyi: int
    gambar: float


class _Perangkat(PDFPageAggregator):
    """Draws one page, counts, and keeps only what is seen. Raises TerlaluBesar.

    Letters are kept here and not in pdfplumber's page: it makes a large object of each, which takes half the time.
    """

    def __init__(self, sumber: Any, halaman: Page, jatah: list[int], batas: Batas) -> None:
        super().__init__(sumber, pageno=halaman.page_number, laparams=None)
        self._jatah, self._batas = jatah, batas
        self._kiri, self._dasar = halaman.mediabox[0], halaman.height + halaman.mediabox[1]
        self._tulis = 0
        self.huruf: list[dict[str, Any]] = []
        self.tersembunyi = 0
        self.gambar = 0.0

    def _hitung(self) -> None:
        self._jatah[0] -= 1
        if self._jatah[0] < 0:
            n = teks_jumlah(self._batas.coretan)
            raise TerlaluBesar(f"lebih dari {n} huruf dan garis", f"{n} huruf dan garis")

    def render_string(self, textstate: Any, *lain: Any) -> None:
        """Remember the mode in which letters are drawn."""
        self._tulis = textstate.render
        super().render_string(textstate, *lain)

    def render_char(self, *bagian: Any, **bernama: Any) -> float:
        """One letter."""
        self._hitung()
        maju = super().render_char(*bagian, **bernama)
        h = self.cur_item._objs.pop()
        if not isinstance(h, LTChar):
            return maju
        if self._tulis in _TAK_TAMPAK:
            self.tersembunyi += 1
            return maju
        self.huruf.append(
            {
                "text": h.get_text(),
                "fontname": h.fontname if isinstance(h.fontname, str) else "",
                "size": h.size,
                "upright": h.upright,
                "matrix": h.matrix,
                "x0": h.x0 + self._kiri,
                "x1": h.x1 + self._kiri,
                "top": self._dasar - h.y1,
                "bottom": self._dasar - h.y0,
                "doctop": self._dasar - h.y1,
            }
        )
        return maju

    def paint_path(self, *bagian: Any, **bernama: Any) -> None:
        """Lines and boxes."""
        self._hitung()
        super().paint_path(*bagian, **bernama)

    def begin_figure(self, *bagian: Any, **bernama: Any) -> None:
        """A form or picture; forms may hold forms, so they count."""
        self._hitung()
        super().begin_figure(*bagian, **bernama)

    def render_image(self, name: str, stream: Any) -> None:
        """A picture; one that covers the page hides the letters drawn before it."""
        self._hitung()
        super().render_image(name, stream)
        halaman = self._stack[0] if self._stack else self.cur_item
        luas = max(1.0, halaman.width * halaman.height)
        bagian = min(1.0, abs(self.cur_item.width * self.cur_item.height) / luas)
        self.gambar = min(1.0, self.gambar + bagian)
        if bagian >= _PENUH and not any(k in stream for k in ("SMask", "Mask", "ImageMask")):
            self.tersembunyi += len(self.huruf)
            self.huruf.clear()


class BerkasPdf:
    """An open PDF. Raises Rusak (damaged, or locked with a password), TerlaluBesar."""

    def __init__(self, isi: bytes, batas: Batas) -> None:
        self._batas = batas
        _ZLIB.mulai(batas)
        try:
            self.pdf = pdfplumber.open(io.BytesIO(isi), raise_unicode_errors=False)
        except PdfminerException as e:
            raise _sebab(e) from e
        self.katalog: dict[str, Any] = self.pdf.doc.catalog
        self.sifat: dict[str, Any] = self.pdf.metadata

    def halaman(self) -> Iterator[Halaman]:
        """The pages one after the other; each is forgotten before the next one is drawn."""
        maks = self._batas.halaman
        daftar = list(islice(PDFPage.create_pages(self.pdf.doc), maks + 1))
        if len(daftar) > maks:
            raise TerlaluBesar(f"lebih dari {maks} halaman", f"{maks} halaman")
        if not daftar:
            raise Rusak("PDF tanpa halaman")
        jatah = [self._batas.coretan]
        for nomor, halaman in enumerate(daftar, start=1):
            plumber = Page(self.pdf, halaman, page_number=nomor)
            alat = _Perangkat(self.pdf.rsrcmgr, plumber, jatah, self._batas)
            PDFPageInterpreter(self.pdf.rsrcmgr, alat).process_page(halaman)
            plumber._layout = alat.get_result()
            yield Halaman(plumber, alat.huruf, alat.tersembunyi, alat.gambar)
            plumber.close()


def _sebab(e: BaseException) -> BaseException:
    """What pdfplumber has wrapped: our own limits and lack of memory keep their meaning, the rest is Rusak."""
    asal = e.args[0] if e.args else e
    return asal if isinstance(asal, (TerlaluBesar, Rusak, MemoryError)) else Rusak("PDF")
