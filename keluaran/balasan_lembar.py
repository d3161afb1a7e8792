"""The two sheets that we add in front: *Temuan* and *Tanda terima*. Runs in the limited child, and in the parent when
nothing of the office's file could be shown.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink

from keluaran.balasan_gaya import (
    GELAP,
    HIJAU,
    ISIAN,
    LIPAT_LEGA,
    NAMA_TINGKAT,
    PUDAR,
    TANDA_BALASAN,
    TENGAH,
    TENGAH_LEGA,
    TEPI,
    nama_lembar,
    rujuk,
    tulis,
)
from keluaran.balasan_naskah import TINGKAT, Catatan, Naskah

KOLOM: tuple[tuple[str, int], ...] = (
    ("No", 5),
    ("Tingkat", 21),
    ("Lembar", 18),
    ("Sel", 8),
    ("Baris", 7),
    ("Yang ditemukan", 58),
    ("Yang sebaiknya ditulis", 46),
    ("Kode", 10),
)
"""Heading and width in characters."""

ARTI: dict[str, str] = {
    "tolak": "Berkas atau barisnya belum dapat dipakai sebelum diperbaiki.",
    "wajib": "Perbaiki. Sampai saat itu barisnya ditahan, atau terbit dengan tanda belum diisi.",
    "periksa": "Mohon dilihat sebentar. Perbaiki bila salah, biarkan bila memang benar.",
    "info": "Tidak perlu tindakan.",
}
UMUM = "Tentang berkas dan susunan tabelnya"
"""Heading over the findings that are about no single row."""

_LEBAR = sum(w for _, w in KOLOM)
_TEBAL = Font(name="Calibri", size=10, bold=True)
_BIASA = Font(name="Calibri", size=10)
_KECIL = Font(name="Calibri", size=8, color=PUDAR)
_CATATAN = Font(name="Calibri", size=10, color=PUDAR)
_JUDUL = Font(name="Calibri", size=16, bold=True, color=GELAP)
_TAUTAN = Font(name="Calibri", size=10, color="FF0B5CAD", underline="single")
_PUTIH = Font(name="Calibri", size=10, bold=True, color="FFFFFFFF")
_ISI_KEPALA = PatternFill("solid", fgColor=GELAP)
_ISI_PITA = PatternFill("solid", fgColor="FFEAF1F3")
_ISI_HIJAU = PatternFill("solid", fgColor=HIJAU)
_TENGAH_DUA = Alignment(horizontal="center", vertical="center")
_TENGAH_ATAS = Alignment(horizontal="center", vertical="top", wrap_text=True)


class _Halaman:
    """A sheet being filled from top to bottom, `lebar` columns wide."""

    def __init__(self, ws: Any, lebar: int) -> None:
        self.ws, self.lebar, self.r = ws, lebar, 0
        self.huruf_sebaris = _LEBAR

    def pita(self, teks: str, huruf: Font = _BIASA, isi: PatternFill | None = None, tinggi: float = 0) -> None:
        """One text across the page, high enough for its lines."""
        self.r += 1
        tulis(self.ws.cell(self.r, 1), teks, huruf=huruf, isi=isi, rata=TENGAH)
        self.ws.merge_cells(start_row=self.r, start_column=1, end_row=self.r, end_column=self.lebar)
        ukuran = float(huruf.size or 10)
        baris = sum(max(1, math.ceil(len(b) * ukuran / 10 / self.huruf_sebaris)) for b in teks.split("\n"))
        self.ws.row_dimensions[self.r].height = tinggi or baris * ukuran * 1.35 + 3

    def kosong(self) -> None:
        """A little air."""
        self.r += 1
        self.ws.row_dimensions[self.r].height = 8


def tambah_lembar(
    wb: Any, naskah: Naskah, nama: Mapping[str, str], tempat: Mapping[int, str], catatan_salinan: Sequence[str]
) -> None:
    """Put *Temuan* first and *Tanda terima* (or what stands for it) second.

    Args: `nama` maps sheet names of findings to those of the workbook, `tempat` indexes of findings to the cells they
    were put at, `catatan_salinan` are remarks about how the workbook was made.
    """
    temuan = wb.create_sheet(nama_lembar("Temuan", wb.sheetnames), 0)
    tanda = wb.create_sheet(nama_lembar(naskah["nama_tanda"], wb.sheetnames), 1)
    _temuan(wb, temuan, naskah, nama, tempat, catatan_salinan)
    _tanda_terima(tanda, naskah)
    for ws, warna in ((temuan, "C0392B" if naskah["catatan"] else "2E8B57"), (tanda, GELAP[2:])):
        ws.sheet_properties.tabColor = warna
        ws.sheet_view.showGridLines = False
        ws.page_setup.paperSize, ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 9, 1, 0
        ws.sheet_properties.pageSetUpPr.fitToPage = True
        ws.page_margins.left = ws.page_margins.right = 0.4
        ws.page_margins.top = ws.page_margins.bottom = 0.5
    temuan.page_setup.orientation = "landscape"
    wb.active = 0
    temuan.sheet_view.tabSelected = True
    tanda.sheet_view.tabSelected = False


def _temuan(
    wb: Any,
    ws: Any,
    naskah: Naskah,
    nama: Mapping[str, str],
    tempat: Mapping[int, str],
    catatan_salinan: Sequence[str],
) -> None:
    for k, (_, w) in enumerate(KOLOM, 1):
        ws.column_dimensions["ABCDEFGH"[k - 1]].width = w
    h = _Halaman(ws, len(KOLOM))
    h.pita(TANDA_BALASAN, _KECIL)
    h.pita(naskah["judul"], _JUDUL, tinggi=28)
    h.pita(naskah["bawah_judul"], _CATATAN)
    h.kosong()
    baik = not naskah["catatan"]
    h.pita(naskah["salam"], _TEBAL if baik else _BIASA, _ISI_HIJAU if baik else None, 30 if baik else 0)
    if not baik:
        h.kosong()
        _legenda(h, naskah["jumlah"])
    h.kosong()
    h.pita(naskah["langkah"])
    sembunyi = [f"Lembar tersembunyi dan tidak dibaca: {', '.join(naskah['tersembunyi'])}."]
    for teks in (*catatan_salinan, *(sembunyi if naskah["tersembunyi"] else [])):
        h.pita(teks, _CATATAN)
    if baik:
        return
    h.kosong()
    h.r += 1
    for k, (judul, _) in enumerate(KOLOM, 1):
        tulis(ws.cell(h.r, k), judul, huruf=_PUTIH, isi=_ISI_KEPALA, rata=TENGAH_LEGA).border = TEPI
    ws.row_dimensions[h.r].height = 22
    kelompok = ""
    for n, c in enumerate(naskah["catatan"]):
        ini = UMUM if c["umum"] else NAMA_TINGKAT[c["tingkat"]]
        if ini != kelompok:
            kelompok = ini
            h.pita(ini, _TEBAL, _ISI_PITA, 20)
        h.r += 1
        judul = nama.get(c["lembar"], "")
        terbuka = bool(judul) and wb[judul].sheet_state == "visible"
        tujuan = rujuk(judul, tempat.get(n, "A1")) if terbuka else ""
        _baris(ws, h.r, n + 1, c, tempat.get(n, c["sel"]) if c["sel"] else "", tujuan)
    if naskah["lebih"]:
        h.pita(f"… dan {naskah['lebih']} temuan lagi. Perbaiki yang tertulis dulu, lalu kirim kembali.", _CATATAN)


def _legenda(h: _Halaman, jumlah: Mapping[str, int]) -> None:
    """Counts per severity, in the colours used in the cells, with what each means."""
    for tingkat in TINGKAT:
        h.r += 1
        n = jumlah.get(tingkat, 0)
        sel = tulis(h.ws.cell(h.r, 1), str(n), huruf=_TEBAL, isi=ISIAN[tingkat], rata=_TENGAH_DUA)
        sel.border = TEPI
        tulis(
            h.ws.cell(h.r, 2), NAMA_TINGKAT[tingkat], huruf=_TEBAL, isi=ISIAN[tingkat], rata=TENGAH_LEGA
        ).border = TEPI
        tulis(h.ws.cell(h.r, 3), ARTI[tingkat], huruf=_CATATAN, rata=TENGAH_LEGA)
        h.ws.merge_cells(start_row=h.r, start_column=3, end_row=h.r, end_column=h.lebar)
        h.ws.row_dimensions[h.r].height = 18


def _baris(ws: Any, r: int, nomor: int, c: Catatan, sel: str, tujuan: str) -> None:
    """One finding. The cell column leads to the cell, or the row number to the row when no single cell is meant."""
    isi = (
        str(nomor),
        NAMA_TINGKAT[c["tingkat"]],
        c["tampil"],
        sel,
        str(c["baris"] or ""),
        c["kalimat"],
        c["saran"],
        c["kode"],
    )
    for k, teks in enumerate(isi, 1):
        rata = _TENGAH_ATAS if k in (1, 4, 5) else LIPAT_LEGA
        tulis(ws.cell(r, k), teks, huruf=_BIASA, rata=rata).border = TEPI
    ws.cell(r, 2).fill = ISIAN[c["tingkat"]]
    if tujuan:
        kolom = 4 if sel else 5 if c["baris"] else 3
        paut = ws.cell(r, kolom)
        paut.hyperlink = Hyperlink(ref=paut.coordinate, location=tujuan, tooltip="Buka selnya")
        paut.font = _TAUTAN
    baris = max(math.ceil(len(c["kalimat"]) / 60), math.ceil(len(c["saran"]) / 47), math.ceil(len(c["tampil"]) / 17), 1)
    ws.row_dimensions[r].height = min(baris * 13.5 + 4, 400)


def _tanda_terima(ws: Any, naskah: Naskah) -> None:
    ws.column_dimensions["A"].width, ws.column_dimensions["B"].width = 38, 72
    h = _Halaman(ws, 2)
    h.huruf_sebaris = 110
    h.pita(TANDA_BALASAN, _KECIL)
    h.pita(naskah["nama_tanda"], _JUDUL, tinggi=28)
    h.pita(naskah["bawah_tanda"], _CATATAN)
    h.kosong()
    for label, nilai in naskah["tanda"]:
        h.r += 1
        tulis(ws.cell(h.r, 1), label, huruf=_TEBAL, isi=_ISI_PITA, rata=TENGAH_LEGA).border = TEPI
        tulis(ws.cell(h.r, 2), nilai, huruf=_BIASA, rata=TENGAH_LEGA).border = TEPI
        ws.row_dimensions[h.r].height = 20 * max(1, math.ceil(len(nilai) / 74))
    h.kosong()
    h.pita(naskah["kaki_tanda"], _CATATAN)
