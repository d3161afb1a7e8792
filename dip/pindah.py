"""Moving a register between databases: every row as it is, from SQLite to PostgreSQL or back.

The same copy makes the portable SQLite file of a backup from PostgreSQL and fills a register from one. Numbers stay the
same, so everything that points at them still does; PostgreSQL's counters go on after the highest. What was written is
read back and compared with what was read: number of rows, a digest over each table that knows no order, the journal.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Connection, Row, Table, func, insert, select
from sqlalchemy.exc import DBAPIError

from dip import jejak
from dip.cakram import DiskGalat
from dip.register import Register, tabel
from dip.register.galat import kalimat_sqlite

SEKALIGUS = 1000
"""Rows read and written at a time."""

Maju = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how many."""


class PindahGalat(Exception):
    """A register cannot be copied; the text says what to do, in Indonesian. Source and target are as they were."""


@dataclass(frozen=True, slots=True)
class Isi:
    """What a register holds: by table number of rows and digest, by institution the journal's number and head."""

    baris: dict[str, int] = field(default_factory=dict)
    sidik: dict[str, str] = field(default_factory=dict)
    kepala: dict[str, tuple[int, str]] = field(default_factory=dict)


def diam(_langkah: str, _selesai: int, _dari: int) -> None:
    """Progress nobody looks at."""


def tabel_isi() -> list[Table]:
    """All tables with rows of their own, those that are pointed at first."""
    return [t for t in tabel.metadata.sorted_tables if t is not tabel.skema]


def kepala_semua(k: Connection) -> dict[str, tuple[int, str]]:
    """Number and hash of the newest journal entry of each institution."""
    semua = k.execute(select(tabel.jejak.c.lembaga).distinct()).scalars().all()
    return {lembaga: jejak.kepala_bernomor(k, lembaga) for lembaga in sorted(semua)}


def periksa_jejak(k: Connection, kepala: dict[str, tuple[int, str]]) -> list[str]:
    """What is wrong with the journals of a register that must have these heads; empty when nothing is."""
    salah = [f"{x}: jejak tidak diharapkan" for x in sorted(set(kepala_semua(k)) - set(kepala))]
    for lembaga, (urut, h) in sorted(kepala.items()):
        rantai = jejak.baca_semua(k, lembaga)
        salah += [f"{lembaga}: {s}" for s in jejak.periksa_rantai(rantai, lembaga=lembaga, kepala=h, urut_kepala=urut)]
        if not rantai or rantai[-1].hash != h:
            salah.append(f"{lembaga}: catatan terakhir jejak bukan {h[:12]}…")
    return salah


def _angka(b: Row[Any]) -> int:
    return int.from_bytes(hashlib.sha256(orjson.dumps(list(b))).digest(), "big")


def _potong(k: Connection, t: Table) -> Iterator[list[Row[Any]]]:
    urut = select(t).order_by(*t.primary_key).execution_options(yield_per=SEKALIGUS)
    for bagian in k.execute(urut).partitions():
        yield list(bagian)


def baca_isi(k: Connection) -> Isi:
    """Count and digest everything in one snapshot. Raises PindahGalat for a value that no register writes."""
    hasil = Isi(kepala=kepala_semua(k))
    for t in tabel_isi():
        n = jumlah = 0
        for bagian in _potong(k, t):
            n, jumlah = n + len(bagian), jumlah + _jumlah(t, bagian)
        hasil.baris[str(t.name)], hasil.sidik[str(t.name)] = n, f"{jumlah % 2**256:064x}"
    return hasil


def _jumlah(t: Table, bagian: list[Row[Any]]) -> int:
    try:
        return sum(map(_angka, bagian))
    except (TypeError, ValueError):
        raise PindahGalat(
            f"tabel {t.name} berisi nilai yang bukan teks atau angka; register ini pernah diubah dengan tangan. "
            "Periksa dengan: dip verifikasi"
        ) from None


def kosong(k: Connection) -> bool:
    """Whether a register has no row at all."""
    return all(k.execute(select(func.count()).select_from(t)).scalar_one() == 0 for t in tabel_isi())


