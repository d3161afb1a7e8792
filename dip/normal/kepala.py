"""Finds the header of a table: one to three rows, merged or not, possibly repeated further down (domain.md §2.2).

A row is a header when enough of its cells are known spellings and one of them names the subject (title, summary,
*jenis informasi*). Only where a sheet has no such row may likeness help to find it, so that the clerk is shown the one
spelling to confirm (STR-002) and not told that there is no header at all; a column found so is still not read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from dip.normal.bentuk import baca_bentuk
from dip.normal.ingat import Ingat, milik
from dip.normal.kamus import PENGUAT, Kamus
from dip.normal.kategori import baca_kategori
from dip.normal.kisi import Kisi
from dip.normal.teks import kunci_rapat, satu_baris

BERULANG = 5
"""A header is repeated on new pages; a text in more rows than this, and in a tenth of all, is a value."""

BARIS_CARI = 300
"""Rows in which the first header must start; long covers and letterheads stand above some tables."""

BARIS_KIRA = 60
"""Rows in which a header is looked for by likeness."""

POKOK = frozenset({"judul", "ringkasan", "jenis_informasi"})
"""What a table of information is about: without one of these columns it is another table."""

_INFORMASI = re.compile(r"informasi|dokumen|judul|ringkas|laporan", re.I)

LABEL_MAKS = 160
"""Longer cells are no header."""

_DIK = {
    "dik_dasar_hukum", "dik_konsekuensi", "dik_konsekuensi_dibuka", "dik_konsekuensi_ditutup", "dik_jangka_waktu",
}  # fmt: skip
_BUANG = re.compile(r"\s*(?:\(\s*[0-9]{1,2}\s*\)|\*+|:)\s*$")
_NOMOR = re.compile(r"\(?\s*([0-9]{1,2})\s*\)?\s*\.?")


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column of a header: 0-based index, whole label as written (`Format … Cetak`), its last part (`Cetak`),
    canonical column or empty when unknown, and the column its label is merely like.
    """

    j: int
    label: str
    pendek: str
    kanonik: str
    usul: str = ""


@dataclass(frozen=True, slots=True)
class Kepala:
    """A header in rows `awal`…`akhir` (inclusive; `akhir < awal` when the columns were declared and no row names
    them). `skor` counts the distinct canonical columns it names, half for one that is only likely.
    """

    awal: int
    akhir: int
    kolom: tuple[Kolom, ...]
    skor: float

    def tanda(self) -> tuple[tuple[int, str], ...]:
        """Equal for a header that is only repeated."""
        return tuple((k.j, kunci_rapat(k.label)) for k in self.kolom)


def cari_kepala(kisi: Kisi, kamus: Kamus, khusus: Mapping[str, str]) -> list[Kepala]:
    """All headers of a table from top to bottom; empty when none starts in the first 300 rows.

    Args: `khusus` maps this office's own header spellings (`Deklarasi.kolom`) to canonical columns.
    """
    p = _Pencari(kisi, kamus, khusus)
    semua = _tanpa_atap([k for i in p.mungkin() if (k := p.di(i))])
    awal = [k for k in semua if k.awal < BARIS_CARI]
    if not awal:
        kira = next((k for i in range(min(BARIS_KIRA, kisi.tinggi)) if (k := p.kira_di(i))), None)
        return [kira] if kira else []
    ambang = 0.6 * max(k.skor for k in awal)
    hasil: list[Kepala] = [next(k for k in awal if k.skor >= ambang)]
    for k in semua:
        if k.awal > hasil[-1].akhir and (k.skor >= 0.6 * hasil[0].skor or _pasti(k)):
            hasil.append(k)
    return hasil


def arti_label(label: str, kamus: Kamus, khusus: Mapping[str, str]) -> str:
    """The canonical column of a label as written; `khusus` as in `cari_kepala`."""
    sendiri = khusus_rapat(khusus)
    calon = (sendiri.get(kunci_rapat(t)) or kamus.kolom(t) for t in (label, bersih_label(label)))
    return next((arti for arti in calon if arti), "")


def khusus_rapat(khusus: Mapping[str, str]) -> dict[str, str]:
    """An office's own spellings under their comparison keys."""
    return {kunci_rapat(k): v for k, v in khusus.items()}


