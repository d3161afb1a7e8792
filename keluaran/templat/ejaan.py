"""Small spellings for people: counts, sizes, dates and periods in Indonesian."""

from __future__ import annotations

from datetime import datetime

from dip.jam import nama_periode, tulis_waktu


def tulis_angka(angka: int) -> str:
    """A count with Indonesian thousands dots: 12345 → `12.345`."""
    return f"{angka:,}".replace(",", ".")


def tulis_ukuran(bita: int) -> str:
    """A file size as people read it: `812 B`, `1,4 MB`."""
    if bita < 1024:
        return f"{bita} B"
    nilai, satuan = (bita / 1024, "KB") if bita < 1024 * 1024 else (bita / 1024 / 1024, "MB")
    return f"{nilai:.1f}".replace(".", ",") + f" {satuan}"


def tulis_iso(waktu: str) -> str:
    """An ISO moment as officials read it; text that is no moment stays as it is, empty stays empty."""
    try:
        return tulis_waktu(datetime.fromisoformat(waktu)) if waktu else ""
    except ValueError:
        return waktu


def tulis_tanggal(tanggal: str) -> str:
    """An ISO date or moment as `12 November 2026`; anything else stays as it is."""
    try:
        d = datetime.fromisoformat(tanggal)
    except ValueError:
        return tanggal
    return f"{d.day} {nama_periode(d.strftime('%Y-%m'))}"


def tulis_periode(periode: str) -> str:
    """`2026-11` → `November 2026`; anything else stays as it is."""
    try:
        return nama_periode(periode)
    except ValueError:
        return periode
