"""The journal as evidence: read once, its chain checked, its seals checked with the keys.

Entries that came with a proof of identity carry a seal (`dip.jejak.catat`). One without counts only up to the head that
is kept beside the keys since the first seal (`Brankas.awal_segel`): it was written by a program that knew none.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Any, Literal

import orjson
from sqlalchemy import Connection

from dip.jejak import AWAL, Catatan, baca_semua, periksa_rantai
from dip.rahasia import Brankas
from dip.sidik import json_baku


@dataclass(frozen=True, slots=True)
class Peristiwa:
    """One entry. `segel`: whether its seal is ours, is none of ours, or there is none (empty)."""

    urut: int
    hash: str
    nama: str
    waktu: str
    pelaku: str
    peran: str
    data: dict[str, Any]
    keluaran: dict[str, str]
    segel: Literal["", "sah", "palsu"]

    def sama(self, **nilai: object) -> bool:
        """Whether `data` says the same; numbers are no texts."""
        return all(type(self.data.get(n)) is type(v) and self.data[n] == v for n, v in nilai.items())


class BukuJejak:
    """An institution's whole journal as evidence. `salah` says what is wrong with it; then it proves nothing.

    Without `brankas` seals count as valid.
    """

    def __init__(self, k: Connection, lembaga: str, brankas: Brankas | None) -> None:
        catatan = baca_semua(k, lembaga)
        self.lembaga = lembaga
        self.salah = periksa_rantai(catatan, lembaga=lembaga)
        self.semua = [] if self.salah else [_peristiwa(c, brankas) for c in catatan]
        awal = brankas.awal_segel if brankas is not None else ""
        urut = {AWAL: 0} | {p.hash: p.urut for p in self.semua}
        if awal and not self.salah and awal not in urut:
            self.salah.append("catatan sebelum segel pertama tidak ada lagi: jejaknya ditulis ulang")
        self._tanpa_segel = urut.get(awal, 0) if awal else len(self.semua)

    def cari(self, *nama: str, **nilai: object) -> list[Peristiwa]:
        """Entries of these kinds whose data say this, oldest first."""
        return [p for p in self.semua if p.nama in nama and p.sama(**nilai)]

    def bersegel(self, p: Peristiwa) -> bool:
        """Whether an entry that must be sealed is."""
        return p.segel == "sah" or (not p.segel and p.urut <= self._tanpa_segel)


def _peristiwa(c: Catatan, brankas: Brankas | None) -> Peristiwa:
    isi = orjson.loads(c.isi)
    data = dict(isi["data"])
    tertulis = data.pop("segel", "")
    segel: Literal["", "sah", "palsu"] = "" if not tertulis else "sah"
    if tertulis and brankas is not None:
        hitung = brankas.segel(json_baku({**isi, "data": data}))
        segel = "sah" if hmac.compare_digest(hitung.encode(), str(tertulis).encode()) else "palsu"
    kepala = {n: str(isi[n]) for n in ("waktu", "pelaku", "peran")}
    return Peristiwa(
        c.urut, c.hash, isi["peristiwa"], **kepala, data=data, keluaran=isi.get("keluaran", {}), segel=segel
    )
