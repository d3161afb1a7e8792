"""A workbook of plain tables: the shape every xlsx of ours has (styled heading, frozen, filtered, text only).

A cell is text. XlsxWriter's conversions of strings to formulas, links and numbers are off, and only `write_string`
is used for text, so `=cmd|…` stays what it is in every spreadsheet program.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from keluaran.bentuk.dasar import bersih
from keluaran.bentuk.zip_tetap import zip_tetap

SEL_MAKS = 32_767
"""Characters Excel accepts in one cell; XlsxWriter would drop a longer text without a word."""

TERPOTONG = " … (terpotong, lengkapnya ada di dip.json)"

Sel = str | int


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column: heading, width in characters, whether long text wraps."""

    judul: str
    lebar: float
    lipat: bool = True


def muat_sel(teks: str) -> str:
    """Cleaned text that fits one cell; a longer one ends with a visible remark."""
    teks = bersih(teks)
    return teks if len(teks) <= SEL_MAKS else teks[: SEL_MAKS - len(TERPOTONG)] + TERPOTONG


class Buku:
    """A workbook in the making.

    Args: `judul` and `lembaga` become document properties; `dibuat` is the fixed creation date (never the clock).
    """

    def __init__(self, judul: str, lembaga: str, dibuat: datetime) -> None:
        self._aliran = io.BytesIO()
        self._buku: Any = xlsxwriter.Workbook(
            self._aliran,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._buku.set_properties({"title": judul, "author": lembaga, "company": lembaga, "created": dibuat})
        dasar = {"valign": "top", "font_name": "Calibri", "font_size": 10}
        self._kepala = self._buku.add_format(
            {**dasar, "bold": True, "text_wrap": True, "bg_color": "#0B4F5C", "font_color": "#FFFFFF", "border": 1}
        )
        tepi = {**dasar, "border": 1, "border_color": "#C9D3D6"}
        self._lipat = self._buku.add_format({**tepi, "text_wrap": True})
        self._lurus = self._buku.add_format(tepi)
        self._angka = self._buku.add_format({**tepi, "num_format": "#,##0"})
        self._judul = self._buku.add_format({**dasar, "bold": True, "font_size": 14})
        self._catatan = self._buku.add_format({**dasar, "font_color": "#44555A"})
        self._peringatan = self._buku.add_format({**dasar, "bold": True, "font_color": "#9C2B00", "font_size": 12})
        self._isian = self._buku.add_format({**tepi, "text_wrap": True, "num_format": "@"})
        self._teks = self._buku.add_format({**dasar, "text_wrap": True, "num_format": "@"})

    def tabel(
        self,
        nama: str,
        kolom: Sequence[Kolom],
        baris: Iterable[Sequence[Sel]],
        di_atas: Sequence[tuple[str, str]] = (),
    ) -> None:
        """One sheet with one table.

        `di_atas` are lines above the heading: (`judul` | `catatan` | `peringatan`, text). Text cells are written as
        text, int cells as numbers.
        """
        lembar: Any = self._buku.add_worksheet(nama)
        gaya = {"judul": self._judul, "catatan": self._catatan, "peringatan": self._peringatan}
        for i, (jenis, teks) in enumerate(di_atas):
            lembar.write_string(i, 0, muat_sel(teks), gaya[jenis])
        kepala = len(di_atas) + (1 if di_atas else 0)
        for j, k in enumerate(kolom):
            lembar.write_string(kepala, j, k.judul, self._kepala)
            lembar.set_column(j, j, k.lebar)
        format_kolom = [self._lipat if k.lipat else self._lurus for k in kolom]
        teks_sel, angka_sel, format_angka = lembar.write_string, lembar.write_number, self._angka
        akhir = kepala
        for akhir, isi in enumerate(baris, kepala + 1):
            for j, nilai in enumerate(isi):
                if isinstance(nilai, int):
                    angka_sel(akhir, j, nilai, format_angka)
                else:
                    teks_sel(akhir, j, muat_sel(nilai), format_kolom[j])
        lembar.autofilter(kepala, 0, akhir, len(kolom) - 1)
        lembar.freeze_panes(kepala + 1, 0)
        lembar.repeat_rows(kepala)
        lembar.set_landscape()
        lembar.set_paper(9)
        lembar.fit_to_pages(1, 0)
        lembar.set_footer("&L&A&RHalaman &P dari &N")

    def isian(
        self,
        nama: str,
        kolom: Sequence[Kolom],
        banyak: int,
        paling: int,
        di_atas: Sequence[tuple[str, str]],
        pilihan: tuple[int, str, Sequence[str]],
    ) -> None:
        """One sheet with an empty form to be filled in: `banyak` rows are drawn, `paling` may be used; all cells are
        text, so `11.10` stays what it is.

        `pilihan` is (index of a column, heading, words): they stand two columns right of the form and are offered as
        drop-down in that column; `di_atas` as in `tabel`.
        """
        lembar: Any = self._buku.add_worksheet(nama)
        gaya = {"judul": self._judul, "catatan": self._catatan, "peringatan": self._peringatan}
        for i, (jenis, teks) in enumerate(di_atas):
            lembar.write_string(i, 0, muat_sel(teks), gaya[jenis])
        kepala, samping = len(di_atas) + (1 if di_atas else 0), len(kolom) + 1
        for j, k in enumerate(kolom):
            lembar.set_column(j, j, k.lebar, self._teks)
            lembar.write_string(kepala, j, k.judul, self._kepala)
            for i in range(kepala + 1, kepala + 1 + banyak):
                lembar.write_blank(i, j, None, self._isian)
        di, judul, kata = pilihan
        lembar.set_column(samping, samping, max(map(len, (judul, *kata))) + 2)
        for i, teks in enumerate((judul, *kata), kepala):
            lembar.write_string(i, samping, muat_sel(teks), self._lurus if i > kepala else self._kepala)
        sumber = xl_range_abs(kepala + 1, samping, kepala + len(kata), samping)
        aturan = {"validate": "list", "source": f"={sumber}", "error_type": "warning"}
        lembar.data_validation(kepala + 1, di, kepala + paling, di, aturan)
        lembar.freeze_panes(kepala + 1, 0)
        lembar.set_landscape()
        lembar.set_paper(9)
        lembar.fit_to_pages(1, 0)
        lembar.set_footer("&L&A&RHalaman &P dari &N")

    def simpan(self) -> bytes:
        """The finished workbook: language set, re-zipped with fixed dates."""
        self._buku.close()
        bahasa = (b"</cp:coreProperties>", b"<dc:language>id-ID</dc:language></cp:coreProperties>")
        return zip_tetap(self._aliran.getvalue(), {"docProps/core.xml": bahasa})
