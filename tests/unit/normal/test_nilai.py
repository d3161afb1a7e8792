"""Retention, form, category and text: the value grammars of domain.md §2.3."""

from __future__ import annotations

import pytest

from dip.normal import Kamus
from dip.normal.bentuk import baca_bentuk
from dip.normal.kategori import baca_bagian, baca_kategori
from dip.normal.retensi import Retensi, baca_retensi, gabung_aktif
from dip.normal.teks import bernomor, buang_nomor, kosong, kunci, pendekkan, rapikan, sda, teks_sel


@pytest.mark.parametrize(
    ("teks", "jenis", "aktif", "inaktif"),
    [
        ("5 tahun", "durasi", "P5Y", ""),
        ("5 (lima) tahun", "durasi", "P5Y", ""),
        ("lima tahun", "durasi", "P5Y", ""),
        ("6 Bulan", "durasi", "P6M", ""),
        ("1 tahun 6 bulan", "durasi", "P1Y6M", ""),
        ("2,5 tahun", "durasi", "P2Y6M", ""),
        ("5", "durasi", "P5Y", ""),
        ("3-5 tahun", "durasi", "", ""),
        ("1 (satu) tahun berjalan", "durasi", "P1Y", ""),
        ("30 tahun / selama jangka waktu yang ditetapkan", "durasi", "P30Y", ""),
        ("Selama Berlaku", "selama_berlaku", "", ""),
        ("Selama masih berlaku / Diperbarui jika ada perubahan", "selama_berlaku", "", ""),
        ("Permanen", "permanen", "", ""),
        ("Permanen. Atas perintah pengadilan.", "permanen", "", ""),
        ("Tidak terbatas", "permanen", "", ""),
        ("Aktif 2 tahun, inaktif 3 tahun", "aktif_inaktif", "P2Y", "P3Y"),
        ("2 th aktif 3 th inaktif", "aktif_inaktif", "P2Y", "P3Y"),
        ("2 tahun (aktif) 3 tahun (in-aktif)", "aktif_inaktif", "P2Y", "P3Y"),
        ("sesuai JRA", "jra", "", ""),
        ("Sesuai Jadwal Retensi Arsip", "jra", "", ""),
        ("Sesuai Masa Kontrak", "mengikuti_peristiwa", "", ""),
        ("Sesuai Masa Berlaku MoU (3-5 Tahun)", "mengikuti_peristiwa", "", ""),
        ("Selama masih digunakan", "mengikuti_peristiwa", "", ""),
        ("1 tahun setelah tahun anggaran berakhir", "durasi_setelah_peristiwa", "P1Y", ""),
        ("1 Tahun / 1 tahun setelah tahun anggaran berakhir", "durasi_setelah_peristiwa", "P1Y", ""),
        ("N/A", "tidak_diisi", "", ""),
        ("Tahun 2023", "tidak_dikenal", "", ""),
        ("2023", "tidak_dikenal", "", ""),
        ("0 tahun", "tidak_dikenal", "", ""),
        ("entah", "tidak_dikenal", "", ""),
    ],
)
def test_retention(teks: str, jenis: str, aktif: str, inaktif: str) -> None:
    assert baca_retensi(teks) == Retensi(jenis, aktif, inaktif)


def test_retention_of_two_columns() -> None:
    assert gabung_aktif("2", "3 tahun") == Retensi("aktif_inaktif", "P2Y", "P3Y")
    assert gabung_aktif("Permanen", "") == Retensi("permanen")
    assert gabung_aktif("", "") == Retensi()


@pytest.mark.parametrize(
    ("teks", "bentuk", "media"),
    [
        ("Softcopy", ["softcopy"], ""),
        ("Hard & Soft Copy", ["cetak", "softcopy"], ""),
        ("HARDCOPY+SOFTCOPY", ["cetak", "softcopy"], ""),
        ("Soft dan Hard Copy", ["cetak", "softcopy"], ""),
        ("Cetak/Rekam/Online", ["cetak", "rekam", "online"], ""),
        ("Google Drive Folder", ["online"], "Google Drive"),
        ("Buku, Website dan Medsos", ["cetak", "online"], "Website, Media sosial"),
        ("https://contoh.go.id/a", ["online"], ""),
        ("Dokumen", [], ""),
        ("-", [], ""),
    ],
)
def test_forms(kamus: Kamus, teks: str, bentuk: list[str], media: str) -> None:
    b = baca_bentuk(teks, kamus)
    assert (list(b.bentuk), b.media) == (bentuk, media)


