"""The workbooks of seven layouts (domain.md App. D: 1–6, 11, 12, 14), the same bytes every time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from sumber.peraga.baris import BAGIAN, CENTANG, KATEGORI, Baris

PENGUASA = "Pejabat/Unit/Satker yang Menguasai Informasi"
PENANGGUNG = "Penanggung Jawab Pembuatan atau Penerbitan Informasi"
RETENSI = "Jangka Waktu Penyimpanan atau Retensi Arsip"


class Buku:
    """A workbook with one sheet and the few formats that offices use."""

    def __init__(self, jalan: Path, lembar: str, lebar: Sequence[int]) -> None:
        self._buku = xlsxwriter.Workbook(str(jalan), {"strings_to_urls": False, "strings_to_numbers": False})
        # a fixed creation time: the file must not change because it was made again
        self._buku.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC), "author": ""})
        self.lembar: Worksheet = self._buku.add_worksheet(lembar)
        for n, w in enumerate(lebar):
            self.lembar.set_column(n, n, w)
        self.lebar = len(lebar)
        garis = {"border": 1, "text_wrap": True, "valign": "top"}
        self.isi = self._buku.add_format(garis)
        self.kepala = self._buku.add_format({**garis, "bold": True, "align": "center", "bg_color": "#D9E2F3"})
        self.judul = self._buku.add_format({"bold": True, "align": "center", "text_wrap": True, "valign": "vcenter"})
        self.bagian = self._buku.add_format({**garis, "bold": True, "bg_color": "#F2F2F2"})
        self.tebal = self._buku.add_format({"bold": True, "underline": 1})

    def judul_tabel(self, teks: Sequence[str]) -> int:
        """Title rows merged across the table; the number of the next row, after an empty one."""
        for n, t in enumerate(teks):
            self.lembar.merge_range(n, 0, n, self.lebar - 1, t, self.judul)
        return len(teks) + 1

    def baris(self, n: int, nilai: Sequence[str | int], gaya: object = None) -> int:
        """One row; the number of the next."""
        for kolom, isi in enumerate(nilai):
            self.lembar.write(n, kolom, isi, gaya or self.isi)
        return n + 1

    def pita(self, n: int, teks: str) -> int:
        """A section row across the table."""
        self.lembar.merge_range(n, 0, n, self.lebar - 1, teks, self.bagian)
        return n + 1

    def tautan(self, n: int, kolom: int, alamat: str, teks: str) -> None:
        """A cell that shows `teks` and leads to `alamat`."""
        if alamat:
            self.lembar.write_url(n, kolom, alamat, self.isi, teks)

    def tutup(self) -> None:
        """Write the file."""
        self._buku.close()


def delapan_kolom(jalan: Path, baris: Sequence[Baris]) -> None:
    """Layout 1: header in row 1, eight columns, nothing else."""
    b = Buku(jalan, "DIP", (5, 50, 28, 28, 24, 8, 8, 20))
    kepala = ("No", "Ringkasan Isi Informasi", PENGUASA, PENANGGUNG, "Waktu dan Tempat Pembuatan Informasi")
    n = b.baris(0, (*kepala, "Cetak", "Online", RETENSI), b.kepala)
    for no, r in enumerate(baris, 1):
        tengah = (r.ringkasan, r.pejabat, r.penanggung_jawab, r.waktu)
        n = b.baris(n, (no, *tengah, r.centang("c"), r.centang("o"), r.retensi))
    b.tutup()


def dua_baris_kepala(jalan: Path, baris: Sequence[Baris]) -> None:
    """Layout 2: title block, a header of two merged rows with ticks below *Format*, and a number row."""
    b = Buku(jalan, "DIP 2026", (5, 32, 44, 26, 26, 22, 8, 8, 8, 18, 14, 30))
    judul = ("DAFTAR INFORMASI PUBLIK (DIP)", "DINAS KESEHATAN KABUPATEN CONTOH", "TAHUN 2026")
    n = b.judul_tabel(judul)
    tegak = {0: "No.", 1: "Judul Informasi", 2: "Ringkasan Isi Informasi", 3: PENGUASA, 4: PENANGGUNG}
    tegak |= {5: "Tempat dan Waktu Pembuatan", 9: RETENSI, 10: "Kategori Informasi", 11: "Link"}
    for kolom, teks in tegak.items():
        b.lembar.merge_range(n, kolom, n + 1, kolom, teks, b.kepala)
    b.lembar.merge_range(n, 6, n, 8, "Format Informasi yang Tersedia", b.kepala)
    for kolom, teks in enumerate(("Cetak", "Rekam", "Online"), 6):
        b.lembar.write(n + 1, kolom, teks, b.kepala)
    n = b.baris(n + 2, [f"({k})" for k in range(1, 13)], b.kepala)
    for no, r in enumerate(baris, 1):
        awal = (no, r.judul, r.ringkasan, r.pejabat, r.penanggung_jawab, r.waktu_tempat)
        tanda = (r.centang("c"), r.centang("r"), r.centang("o"))
        n = b.baris(n, (*awal, *tanda, r.retensi, KATEGORI[r.kategori], r.tautan))
    b.tutup()


def _per_bagian(b: Buku, n: int, baris: Sequence[Baris], kepala: Sequence[str], *, sembunyi: str = "") -> int:
    """Section rows in the order of the law, each with its own header and numbering; `sembunyi` hides one title."""
    for huruf, isi in groupby(baris, key=lambda r: r.kategori):
        n = b.pita(n, BAGIAN[huruf])
        n = b.baris(n, kepala, b.kepala)
        for no, r in enumerate(isi, 1):
            tengah = (r.judul, r.ringkasan, r.pejabat, r.penanggung_jawab, r.waktu_tempat, r.bentuk_teks, r.retensi)
            if sembunyi and r.judul == sembunyi:
                b.lembar.set_row(n, None, None, {"hidden": True})
            n = b.baris(n, (f"{no}.", *tengah, r.tautan))
    return n


def _tanda_tangan(b: Buku, n: int, jabatan: str, nama: str, pangkat: str, nip: str) -> None:
    """The block below the table, as on paper."""
    kolom = b.lebar - 3
    for geser, teks in enumerate(("Contoh Baru, 2 November 2026", jabatan, "selaku PPID Pelaksana")):
        b.lembar.write(n + 1 + geser, kolom, teks)
    b.lembar.write(n + 7, kolom, nama, b.tebal)
    b.lembar.write(n + 8, kolom, pangkat)
    b.lembar.write(n + 9, kolom, f"NIP. {nip}")


_KEPALA_BAGIAN = (
    "No",
    "Judul Informasi",
    "Ringkasan Isi Informasi",
    PENGUASA,
    "Penanggungjawab Pembuatan/Penerbitan Informasi",
    "Waktu dan Tempat Pembuatan Informasi",
    "Bentuk Informasi yang Tersedia",
    RETENSI,
    "Link",
)


def berbagian(jalan: Path, baris: Sequence[Baris]) -> None:
    """Layout 3: section rows A–C with the header repeated, and a signature block below."""
    b = Buku(jalan, "Sheet1", (5, 34, 44, 26, 26, 24, 20, 18, 30))
    n = b.judul_tabel(("DAFTAR INFORMASI PUBLIK", "DINAS PENDIDIKAN DAN KEBUDAYAAN", "TAHUN 2026"))
    n = _per_bagian(b, n, baris, _KEPALA_BAGIAN)
    _tanda_tangan(
        b,
        n,
        "Kepala Dinas Pendidikan dan Kebudayaan",
        "Dra. Nurlaila Hapsari, M.Pd.",
        "Pembina Tingkat I",
        "19700412 199503 2 000",
    )
    b.tutup()


def jenis_berarti_judul(jalan: Path, baris: Sequence[Baris]) -> None:
    """Layout 4: *Jenis Informasi* holds the title; the number row jumps (7) (13) (14); links behind a word."""
    b = Buku(jalan, "DIP", (5, 40, 44, 28, 28, 20, 20, 18, 12))
    n = b.judul_tabel(("DAFTAR INFORMASI PUBLIK", "PPID KABUPATEN CONTOH", "DINAS KOMUNIKASI DAN INFORMATIKA"))
    kepala = (
        "NO.",
        "JENIS INFORMASI",
        "RINGKASAN INFORMASI",
        "PEJABAT/UNIT/SATKER YANG MENGUASAI INFORMASI",
        "PENANGGUNG JAWAB",
        "WAKTU PENERBITAN INFORMASI",
        "BENTUK INFORMASI",
        "RETENSI ARSIP",
        "LINK",
    )
    n = b.baris(n, kepala, b.kepala)
    n = b.baris(n, ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(13)", "(14)"), b.kepala)
    for no, r in enumerate(baris, 1):
        awal = (no, r.judul, r.ringkasan, r.pejabat, r.penanggung_jawab, r.waktu, r.bentuk_teks, r.retensi)
        b.baris(n, awal)
        b.tautan(n, 8, r.tautan, "Buka")
        n += 1
    b.tutup()


def jenis_berarti_kategori(jalan: Path, baris: Sequence[Baris]) -> None:
    """Layout 5: *Jenis Informasi* holds the category; the title block is one merged cell with line breaks, and
    equal officials below each other are merged.
    """
    b = Buku(jalan, "Rekap", (5, 18, 36, 44, 24, 26, 22, 20, 16, 30))
    judul = "DAFTAR INFORMASI PUBLIK\nBADAN PERENCANAAN PEMBANGUNAN, RISET DAN INOVASI DAERAH\nTAHUN 2026 SEMESTER II"
    b.lembar.merge_range(0, 0, 0, b.lebar - 1, judul, b.judul)
    b.lembar.set_row(0, 60)
    kepala = ("No", "Jenis Informasi", "Judul", "Ringkasan", "Pejabat", "Penanggung Jawab")
    n = b.baris(2, (*kepala, "Tempat dan Waktu Pembuatan", "Bentuk", "Retensi", "Link"), b.kepala)
    no = 0
    for pejabat, isi in groupby(baris, key=lambda r: r.pejabat):
        awal = n
        for r in isi:
            no += 1
            jenis = ("Informasi " if no % 2 else "") + KATEGORI[r.kategori]
            depan = (f"{no})", jenis, r.judul, r.ringkasan, r.pejabat, r.penanggung_jawab)
            n = b.baris(n, (*depan, r.waktu_tempat, r.bentuk_teks, r.retensi, r.tautan))
        if n - awal > 1:
            b.lembar.merge_range(awal, 4, n - 1, 4, pejabat, b.isi)
    b.tutup()


def centang_kategori(jalan: Path, baris: Sequence[Baris]) -> None:
    """Layout 6: the category is a tick in one of four columns; one row is ticked twice by mistake."""
    b = Buku(jalan, "DIP", (5, 36, 44, 26, 26, 20, 10, 10, 10, 12, 20, 16, 30))
    n = b.judul_tabel(("DAFTAR INFORMASI PUBLIK TAHUN 2026", "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL"))
    tegak = ("No", "Judul Informasi", "Ringkasan Isi Informasi", "Pejabat yang Menguasai Informasi", PENANGGUNG)
    for kolom, teks in enumerate((*tegak, "Waktu Pembuatan Informasi")):
        b.lembar.merge_range(n, kolom, n + 1, kolom, teks, b.kepala)
    b.lembar.merge_range(n, 6, n, 9, "Klasifikasi Informasi", b.kepala)
    for kolom, teks in enumerate(KATEGORI.values(), 6):
        b.lembar.write(n + 1, kolom, teks, b.kepala)
    for kolom, teks in enumerate(("Bentuk Informasi", "Retensi Arsip", "Tautan"), 10):
        b.lembar.merge_range(n, kolom, n + 1, kolom, teks, b.kepala)
    n += 2
    for no, r in enumerate(baris, 1):
        tanda = [CENTANG if huruf in r.kategori else "" for huruf in KATEGORI]
        awal = (no, r.judul, r.ringkasan, r.pejabat, r.penanggung_jawab, r.waktu)
        n = b.baris(n, (*awal, *tanda, r.bentuk_teks, r.retensi, r.tautan))
    b.tutup()


def tidak_hati_hati(jalan: Path, baris: Sequence[Baris]) -> None:
    """Layout 11: a section D of excluded information; one row with a (synthetic) NIK, one with a mobile number, and
    one hidden.
    """
    b = Buku(jalan, "DIP Dinsos", (5, 34, 44, 26, 26, 24, 20, 18, 30))
    n = b.judul_tabel(("DAFTAR INFORMASI PUBLIK", "DINAS SOSIAL KABUPATEN CONTOH", "TAHUN 2026"))
    _per_bagian(b, n, baris, _KEPALA_BAGIAN, sembunyi="Catatan Rapat Belum Final")
    b.tutup()
