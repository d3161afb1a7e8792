"""Which known spelling is nearest to what somebody wrote. From here come proposals only, never decisions (design §4.4).

Titles of information are compared elsewhere (`dip.kemiripan`); these are the short words of headers and values.
"""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import fuzz, process

AMBANG = 78.0
"""Likeness (0–100) from which a spelling is worth proposing: one wrong letter in five, or words in another order."""

_PENDEK = 4
"""Shorter words are too alike by chance (`Not` and `No`)."""


def terdekat(k: str, ejaan: Mapping[str, str], *, bagian: bool = False, utuh: bool = False) -> str:
    """The meaning of the nearest spelling, or empty.

    Args: `k` is a comparison key (`dip.normal.teks.kunci`), `ejaan` maps such keys to meanings; `bagian` also looks at
    runs of one to four words inside a longer text, where a value may stand among other words; `utuh` wants the whole
    text near, so that a known name inside a longer one does not count.
    """
    rapat = k.replace(" ", "")
    if len(rapat) < _PENDEK:
        return ""
    calon = {e: e.replace(" ", "") for e in ejaan if len(e.replace(" ", "")) >= _PENDEK}
    sama = process.extractOne(rapat, calon, scorer=fuzz.ratio, score_cutoff=AMBANG)
    tukar = process.extractOne(k, list(calon), scorer=fuzz.token_sort_ratio, score_cutoff=AMBANG)
    terbaik = max(
        ((sama[1], sama[2]) if sama else (0.0, "")),
        ((tukar[1], tukar[0]) if tukar else (0.0, "")),
        _terkandung(k, calon) if not utuh else (0.0, ""),
        key=lambda x: x[0],
    )
    if not terbaik[0] and bagian:
        terbaik = _di_dalam(k, calon)
    return ejaan[terbaik[1]] if terbaik[0] else ""


def _terkandung(k: str, calon: Mapping[str, str]) -> tuple[float, str]:
    """A spelling of two words or more, all of them in the text, that makes up half of it: `retensi arsip (JRA)`."""
    kata = set(k.split())
    cocok = [e for e in calon if " " in e and set(e.split()) <= kata and 2 * len(set(e.split())) >= len(kata)]
    return (AMBANG, max(cocok, key=len)) if cocok else (0.0, "")


def _di_dalam(k: str, calon: Mapping[str, str]) -> tuple[float, str]:
    """The nearest spelling to any run of words in the text."""
    kata = k.split()[:24]
    potong = ["".join(kata[i : i + n]) for n in range(1, 5) for i in range(len(kata) - n + 1)]
    terbaik = (0.0, "")
    for p in potong:
        if len(p) >= _PENDEK and (m := process.extractOne(p, calon, scorer=fuzz.ratio, score_cutoff=AMBANG)):
            terbaik = max(terbaik, (m[1], m[2]))
    return terbaik
