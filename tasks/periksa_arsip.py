"""The monthly proof of what is kept, as Prefect sees it: four parts, one table, one journal entry, one message."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from uuid import UUID

from prefect import get_run_logger, task
from prefect.artifacts import create_progress_artifact, create_table_artifact, update_progress_artifact
from prefect.cache_policies import NO_CACHE

from dip import jejak
from dip.gudang import BlobRusak
from dip.jam import sekarang
from dip.pengaturan import Peran
from dip.terbitan import BelumSah
from keluaran.kabar.teks_tautan import arsip_salah
from keluaran.periksa_arsip import HasilBagian, Lapor, periksa_blob, periksa_folder, periksa_jejak
from tasks.antar import sampaikan
from tasks.meja import meja_kerja
from tasks.penjaga import PenerbitanDihentikan
from tasks.situs import periksa_semua

PENERIMA: tuple[Peran, ...] = ("petugas", "ppid")
_LANGKAH_PERSEN = 5


def _kemajuan(kunci: str, sebutan: str) -> Lapor:
    """Shows progress in the UI, at most twenty times."""
    nomor, terakhir = create_progress_artifact(progress=0.0, key=kunci, description=sebutan), 0

    def lapor(selesai: int, semua: int) -> None:
        nonlocal terakhir
        persen = 100 * selesai // max(1, semua)
        if persen >= terakhir + _LANGKAH_PERSEN or selesai >= semua > 0:
            terakhir = persen
            if isinstance(nomor, UUID):
                update_progress_artifact(artifact_id=nomor, progress=float(min(persen, 100)))

    return lapor


@task(task_run_name="jejak", cache_policy=NO_CACHE, persist_result=False)
def buktikan_jejak() -> HasilBagian:
    """The journal from its first entry."""
    return periksa_jejak(meja_kerja(), _kemajuan("arsip-jejak", "Catatan jejak diperiksa"))


@task(task_run_name="gudang", cache_policy=NO_CACHE, persist_result=False)
def buktikan_gudang() -> HasilBagian:
    """Every blob the register names."""
    return periksa_blob(meja_kerja(), _kemajuan("arsip-gudang", "Berkas di gudang diperiksa"))


@task(task_run_name="folder-arsip", cache_policy=NO_CACHE, persist_result=False)
def buktikan_folder() -> HasilBagian:
    """Every archive folder."""
    return periksa_folder(meja_kerja(), _kemajuan("arsip-folder", "Folder arsip diperiksa"))


def buktikan_situs() -> HasilBagian:
    """What the public sees now."""
    hasil = HasilBagian("Situs", "Pasang kembali yang disahkan: dip tujuan perbaiki")
    try:
        _, keadaan = periksa_semua()
    except (BelumSah, BlobRusak, PenerbitanDihentikan) as e:
        hasil.langkah = "Bereskan dahulu yang disebut itu, lalu: dip tujuan periksa"
        hasil.catat(str(e))
        return hasil
    hasil.diperiksa = len(keadaan)
    for x in keadaan:
        if x.sebab:
            hasil.catat(f"{x.tujuan}: {x.sebab}")
    return hasil


def laporkan(bagian: Sequence[HasilBagian]) -> None:
    """Table, journal entry, and once a month a message to petugas and PPID when anything is wrong."""
    tampilkan(bagian)
    meja, kini = meja_kerja(), sekarang()
    data = {b.nama: {"diperiksa": b.diperiksa, "salah": b.banyak_salah} for b in bagian}
    with meja.register.tulis() as k:
        jejak.catat(k, meja.lembaga, "arsip_diperiksa", waktu=kini, pelaku="sistem", data=data)
    salah = [(f"{b.nama}: {b.banyak_salah} hal", b.langkah) for b in bagian if b.banyak_salah]
    if salah:
        orang = [o for peran in PENERIMA for o in meja.pengaturan.pemegang(peran, kini)]
        sampaikan(meja, [arsip_salah(pejabat, salah, kini) for pejabat in orang])


def tampilkan(bagian: Sequence[HasilBagian]) -> None:
    """One table for all parts, what is wrong first; faults go to the log too."""
    baris = []
    for b in sorted(bagian, key=lambda b: not b.banyak_salah):
        lebih = b.banyak_salah - 20
        rincian = list(islice(b.salah, 20)) + ([f"… dan {lebih} lagi"] if lebih > 0 else [])
        baris.append(
            {
                "Bagian": b.nama,
                "Hasil": f"{b.banyak_salah} salah" if b.banyak_salah else "benar",
                "Diperiksa": b.diperiksa,
                "Yang salah": "; ".join(rincian),
                "Yang dilakukan": b.langkah if b.banyak_salah else "",
            }
        )
        for kalimat in b.salah:
            get_run_logger().error("%s: %s", b.nama, kalimat)
    create_table_artifact(key="periksa-arsip", table=baris, description="Bukti keutuhan yang disimpan dan yang tayang")
