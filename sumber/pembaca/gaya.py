"""What a number format does to the meaning of a cell (Excel number format codes, ECMA-376 part 1 §18.8.30–31)."""

from __future__ import annotations

import re
from functools import lru_cache

BAWAAN: dict[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "d/m/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm",
    21: "h:mm:ss", 22: "d/m/yyyy h:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""Codes that files name by number only; the ones not here (accounting, East Asian dates) change nothing for us."""

TAHUN = "tahun"
"""Meaning of a date of which only the year is shown."""

_KUTIP = re.compile(r'"[^"]*"|\\.')
_HIAS = re.compile(r"\[(?!h+\]|m+\]|s+\]|\$)[^\]]*\]|_.|\*.", re.IGNORECASE)  # colours, conditions, padding, fill
_POLOS = re.compile(r"(?:#[,. ]?##)?[0#]")
_DURASI = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_WAKTU = re.compile(r"[ymdhs]")
_KURUNG = re.compile(r"\[[^\]]*\]")
_SIMBOL = re.compile(r"(?:wing|web)dings|^symbol$|^marlett$", re.IGNORECASE)


def _inti(kode: str) -> tuple[str, str]:
    """The section for positive numbers without padding, and the same without words and language."""
    bagian = _HIAS.sub("", kode[:500]).split(";")[0].strip()
    return bagian, _KUTIP.sub("", re.sub(r"\[\$-[^\]]*\]", "", bagian)).strip()  # [$-421] language, [$Rp-421] currency


@lru_cache(maxsize=4096)
def jenis_waktu(kode: str) -> str:
    """`waktu` for codes that show a number as a date or time, `durasi` for elapsed time (`[h]:mm`), else empty."""
    huruf = _inti(kode)[1].lower()
    if "%" in huruf or "general" in huruf or "e+" in huruf:
        return ""
    if _DURASI.search(huruf):
        return "durasi"
    return "waktu" if _WAKTU.search(_KURUNG.sub("", huruf)) else ""


@lru_cache(maxsize=4096)
def arti_format(kode: str) -> str | None:
    """What a code means: `tanggal`, `bulan`, `tahun`, `persen`, the code itself (cut at 60), or None for plain.

    A code is returned where the shown text differs from the number: fixed decimals (`0.00`: 11.1 is seen as 11.10),
    leading zeros (`000`), words (`0" tahun"`), currencies. Times of day are plain: their value is text already.
    """
    bagian, inti = _inti(kode)
    huruf = inti.lower()
    if huruf in {"", "general", "standard", "@"} and inti == bagian:
        return None
    if "%" in inti:
        return "persen"
    if jenis_waktu(kode):
        return _arti_waktu(huruf, kode)
    if _POLOS.fullmatch(inti) and inti == bagian:
        return None
    return kode[:60]


def _arti_waktu(huruf: str, kode: str) -> str | None:
    """Meaning of a code with date letters; `m` beside hours or seconds is minutes."""
    if "d" in huruf:
        return "tanggal"
    if "y" in huruf:
        return "bulan" if "m" in huruf else TAHUN
    return None if re.search(r"[hs]", huruf) else kode[:60]


def huruf_simbol(nama: str) -> bool:
    """Whether letters in this font are pictures: `ü` in Wingdings is a tick."""
    return _SIMBOL.search(nama) is not None
