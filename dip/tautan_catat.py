"""The register's table `tautan`: what every look at a link left behind (`dip.tautan`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Row, delete, insert, select, update

from dip.jam import ke_wib
from dip.register.tabel_rutin import tautan
from dip.sidik import json_baku, sha256
from dip.tautan import Amatan, IsiBerkas, KeadaanTautan, berisi, maju


def catat_amatan(k: Connection, lembaga: str, alamat: str, a: Amatan, waktu: datetime) -> KeadaanTautan:
    """File one look inside a writing transaction; the state after it."""
    lama = baca_tautan(k, lembaga, alamat)
    baru = maju(lama, alamat, a, waktu)
    _simpan(k, lembaga, baru, ada=lama is not None)
    return baru


def catat_isi(k: Connection, lembaga: str, alamat: str, isi: IsiBerkas) -> KeadaanTautan:
    """File what was found in the file behind a link that was looked at before. Raises LookupError for another."""
    lama = baca_tautan(k, lembaga, alamat)
    if lama is None:
        raise LookupError("tautan belum pernah diperiksa")
    baru = berisi(lama, isi)
    _simpan(k, lembaga, baru, ada=True)
    return baru


def baca_tautan(k: Connection, lembaga: str, alamat: str) -> KeadaanTautan | None:
    """The state of one link, None when it was never looked at."""
    b = k.execute(select(tautan).where(tautan.c.lembaga == lembaga, tautan.c.sidik == _sidik(alamat))).first()
    return _keadaan(b) if b is not None else None


def tautan_buruk(k: Connection, lembaga: str) -> dict[str, KeadaanTautan]:
    """All links that are bad by proof, by their address, in its order: what drafts turn into findings."""
    c = tautan.c
    baris = k.execute(select(tautan).where(c.lembaga == lembaga, c.kelas != "").order_by(c.alamat))
    return {b.alamat: _keadaan(b) for b in baris}


def antrean(k: Connection, lembaga: str, alamat: Iterable[str]) -> list[str]:
    """Distinct links in the order of their turn: never looked at first, then those whose last look is oldest."""
    c = tautan.c
    sudah = dict(k.execute(select(c.alamat, c.diperiksa).where(c.lembaga == lembaga)).tuples().all())
    return sorted(set(alamat), key=lambda u: (sudah.get(u, ""), u))


def lupakan(k: Connection, lembaga: str, sebelum: datetime) -> int:
    """Forget links nobody looked at since then: no edition has named them for that long. How many."""
    batas = ke_wib(sebelum).isoformat(timespec="seconds")
    return k.execute(delete(tautan).where(tautan.c.lembaga == lembaga, tautan.c.diperiksa < batas)).rowcount


def _sidik(alamat: str) -> str:
    return sha256(alamat.encode())


def _keadaan(b: Row[Any]) -> KeadaanTautan:
    p = orjson.loads(b.parameter or "{}")
    langsung = ("kelas", "amatan", "status", "gagal", "hari", "sejak", "hari_terakhir", "diperiksa")
    return KeadaanTautan(
        b.alamat,
        **{n: getattr(b, n) for n in langsung},
        rincian=p.get("rincian", ""),
        pulih=p.get("pulih", ""),
        isi=IsiBerkas(p.get("tanda", ""), p.get("n", 0)),
    )


def _simpan(k: Connection, lembaga: str, t: KeadaanTautan, *, ada: bool) -> None:
    parameter = {"rincian": t.rincian, "pulih": t.pulih, "tanda": t.isi.tanda, "n": t.isi.n}
    nilai = {
        **{n: getattr(t, n) for n in ("kelas", "amatan", "status", "gagal", "hari", "sejak", "hari_terakhir")},
        "diperiksa": t.diperiksa,
        "parameter": json_baku({n: v for n, v in parameter.items() if v}).decode(),
    }
    kunci = {"lembaga": lembaga, "sidik": _sidik(t.alamat)}
    if ada:
        c = tautan.c
        k.execute(update(tautan).where(c.lembaga == lembaga, c.sidik == kunci["sidik"]).values(**nilai))
    else:
        k.execute(insert(tautan).values(**kunci, alamat=t.alamat, **nilai))
