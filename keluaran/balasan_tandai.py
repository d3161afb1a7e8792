"""Colours and comments at the cells that findings are about. Runs in the limited child."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles.colors import Color
from openpyxl.utils import coordinate_to_tuple, get_column_letter

from keluaran.balasan_gaya import ISIAN, NAMA_TINGKAT
from keluaran.balasan_naskah import TINGKAT, Catatan
from keluaran.bentuk.teks import bersih

PENULIS = "DIP"
"""Author of every comment."""

MAKS_SATU = 8
"""Findings spelled out in one comment; the sheet *Temuan* has them all."""

LEBAR_PX, HURUF_SEBARIS, TINGGI_BARIS_PX = 340, 48, 17
TINGGI_MIN, TINGGI_MAKS = 70, 520

_SEL = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
_KOLOM_CARI = 60
"""Columns in which the first filled cell of a row is looked for."""


def tandai(wb: Any, catatan: Sequence[Catatan], nama: Mapping[str, str]) -> dict[int, str]:
    """Colour and comment the workbook.

    Args: `nama` maps the sheet names of findings to those in the workbook. Each cell takes the colour of its worst
    finding. A finding about a row whose cell is not known marks the first filled cell of that row.
    Returns, per index of `catatan`, the cell it was put at (A1); findings without a place in the workbook are missing.
    """
    tempat: dict[int, str] = {}
    per_sel: dict[tuple[str, str], list[Catatan]] = {}
    for n, c in enumerate(catatan):
        judul = nama.get(c["lembar"], "")
        if not judul:
            continue
        sel = _tempat(wb[judul], c)
        if sel:
            tempat[n] = sel
            per_sel.setdefault((judul, sel), []).append(c)
    for (judul, alamat), daftar in per_sel.items():
        sel = wb[judul][alamat]
        urut = sorted(daftar, key=lambda c: TINGKAT.index(c["tingkat"]))
        sel.fill = ISIAN[urut[0]["tingkat"]]
        _gelapkan(sel)
        sel.comment = _komentar(urut)
    return tempat


def _gelapkan(sel: Any) -> None:
    """White letters of a dark heading could not be read on our light colours."""
    warna = sel.font.color
    if warna is not None and (
        str(warna.rgb).upper().endswith("FFFFFF") or (warna.type == "theme" and warna.theme == 0)
    ):
        huruf = copy(sel.font)
        huruf.color = Color(rgb="FF000000")
        sel.font = huruf


def _tempat(ws: Any, c: Catatan) -> str:
    """The cell to mark: the named one (of a merged range its top left), or the first filled one of the row."""
    alamat = c["sel"]
    if not _SEL.fullmatch(alamat):
        if not 1 <= c["baris"] <= 1_048_576:
            return ""
        isi = (k for k in range(1, _KOLOM_CARI + 1) if (s := ws._cells.get((c["baris"], k))) and s.value is not None)
        alamat = f"{get_column_letter(next(isi, 1))}{c['baris']}"
    baris, kolom = coordinate_to_tuple(alamat)
    if baris > 1_048_576 or kolom > 16_384:
        return ""
    sel = ws._cells.get((baris, kolom))
    if sel is not None and type(sel).__name__ == "MergedCell":
        gabung = next((g for g in ws.merged_cells.ranges if alamat in g), None)
        return gabung.start_cell.coordinate if gabung is not None else ""
    return alamat


def _komentar(daftar: Sequence[Catatan]) -> Comment:
    """One comment for all findings of a cell, large enough to be read without scrolling."""
    bagian = []
    for c in daftar[:MAKS_SATU]:
        saran = f"\nSebaiknya: {c['saran']}" if c["saran"] else ""
        bagian.append(f"{c['kode']} · {NAMA_TINGKAT[c['tingkat']]}\n{c['kalimat']}{saran}")
    if len(daftar) > MAKS_SATU:
        bagian.append(f"… dan {len(daftar) - MAKS_SATU} temuan lagi, lihat lembar Temuan.")
    teks = bersih("\n\n".join(bagian))
    baris = sum(max(1, math.ceil(len(b) / HURUF_SEBARIS)) for b in teks.split("\n"))
    tinggi = min(max(baris * TINGGI_BARIS_PX + 14, TINGGI_MIN), TINGGI_MAKS)
    return Comment(teks, PENULIS, width=LEBAR_PX, height=tinggi)
