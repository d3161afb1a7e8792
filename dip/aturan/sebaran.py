"""Rules about an office's table as a whole: the same answer in every row is rarely the truth.

One finding per office, at the first row it holds of.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from dip.aturan.mesin import Kena, Tabel, aturan

MIN_BARIS = 10
"""Below this many rows equal answers prove nothing."""

BAGIAN_SERAGAM = 0.8


def _per_opd(t: Tabel) -> dict[str, list[int]]:
    hasil: dict[str, list[int]] = defaultdict(list)
    for i, opd in enumerate(t.pengirim()):
        hasil[opd].append(i)
    return {opd: baris for opd, baris in hasil.items() if len(baris) >= MIN_BARIS}


@aturan("DIP-020")
def retensi_seragam(t: Tabel) -> Iterator[Kena]:
    """Nearly every row of an office has the same retention. Named at the first row that has it."""
    teks, raw = t.kunci("retensi_teks"), t.daftar("retensi_teks")
    for baris in _per_opd(t).values():
        terbanyak, n = Counter(teks[i] for i in baris).most_common(1)[0]
        if terbanyak and n > BAGIAN_SERAGAM * len(baris):
            i = next(i for i in baris if teks[i] == terbanyak)
            yield Kena(i, "retensi_teks", {"nilai": raw[i]})


@aturan("DIP-044")
def semua_bentuk(t: Tabel) -> Iterator[Kena]:
    """Every row of an office ticks print, recording and online."""
    bentuk = t.daftar("bentuk")
    for baris in _per_opd(t).values():
        if all({"cetak", "rekam", "online"} <= set(bentuk[i]) for i in baris):
            yield Kena(baris[0], "bentuk", {})


@aturan("DIP-054")
def pejabat_kembar(t: Tabel) -> Iterator[Kena]:
    """Who holds and who answers are the same in every row of an office."""
    kiri, kanan = t.kunci("pejabat_penguasa"), t.kunci("penanggung_jawab")
    for baris in _per_opd(t).values():
        if all(kiri[i] and kiri[i] == kanan[i] for i in baris):
            yield Kena(baris[0], "penanggung_jawab", {})
