"""The desk everybody works at: settings, register, blob store and safe of one institution, opened together.

All under one folder `DIP_DATA` by default (design §5):

    register.db     the register (or DIP_REGISTER, a SQLAlchemy URL)
    gudang/         blobs by digest (or DIP_GUDANG, an fsspec URL)
    rahasia/        keys, 0700/0600
    masuk/          drop folders (or DIP_MASUK)
    arsip/ situs/ kabar/ tembolok/ jalan/
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dip.gudang import Gudang
from dip.muat import muat_pengaturan
from dip.pengaturan import Pengaturan
from dip.rahasia import Brankas
from dip.register import Register


@dataclass(frozen=True)
class Meja:
    """Open places of one institution. Properties open on first use and stay open for the life of the object."""

    data: Path
    folder_pengaturan: Path
    masuk: Path
    url_register: str
    url_gudang: str

    @cached_property
    def pengaturan(self) -> Pengaturan:
        """The settings; raises PengaturanGalat with file, line and remedy."""
        return muat_pengaturan(self.folder_pengaturan)

    @cached_property
    def register(self) -> Register:
        """The register."""
        if self.url_register:
            return Register(self.url_register)
        return Register.di_berkas(self.data / "register.db")

    @cached_property
    def gudang(self) -> Gudang:
        """The blob store."""
        return Gudang(self.url_gudang)

    @cached_property
    def brankas(self) -> Brankas:
        """The keys."""
        return Brankas(self.data / "rahasia")

    @property
    def lembaga(self) -> str:
        """Code of the institution."""
        return self.pengaturan.lembaga.kode

    def ruang(self, nama: str) -> Path:
        """A sub-folder of DIP_DATA, made when missing, readable for the owner only."""
        folder = self.data / nama
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder


def buka_meja(bawaan: Path, lingkungan: Mapping[str, str] | None = None) -> Meja:
    """The desk described by the environment; `bawaan` is the settings folder used when DIP_PENGATURAN is not set."""
    env = os.environ if lingkungan is None else lingkungan
    data = Path(env.get("DIP_DATA") or "data-dip").resolve()
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Meja(
        data=data,
        folder_pengaturan=Path(env.get("DIP_PENGATURAN") or bawaan).resolve(),
        masuk=Path(env.get("DIP_MASUK") or data / "masuk"),
        url_register=env.get("DIP_REGISTER", ""),
        url_gudang=env.get("DIP_GUDANG") or str(data / "gudang"),
    )
