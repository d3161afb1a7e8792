"""Writes workbooks of plain tables with rustpy-xlsxwriter (see the ADR on writing workbooks).

The library writes text as text: nothing is read as a formula, a link or a number. It has no place for lines above a
table but merged cells, and takes columns by their headings; both are seen to here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from typing import Any

from rustpy_xlsxwriter import Format, write_worksheets

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
    Kolom,
    Tabel,
    lebar_lipat,
    tinggi,
)

_GABUNG = re.compile(rb"<mergeCells [^>]*>.*?</mergeCells>")


def _dasar() -> Format:
    return Format().set_font_name(HURUF).set_font_size(UKURAN).set_align("top")


def _gaya_atas() -> dict[str, Format]:
    """Styles of the lines above a table."""
    return {
        "judul": _dasar().set_bold().set_font_size(14),
        "catatan": _dasar().set_font_color(WARNA_CATATAN),
        "peringatan": _dasar().set_bold().set_font_size(12).set_font_color(WARNA_PERINGATAN),
    }


def _gaya_kolom(k: Kolom) -> Format:
    """Style of a column. Its light border goes on below the table, where it cannot be told from the grid lines."""
    gaya = _dasar().set_num_format("#,##0").set_border("thin").set_border_color(WARNA_TEPI)
    return gaya.set_text_wrap() if k.lipat else gaya


def _tinggi(t: Tabel) -> dict[int, float]:
    """Rows of a table that need more than one line, by their index in the sheet; the headings are in bold."""
    lebar = lebar_lipat(t.kolom)
    judul = tinggi([f"{k.judul}  " for k in t.kolom], [k.lebar for k in t.kolom])
    semua = ((t.kepala, judul), *((i, tinggi(b, lebar)) for i, b in enumerate(t.baris, t.kepala + 1)))
    return {i: h for i, h in semua if h is not None}


def tulis_tabel(tabel: Sequence[Tabel]) -> bytes:
    """A workbook with these sheets, in this order. Texts must fit a cell and be clean (`buku_lembar.muat_sel`).

    Raises ValueError for a table with two equal headings or only one column.
    """
    keluar = io.BytesIO()
    atas = _gaya_atas()
    kepala = _dasar().set_bold().set_text_wrap().set_background_color(WARNA_KEPALA)
    kepala = kepala.set_font_color(WARNA_TULISAN_KEPALA).set_border("thin")
    isi: list[tuple[str, Any]] = []
    for t in tabel:
        judul = [k.judul for k in t.kolom]
        if len(set(judul)) < max(2, len(judul)):
            raise ValueError(f"lembar {t.nama} punya judul kolom yang sama, atau hanya satu")
        # without any row the library leaves the headings out too
        baris: list[dict[str, Any]] = [dict(zip(judul, b, strict=True)) for b in t.baris]
        isi.append((t.nama, baris or [dict.fromkeys(judul)]))

    def per_lembar(nilai: Callable[[Tabel], Any]) -> dict[str, Any]:
        return {t.nama: nilai(t) for t in tabel}

    write_worksheets(
        isi,
        keluar,
        # shared strings: openpyxl, and pandas with it, does not undo `_x005F_` in inline ones
        dedupe_strings={"general": True},
        header_row=per_lembar(lambda t: t.kepala),
        header_format=per_lembar(lambda t: kepala),
        column_formats=per_lembar(lambda t: [_gaya_kolom(k) for k in t.kolom]),
        column_widths=per_lembar(lambda t: [k.lebar for k in t.kolom]),
        merge_ranges=per_lembar(
            lambda t: [(i, 0, i, len(t.kolom) - 1, teks, atas[jenis]) for i, (jenis, teks) in enumerate(t.di_atas)]
        ),
        row_formats=per_lembar(lambda t: {t.kepala - 1: _dasar()} if t.di_atas else {}),
        row_heights=per_lembar(_tinggi),
        freeze_panes=per_lembar(lambda t: {"row": t.kepala + 1, "col": 0}),
        autofilter=per_lembar(lambda t: True),
        page_setup=per_lembar(
            lambda t: {
                "landscape": True,
                "paper_size": KERTAS,
                "repeat_rows": t.kepala,
                "fit_to_pages": (1, 0),
                "footer": KAKI,
            }
        ),
    )
    return keluar.getvalue()


def tanpa_gabung(isi: bytes) -> bytes:
    """A sheet's XML without its merged cells: the lines above the table stand in the first column and flow over the
    empty cells beside them, and a screen reader or a script meets no merged cell.
    """
    letak = isi.rfind(b"<mergeCells ")
    return isi if letak < 0 else isi[:letak] + _GABUNG.sub(b"", isi[letak:], count=1)
