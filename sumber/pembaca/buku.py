"""Workbooks: values by calamine, layout by the scan that fits the format, put together as `Lembar`."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from dip.lembar import Lembar, Nilai
from dip.temuan import Temuan
from sumber.pembaca import gaya, ods, xls, xlsx
from sumber.pembaca.arsip import Paket
from sumber.pembaca.batas import Batas, TerlaluBesar, periksa_sel
from sumber.pembaca.letak import Letak
from sumber.pembaca.nilai import adalah_galat, angka, teks_rapi, waktu
from sumber.pembaca.rumus import alamat_tautan

PembacaLetak = Callable[[int, str, int, int], Letak]
"""(index of the sheet, its name, rows, columns) -> layout facts."""


@dataclass(slots=True)
class Isi:
    """A workbook as read: tables, and whether it holds macros or parts nobody sees (comments, caches, links)."""

    lembar: list[Lembar]
    makro: bool = False
    lampiran: bool = False


def baca_xlsx(isi: bytes, batas: Batas) -> Isi:
    """Read xlsx or xlsm. Raises Rusak, TerlaluBesar, and whatever calamine raises for damaged files."""
    buku = xlsx.buka(Paket(isi, batas))
    lembar = _baca(isi, batas, lambda _, nama, t, w: xlsx.letak_lembar(buku, nama, t, w))
    return Isi(lembar, buku.makro, buku.lampiran)


def baca_ods(isi: bytes, batas: Batas) -> Isi:
    """Read OpenDocument. Raises as `baca_xlsx`."""
    paket = Paket(isi, batas)
    buku = ods.BukuOds(paket)
    makro = any(n.startswith("basic/") and n.endswith(".xml") and n.count("/") > 1 for n in paket.nama)
    return Isi(_baca(isi, batas, lambda i, _, t, w: buku.letak(i, t, w)), makro)


def baca_xls(isi: bytes, batas: Batas) -> Isi:
    """Read Excel 5 to 2003 (BIFF5, BIFF8). Raises as `baca_xlsx`."""
    buku = xls.buka(isi)
    return Isi(_baca(isi, batas, lambda i, _, t, w: buku.letak(i, t, w)), buku.makro)


def _baca(isi: bytes, batas: Batas, baca_letak: PembacaLetak) -> list[Lembar]:
    """All worksheets that hold anything, in workbook order."""
    hasil: list[Lembar] = []
    with CalamineWorkbook.from_filelike(io.BytesIO(isi)) as buku:
        if len(buku.sheets_metadata) > batas.lembar:
            raise TerlaluBesar(f"{len(buku.sheets_metadata)} lembar", f"{batas.lembar} lembar")
        jumlah = 0
        for nomor, meta in enumerate(buku.sheets_metadata):
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            s = buku.get_sheet_by_index(nomor)
            # not total_height and total_width: those count one less
            tinggi, lebar = (s.end[0] + 1, s.end[1] + 1) if s.end else (0, 0)
            jumlah += tinggi * lebar
            periksa_sel(jumlah, batas)
            letak = baca_letak(nomor, meta.name, tinggi, lebar)
            if letak.gabung is None:
                letak.gabung = [(a, b, c, d) for (a, b), (c, d) in s.merged_cell_ranges or ()]
            lembar = _satukan(meta.name, s.to_python(skip_empty_area=False), letak)
            lembar.tersembunyi = meta.visible != SheetVisibleEnum.Visible
            if lembar.galat or any(v is not None for b in lembar.baris for v in b):
                hasil.append(lembar)
    return hasil


def _satukan(nama: str, mentah: Sequence[Sequence[object]], letak: Letak) -> Lembar:
    """Values and layout as one table; facts about cells outside of the values are dropped."""
    lembar = Lembar(nama, [])
    teks = _Teks()
    for i, baris in enumerate(mentah):
        lembar.baris.append([teks[v] if type(v) is str else _sel(lembar, letak, i, j, v) for j, v in enumerate(baris)])
    if teks.galat:
        for i, baris in enumerate(mentah):
            lembar.galat.update({(i, j): str(v).strip() for j, v in enumerate(baris) if v in teks.galat})
    tinggi, lebar = len(lembar.baris), max(map(len, lembar.baris), default=0)
    for (i, j), galat in letak.galat.items():
        if i < tinggi and j < lebar:
            lembar.baris[i][j] = None
            lembar.galat[i, j] = galat
    for i1, j1, i2, j2 in letak.gabung or ():
        i2, j2 = min(i2, tinggi - 1), min(j2, lebar - 1)  # noqa: PLW2901 - clipped to what is there
        if i1 <= i2 and j1 <= j2 and (i1, j1) != (i2, j2):
            lembar.gabung.append((i1, j1, i2, j2))
            _kosongkan(lembar, i1, j1, i2, j2)
    for di, rumus in letak.rumus_tautan.items():
        if tujuan := alamat_tautan(rumus, lambda i, j: lembar.baris[i][j] if i < tinggi and j < lebar else None):
            letak.tautan.setdefault(di, tujuan)
    lembar.tautan = {(i, j): [t] for (i, j), t in letak.tautan.items() if i < tinggi and j < lebar}
    lembar.simbol = {(i, j) for i, j in letak.simbol if i < tinggi and j < lebar and lembar.baris[i][j] is not None}
    lembar.baris_sembunyi = {i for i in letak.baris_sembunyi if i < tinggi}
    lembar.kolom_sembunyi = {j for j in letak.kolom_sembunyi if j < lebar}
    return lembar


class _Teks(dict[str, str | None]):
    """Tidy texts by raw ones: the same few texts fill most of a sheet. `galat` collects the debris of formulas."""

    def __init__(self) -> None:
        super().__init__()
        self.galat: set[object] = set()

    def __missing__(self, mentah: str) -> str | None:
        rapi = teks_rapi(mentah)
        if rapi and adalah_galat(rapi.strip()):
            self.galat.add(mentah)
            rapi = None
        self[mentah] = rapi
        return rapi


def _kosongkan(lembar: Lembar, i1: int, j1: int, i2: int, j2: int) -> None:
    """Nobody sees what lies under a merge; only the top-left cell is read."""
    for i in range(i1, i2 + 1):
        for j in range(j1, j2 + 1):
            if (i, j) != (i1, j1):
                lembar.baris[i][j] = None
                lembar.galat.pop((i, j), None)
                lembar.format.pop((i, j), None)


def _sel(lembar: Lembar, letak: Letak, i: int, j: int, v: object) -> Nilai:
    """One value that is no text, in plain types; sets `format` of the table where the meaning needs it."""
    if isinstance(v, bool):
        return v
    arti = letak.format.get((i, j))
    if isinstance(v, (int, float)):
        if arti is not None and arti not in {"tanggal", "bulan", gaya.TAHUN}:
            lembar.format[i, j] = arti
        return angka(v)
    if not isinstance(v, (dt.date, dt.time, dt.timedelta)):
        return str(v)
    if arti == gaya.TAHUN and isinstance(v, dt.date):
        return v.year
    teks, tanggal = waktu(v)
    if tanggal:
        lembar.format[i, j] = arti if arti is not None and arti != "persen" else "tanggal"
    return teks


def temuan_buku(isi: Isi, nama: str) -> list[Temuan]:
    """Findings about the file itself: macros, invisible parts, hidden sheets, hidden rows and columns with content."""
    hasil: list[Temuan] = []
    if isi.makro:
        hasil.append(Temuan("FILE-010", berkas=nama))
    if isi.lampiran:
        hasil.append(Temuan("FILE-032", berkas=nama))
    for x in isi.lembar:
        if x.tersembunyi:
            hasil.append(Temuan("FILE-030", berkas=nama, lembar=x.nama, parameter={"sheet": x.nama}))
        elif n := jumlah_sembunyi(x):
            hasil.append(Temuan("FILE-031", berkas=nama, lembar=x.nama, parameter={"n": n, "sheet": x.nama}))
    return hasil


def jumlah_sembunyi(x: Lembar) -> int:
    """How many hidden rows and columns of a table hold anything."""
    n = sum(any(v is not None for v in x.baris[i]) for i in x.baris_sembunyi)
    return n + sum(any(j < len(b) and b[j] is not None for b in x.baris) for j in x.kolom_sembunyi)
