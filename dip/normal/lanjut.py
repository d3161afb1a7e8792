"""Sheets without a header: columns that a person has declared, and what to propose where nobody has.

A sheet called *Lanjutan*, or the next page of a table, often has no header. That it continues the columns of the sheet
before is likely, not certain: it is read so only when a dictionary line (`"lembar Lanjutan": lanjutan`) or the office's
declaration says so. Single columns are declared by their letter (`kolom: {"kolom B": judul}`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dip.lembar import Lembar, huruf_kolom
from dip.normal.kamus import Kamus
from dip.normal.kepala import POKOK, Kepala, Kolom, arti_label, baris_nomor
from dip.normal.kisi import Kisi
from dip.normal.retensi import baca_retensi
from dip.normal.tautan import adalah_http
from dip.normal.teks import sda
from dip.normal.waktu import baca_waktu

_LANJUTAN = re.compile(r"lanjut|sambung|\(?\s*(?:[2-9]|ii|iii|iv)\s*\)?$|halaman|hal\.?\s*[0-9]", re.I)

_PENCACAH = re.compile(r"\(?(?:[0-9]{1,4}|[a-z]|[ivx]{1,5})(?:[.)-][0-9a-z]{0,3}){0,3}\)?", re.I)
_RAPAT = 3  # filled cells: fewer are headings of sections
_CENTANG_MAKS = 5  # letters of `Tidak`


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
    """Whether a sheet without a header looks like more rows of the sheet before.

    Its name says so or most of its rows have about as many columns; at least one row is nearly as wide; and under the
    columns of the header before it fills the same ones (one more or one less) with values of their kind: numbers where
    rows are numbered, ticks where ticks were, times, retentions, addresses, words. The right half of a table that was
    cut by the edge of a page is as long and may be as wide, but is none.
    """
    if lalu is None:
        return False
    lebar = len(lalu.kepala.kolom)
    isi = [len([t for t in b if t]) for b in kisi.teks]
    penuh = sum(1 for n in isi if 0.6 * lebar <= n <= lebar + 1)
    seukuran = sum(1 for n in isi if n) > 0 and penuh * 2 >= sum(1 for n in isi if n)
    if lebar < 3 or not penuh or not (seukuran or _LANJUTAN.search(kisi.lembar.nama)):
        return False
    return _sejenis(kisi, lalu)


def _sejenis(kisi: Kisi, lalu: Lalu) -> bool:
    """Whether the filled columns of a sheet are those of the header before it, each with values of its kind."""
    geser = lalu.kolom_awal - kisi.lembar.kolom_awal
    arti = {k.j + geser: k.kanonik for k in lalu.kepala.kolom}
    nilai: dict[int, list[str]] = {}
    for i in range(kisi.tinggi):
        terisi = kisi.terisi(i)
        if len(terisi) >= _RAPAT and not baris_nomor(kisi.teks[i]):
            for j in terisi:
                nilai.setdefault(j, []).append(kisi.teks[i][j])
    lebih = sum(1 for j in nilai if j not in arti)
    kurang = sum(1 for j, k in arti.items() if k in _SELALU and j not in nilai)
    if lebih > 1 or kurang > 1 or not any(arti.get(j) in POKOK for j in nilai):
        return False
    for j, semua in nilai.items():
        kanonik = arti.get(j, "")
        cocok = _singkat if kanonik.startswith(("kat_", "bentuk_")) else _MACAM.get(kanonik)
        isi = [t for t in semua if t and not sda(t)]
        if cocok and isi and sum(map(cocok, isi)) * 2 < len(isi):
            return False
    return True


def _singkat(t: str) -> bool:
    """A tick, or a word that stands for one."""
    return len(t) <= _CENTANG_MAKS


def _kata(t: str) -> bool:
    """Words, and no address."""
    return any(c.isalpha() for c in t) and not adalah_http(t)


def _waktu(t: str) -> bool:
    return baca_waktu(t).presisi not in ("", "tidak_terbaca")


def _retensi(t: str) -> bool:
    return baca_retensi(t).jenis not in ("tidak_diisi", "tidak_dikenal")


_ORANG = ("pejabat_penguasa", "penanggung_jawab", "pejabat_dan_penanggung_jawab")
_MACAM: Mapping[str, Callable[[str], bool]] = {
    "nomor": lambda t: _PENCACAH.fullmatch(t) is not None,
    **dict.fromkeys((*POKOK, *_ORANG), _kata),
    **dict.fromkeys(("waktu_tempat", "waktu", "tahun"), _waktu),
    **dict.fromkeys(("retensi", "retensi_aktif", "retensi_inaktif"), _retensi),
    "tautan": adalah_http,
}
"""Canonical columns whose values have a kind that can be tested."""
_SELALU = frozenset({*POKOK, *_ORANG, "nomor", "waktu_tempat", "waktu", "bentuk", "retensi", "kategori"})
"""Columns that are filled in nearly every table; links, remarks and ticks may be missing from a whole sheet."""


def _awal_data(kisi: Kisi, sedikit: int) -> int:
    """The first row that is filled in at least `sedikit` columns and does not merely number them."""
    return next(
        (i for i in range(kisi.tinggi) if len(kisi.terisi(i)) >= sedikit and not baris_nomor(kisi.teks[i])),
        kisi.tinggi,
    )
