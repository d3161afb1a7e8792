"""The journal: an append-only hash chain of all that happened (design §3, §5).

Each entry is canonical JSON whose `prev` is the hash of the entry before it (64 zeros for the first of an institution)
and whose own hash is the sha256 of those bytes. Cutting, changing, inserting or re-ordering entries shows in
`periksa_rantai`; cutting the tail shows against a head printed elsewhere (approvals, manifest).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, insert, select

from dip.register.tabel import jejak
from dip.sidik import json_baku, sha256

AWAL = "0" * 64
"""`prev` of an institution's first entry; never NULL, so that UNIQUE guards it."""


@dataclass(frozen=True, slots=True)
class Catatan:
    """One journal entry as stored: `isi` is the canonical JSON whose sha256 is `hash`."""

    urut: int
    isi: str
    prev: str
    hash: str


def kepala(k: Connection, lembaga: str) -> str:
    """Hash of the newest entry, or 64 zeros."""
    h = k.execute(
        select(jejak.c.hash).where(jejak.c.lembaga == lembaga).order_by(jejak.c.urut.desc()).limit(1)
    ).scalar()
    return str(h) if h is not None else AWAL


def catat(
    k: Connection,
    lembaga: str,
    peristiwa: str,
    *,
    waktu: datetime,
    pelaku: str,
    peran: str = "",
    data: dict[str, Any] | None = None,
) -> str:
    """Append one entry inside a writing transaction and return its hash.

    `pelaku` is a person's login name or `sistem`; `data` holds digests and numbers, never codes or personal values.
    """
    terakhir = k.execute(
        select(jejak.c.urut, jejak.c.hash).where(jejak.c.lembaga == lembaga).order_by(jejak.c.urut.desc()).limit(1)
    ).first()
    urut, prev = (terakhir.urut + 1, terakhir.hash) if terakhir else (1, AWAL)
    isi = json_baku(
        {
            "lembaga": lembaga,
            "urut": urut,
            "prev": prev,
            "waktu": waktu.isoformat(),
            "peristiwa": peristiwa,
            "pelaku": pelaku,
            "peran": peran,
            "data": data or {},
        }
    )
    h = sha256(isi)
    k.execute(insert(jejak).values(lembaga=lembaga, urut=urut, isi=isi.decode(), prev=prev, hash=h))
    return h


def baca_semua(k: Connection, lembaga: str, dari: int = 1) -> list[Catatan]:
    """All entries of an institution from number `dari` on, in order."""
    baris = k.execute(
        select(jejak.c.urut, jejak.c.isi, jejak.c.prev, jejak.c.hash)
        .where(jejak.c.lembaga == lembaga, jejak.c.urut >= dari)
        .order_by(jejak.c.urut)
    )
    return [Catatan(b.urut, b.isi, b.prev, b.hash) for b in baris]


def periksa_rantai(catatan: list[Catatan], prev: str = AWAL) -> list[str]:
    """What is wrong with a chain, in plain Indonesian; empty when it holds.

    `prev` is the hash expected before the first entry given (64 zeros for a whole chain, else the slice's anchor).
    """
    salah: list[str] = []
    for c in catatan:
        isi = orjson.loads(c.isi)
        if sha256(c.isi.encode()) != c.hash:
            salah.append(f"catatan {c.urut}: isi tidak sama dengan sidiknya")
        if c.prev != prev or isi["prev"] != prev or isi["urut"] != c.urut:
            salah.append(f"catatan {c.urut}: rantai terputus")
        prev = c.hash
    return salah
