"""When (and where) an information was made: the time grammar of domain.md §2.3 and Appendix C.

The order of the attempts matters: day, month, triwulan, semester, range, year; recurring wordings first because
they contain the names of periods; a bare number of 20000–60000 is an Excel date. No year is ever invented: a
triwulan without a year stays without dates unless the table's own year (`tahun_baku`) is handed in.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dip.jam import BULAN as NAMA_BULAN
from dip.normal.teks import kosong, satu_baris

SEBUTAN_BULAN: dict[str, int] = {n.casefold(): i for i, n in enumerate(NAMA_BULAN, 1)} | {
    "jan": 1, "januri": 1, "feb": 2, "peb": 2, "pebruari": 2, "febuari": 2, "mar": 3, "mrt": 3, "apr": 4, "may": 5,
    "jun": 6, "jul": 7, "ags": 8, "agt": 8, "agu": 8, "agust": 8, "aug": 8, "agustsus": 8, "sep": 9, "sept": 9,
    "okt": 10, "oct": 10, "nov": 11, "nop": 11, "nopember": 11, "des": 12, "dec": 12,
}  # fmt: skip
"""Month names and abbreviations (old spellings too), case-folded → 1…12."""

_ROMAWI = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "satu": 1, "dua": 2}
_THN = r"(?<![0-9])((?:18|19|20|21)[0-9]{2})(?![0-9])"
_THN2 = r"((?:18|19|20|21)[0-9]{2}|'?[0-9]{2})(?![0-9])"
_BLN = "(?<![^\\W\\d_])(" + "|".join(sorted(SEBUTAN_BULAN, key=len, reverse=True)) + ")(?![^\\W\\d_])\\.?"
_SD = r"\s*(?:-|–|—|s\s*\.?\s*/?\s*d\s*\.?|sampai(?:\s+dengan)?|hingga|to)\s*"
_BERULANG = re.compile(
    r"\b(?:se)?tiap\b|\binsid[ei]nt[ai]l|\bsewaktu|\b(?:harian|mingguan|bulanan|tri?wulanan|semesteran|tahunan)\b"
    r"|\bberkala\b|\brutin\b|\bsecara terus|\b(?:bila|jika|apabila|kalau) (?:ada|terjadi|diperlukan)"
    r"|\bsesuai kebutuhan|\bsepanjang tahun|\b(?:se)?kali (?:se|per|dalam)"
)
_ISO = re.compile(r"(?<![0-9])([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[t ][0-9:.+z]*)?(?![0-9])")
_ANGKA = re.compile(r"(?<![0-9])([0-9]{1,2})\s?[/.-]\s?([0-9]{1,2})\s?[/.-]\s?([0-9]{4})(?![0-9])")
_HARI = re.compile(rf"(?<![0-9])([0-9]{{1,2}})(?:{_SD}([0-9]{{1,2}}))?[\s.-]*{_BLN}[\s,.-]*{_THN2}")
_HARI_HARI = re.compile(
    rf"(?<![0-9])([0-9]{{1,2}})[\s.-]*{_BLN}(?:[\s,.-]*{_THN})?{_SD}([0-9]{{1,2}})[\s.-]*{_BLN}[\s,.-]*{_THN}"
)
_BULAN = re.compile(rf"{_BLN}(?:[\s,.-]*(?:tahun\s*)?{_THN2})?(?:{_SD}{_BLN}(?:[\s,.-]*(?:tahun\s*)?{_THN2})?)?")
_BULAN_ANGKA = re.compile(
    r"(?<![0-9/.-])(?:(0?[1-9]|1[0-2])[/-]((?:19|20)[0-9]{2})|((?:19|20)[0-9]{2})-(0[1-9]|1[0-2]))(?![0-9/.-])"
)
_TRIWULAN = re.compile(
    r"\b(?:triwulan|tri wulan|tribulan|trw|tw|kuartal|quartal|q)\s*[.:-]?\s*(iv|iii|ii|i|[1-4])(?![0-9a-z])"
)
_SEMESTER = re.compile(r"\b(?:semester|sem|smt|smstr)\s*[.:-]?\s*(ii|i|[12]|satu|dua)(?![0-9a-z])")
_RENTANG = re.compile(rf"{_THN}(?:{_SD}|\s*/\s*)((?:18|19|20|21)[0-9]{{2}}|[0-9]{{2}})(?![0-9])")
_SATU = re.compile(_THN)
_SERIAL = re.compile(r"([2-5][0-9]{4}|60000)(?:[.,][0-9]+)?")
_DERAU = re.compile(
    r"\b(?:jangka|waktu|tempat|pembuatan|penerbitan|dibuat|diterbitkan|pada|tanggal|tgl|bulan|tahun anggaran|tahun|"
    r"thn|th|t\.?\s?a\.?(?=\s|$)|di|dan|periode|mulai|sejak|edisi|senin|selasa|rabu|kamis|jum'?at|sabtu|minggu)\b[.:]?",
    re.I,
)
_TEMPAT = re.compile(r"[^\W\d_][^\d_;:()\[\]?!@#]{2,59}")
_BUKAN_TEMPAT = re.compile(
    r"\b(?:semester|triwulan|ganjil|genap|awal|akhir|pertengahan|revisi|update|perubahan)\b", re.I
)
_PEMISAH = (",", ";", ":", "(", "[", "/", "-", "–", "—")


BATAS_TEKS = 400
"""Characters looked at: a time is short, and patterns must not be fed a novel."""


@dataclass(frozen=True, slots=True)
class Waktu:
    """A parsed time. `mulai`/`selesai` are ISO dates or empty, `tahun` the (first) year or 0, `tempat` as written.

    `presisi` is `hari bulan triwulan semester tahun rentang berulang`, `tidak_terbaca` for text that was not
    understood, `""` for no text.
    """

    mulai: str = ""
    selesai: str = ""
    presisi: str = ""
    tahun: int = 0
    tempat: str = ""


@lru_cache(maxsize=8192)
def baca_waktu(teks: str, tahun_baku: int | None = None) -> Waktu:
    """Read a time, with a place beside it if there is one (`Sungailiat, 2024`). Never raises.

    Args: `tahun_baku` is the year that the table itself states, used only for a period that lacks one.
    """
    asli = satu_baris(teks[:BATAS_TEKS])
    if kosong(asli):
        return Waktu()
    kecil = asli.casefold()
    if len(kecil) != len(asli):  # a letter whose lower case is longer would shift what is cut out below
        asli = kecil
    serial = _SERIAL.fullmatch(kecil)
    if serial:
        return _hari(date(1899, 12, 30) + timedelta(days=int(serial[1])))
    if _BERULANG.search(kecil):
        ketemu = _SATU.search(kecil)
        return Waktu(presisi="berulang", tahun=int(ketemu[1]) if ketemu else 0)
    for cara in (_coba_hari, _coba_bulan, _coba_bagian, _coba_tahun):
        hasil = cara(kecil, tahun_baku)
        if hasil:
            waktu, (a, b) = hasil
            tempat = _tempat(asli[:a], asli[b:])
            return Waktu(waktu.mulai, waktu.selesai, waktu.presisi, waktu.tahun, tempat)
    return Waktu(presisi="tidak_terbaca")


Hasil = tuple[Waktu, tuple[int, int]] | None
"""A parsed time and the part of the text it stood in."""


def _coba_hari(t: str, _baku: int | None) -> Hasil:
    m = _HARI_HARI.search(t)
    if m:
        akhir = _tanggal(m[6], m[5], m[4])
        awal = _tanggal(m[3] or m[6], m[2], m[1])
        if awal and akhir:
            return _rentang(awal, akhir), m.span()
    for pola, (th, bl, hr) in ((_ISO, (1, 2, 3)), (_ANGKA, (3, 2, 1)), (_HARI, (4, 3, 1))):
        m = pola.search(t)
        hari = _tanggal(m[th], m[bl], m[hr]) if m else None
        if m and hari:
            sampai = _tanggal(m[th], m[bl], m[2]) if pola is _HARI and m[2] else None
            return (_rentang(hari, sampai) if sampai else _hari(hari)), m.span()
        if m:  # 31 Februari: a date that does not exist must not pass as a month or a year
            return Waktu(presisi="tidak_terbaca"), (0, len(t))
    return None


def _coba_bulan(t: str, baku: int | None) -> Hasil:
    m = _BULAN_ANGKA.search(t)
    if m:
        return _bulan(int(m[2] or m[3]), int(m[1] or m[4])), m.span()
    calon = list(_BULAN.finditer(t))
    m = next((x for x in calon if x[2]), None) or next((x for x in calon if x[3] and x[4]), None)
    m = m or (calon[0] if calon else None)
    if not m:
        return None
    b1, b2 = SEBUTAN_BULAN[m[1]], SEBUTAN_BULAN[m[3]] if m[3] else 0
    th2 = _tahun(m[4]) if m[4] else 0
    th1 = _tahun(m[2]) if m[2] else th2
    luar = m.span()
    if not th1:
        lain = _SATU.search(t)
        th1 = int(lain[1]) if lain else baku or 0
        luar = (min(luar[0], lain.start()), max(luar[1], lain.end())) if lain else luar
    if not th1:
        return Waktu(presisi="rentang" if b2 else "bulan"), luar
    if b2:
        return _rentang(date(th1, b1, 1), _akhir_bulan(th2 or th1, b2)), luar
    return _bulan(th1, b1), luar


def _coba_bagian(t: str, baku: int | None) -> Hasil:
    for pola, presisi, panjang in ((_TRIWULAN, "triwulan", 3), (_SEMESTER, "semester", 6)):
        m = pola.search(t)
        if m:
            lain = _SATU.search(t)
            th = int(lain[1]) if lain else baku or 0
            luar = (min(m.start(), lain.start()), max(m.end(), lain.end())) if lain else m.span()
            if not th:
                return Waktu(presisi=presisi), luar
            akhir = _ROMAWI[m[1]] * panjang
            return Waktu(
                date(th, akhir - panjang + 1, 1).isoformat(), _akhir_bulan(th, akhir).isoformat(), presisi, th
            ), luar
    return None


def _coba_tahun(t: str, _baku: int | None) -> Hasil:
    m = _RENTANG.search(t)
    if m:
        a = int(m[1])
        b = int(m[2]) if len(m[2]) == 4 else a // 100 * 100 + int(m[2])
        if a < b or (len(m[2]) == 4 and a != b):
            return _rentang(date(min(a, b), 1, 1), date(max(a, b), 12, 31)), m.span()
    semua = list(_SATU.finditer(t))
    if not semua:
        return None
    tahun = [int(x[1]) for x in semua]
    luar = (semua[0].start(), semua[-1].end())
    if min(tahun) == max(tahun):
        return Waktu(f"{tahun[0]}-01-01", f"{tahun[0]}-12-31", "tahun", tahun[0]), luar
    return _rentang(date(min(tahun), 1, 1), date(max(tahun), 12, 31)), luar


def _tahun(teks: str) -> int:
    """A year of two or four digits; 00–69 are of this century."""
    n = int(teks.strip("'"))
    return n if n > 99 else n + (2000 if n < 70 else 1900)


def _tanggal(tahun: str, bulan: str, hari: str) -> date | None:
    nomor = SEBUTAN_BULAN.get(bulan) or (int(bulan) if bulan.isdecimal() else 0)
    try:
        return date(_tahun(tahun), nomor, int(hari))
    except ValueError:
        return None


def _hari(h: date) -> Waktu:
    return Waktu(h.isoformat(), h.isoformat(), "hari", h.year)


def _bulan(th: int, bl: int) -> Waktu:
    return Waktu(date(th, bl, 1).isoformat(), _akhir_bulan(th, bl).isoformat(), "bulan", th)


def _akhir_bulan(th: int, bl: int) -> date:
    return date(th, bl, calendar.monthrange(th, bl)[1])


def _rentang(a: date, b: date) -> Waktu:
    if b < a:
        a, b = b, a
    return Waktu(a.isoformat(), b.isoformat(), "rentang", a.year)


def _tempat(kiri: str, kanan: str) -> str:
    """The place beside a time, only when a comma, bracket, colon or *di* divides them: otherwise it is a guess."""
    kiri = " ".join(_DERAU.sub(" ", kiri).split())
    calon = [kiri] if kiri.endswith(_PEMISAH) else []
    kanan = kanan.lstrip(" .)]")
    if kanan.startswith(_PEMISAH) or re.match(r"di\s", kanan, re.I):
        calon.append(" ".join(_DERAU.sub(" ", kanan).split()))
    for teks in (c.strip(" ,;:()[]/–—-.") for c in calon):
        if _TEMPAT.fullmatch(teks) and len(teks.split()) <= 6 and not _BUKAN_TEMPAT.search(teks):
            return teks
    return ""


def bulan_dari(teks: str, tambahan: Mapping[str, int]) -> str:
    """Text with an institution's own month spellings replaced by the official names."""
    for sebutan, nomor in tambahan.items():
        teks = re.sub(rf"(?<!\w){re.escape(sebutan)}(?!\w)", NAMA_BULAN[nomor - 1], teks, flags=re.I)
    return teks
