"""Messages about orders after publication, sent from their flow (once per event)."""

from __future__ import annotations

from dip.jam import sekarang
from dip.perintah import Perintah
from dip.putusan import Pintu
from keluaran.kabar import kirim, teks_perintah
from keluaran.pratinjau import alamat_draf
from tasks.lingkungan import alamat_pratinjau
from tasks.meja import meja_kerja


def kabari_perintah(pintu: Pintu, perintah: Perintah) -> None:
    """Tell PPID that an order waits for him, with the link to it; a petugas, when nobody holds that office."""
    meja = meja_kerja()
    alamat = alamat_draf(meja.brankas, alamat_pratinjau(), pintu, sekarang())
    ppid = meja.pengaturan.pemegang("ppid", sekarang())
    for pejabat in ppid:
        kirim(meja.ruang("kabar"), teks_perintah.perintah_menunggu(pintu, perintah, pejabat, alamat, sekarang()))
    for pejabat in () if ppid else meja.pengaturan.pemegang("petugas", sekarang()):
        kirim(meja.ruang("kabar"), teks_perintah.perintah_tanpa_ppid(pintu, perintah, pejabat, sekarang()))


def kabari_hasil_perintah(perintah: Perintah, nama: str, kalimat: str) -> None:
    """Tell petugas and PPID how an order ended."""
    meja = meja_kerja()
    orang = (*meja.pengaturan.pemegang("petugas", sekarang()), *meja.pengaturan.pemegang("ppid", sekarang()))
    for pejabat in orang:
        kirim(meja.ruang("kabar"), teks_perintah.hasil_perintah(perintah, pejabat, nama, kalimat, sekarang()))
