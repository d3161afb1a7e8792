"""One row followed from the file an office sent to the draft: file, sheet, cell, raw text, and what touched it.

`lacak` answers `dip lacak KODE`. It only reads, and shows personal values masked: the answer is for a screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any, Literal

from sqlalchemy import select

from dip.beku import muat_revisi, revisi_terakhir
from dip.edisi import Edisi, baca_edisi, edisi_hidup, edisi_terbuka
from dip.entri import Asal, Entri, opd_pengirim
from dip.gudang import BlobRusak, Gudang
from dip.jam import tulis_waktu
from dip.lembar import Bacaan, Lembar
from dip.meja import Meja
from dip.pdp import samarkan
from dip.perintah_hidup import hidup_lengkap
from dip.protokol import Baca
from dip.register import tabel
from dip.revisi import Revisi
from dip.tanda_terima import semua_tarikan
from dip.temuan import Temuan

Nasib = Literal["terbit", "ditahan", "dikecualikan", "dicabut"]


@dataclass(frozen=True, slots=True)
class Sel:
    """One value: canonical column, what the draft says, cell in the original file, what stands there, and where the
    value came from when not from that cell (`pewaris`, see `dip.entri.Asal`).
    """

    kolom: str
    nilai: str
    sel: str
    mentah: str
    pewaris: str


@dataclass(frozen=True, slots=True)
class Kemunculan:
    """One draft in which the row occurs: edition, ronde, and how it changed against the live edition of that time."""

    edisi: str
    status_edisi: str
    ronde: int
    nasib: Nasib
    perubahan: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Lacakan:
    """Everything known of one row; `diterima` is the time and address of the receipt that brought its file."""

    kode: str
    id_baris: str
    opd: str
    judul: str
    nasib: Nasib
    edisi_data: str
    nama_berkas: str
    sha_berkas: str
    diterima: str
    lembar: str
    baris: int
    sel: list[Sel]
    temuan: list[Temuan]
    koreksi: list[dict[str, str]]
    riwayat: list[Kemunculan]

    def ke_json(self) -> dict[str, Any]:
        """Plain JSON types."""
        return asdict(self)


def lacak(meja: Meja, kode: str, baca: Baca) -> Lacakan | None:
    """Follow an item code (`BGK-DINKES-0042`), or the `id_baris` of a row without one; None when nobody knows it.

    The newest draft of the open edition is asked first, then the live one, then older drafts. `baca` reads the raw
    file behind its limits; a file that is gone leaves the raw texts empty.
    """
    riwayat: list[Kemunculan] = []
    ketemu: tuple[Revisi, Entri, Nasib] | None = None
    for edisi, status, ronde, revisi in _draf(meja):
        e, nasib = _cari(revisi, kode)
        if e is None and nasib != "dicabut":
            continue
        if e is not None and ketemu is None:
            ketemu = revisi, e, nasib
        ubah = next((u["kolom"] for u in revisi.perubahan["diubah"] if u["kode"] == kode), {})
        riwayat.append(Kemunculan(edisi, status, ronde, nasib, {k: [samarkan(t) for t in v] for k, v in ubah.items()}))
    if ketemu is None:
        return None
    revisi, e, nasib = ketemu
    asal = e["asal"]
    return Lacakan(
        kode=e["kode"],
        id_baris=e["id_baris"],
        opd=e["opd"],
        judul=samarkan(e["judul"] or e["ringkasan"]),
        nasib=riwayat[0].nasib,
        edisi_data=e["edisi_data"],
        nama_berkas=samarkan(asal["nama_berkas"]),
        sha_berkas=asal["berkas"],
        diterima=_diterima(meja, asal["berkas"]),
        lembar=samarkan(asal["lembar"]),
        baris=asal["baris"],
        sel=_sel(e, _lembar(meja.gudang, asal, baca)),
        temuan=[_tampak(t) for t in revisi.temuan if t.entri == e["id_baris"]],
        koreksi=[k for k in revisi.koreksi if k["id_baris"] == e["id_baris"]],
        riwayat=riwayat,
    )


def _tampak(t: Temuan) -> Temuan:
    """A finding as it may be shown: inside it the sheet keeps its own name, by which it is found again."""
    return replace(t, berkas=samarkan(t.berkas), lembar=samarkan(t.lembar))


def _draf(meja: Meja) -> Iterator[tuple[str, str, int, Revisi]]:
    """Drafts to look at, the newest first: of the open edition, of the live one, then the last of every older one."""
    with meja.register.baca() as k:
        terbuka, hidup = edisi_terbuka(k, meja.lembaga), edisi_hidup(k, meja.lembaga)
        t = tabel.edisi.c
        nomor = [b.id for b in k.execute(select(t.id).where(t.lembaga == meja.lembaga).order_by(t.id.desc()))]
        dulu = [e.id for e in (terbuka, hidup[0] if hidup else None) if e is not None]
        urut = list(dict.fromkeys([*dulu, *nomor]))
        catatan = [(baca_edisi(k, n), revisi_terakhir(k, n)) for n in urut]
    for e, r in catatan:
        if r is not None:
            yield e.kode, e.status, r.ronde, muat_revisi(meja.gudang, r.sidik)


def _cari(revisi: Revisi, kode: str) -> tuple[Entri | None, Nasib]:
    tempat: list[tuple[list[Entri], Nasib]] = [
        (revisi.entri, "terbit"),
        (revisi.ditahan, "ditahan"),
        (revisi.dik, "dikecualikan"),
    ]
    for daftar, nasib in tempat:
        for e in daftar:
            if kode in (e["kode"], e["id_baris"]):
                return e, nasib
    dicabut = any(u["kode"] == kode for u in revisi.perubahan["dicabut"])
    return None, "dicabut" if dicabut else "terbit"


def _diterima(meja: Meja, sha: str) -> str:
    """Time and address of the first receipt of these bytes."""
    with meja.register.baca() as k:
        t = tabel.tarikan.c
        b = k.execute(select(t.edisi, t.id).where(t.sha_berkas == sha).order_by(t.id).limit(1)).first()
        if b is None:
            return ""
        tarikan = semua_tarikan(k, b.edisi, b.id)[-1]
    return f"{tulis_waktu(datetime.fromisoformat(tarikan.waktu))}, {samarkan(tarikan.alamat)}"


def _lembar(gudang: Gudang, asal: Asal, baca: Baca) -> Lembar | None:
    try:
        isi = gudang.baca(asal["berkas"])
    except BlobRusak:
        return None
    bacaan: Bacaan = baca(isi, asal["nama_berkas"])
    return next((x for x in bacaan.lembar if x.nama == asal["lembar"]), None)


def _sel(e: Entri, lembar: Lembar | None) -> list[Sel]:
    """Every value with the cell or the other place it came from, in the order of the canonical columns."""
    asal = e["asal"]
    isi: dict[str, object] = dict(e)
    urut = {k: n for n, k in enumerate(Entri.__annotations__)}
    kolom = sorted({*asal["sel"], *asal["pewaris"]}, key=lambda k: (urut.get(k, 99), k))
    return [
        Sel(k, _teks(isi.get(k, "")), asal["sel"].get(k, ""), _mentah(lembar, asal["sel"].get(k, "")),
            asal["pewaris"].get(k, ""))
        for k in kolom
    ]  # fmt: skip


def _mentah(lembar: Lembar | None, sel: str) -> str:
    """What the cell says in the original, with its link targets."""
    if lembar is None or not sel:
        return ""
    i, j = lembar.posisi(sel)
    nilai = lembar.baris[i][j] if 0 <= i < len(lembar.baris) and 0 <= j < len(lembar.baris[i]) else None
    tautan = [f"→ {t}" for t in lembar.tautan.get((i, j), ())]
    galat = lembar.galat.get((i, j), "")
    return samarkan(" ".join(x for x in (galat or _teks(nilai), *tautan) if x))


def _teks(nilai: object) -> str:
    if nilai is None:
        return ""
    return samarkan("; ".join(map(str, nilai)) if isinstance(nilai, list) else str(nilai))


def tayang(meja: Meja) -> tuple[Edisi, Revisi] | None:
    """The live edition and its revisi as orders since left it (`dip.perintah_hidup`), if anything was published."""
    with meja.register.baca() as k:
        hidup = edisi_hidup(k, meja.lembaga)
        if hidup is None:
            return None
        return hidup[0], hidup_lengkap(k, meja.gudang, meja.lembaga, muat_revisi(meja.gudang, hidup[1]))


def judul_menurut_kode(hidup: Revisi | None, opd: str) -> dict[str, str]:
    """Titles of an office's live items by code."""
    return {e["kode"]: e["judul"] for e in hidup.entri if e["opd"] == opd} if hidup else {}


def baris_opd(meja: Meja, opd: str) -> list[Entri]:
    """An office's rows as they stand now, excluded ones included: of the open edition's newest draft, else live."""
    return baris_menurut_opd(meja).get(opd, [])


def baris_menurut_opd(meja: Meja) -> dict[str, list[Entri]]:
    """The same of all offices that have any, by code."""
    hasil: dict[str, list[Entri]] = {}
    for _, _, _, revisi in islice(_draf(meja), 1):
        for e in (*revisi.entri, *revisi.ditahan, *revisi.dik):
            hasil.setdefault(opd_pengirim(e), []).append(e)
    return hasil
