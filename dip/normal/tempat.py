"""Where an information was made, beside or in place of a time: `Sungailiat, 2024`, `2024 (Kec. Belinyu)`.

A place is only taken where something divides it from the time (comma, bracket, colon, *di*) or where its own first word
says that it is one (*Kecamatan …*). Everything else would be a guess; the raw text is kept anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_DERAU = (
    r"(?:jangka|waktu|tempat|pembuatan|penerbitan|dibuat|diterbitkan|pada|tanggal|tgl|hari|bulan|tahun anggaran|"
    r"tahun|thn|th|t\.?\s?a\.?(?=[\s,.:]|$)|di|dan|periode|mulai|sejak|edisi|per|"
    r"senin|selasa|rabu|kamis|jum'?at|sabtu|minggu)\b[.:]?"
)
_DEPAN = re.compile(rf"[\s,;:()\[\]/–—.-]*(?:\b{_DERAU}[\s,;:()\[\]/–—.-]*)*", re.I)
_BELAKANG = re.compile(rf"(?:^|[\s,;:()\[\]/–—.-]+)(?:{_DERAU}[\s,;:()\[\]/–—.-]*)*$", re.I)
_KATA_TEMPAT = re.compile(
    r"(?:kec|kecamatan|kab|kabupaten|kota|desa|kel|kelurahan|provinsi|prov|dusun|kantor|gedung|aula|puskesmas)"
    r"(?:\.\s*|\s+)[^\W\d_]",
    re.I,
)
_TEMPAT = re.compile(r"[^\W\d_][^\d_:()\[\]?!@#]{2,59}")
_BUKAN_TEMPAT = re.compile(
    r"\b(?:semester|triwulan|caturwulan|minggu|ganjil|genap|awal|akhir|pertengahan|revisi|update|perubahan|sekarang|"
    r"saat|seterusnya|dst|januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember|"
    r"(?:se)?tiap|sekali|pukul)\b",
    re.I,
)
_PEMISAH = (",", ";", ":", "(", "[", "/", "-", "–", "—")
_BAGIAN = re.compile(r"[,;/()\[\]\n]+")

KATA_MAKS = 8
"""Longer texts are sentences, not places."""

KATA_NAMA = 5
"""The same where nothing but its first word says that a text is a place: `Kantor Dinas Kesehatan Kabupaten Bangka`."""


def tempat_di_samping(kiri: str, kanan: str) -> str:
    """The place left or right of a time, as written; empty when there is none or nothing divides it from the time."""
    for teks in _calon(kiri, kanan):
        if _mungkin(teks, KATA_MAKS):
            return teks
    return ""


def _calon(kiri: str, kanan: str) -> Iterator[str]:
    tepi = _BELAKANG.search(kiri)
    isi = _kupas(kiri)
    if isi and (_terbagi(tepi[0] if tepi else "") or bernama_tempat(isi)):
        yield isi
    kanan = kanan.lstrip(" .)]")
    awal = _DEPAN.match(kanan)
    isi = _kupas(kanan)
    if isi and (_terbagi(awal[0] if awal else "") or re.match(r"di\s", kanan, re.I) or bernama_tempat(isi)):
        yield isi


def _terbagi(tepi: str) -> bool:
    return any(p in tepi for p in _PEMISAH)


def _kupas(teks: str) -> str:
    """A text without the words that only introduce a time or a place, at both ends."""
    awal = _DEPAN.match(teks)
    teks = teks[awal.end() :] if awal else teks
    akhir = _BELAKANG.search(teks)
    return (teks[: akhir.start()] if akhir else teks).strip(" ,;:()[]/–—-.")


def bernama_tempat(teks: str) -> bool:
    """Whether a text says by its first word that it is a place: `Kec. Belinyu`, `Kantor Camat Bakam`."""
    return _KATA_TEMPAT.match(teks) is not None and _mungkin(teks, KATA_NAMA)


def _mungkin(teks: str, kata: int) -> bool:
    return bool(_TEMPAT.fullmatch(teks)) and len(teks.split()) <= kata and not _BUKAN_TEMPAT.search(teks)


def bagian_tempat(teks: str) -> list[str]:
    """The parts of a text without a readable time that might each be a place."""
    return [b for p in _BAGIAN.split(teks) if (b := _kupas(p)) and _TEMPAT.fullmatch(b)]
