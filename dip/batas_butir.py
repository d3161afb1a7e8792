"""Bounds of an office (`Opd.batas`) as its past editions suggest them."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from sqlalchemy import Connection, select

from dip.gudang import Gudang
from dip.papan import baca_papan
from dip.pengaturan_sumber import BatasButir
from dip.register import tabel
from dip.riwayat import PERNAH_TAYANG

EDISI_SARAN = 3
"""So many editions are needed before bounds can be suggested."""


def riwayat_butir(k: Connection, gudang: Gudang, lembaga: str, banyak: int = 12) -> dict[str, list[int]]:
    """How many items each office had in the last published editions, oldest first; only where it answered for that very
    month. At most `banyak` editions. Raises BlobRusak when a kept board does not match its digest.
    """
    t = tabel.terbitan.c
    baris = k.execute(
        select(tabel.edisi.c.id, tabel.edisi.c.periode, t.sidik)
        .join(tabel.edisi, tabel.edisi.c.id == t.edisi)
        .where(tabel.edisi.c.lembaga == lembaga, t.status.in_(PERNAH_TAYANG))
        .order_by(t.id)
    )
    terakhir = {b.periode: b.sidik for b in baris}
    hasil: dict[str, list[int]] = {}
    for periode in sorted(terakhir)[-banyak:]:
        for p in baca_papan(gudang.baca, terakhir[periode]):
            if p["edisi_data"] == periode and p["terbit"]:
                hasil.setdefault(p["opd"], []).append(p["terbit"])
    return hasil


def saran_batas(riwayat: Sequence[int]) -> BatasButir | None:
    """Bounds from the numbers of items of past editions: four fifths of the least, five quarters of the most. None with
    fewer than three editions.
    """
    if len(riwayat) < EDISI_SARAN:
        return None
    return BatasButir(paling_sedikit=floor(min(riwayat) * 0.8), paling_banyak=max(1, ceil(max(riwayat) * 1.25)))
