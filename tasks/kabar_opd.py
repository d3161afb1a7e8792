"""What offices are told: who is late now, the page of each, whom they may ask. Needs no Prefect until it is sent."""

from __future__ import annotations

from sqlalchemy import Connection

from dip.jam import sekarang
from dip.meja import Meja
from dip.papan import papan_kini
from dip.pengingat import Terlambat, opd_terlambat, sudah_menjawab
from dip.pernyataan import edisi_menerima, periode_kumpul
from keluaran.pratinjau.alamat import alamat_kantor


def terlambat_kini(meja: Meja, k: Connection) -> list[Terlambat]:
    """Offices that are late for the period collected now, whether they are to be reminded or not."""
    kebijakan, kini = meja.pengaturan.lembaga.kebijakan, sekarang()
    periode = periode_kumpul(kini, kebijakan, edisi_menerima(k, meja.lembaga))
    papan = papan_kini(k, meja.pengaturan, meja.gudang.baca)
    sudah = sudah_menjawab(k, meja.lembaga, periode, papan.edisi, kebijakan.mulai_kumpul)
    return opd_terlambat(meja.pengaturan, papan, periode, sudah, kini)


def kontak_ppid(meja: Meja) -> str:
    """Whom an office may ask."""
    p = meja.pengaturan.lembaga
    return ", ".join(x for x in (p.unit_ppid, p.telepon, p.surel) if x)


def halaman_kantor(meja: Meja, opd: str, periode: str) -> str:
    """The page of one office for one period."""
    from tasks.lingkungan import alamat_pratinjau

    return alamat_kantor(meja.brankas, alamat_pratinjau(), opd, periode)
