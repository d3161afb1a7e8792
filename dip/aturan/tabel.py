"""What rules look at: rows with memoised column views, and what is known beside them.

DIP texts repeat (units, years, retention, links), so work is done on the distinct values of a column
(`Tabel.pada`), which beats every cell-by-cell way (facts/performance.md §2).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from dip.entri import Entri
from dip.normal.kamus import Kamus
from dip.normal.teks import kunci
from dip.pengaturan import Kebijakan, Opd

Topeng = npt.NDArray[np.bool_]
"""A boolean per row."""

Letak = npt.NDArray[np.intp]
"""Positions: of rows, or of distinct values."""

Parameter = dict[str, str | int]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Konteks:
    """What rules may know beside the rows.

    `periode` is the edition's month (`2026-11`): time is a parameter. `opd` are all offices of the institution.
    `judul_dik` lists, per office code, titles of excluded information; never shown in a finding. `hidup` are the rows
    of the live edition, of which only the published columns are trusted. `kolom_kurang` names, per (sender, sheet),
    the columns that the whole table lacks and STR-004 has said so (`Ternormal.kolom_kurang`): rules about single empty
    cells are silent there. `kamus`, when given, supplies the dictionary lines that findings propose; `wilayah` is the
    institution as it calls itself (*Pemerintah Kabupaten Bangka*), as in `normalkan`. `turun` are items that an order
    took down after publication, each with the order's number.
    """

    periode: str
    kebijakan: Kebijakan
    opd: Sequence[Opd]
    judul_dik: Mapping[str, Sequence[str]] = field(default_factory=dict)
    hidup: Sequence[Entri] = ()
    kolom_kurang: Mapping[tuple[str, str], Collection[str]] = field(default_factory=dict)
    kamus: Kamus | None = None
    wilayah: str = ""
    turun: Sequence[tuple[Entri, int]] = ()

    @property
    def tahun(self) -> int:
        """The year of the edition."""
        return int(self.periode[:4])

    @property
    def bulan(self) -> int:
        """The month of the edition, counted from year 0."""
        return self.tahun * 12 + int(self.periode[5:7]) - 1


class Kena(NamedTuple):
    """One hit: row position inside the table, canonical column (empty: the row), values for the message.

    `seluruh` makes it a finding about the sender's whole table, not about that row: it never holds or marks it.
    """

    posisi: int
    kolom: str
    parameter: Parameter
    seluruh: bool = False


class Rata(NamedTuple):
    """A column of lists laid flat: row position of each item, index of its distinct value, the distinct values."""

    baris: Letak
    letak: Letak
    unik: list[str]


class Tabel:
    """The rows of one or more offices with memoised column views. Positions count from 0 whatever the index was."""

    def __init__(self, rekap: pd.DataFrame, konteks: Konteks) -> None:
        self.rekap = rekap
        self.konteks = konteks
        self._ingat: dict[str, Any] = {}

    def __len__(self) -> int:
        return len(self.rekap)

    def sekali(self, nama: str, hitung: Callable[[], T]) -> T:
        """The value of `hitung`, computed once per table and name: what several rules need."""
        if nama not in self._ingat:
            self._ingat[nama] = hitung()
        hasil: T = self._ingat[nama]
        return hasil

    def daftar(self, kolom: str) -> list[Any]:
        """A column as a list of Python values."""
        return self.sekali(f"daftar:{kolom}", self.rekap[kolom].tolist)

    def indeks(self, kolom: str) -> tuple[Letak, list[str]]:
        """A text column as (index of the distinct value per row, distinct values in order of appearance)."""

        def hitung() -> tuple[Letak, list[str]]:
            letak, unik = pd.factorize(self.rekap[kolom])
            return letak, list(unik)

        return self.sekali(f"indeks:{kolom}", hitung)

    def pada(self, kolom: str, fungsi: Callable[[str], Any], *, kunci_saja: bool = False) -> npt.NDArray[Any]:
        """`fungsi` of every value of a text column, called once per distinct value.

        `kunci_saja` hands over the comparison key (`dip.normal.teks.kunci`) in place of the text.
        """
        letak, unik = self.indeks(kolom)
        hasil = np.empty(len(unik), dtype=object)
        hasil[:] = [fungsi(u) for u in (self._kunci(kolom) if kunci_saja else unik)]
        return np.asarray(hasil[letak])

    def _kunci(self, kolom: str) -> list[str]:
        return self.sekali(f"kunci:{kolom}", lambda: [kunci(u) for u in self.indeks(kolom)[1]])

    def cari_kata(self, kolom: str, penanda: Collection[str], fungsi: Callable[[str], str]) -> dict[int, str]:
        """Rows for whose comparison key `fungsi` gives a word, with that word.

        Asked only of keys that contain one of `penanda`, the words without which `fungsi` finds nothing: nearly no text
        of a DIP has one, and that is seen from the words of the whole column.
        """
        kunci_ = self._kunci(kolom)
        kosakata = self.sekali(f"kosakata:{kolom}", lambda: frozenset(" ".join(kunci_).split()))
        ada = [k for k in penanda if k in kosakata]
        if not ada:
            return {}
        calon = [n for n, k in enumerate(kunci_) if any(p in k for p in ada)]
        ketemu = {n: kata for n in calon if (kata := fungsi(kunci_[n]))}
        if not ketemu:
            return {}
        letak = self.indeks(kolom)[0]
        return {i: ketemu[int(letak[i])] for i in np.flatnonzero(np.isin(letak, list(ketemu))).tolist()}

    def kunci(self, kolom: str) -> npt.NDArray[Any]:
        """A column as it is compared: without case, accents and punctuation."""
        return self.pada(kolom, lambda k: k, kunci_saja=True)

    def cocok(self, kolom: str, fungsi: Callable[[str], Any], *, kunci_saja: bool = False) -> Topeng:
        """Rows whose text (or comparison key) satisfies `fungsi`."""
        letak, unik = self.indeks(kolom)
        ya = [bool(fungsi(u)) for u in (self._kunci(kolom) if kunci_saja else unik)]
        if not any(ya):
            return np.zeros(len(letak), dtype=bool)
        return np.asarray(np.array(ya, dtype=bool)[letak])

    def cocok_kunci(self, kolom: str, fungsi: Callable[[str], Any]) -> Topeng:
        """Rows whose comparison key satisfies `fungsi`."""
        return self.cocok(kolom, fungsi, kunci_saja=True)

    def sama(self, kolom: str, nilai: str | bool) -> Topeng:
        """Rows with exactly this value."""
        if isinstance(nilai, bool):
            return np.asarray(self.rekap[kolom].to_numpy() == nilai, dtype=bool)
        return self.sekali(f"sama:{kolom}:{nilai}", lambda: self.cocok(kolom, lambda s: s == nilai))

    def bilangan(self, kolom: str) -> npt.NDArray[np.int64]:
        """A column of whole numbers."""
        return self.sekali(f"bilangan:{kolom}", lambda: self.rekap[kolom].to_numpy(dtype=np.int64))

    def rata(self, kolom: str) -> Rata:
        """A column of lists laid flat, items in their order; an item twice in one row is there once."""

        def hitung() -> Rata:
            isi = [x if len(x) < 2 else list(dict.fromkeys(x)) for x in self.daftar(kolom)]
            banyak = np.fromiter(map(len, isi), dtype=np.intp, count=len(isi))
            satuan = [u for x in isi for u in x]
            letak, unik = pd.factorize(np.array(satuan, dtype=object))
            return Rata(np.repeat(np.arange(len(isi)), banyak), letak, list(unik))

        return self.sekali(f"rata:{kolom}", hitung)

    def memuat(self, kolom: str, nilai: str) -> Topeng:
        """Rows whose list contains this value."""
        return self.sekali(f"memuat:{kolom}:{nilai}", lambda: self.ada_di(kolom, lambda u: u == nilai))

    def ada_di(self, kolom: str, fungsi: Callable[[str], Any]) -> Topeng:
        """Rows whose list has an item that satisfies `fungsi`, called once per distinct item."""
        r = self.rata(kolom)
        hasil = np.zeros(len(self), dtype=bool)
        ya = np.array([bool(fungsi(u)) for u in r.unik], dtype=bool)
        if len(ya):
            hasil[r.baris[ya[r.letak]]] = True
        return hasil

    def kosong(self, kolom: str) -> Topeng:
        """Rows whose text, or list, is empty."""
        if kolom not in ("bentuk", "tautan", "kategori_calon", "tautan_mentah"):
            return self.sama(kolom, "")

        def hitung() -> Topeng:
            hasil = np.ones(len(self), dtype=bool)
            hasil[self.rata(kolom).baris] = False
            return hasil

        return self.sekali(f"kosong:{kolom}", hitung)

    def belum_dikatakan(self, kolom: str) -> Topeng:
        """Rows where an empty cell of this column is news: not where STR-004 named the whole column as missing."""
        kurang = {tempat for tempat, nama in self.konteks.kolom_kurang.items() if kolom in nama}
        if not kurang:
            return np.ones(len(self), dtype=bool)
        lembar = (x["lembar"] for x in self.daftar("asal"))
        baris = zip(self.pengirim(), lembar, strict=True)
        return np.fromiter((b not in kurang for b in baris), dtype=bool, count=len(self))

    def pengirim(self) -> list[str]:
        """Code of the office that sent each row: the first part of `id_baris`."""
        return self.sekali("pengirim", lambda: [i.partition(":")[0] for i in self.daftar("id_baris")])

    def per_pengirim(self) -> dict[str, list[int]]:
        """Positions of each sender's rows, in order."""

        def hitung() -> dict[str, list[int]]:
            hasil: dict[str, list[int]] = defaultdict(list)
            for i, opd in enumerate(self.pengirim()):
                hasil[opd].append(i)
            return dict(hasil)

        return self.sekali("per_pengirim", hitung)

    def baru(self) -> Topeng:
        """Rows that came for this edition; data carried forward from an older one was judged there."""

        def hitung() -> Topeng:
            return self.cocok("edisi_data", lambda s: not s or s >= self.konteks.periode)

        return self.sekali("baru", hitung)

    def entri(self) -> list[Entri]:
        """The rows as plain dicts again."""
        return self.sekali("entri", lambda: daftar_entri(self.rekap))

    def kena(self, topeng: Topeng, kolom: str, **parameter: str) -> Iterator[Kena]:
        """A hit per marked row; `nilai="waktu_teks"` puts that column's text under the placeholder `nilai`."""
        letak = np.flatnonzero(topeng).tolist()
        if not letak:
            return
        asal = [(nama, self.daftar(k)) for nama, k in parameter.items()]
        for i in letak:
            yield Kena(i, kolom, {nama: isi[i] for nama, isi in asal})


def daftar_entri(rekap: pd.DataFrame) -> list[Entri]:
    """The rows of a DataFrame as `Entri` again: the inverse of `DataFrame(list[Entri])`."""
    nama = list(rekap.columns)
    kolom = (rekap[k].tolist() for k in nama)
    return cast("list[Entri]", [dict(zip(nama, baris, strict=True)) for baris in zip(*kolom, strict=True)])
