"""A site that could not be looked at is no site that was changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dip.pengaturan_tujuan import TujuanFolder, TujuanSftp
from dip.sidik import json_baku, sha256
from tasks.meja import meja_kerja
from tasks.situs import banding, rencana, uji
from tasks.terbit import buka_tujuan


@pytest.fixture(autouse=True)
def _meja(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DIP_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DIP_PENGATURAN", raising=False)
    meja_kerja.cache_clear()
    yield
    meja_kerja.cache_clear()


@pytest.fixture
def berkas() -> dict[str, bytes]:
    isi = {"index.html": b"indeks", "unit/a-1.html": b"unit"}
    daftar = {n: {"sha256": sha256(b), "ukuran": len(b)} for n, b in isi.items()}
    return {**isi, "dip-manifest.json": json_baku({"berkas": daftar})}


def test_tanpa_rahasia_situs_tidak_terbaca_bukan_berbeda(berkas: dict[str, bytes]) -> None:
    t = TujuanSftp(
        jenis="sftp", nama="Hosting", inang="127.0.0.1", pengguna="dip", rahasia="tidak-ada", folder="dip",
        sidik_inang="SHA256:" + "A" * 43,
    )  # fmt: skip
    k = banding(t, berkas)
    assert (k.tujuan, k.keadaan) == ("Hosting", "tak_terbaca")
    assert "tidak-ada" in k.sebab
    assert uji(t) == [k.sebab]
    assert rencana(t, berkas) == (k.sebab, False)


def test_folder_sesuai_lalu_berbeda(tmp_path: Path, berkas: dict[str, bytes]) -> None:
    from keluaran.tujuan import id_rilis, terbitkan

    t = TujuanFolder(jenis="folder", nama="Situs", folder=str(tmp_path / "situs"))
    assert banding(t, berkas).keadaan == "berbeda"  # nothing there yet
    assert terbitkan(buka_tujuan(t), berkas, id_rilis(berkas)).ok
    assert (banding(t, berkas).keadaan, banding(t, berkas).sebab) == ("sesuai", "")
    assert rencana(t, berkas)[1]
    (tmp_path / "situs" / "kini" / "index.html").write_bytes(b"lain")
    k = banding(t, berkas)
    assert k.keadaan == "berbeda"
    assert "index.html" in k.sebab
