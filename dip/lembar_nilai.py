"""What a draft says in one column of one row, as an official reads and writes it in a lembar koreksi.

He copies from the draft workbook, the preview or the office's own file, so a value is compared by its meaning: words
for codes, lists in any order, blanks and line breaks ignored.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, cast, get_args

from dip.entri import BENTUK, KOLOM_ISI, NAMA_KATEGORI, NAMA_KATEGORI_PENDEK, Entri
from dip.koreksi_nilai import tertulis
from dip.normal.tautan import sahkan_tautan, urai_tautan
from dip.normal.teks import buang_nomor, kunci, satu_baris
from dip.pdp import samarkan
from dip.pengaturan import KolomKoreksi
from dip.revisi import Revisi

Nasib = Literal["terbit", "ditahan", "dikecualikan"]

KOLOM_LEMBAR = KOLOM_ISI
"""Columns a line may name: those whose content comes from the office and is published."""

JUDUL_KOLOM: dict[str, str] = {
    "unit_kerja": "Unit kerja",
    "judul": "Judul informasi",
    "ringkasan": "Ringkasan isi informasi",
    "kategori": "Kategori",
    "kelompok": "Kelompok",
    "pejabat_penguasa": "Pejabat/unit yang menguasai informasi",
    "penanggung_jawab": "Penanggung jawab pembuatan/penerbitan",
    "waktu_teks": "Waktu pembuatan",
    "tempat": "Tempat pembuatan",
    "bentuk": "Bentuk informasi yang tersedia",
    "jenis_media": "Jenis media",
    "retensi_teks": "Jangka waktu penyimpanan/retensi",
    "tautan": "Tautan",
    "satu_data_id": "ID Satu Data",
    "tanggal_pemutakhiran": "Tanggal pemutakhiran",
}
"""Headings of these columns, as they stand above the published list."""

NAMA_BENTUK: dict[str, str] = {"cetak": "Cetak", "softcopy": "Softcopy", "rekam": "Rekaman", "online": "Online"}

_KOLOM = {kunci(t): k for k, judul in JUDUL_KOLOM.items() for t in (k, judul)}
_BENTUK = {kunci(t): k for k in BENTUK for t in (k, NAMA_BENTUK[k])}
_KATEGORI = {kunci(t): k for d in (NAMA_KATEGORI, NAMA_KATEGORI_PENDEK) for k, t in d.items()}


def baca_kolom(teks: str) -> str:
    """The canonical column meant by a name, a heading, or the first words of exactly one; empty for none."""
    cari = kunci(teks)
    if not cari or cari in _KOLOM:
        return _KOLOM.get(cari, "")
    calon = {k for judul, k in _KOLOM.items() if judul.startswith(f"{cari} ")}
    return calon.pop() if len(calon) == 1 else ""


def baca_kategori(teks: str) -> str:
    """The category meant by its name, short or full; empty for none."""
    return _KATEGORI.get(kunci(teks), "")


def baris_draf(revisi: Revisi) -> dict[str, tuple[Entri, Nasib]]:
    """All rows of a draft and what becomes of them, by item code; held and excluded rows without one by `id_baris`."""
    bagian: tuple[tuple[list[Entri], Nasib], ...] = (
        (revisi.dik, "dikecualikan"),
        (revisi.ditahan, "ditahan"),
        (revisi.entri, "terbit"),
    )
    return {e["kode"] or e["id_baris"]: (e, nasib) for daftar, nasib in bagian for e in daftar}


def nilai_draf(e: Entri, kolom: str) -> str:
    """The value of a column in words, lists one to a line (forms: with commas)."""
    nilai = cast("Mapping[str, object]", e)[kolom]
    if kolom == "kategori":
        return NAMA_KATEGORI_PENDEK.get(str(nilai), str(nilai))
    if kolom == "bentuk":
        return ", ".join(NAMA_BENTUK.get(b, b) for b in e["bentuk"])
    return "\n".join(map(str, nilai)) if isinstance(nilai, list) else str(nilai)


def nilai_tampil(e: Entri, nasib: Nasib, kolom: str) -> str:
    """`nilai_draf` as an official may see it: masked in a held row, nothing of an excluded one."""
    if nasib == "dikecualikan":
        return ""
    nilai = nilai_draf(e, kolom)
    return samarkan(nilai) if nasib == "ditahan" else nilai


def sama_nilai(e: Entri, kolom: str, teks: str) -> bool:
    """Whether the draft says exactly this, in whatever words."""
    kini, harap = satu_baris(nilai_draf(e, kolom)), satu_baris(teks)
    if kini == harap:
        return True
    if kolom == "judul":
        return buang_nomor(kini) == buang_nomor(harap)
    if kolom == "kategori":
        return baca_kategori(teks) == e["kategori"] != ""
    if kolom == "bentuk":
        kata = [_BENTUK.get(kunci(b), "?") for b in harap.replace(";", ",").split(",") if b.strip()]
        return bool(kata) and set(kata) == set(e["bentuk"])
    if kolom == "tautan":
        tulis = urai_tautan(teks)
        return bool(tulis) and {sahkan_tautan(t) or t for t in tulis} == set(e["tautan"])
    return False


def cocok_tertulis(e: Entri, nasib: Nasib, kolom: str, teks: str) -> bool:
    """Whether `teks` stands in this column: as the draft says it, masked, or as the office wrote it."""
    if sama_nilai(e, kolom, teks):
        return True
    if nasib == "ditahan" and satu_baris(teks) == satu_baris(nilai_tampil(e, nasib, kolom)):
        return True
    return bool(teks) and kolom in get_args(KolomKoreksi) and tertulis(e, cast(KolomKoreksi, kolom), teks)
