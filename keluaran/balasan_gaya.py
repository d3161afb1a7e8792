"""Colours, text cells and names shared by the sheets of a balasan."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from dip.lembar import TANDA_BANTUAN
from keluaran.bentuk.teks import bersih

TANDA_BALASAN = f"{TANDA_BANTUAN}. Dibuat otomatis sebagai balasan."
"""Cell A1 of the sheets that a balasan adds; the next balasan takes them away again."""

WARNA: dict[str, str] = {
    "tolak": "FFF4B9B2",
    "wajib": "FFFAD2A5",
    "periksa": "FFFFF1A8",
    "info": "FFD3E5F6",
}
"""Fill per severity (ARGB). Nobody else uses exactly these, so that a later balasan can take them away again."""

NAMA_TINGKAT: dict[str, str] = {
    "tolak": "Belum dapat dipakai",
    "wajib": "Wajib diperbaiki",
    "periksa": "Mohon diperiksa",
    "info": "Untuk diketahui",
}

SEL_MAKS = 32_767
"""Characters Excel accepts in one cell."""

GELAP, PUDAR, GARIS = "FF0B4F5C", "FF5A6A6F", "FFC9D3D6"
HIJAU = "FFDDF0DD"

ISIAN = {k: PatternFill("solid", fgColor=v) for k, v in WARNA.items()}
_SISI = Side(style="thin", color=GARIS)
TEPI = Border(left=_SISI, right=_SISI, top=_SISI, bottom=_SISI)
LIPAT = Alignment(wrap_text=True, vertical="top")
TENGAH = Alignment(wrap_text=True, vertical="center")
LIPAT_LEGA = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1)
TENGAH_LEGA = Alignment(wrap_text=True, vertical="center", horizontal="left", indent=1)

_BERBAHAYA = ("=", "+", "-", "@", "\t", "\r")
_PILIHAN = re.compile(
    r"\"[^\"]{0,255}\"|(?:(?:'(?:[^'\[\]]|'')+'|[^\s'!\[\]|()\"]+)!)?\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?"
)
_NAMA_TERLARANG = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]")
NAMA_MAKS = 31


def pilihan_polos(jenis: str | None, rumus1: str | None, rumus2: str | None) -> bool:
    """Whether a data validation is a hint, or a list of words or of the cells of one range: nothing to compute."""
    if rumus2:
        return False
    return not rumus1 if jenis in (None, "none") else jenis == "list" and bool(_PILIHAN.fullmatch(rumus1 or ""))


def lembar_balasan(teks: str) -> bool:
    """Whether the text of cell A1 says that a sheet comes from an earlier balasan."""
    return teks.startswith(TANDA_BALASAN)


def jinakkan(sel: Any) -> None:
    """Text that looks like the start of a formula keeps being text when somebody edits the cell (quotePrefix)."""
    if str(sel._value)[:1] in _BERBAHAYA:
        sel.quotePrefix = True


def tulis(sel: Any, teks: str, *, huruf: Font | None = None, isi: PatternFill | None = None, rata: Any = LIPAT) -> Any:
    """Write text as text, cleaned of what XML cannot carry and cut to what a cell can hold; returns the cell."""
    sel.value = bersih(teks)[:SEL_MAKS]
    sel.data_type = "s"  # openpyxl takes "=…" for a formula and "#N/A" for an error
    jinakkan(sel)
    sel.alignment = rata
    if huruf is not None:
        sel.font = huruf
    if isi is not None:
        sel.fill = isi
    return sel


def nama_lembar(usul: str, terpakai: Iterable[str]) -> str:
    """A sheet name Excel accepts and nobody has yet: 31 characters, no `[]:*?/\\`, no apostrophe at the ends."""
    ada = {n.casefold() for n in terpakai} | {"history"}
    dasar = " ".join(_NAMA_TERLARANG.sub(" ", bersih(usul)).split()).strip("' ")[:NAMA_MAKS].strip("' ") or "Lembar"
    nama, n = dasar, 1
    while nama.casefold() in ada:
        n += 1
        ekor = f" ({n})"
        nama = dasar[: NAMA_MAKS - len(ekor)].strip("' ") + ekor
    return nama


def rujuk(nama: str, sel: str) -> str:
    """The location of an internal link: `'Nama lembar'!B12`."""
    kutip = nama.replace("'", "''")
    return f"'{kutip}'!{sel}"
