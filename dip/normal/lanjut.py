"""Sheets without a header: columns that a person has declared, and what to propose where nobody has.

A sheet called *Lanjutan*, or the next page of a table, often has no header. That it continues the columns of the sheet
before is likely, not certain: it is read so only when a dictionary line (`"lembar Lanjutan": lanjutan`) or the office's
declaration says so. Single columns are declared by their letter (`kolom: {"kolom B": judul}`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dip.lembar import Lembar, huruf_kolom
from dip.normal.kamus import Kamus
from dip.normal.kepala import POKOK, Kepala, Kolom, arti_label, baris_nomor
from dip.normal.kisi import Kisi

_LANJUTAN = re.compile(r"lanjut|sambung|\(?\s*(?:[2-9]|ii|iii|iv)\s*\)?$|halaman|hal\.?\s*[0-9]", re.I)


@dataclass(frozen=True, slots=True)
class Lalu:
    """The last sheet that had a header: its name, the header, and the number of its first column."""

    nama: str
    kepala: Kepala
    kolom_awal: int


def kunci_lembar(lembar: Lembar) -> str:
    """How a sheet is called in a dictionary line."""
    return f"lembar {lembar.nama}"


def kepala_sebutan(kisi: Kisi, kamus: Kamus, khusus: Mapping[str, str], lalu: Lalu | None) -> Kepala | None:
    """The header that somebody declared for a sheet without one, or None. It stands before the first row of data."""
    lembar = kisi.lembar
    if lalu and arti_label(kunci_lembar(lembar), kamus, khusus) == "lanjutan":
        geser = lalu.kolom_awal - lembar.kolom_awal
        kolom = [
            Kolom(k.j + geser, k.label, k.pendek, k.kanonik, k.usul) for k in lalu.kepala.kolom if k.j + geser >= 0
        ]
        i = _awal_data(kisi, 2)
        return Kepala(i, i - 1, tuple(kolom), lalu.kepala.skor) if kolom and i < kisi.tinggi else None
    kolom = []
    for j in range(kisi.lebar):
        nama = f"kolom {huruf_kolom(lembar.kolom_awal + j)}"
        arti = arti_label(nama, kamus, khusus)
        if arti:
            kolom.append(Kolom(j, nama, nama, arti))
    if not {k.kanonik for k in kolom} & POKOK:
        return None
    i = _awal_data(kisi, min(2, len(kolom)))
    return Kepala(i, i - 1, tuple(kolom), len({k.kanonik for k in kolom})) if i < kisi.tinggi else None


def tampak_lanjutan(kisi: Kisi, lalu: Lalu | None) -> bool:
    """Whether a sheet without a header looks like more rows of the sheet before: its name says so, or its rows have
    about as many columns; at least one row is nearly as wide.
    """
    if lalu is None:
        return False
    lebar = len(lalu.kepala.kolom)
    isi = [len([t for t in b if t]) for b in kisi.teks]
    penuh = sum(1 for n in isi if 0.6 * lebar <= n <= lebar + 1)
    seukuran = sum(1 for n in isi if n) > 0 and penuh * 2 >= sum(1 for n in isi if n)
    return lebar >= 3 and penuh > 0 and (seukuran or bool(_LANJUTAN.search(kisi.lembar.nama)))


def _awal_data(kisi: Kisi, sedikit: int) -> int:
    """The first row that is filled in at least `sedikit` columns and does not merely number them."""
    return next(
        (i for i in range(kisi.tinggi) if len(kisi.terisi(i)) >= sedikit and not baris_nomor(kisi.teks[i])),
        kisi.tinggi,
    )
