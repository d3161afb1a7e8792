"""Which old item a row continues when its title is no longer the same (`dip.banding` has paired the equal ones).

Three marks, all inside one office and among what is still single on both sides: a re-worded title, then the same
document link, then the same document number. The title comes first, because offices put a new document under an old
address. Two years, months or numbers of one report never pair,
whatever else is equal (domain.md §0 trap 3). The answer does not depend on the order of the rows, and a doubt pairs
nothing: the item is then new, as before.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from dip.kemiripan import PANJANG_JUDUL, tanda_angka
from dip.normal.teks import kunci
from dip.normal.waktu import SEBUTAN_BULAN

AMBANG = 80.0
"""Likeness (0–100) from which a title may be the other one re-worded."""

JARAK = 8.0
"""By how much the best partner must beat the second best."""

PERIKSA_MAKS = 100
"""Candidates looked at word by word per row; who has more of them that close is not told apart. One report per
village of a district must still fit."""

BEDA_MAKS = 40
"""Titles that differ by more words on both sides are not compared word by word: that is another text."""

_TAHUN = re.compile(r"(?:19|20)\d\d")
_ROMAWI = {k: str(n) for n, k in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"), 1)}
_PEMBEDA = frozenset(
    {
        "perubahan", "revisi", "murni", "rancangan", "awal", "akhir", "ganjil", "genap", "pertama", "kedua", "ketiga",
        "keempat", "audited", "unaudited", "tidak", "non", "bukan", "sementara", "final",
    }
)  # fmt: skip
"""Words that make another document of the same title; both sides have them, or neither."""

_UMUM = re.compile(r"/*(?:index\.(?:php|html?|aspx?)|home|beranda|id|default\.aspx?)?/*", re.I)


@dataclass(frozen=True)
class Butir:
    """What is compared of one row: comparison key of its title, year (0: none), links, document number."""

    judul: str
    tahun: int
    tautan: tuple[str, ...]
    nomor_dokumen: str

    @cached_property
    def teks(self) -> str:
        """The beginning of the title, as likeness is measured: with its year, also where only the time says it."""
        judul = self.judul[:PANJANG_JUDUL]
        return judul if self.tanda.tahun or not self.tahun else f"{judul} {self.tahun}"

    @cached_property
    def tanda(self) -> Tanda:
        """The marks of the title that tell two issues apart."""
        return _tanda(self.judul)

    def tahun_cocok(self, lain: Butir) -> bool:
        """Whether the years are the same: in both titles, or that of the time where one title leaves it out."""
        kiri, kanan = self.tanda.tahun, lain.tanda.tahun
        if kiri and kanan:
            return kiri == kanan
        if not kiri and not kanan:
            return self.tahun == lain.tahun or not self.tahun or not lain.tahun
        return (kiri or (str(self.tahun),)) == (kanan or (str(lain.tahun),))

    def searah(self, lain: Butir) -> bool:
        """Whether nothing in the two titles contradicts: years, and numbers, months and such where both have them."""
        kiri, kanan = self.tanda, lain.tanda
        return self.tahun_cocok(lain) and all(
            not a or not b or a == b
            for a, b in ((kiri.angka, kanan.angka), (kiri.bulan, kanan.bulan), (kiri.pembeda, kanan.pembeda))
        )


@dataclass(frozen=True, slots=True)
class Tanda:
    """Years of a title, its other numbers (Roman ones as Arabic), its months, its words of `_PEMBEDA`."""

    tahun: tuple[str, ...]
    angka: tuple[str, ...]
    bulan: tuple[int, ...]
    pembeda: tuple[str, ...]


@lru_cache(maxsize=65536)
def _tanda(judul: str) -> Tanda:
    angka = tanda_angka(judul)
    kata = judul.split()
    return Tanda(
        tahun=tuple(a for a in angka if _TAHUN.fullmatch(a)),
        angka=tuple(sorted(_ROMAWI.get(a, a) for a in angka if not _TAHUN.fullmatch(a))),
        bulan=tuple(SEBUTAN_BULAN[k] for k in kata if k in SEBUTAN_BULAN),
        pembeda=tuple(sorted(_PEMBEDA.intersection(kata))),
    )


Pasang = list[tuple[int, int]]
"""Pairs of (index in `lama`, index in `baru`)."""


def pasangkan(lama: Sequence[Butir], baru: Sequence[Butir], sisa_lama: set[int], sisa_baru: set[int]) -> Pasang:
    """Pairs among the single rows of one office.

    Args: `lama` and `baru` are all rows of the office; `sisa_*` the indexes that are still single, changed here. Links
    and numbers must be unique in the whole office, not only among the single ones.
    """
    hasil = _menurut_judul(lama, baru, sisa_lama, sisa_baru)
    sisa_lama.difference_update(a for a, _ in hasil)
    sisa_baru.difference_update(b for _, b in hasil)
    for tanda in (_tautan, _nomor):
        for a, b in _menurut_tanda(lama, baru, tanda):
            if a in sisa_lama and b in sisa_baru and lama[a].searah(baru[b]):
                hasil.append((a, b))
                sisa_lama.discard(a)
                sisa_baru.discard(b)
    return hasil


def _tautan(b: Butir) -> set[str]:
    """Links that lead deep into a site, as they are compared: without scheme, `www.` and the last slash."""
    return {t for u in b.tautan if (t := _tautan_baku(u))}


@lru_cache(maxsize=65536)
def _tautan_baku(url: str) -> str:
    bagian = urlsplit(url)
    if _UMUM.fullmatch(bagian.path) and not bagian.query and not bagian.fragment:
        return ""
    host = (bagian.hostname or "").removeprefix("www.")
    ekor = f"?{bagian.query}" if bagian.query else ""
    return f"{host}{bagian.path.rstrip('/')}{ekor}{'#' + bagian.fragment if bagian.fragment else ''}"


def _nomor(b: Butir) -> set[str]:
    """The document number as it is compared; a bare running number says nothing."""
    k = kunci(b.nomor_dokumen)
    return {k} if len(k) >= 5 and any(c.isdigit() for c in k) and " " in k else set()


def _menurut_tanda(lama: Sequence[Butir], baru: Sequence[Butir], tanda: Callable[[Butir], set[str]]) -> Pasang:
    """Rows that share a mark which exactly one row has on either side; who shares marks with two is left alone."""
    kiri, kanan = _tunggal(lama, tanda), _tunggal(baru, tanda)
    pasang = {(kiri[t], kanan[t]) for t in kiri.keys() & kanan.keys()}
    hitung_a, hitung_b = Counter(a for a, _ in pasang), Counter(b for _, b in pasang)
    return sorted((a, b) for a, b in pasang if hitung_a[a] == 1 and hitung_b[b] == 1)


def _tunggal(daftar: Sequence[Butir], tanda: Callable[[Butir], set[str]]) -> dict[str, int]:
    """Mark → the one row that has it."""
    pemilik: dict[str, list[int]] = defaultdict(list)
    for n, b in enumerate(daftar):
        for t in tanda(b):
            pemilik[t].append(n)
    return {t: n[0] for t, n in pemilik.items() if len(n) == 1}


def _menurut_judul(lama: Sequence[Butir], baru: Sequence[Butir], sisa_lama: set[int], sisa_baru: set[int]) -> Pasang:
    """Re-worded titles, compared inside blocks of equal numbers, months and distinguishing words."""
    blok: dict[tuple[object, ...], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for sisi, daftar, sisa in ((0, lama, sisa_lama), (1, baru, sisa_baru)):
        for n in sorted(sisa):
            t = daftar[n].tanda
            if daftar[n].judul:
                blok[t.angka, t.bulan, t.pembeda][sisi].append(n)
    hasil: Pasang = []
    for kiri, kanan in blok.values():
        if kiri and kanan:
            dua = _dua_arah([lama[n] for n in kiri], [baru[n] for n in kanan])
            hasil += [(kiri[a], kanan[b]) for a, b in dua]
    return sorted(hasil)


def _dua_arah(lama: Sequence[Butir], baru: Sequence[Butir]) -> Pasang:
    """Mutual and clearly best partners of one block."""
    mirip = _kemiripan(lama, baru)
    maju = _pilih_semua(mirip, lama, baru)
    mundur = _pilih_semua(mirip.T, baru, lama)
    return [(a, b) for a, b in enumerate(maju) if b is not None and mundur[b] == a]


def _kemiripan(lama: Sequence[Butir], baru: Sequence[Butir]) -> npt.NDArray[np.float32]:
    """Likeness as written or with the words in order, whichever is greater; 0 where it cannot matter."""

    def nilai(kiri: list[str], kanan: list[str]) -> npt.NDArray[np.float32]:
        return process.cdist(kiri, kanan, scorer=fuzz.ratio, score_cutoff=AMBANG - JARAK, dtype=np.float32)

    def urut(daftar: Sequence[Butir]) -> list[str]:
        return [" ".join(sorted(b.teks.split())) for b in daftar]

    return np.maximum(nilai([b.teks for b in lama], [b.teks for b in baru]), nilai(urut(lama), urut(baru)))


def _pilih_semua(mirip: npt.NDArray[np.float32], kiri: Sequence[Butir], kanan: Sequence[Butir]) -> list[int | None]:
    """The clearly best partner of every row of `kiri`, or None. Equal likeness is looked at in the order of titles."""
    menurut_judul = np.array(sorted(range(len(kanan)), key=lambda n: (kanan[n].judul, kanan[n].tahun)))
    tertata = mirip[:, menurut_judul]
    hasil: list[int | None] = []
    for n, satu in enumerate(kiri):
        nilai = tertata[n]
        terbesar = float(nilai.max())
        if terbesar < AMBANG:
            hasil.append(None)
            continue
        letak = np.flatnonzero(nilai)
        urut = menurut_judul[letak[np.argsort(-nilai[letak], kind="stable")[: PERIKSA_MAKS + 1]]]
        hasil.append(_pilih(mirip[n], satu, kanan, urut.tolist()))
    return hasil


def _pilih(mirip: npt.NDArray[np.float32], satu: Butir, lain: Sequence[Butir], urut: list[int]) -> int | None:
    """The one clearly best partner among candidates, nearest first. Those of another year or matter do not count."""
    terbaik: int | None = None
    for diperiksa, n in enumerate(urut):
        if terbaik is not None and mirip[n] <= mirip[terbaik] - JARAK:
            break
        if (terbaik is None and mirip[n] < AMBANG) or diperiksa >= PERIKSA_MAKS:
            return None
        if satu.tahun_cocok(lain[n]) and hanya_beda_ejaan(*sorted((satu.judul, lain[n].judul))):
            if terbaik is not None:
                return None
            terbaik = n
    return terbaik


def hanya_beda_ejaan(kiri: str, kanan: str) -> bool:
    """Whether two comparison keys differ only by order, added words, typing errors and abbreviations.

    A word in place of another one (*kelahiran*, *kematian*) is another matter, however alike the rest is.
    """
    a, b = _kata(kiri), _kata(kanan)
    hanya_a, hanya_b = a - b, b - a
    if not hanya_a or not hanya_b:
        return True
    if len(hanya_a) > BEDA_MAKS or len(hanya_b) > BEDA_MAKS or not {k[0] for k in hanya_a} & {k[0] for k in hanya_b}:
        return False
    sisa_a, sisa_b = sorted(hanya_a), sorted(hanya_b)
    for kata in list(sisa_a):
        dekat = next((k for k in sisa_b if _salah_ketik(kata, k) or _singkatan(kata, k)), None)
        if dekat is not None:
            sisa_a.remove(kata)
            sisa_b.remove(dekat)
    if not sisa_a or not sisa_b:
        return True
    return _singkatan(_urut_asli(kiri, sisa_a), _urut_asli(kanan, sisa_b))


@lru_cache(maxsize=65536)
def _kata(judul: str) -> frozenset[str]:
    """The words but for numbers, which blocks have compared already."""
    return frozenset(k for k in judul.split() if not k.isdecimal() and k not in _ROMAWI)


def _urut_asli(judul: str, kata: list[str]) -> str:
    """The words that are left, run together in the order of the title: `dinas kesehatan` against `dinkes`."""
    return "".join(k for k in judul.split() if k in kata)


def _salah_ketik(a: str, b: str) -> bool:
    """One slip in a short word, two in a long one, never in the first letter, never in numbers and marks."""
    if a[0] != b[0] or min(len(a), len(b)) < 4 or not (a.isalpha() and b.isalpha()):
        return False
    batas = 1 if min(len(a), len(b)) < 7 else 2
    return OSA.distance(a, b, score_cutoff=batas) <= batas


def _singkatan(a: str, b: str) -> bool:
    """Whether the shorter is made of letters of the longer in their order, from the same first letter."""
    pendek, panjang = sorted((a, b), key=len)
    if len(pendek) < 2 or pendek[0] != panjang[0] or len(panjang) < len(pendek) + 2:
        return False
    if not (pendek.isalpha() and panjang.isalpha()):
        return False
    huruf = iter(panjang)
    return all(h in huruf for h in pendek)
