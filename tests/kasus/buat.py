"""Writes the input files of the golden cases: small invented tables in the layouts that offices really use.

Run by hand when a case is added (`python tests/kasus/buat.py`); the files it writes are part of the repository.
All offices, people and numbers are invented.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import xlwt
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

SINI = Path(__file__).resolve().parent
H1 = [
    "No", "Ringkasan Isi Informasi", "Pejabat/Unit/Satker yang Menguasai Informasi",
    "Penanggung Jawab Pembuatan atau Penerbitan Informasi", "Waktu dan Tempat Pembuatan Informasi", "Cetak", "Online",
    "Jangka Waktu Penyimpanan atau Retensi Arsip",
]  # fmt: skip
KABID, SEKRE = "Kepala Bidang Data", "Sekretaris Dinas"


def _isi(ws: Worksheet, baris: list[list[Any]]) -> None:
    for b in baris:
        ws.append(b)


def _simpan(wb: Workbook, nama: str) -> None:
    wb.save(SINI / nama / "masukan.xlsx")


def h1() -> None:
    wb = Workbook()
    ws = wb.active
    _isi(ws, [["DAFTAR INFORMASI PUBLIK"], ["DINAS REKAAN"], ["TAHUN 2024"], [], H1])
    _isi(ws, [
        [1, "1. Profil dinas. Memuat kedudukan, tugas, dan fungsi.", KABID, SEKRE, "Kota Rekaan, 2024", "√", "√",
         "Selama Berlaku"],
        [2, "Laporan kinerja tahun 2023", KABID, SEKRE, "Januari 2024", "√", None, "5 (lima) tahun"],
        [3, "Rencana kerja", KABID, SEKRE, "TW II", None, "√", "Aktif 2 tahun, inaktif 3 tahun"],
    ])  # fmt: skip
    _simpan(wb, "01_h1_bersih")


def h2() -> None:
    wb = Workbook()
    ws = wb.active
    kepala = [
        "No.",
        "Ringkasan Isi Informasi",
        "Pejabat/Unit/Satker yang Menguasi Informasi",
        "PenanggungJawab Pembuatan",
    ]
    _isi(
        ws,
        [
            [
                *kepala,
                "Tempat dan Waktu Pembuatan",
                "Format Informasi yang Tersedia",
                None,
                None,
                "Jangka Waktu Penyimpanan",
            ]
        ],
    )
    _isi(ws, [[None] * 5 + ["Cetak", "Rekam", "Online"], [f"({n})" for n in range(1, 10)]])
    for sel in ("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:E2", "F1:H1", "I1:I2"):
        ws.merge_cells(sel)
    ws["D1"] = "PenanggungJawab Pembuatan atau Penerbitan Informasi"
    _isi(ws, [
        ["1.", "Agenda pimpinan", "Bagian Umum", "Kepala Bagian Umum", "Kota Rekaan, 2025", "√", "-", "√", "1 tahun"],
        ["2.", "Rekaman rapat terbuka", "Bagian Umum", "Kepala Bagian Umum", "Kota Rekaan, 2025", None, "√", "☐",
         "Permanen"],
    ])  # fmt: skip
    _simpan(wb, "02_h2_dua_baris")


def bagian() -> None:
    wb = Workbook()
    ws = wb.active
    _isi(ws, [["DAFTAR INFORMASI PUBLIK KECAMATAN REKAAN TAHUN 2024"], []])
    blok = [
        ("A. Informasi yang wajib disediakan dan diumumkan secara berkala", "Profil kecamatan"),
        ("B. Informasi yang wajib diumumkan secara serta merta", "Peringatan banjir"),
        ("C. Informasi yang wajib tersedia setiap saat", "Informasi berkala hasil survei"),
    ]
    for n, (judul, isi) in enumerate(blok, 1):
        ws.append([judul])
        ws.merge_cells(start_row=ws.max_row, end_row=ws.max_row, start_column=1, end_column=8)
        _isi(ws, [H1, [n, isi, KABID, SEKRE, "2024", "v", None, "1 tahun"]])
    _isi(ws, [[], [None] * 5 + ["Kota Rekaan, 12 November 2024"], [None] * 5 + ["CAMAT REKAAN"], [], []])
    _isi(
        ws, [[None] * 5 + ["Budi Contoh, S.IP"], [None] * 5 + ["Pembina"], [None] * 5 + ["NIP. 19700101 199501 1 000"]]
    )
    _simpan(wb, "03_bagian_abc")


def h5() -> None:
    wb = Workbook()
    ws = wb.active
    _isi(ws, [
        ["NO.", "JENIS INFORMASI", "RINGKASAN INFORMASI", "PEJABAT/UNIT/SATKER YANG MENGUASAI INFORMASI",
         "PENANGGUNG JAWAB", "WAKTU PENERBITAN INFORMASI", "BENTUK INFORMASI", "RETENSI ARSIP", "LINK"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(13)", "(14)"],
        [1, "Rencana Strategis", "Arah dan sasaran dinas", KABID, SEKRE, "2021-2026", "Hard & Soft Copy", "5 tahun",
         "Lihat"],
        [2, "Laporan berkala kegiatan", "Capaian tiap kegiatan", KABID, SEKRE, "Triwulan III Tahun 2024", "PDF",
         "sesuai JRA", "NULL"],
        [3, "Standar pelayanan", "Syarat dan biaya", KABID, SEKRE, "5 Agt 2024", "Website", "Selama masih berlaku",
         "www.rekaan.go.id/sp"],
    ])  # fmt: skip
    ws["I3"].hyperlink = "https://rekaan.go.id/berkas/renstra.pdf"
    _simpan(wb, "04_h5_jenis_judul")


def h4() -> None:
    wb = Workbook()
    ws = wb.active
    ws["A1"] = "DAFTAR INFORMASI PUBLIK\nDINAS REKAAN\nTAHUN 2024 SEMESTER 1"
    ws.merge_cells("A1:L1")
    _isi(ws, [
        [],
        ["No", "Jenis Informasi", "Judul Informasi", "Ringkasan", "Pejabat", "Penanggung Jawab",
         "Tempat dan Waktu Pembuatan", "Bentuk", "Retensi", "Tahun", "Semester", "File"],
        [1, "Informasi Berkala", "Daftar aset", "Aset tetap dinas", KABID, SEKRE, "Kota Rekaan, 2024", "Softcopy", "10",
         2024, 1, None],
        [2, "Setiap Saat", "Perjanjian sewa", "Sewa gedung", KABID, SEKRE, None, "Hardcopy", "Sesuai Masa Kontrak",
         2023, "II", "-"],
        [3, "serta-merta", "Gangguan air", "Pengumuman gangguan", KABID, SEKRE, "Semester I", "Medsos", "6 Bulan",
         None, None, "https://"],
        [4, "Utama", "Surat keluar", "Rekap surat", KABID, SEKRE, "Setiap bulan", "Softcopy", "1 tahun",
         None, None, None],
    ])  # fmt: skip
    _simpan(wb, "05_h4_jenis_kategori")


def centang() -> None:
    wb = Workbook()
    ws = wb.active
    kepala = [
        "No",
        "Judul Informasi",
        "Ringkasan Informasi",
        "Pejabat yang Menguasai",
        "Penanggung Jawab",
        "Waktu",
        "Bentuk Informasi",
    ]
    _isi(ws, [[*kepala, "Retensi Arsip", "Kategori Informasi", None, None, None]])
    _isi(ws, [[None] * 8 + ["Berkala", "Serta Merta", "Setiap Saat", "Dikecualikan"]])
    for kolom in "ABCDEFGH":
        ws.merge_cells(f"{kolom}1:{kolom}2")
    ws.merge_cells("I1:L1")
    isi = [KABID, SEKRE, "2024", "Softcopy", "1 tahun"]
    _isi(ws, [
        [1, "Laporan tahunan", "Ringkasan laporan tahunan", *isi, "ü", None, None, None],
        [2, "Data wisata", "Jumlah kunjungan", *isi, "√", None, "√", None],
        [3, "Peringatan gempa", "Peringatan dini", *isi, None, "v", None, "-"],
        [4, "Soal ujian", "Soal seleksi", *isi, None, None, None, "X"],
        [5, "Tanpa tanda", "Belum dicentang", *isi, None, None, "0", "tidak"],
    ])  # fmt: skip
    ws["I3"].font = Font(name="Wingdings")
    _simpan(wb, "06_empat_centang")


def lanjutan() -> None:
    wb = Workbook()
    ws = wb.active
    _isi(ws, [
        ["No", "Judul", "Ringkasan", "Pejabat yang Menguasai", "Penanggung Jawab", "Waktu Pembuatan", "Bentuk",
         "Jangka Waktu Penyimpanan", "Kategori"],
        [1, "Anggaran", "a. Rencana\nb. Realisasi\nc. Neraca", KABID, SEKRE, "2024", "Softcopy", "5 tahun", "Berkala"],
        [None, None, "d. Catatan atas laporan", None, None, None, None, None, None],
        [2, "Perjalanan dinas", "Rekap perjalanan", "s.d.a", '"', "sda", "idem", "″", "-\"-"],
        [3, "Pengadaan langsung", "Daftar paket", "Pejabat Pengadaan", SEKRE, "2024", "Softcopy", "5 tahun", "Berkala"],
        [4, "Pengadaan tender", "Daftar paket tender", None, SEKRE, "2024", "Softcopy", "5 tahun", "Berkala"],
        [5, "Pengadaan darurat", "Daftar paket darurat", None, SEKRE, "2024", "Softcopy", "5 tahun", "Berkala"],
        [None, "Profil", None, None, None, None, None, None, None],
        [6, "Sejarah", "Sejarah berdirinya dinas", None, SEKRE, "2010", "Buku", "Permanen", "Setiap Saat"],
        [7, None, None, None, None, None, None, None, None],
    ])  # fmt: skip
    ws.merge_cells("D5:D7")
    ws.merge_cells("A8:I8")
    ws["A8"] = "Profil"
    _simpan(wb, "07_lanjutan_sda_gabung")


def xls() -> None:
    wb = xlwt.Workbook()
    ws = wb.add_sheet("Informasi Setiap Saat")
    tanggal, bulan = xlwt.easyxf(num_format_str="DD/MM/YYYY"), xlwt.easyxf(num_format_str="MMM-YY")
    for j, t in enumerate(
        ["No", "Nama Informasi", "Ringkasan", "Unit yang Menguasai", "PJ", "Waktu", "Bentuk", "Masa Simpan"]
    ):
        ws.write(0, j, t)
    waktu = [
        (45292, None),
        (date(2024, 3, 15), tanggal),
        (date(2024, 1, 1), bulan),
        ("Jan-24", None),
        ("31 Februari 2024", None),
    ]
    for i, (w, gaya) in enumerate(waktu, 1):
        isi: list[Any] = [
            float(i),
            f"Dokumen {i}",
            f"Isi dokumen nomor {i}",
            KABID,
            SEKRE,
            None,
            "Soft dan Hard Copy",
            5,
        ]
        for j, t in enumerate(isi):
            if t is not None:
                ws.write(i, j, t)
        ws.write(i, 5, w, gaya) if gaya else ws.write(i, 5, w)
    wb.save(str(SINI / "08_xls_97" / "masukan.xls"))


def csv() -> None:
    isi = """PENANGGUNG JAWAB PEMBUATAN INFORMASI;id_org;kelompok;jenis informasi;judul;id_kel;tipe file;src;;
