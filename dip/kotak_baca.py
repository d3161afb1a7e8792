"""What was found when a drop box was looked into between the monthly runs (`dip.kotak` writes it down)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import Connection, select

from dip.jam import ke_wib
from dip.register import tabel_rutin


@dataclass(frozen=True, slots=True)
class Lihatan:
    """One file that was looked at: name as it may be shown, when, how many rows were read, how many of them can go out,
    how many findings must be repaired, and the sentence of a refusal (empty: it can be used).
    """

    nama_berkas: str
    waktu: datetime
    dibaca: int
    terbit: int
    wajib: int
    ditolak: str


def lihatan_terakhir(k: Connection, lembaga: str, opd: str) -> Lihatan | None:
    """The newest file of an office that was looked at."""
    t = tabel_rutin.kotak.c
    b = k.execute(
        select(t.nama_berkas, t.ringkas, t.waktu).where(t.lembaga == lembaga, t.opd == opd).order_by(t.id.desc())
    ).first()
    if b is None:
        return None
    isi: Mapping[str, object] = orjson.loads(b.ringkas)
    dibaca, terbit, wajib = (n if isinstance(n := isi.get(x), int) else 0 for x in ("dibaca", "terbit", "wajib"))
    waktu = ke_wib(datetime.fromisoformat(b.waktu))
    return Lihatan(b.nama_berkas, waktu, dibaca, terbit, wajib, str(isi.get("ditolak", "")))
