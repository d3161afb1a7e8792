"""Looking at the drop boxes between the monthly runs: which files were answered already (SOP steps 1–2).

An office that hears within minutes what is wrong with its file repairs it before the month is collected. Nothing here
enters an edition: the monthly run pulls again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import orjson
from sqlalchemy import Connection, insert, select

from dip import jejak
from dip.jam import ke_wib
from dip.pengaturan import Kebijakan
from dip.register import tabel_rutin
from dip.sidik import json_baku


def masa_kumpul(hari: date, kebijakan: Kebijakan) -> bool:
    """Whether offices are sending their data for the next edition around this day of the month."""
    return hari.day >= kebijakan.mulai_kumpul or hari.day <= kebijakan.akhir_kumpul


def pernah_diperiksa(k: Connection, lembaga: str, opd: str, sha_berkas: str) -> bool:
    """Whether this very file of this office was answered before."""
    t = tabel_rutin.kotak.c
    cari = select(t.id).where(t.lembaga == lembaga, t.opd == opd, t.sha_berkas == sha_berkas)
    return k.execute(cari).first() is not None


def catat_kotak(
    k: Connection, lembaga: str, opd: str, sha_berkas: str, nama: str, ringkas: Mapping[str, int | str], waktu: datetime
) -> bool:
    """Write down that a file was looked at, once; False when it was before. `ringkas` are counts, and where the answer
    lies; `nama` is as it may be shown.
    """
    if pernah_diperiksa(k, lembaga, opd, sha_berkas):
        return False
    waktu = ke_wib(waktu)
    isi = json_baku(dict(ringkas))
    nilai = {"lembaga": lembaga, "opd": opd, "sha_berkas": sha_berkas, "nama_berkas": nama}
    k.execute(insert(tabel_rutin.kotak).values(**nilai, ringkas=isi.decode(), waktu=waktu.isoformat()))
    jejak.catat(
        k, lembaga, "kotak_diperiksa", waktu=waktu, pelaku="sistem", peran="sistem",
        data={"opd": opd, **orjson.loads(isi)}, masukan={"berkas": sha_berkas},
    )  # fmt: skip
    return True
