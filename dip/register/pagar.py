"""The database's own walls: triggers that refuse to change or delete what is only ever added.

Whoever owns the database can take them down: the hash chain and the heads printed elsewhere see what he does then. The
next opening puts them up again.
"""

from __future__ import annotations

from sqlalchemy import Connection

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


def pagar_tegak(k: Connection) -> bool:
    """Whether every wall is in force."""
    if k.dialect.name == "postgresql":
        ada = set(k.exec_driver_sql(_ADA_PG, {"nama": list(HANYA_TAMBAH)}).scalars())
        return ada >= {f"{nama}_hanya_tambah" for nama in HANYA_TAMBAH}
    ada = set(k.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars())
    return ada >= {f"{nama}_hanya_tambah_{apa}" for nama in HANYA_TAMBAH for apa in ("UPDATE", "DELETE")}


def pasang_pagar(k: Connection) -> None:
    """Put up every wall that is missing."""
    if k.dialect.name == "postgresql":
        k.exec_driver_sql(_FUNGSI_PG)
        for nama in HANYA_TAMBAH:
            k.exec_driver_sql(_LEPAS_PG.format(nama=nama))
            k.exec_driver_sql(_PEMICU_PG.format(nama=nama))
        return
    for nama in HANYA_TAMBAH:
        for apa in ("UPDATE", "DELETE"):
            k.exec_driver_sql(_PEMICU_SQLITE.format(nama=nama, apa=apa))
