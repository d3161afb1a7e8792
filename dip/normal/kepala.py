"""Finds the header of a table: one to three rows, merged or not, possibly repeated further down (domain.md §2.2).

A row is a header when enough of its cells are known spellings and one of them names the subject (title, summary,
*jenis informasi*). Nothing is matched approximately here; unknown headers become findings with a proposal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from dip.normal.bentuk import baca_bentuk
from dip.normal.kamus import Kamus
from dip.normal.kategori import baca_kategori
from dip.normal.kisi import Kisi
from dip.normal.teks import kunci_rapat, satu_baris

BARIS_CARI = 40
"""Rows in which the first header must start."""

_POKOK = {"judul", "ringkasan", "jenis_informasi"}
_DIK = {"dik_dasar_hukum", "dik_konsekuensi"}
_BUANG = re.compile(r"\s*(?:\(\s*[0-9]{1,2}\s*\)|\*+)\s*$")
_NOMOR = re.compile(r"\(?\s*([0-9]{1,2})\s*\)?\s*\.?")


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column of a header: 0-based index, whole label as written (`Format … Cetak`), its last part (`Cetak`),
    canonical column or empty when unknown.
    """

    j: int
    label: str
    pendek: str
    kanonik: str


@dataclass(frozen=True, slots=True)
class Kepala:
    """A header in rows `awal`…`akhir` (inclusive). `skor` counts the distinct canonical columns it names."""

    awal: int
    akhir: int
    kolom: tuple[Kolom, ...]
    skor: int

    def tanda(self) -> tuple[tuple[int, str], ...]:
        """Equal for a header that is only repeated."""
        return tuple((k.j, kunci_rapat(k.label)) for k in self.kolom)


def cari_kepala(kisi: Kisi, kamus: Kamus, khusus: Mapping[str, str]) -> list[Kepala]:
    """All headers of a table from top to bottom; empty when there is none in the first 40 rows.

    Args: `khusus` maps this office's own header spellings (`Deklarasi.kolom`) to canonical columns.
    """
    sendiri = {kunci_rapat(k): v for k, v in khusus.items()}
    awal = [k for i in range(min(BARIS_CARI, kisi.tinggi)) if (k := kepala_di(kisi, i, kamus, sendiri))]
    if not awal:
        return []
    ambang = 0.6 * max(k.skor for k in awal)
    hasil: list[Kepala] = [next(k for k in awal if k.skor >= ambang)]
    i = hasil[0].akhir + 1
    while i < kisi.tinggi:
        k = kepala_di(kisi, i, kamus, sendiri)
        if k and k.skor >= 0.6 * hasil[0].skor:
            hasil.append(k)
            i = k.akhir
        i += 1
    return hasil


def kepala_di(kisi: Kisi, i: int, kamus: Kamus, khusus: Mapping[str, str]) -> Kepala | None:
    """The header that starts in row `i`, or None."""
    dikenal = sum(
        1 for t in kisi.teks[i] if t and len(t) < 160 and (kunci_rapat(_bersih(t)) in khusus or kamus.kolom(_bersih(t)))
    )
    if not dikenal:
        return None
    paksa = max(
        (g[2] for j in range(kisi.lebar) if (g := kisi.gabung(i, j)) and g[0] == i and g[2] - i <= 2), default=i
    )
    terbaik: Kepala | None = None
    for akhir in range(i, min(i + 3, kisi.tinggi)):
        if akhir > i:
            muat, kenal = _lanjutan(kisi, i, akhir, kamus)
            if not muat or (not kenal and akhir > paksa):
                break
        k = _susun(kisi, i, akhir, kamus, khusus)
        if k and (terbaik is None or k.skor > terbaik.skor or (akhir <= paksa and k.skor == terbaik.skor)):
            terbaik = k
    return terbaik


