"""What an office says about a period, whoever writes it down: *tidak ada perubahan*, or that its data are confirmed.

SOP steps 1–3: PPID Pelaksana collects and answers for the data of the office. Saying that nothing changed is an answer
like a file (ALUR-004), and becomes a *nihil* receipt when the office's source is pulled (`jadi_nihil`). Statements are
only ever added; a later file of the office is stronger than an earlier statement.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Literal

import orjson
from sqlalchemy import Connection, func, select

from dip import jejak
from dip.edisi import Edisi, edisi_terbuka
from dip.jam import ke_wib, periode_dari
from dip.keadaan import posisi
from dip.pdp import samarkan
from dip.pengaturan import Kebijakan, Pengaturan
from dip.rahasia import Brankas
from dip.register import Register, sisip, tabel, tabel_rutin
from dip.sidik import json_baku, sha256
from dip.tarikan import Tarikan
from dip.tolakan import Tolakan
from dip.totp import periksa_totp

JenisPernyataan = Literal["nihil", "konfirmasi"]
CaraPernyataan = Literal["formulir", "surel", "surat_pengantar", "petugas"]
"""How it reached us: the office's own page, mail, a covering letter, or the petugas who heard it."""

NAMA_CARA_PERNYATAAN: dict[CaraPernyataan, str] = {
    "formulir": "halaman OPD",
    "surel": "surel OPD",
    "surat_pengantar": "surat pengantar",
    "petugas": "catatan petugas",
}

PELAKU_OPD = "opd"
"""Whoever came through the office's own address; everybody else proves who he is."""

MAKS_CATATAN = 200

BELUM_DI_PPID = frozenset({"", "DIBUKA", "REKAP", "DRAF_SOFTFILE", "DIKOREKSI"})
"""States of an edition that still takes files in (`dip.keadaan`)."""


@dataclass(frozen=True, slots=True)
class Pernyataan:
    """One statement. `tanggal` is the day the office vouches for (ISO), `waktu` when it was written down (ISO, WIB),
    `sha_berkas` the letter or mail that proves it, `catatan` who said it or what else was written down.
    """

    id: int
    lembaga: str
    opd: str
    periode: str
    jenis: JenisPernyataan
    cara: CaraPernyataan
    tanggal: str
    pelaku: str
    sha_berkas: str
    catatan: str
    waktu: str


@dataclass(frozen=True, slots=True)
class Isi:
    """What is to be written down; the fields mean the same as those of `Pernyataan`."""

    opd: str
    periode: str
    jenis: JenisPernyataan
    cara: CaraPernyataan
    tanggal: date
    sha_berkas: str = ""
    catatan: str = ""


def periode_kumpul(saat: datetime, kebijakan: Kebijakan, terbuka: Edisi | None) -> str:
    """The month that files and statements of this day belong to.

    That of the edition that still takes files in (`terbuka`, from `edisi_menerima`), else from day `mulai_kumpul` on
    the next month, before it the present one.
    """
    if terbuka is not None:
        return terbuka.periode
    w = ke_wib(saat)
    if w.day < kebijakan.mulai_kumpul:
        return periode_dari(w)
    tahun, bulan = divmod(w.year * 12 + w.month, 12)
    return f"{tahun:04d}-{bulan + 1:02d}"


def awal_kumpul(periode: str, mulai: int) -> date:
    """The day from which offices send for a period: `mulai` of the month before."""
    tahun, bulan = divmod(int(periode[:4]) * 12 + int(periode[5:7]) - 2, 12)
    return date(tahun, bulan + 1, mulai)


def edisi_menerima(k: Connection, lembaga: str) -> Edisi | None:
    """The open edition as long as it is not with PPID: what comes in now can still enter it."""
    edisi = edisi_terbuka(k, lembaga)
    return edisi if edisi is not None and posisi(k, edisi.id).keadaan in BELUM_DI_PPID else None


