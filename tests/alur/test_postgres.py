"""A whole edition with its register on PostgreSQL: the same code, the same end."""

from __future__ import annotations

import pytest

from dip.jejak import baca_semua, periksa_rantai


@pytest.fixture
def di_postgres(kabupaten, register_postgres: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DIP_REGISTER", register_postgres)
    from tasks.meja import meja_kerja

    meja_kerja.cache_clear()
    return register_postgres


def test_dikembalikan_dijawab_disahkan_dan_terbit(di_postgres, kabupaten, jalan, pejabat, tabel) -> None:
    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja", "Laporan Kinerja"))
    j = jalan().kerjakan()
    pejabat.putuskan(j, "tuti", "ajukan")
    pejabat.putuskan(j, "pandu", "kembalikan", "Ringkasan Dinas A belum jelas, mohon diperbaiki")
    assert pejabat.tindaklanjuti(j) == 1
    pejabat.terbitkan(j)
    assert j.nama == "Terbit"
    assert not (kabupaten.data / "register.db").exists()
    with pejabat.meja.register.baca() as k:
        assert periksa_rantai(baca_semua(k, "UJI"), lembaga="UJI") == []
