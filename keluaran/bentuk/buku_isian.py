"""Writes workbooks that hold a form with XlsxWriter: drop-downs from a range of cells are only to be had there."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from keluaran.bentuk.buku_lembar import (
    HURUF,
    KAKI,
    KERTAS,
    UKURAN,
    WARNA_CATATAN,
    WARNA_KEPALA,
    WARNA_PERINGATAN,
    WARNA_TEPI,
    WARNA_TULISAN_KEPALA,
    Isian,
    Tabel,
    lebar_lipat,
    muat_sel,
    tinggi,
)


class _Penulis:
    """The workbook in the making, with its styles. Conversions of strings to formulas, links, numbers are off."""

    def __init__(self, aliran: io.BytesIO) -> None:
        pilihan = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
        self.buku: Any = xlsxwriter.Workbook(aliran, {"in_memory": True, **pilihan})
        # never the clock; the properties are written anew when the workbook is saved
        self.buku.set_properties({"created": datetime(1980, 1, 1)})  # noqa: DTZ001 - xlsx stores no zone
        dasar = {"valign": "top", "font_name": HURUF, "font_size": UKURAN}
        tepi = {**dasar, "border": 1, "border_color": WARNA_TEPI}
        kepala = {"bold": True, "text_wrap": True, "bg_color": WARNA_KEPALA, "font_color": WARNA_TULISAN_KEPALA}
        self.kepala = self.buku.add_format({**dasar, **kepala, "border": 1})
        self.lipat = self.buku.add_format({**tepi, "text_wrap": True})
        self.lurus = self.buku.add_format(tepi)
        self.angka = self.buku.add_format({**tepi, "num_format": "#,##0"})
        self.isian = self.buku.add_format({**tepi, "text_wrap": True, "num_format": "@"})
        self.teks = self.buku.add_format({**dasar, "text_wrap": True, "num_format": "@"})
        peringatan = {"bold": True, "font_color": WARNA_PERINGATAN, "font_size": 12}
        self.atas = {
            "judul": self.buku.add_format({**dasar, "bold": True, "font_size": 14}),
            "catatan": self.buku.add_format({**dasar, "font_color": WARNA_CATATAN}),
            "peringatan": self.buku.add_format({**dasar, **peringatan}),
        }

    def lembar(self, nama: str, di_atas: Sequence[tuple[str, str]], kepala: int) -> Any:
        """A new sheet with its lines above, frozen under the headings, ready for paper."""
        lembar: Any = self.buku.add_worksheet(nama)
        for i, (jenis, teks) in enumerate(di_atas):
            lembar.write_string(i, 0, muat_sel(teks), self.atas[jenis])
        lembar.freeze_panes(kepala + 1, 0)
        lembar.set_landscape()
        lembar.set_paper(KERTAS)
        lembar.fit_to_pages(1, 0)
        lembar.set_footer(KAKI)
        return lembar

    def tabel(self, t: Tabel) -> None:
        """One table; texts are clean already."""
        lembar = self.lembar(t.nama, t.di_atas, t.kepala)
        for j, k in enumerate(t.kolom):
            lembar.write_string(t.kepala, j, k.judul, self.kepala)
            lembar.set_column(j, j, k.lebar)
        lebar = lebar_lipat(t.kolom)
        gaya = [self.lipat if k.lipat else self.lurus for k in t.kolom]
        teks_sel, angka_sel, kosong = lembar.write_string, lembar.write_number, lembar.write_blank
        for i, isi in enumerate(t.baris, t.kepala + 1):
            if (h := tinggi(isi, lebar)) is not None:
                lembar.set_row(i, h)
            for j, nilai in enumerate(isi):
                if isinstance(nilai, int):
                    angka_sel(i, j, nilai, self.angka)
                elif nilai:
                    teks_sel(i, j, nilai, gaya[j])
                else:
                    kosong(i, j, None, gaya[j])
        lembar.autofilter(t.kepala, 0, t.kepala + max(1, len(t.baris)), len(t.kolom) - 1)
        lembar.repeat_rows(t.kepala)

    def formulir(self, f: Isian) -> None:
        """One form with its words beside it."""
        kepala, samping = len(f.di_atas) + (1 if f.di_atas else 0), len(f.kolom) + 1
        lembar = self.lembar(f.nama, f.di_atas, kepala)
        for j, k in enumerate(f.kolom):
            lembar.set_column(j, j, k.lebar, self.teks)
            lembar.write_string(kepala, j, k.judul, self.kepala)
            for i in range(kepala + 1, kepala + 1 + f.banyak):
                lembar.write_blank(i, j, None, self.isian)
        di, judul, kata = f.pilihan
        lembar.set_column(samping, samping, max(map(len, (judul, *kata))) + 2)
        for i, teks in enumerate((judul, *kata), kepala):
            lembar.write_string(i, samping, muat_sel(teks), self.lurus if i > kepala else self.kepala)
        sumber = xl_range_abs(kepala + 1, samping, kepala + len(kata), samping)
        aturan = {"validate": "list", "source": f"={sumber}", "error_type": "warning"}
        lembar.data_validation(kepala + 1, di, kepala + f.paling, di, aturan)


def tulis_isian(lembar: Sequence[Tabel | Isian]) -> bytes:
    """A workbook with these sheets, in this order."""
    aliran = io.BytesIO()
    penulis = _Penulis(aliran)
    for x in lembar:
        if isinstance(x, Tabel):
            penulis.tabel(x)
        else:
            penulis.formulir(x)
    penulis.buku.close()
    return aliran.getvalue()
