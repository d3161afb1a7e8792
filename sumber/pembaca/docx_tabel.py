"""Tables of Word documents (ECMA-376 part 1 §17.4) as `Lembar`.

Word has no columns, only a grid of edges that cells span. Tables drawn by hand have rows whose edges miss each other
by a hair; edges that close are one, or a table of nine columns would have fourteen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from dip.lembar import Lembar
from sumber.pembaca.arsip import nama_lokal
from sumber.pembaca.batas import Batas, periksa_sel
from sumber.pembaca.docx_gaya import benar, nilai
from sumber.pembaca.docx_teks import Isi, Penulis
from sumber.pembaca.nilai import adalah_galat

_BUNGKUS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice"})
_MAKS_KISI = 1000
_DEKAT = 90  # twentieths of a point: 1.6 mm, less than any letter


@dataclass(slots=True)
class TabelWord:
    """One table: its content without a name yet, and how many passages or cells of it nobody sees."""

    lembar: Lembar
    sembunyi: int = 0


@dataclass(slots=True)
class _Sel:
    """A cell between two edges of the grid; `i2` grows with the cells merged to it from below."""

    i: int
    a: int
    b: int
    isi: Isi
    i2: int


@dataclass(slots=True)
class _Rakit:
    """One table while its rows are read."""

    sel: list[_Sel] = field(default_factory=list)
    baris_sembunyi: set[int] = field(default_factory=set)
    tinggi: int = 0
    sembunyi: int = 0


def isi_badan(e: etree._Element, *nama: str) -> Iterator[etree._Element]:
    """Children of these names, looking through content controls, inserted and alternative content; no deleted ones."""
    for x in e:
        n = nama_lokal(x)
        if n in nama:
            yield x
        elif n in _BUNGKUS:
            yield from isi_badan(x, *nama)


def tabel_kotak(p: etree._Element) -> list[etree._Element]:
    """Tables in the text boxes of a paragraph (not those kept a second time for old programs, nor nested ones)."""
    hasil = []
    for kotak in p.iter("{*}txbxContent"):
        if not any(nama_lokal(a) == "Fallback" for a in kotak.iterancestors()):
            hasil += list(isi_badan(kotak, "tbl"))
    return hasil


class PembacaTabel:
    """Reads tables with all tables inside them, in document order. Raises TerlaluBesar."""

    def __init__(self, penulis: Penulis, batas: Batas) -> None:
        self._penulis, self._batas = penulis, batas
        self._jumlah = 0
        self.hasil: list[TabelWord] = []

    def baca(self, tbl: etree._Element) -> None:
        """Append a table to `hasil`, then those in its cells. A small one in a cell is text of the cell."""
        tempat = TabelWord(Lembar("", []))
        self.hasil.append(tempat)
        rakit = _Rakit()
        turun: dict[int, _Sel] = {}
        for tr in isi_badan(tbl, "tr"):
            if tr.find("{*}trPr/{*}del") is None:
                turun = self._baris(rakit, tr, turun)
                rakit.tinggi += 1
        tepi = _tepi(tbl, rakit.sel)
        self._jumlah += rakit.tinggi * max(1, max(tepi.values(), default=0))
        periksa_sel(self._jumlah, self._batas)
        _susun(tempat.lembar, rakit, tepi)
        tempat.sembunyi = rakit.sembunyi

    def _baris(self, rakit: _Rakit, tr: etree._Element, atas: dict[int, _Sel]) -> dict[int, _Sel]:
        """One row; returns the vertically merged cells that may go on below, by their left edge."""
        i = rakit.tinggi
        if benar(tr.find("{*}trPr/{*}hidden")):
            rakit.baris_sembunyi.add(i)
        a = _bulat(nilai(tr.find("{*}trPr/{*}gridBefore")), 0)
        turun: dict[int, _Sel] = {}
        for tc in isi_badan(tr, "tc"):
            sifat = tc.find("{*}tcPr")
            b = min(a + max(1, _bulat(_sifat(sifat, "gridSpan"), 1)), _MAKS_KISI)
            gabung = None if sifat is None else sifat.find("{*}vMerge")
            if sifat is not None and _sifat(sifat, "hMerge", "continue") == "continue" and rakit.sel:
                rakit.sel[-1].b = b  # the way of old files to span columns
                turun = {k: v for k, v in turun.items() if v is not rakit.sel[-1]} | (
                    {rakit.sel[-1].a: rakit.sel[-1]} if rakit.sel[-1].a in turun else {}
                )
            elif gabung is not None and (nilai(gabung) or "continue") == "continue" and a in atas:
                atas[a].i2 = i
                turun[a] = atas[a]
                rakit.sembunyi += any((t.text or "").strip() for t in tc.iter("{*}t"))
            else:
                sel = _Sel(i, a, b, self._isi(tc, rakit), i)
                rakit.sel.append(sel)
                if gabung is not None:
                    turun[a] = sel
            a = b
            if a >= _MAKS_KISI:
                break
        return turun

    def _isi(self, tc: etree._Element, rakit: _Rakit) -> Isi:
        if tc.find("{*}tcPr/{*}cellDel") is not None:
            return Isi()
        alinea: list[etree._Element] = []
        dalam: list[etree._Element] = []
        for e in isi_badan(tc, "p", "tbl"):
            if nama_lokal(e) == "p":
                alinea.append(e)
                dalam += tabel_kotak(e)
            elif _kecil(e):
                alinea += [p for tr in isi_badan(e, "tr") for c in isi_badan(tr, "tc") for p in isi_badan(c, "p")]
            else:
                dalam.append(e)
        isi = self._penulis.baca(alinea)
        rakit.sembunyi += isi.sembunyi
        for t in dalam:
            self.baca(t)
        return isi


def _kecil(tbl: etree._Element) -> bool:
    """Whether a table inside a cell is a list drawn as a table: one column or one row, no table in it."""
    baris = [len(list(isi_badan(tr, "tc"))) for tr in isi_badan(tbl, "tr")]
    return next(tbl.iterdescendants("{*}tbl"), None) is None and (len(baris) == 1 or max(baris, default=0) <= 1)


def _sifat(sifat: etree._Element | None, nama: str, tanpa_nilai: str = "") -> str:
    e = None if sifat is None else sifat.find(f"{{*}}{nama}")
    return "" if e is None else nilai(e) or tanpa_nilai


def _bulat(teks: str, bawaan: int) -> int:
    return min(int(teks), _MAKS_KISI) if teks.isascii() and teks.isdigit() and len(teks) < 9 else bawaan


def _tepi(tbl: etree._Element, sel: list[_Sel]) -> dict[int, int]:
    """Edge of the grid → column that begins there. Only edges that cells have count; close ones are one edge, unless
    a cell stands between them."""
    dipakai = sorted({s.a for s in sel} | {s.b for s in sel})
    lebar = [
        max(0, int(nilai(g, "w"))) if nilai(g, "w").isdigit() else 0 for g in tbl.iterfind("{*}tblGrid/{*}gridCol")
    ]
    pasangan = {(s.a, s.b) for s in sel}
    hasil: dict[int, int] = {}
    kolom, awal = -1, -1
    for t in dipakai:
        rapat = (
            awal >= 0
            and t <= len(lebar)
            and 0 < sum(lebar[awal:t]) < _DEKAT
            and not any(awal <= a and b <= t for a, b in pasangan)
        )
        if not rapat:
            kolom, awal = kolom + 1, t
        hasil[t] = kolom
    return hasil


def _susun(lembar: Lembar, rakit: _Rakit, tepi: dict[int, int]) -> None:
    """Put the cells into rows and columns."""
    lembar.baris = [[None] * max(tepi.values(), default=0) for _ in range(rakit.tinggi)]
    lembar.baris_sembunyi = rakit.baris_sembunyi
    for s in rakit.sel:
        j1, j2 = tepi[s.a], tepi[s.b] - 1
        if adalah_galat(s.isi.teks):
            lembar.galat[s.i, j1] = s.isi.teks
        else:
            lembar.baris[s.i][j1] = s.isi.teks or None
        if s.isi.tautan:
            lembar.tautan[s.i, j1] = s.isi.tautan
        if s.isi.simbol:
            lembar.simbol.add((s.i, j1))
        if s.i2 > s.i or j2 > j1:
            lembar.gabung.append((s.i, j1, s.i2, j2))
