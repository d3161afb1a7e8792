"""Pieces of a table on several pages become one `Lembar`, with what stands above it as `pengantar`."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from dip.lembar import Lembar
from sumber.pembaca.nilai import adalah_galat
from sumber.pembaca.pdf_garis import Sel, TabelPdf, berdempet
from sumber.pembaca.pdf_teks import Baris, Kosakata, Penyambung, kosakata

_PENGANTAR = 8
_PANJANG_PENGANTAR = 1000
_MAKS_KEPALA = 4
_NOMOR_HALAMAN = re.compile(r"(?:hal(?:aman)?\.?|page|-)?\s*\d{1,4}\s*(?:-|(?:/|dari|of)\s*\d{1,4})?", re.IGNORECASE)
_TEPI = 0.12  # of the height of a page: where headers and footers stand
_BANTALAN = 10.0


@dataclass(slots=True)
class Lembaran:
    """What was found on one page: tables, and lines of text outside of them."""

    nomor: int
    tinggi: float
    tabel: list[TabelPdf]
    luar: list[Baris]


@dataclass(slots=True)
class _Rangkai:
    """A table and its pieces so far. `baris` are rows of cells with their text, in final positions."""

    x: list[float]
    pengantar: list[str]
    potongan: list[TabelPdf] = field(default_factory=list)
    sisipan: dict[int, list[str]] = field(default_factory=dict)
    """Texts between two pieces, by the index of the piece they stand before."""


def rangkai(lembaran: list[Lembaran]) -> list[Lembar]:
    """All tables of the document as `tabel 1`, `tabel 2`, …; tables of one row and two cells at most are titles."""
    hasil: list[_Rangkai] = []
    pengantar: list[str] = []
    halaman_akhir = 0
    for h in _tanpa_tepi(lembaran):
        semua: list[TabelPdf | Baris] = [*h.tabel, *h.luar]
        for benda in sorted(semua, key=_atas):
            if isinstance(benda, Baris):
                pengantar.append(benda.teks[:_PANJANG_PENGANTAR])
            elif _judul(benda) and not (hasil and berdempet(hasil[-1].x, benda.x)):
                pengantar += [b.teks for s in benda.sel for b in s.baris]
            else:
                dekat = bool(hasil) and h.nomor - halaman_akhir <= 1
                if not (dekat and _sambung(hasil[-1], benda, pengantar, h.nomor > halaman_akhir)):
                    hasil.append(_Rangkai(benda.x, pengantar[-_PENGANTAR:], [benda]))
                halaman_akhir, pengantar = h.nomor, []
    kenal = kosakata(s.baris for r in hasil for t in r.potongan for s in t.sel)
    return [_lembar(r, f"tabel {n}", kenal) for n, r in enumerate(hasil, start=1)]


def _atas(benda: TabelPdf | Baris) -> float:
    return benda.top if isinstance(benda, Baris) else benda.y[0]


def _judul(t: TabelPdf) -> bool:
    """Whether a table is a box with a title, or a letterhead."""
    return t.tinggi == 1 and sum(bool(s.kata) for s in t.sel) <= 2 and not any(s.tautan for s in t.sel)


def _tanpa_tepi(lembaran: list[Lembaran]) -> list[Lembaran]:
    """Pages without headers and footers: lines near the edge that other pages have too, and page numbers."""
    kali = Counter(k for h in lembaran for k in {_kunci_tepi(b, h) for b in h.luar if _di_tepi(b, h)})
    for h in lembaran:
        h.luar = [
            b
            for b in h.luar
            if not (_di_tepi(b, h) and (kali[_kunci_tepi(b, h)] > 1 or _NOMOR_HALAMAN.fullmatch(b.teks)))
        ]
    return lembaran


def _di_tepi(b: Baris, h: Lembaran) -> bool:
    return b.bottom < h.tinggi * _TEPI or b.top > h.tinggi * (1 - _TEPI)


def _kunci_tepi(b: Baris, h: Lembaran) -> tuple[str, int]:
    return re.sub(r"\d+", "0", b.teks), round(b.top / 6)


def _sambung(r: _Rangkai, t: TabelPdf, antara: list[str], ganti_halaman: bool) -> bool:
    """Append a piece when it goes on with the table above; headers printed again at the top of it are taken away.

    Text between the pieces (the heading of the next section) becomes a row, unless the header comes again after it:
    then it is another table.
    """
    if not berdempet(r.x, t.x):
        return False
    atas = r.potongan[-1]
    ulang = _kepala_ulang(r.potongan[0], t)
    if antara and (ulang or len(antara) > 3):
        return False
    if ulang:
        _buang_baris(t, ulang)
        if not t.sel:
            return True
    if antara:
        r.sisipan[len(r.potongan)] = list(antara)
    elif ganti_halaman and _terpotong(atas, t):
        bawah = {s.j1: s for s in t.baris(0)}
        for s in atas.baris(atas.tinggi - 1):
            if s.j1 in bawah:
                s.lanjutan += bawah[s.j1].baris
                s.tautan += bawah[s.j1].tautan
        _buang_baris(t, 1)
        if not t.sel:
            return True
    r.potongan.append(t)
    return True


def _kepala_ulang(awal: TabelPdf, t: TabelPdf) -> int:
    """How many rows at the top of a piece repeat the first rows of the table."""
    if not t.bergaris:
        return t.kepala
    n = 0
    while n < min(_MAKS_KEPALA, awal.tinggi, t.tinggi) and awal is not t:
        isi = t.teks_baris(n)
        if not isi or isi != awal.teks_baris(n):
            break
        n += 1
    return n


def _buang_baris(t: TabelPdf, n: int) -> None:
    """Take the first n rows of a piece away."""
    t.sel = [s for s in t.sel if s.i1 >= n]
    t.y = t.y[n:]
    for s in t.sel:
        s.i1, s.i2 = s.i1 - n, s.i2 - n


def _terpotong(atas: TabelPdf, t: TabelPdf) -> bool:
    """Whether the first row of a piece is the rest of the last row of the piece above.

    It has no number though that row has one, is cut into the same cells, and says nothing in some column in which
    that row says something. A row of one wide cell opens a section.
    """
    akhir = {s.j1: s for s in atas.baris(atas.tinggi - 1)}
    awal = {s.j1: s for s in t.baris(0)}
    if len(awal) < 3 or akhir.keys() != awal.keys() or any(s.i2 > s.i1 for s in (*akhir.values(), *awal.values())):
        return False
    if any(akhir[j].j2 != awal[j].j2 for j in awal) or awal[min(awal)].kata or not akhir[min(awal)].kata:
        return False
    isi, sisa = ({j for j, s in x.items() if s.kata} for x in (akhir, awal))
    return bool(sisa) and bool(isi - sisa - {min(awal)})


def _lembar(r: _Rangkai, nama: str, kenal: Kosakata) -> Lembar:
    """Rows and columns of all pieces."""
    lebar = max(len(t.x) for t in r.potongan) - 1
    lembar = Lembar(nama, [], pengantar=r.pengantar)
    for n, t in enumerate(r.potongan):
        for teks in r.sisipan.get(n, ()):
            lembar.gabung.append((len(lembar.baris), 0, len(lembar.baris), lebar - 1))
            lembar.baris.append([teks, *[None] * (lebar - 1)])
        geser = len(lembar.baris)
        lembar.baris += [[None] * lebar for _ in range(t.tinggi)]
        sisi = _bantalan(t)
        for s in t.sel:
            kiri, kanan = sisi.get(s.j1, (2.0, 2.0))[0], sisi.get(s.j2, (2.0, 2.0))[1]
            _taruh(lembar, s, geser, s.kotak[2] - s.kotak[0] - kiri - kanan, kenal)
    return lembar


def _bantalan(t: TabelPdf) -> dict[int, tuple[float, float]]:
    """Room between border and text at the left and the right of each column: the least that any of its cells shows.

    Where there are lines, office programs leave the same at both sides.
    """
    hasil: dict[int, tuple[float, float]] = {}
    for s in t.sel:
        for b in s.baris if s.j1 == s.j2 else ():
            if not b.kata[0]["tegak"]:
                kiri, kanan = max(0.0, b.x0 - s.kotak[0]), max(0.0, s.kotak[2] - b.x1)
                lama = hasil.get(s.j1, (kiri, kanan))
                hasil[s.j1] = (min(lama[0], kiri), min(lama[1], kanan))
    if t.bergaris:
        return {j: (min(a, b, _BANTALAN),) * 2 for j, (a, b) in hasil.items()}
    return hasil


def _taruh(lembar: Lembar, s: Sel, geser: int, lebar: float, kenal: Kosakata) -> None:
    i = s.i1 + geser
    teks = Penyambung(lebar, kenal).sambung(s.baris)
    if adalah_galat(teks):
        lembar.galat[i, s.j1] = teks
    else:
        lembar.baris[i][s.j1] = teks or None
    if s.tautan:
        lembar.tautan[i, s.j1] = list(dict.fromkeys(s.tautan))
    if s.kata and all(k.get("asing") for k in s.kata):
        lembar.simbol.add((i, s.j1))
    if s.i2 > s.i1 or s.j2 > s.j1:
        lembar.gabung.append((i, s.j1, s.i2 + geser, s.j2))
