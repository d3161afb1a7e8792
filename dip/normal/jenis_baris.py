"""Says what every row of a table is: data, continuation, section, group, number row, signature … (domain.md §2.2).

Doubt always ends as data: a row too many is a finding that somebody sees, a row too few is an information lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from dip.normal.kategori import Tanda, baca_bagian, tanda_rahasia
from dip.normal.kepala import baris_nomor
from dip.normal.kisi import Kisi
from dip.normal.peta import Peta
from dip.normal.teks import bernomor, kosong, rapikan
from dip.normal.waktu import SEBUTAN_BULAN

Jenis = Literal["data", "anak", "lanjutan", "bagian", "kelompok", "nomor_kolom", "kaki", "kosong"]
"""`anak` is a row with only a title that inherits from the full row above it."""

_PENCACAH = re.compile(r"\(?(?:[0-9]{1,4}(?:[.][0-9a-zA-Z]{1,2})*|[a-zA-Z]|[ivxIVX]{1,5})[.)]{0,2}")
_BESAR = re.compile(r"\(?(?:[A-Z]|[IVX]{1,5})[.)]{0,2}")
_ANAK = re.compile(r"\(?(?:[a-z]|[ivx]{2,4}|[0-9]{1,3}\.[0-9a-z]{1,2})[.)]{0,2}")
_BLN = "|".join(SEBUTAN_BULAN)
_TEMPAT_TANGGAL = re.compile(
    rf"[^\W\d_][^\d,]{{2,40}},?\s*(?:tanggal\s*)?[\d.…_ ]*\s*(?:{_BLN}|[.…_]{{3,}})?\s*"
    r"(?:(?:19|20)[0-9]{2}|[.…_]{3,})",
    re.I,
)
_KAKI = re.compile(
    r"(?:mengetahui|menyetujui|disetujui|ditetapkan|disahkan|dibuat di|dikeluarkan di|an\.|a\.\s?n\.|plt\b|plh\b|"
    r"selaku\b|u\.b\b|kepala\s+(?:dinas|badan|bagian|bidang|kantor|sub|seksi|upt|sekretariat|satuan)|camat\b|"
    r"direktur\b|sekretaris\b|inspektur\b|lurah\b|bupati\b|wali\s?kota\b|atasan ppid|ppid\b|pejabat pengelola|"
    r"pembina\b|penata\b|nip\b|catatan\s*:|keterangan\s*:|ket\s*\.?\s*:|sumber\s*:|note\s*:|jumlah\b|total\b|"
    r"tanggal (?:ekspor|cetak|unduh)|dicetak\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Baris:
    """One row: 0-based index, what it is, and for `bagian` the class, for `kelompok` the group's name. `tanda` says how
    surely a row of one text announces excluded information without being a section row of it.
    """

    i: int
    jenis: Jenis
    teks: str = ""
    tanda: Tanda = ""


class PembagiBaris:
    """Classifies the rows `awal`…`akhir` (inclusive) under one header."""

    def __init__(self, kisi: Kisi, peta: Peta, awal: int, akhir: int) -> None:
        self.kisi, self.peta, self.awal, self.akhir = kisi, peta, awal, akhir
        self.j_nomor = peta.satu("nomor")
        self.j_judul = peta.pokok()
        self.pakai = [j for j in peta.dipakai() if j != self.j_nomor]
        self._dipakai = frozenset(self.pakai)
        self.ambang = min(3, len(self.pakai))

    def bagi(self) -> list[Baris]:
        """All non-empty rows in order. Rows are looked at from the top: what a row is depends on those above."""
        hasil: list[Baris] = []
        kaki = False
        for i in range(self.awal, self.akhir + 1):
            if not self.kisi.berisi[i]:
                continue
            if i > self.data_akhir and not kaki:
                kaki = self._kaki(i)
            b = Baris(i, "kaki") if kaki else self._satu(i, hasil)
            hasil.append(b if b.jenis == "bagian" else self._tandai(b))
        return hasil

    def _tandai(self, b: Baris) -> Baris:
        """The row with its `tanda`. A row that is an information itself only announces something when it reads like a
        heading and is not counted among the others.
        """
        teks = self._satu_teks(b.i)
        tanda = tanda_rahasia(teks) if teks else ""
        if b.jenis in ("data", "anak") and (tanda == "sebut" or self._berangka(b.i)):
            return b
        return replace(b, tanda=tanda) if tanda else b

    def _satu_teks(self, i: int) -> str:
        """The text of a row that says one thing only, once or repeated, with at most a number before it; or empty."""
        isi = list(dict.fromkeys(t for j in self.kisi.terisi(i) if (t := self.kisi.sendiri(i, j))))
        if len(isi) == 2 and _PENCACAH.fullmatch(isi[0]):
            isi = isi[1:]
        return isi[0] if len(isi) == 1 else ""

    @cached_property
    def data_akhir(self) -> int:
        """The last row that is surely data: a signature block can only come after it."""
        semua = range(self.akhir, self.awal - 1, -1)
        return next((i for i in semua if self._penuh(i) or (self._berangka(i) and self._berjudul(i))), self.awal - 1)

    def _berangka(self, i: int) -> bool:
        return self._nomor(i).strip("(.) ")[:1].isdecimal()

    def _berjudul(self, i: int) -> bool:
        return self.j_judul is not None and self.kisi.bermakna(i, self.j_judul)

    def _penuh(self, i: int) -> bool:
        """Title and at least three columns filled, merged ranges counted."""
        if self.j_judul is None or not self._isi(i, self.j_judul):
            return False
        n = sum(1 for j in self.pakai if self._isi(i, j) or (i, j) in self.kisi.galat)
        return n >= max(self.ambang, 1) and (len(self.pakai) > 1 or self._bernomor(i))

    def _isi(self, i: int, j: int) -> str:
        """Text of a cell or its merged range; empty tokens are empty."""
        t = self.kisi.isi(i, j)[0]
        return "" if kosong(t) else t

    def _bernomor(self, i: int) -> bool:
        return self.j_nomor is not None and bool(_PENCACAH.fullmatch(self._nomor(i)))

    def _nomor(self, i: int) -> str:
        return self.kisi.sendiri(i, self.j_nomor) if self.j_nomor is not None else ""

    def _kaki(self, i: int) -> bool:
        """Whether the signature block, or a note under the table, starts here."""
        isi = [self.kisi.sendiri(i, j) for j in self.kisi.terisi(i)]
        if not isi or len(isi) > 3 or self._berangka(i):
            return False
        baris = [b[:120] for t in isi for b in t.split("\n")]  # longer lines are no signature
        if any(_KAKI.match(b) or _TEMPAT_TANGGAL.fullmatch(b) for b in baris):
            return True
        lepas = i > 0 and not self.kisi.berisi[i - 1]
        lebar = any((g := self.kisi.gabung(i, j)) and g[3] - g[1] >= 2 for j in self.kisi.terisi(i))
        return len(isi) == 1 and not self._bagian(i) and (lepas or lebar)

    def _satu(self, i: int, atas: list[Baris]) -> Baris:
        kisi, terisi = self.kisi, self.kisi.terisi(i)
        if self._jelas(i, terisi):
            return Baris(i, "data")
        if (
            baris_nomor(kisi.teks[i])
            and (len(atas) < 2 or any("(" in t for t in kisi.teks[i]))
            and not self._ada_data(atas)
        ):
            return Baris(i, "nomor_kolom")
        kategori = self._bagian(i)
        if kategori:
            return Baris(i, "bagian", kategori)
        sendiri = [j for j in terisi if j != self.j_nomor]
        if not sendiri:
            return self._tanpa_isi(i)
        if self._tergabung(i):
            return Baris(i, "lanjutan")
        dekat = bool(atas) and atas[-1].jenis in ("data", "anak", "lanjutan") and atas[-1].i == i - 1
        nomor = self._nomor(i)
        if sendiri == [self.j_judul] and len(self.pakai) > 1:
            return self._hanya_judul(i, nomor, dekat, atas)
        pakai = [j for j in sendiri if j in self.pakai]
        if not pakai:
            return Baris(i, "kosong")
        judul_ada = (self.j_judul is not None and bool(self._isi(i, self.j_judul))) or (i, self.j_judul) in kisi.galat
        if not judul_ada and not nomor and dekat and len(pakai) <= 2:
            return Baris(i, "lanjutan")
        return Baris(i, "data")

    def _jelas(self, i: int, terisi: list[int]) -> bool:
        """A plain row with a title and more: data, whatever stands above. Most rows are."""
        return (
            len(terisi) > 2
            and i not in self.kisi.istimewa
            and self.j_judul in self._dipakai
            and bool(self._isi(i, self.j_judul or 0))
            and len(set(self.kisi.teks[i]) - {""}) > 2
            and not baris_nomor(self.kisi.teks[i])
        )

    def _ada_data(self, atas: list[Baris]) -> bool:
        return bool(atas) and atas[-1].jenis in ("data", "anak", "lanjutan")

    def _bagian(self, i: int) -> str:
        """The class a section row opens: one text, with at most a number beside it, nothing else in the row."""
        sempit = len(self.pakai) <= 2
        isi = [(j, t) for j, t in enumerate(self.kisi.teks[i]) if t]
        if len(isi) == 2 and _PENCACAH.fullmatch(isi[0][1]):
            isi = isi[1:]
        if len(isi) == 1:
            return baca_bagian(isi[0][1], sempit=sempit)
        # dashes beside a heading, or the heading in every cell: read only where missing it would publish
        teks = "" if self._berangka(i) else self._satu_teks(i)
        return kelas if teks and (kelas := baca_bagian(teks, sempit=sempit)) == "dikecualikan" else ""

    def _tanpa_isi(self, i: int) -> Baris:
        """Only the number column says something: a group's name, a prepared but empty row, or a merged remainder."""
        nomor = self._nomor(i)
        if nomor and not _PENCACAH.fullmatch(nomor):
            return Baris(i, "kelompok", rapikan(nomor))
        if nomor and self.j_judul is not None and self._isi(i, self.j_judul):
            return Baris(i, "data")
        return Baris(i, "kosong")

    def _tergabung(self, i: int) -> bool:
        """Number and title both belong to the merged cells of the row above: one information over several rows."""
        if self.j_nomor is None or self.j_judul is None or i == self.awal:
            return False
        return all(
            (g := self.kisi.gabung(i, j)) is not None and self.awal <= g[0] < i for j in (self.j_nomor, self.j_judul)
        )

    def _hanya_judul(self, i: int, nomor: str, dekat: bool, atas: list[Baris]) -> Baris:
        """A row of which only the title column is filled: group, child, continuation or an incomplete information."""
        j = self.j_judul or 0
        teks = self.kisi.sendiri(i, j)
        if (i, j) in self.kisi.galat:
            return Baris(i, "data")
        g = self.kisi.gabung(i, j)
        if g is not None and g[3] - g[1] >= 2:
            return Baris(i, "kelompok", teks)
        if any(self._isi(i, k) for k in self.pakai if k != j):  # merged values: a full row after all
            return Baris(i, "data")
        lanjut = self._berikut(i)
        if nomor and not _ANAK.fullmatch(nomor):
            induk = (
                lanjut is not None
                and self._penuh(lanjut)
                and (
                    (not self._nomor(lanjut))
                    or bool(_ANAK.fullmatch(self._nomor(lanjut)))
                    or bool(_BESAR.fullmatch(nomor))
                )
            )
            return Baris(i, "kelompok", teks) if induk else Baris(i, "data")
        if not nomor and dekat and (teks[:1].islower() and not bernomor(teks)):
            return Baris(i, "lanjutan")
        if dekat and (nomor or bernomor(teks)):
            return Baris(i, "anak")
        if self.j_nomor is None:
            return Baris(i, "data")
        if dekat and (atas[-1].jenis == "anak" or (lanjut is not None and self._polos(lanjut))):
            return Baris(i, "anak")
        return Baris(i, "kelompok", teks) if lanjut is not None and not nomor else Baris(i, "data")

    def _berikut(self, i: int) -> int | None:
        """The next non-empty row under the same header, up to the last sure data row."""
        return next((r for r in range(i + 1, self.data_akhir + 1) if self.kisi.berisi[r]), None)

    def _polos(self, i: int) -> bool:
        """A row with a title and nothing else, no section."""
        return self.kisi.terisi(i) == [self.j_judul] and not self._bagian(i)
