"""Cards: one information per small table of two columns, label beside value (domain.md §2.1 H10).

    Ringkasan Informasi   | Profil dinas beserta tugas dan fungsinya
    Penanggung Jawab      | Sekretaris Dinas
    …

Several cards may stand below each other in one sheet, or side by side, or as columns of values behind one column of
labels. They are laid flat here: a table with a column per label and a row per card, in which every cell knows where it
stood, so that everything after this module is the same as for any other table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from dip.lembar import Lembar, Nilai, Posisi
from dip.normal.kamus import Kamus
from dip.normal.kategori import baca_bagian
from dip.normal.kepala import LABEL_MAKS, POKOK, arti_label, bersih_label
from dip.normal.kisi import Kisi
from dip.normal.teks import buang_nomor, kunci, kunci_rapat

KOLOM_LABEL = 12
"""Columns in which labels are looked for."""

LABEL_SEDIKIT = 3
"""Different known labels, the subject among them, that make a column of labels."""

_ISI = frozenset({"isi", "nilai", "isian", "keterangan", "uraian", "deskripsi", "penjelasan"})
"""What stands over the values when the two columns have names (*Jenis | Isi*)."""

_BERULANG = frozenset({"tautan", "keterangan", "jenis_media"})
"""Labels that one card may repeat in the next row."""

Arti = Callable[[str], str]
"""Label as written → canonical column, or empty."""

_TITIK_DUA = re.compile(r"^\s*:\s*")


@dataclass(frozen=True, slots=True)
class Pasangan:
    """One row of a card: label as written, what it means, and the cells of its value (the label's row first)."""

    label: str
    arti: str
    letak: Posisi
    isi: tuple[Posisi, ...]


@dataclass(slots=True)
class Kartu:
    """One card: its pairs and all rows it takes, with the class that a heading above it opens."""

    pasangan: list[Pasangan] = field(default_factory=list)
    baris: list[int] = field(default_factory=list)
    bagian: str = ""

    def arti(self) -> set[str]:
        """What its labels mean."""
        return {p.arti for p in self.pasangan}


@dataclass(slots=True)
class Deret:
    """The cards of one column of labels and one column of values, and the other rows: (row, reason)."""

    kartu: list[Kartu] = field(default_factory=list)
    lain: list[tuple[int, str]] = field(default_factory=list)
    judul: list[str] = field(default_factory=list)
    kolom: int = 0


def skor_label(kisi: Kisi, arti: Arti, j: int) -> int:
    """How many different known labels stand below each other in a column; 0 when it is no column of labels. Names of
    classes and forms do not count: a summary lists them with numbers beside.
    """
    ada: set[str] = set()
    kenal = lain = 0
    for i in range(kisi.tinggi):
        t = kisi.sendiri(i, j)
        if not t or not any(kisi.teks[i][j + 1 :]):
            continue
        a = arti(t)
        kenal, lain = (kenal + 1, lain) if a else (kenal, lain + 1)
        ada |= set() if a.startswith(("kat_", "bentuk_")) else {a} - {""}
    return len(ada) if len(ada) >= LABEL_SEDIKIT and ada & POKOK and kenal >= lain else 0


def cari_deret(kisi: Kisi, kamus: Kamus, khusus: Mapping[str, str], skor_kepala: float) -> list[Deret]:
    """The cards of a sheet from left to right; empty when it has none, or when a header row (`skor_kepala` known
    columns) explains the sheet better.
    """
    arti = _pengarti(kamus, khusus)
    skor = {j: skor_label(kisi, arti, j) for j in range(min(KOLOM_LABEL, kisi.lebar - 1))}
    label = [j for j, n in skor.items() if n > skor_kepala]
    hasil: list[Deret] = []
    for n, j in enumerate(label):
        batas = label[n + 1] if n + 1 < len(label) else kisi.lebar
        for kolom in _kolom_isi(kisi, arti, j, batas):
            hasil.append(_satu_deret(kisi, arti, j, kolom))
    return hasil


def _pengarti(kamus: Kamus, khusus: Mapping[str, str]) -> Arti:
    """What a label means, worked out once per text."""
    ingat: dict[str, str] = {"": ""}

    def arti(t: str) -> str:
        if t not in ingat:
            baru = (
                ""
                if len(t) >= LABEL_MAKS
                else arti_label(t, kamus, khusus) or arti_label(buang_nomor(t), kamus, khusus)
            )
            ingat[t] = "" if baru == "lanjutan" else baru
        return ingat[t]

    return arti


def _kolom_isi(kisi: Kisi, arti: Arti, j: int, batas: int) -> list[list[int]]:
    """The value columns of a label column: one list per row of cards. Two columns filled beside most labels are two
    informations; a column of colons is none.
    """
    berlabel = [i for i in range(kisi.tinggi) if arti(kisi.sendiri(i, j))]
    isi = {k: sum(1 for i in berlabel if _nilai_teks(kisi, i, k)) for k in range(j + 1, batas)}
    penuh = [k for k, n in isi.items() if n * 2 >= len(berlabel)]
    return [[k] for k in penuh] if len(penuh) > 1 else [[k for k, n in isi.items() if n] or [j + 1]]


def _nilai_teks(kisi: Kisi, i: int, k: int) -> str:
    return _TITIK_DUA.sub("", kisi.sendiri(i, k))


def _satu_deret(kisi: Kisi, arti: Arti, j: int, kolom: list[int]) -> Deret:
    """Read one column of labels from top to bottom."""
    d = Deret(kolom=kolom[0])
    kini: Kartu | None = None
    celah, bagian = True, ""
    for i in range(kisi.tinggi):
        label = kisi.sendiri(i, j)
        isi = tuple((i, k) for k in kolom if _nilai_teks(kisi, i, k) or kisi.target(i, k) or (i, k) in kisi.galat)
        if not label and not isi:
            celah = True
            continue
        makna = arti(label)
        if not label and kini is not None and not celah:
            akhir = kini.pasangan[-1]
            kini.pasangan[-1] = Pasangan(akhir.label, akhir.arti, akhir.letak, (*akhir.isi, *isi))
            kini.baris.append(i)
            continue
        if makna and isi and kunci(_nilai_teks(kisi, *isi[0])) in _ISI and (kini is None or celah):
            d.lain.append((i, "kepala"))
            celah = True
            continue
        if not makna and (kini is None or celah or not isi):
            bagian = baca_bagian(label) or bagian
            d.lain.append((i, "bagian" if baca_bagian(label) else "kaki" if kini else "judul_tabel"))
            d.judul += [] if d.kartu else [b for b in (label or kisi.sendiri(*isi[0])).split("\n") if b]
            celah = True
            continue
        p = Pasangan(bersih_label(label), makna, (i, j), isi)
        if kini is None or _mulai(kini, p, celah):
            kini = Kartu(bagian=bagian)
            d.kartu.append(kini)
        kini.pasangan.append(p)
        kini.baris.append(i)
        celah = False
    return d


def _mulai(kini: Kartu, p: Pasangan, celah: bool) -> bool:
    """Whether a pair opens the next card: its label was there already, or a gap precedes a card's first words."""
    if p.arti in kini.arti() - {""}:
        return not (p.arti in _BERULANG and kini.pasangan[-1].arti == p.arti)
    awal = kini.pasangan[0].arti
    return celah and (p.arti in POKOK | {"nomor"} or p.arti == awal) and bool(kini.arti() & POKOK)


@dataclass(frozen=True, slots=True)
class Rata:
    """Cards laid flat: `lembar` has the labels in row 0 and a card in each further row, `asal` says where each of its
    cells stood, `label` is the meaning of each column, `baris` the first row of each card.
    """

    lembar: Lembar
    asal: dict[Posisi, Posisi]
    label: list[tuple[str, str]]
    baris: list[int]


def ratakan(lembar: Lembar, kisi: Kisi, kartu: Sequence[Kartu]) -> Rata:
    """Lay cards flat. Cells of one value (several columns, rows without a label of their own) are joined by line."""
    kolom: dict[str, int] = {}
    label: list[tuple[str, str]] = []
    kepala: list[Nilai] = []
    rata = Rata(Lembar(lembar.nama, [kepala], pengantar=lembar.pengantar), {}, label, [k.baris[0] for k in kartu])
    for n, k in enumerate(kartu, 1):
        baris: list[Nilai] = [None] * len(kolom)
        letak: dict[int, list[Posisi]] = {}
        for p in k.pasangan:
            kunci_kolom = p.arti if p.arti and p.arti not in _BERULANG else kunci_rapat(p.label) or p.label
            j = kolom.setdefault(kunci_kolom, len(kolom))
            if j == len(label):
                label.append((p.label, p.arti))
                kepala.append(p.label)
                rata.asal[(0, j)] = p.letak
            baris += [None] * (j + 1 - len(baris))
            letak.setdefault(j, []).extend(p.isi)
            rata.asal.setdefault((n, j), p.isi[0] if p.isi else p.letak)
        for j, daftar in letak.items():
            baris[j] = _gabung_isi(rata, lembar, kisi, (n, j), daftar)
        rata.lembar.baris.append(baris)
        if any(i in lembar.baris_sembunyi for i in k.baris):
            rata.lembar.baris_sembunyi.add(n)
    return rata


def _gabung_isi(rata: Rata, asli: Lembar, kisi: Kisi, di: Posisi, daftar: Sequence[Posisi]) -> Nilai:
    """The value of one flat cell, with links, errors and formats carried along."""
    baru = rata.lembar
    for p in daftar:
        if p in asli.tautan:
            baru.tautan.setdefault(di, []).extend(asli.tautan[p])
        if p in kisi.galat:
            baru.galat.setdefault(di, kisi.galat[p])
    if len(daftar) == 1 and not kisi.sendiri(*daftar[0]).startswith(":"):
        i, j = daftar[0]
        if (i, j) in asli.format:
            baru.format[di] = asli.format[(i, j)]
        if (i, j) in asli.simbol:
            baru.simbol.add(di)
        return asli.baris[i][j] if j < len(asli.baris[i]) and j not in asli.kolom_sembunyi else None
    return "\n".join(t for p in daftar if (t := _nilai_teks(kisi, *p)))
