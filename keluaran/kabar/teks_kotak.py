"""What an office is told about a file it just dropped, when something in it must be repaired."""

from __future__ import annotations

from datetime import datetime

from dip.jam import nama_periode
from dip.pengaturan import Opd
from keluaran.kabar import Pesan
from keluaran.kabar.sapaan import pesan_opd, sapa_opd


def kotak_dibalas(
    opd: Opd, periode: str, nama_berkas: str, apa: str, tempat: str, alamat: str, sidik: str, waktu: datetime
) -> Pesan:
    """To the contact of an office: what is wrong with its file, and where the marked copy lies. Once per file.

    `apa` is a sentence, `tempat` the name of the marked copy (empty: it could not be put there),
    `alamat` the office's own page.
    """
    salinan = f"Buka salinan bertanda: {tempat}." if tempat else "Minta salinan bertanda kepada petugas PPID."
    isi = (
        f"{sapa_opd(opd)}\n\nBerkas {nama_berkas} untuk Daftar Informasi Publik edisi {nama_periode(periode)} sudah "
        f"kami periksa. {apa}\n\n"
        f"1. {salinan} Sel yang perlu diperbaiki diberi warna dan penjelasan.\n"
        "2. Perbaiki di berkas Saudara sendiri, lalu taruh lagi di tempat yang sama. Salinan bertanda tidak kami baca; "
        "bila Saudara memperbaikinya di sana, simpan dengan nama lain.\n"
        f"3. Ringkasannya ada di halaman kantor Saudara: {alamat}"
    )
    perihal = f"DIP {nama_periode(periode)}: {nama_berkas} perlu diperbaiki"
    return pesan_opd(opd, perihal=perihal, isi=isi, waktu=waktu, kunci=f"kotak-{opd.kode}-{sidik[:16]}", pribadi=alamat)


def salinan_diubah(opd: Opd, nama: str, sidik: str, waktu: datetime) -> Pesan:
    """To the contact of an office that mended the marked copy in its box, where it is not read. Once per content."""
    isi = (
        f"{sapa_opd(opd)}\n\nSalinan bertanda {nama} di kotak Saudara sudah diubah. Terima kasih, tetapi berkas dengan "
        "nama itu tidak kami baca, sehingga perbaikannya belum masuk.\n\n"
        "1. Simpan salinan itu dengan nama lain, tanpa tulisan HASIL PERIKSA, di tempat yang sama.\n"
        "2. Warna dan lembar tambahan di dalamnya boleh dibiarkan."
    )
    kunci = f"kotak-salinan-{opd.kode}-{sidik[:16]}"
    return pesan_opd(opd, perihal=f"DIP: perbaikan di {nama} belum terbaca", isi=isi, waktu=waktu, kunci=kunci)
