"""The official template of one office (`dip templat <opd>`): its current rows, ready to be corrected and sent back.

Three sheets: *Petunjuk* (short, with the lists of suggestions), *DIP*, *DIK*. Every cell is formatted as text, so that
`11.10` and dates stay what was typed. Our own reader reads it back without a question.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from dip.entri import Entri
from dip.pengaturan import Opd
from dip.revisi import Identitas
from keluaran.bentuk.buku import muat_sel
from keluaran.bentuk.zip_tetap import zip_tetap
from keluaran.isian_kolom import KOLOM_DIK, KOLOM_DIP, PILIHAN, KolomIsian, baris_dik, baris_dip
from keluaran.isian_petunjuk import tulis_petunjuk
from keluaran.isian_pilihan import pasang_pilihan

VERSI = "isian-1"
"""Format of the template, written into the document property `Format isian DIP`."""

SIFAT_VERSI = "Format isian DIP"

BARIS_KOSONG = 40
"""Prepared empty rows under the data."""

_BARIS_BANTUAN, _BARIS_KEPALA = 4, 5
_SARAN_DARI_BARIS = ("pejabat_penguasa", "penanggung_jawab", "unit_kerja", "tempat")
_SARAN_MAKS = 40
_TINGGI_BARIS, _TINGGI_MAKS = 13.5, 400


class _Gaya:
    """The formats of the template; all cells that are filled in are text (`@`)."""

    def __init__(self, buku: Any) -> None:
        dasar = {"font_name": "Calibri", "font_size": 10, "valign": "top", "text_wrap": True, "num_format": "@"}
        tepi = {**dasar, "border": 1, "border_color": "#C9D3D6"}
        kepala = {**dasar, "bold": True, "border": 1, "align": "center", "valign": "vcenter", "font_color": "#FFFFFF"}
        self.polos = buku.add_format(dasar)
        self.isi = buku.add_format(tepi)
        self.kode = buku.add_format({**tepi, "bg_color": "#EEF1F2", "font_color": "#5A6A6F"})
        self.wajib = buku.add_format({**kepala, "bg_color": "#0B4F5C"})
        self.boleh = buku.add_format({**kepala, "bg_color": "#6B8A92"})
        self.bantuan = buku.add_format({**dasar, "italic": True, "font_size": 9, "font_color": "#5A6A6F"})
        self.judul = buku.add_format({**dasar, "bold": True, "font_size": 14, "text_wrap": False})
        self.bawah = buku.add_format({**dasar, "bold": True, "font_size": 11, "text_wrap": False})


def isian(
    lembaga: Identitas,
    opd: Opd,
    entri: Sequence[Entri],
    *,
    tahun: int,
    pilihan: Mapping[str, Sequence[str]] | None = None,
) -> bytes:
    """The template of one office as xlsx bytes; the same input gives the same bytes.

    Args: `entri` are the office's rows as they stand (its own `dikecualikan` rows go to *DIK*), `tahun` is printed in
    the title block and suggested as time; `pilihan` adds or replaces suggestions by canonical column (`kelompok`, …).
    """
    aliran = io.BytesIO()
    buku: Any = xlsxwriter.Workbook(
        aliran,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    judul = f"Isian Daftar Informasi Publik {opd.nama} Tahun {tahun}"
    # a fixed creation date: the file must not know the clock
    dibuat = datetime(tahun, 1, 1)  # noqa: DTZ001 - xlsx stores a local wall time without zone
    buku.set_properties({"title": judul, "author": "DIP", "created": dibuat})
    buku.set_custom_property(SIFAT_VERSI, VERSI)
    gaya = _Gaya(buku)
    petunjuk, dip, dik = (buku.add_worksheet(n) for n in ("Petunjuk", "DIP", "DIK"))
    isi = baris_dip(entri)
    saran = {**_saran(isi, tahun), **PILIHAN, **(pilihan or {})}
    rentang = tulis_petunjuk(buku, petunjuk, lembaga, opd, tahun, saran, {k.field: k.judul for k in KOLOM_DIP})
    atas = ("DAFTAR INFORMASI PUBLIK (DIP)", opd.nama.upper(), f"TAHUN {tahun}")
    akhir = _lembar(dip, gaya, atas, KOLOM_DIP, isi)
    pasang_pilihan(dip, KOLOM_DIP, _BARIS_KEPALA + 1, akhir, rentang)
    atas = ("DAFTAR INFORMASI YANG DIKECUALIKAN (USULAN)", opd.nama.upper(), f"TAHUN {tahun}")
    akhir = _lembar(dik, gaya, atas, KOLOM_DIK, baris_dik(entri))
    pasang_pilihan(dik, KOLOM_DIK, _BARIS_KEPALA + 1, akhir, {})
    petunjuk.set_tab_color("#6B8A92")
    dip.set_tab_color("#0B4F5C")
    dik.set_tab_color("#9C2B00")
    dip.activate()
    buku.close()
    bahasa = (b"</cp:coreProperties>", b"<dc:language>id-ID</dc:language></cp:coreProperties>")
    return zip_tetap(aliran.getvalue(), {"docProps/core.xml": bahasa})


def _saran(isi: Sequence[Sequence[str]], tahun: int) -> dict[str, Sequence[str]]:
    """Suggestions from the office's own rows, and the last years."""
    hasil: dict[str, Sequence[str]] = {"waktu_teks": [str(t) for t in range(tahun, tahun - 6, -1)]}
    for k in _SARAN_DARI_BARIS:
        j = next(n for n, kolom in enumerate(KOLOM_DIP) if kolom.field == k)
        if nilai := sorted({b[j] for b in isi if b[j]}):
            hasil[k] = nilai[:_SARAN_MAKS]
    return hasil


