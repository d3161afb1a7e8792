"""Cancelling an edition that no gate can end: its run died before a draft, or can never publish (design §4.10).

Only a petugas with his own authenticator may. It passes a gate like every decision: the pintu of the edition itself
(ronde 0), whose sidik is the digest of the order to cancel exactly this opening.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from dip.edisi import Edisi
from dip.pengaturan import Pengaturan
from dip.pintu import RONDE_EDISI, Putusan, buka_pintu
from dip.protokol import Jawaban
from dip.putusan import nilai_jawaban, terbitkan_kode
from dip.rahasia import Brankas
from dip.register import Register, tabel
from dip.riwayat import PERNAH_TAYANG
from dip.sidik import json_baku, sha256
from dip.tolakan import Tolakan


def perintah_batal(edisi: Edisi) -> str:
    """Sidik of the canonical order to cancel one opening of an edition."""
    return sha256(json_baku({"perintah": "batalkan", "edisi": edisi.id, "kode": edisi.kode}))


def sudah_tayang(register: Register, edisi: Edisi) -> bool:
    """Whether anything of this opening was published; then it cannot be cancelled any more."""
    t = tabel.terbitan.c
    with register.baca() as k:
        baris = k.execute(select(t.id).where(t.edisi == edisi.id, t.status.in_(PERNAH_TAYANG))).first()
    return baris is not None


def putuskan_batal(
    register: Register,
    brankas: Brankas,
    pengaturan: Pengaturan,
    edisi: Edisi,
    *,
    pejabat: str,
    alasan: str,
    totp: str,
    waktu: datetime,
) -> Putusan | Tolakan:
    """A petugas decides *batalkan* at the gate of the edition itself. The caller closes the edition afterwards."""
    with register.tulis() as k:
        pintu = buka_pintu(k, edisi.id, "petugas", RONDE_EDISI, perintah_batal(edisi), waktu)
    kode = terbitkan_kode(
        register,
        brankas,
        pengaturan,
        pintu=pintu.id,
        pejabat=pejabat,
        keputusan="batalkan",
        alasan=alasan,
        totp=totp,
        waktu=waktu,
    )
    if isinstance(kode, Tolakan):
        return kode
    jawaban = Jawaban("batalkan", kode.kode)
    return nilai_jawaban(register, brankas, pengaturan, pintu=pintu.id, jawaban=jawaban, waktu_klik=waktu)
