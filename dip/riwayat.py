"""The editions before one: what the public pages say about them, frozen with a ratification (design §4.8).

Only what every published edition said of itself is kept: facts and codes, no titles. What is no longer public has no
name in a later edition.
"""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy import Connection, select

from dip.gudang import Gudang
from dip.register import Register, tabel
from dip.revisi import EdisiLalu, Kepala, Pengesahan, Perubahan

EDISI_DENGAN_BUTIR = 24
"""How many earlier editions keep the codes that changed in them; older ones keep their counts and facts."""

PERNAH_TAYANG = ("terbit", "diganti")
"""States of a release that the public saw once."""


def riwayat(register: Register, gudang: Gudang, lembaga: str, edisi: int) -> tuple[EdisiLalu, ...]:
    """Editions of an institution that were published before the edition numbered `edisi`, newest first.

    Of each, its last release counts (a number may have been recorded later). Raises BlobRusak.
    """
    with register.baca() as k:
        terbit = _terakhir(k, lembaga, edisi)
    return tuple(_edisi_lalu(gudang, b, n < EDISI_DENGAN_BUTIR) for n, b in enumerate(terbit))


def _terakhir(k: Connection, lembaga: str, edisi: int) -> list[tuple[str, str]]:
    """(sidik, digest of the pengesahan) of the last release of each edition before one, newest edition first."""
    t, e = tabel.terbitan.c, tabel.edisi.c
    cari = (
        select(t.edisi, t.sidik, t.pengesahan)
        .join(tabel.edisi, e.id == t.edisi)
        .where(e.lembaga == lembaga, t.edisi < edisi, t.status.in_(PERNAH_TAYANG))
        .order_by(t.id)
    )
    hasil = {b.edisi: (str(b.sidik), str(b.pengesahan)) for b in k.execute(cari)}
    return [hasil[n] for n in sorted(hasil, reverse=True)]


def _edisi_lalu(gudang: Gudang, terbit: tuple[str, str], dengan_butir: bool) -> EdisiLalu:
    """One earlier edition, from its frozen draft and ratification."""
    sidik, sha = terbit
    kepala: Kepala = orjson.loads(gudang.baca(sidik))
    sah = Pengesahan.dari_json(orjson.loads(gudang.baca(sha)))
    pertama = not kepala["sidik_hidup"]
    butir = dengan_butir and not pertama
    p: Perubahan | dict[str, Any] = orjson.loads(gudang.baca(kepala["blob"]["perubahan"])) if butir else {}
    return EdisiLalu(
        kode=kepala["kode"],
        periode=kepala["periode"],
        sidik=sidik,
        nomor=sah.nomor,
        tanggal=sah.tanggal,
        waktu_rilis=sah.waktu_rilis,
        atasan=sah.atasan.nama,
        jumlah=kepala["jumlah"],
        pertama=pertama,
        baru=sorted(p.get("baru", [])),
        diubah=sorted(u["kode"] for u in p.get("diubah", [])),
        dicabut=sorted(u["kode"] for u in p.get("dicabut", [])),
    )
