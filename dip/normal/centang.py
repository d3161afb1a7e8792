"""Ticks in columns for a class or a form (domain.md §2.2): characters, words, and the fonts that draw ticks."""

from __future__ import annotations

from dip.normal.ambil import Pengambil
from dip.normal.hasil import Konteks

_CENTANG_SIMBOL = {
    "ü": True, "þ": True, "ý": True, "û": False, "¨": False, "o": False, "q": False, "r": False,
    "P": True, "R": True, "Q": True, "O": False, "£": False,
}  # fmt: skip
"""Wingdings: ü ✓, þ ☑, ý ☒, û ✗, ¨ o q r ☐; Wingdings 2: P ✓, R ☑, Q ☒, O ✗, £ ☐. Capitals are other signs than small
letters: an empty box `q` must never be a tick."""


def tercentang(x: Konteks, p: Pengambil, kanonik: str) -> bool:
    """Whether a tick column is ticked. Words other than a tick count as yes and stay in the raw text."""
    if kanonik not in p.rencana.kolom:
        return False
    i, j = p.baris[0], p.rencana.kolom[kanonik][1][0]
    teks = p.ambil(kanonik)
    if not teks:
        return bool(p.kisi.target(i, j))
    simbol = (i, j) in p.kisi.lembar.simbol
    if simbol or "\uf000" <= teks <= "\uf0ff":
        dari_simbol = _CENTANG_SIMBOL.get("".join(chr(ord(c) & 0xFF) if "\uf000" <= c <= "\uf0ff" else c for c in teks))
        if dari_simbol is not None:
            return dari_simbol
    tanda = x.kamus.tercentang(teks)
    if tanda is None and p.peta.silang_ragu and teks.casefold() == "x":
        return kanonik.startswith("kat_")  # beside real ticks: a class more to decide on, but no form
    return True if tanda is None else tanda
