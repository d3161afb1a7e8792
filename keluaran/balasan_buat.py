"""A workbook made from what our reader saw, for files that are no Excel workbook or cannot be copied.

Same sheet names as far as Excel allows, same addresses, merged cells, hidden sheets and rows; links as text. Runs in
the limited child: the tables are foreign, however plain they look.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from dip.lembar import Lembar
from dip.normal.tautan import KATA_TAMPIL
from dip.normal.teks import kunci, teks_sel
from dip.pdp import samarkan
from keluaran.balasan_gaya import LIPAT, TEPI, nama_lembar, tulis

BARIS_MAKS, KOLOM_MAKS = 1_048_576, 16_384
SEL_GABUNG_MAKS = 200_000
LEBAR_SEDIKIT, LEBAR_BANYAK = 8, 48
BARIS_UKUR = 300
"""Rows whose texts decide the width of a column."""


def buku_kosong() -> Any:
    """A workbook without sheets."""
    wb: Any = Workbook()
    wb.remove(wb.active)
    return wb


def buat(lembar: Sequence[Lembar]) -> tuple[Any, dict[str, str], list[str]]:
    """Tables as a workbook; returns it with the map from our sheet names to those in the workbook, and a remark.

    Sheet names may hold file names (from a zip), so they are masked.
    """
    wb = buku_kosong()
    nama: dict[str, str] = {}
    for x in lembar:
        ws = wb.create_sheet(nama_lembar(samarkan(x.nama), wb.sheetnames))
        nama.setdefault(x.nama, ws.title)
        ws.sheet_state = "hidden" if x.tersembunyi else "visible"
        _isi(ws, x)
    catatan = "Lembar-lembar ini kami susun ulang dari isi yang terbaca. Alamat selnya sama dengan berkas Saudara."
    return wb, nama, [catatan] if lembar else []


def _teks(x: Lembar, i: int, j: int) -> str:
    """What a cell says, its links included."""
    galat = x.galat.get((i, j))
    nilai = x.baris[i][j]
    teks = galat or teks_sel(nilai, x.format.get((i, j), ""))
    tautan = [t for t in x.tautan.get((i, j), ()) if t and t not in teks]
    if tautan and kunci(teks) in KATA_TAMPIL:
        teks = ""  # the word "Unduh" says nothing beside the address
    return "\n".join(t for t in (teks, *tautan) if t)


def _isi(ws: Any, x: Lembar) -> None:
    lebar: dict[int, int] = {}
    for i, baris in enumerate(x.baris):
        r = x.baris_awal + i
        if r > BARIS_MAKS:
            break
        for j, nilai in enumerate(baris):
            k = x.kolom_awal + j
            if k > KOLOM_MAKS or (nilai is None and (i, j) not in x.galat and (i, j) not in x.tautan):
                continue
            sel = ws.cell(r, k)
            polos = all((i, j) not in d for d in (x.format, x.tautan, x.galat))
            if polos and type(nilai) in (int, float):
                sel.value, sel.alignment = nilai, LIPAT
                panjang = len(str(nilai))
            else:
                teks = _teks(x, i, j)
                tulis(sel, teks)
                panjang = max(map(len, teks.split("\n")), default=0)
            sel.border = TEPI
            if i < BARIS_UKUR:
                lebar[k] = max(lebar.get(k, 0), panjang)
    for k, n in lebar.items():
        ws.column_dimensions[get_column_letter(k)].width = min(max(n + 2, LEBAR_SEDIKIT), LEBAR_BANYAK)
    _susunan(ws, x)


def _susunan(ws: Any, x: Lembar) -> None:
    """Merged and hidden cells. Overlapping rectangles are left out: Excel repairs such files."""
    tertutup: set[tuple[int, int]] = set()
    for i1, j1, i2, j2 in x.gabung:
        atas, kiri, bawah, kanan = x.baris_awal + i1, x.kolom_awal + j1, x.baris_awal + i2, x.kolom_awal + j2
        luas = (bawah - atas + 1) * (kanan - kiri + 1)
        if bawah > BARIS_MAKS or kanan > KOLOM_MAKS or len(tertutup) + luas > SEL_GABUNG_MAKS:
            continue
        sel = {(r, k) for r in range(atas, bawah + 1) for k in range(kiri, kanan + 1)}
        if tertutup.isdisjoint(sel):
            tertutup |= sel
            ws.merge_cells(start_row=atas, start_column=kiri, end_row=bawah, end_column=kanan)
    for i in x.baris_sembunyi:
        ws.row_dimensions[x.baris_awal + i].hidden = True
    for j in x.kolom_sembunyi:
        ws.column_dimensions[get_column_letter(x.kolom_awal + j)].hidden = True