def salin_isi(dari: Connection, ke: Connection, maju: Maju = diam) -> Isi:
    """Copy all rows into an empty register inside its writing transaction, and compare. Raises PindahGalat."""
    if not kosong(ke):
        raise PindahGalat("register tujuan sudah berisi; pilih basis data yang kosong. Tidak ada yang diubah.")
    semua = tabel_isi()
    asal = Isi(kepala=kepala_semua(dari))
    for nomor, t in enumerate(semua):
        maju(f"tabel {t.name}", nomor, len(semua))
        n = jumlah = 0
        for bagian in _potong(dari, t):
            jumlah += _jumlah(t, bagian)
            n += len(bagian)
            try:
                ke.execute(insert(t), [dict(b._mapping) for b in bagian])
            except DBAPIError as e:
                raise PindahGalat(
                    f"basis data tujuan menolak isi tabel {t.name} ({type(e.orig).__name__}); "
                    "tidak ada yang dipindahkan. Periksa tabel itu: teks terlalu panjang, atau berisi huruf NUL."
                ) from None
        asal.baris[str(t.name)], asal.sidik[str(t.name)] = n, f"{jumlah % 2**256:064x}"
        _sambung_nomor(ke, t)
    if (hasil := baca_isi(ke)) != asal:
        beda = sorted(n for n in asal.sidik if (asal.baris[n], asal.sidik[n]) != (hasil.baris[n], hasil.sidik[n]))
        raise PindahGalat(f"isi yang tertulis tidak sama dengan asalnya ({', '.join(beda) or 'jejak'}); tidak dipakai")
    if salah := periksa_jejak(ke, asal.kepala):
        raise PindahGalat(f"jejak register ini rusak ({salah[0]}); tidak dipindahkan. Pulihkan dari cadangan.")
    return asal


def _sambung_nomor(k: Connection, t: Table) -> None:
    """PostgreSQL's counter of a table goes on after its highest number; SQLite looks at the rows itself."""
    if k.dialect.name != "postgresql" or "id" not in t.c:
        return
    urutan = k.execute(select(func.pg_get_serial_sequence(t.name, "id"))).scalar()
    akhir = k.execute(select(func.max(t.c.id))).scalar()
    if urutan is not None and akhir is not None:
        k.execute(select(func.setval(urutan, akhir)))


def pindah(dari: Register, ke: Register, maju: Maju = diam) -> Isi:
    """Copy a register into an empty one. Nobody can write to the source meanwhile; it stays as it was.

    Raises PindahGalat and RegisterGalat; then the target has no rows.
    """
    if dari.alamat == ke.alamat:
        raise PindahGalat("register tidak bisa dipindahkan ke dirinya sendiri; sebut basis data lain yang kosong")
    with dari.tulis() as asal, ke.tulis() as tujuan:
        return salin_isi(asal, tujuan, maju)


def potret(register: Register, ke: Path, maju: Maju = diam) -> None:
    """One moment of a register as one new SQLite file (0600), while others write.

    Raises PindahGalat, RegisterGalat, and DiskGalat when the file has no room.
    """
    ke.touch(mode=0o600)
    try:
        _potret(register, ke, maju)
    except sqlite3.Error as e:
        if kalimat := kalimat_sqlite(e, str(ke)):
            raise DiskGalat(kalimat) from e
        raise PindahGalat(f"register tidak terbaca sampai habis ({e}); periksa disk, atau pulihkan cadangan") from e


def _potret(register: Register, ke: Path, maju: Maju) -> None:
    if register.sqlite:
        with register.baca() as k, closing(sqlite3.connect(ke)) as tujuan:
            k.exec_driver_sql("SELECT 1 FROM skema")  # the snapshot begins with the first look
            asal = k.connection.driver_connection
            if not isinstance(asal, sqlite3.Connection):
                raise PindahGalat("register SQLite dibuka dengan cara yang tidak dikenal")
            asal.backup(tujuan)
    else:
        salinan = Register.di_berkas(ke)
        try:
            with register.baca() as dari, salinan.tulis() as isi:
                salin_isi(dari, isi, maju)
        finally:
            salinan.tutup()
    with closing(sqlite3.connect(ke)) as k_akhir:
        k_akhir.execute("PRAGMA journal_mode=DELETE")  # no WAL beside it: the file is all there is
