"""The one clock of the house.

Time is a parameter everywhere else (design §4.9): functions take a `datetime` in WIB and never ask for it.
Only launchers, tasks and the preview call `sekarang()`, and tests replace it through `DIP_JAM`.
"""

from __future__ import annotations

import calendar
import os
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")
"""Western Indonesian Time; months, deadlines and stamps are all counted in it."""

Jam = Callable[[], datetime]
"""A clock: answers the present moment as an aware datetime in WIB."""

PERIODE = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])")
"""A calendar month, `YYYY-MM`; periods are compared as text, so nothing else may ever be one."""

BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


def sekarang() -> datetime:
    """The present moment in WIB; `DIP_JAM` (ISO 8601 with offset) freezes it for demonstrations and tests."""
    beku = os.environ.get("DIP_JAM")
    if beku:
        return ke_wib(datetime.fromisoformat(beku))
    return datetime.now(WIB)


def ke_wib(waktu: datetime) -> datetime:
    """The same moment in WIB. A naive time is taken as UTC, the way Prefect's API and SQLite give it."""
    if waktu.tzinfo is None:
        waktu = waktu.replace(tzinfo=UTC)
    return waktu.astimezone(WIB)


def periode_dari(waktu: datetime) -> str:
    """The calendar month in WIB of a run's scheduled time, `YYYY-MM` (design §4.9)."""
    return ke_wib(waktu).strftime("%Y-%m")


def nama_periode(periode: str) -> str:
    """`2026-11` as people read it: `November 2026`. Raises ValueError for anything else."""
    if not PERIODE.fullmatch(periode):
        raise ValueError(f"bukan periode: {periode!r}")
    tahun, bulan = periode.split("-")
    return f"{BULAN[int(bulan) - 1]} {tahun}"


def akhir_bulan(periode: str) -> date:
    """The last day of a month `YYYY-MM`."""
    tahun, bulan = map(int, periode.split("-"))
    return date(tahun, bulan, calendar.monthrange(tahun, bulan)[1])


def hari_singkat(hari: date) -> str:
    """A day where there is little room: `12 Nov 2026`."""
    return f"{hari.day} {BULAN[hari.month - 1][:3]} {hari.year}"


def tulis_waktu(waktu: datetime) -> str:
    """A moment as officials read it: `12 November 2026 pukul 09.30 WIB`."""
    w = ke_wib(waktu)
    return f"{w.day} {BULAN[w.month - 1]} {w.year} pukul {w:%H.%M} WIB"
