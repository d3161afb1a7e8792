"""Takes a sheet with tables side by side apart, so that each is understood by itself (domain.md §2.2).

Two signs count: a header row that begins again (*No, Judul, … No, Judul, …*), and a wholly empty column with a table
of its own, or with columns of another number of rows, behind it. An empty column inside one table splits nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from dip.lembar import Lembar, Posisi
from dip.normal.kamus import Kamus
from dip.normal.kepala import POKOK, Kepala, cari_kepala
from dip.normal.kisi import Kisi


def belah(kisi: Kisi, kepala: Sequence[Kepala], kamus: Kamus, khusus: Mapping[str, str]) -> list[Lembar]:
    """The tables of a sheet from left to right; empty when it is one table (or none)."""
    if not kepala:
        return []
    titik = _berulang(kepala[0]) or _bercelah(kisi, kepala, kamus, khusus)
    batas = [0, *titik, kisi.lebar]
    return [iris(kisi.lembar, a, b) for a, b in pairwise(batas)] if titik else []


def iris(lembar: Lembar, a: int, b: int) -> Lembar:
    """The columns `a` up to, not including, `b` of a sheet, with the addresses of the original."""

    def di(p: Posisi) -> bool:
        return a <= p[1] < b

    return Lembar(
        lembar.nama,
        [baris[a:b] for baris in lembar.baris],
        lembar.baris_awal,
        lembar.kolom_awal + a,
        tautan={(i, j - a): v for (i, j), v in lembar.tautan.items() if di((i, j))},
        gabung=[(i1, j1 - a, i2, min(j2, b - 1) - a) for i1, j1, i2, j2 in lembar.gabung if di((i1, j1))],
        baris_sembunyi=lembar.baris_sembunyi,
        kolom_sembunyi={j - a for j in lembar.kolom_sembunyi if a <= j < b},
        galat={(i, j - a): v for (i, j), v in lembar.galat.items() if di((i, j))},
        format={(i, j - a): v for (i, j), v in lembar.format.items() if di((i, j))},
        simbol={(i, j - a) for i, j in lembar.simbol if di((i, j))},
        tersembunyi=lembar.tersembunyi,
        pengantar=lembar.pengantar,
    )


def _berulang(kepala: Kepala) -> list[int]:
    """Columns in which the header begins again: its first column comes back, and its subject after it."""
    kolom = [k for k in kepala.kolom if k.kanonik]
    if not kolom:
        return []
    awal = [k.j for k in kolom if k.kanonik == kolom[0].kanonik]
    batas = [*awal, kepala.kolom[-1].j + 1]
    pokok = [{k.kanonik for k in kolom if a <= k.j < b} & POKOK for a, b in pairwise(batas)]
    lengkap = len(awal) > 1 and all(pokok) and all(p & pokok[0] for p in pokok)
    return awal[1:] if lengkap else []


def _bercelah(kisi: Kisi, kepala: Sequence[Kepala], kamus: Kamus, khusus: Mapping[str, str]) -> list[int]:
    """First columns of the parts behind empty columns that are no part of the table before them."""
    bernama = {k.j for k in kepala[0].kolom}
    tanpa = [j for j in range(min(bernama), kisi.lebar) if j not in bernama]
    if not tanpa:
        return []
    hitung = [0] * kisi.lebar
    for i in range(kepala[0].akhir + 1, kisi.tinggi):
        for j, t in enumerate(kisi.teks[i]):
            hitung[j] += bool(t)
    celah = [j for j in tanpa if not hitung[j] and not any(kisi.gabung(i, j) for i in range(kisi.tinggi))]
    titik: list[int] = []
    for j in celah:
        awal = next((k for k in range(j + 1, kisi.lebar) if hitung[k]), None)
        if awal is None or awal in titik:
            continue
        akhir = next((k for k in celah if k > awal), kisi.lebar)
        kiri = max(hitung[min(bernama) : j], default=0)
        sendiri = bool(cari_kepala(Kisi(iris(kisi.lembar, awal, akhir)), kamus, khusus))
        pendek = any(k in bernama for k in range(awal, akhir)) and max(hitung[awal:akhir]) * 2 < kiri
        if sendiri or pendek:
            titik.append(awal)
    return titik
