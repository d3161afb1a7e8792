"""Cells of published rows as HTML: the one place that escapes by hand, because 12,000 rows need it.

Each distinct text is escaped once and remembered; everything that reaches a cell goes through `aman` or is a constant
of this file. `baris` and `kartu` put the cells together and hand them on as `Markup`, so templates keep autoescape on
and use no `|safe`.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import escape

from dip.entri import NAMA_KATEGORI_PENDEK
from dip.lembar_nilai import NAMA_BENTUK
from keluaran.bentuk.alamat import nama_unit_berkas
from keluaran.bentuk.dasar import BELUM_DIISI, KOLOM_WAJIB, BarisTerbit
from keluaran.bentuk.tautan import inang_aman
from keluaran.templat.ejaan import tulis_periode, tulis_tanggal

KOSONG = f'<span class="kosong">{BELUM_DIISI}</span>'
CHIP: Mapping[str, str] = {k: f'<span class="chip {k}">{v}</span>' for k, v in NAMA_KATEGORI_PENDEK.items()}


class PenulisSel:
    """Renders cells of one edition: office names by code, their file name parts, the edition's periode, and what leads
    from the page to the top of the site (`akar`).
    """

    def __init__(
        self, nama_opd: Mapping[str, str], slug_opd: Mapping[str, str], periode: str, akar: str = "../"
    ) -> None:
        self._nama_opd = nama_opd
        self._slug_opd = slug_opd
        self._periode = periode
        self._akar = akar
        self._minta = f'<a class="minta" href="{akar}meminta.html">Minta ke PPID</a>'
        self._ingat: dict[str, str] = {}
        self._ingat_sel: dict[tuple[str, ...], str] = {}

    def aman(self, teks: str) -> str:
        """Escaped text, each distinct text once."""
        hasil = self._ingat.get(teks)
        if hasil is None:
            hasil = self._ingat[teks] = str(escape(teks))
        return hasil

    def wajib(self, kolom: str, nilai: str) -> str:
        """Escaped text, or *belum diisi* when an obligatory column is empty."""
        if nilai:
            return self.aman(nilai)
        return KOSONG if kolom in KOLOM_WAJIB else ""

    def opd(self, kode: str) -> str:
        """The office, linked to its list where there is one."""
        slug = self._slug_opd.get(kode)
        nama = self.aman(self._nama_opd.get(kode, kode))
        return f'<a href="{self._akar}{self.aman(nama_unit_berkas(slug, 1))}">{nama}</a>' if slug else nama

    def bentuk(self, baris: BarisTerbit) -> str:
        """Available forms as words."""
        return self.wajib("bentuk", ", ".join(NAMA_BENTUK.get(b, b) for b in baris["bentuk"]))

    def tanda(self, baris: BarisTerbit, mutakhir: bool = True) -> list[str]:
        """Small marks of an item: its group, data of an older edition, and (`mutakhir`) when it was last updated."""
        hasil = []
        if baris["kelompok"]:
            hasil.append(f'<span class="ket">{self.aman(baris["kelompok"])}</span>')
        if baris["edisi"] != self._periode:
            hasil.append(f'<span class="ket lama">Data edisi {self.aman(tulis_periode(baris["edisi"]))}</span>')
        if mutakhir and baris["tanggal_pemutakhiran"]:
            tanggal = self.aman(tulis_tanggal(baris["tanggal_pemutakhiran"]))
            hasil.append(f'<span class="ket">Dimutakhirkan {tanggal}</span>')
        return hasil

    def tautan(self, baris: BarisTerbit) -> list[str]:
        """Addresses: those that are safe to click as links that name their host, all others as text."""
        bagian = []
        for i, alamat in enumerate(baris["tautan"], 1):
            inang = inang_aman(alamat)
            if not inang:
                bagian.append(f'<span class="alamat">{self.aman(alamat)}</span>')
                continue
            nomor = f" {i}" if len(baris["tautan"]) > 1 else ""
            bagian.append(
                f'<a class="buka" href="{self.aman(alamat)}" rel="noopener nofollow external">Buka dokumen{nomor}</a>'
                f'<span class="ket">{self.aman(inang).replace(".", ".<wbr>")}</span>'
            )
        return bagian
