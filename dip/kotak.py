"""Looking at the drop boxes between the monthly runs: which files were answered already (SOP steps 1–2).

An office that hears within minutes what is wrong with its file repairs it before the month is collected. Nothing here
enters an edition: the monthly run pulls again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import orjson
from sqlalchemy import Connection, delete, insert, select

from dip import jejak
from dip.jam import ke_wib
from dip.pengaturan import Kebijakan
from dip.register import tabel_rutin
from dip.sidik import json_baku


def masa_kumpul(hari: date, kebijakan: Kebijakan) -> bool:
    """Whether offices are sending their data for the next edition around this day of the month."""
    return hari.day >= kebijakan.mulai_kumpul or hari.day <= kebijakan.akhir_kumpul


def pernah_diperiksa(k: Connection, lembaga: str, opd: str, sha_berkas: str) -> bool:
    """Whether this very file is the last one of this office that was answered: an earlier one that is there again is
    what counts again.
    """
    t = tabel_rutin.kotak.c
    cari = select(t.sha_berkas).where(t.lembaga == lembaga, t.opd == opd).order_by(t.id.desc()).limit(1)
    return k.execute(cari).scalar() == sha_berkas


def balasan_kami(k: Connection, lembaga: str, opd: str) -> set[str]:
    """Digests of the answers that were put beside the files of this office."""
    t = tabel_rutin.kotak.c
    semua = k.execute(select(t.ringkas).where(t.lembaga == lembaga, t.opd == opd)).scalars()
    return {str(orjson.loads(r).get("balasan", "")) for r in semua} - {""}


def catat_kotak(
    k: Connection, lembaga: str, opd: str, sha_berkas: str, nama: str, ringkas: Mapping[str, int | str], waktu: datetime
) -> bool:
    """Write down that a file was looked at, once; False when it was the last one anyway.

    `ringkas` are counts, where the answer lies and its digest (`balasan`); `nama` is as it may be shown.
    """
    if pernah_diperiksa(k, lembaga, opd, sha_berkas):
        return False
    waktu = ke_wib(waktu)
    isi = json_baku(dict(ringkas))
    t = tabel_rutin.kotak.c
    k.execute(delete(tabel_rutin.kotak).where(t.lembaga == lembaga, t.opd == opd, t.sha_berkas == sha_berkas))
    nilai = {"lembaga": lembaga, "opd": opd, "sha_berkas": sha_berkas, "nama_berkas": nama}
    k.execute(insert(tabel_rutin.kotak).values(**nilai, ringkas=isi.decode(), waktu=waktu.isoformat()))
    jejak.catat(
        k, lembaga, "kotak_diperiksa", waktu=waktu, pelaku="sistem", peran="sistem",
        data={"opd": opd, **orjson.loads(isi)}, masukan={"berkas": sha_berkas},
    )  # fmt: skip
    return True
