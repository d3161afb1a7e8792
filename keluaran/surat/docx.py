"""A `Naskah` as .docx, for the tata usaha to edit. Fixed dates and order: the same input gives the same bytes."""

from __future__ import annotations

import io
from datetime import UTC
from typing import Any

import docx
import segno
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as ParagrafWord

from dip.jam import ke_wib
from keluaran.bentuk.zip_tetap import zip_tetap
from keluaran.surat import docx_alat as alat
from keluaran.surat.naskah import (
    BarisRinci,
    Blok,
    Butir,
    Catatan,
    Gaya,
    Judul,
    KepalaSurat,
    Ketentuan,
    Naskah,
    Paragraf,
    Qr,
    Rincian,
    Tabel,
    TandaTangan,
    boleh_belah,
)

UKURAN = 11.0
"""Points of running text."""

_MONO = "Courier New"


class _Penulis:
    """Draws the blocks of one document, in order."""

    def __init__(self, naskah: Naskah) -> None:
        self.naskah = naskah
        self.dok: Document = docx.Document()
        self.lebar = naskah.lebar_isi
        self.ganti_halaman = False
        self._siapkan()

    def baru(self) -> ParagrafWord:
        """A new paragraph of the body, on a new page if one was asked for."""
        p = self.dok.add_paragraph()
        if self.ganti_halaman:
            p.paragraph_format.page_break_before = True
            self.ganti_halaman = False
        return p

    def _siapkan(self) -> None:
        n, bagian = self.naskah, self.dok.sections[0]
        gaya = self.dok.styles["Normal"]
        gaya.font.name, gaya.font.size = n.huruf, Pt(UKURAN)
        sifat = gaya.element.get_or_add_rPr()
        sifat.rFonts.set(qn("w:eastAsia"), n.huruf)
        sifat.rFonts.set(qn("w:cs"), n.huruf)
        sifat.append(alat.unsur("lang", val="id-ID", eastAsia="id-ID"))
        gaya.paragraph_format.space_before, gaya.paragraph_format.space_after = Pt(0), Pt(6)
        gaya.paragraph_format.line_spacing = 1.0
        bagian.orientation = WD_ORIENT.LANDSCAPE if n.melintang else WD_ORIENT.PORTRAIT
        bagian.page_width, bagian.page_height = Mm(n.kertas[0]), Mm(n.kertas[1])
        bagian.top_margin, bagian.right_margin, bagian.bottom_margin, bagian.left_margin = map(Mm, n.tepi)
        bagian.header_distance = bagian.footer_distance = Mm(9)
        sifat_inti = self.dok.core_properties
        w = ke_wib(n.waktu).astimezone(UTC).replace(tzinfo=None, microsecond=0)
        sifat_inti.created = sifat_inti.modified = w
        sifat_inti.title, sifat_inti.author, sifat_inti.last_modified_by = n.judul[:255], n.pengarang[:255], ""
        sifat_inti.language, sifat_inti.comments, sifat_inti.revision = "id-ID", "", 1
        if n.contoh:
            larik = alat.tulis(
                bagian.header.paragraphs[0],
                "CONTOH: kabupaten rekaan, bukan naskah dinas",
                rata="tengah",
                ukuran=9,
                tebal=True,
            )
            larik.font.color.rgb = RGBColor(0xC0, 0, 0)
        p = bagian.footer.paragraphs[0]
        alat.garis(p, "top", tebal=4)
        self.dok.styles["Footer"].paragraph_format.tab_stops.clear_all()
        p.paragraph_format.tab_stops.add_tab_stop(Mm(self.lebar), WD_TAB_ALIGNMENT.RIGHT)
        alat.tulis(p, f"{n.kaki}\tHalaman ", ukuran=8)
        alat.kolom_angka(p, "PAGE", 8)
        alat.tulis(p, " dari ", ukuran=8)
        alat.kolom_angka(p, "NUMPAGES", 8)

    def kop(self) -> None:
        """The letterhead with its double rule."""
        k = self.naskah.kop
        isi = [(k.atas, 13.0, True), (k.nama, 15.0, True), *((x, 9.0, False) for x in k.alamat)]
        for n, (teks, ukuran, tebal) in enumerate(isi):
            if teks or not n:
                p = self.baru()
                alat.tulis(p, teks, rata="tengah", ukuran=ukuran, tebal=tebal)
        alat.garis(p, "bottom", "thickThinSmallGap", 18)
        p.paragraph_format.space_after = Pt(10)

    def judul(self, b: Judul) -> None:
        """Title lines."""
        for n, teks in enumerate((*b.baris, *b.bawah)):
            p = self.baru()
            alat.tulis(p, teks, rata="tengah", ukuran=12 if n < len(b.baris) else UKURAN, tebal=n < len(b.baris))
            p.paragraph_format.keep_with_next = True
        p.paragraph_format.space_after = Pt(8)

    def paragraf(self, b: Paragraf) -> None:
        """Running text."""
        p = self.baru()
        alat.tulis(p, b.teks, rata=b.rata, ukuran=9 if b.kecil else None, tebal=b.tebal, rapat=False)
        p.paragraph_format.first_line_indent = Mm(10) if b.inden else None
        p.paragraph_format.keep_with_next = b.tebal or None

    def butir(self, b: Butir) -> None:
        """A list with its numbers as text: they survive copying."""
        for n, teks in enumerate(b.isi):
            self._satu_butir(self.baru(), n, teks, b.gaya)

    @staticmethod
    def _satu_butir(p: ParagrafWord, n: int, teks: str, gaya: Gaya) -> None:
        nomor = {"1": f"{n + 1}.\t", "a": f"{alat.huruf_nomor(n)}.\t", "": ""}[gaya]
        alat.tulis(p, nomor + teks, rata="penuh")
        p.paragraph_format.space_after = Pt(3)
        if gaya:
            p.paragraph_format.left_indent, p.paragraph_format.first_line_indent = Mm(7), Mm(-7)
            p.paragraph_format.tab_stops.add_tab_stop(Mm(7))

    def rincian(self, b: Rincian) -> None:
        """Labels and values in a table without rules."""
        self._rinci(self.dok, b.baris, b.lebar, self.lebar)
        self._jarak()

    @staticmethod
    def _rinci(wadah: Document | _Cell, baris: tuple[BarisRinci, ...], lebar: float, total: float) -> None:
        t = alat.tabel(wadah, len(baris), (lebar, 5, total - lebar - 5), bergaris=False)
        for r, isi in zip(t.rows, baris, strict=True):
            label, titik, nilai = r.cells
            alat.tulis(label.paragraphs[0], isi.label)
            alat.tulis(titik.paragraphs[0], ":")
            larik = alat.tulis(nilai.paragraphs[0], isi.isi)
            if isi.sidik:
                alat.huruf(larik, _MONO, 8.5)

    def kepala_surat(self, b: KepalaSurat) -> None:
        """Number and subject on the left, date and addressee on the right."""
        kanan = 74.0
        kiri = self.lebar - kanan
        t = alat.tabel(self.dok, 1, (kiri, kanan), bergaris=False)
        sel = t.rows[0].cells
        self._rinci(sel[0], b.baris, 20, kiri - 6)
        alat.tulis(sel[1].paragraphs[0], b.tempat_tanggal).add_break()
        for x in b.tujuan:
            alat.tulis(sel[1].add_paragraph(), x)
        self._jarak()

    def ketentuan(self, b: Ketentuan) -> None:
        """One part of a decree."""
        t = alat.tabel(self.dok, 1, (32, 5, self.lebar - 37), bergaris=False)
        sel = t.rows[0].cells
        alat.tulis(sel[0].paragraphs[0], b.label)
        alat.tulis(sel[1].paragraphs[0], ":")
        for n, teks in enumerate(b.isi):
            p = sel[2].add_paragraph() if n else sel[2].paragraphs[0]
            self._satu_butir(p, n, teks, b.gaya)
            for larik in p.runs:
                larik.bold = b.tebal or None

    def tabel(self, b: Tabel) -> None:
        """A ruled table; its heading repeats, its rows stay whole where they can."""
        skala = self.lebar / sum(k.lebar for k in b.kolom)
        t = alat.tabel(self.dok, 1 + len(b.baris), [k.lebar * skala for k in b.kolom], bergaris=True)
        baris = list(t.rows)
        alat.ulangi(baris[0])
        for sel, k in zip(baris[0].cells, b.kolom, strict=True):
            alat.tulis(sel.paragraphs[0], k.judul, rata="tengah", ukuran=b.huruf, tebal=True)
            alat.arsir(sel)
        for n, (r, isi) in enumerate(zip(baris[1:], b.baris, strict=True), 1):
            if not boleh_belah(isi):
                alat.utuh(r)
            tebal = b.jumlah and n == len(b.baris)
            for sel, k, teks in zip(r.cells, b.kolom, isi, strict=True):
                alat.tulis(sel.paragraphs[0], teks, rata=k.rata, ukuran=b.huruf, tebal=tebal)
        self._jarak()

    def tanda_tangan(self, b: TandaTangan) -> None:
        """Signatures side by side, kept on one page with the paragraph before them."""
        n = len(b.kotak)
        satu = n == 1
        lebar = [self.lebar - 88, 88] if satu else [self.lebar / n] * n
        # One row that may not break holds them all: not every program keeps rows of a table together.
        luar = alat.tabel(self.dok, 1, (self.lebar,), bergaris=False)
        alat.utuh(luar.rows[0])
        sel_luar = luar.rows[0].cells[0]
        t = alat.tabel(sel_luar, 4, lebar, bergaris=b.bergaris)
        for p in sel_luar.paragraphs:
            alat.tulis(p, "")
            p.paragraph_format.line_spacing = Pt(4)
        ukuran = 9.5 if b.bergaris else None
        for i, r in enumerate(t.rows):
            for k, sel in zip(b.kotak, r.cells[-n:], strict=True):
                baris = (k.atas, k.jabatan, ("", k.ruang, ""), (k.nama, *k.bawah))[i]
                for j, teks in enumerate(baris or ("",)):
                    p = sel.add_paragraph() if j else sel.paragraphs[0]
                    nama = i == 3 and j == 0
                    larik = alat.tulis(p, teks, rata="tengah", ukuran=9 if i == 2 else ukuran, tebal=nama)
                    larik.underline = nama or None
                    p.paragraph_format.keep_with_next = i < 3
                    if i == 2:
                        p.paragraph_format.space_before = p.paragraph_format.space_after = Pt(5)
                if b.bergaris and i:
                    alat.sisi_sel(sel, *(("bottom",), ("top", "bottom"), ("top",))[i - 1])
        self._jarak()

    def qr(self, b: Qr) -> None:
        """The code as a picture with its explanation."""
        gambar = io.BytesIO()
        segno.make(b.isi, error="m", micro=False).save(gambar, kind="png", scale=8, border=2)
        t = alat.tabel(self.dok, 1, (38, self.lebar - 38), bergaris=False)
        kiri, kanan = t.rows[0].cells
        alat.utuh(t.rows[0])
        gambar.seek(0)
        alat.tulis(kiri.paragraphs[0], "").add_picture(gambar, width=Mm(32))
        for n, teks in enumerate(b.keterangan):
            alat.tulis(kanan.add_paragraph() if n else kanan.paragraphs[0], teks, ukuran=9.5)
        self._jarak()

    def catatan(self, b: Catatan) -> None:
        """A framed remark."""
        t = alat.tabel(self.dok, 1, (self.lebar,), bergaris=True)
        alat.tulis(t.rows[0].cells[0].paragraphs[0], b.teks, rata="penuh", ukuran=9.5)
        self._jarak()

    def garis(self, _: Any) -> None:
        """A thin rule."""
        p = self.baru()
        alat.tulis(p, "")
        p.paragraph_format.line_spacing = Pt(3)
        alat.garis(p, "bottom", tebal=4)
        p.paragraph_format.space_after = Pt(6)

    def halaman_baru(self, _: Any) -> None:
        """The next block starts a page."""
        self.ganti_halaman = True

    def _jarak(self) -> None:
        """A small space after a table; Word would also join two tables that touch."""
        p = self.dok.add_paragraph()
        alat.tulis(p, "")
        p.paragraph_format.line_spacing = Pt(6)

    def _lekatkan(self, kini: Blok) -> None:
        """Keep the end of a block on the page of the signatures that follow."""
        akhir = self.dok.paragraphs[-1:]
        if isinstance(kini, Ketentuan | Catatan):
            akhir += [p for sel in self.dok.tables[-1].rows[-1].cells for p in sel.paragraphs]
        for p in akhir:
            p.paragraph_format.keep_with_next = True

    def isi(self) -> None:
        """All blocks: the method is called like the kind of the block."""
        for kini, lanjut in zip(self.naskah.blok, (*self.naskah.blok[1:], None), strict=True):
            getattr(self, kini.JENIS)(kini)
            if isinstance(lanjut, TandaTangan):
                self._lekatkan(kini)


def cetak_docx(naskah: Naskah) -> bytes:
    """The document as .docx. Expects texts as `rapikan` leaves them."""
    p = _Penulis(naskah)
    p.kop()
    p.isi()
    keluar = io.BytesIO()
    p.dok.save(keluar)
    return zip_tetap(keluar.getvalue())
