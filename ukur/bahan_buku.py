"""Generated workbooks as offices send them: titles, merged headers, sections, ticks, links, comments, hidden rows."""

from __future__ import annotations

import datetime as dt
import io
import random
from functools import cache

import xlsxwriter

from dip.jam import BULAN

_DOKUMEN = (
    "Laporan Kinerja", "Rencana Strategis", "Rencana Kerja", "Neraca Keuangan", "Daftar Aset", "Profil Pejabat",
    "Standar Operasional Prosedur Pelayanan", "Peraturan Bupati tentang Tarif Layanan", "Rencana Umum Pengadaan",
    "Indeks Kepuasan Masyarakat", "Data Statistik Sektoral", "Perjanjian Kerja Sama", "Maklumat Pelayanan",
    "Jadwal Retensi Arsip", "Rekapitulasi Izin Usaha", "Berita Acara Serah Terima", "Pengumuman Hasil Seleksi",
)  # fmt: skip
_BIDANG = (
    "Sekretariat", "Bina Marga", "Pelayanan Kesehatan", "Perikanan Budidaya", "Rehabilitasi Sosial", "Tata Ruang",
    "Aplikasi Informatika", "Penanaman Modal", "Persampahan", "Tanaman Pangan", "UPT Laboratorium",
)  # fmt: skip
_ISI = (
    "memuat capaian program dan realisasi anggaran", "disusun untuk kebutuhan pemohon informasi publik",
    "meliputi target, kendala, dan tindak lanjut", "disertai lampiran per triwulan", "pada lingkup perangkat daerah",
)  # fmt: skip
_GOLONGAN = ("Berkala", "Serta Merta", "Setiap Saat", "Dikecualikan")
_CENTANG = ("v", "V", "√", "✓", "ü", "Ya")
_RETENSI = ("5 tahun", "10 Tahun", "Permanen", "2 th", "Selama berlaku", "")
_KEPALA = (
    "No", "Judul Informasi", "Ringkasan Isi Informasi", "Pejabat yang Menguasai Informasi", "Penanggung Jawab",
    "Waktu Pembuatan", "Tempat Pembuatan", "Bentuk Informasi", "", "Jangka Waktu Penyimpanan", "Jenis Informasi",
    "Alamat", "Keterangan",
)  # fmt: skip


@cache
def buku_opd(nomor: int, baris: int) -> bytes:
    """The workbook of one office with so many items in 13 columns; the same bytes for the same arguments."""
    acak = random.Random(nomor)  # a benchmark, no secret
    berkas = io.BytesIO()
    wb = xlsxwriter.Workbook(berkas, {"in_memory": True, "strings_to_urls": False})
    ws = wb.add_worksheet("DIP 2026")
    tebal, sel = wb.add_format({"bold": 1, "align": "center"}), wb.add_format({"border": 1, "text_wrap": 1})
    tengah, simbol = wb.add_format({"border": 1, "align": "center"}), wb.add_format({"font_name": "Wingdings"})
    tanggal, tautan = wb.add_format({"num_format": "[$-421]dd mmmm yyyy"}), wb.add_format({"underline": 1})
    for i, teks in enumerate(("DAFTAR INFORMASI PUBLIK", f"DINAS UJI {nomor}", "KABUPATEN CONTOH", "TAHUN 2026")):
        ws.merge_range(i, 0, i, 12, teks, tebal)
    for j, nama in enumerate(_KEPALA):
        if j == 7:
            ws.merge_range(5, 7, 5, 8, nama, tebal)
            ws.write_row(6, 7, ("Softcopy", "Hardcopy"), tebal)
        elif nama:
            ws.merge_range(5, j, 6, j, nama, tebal)
    ws.write_row(7, 0, [f"({j + 1})" for j in range(13)], tebal)
    i = 8
    for n in range(1, baris + 1):
        if (n - 1) % max(1, baris // 4) == 0:
            ws.merge_range(i, 0, i, 12, f"{'ABCDE'[n * 4 // (baris + 1)]}. INFORMASI", tebal)
            i += 1
        for j, nilai in enumerate(_baris(acak, nomor, n)):
            if isinstance(nilai, dt.date):
                ws.write_datetime(i, j, nilai, tanggal)
            elif j in (7, 8):
                ws.write(i, j, nilai, simbol if nilai == "ü" else tengah)
            elif j == 11 and nilai and acak.random() < 0.6:
                ws.write_url(i, j, str(nilai), tautan, "Unduh" if acak.random() < 0.3 else str(nilai))
            elif nilai == "":
                ws.write_blank(i, j, None, sel)
            else:
                ws.write(i, j, nilai, sel)
        if acak.random() < 0.005:
            ws.write_comment(i, 1, "mohon diperiksa ulang")
        if acak.random() < 0.004:
            ws.set_row(i, None, None, {"hidden": True})
        i += 1
    ws.write_column(i + 2, 9, ("Contoh Baru, 31 Januari 2026", f"Kepala Dinas Uji {nomor}", "", "Nama Pejabat"))
    wb.close()
    return berkas.getvalue()


def _baris(acak: random.Random, nomor: int, n: int) -> list[str | int | dt.date]:
    """One item with the dirt of typed tables: double blanks, capitals, dates in many forms."""
    tahun, bulan = acak.randint(2015, 2026), acak.randint(1, 12)
    judul = f"{acak.choice(_DOKUMEN)} {acak.choice(_BIDANG)} Tahun {tahun}"
    waktu: str | int | dt.date = acak.choice(
        (f"{BULAN[bulan - 1]} {tahun}", f"3 {BULAN[bulan - 1]} {tahun}", tahun, f"{tahun}-{bulan:02d}-03",
         dt.date(tahun, bulan, 3), f"Tahun {tahun}", f"03/{bulan:02d}/{tahun}")
    )  # fmt: skip
    return [
        n,
        judul.upper() if acak.random() < 0.1 else judul,
        f"{judul} {', '.join(acak.sample(_ISI, acak.randint(1, 3)))}",
        f"Bidang {acak.choice(_BIDANG)}  Dinas Uji {nomor}",
        f"Kepala Dinas Uji {nomor} Kabupaten Contoh",
        waktu,
        acak.choice(("Contoh Baru", "Kantor Dinas", "Ruang Arsip")),
        acak.choice(_CENTANG) if acak.random() < 0.8 else "",
        acak.choice(_CENTANG) if acak.random() < 0.6 else "",
        acak.choice(_RETENSI),
        acak.choice(_GOLONGAN),
        f"https://ppid.contoh.go.id/dip/{nomor:05d}/{n:05d}" if acak.random() < 0.7 else "",
        acak.choice(("", "", "Tersedia di laman", "Format PDF")),
    ]
