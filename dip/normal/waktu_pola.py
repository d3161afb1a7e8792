"""The patterns of the time grammar (`dip.normal.waktu`). All work on case-folded text of at most 400 characters."""

from __future__ import annotations

import calendar
import re
from datetime import date

from dip.jam import BULAN as NAMA_BULAN

SEBUTAN_BULAN: dict[str, int] = {n.casefold(): i for i, n in enumerate(NAMA_BULAN, 1)} | {
    "jan": 1, "januri": 1, "feb": 2, "peb": 2, "pebruari": 2, "febuari": 2, "mar": 3, "mrt": 3, "apr": 4, "may": 5,
    "jun": 6, "jul": 7, "ags": 8, "agt": 8, "agu": 8, "agust": 8, "aug": 8, "agustsus": 8, "sep": 9, "sept": 9,
    "okt": 10, "oct": 10, "nov": 11, "nop": 11, "nopember": 11, "des": 12, "dec": 12,
}  # fmt: skip
"""Month names and abbreviations (old spellings too), case-folded → 1…12."""

BILANGAN = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "satu": 1, "dua": 2, "tiga": 3, "empat": 4,
    "pertama": 1, "kesatu": 1, "kedua": 2, "ketiga": 3, "keempat": 4,
}  # fmt: skip
PANJANG_BAGIAN = {"triwulan": 3, "caturwulan": 4, "semester": 6}
"""Months in a part of the year."""

_THN4 = r"(?:18|19|20|21)[0-9]{2}"
_THN = rf"(?<![0-9])({_THN4})(?![0-9])"
_NAMA_BLN = "|".join(sorted(SEBUTAN_BULAN, key=len, reverse=True))
_BLN = rf"(?<![^\W\d_])({_NAMA_BLN})(?![^\W\d_])\.?"
_BUKAN_BLN = rf"(?![\s.-]*(?:{_NAMA_BLN})(?![^\W\d_]))"
_THN2 = rf"({_THN4}|'?[0-9]{{2}}(?![\s,.-]*[0-9]){_BUKAN_BLN})(?![0-9])"
_SD = r"\s*(?:-|–|—|s\s*\.?\s*/?\s*d\s*\.?|sampai(?:\s+dengan)?|hingga|to)\s*"
_DAN = r"\s*(?:,|/|&|\+|\bdan\b)\s*"
_TAHUN = r"(?:[\s,./-]*(?:(?:tahun(?: anggaran)?|thn|th|ta|t\.\s?a)\b\.?\s*)?)"

SD = re.compile(_SD)
DUA = re.compile(r"[0-9]{1,2}")
BERULANG = re.compile(
    r"\b(?:se)?tiap\b|\binsid[ei]nt[ai]l|\bsewaktu|\b(?:harian|mingguan|bulanan|tri?wulanan|semesteran|tahunan)\b"
    r"|\bberkala\b|\brutin\b|\bsecara terus|\b(?:bila|jika|apabila|kalau) (?:ada|terjadi|diperlukan)"
    r"|\bsesuai kebutuhan|\bsepanjang (?:tahun|waktu)\b(?!\s*(?:anggaran\s*)?[0-9])|\b(?:se)?kali (?:se|per|dalam)"
    r"|\b(?:se)?(?:hari|minggu|bulan|tri?wulan|semester|tahun) ?(?:se|satu |1 ?)kali\b"
    r"|\b[1-9] ?(?:x|kali) (?:se|per|dalam)"
    r"|\bper ?(?:hari|minggu|bulan|tri?wulan|semester|tahun)\b(?!\s*(?:anggaran\s*)?(?:[0-9]|[iv]+\b))"
)
NOMOR = re.compile(r"\b(?:nomor|no)\b[\s.:]*[0-9]{1,4}\b(?:\s*/(?=\s*[0-9]{4}))?")
"""The number of a letter or regulation is no day and no month."""

