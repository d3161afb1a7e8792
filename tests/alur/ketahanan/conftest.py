"""Somebody at the preview, beside editions that are held for long."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

import httpx
import pytest


class Peramban:
    """Somebody at the preview, which keeps our clock (DIP_JAM) and presses Resume in the real Prefect."""

    def __init__(self, meja: Any) -> None:
        from dip.beku import muat_revisi
        from dip.jam import sekarang
        from keluaran.kabar import kirim
        from keluaran.pratinjau import Layanan, buat_aplikasi
        from tasks.lanjutkan import lanjutkan
        from tasks.lingkungan import alamat_pratinjau

        self.dasar = alamat_pratinjau()
        layanan = Layanan(
            register=meja.register, brankas=meja.brankas, pengaturan=lambda: meja.pengaturan,
            muat_revisi=lambda sidik: muat_revisi(meja.gudang, sidik), lanjutkan=partial(lanjutkan, meja),
            kabari=lambda pesan: kirim(meja.ruang("kabar"), pesan), jam=sekarang, alamat=self.dasar,
            alamat_prefect=lambda _: "", baca_koreksi=lambda *_: None, folder_pengaturan=meja.folder_pengaturan,
            baca_berkas=meja.gudang.baca,
        )  # fmt: skip
        self._aplikasi = buat_aplikasi(layanan)
        self.kuki = httpx.Cookies()
        self.halaman: dict[str, str] = {}

    def _minta(self, cara: str, jalan: str, isi: dict[str, str] | None = None) -> httpx.Response:
        async def tanya() -> httpx.Response:
            antar = httpx.ASGITransport(app=self._aplikasi)
            async with httpx.AsyncClient(transport=antar, base_url=self.dasar, cookies=self.kuki) as c:
                r = await c.request(cara, jalan, data=isi)
                self.kuki = c.cookies
                return r

        r = asyncio.run(tanya())
        self.halaman[f"{cara} {jalan}"] = r.text
        return r

    def buka(self, jalan: str) -> httpx.Response:
        return self._minta("GET", jalan)

    def kirim(self, jalan: str, isi: dict[str, str]) -> httpx.Response:
        return self._minta("POST", jalan, isi)

    def lupa(self) -> None:
        """Another browser."""
        self.kuki = httpx.Cookies()


@pytest.fixture
def peramban(pejabat: Any) -> Peramban:
    return Peramban(pejabat.meja)
