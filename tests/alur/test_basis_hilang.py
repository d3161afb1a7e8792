"""The register's database goes away while an edition is held, and comes back: the approval given then counts."""

from __future__ import annotations

import pytest
from sqlalchemy import make_url

from dip.jejak import baca_semua, periksa_rantai
from dip.putusan import pintu_menunggu

pytestmark = pytest.mark.lambat


@pytest.fixture
def pada_postgres(kabupaten, basis_data: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DIP_REGISTER", basis_data)
    from tasks.meja import meja_kerja

    meja_kerja.cache_clear()
    return str(make_url(basis_data).database)


def test_basis_data_hilang_di_gerbang_lalu_kembali(
    pada_postgres, postgres, kabupaten, jalan, pejabat, tabel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def boleh(ya: bool) -> None:
        """Real refusals of a real server: nobody gets in, and whoever is in is thrown out."""
        postgres.kerjakan("postgres", f"ALTER DATABASE {pada_postgres} ALLOW_CONNECTIONS {str(ya).lower()}")
        usir = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{pada_postgres}'"
        postgres.kerjakan("postgres", usir)

    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja"))
    j = jalan().kerjakan()
    pejabat.putuskan(j, "tuti", "ajukan")
    kode = pejabat.kode("pandu", "setujui")
    boleh(False)
    isian = {"keputusan": "Setujui", "kode_persetujuan": kode, "catatan": ""}
    assert j.minta("POST", f"/flow_runs/{j.id}/resume", {"run_input": isian})["status"] == "ACCEPT"
    j.kerjakan()
    assert j.keadaan["type"] == "FAILED"
    assert "RegisterGalat" in j.keadaan["message"]
    boleh(True)

    lanjut = jalan().kerjakan()
    with pejabat.meja.register.baca() as k:
        assert [p.peran for p in pintu_menunggu(k, "UJI")] == ["atasan"]  # what PPID answered meanwhile has counted
    pejabat.putuskan(lanjut, "sari", "sahkan")
    assert lanjut.nama == "Terbit"
    with pejabat.meja.register.baca() as k:
        assert periksa_rantai(baca_semua(k, "UJI"), lembaga="UJI") == []
