"""The `dip` command as people type it: clear sentences, exit codes, no traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import orjson
import pyotp
import pytest
from sqlalchemy import select

from dip.jam import sekarang
from dip.meja import buka_meja
from dip.register import tabel
from flows.sistem import sampai

Dip = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def dip(tmp_path: Path, rumah: Path) -> Dip:
    """Runs `dip` with its own data folder; keyword arguments are environment variables."""

    def jalan(*kata: str, **env: str) -> subprocess.CompletedProcess[str]:
        bersih = {n: v for n, v in os.environ.items() if not n.startswith(("PREFECT_", "DIP_"))}
        return subprocess.run(
            [sys.executable, "-m", "flows.cli", *kata],
            env={**bersih, "DIP_DATA": str(tmp_path / "data"), "COLUMNS": "160", **env},
            cwd=rumah, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip

    return jalan


@pytest.fixture
def pengaturan(tmp_path: Path, rumah: Path) -> Path:
    """A copy of the shipped settings, to be changed."""
    return Path(shutil.copytree(rumah / "sumber" / "contoh", tmp_path / "pengaturan"))


def test_periksa_memberi_kode_keluar_menurut_keparahan(dip: Dip, tmp_path: Path) -> None:
    baik, cacat, rusak = (tmp_path / n for n in ("baik.csv", "cacat.csv", "rusak.xlsx"))
    kepala = "No;Judul Informasi;Ringkasan Isi Informasi;Kategori;Pejabat yang Menguasai Informasi;Penanggung Jawab;"
    kepala += "Waktu dan Tempat Pembuatan;Bentuk Informasi;Retensi Arsip\n"
    baris = "1;Rencana Kerja 2026;Memuat rencana kerja tahunan;{};Sekretaris;Subbagian Umum;Ujikota, 2026;"
    baris += "Softcopy;5 tahun\n"
    baik.write_text(kepala + baris.format("Berkala"))
    cacat.write_text(kepala + baris.format("entah"))
    rusak.write_bytes(b"PK\x03\x04 bukan buku")
    assert dip("periksa", str(baik)).returncode == 0
    assert dip("periksa", str(baik), str(cacat)).returncode == 1
    hasil = dip("periksa", "--json", str(baik), str(cacat), str(rusak))
    assert hasil.returncode == 2
    isi = json.loads(hasil.stdout)
    assert [x["terbit"] for x in isi] == [1, 0, 0]
    assert [t["kode"] for t in isi[1]["temuan"] if t["keparahan"] == "wajib"] == ["DIP-011"]
    assert isi[2]["temuan"][0]["kode"] == "FILE-001"


@pytest.fixture
def daftarkan(tmp_path: Path, rumah: Path, pengaturan: Path) -> Callable[..., int]:
    """`dip pejabat daftar` with somebody at the keyboard whose phone scanned the QR code; the mode of the QR's file."""

    def jalan(nama: str, *kata: str) -> int:
        env = {"DIP_DATA": str(tmp_path / "data"), "DIP_PENGATURAN": str(pengaturan)}
        bersih = {n: v for n, v in os.environ.items() if not n.startswith(("PREFECT_", "DIP_"))}
        p = subprocess.Popen(
            [sys.executable, "-m", "flows.cli", "pejabat", "daftar", nama, *kata],
            # without a terminal of its own the digits are read from here
            env={**bersih, **env}, cwd=rumah, start_new_session=True, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        meja = buka_meja(pengaturan, env)
        t = tabel.rahasia

        def ditunggu() -> str | None:
            with meja.register.baca() as k:
                milik = (t.c.pejabat == nama, t.c.kunci_hidup.is_(None), t.c.dicabut == "")
                return k.execute(select(t.c.isi).where(*milik)).scalar()

        sampai(lambda: ditunggu() is not None, 300, batal=lambda: p.poll() is not None, sebab="tidak ada pendaftaran")
        isi = ditunggu() or ""
        qr = Path(kata[1]) if kata[:1] == ("--qr",) else None
        if qr is not None:
            sampai(lambda: qr.read_bytes().startswith(b"\x89PNG"), 300, sebab="QR tidak tertulis")
        hak = qr.stat().st_mode & 0o777 if qr is not None else 0
        angka = pyotp.TOTP(orjson.loads(meja.brankas.buka(isi))[2]).at(sekarang())
        keluar, _ = p.communicate(f"{angka}\n", timeout=300)
        assert p.returncode == 0, keluar
        return hak

    return jalan


def test_pejabat_sungguhan_didaftarkan_sekali_dengan_qr(
    dip: Dip, pengaturan: Path, tmp_path: Path, daftarkan: Callable[..., int]
) -> None:
    lembaga = pengaturan / "lembaga.yml"
    lembaga.write_text(lembaga.read_text().replace("contoh: true", "contoh: false"))
    pejabat = pengaturan / "pejabat.yml"
    pejabat.write_text(pejabat.read_text().replace('000"', '001"'))
    tertutup = pengaturan / "dik"  # the register of excluded information is for its owner's eyes only
    for jalan in (*tertutup.iterdir(), tertutup):
        jalan.chmod(0o700 if jalan == tertutup else 0o600)
    env = {"DIP_PENGATURAN": str(pengaturan)}
    qr = tmp_path / "qr.png"
    assert daftarkan("hasan", "--qr", str(qr)) == 0o600
    assert not qr.exists()  # a code that anybody could still scan
    assert dip("pejabat", "daftar", "hasan", **env).returncode == 1
    assert "Traceback" not in dip("kode", "hasan", **env).stderr
    assert dip("kode", "hasan", **env).returncode == 1
    assert dip("pejabat", "daftar", **env).stdout.count("belum") == 4
    assert dip("pejabat", "cabut", "hasan", **env).returncode == 0
    tak_bisa = dip("pejabat", "daftar", "rina", "--qr", str(tmp_path / "tidak" / "ada.png"), **env)
    assert (tak_bisa.returncode, "Traceback" in tak_bisa.stderr) == (1, False)
    assert dip("pejabat", "daftar", "hasan", **env).returncode == 1  # he had one: a witness is needed, if there is any
    daftarkan("hasan", "--tanpa-saksi")
    rahasia = tmp_path / "data" / "rahasia"
    assert all(p.stat().st_mode & 0o077 == 0 for p in [rahasia, *rahasia.iterdir(), tmp_path / "data" / "register.db"])


def test_contoh_di_atas_pejabat_lain_ditolak_saat_mulai(dip: Dip, pengaturan: Path) -> None:
    pejabat = pengaturan / "pejabat.yml"
    pejabat.write_text(pejabat.read_text().replace("Hasan Wiratama", "Orang Sungguhan"))
    hasil = dip("mulai", DIP_PENGATURAN=str(pengaturan))
    assert hasil.returncode == 1
    assert "Traceback" not in hasil.stderr
    assert "contoh" in hasil.stderr


def test_kesalahan_pengaturan_menyebut_berkas_dan_baris(dip: Dip, pengaturan: Path) -> None:
    (pengaturan / "opd" / "dinkes.yml").write_text("kode: DINKES\nnama: Dinas Kesehatan\nsumbr: {}\n")
    hasil = dip("status", DIP_PENGATURAN=str(pengaturan))
    assert hasil.returncode == 1
    assert "dinkes.yml" in hasil.stderr
    assert "3" in hasil.stderr
    assert "Traceback" not in hasil.stderr


def test_status_dan_jalankan_tanpa_sistem_mengatakan_langkah_berikut(dip: Dip) -> None:
    assert "dip jalankan" in dip("status").stdout
    hasil = dip("jalankan")
    assert hasil.returncode == 1
    assert "dip mulai" in hasil.stderr


def test_salah_ketik_dijawab_kalimat_bukan_jejak_galat(dip: Dip, tmp_path: Path) -> None:
    for kata, env in (
        (("jalankan", "2026-13"), {}),
        (("tarik-ulang", "TIDAKADA"), {}),
        (("lanjutkan", "2026-11"), {}),
        (("batalkan",), {}),
        (("periksa", str(tmp_path)), {}),
        (("mulai",), {"DIP_PORT": "abc"}),
        (("kode", "RINA"), {}),
    ):
        hasil = dip(*kata, **env)
        assert hasil.returncode != 0, kata
        assert hasil.stderr, kata
        assert "Traceback" not in hasil.stderr, kata


def test_bangka_meminta_pejabat_diisi(dip: Dip, rumah: Path) -> None:
    hasil = dip("status", DIP_PENGATURAN=str(rumah / "sumber" / "bangka"))
    assert hasil.returncode == 1
    assert "pejabat.contoh.yml" in hasil.stderr
