"""A settings folder that is right, to be broken in one place at a time."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dip.muat import PengaturanGalat, Salah, muat_pengaturan


@pytest.fixture
def folder(rumah: Path, tmp_path: Path) -> Path:
    tujuan = tmp_path / "pengaturan"
    shutil.copytree(rumah / "sumber" / "contoh", tujuan)
    return tujuan


@pytest.fixture
def salah(folder: Path) -> Callable[[], list[Salah]]:
    """The faults that the loader finds in `folder`."""

    def periksa() -> list[Salah]:
        with pytest.raises(PengaturanGalat) as galat:
            muat_pengaturan(folder)
        return galat.value.salah

    return periksa


@pytest.fixture
def ganti(folder: Path) -> Callable[[str, str, str], int]:
    """Replaces text in one file and tells the 1-based line where it stood."""

    def lakukan(berkas: str, lama: str, baru: str) -> int:
        jalan = folder / berkas
        isi = jalan.read_text("utf-8")
        assert lama in isi
        jalan.write_text(isi.replace(lama, baru, 1), "utf-8")
        return isi[: isi.index(lama)].count("\n") + 1

    return lakukan
