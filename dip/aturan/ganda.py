"""Rules about rows that say the same, always inside one office (domain.md §0 trap 3, §5.3 DUP)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from dip.aturan.kecuali import mirip_dengan_dik
from dip.aturan.mesin import Kena, Tabel, aturan
from dip.aturan.rujukan import terujuk
from dip.banding import judul_baku
from dip.entri import KOLOM_ISI, NAMA_KATEGORI_PENDEK
from dip.kemiripan import pasangan_mirip
from dip.normal.waktu import SEBUTAN_BULAN

AMBANG_MIRIP = 92.0
"""Likeness (0–100) of two titles from which a person is asked whether they are one (domain.md §5.3 DUP-002)."""

MAKS_PASANGAN = 2000
"""Pairs looked at per office: a table of one title over and over must not become a million questions."""

MAKS_DIBANDING = 100_000
"""Like titles looked at per office, also where the words that count tell them apart."""

MAKS_KEMBAR = 50
"""Rows of one title that are compared with another row."""

_URUTAN = frozenset(SEBUTAN_BULAN) | {
    *("satu", "dua", "tiga", "empat", "lima", "enam", "pertama", "kedua", "ketiga", "keempat", "kelima"),
    *("ganjil", "genap", "awal", "akhir", "murni", "perubahan"),
}
"""Words that tell two issues of one document apart, like its numbers do."""

_KATA = re.compile(r"\w+")


def _sama_persis(t: Tabel) -> list[tuple[int, int]]:
    """(row, first row with the same published content): groups of equal rows, refined column by column."""

    def hitung() -> list[tuple[int, int]]:
        boleh = terujuk(t) & ~(t.kosong("judul") & t.kosong("ringkasan"))
        letak = np.flatnonzero(boleh)
        golongan = np.zeros(len(letak), dtype=np.int64)
        for kolom in ("opd", *_URUTAN_BANDING):
            isi = _nomor(t, kolom)[letak]
            golongan, _ = pd.factorize(golongan * (int(isi.max(initial=0)) + 1) + isi)
            lebih = (np.bincount(golongan) > 1)[golongan] if len(golongan) else golongan.astype(bool)
            letak, golongan = letak[lebih], golongan[lebih].astype(np.int64)
            if not len(letak):
                return []
        pertama: dict[int, int] = {}
        urut = zip(letak.tolist(), golongan.tolist(), strict=True)
        return [(i, awal) for i, g in urut if (awal := pertama.setdefault(g, i)) != i]

    return t.sekali("sama_persis", hitung)


_URUTAN_BANDING = ("judul", "ringkasan", *(k for k in KOLOM_ISI if k not in ("judul", "ringkasan")))


def _nomor(t: Tabel, kolom: str) -> npt.NDArray[np.int64]:
    """A number per row, equal where the published value is."""
    if kolom not in ("bentuk", "tautan"):
        return t.indeks(kolom)[0].astype(np.int64)
    isi = np.empty(len(t), dtype=object)
    isi[:] = [tuple(x) for x in t.daftar(kolom)]
    return pd.factorize(isi)[0].astype(np.int64)


@aturan("DUP-001")
def sama_persis(t: Tabel) -> Iterator[Kena]:
    """All published columns are equal; the first row stays. A row held anyway is nobody's first."""
    asal = t.daftar("asal")
    for i, awal in _sama_persis(t):
        yield Kena(i, "judul", {"a": int(asal[awal]["baris"]), "b": int(asal[i]["baris"])})


