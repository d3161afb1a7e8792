"""Konsep SK: the draft decree that determines the list (domain.md §6.5). The tata usaha edits and numbers it."""

from __future__ import annotations

from datetime import datetime

from dip.pengaturan import Lembaga
from dip.revisi import Revisi
from keluaran.bentuk.dasar import susun_bahan
from keluaran.surat import bagian as s
from keluaran.surat.naskah import (
    BarisRinci,
    Blok,
    Butir,
    HalamanBaru,
    Judul,
    Ketentuan,
    Naskah,
    Paragraf,
    Rincian,
    TandaTangan,
)
from keluaran.templat.ejaan import tulis_angka, tulis_tanggal

HURUF = "Bookman Old Style"
"""The typeface of regional decrees."""


def _menimbang(lembaga: Lembaga, edisi: str) -> tuple[str, ...]:
    daerah = lembaga.nama
    return (
        "bahwa setiap badan publik wajib menyediakan dan mengumumkan informasi publik yang akurat, benar, dan tidak "
        "menyesatkan, serta menyusun daftar informasi publik yang berada di bawah penguasaannya",
        f"bahwa Daftar Informasi Publik di lingkungan {daerah} {edisi} telah disusun dari data perangkat daerah, "
        "dikoreksi, dan disetujui",
        "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a dan huruf b, perlu menetapkan Keputusan "
        f"Pejabat Pengelola Informasi dan Dokumentasi tentang Penetapan Daftar Informasi Publik di Lingkungan "
        f"{daerah} {edisi}",
    )


def _diktum(lembaga: Lembaga, edisi: str, jumlah: int) -> tuple[tuple[str, str], ...]:
    laman = f" {lembaga.laman}" if lembaga.laman else ""
    return (
        (
            "KESATU",
            f"Daftar Informasi Publik di Lingkungan {lembaga.nama} {edisi} sebanyak {tulis_angka(jumlah)} informasi, "
            "sebagaimana tercantum dalam Lampiran yang merupakan bagian tidak terpisahkan dari Keputusan ini.",
        ),
        (
            "KEDUA",
            "Daftar Informasi Publik sebagaimana dimaksud dalam Diktum KESATU diumumkan melalui laman PPID"
            f"{laman} dan laman badan publik masing-masing, serta disimpan dalam bentuk cetak dan elektronik.",
        ),
        (
            "KETIGA",
            "Daftar Informasi Publik dimutakhirkan secara berkala. Informasi yang wajib diumumkan serta merta "
            "diumumkan tanpa menunggu edisi berikutnya.",
        ),
        ("KEEMPAT", "Keputusan ini mulai berlaku pada tanggal ditetapkan."),
    )


def _lampiran(revisi: Revisi, lembaga: Lembaga, edisi: str, nomor: str, tanggal: str) -> list[Blok]:
    """Summary of the list; its full text is bound to the decree by the sidik."""
    bahan = susun_bahan(revisi, None)
    return [
        HalamanBaru(),
        Paragraf("LAMPIRAN", rata="kiri", tebal=True),
        Rincian(
            (
                BarisRinci("Keputusan", "Pejabat Pengelola Informasi dan Dokumentasi"),
                BarisRinci("Nomor", s.atau_isian(nomor)),
                BarisRinci("Tanggal", s.tanggal_atau_isian(tanggal)),
            )
        ),
        Judul(("DAFTAR INFORMASI PUBLIK", f"{lembaga.nama} {edisi}".upper())),
        s.tabel_kategori(bahan),
        s.tabel_unit(bahan),
        Paragraf(
            "Daftar lengkap dilampirkan dalam bentuk cetak atau berkas elektronik, dan terikat pada Keputusan ini "
            "melalui sidik berikut."
        ),
        s.rincian_draf(revisi),
    ]


def konsep_sk(
    revisi: Revisi,
    lembaga: Lembaga,
    ppid: s.Penanda,
    atasan: s.Penanda,
    waktu: datetime,
    *,
    nomor: str = "",
    tanggal: str = "",
    tempat: str = "",
) -> Naskah:
    """The draft decree of the PPID with the consent of the Atasan. Raises BentukGalat like `susun_bahan`."""
    bahan = susun_bahan(revisi, None)
    k = revisi.kepala
    edisi = s.edisi_baca(k["periode"])
    penetap = "PEJABAT PENGELOLA INFORMASI DAN DOKUMENTASI"
    tentang = f"PENETAPAN DAFTAR INFORMASI PUBLIK DI LINGKUNGAN {lembaga.nama} {edisi}".upper()
    dasar = s.dasar_hukum(lembaga)
    total = sum(bahan.jumlah.values())
    tanda = TandaTangan(
        (
            s.kotak(atasan, "atasan", atas=("Menyetujui,",)),
            s.kotak(
                ppid,
                "ppid",
                atas=(
                    f"Ditetapkan di {tempat or lembaga.ibu_kota}",
                    f"pada tanggal {tulis_tanggal(tanggal) or s.ISIAN}",
                ),
            ),
        )
    )
    blok: list[Blok] = [
        *(() if nomor else (Paragraf("KONSEP", rata="kanan", tebal=True),)),
        Judul(
            (f"KEPUTUSAN {penetap}", lembaga.nama_pendek.upper()),
            (f"NOMOR : {s.atau_isian(nomor)}",),
        ),
        Judul(("TENTANG", tentang)),
        Judul((penetap, f"{lembaga.nama_pendek},".upper())),
        Ketentuan("Menimbang", s.berakhir(_menimbang(lembaga, edisi), ";"), "a"),
        Ketentuan("Mengingat", s.berakhir(dasar) or (s.isian("diisi dasar hukum"),), "1"),
        Judul(("MEMUTUSKAN:",)),
        Ketentuan("Menetapkan", (f"KEPUTUSAN {penetap} TENTANG {tentang}.",)),
        *(Ketentuan(label, (isi,)) for label, isi in _diktum(lembaga, edisi, total)),
        tanda,
        Paragraf("Tembusan:", rata="kiri", kecil=True),
        Butir((f"Yth. Kepala Daerah {lembaga.nama_pendek} (sebagai laporan);", "Yth. Kepala Perangkat Daerah.")),
        *_lampiran(revisi, lembaga, edisi, nomor, tanggal),
        TandaTangan((s.kotak(ppid, "ppid"),)),
    ]
    return Naskah(
        jenis="konsep_sk",
        nama=f"konsep-sk-v{k['ronde']:02d}",
        judul=f"Keputusan PPID tentang Penetapan Daftar Informasi Publik {lembaga.nama_pendek} {edisi}",
        kop=s.kop_unit(lembaga),
        blok=tuple(blok),
        kaki=s.kaki("Keputusan penetapan DIP" if nomor else "KONSEP keputusan penetapan DIP", k["kode"], revisi.sidik),
        waktu=waktu,
        pengarang=lembaga.unit_ppid,
        contoh=lembaga.contoh,
        huruf=HURUF,
    )
