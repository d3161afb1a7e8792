"""What people are told about the websites after publication."""

from __future__ import annotations

from datetime import datetime

from dip.pengaturan import Pejabat
from dip.sidik import sha256
from keluaran.kabar import Pesan
from keluaran.kabar.sapaan import pesan_pejabat, sapa


def situs_tak_terbaca(pejabat: Pejabat, kode: str, tujuan: str, sebab: str, waktu: datetime) -> Pesan:
    """To a petugas: a site could not be looked at. Once a day for each site."""
    isi = (
        f"{sapa(pejabat)}\n\nHari ini {tujuan} tidak dapat dibandingkan dengan {kode} yang disahkan. {sebab}\n\n"
        "Yang dilakukan: buka situsnya di peramban. Bila tidak terbuka, hubungi pengelolanya. Lalu coba lagi: "
        "dip tujuan periksa"
    )
    return pesan_pejabat(
        pejabat,
        perihal=f"{kode}: {tujuan} tidak dapat diperiksa",
        isi=isi,
        waktu=waktu,
        kunci=f"situs-tak-terbaca-{sha256(tujuan.encode())[:8]}-{waktu.date().isoformat()}-{pejabat.kode}",
    )


def situs_berbeda(pejabat: Pejabat, kode: str, tujuan: str, sebab: str, waktu: datetime) -> Pesan:
    """To a petugas: a site no longer shows what was ratified. Once a day for each site."""
    isi = (
        f"{sapa(pejabat)}\n\n{tujuan} tidak lagi sama dengan {kode} yang disahkan. {sebab}\n\n"
        "Yang dilakukan: tanyakan kepada pengelola situs siapa yang mengubahnya. Untuk memasang kembali yang disahkan, "
        "jalankan: dip tujuan perbaiki"
    )
    return pesan_pejabat(
        pejabat,
        perihal=f"{kode}: {tujuan} berubah",
        isi=isi,
        waktu=waktu,
        kunci=f"situs-{sha256(tujuan.encode())[:8]}-{waktu.date().isoformat()}-{pejabat.kode}",
    )
