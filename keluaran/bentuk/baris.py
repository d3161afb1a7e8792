"""Rows of the public tables as HTML: the one place that escapes cells by hand, because 12,000 rows need it.

Each distinct text is escaped once and remembered; everything that reaches a row goes through `_aman` or is a constant
of this file. The result is `Markup`, so templates keep autoescape on and use no `|safe`.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup, escape

from dip.entri import NAMA_KATEGORI_PENDEK
from dip.lembar_nilai import NAMA_BENTUK
from keluaran.bentuk.dasar import BELUM_DIISI, KOLOM_WAJIB, BarisTerbit
from keluaran.bentuk.tautan import inang_aman
from keluaran.templat.ejaan import tulis_periode, tulis_tanggal

KEPALA_TABEL: tuple[str, ...] = (
    "No",
    "Judul dan ringkasan",
    "Yang menguasai",
    "Penanggung jawab",
    "Waktu dan tempat",
    "Bentuk",
    "Retensi",
    "Dokumen",
)
"""Headings of the public tables. `gaya.css` repeats them as labels of the stacked cards, in this order."""

_KOSONG = f'<span class="kosong">{BELUM_DIISI}</span>'
_MINTA = '<a class="minta" href="../index.html#meminta">Minta ke PPID</a>'
_SEL = '<td role="cell">'


class PenulisBaris:
    """Renders rows of one edition. Args: office names by code, their file name parts, and the edition's periode."""

    def __init__(self, nama_opd: Mapping[str, str], slug_opd: Mapping[str, str], periode: str) -> None:
        self._nama_opd = nama_opd
        self._slug_opd = slug_opd
        self._periode = periode
        self._ingat: dict[str, str] = {}
        self._dokumen_ingat: dict[tuple[str, ...], str] = {}

    def _aman(self, teks: str) -> str:
        """Escaped text, each distinct text once."""
        hasil = self._ingat.get(teks)
        if hasil is None:
            hasil = self._ingat[teks] = str(escape(teks))
        return hasil

    def _wajib(self, baris: BarisTerbit, kolom: str, nilai: str) -> str:
        """Escaped text, or *belum diisi* when an obligatory column is empty."""
        if nilai:
            return self._aman(nilai)
        return _KOSONG if kolom in KOLOM_WAJIB else ""

    def _informasi(self, baris: BarisTerbit, chip: bool) -> str:
        """Title, summary and marks: the row header."""
        bagian = [f'<span class="judul">{self._wajib(baris, "judul", baris["judul"])}</span>']
        ringkasan = baris["ringkasan"]
        if ringkasan != baris["judul"] or not ringkasan:
            bagian.append(f'<span class="ringkasan">{self._wajib(baris, "ringkasan", ringkasan)}</span>')
        tanda = []
        if chip:
            k = baris["kategori"]
            tanda.append(f'<span class="chip {k}">{NAMA_KATEGORI_PENDEK[k]}</span>')
        if baris["kelompok"]:
            tanda.append(f'<span class="ket">{self._aman(baris["kelompok"])}</span>')
        if baris["edisi"] != self._periode:
            tanda.append(f'<span class="ket lama">Data edisi {self._aman(tulis_periode(baris["edisi"]))}</span>')
        if baris["tanggal_pemutakhiran"]:
            tanggal = self._aman(tulis_tanggal(baris["tanggal_pemutakhiran"]))
            tanda.append(f'<span class="ket">Dimutakhirkan {tanggal}</span>')
        if tanda:
            bagian.append(f'<span class="tanda">{" ".join(tanda)}</span>')
        return "".join(bagian)

    def _penguasa(self, baris: BarisTerbit, dengan_opd: bool) -> str:
        """Who holds the information: office (linked to its list), unit and official."""
        bagian = []
        if dengan_opd:
            opd = baris["opd"]
            nama = self._aman(self._nama_opd.get(opd, opd))
            slug = self._aman(self._slug_opd[opd])
            bagian.append(f'<a href="../unit/{slug}-1.html">{nama}</a>')
        if baris["unit_kerja"]:
            bagian.append(self._aman(baris["unit_kerja"]))
        bagian.append(self._wajib(baris, "pejabat_penguasa", baris["pejabat_penguasa"]))
        return "<br>".join(bagian)

    def _bentuk(self, baris: BarisTerbit) -> str:
        """Available forms as words, and the medium."""
        kata = ", ".join(NAMA_BENTUK.get(b, b) for b in baris["bentuk"])
        hasil = self._wajib(baris, "bentuk", kata)
        media = baris["jenis_media"]
        return f'{hasil}<br><span class="ket">{self._aman(media)}</span>' if media else hasil

    def _dokumen(self, baris: BarisTerbit) -> str:
        """Links that are safe to click, other addresses as text, else the way to ask for it."""
        kunci = (*baris["tautan"], "\0", *baris["bentuk"], "\0", baris["satu_data_id"])
        hasil = self._dokumen_ingat.get(kunci)
        if hasil is None:
            hasil = self._dokumen_ingat[kunci] = self._susun_dokumen(baris)
        return hasil

    def _susun_dokumen(self, baris: BarisTerbit) -> str:
        bagian = []
        for i, alamat in enumerate(baris["tautan"], 1):
            inang = inang_aman(alamat)
            if not inang:
                bagian.append(f'<span class="alamat">{self._aman(alamat)}</span>')
                continue
            nomor = f" {i}" if len(baris["tautan"]) > 1 else ""
            bagian.append(
                f'<a class="buka" href="{self._aman(alamat)}" rel="noopener nofollow external">Buka dokumen{nomor}</a>'
                f'<span class="ket">{self._aman(inang)}</span>'
            )
        if not baris["tautan"]:
            if "online" in baris["bentuk"]:
                bagian.append(f'<span class="kosong">tautan {BELUM_DIISI}</span>')
            bagian.append(_MINTA)
        if baris["satu_data_id"]:
            bagian.append(f'<span class="ket">Satu Data: {self._aman(baris["satu_data_id"])}</span>')
        return "".join(bagian)

    def baris(self, baris: BarisTerbit, di_unit: bool) -> Markup:
        """One table row. `di_unit`: on an office's own list, where the category is shown instead of the office."""
        kode = self._aman(baris["kode"])
        jangkar = f' id="{kode}"' if kode else ""
        kode_html = f'<a class="kode" href="#{kode}">{kode}</a>' if kode else ""
        waktu = self._wajib(baris, "waktu_teks", baris["waktu_teks"])
        tempat = self._wajib(baris, "tempat", baris["tempat"])
        # "Sungailiat, 2024" says the place already; only an unnamed place is added below
        waktu_tempat = waktu if tempat in waktu else f"{waktu}<br>{tempat}"
        return Markup(  # noqa: S704 - every part is escaped above or a constant of this file
            f'<tr role="row"{jangkar}>{_SEL}{baris["nomor"]}{kode_html}</td>'
            f'<th scope="row" role="rowheader">{self._informasi(baris, di_unit)}</th>'
            f"{_SEL}{self._penguasa(baris, not di_unit)}</td>"
            f"{_SEL}{self._wajib(baris, 'penanggung_jawab', baris['penanggung_jawab'])}</td>"
            f"{_SEL}{waktu_tempat}</td>"
            f"{_SEL}{self._bentuk(baris)}</td>"
            f"{_SEL}{self._wajib(baris, 'retensi_teks', baris['retensi_teks'])}</td>"
            f"{_SEL}{self._dokumen(baris)}</td></tr>\n"
        )
