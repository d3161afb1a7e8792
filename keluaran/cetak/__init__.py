"""The hardcopy: the register, each office's list and the summary that is signed, as PDF (domain.md §6.5).

    data/dip.pdf (or data/dip-1.pdf, data/dip-2.pdf, …)   data/ringkasan.pdf   cetak/<slug>.pdf

The same revisi and pengesahan give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dip.pengaturan import Kertas
from keluaran.bentuk.alamat import nama_cetak
from keluaran.bentuk.dasar import Bahan, BarisTerbit
from keluaran.cetak.pdf import CetakGalat, Tugas, gambar
from keluaran.cetak.ringkas import data_ringkasan
from keluaran.cetak.susun import bagi, data_daftar

__all__ = [
    "BARIS_PER_JILID",
    "NAMA_RINGKASAN",
    "CetakGalat",
    "cetak_daftar",
    "cetak_ringkasan",
    "cetak_semua",
    "milik_opd",
]

NAMA_RINGKASAN = "data/ringkasan.pdf"

BARIS_PER_JILID = 4_000
"""A longer list is printed in volumes of equal size: what one process draws takes up to 250 KB of memory for a row, two
processes draw at a time, and nobody binds a thousand pages.
"""


def milik_opd(bahan: Bahan, opd: str) -> Bahan:
    """The same edition with the rows of one office only. Raises KeyError for an office that is not in it."""
    return _per_opd(bahan)[opd]


def _tugas(bahan: Bahan, nama: str, kertas: Kertas, maks: int) -> dict[str, Tugas]:
    """The volumes of one list by file name: `dip` gives `dip.pdf`, or `dip-1.pdf`, … when there are several."""
    jilid = bagi(bahan, maks)
    return {
        f"{nama}.pdf" if j.dari == 1 else f"{nama}-{j.nomor}.pdf": Tugas(
            "daftar.typ", data_daftar(bahan, j, kertas), j.jumlah
        )
        for j in jilid
    }


def _kerjakan(tugas: Mapping[str, Tugas]) -> dict[str, bytes]:
    return dict(zip(tugas, gambar(list(tugas.values())), strict=True))


def cetak_daftar(
    bahan: Bahan, *, kertas: Kertas | None = None, opd: str = "", maks: int = BARIS_PER_JILID
) -> dict[str, bytes]:
    """The full list: `dip.pdf`, or `dip-1.pdf`, … when it has more than `maks` rows.

    `kertas` is that of the pengesahan (F4 for a draft) unless told otherwise; `opd` prints one office's list.
    Raises CetakGalat.
    """
    milik = milik_opd(bahan, opd) if opd and opd != bahan.opd else bahan
    return _kerjakan(_tugas(milik, "dip", kertas or kertas_bawaan(bahan), maks))


def cetak_ringkasan(bahan: Bahan, berkas: Mapping[str, bytes], *, kertas: Kertas | None = None) -> bytes:
    """The short document that is signed. `berkas` are the finished files whose digests it carries, by name."""
    return gambar([Tugas("ringkasan.typ", data_ringkasan(bahan, berkas, kertas or kertas_bawaan(bahan)))])[0]


def cetak_semua(bahan: Bahan, berkas: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """All hardcopies of a public site, by path, sorted.

    The summary carries the digests of the full list on paper and of `berkas` (finished data files, by path).
    Raises CetakGalat.
    """
    kertas = kertas_bawaan(bahan)
    tugas = daftar = _tugas(bahan, "data/dip", kertas, BARIS_PER_JILID)
    if not bahan.opd:
        milik = _per_opd(bahan)
        for u in bahan.unit:
            if u.total:
                nama = nama_cetak(u.slug).removesuffix(".pdf")
                tugas = {**tugas, **_tugas(milik[u.kode], nama, kertas, BARIS_PER_JILID)}
    hasil = _kerjakan(tugas)
    lampiran = {n: hasil[n] for n in daftar}
    return dict(sorted({**hasil, NAMA_RINGKASAN: cetak_ringkasan(bahan, {**lampiran, **(berkas or {})})}.items()))


def _per_opd(bahan: Bahan) -> dict[str, Bahan]:
    """The same edition once for each office, in one pass over the rows."""
    baris: dict[str, list[BarisTerbit]] = {u.kode: [] for u in bahan.unit}
    for b in bahan.baris:
        baris[b["opd"]].append(b)
    return {u.kode: replace(bahan, baris=baris[u.kode], unit=[u], jumlah=u.jumlah, opd=u.kode) for u in bahan.unit}


def kertas_bawaan(bahan: Bahan) -> Kertas:
    """The paper of the ratification; F4 for a draft."""
    return bahan.pengesahan.kertas if bahan.pengesahan else "F4"
