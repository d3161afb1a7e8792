"""Text as offices type it, made comparable and readable without losing words.

Everything here is total and idempotent: `f(f(x)) == f(x)` (tests/sifat). Cleaning removes only what nobody can see
(zero-width characters, control characters, doubled blanks); spelling is left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from dip.jam import BULAN
from dip.lembar import GALAT, Nilai
from dip.normal.ingat import Ingat

TOKEN_KOSONG: frozenset[str] = frozenset(
    {
        "", "-", "–", "—", "−", "--", "---", ".", "..", "...", "…", "_", "/", "#", "*", "?", "n/a", "n.a.", "n.a", "na",
        "null", "none", "nan", "nihil", "tidak ada", "tdk ada", "belum ada", "kosong", "(kosong)",
        "http", "http:", "http:/", "http://", "https", "https:", "https:/", "https://", "http://-", "https://-",
    }
)  # fmt: skip
"""What people type into a cell that has nothing to say (domain.md Appendix C), case-folded."""

TANDA_SDA: frozenset[str] = frozenset(
    {
        "s.d.a", "s.d.a.", "sda", "sda.", "s d a", "s.d.a.s", "idem", "idem.", "ibid", "ditto",
        '"', "″", "”", "“", "„", "''", "〃", "''-", '-"-', '- " -', '-"', '"-', "-″-", '--"--', '" "', '""', "-''-",
        "sama dengan di atas", "sama dengan diatas", "seperti di atas", "seperti diatas",
    }
)  # fmt: skip
"""Ditto marks: the same as the row above (domain.md §2.2), case-folded."""

TOKEN_MAKS = 60
"""Longer texts are looked at no further: no empty token or ditto mark is, even with blanks around it."""

PENANDA_MAKS = max(map(len, TOKEN_KOSONG | TANDA_SDA))
"""No cleaned text (`rapikan`) that is longer is an empty token or a ditto mark: `MAKNA` need not be asked."""

GALAT_EXCEL = re.compile("|".join(map(re.escape, sorted(GALAT))), re.I)
"""Spreadsheet error values, also as text in CSV debris."""

_TAK_TAMPAK = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_KENDALI = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BARIS = re.compile("_x000D_\n?|\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_JARAK = re.compile(r"(?:[^\S\n]|\u2800)+")
_NOMOR_DEPAN = re.compile(
    r"^\s*(?:\(?[0-9]{1,3}(?:\.[0-9]{1,2})*\)|[0-9]{1,3}(?:\.[0-9]{1,2})*\.(?=\s|[^\W\d_]{2})|[0-9]{1,2}(?:\.[0-9]{1,2})+\s"
    r"|\(?[a-zA-Z]\)|[a-zA-Z]\.(?=\s)|\(?[ivxIVX]{2,4}\)|[ivxIVX]{2,4}\.(?=\s)|[•●▪■◦‣*–-]\s)\s*"
)


def rapikan(teks: str) -> str:
    """Text with visible characters only: NFC, single blanks, line breaks as one newline, no blank ends."""
    return RAPI[teks]


def _rapikan(teks: str) -> str:
    if teks.isascii() and teks.isprintable() and "  " not in teks and "_x000D_" not in teks:
        return teks.strip()
    teks = _BARIS.sub("\n", _KENDALI.sub("", _TAK_TAMPAK.sub("", teks)))
    teks = unicodedata.normalize("NFC", teks)
    baris = (_JARAK.sub(" ", b).strip() for b in teks.split("\n"))
    return "\n".join(b for b in baris if b)


RAPI = Ingat(_rapikan)
"""`rapikan` with memory, for those who ask for every cell of a sheet."""


def satu_baris(teks: str) -> str:
    """`rapikan`, with line breaks as blanks."""
    rapi = RAPI[teks]
    return rapi.replace("\n", " ") if "\n" in rapi else rapi


def _makna(teks: str) -> str:
    kata = satu_baris(teks).casefold() if len(teks) <= TOKEN_MAKS else "x"
    return "kosong" if kata in TOKEN_KOSONG else "sda" if kata in TANDA_SDA else ""


MAKNA = Ingat(_makna)
"""`kosong` and `sda` in one question with memory: the word when the text is an empty token or a ditto mark, else ""."""


def _pendek(teks: str) -> bool:
    """Whether a text could be an empty token or a ditto mark, by its length alone."""
    n = len(teks)
    return n <= PENANDA_MAKS or (n <= TOKEN_MAKS and RAPI[teks] != teks)


def kosong(teks: str) -> bool:
    """Whether a cell says nothing: empty, `-`, `N/A`, `NULL`, `nihil`, `https://` alone …"""
    return _pendek(teks) and MAKNA[teks] == "kosong"


def sda(teks: str) -> bool:
    """Whether a cell says *same as above*."""
    return _pendek(teks) and MAKNA[teks] == "sda"


def galat_excel(teks: str) -> str:
    """The error value when the whole text is one (`#REF!`), else empty."""
    teks = teks.strip()
    return teks.upper() if GALAT_EXCEL.fullmatch(teks) else ""


def kunci(teks: str) -> str:
    """Comparison key: case-folded, without accents and punctuation, `&` as `dan`, words divided by one blank."""
    return KUNCI[teks]


def _kunci(teks: str) -> str:
    teks = RAPI[teks]
    if "&" in teks:
        teks = teks.replace("&", " dan ")
    if teks.isascii():
        return " ".join(teks.translate(_HURUF_KECIL).split())
    teks = unicodedata.normalize("NFKD", teks).casefold().replace("&", " dan ")
    huruf = (c if c.isalnum() else " " for c in teks if not unicodedata.combining(c))
    return " ".join("".join(huruf).split())


_HURUF_KECIL = {n: chr(n).lower() if chr(n).isalnum() else " " for n in range(128)}
KUNCI = Ingat(_kunci)
"""`kunci` with memory."""


def kunci_rapat(teks: str) -> str:
    """`kunci` without blanks: equal for `Penanggung Jawab` and `PenanggungJawab`, `No` and `N o`."""
    return KUNCI[teks].replace(" ", "")


def buang_nomor(teks: str) -> str:
    """A title without leading numbering (`1.`, `(2)`, `a.`, `IV.`, `1.1`, `•`). Never empties a text."""
    if teks[:2].isalpha() and len(teks) > 1 and teks[0] not in "ivxIVX":
        return teks.strip()  # no numbering starts with two letters, Roman numbers aside
    while True:
        lebih_pendek = _NOMOR_DEPAN.sub("", teks, count=1).strip()
        if not lebih_pendek or lebih_pendek == teks:
            return teks.strip()
        teks = lebih_pendek


def bernomor(teks: str) -> bool:
    """Whether a text starts with numbering or a bullet."""
    return _NOMOR_DEPAN.match(teks) is not None


def pendekkan(teks: str, batas: int = 150) -> str:
    """A title from a summary: its first line, its first sentence if that is enough, cut between words with `…`."""
    baris = buang_nomor(rapikan(teks).split("\n", maxsplit=1)[0])
    kalimat = re.match(r"(.{6,}?[^\W\d_]{4,})[.;](?=\s|$)", baris[: 3 * batas])
    if kalimat and len(kalimat[1]) <= batas:
        return kalimat[1].strip()
    if len(baris) <= batas:
        return baris
    potong = baris[: batas - 1].rsplit(" ", 1)[0] if " " in baris[: batas - 1] else baris[: batas - 1]
    return potong.rstrip(" ,;:-(") + "…"


def tulis_tanggal(iso: str) -> str:
    """`2024-11-12` as `12 November 2024`; anything else unchanged."""
    m = re.match(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", iso)
    if not m or not 1 <= int(m[2]) <= 12:
        return iso
    return f"{int(m[3])} {BULAN[int(m[2]) - 1]} {m[1]}"


def teks_sel(nilai: Nilai, format_: str = "") -> str:
    """A cell as the office saw it: whole floats without `.0`, dates and months in words, percentages with `%`.

    `format_` is the entry of `Lembar.format`: `tanggal`, `bulan`, `persen`, a literal such as `0.00`, or empty.
    """
    if nilai is None:
        return ""
    if isinstance(nilai, bool):
        return "ya" if nilai else "tidak"
    if isinstance(nilai, str):
        if format_ == "tanggal":
            return tulis_tanggal(nilai)
        if format_ == "bulan":
            return tulis_tanggal(nilai).split(" ", 1)[-1]
        return rapikan(nilai)
    if format_ == "persen":
        return f"{nilai * 100:.10g}%".replace(".", ",")
    desimal = re.fullmatch(r"0\.(0{1,6})", format_)
    if desimal:
        return f"{nilai:.{len(desimal[1])}f}"
    if isinstance(nilai, float):
        return str(int(nilai)) if nilai.is_integer() and abs(nilai) < 1e15 else repr(nilai)
    return str(nilai)


def gabung_teks(potongan: Iterable[str], pemisah: str = "\n") -> str:
    """The non-empty parts, each once, in order."""
    return pemisah.join(dict.fromkeys(p for p in potongan if p))
