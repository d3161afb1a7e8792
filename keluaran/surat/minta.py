"""Surat permintaan: the letter that asks the offices for their data, and the second one to those who did not answer.

The SOP sets no deadline (*Tentatif*), so the letter names one only when it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from dip.jam import nama_periode
from dip.pengaturan import Lembaga
from dip.revisi import Revisi
from keluaran.bentuk.dasar import TANPA_KIRIMAN
from keluaran.surat import bagian as s
from keluaran.surat.naskah import (
    BarisRinci,
    Blok,
    Butir,
    HalamanBaru,
    Judul,
    KepalaSurat,
    KolomTabel,
    Naskah,
    Paragraf,
    Rincian,
    Tabel,
    TandaTangan,
)
from keluaran.surat.terbilang import terbilang
from keluaran.templat.ejaan import tulis_tanggal


def belum_menyampaikan(revisi: Revisi) -> tuple[str, ...]:
    """Names of the offices from which nothing usable came, in the order of the board: whom the second letter is for."""
    return tuple(p["nama"] or p["opd"] for p in revisi.papan if p["hasil"] in TANPA_KIRIMAN)


def _ketentuan(lembaga: Lembaga, periode: str, batas: str) -> tuple[str, ...]:
    """What is asked for, point by point."""
    butir = [
        f"Data memuat informasi publik yang dikuasai perangkat daerah Saudara sampai dengan {nama_periode(periode)}.",
        "Setiap informasi memuat judul dan ringkasan isi, pejabat atau unit yang menguasai, penanggung jawab pembuatan "
        "atau penerbitan, waktu dan tempat pembuatan, bentuk yang tersedia, jangka waktu penyimpanan, serta "
        "kategorinya (berkala, serta merta, atau setiap saat).",
        "Data disampaikan sebagai buku kerja atau tabel (Excel, CSV, Word, atau halaman web). Hasil pindaian tidak "
        "dapat diolah.",
        "Informasi yang dikecualikan tidak dimasukkan, tetapi diusulkan tersendiri kepada PPID untuk diuji "
        "konsekuensinya. Data pribadi seperti NIK, nomor telepon pribadi, dan nomor rekening tidak dicantumkan.",
        "Bila tidak ada perubahan sejak penyampaian terakhir, mohon hal itu dinyatakan.",
    ]
    if batas:
        butir.append(f"Data disampaikan paling lambat tanggal {tulis_tanggal(batas)}.")
    kontak = s.kontak(lembaga)
    if kontak:
        butir.append(f"Penjelasan dapat diminta kepada {lembaga.unit_ppid}, {kontak}.")
    return tuple(butir)


def _pembuka(
    lembaga: Lembaga, periode: str, waktu: datetime, ke: int, surat_pertama: tuple[str, str], dasar: Sequence[str]
) -> list[Blok]:
    dip = f"Daftar Informasi Publik (DIP) {lembaga.nama_pendek} {s.edisi_baca(periode)}"
    if ke == 2:
        nomor, tanggal = surat_pertama
        return [
            Paragraf(
                f"Menindaklanjuti surat kami nomor {nomor or s.ISIAN} tanggal {tulis_tanggal(tanggal) or s.ISIAN} hal "
                f"permintaan data {dip}, dengan hormat kami sampaikan bahwa sampai dengan tanggal {s.hari_baca(waktu)} "
                "kami belum menerima data yang dapat dipakai dari perangkat daerah pada daftar terlampir. Untuk itu "
                "kami mohon Saudara segera menyampaikannya dengan ketentuan sebagai berikut:",
                inden=True,
            )
        ]
    awal = f"Dalam rangka penyusunan {dip}"
    mohon = "kami mohon Saudara menyampaikan daftar informasi publik perangkat daerah Saudara dengan ketentuan berikut:"
    if not dasar:
        return [Paragraf(f"{awal}, {mohon}", inden=True)]
    return [
        Paragraf(f"{awal}, dan berdasarkan:", inden=True),
        Butir(s.berakhir(dasar, ","), "a"),
        Paragraf(mohon),
    ]


def surat_permintaan(
    lembaga: Lembaga,
    kode_edisi: str,
    periode: str,
    opd: Sequence[str],
    ppid: s.Penanda,
    waktu: datetime,
    *,
    ke: Literal[1, 2] = 1,
    batas: str = "",
    nomor: str = "",
    tanggal: str = "",
    surat_pertama: tuple[str, str] = ("", ""),
) -> Naskah:
    """The first or second letter asking `opd` (names of offices) for their data of a period (SOP step 1).

    `batas` is an ISO date or empty (no deadline). `surat_pertama` is (number, ISO date) of the first letter, for
    `ke=2`. `nomor` and `tanggal` are placeholders when empty. Raises ValueError for no period.
    """
    hal = f"Permintaan data Daftar Informasi Publik {s.edisi_baca(periode)}"
    if ke == 2:
        hal = f"Permintaan kedua data Daftar Informasi Publik {s.edisi_baca(periode)}"
    kepala = KepalaSurat(
        baris=(
            BarisRinci("Nomor", s.atau_isian(nomor)),
            BarisRinci("Sifat", "Segera" if ke == 2 else "Biasa"),
            BarisRinci("Lampiran", "1 (satu) daftar"),
            BarisRinci("Hal", hal),
        ),
        tempat_tanggal=f"{lembaga.ibu_kota}, {tulis_tanggal(tanggal) if tanggal else s.ISIAN}",
        tujuan=(
            "Kepada",
            "Yth. Kepala Perangkat Daerah",
            "selaku PPID Pelaksana",
            "(daftar terlampir)",
            "di Tempat",
        ),
    )
    blok: list[Blok] = [kepala, *_pembuka(lembaga, periode, waktu, ke, surat_pertama, s.dasar_hukum(lembaga))]
    blok.append(Butir(_ketentuan(lembaga, periode, batas)))
    if ke == 2:
        blok.append(
            Paragraf(
                "Apabila data tidak kami terima, edisi ini disusun dengan data terakhir yang pernah disampaikan dan "
                "menyebut perangkat daerah Saudara sebagai belum menyampaikan.",
                inden=True,
            )
        )
    blok += [
        Paragraf("Demikian disampaikan. Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih.", inden=True),
        TandaTangan((s.kotak(ppid, "ppid"),)),
        Paragraf("Tembusan: Yth. Sekretaris Daerah selaku Atasan PPID (sebagai laporan).", rata="kiri", kecil=True),
        HalamanBaru(),
        Judul(("DAFTAR PERANGKAT DAERAH YANG DITUJU",), (hal,)),
        Rincian(
            (
                BarisRinci("Lampiran surat", f"nomor {s.atau_isian(nomor)}"),
                BarisRinci("Tanggal", s.tanggal_atau_isian(tanggal)),
                BarisRinci("Jumlah", f"{len(opd)} ({terbilang(len(opd))}) perangkat daerah"),
            )
        ),
        Tabel(
            (KolomTabel("No", 12, "kanan"), KolomTabel("Perangkat daerah", 153)),
            tuple((str(n), nama) for n, nama in enumerate(opd, 1)),
            huruf=10,
        ),
    ]
    return Naskah(
        jenis="surat_permintaan",
        nama=f"surat-permintaan-{ke}",
        judul=f"{hal}, {lembaga.nama_pendek}",
        kop=s.kop_unit(lembaga),
        blok=tuple(blok),
        kaki=s.kaki(f"Surat permintaan ke-{ke}", kode_edisi),
        waktu=waktu,
        pengarang=lembaga.unit_ppid,
        contoh=lembaga.contoh,
    )
