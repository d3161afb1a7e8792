"""Receipts in the register: what came in from each office for an edition, and the last file we hold from it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import orjson
from sqlalchemy import Connection, func, select

from dip import jejak
from dip.edisi import baca_edisi
from dip.register import sisip, tabel
from dip.sidik import json_baku, sha256
from dip.tarikan import HasilTarikan, Tarikan

TERBARU = 2**31 - 1
"""A receipt number beyond every other: all receipts count."""

_BOBOT: dict[HasilTarikan, int] = {"gagal": 0, "nihil": 1, "tetap": 2, "baru": 2}


def simpan_tarikan(k: Connection, edisi: int, tarikan: Tarikan) -> int:
    """Append a receipt, journal its digest, and return its number; receipts are never changed.

    Raises LookupError for an edition that is not there.
    """
    isi = json_baku(tarikan.ke_json())
    nilai = {"opd": tarikan.opd, "hasil": tarikan.hasil, "sha_berkas": tarikan.sha_berkas}
    nomor = sisip(k, tabel.tarikan, edisi=edisi, **nilai, isi=isi.decode())
    masukan = {"berkas": tarikan.sha_berkas} if tarikan.sha_berkas else {}
    jejak.catat(
        k, baca_edisi(k, edisi).lembaga, "tarikan_diterima",
        waktu=datetime.fromisoformat(tarikan.waktu), pelaku="sistem",
        data={"edisi": edisi, "opd": tarikan.opd, "hasil": tarikan.hasil, "nomor": nomor},
        masukan=masukan, keluaran={"tanda_terima": sha256(isi)},
    )  # fmt: skip
    return nomor


def batas_tarikan(k: Connection, edisi: int) -> int:
    """Number of the newest receipt of an edition; 0 when nothing was pulled yet."""
    return int(k.execute(select(func.max(tabel.tarikan.c.id)).where(tabel.tarikan.c.edisi == edisi)).scalar() or 0)


def semua_tarikan(k: Connection, edisi: int, batas: int) -> list[Tarikan]:
    """Every receipt of an edition up to number `batas`, in order."""
    t = tabel.tarikan.c
    baris = k.execute(select(t.isi).where(t.edisi == edisi, t.id <= batas).order_by(t.id))
    return [Tarikan.dari_json(orjson.loads(b.isi)) for b in baris]


def tarikan_edisi(k: Connection, edisi: int, batas: int) -> dict[str, Tarikan]:
    """What counts for each office in a draft frozen at receipt number `batas`.

    The newest receipt with a file (baru, tetap); where there is none the newest *nihil*, else the newest failure. A
    failed re-pull, or an office that says *tidak ada perubahan* after sending, never takes a file of this month away.
    """
    pilihan: dict[str, Tarikan] = {}
    for t in semua_tarikan(k, edisi, batas):
        if t.opd not in pilihan or _BOBOT[t.hasil] >= _BOBOT[pilihan[t.opd].hasil]:
            pilihan[t.opd] = t
    return pilihan


def berkas_terakhir(k: Connection, lembaga: str, opd: Iterable[str]) -> dict[str, Tarikan]:
    """The last receipt with a file for each office, over all editions: what ETag and digest are compared with."""
    terbaru = (
        select(func.max(tabel.tarikan.c.id))
        .join(tabel.edisi, tabel.edisi.c.id == tabel.tarikan.c.edisi)
        .where(
            tabel.edisi.c.lembaga == lembaga,
            tabel.tarikan.c.hasil.in_(("baru", "tetap")),
            tabel.tarikan.c.opd.in_(list(opd)),
        )
        .group_by(tabel.tarikan.c.opd)
    )
    baris = k.execute(select(tabel.tarikan.c.opd, tabel.tarikan.c.isi).where(tabel.tarikan.c.id.in_(terbaru)))
    return {b.opd: Tarikan.dari_json(orjson.loads(b.isi)) for b in baris}