def bersih_label(label: str) -> str:
    """A header cell without line breaks, trailing stars, colons and column numbers."""
    return _BUANG.sub("", satu_baris(label))


def _tanpa_atap(semua: list[Kepala]) -> list[Kepala]:
    """Headers without those that only add a line above another one and name nothing more: that line is a title."""
    return [
        k
        for n, k in enumerate(semua)
        if not any(k.awal < x.awal <= k.akhir and x.skor >= k.skor for x in semua[n + 1 : n + 3])
    ]


def _pasti(k: Kepala) -> bool:
    """A smaller second table further down: every cell is a known header, so the row cannot be data."""
    return len(k.kolom) >= 3 and all(x.kanonik for x in k.kolom)


def _pembaca_depan(kamus: Kamus, khusus: Mapping[str, str]) -> Ingat[bool]:
    """Whether a header spelling can begin with these four characters: most cells are ruled out by them alone."""

    def baca(awal: frozenset[str]) -> Ingat[bool]:
        return Ingat(lambda t: not (t.isascii() and t.isalnum()) or t.lower() in awal)

    if khusus:
        return baca(frozenset(k[:4] for k in (*kamus.header, *khusus)))
    return milik(kamus, "kepala", lambda: baca(frozenset(k[:4] for k in kamus.header)))


