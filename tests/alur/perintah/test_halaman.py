"""The page of an order says plainly what will happen, and gives the code."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import httpx
import pytest

from dip.jam import sekarang

ASAL = "http://127.0.0.1:4280"


class Peramban:
    """Asks the app in this process."""

    def __init__(self, aplikasi: Any) -> None:
        self._aplikasi = aplikasi

    def _minta(self, cara: str, alamat: str, **isi: Any) -> httpx.Response:
        async def jalan() -> httpx.Response:
            pintu = httpx.ASGITransport(self._aplikasi)
            async with httpx.AsyncClient(transport=pintu, base_url=ASAL) as c:
                return await c.request(cara, alamat, **isi)

        return asyncio.run(jalan())

    def get(self, alamat: str) -> httpx.Response:
        return self._minta("GET", alamat)

    def post(self, alamat: str, data: dict[str, str]) -> httpx.Response:
        return self._minta("POST", alamat, data=data, headers={"origin": ASAL})


@pytest.fixture
def peramban(juru):
    """The preview over the register of the test."""
    from dip.beku import muat_revisi
    from keluaran.pratinjau import Layanan, buat_aplikasi

    meja = juru.meja
    layanan = Layanan(
        register=meja.register,
        brankas=meja.brankas,
        pengaturan=lambda: meja.pengaturan,
        muat_revisi=lambda sidik: muat_revisi(meja.gudang, sidik),
        lanjutkan=lambda _p, _j: "",
        kabari=lambda _pesan: None,
        jam=sekarang,
        alamat=ASAL,
        alamat_prefect=lambda _p: "",
        baca_koreksi=lambda _isi, _nama: None,
        folder_pengaturan=meja.folder_pengaturan,
        baca_berkas=meja.gudang.baca,
    )
    return Peramban(buat_aplikasi(layanan))


def test_halaman_menyebut_butir_alasan_dan_memberi_kode(tayang, juru, peramban) -> None:
    from dip.perintah import pintu_perintah
    from dip.pintu import baca_pintu
    from keluaran.pratinjau import alamat_draf

    tayang("Rencana Kerja", "Daftar Gaji")
    kode = juru.kode()["DINA/Daftar Gaji"]
    p = juru.minta("cabut", butir=[kode], alasan="Memuat <b>nama</b> orang", keterangan="Sedang diperiksa.")
    with juru.meja.register.baca() as k:
        alamat = alamat_draf(juru.meja.brankas, "", baca_pintu(k, pintu_perintah(k, p)), sekarang())
    isi = peramban.get(alamat).text
    for harap in (kode, "Daftar Gaji", "Memuat &lt;b&gt;nama&lt;/b&gt; orang", "Sedang diperiksa.", "Tuti Petugas"):
        assert harap in isi
    assert "Rencana Kerja" not in isi
    assert peramban.get(f"{alamat}/daftar").status_code == 404
    assert peramban.get(f"{alamat}/status").status_code == 200
    assert 'value="tolak"' in peramban.get(f"{alamat}/putuskan").text
    totp, _ = juru.angka("pandu")
    data = {"keputusan": "setujui", "pejabat": "pandu", "totp": totp, "alasan": ""}
    jawab = peramban.post(f"{alamat}/putuskan", data=data)
    assert jawab.status_code == 200, jawab.text
    assert re.search(r"<output>[A-Z2-9]{3}-[A-Z2-9]{3}-[A-Z2-9]{3}</output>", jawab.text)
    assert "perintah nomor 1" in peramban.get("/").text.lower()
