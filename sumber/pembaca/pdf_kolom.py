"""Columns of tables without lines: strips of paper that (almost) no word crosses."""

from __future__ import annotations

import re
from itertools import pairwise

from sumber.pembaca.pdf_teks import Baris, Objek, susun_baris

NOMOR = re.compile(r"\(?\d{1,4}[.)]{0,2}")
"""A number in the first column."""

MAKS_LEBAR = 3000.0
"""Points: no page is wider, and a word far outside must not cost memory."""

MIN_BARIS = 3
"""Fewer lines prove nothing."""

_BIN = 0.5  # points
_SILANG = 0.04  # of the lines: headings over several columns cross a strip


def inti(kata: list[Objek], h: float) -> list[Objek]:
    """The words from the first to the last line with three parts or more, and the lines close to them; `h` is the
    height of letters."""
    baris = susun_baris(kata)
    tabel = [n for n, b in enumerate(baris) if sum(q["x0"] - p["x1"] > 0.9 * h for p, q in pairwise(b.kata)) >= 2]
    if not tabel:
        return []
    awal, akhir = tabel[0], tabel[-1]
    while awal > 0 and baris[awal].top - baris[awal - 1].bottom < 0.6 * h:
        awal -= 1
    while akhir + 1 < len(baris) and baris[akhir + 1].top - baris[akhir].bottom < 0.6 * h:
        akhir += 1
    return [k for b in baris[awal : akhir + 1] for k in b.kata]


def batas_kolom(halaman: list[list[Objek]], h: float) -> list[float]:
    """The x between the columns of all pages together."""
    return _batas(_baris_data([susun_baris(kata) for kata in halaman if kata]), h)


def _baris_data(halaman: list[list[Baris]]) -> list[Baris]:
    """The lines of all pages that tell columns: from the first numbered one on each page, since headings are wider
    than their columns. All lines when nothing is numbered."""
    hasil: list[Baris] = []
    for baris in halaman:
        awal = next((n for n, b in enumerate(baris) if NOMOR.fullmatch(b.kata[0]["text"])), len(baris))
        hasil += baris[awal:]
    return hasil if len(hasil) >= MIN_BARIS else [b for baris in halaman for b in baris]


def _batas(baris: list[Baris], h: float) -> list[float]:
    kata = [k for b in baris for k in b.kata if 0 <= k["x0"] <= k["x1"] < MAKS_LEBAR]
    if not kata:
        return []
    tutup = _tutupan(kata)
    toleransi = int(_SILANG * len(baris))
    hasil: list[float] = []
    mulai = -1
    for i in range(next((i for i, n in enumerate(tutup) if n > toleransi), len(tutup)), len(tutup)):
        if tutup[i] <= toleransi:
            mulai = i if mulai < 0 else mulai
        elif mulai >= 0:
            sepi = min(tutup[mulai:i])
            letak = [x for x in range(mulai, i) if tutup[x] == sepi]
            x = (letak[len(letak) // 2] + 0.5) * _BIN
            if _sungguh(baris, x, h):
                hasil.append(x)
            mulai = -1
    return hasil


def _tutupan(kata: list[Objek]) -> list[int]:
    """How many words stand over each half point of width."""
    selisih = [0] * (int(max(k["x1"] for k in kata) / _BIN) + 3)
    for k in kata:
        awal = int(k["x0"] / _BIN) + 1
        selisih[awal] += 1
        selisih[max(awal, int(k["x1"] / _BIN))] -= 1
    hasil, n = [], 0
    for s in selisih:
        n += s
        hasil.append(n)
    return hasil


def _sungguh(baris: list[Baris], x: float, h: float) -> bool:
    """Whether a strip parts columns and not words: where a line goes on beside it, few words stand just a blank apart.

    One or two lines (headings set close) prove nothing, and numbers at the very left are a column however close.
    """
    depan = [k["text"] for b in baris for k in b.kata if k["x1"] <= x + 1]
    if sum(NOMOR.fullmatch(t) is not None for t in depan) * 5 >= len(depan) * 4:
        return True
    celah = []
    for b in baris:
        kiri = [k["x1"] for k in b.kata if k["x1"] <= x + 1]
        kanan = [k["x0"] for k in b.kata if k["x0"] >= x - 1]
        if kiri and kanan and min(kanan) - x < 2.5 * h and max(kiri) <= min(kanan):
            celah.append(min(kanan) - max(kiri))
    sempit = sum(0.12 * h < c < 0.5 * h for c in celah)
    return bool(sempit < MIN_BARIS or sempit * 2 < len(celah))
