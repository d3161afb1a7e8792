"""The nightly look at links: what it finds reaches petugas and offices, and broken sites count on the second day."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dip.tautan import MATI, Amatan
from dip.tautan_catat import tautan_buruk


@pytest.fixture
def jawab(monkeypatch: pytest.MonkeyPatch) -> dict[str, Amatan]:
    """What the sites answer by address; every other link works. Nothing is asked over the network."""
    import sumber.penghubung.tautan_malam as malam

    isi: dict[str, Amatan] = {}
    monkeypatch.setattr(malam, "periksa_tautan", lambda alamat, **_: isi.get(alamat, Amatan(status=200)))
    return isi


def _kabar(data: Path) -> list[str]:
    return [b.read_text() for b in sorted((data / "kabar").glob("tautan-*"))]


@pytest.mark.lambat
def test_semalam(jawab, kabupaten, jalan, tabel, monkeypatch, capsys) -> None:
    from flows.cek_tautan import cek_tautan
    from tasks.meja import meja_kerja

    p = jalan(alur=cek_tautan).kerjakan()
    assert p.nama == "Belum ada tautan"

    kabupaten.kirim("DINA", tabel("Laporan keuangan", "Laporan kinerja"))
    kabupaten.kirim("DINB", tabel("Daftar aset"))
    jalan().kerjakan()  # a draft at its first gate is enough
    hilang, diam = "https://uji.go.id/1.pdf", "https://uji.go.id/2.pdf"
    jawab.update({hilang: Amatan("LNK-002", 404, "jawaban 404"), diam: Amatan(MATI, rincian="terlalu lambat")})
    for malam in ("2026-11-22", "2026-11-23", "2026-11-24"):
        monkeypatch.setenv("DIP_JAM", f"{malam}T01:00:00+07:00")
        p = jalan(alur=cek_tautan, menit=1).kerjakan()
        assert p.nama == "Tautan diperiksa"
    meja = meja_kerja()
    with meja.register.baca() as k:
        buruk = tautan_buruk(k, meja.lembaga)
    assert {u: t.kelas for u, t in buruk.items()} == {hilang: "LNK-002", diam: MATI}

    # one message for the night something broke, none for the night nothing did
    satu, dua = _kabar(kabupaten.data)
    assert "Dinas A: 1 tautan" in satu and "Dinas B: 1 tautan" in satu and "Dinas A: 1 tautan" in dua
    assert "Dinas B" not in dua
    buku = openpyxl.load_workbook(kabupaten.data / "tautan" / "DINA.xlsx")
    assert [str(b[0].value) for b in buku.active.iter_rows(min_row=5)] == [hilang, diam]

    jawab.clear()
    monkeypatch.setenv("DIP_JAM", "2026-11-25T01:00:00+07:00")
    jalan(alur=cek_tautan, menit=1).kerjakan()
    with meja.register.baca() as k:
        assert not tautan_buruk(k, meja.lembaga)
    assert not list((kabupaten.data / "tautan").glob("*.xlsx"))
    assert len(_kabar(kabupaten.data)) == 2


def test_perintah_terminal(jawab, kabupaten, jalan, tabel) -> None:
    import orjson
    from typer.testing import CliRunner

    from flows.cli import app

    def dip(*argumen: str) -> Any:
        return CliRunner().invoke(app, ["tautan", *argumen])

    assert dip("daftar").exit_code == 0
    kabupaten.kirim("DINA", tabel("Laporan keuangan"))
    jalan().kerjakan()
    jawab["https://uji.go.id/1.pdf"] = Amatan("LNK-004", 403, "meminta masuk")
    hasil = dip("periksa", "--menit", "1")
    assert hasil.exit_code == 1 and "LNK-004" in hasil.output
    hasil = dip("daftar", "--opd", "dina", "--json")
    (satu,) = orjson.loads(hasil.stdout)
    assert hasil.exit_code == 1
    assert (satu["opd"], satu["kode"], satu["butir"]) == ("DINA", "LNK-004", ["UJI-DINA-0001"])
    assert dip("daftar", "--opd", "DINB").exit_code == 0
    assert dip("daftar", "--opd", "TIADA").exit_code == 2
