"""The texts of messages about orders after publication: never a sidik, a code or what an item says."""

from __future__ import annotations

from datetime import datetime

from dip.pengaturan import Pejabat
from dip.perintah import Perintah
from dip.pesan.perintah import judul_perintah, sebut_perintah
from dip.pintu import Pintu
from dip.sidik import nomor_draf, sha256
from keluaran.kabar import Pesan
from keluaran.kabar.sapaan import pesan_pejabat, sapa


def perintah_menunggu(pintu: Pintu, p: Perintah, pejabat: Pejabat, alamat: str, waktu: datetime) -> Pesan:
    """An order waits for this PPID: what it orders, where to read it. Once per gate and person."""
    return pesan_pejabat(
        pejabat,
        perihal=f"{judul_perintah(p)} menunggu keputusan Anda",
        isi=(
            f"{sapa(pejabat)}\n\n"
            f"{p.peminta.nama} meminta: {sebut_perintah(p)}.\n"
            f"Nomor perintah: {p.nomor} ({nomor_draf(p.sidik)})\n\n"
            f"1. Buka perintah: {alamat}\n"
            '2. Cocokkan nomornya, baca alasannya, lalu tekan "Beri keputusan".\n'
            '3. Isi angka dari aplikasi authenticator di ponsel Anda, lalu tekan "Kirim sekarang".\n\n'
            "Bila disetujui, perintah ini langsung berlaku di semua situs. Tautan ini khusus untuk Anda."
        ),
        waktu=waktu,
        pribadi=alamat,
        kunci=f"gerbang-{pintu.id}-{pejabat.kode}",
    )


def perintah_tanpa_ppid(pintu: Pintu, p: Perintah, pejabat: Pejabat, waktu: datetime) -> Pesan:
    """To a petugas: an order waits, but nobody holds the office of PPID. Once per gate."""
    return pesan_pejabat(
        pejabat,
        perihal=f"{judul_perintah(p)}: tidak ada PPID yang menjabat",
        isi=(
            f"{sapa(pejabat)}\n\n"
            "Perintah ini menunggu PPID, tetapi menurut pejabat.yml tidak ada yang sedang menjabat. Tambahkan PPID "
            "atau Plh./Plt. beserta masa jabatannya, daftarkan authenticator-nya, lalu beri tahu dia."
        ),
        waktu=waktu,
        kunci=f"kosong-{pintu.id}-{pejabat.kode}",
    )


def hasil_perintah(p: Perintah, pejabat: Pejabat, nama: str, kalimat: str, waktu: datetime) -> Pesan:
    """How an order ended. Once per order and sentence."""
    return pesan_pejabat(
        pejabat,
        perihal=f"{judul_perintah(p)}: {nama}",
        isi=f"{sapa(pejabat)}\n\n{kalimat}",
        waktu=waktu,
        kunci=f"perintah-{p.sidik[:12]}-{nama}-{pejabat.kode}-{sha256(kalimat.encode())[:8]}",
    )
