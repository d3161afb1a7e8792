"""One night's work on links as Prefect sees it, and what people are told of it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from itertools import islice

from prefect import get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from dip.jam import sekarang
from dip.pdp import samarkan
from dip.tautan import KeadaanTautan
from dip.tautan_baris import Pantauan, TautanOpd, buruk_menurut_opd, pantauan
from dip.tautan_catat import tautan_buruk
from dip.tautan_temuan import terburuk
from keluaran.kabar.teks_tautan import CONTOH, tautan_baru
from keluaran.tautan_buku import saran, sebut_keadaan, sejak, simpan_buku
from sumber.penghubung.tautan_banyak import Sopan
from sumber.penghubung.tautan_malam import Malam, buka_dokumen, periksa_malam
from sumber.periksa_dokumen import PeriksaDokumen
from tasks.antar import sampaikan
from tasks.meja import alat, meja_kerja

PALING_TABEL = 500
"""Links in the table of a run; all are in the workbooks."""


def yang_dipantau() -> Pantauan:
    """The links and rows of the live edition and the open draft."""
    return pantauan(meja_kerja())


def yang_buruk() -> dict[str, KeadaanTautan]:
    """The links that are bad by proof, as the register knows them now."""
    meja = meja_kerja()
    with meja.register.baca() as k:
        return tautan_buruk(k, meja.lembaga)


@task(task_run_name="periksa-tautan", cache_policy=NO_CACHE, persist_result=False)
def periksa_semua_tautan(tautan: list[str], menit: int, per_host: int, paling_dokumen: int) -> Malam:
    """Look at the links whose turn it is, then search new documents; what time does not allow waits for tomorrow."""
    meja, mulai = meja_kerja(), time.monotonic()
    sopan = Sopan(per_host=per_host, detik=menit * 60.0 * 0.8)
    malam = periksa_malam(meja, tautan, alat(), sopan, kini=time.monotonic)
    with PeriksaDokumen() as cari:
        sampai = mulai + menit * 60.0
        buka_dokumen(meja, malam, alat(), cari, paling=paling_dokumen, sampai=sampai, kini=time.monotonic)
    get_run_logger().info("%d dari %d tautan diperiksa, %d dokumen dibuka", malam.diperiksa, malam.semua, malam.dibuka)
    return malam


def laporkan(pantau: Pantauan, lama: Mapping[str, KeadaanTautan]) -> int:
    """Table, workbooks and the night's message; how many links are bad. `lama` is what was bad before."""
    meja, buruk = meja_kerja(), yang_buruk()
    menurut_opd = buruk_menurut_opd(pantau.baris, buruk)
    nama = {o.kode: o.nama for o in meja.pengaturan.opd}
    _tampilkan(menurut_opd, nama)
    simpan_buku(meja.ruang("tautan"), menurut_opd, nama, meja.pengaturan.lembaga.unit_ppid, sekarang())
    baru = {u for u, t in buruk.items() if u not in lama or lama[u].kelas != t.kelas}
    _kabari({opd: [t for t in daftar if t.keadaan.alamat in baru] for opd, daftar in menurut_opd.items()}, nama)
    return len({t.keadaan.alamat for daftar in menurut_opd.values() for t in daftar})


def _urut(menurut_opd: Mapping[str, list[TautanOpd]]) -> list[TautanOpd]:
    return sorted((t for daftar in menurut_opd.values() for t in daftar), key=lambda t: terburuk(t.keadaan))


def _tampilkan(menurut_opd: Mapping[str, list[TautanOpd]], nama: Mapping[str, str]) -> None:
    """The bad links as a table in the UI, the worst first."""
    baris = [
        {
            "Keadaan": sebut_keadaan(t),
            "OPD": nama.get(t.opd, t.opd),
            "Tautan": samarkan(t.keadaan.alamat),
            "Sejak": sejak(t.keadaan),
            "Butir": len(t.baris),
            "Yang dilakukan": saran(t.keadaan.kelas),
        }
        for t in islice(_urut(menurut_opd), PALING_TABEL)
    ]
    create_table_artifact(key="tautan", table=baris, description="Tautan yang rusak, yang terparah dahulu")


def _kabari(baru: Mapping[str, list[TautanOpd]], nama: Mapping[str, str]) -> None:
    """One message a night to each petugas, when there is anything new."""
    meja, hitung = meja_kerja(), {nama.get(opd, opd): len(d) for opd, d in baru.items() if d}
    if not hitung:
        return
    contoh = [f"{nama.get(t.opd, t.opd)}: {sebut_keadaan(t)}" for t in islice(_urut(baru), CONTOH)]
    folder = meja.ruang("tautan")
    petugas = meja.pengaturan.pemegang("petugas", sekarang())
    sampaikan(meja, [tautan_baru(pejabat, hitung, contoh, str(folder), sekarang()) for pejabat in petugas])
