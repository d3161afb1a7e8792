"""`dip terbitan …`, `dip cetak`, `dip periksa-pdf` before anything was published, and with words that do not fit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result


@pytest.fixture
def dip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """`dip("terbitan", "daftar")` on fresh data of the fictional regency; nobody can prove who he is there."""
    from flows.cli import app

    def tanya(*_a: object) -> tuple[str, str]:
        raise AssertionError("asked for a proof of person")

    for nama in ("DIP_PENGATURAN", "DIP_REGISTER", "DIP_GUDANG"):
        monkeypatch.delenv(nama, raising=False)
    monkeypatch.setenv("DIP_DATA", str(tmp_path / "data"))
    monkeypatch.setattr("flows.perintah.tanya_bukti", tanya)
    monkeypatch.setattr("flows.perintah.tanya_ya", tanya)
    return lambda *kata: CliRunner().invoke(app, list(kata))


@pytest.mark.parametrize(
    "kata",
    [
        ("terbitan", "cabut", "KTH-DINKES-0001"),
        ("terbitan", "cabut", "--seluruhnya", "--alasan", "isinya keliru seluruhnya"),
        ("terbitan", "cabut"),
        ("terbitan", "kembalikan", "DIP-KTH-2026-10"),
        ("terbitan", "adendum"),
        ("terbitan", "adendum", "--opd", "DINKES"),
        ("terbitan", "batal", "x"),
        ("terbitan", "batal", "9" * 40),
        ("terbitan", "batal", "7"),
        ("terbitan", "lanjutkan", "-"),
        ("tujuan", "rencana"),
        ("cetak",),
        ("cetak", "--draf"),
        ("periksa-pdf", "tidak-ada.pdf"),
    ],
)
def test_satu_kalimat_dan_tanpa_bertanya(dip, kata) -> None:
    from flows.sistem import SistemGalat

    hasil = dip(*kata)
    assert isinstance(hasil.exception, SistemGalat)
    assert str(hasil.exception)


def test_belum_ada_yang_tayang_bukan_sudah_berganti(dip) -> None:
    from dip.tolakan import Tolakan, kalimat_tolakan

    hasil = dip("terbitan", "cabut", "KTH-DINKES-0001", "--alasan", "memuat nama pasien")
    assert str(hasil.exception) != kalimat_tolakan(Tolakan("perintah_usang"))


def test_alasan_pendek_ditolak_sebelum_bukti_diri() -> None:
    from flows.perintah import _alasan
    from flows.sistem import SistemGalat

    with pytest.raises(SistemGalat):
        _alasan(" pendek   ")
    assert _alasan("memuat nama pasien") == "memuat nama pasien"