def _susun(kisi: Kisi, awal: int, akhir: int, kamus: Kamus, khusus: Mapping[str, str]) -> Kepala | None:
    kolom: list[Kolom] = []
    for j in range(kisi.lebar):
        bagian = _bagian_label(kisi, awal, akhir, j)
        if bagian:
            kolom.append(Kolom(j, " ".join(bagian), bagian[-1], _kanonik(bagian, kamus, khusus)))
    nama = {k.kanonik for k in kolom} - {"", "abaikan"}
    if nama & _DIK and not nama & _POKOK:  # "Informasi Dikecualikan" over titles, not over ticks
        kolom = [replace(k, kanonik="judul") if k.kanonik == "kat_dikecualikan" else k for k in kolom]
        nama = {k.kanonik for k in kolom} - {"", "abaikan"}
    tahu = sum(1 for k in kolom if k.kanonik)
    if len(nama) < 2 or not nama & _POKOK or tahu * 2 < len(kolom):
        return None
    return Kepala(awal, akhir, tuple(kolom), len(nama))


def _bersih(label: str) -> str:
    """A header cell without line breaks, trailing stars and column numbers."""
    return _BUANG.sub("", satu_baris(label))


def _bagian_label(kisi: Kisi, awal: int, akhir: int, j: int) -> list[str]:
    """The texts that stand over a column, outermost first: `["Format …", "Cetak"]`."""
    bagian: list[str] = []
    for i in range(awal, akhir + 1):
        t = kisi.sendiri(i, j)
        g = kisi.gabung(i, j)
        if not t and g and g[0] >= awal and j != g[1]:
            t = kisi.sendiri(g[0], g[1]) if g[0] == i else ""
        elif not t and not g and i == awal and _anak(kisi, i, akhir, j):
            kiri = j
            while kiri > 0 and not kisi.sendiri(i, kiri) and _anak(kisi, i, akhir, kiri):
                kiri -= 1
            t = kisi.sendiri(i, kiri) if _anak(kisi, i, akhir, kiri) else ""
        t = _bersih(t)
        if t and not _NOMOR.fullmatch(t) and t not in bagian:
            bagian.append(t)
    return bagian


def _anak(kisi: Kisi, i: int, akhir: int, j: int) -> bool:
    """Whether a later header row says something in this column."""
    return any(kisi.sendiri(r, j) for r in range(i + 1, akhir + 1))


def _lanjutan(kisi: Kisi, awal: int, i: int, kamus: Kamus) -> tuple[bool, bool]:
    """Whether row `i` can belong to the header above (every text stands under a blank or a group, or completes a
    label), and whether any of its texts is a known header.
    """
    kenal = False
    for j, t in enumerate(kisi.teks[i]):
        if not t:
            continue
        if len(t) > 80 or _NOMOR.fullmatch(t):
            return False, False
        atas, g = kisi.sendiri(awal, j), kisi.gabung(awal, j)
        mendatar = g is not None and g[3] > g[1] and g[2] < i
        kelompok = bool(atas) and not kisi.sendiri(awal, j + 1) and bool(kisi.sendiri(i, j + 1))
        sambung = bool(kamus.kolom(f"{atas} {t}"))
        if not (mendatar or not atas or kelompok or sambung):
            return False, False
        kenal = kenal or bool(kamus.kolom(t)) or sambung or bool(baca_bentuk(t, kamus).bentuk)
    return True, kenal


def _kanonik(bagian: list[str], kamus: Kamus, khusus: Mapping[str, str]) -> str:
    """What a column means, from the whole label, then its last part under the meaning of the part above."""
    utuh, anak, induk = " ".join(bagian), bagian[-1], " ".join(bagian[:-1])
    for t in (utuh, anak, induk):
        if t and kunci_rapat(t) in khusus:
            return khusus[kunci_rapat(t)]
    if kamus.kolom(utuh):
        return kamus.kolom(utuh)
    atas = kamus.kolom(induk) if induk else ""
    if atas.startswith("bentuk"):
        ketemu = baca_bentuk(anak, kamus).bentuk
        return f"bentuk_{ketemu[0]}" if len(ketemu) == 1 else atas
    if atas in ("kategori", "jenis_informasi"):
        kategori = baca_kategori(anak, kamus.kategori)
        return f"kat_{kategori[0]}" if len(kategori) == 1 else atas
    return kamus.kolom(anak) or atas


def baris_nomor(teks: list[str]) -> bool:
    """A row of column numbers `(1) (2) … (13)`, also with gaps: at least three, all rising."""
    isi = [t for t in teks if t]
    angka = [int(m[1]) for t in isi if (m := _NOMOR.fullmatch(t))]
    return len(isi) == len(angka) >= 3 and all(a < b for a, b in pairwise(angka))
