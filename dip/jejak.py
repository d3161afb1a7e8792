"""The journal: an append-only hash chain of all that happened (design §3, §5).

Each entry is canonical JSON whose `prev` is the hash of the entry before it (64 zeros for the first of an institution)
and whose own hash is the sha256 of those bytes. Cutting, changing, inserting or re-ordering entries shows in
`periksa_rantai`; cutting the tail, or writing the whole chain anew, shows only against a head printed elsewhere
(approvals, lembar pengesahan, manifest). The database refuses to change or delete entries too
(`dip.register.HANYA_TAMBAH`), but who owns the database can take that wall down.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import Connection, insert, select

from dip.register.tabel import jejak
from dip.sidik import json_baku, sha256
from dip.titik import lewat

AWAL = "0" * 64
"""`prev` of an institution's first entry; never NULL, so that UNIQUE guards it."""

_SIDIK = re.compile(r"[0-9a-f]{64}")

_TOLERANSI_JAM = timedelta(minutes=2)
"""How much earlier than the entry before one may be: several processes write, each with its own clock."""

_RINCI = {"keadaan": "ke", "putusan": "keputusan", "kode_diterbitkan": "keputusan", "surat_dibuat": "nama"}
"""Events whose fail points are told apart by one of their data: `putusan-setujui.sebelum`."""


@dataclass(frozen=True, slots=True)
class Catatan:
    """One journal entry as stored: `isi` is the canonical JSON whose sha256 is `hash`."""

    urut: int
    isi: str
    prev: str
    hash: str


def kepala(k: Connection, lembaga: str) -> str:
    """Hash of the newest entry, or 64 zeros."""
    return kepala_bernomor(k, lembaga)[1]


def kepala_bernomor(k: Connection, lembaga: str) -> tuple[int, str]:
    """Number and hash of the newest entry, or 0 and 64 zeros: what is printed elsewhere and later compared."""
    b = k.execute(
        select(jejak.c.urut, jejak.c.hash).where(jejak.c.lembaga == lembaga).order_by(jejak.c.urut.desc()).limit(1)
    ).first()
    return (int(b.urut), str(b.hash)) if b is not None else (0, AWAL)


def catat(
    k: Connection,
    lembaga: str,
    peristiwa: str,
    *,
    waktu: datetime,
    pelaku: str,
    peran: str = "",
    data: dict[str, Any] | None = None,
    masukan: Mapping[str, str] | None = None,
    keluaran: Mapping[str, str] | None = None,
    segel: Callable[[bytes, str], str] | None = None,
) -> str:
    """Append one entry inside a writing transaction and return its hash.

    `pelaku` is a person's login name or `sistem`; `data` holds digests and numbers, never codes or personal values.
    `masukan` and `keluaran` name what went into the step and what came out of it, each by its sha256. `segel`
    (`Brankas.segel`) puts a keyed seal over the whole entry, `prev` included, into `data`: who owns the database but
    not the keys can neither write such an entry nor anything before it anew. An entry whose clock is behind that of the
    entry before says so: `data` gets `jam_mundur`, in seconds; the order of the chain is what counts, and nothing is
    refused for it. Raises ValueError for anything in `masukan` or `keluaran` that is no sha256.
    """
    for nama, sidik in (*(masukan or {}).items(), *(keluaran or {}).items()):
        if not _SIDIK.fullmatch(sidik):
            raise ValueError(f"'{nama}' dalam catatan jejak bukan sha256")
    urut, prev = kepala_bernomor(k, lembaga)
    mundur = _mundur(k, lembaga, urut, waktu)
    urut += 1
    catatan: dict[str, Any] = {
        "lembaga": lembaga,
        "urut": urut,
        "prev": prev,
        "waktu": waktu.isoformat(),
        "peristiwa": peristiwa,
        "pelaku": pelaku,
        "peran": peran,
        "data": {**(data or {}), **({"jam_mundur": mundur} if mundur else {})},
        "masukan": dict(masukan or {}),
        "keluaran": dict(keluaran or {}),
    }
    if segel is not None:
        catatan["data"]["segel"] = segel(json_baku(catatan), prev)
    isi = json_baku(catatan)
    h = sha256(isi)
    titik = f"{peristiwa}-{(data or {}).get(_RINCI[peristiwa], '')}" if peristiwa in _RINCI else peristiwa
    lewat(f"{titik}.sebelum")
    k.execute(insert(jejak).values(lembaga=lembaga, urut=urut, isi=isi.decode(), prev=prev, hash=h))
    lewat(f"{titik}.ditulis")
    k.info.get("tercatat", []).append(titik)
    return h