def catat_pernyataan(k: Connection, lembaga: str, isi: Isi, pelaku: str, waktu: datetime) -> Pernyataan:
    """Write a statement down, with its journal entry, inside a writing transaction.

    The same words by the same way on the same day are the same act (a button pressed twice): the row that exists is
    returned. `pelaku` is `PELAKU_OPD` or the login name of a petugas who proved himself. The journal names nobody of
    the office: the row does, and its digest stands in the journal.
    """
    catatan = rapi_catatan(isi.catatan)
    calon = Pernyataan(
        0, lembaga, isi.opd, isi.periode, isi.jenis, isi.cara, isi.tanggal.isoformat(), pelaku,
        isi.sha_berkas, catatan, ke_wib(waktu).isoformat(),
    )  # fmt: skip
    for lama in pernyataan_periode(k, lembaga, isi.periode, isi.opd):
        if replace(calon, id=lama.id, waktu=lama.waktu) == lama:
            return lama
    nilai = {n: v for n, v in asdict(calon).items() if n != "id"}
    jadi = replace(calon, id=sisip(k, tabel_rutin.pernyataan, **nilai))
    jejak.catat(
        k, lembaga, "pernyataan_dicatat",
        waktu=waktu, pelaku=pelaku, peran="" if pelaku == PELAKU_OPD else "petugas",
        data={"nomor": jadi.id, "opd": isi.opd, "periode": isi.periode, "jenis": isi.jenis, "cara": isi.cara},
        masukan={"berkas": isi.sha_berkas} if isi.sha_berkas else {},
        keluaran={"pernyataan": sha256(json_baku(asdict(jadi)))},
    )  # fmt: skip
    return jadi


def catat_oleh_petugas(
    register: Register,
    brankas: Brankas,
    pengaturan: Pengaturan,
    isi: Isi,
    *,
    petugas: str,
    totp: str,
    waktu: datetime,
) -> Pernyataan | Tolakan:
    """Write down what an office said to a petugas, who proves himself with his authenticator.

    One transaction: burn his digits, row, journal. A letter must be in the blob store already.
    """
    with register.tulis() as k:
        if pengaturan.cari_pejabat(petugas, "petugas", waktu) is None:
            return Tolakan("bukan_wewenang")
        tolak = periksa_totp(
            k, brankas, pengaturan.lembaga, pejabat=petugas, totp=totp, pintu=0, waktu=waktu, peran="petugas"
        )
        return tolak or catat_pernyataan(k, pengaturan.lembaga.kode, isi, petugas, waktu)


def rapi_catatan(teks: str) -> str:
    """A note as it is kept: one line, printable, at most 200 characters, personal numbers masked."""
    rata = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", teks))
    return samarkan(" ".join(rata.split()))[:MAKS_CATATAN]


def pernyataan_periode(k: Connection, lembaga: str, periode: str, opd: str = "") -> list[Pernyataan]:
    """Every statement of a period, or of one office about it, oldest first."""
    t = tabel_rutin.pernyataan.c
    pilih = select(tabel_rutin.pernyataan).where(t.lembaga == lembaga, t.periode == periode)
    if opd:
        pilih = pilih.where(t.opd == opd)
    return [Pernyataan(**dict(b._mapping)) for b in k.execute(pilih.order_by(t.id))]


def terbaru(daftar: Sequence[Pernyataan], opd: str, jenis: JenisPernyataan) -> Pernyataan | None:
    """The newest statement of one kind of an office."""
    return next((p for p in reversed(daftar) if p.opd == opd and p.jenis == jenis), None)


