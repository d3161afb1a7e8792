"""Orders in the register against the release that is live: which still have to be carried out, and what results.

An approved order is carried out on the release that is live then, once: orders decided after a release was filed are
those it does not know yet (the journal says in which order). Nothing here writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import orjson
from sqlalchemy import Connection, Row, select

from dip import jejak
from dip.beku import muat_revisi
from dip.entri import Entri
from dip.gudang import Gudang
from dip.perintah import Perintah, baca_perintah, perintah_disetujui
from dip.perintah_sah import (
    adendum_utuh,
    bawa,
    entri_tayang,
    kembali_ke,
    revisi_tayang,
    sah_dari,
    tambah,
    turun,
)
from dip.pintu import Putusan
from dip.register import tabel
from dip.revisi import Pengesahan, PerintahSah, Revisi
from dip.sidik import baca_jsonl

Disetujui = tuple[Perintah, Putusan]
"""An order with PPID's approval."""

MENGAJUKAN = ("terbitan_disiapkan", "terbitan_dikembalikan")
"""Events that file a release: for the first time, or once more because PPID went back to it."""


@dataclass(frozen=True, slots=True)
class Rilis:
    """A release as the register has it: number, edition, sidik of its draft, and its facts with their digest."""

    id: int
    edisi: int
    sidik: str
    sha: str
    pengesahan: Pengesahan


_RILIS = select(tabel.terbitan.c.id, tabel.terbitan.c.edisi, tabel.terbitan.c.sidik, tabel.terbitan.c.pengesahan)


def _rilis(gudang: Gudang, b: Row[tuple[int, int, str, str]] | None) -> Rilis | None:
    if b is None:
        return None
    sah = Pengesahan.dari_json(orjson.loads(gudang.baca(b.pengesahan)))
    return Rilis(b.id, b.edisi, b.sidik, b.pengesahan, sah)


def baca_rilis(k: Connection, gudang: Gudang, nomor: int) -> Rilis | None:
    """A release by its number."""
    return _rilis(gudang, k.execute(_RILIS.where(tabel.terbitan.c.id == nomor)).first())


def rilis_tayang(k: Connection, gudang: Gudang, lembaga: str) -> Rilis | None:
    """The release that is live."""
    cari = _RILIS.join(tabel.edisi, tabel.edisi.c.id == tabel.terbitan.c.edisi).where(
        tabel.edisi.c.lembaga == lembaga, tabel.terbitan.c.status == "terbit"
    )
    return _rilis(gudang, k.execute(cari.order_by(tabel.terbitan.c.id.desc())).first())


@dataclass(frozen=True, slots=True)
class Urutan:
    """Numbers of journal entries: of the decision at a gate, and of the last filing of a release."""

    putusan: dict[int, int]
    terbitan: dict[int, int]


def urutan(k: Connection, lembaga: str) -> Urutan:
    """Read the journal once for both."""
    hasil = Urutan({}, {})
    for c in jejak.baca_semua(k, lembaga):
        isi = orjson.loads(c.isi)
        if isi["peristiwa"] == "putusan":
            hasil.putusan[isi["data"]["pintu"]] = c.urut
        elif isi["peristiwa"] in MENGAJUKAN:
            # a release that only says a number knows the orders its basis knew
            hasil.terbitan[isi["data"]["terbitan"]] = hasil.terbitan.get(isi["data"].get("dasar"), c.urut)
    return hasil


def belum_dilaksanakan(k: Connection, lembaga: str, terbitan: int) -> list[Disetujui]:
    """Approved orders a release does not know yet: decided after it was filed, in the order of the decisions."""
    disetujui = perintah_disetujui(k, lembaga)
    if not disetujui:
        return []
    urut = urutan(k, lembaga)
    sejak = urut.terbitan.get(terbitan, 0)
    return [(p, u) for p, u in disetujui if urut.putusan.get(u.pintu, 0) > sejak]


