"""Berita acara pendokumentasian: what of a ratified edition was kept where (SOP step 5, domain.md §6.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dip.jam import ke_wib
from dip.pengaturan import NAMA_CARA, CaraPengesahan, Lembaga
from dip.revisi import Revisi
from keluaran.bentuk.dasar import susun_bahan
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
from keluaran.templat.ejaan import tulis_angka, tulis_iso, tulis_ukuran

BERKAS_MAKS = 60
"""Files listed one by one; the rest is counted and stands in the manifest."""


@dataclass(frozen=True, slots=True)
class BerkasSimpan:
    """One file that was kept: path inside the archive, sha256 (hex), size in bytes."""

    nama: str
    sha256: str
    ukuran: int


@dataclass(frozen=True, slots=True)
class TempatSimpan:
    """Where the edition is kept. `softcopy` is the place of the archive; what is empty is filled in by hand."""

    softcopy: str
    sha_manifes: str = ""
    rak: str = ""
    eksemplar: str = ""
    halaman: str = ""


def _berkas(berkas: Sequence[BerkasSimpan]) -> list[Blok]:
    kolom = (
        KolomTabel("No", 10, "kanan"),
        KolomTabel("Berkas", 95),
        KolomTabel("Ukuran", 22, "kanan"),
        KolomTabel("SHA-256 (12 awal)", 38),
    )
    baris = tuple(
        (str(n), b.nama, tulis_ukuran(b.ukuran), b.sha256[:12]) for n, b in enumerate(berkas[:BERKAS_MAKS], 1)
    )
    blok: list[Blok] = [Tabel(kolom, baris, huruf=8.5)] if baris else []
    if (sisa := len(berkas) - BERKAS_MAKS) > 0:
        blok.append(Paragraf(f"dan {tulis_angka(sisa)} berkas lain, semuanya tercantum dalam manifes arsip."))
    return blok


def berita_acara(
    revisi: Revisi,
    lembaga: Lembaga,
    petugas: s.Penanda,
    ppid: s.Penanda,
    atasan: s.Penanda,
    cara: CaraPengesahan,
    berkas: Sequence[BerkasSimpan],
    simpan: TempatSimpan,
    kepala_jejak: str,
    waktu: datetime,
    *,
    nomor: str = "",
    tanggal: str = "",
    tempat: str = "",
    nomor_sah: str = "",
    tanggal_sah: str = "",
) -> Naskah:
    """The minutes of keeping an edition. The day is `tanggal` (ISO) or else that of `waktu`; `nomor_sah` and
    `tanggal_sah` are those of the recorded ratification.

    Raises ValueError for a `tanggal` that is no date, BentukGalat when the revisi contradicts itself.
    """
    bahan = susun_bahan(revisi, None)
    k = revisi.kepala
    edisi = s.edisi_baca(k["periode"])
    hari = date.fromisoformat(tanggal) if tanggal else ke_wib(waktu).date()
    sah = s.tanda(atasan, "atasan")
    waktu_sah = f", {tulis_iso(sah.waktu)}" if sah.waktu else ""
    menyusun = s.tanda(petugas, "petugas")
    blok: list[Blok] = [
        Judul(("BERITA ACARA", "PENDOKUMENTASIAN DAFTAR INFORMASI PUBLIK"), (f"NOMOR : {s.atau_isian(nomor)}",)),
        Paragraf(
            f"Pada hari ini, {hari_terbilang(hari)} ({hari:%d-%m-%Y}), bertempat di {tempat or lembaga.ibu_kota}, yang "
            "bertanda tangan di bawah ini:",
            inden=True,
        ),
        Rincian(
            (
                BarisRinci("Nama", menyusun.nama or s.ISIAN),
                BarisRinci("NIP", s.nip_baca(menyusun.nip) or "-"),
                BarisRinci("Jabatan", menyusun.jabatan_lengkap),
            )
        ),
        Paragraf(
            f"telah mendokumentasikan Daftar Informasi Publik (DIP) {lembaga.nama_pendek} {edisi} sebanyak "
            f"{tulis_angka(sum(bahan.jumlah.values()))} informasi, yang disahkan Atasan PPID ({sah.nama or s.ISIAN}, "
            f"{sah.jabatan_lengkap}{waktu_sah}) dengan {NAMA_CARA[cara]}, dalam bentuk cetak dan elektronik, dengan "
            "rincian sebagai berikut."
        ),
        Paragraf("1. Edisi yang didokumentasikan", tebal=True),
        s.rincian_draf(revisi, kepala_jejak),
        Rincian(
            (
                BarisRinci("Nomor pengesahan", s.atau_isian(nomor_sah)),
                BarisRinci("Tanggal pengesahan", s.tanggal_atau_isian(tanggal_sah)),
            )
        ),
        Paragraf("2. Bentuk elektronik (softcopy)", tebal=True),
        Rincian(
            (
                BarisRinci("Disimpan di", simpan.softcopy),
                BarisRinci("Jumlah berkas", tulis_angka(len(berkas))),
                *((BarisRinci("Sidik manifes", simpan.sha_manifes, sidik=True),) if simpan.sha_manifes else ()),
            )
        ),
        *_berkas(berkas),
        Paragraf("3. Bentuk cetak (hardcopy)", tebal=True),
        Rincian(
            (
                BarisRinci("Jumlah eksemplar", simpan.eksemplar or s.isian("diisi petugas")),
                BarisRinci("Jumlah halaman", simpan.halaman or s.isian("diisi petugas")),
                BarisRinci("Rak/boks/folder", simpan.rak or s.isian("diisi petugas")),
                BarisRinci("Saksi", f"1. {s.ISIAN}   2. {s.ISIAN}"),
            )
        ),
        Paragraf(
            "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.", inden=True
        ),
        TandaTangan(
            (
                s.kotak(ppid, "ppid", atas=("Mengetahui,",)),
                s.kotak(petugas, "petugas", atas=("Yang mendokumentasikan,",), ruang="(ttd)"),
            )
        ),
    ]
    return Naskah(
        jenis="berita_acara",
        nama="berita-acara",
        judul=f"Berita Acara Pendokumentasian Daftar Informasi Publik {lembaga.nama_pendek} {edisi}",
        kop=s.kop_unit(lembaga),
        blok=tuple(blok),
        kaki=s.kaki("Berita acara pendokumentasian", k["kode"], revisi.sidik),
        waktu=waktu,
        pengarang=lembaga.unit_ppid,
        contoh=lembaga.contoh,
    )
