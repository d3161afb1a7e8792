"""Since when an office has sent nothing usable: the streak of failures over editions, back to its first receipt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import orjson
from sqlalchemy import Connection, select

from dip.beku import semua_revisi
from dip.edisi import Edisi
from dip.register import tabel
from dip.revisi import BarisPapan
from dip.tarikan import Tarikan

BacaPapan = Callable[[str], Sequence[BarisPapan]]
"""The board of a frozen draft by its sidik."""


@dataclass(frozen=True, slots=True)
class Sejak:
    """The moment (ISO) of the first failed receipt of a streak, or of the opening of an edition that has none, and the
    periode of that edition.
    """

    waktu: str
    periode: str


def sejak_gagal(k: Connection, baca_papan: BacaPapan, edisi: Edisi, opd: Collection[str]) -> dict[str, Sejak]:
    """The beginning of the streak of each of these offices, which fail in this edition, by code.

    Receipts are followed from the newest back over all editions until one was usable: not failed, and no draft refused
    its file. An edition that says nothing about an office neither ends nor begins a streak; what an edition that was
    cancelled received counts like the rest, because the office had sent it.
    """
    hasil: dict[str, Sejak] = {}
    cari = set(opd)
    t = tabel.edisi.c
    lalu = select(t.id, t.periode, t.dibuka).where(t.lembaga == edisi.lembaga, t.id <= edisi.id)
    for e in k.execute(lalu.order_by(t.id.desc())).all():
        if not cari:
            break
        terima, ditolak = _tanda_terima(k, e.id, cari), _ditolak(k, baca_papan, e.id)
        for o in sorted(cari & (terima.keys() | ditolak.keys())):
            if o not in terima and ditolak[o]:  # an edition whose collection broke before this office
                hasil[o] = Sejak(str(e.dibuka), str(e.periode))
            for x in reversed(terima.get(o, [])):
                if x.hasil != "gagal" and x.sha_berkas not in ditolak.get(o, ()):
                    cari.discard(o)
                    break
                hasil[o] = Sejak(x.waktu, str(e.periode))
    return hasil


def _tanda_terima(k: Connection, edisi: int, opd: Collection[str]) -> dict[str, list[Tarikan]]:
    """Receipts of these offices in one edition, oldest first."""
    t = tabel.tarikan.c
    hasil: dict[str, list[Tarikan]] = defaultdict(list)
    for b in k.execute(select(t.opd, t.isi).where(t.edisi == edisi, t.opd.in_(sorted(opd))).order_by(t.id)):
        hasil[b.opd].append(Tarikan.dari_json(orjson.loads(b.isi)))
    return dict(hasil)


def _ditolak(k: Connection, baca_papan: BacaPapan, edisi: int) -> dict[str, set[str]]:
    """What the drafts of an edition refused in the end, by office: digests of files, empty text for none."""
    hasil: dict[str, set[str]] = defaultdict(set)
    for r in semua_revisi(k, edisi):
        for p in baca_papan(r.sidik):
            milik = hasil[p["opd"]]
            milik.discard("")
            if p["hasil"] in ("gagal", "belum_ada"):
                milik.add(p["sha_berkas"])
            else:  # a file may be taken after the dictionary learnt its spelling
                milik.discard(p["sha_berkas"])
    return dict(hasil)
