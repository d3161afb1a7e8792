"""`dip verifikasi`: what it prints and how it ends."""

from __future__ import annotations

import json
import shutil

import pytest
from typer.testing import CliRunner

from flows.cli_verifikasi import verifikasi_app


@pytest.fixture
def jalankan():
    return lambda *a: CliRunner().invoke(verifikasi_app, ["verifikasi", *(str(x) for x in a)], env={"COLUMNS": "200"})


def test_holds(jalankan, semua_arsip):
    hasil = jalankan(semua_arsip("kode"))
    assert hasil.exit_code == 0
    assert hasil.stdout.count("BENAR") == 18
    assert "SALAH" not in hasil.stdout


def test_does_not_hold(jalankan, semua_arsip, tmp_path):
    arsip = shutil.copytree(semua_arsip("kode"), tmp_path / "a")
    (arsip / "terbuka/06-edisi/data/dip.csv").write_bytes(b"palsu")
    (arsip / "terbuka/[red]\x1b[2J").write_bytes(b"")
    hasil = jalankan(arsip)
    assert hasil.exit_code == 1
    assert hasil.stdout.count("SALAH") == 3
    assert "[red]" in hasil.stdout
    assert "\x1b[2J" not in hasil.stdout


def test_json(jalankan, semua_arsip):
    hasil = jalankan(semua_arsip("basah"), "--json")
    isi = json.loads(hasil.stdout)
    assert isi["sah"] is True
    assert [h["kunci"] for h in isi["hasil"]][:3] == ["manifes", "berkas_publik", "sidik"]


def test_head(jalankan, semua_arsip):
    assert jalankan(semua_arsip("basah"), "--kepala", "0" * 64).exit_code == 1


@pytest.mark.parametrize("argumen", [(), ("tidak-ada",), (".", "--apa"), (".", "--kepala", "x")])
def test_wrong_use(jalankan, argumen, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    hasil = jalankan(*argumen)
    assert hasil.exit_code == 2
    assert "Traceback" not in hasil.output
