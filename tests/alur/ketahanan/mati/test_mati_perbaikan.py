"""After a death the start-up repair brings the run back by itself, also one that holds for nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest


@pytest.fixture
def tertahan(kabupaten, jalan, pejabat, tabel) -> Any:
    """An edition that waits for PPID."""
    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja"))
    j = jalan().kerjakan()
    pejabat.putuskan(j, "tuti", "ajukan")
    return j


@pytest.fixture
def perbaiki(tertahan, pejabat, monkeypatch) -> Any:
    """What `dip mulai` does: at the moment the run came into its state, however slow this machine is, and later."""
    from flows.perbaikan import perbaiki

    def jalankan(menit: int = 0) -> None:
        sejak = datetime.fromisoformat(tertahan.keadaan["timestamp"])
        with monkeypatch.context() as m:
            m.setenv("DIP_JAM", (sejak + timedelta(minutes=menit)).isoformat())
            perbaiki(pejabat.meja, tenggang=timedelta(0))

    return jalankan


@pytest.mark.parametrize(
    "titik",
    [
        "putusan-setujui.ditulis",
        pytest.param("keadaan-DISETUJUI_PPID.tercatat", marks=pytest.mark.lambat),
        pytest.param("tahan-ppid.dihapus", marks=pytest.mark.lambat),
    ],
)
def test_jalan_yang_mati_dilanjutkan_oleh_perbaikan(tertahan, ajal, pejabat, perbaiki, periksa_utuh, titik) -> None:
    ajal.pasang(titik)
    pejabat.jawab(tertahan, "setujui", pejabat.kode("pandu", "setujui"), kerjakan=False)
    assert ajal.minta("jalan", run=tertahan.id, alur="edisi_bulanan")["mati"]
    assert tertahan.nama == "Running"
    perbaiki()
    assert tertahan.nama == "AwaitingRetry"
    ajal.kerjakan(tertahan)
    ajal.putuskan(tertahan, "sari", "sahkan")
    assert tertahan.nama == "Terbit"
    periksa_utuh()


@pytest.mark.parametrize("titik", ["formulir.sebelum", pytest.param("formulir.separuh", marks=pytest.mark.lambat)])
def test_tertahan_tanpa_formulir_ditahan_lagi(
    tertahan, ajal, pejabat, perbaiki, periksa_utuh, titik, monkeypatch
) -> None:
    ajal.pasang(titik)
    pejabat.jawab(tertahan, "setujui", pejabat.kode("pandu", "setujui"), kerjakan=False)
    assert ajal.minta("jalan", run=tertahan.id, alur="edisi_bulanan")["mati"]
    assert tertahan.nama == "Suspended"
    perbaiki()
    assert tertahan.nama == "Suspended"  # its process might just be saving the form
    with monkeypatch.context() as m:
        m.setattr("flows.perbaikan._run_hidup", lambda: {UUID(tertahan.id)})
        perbaiki(1)
        assert tertahan.nama == "Suspended"  # and it does, however long that takes
    perbaiki(1)
    assert tertahan.nama == "AwaitingRetry"
    ajal.kerjakan(tertahan)
    ajal.putuskan(tertahan, "sari", "sahkan")
    assert tertahan.nama == "Terbit"
    periksa_utuh()


def test_mati_sesudah_edisi_ditutup_hanya_menyebut_hasilnya(tertahan, ajal, pejabat, perbaiki, periksa_utuh) -> None:
    ajal.putuskan(tertahan, "pandu", "setujui")
    ajal.pasang("edisi_ditutup.tercatat")
    pejabat.jawab(tertahan, "sahkan", pejabat.kode("sari", "sahkan"), kerjakan=False)
    assert ajal.minta("jalan", run=tertahan.id, alur="edisi_bulanan")["mati"]
    perbaiki()
    assert tertahan.nama == "AwaitingRetry"
    ajal.kerjakan(tertahan)
    assert tertahan.nama == "Terbit"
    perbaiki()
    assert tertahan.nama == "Terbit"
    periksa_utuh()


def test_tertahan_dengan_putusan_yang_sudah_ada_dilanjutkan(tertahan, pejabat, perbaiki, periksa_utuh) -> None:
    """Where a signed sheet decides, the record stands before Resume is pressed; the terminal may die in between."""
    from dip.jam import sekarang
    from dip.protokol import Jawaban
    from dip.putusan import nilai_jawaban, pintu_menunggu

    meja = pejabat.meja
    with meja.register.baca() as k:
        pintu = pintu_menunggu(k, "UJI")[-1]
    isi = {"pintu": pintu.id, "jawaban": Jawaban("setujui", pejabat.kode("pandu", "setujui"))}
    nilai_jawaban(meja.register, meja.brankas, meja.pengaturan, **isi, waktu_klik=sekarang())
    perbaiki()
    assert tertahan.nama == "Suspended"
    perbaiki(1)
    assert tertahan.nama == "AwaitingRetry"
    tertahan.kerjakan()
    perbaiki(1)
    assert tertahan.nama == "Suspended"  # the next gate does wait for somebody
    pejabat.putuskan(tertahan, "sari", "sahkan")
    periksa_utuh()