def cabut_sejak(k: Connection, lembaga: str, tujuan: str) -> bool:
    """Whether PPID approved a *cabut* that the release last right at a target did not know: what lies there may hold
    what was taken down.
    """
    if not any(p.isi.jenis == "cabut" for p, _ in perintah_disetujui(k, lembaga)):
        return False
    terakhir = 0
    for c in jejak.baca_semua(k, lembaga):
        isi = orjson.loads(c.isi)
        if isi["peristiwa"] == "diterbitkan" and isi["data"]["tujuan"] == tujuan:
            terakhir = isi["data"]["terbitan"]
    return any(p.isi.jenis == "cabut" for p, _ in belum_dilaksanakan(k, lembaga, terakhir))


def entri_perintah(gudang: Gudang, p: Perintah) -> list[Entri]:
    """The rows of an *adendum*, as they were approved. Raises BlobRusak."""
    hasil: list[Entri] = baca_jsonl(gudang.baca(p.isi.entri)) if p.isi.entri else []
    return hasil


def sah_perintah(gudang: Gudang, p: Perintah, u: Putusan) -> PerintahSah:
    """An approved order with its rows."""
    return sah_dari(p, u, entri_perintah(gudang, p))


def _layak(gudang: Gudang, kini: Rilis, sah: PerintahSah) -> bool:
    """Whether an *adendum* can still be carried out: two may have been asked for one row, which went out since, or was
    taken down.
    """
    perintah = kini.pengesahan.perintah
    ada = {e["kode"] for e in entri_tayang(muat_revisi(gudang, kini.sidik), perintah)} | turun(perintah).keys()
    return adendum_utuh(sah) and not ada.intersection(sah.butir)


def laksanakan(k: Connection, gudang: Gudang, kini: Rilis, daftar: Sequence[Disetujui]) -> Rilis:
    """What a release becomes when these orders are carried out on it; its number and digest are then empty.

    An order that can no longer be carried out is void: it must not keep the others from being so.
    """
    for p, u in daftar:
        sah = sah_perintah(gudang, p, u)
        sama = p.isi.edisi == kini.edisi
        if p.isi.jenis == "kembalikan":
            lama = baca_rilis(k, gudang, p.isi.kembali) if sama else None
            if lama is not None and lama.sha == p.isi.pengesahan_kembali:
                kini = replace(lama, id=0, sha="", pengesahan=kembali_ke(lama.pengesahan, kini.pengesahan))
            continue
        if not sama:  # another edition went live between approval and now
            sisa = bawa([sah], muat_revisi(gudang, kini.sidik))
            if not sisa:
                continue
            sah = sisa[0]
        if sah.jenis == "adendum" and not _layak(gudang, kini, sah):
            continue
        kini = replace(kini, id=0, sha="", pengesahan=tambah(kini.pengesahan, sah))
    return kini


def perintah_bawaan(k: Connection, gudang: Gudang, lembaga: str, revisi: Revisi) -> tuple[PerintahSah, ...]:
    """The orders in force at the live release that go on into the edition ratified with this draft."""
    tayang = rilis_tayang(k, gudang, lembaga)
    if tayang is None:
        return ()
    belum = [(p, u) for p, u in belum_dilaksanakan(k, lembaga, tayang.id) if p.isi.jenis != "kembalikan"]
    kini = laksanakan(k, gudang, tayang, belum)
    return bawa(kini.pengesahan.perintah, revisi)


def hidup_lengkap(k: Connection, gudang: Gudang, lembaga: str, revisi: Revisi) -> Revisi:
    """The live draft as a new one must see it (`dip.perintah_sah.revisi_tayang`). Raises BlobRusak."""
    tayang = rilis_tayang(k, gudang, lembaga)
    if tayang is None or not tayang.pengesahan.perintah:
        return revisi
    perintah = tayang.pengesahan.perintah
    hilang = [e for p in perintah if p.jenis == "cabut" and p.butir for e in _baris_turun(k, gudang, p)]
    return revisi_tayang(revisi, perintah, hilang)


def _baris_turun(k: Connection, gudang: Gudang, sah: PerintahSah) -> list[Entri]:
    """The rows an order took down, as they were in the release it was given for."""
    p = baca_perintah(k, sah.nomor)
    asal = baca_rilis(k, gudang, p.isi.terbitan) if p else None
    if asal is None:
        return []
    semua = entri_tayang(muat_revisi(gudang, asal.sidik), asal.pengesahan.perintah)
    return [e for e in semua if e["kode"] in sah.butir]
