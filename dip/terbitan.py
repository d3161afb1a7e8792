"""From a ratified draft to a release in the register: facts frozen once, results per target, one live release.

Nothing here trusts the flow that calls it: `siapkan_terbitan` looks for PPID's and the Atasan's decision about exactly
this sidik in the register (PUB-001), whatever Prefect's state says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import orjson
from sqlalchemy import Connection, insert, select, update

from dip import jejak
from dip.edisi import Edisi
from dip.gudang import Gudang
from dip.jam import ke_wib
from dip.pengaturan import Peran
from dip.putusan import Putusan, putusan_edisi
from dip.register import Register, sisip, tabel
from dip.revisi import Pengesahan, Revisi, Tanda
from dip.sidik import json_baku

HasilTujuan = Literal["terbit", "gagal"]

SISTEM = Tanda(nama="Diajukan otomatis", sebutan="", jabatan="sistem", pangkat="", nip="", waktu="")
"""Who submitted when `ajukan_otomatis` skipped the petugas gate."""


class BelumSah(Exception):
    """PUB-001: the decisions that publication needs are not in the register."""


@dataclass(frozen=True, slots=True)
class Terbitan:
    """One release: its number and the frozen facts it is built with."""

    id: int
    edisi: int
    pengesahan: Pengesahan


def siapkan_terbitan(register: Register, gudang: Gudang, edisi: Edisi, revisi: Revisi, waktu: datetime) -> Terbitan:
    """Freeze the facts of a ratification and file the release, once per draft.

    Raises BelumSah when *setujui* by PPID or *sahkan* by the Atasan is missing for this sidik.
    """
    with register.baca() as k:
        ada = _terbitan(k, gudang, edisi, revisi.sidik)
        putusan = {p.peran: p for p in putusan_edisi(k, edisi.id) if p.sidik == revisi.sidik}
        otomatis = "petugas" not in putusan and _diajukan_otomatis(k, edisi, revisi)
        kepala_jejak = jejak.kepala(k, edisi.lembaga)
    if ada is not None:
        return ada
    if "petugas" not in putusan and not otomatis:
        raise BelumSah("draf ini tidak pernah diajukan")
    pengesahan = _pengesahan(revisi, putusan, kepala_jejak)
    sha = gudang.simpan(json_baku(pengesahan.ke_json()))
    with register.tulis() as k:
        if (lain := _terbitan(k, gudang, edisi, revisi.sidik)) is not None:
            return lain
        nomor = sisip(
            k,
            tabel.terbitan,
            edisi=edisi.id,
            sidik=revisi.sidik,
            pengesahan=sha,
            rilis="",
            dibuat=waktu.isoformat(),
            status="siap",
        )
        data = {"edisi": edisi.id, "terbitan": nomor, "sidik": revisi.sidik, "pengesahan": sha}
        jejak.catat(k, edisi.lembaga, "terbitan_disiapkan", waktu=waktu, pelaku="sistem", data=data)
    return Terbitan(nomor, edisi.id, pengesahan)


def _diajukan_otomatis(k: Connection, edisi: Edisi, revisi: Revisi) -> bool:
    """Whether the journal says that *sistem* submitted this very draft (allowed in ronde 1 only)."""
    isi = (orjson.loads(c.isi) for c in jejak.baca_semua(k, edisi.lembaga))
    return revisi.kepala["ronde"] == 1 and any(
        x["peristiwa"] == "diajukan_otomatis" and x["data"].get("sidik") == revisi.sidik for x in isi
    )


def _terbitan(k: Connection, gudang: Gudang, edisi: Edisi, sidik: str) -> Terbitan | None:
    t = tabel.terbitan.c
    b = k.execute(select(t.id, t.pengesahan).where(t.edisi == edisi.id, t.sidik == sidik).order_by(t.id.desc())).first()
    if b is None:
        return None
    return Terbitan(b.id, edisi.id, Pengesahan.dari_json(orjson.loads(gudang.baca(b.pengesahan))))


def _pengesahan(revisi: Revisi, putusan: Mapping[Peran, Putusan], kepala_jejak: str) -> Pengesahan:
    ppid, atasan, petugas = putusan.get("ppid"), putusan.get("atasan"), putusan.get("petugas")
    if ppid is None or ppid.keputusan != "setujui" or atasan is None or atasan.keputusan != "sahkan":
        raise BelumSah("persetujuan PPID atau pengesahan Atasan PPID untuk draf ini tidak ada di register")
    if petugas is not None and petugas.keputusan != "ajukan":
        raise BelumSah("draf ini tidak pernah diajukan")
    saat = ke_wib(datetime.fromisoformat(atasan.waktu))
    return Pengesahan(
        sidik=revisi.sidik,
        mode="kode",
        petugas=petugas.tanda if petugas else SISTEM,
        ppid=ppid.tanda,
        atasan=atasan.tanda,
        nomor="",
        tanggal=saat.date().isoformat(),
        kepala_jejak=kepala_jejak,
        waktu_rilis=saat.isoformat(),
    )


def terbitan_tayang(k: Connection, gudang: Gudang, lembaga: str) -> Terbitan | None:
    """The release that is live, if anything ever was published."""
    t = tabel.terbitan.c
    b = k.execute(
        select(t.id, t.edisi, t.pengesahan)
        .join(tabel.edisi, tabel.edisi.c.id == t.edisi)
        .where(tabel.edisi.c.lembaga == lembaga, t.status == "terbit")
        .order_by(t.id.desc())
    ).first()
    return Terbitan(b.id, b.edisi, Pengesahan.dari_json(orjson.loads(gudang.baca(b.pengesahan)))) if b else None


def tujuan_selesai(k: Connection, terbitan: int) -> set[str]:
    """Names of the targets where this release is already right."""
    t = tabel.terbitan_tujuan.c
    return {b.tujuan for b in k.execute(select(t.tujuan).where(t.terbitan == terbitan, t.hasil == "terbit"))}


def hasil_tujuan(k: Connection, terbitan: int) -> list[dict[str, str]]:
    """What happened at each target so far, for the evidence: target, hasil, sebab, waktu."""
    t = tabel.terbitan_tujuan.c
    baris = k.execute(select(t.tujuan, t.hasil, t.sebab, t.waktu).where(t.terbitan == terbitan).order_by(t.tujuan))
    return [{str(n): str(v) for n, v in b._mapping.items()} for b in baris]


def catat_tujuan(
    register: Register, edisi: Edisi, terbitan: Terbitan, tujuan: str, rilis: str, sebab: str, waktu: datetime
) -> None:
    """File what happened at one target; empty `sebab` means published and read back right.

    The first target that is right makes this release the live one and supersedes those before it.
    """
    hasil: HasilTujuan = "gagal" if sebab else "terbit"
    with register.tulis() as k:
        t = tabel.terbitan_tujuan
        k.execute(t.delete().where(t.c.terbitan == terbitan.id, t.c.tujuan == tujuan))
        k.execute(
            insert(t).values(terbitan=terbitan.id, tujuan=tujuan, hasil=hasil, sebab=sebab, waktu=waktu.isoformat())
        )
        if hasil == "terbit":
            _tayangkan(k, edisi, terbitan, rilis)
        data = {"edisi": edisi.id, "terbitan": terbitan.id, "tujuan": tujuan, "hasil": hasil, "rilis": rilis}
        jejak.catat(
            k, edisi.lembaga, "diterbitkan" if not sebab else "gagal_terbit", waktu=waktu, pelaku="sistem", data=data
        )


def _tayangkan(k: Connection, edisi: Edisi, terbitan: Terbitan, rilis: str) -> None:
    t = tabel.terbitan
    lama = select(tabel.edisi.c.id).where(tabel.edisi.c.lembaga == edisi.lembaga)
    k.execute(
        update(t).where(t.c.edisi.in_(lama), t.c.status == "terbit", t.c.id != terbitan.id).values(status="diganti")
    )
    k.execute(update(t).where(t.c.id == terbitan.id).values(status="terbit", rilis=rilis))
