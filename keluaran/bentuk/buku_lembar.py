"""What a workbook of ours is made of, before any library writes it: sheets with one table each, and forms."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from keluaran.bentuk.teks import bersih

SEL_MAKS = 32_767
"""Characters Excel accepts in one cell (UTF-16 units); writers refuse a longer text, or drop it without a word."""

TERPOTONG = " … (terpotong, lengkapnya ada di dip.json)"

HURUF, UKURAN = "Calibri", 10
WARNA_KEPALA, WARNA_TULISAN_KEPALA, WARNA_TEPI = "#0B4F5C", "#FFFFFF", "#C9D3D6"
WARNA_CATATAN, WARNA_PERINGATAN = "#44555A", "#9C2B00"
KAKI = "&L&A&RHalaman &P dari &N"
"""Footer of every printed sheet: its name, and page x of y."""

KERTAS = 9
"""A4 (ECMA-376, paperSize)."""

TINGGI_BARIS, TINGGI_PALING = 13.5, 405.0
"""Points of one line of text in a row, and of the highest row a spreadsheet program takes."""

Sel = str | int


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column: heading, width in characters, whether long text wraps."""

    judul: str
    lebar: float
    lipat: bool = True


@dataclass(frozen=True, slots=True)
class Tabel:
    """One sheet with one table; see `keluaran.bentuk.buku.Buku.tabel`."""

    nama: str
    kolom: Sequence[Kolom]
    baris: Sequence[Sequence[Sel]]
    di_atas: Sequence[tuple[str, str]]

    @property
    def kepala(self) -> int:
        """Index of the row with the headings: a blank row stands between it and what is above."""
        return len(self.di_atas) + (1 if self.di_atas else 0)


@dataclass(frozen=True, slots=True)
class Isian:
    """One sheet with an empty form; see `keluaran.bentuk.buku.Buku.isian`."""

    nama: str
    kolom: Sequence[Kolom]
    banyak: int
    paling: int
    di_atas: Sequence[tuple[str, str]]
    pilihan: tuple[int, str, Sequence[str]]


def lebar_lipat(kolom: Sequence[Kolom]) -> list[float]:
    """For `tinggi`: characters after which a text takes another line, without end where a column does not wrap."""
    return [k.lebar if k.lipat else math.inf for k in kolom]


def tinggi(isi: Sequence[Sel], lebar: Sequence[float]) -> float | None:
    """Height of a row in points when its text needs more than one line, else None.

    Excel would find it out by itself when it opens the file; LibreOffice does not, and cuts the text off.
    """
    paling = 1
    for x, batas in zip(isi, lebar, strict=True):
        if isinstance(x, str) and (len(x) > batas or "\n" in x):
            paling = max(paling, sum(max(1, math.ceil(len(b) / batas)) for b in x.split("\n")))
    return min(TINGGI_PALING, paling * TINGGI_BARIS) if paling > 1 else None


def muat_sel(teks: str) -> str:
    """Cleaned text that fits one cell; a longer one ends with a visible remark."""
    teks = bersih(teks)
    if len(teks) <= SEL_MAKS // 2:
        return teks
    satuan = teks.encode("utf-16-le")
    if len(satuan) <= 2 * SEL_MAKS:
        return teks
    # a character beyond the first plane is two units: half of one is not kept
    return satuan[: 2 * (SEL_MAKS - len(TERPOTONG))].decode("utf-16-le", "ignore") + TERPOTONG


class Muat(dict[str, str]):
    """`muat_sel` that looks at every distinct text once: the words of a list come back in thousands of cells."""

    def __missing__(self, teks: str) -> str:
        hasil = self[teks] = muat_sel(teks)
        return hasil

    def baris(self, isi: Iterable[Sel]) -> list[Sel]:
        """One row, its texts ready to be written."""
        return [self[x] if isinstance(x, str) else x for x in isi]
