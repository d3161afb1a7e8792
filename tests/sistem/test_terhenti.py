"""kill -9 of anything, held or pulling: after a new start the edition finishes by itself, nothing is double."""

from __future__ import annotations

import psutil
import pytest
from sqlalchemy import func, select

from dip.jejak import baca_semua, periksa_rantai
from dip.register import tabel
from flows.sistem import sampai

pytestmark = pytest.mark.timeout(1800)


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


def teruskan(m, run: str, *langkah: str) -> None:
    """The officials of these gates decide, straight on."""
    orang = {"petugas": ("rina", "ajukan"), "ppid": ("hasan", "setujui"), "atasan": ("surya", "sahkan")}
    for peran in langkah:
        m.tunggu_gerbang(run, peran)
        m.putuskan(run, *orang[peran])


def ada_tarikan(m) -> bool:
    with m.meja().register.baca() as k:
        return bool(k.execute(select(func.count()).select_from(tabel.tarikan)).scalar())


def tunggu_mengumpulkan(m, run: str) -> None:
    sampai(lambda: m.keadaan(run)["type"] == "RUNNING", 300, sebab="jalan tidak mulai")
    sampai(lambda: ada_tarikan(m), 300, sebab="belum ada tarikan")


@pytest.mark.lambat
def test_semua_dibunuh_saat_mengumpulkan_dan_lagi_saat_tertahan(mulai) -> None:
    m = mulai().nyalakan()
    run = m.jalankan()
    tunggu_mengumpulkan(m, run)
    m.bunuh("peluncur", "server", "pekerja")
    m.bunuh_jalan()
    m.nyalakan()
    teruskan(m, run, "petugas")
    m.tunggu_gerbang(run, "ppid")
    m.bunuh("peluncur", "server", "pekerja", "pratinjau")
    m.nyalakan()
    assert m.keadaan(run)["type"] == "PAUSED"
    teruskan(m, run, "ppid", "atasan")
    assert m.tunggu_selesai(run) == "Terbit sebagian"
    periksa_tidak_ganda(m)


@pytest.mark.lambat
@pytest.mark.parametrize("korban", ["pekerja", "server"])
def test_satu_bagian_dibunuh_selagi_peluncur_hidup_pulih_sendiri(mulai, korban: str) -> None:
    m = mulai().nyalakan()
    run = m.jalankan()
    tunggu_mengumpulkan(m, run)
    m.bunuh(korban)
    if korban == "pekerja":
        m.bunuh_jalan()
    teruskan(m, run, "petugas", "ppid", "atasan")
    assert m.tunggu_selesai(run) == "Terbit sebagian"
    periksa_tidak_ganda(m)


def test_peluncur_kedua_ditolak_dan_ctrl_c_menghentikan_semuanya(mulai, tmp_path, rumah) -> None:
    m = mulai().nyalakan()
    lain = type(m)(m.data, rumah, tmp_path / "lain.log")
    lain.proses = lain.luncurkan()
    assert lain.proses.wait(300) == 1
    assert "sudah berjalan" in lain.catatan.read_text()
    assert m.berhenti() == 0
    sisa = []
    for p in psutil.process_iter():
        try:
            if p.environ().get("DIP_DATA") == str(m.data):
                sisa.append(p.cmdline())
        except psutil.Error:
            continue
    assert sisa == []
