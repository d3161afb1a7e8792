"""Reading a kept file once more, to see what it was understood as."""

from __future__ import annotations

from dip.hasil_baca import HasilBaca
from dip.lacak import judul_menurut_kode, tayang
from dip.meja import Meja
from dip.pengaturan import Opd
from dip.tarikan import Tarikan
from dip.tembolok import Tembolok
from sumber.olah import bahan_opd
from tasks.meja import pengolah
from tasks.olah import olah_opd


def baca_lagi(meja: Meja, opd: Opd, tarikan: Tarikan, periode: str) -> HasilBaca:
    """What a receipt's file is read as for a period: remembered, or behind the limits of a child process.

    Raises BlobRusak when the file is gone or damaged.
    """
    hidup = tayang(meja)
    judul = judul_menurut_kode(hidup[1] if hidup else None, opd.kode)
    bahan = bahan_opd(meja, opd, periode, judul)
    return olah_opd(pengolah(), Tembolok(meja.ruang("tembolok") / "olah"), opd, tarikan, bahan)
