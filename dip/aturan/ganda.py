"""Rules about rows that say the same, always inside one office (domain.md §0 trap 3, §5.3 DUP)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from dip.aturan.mesin import Kena, Tabel, aturan
from dip.aturan.rujukan import terujuk
from dip.banding import judul_baku
from dip.entri import KOLOM_ISI, NAMA_KATEGORI_PENDEK


def _isi(nilai: object) -> object:
    return tuple(nilai) if isinstance(nilai, list) else nilai


@aturan("DUP-001")
def sama_persis(t: Tabel) -> Iterator[Kena]:
    """All published columns are equal; the first row stays. A row held anyway is nobody's first."""
    pertama: dict[tuple[object, ...], int] = {}
    kolom = [t.daftar("opd"), *(t.daftar(k) for k in KOLOM_ISI)]
    letak = np.flatnonzero(terujuk(t) & ~(t.kosong("judul") & t.kosong("ringkasan"))).tolist()
    asal = t.daftar("asal")
    for i in letak:
        kunci = tuple(_isi(k[i]) for k in kolom)
        awal = pertama.setdefault(kunci, i)
        if awal != i:
            yield Kena(i, "judul", {"a": int(asal[awal]["baris"]), "b": int(asal[i]["baris"])})


@aturan("DUP-004")
def dua_kategori(t: Tabel) -> Iterator[Kena]:
    """One title of one year stands in two categories; every row but those of the first category is named."""
    judul = t.pada("judul", judul_baku)
    kategori, opd, tahun, mulai = (t.daftar(k) for k in ("kategori", "opd", "tahun", "waktu_mulai"))
    kelompok: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i in range(len(t)):
        if judul[i] and kategori[i]:
            kelompok[opd[i], judul[i], tahun[i], mulai[i]].append(i)
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
