"""A running installation whose processes are killed at fail points repairs itself; officials notice nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from dip.jejak import baca_semua, periksa_rantai
from dip.register import tabel
from keluaran.arsip import periksa_arsip

pytestmark = [pytest.mark.lambat, pytest.mark.timeout(1800)]

TITIK = {
    "rina": ("ajukan", "putusan-ajukan.ditulis", "pintu_dibuka.tercatat"),
    "hasan": ("setujui", "putusan-setujui.tercatat", "keadaan-DIAJUKAN_KE_ATASAN.ditulis"),
    "surya": ("sahkan", "arsip.ditulis", "tunjuk.sebelum", "edisi_ditutup.tercatat"),
}
PERAN = {"rina": "petugas", "hasan": "ppid", "surya": "atasan"}


def test_peluncur_pekerja_dan_perbaikan_melanjutkan_sendiri(mulai, tmp_path: Path) -> None:
    m = mulai()
    mati = tmp_path / "mati"
    mati.mkdir()
    m.env["DIP_UJI_MATI"] = str(mati)
    m.nyalakan()
    run = m.jalankan()
    for orang, (keputusan, *titik) in TITIK.items():
        m.tunggu_gerbang(run, PERAN[orang])
        for t in titik:
            (mati / t).touch()
        m.putuskan(run, orang, keputusan)
    assert m.tunggu_selesai(run, 600) == "Terbit sebagian"
    assert list(mati.iterdir()) == []
    meja = m.meja()
    with meja.register.baca() as k:
        putusan = list(k.execute(select(tabel.putusan.c.keputusan).order_by(tabel.putusan.c.id)).scalars())
        rantai = baca_semua(k, meja.lembaga)
    assert putusan == ["ajukan", "setujui", "sahkan"]
    assert periksa_rantai(rantai, lembaga=meja.lembaga) == []
    assert sum(json.loads(c.isi)["peristiwa"] == "kode_diterbitkan" for c in rantai) == 3
    arsip = list((m.data / "arsip").glob("*/*"))
    assert len(arsip) == 1 and periksa_arsip(arsip[0]) == []
    assert len(list((m.data / "situs" / "rilis").glob("[0-9a-f]*"))) == 1