def _tinggi(baris: Sequence[str], kolom: Sequence[KolomIsian]) -> float:
    """Height of a row in points for its tallest cell; not every program makes rows fit by itself."""
    banyak = (
        sum(max(1, math.ceil(len(b) / (k.lebar - 1))) for b in teks.split("\n"))
        for teks, k in zip(baris, kolom, strict=True)
    )
    return min(4 + _TINGGI_BARIS * max(banyak, default=1), _TINGGI_MAKS)


def _lembar(
    ws: Any, gaya: _Gaya, atas: Sequence[str], kolom: Sequence[KolomIsian], isi: Sequence[Sequence[str]]
) -> int:
    """Title block, help, headings, rows; returns the index of the last prepared row."""
    for i, teks in enumerate(atas):
        ws.write_string(i, 0, muat_sel(teks), gaya.bawah if i else gaya.judul)
    for j, k in enumerate(kolom):
        ws.set_column(j, j, k.lebar, gaya.polos)
        ws.write_string(_BARIS_BANTUAN, j, k.bantuan, gaya.bantuan)
        ws.write_string(_BARIS_KEPALA, j, k.judul, gaya.wajib if k.wajib else gaya.boleh)
    ws.set_row(_BARIS_BANTUAN, 40)
    ws.set_row(_BARIS_KEPALA, 44)
    format_kolom = [gaya.kode if k.field == "kode" else gaya.isi for k in kolom]
    awal, akhir = _BARIS_KEPALA + 1, _BARIS_KEPALA + len(isi) + BARIS_KOSONG
    for i, baris in enumerate(isi, awal):
        ws.set_row(i, _tinggi(baris, kolom))
        for j, teks in enumerate(baris):
            if teks:
                ws.write_string(i, j, muat_sel(teks), format_kolom[j])
            else:
                ws.write_blank(i, j, None, format_kolom[j])
    for i in range(awal + len(isi), akhir + 1):
        for j, f in enumerate(format_kolom):
            ws.write_blank(i, j, None, f)
    ws.autofilter(_BARIS_KEPALA, 0, akhir, len(kolom) - 1)
    ws.freeze_panes(awal, 3 if kolom is KOLOM_DIP else 2)
    ws.repeat_rows(_BARIS_KEPALA)
    ws.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    ws.set_landscape()
    ws.set_paper(9)
    ws.fit_to_pages(1, 0)
    ws.set_footer("&L&A&RHalaman &P dari &N")
    return akhir
