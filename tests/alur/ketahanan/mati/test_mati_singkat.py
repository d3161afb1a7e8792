"""kill -9 at the points that matter most, in one short edition: nothing is lost, double, or asked for again."""

from __future__ import annotations

import pytest

TITIK = {
    "mulai": ("revisi_dibekukan.ditulis", "tahan-petugas.tercatat"),
    "ajukan": ("putusan-ajukan.tercatat",),
    "setujui": ("putusan-setujui.ditulis",),
    "sahkan": ("arsip.ditulis", "tunjuk.selesai", "edisi_ditutup.tercatat"),
}


@pytest.fixture
def semua_kirim(kabupaten, tabel) -> None:
    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja", "Laporan Kinerja"))


def test_edisi_lurus_dengan_tujuh_kematian(semua_kirim, jalan, ajal, periksa_utuh) -> None:
    ajal.pasang(*TITIK["mulai"])
    j = jalan()
    ajal.kerjakan(j)
    for orang, keputusan in (("tuti", "ajukan"), ("pandu", "setujui"), ("sari", "sahkan")):
        ajal.pasang(*TITIK[keputusan])
        ajal.putuskan(j, orang, keputusan)
        assert ajal.tersisa == []
    assert ajal.korban == sum(map(len, TITIK.values()))
    assert j.nama == "Terbit"
    periksa_utuh()
