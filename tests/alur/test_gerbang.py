"""The gate does not open for anything but the right person's code for this draft.

What `test_matriks_*.py` beside it attacks at every gate is slow here.
"""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def tertahan(kabupaten, jalan, pejabat, tabel):
    """An edition that waits for PPID."""
    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja"))
    j = jalan().kerjakan()
    pejabat.putuskan(j, "tuti", "ajukan")
    return j


def peran_menunggu() -> list[tuple[str, int]]:
    from dip.putusan import pintu_menunggu
    from tasks.meja import meja_kerja

    with meja_kerja().register.baca() as k:
        return [(p.peran, p.ronde) for p in pintu_menunggu(k, "UJI")]


def test_kode_salah_membuka_formulir_lagi_dengan_penjelasan(tertahan, pejabat) -> None:
    kode = pejabat.kode("pandu", "setujui")
    assert pejabat.jawab(tertahan, "setujui", "AAA-AAA-AAA") == ""
    assert tertahan.nama == "Suspended"
    assert tertahan.formulir().startswith("**Jawaban terakhir belum diterima")
    assert peran_menunggu() == [("ppid", 1)]
    pejabat.jawab(tertahan, "setujui", kode)
    assert peran_menunggu() == [("atasan", 1)]


@pytest.mark.lambat
def test_kode_setujui_tidak_berlaku_untuk_kembalikan(tertahan, pejabat) -> None:
    pejabat.jawab(tertahan, "kembalikan", pejabat.kode("pandu", "setujui"))
    assert peran_menunggu() == [("ppid", 1)]


@pytest.mark.lambat
def test_status_yang_dipaksa_tidak_melewati_gerbang(tertahan) -> None:
    tertahan.paksa("SCHEDULED")
    tertahan.kerjakan()
    assert tertahan.nama == "Suspended"
    assert peran_menunggu() == [("ppid", 1)]


@pytest.mark.lambat
def test_jawaban_palsu_di_basis_data_prefect_tidak_melewati_gerbang(tertahan) -> None:
    kunci = sorted(i["key"] for i in tertahan.isian() if i["key"].endswith("schema"))[-1].replace("schema", "response")
    palsu = {"keputusan": "Setujui", "kode_persetujuan": "ABC-DEF-GHJ", "catatan": ""}
    tertahan.minta("POST", f"/flow_runs/{tertahan.id}/input", {"key": kunci, "value": json.dumps(palsu)})
    tertahan.paksa("SCHEDULED")
    tertahan.kerjakan()
    assert tertahan.nama == "Suspended"
    assert peran_menunggu() == [("ppid", 1)]


@pytest.mark.lambat
def test_retry_jalan_yang_gagal_menahan_lagi_dan_kode_lama_tetap_cocok(tertahan, pejabat) -> None:
    kode = pejabat.kode("pandu", "setujui")
    for force in (False, True):
        tertahan.paksa("FAILED")
        tertahan.paksa("SCHEDULED", "AwaitingRetry", force)
        tertahan.kerjakan()
        assert tertahan.nama == "Suspended"
    assert peran_menunggu() == [("ppid", 1)]
    pejabat.jawab(tertahan, "setujui", kode)
    assert peran_menunggu() == [("atasan", 1)]


def test_terhenti_di_antara_klik_dan_penilaian_tidak_meminta_kode_kedua(tertahan, pejabat) -> None:
    """The answer is stored, then the process dies before judging it; the repair schedules the run again."""
    pejabat.jawab(tertahan, "setujui", pejabat.kode("pandu", "setujui"), kerjakan=False)
    tertahan.paksa("CRASHED")
    tertahan.paksa("SCHEDULED", "AwaitingRetry")
    tertahan.kerjakan()
    assert peran_menunggu() == [("atasan", 1)]


def test_retry_setelah_terbit_tidak_menerbitkan_lagi(tertahan, pejabat, kabupaten) -> None:
    pejabat.putuskan(tertahan, "pandu", "setujui")
    pejabat.putuskan(tertahan, "sari", "sahkan")
    situs = (kabupaten.data / "situs" / "kini").resolve()
    for force in (False, True):
        tertahan.paksa("FAILED")
        tertahan.paksa("SCHEDULED", "AwaitingRetry", force)
        tertahan.kerjakan()
        assert tertahan.nama == "Terbit"
    assert (kabupaten.data / "situs" / "kini").resolve() == situs
    assert len(list((kabupaten.data / "situs" / "rilis").iterdir())) == 1


def test_kode_dan_sidik_edisi_terbuka_tidak_tampak_di_prefect(tertahan, pejabat) -> None:
    from dip.putusan import pintu_menunggu
    from tasks.meja import meja_kerja

    with meja_kerja().register.baca() as k:
        sidik = pintu_menunggu(k, "UJI")[0].sidik
    log = tertahan.minta("POST", "/logs/filter", {"limit": 200})
    artefak = tertahan.minta("POST", "/artifacts/filter", {"limit": 200})
    jalan = tertahan.minta("GET", f"/flow_runs/{tertahan.id}")
    assert sidik not in json.dumps([log, artefak, jalan])
