"""The monthly proof of what is kept: the journal from its beginning, every blob the register names, every archive.

Each part names what is wrong, and one fault never hides the next. Nothing is changed. Memory is bounded: the journal
is read in slices and blobs one by one, however many years lie there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import orjson
from sqlalchemy import Connection, select

from dip.blob_bernama import blob_bernama, blob_draf
from dip.gudang import BlobRusak
from dip.jejak import AWAL, Catatan, kepala_bernomor, periksa_rantai
from dip.meja import Meja
from dip.register import tabel
from dip.riwayat import PERNAH_TAYANG
from keluaran.verifikasi import BukanArsip, verifikasi

POTONG = 2000
"""Journal entries in memory at a time."""
MAKS_SALAH = 200
"""Faults that are named in one part; the rest is counted."""

_DI_DALAM = " · "

Lapor = Callable[[int, int], None]
"""Told how much of how much is done."""


def _diam(_selesai: int, _semua: int) -> None:
    """Nobody is watching."""


@dataclass(slots=True)
class HasilBagian:
    """One part: how many things were looked at, what is wrong (bounded), how much in all, and what is to be done."""

    nama: str
    langkah: str
    diperiksa: int = 0
    banyak_salah: int = 0
    salah: list[str] = field(default_factory=list)

    def catat(self, kalimat: str) -> None:
        """One more fault."""
        self.banyak_salah += 1
        if len(self.salah) < MAKS_SALAH:
            self.salah.append(kalimat)


def periksa_jejak(meja: Meja, lapor: Lapor = _diam) -> HasilBagian:
    """The journal holds from its first entry to its last, and has every head that a release has printed."""
    hasil = HasilBagian(
        "Jejak peristiwa", "Jangan ubah apa pun. Hubungi admin: pulihkan register dari cadangan terakhir yang benar."
    )
    with meja.register.baca() as k:
        kepala, semua = _kepala_tercetak(k, meja), kepala_bernomor(k, meja.lembaga)[0]
    prev, urut = AWAL, 0
    while potong := _potong_jejak(meja, urut):
        # the chain itself counts on from the anchor only by hash; the first number of a slice is looked at here
        if potong[0].urut != urut + 1 and urut:
            hasil.catat(f"catatan {potong[0].urut}: nomor urut tidak menyambung")
        for kalimat in periksa_rantai(potong, prev, lembaga=meja.lembaga):
            hasil.catat(kalimat)
        for c in potong:
            kepala.pop(c.hash, None)
        hasil.diperiksa += len(potong)
        prev, urut = potong[-1].hash, potong[-1].urut
        lapor(hasil.diperiksa, max(semua, hasil.diperiksa))
    for sidik, kode in kepala.items():
        if sidik != AWAL:
            hasil.catat(f"kepala jejak {sidik[:12]}… yang tercetak pada {kode} tidak ada lagi di jejak")
    return hasil


def _potong_jejak(meja: Meja, urut: int) -> list[Catatan]:
    """The next entries after number `urut`."""
    c = tabel.jejak.c
    pilih = select(c.urut, c.isi, c.prev, c.hash).where(c.lembaga == meja.lembaga)
    if urut:
        pilih = pilih.where(c.urut > urut)
    with meja.register.baca() as k:
        return [Catatan(b.urut, b.isi, b.prev, b.hash) for b in k.execute(pilih.order_by(c.urut).limit(POTONG))]


def _kepala_tercetak(k: Connection, meja: Meja) -> dict[str, str]:
    """Heads that stand in the frozen facts of releases, with the edition; damaged ones are the next part's matter."""
    e, t = tabel.edisi.c, tabel.terbitan.c
    baris = k.execute(select(e.kode, t.pengesahan).where(e.id == t.edisi, e.lembaga == meja.lembaga).order_by(t.id))
    hasil: dict[str, str] = {}
    for kode, sha in baris:
        try:
            hasil.setdefault(str(orjson.loads(meja.gudang.baca(sha)).get("kepala_jejak", AWAL)), kode)
        except (BlobRusak, OSError, ValueError, AttributeError):
            continue
    return hasil


