"""Takes the value of one canonical column out of one information, and remembers where it came from.

An information is one row with its continuation rows. Ditto marks are answered with the value above; merged ranges
give their value with the address of the cell it stands in; error values are set aside. What the columns of a block
mean is settled once (`Rencana`), not for every cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from dip.entri import BENTUK
from dip.lembar import Posisi, huruf_kolom
from dip.normal.kisi import Kisi
from dip.normal.peta import Peta
from dip.normal.teks import MAKNA, PENANDA_MAKS, gabung_teks, kosong, satu_baris, sda

FIELD: dict[str, str] = {
    "waktu_tempat": "waktu_teks", "waktu": "waktu_teks", "retensi": "retensi_teks", "retensi_aktif": "retensi_teks",
    "retensi_inaktif": "retensi_teks", "nasib_akhir": "retensi_teks", "nomor": "nomor_asal", "semester": "waktu_teks",
    "bentuk_cetak": "bentuk", "bentuk_softcopy": "bentuk", "bentuk_rekam": "bentuk", "bentuk_online": "bentuk",
    "kat_berkala": "kategori", "kat_serta_merta": "kategori", "kat_setiap_saat": "kategori",
    "kat_dikecualikan": "kategori", "dik_dasar_hukum": "keterangan", "dik_konsekuensi": "keterangan",
}  # fmt: skip
"""Field of `Entri` that a canonical column fills, where the names differ."""

_huruf = lru_cache(maxsize=1024)(huruf_kolom)

_MEDIA = ("jenis_media", "bentuk", "bentuk_online", "bentuk_softcopy")
"""Columns in whose text a written address is a link."""


Sel = tuple[str, Posisi | None, str]
"""A value with the position it was read from and, if it was not its own cell, from where (`gabung`, `sda`)."""

_KOSONG: Sel = ("", None, "")


@dataclass(frozen=True, slots=True)
class Rencana:
    """Which columns of a block hold what: canonical name → (field, column indexes).

    `bentuk` are the forms that have a tick column. `tautan` are the link columns, `lain` all other columns that are
    read, `media` those of them whose text may hold an address.
    """

    kolom: dict[str, tuple[str, tuple[int, ...]]]
    bentuk: tuple[str, ...]
    tautan: tuple[int, ...]
    lain: tuple[int, ...]
    media: tuple[int, ...]

    @classmethod
    def dari(cls, peta: Peta) -> Rencana:
        """Settle the columns of a block."""
        kolom = {k: (FIELD.get(k, k), tuple(js)) for k, js in peta.kolom.items() if js}
        tautan = tuple(peta.kolom.get("tautan", ()))
        lain = tuple(j for j in peta.dipakai() if j not in tautan)
        media = {j for k in _MEDIA for j in peta.kolom.get(k, ())}
        bentuk = tuple(b for b in BENTUK if f"bentuk_{b}" in kolom)
        return cls(kolom, bentuk, tautan, lain, tuple(j for j in lain if j in media))


@dataclass(slots=True)
class Pengambil:
    """Reads canonical columns of one information after the other; `atas` holds the values of the one above."""

    kisi: Kisi
    peta: Peta
    atas: dict[int, Sel] = field(default_factory=dict)
    sel: dict[str, str] = field(default_factory=dict)
    pewaris: dict[str, str] = field(default_factory=dict)
    galat: dict[str, tuple[Posisi, str]] = field(default_factory=dict)
    rencana: Rencana = field(init=False)

    def __post_init__(self) -> None:
        self.rencana = Rencana.dari(self.peta)

    def mulai(self) -> None:
        """Forget the addresses of the previous information; its values stay for ditto marks."""
        self.sel, self.pewaris, self.galat = {}, {}, {}

    def ambil(self, kanonik: str, baris: Sequence[int], pemisah: str = " ") -> str:
        """The text of a column, continuation rows joined with `pemisah`. Empty tokens are empty."""
        ada = self.rencana.kolom.get(kanonik)
        if ada is None:
            return ""
        nama, kolom = ada
        if len(kolom) == 1:
            return self._kolom(nama, kolom[0], baris, pemisah)
        return gabung_teks([self._kolom(nama, j, baris, pemisah) for j in kolom], "; ")

    def sebaris(self, kanonik: str, baris: Sequence[int]) -> str:
        """The text of a column on one line."""
        teks = self.ambil(kanonik, baris)
        return satu_baris(teks) if teks else ""

    def satu_sel(self, kanonik: str, j: int, i: int) -> str:
        """The text of one cell under the same rules."""
        return self._kolom(FIELD.get(kanonik, kanonik), j, (i,), " ")

    def _kolom(self, nama: str, j: int, baris: Sequence[int], pemisah: str) -> str:
        kisi, i = self.kisi, baris[0]
        if len(baris) == 1 and i not in kisi.istimewa:  # a plain row: most rows of most tables
            isi = kisi.teks[i]
            teks = isi[j] if j < len(isi) else ""
            makna = MAKNA[teks] if len(teks) <= PENANDA_MAKS else ""
            if not makna:
                self.atas[j] = (teks, (i, j), "")
                if nama not in self.sel:
                    self.sel[nama] = f"{_huruf(kisi.lembar.kolom_awal + j)}{kisi.lembar.baris_awal + i}"
                return teks
            if makna == "kosong":
                self.atas[j] = _KOSONG
                return ""
        return self._kolom_istimewa(nama, j, baris, pemisah)

    def _kolom_istimewa(self, nama: str, j: int, baris: Sequence[int], pemisah: str) -> str:
        """`_kolom` with ditto marks, merged cells, error values and continuation rows."""
        kisi = self.kisi
        awal, posisi, pewaris = self._sel(baris[0], j)
        for i in baris:
            if (i, j) in kisi.galat:
                self.galat.setdefault(nama, ((i, j), kisi.galat[(i, j)]))
        lanjut = [t for i in baris[1:] if (t := kisi.sendiri(i, j)) and not kosong(t) and not sda(t)]
        teks = pemisah.join([t for t in (awal, *lanjut) if t])
        if not awal and lanjut:
            posisi = next((i, j) for i in baris[1:] if kisi.sendiri(i, j) == lanjut[0])
        self.atas[j] = (teks, posisi, pewaris)
        if teks and posisi is not None:
            self.catat(nama, posisi, pewaris)
        return teks

    def _sel(self, i: int, j: int) -> Sel:
        teks, posisi = self.kisi.isi(i, j)
        if sda(teks):
            atas = self.atas.get(j, _KOSONG)
            return (atas[0], atas[1], "sda") if atas[0] else _KOSONG
        if kosong(teks):
            return _KOSONG
        return (teks, posisi, "gabung" if posisi != (i, j) else "")

    def catat(self, nama: str, posisi: Posisi, pewaris: str = "") -> None:
        """Note the original address of a field's value; the first one counts."""
        if nama not in self.sel:
            lembar = self.kisi.lembar
            self.sel[nama] = f"{_huruf(lembar.kolom_awal + posisi[1])}{lembar.baris_awal + posisi[0]}"
        if pewaris:
            self.pewaris.setdefault(nama, pewaris)
