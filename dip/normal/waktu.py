"""When (and where) an information was made: the time grammar of domain.md §2.3 and Appendix C.

The order of the attempts matters: day, month, triwulan and semester, month in numbers, years; recurring wordings
first because they contain the names of periods; a bare number of 21000–60000 is an Excel date. No year is ever
invented: a triwulan without a year stays without dates unless the table's own year (`tahun_baku`) is handed in, and so
does a range that would have to cross into a year nobody wrote (*Oktober s.d. Februari 2025*) or that only ends (*s.d.
Desember 2027*). A number that may be a mistyped year keeps any other year away: *Februari 2206* is not understood. Two
digits are a year only in a full date (`5 Agt 24`) or behind hyphen, slash or apostrophe (`Jan-24`): 00–69 are of this
century.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from dip.jam import BULAN as NAMA_BULAN
from dip.normal import waktu_pola as pola
from dip.normal.teks import kosong, satu_baris
from dip.normal.tempat import tempat_di_samping
from dip.normal.waktu_pola import SEBUTAN_BULAN, akhir_bulan, tahun_dari, tanggal

__all__ = ["BATAS_TEKS", "SEBUTAN_BULAN", "Waktu", "baca_waktu", "bulan_dari"]

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


_TUNGGAL = frozenset({"hari", "bulan", "triwulan", "semester", "tahun"})

Hasil = tuple[Waktu, tuple[int, int]] | None
"""A parsed time and the part of the text it stood in."""


def baca_waktu(teks: str, tahun_baku: int | None = None) -> Waktu:
    """Read a time, with a place beside it if there is one (`Sungailiat, 2024`). Never raises.

    Args: `tahun_baku` is the year that the table itself states, used only for a period that lacks one.
    """
    return _baca(teks if len(teks) <= BATAS_TEKS else teks[:BATAS_TEKS], tahun_baku)


@lru_cache(maxsize=8192)
def _baca(teks: str, baku: int | None) -> Waktu:
    asli = satu_baris(teks)
    if kosong(asli):
        return Waktu()
    kecil = asli.casefold()
    if len(kecil) != len(asli):  # a letter whose lower case is longer would shift what is cut out below
        asli = kecil
    serial = pola.SERIAL.fullmatch(kecil)
    if serial:
        return _hari(date(1899, 12, 30) + timedelta(days=int(serial[1])))
    if pola.BERULANG.search(kecil):
        ketemu = pola.SATU.search(kecil)
        return Waktu(presisi="berulang", tahun=int(ketemu[1]) if ketemu else 0)
    kecil = pola.NOMOR.sub(lambda m: " " * len(m[0]), kecil)
    if pola.SALAH_KETIK.search(kecil):
        return Waktu(presisi="tidak_terbaca")
    for cara in (_coba_hari, _coba_bulan, _coba_bagian, _coba_bulan_angka, _coba_tahun):
        hasil = cara(kecil, baku)
        if hasil:
            waktu, (a, b) = hasil
            buka = pola.TERBUKA.match(kecil, b)
            if buka:  # 2020 s.d. sekarang: an end that nobody wrote
                waktu, b = Waktu(presisi="rentang", tahun=waktu.tahun), buka.end()
            sampai = pola.SAMPAI.search(kecil[:a]) if waktu.presisi in _TUNGGAL else None
            if sampai:  # s.d. Desember 2027: a beginning that nobody wrote
                waktu, a = Waktu(presisi="rentang", tahun=waktu.tahun), sampai.start()
            return replace(waktu, tempat=tempat_di_samping(asli[:a], asli[b:]))
    return Waktu(presisi="tidak_terbaca")


def _coba_hari(t: str, baku: int | None) -> Hasil:
    m = pola.HARI_HARI.search(t)
    if m:
        akhir, awal = tanggal(m[6], m[5], m[4]), tanggal(m[3] or m[6], m[2], m[1])
        if awal and akhir:
            return _rentang(awal, akhir, lengkap=bool(m[3])), m.span()
    for p, (th, bl, hr) in ((pola.ISO, (1, 2, 3)), (pola.ANGKA, (3, 2, 1))):
        m = p.search(t)
        if m:
            awal, luar = tanggal(m[th], m[bl], m[hr]), m.span()
            sambung = pola.SD.match(t, m.end())
            lagi = p.match(t, sambung.end()) if sambung else None
            akhir = tanggal(lagi[th], lagi[bl], lagi[hr]) if lagi else awal
            return _hari_atau_gagal(awal, akhir, (luar[0], lagi.end() if lagi else luar[1]), t)
    m = pola.HARI.search(t)
    if m:
        depan = pola.DAFTAR_HARI.search(t[: m.start()])
        hari = [*pola.DUA.findall(depan[1] if depan else ""), *pola.DUA.findall(m[1]), m[2]]
        semua = [tanggal(m[4], m[3], h) for h in hari]
        ada = [h for h in semua if h]
        if len(ada) < len(semua):
            return _hari_atau_gagal(None, None, m.span(), t)
        return _hari_atau_gagal(min(ada), max(ada), (depan.start(1) if depan else m.start(), m.end()), t)
    m = pola.BULAN_HARI.search(t)
    if m:
        hari_ini = tanggal(m[3], m[1], m[2])
        return _hari_atau_gagal(hari_ini, hari_ini, m.span(), t)
    m = pola.HARI_TANPA_TAHUN.fullmatch(t)
    if m:
        dua = bool(m[1] or m[4])
        if not baku:
            return Waktu(presisi="rentang" if dua else "hari"), m.span()
        awal = tanggal(str(baku), m[3], m[1] or m[2])
        akhir = tanggal(str(baku), m[5] or m[3], m[4] or m[2])
        if awal and akhir and dua:
            return _rentang(awal, akhir, lengkap=not m[5]), m.span()
        return _hari_atau_gagal(awal, akhir, m.span(), t)
    return None


def _hari_atau_gagal(awal: date | None, akhir: date | None, luar: tuple[int, int], t: str) -> Hasil:
    """One day or several. 31 Februari: a date that does not exist must not pass as a month or a year."""
    if not awal or not akhir:
        return Waktu(presisi="tidak_terbaca"), (0, len(t))
    return (_hari(awal) if awal == akhir else _rentang(awal, akhir)), luar


def _coba_bulan(t: str, baku: int | None) -> Hasil:
    rangkai = pola.rangkaian(pola.BULAN, t)
    if not rangkai:
        return None
    satu = next((r for r in rangkai if any(m[2] or m[3] for m in r)), rangkai[0])
    bulan = [SEBUTAN_BULAN[m[1]] for m in satu]
    tahun = [int(m[2]) if m[2] else tahun_dari(m[3]) if m[3] else 0 for m in satu]
    luar = (satu[0].start(), satu[-1].end())
    if not any(tahun):
        isi, luar = _tahun_lain(t, luar, baku)
        if isi <= 0:
            return Waktu(presisi=_tanpa_tahun(isi, "rentang" if len(satu) > 1 else "bulan")), luar
        tahun = [isi] * len(satu)
    lengkap = all(tahun)
    for n in range(len(tahun) - 2, -1, -1):
        tahun[n] = tahun[n] or tahun[n + 1]
    for n in range(1, len(tahun)):
        tahun[n] = tahun[n] or tahun[n - 1]
    titik = list(zip(tahun, bulan, strict=True))
    if len(titik) == 1:
        return _bulan(*titik[0]), luar
    if not lengkap and titik != sorted(titik) and pola.SD.search(t[luar[0] : luar[1]]):
        return Waktu(presisi="rentang", tahun=tahun[0]), luar
    a, b = min(titik), max(titik)
    return (_bulan(*a) if a == b else _rentang(date(*a, 1), akhir_bulan(*b))), luar


def _coba_bagian(t: str, baku: int | None) -> Hasil:
    rangkai = pola.rangkaian(pola.BAGIAN, t)
    if not rangkai:
        return None
    satu = next((r for r in rangkai if any(m[4] for m in r)), rangkai[0])
    luar = (satu[0].start(), satu[-1].end())
    jenis = pola.jenis_bagian(satu[0][1])
    bulan = pola.PANJANG_BAGIAN[jenis]
    nomor = [[pola.BILANGAN[n] for n in (m[2], *pola.URUTAN.findall(m[3]))] for m in satu]
    banyak = len(satu) > 1 or len(nomor[0]) > 1 or jenis == "caturwulan"
    tahun = [int(m[4]) if m[4] else 0 for m in satu]
    if any(pola.jenis_bagian(m[1]) != jenis for m in satu) or max(max(n) for n in nomor) * bulan > 12:
        return Waktu(presisi="tidak_terbaca"), (0, len(t))
    if not tahun[-1] and pola.RENTANG.search(t):  # Semester 2 2024/2025: half of which year, nobody says
        return _coba_tahun(t, baku)
    if not tahun[-1]:
        isi, luar = _tahun_lain(t, luar, baku)
        if isi <= 0:
            return Waktu(presisi=_tanpa_tahun(isi, "rentang" if banyak else jenis)), luar
        tahun = [th or isi for th in tahun]
    tahun = [th or tahun[-1] for th in tahun]
    titik = [(th, n) for th, semua in zip(tahun, nomor, strict=True) for n in semua]
    (th1, n1), (th2, n2) = min(titik), max(titik)
    a, b = date(th1, n1 * bulan - bulan + 1, 1), akhir_bulan(th2, n2 * bulan)
    presisi = "rentang" if banyak and (jenis == "caturwulan" or len(set(titik)) > 1) else jenis
    return Waktu(a.isoformat(), b.isoformat(), presisi, th1), luar


def _coba_bulan_angka(t: str, _baku: int | None) -> Hasil:
    m = pola.BULAN_ANGKA.search(t)
    return (_bulan(int(m[2] or m[3]), int(m[1] or m[4])), m.span()) if m else None


def _coba_tahun(t: str, _baku: int | None) -> Hasil:
    semua = [(int(m[1]), m.span()) for m in pola.SATU.finditer(t)]
    m = pola.RENTANG.search(t)
    if m and len(m[2]) == 2:
        b = int(m[1]) // 100 * 100 + int(m[2])
        if b > int(m[1]):
            semua.append((b, m.span()))
    if not semua:
        return None
    tahun = [n for n, _ in semua]
    luar = (min(a for _, (a, _) in semua), max(b for _, (_, b) in semua))
    if min(tahun) == max(tahun):
        return Waktu(f"{tahun[0]}-01-01", f"{tahun[0]}-12-31", "tahun", tahun[0]), luar
    return _rentang(date(min(tahun), 1, 1), date(max(tahun), 12, 31)), luar


def _tahun_lain(t: str, luar: tuple[int, int], baku: int | None) -> tuple[int, tuple[int, int]]:
    """The year that stands elsewhere in the text, else the table's own, else 0; and the part that both cover.

    -1 for a text with a number that may be a mistyped year: then the table's own would replace what somebody wrote.
    """
    lain = pola.SATU.search(t)
    if not lain:
        return -1 if pola.GANJIL.search(t) else baku or 0, luar
    return int(lain[1]), (min(luar[0], lain.start()), max(luar[1], lain.end()))


def _tanpa_tahun(isi: int, presisi: str) -> str:
    """The precision of a period that got no year from `_tahun_lain`."""
    return presisi if isi == 0 else "tidak_terbaca"


def _hari(h: date) -> Waktu:
    return Waktu(h.isoformat(), h.isoformat(), "hari", h.year)


def _bulan(th: int, bl: int) -> Waktu:
    return Waktu(date(th, bl, 1).isoformat(), akhir_bulan(th, bl).isoformat(), "bulan", th)


def _rentang(a: date, b: date, *, lengkap: bool = True) -> Waktu:
    """From the earlier to the later; without dates when only one of two turned days has a year of its own."""
    if b < a and not lengkap:
        return Waktu(presisi="rentang", tahun=a.year)
    a, b = min(a, b), max(a, b)
    return Waktu(a.isoformat(), b.isoformat(), "rentang", a.year)


def bulan_dari(teks: str, tambahan: Mapping[str, int]) -> str:
    """Text with an institution's own month spellings replaced by the official names."""
    for sebutan, nomor in tambahan.items():
        teks = re.sub(rf"(?<!\w){re.escape(sebutan)}(?!\w)", NAMA_BULAN[nomor - 1], teks, flags=re.I)
    return teks
