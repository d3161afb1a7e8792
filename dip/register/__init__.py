"""The register: what was opened, pulled, drafted, decided and published, in one database (design §5).

SQLite by default (WAL, its own file, never Prefect's), PostgreSQL by URL with the same code. Every writing
transaction takes the write lock at its start: with SQLite's default a hash chain forks silently when two writers
read the same head (facts: 393 heads of 400).

Both databases behave alike: a reader sees one snapshot, a writer waits at most 30 seconds, texts are UTF-8, and
triggers refuse to change or delete what is only ever added (`HANYA_TAMBAH`). Whoever owns the database can drop them:
the hash chain and the heads printed elsewhere are the first wall.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, insert, inspect, make_url, select, update
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from dip.register import tabel
from dip.register import tabel_bukti as tabel_bukti
from dip.register import tabel_rutin as tabel_rutin
from dip.register.galat import TUNGGU_DETIK as TUNGGU_DETIK
from dip.register.galat import RegisterGalat as RegisterGalat
from dip.register.galat import sebab
from dip.titik import lewat

HANYA_TAMBAH = (
    "jejak",
    "putusan",
    "tarikan",
    "revisi",
    "penyunting",
    "keadaan",
    "isi_kode",
    "lembar_koreksi",
    "baris_koreksi",
    "jawab_koreksi",
    "dokumen_sah",
    "surat",
    "perintah",
    "pernyataan",
)
"""Tables whose rows the database itself refuses to change or delete."""

_KUNCI_PG = 0x444950
"""Number of the advisory lock that serialises writers on PostgreSQL ("DIP")."""

_FUNGSI_PG = """CREATE OR REPLACE FUNCTION dip_hanya_tambah() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'restrict_violation', MESSAGE = 'tabel ' || TG_TABLE_NAME || ' hanya bisa ditambah';
END $$"""
_LEPAS_PG = "DROP TRIGGER IF EXISTS {nama}_hanya_tambah ON {nama}"
_PEMICU_PG = """CREATE TRIGGER {nama}_hanya_tambah BEFORE UPDATE OR DELETE OR TRUNCATE ON {nama}
FOR EACH STATEMENT EXECUTE FUNCTION dip_hanya_tambah()"""
_ADA_PG = """SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND NOT tgisinternal
AND tgrelid IN (SELECT to_regclass(n) FROM unnest(CAST(%(nama)s AS text[])) n)"""
_PEMICU_SQLITE = (
    "CREATE TRIGGER IF NOT EXISTS {nama}_hanya_tambah_{apa} BEFORE {apa} ON {nama} "
    "BEGIN SELECT RAISE(ABORT, 'tabel {nama} hanya bisa ditambah'); END"
)


class Register:
    """A register by SQLAlchemy URL, e.g. `sqlite:////srv/dip/register.db` or `postgresql://user@host/dip`.

    Opening makes what is missing and brings up an older one. `baca()` gives a connection for reading, one snapshot for
    the whole block; `tulis()` one writing transaction that holds the write lock from its first statement and commits at
    the end of the block. Never keep `tulis()` open over blobs, network or children. Raises RegisterGalat.
    """

    def __init__(self, url: str | URL) -> None:
        self._alamat = _alamat(url)
        self.sqlite = self._alamat.drivername == "sqlite"
        self._mesin = _mesin(self._alamat)
        try:
            with self.baca() as k:
                siap = _siap(k)
            if not siap:
                with self.tulis() as k:
                    _pasang(k)
        except SQLAlchemyError as e:
            self.tutup()
            raise RegisterGalat(sebab(self._alamat, e)) from None
        except RegisterGalat:
            self.tutup()
            raise

    @classmethod
    def di_berkas(cls, jalan: Path) -> Register:
        """A SQLite register in a file, readable for its owner only."""
        return cls(URL.create("sqlite", database=str(jalan)))

    @contextmanager
    def baca(self) -> Iterator[Connection]:
        """A connection for reading. Raises RegisterGalat when there is none to be had."""
        with self._sambung() as k:
            if not self.sqlite:
                k = k.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)  # noqa: PLW2901 - the same connection with an option
            yield k

    @contextmanager
    def tulis(self) -> Iterator[Connection]:
        """One writing transaction; rolls back when the block raises. Raises RegisterGalat when the lock is not free.

        After the commit every journal entry of the block passes its fail point `<titik>.tercatat`.
        """
        tercatat: list[str] = []
        with ExitStack() as tumpuk:
            k = tumpuk.enter_context(self._sambung())
            try:
                if self.sqlite:
                    k = k.execution_options(dip_tulis=True)
                tumpuk.enter_context(k.begin())
                if not self.sqlite:
                    k.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_KUNCI_PG})")
            except DBAPIError as e:
                raise RegisterGalat(sebab(self._alamat, e)) from None
            k.info["tercatat"] = tercatat
            yield k
        for titik in tercatat:
            lewat(f"{titik}.tercatat")

    @contextmanager
    def _sambung(self) -> Iterator[Connection]:
        try:
            k = self._mesin.connect()
        except (SQLAlchemyError, OSError) as e:
            raise RegisterGalat(sebab(self._alamat, e)) from None
        with k:
            yield k

    def tutup(self) -> None:
        """Close all connections."""
        self._mesin.dispose()


def sisip(k: Connection, ke: Table, **nilai: Any) -> int:
    """Insert one row and return its number (for tables whose key is `id`)."""
    kunci = k.execute(insert(ke).values(**nilai)).inserted_primary_key
    if kunci is None:  # a driver without RETURNING and lastrowid
        raise RegisterGalat(f"basis data tidak memberi nomor baris {ke.name}")
    return int(kunci[0])


def _alamat(url: str | URL) -> URL:
    """The URL with the one driver we use for each database; a SQLite file is made here, for its owner only."""
    try:
        u = make_url(url)
    except (SQLAlchemyError, ValueError):
        u = None
    jenis = u.get_backend_name() if u is not None else ""
    if u is None or jenis not in ("sqlite", "postgresql", "postgres"):
        raise RegisterGalat(
            "alamat register (DIP_REGISTER) tidak dikenal; tulis seperti sqlite:////srv/dip/register.db "
            "atau postgresql://pengguna@server/dip"
        )
    if jenis != "sqlite":
        return u.set(drivername="postgresql+psycopg")
    if u.database and not u.database.startswith((":memory:", "file:")):
        jalan = Path(u.database)
        try:
            jalan.parent.mkdir(parents=True, exist_ok=True)
            if not jalan.exists():
                jalan.touch(mode=0o600)
        except OSError as e:
            raise RegisterGalat(
                f"berkas register {jalan} tidak bisa dibuat ({e.strerror}); periksa folder itu"
            ) from None
    return u.set(drivername="sqlite")


def _mesin(alamat: URL) -> Engine:
    if alamat.drivername != "sqlite":
        mesin = create_engine(
            alamat,
            hide_parameters=True,  # an error is logged by Prefect: it must not show what was written
            pool_pre_ping=True,
            isolation_level="READ COMMITTED",
            connect_args={"client_encoding": "utf8"},
        )

        @event.listens_for(mesin, "connect")
        def batasi(dbapi: Any, _catatan: Any) -> None:
            dbapi.execute(f"SET lock_timeout = '{TUNGGU_DETIK}s'")
            dbapi.commit()

        return mesin
    mesin = create_engine(alamat, hide_parameters=True, connect_args={"timeout": TUNGGU_DETIK})

    @event.listens_for(mesin, "connect")
    def siapkan(dbapi: Any, _catatan: Any) -> None:
        dbapi.isolation_level = None  # we say BEGIN ourselves; the driver would defer it
        _pakai_wal(dbapi, alamat.database or "")
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON"):
            dbapi.execute(f"PRAGMA {pragma}")

    @event.listens_for(mesin, "begin")
    def mulai(k: Connection) -> None:
        tulis = bool(k.get_execution_options().get("dip_tulis"))
        k.exec_driver_sql(f"PRAGMA query_only={'OFF' if tulis else 'ON'}")  # a write in `baca()` would be lost silently
        k.exec_driver_sql("BEGIN IMMEDIATE" if tulis else "BEGIN")

    return mesin


def _pakai_wal(dbapi: Any, berkas: str) -> None:
    """Switch a file to WAL, once in its life, one process at a time.

    When two switch a new file at the same moment, SQLite says *locked* at once instead of waiting. The lock is taken on
    the folder: opening and closing the file itself would drop the locks that SQLite holds on it.
    """
    if dbapi.execute("PRAGMA journal_mode").fetchone()[0] == "wal" or not Path(berkas).is_file():
        return
    folder = os.open(Path(berkas).parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        dbapi.execute("PRAGMA journal_mode=WAL")
    finally:
        os.close(folder)


def _siap(k: Connection) -> bool:
    """Whether nothing has to be made. Raises RegisterGalat for a register of a newer program."""
    if k.dialect.name == "postgresql" and (sandi := k.exec_driver_sql("SHOW server_encoding").scalar()) != "UTF8":
        raise RegisterGalat(f"basis data register memakai penyandian {sandi}; buat basis data dengan ENCODING 'UTF8'")
    ada = set(inspect(k).get_table_names())
    if tabel.skema.name not in ada:
        return False
    versi = k.execute(select(tabel.skema.c.versi)).scalar()
    if versi is not None and not 1 <= versi <= tabel.SKEMA:
        raise RegisterGalat(
            f"register memakai skema {versi}, program ini memakai skema {tabel.SKEMA}; pakai program yang sesuai"
        )
    return versi == tabel.SKEMA and ada >= set(tabel.metadata.tables) and _pemicu(k) >= _pemicu_seharusnya(k)


def _pasang(k: Connection) -> None:
    """Make tables, triggers and the version row, under the write lock: another process may have been faster."""
    if _siap(k):
        return
    tabel.metadata.create_all(k)
    if k.dialect.name == "postgresql":
        for nama in ("kode", "putusan"):  # 16 letters in version 1, too few for `konfirmasi_pengesahan`
            k.exec_driver_sql(f"ALTER TABLE {nama} ALTER COLUMN keputusan TYPE varchar(24)")
        k.exec_driver_sql(_FUNGSI_PG)
        for nama in HANYA_TAMBAH:
            k.exec_driver_sql(_LEPAS_PG.format(nama=nama))
            k.exec_driver_sql(_PEMICU_PG.format(nama=nama))
    else:
        for nama in HANYA_TAMBAH:
            for apa in ("UPDATE", "DELETE"):
                k.exec_driver_sql(_PEMICU_SQLITE.format(nama=nama, apa=apa))
    if k.execute(update(tabel.skema).values(versi=tabel.SKEMA)).rowcount == 0:
        k.execute(insert(tabel.skema).values(versi=tabel.SKEMA))


def _pemicu(k: Connection) -> set[str]:
    """Names of the triggers that are in force."""
    if k.dialect.name == "postgresql":
        return set(k.exec_driver_sql(_ADA_PG, {"nama": list(HANYA_TAMBAH)}).scalars())
    return set(k.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars())


def _pemicu_seharusnya(k: Connection) -> set[str]:
    akhiran = ("",) if k.dialect.name == "postgresql" else ("_UPDATE", "_DELETE")
    return {f"{nama}_hanya_tambah{a}" for nama in HANYA_TAMBAH for a in akhiran}