def _mundur(k: Connection, lembaga: str, urut: int, waktu: datetime) -> int:
    """By how many seconds this moment lies before the newest entry, 0 when it does not: a clock was put back."""
    terakhir = k.execute(select(jejak.c.isi).where(jejak.c.lembaga == lembaga, jejak.c.urut == urut)).scalar()
    try:
        lalu = datetime.fromisoformat(orjson.loads(terakhir or b"")["waktu"])
        return int((lalu - waktu).total_seconds()) if lalu - waktu > _TOLERANSI_JAM else 0
    except (KeyError, TypeError, ValueError):  # the first entry, or one that somebody spoilt: the chain shows that
        return 0


def baca_semua(k: Connection, lembaga: str) -> list[Catatan]:
    """All entries of an institution, in order."""
    baris = k.execute(
        select(jejak.c.urut, jejak.c.isi, jejak.c.prev, jejak.c.hash)
        .where(jejak.c.lembaga == lembaga)
        .order_by(jejak.c.urut)
    )
    return [Catatan(b.urut, b.isi, b.prev, b.hash) for b in baris]


def periksa_rantai(
    catatan: Sequence[Catatan], prev: str = AWAL, *, lembaga: str = "", kepala: str = "", urut_kepala: int = 0
) -> list[str]:
    """What is wrong with a chain, in plain Indonesian; empty when it holds. Never raises, whatever was put there.

    `prev` is the hash expected before the first entry given (64 zeros for a whole chain, else the slice's anchor).
    `lembaga`: whose chain it must be; without it all entries must belong to one. `kepala` is a head that was printed
    elsewhere and `urut_kepala` its number (0: not known): entries may follow it, but it must stand in the chain.
    Without a head, a tail that was cut or entries written anew up to the end cannot be seen.
    """
    salah: list[str] = []
    jangkar, urut = prev, 0 if prev == AWAL else None
    for c in catatan:
        nama = f"catatan {c.urut}"
        isi = _isi(c)
        if isi is None or sha256(c.isi.encode()) != c.hash:
            salah.append(f"{nama}: isi tidak sama dengan sidiknya")
        isi = isi or {}
        if c.prev != prev or isi.get("prev") != prev:
            salah.append(f"{nama}: rantai terputus")
        if not _sama(isi.get("urut"), c.urut) or not _sama(c.urut, c.urut if urut is None else urut + 1):
            salah.append(f"{nama}: nomor urut tidak menyambung")
        lembaga = lembaga or str(isi.get("lembaga", ""))
        if isi.get("lembaga") != lembaga:
            salah.append(f"{nama}: milik lembaga lain")
        prev, urut = c.hash, c.urut if type(c.urut) is int else None
    if kepala and not _ada_kepala(catatan, jangkar, kepala, urut_kepala):
        salah.append(
            f"kepala jejak {kepala[:12]}… tidak ada di rantai: ekornya terpotong, atau catatannya ditulis ulang"
        )
    return salah


def _isi(c: Catatan) -> dict[str, Any] | None:
    """The content of an entry, None when it is no JSON object."""
    if not isinstance(c.isi, str):  # SQLite keeps bytes in a text column when somebody puts them there
        return None
    try:
        isi = orjson.loads(c.isi)
    except ValueError:
        return None
    return isi if isinstance(isi, dict) else None


def _sama(a: object, b: object) -> bool:
    """Equal whole numbers: 1.0 and True are no 1."""
    return type(a) is int and type(b) is int and a == b


def _ada_kepala(catatan: Sequence[Catatan], jangkar: str, kepala: str, urut_kepala: int) -> bool:
    """Whether a printed head stands in the chain, at its number where that is known."""
    if kepala == jangkar:
        if jangkar == AWAL:
            return urut_kepala == 0
        return urut_kepala == 0 or not catatan or _sama(catatan[0].urut, urut_kepala + 1)
    return any(c.hash == kepala and (urut_kepala == 0 or _sama(c.urut, urut_kepala)) for c in catatan)