@aturan("DUP-002")
def hampir_sama(t: Tabel) -> Iterator[Kena]:
    """Two titles of one office read almost the same and their years and numbers do not differ. Asks, decides nothing.

    Not for rows that are equal (DUP-001), of one title in two categories (DUP-004), of different units, or near an
    excluded title, which is not to be repeated. A row is asked about once, beside the first row it is like.
    """
    diam = {i for i, _ in _sama_persis(t)} | {i for i, _ in mirip_dengan_dik(t)}
    baku, judul, asal = t.pada("judul", judul_baku), t.daftar("judul"), t.daftar("asal")
    kategori = t.daftar("kategori")
    for baris in t.per_pengirim().values():
        milik = [i for i in baris if baku[i] and i not in diam]
        sudah: set[int] = set()
        for a, b in islice(_mirip(t, milik, baku), MAKS_PASANGAN):
            if b not in sudah and not (baku[a] == baku[b] and kategori[a] != kategori[b]):
                sudah.add(b)
                isi: dict[str, str | int] = {"a": int(asal[a]["baris"]), "b": int(asal[b]["baris"])}
                yield Kena(b, "judul", {**isi, "judul_a": judul[a], "judul_b": judul[b]})


def _mirip(t: Tabel, baris: Sequence[int], baku: npt.NDArray[Any]) -> Iterator[tuple[int, int]]:
    """Pairs of rows (earlier, later) with like titles and nothing that tells them apart.

    Distinct titles are compared once; rows of one title are told apart by what else they say.
    """
    menurut_judul: dict[str, list[int]] = defaultdict(list)
    for i in baris:
        menurut_judul[baku[i]].append(i)
    for kembar in menurut_judul.values():
        for n, b in enumerate(kembar[1:], 1):
            yield from _pasangan(t, kembar[max(0, n - MAKS_KEMBAR) : n], b)
    judul = list(menurut_judul)
    terbitan = [_terbitan(j) for j in judul]
    for x, y, _ in islice(pasangan_mirip(judul, AMBANG_MIRIP), MAKS_DIBANDING):
        if terbitan[x] == terbitan[y]:
            kiri, kanan = menurut_judul[judul[x]][:MAKS_KEMBAR], menurut_judul[judul[y]][:MAKS_KEMBAR]
            for b in kanan:
                yield from _pasangan(t, kiri, b)


def _pasangan(t: Tabel, calon: Sequence[int], b: int) -> Iterator[tuple[int, int]]:
    """The first of the rows that nothing tells apart from `b`, with `b`, in the order of the table."""
    a = next((a for a in calon if not _berbeda(t, a, b)), None)
    if a is not None:
        yield min(a, b), max(a, b)


_PEMBEDA = ("tahun", "waktu_mulai", "waktu_selesai", "unit_kerja", "nomor_dokumen")


def _berbeda(t: Tabel, a: int, b: int) -> bool:
    """Whether time or unit say that two rows of like titles are two items; what is not written says nothing."""
    beda = t.sekali("pembeda", lambda: [t.daftar(k) for k in _PEMBEDA])
    return any(isi[a] and isi[b] and isi[a] != isi[b] for isi in beda)


def _terbitan(judul: str) -> frozenset[str]:
    """The words of a title that count something (`… bulan Januari`, `… semester ganjil`): two issues differ in them."""
    return _URUTAN.intersection(_KATA.findall(judul))


@aturan("DUP-004")
def dua_kategori(t: Tabel) -> Iterator[Kena]:
    """One title of one year stands in two categories; every row but those of the first category is named."""
    kategori, opd, tahun, mulai = (t.daftar(k) for k in ("kategori", "opd", "tahun", "waktu_mulai"))
    if len(t.indeks("kategori")[1]) < 2:
        return
    baku = t.pada("judul", judul_baku)
    letak, unik = pd.factorize(baku)
    kembar = (np.bincount(letak, minlength=len(unik)) > 1)[letak]
    kelompok: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i in np.flatnonzero(kembar).tolist():
        if baku[i] and kategori[i]:
            kelompok[opd[i], baku[i], tahun[i], mulai[i]].append(i)
    for baris in kelompok.values():
        awal = kategori[baris[0]]
        for i in baris:
            if kategori[i] != awal:
                yield Kena(
                    i,
                    "kategori",
                    {
                        "judul": t.daftar("judul")[i],
                        "kat1": NAMA_KATEGORI_PENDEK.get(awal, awal),
                        "kat2": NAMA_KATEGORI_PENDEK.get(kategori[i], kategori[i]),
                    },
                )
