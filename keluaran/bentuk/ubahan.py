"""What an edition changed, as far as the public may read it.

Titles come from the rows published now: the title of a withdrawn row, or the text a changed row had before, may be the
very thing that had to go. Such items have a code and an office, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dip.entri import KOLOM_ISI
from dip.revisi import EdisiLalu, PerintahSah
from keluaran.bentuk.alamat import alamat_butir, ember, milik_opd
from keluaran.bentuk.dasar import JUDUL_KOLOM, Bahan
from keluaran.bentuk.nisan import susun_nisan

SEBUTAN_DITAMPILKAN = 500
"""Items named in one list of a page; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Sebutan:
    """An item as a list of changes names it. `judul` is empty when it is not published now, `alamat` when the site has
    no page that knows its code; `kolom` are headings of the columns that changed.
    """

    kode: str
    judul: str
    opd: str
    alamat: str
    kolom: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Daftar:
    """A list of items, cut; `banyak` is how many there are."""

    butir: Sequence[Sebutan]
    banyak: int

    @property
    def sisa(self) -> int:
        """How many are not named."""
        return self.banyak - len(self.butir)

    def awal(self, n: int) -> Daftar:
        """The first n of those that are published now."""
        return Daftar([b for b in self.butir if b.judul][:n], self.banyak)


@dataclass(frozen=True, slots=True)
class Ubahan:
    """Changes of one edition. `pertama` compares with nothing; `tanpa_butir`: only how many is still known."""

    pertama: bool
    dibanding: str
    baru: Daftar
    diubah: Daftar
    dicabut: Daftar
    tanpa_butir: bool = False


class PenyebutButir:
    """Names items of one site."""

    def __init__(self, bahan: Bahan) -> None:
        self._bahan = bahan
        self._nama = bahan.nama_opd

    @cached_property
    def _judul(self) -> Mapping[str, str]:
        return {b["kode"]: b["judul"] for b in self._bahan.baris}

    @cached_property
    def _beralamat(self) -> frozenset[str]:
        return frozenset(self._judul) | {n.kode for n in susun_nisan(self._bahan)}

    def sebut(self, kode: str, kolom: Iterable[str] = ()) -> Sebutan:
        """One item. Columns are named in the order of the list; others are no business of the public."""
        opd = ember(kode)[0].upper()
        nama_kolom = tuple(JUDUL_KOLOM[k] for k in KOLOM_ISI if k in set(kolom))
        alamat = alamat_butir(kode) if kode in self._beralamat else ""
        return Sebutan(kode, self._judul.get(kode, ""), self._nama.get(opd, opd), alamat, nama_kolom)

    def daftar(self, kode: Iterable[str], kolom: Mapping[str, Iterable[str]] | None = None) -> Daftar:
        """A list of items of this site, sorted by code."""
        milik = sorted(k for k in kode if milik_opd(k, self._bahan.opd))
        kolom = kolom or {}
        return Daftar([self.sebut(k, kolom.get(k, ())) for k in milik[:SEBUTAN_DITAMPILKAN]], len(milik))

    def kini(self) -> Ubahan:
        """Changes of this edition."""
        p, kepala = self._bahan.revisi.perubahan, self._bahan.revisi.kepala
        return Ubahan(
            pertama=not kepala["periode_hidup"],
            dibanding=kepala["periode_hidup"],
            baru=self.daftar(p["baru"]),
            diubah=self.daftar((u["kode"] for u in p["diubah"]), {u["kode"]: u["kolom"] for u in p["diubah"]}),
            dicabut=self.daftar(u["kode"] for u in p["dicabut"]),
        )

    def lalu(self, edisi: EdisiLalu) -> Ubahan:
        """Changes of an earlier edition. Of very old ones only the counts were kept, those of the whole register."""
        baru, diubah, dicabut = (self.daftar(k) for k in (edisi["baru"], edisi["diubah"], edisi["dicabut"]))
        tanpa = not edisi["pertama"] and not any((edisi["baru"], edisi["diubah"], edisi["dicabut"]))
        if tanpa and not self._bahan.opd:
            baru, diubah, dicabut = (Daftar([], edisi["jumlah"].get(k, 0)) for k in ("baru", "diubah", "dicabut"))
        hilang = tanpa and any(d.banyak for d in (baru, diubah, dicabut))
        return Ubahan(edisi["pertama"], "", baru, diubah, dicabut, tanpa_butir=hilang)

    def perintah(self) -> list[tuple[PerintahSah, Daftar]]:
        """Orders since the ratification that concern this site, oldest first, with their items."""
        sah = self._bahan.pengesahan
        semua = [(p, self.daftar(p.butir)) for p in (sah.perintah if sah else ())]
        return [(p, d) for p, d in semua if d.banyak or not p.butir]
