"""Permanent pages: `n/<office>/<page>.html`, a hundred item codes each, listed or no longer listed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from keluaran.bentuk.alamat import ISI_EMBER, ember, nama_butir_berkas, nama_unit_berkas
from keluaran.bentuk.dasar import BarisTerbit
from keluaran.bentuk.html import Rangka, surel_aman
from keluaran.bentuk.kartu import PenulisKartu
from keluaran.bentuk.nisan import Nisan, susun_nisan


def halaman_butir(baris: list[BarisTerbit]) -> list[int]:
    """For every row, the number of its permanent page (0: it has none), as the search data need it."""
    return [ember(b["kode"])[1] for b in baris]


def tulis_butir(rangka: Rangka) -> Iterator[tuple[str, bytes]]:
    """All permanent pages, sorted by office and page; inside a page by code."""
    bahan = rangka.bahan
    kepala = bahan.revisi.kepala
    isi: dict[tuple[str, int], dict[str, BarisTerbit | Nisan]] = defaultdict(dict)
    for b in bahan.baris:
        if ember(b["kode"])[0]:
            isi[ember(b["kode"])][b["kode"]] = b
    for nisan in susun_nisan(bahan):
        isi[ember(nisan.kode)][nisan.kode] = nisan
    # while the whole edition is down there is no list an item could point to
    unit = bahan.unit if bahan.ditarik is None else []
    penulis = PenulisKartu(
        bahan.nama_opd,
        {u.kode: u.slug for u in unit},
        kepala["periode"],
        bahan.situs,
        surel_aman(kepala["lembaga"]["surel"]),
    )
    nama_unit = {u.slug: u.nama for u in bahan.unit}
    berdaftar = {u.slug for u in unit}
    for (slug, n), per_kode in sorted(isi.items()):
        butir: list[dict[str, Any]] = [_butir(penulis, per_kode[k]) for k in sorted(per_kode, key=_urutan)]
        halaman = rangka.tulis(
            nama_butir_berkas(slug, n),
            "butir.html.j2",
            nama_opd=nama_unit.get(slug, slug.upper()),
            daftar=nama_unit_berkas(slug, 1) if slug in berdaftar else "",
            dari=(n - 1) * ISI_EMBER + 1,
            sampai=n * ISI_EMBER,
            butir=butir,
            jumlah=sum(1 for b in butir if b["kartu"]),
        )
        yield nama_butir_berkas(slug, n), halaman


def _urutan(kode: str) -> tuple[int, str]:
    """By running number, also past 9999."""
    return int(kode.rpartition("-")[2]), kode


def _butir(penulis: PenulisKartu, b: BarisTerbit | Nisan) -> dict[str, Any]:
    if isinstance(b, Nisan):
        return {"kartu": Markup(""), "nisan": b}
    return {"kartu": penulis.kartu(b), "nisan": None}
