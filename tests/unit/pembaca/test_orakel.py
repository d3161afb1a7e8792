"""Difficult workbooks, read by us and by openpyxl: the same values, links, merges and hidden rows."""

from __future__ import annotations

import datetime as dt
import io
import warnings
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dip.lembar import Lembar, Nilai
from sumber.pembaca.batas import Batas, IsiAktif
from sumber.pembaca.buku import baca_xlsx
from sumber.pembaca.nilai import adalah_galat, angka, teks_rapi, waktu
from sumber.pembaca.xml_biasa import buka_kode

KECUALI = {
    "testdateoverflow.xlsx",  # a date that no calendar has: a number for us, an error for openpyxl
    "testdateoverflow.xlsm",
    "duplicate-filename.xlsx",  # two parts of one name: which is meant, nobody can say
    "duplicate-filename-case-insensitive.xlsx",
    "poc-shared-strings.xlsx",  # rows are numbered from 0: refused
    "xlsx-corrupted.xlsx",  # a part that is no XML: refused
}


def berkas(data: Path, folder: str) -> list[Path]:
    if not (data / folder).is_dir():
        pytest.skip("berkas contoh tidak ada")
    return [p for p in sorted((data / folder).rglob("*.xls[xm]")) if p.name not in KECUALI]


def buka(isi: bytes) -> Any:
    """The workbook as openpyxl reads it; None for what it cannot read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return openpyxl.load_workbook(io.BytesIO(isi), data_only=True)
        except Exception:  # whatever an old library raises for a damaged file
            return None


def nilai(c: Any, kami: Nilai) -> Nilai:
    """A cell of openpyxl in our words."""
    v = c.value
    if isinstance(v, str):
        rapi = teks_rapi(buka_kode(v))
        return None if rapi and adalah_galat(rapi.strip()) else rapi
    if isinstance(v, (dt.date, dt.time, dt.timedelta)):
        teks = waktu(v)[0]
        return int(teks[:4]) if isinstance(kami, int) else teks  # only the year is shown
    return v if v is None or isinstance(v, bool) else angka(v)


def sama(a: Nilai, b: Nilai) -> bool:
    def rapi(v: Nilai) -> Nilai:
        return (teks_rapi(buka_kode(v)) or "").strip() or None if isinstance(v, str) else v

    return rapi(a) == rapi(b)


def beda(ws: Any, x: Lembar) -> list[str]:
    """Addresses where we and openpyxl differ."""
    hasil = []
    for baris in ws.iter_rows():
        for c in baris:
            i, j = c.row - 1, c.column - 1
            ada = i < len(x.baris) and j < len(x.baris[i])
            kami = x.baris[i][j] if ada else None
            if not sama(nilai(c, kami), kami):
                hasil.append(f"{c.coordinate}: nilai")
            if c.data_type == "e" and (i, j) not in x.galat:
                hasil.append(f"{c.coordinate}: galat")
            tautan = getattr(c, "hyperlink", None)
            alamat = f"{tautan.target or ''}{'#' + tautan.location if tautan.location else ''}" if tautan else ""
            if ada and alamat and x.tautan.get((i, j)) != [alamat]:
                hasil.append(f"{c.coordinate}: tautan")
    hasil += [
        f"{r}: baris"
        for r, d in ws.row_dimensions.items()
        if d.hidden and r <= len(x.baris) and r - 1 not in x.baris_sembunyi
    ]
    tinggi, lebar = len(x.baris), max(map(len, x.baris), default=0)
    kami_gabung = {g[:2] for g in x.gabung}
    for g in ws.merged_cells.ranges:
        lebih = min(g.max_row, tinggi) > g.min_row or min(g.max_col, lebar) > g.min_col
        if g.min_row <= tinggi and g.min_col <= lebar and lebih and (g.min_row - 1, g.min_col - 1) not in kami_gabung:
            hasil.append(f"{g.coord}: gabung")
    return hasil


def periksa(daftar: list[Path]) -> int:
    """How many sheets were compared."""
    jumlah = 0
    for b in daftar:
        isi = b.read_bytes()
        wb = buka(isi)
        if wb is None:
            continue
        try:
            lembar = {x.nama: x for x in baca_xlsx(isi, Batas()).lembar}
        except IsiAktif:
            continue
        for ws in wb.worksheets:
            x = lembar.get(ws.title, Lembar(ws.title, []))
            assert beda(ws, x)[:5] == [], f"{b.name} {ws.title}"
            jumlah += 1
    return jumlah


def test_workbooks_of_governments(data_bersama: Path) -> None:
    assert periksa(berkas(data_bersama, "id_gov")) > 10


@pytest.mark.lambat
def test_difficult_workbooks(data_bersama: Path) -> None:
    assert periksa(berkas(data_bersama, "berkas_sulit")) > 300
