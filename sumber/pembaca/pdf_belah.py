"""Tables too wide for their paper: office programs print the columns that have no room on further pages.

Half of each row then stands on another page, and what runs over the edge (titles, headings of sections) is cut or
comes out at the wrong place. Such rows are never put together again by guess: the file is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from sumber.pembaca.pdf_garis import TabelPdf, berdempet
from sumber.pembaca.pdf_rangkai import Lembaran

_NOMOR = re.compile(r"\(?\d{1,4}[.)]{0,2}")
_KOLOM = re.compile(r"[0-9]{1,2}")
_SAMA = 1.5  # points between the same line on two pages
_MIN_GARIS = 4  # three rows: fewer are alike by chance
_BAGIAN = 0.6  # of the lines of one page that the other has too: merged cells may have lost some
_BANYAK_GARIS = 9  # so many rows of one height do not stand at the same places by chance


@dataclass(frozen=True, slots=True)
class Tepi:
    """Whether letters of a page stand beyond its left or its right edge."""

    kiri: bool
    kanan: bool


@dataclass(frozen=True, slots=True)
class _Muka:
    """The ruled tables of one page: column edges of the highest, row edges of all."""

    tabel: list[TabelPdf]
    x: list[float]
    y: list[float]
    tepi: Tepi


def terbelah(lembaran: Sequence[Lembaran], tepi: Sequence[Tepi]) -> bool:
    """Whether two pages hold halves of the same rows.

    Their grids have other columns but the same rows (place, number and heights), and one of these says that the second
    goes on to the right of the first: text runs over the right edge of one and the left edge of the other; a row of
    column numbers goes on (1 2 3 4, then 5 6 7); rows are numbered on one page and on the other not.
    """
    muka = [_muka(h.tabel, t) for h, t in zip(lembaran, tepi, strict=True) if h.tabel]
    return any(not berdempet(a.x, b.x) and _sebaris(a.y, b.y) and _bersambung(a, b) for a, b in combinations(muka, 2))


def _muka(tabel: list[TabelPdf], tepi: Tepi) -> _Muka:
    y: list[float] = []
    for n in sorted(n for t in tabel for n in t.y):
        if not y or n - y[-1] > _SAMA:
            y.append(n)
    return _Muka(tabel, max(tabel, key=lambda t: t.tinggi).x, y, tepi)


def _sebaris(a: list[float], b: list[float]) -> bool:
    """Whether the rows of two pages are the same: one has (nearly) all the lines of the other, down to the last."""
    sedikit, banyak = sorted((a, b), key=len)
    if len(sedikit) < max(_MIN_GARIS, _BAGIAN * len(banyak)) or abs(a[-1] - b[-1]) > _SAMA:
        return False
    n = 0
    for y in sedikit:
        while n < len(banyak) and banyak[n] < y - _SAMA:
            n += 1
        if n == len(banyak) or banyak[n] > y + _SAMA:
            return False
    return True


def _bersambung(a: _Muka, b: _Muka) -> bool:
    """Whether a page, `b`, goes on to the right of the other."""
    if a.tepi.kanan and b.tepi.kiri:
        return True
    if any(max(m) + 1 == min(n) for m in _nomor_kolom(a) for n in _nomor_kolom(b)):
        return True
    tinggi = [q - p for p, q in pairwise(a.y)]
    khas = len(a.y) >= _BANYAK_GARIS or max(tinggi) - min(tinggi) > 2 * _SAMA
    return khas and _bernomor(a) and not _bernomor(b)


def _nomor_kolom(m: _Muka) -> list[list[int]]:
    """Rows that number the columns: every cell filled, each with one more than the one before."""
    hasil = []
    for t in m.tabel:
        for i in range(t.tinggi):
            teks = ["".join(k["text"] for k in s.kata).strip("().") for s in t.baris(i)]
            angka = [int(x) for x in teks if _KOLOM.fullmatch(x)]
            if len(angka) == len(teks) > 1 and all(q - p == 1 for p, q in pairwise(angka)):
                hasil.append(angka)
    return hasil


def _bernomor(m: _Muka) -> bool:
    """Whether rows are numbered in the first column."""
    depan = ["".join(k["text"] for k in s.kata) for t in m.tabel for s in t.sel if s.j1 == s.j2 == 0 and s.kata]
    return sum(_NOMOR.fullmatch(x) is not None for x in depan) * 2 >= max(2, len(depan) - 2)
