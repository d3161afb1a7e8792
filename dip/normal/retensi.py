"""How long an information is kept: the retention grammar of domain.md §2.3 and Appendix C.

The order matters: *1 tahun setelah …* must be seen before *1 tahun*, *selama masih digunakan* before *selama
berlaku*. A year such as 2023 in this column is not a duration and stays `tidak_dikenal`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dip.normal.teks import kosong, satu_baris

_SATU_SAMPAI_SEMBILAN = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
}  # fmt: skip
_KATA_LAIN = {"sepuluh": "10", "sebelas": "11", "seratus": "100", "setahun": "1 tahun", "sebulan": "1 bulan"}
_S = "|".join(_SATU_SAMPAI_SEMBILAN)
_KATA_POLA = re.compile(
    rf"\b(?:({_S}) puluh(?: ({_S}))?|({_S}) belas|({_S})|({'|'.join(_KATA_LAIN)}))\b(?! ?(?:puluh|belas|ratus|ribu))"
)
_SATUAN = r"(tahun|thn|tahunan|th|years?|bulan|bln|months?|minggu|mgg|hari|hr|days?)\b\.?"
_THN = r"(?:19|20)[0-9]{2}(?![0-9])"
_TAHUN = re.compile(
    rf"(?:(?<![0-9])[0-9]{{1,2}}\s*(?:tahun|thn|th)\b\.?\s*(?:anggaran\s*)?)?(?<![0-9]){_THN}"
    r"(?:\s*(?:/|-|–|s\s*\.?/?\s*d\.?|sampai(?: dengan)?|hingga)\s*(?:tahun\s*)?[0-9]{2,4}(?![0-9]))?"
    r"|\b(?:tanggal|tgl)\b\.?\s*[0-9]{1,2}(?![0-9])(?:\s*(?:bulan|bln)\b\s*[0-9]{1,2}(?![0-9]))?"
    r"|\b(?:bulan|bln)\s*[0-9]{1,2}(?=\s*(?:tahun|thn|th)\b)"
    r"|(?<![0-9)])(?<![0-9)]\s)\b(?:tahun|thn|th|ta)\b\.?\s*'?[0-9]{2}(?![0-9])"
    r"|(?<![0-9])[0-9]{1,2}\s?[/.-]\s?[0-9]{1,2}\s?[/.-]\s?[0-9]{2,4}(?![0-9])"
)
"""Years and dates, with the numbers that belong to them: none of these numbers is a duration."""
_SELAIN = r"(?:-|–|\+|/|s\s*/?\.?\s*d\.?|sampai(?:\s+dengan)?|hingga|atau)"
_JANGKA = re.compile(rf"(?<![0-9.,/-])([0-9]{{1,3}})(?:[.,]([0-9]))?[\s-]*(?:\([^)]*\)\s*)?{_SATUAN}")
_RENTANG = re.compile(rf"(?<![0-9])[0-9]{{1,3}}\s*{_SELAIN}\s*[0-9]{{1,3}}\s*(?:\([^)]*\)\s*)?{_SATUAN}")
_SERING = re.compile(
    r"\b(?:tahun|thn|th|bulan|bln|minggu|hari|semester|triwulan) (?:se|1 ?)kali\b|\b(?:se)?kali (?:se|per|dalam|[0-9])"
    r"|\b(?:se)?tiap\b"
)
_ANGKA = re.compile(r"(?<![0-9])([0-9]{1,2}|100)(?![0-9])(?:[.,]0+)?(?:\s*\([^)]*\))?")
_INAKTIF = r"in[\s-]?aktif"
_AKTIF = r"(?<!in)(?<!in[\s-])aktif"
_JRA = re.compile(r"\bjra\b|jadwal retensi")
_SETELAH = re.compile(r"\b(?:setelah|sesudah|sejak|pasca|terhitung)\b")
_PERMANEN = re.compile(
    r"permanen|selamanya|selama-lamanya|tidak terbatas|tak terbatas|tanpa batas|tidak dibatasi|seterusnya|abadi"
    r"|seumur hidup|\bunlimited\b|\bpermanent\b"
)
_BERLAKU = re.compile(
    r"\bselama(?: (?:dokumen|data|informasi|peraturan|aturan|sk|keputusan|surat|izin))?(?: ini)?(?: masih)? berlaku"
)
_PERISTIWA = re.compile(
    r"\bsesuai\b.*\b(?:masa|kontrak|perjanjian|periode|kebutuhan|ketentuan|jangka)|\bselama\b"
    r"|\bsampai\b|\bhingga\b|\bs\.?/?d\.? |\b(?:jika|apabila|bila|sepanjang)\b|\bmasa (?:jabatan|kontrak|berlaku|kerja)"
)


BATAS_TEKS = 200
"""Characters looked at: a retention is short, and patterns must not be fed a novel."""


@dataclass(frozen=True, slots=True)
class Retensi:
    """A parsed retention: `jenis` of domain.md §2.3, `aktif`/`inaktif` ISO 8601 durations (`P5Y`) or empty."""

    jenis: str = "tidak_diisi"
    aktif: str = ""
    inaktif: str = ""


def baca_retensi(teks: str) -> Retensi:
    """Read a retention. Never raises; text that is not understood is `tidak_dikenal`."""
    return _baca(teks if len(teks) <= BATAS_TEKS else teks[:BATAS_TEKS])


@lru_cache(maxsize=4096)
def _baca(teks: str) -> Retensi:
    t = satu_baris(teks).casefold()
    if kosong(t):
        return Retensi()
    t = _TAHUN.sub(" ; ", _KATA_POLA.sub(_angka_kata, t)).strip()
    lama = _lama(t)
    if _JRA.search(t):
        return Retensi("jra", lama)
    if _SETELAH.search(t):
        return Retensi("durasi_setelah_peristiwa", lama) if lama else Retensi("mengikuti_peristiwa")
    dua = _dua(t)
    if dua:
        return Retensi("aktif_inaktif", *dua)
    if _PERMANEN.search(t):
        return Retensi("permanen")
    if re.search(
        r"\bsesuai\b.*\b(?:masa|kontrak|perjanjian|kerja ?sama)|\bselama\b.*\b(?:kontrak|perjanjian|digunakan|dipakai)",
        t,
    ):
        return Retensi("mengikuti_peristiwa")
    if _BERLAKU.search(t) or re.fullmatch(r"(?:masih )?berlaku|selama (?:masih )?aktif", t):
        return Retensi("selama_berlaku")
    if lama or _RENTANG.search(t):
        return Retensi("durasi", lama)
    if _PERISTIWA.search(t):
        return Retensi("mengikuti_peristiwa")
    angka = _ANGKA.fullmatch(t)
    if angka and int(angka[1]):
        return Retensi("durasi", f"P{int(angka[1])}Y")
    return Retensi("tidak_dikenal")


def gabung_aktif(aktif: str, inaktif: str) -> Retensi:
    """The retention of two columns *Aktif* and *Inaktif*. A bare number counts years."""
    a, b = baca_retensi(aktif), baca_retensi(inaktif)
    if not a.aktif and not b.aktif:
        return a if a.jenis not in ("tidak_diisi", "tidak_dikenal") or b.jenis == "tidak_diisi" else b
    return Retensi("aktif_inaktif", a.aktif, b.aktif)


def _angka_kata(m: re.Match[str]) -> str:
    """A number in words as digits, 1–100."""
    puluh, sisa, belas, satu, lain = m.groups()
    nilai = _SATU_SAMPAI_SEMBILAN
    if lain:
        return _KATA_LAIN[lain]
    if puluh:
        return str(nilai[puluh] * 10 + nilai.get(sisa, 0))
    return str(nilai[belas] + 10) if belas else str(nilai[satu])


def _lama(t: str) -> str:
    """The first duration in a text as ISO 8601, with months behind years added (`1 tahun 6 bulan`). How often
    something happens (*5 tahun sekali*) and a choice (*3-5 tahun*) are none.
    """
    if _RENTANG.search(t) or _SERING.search(t):
        return ""
    m = _JANGKA.search(t)
    if not m or (not int(m[1]) and not int(m[2] or 0)):
        return ""
    huruf = _huruf(m[3])
    if m[2] and huruf != "Y":
        return ""
    bulan = round(int(m[2]) * 12 / 10) if m[2] else 0
    lanjut = _JANGKA.match(t[m.end() :].lstrip(" ,dan"))
    if huruf == "Y" and lanjut and _huruf(lanjut[3]) == "M":
        bulan += int(lanjut[1])
    tahun = f"{int(m[1])}{huruf}" if int(m[1]) else ""
    return f"P{tahun}{f'{bulan}M' if bulan else ''}"


def _huruf(satuan: str) -> str:
    return (
        {"t": "Y", "y": "Y", "b": "M", "m": "M", "h": "D", "d": "D"}[satuan[0]]
        if satuan[:2] not in ("mi", "mg")
        else "W"
    )


def _dua(t: str) -> tuple[str, str] | None:
    """Active and inactive durations, in either order of word and number."""
    if not re.search(_INAKTIF, t) or not re.search(_AKTIF, t):
        return None
    for pola in (
        rf"{_AKTIF}\W*(?P<a>[^a-z]*[0-9][^;,]*?)\W*(?:dan|,|;|/|\+|-)?\W*{_INAKTIF}\W*(?P<b>.*[0-9].*)",
        rf"(?P<a>[0-9].*?)\W*{_AKTIF}\W*(?:dan\W*)?(?P<b>.*?[0-9].*?){_INAKTIF}",
    ):
        m = re.search(pola, t)
        if m and _satu(m["a"]) and _satu(m["b"]):
            return _satu(m["a"]), _satu(m["b"])
    return None


def _satu(t: str) -> str:
    """A duration, or a bare number counted in years."""
    angka = _ANGKA.search(t)
    return _lama(t) or (f"P{int(angka[1])}Y" if angka and int(angka[1]) else "")