class _Pencari:
    """Looks for headers in one sheet; what a text means as a header is worked out once per text."""

    def __init__(self, kisi: Kisi, kamus: Kamus, khusus: Mapping[str, str]) -> None:
        self.kisi, self.kamus = kisi, kamus
        self.khusus = khusus_rapat(khusus)
        self._depan = _pembaca_depan(kamus, self.khusus)
        self._kenal: dict[str, str] = {"": ""}

    def _dikenal(self, t: str) -> str:
        """What a cell means as a header by itself."""
        kenal = self._kenal.get(t) if self._depan[t[:4]] else ""
        if kenal is None:
            bersih = bersih_label(t) if len(t) < LABEL_MAKS else ""
            kenal = self.khusus.get(kunci_rapat(bersih)) or self.kamus.kolom(bersih)
            self._kenal[t] = kenal
        return kenal

    def mungkin(self) -> list[int]:
        """Rows in which a header can start: the subject is named there or in the two rows below. Values such as
        *Softcopy* or *Berkala* are known headers too; they must not make every row of data a candidate.
        """
        calon = {t for b in self.kisi.teks for t in b if self._depan[t[:4]]}
        tanda = {t for t in calon if self._dikenal(t) in POKOK}
        tutup = {t for t in calon if self._dikenal(t) == "kat_dikecualikan"}
        if tutup:  # where it is what the category column says of many rows, it is no header
            hitung = Counter(t for b in self.kisi.teks for t in b if t in tutup)
            tanda |= {t for t in tutup if hitung[t] <= max(BERULANG, self.kisi.tinggi // 10)}
        ada = [i for i, b in enumerate(self.kisi.teks) if not tanda.isdisjoint(b)]
        return sorted({i - n for i in ada for n in range(3) if i >= n})

    def di(self, i: int) -> Kepala | None:
        """The header that starts in row `i`, or None."""
        kisi = self.kisi
        if not any(map(self._dikenal, kisi.teks[i])):
            return None
        paksa = max(
            (g[2] for j in range(kisi.lebar) if (g := kisi.gabung(i, j)) and g[0] == i and g[2] - i <= 2), default=i
        )
        terbaik: Kepala | None = None
        for akhir in range(i, min(i + 3, kisi.tinggi)):
            if akhir > i:
                muat, kenal = self._lanjutan(i, akhir)
                if not muat or (not kenal and akhir > paksa):
                    break
            k = self._susun(i, akhir)
            if k and (terbaik is None or k.skor > terbaik.skor or (akhir <= paksa and k.skor == terbaik.skor)):
                terbaik = k
        return terbaik

    def kira_di(self, i: int) -> Kepala | None:
        """The header that seems to start in row `i`: some cells known, the subject merely like a known spelling."""
        isi = [t for t in self.kisi.teks[i] if t]
        if len(isi) < 3 or any(len(t) >= LABEL_MAKS for t in isi) or not any(map(self._dikenal, isi)):
            return None
        terbaik: Kepala | None = None
        for akhir in range(i, min(i + 3, self.kisi.tinggi)):
            if akhir > i and not all(self._lanjutan(i, akhir)):
                break
            k = self._susun(i, akhir, kira=True)
            if k and (terbaik is None or k.skor > terbaik.skor):
                terbaik = k
        return terbaik

    def _susun(self, awal: int, akhir: int, *, kira: bool = False) -> Kepala | None:
        kolom: list[Kolom] = []
        for j in range(self.kisi.lebar):
            bagian = self._bagian_label(awal, akhir, j)
            if bagian:
                label, kanonik = " ".join(bagian), self._kanonik(bagian)
                usul = self.kamus.usul("header", label) if kira and not kanonik else ""
                kolom.append(Kolom(j, label, bagian[-1], kanonik, usul))
        nama = {k.kanonik for k in kolom} - {"", "abaikan", "lanjutan"}
        if nama & _DIK and not nama & POKOK:  # "Informasi Dikecualikan" over titles, not over ticks
            kolom = [replace(k, kanonik="judul") if k.kanonik == "kat_dikecualikan" else k for k in kolom]
            nama = {k.kanonik for k in kolom} - {"", "abaikan", "lanjutan"}
        mirip = {k.usul for k in kolom} - nama - {""}
        tahu = sum(1 for k in kolom if k.kanonik or k.usul)
        skor = len(nama) + 0.5 * len(mirip)
        if skor < (2.5 if kira else 2) or not (nama | mirip) & POKOK or tahu * 2 < len(kolom):
            return None
        if not nama & PENGUAT and not any(k.kanonik in POKOK and _INFORMASI.search(k.label) for k in kolom):
            return None
        return Kepala(awal, akhir, tuple(kolom), skor)

    def _bagian_label(self, awal: int, akhir: int, j: int) -> list[str]:
        """The texts that stand over a column, outermost first: `["Format …", "Cetak"]`."""
        kisi = self.kisi
        bagian: list[str] = []
        for i in range(awal, akhir + 1):
            t = kisi.sendiri(i, j)
            g = kisi.gabung(i, j)
            if not t and g and g[0] >= awal and j != g[1]:
                t = kisi.sendiri(g[0], g[1]) if g[0] == i else ""
            elif not t and not g and i == awal and self._anak(i, akhir, j):
                kiri = j
                while kiri > 0 and not kisi.sendiri(i, kiri) and self._anak(i, akhir, kiri):
                    kiri -= 1
                t = kisi.sendiri(i, kiri) if self._anak(i, akhir, kiri) else ""
            t = bersih_label(t)
            if t and not _NOMOR.fullmatch(t) and t not in bagian:
                bagian.append(t)
        return bagian

    def _anak(self, i: int, akhir: int, j: int) -> bool:
        """Whether a later header row says something in this column."""
        return any(self.kisi.sendiri(r, j) for r in range(i + 1, akhir + 1))

    def _lanjutan(self, awal: int, i: int) -> tuple[bool, bool]:
        """Whether row `i` can belong to the header above (every text stands under a blank or a group, or completes a
        label), and whether any of its texts is a known header.
        """
        kenal = False
        kisi, kamus = self.kisi, self.kamus
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

    def _kanonik(self, bagian: list[str]) -> str:
        """What a column means, from the whole label, then its last part under the meaning of the part above."""
        utuh, anak, induk = " ".join(bagian), bagian[-1], " ".join(bagian[:-1])
        kamus, khusus = self.kamus, self.khusus
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
        ekor = (" ".join(bagian[n:]) for n in range(1, len(bagian)))
        return next((k for t in ekor if (k := kamus.kolom(t))), atas)


def baris_nomor(teks: list[str]) -> bool:
    """A row of column numbers `(1) (2) … (13)`, also with gaps: at least three, all rising."""
    angka: list[int] = []
    for t in teks:
        m = _NOMOR.fullmatch(t) if t else None
        if m:
            angka.append(int(m[1]))
        elif t:
            return False
    return len(angka) >= 3 and all(a < b for a, b in pairwise(angka))
