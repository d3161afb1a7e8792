"""An institution may let ronde 1 go to PPID by itself; after anything was returned a petugas always submits."""

from __future__ import annotations

import pytest


@pytest.fixture
def otomatis(kabupaten, tabel):
    kabupaten.kebijakan = ", ajukan_otomatis: true"
    kabupaten.pasang()
    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja"))
    return kabupaten


def menunggu(pejabat) -> list[tuple[str, int]]:
    from dip.putusan import pintu_menunggu

    with pejabat.meja.register.baca() as k:
        return [(p.peran, p.ronde) for p in pintu_menunggu(k, "UJI")]


def peristiwa(pejabat, nama: str) -> int:
    from dip.jejak import baca_semua

    with pejabat.meja.register.baca() as k:
        return sum(f'"peristiwa":"{nama}"' in c.isi for c in baca_semua(k, "UJI"))


def test_ronde_satu_langsung_ke_ppid_dan_dicatat_sekali(otomatis, jalan, pejabat) -> None:
    j = jalan().kerjakan()
    assert menunggu(pejabat) == [("ppid", 1)]
    pejabat.putuskan(j, "pandu", "setujui")
    pejabat.putuskan(j, "sari", "sahkan")
    assert j.nama == "Terbit"
    assert peristiwa(pejabat, "diajukan_otomatis") == 1


def test_sesudah_dikembalikan_petugas_yang_mengajukan(otomatis, jalan, pejabat) -> None:
    j = jalan().kerjakan()
    pejabat.putuskan(j, "pandu", "kembalikan", "Ringkasan belum jelas, mohon diperbaiki")
    assert menunggu(pejabat) == [("petugas", 2)]
    assert pejabat.tindaklanjuti(j) == 1
    pejabat.terbitkan(j)
    assert j.nama == "Terbit"


def test_petugas_menarik_pengajuan_di_gerbang_ppid_dengan_kodenya_sendiri(otomatis, jalan, pejabat) -> None:
    j = jalan().kerjakan()
    pejabat.putuskan(j, "tuti", "susun_ulang")
    assert menunggu(pejabat) == [("petugas", 2)]