def jadi_nihil(tarikan: Tarikan, terakhir: Tarikan | None, pernyataan: Pernyataan | None, sejak: str = "") -> Tarikan:
    """The receipt of a pull, when the office said for this period that nothing changed (`pernyataan`, kind *nihil*).

    A pull that brought nothing new (`tetap`) or nothing at all (`gagal`) is then a *nihil* receipt, which goes on
    counting the last file (`terakhir`); its address says which statement it rests on (`formulir:12`). A `baru` file
    always wins. So does the last file when it came after the statement: `sejak` is when its bytes first came (ISO).
    """
    if pernyataan is None or pernyataan.jenis != "nihil" or tarikan.hasil not in ("tetap", "gagal"):
        return tarikan
    if lebih_baru(sejak, pernyataan):
        return tarikan
    return replace(
        tarikan,
        hasil="nihil",
        alamat=f"{pernyataan.cara}:{pernyataan.id}",
        sha_berkas=terakhir.sha_berkas if terakhir else "",
        nama_berkas=terakhir.nama_berkas if terakhir else "",
        ukuran=terakhir.ukuran if terakhir else 0,
        sidik_isi=terakhir.sidik_isi if terakhir else "",
        diubah=pernyataan.waktu,
        sebab="",
        rincian="",
        sementara=False,
        lain=[],
    )


def tanpa_nihil_lama(tarikan: Tarikan, terakhir: Tarikan | None, periode: str, mulai: int) -> Tarikan:
    """The receipt of a pull, when its *nihil* was said before the collection for this period began (day `mulai`).

    A marker file that was forgotten in the folder, and the letter of last month, answer for their month only: what
    remains is the last file as it was (`tetap`), or nothing at all.
    """
    if tarikan.hasil != "nihil" or not tarikan.diubah:
        return tarikan
    hari = ke_wib(datetime.fromisoformat(tarikan.diubah)).date()
    if hari >= awal_kumpul(periode, mulai):
        return tarikan
    if terakhir is not None and terakhir.sha_berkas:
        return replace(terakhir, hasil="tetap", waktu=tarikan.waktu, percobaan=tarikan.percobaan, lain=[])
    rincian = f"pernyataan tidak ada perubahan di sana dari {hari.isoformat()}, untuk bulan yang sudah lewat"
    return replace(tarikan, hasil="gagal", sebab="TARIK-TIDAK-ADA", rincian=rincian)


def dengan_pernyataan(k: Connection, lembaga: str, periode: str, tarikan: Tarikan, terakhir: Tarikan | None) -> Tarikan:
    """`jadi_nihil` with what the register knows: the statements of the period, and since when we have the last file."""
    nihil = terbaru(pernyataan_periode(k, lembaga, periode, tarikan.opd), tarikan.opd, "nihil")
    if nihil is None:
        return tarikan
    sejak = berkas_sejak(k, lembaga, [terakhir] if terakhir else []).get(tarikan.opd, "")
    return jadi_nihil(tarikan, terakhir, nihil, sejak)


def berkas_sejak(k: Connection, lembaga: str, tarikan: Iterable[Tarikan]) -> dict[str, str]:
    """When the bytes of each receipt came in from that office, the last time they were new (ISO), by office."""
    cari = {(x.opd, x.sha_berkas) for x in tarikan if x.sha_berkas}
    t = tabel.tarikan.c
    terbaru_ = (
        select(func.max(t.id).label("id"), t.opd, t.sha_berkas)
        .join(tabel.edisi, tabel.edisi.c.id == t.edisi)
        .where(tabel.edisi.c.lembaga == lembaga, t.hasil == "baru", t.opd.in_(sorted({o for o, _ in cari})))
        .group_by(t.opd, t.sha_berkas)
    )
    nomor = [b.id for b in k.execute(terbaru_) if (b.opd, b.sha_berkas) in cari] if cari else []
    baris = k.execute(select(t.opd, t.isi).where(t.id.in_(nomor))) if nomor else ()
    return {b.opd: Tarikan.dari_json(orjson.loads(b.isi)).waktu for b in baris}


def lebih_baru(sejak: str, pernyataan: Pernyataan) -> bool:
    """Whether bytes that came in at this moment (ISO; empty: not known) are newer than a statement."""
    return bool(sejak) and datetime.fromisoformat(sejak) > datetime.fromisoformat(pernyataan.waktu)
