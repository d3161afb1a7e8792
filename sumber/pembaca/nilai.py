"""Single values: what a cell holds, as the person who typed it sees it."""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal

from dip.lembar import GALAT, Nilai
from sumber.pembaca.gaya import TAHUN

RUMUS_KOSONG = "rumus tanpa hasil"
"""Stands for the error value of a formula that was never calculated: the file holds no value for the cell."""

_ERR_LO = re.compile(r"Err:\d{3}")
_MAKS_TEPAT = 10**15
_MAKS_JSON = 1 << 63
_MAKS_PENUH = 10**30


def adalah_galat(teks: str) -> bool:
    """Whether a text is the debris of a formula."""
    return teks in GALAT or (teks[:4] == "Err:" and _ERR_LO.fullmatch(teks) is not None)


def teks_rapi(teks: str) -> str | None:
    """Text with one kind of line end and without NULs; empty is None."""
    if "\r" in teks:
        teks = teks.replace("\r\n", "\n").replace("\r", "\n")
    return teks.replace("\0", "") or None


def angka(x: float) -> int | float | str | None:
    """A number as a spreadsheet shows it: 15 significant digits, whole ones without a point.

    Office programs keep doubles; a NIP typed as a number is 1.96805121993031e+17 in the file and
    196805121993031000 on the screen. Numbers beyond 64 bits become text (up to 30 digits), infinities and NaN nothing.
    """
    if abs(x) < _MAKS_TEPAT and x == (bulat := int(x)):
        return bulat
    teks = f"{x:.15g}"
    if not math.isfinite(x):
        return None
    desimal = Decimal(teks)
    if desimal != desimal.to_integral_value() or abs(desimal) >= _MAKS_PENUH:
        return float(teks) if math.isfinite(float(teks)) else x
    penuh = int(desimal)
    return penuh if abs(penuh) < _MAKS_JSON else str(penuh)


def waktu(nilai: dt.date | dt.datetime | dt.time | dt.timedelta) -> tuple[str, bool]:
    """ISO text of a date or time, and whether it is a date. Midnight is no time of day; `[h]:mm` becomes `30:15`."""
    if isinstance(nilai, dt.datetime):
        return (nilai.date() if nilai.time() == dt.time() else nilai.replace(microsecond=0)).isoformat(), True
    if isinstance(nilai, dt.date):
        return nilai.isoformat(), True
    if isinstance(nilai, dt.time):
        return f"{nilai:%H:%M}" if nilai.second == 0 else f"{nilai:%H:%M:%S}", False
    menit, detik = divmod(round(nilai.total_seconds()), 60)
    return f"{menit // 60}:{menit % 60:02d}" + (f":{detik:02d}" if detik else ""), False


_AWAL = {False: dt.datetime(1899, 12, 30), True: dt.datetime(1904, 1, 1)}  # noqa: DTZ001 - cells know no time zone


def dari_serial(x: float, jenis: str, sejak_1904: bool) -> float | dt.date | dt.time | dt.timedelta:
    """A number whose format shows a date or time (`gaya.jenis_waktu`: `waktu`, `durasi`), to the millisecond.

    Days count from 1900 (with the 29 February that Excel believes in) or from 1904; numbers below one day are times.
    What no calendar has (negative, after the year 9999) stays a number.
    """
    if not math.isfinite(x) or abs(x) > 2_958_466:
        return x
    if jenis == "durasi":
        return dt.timedelta(milliseconds=round(x * 86_400_000))
    if x < 0:
        return x
    hari, milidetik = divmod(round(x * 86_400_000), 86_400_000)
    if x < 1:
        return (_AWAL[False] + dt.timedelta(milliseconds=milidetik)).time()
    if not sejak_1904 and hari < 60:
        hari += 1
    try:
        return _AWAL[sejak_1904] + dt.timedelta(days=hari, milliseconds=milidetik)
    except OverflowError:
        return x


def arti_nilai(v: object, arti: str | None) -> tuple[Nilai, str | None]:
    """A value that is no text in plain types, and what `Lembar.format` must say of it (None: nothing).

    `arti` is the meaning of the cell's number format as `gaya.arti_format` gives it.
    """
    if isinstance(v, bool):
        return v, None
    if isinstance(v, (int, float)):
        return angka(v), arti if arti not in {"tanggal", "bulan", TAHUN} else None
    if not isinstance(v, (dt.date, dt.time, dt.timedelta)):
        return str(v), None
    if arti == TAHUN and isinstance(v, dt.date):
        return v.year, None
    teks, tanggal = waktu(v)
    if not tanggal:
        return teks, None
    return teks, arti if arti is not None and arti != "persen" else "tanggal"
