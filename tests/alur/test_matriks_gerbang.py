"""The attack matrix at the gates, against a real Prefect server: nothing but the right code passes any of the three."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

KEADAAN_PREFECT = (
    "SCHEDULED", "PENDING", "RUNNING", "COMPLETED", "FAILED", "CANCELLED", "CRASHED", "PAUSED", "CANCELLING",
)  # fmt: skip
GERBANG = {"petugas": ("tuti", "ajukan"), "ppid": ("pandu", "setujui"), "atasan": ("sari", "sahkan")}


@pytest.fixture
def tertahan(kabupaten, jalan, tabel, request) -> Any:
    """An edition that waits for the petugas."""
    for o in kabupaten.opd[1:]:  # one office is enough to be attacked
        (kabupaten.akar / "pengaturan" / "opd" / f"{o.lower()}.yml").unlink()
    kabupaten.kirim("DINA", tabel("Rencana Kerja"))
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


def test_jawaban_kosong_ditolak_prefect_sendiri(tertahan, kabupaten) -> None:
    """Fields without default: what is not filled in does not even end the hold."""
    for isi in ({}, {"run_input": {}}, {"run_input": {"keputusan": "Ajukan"}},
                {"run_input": {"keputusan": "Ajukan", "kode_persetujuan": ""}},
                {"run_input": {"keputusan": "Sahkan", "kode_persetujuan": "ABC-DEF-GHJ"}},
                {"run_input": {"keputusan": "", "kode_persetujuan": "ABC-DEF-GHJ"}}):  # fmt: skip
        hasil = tertahan.minta("POST", f"/flow_runs/{tertahan.id}/resume", isi)
        assert hasil["status"] == "REJECT", isi
        masih(tertahan, "petugas", 1, 0)
    assert not terbit(kabupaten)


def test_kode_lain_tidak_melewati_gerbang_mana_pun(tertahan, pejabat, kabupaten) -> None:
    """At each gate: an invented code, spent codes, codes of another person, decision and gate; then the right one."""
    j, bekas = tertahan, ["AAA-AAA-AAA"]
    for n, (peran, (siapa, keputusan)) in enumerate(GERBANG.items()):
        if peran != "petugas":  # the petugas's own way out, flipped into the official's decision
            bekas = [bekas[-1], pejabat.kode("tuti", "susun_ulang")]
        for kode in bekas:
            assert pejabat.jawab(j, keputusan, kode) == ""
            masih(j, peran, 1, n)
        benar = pejabat.kode(siapa, keputusan)
        assert pejabat.jawab(j, keputusan, benar) == ""
        assert not terbit(kabupaten) or peran == "atasan"
        bekas = [benar]
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


def test_dua_pejabat_menekan_resume_bersamaan(tertahan, pejabat) -> None:
    """PPID approves and the petugas takes the draft back at the same moment: one answer is taken, one decision made."""
    from dip.protokol import Jawaban
    from tasks.lanjutkan import lanjutkan

    j = tertahan
    for ronde in (1, 2):
        pejabat.putuskan(j, "tuti", "ajukan")
        p = pintu_kini()
        sebelum = len(putusan_semua())
        jawaban = [
            Jawaban("setujui", pejabat.kode("pandu", "setujui")),
            Jawaban("susun_ulang", pejabat.kode("tuti", "susun_ulang")),
        ]
        with ThreadPoolExecutor(4) as kolam:
            hasil = list(kolam.map(lambda x: lanjutkan(pejabat.meja, p.id, x), jawaban * 2))
        assert hasil.count("") == 1
        j.kerjakan()
        semua = putusan_semua()
        assert len(semua) == sebelum + 1
        assert semua[-1][:2] == ("ppid", ronde)
        if semua[-1][3] == "setujui":
            return
    masih(j, "petugas", 3, 4)
