"""Orders given after publication: *adendum*, *cabut*, *kembalikan* (design §4.7).

A petugas asks for one with his authenticator; PPID alone decides at a gate of its own. The sidik of an order is the
sha256 of its canonical JSON (own number, kind, release, items, reason …), so an approval holds for exactly this order.
What has to be published because of it is worked out by `dip.perintah_terbit`, and proven by `dip.bukti_perintah`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Row, select

from dip.pintu import Pintu, Putusan, buka_pintu, putusan_pintu
from dip.register import tabel, tabel_bukti
from dip.revisi import JenisPerintah, Tanda
from dip.sidik import sha256

NAMA_JENIS: dict[JenisPerintah, str] = {
    "adendum": "Adendum serta merta",
    "cabut": "Pencabutan",
    "kembalikan": "Pengembalian ke terbitan lama",
}


@dataclass(frozen=True, slots=True)
class Isi:
    """What is ordered.

    `terbitan` is the live release it starts from and `pengesahan` the digest of that release's facts. `butir` are item
    codes (empty for *cabut*: the whole edition), `entri` the digest of the added rows (canonical JSON Lines), `kembali`
    the release to return to and `pengesahan_kembali` the digest of its facts. `alasan` is for the record only;
    `keterangan` is what the public may read, and may be empty.
    """

    jenis: JenisPerintah
    edisi: int
    terbitan: int
    pengesahan: str
    alasan: str
    keterangan: str = ""
    butir: tuple[str, ...] = ()
    entri: str = ""
    kembali: int = 0
    pengesahan_kembali: str = ""


@dataclass(frozen=True, slots=True)
class Perintah:
    """An order as kept: its number, digest and canonical JSON (`mentah`), who asked for it and when (ISO, WIB)."""

    nomor: int
    lembaga: str
    sidik: str
    isi: Isi
    pejabat: str
    peminta: Tanda
    waktu: str
    mentah: bytes = field(repr=False)

    @property
    def seluruhnya(self) -> bool:
        """Whether it takes down the whole edition."""
        return self.isi.jenis == "cabut" and not self.isi.butir

    @property
    def ronde(self) -> int:
        """Ronde of its gate: never that of a draft, nor that of the edition itself."""
        return -self.nomor


def urai_perintah(mentah: bytes) -> Perintah:
    """An order from its canonical JSON. Raises ValueError, KeyError or TypeError for anything else."""
    d = orjson.loads(mentah)
    isi = Isi(**{**d["isi"], "butir": tuple(d["isi"]["butir"])})
    return Perintah(
        nomor=d["nomor"],
        lembaga=d["lembaga"],
        sidik=sha256(mentah),
        isi=isi,
        pejabat=d["pejabat"],
        peminta=Tanda(**d["peminta"]),
        waktu=d["waktu"],
        mentah=mentah,
    )


def _perintah(b: Row[Any]) -> Perintah:
    return urai_perintah(b.isi.encode())


def baca_perintah(k: Connection, nomor: int) -> Perintah | None:
    """An order by its number."""
    b = k.execute(select(tabel_bukti.perintah).where(tabel_bukti.perintah.c.id == nomor)).first()
    return None if b is None else _perintah(b)


def semua_perintah(k: Connection, lembaga: str) -> list[Perintah]:
    """All orders of an institution, oldest first."""
    t = tabel_bukti.perintah
    return [_perintah(b) for b in k.execute(select(t).where(t.c.lembaga == lembaga).order_by(t.c.id))]


def pintu_perintah(k: Connection, p: Perintah) -> int:
    """Number of the gate of an order; 0 before it was opened."""
    t = tabel.pintu.c
    cari = select(t.id).where(t.edisi == p.isi.edisi, t.peran == "ppid", t.ronde == p.ronde, t.sidik == p.sidik)
    return int(k.execute(cari).scalar() or 0)


def putusan_perintah(k: Connection, p: Perintah) -> Putusan | None:
    """What was decided about an order, if anything."""
    nomor = pintu_perintah(k, p)
    return putusan_pintu(k, nomor) if nomor else None


def perintah_disetujui(k: Connection, lembaga: str) -> list[tuple[Perintah, Putusan]]:
    """The orders PPID approved, in the order of his decisions."""
    semua = [(p, u) for p in semua_perintah(k, lembaga) if (u := putusan_perintah(k, p)) is not None]
    return sorted(((p, u) for p, u in semua if u.keputusan == "setujui"), key=lambda x: x[1].id)


def buka_gerbang(k: Connection, p: Perintah, waktu: datetime) -> Pintu:
    """Get or make the gate of an order, inside a writing transaction. Raises PintuBentrok."""
    return buka_pintu(k, p.isi.edisi, "ppid", p.ronde, p.sidik, waktu)


def perintah_usang(k: Connection, p: Perintah) -> bool:
    """Whether what it was asked for is no longer what is live: another edition, for a return another release."""
    t = tabel.terbitan.c
    kini = k.execute(
        select(t.id, t.edisi)
        .join(tabel.edisi, tabel.edisi.c.id == t.edisi)
        .where(tabel.edisi.c.lembaga == p.lembaga, t.status == "terbit")
        .order_by(t.id.desc())
    ).first()
    if kini is None:
        return True
    return bool(kini.id != p.isi.terbitan if p.isi.jenis == "kembalikan" else kini.edisi != p.isi.edisi)
