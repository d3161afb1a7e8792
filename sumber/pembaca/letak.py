"""Layout facts of one sheet, found beside the values."""

from __future__ import annotations

from dataclasses import dataclass, field

from dip.lembar import Posisi


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
    alamat = alamat.replace("$", "").upper()
    huruf = alamat.rstrip("0123456789")
    angka = alamat[len(huruf) :]
    if not (1 <= len(huruf) <= 3 and huruf.isascii() and huruf.isalpha() and 1 <= len(angka) <= 7 and int(angka)):
        raise ValueError(alamat[:20])
    kolom = 0
    for h in huruf:
        kolom = kolom * 26 + ord(h) - 64
    return int(angka) - 1, kolom - 1


def baca_rentang(alamat: str) -> tuple[int, int, int, int]:
    """`A1:C3` or `A1` → inclusive rectangle (i1, j1, i2, j2). Raises ValueError."""
    satu, _, dua = alamat.partition(":")
    i1, j1 = baca_a1(satu)
    i2, j2 = baca_a1(dua) if dua else (i1, j1)
    return min(i1, i2), min(j1, j2), max(i1, i2), max(j1, j2)
