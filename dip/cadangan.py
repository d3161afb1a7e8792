"""Backups of a running system: one moment of the register, and every file that moment needs (design §5).

The order makes it consistent. First what may be older than the register (outbox, drop folders, settings: a message is
rather sent twice than never); then the register in one snapshot; then what is written once and never changed, blobs and
archives, so that everything the snapshot names is there. An archive that was made after the snapshot is left out: the
restored edition makes its own. Nobody has to wait meanwhile. Prefect's database is no part: the register is the truth,
and `dip lanjutkan` adopts an edition that was held. Layout: `dip.cadangan_periksa`.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from dip.awet import sinkron
from dip.blob_bernama import blob_bernama, blob_draf
from dip.cadangan_isi import MANIFES, CadanganGalat, Penyalin, semua_berkas, sidik_berkas, tulis_manifes
from dip.cadangan_periksa import (
    BACA_SAYA,
    BENTUK,
    KETERANGAN,
    REGISTER,
    Keterangan,
    baca_keterangan,
    baca_potret,
    periksa_register,
)
from dip.cakram import jaga_cakram
from dip.gudang import BlobRusak, Gudang
from dip.meja import Meja
from dip.pindah import Maju, baca_isi, diam, potret
from dip.rahasia import BERKAS_KUNCI, BERKAS_SEGEL
from dip.register import tabel

AWALAN = "cadangan-"
_SEMENTARA = ".tulis-cadangan"

TURUNAN = ("prefect", "jalan", "tembolok", "peraga", "gudang", "rahasia", "arsip")
"""Folders of DIP_DATA that are not copied with the rest: derived, running, or copied in their own turn."""

_PETUNJUK = """\
Cadangan Daftar Informasi Publik

