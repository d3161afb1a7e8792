"""The texts of a PDF as the last guard needs them: whole cells and paragraphs, put together again from their lines.

A line that was only wrapped ends with a blank; one that ends a text does not. A long word without blanks is broken
anywhere, so such pieces are also given glued together. What stands beside it, in the next column, is another text.
"""

from __future__ import annotations

import ctypes
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

GALAT_PDF: tuple[type[Exception], ...] = (pypdfium2.PdfiumError,)
"""What a file raises that is no readable PDF."""

_KUNCI = threading.Lock()
"""pdfium must not run in two threads at a time."""

KATA_UTUH = 18
"""Only longer words are broken inside (the same number as `keluaran.aksara.KATA_UTUH`, which tests hold to be true)."""

_CELAH_SEBARIS = 4.5
"""Points between two pieces of one line; columns are further apart."""

_TURUN = 2.6
"""How many times its own height a line may stand below the one before it."""

_BOLEH_PUTUS = ("-", "/", "–", "—")
"""A line may end after these without a blank."""

_TAK_TAMPAK = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SETRIP_AKHIR = re.compile("[\x02\ufffe]")
_PENYANGGA = 2048
"""Characters of one piece that are read at once."""


@dataclass(slots=True)
class _Potong:
    """One piece of a line: left and right edge, baseline, height (points, origin below left), typeface with its size,
    text.
    """

    kiri: float
    kanan: float
    dasar: float
    tinggi: float
    huruf: tuple[int, float]
    teks: str


class _Satuan:
    """A text under construction."""

    def __init__(self, p: _Potong) -> None:
        self.kiri, self.kanan, self.akhir = p.kiri, p.kanan, p
        self.renggang = self.rapat = p.teks

    def tambah(self, p: _Potong) -> bool:
        """Take a piece that goes on with this text; False when it is another one."""
        turun = self.akhir.dasar - p.dasar
        if abs(turun) < 1:
            celah = p.kiri - self.akhir.kanan
            if not -1.5 < celah < _CELAH_SEBARIS:
                return False
            sambung = sambung_rapat = p.teks
        elif 0 < turun <= _TURUN * max(self.akhir.tinggi, p.tinggi) and p.kiri < self.kanan and p.kanan > self.kiri:
            kata = self.rapat.rpartition(" ")[2] + p.teks.partition(" ")[0]
            sehuruf = p.huruf == self.akhir.huruf
            if self.rapat.endswith(" ") or (sehuruf and self.rapat.endswith(_BOLEH_PUTUS)):
                sambung = sambung_rapat = p.teks
            elif sehuruf and len(kata) > KATA_UTUH:
                sambung, sambung_rapat = f" {p.teks}", p.teks
            else:
                return False
        else:
            return False
        self.kiri, self.kanan, self.akhir = min(self.kiri, p.kiri), max(self.kanan, p.kanan), p
        self.renggang += sambung
        self.rapat += sambung_rapat
        return True

    def teks(self) -> Iterator[str]:
        """What the text may be: with its long words whole, and as two texts one below the other."""
        yield from dict.fromkeys(" ".join(t.split()) for t in (self.rapat, self.renggang) if t.strip())


def dari_pdf(isi: bytes) -> Iterator[str]:
    """Every text of a document: its properties, its bookmarks, and page by page what is written there.

    Raises ValueError for a page without any text (a picture of a page cannot be looked through) and `GALAT_PDF` for
    what is no readable PDF.
    """
    with _KUNCI:
        hasil = list(_dokumen(isi))
    yield from hasil


def _dokumen(isi: bytes) -> Iterator[str]:
    pdf = pypdfium2.PdfDocument(isi)
    try:
        sifat = pdf.get_metadata_dict(skip_empty=True)
        yield from (sifat[n] for n in ("Title", "Author", "Subject", "Keywords") if n in sifat)
        yield from (b.get_title() for b in pdf.get_toc())
        for nomor in range(len(pdf)):
            halaman = pdf[nomor]
            tulisan = halaman.get_textpage()
            try:
                potong = list(_potongan(halaman, tulisan))
                if not potong:
                    raise ValueError(f"halaman {nomor + 1} tanpa tulisan")
                yield from _gabung(potong)
            finally:
                tulisan.close()
                halaman.close()
    finally:
        pdf.close()


def _gabung(potong: list[_Potong]) -> Iterator[str]:
    satuan: _Satuan | None = None
    for p in potong:
        if satuan is not None and satuan.tambah(p):
            continue
        if satuan is not None:
            yield from satuan.teks()
        satuan = _Satuan(p)
    if satuan is not None:
        yield from satuan.teks()


def _potongan(halaman: Any, tulisan: Any) -> Iterator[_Potong]:
    """The pieces of a page in the order in which they are drawn, also those inside pictures made of lines."""
    jumlah = pdfium.FPDFPage_CountObjects(halaman.raw)
    antre = [pdfium.FPDFPage_GetObject(halaman.raw, i) for i in reversed(range(jumlah))]
    matriks = pdfium.FS_MATRIX()
    tepi = [ctypes.c_float() for _ in range(4)]
    ukuran = ctypes.c_float()
    penyangga = (pdfium.FPDF_WCHAR * _PENYANGGA)()
    while antre:
        objek = antre.pop()
        jenis = pdfium.FPDFPageObj_GetType(objek)
        if jenis == pdfium.FPDF_PAGEOBJ_FORM:
            isi = pdfium.FPDFFormObj_CountObjects(objek)
            antre += [pdfium.FPDFFormObj_GetObject(objek, i) for i in reversed(range(isi))]
        if jenis != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        teks = _tulisan(objek, tulisan, penyangga)
        if not teks.strip():
            continue
        pdfium.FPDFPageObj_GetMatrix(objek, matriks)
        pdfium.FPDFPageObj_GetBounds(objek, *tepi)
        kiri, bawah, kanan, atas = (t.value for t in tepi)
        pdfium.FPDFTextObj_GetFontSize(objek, ukuran)
        muka = ctypes.cast(pdfium.FPDFTextObj_GetFont(objek), ctypes.c_void_p).value or 0
        yield _Potong(kiri, kanan, matriks.f, max(atas - bawah, 6.0), (muka, ukuran.value), teks)


def _tulisan(objek: Any, tulisan: Any, penyangga: Any) -> str:
    panjang = pdfium.FPDFTextObj_GetText(objek, tulisan.raw, penyangga, 2 * _PENYANGGA)
    if panjang > 2 * _PENYANGGA:
        penyangga = (pdfium.FPDF_WCHAR * (panjang // 2))()
        pdfium.FPDFTextObj_GetText(objek, tulisan.raw, penyangga, panjang)
    teks = bytes(penyangga)[: max(0, panjang - 2)].decode("utf-16-le", "replace")
    return _SETRIP_AKHIR.sub("-", _TAK_TAMPAK.sub("", teks))
