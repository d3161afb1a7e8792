"""Every rule about one row: what makes it speak, and what must not."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from dip.aturan import PEMERIKSA, Konteks, nilai

KENA: list[tuple[str, dict[str, Any]]] = [
    ("FILE-031", {"tersembunyi": True}),
    ("REF-001", {"opd_teks": "Dinas Perkeretaapian"}),
    ("REF-002", {"opd_teks": "Dinas Sosial", "opd": "DINSOS"}),
    ("DIP-001", {"judul": "", "ringkasan": ""}),
    ("DIP-002", {"ringkasan": ""}),
    ("DIP-002", {"ringkasan": "Laporan"}),
    ("DIP-003", {"ringkasan": "laporan  KINERJA bagian 7."}),
    ("DIP-003", {"ringkasan_dari_judul": True}),
    ("DIP-004", {"judul": "1. Laporan"}),
    ("DIP-005", {"judul": "a. satu\nb. dua\nc. tiga\nd. empat\ne. lima"}),
    ("DIP-006", {"ringkasan": "lorem ipsum dolor sit amet"}),
    ("DIP-006", {"judul": "Contoh: Laporan Kinerja"}),
    ("DIP-010", {"kategori": "", "kategori_teks": "", "kategori_calon": []}),
    ("DIP-011", {"kategori": "", "kategori_teks": "Utama", "kategori_calon": []}),
    ("DIP-011", {"kategori": "", "kategori_teks": "Berkala?", "kategori_calon": ["berkala"]}),
    ("DIP-011", {"kategori": "utama"}),
    ("DIP-012", {"kategori_calon": ["berkala", "setiap_saat"]}),
    ("DIP-012", {"kategori": "", "kategori_calon": ["berkala", "dikecualikan"]}),
    ("DIP-013", {"kategori": "dikecualikan"}),
    ("DIP-014", {"kategori": "serta_merta", "penanggung_jawab": ""}),
    ("DIP-015", {"kategori": "serta_merta", "bentuk": ["cetak"], "tautan": [], "tautan_mentah": []}),
    ("DIP-017", {"retensi_teks": "", "retensi_jenis": "tidak_diisi"}),
    ("DIP-018", {"retensi_teks": "lima", "retensi_jenis": "tidak_dikenal"}),
    ("DIP-019", {"retensi_teks": "sesuai JRA", "retensi_jenis": "jra"}),
    ("DIP-030", {"waktu_teks": "", "waktu_mulai": "", "waktu_presisi": "", "tahun": 0}),
    ("DIP-031", {"waktu_teks": "kapan saja", "waktu_mulai": "", "waktu_presisi": "tidak_terbaca", "tahun": 0}),
    ("DIP-032", {"waktu_teks": "2027", "waktu_mulai": "2027-01-01", "tahun": 2027}),
    ("DIP-032", {"judul": "Renja 2028", "waktu_teks": "2028", "waktu_mulai": "2028-01-01", "tahun": 2028}),
    ("DIP-033", {"waktu_teks": "1998", "waktu_mulai": "1998-01-01", "tahun": 1998}),
    ("DIP-034", {"judul": "Laporan Kinerja 2021"}),
    ("DIP-040", {"bentuk": [], "bentuk_teks": ""}),
    ("DIP-041", {"bentuk": [], "bentuk_teks": "Papan"}),
    ("DIP-042", {"tautan": [], "tautan_mentah": []}),
    ("DIP-042", {"tautan": [], "tautan_mentah": ["NULL"]}),
    ("DIP-043", {"bentuk": ["softcopy"]}),
    ("DIP-050", {"pejabat_penguasa": ""}),
    ("DIP-051", {"penanggung_jawab": ""}),
    ("DIP-052", {"penanggung_jawab": "Drs. Fulan bin Fulan, M.Si"}),
    ("DIP-052", {"pejabat_penguasa": "FULAN, S.Kom"}),
    ("DIP-053", {"penanggung_jawab": "Masing-masing OPD"}),
    ("DIP-053", {"pejabat_penguasa": "PPID Pelaksana"}),
    ("DIP-055", {"pejabat_penguasa": "Pasal 17 huruf c UU No. 14 Tahun 2008"}),
    ("LNK-001", {"tautan": [], "tautan_mentah": ["lihat di kantor"]}),
    ("LNK-001", {"tautan_mentah": ["https://contoh .go.id/x"]}),
    ("LNK-005", {"tautan": ["https://dinkes.contoh.go.id/"]}),
    ("LNK-005", {"tautan": ["https://dinkes.contoh.go.id/index.php"]}),
    ("LNK-006", {"tautan": ["https://bit.ly/3abc"]}),
    ("LNK-007", {"tautan": ["https://drive.google.com/drive/folders/1abc"]}),
    ("LNK-008", {"tautan": ["http://dinkes.contoh.go.id/a.pdf"]}),
    ("LNK-009", {"tautan": ["https://contoh.com/a.pdf"]}),
    ("LNK-010", {"tautan": [], "tautan_mentah": [r"C:\Users\kantor\a.pdf"]}),
    ("LNK-010", {"tautan": ["http://192.168.1.7/a.pdf"]}),
    ("LNK-011", {"tautan": ["https://docs.google.com/document/d/1abc/edit?usp=sharing"]}),
    ("PDP-001", {"ringkasan": "Bantuan untuk warga dengan NIK 1901014507900001"}),
    ("PDP-001", {"tautan": ["https://dinkes.contoh.go.id/ktp-1901014507900001.pdf"]}),
    ("PDP-002", {"penanggung_jawab": "Kepala Subbagian, 0812-7171-2345"}),
    ("PDP-003", {"ringkasan": "Data wajib pajak 09.254.294.3-407.000 tahun lalu"}),
    ("PDP-004", {"penanggung_jawab": "Kepala Bidang NIP. 19680512 199303 1 001"}),
    ("PDP-005", {"jenis_media": "kirim ke kantor@gmail.com"}),
    ("PDP-006", {"ringkasan": "Dibayar ke nomor rekening 1234567890 Bank Contoh"}),
    ("PDP-007", {"judul": "Daftar Penerima Bantuan Langsung Tunai"}),
    ("DIK-020", {"judul": "Daftar Riwayat Penyakit Pasien Rujukan"}),
    ("DIK-020", {"judul": "Daftar Riwayat Penyakit Pasien-Pasien Rujukan"}),
    ("DIK-050", {"ringkasan": "Memuat kata sandi dan alamat peladen"}),
]

TIDAK: list[tuple[str, dict[str, Any]]] = [
    ("REF-001", {"opd_teks": "DINAS  KESEHATAN"}),
    ("REF-001", {"opd_teks": "PPID Pelaksana Dinas Kesehatan"}),
    ("REF-001", {"opd_teks": "dinkes"}),
    ("REF-001", {"opd_teks": "Dinas Sosial", "opd": "DINSOS"}),
    ("DIP-002", {"judul": "", "ringkasan": ""}),
    ("DIP-011", {"kategori_teks": "serba ada"}),
    ("DIP-012", {"kategori_calon": ["berkala", "berkala"]}),
    ("DIP-014", {"penanggung_jawab": ""}),
    ("DIP-031", {"waktu_teks": "Setiap bulan", "waktu_presisi": "berulang", "waktu_mulai": "", "tahun": 0}),
    ("DIP-032", {"judul": "Renja 2027", "waktu_teks": "2027", "waktu_mulai": "2027-01-01", "tahun": 2027}),
    ("DIP-032", {"waktu_teks": "2025-2029", "waktu_mulai": "2025-01-01", "waktu_presisi": "rentang"}),
    ("DIP-032", {"waktu_teks": "2026", "waktu_mulai": "2026-01-01", "tahun": 2026}),
    ("DIP-034", {"judul": "Renstra 2021-2026"}),
    ("DIP-043", {"bentuk": ["softcopy"], "tautan": ["http://localhost/a"]}),
    ("DIP-052", {"penanggung_jawab": "Kepala Bidang, Fulan, S.Kom"}),
    ("DIP-053", {"penanggung_jawab": "PPID Dinas Kesehatan"}),
    ("DIP-055", {"penanggung_jawab": "Kepala Bagian Hukum dan Perundang-undangan"}),
    ("LNK-001", {"tautan_mentah": ["Unduh"]}),
    ("LNK-001", {"tautan": [], "tautan_mentah": ["https://"]}),
    ("LNK-009", {"tautan": ["https://bit.ly/3abc"]}),
    ("LNK-009", {"tautan": ["https://desaku.desa.id/a.pdf"]}),
    ("LNK-011", {"tautan": ["https://docs.google.com/document/d/1abc/view"]}),
    ("PDP-001", {"ringkasan": "NIP 196805121993031001 tercantum di dokumen"}),
    ("PDP-002", {"ringkasan": "Surat Nomor 0812/2024 dan telepon (0717) 92536"}),
    ("PDP-006", {"ringkasan": "Belanja dengan kode rekening 5.1.02.01.01.0024"}),
    ("DIK-020", {"judul": "Daftar Riwayat Penyakit Pasien Rujukan 2023"}),
]


def test_baris_tanpa_cacat_tanpa_temuan(entri, periksa):
    assert periksa(entri()) == []


@pytest.mark.parametrize(("harap", "isi"), KENA)
def test_kena(entri, periksa, kode, harap, isi):
    assert harap in kode(periksa(entri(**isi)))


@pytest.mark.parametrize(("bukan", "isi"), TIDAK)
def test_tidak_kena(entri, periksa, kode, bukan, isi):
    assert bukan not in kode(periksa(entri(**isi)))


def test_setiap_aturan_punya_kasus():
    """Rules about several rows have their own file."""
    banyak_baris = {"DUP-001", "DUP-004", "DIP-020", "DIP-044", "DIP-054"}
    assert {k for k, _ in KENA} | banyak_baris == set(PEMERIKSA)


def test_temuan_menunjuk_sel_asal(entri, periksa):
    (t,) = periksa(entri(baris=12, retensi_teks="lima", retensi_jenis="tidak_dikenal"))
    assert (t.kode, t.opd, t.berkas, t.lembar, t.baris, t.sel) == ("DIP-018", "DINKES", "dip.xlsx", "DIP", 12, "I12")
    assert (t.entri, t.kolom, t.parameter) == ("DINKES:0:12", "retensi_teks", {"nilai": "lima"})


def test_data_pribadi_tidak_tertulis_dalam_temuan(entri, periksa):
    nik, hp = "1901014507900001", "081271712345"
    temuan = periksa(
        entri(retensi_teks=f"{nik} {hp}", retensi_jenis="tidak_dikenal", tautan_mentah=[f"ktp {nik}.pdf"], tautan=[])
    )
    assert {"DIP-018", "LNK-001", "PDP-001", "PDP-002"} <= {t.kode for t in temuan}
    semua = repr(temuan)
    assert nik not in semua
    assert hp not in semua


def test_nilai_panjang_dipotong_setelah_disamarkan(entri, periksa):
    (t,) = periksa(entri(bentuk=[], bentuk_teks="x" * 110 + " 1901014507900001", tautan=[], tautan_mentah=[]))
    assert len(str(t.parameter["nilai"])) <= 120
    assert "1901014" not in str(t.parameter["nilai"])


def test_baris_dikecualikan_hanya_disebut_dikecualikan(entri, periksa, kode):
    assert kode(periksa(entri(kategori="dikecualikan", retensi_teks="", waktu_teks="", ringkasan=""))) == {"DIP-013"}


def test_judul_yang_dikecualikan_di_tabel_yang_sama_ditanya(entri, periksa, kode):
    rahasia = "Denah Ruang Peladen Kantor Lama"
    temuan = periksa(entri(7, kategori="dikecualikan", judul=rahasia), entri(8, judul=rahasia))
    assert [(t.kode, t.entri) for t in temuan] == [("DIP-013", "DINKES:0:7"), ("DIK-020", "DINKES:0:8")]
    assert rahasia not in repr(temuan)


def test_urutan_menurut_baris_dan_tetap(entri, konteks):
    baris = [entri(i, retensi_teks="", penanggung_jawab="") for i in (9, 7, 8)]
    temuan = nilai(pd.DataFrame(baris), konteks)
    assert [t.baris for t in temuan] == [9, 9, 7, 7, 8, 8]
    assert temuan == nilai(pd.DataFrame(baris, index=[5, 5, 5]), konteks)


def test_rekap_kosong(konteks: Konteks):
    assert nilai(pd.DataFrame([]), konteks) == []
