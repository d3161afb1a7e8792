"""`dip` speaks Indonesian, also where Typer speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from flows.cli import app
from flows.cli_bahasa import SALAH_TULIS, jalankan, susun

INGGRIS = re.compile(
    r"Usage:|OPTIONS|COMMAND|\bArguments\b|\bOptions\b|\bCommands\b|Show this message|\[default|\[required|\bInstall\b"
)


def semua(perintah: Any, nama: tuple[str, ...] = ("dip",)) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield nama, perintah
    for anak, isi in getattr(perintah, "commands", {}).items():
        yield from semua(isi, (*nama, anak))


def bantuan(kata: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("sys.argv", [*kata, "--help"])
    assert jalankan(app) == 0
    return capsys.readouterr().out


def test_bantuan_setiap_perintah_berbahasa_indonesia(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    for nama, perintah in semua(susun(app)):
        if nama == ("dip",) or not hasattr(perintah, "commands"):
            teks = bantuan(nama, capsys, monkeypatch)
            assert not INGGRIS.search(teks), (nama, INGGRIS.search(teks))
        assert perintah.help, nama


@pytest.mark.parametrize(
    ("kata", "isi"),
    [
        (["statu"], "'status'"),
        (["lacak"], "'kode'"),
        (["lacak", "A", "--x"], "--x"),
        (["lacak", "A", "B"], "B"),
        (["surat", "permintaan", "--ke", "9"], "2"),
        (["surat", "permintaan", "--ke", "dua"], "angka"),
        (["periksa", "tidak-ada.xlsx"], "tidak-ada.xlsx"),
    ],
)
def test_salah_tulis_dikatakan_dengan_kode_keluar_dua(
    kata: list[str], isi: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["dip", *kata])
    assert jalankan(app) == SALAH_TULIS
    galat = capsys.readouterr().err
    assert isi in galat
    assert not re.search(r"No such|Missing|unexpected|Input should|does not exist|Usage", galat)


def test_tanpa_warna_tidak_menulis_kode_warna(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.layar import galat, layar

    monkeypatch.setenv("NO_COLOR", "")
    monkeypatch.setattr("sys.argv", ["dip", "--tanpa-warna", "lacak", "--help"])
    try:
        assert jalankan(app) == 0
        assert layar.no_color
        assert galat.no_color
    finally:
        layar.no_color = galat.no_color = False
    assert "\x1b[" not in capsys.readouterr().out
