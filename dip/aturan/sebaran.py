"""Rules about an office's table as a whole: the same answer in every row is rarely the truth.

One finding per office, at the first row it holds of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dip.aturan.mesin import Kena, Tabel, aturan

MIN_BARIS = 10
"""Below this many rows equal answers prove nothing."""

BAGIAN_SERAGAM = 0.8


def _per_opd(t: Tabel) -> Iterator[list[int]]:
    return (baris for baris in t.per_pengirim().values() if len(baris) >= MIN_BARIS)


@aturan("DIP-020")
def retensi_seragam(t: Tabel) -> Iterator[Kena]:
    """Nearly every row of an office has the same retention. Named at the first row that has it."""
    teks, raw = t.kunci("retensi_teks"), t.daftar("retensi_teks")
    for baris in _per_opd(t):
        terbanyak, n = Counter(teks[baris].tolist()).most_common(1)[0]
        if terbanyak and n > BAGIAN_SERAGAM * len(baris):
            i = next(i for i in baris if teks[i] == terbanyak)
            yield Kena(i, "retensi_teks", {"nilai": raw[i]})


@aturan("DIP-044")
def semua_bentuk(t: Tabel) -> Iterator[Kena]:
    """Every row of an office ticks print, recording and online."""
    semua = t.memuat("bentuk", "cetak") & t.memuat("bentuk", "rekam") & t.memuat("bentuk", "online")
    for baris in _per_opd(t):
        if semua[baris].all():
            yield Kena(baris[0], "bentuk", {})


@aturan("DIP-054")
def pejabat_kembar(t: Tabel) -> Iterator[Kena]:
    """Who holds and who answers are the same in every row of an office."""
    kiri = t.kunci("pejabat_penguasa")
    sama = (kiri == t.kunci("penanggung_jawab")) & (kiri != "")
    for baris in _per_opd(t):
        if sama[baris].all():
            yield Kena(baris[0], "penanggung_jawab", {})
