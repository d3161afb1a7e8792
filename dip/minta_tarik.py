"""Who asked on the board that offices be pulled again, and whether that is still going on.

A request is a journal entry, so that it is known who asked for what; the receipts that follow say how it ended. One
request at a time for an edition: two clicks are one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import Connection, select

from dip import jejak
from dip.edisi import Edisi
from dip.register import Register, tabel
from dip.tanda_terima import batas_tarikan

PERISTIWA = "tarik_ulang_diminta"
_LANJUTAN = ("tarik_ulang_dijalankan", "tarik_ulang_urung")

BATAS_TUNGGU = timedelta(minutes=15)
"""A request whose receipts have not come by then does no longer keep others from asking."""


@dataclass(frozen=True, slots=True)
class MintaTarik:
    """A request: its number in the journal, the offices, who asked and when (ISO), the newest receipt at that moment.

    `jalan` is the address of the run, empty as long as none is known. `sisa` are offices without a newer receipt,
    `berakhir` says whether nothing is to be waited for any more.
    """

    urut: int
    edisi: int
    opd: tuple[str, ...]
    pelaku: str
    waktu: str
    batas: int
    jalan: str
    sisa: tuple[str, ...]
    berakhir: bool


def minta_terakhir(k: Connection, edisi: Edisi, waktu: datetime) -> MintaTarik | None:
    """The newest request for this edition; None without any, or when the newest could not be started."""
    isi, lanjutan = _cari(k, edisi)
    if isi is None or any(x["peristiwa"] == "tarik_ulang_urung" for x in lanjutan):
        return None
    d = isi["data"]
    t = tabel.tarikan.c
    masuk = set(k.execute(select(t.opd).where(t.edisi == edisi.id, t.id > d["batas"]).distinct()).scalars())
    sisa = tuple(o for o in d["opd"] if o not in masuk)
    lewat = waktu - datetime.fromisoformat(isi["waktu"]) > BATAS_TUNGGU
    jalan = next((x["data"]["jalan"] for x in lanjutan), "")
    return MintaTarik(
        isi["urut"], edisi.id, tuple(d["opd"]), isi["pelaku"], isi["waktu"], d["batas"], jalan, sisa,
        not sisa or lewat,
    )  # fmt: skip


def mulai_minta(
    register: Register, edisi: Edisi, opd: Sequence[str], pelaku: str, waktu: datetime, *, peran: str = "petugas"
) -> int:
    """Journal a request and return its number; 0 when another one is still going on (then nothing is written).

    `peran` is empty where nobody proved who he is (a terminal, Prefect's own page).
    """
    with register.tulis() as k:
        lalu = minta_terakhir(k, edisi, waktu)
        if lalu is not None and not lalu.berakhir:
            return 0
        data = {"edisi": edisi.id, "opd": list(opd), "batas": batas_tarikan(k, edisi.id)}
        jejak.catat(k, edisi.lembaga, PERISTIWA, waktu=waktu, pelaku=pelaku, peran=peran, data=data)
        return jejak.kepala_bernomor(k, edisi.lembaga)[0]


def catat_jalan(register: Register, edisi: Edisi, urut: int, jalan: str, waktu: datetime) -> None:
    """Journal that request number `urut` runs at the address `jalan`, or, with an empty one, could not be started."""
    peristiwa = "tarik_ulang_dijalankan" if jalan else "tarik_ulang_urung"
    with register.tulis() as k:
        data = {"edisi": edisi.id, "permintaan": urut, "jalan": jalan}
        jejak.catat(k, edisi.lembaga, peristiwa, waktu=waktu, pelaku="sistem", peran="sistem", data=data)


def _cari(k: Connection, edisi: Edisi) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """The newest request for an edition, and what was journaled about it since."""
    t = tabel.jejak.c
    pola = [t.isi.like(f'%"peristiwa":"{p}"%') for p in (PERISTIWA, *_LANJUTAN)]
    lanjutan: list[dict[str, Any]] = []
    cari = select(t.isi).where(t.lembaga == edisi.lembaga, pola[0] | pola[1] | pola[2]).order_by(t.urut.desc())
    for mentah in k.execute(cari.limit(50)).scalars():
        isi = orjson.loads(mentah)
        if isi["data"].get("edisi") != edisi.id:
            break
        if isi["peristiwa"] == PERISTIWA:
            return isi, [x for x in lanjutan if x["data"]["permintaan"] == isi["urut"]]
        lanjutan.append(isi)
    return None, []
