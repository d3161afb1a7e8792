"""How alike two titles are. Only questions come from here; what is the same, a person or an exact key says.

Two years, quarters or numbers of one report read almost the same and are two items (domain.md §0 trap 3), so titles
are compared only inside blocks of equal numbers. Measured, that is also what makes it fast (facts/performance.md §2).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz, process

from dip.normal.teks import kunci

_ANGKA = re.compile(r"\d+")
_ROMAWI = re.compile(r"\b(?=[ivx])(?:x{0,3})(?:ix|iv|v?i{0,3})\b")

PANJANG_JUDUL = 300
"""Characters of a title that likeness is measured by: the cost grows with the square of the length."""

_POTONG = 512
"""Titles compared with all the others at a time: an office with 20,000 rows must not cost gigabytes."""


@lru_cache(maxsize=65536)
def tanda_angka(judul: str) -> tuple[str, ...]:
    """The numbers of a title in their order, Arabic and small Roman: what tells two issues of a report apart."""
    k = kunci(judul)
    return (*_ANGKA.findall(k), *(r for r in _ROMAWI.findall(k) if r))


def pasangan_mirip(judul: Sequence[str], ambang: float) -> Iterator[tuple[int, int, float]]:
    """Pairs (i, j, likeness 0–100) with i < j of titles at least `ambang` alike and with the same numbers.

    `judul` are comparison keys (`dip.normal.teks.kunci`) of one office; equal keys count as 100. Long titles are
    alike when their first `PANJANG_JUDUL` characters are.
    """
    blok: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, j in enumerate(judul):
        if j:
            blok[tanda_angka(j)].append(i)
    for letak in blok.values():
        if len(letak) < 2:
            continue
        teks = [judul[i][:PANJANG_JUDUL] for i in letak]
        for awal in range(0, len(teks), _POTONG):
            nilai = process.cdist(
                teks[awal : awal + _POTONG], teks[awal:], scorer=fuzz.ratio, score_cutoff=ambang, dtype=np.float32
            )
            for a, b in zip(*np.nonzero(np.triu(nilai, 1)), strict=True):
                yield letak[awal + int(a)], letak[awal + int(b)], float(nilai[a, b])
