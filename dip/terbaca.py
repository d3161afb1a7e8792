"""Text as the detectors of personal data read it: what a person sees, in plain digits and signs.

A number is the same number in another script, raised, circled, with invisible characters between its digits, with a
dash that only looks like one, or percent-encoded twice in a link. Every character read keeps the place in the text
it came from, so that what is found can be pointed at and masked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

BUKAN_ANGKA_LAGI = "#"
"""Stands for what must not be read: digests, and raised digits where they are taken for notes."""

_PUTARAN = 4
"""How often percent-encoding is undone; `%2525…31` counts once, however long."""

_TIADA = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters of Hangul that show nothing."""

_SETARA = {
    **dict.fromkeys("\u2212\u2043\u02d7\u2796", "-"),
    **dict.fromkeys("\u2044\u2215\u29f8", "/"),
    **dict.fromkeys("\u00b7\u2219\u22c5\u2027\u30fb\uff65\u2024", "."),
    **dict.fromkeys("\u00a6\u2223\u2502\u2758\u01c0", "|"),
    "\u2800": " ",
}
_LUAR_ASCII = re.compile(r"[^\x00-\x7f]")
_PERSEN = re.compile(r"(?:%(?:25)*[0-9A-Fa-f]{2})+")
_SATU_PERSEN = re.compile(r"%(?:25)*([0-9A-Fa-f]{2})")
_JARAK = re.compile(r"\s{2,}|[^\S \n]")
_PANJANG_HEX = frozenset((32, 40, 56, 64, 96, 128))
_HEX = re.compile(r"(?<![0-9A-Za-z])[0-9A-Fa-f]{24,}(?![0-9A-Za-z])")
_UUID = re.compile(r"(?<![0-9A-Za-z])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True)
class Terbaca:
    """A text as read; character n comes from `mulai[n]` up to `selesai[n]` of the text as given."""

    teks: str
    mulai: Sequence[int]
    selesai: Sequence[int]

    def letak(self, awal: int, akhir: int) -> tuple[int, int]:
        """Where a non-empty stretch of what was read stands in the text as given."""
        return self.mulai[awal], self.selesai[akhir - 1]


def baca(teks: str) -> Iterator[Terbaca]:
    """The text as read; a second time with raised and circled digits left out, where it has any beside plain ones.

    `1901014507900001¹` is a number with a note, `¹⁹⁰¹…` a number: nobody can tell, so both are looked at.
    """
    yield _baca(teks, False)
    if not teks.isascii() and any(h.isnumeric() and not h.isdecimal() for h in teks):
        yield _baca(teks, True)


def _baca(teks: str, tanpa_pangkat: bool) -> Terbaca:
    t = Terbaca(teks, range(len(teks)), range(1, len(teks) + 1))
    for _ in range(_PUTARAN):
        if "%" not in t.teks or not _PERSEN.search(t.teks):
            break
        t = _ganti(t, _PERSEN, _dari_persen)
    if not t.teks.isascii():
        t = _ganti(t, _LUAR_ASCII, lambda m: [(_huruf(m.group(), tanpa_pangkat), 0, 1)])
    if _JARAK.search(t.teks):
        t = _ganti(t, _JARAK, lambda m: [("\n" if "\n" in m.group() else " ", 0, len(m.group()))])
    bersih = _UUID.sub(_kosongkan, t.teks)
    bersih = _HEX.sub(lambda m: _kosongkan(m) if _sidik(m.group()) else m.group(), bersih)
    return Terbaca(bersih, t.mulai, t.selesai)


Pengganti = list[tuple[str, int, int]]
"""What stands for a match: pieces of text, each with its stretch inside the match."""


def _ganti(t: Terbaca, pola: re.Pattern[str], ganti: Callable[[re.Match[str]], Pengganti]) -> Terbaca:
    """The text with every match replaced, places kept."""
    potongan: list[str] = []
    mulai: list[int] = []
    selesai: list[int] = []
    akhir = 0

    def salin(a: int, b: int) -> None:
        potongan.append(t.teks[a:b])
        mulai.extend(t.mulai[a:b])
        selesai.extend(t.selesai[a:b])

    for m in pola.finditer(t.teks):
        salin(akhir, m.start())
        for isi, a, b in ganti(m):
            potongan.append(isi)
            mulai.extend([t.mulai[m.start() + a]] * len(isi))
            selesai.extend([t.selesai[m.start() + b - 1]] * len(isi))
        akhir = m.end()
    salin(akhir, len(t.teks))
    return Terbaca("".join(potongan), mulai, selesai)


def _dari_persen(m: re.Match[str]) -> Pengganti:
    """A run of escapes as the characters it stands for; bytes that are no UTF-8 stand for themselves."""
    semua = list(_SATU_PERSEN.finditer(m.group()))
    isi = bytes(int(s[1], 16) for s in semua)
    try:
        huruf, lebar = isi.decode(), None
    except UnicodeDecodeError:
        huruf, lebar = isi.decode("latin-1"), 1
    hasil: Pengganti = []
    n = 0
    for h in huruf:
        panjang = lebar or len(h.encode())
        hasil.append((h, semua[n].start(), semua[n + panjang - 1].end()))
        n += panjang
    return hasil


@lru_cache(maxsize=4096)
def _huruf(h: str, tanpa_pangkat: bool) -> str:
    """One character beyond ASCII as it is read: a digit, a plain sign, itself, or nothing when nobody can see it."""
    jenis = unicodedata.category(h)
    if jenis in ("Cf", "Mn", "Me", "Cn", "Cs") or h in _TIADA or (jenis == "Cc" and not h.isspace()):
        return ""
    if h in _SETARA:
        return _SETARA[h]
    if h.isspace():
        return " "
    if jenis == "Pd":
        return "-"
    angka = unicodedata.digit(h, None)
    if angka is not None:
        return BUKAN_ANGKA_LAGI if tanpa_pangkat and not h.isdecimal() else str(angka)
    luas = unicodedata.normalize("NFKC", h)
    if jenis == "No" and (tanpa_pangkat or not luas.isdecimal()):
        return BUKAN_ANGKA_LAGI  # fractions and numbers beyond nine in one sign
    return "".join(c for c in luas if not unicodedata.combining(c)) if luas != h else h


def _kosongkan(m: re.Match[str]) -> str:
    return BUKAN_ANGKA_LAGI * len(m.group())


def _sidik(token: str) -> bool:
    """Whether a long hexadecimal token is a digest: of a digest's length, or with letters among its digits."""
    return len(token) in _PANJANG_HEX or not token.isdecimal()
