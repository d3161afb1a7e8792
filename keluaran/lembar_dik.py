"""The register of excluded information as a workbook to be completed (`dip dik buku`), one row a record or proposal.

Two sheets: *Petunjuk* and *DIK*. What people fill is open, what is ours is locked (without a password: a reminder, not
a wall), the column *Penanda* is hidden. Cells are text, days are real days. CLOSED: whoever calls this keeps the bytes
where only their owner can read them.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from dip.dik import Dik, UsulDik
from dip.dik_buku import baris_dik
from dip.dik_kolom import KOLOM, NAMA_LEMBAR, PILIHAN, KolomDik
from dip.lembar import TANDA_BANTUAN
from dip.normal.teks import tulis_tanggal
from dip.pengaturan import Opd
from dip.revisi import Identitas
from keluaran.bentuk.buku import muat_sel
from keluaran.bentuk.zip_tetap import zip_tetap

BARIS_KOSONG = 40
"""Prepared empty rows under the data."""

LANGKAH: tuple[str, ...] = (
    "BUKU INI TERTUTUP. Simpan di tempat yang hanya dibuka petugas dan PPID, jangan dikirim lewat grup.",
    "Baris putih sudah ada di daftar DIK. Baris kuning usulan dari kiriman OPD yang belum ada di daftar.",
    "Usulan diterima dengan mengisi Judul umum. Usulan yang Judul umumnya dibiarkan kosong tidak disimpan.",
    "Judul umum boleh dibaca siapa saja: tulis pokoknya, tanpa nama orang, nomor, atau isi rahasianya.",
    "Judul khusus jangan dihapus: dari judul itu sistem mengenali barisnya di kiriman OPD berikutnya.",
    "Dasar hukum ditulis satu dasar satu baris, misalnya UU 14/2008 Pasal 17 huruf h angka 3. Baris baru: Alt+Enter.",
    "Status Ditetapkan hanya dengan nomor dan tanggal uji konsekuensi, nomor dan tanggal SK, dan persetujuan pimpinan.",
    "Usulan yang ternyata boleh dibuka: isi Judul umum, lalu pilih status Ditolak, menjadi terbuka.",
    "Informasi yang tidak datang dari OPD ditulis di baris kosong paling bawah. Nomornya diberikan saat disimpan.",
    "Judul kolom jangan diubah, sel jangan digabung. Baris yang dihapus dari buku ini tidak hilang dari daftar.",
    "Periksa: dip dik simpan BERKAS.xlsx --periksa. Bila sudah benar: dip dik simpan BERKAS.xlsx --oleh NAMA-MASUK.",
)
"""The steps, in order."""

_BANTUAN, _KEPALA = 2, 3
_TANGGAL = "[$-421]d mmmm yyyy"
_SEL_TERTUA = date(1900, 3, 1)
"""The first day that all spreadsheet programs agree on."""
_TINGGI_BARIS, _TINGGI_MAKS = 13.5, 200
_JUDUL_PESAN, _PESAN = 32, 255
_LEBAR_LANGKAH = 120


class _Gaya:
    """The formats: by kind of cell, open or locked, record or proposal."""

    def __init__(self, buku: Any) -> None:
        dasar = {"font_name": "Calibri", "font_size": 10, "valign": "top", "text_wrap": True}
        tepi = {**dasar, "border": 1, "border_color": "#C9D3D6"}
        kepala = {**dasar, "bold": True, "border": 1, "align": "center", "valign": "vcenter", "font_color": "#FFFFFF"}
        self.isi: dict[tuple[bool, bool], Any] = {}
        self.kami: dict[bool, Any] = {}
        for usul in (False, True):
            latar = {"bg_color": "#FFF8DC"} if usul else {}
            for hari in (False, True):
                bentuk = {"num_format": _TANGGAL if hari else "@", "locked": False}
                self.isi[usul, hari] = buku.add_format({**tepi, **latar, **bentuk})
            abu = {"bg_color": "#F3EFDD" if usul else "#EEF1F2", "font_color": "#44555A", "num_format": "@"}
            self.kami[usul] = buku.add_format({**tepi, **abu})
        self.wajib = buku.add_format({**kepala, "bg_color": "#0B4F5C"})
        self.boleh = buku.add_format({**kepala, "bg_color": "#6B8A92"})
        self.tertutup = buku.add_format({**kepala, "bg_color": "#9C2B00"})
        self.bantuan = buku.add_format({**dasar, "italic": True, "font_size": 9, "font_color": "#5A6A6F"})
        self.judul = buku.add_format({**dasar, "bold": True, "font_size": 14, "text_wrap": False})
        self.awas = buku.add_format({**dasar, "bold": True, "font_color": "#9C2B00", "text_wrap": False})
        self.belum = buku.add_format({"bg_color": "#FBE3D6"})
        self.teks = buku.add_format({**dasar, "font_size": 11})
        self.kecil = buku.add_format({**dasar, "font_size": 8, "font_color": "#5A6A6F", "text_wrap": False})
        self.tebal = buku.add_format({**dasar, "font_size": 11, "bold": True, "font_color": "#0B4F5C"})


def lembar_dik(
    lembaga: Identitas,
    opd: Sequence[Opd],
    daftar: Sequence[Dik],
    *,
    hari: date,
    kurang: Mapping[str, Sequence[str]] | None = None,
) -> bytes:
    """The workbook as xlsx bytes; the same input gives the same bytes.

    Args: `daftar` are records and proposals in the order of the rows; `kurang` are sentences by handle on what each
    still lacks; `hari` is printed, and stands as the day of creation.
    """
    aliran = io.BytesIO()
    pilihan = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    buku: Any = xlsxwriter.Workbook(aliran, {"in_memory": True, **pilihan})
    judul = f"Daftar Informasi yang Dikecualikan {lembaga['nama']} (TERTUTUP)"
    # a fixed creation date: the file must not know the clock
    dibuat = datetime(hari.year, hari.month, hari.day)  # noqa: DTZ001 - xlsx stores a local wall time without zone
    buku.set_properties({"title": muat_sel(judul), "author": "DIP", "created": dibuat})
    gaya = _Gaya(buku)
    petunjuk, ws = buku.add_worksheet("Petunjuk"), buku.add_worksheet(NAMA_LEMBAR)
    rentang = _petunjuk(petunjuk, gaya, lembaga, opd, hari)
    ws.write_string(0, 1, muat_sel(judul), gaya.judul)
    atas = f"Dibuat {tulis_tanggal(hari.isoformat())}. TERTUTUP: hanya untuk petugas, tim pertimbangan, dan PPID."
    ws.write_string(1, 1, atas, gaya.awas)
    _kepala(ws, gaya)
    akhir = _isi(ws, gaya, daftar, kurang or {})
    _aturan(ws, gaya, akhir, rentang)
    petunjuk.set_tab_color("#6B8A92")
    ws.set_tab_color("#9C2B00")
    ws.activate()
    buku.close()
    bahasa = (b"</cp:coreProperties>", b"<dc:language>id-ID</dc:language></cp:coreProperties>")
    return zip_tetap(aliran.getvalue(), {"docProps/core.xml": bahasa})


def _kepala(ws: Any, gaya: _Gaya) -> None:
    for j, k in enumerate(KOLOM):
        kosong = gaya.kami[False] if k.jenis == "kami" else gaya.isi[False, k.jenis == "tanggal"]
        ws.set_column(j, j, k.lebar, kosong, {"hidden": k.field == "penanda"})
        ws.write_string(_BANTUAN, j, k.bantuan, gaya.bantuan)
        warna = gaya.tertutup if k.tertutup else gaya.wajib if k.wajib else gaya.boleh
        ws.write_string(_KEPALA, j, k.judul, warna)
    ws.set_row(_BANTUAN, 40)
    ws.set_row(_KEPALA, 32)
    ws.freeze_panes(_KEPALA + 1, 2)
    ws.repeat_rows(_KEPALA)
    ws.set_landscape()
    ws.set_paper(8)
    ws.fit_to_pages(1, 0)
    ws.set_footer("&LTERTUTUP&RHalaman &P dari &N")


def _isi(ws: Any, gaya: _Gaya, daftar: Sequence[Dik], kurang: Mapping[str, Sequence[str]]) -> int:
    """The rows; returns the index of the last prepared one."""
    awal = _KEPALA + 1
    for i, d in enumerate(daftar, awal):
        usul = isinstance(d, UsulDik)
        isi = {**baris_dik(d), "kurang": "\n".join(kurang.get(d.id_dik, ()))}
        ws.set_row(i, _tinggi(isi))
        for j, k in enumerate(KOLOM):
            bentuk = gaya.kami[usul] if k.jenis == "kami" else gaya.isi[usul, k.jenis == "tanggal"]
            _sel(ws, i, j, k, isi[k.field], bentuk)
    akhir = awal + len(daftar) + BARIS_KOSONG - 1
    for i in range(awal + len(daftar), akhir + 1):
        for j, k in enumerate(KOLOM):
            ws.write_blank(i, j, None, gaya.kami[False] if k.jenis == "kami" else gaya.isi[False, k.jenis == "tanggal"])
    return akhir


def _sel(ws: Any, i: int, j: int, k: KolomDik, teks: str, bentuk: Any) -> None:
    if not teks:
        ws.write_blank(i, j, None, bentuk)
    elif k.jenis == "tanggal" and (hari := date.fromisoformat(teks)) >= _SEL_TERTUA:
        ws.write_datetime(i, j, hari, bentuk)
    else:
        ws.write_string(i, j, muat_sel(teks), bentuk)


def _tinggi(isi: Mapping[str, str]) -> float:
    """Height of a row in points for its tallest cell; not every program makes rows fit by itself."""
    banyak = (
        sum(max(1, math.ceil(len(b) / (k.lebar - 1))) for b in isi[k.field].split("\n"))
        for k in KOLOM
        if k.field != "penanda"
    )
    return min(4 + _TINGGI_BARIS * max(banyak), _TINGGI_MAKS)


def _aturan(ws: Any, gaya: _Gaya, akhir: int, rentang: str) -> None:
    """Drop-downs, days, input messages, marks on what is still empty, and the lock."""
    awal = _KEPALA + 1
    for j, k in enumerate(KOLOM):
        if k.jenis == "kami":
            continue
        aturan: dict[str, Any] = {"validate": "any"}
        if k.field in PILIHAN:
            aturan = {
                "validate": "list",
                "source": list(PILIHAN[k.field].values()),
                "error_title": "Tidak ada di daftar",
                "error_message": "Pilih salah satu dari daftar.",
            }
        elif k.field == "opd":
            aturan = {"validate": "list", "source": f"={rentang}", "error_type": "warning"}
            aturan |= {"error_title": "OPD tidak dikenal", "error_message": "Kode ini tidak ada di pengaturan. Pakai?"}
        elif k.jenis == "tanggal":
            aturan = {"validate": "date", "criteria": ">=", "value": date(1945, 8, 17), "error_type": "warning"}
            aturan |= {"error_title": "Bukan tanggal", "error_message": "Isi tanggal lengkap. Tetap dipakai?"}
        aturan |= {"input_title": k.judul[:_JUDUL_PESAN], "input_message": k.bantuan[:_PESAN]}
        ws.data_validation(awal, j, akhir, j, aturan)
        if k.wajib and akhir - BARIS_KOSONG >= awal:
            ws.conditional_format(awal, j, akhir - BARIS_KOSONG, j, {"type": "blanks", "format": gaya.belum})
    ws.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "insert_rows": True, "sort": True})
    ws.autofilter(_KEPALA, 0, akhir, len(KOLOM) - 1)
    ws.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _petunjuk(ws: Any, gaya: _Gaya, lembaga: Identitas, opd: Sequence[Opd], hari: date) -> str:
    """How to fill the workbook, and the offices behind the drop-down; returns the range of their codes."""
    ws.hide_gridlines(2)
    ws.set_column(0, 0, 5)
    ws.set_column(1, 1, _LEBAR_LANGKAH)
    ws.set_column(2, 2, 3)
    ws.set_column(3, 3, 16)
    ws.set_column(4, 4, 50)
    ws.write_string(0, 0, TANDA_BANTUAN, gaya.kecil)
    ws.write_string(1, 0, "Petunjuk pengisian DIK", gaya.judul)
    tempat = f"{lembaga['nama']}, {tulis_tanggal(hari.isoformat())}"
    ws.write_string(2, 0, muat_sel(tempat), gaya.kecil)
    for n, teks in enumerate(LANGKAH, 1):
        ws.write_string(n + 3, 0, str(n), gaya.tebal)
        ws.write_string(n + 3, 1, teks, gaya.teks)
        ws.set_row(n + 3, 16 * math.ceil(len(teks) / _LEBAR_LANGKAH) + 2)
    ws.print_area(0, 0, len(LANGKAH) + 3, 1)
    ws.set_landscape()
    ws.set_paper(9)
    ws.fit_to_pages(1, 0)
    ws.write_string(3, 3, "Kode OPD", gaya.tebal)
    ws.write_string(3, 4, "Nama OPD", gaya.tebal)
    for i, o in enumerate(opd, 4):
        ws.write_string(i, 3, o.kode, gaya.teks)
        ws.write_string(i, 4, muat_sel(o.nama), gaya.teks)
    return f"Petunjuk!{xl_range_abs(4, 3, 3 + max(1, len(opd)), 3)}"
