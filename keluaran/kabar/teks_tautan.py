"""What people are told about links and about the monthly proof of what is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from dip.jam import ke_wib, nama_periode, periode_dari
from dip.pengaturan import Pejabat
from keluaran.kabar import Pesan
from keluaran.kabar.sapaan import pesan_pejabat, sapa

CONTOH = 10
"""Examples and offices that are named in a message; the rest is counted."""


def tautan_baru(
    pejabat: Pejabat, menurut_opd: Mapping[str, int], contoh: Sequence[str], folder: str, waktu: datetime
) -> Pesan:
    """To a petugas: links that broke since the last look, by office. Once a night.

    `contoh` are sentences, the worst first; `folder` is where the workbooks for the offices lie.
    """
    n = sum(menurut_opd.values())
    opd = "\n".join(f"- {nama}: {banyak} tautan" for nama, banyak in list(menurut_opd.items())[:CONTOH])
    lebih = f"\n- dan {len(menurut_opd) - CONTOH} OPD lain" if len(menurut_opd) > CONTOH else ""
    isi = (
        f"{sapa(pejabat)}\n\nPemeriksaan malam ini menemukan {n} tautan yang baru rusak:\n{opd}{lebih}\n\n"
        + "\n".join(f"- {c}" for c in contoh[:CONTOH])
        + f"\n\nYang dilakukan: teruskan daftar tiap OPD kepada OPD itu. Berkasnya ada di {folder}. "
        "Lihat semuanya: dip tautan daftar"
    )
    return pesan_pejabat(
        pejabat,
        perihal=f"{n} tautan baru rusak",
        isi=isi,
        waktu=waktu,
        kunci=f"tautan-{ke_wib(waktu).date().isoformat()}-{pejabat.kode}",
    )


def arsip_salah(pejabat: Pejabat, bagian: Sequence[tuple[str, str]], waktu: datetime) -> Pesan:
    """To a petugas or PPID: what the monthly proof found wrong, as (part, what to do). Once a month."""
    periode = periode_dari(waktu)
    isi = (
        f"{sapa(pejabat)}\n\nPemeriksaan arsip bulan {nama_periode(periode)} menemukan hal yang tidak benar:\n"
        + "\n".join(f"- {nama}. {langkah}" for nama, langkah in bagian)
        + "\n\nRinciannya ada di tabel jalan *periksa-arsip*. Sesudah diperbaiki, periksa lagi: dip periksa-arsip"
    )
    return pesan_pejabat(
        pejabat,
        perihal=f"Arsip {nama_periode(periode)}: {len(bagian)} bagian tidak benar",
        isi=isi,
        waktu=waktu,
        kunci=f"arsip-{periode}-{pejabat.kode}",
    )