@pytest.mark.parametrize(
    ("teks", "longgar", "ketat"),
    [
        ("Berkala", ["berkala"], ["berkala"]),
        ("informasi-berkala", ["berkala"], ["berkala"]),
        ("Tersedia Setiap Saat", ["setiap_saat"], ["setiap_saat"]),
        ("setiap_saat", ["setiap_saat"], ["setiap_saat"]),
        ("Serta-Merta", ["serta_merta"], ["serta_merta"]),
        ("Berkala / Setiap Saat", ["berkala", "setiap_saat"], ["berkala", "setiap_saat"]),
        ("DIK", ["dikecualikan"], ["dikecualikan"]),
        ("Berkala (6 bulan)", ["berkala"], []),
        ("Laporan berkala PPID", ["berkala"], []),
        ("tidak dikecualikan", [], []),
        ("bukan berkala", [], []),
        ("Utama", [], []),
        ("", [], []),
    ],
)
def test_categories(kamus: Kamus, teks: str, longgar: list[str], ketat: list[str]) -> None:
    assert baca_kategori(teks, kamus.kategori) == longgar
    assert baca_kategori(teks, kamus.kategori, ketat=True) == ketat


@pytest.mark.parametrize(
    ("teks", "kategori"),
    [
        ("1. INFORMASI BERKALA", "berkala"),
        ("I. INFORMASI WAJIB DIUMUMKAN SECARA BERKALA", "berkala"),
        ("A. Informasi yang wajib disediakan dan diumumkan secara berkala", "berkala"),
        ("B. INFORMASI WAJIB DIUMUMKAN SECARA SERTA MERTA", "serta_merta"),
        ("2. INFORMASI TERSEDIA SETIAP SAAT", "setiap_saat"),
        ("Informasi Wajib Tersedia Setiap Saat", "setiap_saat"),
        ("IV. DAFTAR INFORMASI YANG DIKECUALIKAN", "dikecualikan"),
        ("D. Informasi yang dikecualikan", "dikecualikan"),
        ("Berkala", "berkala"),
        ("INFORMASI BERKALA TAHUN 2024", "berkala"),
        ("Informasi berkala hasil survei", ""),
        ("Laporan berkala", ""),
        ("Daftar informasi berkala, serta merta, dan setiap saat", ""),
        ("Informasi publik", ""),
    ],
)
def test_section_rows(teks: str, kategori: str) -> None:
    assert baca_bagian(teks) == kategori


@pytest.mark.parametrize(
    ("teks", "judul"),
    [
        ("1. Profil", "Profil"),
        ("(2) Profil", "Profil"),
        ("a. Profil", "Profil"),
        ("IV. Profil", "Profil"),
        ("1.1 Profil", "Profil"),
        ("1.Profil", "Profil"),
        ("• Profil", "Profil"),
        ("3.000 penerima", "3.000 penerima"),
        ("A.n. Bupati", "A.n. Bupati"),
        ("2024", "2024"),
        ("12 indikator", "12 indikator"),
        ("1.", "1."),
    ],
)
def test_numbering_is_stripped_from_titles(teks: str, judul: str) -> None:
    assert buang_nomor(teks) == judul


def test_text_tools() -> None:
    assert rapikan("a\u00a0 b\u200b\r\n\r\n c_x000D_") == "a b\nc"
    assert kunci("Pejabat/Unit & Satker, yang…") == "pejabat unit dan satker yang"
    assert bernomor("a) x")
    assert not bernomor("air")
    assert all(map(kosong, ["", "–", "NULL", "Tidak ada", "https://", "n/a"]))
    assert not kosong("https://a.go.id")
    assert all(map(sda, ["s.d.a", "SDA", '"', "″", '-"-', "idem."]))
    assert pendekkan("Laporan kinerja. Berisi capaian.") == "Laporan kinerja"
    assert pendekkan("kata " * 60).endswith("…")
    assert len(pendekkan("kata " * 60)) <= 150


def test_cells_as_the_office_saw_them() -> None:
    assert teks_sel(12.0) == "12"
    assert teks_sel(11.1, "0.00") == "11.10"
    assert teks_sel(0.5, "persen") == "50%"
    assert teks_sel("2024-11-12", "tanggal") == "12 November 2024"
    assert teks_sel("2024-11-01", "bulan") == "November 2024"
    assert teks_sel(True) == "ya"
    assert teks_sel(None) == ""
