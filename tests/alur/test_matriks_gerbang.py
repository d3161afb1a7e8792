"""The attack matrix at the gates, against a real Prefect server: nothing but the right code passes any of the three."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import httpx
import pytest

KEADAAN_PREFECT = (
    "SCHEDULED", "PENDING", "RUNNING", "COMPLETED", "FAILED", "CANCELLED", "CRASHED", "PAUSED", "CANCELLING",
)  # fmt: skip
GERBANG = {"petugas": ("tuti", "ajukan"), "ppid": ("pandu", "setujui"), "atasan": ("sari", "sahkan")}


@pytest.fixture
def satu_opd(kabupaten, tabel) -> None:
    """One office is enough to be attacked."""
    for o in kabupaten.opd[1:]:
        (kabupaten.akar / "pengaturan" / "opd" / f"{o.lower()}.yml").unlink()
    kabupaten.kirim("DINA", tabel("Rencana Kerja"))


@pytest.fixture
def tertahan(satu_opd, jalan, pejabat) -> Any:
    """An edition that waits for the petugas."""
    return jalan().kerjakan()


def pintu_kini() -> Any:
    from dip.putusan import pintu_menunggu
    from tasks.meja import meja_kerja

    with meja_kerja().register.baca() as k:
        semua = pintu_menunggu(k, "UJI")
    return semua[-1] if semua else None


def putusan_semua() -> list[tuple[str, int, str, str]]:
    from dip.edisi import edisi_terbuka
    from dip.putusan import putusan_edisi
    from tasks.meja import meja_kerja

    with meja_kerja().register.baca() as k:
        edisi = edisi_terbuka(k, "UJI")
        return [(p.peran, p.ronde, p.pejabat, p.keputusan) for p in putusan_edisi(k, edisi.id)]


def terbit(kabupaten: Any) -> bool:
    return (kabupaten.data / "situs" / "kini").exists() or (kabupaten.data / "arsip").exists()


def masih(j: Any, peran: str, ronde: int, banyak: int) -> None:
    """The gate still waits, and no decision came to those there were."""
    assert j.nama == "Suspended"
    p = pintu_kini()
    assert (p.peran, p.ronde, len(putusan_semua())) == (peran, ronde, banyak)


def kosong(j: Any, nama: str) -> None:
    """Fields without default: what is not filled in, or belongs to another gate, does not even end the hold."""
    for isi in (
        None, {}, {"keputusan": nama}, {"keputusan": nama, "kode_persetujuan": ""}, {"kode_persetujuan": "ABC-DEF-GHJ"},
        {"keputusan": "Terbitkan", "kode_persetujuan": "ABC-DEF-GHJ"},
    ):  # fmt: skip
        hasil = j.minta("POST", f"/flow_runs/{j.id}/resume", {} if isi is None else {"run_input": isi})
        assert hasil["status"] == "REJECT", isi


def test_jawaban_kosong_dan_kode_lain_tidak_melewati_gerbang_mana_pun(tertahan, pejabat, kabupaten) -> None:
    """At each gate: an empty resume, an invented code, spent codes, codes of another person, decision and gate; then
    the right one."""
    j, bekas = tertahan, ["AAA-AAA-AAA"]
    for n, (peran, (siapa, keputusan)) in enumerate(GERBANG.items()):
        kosong(j, keputusan.title())
        masih(j, peran, 1, n)
        if peran != "petugas":  # the petugas's own way out, flipped into the official's decision
            bekas = [bekas[-1], pejabat.kode("tuti", "susun_ulang")]
        for kode in bekas:
            assert pejabat.jawab(j, keputusan, kode) == ""
            masih(j, peran, 1, n)
        assert not terbit(kabupaten)
        bekas = [pejabat.kode(siapa, keputusan)]
        assert pejabat.jawab(j, keputusan, bekas[0]) == ""
    assert j.nama == "Terbit"


@pytest.mark.parametrize(
    "kerjakan_tiap",
    [pytest.param(False, id="sekali"), pytest.param(True, id="tiap", marks=pytest.mark.lambat)],
)
def test_keadaan_yang_dipaksa_tidak_melewati_gerbang_mana_pun(tertahan, pejabat, kabupaten, kerjakan_tiap) -> None:
    """Every state Prefect has, forced by its API, at each gate; a worker picks the run up afterwards."""
    j = tertahan
    for n, (peran, (siapa, keputusan)) in enumerate(GERBANG.items()):
        for keadaan in KEADAAN_PREFECT:
            j.paksa(keadaan, "Resuming" if keadaan == "SCHEDULED" else None)
            assert len(putusan_semua()) == n
            assert not terbit(kabupaten)
            if kerjakan_tiap:
                j.paksa("SCHEDULED", "Resuming")
                j.kerjakan()
                masih(j, peran, 1, n)
        j.paksa("SCHEDULED", "Resuming")
        j.kerjakan()
        masih(j, peran, 1, n)
        pejabat.putuskan(j, siapa, keputusan)
    assert j.nama == "Terbit"


def test_formulir_yang_terbuka_saat_ronde_berganti(tertahan, pejabat) -> None:
    """PPID took a code and left the form open; meanwhile the petugas made a new draft and submitted it."""
    j = tertahan
    pejabat.putuskan(j, "tuti", "ajukan")
    lama = pejabat.kode("pandu", "setujui")
    pejabat.putuskan(j, "tuti", "susun_ulang")
    pejabat.putuskan(j, "tuti", "ajukan")
    assert pejabat.jawab(j, "setujui", lama) == ""
    masih(j, "ppid", 2, 3)
    assert "draf atau gerbang lain" in j.formulir()
    pejabat.putuskan(j, "pandu", "setujui")
    masih(j, "atasan", 2, 4)


def tekan(j: Any, isi: dict[str, str]) -> str:
    """Resume through the API, as a browser does; what Prefect said."""
    r = httpx.post(f"{j.url}/flow_runs/{j.id}/resume", json={"run_input": isi}, timeout=60)
    return str(r.json()["status"]) if r.status_code in (200, 201) else str(r.status_code)


def test_dua_pejabat_menekan_resume_bersamaan(tertahan, pejabat) -> None:
    """PPID approves and the petugas takes the draft back at the same moment: one answer is taken, one decision made."""
    j = tertahan
    for ronde in (1, 2, 3):
        pejabat.putuskan(j, "tuti", "ajukan")
        sebelum = len(putusan_semua())
        isi = [
            {"keputusan": "Setujui", "kode_persetujuan": pejabat.kode("pandu", "setujui")},
            {"keputusan": "Susun ulang", "kode_persetujuan": pejabat.kode("tuti", "susun_ulang")},
        ] * 2
        diterima = 0
        while not diterima:  # SQLite behind Prefect may refuse all of them for the moment
            with ThreadPoolExecutor(4) as kolam:
                diterima = list(kolam.map(partial(tekan, j), isi)).count("ACCEPT")
        assert diterima == 1
        j.kerjakan()
        semua = putusan_semua()
        assert len(semua) == sebelum + 1
        assert semua[-1][:2] == ("ppid", ronde)
        if semua[-1][3] == "setujui":
            masih(j, "atasan", ronde, sebelum + 1)
            return
    masih(j, "petugas", 4, 6)
