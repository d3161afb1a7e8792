'''Bringing a register up to the layout of this program, by alembic's operations and its chain of revisions.

A revision's name is the number kept in the table `skema`: 1 to 4 are the layouts that earlier programs made, and each
makes only what is missing. There is no second table of versions, so an older program still sees that a register is
newer than itself. All steps run in the one writing transaction of the opening: a crash leaves the old register.

The next version is a file in `versions/` and the same change in `dip.register.tabel*`, with `tabel.SKEMA` one higher:

    """Version 5: when a petugas looked at a file."""

    from alembic.operations import Operations
    from sqlalchemy import Column, String

    revision = "5"
    down_revision = "4"


    def upgrade(op: Operations) -> None:
        """Add the column."""
        op.add_column("kotak", Column("dilihat", String(40), nullable=False, server_default=""))

`op` is handed over: alembic's `from alembic import op` is one for the whole process, in which Prefect may be migrating
too. On SQLite a column that changes needs `with op.batch_alter_table("kotak") as b:`, which writes the table anew; its
walls (`dip.register.pagar`) are put up again after the last step, and foreign keys rest until they are checked there.
'''

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection, create_engine, insert, inspect, update

from dip.register import tabel

FOLDER = Path(__file__).parent


@lru_cache(maxsize=4)
def rangkaian(folder: Path = FOLDER) -> tuple[Script, ...]:
    """All revisions, oldest first."""
    return tuple(reversed(list(ScriptDirectory(str(folder)).walk_revisions())))


def naikkan(k: Connection, versi: int, folder: Path = FOLDER) -> None:
    """Run what came after this version (0: nothing is there) inside the caller's writing transaction.

    Afterwards `skema` holds the newest version's number.
    """
    if versi == 0 and k.dialect.name == "sqlite" and not inspect(k).get_table_names():
        for perintah in _sqlite_baru(folder):
            k.exec_driver_sql(perintah)
    else:
        _jalankan(k, versi, folder)
    baru = int(rangkaian(folder)[-1].revision)
    if k.execute(update(tabel.skema).values(versi=baru)).rowcount == 0:
        k.execute(insert(tabel.skema).values(versi=baru))


def _jalankan(k: Connection, versi: int, folder: Path) -> None:
    operasi = Operations(MigrationContext.configure(k))
    for langkah in rangkaian(folder):
        if int(langkah.revision) > versi:
            langkah.module.upgrade(operasi)


@lru_cache(maxsize=4)
def _sqlite_baru(folder: Path) -> tuple[str, ...]:
    """What the whole chain makes of an empty SQLite file, as statements: a process that makes many runs it once."""
    mesin = create_engine("sqlite://")
    with mesin.connect() as k:
        _jalankan(k, 0, folder)
        semua = k.exec_driver_sql("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").scalars().all()
    mesin.dispose()
    return tuple(semua)
