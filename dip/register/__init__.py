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

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, insert, inspect, make_url, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from dip.register import tabel
from dip.register import tabel_bukti as tabel_bukti
from dip.register import tabel_rutin as tabel_rutin
from dip.register.galat import TUNGGU_DETIK as TUNGGU_DETIK
from dip.register.galat import RegisterGalat as RegisterGalat
from dip.register.galat import gangguan, sebab
from dip.register.pagar import HANYA_TAMBAH as HANYA_TAMBAH
from dip.register.pagar import pagar_tegak, pasang_pagar
from dip.titik import lewat

_KUNCI_PG = 0x444950
"""Number of the advisory lock that serialises writers on PostgreSQL ("DIP")."""


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
                with self.tulis(tata=True) as k:
                    _pasang(k)
        except SQLAlchemyError as e:
            self.tutup()
            raise RegisterGalat(sebab(self._alamat, e)) from None
        except RegisterGalat:
            self.tutup()
            raise

    @property
    def alamat(self) -> str:
        """The URL as it may be shown: without the password."""
        return self._alamat.render_as_string(hide_password=True)

    @classmethod
    def di_berkas(cls, jalan: Path) -> Register:
        """A SQLite register in a file, readable for its owner only."""
        return cls(URL.create("sqlite", database=str(jalan)))

    @contextmanager
    def baca(self) -> Iterator[Connection]:
        """A connection for reading. Raises RegisterGalat when there is none to be had."""
        with self._terjemah(membaca=True), self._sambung() as k:
            if not self.sqlite:
                k = k.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)  # noqa: PLW2901 - the same connection with an option
            yield k

    @contextmanager
    def tulis(self, *, tata: bool = False) -> Iterator[Connection]:
        """One writing transaction; rolls back when the block raises. Raises RegisterGalat when the lock is not free.

        Also when the database is full, read-only or gone in the middle: then nothing of the block is kept, or all of it
        when only the answer to the commit got lost. After the commit every journal entry of the block passes its fail
        point `<titik>.tercatat`. `tata`: tables are changed, so SQLite's foreign keys are looked at only at the end.
        """
        tercatat: list[str] = []
        with self._terjemah(membaca=False), ExitStack() as tumpuk:
            k = tumpuk.enter_context(self._sambung())
            try:
                if self.sqlite:
                    k = k.execution_options(dip_tulis=True, dip_tata=tata)
                tumpuk.enter_context(k.begin())
                if not self.sqlite:
                    k.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_KUNCI_PG})")
            except DBAPIError as e:
                raise RegisterGalat(sebab(self._alamat, e)) from None
            k.info["tercatat"] = tercatat
            yield k
            if tata and self.sqlite and k.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise RegisterGalat("register rusak: ada baris yang menunjuk baris yang tidak ada; pulihkan cadangan")
        for titik in tercatat:
            lewat(f"{titik}.tercatat")

    @contextmanager
    def _terjemah(self, *, membaca: bool) -> Iterator[None]:
        try:
            yield
        except DBAPIError as e:
            if kalimat := gangguan(self._alamat, e, membaca=membaca):
                raise RegisterGalat(kalimat) from None
            raise

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
        for pragma in ("synchronous=FULL", "recursive_triggers=ON"):
            dbapi.execute(f"PRAGMA {pragma}")

    @event.listens_for(mesin, "begin")
    def mulai(k: Connection) -> None:
        pilihan = k.get_execution_options()
        tulis = bool(pilihan.get("dip_tulis"))
        k.exec_driver_sql(f"PRAGMA foreign_keys={'OFF' if pilihan.get('dip_tata') else 'ON'}")
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
    return _versi(k) == tabel.SKEMA and pagar_tegak(k)


def _versi(k: Connection) -> int:
    """Version of the layout that is there, 0 for an empty database.

    Raises RegisterGalat for a newer or unknown one, and for one whose tables were taken away.
    """
    ada = set(inspect(k).get_table_names())
    versi = k.execute(select(tabel.skema.c.versi)).scalar() if tabel.skema.name in ada else None
    if versi is None:
        return 0
    if not 1 <= versi <= tabel.SKEMA:
        raise RegisterGalat(
            f"register memakai skema {versi}, program ini memakai skema {tabel.SKEMA}; "
            "pasang program yang sesuai, atau pulihkan cadangan yang dibuat program ini"
        )
    if versi == tabel.SKEMA and (hilang := sorted(set(tabel.metadata.tables) - ada)):
        raise RegisterGalat(f"register rusak: tabel {', '.join(hilang)} tidak ada; pulihkan dari cadangan")
    return int(versi)


def _pasang(k: Connection) -> None:
    """Bring the layout up and put the walls up, under the write lock: another process may have been faster."""
    if _siap(k):
        return
    if (versi := _versi(k)) < tabel.SKEMA:
        from dip.register.migrasi import naikkan  # alembic costs as much as a hundred openings

        naikkan(k, versi)
    pasang_pagar(k)
