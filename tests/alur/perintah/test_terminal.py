"""A petugas asks for orders in a terminal, sees what he asks, and may withdraw."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

pytestmark = pytest.mark.lambat


def test_minta_lihat_dan_tarik_kembali(tayang, juru, monkeypatch, prefect_server) -> None:
    from flows.cli_terbitan import terbitan_app

    tayang("Rencana Kerja", "Daftar Gaji")
    kode = juru.kode()["DINA/Daftar Gaji"]
    dibuat: list[tuple[str, dict[str, int]]] = []
    monkeypatch.setenv("PREFECT_API_URL", prefect_server)
    monkeypatch.setattr("flows.perintah.tanya_ya", lambda _t: True)
    monkeypatch.setattr("flows.perintah.tanya_bukti", lambda *_a: ("tuti", juru.angka("tuti")[0]))
    monkeypatch.setattr("flows.perintah.buat_run", lambda _m, d, p: dibuat.append((d, p)) or "jalan")

    def dip(*kata: str) -> str:
        hasil = CliRunner().invoke(terbitan_app, list(kata))
        return hasil.output + str(hasil.exception or "")

    assert kode in dip("cabut", kode, "--alasan", "memuat data pribadi")
    assert dibuat == [("cabut-terbitan/cabut", {"perintah": 1})]
    assert "tidak sedang tayang" in dip("cabut", "UJI-DINA-0999", "--alasan", "memuat data pribadi")
    assert "Sebutkan kode" in dip("cabut")
    assert "DIP-UJI-2026-11" in dip("daftar")
    assert "Tidak ada terbitan" in dip("kembalikan", "DIP-UJI-2020-01", "--alasan", "salah terbit bulan ini")
    assert "Tidak ada yang bisa" in dip("adendum", "--opd", "DINA")
    from dip.perintah import baca_perintah

    with juru.meja.register.baca() as k:
        p = baca_perintah(k, 1)
    j = juru.jalankan(p)
    assert "ditarik kembali" in dip("batal", "1", "--alasan", "sudah diperbaiki OPD")
    assert j.kerjakan().nama == "Dibatalkan"
    assert kode in juru.kode().values()
