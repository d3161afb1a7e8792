"""The lists: one per category and one per office, at most `BARIS_PER_HALAMAN` rows a page, which is kind to phones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup

from dip.entri import KATEGORI_TERBIT, NAMA_KATEGORI
from keluaran.bentuk.alamat import nama_cetak, nama_kategori_berkas, nama_unit_berkas
from keluaran.bentuk.baris import KEPALA_TABEL, PenulisBaris
from keluaran.bentuk.dasar import Bahan
from keluaran.bentuk.html import Rangka

BARIS_PER_HALAMAN = 100
"""Rows of one page of a list."""


def jendela(kini: int, akhir: int) -> list[int]:
    """Page numbers a pager shows; 0 is a gap: 1 … 4 [5] 6 … 9."""
    dekat = sorted({1, akhir, *range(max(1, kini - 1), min(akhir, kini + 1) + 1)})
    hasil: list[int] = []
    for n in dekat:
        if hasil and n - hasil[-1] == 2:
            hasil.append(n - 1)
        elif hasil and n - hasil[-1] > 2:
            hasil.append(0)
        hasil.append(n)
    return hasil


def penulis_baris(bahan: Bahan, akar: str = "../") -> PenulisBaris:
    """The row writer of a site; `akar` leads from the page to the top."""
    slug = {u.kode: u.slug for u in bahan.unit}
    return PenulisBaris(bahan.nama_opd, slug, bahan.revisi.kepala["periode"], akar)


def _daftar(
    rangka: Rangka, baris: Sequence[Markup], nama_berkas: Callable[[int], str], konteks: dict[str, Any]
) -> Iterator[tuple[str, bytes]]:
    """The pages of one list. `nama_berkas(n)` gives the path of page n."""
    akhir = max(1, -(-len(baris) // BARIS_PER_HALAMAN))

    def sebelah(n: int) -> str:
        return nama_berkas(n).rpartition("/")[2]

    for n in range(1, akhir + 1):
        awal = (n - 1) * BARIS_PER_HALAMAN
        isi = baris[awal : awal + BARIS_PER_HALAMAN]
        halaman = rangka.tulis(
            nama_berkas(n),
            "daftar.html.j2",
            **konteks,
            kepala_tabel=KEPALA_TABEL,
            isi=Markup("").join(isi),
            jumlah=len(baris),
            dari=awal + 1,
            sampai=awal + len(isi),
            hal=n,
            akhir=akhir,
            pager=[(m, sebelah(m) if m else "") for m in jendela(n, akhir)],
            sebelum=sebelah(n - 1) if n > 1 else "",
            sesudah=sebelah(n + 1) if n < akhir else "",
        )
        yield nama_berkas(n), halaman


def tulis_daftar(rangka: Rangka) -> Iterator[tuple[str, bytes]]:
    """All list pages: categories first, then offices (an office without rows gets a page that says so)."""
    bahan = rangka.bahan
    penulis = penulis_baris(bahan)
    per_kategori: dict[str, list[Markup]] = {k: [] for k in KATEGORI_TERBIT}
    per_unit: dict[str, list[Markup]] = {u.kode: [] for u in bahan.unit}
    for b in bahan.baris:
        kategori, unit = penulis.baris(b)
        per_kategori[b["kategori"]].append(kategori)
        per_unit[b["opd"]].append(unit)
    for k in KATEGORI_TERBIT:
        konteks: dict[str, Any] = {"judul": NAMA_KATEGORI[k], "jenis": "kategori", "kini": k, "unit": None}
        yield from _daftar(rangka, per_kategori[k], partial(nama_kategori_berkas, k), {**konteks, "cetak": ""})
    for u in bahan.unit:
        cetak = nama_cetak(u.slug) if nama_cetak(u.slug) in rangka.berkas else ""
        konteks = {"judul": u.nama, "jenis": "unit", "kini": "", "unit": u, "cetak": cetak}
        yield from _daftar(rangka, per_unit[u.kode], partial(nama_unit_berkas, u.slug), konteks)
