"""kill -9 of anything, held or pulling: after a new start the edition finishes by itself, nothing is double."""

from __future__ import annotations

import psutil
import pytest
from sqlalchemy import func, select

from dip.jejak import baca_semua, periksa_rantai
from dip.register import tabel
from flows.sistem import sampai

pytestmark = pytest.mark.timeout(600)


def periksa_tidak_ganda(m) -> None:
    """One edition, one decision a gate, one release, a whole chain, one archive."""
    meja = m.meja()
    with meja.register.baca() as k:
        assert k.execute(select(func.count()).select_from(tabel.edisi)).scalar() == 1
        assert k.execute(select(func.count()).select_from(tabel.terbitan)).scalar() == 1
        putusan = [b.keputusan for b in k.execute(select(tabel.putusan.c.keputusan).order_by(tabel.putusan.c.id))]
        rantai = baca_semua(k, meja.lembaga)
    assert putusan == ["ajukan", "setujui", "sahkan"]
    assert periksa_rantai(rantai) == []
    assert len(list((m.data / "situs" / "rilis").iterdir())) == 1
    assert len(list((m.data / "arsip").glob("*/*"))) == 1


def teruskan_sampai_terbit(m, run: str, dari: str) -> None:
    for peran, pejabat, keputusan in (
        ("petugas", "rina", "ajukan"),
        ("ppid", "hasan", "setujui"),
        ("atasan", "surya", "sahkan"),
    ):
        if (peran, dari) != ("petugas", "ppid"):
            m.tunggu_gerbang(run, peran)
            m.putuskan(run, pejabat, keputusan)
    assert m.tunggu_selesai(run) == "Terbit sebagian"
    periksa_tidak_ganda(m)


def test_semua_dibunuh_saat_tertahan_lalu_dinyalakan_lagi(mulai) -> None:
    m = mulai().nyalakan()
    run = m.jalankan()
    m.tunggu_gerbang(run, "petugas")
    m.putuskan(run, "rina", "ajukan")
    m.tunggu_gerbang(run, "ppid")
    m.bunuh("peluncur", "server", "pekerja", "pratinjau")
    m.nyalakan()
    assert m.keadaan(run)["type"] == "PAUSED"
    teruskan_sampai_terbit(m, run, "ppid")
    assert m.berhenti() == 0


def test_server_dan_pekerja_dibunuh_saat_mengumpulkan(mulai) -> None:
    m = mulai().nyalakan()
    run = m.jalankan()
    sampai(lambda: m.keadaan(run)["type"] == "RUNNING", 60, sebab="jalan tidak mulai")
    sampai(lambda: ada_tarikan(m), 60, sebab="belum ada tarikan")
    m.bunuh("peluncur", "server", "pekerja")
    m.bunuh_jalan()
    m.nyalakan()
    teruskan_sampai_terbit(m, run, "petugas")


def ada_tarikan(m) -> bool:
    with m.meja().register.baca() as k:
        return bool(k.execute(select(func.count()).select_from(tabel.tarikan)).scalar())


def test_pekerja_dibunuh_selagi_peluncur_hidup_pulih_sendiri(mulai) -> None:
    m = mulai().nyalakan()
    run = m.jalankan()
    sampai(lambda: m.keadaan(run)["type"] == "RUNNING", 60, sebab="jalan tidak mulai")
    m.bunuh("pekerja")
    m.bunuh_jalan()
    teruskan_sampai_terbit(m, run, "petugas")


def test_ctrl_c_menghentikan_semuanya_dengan_bersih(mulai) -> None:
    m = mulai().nyalakan()
    assert m.berhenti() == 0
    sisa = []
    for p in psutil.process_iter():
        try:
            if p.environ().get("DIP_DATA") == str(m.data):
                sisa.append(p.cmdline())
        except psutil.Error:
            continue
    assert sisa == []


def test_peluncur_kedua_untuk_data_yang_sama_ditolak(mulai, tmp_path, rumah) -> None:
    m = mulai().nyalakan()
    lain = type(m)(m.data, rumah, tmp_path / "lain.log")
    (m.data / "jalan" / "alamat.json").rename(tmp_path / "simpan.json")
    with pytest.raises(Exception, match="sudah berjalan"):
        lain.nyalakan()
    assert lain.proses.wait(30) == 1
    (tmp_path / "simpan.json").rename(m.data / "jalan" / "alamat.json")
