"""Why the register cannot be used, in a sentence that says what to do."""

from __future__ import annotations

import errno
import re
import sqlite3
from urllib.parse import quote, quote_plus

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from dip.cakram import kalimat_nomor

TUNGGU_DETIK = 30
"""How long a writer waits for the write lock."""


_SQLITE_HANYA_BACA = 8
_SQLITE_CAKRAM = {13: errno.ENOSPC, _SQLITE_HANYA_BACA: errno.EROFS, 10: errno.EIO}
"""Primary result codes of SQLite that speak of the disk: FULL, READONLY, IOERR."""

_SQLITE_GANGGUAN = {*_SQLITE_CAKRAM, 5, 6, 11, 14, 26}
"""And those of a file that is busy, damaged, gone or foreign: BUSY, LOCKED, CORRUPT, CANTOPEN, NOTADB."""

_PG_GANGGUAN = ("08", "53", "57", "58", "XX")
"""Classes of SQLSTATE: connection, resources (53100: disk full), stopped by the admin, system, internal."""

_PG_HANYA_BACA = "25006"


class RegisterGalat(Exception):
    """The register cannot be used: wrong schema version, or the database is gone, busy or foreign.

    The text says in Indonesian what to do and never holds the password of the URL.
    """


def _sandi_alamat(alamat: URL) -> tuple[str, ...]:
    nilai = alamat.query.get("password", "")
    return (nilai,) if isinstance(nilai, str) else nilai


def sebab(alamat: URL, galat: Exception) -> str:
    """Why the database cannot be used, as a sentence that says what to do, without the password."""
    asli = getattr(galat, "orig", None) or galat
    teks = " ".join(str(asli).split())
    for sandi in (str(alamat.password or ""), *_sandi_alamat(alamat)):
        for bentuk in sorted({sandi, quote(sandi), quote_plus(sandi)} - {""}, key=len, reverse=True):
            teks = teks.replace(bentuk, "••••")
    if re.search(r"database is locked|lock timeout", teks) or getattr(asli, "sqlstate", None) == "55P03":
        return f"register dipakai proses lain lebih dari {TUNGGU_DETIK} detik; coba lagi sebentar lagi"
    if alamat.drivername == "sqlite":
        if isinstance(asli, sqlite3.Error) and (kalimat := kalimat_sqlite(asli, f"register {alamat.database}")):
            return kalimat
        return (
            f"register {alamat.database} tidak bisa dipakai ({teks}); periksa hak akses dan ruang disk, "
            "atau pulihkan dari cadangan"
        )
    tempat = f"{alamat.host or alamat.query.get('host') or 'komputer ini'}, basis data {alamat.database}"
    if getattr(asli, "sqlstate", None) == "53100":
        return kalimat_nomor(errno.ENOSPC, f"register PostgreSQL di {tempat}")
    return f"register PostgreSQL di {tempat} tidak bisa dipakai ({teks}); periksa server itu dan DIP_REGISTER"


def kalimat_sqlite(galat: sqlite3.Error, tempat: str) -> str:
    """The sentence when SQLite speaks of the disk, empty otherwise."""
    nomor = int(getattr(galat, "sqlite_errorcode", 0)) & 0xFF
    return kalimat_nomor(_SQLITE_CAKRAM.get(nomor, 0), tempat)


def gangguan(alamat: URL, galat: DBAPIError, *, membaca: bool) -> str:
    """The sentence for trouble of the database itself (gone, full, read-only, damaged), empty for everything else.

    What a reader tries to write is our own mistake and no trouble.
    """
    asli = galat.orig
    if isinstance(asli, sqlite3.Error):
        nomor = int(getattr(asli, "sqlite_errorcode", 0)) & 0xFF
        luar = nomor in _SQLITE_GANGGUAN and not (membaca and nomor == _SQLITE_HANYA_BACA)
        return sebab(alamat, galat) if luar else ""
    status = str(getattr(asli, "sqlstate", None) or "")
    luar = galat.connection_invalidated or status[:2] in _PG_GANGGUAN or (status == _PG_HANYA_BACA and not membaca)
    return sebab(alamat, galat) if luar else ""
