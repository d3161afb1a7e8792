"""Berita acara of an order after publication: what was taken down, brought back or added, why, and who decided it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dip.jam import ke_wib
from dip.pengaturan import Lembaga
from dip.perintah import Perintah
from dip.revisi import JenisPerintah, Tanda
from dip.sidik import nomor_draf
from keluaran.surat import bagian as s
from keluaran.surat.naskah import (
    BarisRinci,
    Blok,
    Judul,
    KolomTabel,
    Naskah,
    Paragraf,
    Rincian,
    Tabel,
    TandaTangan,
)
from keluaran.surat.terbilang import hari_terbilang
from keluaran.templat.ejaan import tulis_angka, tulis_iso

JUDUL: dict[JenisPerintah, str] = {
    "adendum": "ADENDUM DAFTAR INFORMASI PUBLIK (SERTA MERTA)",
    "cabut": "PENCABUTAN DARI DAFTAR INFORMASI PUBLIK",
    "kembalikan": "PENGEMBALIAN TERBITAN DAFTAR INFORMASI PUBLIK",
}
"""The second line of the heading, by kind of order."""

_TINDAKAN: dict[JenisPerintah, str] = {
    "adendum": "menambahkan informasi yang wajib diumumkan serta merta ke",
    "cabut": "mencabut informasi dari",
    "kembalikan": "mengembalikan ke terbitan terdahulu",
}


@dataclass(frozen=True, slots=True)
class ButirPerintah:
    """One item of an order, as it was published or is now: code, title, office."""

    kode: str
    judul: str
    opd: str


def berita_acara_perintah(
    p: Perintah,
    lembaga: Lembaga,
    ppid: Tanda,
    butir: Sequence[ButirPerintah],
    sebelum: str,
    sesudah: str,
    kode_edisi: str,
    kepala_jejak: str,
    waktu: datetime,
    *,
    nomor: str = "",
) -> Naskah:
    """The minutes of carrying out an approved order.

    `sebelum` and `sesudah` name the releases. An *adendum* is ratified by the Atasan with the next edition, which the
    minutes say.
    """
    jenis = p.isi.jenis
    hari = ke_wib(waktu).date()
    isi: list[Blok] = [
        Judul(("BERITA ACARA", JUDUL[jenis]), (f"NOMOR : {s.atau_isian(nomor)}",)),
        Paragraf(
            f"Pada hari ini, {hari_terbilang(hari)} ({hari:%d-%m-%Y}), bertempat di {lembaga.ibu_kota}, Pejabat "
            f"Pengelola Informasi dan Dokumentasi {_TINDAKAN[jenis]} Daftar Informasi Publik (DIP) "
            f"{lembaga.nama_pendek} yang tayang, dengan rincian sebagai berikut.",
            inden=True,
        ),
        Rincian(
            (
                BarisRinci("Perintah", f"nomor {p.nomor} ({nomor_draf(p.sidik)})"),
                BarisRinci("Diminta oleh", f"{p.peminta.nama}, {p.peminta.jabatan_lengkap}, {tulis_iso(p.waktu)}"),
                BarisRinci("Disetujui oleh", f"{ppid.nama}, {ppid.jabatan_lengkap}, {tulis_iso(ppid.waktu)}"),
                BarisRinci("Terbitan sebelumnya", sebelum),
                BarisRinci("Terbitan sesudahnya", sesudah),
                BarisRinci("Jumlah informasi", "seluruhnya" if p.seluruhnya else tulis_angka(len(butir))),
                BarisRinci("Keterangan umum", p.isi.keterangan or "-"),
                BarisRinci("Sidik perintah", p.sidik, sidik=True),
                BarisRinci("Kepala jejak", kepala_jejak, sidik=True),
            )
        ),
        Paragraf("Alasan", tebal=True),
        Paragraf(p.isi.alasan),
    ]
    if butir:
        kolom = (
            KolomTabel("No", 10, "kanan"),
            KolomTabel("Kode", 40),
            KolomTabel("Informasi", 80),
            KolomTabel("OPD", 35),
        )
        isi.append(Paragraf("Informasi", tebal=True))
        isi.append(Tabel(kolom, tuple((str(n), b.kode, b.judul, b.opd) for n, b in enumerate(butir, 1)), huruf=8.5))
    if jenis == "adendum":
        isi.append(Paragraf("Informasi ini disahkan Atasan PPID bersama edisi berikutnya."))
    isi += [
        Paragraf(
            "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.", inden=True
        ),
        TandaTangan(
            (
                s.kotak(ppid, "ppid", atas=("Menyetujui,",), ruang="dengan kode persetujuan"),
                s.kotak(p.peminta, "petugas", atas=("Yang meminta dan melaksanakan,",), ruang="(ttd)"),
            )
        ),
    ]
    return Naskah(
        jenis="berita_acara_perintah",
        nama=nama_surat(p),
        judul=f"Berita Acara Perintah {p.nomor}: {JUDUL[jenis].title()}",
        kop=s.kop_unit(lembaga),
        blok=tuple(isi),
        kaki=s.kaki("Berita acara perintah", kode_edisi, p.sidik),
        waktu=waktu,
        pengarang=lembaga.unit_ppid,
        contoh=lembaga.contoh,
    )


def nama_surat(p: Perintah) -> str:
    """File name of the minutes of an order, without ending."""
    return f"berita-acara-perintah-{p.nomor:03d}"
