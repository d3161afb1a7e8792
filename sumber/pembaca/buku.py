"""Workbooks: values by calamine, layout by the scan that fits the format, put together as `Lembar`."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from dip.lembar import Lembar, Nilai, Posisi
from dip.temuan import Temuan
from sumber.pembaca import ods, xls, xlsb, xlsx, xml2003
from sumber.pembaca.arsip import Paket, urai_xml
from sumber.pembaca.batas import Batas, TerlaluBesar, periksa_sel
from sumber.pembaca.letak import Letak
from sumber.pembaca.nilai import adalah_galat, arti_nilai, teks_rapi
from sumber.pembaca.rumus import alamat_tautan
from sumber.pembaca.sifat import bernama_paket
from sumber.pembaca.xlsx_sel import baca_sel
from sumber.pembaca.xlsx_tepi import baca_tepi, telaah_tepi

PembacaLetak = Callable[[int, int, int], Letak]
"""(index of the sheet, rows, columns) -> layout facts."""


@dataclass(slots=True)
class Isi:
    """A workbook as read: tables, and whether it holds macros, parts nobody sees (comments, caches, links to other
    files, hidden names) and names of people in what it says about itself."""

    lembar: list[Lembar]
    makro: bool = False
    lampiran: bool = False
    bernama: bool = False


def baca_xlsx(isi: bytes, batas: Batas) -> Isi:
    """Read xlsx or xlsm. Raises Rusak, TerlaluBesar, and whatever calamine raises for damaged files."""
    buku = xlsx.buka(Paket(isi, batas))
    _periksa_lembar(len(buku.lembar), batas)
    hasil: list[Lembar] = []
    jumlah = 0
    for nomor, bagian in enumerate(buku.lembar):
        if not bagian.berisi:
            continue
        xml = buku.paket.baca(bagian.bagian)
        sel = baca_sel(xml, buku, batas, jumlah)
        if sel is None:
            lembar, n = _lembar_aneh(isi, buku, nomor, batas, jumlah)
        else:
            tinggi, lebar = len(sel.baris), len(sel.baris[0]) if sel.baris else 0
            n = tinggi * lebar
            hubungan = xlsx.hubungan(buku.paket, bagian.bagian)
            telaah_tepi(sel.letak, *baca_tepi(xml), hubungan, tinggi, lebar, batas)
            lembar = _satukan(bagian.nama, sel.baris, sel.letak, batas)
        jumlah += n
        _tambah(hasil, lembar, tampak=bagian.tampak)
    return Isi(hasil, buku.makro, buku.lampiran, bernama_paket(buku.paket))


def _lembar_aneh(isi: bytes, buku: xlsx.BukuXlsx, nomor: int, batas: Batas, terpakai: int) -> tuple[Lembar, int]:
    """A sheet whose part is not written the usual way, and its number of cells."""
    bagian = buku.lembar[nomor]

    def letak(_: int, tinggi: int, lebar: int) -> Letak:
        xml = buku.paket.baca(bagian.bagian)
        if not xml:
            return Letak(gabung=[])
        akar = urai_xml(xml)
        hasil = xlsx.letak_aneh(buku, akar)
        telaah_tepi(hasil, akar, [], xlsx.hubungan(buku.paket, bagian.bagian), tinggi, lebar, batas)
        return hasil

    with CalamineWorkbook.from_filelike(io.BytesIO(isi)) as lain:
        return _lembar_calamine(lain, nomor, bagian.nama, batas, terpakai, letak)


def baca_xlsb(isi: bytes, batas: Batas) -> Isi:
    """Read binary workbooks of Excel. Raises Rusak, TerlaluBesar."""
    paket = Paket(isi, batas)
    buku = xlsb.buka(paket)
    _periksa_lembar(len(buku.lembar), batas)
    hasil: list[Lembar] = []
    jumlah = 0
    for bagian in buku.lembar:
        if bagian.berisi:
            baris, letak = buku.baca(bagian, batas, jumlah)
            jumlah += len(baris) * (len(baris[0]) if baris else 0)
            _tambah(hasil, _satukan(bagian.nama, baris, letak, batas), tampak=bagian.tampak)
    return Isi(hasil, buku.makro, buku.lampiran, bernama_paket(paket))


def baca_ods(isi: bytes, batas: Batas) -> Isi:
    """Read OpenDocument. Raises as `baca_xlsx`."""
    paket = Paket(isi, batas)
    buku = ods.BukuOds(paket)
    _periksa_lembar(len(buku.tabel), batas)
    hasil: list[Lembar] = []
    jumlah = 0
    for tabel in buku.tabel:
        baris, letak = buku.baca(tabel, batas, jumlah)
        jumlah += len(baris) * (len(baris[0]) if baris else 0)
        _tambah(hasil, _satukan(buku.nama(tabel), baris, letak, batas), tampak=buku.tampak(tabel))
    return Isi(hasil, buku.makro, buku.lampiran, bernama_paket(paket))


def baca_xml(isi: bytes, batas: Batas) -> Isi:
    """Read SpreadsheetML 2003 (a workbook as one XML file). Raises Rusak, TerlaluBesar."""
    buku = xml2003.buka(isi)
    _periksa_lembar(len(buku.lembar), batas)
    hasil: list[Lembar] = []
    jumlah = 0
    for lembar in buku.lembar:
        baris, letak = buku.baca(lembar, batas, jumlah)
        jumlah += len(baris) * (len(baris[0]) if baris else 0)
        _tambah(hasil, _satukan(xml2003.nama(lembar), baris, letak, batas), tampak=xml2003.tampak(lembar))
    return Isi(hasil, lampiran=buku.lampiran, bernama=buku.bernama)


def baca_xls(isi: bytes, batas: Batas) -> Isi:
    """Read Excel 5 to 2003 (BIFF5, BIFF8). Raises as `baca_xlsx`."""
    buku = xls.buka(isi)
    lembar = _baca(isi, batas, buku.letak)
    return Isi(lembar, buku.makro, buku.lampiran, buku.bernama)


def _baca(isi: bytes, batas: Batas, letak: PembacaLetak) -> list[Lembar]:
    """All worksheets that hold anything, in workbook order, with values by calamine."""
    hasil: list[Lembar] = []
    with CalamineWorkbook.from_filelike(io.BytesIO(isi)) as buku:
        _periksa_lembar(len(buku.sheets_metadata), batas)
        jumlah = 0
        for nomor, meta in enumerate(buku.sheets_metadata):
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            lembar, n = _lembar_calamine(buku, nomor, meta.name, batas, jumlah, letak)
            jumlah += n
            _tambah(hasil, lembar, tampak=meta.visible == SheetVisibleEnum.Visible)
    return hasil


def _periksa_lembar(n: int, batas: Batas) -> None:
    if n > batas.lembar:
        raise TerlaluBesar(f"{n} lembar", f"{batas.lembar} lembar")


def _tambah(hasil: list[Lembar], lembar: Lembar, *, tampak: bool) -> None:
    """Take a table in unless it is blank."""
    lembar.tersembunyi = not tampak
    if lembar.galat or any(v is not None for b in lembar.baris for v in b):
        hasil.append(lembar)


def _lembar_calamine(
    buku: CalamineWorkbook, nomor: int, nama: str, batas: Batas, terpakai: int, baca_letak: PembacaLetak
) -> tuple[Lembar, int]:
    """One sheet by calamine, and its number of cells; `terpakai` is the number of cells before it."""
    s = buku.get_sheet_by_index(nomor)
    # not total_height and total_width: those count one less
    tinggi, lebar = (s.end[0] + 1, s.end[1] + 1) if s.end else (0, 0)
    periksa_sel(terpakai + tinggi * lebar, batas)
    letak = baca_letak(nomor, tinggi, lebar)
    if letak.gabung is None:
        letak.gabung = [(a, b, c, d) for (a, b), (c, d) in s.merged_cell_ranges or ()]
    teks = _Teks()
    mentah = s.to_python(skip_empty_area=False)
    format_, letak.format = letak.format, {}
    baris: list[list[Nilai]] = []
    for i, b in enumerate(mentah):
        baris.append([teks[v] if type(v) is str else _sel(letak, format_, i, j, v) for j, v in enumerate(b)])
    if teks.galat:
        for i, b in enumerate(mentah):
            letak.galat.update({(i, j): str(v).strip() for j, v in enumerate(b) if v in teks.galat})
    return _satukan(nama, baris, letak, batas), tinggi * lebar


def _sel(letak: Letak, format_: dict[Posisi, str], i: int, j: int, v: object) -> Nilai:
    """One value of calamine that is no text; keeps the format where the meaning needs it."""
    nilai, arti = arti_nilai(v, format_.get((i, j)))
    if arti is not None:
        letak.format[i, j] = arti
    return nilai


def _satukan(nama: str, baris: list[list[Nilai]], letak: Letak, batas: Batas) -> Lembar:
    """Plain values (rows of equal length) and layout as one table; facts about cells outside of it are dropped."""
    lembar = Lembar(nama, baris, format=letak.format)
    tinggi, lebar = len(baris), len(baris[0]) if baris else 0
    for (i, j), galat in letak.galat.items():
        if i < tinggi and j < lebar:
            baris[i][j] = None
            lembar.galat[i, j] = galat
    jumlah = 0
    for i1, j1, i2, j2 in letak.gabung or ():
        i2, j2 = min(i2, tinggi - 1), min(j2, lebar - 1)  # noqa: PLW2901 - clipped to what is there
        if i1 <= i2 and j1 <= j2 and (i1, j1) != (i2, j2):
            jumlah += (i2 - i1 + 1) * (j2 - j1 + 1)
            periksa_sel(jumlah, batas)  # merges never overlap in an honest file
            lembar.gabung.append((i1, j1, i2, j2))
            _kosongkan(lembar, i1, j1, i2, j2)
    for di, rumus in letak.rumus_tautan.items():
        if tujuan := alamat_tautan(rumus, lambda i, j: baris[i][j] if i < tinggi and j < lebar else None):
            letak.tautan.setdefault(di, tujuan)
    lembar.tautan = {(i, j): [t] for (i, j), t in letak.tautan.items() if i < tinggi and j < lebar}
    lembar.simbol = {(i, j) for i, j in letak.simbol if i < tinggi and j < lebar and baris[i][j] is not None}
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


def temuan_buku(isi: Isi, nama: str) -> list[Temuan]:
    """Findings about the file itself: macros, invisible parts, names of people (never which), hidden sheets, hidden
    rows and columns with content."""
    hasil: list[Temuan] = []
    if isi.makro:
        hasil.append(Temuan("FILE-010", berkas=nama))
    if isi.lampiran:
        hasil.append(Temuan("FILE-032", berkas=nama))
    if isi.bernama:
        hasil.append(Temuan("PDP-009", berkas=nama))
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
