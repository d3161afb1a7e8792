"""The sheet *Petunjuk*: how to fill in the template, in a few sentences, and the lists behind the drop-downs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.utility import xl_range_abs

from dip.entri import NAMA_KATEGORI
from dip.lembar import TANDA_BANTUAN
from dip.pengaturan import Opd
from dip.revisi import Identitas
from keluaran.bentuk.buku import muat_sel
from keluaran.isian_kolom import KATEGORI_PILIHAN

LANGKAH: tuple[str, ...] = (
    "Buka lembar DIP. Informasi yang sudah tercatat ada di sana, perbaiki langsung di barisnya.",
    "Informasi baru ditulis di baris kosong di bawahnya. Satu baris untuk satu informasi, kolom Kode dibiarkan kosong.",
    "Kolom Kode Informasi jangan diubah. Informasi yang sudah tidak ada, hapus barisnya.",
    "Kolom berjudul warna tua wajib diisi. Kolom berjudul warna muda boleh kosong.",
    "Judul kolom dan urutannya jangan diubah. Jangan menggabungkan sel, jangan memakai rumus.",
    "Jangan menulis NIK, nomor HP pribadi, NPWP, atau nomor rekening.",
    "Informasi yang menurut Saudara perlu dikecualikan ditulis di lembar DIK. PPID melakukan uji konsekuensi dulu.",
    "Simpan sebagai .xlsx tanpa kata sandi, lalu kirim kembali lewat cara yang sama seperti biasa.",
)
"""The steps, in order."""

_KOLOM_LANGKAH, _KOLOM_PILIHAN = 1, 3


def tulis_petunjuk(
    buku: Any,
    ws: Any,
    lembaga: Identitas,
    opd: Opd,
    tahun: int,
    saran: Mapping[str, Sequence[str]],
    judul: Mapping[str, str],
) -> dict[str, str]:
    """Fill the sheet; returns, per canonical column, the range of its suggestions (`Petunjuk!$D$5:$D$12`)."""
    dasar = {"font_name": "Calibri", "font_size": 11, "valign": "top", "text_wrap": True}
    f = {
        "isi": buku.add_format(dasar),
        "nomor": buku.add_format({**dasar, "align": "center", "bold": True, "font_color": "#0B4F5C"}),
        "judul": buku.add_format({**dasar, "bold": True, "font_size": 16, "font_color": "#0B4F5C", "text_wrap": False}),
        "sub": buku.add_format({**dasar, "bold": True, "text_wrap": False}),
        "kecil": buku.add_format({**dasar, "font_size": 8, "font_color": "#5A6A6F", "text_wrap": False}),
        "kepala": buku.add_format(
            {**dasar, "bold": True, "bg_color": "#EAF1F3", "border": 1, "border_color": "#C9D3D6"}
        ),
        "pilih": buku.add_format({**dasar, "font_size": 10, "num_format": "@", "border": 1, "border_color": "#C9D3D6"}),
    }
    ws.hide_gridlines(2)
    ws.set_column(0, 0, 5)
    ws.set_column(_KOLOM_LANGKAH, _KOLOM_LANGKAH, 86)
    ws.set_column(2, 2, 3)
    ws.set_row(1, 26)
    ws.write_string(0, 0, TANDA_BANTUAN, f["kecil"])
    ws.write_string(1, 0, "Petunjuk pengisian", f["judul"])
    ws.write_string(2, 0, muat_sel(f"{opd.nama}, tahun {tahun}"), f["sub"])
    baris = 4
    for n, teks in enumerate(LANGKAH, 1):
        ws.write_string(baris, 0, str(n), f["nomor"])
        ws.write_string(baris, _KOLOM_LANGKAH, teks, f["isi"])
        ws.set_row(baris, 16 * math.ceil(len(teks) / 96) + 4)
        baris += 1
    baris += 1
    ws.write_string(baris, 0, "Kategori", f["sub"])
    for k, nama in zip(("berkala", "serta_merta", "setiap_saat"), KATEGORI_PILIHAN, strict=True):
        baris += 1
        ws.write_string(
            baris, _KOLOM_LANGKAH, f"{nama}: {NAMA_KATEGORI[k][0].lower()}{NAMA_KATEGORI[k][1:]}.", f["isi"]
        )
    baris += 2
    ws.write_string(baris, 0, "Ada pertanyaan?", f["sub"])
    hubungi = [t for t in (lembaga["unit_ppid"], lembaga["telepon"], lembaga["surel"]) if t]
    ws.write_string(baris + 1, _KOLOM_LANGKAH, muat_sel(", ".join(hubungi)), f["isi"])
    ws.print_area(0, 0, baris + 1, _KOLOM_LANGKAH)
    ws.set_paper(9)
    ws.fit_to_pages(1, 0)
    return _pilihan(ws, f, saran, judul)


def _pilihan(
    ws: Any, f: Mapping[str, Any], saran: Mapping[str, Sequence[str]], judul: Mapping[str, str]
) -> dict[str, str]:
    """The suggestions to the right of the text, one column each: a list on a visible sheet needs no hidden one."""
    rentang: dict[str, str] = {}
    j = _KOLOM_PILIHAN
    ws.write_string(2, j, "Daftar saran (boleh ditulis lain)", f["sub"])
    for k, nama in judul.items():
        nilai = [n for n in saran.get(k, ()) if n]
        if not nilai:
            continue
        ws.set_column(j, j, 30)
        ws.write_string(3, j, nama, f["kepala"])
        for i, teks in enumerate(nilai, 4):
            ws.write_string(i, j, muat_sel(teks), f["pilih"])
        rentang[k] = f"Petunjuk!{xl_range_abs(4, j, 3 + len(nilai), j)}"
        j += 1
    return rentang