ISO = re.compile(rf"(?<![0-9])({_THN4})[-/.]([0-9]{{1,2}})[-/.]([0-9]{{1,2}})(?:[t ][0-9]{{1,2}}:[0-9:.+z]*)?(?![0-9])")
ANGKA = re.compile(rf"(?<![0-9])([0-9]{{1,2}})\s?[/.-]\s?([0-9]{{1,2}})\s?[/.-]\s?({_THN4})(?![0-9])")
HARI = re.compile(
    rf"(?<![0-9])(?<!ke-)(?<!ke )((?:[0-9]{{1,2}}(?:{_SD}|\s*(?:&|/|\bdan\b)\s*)){{0,9}})([0-9]{{1,2}})[\s.-]*{_BLN}"
    rf"[\s,.-]*{_THN2}"
)
DAFTAR_HARI = re.compile(r"(?:^|\b(?:tanggal|tgl)\b\.?\s*)((?:[0-9]{1,2}\s*,\s*){1,9})$")
"""Days before the ones of `HARI`: `12, 13 dan 14 Maret 2024`."""
HARI_HARI = re.compile(
    rf"(?<![0-9])([0-9]{{1,2}})[\s.-]*{_BLN}(?:[\s,.-]*{_THN})?{_SD}([0-9]{{1,2}})[\s.-]*{_BLN}[\s,.-]*{_THN}"
)
HARI_TANPA_TAHUN = re.compile(
    rf"\s*(?:(?:pada )?(?:tanggal|tgl)\b\.?\s*)?(?:([0-9]{{1,2}}){_SD})?([0-9]{{1,2}})[\s.-]*{_BLN}"
    rf"(?:{_SD}([0-9]{{1,2}})[\s.-]*{_BLN})?\s*"
)
BULAN_HARI = re.compile(rf"{_BLN}[\s,.-]*([0-9]{{1,2}})[\s,.-]+{_THN}")
BULAN = re.compile(rf"{_BLN}(?:{_TAHUN}{_THN}|\s*(?:[-/]\s*'?|')([0-9]{{2}})(?![0-9/.-]){_BUKAN_BLN})?")
BULAN_ANGKA = re.compile(
    r"(?<![\w/.-])(?:(0?[1-9]|1[0-2])[/-]((?:19|20)[0-9]{2})|((?:19|20)[0-9]{2})-(0[1-9]|1[0-2]))(?![\w/-]|\.[0-9])"
)
_BIL = r"(?:iv|iii|ii|i|[1-4]|satu|dua|tiga|empat|pertama|kesatu|kedua|ketiga|keempat)"
URUTAN = re.compile(rf"{_BIL}(?![0-9a-z])")
BAGIAN = re.compile(
    r"\b(triwulan|tri wulan|tribulan|trw|tw|kuartal|quartal|q|caturwulan|catur wulan|cawu|semester|sem|smt|smstr)"
    rf"\s*[.:-]?\s*(?:ke\s*-?\s*)?({_BIL})(?![0-9a-z])((?:(?:{_SD}|{_DAN}){_BIL}(?![0-9a-z])){{0,3}})"
    rf"(?:{_TAHUN}{_THN}(?!\s*/\s*[0-9]))?"
)
RENTANG = re.compile(rf"{_THN}(?:{_SD}|\s*/\s*)({_THN4}|[0-9]{{2}})(?![0-9])")
SATU = re.compile(_THN)
SERIAL = re.compile(r"(2[1-9][0-9]{3}|[3-5][0-9]{4}|60000)(?:[.,][0-9]+)?")
"""A bare number that is an Excel day, 1957–2064. 20000–20999 is a year with a digit too many (`20225`)."""
GANJIL = re.compile(r"(?<![0-9])[0-9]{3,}(?![0-9])|(?<![^\W_])(?=[a-z0-9]*[0-9][a-z0-9]*[0-9])[0-9oil]{4,5}(?![^\W_])")
"""What may be a year that was mistyped (`2206`, `20225`, `202`, `2o26`): beside it no other year may be assumed."""
_SALAH = rf"(?!{_THN4}(?![0-9]))[0-9]{{4,5}}(?![0-9])"
SALAH_KETIK = re.compile(
    rf"{_BLN}{_TAHUN}{_SALAH}|\b(?:tahun(?: anggaran)?|thn|ta)\b[\s.:]*{_SALAH}|{_THN}(?:{_SD}|\s*/\s*)(?=[12]){_SALAH}"
    rf"|(?<![0-9])(?=[12]){_SALAH}(?:{_SD}|\s*/\s*){_THN}"
)
"""A number in the place of a year that is none, whatever other years the text names."""
SAMPAI = re.compile(
    r"(?<![^\W_])(?:s\s*\.?\s*/?\s*d\b\s*\.?|sampai(?:\s+dengan)?|hingga)\s*(?:(?:akhir|tanggal|tgl|bulan|tahun)\b\.?\s*){0,2}$"
)
"""The words before an end whose beginning nobody wrote: `s.d. Desember 2027`."""
TERBUKA = re.compile(rf"(?:{_SD}|\s+|\s*dan\s*)(?:sekarang|saat ini|kini|seterusnya|dst)\b\.?")
_SAMBUNG = re.compile(rf"(?:{_SD}|{_DAN})(?:dan\s+)?(?:bulan\s+)?")


def rangkaian(pola: re.Pattern[str], t: str) -> list[list[re.Match[str]]]:
    """The matches of a pattern, those together that only *s.d.*, *dan* or a comma divides."""
    hasil: list[list[re.Match[str]]] = []
    for m in pola.finditer(t):
        if hasil and _SAMBUNG.fullmatch(t, hasil[-1][-1].end(), m.start()):
            hasil[-1].append(m)
        else:
            hasil.append([m])
    return hasil


def jenis_bagian(kata: str) -> str:
    """`triwulan`, `caturwulan` or `semester` from one of its spellings."""
    return "semester" if kata[0] == "s" else "caturwulan" if kata[0] == "c" else "triwulan"


def tahun_dari(teks: str) -> int:
    """A year of two or four digits; 00–69 are of this century."""
    n = int(teks.strip("'"))
    return n if n > 99 else n + (2000 if n < 70 else 1900)


def tanggal(tahun: str, bulan: str, hari: str) -> date | None:
    """The day, or None when there is no such day."""
    nomor = SEBUTAN_BULAN.get(bulan) or (int(bulan) if bulan.isdecimal() else 0)
    try:
        return date(tahun_dari(tahun), nomor, int(hari))
    except ValueError:
        return None


def akhir_bulan(th: int, bl: int) -> date:
    """The last day of a month."""
    return date(th, bl, calendar.monthrange(th, bl)[1])
