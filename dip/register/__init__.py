"""The register: what was opened, pulled, drafted, decided and published, in one database (design §5).

SQLite by default (WAL, its own file, never Prefect's), PostgreSQL by URL with the same code. Every writing
transaction takes the write lock at its start: with SQLite's default a hash chain forks silently when two writers
read the same head (facts: 393 heads of 400).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, insert, select, text, update

from dip.register import tabel
from dip.register import tabel_bukti as tabel_bukti

_KUNCI_PG = 0x444950
"""Number of the advisory lock that serialises writers on PostgreSQL ("DIP")."""


class RegisterGalat(Exception):
    """The register cannot be used: wrong schema version, or the database is gone."""


class Register:
    """A register by SQLAlchemy URL, e.g. `sqlite:////srv/dip/register.db` or `postgresql+psycopg://…`.

    `baca()` gives a connection for reading, `tulis()` one writing transaction that holds the write lock from its
    first statement and commits at the end of the block. Never keep `tulis()` open over blobs, network or children.
    """

    def __init__(self, url: str) -> None:
        self.sqlite = url.startswith("sqlite")
        self._mesin = _mesin(url)
        tabel.metadata.create_all(self._mesin)
        with self.tulis() as k:
            versi = k.execute(select(tabel.skema.c.versi)).scalar()
            if versi is None:
                k.execute(insert(tabel.skema).values(versi=tabel.SKEMA))
            elif versi == 1:  # 2 added tables only, and they exist by now
                k.execute(update(tabel.skema).values(versi=tabel.SKEMA))
            elif versi != tabel.SKEMA:
                raise RegisterGalat(f"register memakai skema {versi}, program ini memakai skema {tabel.SKEMA}")

    @classmethod
    def di_berkas(cls, jalan: Path) -> Register:
        """A SQLite register in a file, readable for its owner only."""
        jalan.parent.mkdir(parents=True, exist_ok=True)
        if not jalan.exists():
            jalan.touch(mode=0o600)
        return cls(f"sqlite:///{jalan}")

    @contextmanager
    def baca(self) -> Iterator[Connection]:
        """A connection for reading."""
        with self._mesin.connect() as k:
            yield k

    @contextmanager
    def tulis(self) -> Iterator[Connection]:
        """One writing transaction; rolls back when the block raises."""
        with self._mesin.connect() as k:
            if self.sqlite:
                k = k.execution_options(dip_tulis=True)  # noqa: PLW2901 - the same connection with an option
            with k.begin():
                if not self.sqlite:
                    k.execute(text(f"SELECT pg_advisory_xact_lock({_KUNCI_PG})"))
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


def _mesin(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    mesin = create_engine(url, connect_args={"timeout": 30})

    @event.listens_for(mesin, "connect")
    def siapkan(dbapi: Any, _catatan: Any) -> None:
        dbapi.isolation_level = None  # we say BEGIN ourselves; the driver would defer it
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
            dbapi.execute(f"PRAGMA {pragma}")

    @event.listens_for(mesin, "begin")
    def mulai(k: Connection) -> None:
        k.exec_driver_sql("BEGIN IMMEDIATE" if k.get_execution_options().get("dip_tulis") else "BEGIN")

    return mesin
