"""Takes the value of one canonical column out of one information, and remembers where it came from.

An information is one row with its continuation rows. Ditto marks are answered with the value above; merged ranges
give their value with the address of the cell it stands in; error values are set aside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dip.lembar import Posisi
from dip.normal.kisi import Kisi
from dip.normal.peta import Peta
from dip.normal.teks import gabung_teks, kosong, sda

FIELD: dict[str, str] = {
    "waktu_tempat": "waktu_teks", "waktu": "waktu_teks", "retensi": "retensi_teks", "retensi_aktif": "retensi_teks",
    "retensi_inaktif": "retensi_teks", "nasib_akhir": "retensi_teks", "nomor": "nomor_asal", "semester": "waktu_teks",
    "bentuk_cetak": "bentuk", "bentuk_softcopy": "bentuk", "bentuk_rekam": "bentuk", "bentuk_online": "bentuk",
    "kat_berkala": "kategori", "kat_serta_merta": "kategori", "kat_setiap_saat": "kategori",
    "kat_dikecualikan": "kategori", "dik_dasar_hukum": "keterangan", "dik_konsekuensi": "keterangan",
}  # fmt: skip
"""Field of `Entri` that a canonical column fills, where the names differ."""


@dataclass(slots=True)
class Sel:
    """A value with the position it was read from and, if it was not its own cell, from where (`gabung`, `sda`)."""

    teks: str = ""
    posisi: Posisi | None = None
    pewaris: str = ""


@dataclass(slots=True)
class Pengambil:
    """Reads canonical columns of one information after the other; `atas` holds the values of the one above."""

    kisi: Kisi
    peta: Peta
    atas: dict[int, Sel] = field(default_factory=dict)
    sel: dict[str, str] = field(default_factory=dict)
    pewaris: dict[str, str] = field(default_factory=dict)
    galat: dict[str, tuple[Posisi, str]] = field(default_factory=dict)

    def mulai(self) -> None:
        """Forget the addresses of the previous information; its values stay for ditto marks."""
        self.sel, self.pewaris, self.galat = {}, {}, {}

    def ambil(self, kanonik: str, baris: Sequence[int], pemisah: str = " ") -> str:
        """The text of a column, continuation rows joined with `pemisah`. Empty tokens are empty."""
        potongan = [self._kolom(kanonik, j, baris, pemisah) for j in self.peta.kolom.get(kanonik, ())]
        return gabung_teks(potongan, "; ")

    def satu_sel(self, kanonik: str, j: int, i: int) -> str:
        """The text of one cell under the same rules."""
        return self._kolom(kanonik, j, [i], " ")

    def _kolom(self, kanonik: str, j: int, baris: Sequence[int], pemisah: str) -> str:
        field_ = FIELD.get(kanonik, kanonik)
        sel = self._sel(baris[0], j)
        for i in baris:
            if (i, j) in self.kisi.galat:
                self.galat.setdefault(field_, ((i, j), self.kisi.galat[(i, j)]))
        lanjut = [t for i in baris[1:] if (t := self.kisi.sendiri(i, j)) and not kosong(t) and not sda(t)]
        teks = pemisah.join(t for t in (sel.teks, *lanjut) if t)
        posisi = sel.posisi
        if not sel.teks and lanjut:
            posisi = next((i, j) for i in baris[1:] if self.kisi.sendiri(i, j) == lanjut[0])
        self.atas[j] = Sel(teks, posisi, sel.pewaris)
        if teks and posisi is not None:
            self.catat(field_, posisi, sel.pewaris)
        return teks

    def _sel(self, i: int, j: int) -> Sel:
        teks, posisi = self.kisi.isi(i, j)
        if sda(teks):
            atas = self.atas.get(j)
            return Sel(atas.teks, atas.posisi, "sda") if atas and atas.teks else Sel()
        if kosong(teks):
            return Sel()
        return Sel(teks, posisi, "gabung" if posisi != (i, j) else "")

    def catat(self, field_: str, posisi: Posisi, pewaris: str = "") -> None:
        """Note the original address of a field's value; the first one counts."""
        self.sel.setdefault(field_, self.kisi.lembar.alamat(*posisi))
        if pewaris:
            self.pewaris.setdefault(field_, pewaris)
