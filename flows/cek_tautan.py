"""Can the public still open what the register links to? Every night, politely, the links that waited longest first."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from dip.gudang import BlobRusak
from tasks.kabar import kabari_jadwal_gagal
from tasks.meja import pelari
from tasks.tautan import laporkan, periksa_semua_tautan, yang_buruk, yang_dipantau


@flow(
    name="cek-tautan",
    task_runner=pelari(),
    description="Buka setiap tautan di daftar yang tayang dan di draf, catat yang rusak, beri tahu petugas",
    on_failure=[kabari_jadwal_gagal],
)
def cek_tautan(menit: int = 180, per_host: int = 1000, dokumen: int = 200) -> State[Any]:
    """At most `per_host` links of one site, `dokumen` documents and `menit` minutes a night; the rest is next."""
    try:
        pantau = yang_dipantau()
    except BlobRusak as e:
        return Failed(name="Tautan tidak dapat diperiksa", message=f"{e}. Jalankan: dip periksa-arsip")
    if not pantau.tautan:
        return Completed(name="Belum ada tautan", message="Belum ada edisi atau draf yang memuat tautan.")
    lama = yang_buruk()
    malam = periksa_semua_tautan(pantau.tautan, menit, per_host, dokumen)
    if malam.terputus:
        sebab = "Tidak satu pun situs menjawab. Periksa sambungan internet mesin ini, lalu jalankan lagi."
        return Failed(name="Tautan tidak dapat diperiksa", message=sebab)
    rusak = laporkan(pantau, lama)
    sisa = malam.semua - malam.diperiksa
    kalimat = f"{malam.diperiksa} tautan diperiksa, {rusak} rusak, {malam.berisi} dokumen memuat nomor mirip NIK."
    kalimat += f" {sisa} tautan dilanjutkan malam berikutnya." if sisa else ""
    return Completed(name="Tautan diperiksa", message=kalimat)
