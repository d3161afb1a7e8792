"""Which office a name means: whole names only, never a part of one (Bangka is not Bangkalan, nor Bangka Tengah).

Three steps, each exact: the name, code or alias as configured; the same after spelling out abbreviations (*Kec.*,
*Bag. … Setda*, *RSUD*, *Kantor Camat*) and leaving out our own regency; a list of such names (*bakueda dan
Masing-masing OPD*). What is merely alike is proposed (`usul`), never used.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from dip.normal.mirip import terdekat
from dip.normal.teks import kunci
from dip.pengaturan import Opd

_SEBUTAN = re.compile(r"^(?:ppid )?(?:pelaksana |pembantu |unit |pada )*")
_SINGKATAN = {
    "bag": "bagian", "kec": "kecamatan", "kel": "kelurahan", "kab": "kabupaten", "setda": "sekretariat daerah",
    "sekda": "sekretariat daerah", "setwan": "sekretariat dprd", "sekwan": "sekretariat dprd", "pemkab": "kabupaten",
    "pemkot": "kota", "rsu": "rsud", "prov": "provinsi",
}  # fmt: skip
_GANTI: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:blud )?rumah sakit umum(?: daerah)?\b"), "rsud"),
    (re.compile(r"\bdewan perwakilan rakyat daerah\b"), "dprd"),
    (re.compile(r"^(?:kantor )?(?:camat|kecamatan)\b"), "kecamatan"),
    (re.compile(r"^(?:kantor )?(?:lurah|kelurahan)\b"), "kelurahan"),
    (re.compile(r"^kantor (?=dinas|badan|inspektorat|sekretariat|bagian|rsud|satuan)"), ""),
    (re.compile(r"^(bagian .+?) sekretariat daerah\b"), r"\1"),
)
_DAERAH = re.compile(r"^(?:pemerintah )?(?:daerah )?(?:(kabupaten|kota|provinsi) )?")
_PISAH = re.compile(r"\s*(?:[,;/&+\n]|\bdan\b|\bserta\b)\s*", re.I)
_UMUM = re.compile(
    r"(?:masing ?masing|semua|seluruh|setiap|tiap) (?:opd|skpd|perangkat daerah|dinas|unit kerja|bidang)s?"
)

PISAH_MAKS = 12
"""Names in one cell looked at; longer lists are prose."""


class PencariOpd:
    """Resolves names, codes and aliases of offices (domain.md §3, REF-001).

    Args: `wilayah` is the institution as it calls itself (*Pemerintah Kabupaten Bangka*); without it no name loses a
    regency at its end.
    """

    def __init__(self, semua: Sequence[Opd], wilayah: str = "") -> None:
        self._persis: dict[str, str] = {}
        self._induk: dict[str, str] = {o.kode: o.induk for o in semua}
        jenis = _DAERAH.match(kunci(wilayah))
        self._daerah = kunci(wilayah)[jenis.end() :] if jenis else ""
        self._ekor = self._pola_ekor(jenis[1] if jenis and jenis[1] else "kabupaten")
        turunan: dict[str, set[str]] = defaultdict(set)
        for o in semua:
            for nama in (o.kode, o.nama, *o.alias):
                self._persis.setdefault(kunci(nama), o.kode)
                baku = self._baku(kunci(nama))
                if " " in baku or baku == self._singkat(kunci(nama)):  # *Dinas Bangka* must not make every *Dinas* ours
                    turunan[baku].add(o.kode)
        rsud = {kode for k, milik in turunan.items() if k.startswith("rsud ") for kode in milik}
        if len(rsud) == 1:
            turunan["rsud"] |= rsud
        self._turunan = {k: next(iter(kode)) for k, kode in turunan.items() if len(kode) == 1}
        self._ingat: dict[str, list[str]] = {}

    def cari(self, teks: str) -> str:
        """The code of the office a text names, the first one of a list; empty unless every name in it is known."""
        semua = self.semua(teks)
        return next((k for k in semua if k), "")

    def semua(self, teks: str) -> list[str]:
        """Codes of all offices a text names, in order. `""` among them stands for *every office* (*Masing-masing OPD*).
        Empty when any part of the text is no known office.
        """
        if teks not in self._ingat:
            self._ingat[teks] = self._semua(teks)
        return self._ingat[teks]

    def milik(self, teks: str, pengirim: str) -> str:
        """The office a row belongs to: the sender where it is among those named, else the first; empty when unknown."""
        semua = self.semua(teks)
        return pengirim if pengirim in semua or "" in semua else next(iter(semua), "")

    def seinduk(self, a: str, b: str) -> bool:
        """Whether two offices are one, or one is the parent of the other."""
        return a == b or self._induk.get(a) == b or self._induk.get(b) == a

    def usul(self, teks: str) -> str:
        """The code of the office whose name is nearest to a text; only ever a proposal. A name inside a longer one is
        not near: *Dinas Kesehatan Bangka Tengah* is no misspelling of ours.
        """
        return terdekat(self._baku(kunci(teks)), {**self._persis, **self._turunan}, utuh=True)

    def _semua(self, teks: str) -> list[str]:
        utuh = self._satu(kunci(teks))
        if utuh is not None:
            return [utuh]
        batas = [0, *(x for m in _PISAH.finditer(teks) for x in m.span()), len(teks)]
        bagian = [(a, b) for a, b in zip(batas[::2], batas[1::2], strict=True) if teks[a:b].strip()]
        if not 1 < len(bagian) <= PISAH_MAKS:
            return []
        hasil: list[str] = []
        n = 0
        while n < len(bagian):  # longest name first: *Dinas Perumahan, Permukiman dan Pertanahan* is one office
            for akhir in range(len(bagian), n, -1):
                kode = self._satu(kunci(teks[bagian[n][0] : bagian[akhir - 1][1]]))
                if kode is not None:
                    hasil.append(kode)
                    n = akhir
                    break
            else:
                return []
        return list(dict.fromkeys(hasil))

    def _satu(self, k: str) -> str | None:
        """One name: a code, `""` for a wording that means every office, None for an unknown one."""
        if not k:
            return None
        if _UMUM.fullmatch(k):
            return ""
        tanpa = _SEBUTAN.sub("", k, count=1)
        baku = self._baku(tanpa)
        return next(
            (d[x] for d, x in ((self._persis, k), (self._persis, tanpa), (self._persis, baku)) if x in d), None
        ) or (self._turunan.get(baku))

    def _baku(self, k: str) -> str:
        """A key with abbreviations spelt out and without our own regency."""
        k = self._singkat(k)
        return self._ekor.sub("", k) if self._ekor else k

    @staticmethod
    def _singkat(k: str) -> str:
        k = " ".join(_SINGKATAN.get(kata, kata) for kata in k.split())
        for pola, ganti in _GANTI:
            k = pola.sub(ganti, k)
        return k.strip()

    def _pola_ekor(self, jenis: str) -> re.Pattern[str] | None:
        """Our own regency at the end of a name; another one, also one that begins alike, stays."""
        if not self._daerah:
            return None
        return re.compile(rf"(?<=\S) (?:pemerintah )?(?:{jenis} )?{re.escape(self._daerah)}$")
