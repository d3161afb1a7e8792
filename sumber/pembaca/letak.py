"""Layout facts of one sheet, found beside the values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from dip.lembar import Posisi

_TINGGI, _KOLOM_AKHIR = 1_048_576, "XFD"
_UTUH = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})|\$?(\d{1,7}):\$?(\d{1,7})")
_A1 = re.compile(r"\$?([A-Za-z]{1,3})\$?(0{0,6}[1-9][0-9]{0,6})")


@dataclass(slots=True)
class Letak:
    """All positions are (row, column), 0-based from A1. `format` holds meanings as `gaya.arti_format` gives them, for
    any cell with such a format. `gabung` None means that the reader of values knows the merges itself."""

    tautan: dict[Posisi, str] = field(default_factory=dict)
    galat: dict[Posisi, str] = field(default_factory=dict)
    format: dict[Posisi, str] = field(default_factory=dict)
    simbol: set[Posisi] = field(default_factory=set)
    baris_sembunyi: set[int] = field(default_factory=set)
    kolom_sembunyi: set[int] = field(default_factory=set)
    gabung: list[tuple[int, int, int, int]] | None = None
    rumus_tautan: dict[Posisi, str] = field(default_factory=dict)


def baca_a1(alamat: str) -> Posisi:
    """`B3` → (2, 1). Raises ValueError for anything else; `$` signs are ignored."""
    m = _A1.fullmatch(alamat)
    if m is None:
        raise ValueError(alamat[:20])
    return int(m[2]) - 1, nomor_kolom(m[1])


@cache
def nomor_kolom(huruf: str) -> int:
    """Column index of one to three letters: `A` → 0, `aa` → 26."""
    kolom = 0
    for h in huruf.upper():
        kolom = kolom * 26 + ord(h) - 64
    return kolom - 1


def baca_rentang(alamat: str) -> tuple[int, int, int, int]:
    """`A1:C3`, `A1`, `A:C` or `2:3` → inclusive rectangle (i1, j1, i2, j2). Raises ValueError."""
    if ":" in alamat and (m := _UTUH.fullmatch(alamat)):
        alamat = f"{m[1]}1:{m[2]}{_TINGGI}" if m[1] else f"A{m[3]}:{_KOLOM_AKHIR}{m[4]}"
    satu, _, dua = alamat.partition(":")
    i1, j1 = baca_a1(satu)
    if not dua:
        return i1, j1, i1, j1
    i2, j2 = baca_a1(dua)
    return min(i1, i2), min(j1, j2), max(i1, i2), max(j1, j2)
