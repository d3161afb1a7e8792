"""Remembered answers: the texts of a DIP repeat, so each distinct one is worked on once (facts: work on uniques).

Memory is bounded by characters, not by entries: a file full of unique long texts must not make the process grow.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")

PANJANG_INGAT = 400
"""Longer texts are worked out anew each time; they hardly ever repeat."""

BATAS_HURUF = 3_000_000
"""Characters (64 more for each entry) that one memory holds before it starts afresh: some 10–20 MB."""

_BIAYA = 64


class Ingat(dict[str, T], Generic[T]):
    """A function of one text with memory: `ingat[teks]` is `fungsi(teks)`. The function must be pure; what it
    returns is shared by all who ask and must not be changed.
    """

    __slots__ = ("_huruf", "fungsi")

    def __init__(self, fungsi: Callable[[str], T]) -> None:
        super().__init__()
        self.fungsi = fungsi
        self._huruf = 0

    def __missing__(self, teks: str) -> T:
        hasil = self.fungsi(teks)
        n = len(teks)
        if n <= PANJANG_INGAT:
            self._huruf += n + _BIAYA
            if self._huruf > BATAS_HURUF:
                self.clear()
                self._huruf = n + _BIAYA
            self[teks] = hasil
        return hasil


_milik: dict[tuple[int, str], tuple[weakref.ref[Any], Any]] = {}


def milik(objek: object, nama: str, buat: Callable[[], T]) -> T:
    """The memory `nama` that belongs to `objek` (a dictionary of spellings, say): made once with `buat`, gone with it.

    What is remembered must not hold `objek` itself strongly, or neither is ever freed; hold its parts.
    """
    kunci = (id(objek), nama)
    ada = _milik.get(kunci)
    if ada is not None and ada[0]() is objek:
        hasil: T = ada[1]
        return hasil
    baru = buat()
    _milik[kunci] = (weakref.ref(objek, lambda _: _milik.pop(kunci, None)), baru)
    return baru
