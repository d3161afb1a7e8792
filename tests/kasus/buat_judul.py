"""Writes golden cases about headers: the sequences that real systems use (domain.md §2.1 H3–H11, K1–K3).

Run by hand (`python tests/kasus/buat_judul.py`); the files are part of the repository. Everything in them is invented.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from openpyxl import Workbook

SINI = Path(__file__).resolve().parent
KABID, SEKRE = "Kepala Bidang Data", "Sekretaris Dinas"


def simpan(nama: str, apa: str, baris: list[list[Any]], gabung: str = "", **harap: Any) -> None:
    """One workbook of one sheet, what it is about, and the settings it needs."""
    wb = Workbook()
    ws = wb.active
    for b in baris:
        ws.append(b)
    for g in gabung.split():
        ws.merge_cells(g)
    folder = SINI / nama
    folder.mkdir(exist_ok=True)
    wb.save(folder / "masukan.xlsx")
    (folder / "apa.txt").write_text(apa + "\n", "utf-8")
    jalan = folder / "harap.json"
    lama = json.loads(jalan.read_text("utf-8")) if jalan.is_file() else {"hasil": {}}
    jalan.write_text(json.dumps({**harap, "hasil": lama["hasil"]}, ensure_ascii=False, indent=1) + "\n", "utf-8")


def h3() -> None:
    simpan(
        "21_h3_judul_dan_ringkasan",
        "Judul dan ringkasan terpisah; kolom media berisi nama situs; dua pejabat dalam satu sel, sebaris seorang.",
        [
            ["No", "Judul Informasi", "Ringkasan Isi Informasi", "Pejabat/Unit/Satker yang Menguasai Informasi",
             "Penanggungjawab pembuatan atau penerbitan informasi", "Waktu dan tempat pembuatan informasi",
             "Bentuk Informasi yang Tersedia", "Jangka waktu penyimpanan", "Jenis media yang memuat informasi"],
            [1, "Profil pejabat", "Riwayat jabatan para pejabat", "Kepala Bidang Data\nKepala Bidang Layanan", SEKRE,
             "Kota Rekaan, 12 November 2024", "Softcopy", "5 (lima) tahun", "Website PPID"],
            [2, "Daftar aset", "Aset tetap tahun 2023", "Kepala Bidang\nPengelolaan Aset", SEKRE, "2024", "Buku",
             "Selama Berlaku", "Papan pengumuman"],
        ],
        deklarasi={"kategori": "berkala"},
    )  # fmt: skip


def h6() -> None:
    simpan(
        "22_h6_enam_kolom",
        "Enam kolom saja: tanpa waktu dan bentuk (STR-004), tautan pada sel unduhan, judul diambil dari ringkasan.",
        [
            ["No", "Ringkasan Isi Informasi", "Pejabat/Unit/Satker", "Penanggung Jawab", "Jangka Waktu Penyimpanan",
             "File/Unduhan"],
            [1, "Laporan kinerja 2023", KABID, SEKRE, "1 Tahun", "https://rekaan.go.id/lkjip-2023.pdf"],
            [2, "Maklumat pelayanan", KABID, SEKRE, "Selamanya", "-"],
        ],
        deklarasi={"kategori": "setiap_saat"},
    )  # fmt: skip


def h7() -> None:
    simpan(
        "23_h7_sebelas_kolom",
        "Sebelas kolom dengan salah tulis 'Jangka Waktu Penyampaian', tanggal unggah, beberapa kantor dalam satu sel.",
        [
            ["#", "Judul", "Ringkasan", "Pejabat", "Penanggung Jawab", "Waktu Pembuatan/Penerbiatan Informasi",
             "Bentuk",
             "Jangka Waktu Penyampaian", "Jenis Media", "Berkas", "Tgl Unggah"],
            [1, "Perjanjian kerja sama", "Kerja sama penyediaan data", "Kepala Dinas A; Kepala Dinas B", SEKRE,
             "Januari 2024", "Soft dan Hard Copy", "Sesuai Masa Berlaku Kerjasama", "Website",
             "https://rekaan.go.id/pks.pdf", "12/11/2024"],
            [2, "Rekap kunjungan", "a. Jumlah tamu\nb. Jumlah layanan", KABID, SEKRE, "TW. II 2024", "Soft Copy",
             "1 tahun setelah tahun anggaran berakhir", "Media sosial", "NULL", "kemarin"],
        ],
        deklarasi={"kategori": "berkala"},
    )  # fmt: skip


def h8() -> None:
    simpan(
        "24_h8_tautan_detail",
        "Kolom waktu hanya tahun; baris 'Tahun Penetapan' dan 'Tanggal Ekspor' di atas tabel bukan data.",
        [
            ["DAFTAR INFORMASI PUBLIK DINAS REKAAN TAHUN 2026"],
            ["Tahun Penetapan / Periode: 2026"],
            ["Tanggal Ekspor: 5 Mei 2025"],
            [],
            ["No", "Ringkasan", "Pejabat", "Penanggung Jawab", "Waktu Pembuatan Informasi (Tahun)", "Bentuk",
             "Jangka Waktu/Retensi", "Link Detail"],
            [1, "Rencana kerja tahunan", KABID, SEKRE, 2025, "Softcopy", "5", "rekaan.go.id/renja"],
            [None, "INFORMASI SERTA MERTA"],
            [2, "Peringatan dini banjir", KABID, SEKRE, "TW I", "Website", "Permanen", "https://"],
        ],
        deklarasi={"kategori": "berkala"},
    )  # fmt: skip


def h11() -> None:
    simpan(
        "25_h11_pejabat_ganda",
        "Kolom 'Pejabat yang menguasai / penanggung jawab' di samping penanggung jawab; baris nomor 1 sampai 7.",
        [
            ["DIP PPID PELAKSANA DINAS REKAAN"],
            ["NO", "NAMA INFORMASI", "PEJABAT YANG MENGUASAI / PENANGGUNG JAWAB",
             "PENANGGUNG JAWAB PEMBUATAN INFORMASI",
             "WAKTU DAN TEMPAT PEMBUATAN INFORMASI", "FORMAT INFORMASI YANG TERSEDIA", "JANGKA WAKTU PENYIMPANAN"],
            [1, 2, 3, 4, 5, 6, 7],
            ["1)", "Struktur organisasi dinas beserta uraian tugas setiap bidang dan jabatan", KABID, SEKRE,
             "Tahun 2024, Kota Rekaan", "Hardcopy & Sofcopy", "Selama masih berlaku / Diperbarui jika ada perubahan"],
            ["2)", "Telepon dinas", KABID, SEKRE, "Setiap ada perubahan", "Dokumen", "sesuai JRA"],
        ],
        deklarasi={"kategori": "berkala"},
    )  # fmt: skip


def k1() -> None:
    simpan(
        "13_dik_k1",
        "Tabel informasi yang dikecualikan: kepala dua baris DIBUKA/DITUTUP, nomor kolom, judul kelompok, sel gabung.",
        [
            ["LEMBAR PENGUJIAN KONSEKUENSI"],
            ["NOMOR : 000/00/UJI/2024"],
            ["NO", "INFORMASI", "DASAR HUKUM PENGECUALIAN INFORMASI", "KONSEKUENSI / PERTIMBANGAN BAGI PUBLIK", None,
             "JANGKA WAKTU"],
            [None, None, None, "DIBUKA", "DITUTUP", None],
            [1, 2, 3, 4, 5, 6],
            ["A", "Keamanan sistem"],
            [1, "Topologi jaringan", "UU 14/2008 Pasal 17 huruf c", "Memudahkan serangan", "Sistem tetap aman",
             "Selama sistem dipakai"],
            [2, "Kata sandi peladen", None, "Sistem dapat diambil alih", "Sistem tetap aman", "Tidak terbatas"],
            ["B", "Kepegawaian"],
            [3, "Hasil tes kesehatan pegawai", "Pasal 17 huruf h angka 2", "Rahasia pribadi terbuka",
             "Hak pegawai terlindungi", "Apabila mendapat persetujuan yang bersangkutan"],
        ],
        gabung="A3:A4 B3:B4 C3:C4 D3:E3 F3:F4 C7:C8",
        deklarasi={},
    )  # fmt: skip


def k2() -> None:
    simpan(
        "26_dik_k2",
        "Konsekuensi dibuka dan ditutup sebagai kolom sendiri, dengan nomor uji dan SK penetapan.",
        [
            ["No", "Informasi", "Dasar Hukum Pengecualian", "Konsekuensi/Pertimbangan Dibuka Bagi Publik",
             "Konsekuensi/Pertimbangan Ditutup Bagi Publik", "Jangka Waktu", "Nomor Uji Konsekuensi",
             "Nomor SK Penetapan", "Tanggal SK Penetapan"],
            [1, "Identitas pelapor pengaduan", "Pasal 17 huruf a", "Pelapor terancam", "Pelapor terlindungi",
             "30 tahun",
             "000/01/UJI/2024", "SK-01/2024", "5 Maret 2024"],
            [2, "Soal seleksi", "Pasal 17 huruf i", "-", "Seleksi adil", "1 tahun", "-", None, None],
        ],
        deklarasi={"kategori": "berkala"},
    )  # fmt: skip


def k3() -> None:
    simpan(
        "27_dik_k3",
        "DIK berbentuk DIP: 'Jangka Waktu' berisi masa pengecualian, dasar hukum tertulis di kolom pejabat.",
        [
            ["DAFTAR INFORMASI YANG DIKECUALIKAN"],
            ["No", "Judul", "Ringkasan", "Pejabat yang Menguasai", "Penanggung Jawab", "Waktu Pembuatan", "Bentuk",
             "Jangka Waktu", "Jenis Media", "Berkas"],
            [1, "Berkas perkara", "Berkas pemeriksaan disiplin", "Pasal 17 huruf a", SEKRE, "2023", "Hardcopy",
             "Sampai dengan selesainya proses pemeriksaan", "-", "https://rekaan.go.id/rahasia.pdf"],
        ],
        deklarasi={},
    )  # fmt: skip


if __name__ == "__main__":
    for buat in (h3, h6, h7, h8, h11, k1, k2, k3):
        buat()