Memeriksa   : dip periksa-cadangan <folder ini>      (atau: sha256sum -c manifest.sha256)
Memulihkan  : DIP_DATA=<folder kosong> dip pulihkan <folder ini>
Isi         : register.db (register), gudang/ (berkas menurut sidik), data/ (arsip dan lainnya), pengaturan/{kunci}
Basis data Prefect tidak termasuk: sesudah dipulihkan, jalankan dip mulai, lalu dip lanjutkan <bulan>.
"""


@dataclass(frozen=True, slots=True)
class HasilCadangan:
    """A finished backup: its folder, files in it, written anew and kept from before, bytes written.

    `kunci`: whether the keys are in it. `rusak`: damaged blobs that no backup has whole. `hilang`: blobs the register
    names that are nowhere. `dibuang`: older backups removed. `satu_disk`: whether it lies on the disk of the data.
    """

    folder: Path
    berkas: int
    baru: int
    ditaut: int
    byte_baru: int
    kunci: bool
    kepala: dict[str, tuple[int, str]]
    manifes: str
    rusak: list[str] = field(default_factory=list)
    hilang: list[str] = field(default_factory=list)
    dibuang: list[str] = field(default_factory=list)
    satu_disk: bool = False


@dataclass(frozen=True, slots=True)
class Pohon:
    """What beside files makes up the copied folders: modes by folder, targets by symbolic link."""

    folder: dict[str, int] = field(default_factory=dict)
    tautan: dict[str, str] = field(default_factory=dict)


@jaga_cakram("folder cadangan")
def cadangkan(
    meja: Meja, folder: Path, waktu: datetime, *, kunci: bool = False, simpan: int = 0, maju: Maju = diam
) -> HasilCadangan:
    """Make a backup inside `folder` while everything runs, and keep only the newest `simpan` (0: all).

    It has its name only when it is whole and was read back. Raises CadanganGalat, DiskGalat, RegisterGalat; then there
    is none, and those before are untouched.
    """
    folder = folder.absolute()
    if folder.resolve().is_relative_to(meja.data.resolve()):
        raise CadanganGalat(
            f"Folder cadangan {folder} ada di dalam folder data. Pilih tempat lain, sebaiknya disk lain."
        )
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _satu_pencadang(folder):
        for sisa in folder.glob(f"{_SEMENTARA}*"):  # left by a crash
            shutil.rmtree(sisa)
        sementara = folder / _SEMENTARA
        sementara.mkdir(mode=0o700)
        try:
            hasil = _isi(meja, sementara, _terbaru(folder), waktu, kunci, maju)
            os.sync()
            tempat = _nama(folder, waktu)
            sementara.rename(tempat)
            sinkron(folder)
        finally:
            shutil.rmtree(sementara, ignore_errors=True)
        dibuang = _buang(folder, tempat, simpan)
    satu = folder.stat().st_dev == meja.data.stat().st_dev
    return HasilCadangan(tempat, *hasil, dibuang=dibuang, satu_disk=satu)


def semua_cadangan(folder: Path) -> list[Path]:
    """Finished backups in a folder, oldest first."""
    return sorted(c for c in folder.glob(f"{AWALAN}*") if (c / KETERANGAN).is_file())


def _isi(
    meja: Meja, ke: Path, lama: Path | None, waktu: datetime, kunci: bool, maju: Maju
) -> tuple[int, int, int, int, bool, dict[str, tuple[int, str]], str, list[str], list[str]]:
    """Fill a new backup; the fields of HasilCadangan after `folder`."""
    p = Penyalin(ke, lama)
    pohon = Pohon()
    _lain(meja, p, pohon, maju)
    arsip_lama = set(_folder_arsip(meja))
    maju("register", 0, 1)
    potret(meja.register, ke / REGISTER, maju)
    p.sidik[REGISTER] = sidik_berkas(ke / REGISTER)
    p.baru.append(REGISTER)
    with baca_potret(ke / REGISTER) as k:
        perlu = {sha for sha, _ in blob_bernama(k)}
        draf = set(k.execute(select(tabel.revisi.c.sidik)).scalars())
        terbit = set(k.execute(select(tabel.edisi.c.kode).where(tabel.edisi.c.id == tabel.terbitan.c.edisi)).scalars())
        isi = baca_isi(k)
        r = tabel.rahasia.c
        pejabat = sorted(k.execute(select(r.kunci_hidup).where(r.kunci_hidup.is_not(None))).scalars())
    rusak, ada = _blob(meja.gudang, p, maju)
    for sha in draf & ada:
        perlu |= set(blob_draf(meja.gudang.baca(sha)).values())
    for nomor, folder in enumerate(semua := [a for a in _folder_arsip(meja) if a in arsip_lama or a.name in terbit]):
        maju("arsip", nomor, len(semua))
        _pohon(p, folder, f"data/{folder.relative_to(meja.data).as_posix()}/", pohon)
    sidik_kunci = _kunci(meja, p, kunci)
    keterangan = Keterangan(
        BENTUK, waktu.isoformat(), tabel.SKEMA, "sqlite" if meja.register.sqlite else "postgresql", kunci,
        isi.baris, isi.kepala, pejabat, sidik_kunci, _awal_segel(meja), pohon.folder, pohon.tautan, rusak,
    )  # fmt: skip
    if salah := periksa_register(ke / REGISTER, keterangan):
        raise CadanganGalat(f"Register yang dicadangkan tidak utuh: {salah[0]}. Cadangan ini tidak dipakai.")
    p.isi(KETERANGAN, keterangan.ke_json())
    p.isi(BACA_SAYA, _PETUNJUK.format(kunci=", rahasia/ (kunci: jaga baik-baik)" if kunci else "").encode())
    maju("membaca kembali", 0, 1)
    p.periksa()
    manifes = tulis_manifes(ke, p.sidik)
    hilang = sorted(perlu - ada - set(rusak))
    return len(p.sidik), len(p.baru), p.ditaut, p.byte_baru, kunci, isi.kepala, manifes, rusak, hilang


@contextmanager
def _satu_pencadang(folder: Path) -> Iterator[None]:
    with (folder / ".kunci-cadangan").open("a") as f:
        try:
            fcntl.flock(f, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CadanganGalat(f"Cadangan lain ke {folder} sedang dibuat. Tunggu sampai selesai.") from None
        yield


def _lain(meja: Meja, p: Penyalin, pohon: Pohon, maju: Maju) -> None:
    """Everything of DIP_DATA that has no turn of its own, and the settings."""
    maju("folder data", 0, 1)
    pengaturan = meja.folder_pengaturan.resolve()
    for e in sorted(os.scandir(meja.data), key=lambda e: e.name):
        jalan = Path(e.path)
        if e.name in TURUNAN or e.name.startswith((REGISTER, ".")) or jalan.resolve() == pengaturan:
            continue
        if e.is_dir(follow_symlinks=False):
            _pohon(p, jalan, f"data/{e.name}/", pohon)
        elif e.is_symlink():
            pohon.tautan[f"data/{e.name}"] = str(jalan.readlink())
        elif e.is_file():
            p.berkas(f"data/{e.name}", jalan)
    if pengaturan.is_dir():
        _pohon(p, pengaturan, "pengaturan/", pohon)


def _pohon(p: Penyalin, asal: Path, awalan: str, pohon: Pohon) -> None:
    """Copy a folder; what is still being written under a temporary name is left alone."""
    for akar, _, _ in os.walk(asal):
        nama = (awalan + Path(akar).relative_to(asal).as_posix()).removesuffix("/.")
        if not _setengah_jadi(nama):
            with suppress(FileNotFoundError):
                pohon.folder[nama] = stat.S_IMODE(Path(akar).stat().st_mode)
    for nama, e in semua_berkas(asal):
        if _setengah_jadi(nama):
            continue
        if e.is_symlink():
            pohon.tautan[awalan + nama] = str(Path(e.path).readlink())
        else:
            p.berkas(awalan + nama, Path(e.path))


def _setengah_jadi(nama: str) -> bool:
    return any(b.startswith(".tulis-") or b.endswith(".tulis") for b in nama.split("/"))


def _awal_segel(meja: Meja) -> str:
    berkas = meja.data / "rahasia" / BERKAS_SEGEL
    return berkas.read_text("ascii").strip() if berkas.is_file() else ""


def _folder_arsip(meja: Meja) -> list[Path]:
    return sorted(a for a in (meja.data / "arsip").glob("[0-9][0-9][0-9][0-9]/[!.]*") if a.is_dir())


def _blob(gudang: Gudang, p: Penyalin, maju: Maju) -> tuple[list[str], set[str]]:
    """Copy all blobs: the digests of those that are damaged and nowhere whole, and of those that are in the backup."""
    semua: Sequence[str] = list(gudang.semua())
    rusak: list[str] = []
    ada: set[str] = set()
    for nomor, sha in enumerate(semua):
        maju("gudang", nomor, len(semua))
        nama = f"gudang/{sha[:2]}/{sha}"
        if not p.taut(nama):
            try:
                p.isi(nama, gudang.baca(sha))
            except BlobRusak:
                rusak.append(sha)
                continue
        ada.add(sha)
    return rusak, ada


def _kunci(meja: Meja, p: Penyalin, ikut: bool) -> dict[str, str]:
    """Digests of the key files; copies them when asked to."""
    hasil: dict[str, str] = {}
    for nama in BERKAS_KUNCI:
        berkas = meja.data / "rahasia" / nama
        if berkas.is_file():
            hasil[nama] = sidik_berkas(berkas)
            if ikut:
                p.isi(f"rahasia/{nama}", berkas.read_bytes())
    if ikut and not hasil:
        raise CadanganGalat(f"Folder kunci {meja.data / 'rahasia'} kosong; jalankan tanpa --dengan-rahasia.")
    return hasil


def _terbaru(folder: Path) -> Path | None:
    """The backup to keep unchanged files from."""
    semua = semua_cadangan(folder)
    for c in reversed(semua):
        try:
            if baca_keterangan(c).bentuk == BENTUK and (c / MANIFES).is_file():
                return c
        except CadanganGalat:
            continue
    return None


def _nama(folder: Path, waktu: datetime) -> Path:
    dasar = f"{AWALAN}{waktu:%Y%m%d-%H%M%S}"
    nama = (folder / (dasar + akhir) for akhir in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(n for n in nama if not n.exists())


def _buang(folder: Path, baru: Path, simpan: int) -> list[str]:
    """Remove the oldest backups beyond `simpan`, never the new one, whatever the clock said."""
    if simpan < 1:
        return []
    lain = [c for c in semua_cadangan(folder) if c != baru]
    buang = lain[: max(0, len(lain) - (simpan - 1))]
    for c in buang:
        (c / KETERANGAN).unlink()  # from now on it is none, also when this is interrupted
        shutil.rmtree(c)
    return [c.name for c in buang]
