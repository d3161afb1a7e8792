"""The columns of the official template, with what the office reads about each.

Headings are spelled as the national dictionary reads them back exactly. Help texts stand above the headings, where a
reader takes them for the title block; no help may name a year or an office.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from dip.entri import BENTUK, NAMA_KATEGORI_PENDEK, Entri
from dip.lembar_nilai import NAMA_BENTUK
from dip.normal.teks import tulis_tanggal
from dip.normal.waktu import baca_waktu

KATEGORI_PILIHAN: tuple[str, ...] = tuple(NAMA_KATEGORI_PENDEK[k] for k in ("berkala", "serta_merta", "setiap_saat"))
"""The only strict list: another word here holds the row (DIP-011)."""

PILIHAN: Mapping[str, Sequence[str]] = {
    "bentuk": (
        "Cetak",
        "Softcopy",
        "Cetak, Softcopy",
        "Online",
        "Softcopy, Online",
        "Cetak, Softcopy, Online",
        "Rekaman",
        "Rekaman, Online",
    ),
    "retensi_teks": (
        "1 tahun",
        "2 tahun",
        "3 tahun",
        "5 tahun",
        "10 tahun",
        "Aktif 1 tahun, inaktif 2 tahun",
        "Aktif 2 tahun, inaktif 3 tahun",
        "Aktif 2 tahun, inaktif 5 tahun",
        "Selama berlaku",
        "Permanen",
    ),
    "jenis_media": ("Website", "Media sosial", "Papan pengumuman", "Aplikasi"),
}
"""Suggestions by canonical column; anything else may be typed."""

PERINGATAN: frozenset[str] = frozenset({"retensi_teks"})
"""Suggested columns where another value is asked about once."""


@dataclass(frozen=True, slots=True)
class KolomIsian:
    """One column: canonical field, heading, width in characters, help above the heading, longer input message.

    `wajib` columns are the seven elements of a DIP (Perki 1/2021) and the category.
    """

    field: str
    judul: str
    lebar: float
    bantuan: str
    pesan: str
    wajib: bool = True


KOLOM_DIP: tuple[KolomIsian, ...] = (
    KolomIsian("nomor", "No", 6, "Urut", "Nomor urut, boleh dikosongkan.", wajib=False),
    KolomIsian(
        "kode",
        "Kode Informasi",
        20,
        "Jangan diubah. Kosong untuk baris baru",
        "Kode ini diberikan oleh PPID dan tidak boleh diubah. Untuk informasi baru, biarkan kosong.",
        wajib=False,
    ),
    KolomIsian(
        "judul",
        "Judul Informasi",
        38,
        "Nama informasi, lengkap dengan masanya",
        "Tulis nama informasinya, lengkap dengan masanya. Satu baris untuk satu informasi.",
    ),
    KolomIsian(
        "ringkasan",
        "Ringkasan Isi Informasi",
        48,
        "Satu kalimat: berisi tentang apa",
        "Satu atau dua kalimat tentang isinya. Jangan menulis NIK, nomor HP pribadi, atau NIP.",
    ),
    KolomIsian(
        "kategori",
        "Kategori Informasi",
        14,
        "Pilih dari daftar",
        "Pilih Berkala, Serta merta, atau Setiap saat. Informasi yang dikecualikan ditulis di lembar DIK.",
    ),
    KolomIsian(
        "pejabat_penguasa",
        "Pejabat/Unit/Satker yang Menguasai Informasi",
        28,
        "Unit yang menyimpan informasinya",
        "Unit atau jabatan yang menyimpan informasi ini. Bukan nama orang.",
    ),
    KolomIsian(
        "penanggung_jawab",
        "Penanggung Jawab Pembuatan atau Penerbitan Informasi",
        28,
        "Jabatan yang membuat atau menerbitkan",
        "Jabatan yang bertanggung jawab membuat atau menerbitkan. Bukan nama orang.",
    ),
    KolomIsian(
        "waktu_teks",
        "Waktu Pembuatan Informasi",
        18,
        "Tahun, bulan, triwulan, atau tanggal",
        "Cukup tahunnya. Boleh juga Semester I, Triwulan II, bulan, atau tanggal, selalu dengan tahunnya.",
    ),
    KolomIsian("tempat", "Tempat Pembuatan Informasi", 18, "Kota atau kecamatan", "Tempat informasi ini dibuat."),
    KolomIsian(
        "bentuk",
        "Bentuk Informasi yang Tersedia",
        20,
        "Cetak, Softcopy, Rekaman, Online",
        "Boleh lebih dari satu, pisahkan dengan koma. Bila Online, isi kolom Tautan.",
    ),
    KolomIsian(
        "retensi_teks",
        "Jangka Waktu Penyimpanan atau Retensi Arsip",
        24,
        "Sesuai jadwal retensi arsip",
        "Contoh: 5 tahun, Selama berlaku, Permanen, Aktif 2 tahun, inaktif 3 tahun.",
    ),
    KolomIsian(
        "tautan",
        "Tautan",
        40,
        "Alamat lengkap dokumennya, https://…",
        "Alamat dokumennya sendiri, diawali https:// dan bisa dibuka tanpa masuk akun. Satu alamat satu baris.",
        wajib=False,
    ),
    KolomIsian(
        "jenis_media",
        "Jenis Media yang Memuat Informasi",
        20,
        "Tempat diumumkan",
        "Misalnya Website, Media sosial, Papan pengumuman. Perlu diisi untuk informasi serta merta.",
        wajib=False,
    ),
    KolomIsian(
        "unit_kerja",
        "Bidang/Bagian",
        22,
        "Unit di dalam kantor",
        "Unit di dalam kantor yang mengerjakan. Boleh dikosongkan.",
        wajib=False,
    ),
    KolomIsian(
        "kelompok",
        "Kelompok Informasi",
        24,
        "Boleh kosong",
        "Kelompok informasi menurut Perki 1/2021. Boleh dikosongkan.",
        wajib=False,
    ),
    KolomIsian("nomor_dokumen", "Nomor Dokumen", 18, "Nomor surat atau SK", "Nomor dokumennya, bila ada.", wajib=False),
    KolomIsian(
        "satu_data_id", "ID Satu Data", 18, "Boleh kosong", "Nama dataset di portal Satu Data, bila ada.", wajib=False
    ),
    KolomIsian(
        "tanggal_pemutakhiran",
        "Tanggal Pemutakhiran",
        18,
        "Tanggal terakhir diperbarui",
        "Tanggal informasi ini terakhir diperbarui. Tulis tanggal, nama bulan, dan tahunnya.",
        wajib=False,
    ),
    KolomIsian(
        "keterangan",
        "Keterangan",
        30,
        "Catatan, tidak diterbitkan",
        "Catatan untuk PPID. Tidak diterbitkan.",
        wajib=False,
    ),
)
"""Sheet *DIP*."""

KOLOM_DIK: tuple[KolomIsian, ...] = (
    KolomIsian("nomor", "No", 6, "Urut", "Nomor urut, boleh dikosongkan.", wajib=False),
    KolomIsian(
        "judul",
        "Informasi yang Dikecualikan",
        42,
        "Pokoknya saja, tanpa isi rahasianya",
        "Tulis pokok informasinya secara umum. Jangan menulis isi rahasianya di sini.",
    ),
    KolomIsian(
        "dasar_hukum",
        "Dasar Hukum Pengecualian Informasi",
        38,
        "Pasal dan undang-undangnya",
        "Misalnya UU KIP Pasal 17 huruf h.",
    ),
    KolomIsian(
        "konsekuensi_dibuka",
        "Konsekuensi/Pertimbangan Dibuka Bagi Publik",
        42,
        "Akibatnya bila dibuka",
        "Kerugian yang timbul bila informasi ini dibuka.",
    ),
    KolomIsian(
        "konsekuensi_ditutup",
        "Konsekuensi/Pertimbangan Ditutup Bagi Publik",
        42,
        "Yang dilindungi bila ditutup",
        "Kepentingan yang dilindungi bila informasi ini ditutup.",
    ),
    KolomIsian(
        "jangka_waktu",
        "Jangka Waktu",
        28,
        "Sampai kapan dikecualikan",
        "Berapa lama atau sampai kapan. Pasal 17 huruf a sampai f tidak boleh permanen.",
    ),
)
"""Sheet *DIK*: layout K1 (domain.md §2.1), a proposal until the uji konsekuensi is done."""


def _teks_dip(e: Entri, field: str) -> str:
    """One field of a row as it is typed."""
    khusus: dict[str, Callable[[], str]] = {
        "nomor": lambda: str(e["nomor"] or ""),
        "kategori": lambda: NAMA_KATEGORI_PENDEK.get(e["kategori"], e["kategori_teks"]),
        "waktu_teks": lambda: _waktu_saja(e["waktu_teks"], e["tempat"]),
        "bentuk": lambda: ", ".join(NAMA_BENTUK[b] for b in BENTUK if b in e["bentuk"]) or e["bentuk_teks"],
        "tautan": lambda: "\n".join(e["tautan"] or e["tautan_mentah"]),
        "tanggal_pemutakhiran": lambda: tulis_tanggal(e["tanggal_pemutakhiran"]),
    }
    return khusus[field]() if field in khusus else str(cast("dict[str, Any]", e)[field])


_ANTARA = r"[\s,;:()\[\]/–—-]+"
"""What divides a place from a time."""


def _waktu_saja(teks: str, tempat: str) -> str:
    """The time of `Muara, 2026`: the place has its own column. As written unless it reads back as the same time."""
    if not tempat or tempat not in teks:
        return teks
    nama = re.escape(tempat)
    for pola in (rf"{nama}{_ANTARA}(.+)", rf"(.+?){_ANTARA}{nama}[\s)\].]*"):
        m = re.fullmatch(pola, teks.strip(), re.S)
        if m and baca_waktu(m[1]) == replace(baca_waktu(teks), tempat=""):
            return m[1].strip()
    return teks


def baris_dip(entri: Sequence[Entri]) -> list[list[str]]:
    """Rows of the sheet *DIP*: everything but excluded information. The number is counted anew."""
    hasil = [[_teks_dip(e, k.field) for k in KOLOM_DIP] for e in entri if e["kategori"] != "dikecualikan"]
    for n, b in enumerate(hasil, 1):
        b[0] = str(n)
    return hasil


def baris_dik(entri: Sequence[Entri]) -> list[list[str]]:
    """Rows of the sheet *DIK*: excluded information with its own columns as written."""
    hasil: list[list[str]] = []
    for e in entri:
        if e["kategori"] == "dikecualikan":
            isi = {**e["dik"], "judul": e["judul"], "nomor": str(len(hasil) + 1)}
            hasil.append([isi.get(k.field, "") for k in KOLOM_DIK])
    return hasil
