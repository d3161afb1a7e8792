"""Children load what they need of this package, not the builders of the whole site."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import keluaran.bentuk

BERAT = ("keluaran.bentuk.situs", "keluaran.bentuk.dasar", "keluaran.cetak", "pandas", "sqlalchemy", "typst")


@pytest.mark.parametrize("modul", ["keluaran.balasan_anak", "keluaran.gambar_pdf_anak", "keluaran.bentuk"])
def test_anak_tidak_memuat_pembangun(modul: str) -> None:
    tulis = f"import json, sys, {modul}; print(json.dumps([m for m in {BERAT!r} if m in sys.modules]))"
    hasil = subprocess.run([sys.executable, "-c", tulis], capture_output=True, check=True, timeout=120)
    boleh = {"typst"} if modul == "keluaran.gambar_pdf_anak" else set()
    assert set(json.loads(hasil.stdout)) <= boleh


def test_setiap_nama_paket_ada() -> None:
    for nama in keluaran.bentuk.__all__:
        assert getattr(keluaran.bentuk, nama) is not None
    with pytest.raises(AttributeError):
        _ = keluaran.bentuk.tidak_ada
