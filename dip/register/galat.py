"""Why the register cannot be used, in a sentence that says what to do."""

from __future__ import annotations

import re
from urllib.parse import quote, quote_plus

from sqlalchemy import URL

TUNGGU_DETIK = 30
"""How long a writer waits for the write lock."""


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
        return (
            f"register {alamat.database} tidak bisa dipakai ({teks}); periksa hak akses dan ruang disk, "
            "atau pulihkan dari cadangan"
        )
    tempat = f"{alamat.host or alamat.query.get('host') or 'komputer ini'}, basis data {alamat.database}"
    return f"register PostgreSQL di {tempat} tidak bisa dipakai ({teks}); periksa server itu dan DIP_REGISTER"
