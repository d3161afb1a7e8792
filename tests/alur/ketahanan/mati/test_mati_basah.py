"""kill -9 around the record of a wet-ink sheet and its confirmation: one record, one decision, one edition."""

from __future__ import annotations

from typing import Any

import pytest


def titik(*peristiwa: str) -> list[str]:
    return [f"{p}.{n}" for p in peristiwa for n in ("sebelum", "ditulis", "tercatat")]


@pytest.fixture
def tertahan(kabupaten, pejabat, jalan, tabel) -> Any:
    """An edition ratified in ink that waits for the Atasan."""
    kabupaten.kebijakan = ", cara_pengesahan: basah"
    kabupaten.pasang()
    pejabat.meja.__dict__.pop("pengaturan", None)
    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja"))
    j = jalan().kerjakan()
    pejabat.putuskan(j, "tuti", "ajukan")
    pejabat.putuskan(j, "pandu", "setujui")
    return j


def test_pencatat_dan_jalan_dibunuh(tertahan, ajal, periksa_utuh) -> None:
    ajal.pasang(*titik("dokumen_dicatat"))
    ajal.catat("tuti", "500.12.11/7/IKP/2026")
    ajal.pasang(*titik("putusan-konfirmasi_pengesahan"), "keadaan-DISAHKAN.sebelum", "keadaan-DISAHKAN.ditulis")
    ajal.putuskan(tertahan, "pandu", "konfirmasi_pengesahan")
    assert ajal.tersisa == []
    assert tertahan.nama == "Terbit"
    periksa_utuh(["ajukan", "setujui", "konfirmasi_pengesahan"], dokumen=1)