def periksa_blob(meja: Meja, lapor: Lapor = _diam) -> HasilBagian:
    """Every blob the register names is there with the bytes of its name. Each is read once."""
    hasil = HasilBagian(
        "Berkas di gudang", "Pulihkan berkas itu dari cadangan: dip pulihkan. Sebelum itu jangan menghapus apa pun."
    )
    with meja.register.baca() as k:
        bernama = list(blob_bernama(k, meja.lembaga))
    sudah: set[str] = set()
    antre = list(reversed(bernama))
    while antre:
        sha, sebutan = antre.pop()
        if sha in sudah:
            continue
        sudah.add(sha)
        try:
            isi = meja.gudang.baca(sha)
        except (BlobRusak, OSError):
            hasil.catat(_sebut_rusak(meja, sha, sebutan))
        else:
            antre += _blob_dalam(isi, sebutan)
        hasil.diperiksa += 1
        if not hasil.diperiksa % 20:
            lapor(hasil.diperiksa, len(sudah) + len(antre))
    return hasil


def _sebut_rusak(meja: Meja, sha: str, sebutan: str) -> str:
    """A damaged blob by what it is; its digest helps to find the file, but that of a draft is not for logs."""
    nama = "" if _draf(sebutan) else f" (blob {sha[:12]})"
    try:
        ada = meja.gudang.ada(sha)
    except OSError:
        ada = True
    return f"{sebutan}{nama}: {'isinya berubah atau tidak dapat dibaca' if ada else 'tidak ada di gudang'}"


def _draf(sebutan: str) -> bool:
    """Whether this blob is a draft itself, not one of those it names."""
    return sebutan.startswith("draf ") and _DI_DALAM not in sebutan


def _blob_dalam(isi: bytes, sebutan: str) -> list[tuple[str, str]]:
    """The blobs that a draft names, to be looked at next."""
    if not _draf(sebutan):
        return []
    try:
        return [(sha, f"{sebutan}{_DI_DALAM}{nama}") for nama, sha in blob_draf(isi).items()]
    except (ValueError, TypeError, KeyError, AttributeError):
        return []


def periksa_folder(meja: Meja, lapor: Lapor = _diam) -> HasilBagian:
    """Every published edition has its archive folder, and every archive proves its edition (`dip verifikasi`)."""
    hasil = HasilBagian(
        "Arsip edisi",
        "Bandingkan dengan salinan arsip di tempat lain, lalu: dip verifikasi FOLDER. Jangan mengubahnya.",
    )
    akar = meja.ruang("arsip")
    harap = _edisi_terbit(meja)
    ada = {str(p.relative_to(akar)) for p in akar.glob("*/*") if p.is_dir() and p.name[0] != "."}
    semua = sorted(set(harap) | ada)
    for n, letak in enumerate(semua, 1):
        if letak not in ada:
            hasil.catat(f"{letak}: folder arsip hilang")
        else:
            for kalimat in _satu_folder(akar / letak):
                hasil.catat(f"{letak}: {kalimat}")
        hasil.diperiksa += 1
        lapor(n, len(semua))
    return hasil


def _edisi_terbit(meja: Meja) -> dict[str, str]:
    """Where the archives of published editions lie below the folder, with their codes."""
    e, t = tabel.edisi.c, tabel.terbitan.c
    with meja.register.baca() as k:
        pilih = select(e.periode, e.kode).distinct()
        baris = k.execute(pilih.where(e.id == t.edisi, e.lembaga == meja.lembaga, t.status.in_(PERNAH_TAYANG))).all()
    return {f"{b.periode[:4]}/{b.kode}": b.kode for b in baris}


def _satu_folder(folder: Path) -> list[str]:
    try:
        v = verifikasi(folder)
    except BukanArsip as e:
        return [str(e)]
    except OSError as e:
        return [f"tidak dapat dibaca ({e.strerror})"]
    salah = [rinci for h in v.hasil if h.status == "gagal" for rinci in (h.rincian or (h.kalimat,))]
    return [*salah, *(["bagian tertutup hilang atau tidak dapat dibuka"] if not v.lengkap else [])]
