"""Surat teguran: one letter for each office whose data did not come, the first from PPID, the second from his superior.

The practice of offices (domain.md §4.1 steps 2–3); the SOP sets no deadline, so a letter names one only when given.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dip.jam import nama_periode
from dip.pengaturan import Lembaga
from keluaran.surat import bagian as s
from keluaran.surat.naskah import BarisRinci, Blok, Butir, KepalaSurat, Naskah, Paragraf, Rincian, TandaTangan
from keluaran.templat.ejaan import tulis_iso, tulis_periode, tulis_tanggal

_KE: dict[int, str] = {1: "pertama", 2: "kedua"}


@dataclass(frozen=True, slots=True)
class Ditegur:
    """An office that is late. `sebab` is a sentence (empty: nothing came at all), `sejak` the first failed receipt
    (ISO, or empty), `edisi_data` the periode of the last data we hold from it, empty for none, None where no draft has
    told yet.
    """

    kode: str
    nama: str
    sebab: str = ""
    sejak: str = ""
    edisi_data: str | None = None


def nama_teguran(ke: int, opd: str) -> str:
    """File name of a letter without ending: by the office's code, which has letters, digits and dashes only."""
    return f"surat-teguran-{ke}-{opd.lower()}"


def _keadaan(opd: Ditegur, periode: str) -> Rincian:
    """What we have and have not from the office."""
    baris = [
        BarisRinci("Perangkat daerah", opd.nama),
        BarisRinci("Edisi", nama_periode(periode)),
        BarisRinci("Keadaan", opd.sebab or "Belum ada data yang kami terima."),
    ]
    if opd.sejak:
        baris.append(BarisRinci("Sejak", tulis_iso(opd.sejak)))
    if opd.edisi_data is not None:
        terakhir = f"edisi {tulis_periode(opd.edisi_data)}" if opd.edisi_data else "belum pernah ada"
        baris.append(BarisRinci("Data terakhir", terakhir))
    return Rincian(tuple(baris))


def _pembuka(lembaga: Lembaga, periode: str, waktu: datetime, ke: int, surat_pertama: tuple[str, str]) -> Paragraf:
    dip = f"Daftar Informasi Publik (DIP) {lembaga.nama_pendek} {s.edisi_baca(periode)}"
    if ke == 1:
        teks = (
            f"Dalam rangka penyusunan {dip}, dengan hormat kami sampaikan bahwa sampai dengan tanggal "
            f"{s.hari_baca(waktu)} kami belum menerima data yang dapat dipakai dari perangkat daerah Saudara, dengan "
            "keadaan sebagai berikut:"
        )
    else:
        nomor, tanggal = surat_pertama
        teks = (
            f"Menindaklanjuti surat teguran pertama dari PPID nomor {nomor or s.ISIAN} tanggal "
            f"{tulis_tanggal(tanggal) or s.ISIAN} mengenai data {dip}, dengan hormat kami sampaikan bahwa sampai "
            f"dengan tanggal {s.hari_baca(waktu)} data perangkat daerah Saudara tetap belum diterima atau belum dapat "
            "dipakai, dengan keadaan sebagai berikut:"
        )
    return Paragraf(teks, inden=True)


def _permintaan(lembaga: Lembaga, batas: str) -> tuple[str, ...]:
    """What the office shall do."""
    butir = [
        "Saudara memperbaiki atau melengkapi berkas daftar informasi publik perangkat daerah Saudara, lalu "
        "menyampaikannya dengan cara yang biasa (folder, surel, atau tautan yang sudah terdaftar). Berkas berupa buku "
        "kerja atau tabel; hasil pindaian tidak dapat diolah.",
        "Bila tidak ada perubahan sejak penyampaian terakhir, mohon hal itu dinyatakan kepada petugas atau di halaman "
        "perangkat daerah Saudara.",
    ]
    if batas:
        butir.append(f"Penyampaian dilakukan paling lambat tanggal {tulis_tanggal(batas)}.")
    kontak = s.kontak(lembaga)
    if kontak:
        butir.append(f"Bantuan dan penjelasan dapat diminta kepada {lembaga.unit_ppid}, {kontak}.")
    return tuple(butir)


def surat_tegur(
    lembaga: Lembaga,
    kode_edisi: str,
    periode: str,
    opd: Ditegur,
    penanda: s.Penanda,
    waktu: datetime,
    *,
    ke: Literal[1, 2] = 1,
    batas: str = "",
    surat_pertama: tuple[str, str] = ("", ""),
) -> Naskah:
    """The first (signed by PPID) or second letter (by the Atasan, citing the first) to one late office.

    `batas` is an ISO date or empty. `surat_pertama` is (number, ISO date) of the first letter. Number, date and what
    else is unknown are placeholders. Raises ValueError for no period.
    """
    hal = f"Teguran {_KE[ke]} penyampaian data Daftar Informasi Publik {s.edisi_baca(periode)}"
    kepala = KepalaSurat(
        baris=(
            BarisRinci("Nomor", s.isian()),
            BarisRinci("Sifat", "Segera" if ke == 1 else "Sangat segera"),
            BarisRinci("Lampiran", "-"),
            BarisRinci("Hal", hal),
        ),
        tempat_tanggal=f"{lembaga.ibu_kota}, {s.ISIAN}",
        tujuan=("Kepada", f"Yth. Kepala {opd.nama}", "selaku PPID Pelaksana", "di Tempat"),
    )
    tembusan = "Yth. Sekretaris Daerah selaku Atasan PPID" if ke == 1 else f"Yth. PPID pada {lembaga.unit_ppid}"
    peran: Literal["ppid", "atasan"] = "ppid" if ke == 1 else "atasan"
    blok: list[Blok] = [
        kepala,
        _pembuka(lembaga, periode, waktu, ke, surat_pertama),
        _keadaan(opd, periode),
        Paragraf("Untuk itu kami mohon:", inden=True),
        Butir(_permintaan(lembaga, batas)),
        Paragraf(
            "Apabila data tidak kami terima, edisi ini disusun dengan data terakhir yang pernah disampaikan dan "
            "menyebut perangkat daerah Saudara sebagai belum menyampaikan.",
            inden=True,
        ),
        Paragraf("Demikian disampaikan. Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih.", inden=True),
        TandaTangan((s.kotak(penanda, peran),)),
        Paragraf(f"Tembusan: {tembusan} (sebagai laporan).", rata="kiri", kecil=True),
    ]
    return Naskah(
        jenis="surat_tegur",
        nama=nama_teguran(ke, opd.kode),
        judul=f"{hal}, {opd.nama}",
        kop=s.kop_unit(lembaga) if ke == 1 else s.kop_atasan(lembaga, penanda),
        blok=tuple(blok),
        kaki=s.kaki(f"Surat teguran {_KE[ke]}", kode_edisi),
        waktu=waktu,
        pengarang=lembaga.unit_ppid,
        contoh=lembaga.contoh,
    )
