"""Permanent item codes (`BGK-DINKES-0042`): those of the live edition where the item is the same, else new numbers.

Codes are never reused; gaps are allowed (design §5).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Connection, func, select

from dip.banding import cocokkan, kunci_semua
from dip.edisi import Edisi
from dip.entri import Entri
from dip.register import Register, sisip, tabel
from dip.revisi import Revisi
from dip.riwayat import PERNAH_TAYANG
from dip.sidik import sha256
from dip.titik import lewat


def beri_kode(
    register: Register, edisi: Edisi, entri: Sequence[Entri], tertahan: Sequence[Entri], hidup: Revisi | None
) -> tuple[list[Entri], dict[str, str]]:
    """The rows that go out with their codes, and the codes of held and excluded rows that continue a known item.

    `tertahan` take part in the matching: a row that is held this month is still the item it was, and no other row may
    take its code meanwhile. They get no new number.
    """
    kode = dict(cocokkan(_lama(hidup), [*entri, *tertahan]))
    tanpa = [e for e in entri if e["id_baris"] not in kode]
    if tanpa:
        with register.tulis() as k:
            kode |= _pesan_kode(k, edisi, tanpa, kunci_semua(entri), kode.values())
            lewat("butir.ditulis")
        lewat("butir.tercatat")
    return [cast(Entri, {**e, "kode": kode[e["id_baris"]]}) for e in entri], kode


def _lama(hidup: Revisi | None) -> list[Entri]:
    """Items the live edition knows: published ones, and held or excluded ones that had a code."""
    if hidup is None:
        return []
    return [*hidup.entri, *(e for e in (*hidup.ditahan, *hidup.dik) if e["kode"])]


def _pesan_kode(
    k: Connection, edisi: Edisi, entri: Sequence[Entri], kunci_baris: Mapping[str, str], dipakai: Iterable[str]
) -> dict[str, str]:
    """Numbers for rows that continue no item of the live edition, once per (edition, office, item key).

    An item that was published before and comes back (absent or held for a while) gets its old number again; otherwise
    the next one of the office. Numbers are never given to another item.
    """
    hasil: dict[str, str] = {}
    pernah = _pernah_terbit(k, edisi.lembaga)
    terpakai = set(dipakai)
    for e in entri:
        kunci = sha256(kunci_baris[e["id_baris"]].encode())
        t = tabel.butir.c
        nomor: Any = k.execute(select(t.nomor).where(t.edisi == edisi.id, t.opd == e["opd"], t.kunci == kunci)).scalar()
        lama = pernah.get((e["opd"], kunci))
        if nomor is None and lama is not None and _kode(edisi, e["opd"], lama) not in terpakai:
            nomor = lama
        if nomor is None:
            terbesar = k.execute(
                select(func.max(t.nomor)).where(t.lembaga == edisi.lembaga, t.opd == e["opd"])
            ).scalar()
            nomor = int(terbesar or 0) + 1
            while _kode(edisi, e["opd"], nomor) in terpakai:  # a register that was restored from an older copy
                nomor += 1
            sisip(k, tabel.butir, lembaga=edisi.lembaga, opd=e["opd"], nomor=nomor, edisi=edisi.id, kunci=kunci)
        hasil[e["id_baris"]] = _kode(edisi, e["opd"], nomor)
        terpakai.add(hasil[e["id_baris"]])
    return hasil


def _kode(edisi: Edisi, opd: str, nomor: int) -> str:
    """The permanent item code: `BGK-DINKES-0042`."""
    return f"{edisi.lembaga}-{opd}-{nomor:04d}"


def _pernah_terbit(k: Connection, lembaga: str) -> dict[tuple[str, str], int]:
    """Numbers by (office, item key) of everything reserved in editions that were published, the newest last."""
    b = tabel.butir.c
    terbit = select(tabel.terbitan.c.edisi).where(tabel.terbitan.c.status.in_(PERNAH_TAYANG))
    baris = k.execute(select(b.opd, b.kunci, b.nomor).where(b.lembaga == lembaga, b.edisi.in_(terbit)).order_by(b.id))
    return {(x.opd, x.kunci): x.nomor for x in baris}
