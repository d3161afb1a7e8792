"""Reminders as tasks: what is due today is read from register and settings, written to the outbox and sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from prefect import task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from dip.aturan.tabel import Konteks
from dip.jam import periode_dari, sekarang
from dip.lacak import tayang
from dip.pengingat import (
    berkala_menurut_opd,
    dik_berakhir,
    pintu_menunggu_lama,
)
from dip.pintu import perintah_menunggu, pintu_menunggu
from keluaran.kabar import Pesan, teks_ingat
from keluaran.kabar.antar import Laporan
from keluaran.pratinjau.alamat import alamat_draf
from tasks.antar import antarkan, sampaikan
from tasks.kabar_opd import halaman_kantor, kontak_ppid, terlambat_kini
from tasks.lingkungan import alamat_pratinjau
from tasks.meja import meja_kerja


@task(task_run_name="ingatkan-opd", cache_policy=NO_CACHE)
def ingatkan_opd() -> list[Pesan]:
    """Late offices, each at its own pace; a summary to the petugas on days when one is reminded."""
    meja, kini = meja_kerja(), sekarang()
    with meja.register.baca() as k:
        semua = terlambat_kini(meja, k)
    pesan = [
        teks_ingat.opd_belum(t, halaman_kantor(meja, t.opd.kode, t.periode), kontak_ppid(meja), kini)
        for t in semua
        if t.ember
    ]
    baru = sampaikan(meja, pesan)
    if not baru:
        return []
    kode = [t.opd.kode for t, p in zip((t for t in semua if t.ember), pesan, strict=True) if p in baru]
    petugas = meja.pengaturan.pemegang("petugas", kini)
    return baru + sampaikan(meja, (teks_ingat.ringkasan_opd(p, semua, kode, kini) for p in petugas))


@task(task_run_name="ingatkan-persetujuan", cache_policy=NO_CACHE)
def ingatkan_persetujuan() -> list[Pesan]:
    """Gates that wait too long: to their officials with the link, and to the petugas."""
    meja, kini = meja_kerja(), sekarang()
    with meja.register.baca() as k:
        pintu = [*pintu_menunggu(k, meja.lembaga), *perintah_menunggu(k, meja.lembaga)]
    pesan: list[Pesan] = []
    for m in pintu_menunggu_lama(pintu, kini, meja.pengaturan.lembaga.kebijakan.tindak_lanjut_hari):
        alamat = alamat_draf(meja.brankas, alamat_pratinjau(), m.pintu, kini)
        pemegang = meja.pengaturan.pemegang(m.pintu.peran, kini)
        pesan += [teks_ingat.persetujuan_menunggu(m, p, alamat, kini) for p in pemegang]
        nama = pemegang[0].nama if pemegang else ""
        lain = meja.pengaturan.pemegang("petugas", kini) if m.pintu.peran != "petugas" else ()
        pesan += [teks_ingat.persetujuan_petugas(m, p, nama, kini) for p in lain]
    return sampaikan(meja, pesan)


@task(task_run_name="ingatkan-dik", cache_policy=NO_CACHE)
def ingatkan_dik() -> list[Pesan]:
    """Exclusions that end: to PPID and petugas, once a month for the same records."""
    meja, kini = meja_kerja(), sekarang()
    daftar = dik_berakhir(meja.pengaturan.dik, kini.date())
    if not daftar:
        return []
    orang = {p.kode: p for peran in ("ppid", "petugas") for p in meja.pengaturan.pemegang(peran, kini)}
    return sampaikan(meja, (teks_ingat.dik_segera_berakhir(p, daftar, kini) for p in orang.values()))


@task(task_run_name="ingatkan-berkala", cache_policy=NO_CACHE)
def ingatkan_berkala() -> list[Pesan]:
    """Published periodic items older than six months: to their offices and the petugas, once a month."""
    meja, kini = meja_kerja(), sekarang()
    hidup = tayang(meja)
    p = meja.pengaturan
    periode = periode_dari(kini)
    konteks = Konteks(periode, p.lembaga.kebijakan, p.opd)
    usang = berkala_menurut_opd(hidup[1].entri, konteks) if hidup else {}
    opd = {o.kode: o for o in p.opd_aktif() if o.kode in usang}
    pesan = [teks_ingat.berkala_opd(o, usang[o.kode], "", kini) for o in opd.values() if o.kontak.ingatkan != "tidak"]
    jumlah = {o.nama: len(usang[o.kode]) for o in opd.values()}
    pesan += [teks_ingat.berkala_petugas(x, jumlah, kini) for x in p.pemegang("petugas", kini) if jumlah]
    return sampaikan(meja, pesan)


@task(task_run_name="antar-kabar", cache_policy=NO_CACHE)
def antar_kabar() -> Laporan:
    """Send what lies in the outbox, also what failed before."""
    return antarkan(meja_kerja(), detik=300)


def tampilkan_ingatan(pesan: Sequence[Pesan]) -> None:
    """What was called to mind as a table in the UI; officials are named by their role, because everybody reads it."""
    pembaca = {"petugas": "Petugas", "ppid": "PPID", "atasan": "Atasan PPID", "opd": "OPD"}
    baris: list[dict[str, Any]] = [{"Kepada": pembaca.get(p.pembaca, ""), "Perihal": p.perihal} for p in pesan]
    hari: date = sekarang().date()
    create_table_artifact(key="pengingat", table=baris, description=f"Yang diingatkan pada {hari.isoformat()}")
