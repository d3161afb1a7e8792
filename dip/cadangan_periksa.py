"""Whether a backup is whole: its files, its register, its journals, and every file the register names.

cadangan-20261123-045900/   (0700)
  BACA-SAYA.txt  cadangan.json  manifest.sha256
  register.db    the register as one SQLite file, whatever database it came from
  gudang/<ab>/<sha256>        blobs
  data/<…>                    everything else of DIP_DATA that is not derived: archives, outbox, drop folders, sites
  pengaturan/<…>              the settings folder
  rahasia/<…>                 the keys, only when asked for
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

import orjson
from sqlalchemy import Connection, create_engine, select

from dip.blob_bernama import blob_bernama, blob_draf
from dip.cadangan_isi import MANIFES, CadanganGalat, baca_manifes, semua_berkas, sidik_berkas
from dip.cakram import jaga_cakram
from dip.pindah import Maju, diam, periksa_jejak
from dip.register import tabel

BENTUK = 1
"""Version of this layout."""

REGISTER, KETERANGAN, BACA_SAYA = "register.db", "cadangan.json", "BACA-SAYA.txt"


@dataclass(frozen=True, slots=True)
class Keterangan:
    """What `cadangan.json` says: when, of whom, how many rows, the heads of the journals.

    `pejabat` are the living authenticators as `<lembaga>/<nama masuk>`; `sidik_kunci` are digests of the key files they
    need, also when the keys are not in the backup (`kunci`), and `awal_segel` is where the seals begin
    (`Brankas.awal_segel`). `folder` are folders with their modes, `tautan` symbolic links with what they point at,
    `rusak` the blobs that were damaged already and are in no earlier backup.
    """

    bentuk: int
    dibuat: str
    skema: int
    asal: str
    kunci: bool
    baris: dict[str, int] = field(default_factory=dict)
    kepala: dict[str, tuple[int, str]] = field(default_factory=dict)
    pejabat: list[str] = field(default_factory=list)
    sidik_kunci: dict[str, str] = field(default_factory=dict)
    awal_segel: str = ""
    folder: dict[str, int] = field(default_factory=dict)
    tautan: dict[str, str] = field(default_factory=dict)
    rusak: list[str] = field(default_factory=list)

    def ke_json(self) -> bytes:
        """As stored."""
        return orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n"


def baca_keterangan(cadangan: Path) -> Keterangan:
    """Read `cadangan.json`. Raises CadanganGalat when it is missing, foreign, or of a newer program."""
    try:
        isi = orjson.loads((cadangan / KETERANGAN).read_bytes())
        bentuk = int(isi["bentuk"])
        if bentuk <= BENTUK:
            isi["kepala"] = {n: (int(urut), str(h)) for n, (urut, h) in isi["kepala"].items()}
            return Keterangan(**isi)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise CadanganGalat(f"{cadangan} bukan folder cadangan; sebut folder cadangan-… itu sendiri.") from None
    raise CadanganGalat(f"{cadangan} dibuat program yang lebih baru (bentuk {bentuk}); pasang program itu dulu.")


@contextmanager
def baca_potret(berkas: Path) -> Iterator[Connection]:
    """A connection to the register in a backup that cannot change it, whatever its version."""
    mesin = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(f"{berkas.absolute().as_uri()}?mode=ro&immutable=1", uri=True),
        hide_parameters=True,
    )
    try:
        with mesin.connect() as k:
            yield k
    finally:
        mesin.dispose()


def periksa_register(berkas: Path, keterangan: Keterangan) -> list[str]:
    """What is wrong with the register of a backup."""
    try:
        with baca_potret(berkas) as k:
            salah = [str(s) for s in k.exec_driver_sql("PRAGMA integrity_check").scalars() if s != "ok"]
            salah += ["ada baris yang menunjuk baris yang tidak ada"] * bool(
                k.exec_driver_sql("PRAGMA foreign_key_check").first()
            )
            salah += periksa_jejak(k, keterangan.kepala)
    except Exception as e:  # whatever stands in a damaged file
        return [f"register cadangan tidak terbaca ({type(e).__name__})"]
    return salah


def _blob_hilang(cadangan: Path, sidik: dict[str, str], keterangan: Keterangan) -> list[str]:
    ada = {n.rpartition("/")[2] for n in sidik if n.startswith("gudang/")}
    with baca_potret(cadangan / REGISTER) as k:
        perlu = {sha for sha, _ in blob_bernama(k)}
        draf = set(k.execute(select(tabel.revisi.c.sidik)).scalars())
    for sha in sorted(draf & ada):
        perlu |= set(blob_draf((cadangan / "gudang" / sha[:2] / sha).read_bytes()).values())
    return [f"blob {sha[:12]}… tidak ada" for sha in sorted(perlu - ada - set(keterangan.rusak))]


@jaga_cakram("cadangan")
def periksa_cadangan(cadangan: Path, maju: Maju = diam) -> list[str]:
    """Read a whole backup and say what is wrong with it, in plain Indonesian; empty when it can be restored.

    Raises CadanganGalat when the folder is no backup at all, DiskGalat when it cannot be read.
    """
    keterangan = baca_keterangan(cadangan)
    sidik = baca_manifes(cadangan)
    ada = {nama for nama, _ in semua_berkas(cadangan)} - {MANIFES}
    salah = [f"{nama}: tidak ada di daftar" for nama in sorted(ada - set(sidik))]
    salah += [f"{nama}: hilang" for nama in sorted(set(sidik) - ada)]
    for nomor, (nama, s) in enumerate(sorted(sidik.items())):
        maju("memeriksa berkas", nomor, len(sidik))
        if nama in ada and ((cadangan / nama).is_symlink() or sidik_berkas(cadangan / nama) != s):
            salah.append(f"{nama}: isinya berubah")
    if not salah:
        salah += periksa_register(cadangan / REGISTER, keterangan)
    if not salah:
        salah += _blob_hilang(cadangan, sidik, keterangan)
    return salah
