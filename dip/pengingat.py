"""What has to be called to mind on a day: offices that are late, approvals that wait, exclusions that end, periodic
information that grew old.

Everything is passed in; only `sudah_menjawab` reads the register. Each reminder has an *ember* (bucket of time): one
message is sent per event and bucket, so it does not matter how often somebody asks, or whether a day was missed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import orjson
import pandas as pd
from sqlalchemy import Connection, select

from dip.aturan.tabel import Konteks, Tabel
from dip.aturan.waktu import berkala_usang
from dip.dik import Dik
from dip.edisi import Edisi
from dip.entri import Entri
from dip.jam import WIB, ke_wib
from dip.kotak import masa_kumpul
from dip.papan import BarisPapanKini, Papan
from dip.pengaturan import Opd, Pengaturan
from dip.pengaturan_kabar import Sering
from dip.pengaturan_sumber import SumberFolder, SumberImap, SumberSftp, SumberWebdav
from dip.pernyataan import awal_kumpul, pernyataan_periode
from dip.pintu import Pintu
from dip.register import tabel_rutin
from dip.tanda_terima import TERBARU, tarikan_edisi
from dip.usul_dik import berakhir

HARI_DIK = 30
"""Days before its end from which an exclusion is called to mind."""

_DIKIRIM = (SumberFolder, SumberWebdav, SumberSftp, SumberImap)
"""Sources into which somebody has to put a file; the others are only fetched, and fail or not when they are."""


@dataclass(frozen=True, slots=True)
class Terlambat:
    """An office of which nothing usable came for a period. `baris` is its line on the board, None while no edition of
    the period is open; `ember` is empty for an office that is not to be reminded.
    """

    opd: Opd
    periode: str
    baris: BarisPapanKini | None
    ember: str


@dataclass(frozen=True, slots=True)
class Menunggu:
    """A gate that waits `hari` days for its official."""

    pintu: Pintu
    hari: int
    ember: str


@dataclass(frozen=True, slots=True)
class DikBerakhir:
    """An exclusion by its number only: what it is about stays closed. `tinjau`: the day is that of its review."""

    id_dik: str
    opd: str
    tanggal: date
    tinjau: bool


@dataclass(frozen=True, slots=True)
class Usang:
    """A published periodic item whose newest issue is too old (DIP-016); `waktu` is what it says about its time."""

    kode: str
    judul: str
    waktu: str


def ember_opd(sering: Sering, hari: date, periode: str, mulai: int) -> str:
    """The bucket of a day for an office reminded this often; empty for never."""
    if sering == "tidak":
        return ""
    if sering == "sekali":
        return "sekali"
    if sering == "harian":
        return hari.isoformat()
    return f"minggu-{max((hari - awal_kumpul(periode, mulai)).days, 0) // 7 + 1}"


def opd_terlambat(
    pengaturan: Pengaturan, papan: Papan, periode: str, sudah: Collection[str], waktu: datetime
) -> list[Terlambat]:
    """Offices that are late for the period collected now, in the order of the settings.

    While its edition is open, those that fail on its board. Before, inside the collection window, those with a drop
    box. Never those in `sudah`: they sent something since, or said that nothing changed.
    """
    hari, kebijakan = ke_wib(waktu).date(), pengaturan.lembaga.kebijakan
    e = papan.edisi
    baris: Mapping[str, BarisPapanKini] = {}
    if e is not None and e.periode == periode:
        if e.status != "terbuka":
            return []
        baris = {b.opd: b for b in papan.baris if b.gagal}
        calon = [o for o in pengaturan.opd_aktif() if o.kode in baris]
    elif masa_kumpul(hari, kebijakan):
        calon = [o for o in pengaturan.opd_aktif() if isinstance(o.sumber, _DIKIRIM)]
    else:
        return []
    return [
        Terlambat(o, periode, baris.get(o.kode), ember_opd(o.kontak.ingatkan, hari, periode, kebijakan.mulai_kumpul))
        for o in calon
        if o.kode not in sudah
    ]


def sudah_menjawab(k: Connection, lembaga: str, periode: str, edisi: Edisi | None, mulai: int) -> set[str]:
    """Offices that answered for a period: nothing changed, or a file that waits to be taken in.

    A file counts that was found in the drop box since collection began (day `mulai` of the month before), was not
    refused, and is newer than what the open edition has from that office.
    """
    nihil = {p.opd for p in pernyataan_periode(k, lembaga, periode) if p.jenis == "nihil"}
    kirim: set[str] = set()
    milik = edisi is not None and edisi.status == "terbuka" and edisi.periode == periode
    tarikan = tarikan_edisi(k, edisi.id, TERBARU) if edisi is not None and milik else {}
    awal = datetime.combine(awal_kumpul(periode, mulai), time(), WIB)
    t = tabel_rutin.kotak.c
    for b in k.execute(select(t.opd, t.waktu, t.ringkas).where(t.lembaga == lembaga).order_by(t.id)):
        sejak = tarikan[b.opd].waktu if b.opd in tarikan else awal.isoformat()
        if datetime.fromisoformat(b.waktu) >= max(awal, datetime.fromisoformat(sejak)):
            # the newest file decides: one that was refused undoes an earlier one
            (kirim.discard if orjson.loads(b.ringkas).get("ditolak") else kirim.add)(b.opd)
    return nihil | kirim


def pintu_menunggu_lama(pintu: Sequence[Pintu], waktu: datetime, setiap: int) -> list[Menunggu]:
    """Gates that wait at least `setiap` days; a new bucket begins every `setiap` days."""
    hasil = []
    for p in pintu:
        hari = (ke_wib(waktu).date() - ke_wib(datetime.fromisoformat(p.dibuka)).date()).days
        if hari >= setiap:
            hasil.append(Menunggu(p, hari, str(hari // setiap)))
    return hasil


def dik_berakhir(dik: Sequence[Dik], hari: date) -> list[DikBerakhir]:
    """Exclusions that are still closed and end, or must be reviewed, within 30 days or have already; earliest first."""
    semua: list[DikBerakhir] = []
    for d in dik:
        akhir = berakhir(d)
        semua += [DikBerakhir(d.id_dik, d.opd, akhir, False)] if akhir else []
        semua += [DikBerakhir(d.id_dik, d.opd, d.tinjau_pada, True)] if d.tinjau_pada else []
    tertutup = {d.id_dik for d in dik if d.tertutup}
    jatuh = [x for x in semua if x.id_dik in tertutup and x.tanggal <= hari + timedelta(days=HARI_DIK)]
    return sorted(jatuh, key=lambda x: (x.tanggal, x.id_dik, x.tinjau))


def berkala_menurut_opd(entri: Sequence[Entri], konteks: Konteks) -> dict[str, list[Usang]]:
    """Published periodic items whose newest issue is too old on `konteks.periode`, by office (Perki 1/2021 art. 14)."""
    if not entri:
        return {}
    tabel = Tabel(pd.DataFrame(list(entri)), konteks)
    hasil: dict[str, list[Usang]] = {}
    for kena in berkala_usang(tabel):
        e = entri[kena.posisi]
        hasil.setdefault(e["opd"], []).append(Usang(e["kode"], e["judul"], str(kena.parameter["waktu"])))
    return hasil
