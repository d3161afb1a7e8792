"""A backup made while an edition is held, restored on another machine with a fresh Prefect: the month goes on."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from dip.jejak import baca_semua, periksa_rantai

pytestmark = pytest.mark.lambat


def mesin_baru(tmp_path: Path, cadangan: Path, monkeypatch: pytest.MonkeyPatch, register: str = "") -> Any:
    """Restore into an empty folder, and work there from now on."""
    from dip.cadangan_pulih import Tujuan, pulihkan
    from dip.jam import sekarang
    from tasks.meja import meja_kerja

    data = tmp_path / "mesin-baru"
    hasil = pulihkan(cadangan, Tujuan(data, register), sekarang())
    assert hasil.daftar_ulang == []
    monkeypatch.setenv("DIP_DATA", str(data))
    monkeypatch.setenv("DIP_PENGATURAN", str(hasil.pengaturan))
    monkeypatch.setenv("DIP_REGISTER", register)
    meja_kerja.cache_clear()
    return meja_kerja()


def hapus_run(j: Any) -> None:
    """A fresh Prefect knows nothing of the run that held the edition."""
    j.minta("DELETE", f"/flow_runs/{j.id}")


@pytest.mark.parametrize("ke", ["sqlite", "postgres"])
def test_ditahan_pada_ppid_dicadangkan_dipulihkan_dan_terbit(
    kabupaten: Any, jalan: Any, pejabat: Any, tabel: Any, tmp_path: Path, ke: str,
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    from dip.cadangan import cadangkan
    from dip.jam import sekarang
    from keluaran.verifikasi import verifikasi

    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja", "Laporan Kinerja"))
    j = jalan().kerjakan()
    pejabat.putuskan(j, "tuti", "ajukan")
    kode = pejabat.kode("pandu", "setujui")  # taken before the loss, pressed after it
    hasil = cadangkan(pejabat.meja, tmp_path / "cadangan", sekarang(), kunci=True)
    assert (hasil.rusak, hasil.hilang) == ([], [])
    (kabupaten.data).rename(tmp_path / "hilang")
    hapus_run(j)
    register = str(request.getfixturevalue("register_postgres")) if ke == "postgres" else ""
    pejabat.meja = mesin_baru(tmp_path, hasil.folder, monkeypatch, register)

    baru = jalan().kerjakan()  # what `dip lanjutkan 2026-11` starts
    assert pejabat.jawab(baru, "setujui", kode) == ""
    pejabat.putuskan(baru, "sari", "sahkan")
    assert baru.nama == "Terbit"
    data = Path(os.environ["DIP_DATA"])
    assert json.loads((data / "situs" / "kini" / "dip-manifest.json").read_bytes())["periode"] == "2026-11"
    assert [h.kunci for h in verifikasi(data / "arsip/2026/DIP-UJI-2026-11").hasil if h.status == "gagal"] == []
    with pejabat.meja.register.baca() as k:
        rantai = baca_semua(k, "UJI")
    urut, kepala = hasil.kepala["UJI"]
    assert periksa_rantai(rantai, lembaga="UJI", kepala=kepala, urut_kepala=urut) == []
    peristiwa = [json.loads(c.isi)["peristiwa"] for c in rantai]
    assert (peristiwa.count("dipulihkan"), peristiwa.count("edisi_diambil_alih"), peristiwa.count("putusan")) == (
        1,
        1,
        3,
    )
    assert not (tmp_path / "hilang" / "arsip").exists()


def test_edisi_tayang_yang_dipulihkan_masih_terbukti_dan_digantikan(
    kabupaten: Any, jalan: Any, pejabat: Any, tabel: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dip.cadangan import cadangkan
    from dip.jam import sekarang

    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja", "Laporan Kinerja"))
    j = jalan().kerjakan()
    pejabat.terbitkan(j)
    assert j.nama == "Terbit"
    kunci = cadangkan(pejabat.meja, tmp_path / "usb", sekarang(), kunci=True).folder / "rahasia"
    hasil = cadangkan(pejabat.meja, tmp_path / "cadangan", sekarang())
    kabupaten.data.rename(tmp_path / "hilang")
    kunci.rename(tmp_path / "hilang" / "kunci-usb")
    from dip.cadangan_pulih import Tujuan, pulihkan
    from tasks.meja import meja_kerja

    baru = tmp_path / "data"  # the same place as before
    pulihkan(hasil.folder, Tujuan(baru), sekarang(), kunci=tmp_path / "hilang" / "kunci-usb")
    meja_kerja.cache_clear()
    pejabat.meja = meja_kerja()
    kabupaten.kirim("DINA", tabel("Rencana Kerja", "Daftar Aset"))
    lanjut = jalan("2026-12").kerjakan()
    pejabat.terbitkan(lanjut)
    assert lanjut.nama == "Terbit"


def test_disk_penuh_di_tengah_edisi_lalu_diteruskan(
    kabupaten: Any, jalan: Any, pejabat: Any, tabel: Any, tmp_path: Path
) -> None:
    """The folder of data is a file system of its own; it fills up between two gates."""
    import subprocess

    data = kabupaten.data
    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja", "Laporan Kinerja"))
    j = jalan().kerjakan()
    pejabat.putuskan(j, "tuti", "ajukan")
    for bagian in ("gudang", "arsip"):
        pasang = ["mount", "-t", "tmpfs", "-o", "size=600k,mode=0700", "tmpfs", str(data / bagian)]
        (data / bagian).mkdir(exist_ok=True)
        salinan = tmp_path / f"isi-{bagian}"
        subprocess.run(["cp", "-a", str(data / bagian), str(salinan)], check=True)
        if subprocess.run(pasang, capture_output=True, check=False).returncode:
            pytest.skip("tidak boleh memasang disk di sini")
        subprocess.run(["cp", "-a", f"{salinan}/.", str(data / bagian)], check=True)
    try:
        ganjal = data / "gudang" / "pengganjal"
        subprocess.run(["dd", "if=/dev/zero", f"of={ganjal}", "bs=1k"], capture_output=True, check=False)
        pejabat.putuskan(j, "pandu", "setujui")  # its minutes are blobs: no room for them
        assert (j.keadaan["type"], "penuh" in j.keadaan["message"]) == ("FAILED", True)
        assert "DiskGalat" in j.keadaan["message"]
        ganjal.unlink()
        j = jalan().kerjakan()
        pejabat.putuskan(j, "sari", "sahkan")
        assert (j.keadaan["type"], "penuh" in j.keadaan["message"]) == ("FAILED", True)  # the archive does not fit
        assert not [p for p in (data / "arsip").rglob("*") if p.is_file()]
        assert not (data / "situs" / "kini").exists()
        subprocess.run(["mount", "-o", "remount,size=50m", str(data / "arsip")], check=True)
        subprocess.run(["mount", "-o", "remount,size=50m", str(data / "gudang")], check=True)
        j = jalan().kerjakan()
        assert j.nama == "Terbit"
    finally:
        for bagian in ("gudang", "arsip"):
            subprocess.run(["umount", "-l", str(data / bagian)], check=False)
