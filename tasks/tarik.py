"""Pulling: one task per office, one receipt per pull (SOP steps 1–2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture, wait

from dip.beku import muat_revisi, revisi_terakhir, semua_revisi
from dip.cakram import DiskGalat
from dip.edisi import Edisi
from dip.pdp import samarkan
from dip.pernyataan import dengan_pernyataan, tanpa_nihil_lama
from dip.pesan import kalimat_sebab
from dip.pesan.alur import belum_lengkap
from dip.register import RegisterGalat
from dip.revisi import Revisi
from dip.tanda_terima import TERBARU, berkas_terakhir, simpan_tarikan, tarikan_edisi
from dip.tarikan import Tarikan
from dip.titik import lewat
from sumber.penghubung import penghubung
from tasks.meja import alat, meja_kerja

MAKS_TUGAS = 100
"""More offices than this are pulled in batches."""

GALAT_MESIN = (DiskGalat, RegisterGalat)
"""Faults of this machine, in no way of an office."""

T = TypeVar("T")


@task(task_run_name="tarik-{opd}", cache_policy=NO_CACHE)
def tarik_opd(opd: str, edisi: Edisi, terakhir: Tarikan | None) -> Tarikan:
    """Pull one office once and file the receipt; an office's fault is a receipt, never a failed task."""
    return tarik_satu(opd, edisi, terakhir)


@task(task_run_name="tarik-kelompok-{nomor}", cache_policy=NO_CACHE)
def tarik_kelompok(nomor: int, opd: Sequence[str], edisi: Edisi, terakhir: dict[str, Tarikan]) -> list[Tarikan]:
    """Pull the offices of one batch, one after the other; what breaks in us costs only its office."""
    hasil: list[Tarikan] = []
    for kode in opd:
        try:
            hasil.append(tarik_satu(kode, edisi, terakhir.get(kode)))
        except GALAT_MESIN:
            raise
        except Exception:
            get_run_logger().exception("%s: penarikan rusak", kode)
    return hasil


def tarik_satu(opd: str, edisi: Edisi, terakhir: Tarikan | None) -> Tarikan:
    """One pull with its receipt in the register."""
    meja = meja_kerja()
    sumber_opd = meja.pengaturan.cari_opd(opd)
    if sumber_opd is None:
        raise LookupError(f"OPD {opd} tidak ada di pengaturan")
    kebijakan = meja.pengaturan.lembaga.kebijakan
    tarikan = penghubung(kebijakan, meja.masuk)(sumber_opd, terakhir, alat())
    tarikan = tanpa_nihil_lama(tarikan, terakhir, edisi.periode, kebijakan.mulai_kumpul)
    lewat("tarikan.sebelum")
    with meja.register.tulis() as k:
        tarikan = dengan_pernyataan(k, meja.lembaga, edisi.periode, tarikan, terakhir)
        simpan_tarikan(k, edisi.id, tarikan)
    lewat("tarikan.tercatat")
    log = get_run_logger()
    if tarikan.hasil == "gagal":
        log.warning("%s: %s", opd, kalimat_sebab(tarikan.sebab, tarikan.rincian))
    else:
        log.info("%s: %s, %s", opd, tarikan.hasil, samarkan(tarikan.nama_berkas))
    return tarikan


def kumpulkan(edisi: Edisi, opd: Sequence[str]) -> list[Tarikan]:
    """Pull these offices side by side. A task that itself breaks is logged by Prefect and costs only its office.
    Raises DiskGalat and RegisterGalat: a full disk or a lost database is no office's fault.

    Up to `MAKS_TUGAS` offices have a task each. Beyond, as many batches: a task run costs Prefect some 20 ms and 19 KB,
    and of thousands of quick ones its server loses records (facts/prefect.md §1).
    """
    meja = meja_kerja()
    with meja.register.baca() as k:
        terakhir = berkas_terakhir(k, meja.lembaga, opd)
    if len(opd) <= MAKS_TUGAS:
        janji = [tarik_opd.submit(kode, edisi, terakhir.get(kode)) for kode in opd]
        return _hasil(janji)
    kelompok = [
        tarik_kelompok.submit(n, bagian, edisi, {o: terakhir[o] for o in bagian if o in terakhir})
        for n, bagian in enumerate(bagi(opd, MAKS_TUGAS), 1)
    ]
    return [t for daftar in _hasil(kelompok) for t in daftar]


def _hasil(janji: Sequence[PrefectFuture[T]]) -> list[T]:
    """What the tasks gave that came to their end."""
    wait(list(janji))
    for j in janji:
        galat = j.state.result(raise_on_failure=False) if j.state.is_failed() else None
        if isinstance(galat, GALAT_MESIN):
            raise galat
    return [j.result() for j in janji if j.state.is_completed()]


def bagi(opd: Sequence[str], bagian: int) -> list[Sequence[str]]:
    """At most so many batches of offices; neighbours in the list, often of one host, go to different ones."""
    return [opd[n::bagian] for n in range(min(bagian, len(opd)))]


def belum_ditarik(edisi: Edisi) -> list[str]:
    """Offices without a usable receipt in this edition: what a first or interrupted collection still has to pull."""
    meja = meja_kerja()
    with meja.register.baca() as k:
        ada = tarikan_edisi(k, edisi.id, TERBARU)
    return [o.kode for o in meja.pengaturan.opd_aktif() if o.kode not in ada or ada[o.kode].hasil == "gagal"]


def gagal_di_edisi(edisi: Edisi) -> list[str]:
    """All that failed in an open edition: nothing usable came, or the newest draft refused the file that came."""
    meja = meja_kerja()
    with meja.register.baca() as k:
        r = revisi_terakhir(k, edisi.id)
    ditolak = perlu_ditarik_ulang(edisi, muat_revisi(meja.gudang, r.sidik)) if r else []
    return list(dict.fromkeys([*belum_ditarik(edisi), *ditolak]))


def perlu_ditarik_ulang(edisi: Edisi, revisi: Revisi) -> list[str]:
    """Offices that failed in this draft and for which nothing usable came in since it was frozen."""
    with meja_kerja().register.baca() as k:
        batas = next(r.batas_tarikan for r in semua_revisi(k, edisi.id) if r.sidik == revisi.sidik)
        lama, kini = tarikan_edisi(k, edisi.id, batas), tarikan_edisi(k, edisi.id, TERBARU)
    gagal = [p["opd"] for p in belum_lengkap(revisi.papan)]
    return [o for o in gagal if o not in kini or kini[o].hasil == "gagal" or kini[o] == lama.get(o)]


def opd_tak_dikenal(opd: Sequence[str]) -> list[str]:
    """Codes that name no office with a source."""
    kenal = {o.kode for o in meja_kerja().pengaturan.opd_aktif()}
    return [o for o in opd if o not in kenal]
