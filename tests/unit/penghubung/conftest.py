"""What a connector may use, with a clock that stands still and waits that are only written down."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dip.gudang import Gudang
from dip.jam import WIB
from dip.pengaturan import Kebijakan, Opd
from dip.tarikan import Alat, Tarikan
from sumber.penghubung import penghubung

KINI = datetime(2026, 11, 22, 10, 0, tzinfo=WIB)


@dataclass
class Meja:
    """A drop folder, the tools, and `tarik` to pull it. `saat_tidur` runs when the connector waits."""

    akar: Path
    folder: Path
    alat: Alat
    tunggu: list[float]
    saat_tidur: list[Callable[[], None]] = field(default_factory=list)
    kebijakan: Kebijakan = field(default_factory=lambda: Kebijakan(batas_berkas_mb=1))

    def opd(self, **sumber: str | float) -> Opd:
        baku = {} if sumber.get("jenis") == "http" else {"jenis": "folder", "folder": "dinkes"}
        isi = {**baku, **sumber}
        return Opd.model_validate({"kode": "DINKES", "nama": "Dinas Kesehatan", "sumber": isi})

    def tarik(self, opd: Opd | None = None, terakhir: Tarikan | None = None) -> Tarikan:
        return penghubung(self.kebijakan, self.akar)(opd or self.opd(), terakhir, self.alat)

    def taruh(self, nama: str, isi: bytes = b"isi", umur: float = 3600.0) -> Path:
        """A file that was changed `umur` seconds before now."""
        jalan = self.folder / nama
        jalan.write_bytes(isi)
        self.umur(jalan, umur)
        return jalan

    @staticmethod
    def umur(jalan: Path, detik: float) -> None:
        saat = (KINI - timedelta(seconds=detik)).timestamp()
        os.utime(jalan, (saat, saat))


@pytest.fixture
def meja(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Meja:
    monkeypatch.delenv("DIP_MASUK", raising=False)
    akar = tmp_path / "masuk"
    folder = akar / "dinkes"
    folder.mkdir(parents=True)
    tunggu: list[float] = []
    aksi: list[Callable[[], None]] = []

    def tidur(detik: float) -> None:
        tunggu.append(detik)
        if aksi:
            aksi.pop(0)()

    alat = Alat(gudang=Gudang(str(tmp_path / "gudang")), jam=lambda: KINI, tidur=tidur)
    return Meja(akar=akar, folder=folder, alat=alat, tunggu=tunggu, saat_tidur=aksi)