dinas rekaan;3;B04;berkala;Laporan keuangan ;12;pdf;https://drive.google.com/drive/folders/abc;#REF!;
dinas rekaan;3;Profil Badan Publik;setiap saat;Profil dinas;11;pdf;NULL;#REF!;
;3;B99;serta merta;#REF!;11;;http://192.168.1.5/x.pdf;#REF!;
"""
    (SINI / "09_csv_titik_koma" / "masukan.csv").write_bytes(b"\xef\xbb\xbf" + isi.replace("\n", "\r\n").encode())


def pribadi() -> None:
    wb = Workbook()
    ws = wb.active
    _isi(ws, [
        ["No", "Judul", "Ringkasan", "Pejabat", "Penanggung Jawab", "Waktu", "Bentuk", "Retensi",
         "Kategori", "Link", "Telp Petugas"],
        [1, "Daftar penerima", "NIK 1901014507900001, NPWP 01.234.567.8-901.000", KABID, "NIP 197001011995011000",
         "2024", "Softcopy", "1 tahun", "Berkala", "https://rekaan.go.id/f/1901014507900001.pdf", "0812 0000 0000"],
    ])  # fmt: skip
    _simpan(wb, "12_data_pribadi")


def dik() -> None:
    wb = Workbook()
    ws = wb.active
    _isi(ws, [H1])
    for judul, isi in (
        ("I. INFORMASI BERKALA", "Laporan tahunan"),
        ("IV. DAFTAR INFORMASI YANG DIKECUALIKAN", "Kunci jawaban ujian"),
    ):
        _isi(ws, [[judul], [1, isi, KABID, SEKRE, "2024", "√", "√", "1 tahun"]])
    lembar = wb.create_sheet("Petunjuk")
    _isi(lembar, [["Isi kategori dengan berkala atau setiap saat."]])
    wb.create_sheet("Arsip").sheet_state = "hidden"
    wb["Arsip"].append(["rahasia"])
    _simpan(wb, "14_bagian_dikecualikan")


if __name__ == "__main__":
    for buat in (h1, h2, bagian, h5, h4, centang, lanjutan, xls, csv, pribadi, dik):
        buat()
