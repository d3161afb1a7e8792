"""Messages about orders after publication, sent from their flow (once per event)."""

from __future__ import annotations

from dip.jam import sekarang
from dip.perintah import Perintah
from dip.putusan import Pintu
from keluaran.kabar import teks_perintah
from keluaran.pratinjau import alamat_draf
from tasks.antar import sampaikan
from tasks.lingkungan import alamat_pratinjau
from tasks.meja import meja_kerja


def kabari_perintah(pintu: Pintu, perintah: Perintah) -> None:
    """Tell PPID that an order waits for him, with the link to it; a petugas, when nobody holds that office."""
    meja, kini = meja_kerja(), sekarang()
    alamat = alamat_draf(meja.brankas, alamat_pratinjau(), pintu, kini)
    ppid = meja.pengaturan.pemegang("ppid", kini)
    pesan = [teks_perintah.perintah_menunggu(pintu, perintah, p, alamat, kini) for p in ppid]
    for pejabat in () if ppid else meja.pengaturan.pemegang("petugas", kini):
        pesan.append(teks_perintah.perintah_tanpa_ppid(pintu, perintah, pejabat, kini))
    sampaikan(meja, pesan)


def kabari_hasil_perintah(perintah: Perintah, nama: str, kalimat: str) -> None:
    """Tell petugas and PPID how an order ended."""
    meja, kini = meja_kerja(), sekarang()
    orang = (*meja.pengaturan.pemegang("petugas", kini), *meja.pengaturan.pemegang("ppid", kini))
    sampaikan(meja, (teks_perintah.hasil_perintah(perintah, p, nama, kalimat, kini) for p in orang))
