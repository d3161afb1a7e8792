"""For which edition a signed sheet is recorded: the draft that waits for it, else the newest one that was ratified."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from dip.dokumen_sah import cara_edisi
from dip.edisi import Edisi, baca_edisi, edisi_hidup
from dip.pengaturan import CaraPengesahan
from dip.pintu import SAH, Pintu, pintu_menunggu, putusan_edisi
from dip.register import tabel
from dip.riwayat import PERNAH_TAYANG
from dip.tolakan import Tolakan


@dataclass(frozen=True, slots=True)
class SasaranCatat:
    """An edition and the draft (`sidik`) a sheet can be recorded for.

    `pintu` is the Atasan's gate that waits for the sheet; None where a draft ratified by code only gets its number.
    `tayang` is that edition live now, `digantikan` it was live and another one is now.
    """

    edisi: Edisi
    sidik: str
    cara: CaraPengesahan
    pintu: Pintu | None
    tayang: bool
    digantikan: bool


def cari_sasaran(k: Connection, lembaga: str, kode: str = "") -> SasaranCatat | Tolakan | None:
    """What a sheet is for: the edition with this public code, or without one the first that fits.

    That is the draft at the Atasan's gate of an edition he signs for, else the newest edition ratified by code. None
    when there is no such edition; a Tolakan when the one named cannot take a sheet now.
    """
    for p in pintu_menunggu(k, lembaga):
        if p.peran == "atasan" and p.cara != "kode" and kode in ("", p.kode_edisi):
            return SasaranCatat(baca_edisi(k, p.edisi), p.sidik, p.cara, p, tayang=False, digantikan=False)
    e = tabel.edisi.c
    pilih = select(e.id).where(e.lembaga == lembaga, e.status != "dibatalkan").order_by(e.id.desc())
    for nomor in k.execute(pilih.where(e.kode == kode) if kode else pilih).scalars().all():
        hasil = _disahkan(k, baca_edisi(k, nomor))
        if kode or isinstance(hasil, SasaranCatat):
            return hasil
    return None


def _disahkan(k: Connection, edisi: Edisi) -> SasaranCatat | Tolakan:
    """The draft of an edition that was ratified by code, or why it can take no sheet."""
    cara = cara_edisi(k, edisi.id)
    sah = [p for p in putusan_edisi(k, edisi.id) if p.keputusan in SAH]
    if cara != "kode":
        return Tolakan("dokumen_lain" if sah else "dokumen_belum_waktunya")
    if not sah:
        return Tolakan("dokumen_belum_disahkan")
    t = tabel.terbitan.c
    pernah = k.execute(select(t.id).where(t.edisi == edisi.id, t.status.in_(PERNAH_TAYANG))).first()
    hidup = edisi_hidup(k, edisi.lembaga)
    tayang = hidup is not None and hidup[0].id == edisi.id
    return SasaranCatat(edisi, sah[-1].sidik, cara, None, tayang, pernah is not None and not tayang)
