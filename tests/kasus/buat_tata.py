"""Writes golden cases about the layout around and inside a table (domain.md §2.2, Appendix D).

Run by hand (`python tests/kasus/buat_tata.py`); the files are part of the repository. Everything in them is invented.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment

SINI = Path(__file__).resolve().parent
KABID, SEKRE = "Kepala Bidang Data", "Sekretaris Dinas"
KEPALA = ["No", "Judul", "Ringkasan", "Pejabat yang Menguasai", "Penanggung Jawab", "Waktu", "Bentuk", "Retensi"]
EKOR = [KABID, SEKRE, "2024", "Softcopy", "5 tahun"]
BERKALA = {"kategori": "berkala"}


def baris(nomor: Any, judul: str | None, ringkasan: str | None = "Isi ringkas informasi") -> list[Any]:
    """A full row under `KEPALA`."""
    return [nomor, judul, ringkasan, *EKOR]


def simpan(nama: str, apa: str, lembar: dict[str, list[list[Any]]], gabung: str = "", **harap: Any) -> None:
    """One workbook, what it is about, and the settings it needs. `gabung` are ranges of the first sheet."""
    wb = Workbook()
    wb.remove(wb.active)
    for judul, isi in lembar.items():
        ws = wb.create_sheet(judul)
        for b in isi:
            ws.append(b)
    for g in gabung.split():
        wb.worksheets[0].merge_cells(g)
    tulis(nama, apa, wb, **harap)


def tulis(nama: str, apa: str, wb: Workbook, **harap: Any) -> None:
    """Write a case; what was expected before stays until the test is told to write it anew."""
    folder = SINI / nama
    folder.mkdir(exist_ok=True)
    wb.save(folder / "masukan.xlsx")
    (folder / "apa.txt").write_text(apa + "\n", "utf-8")
    jalan = folder / "harap.json"
    lama = json.loads(jalan.read_text("utf-8")) if jalan.is_file() else {"hasil": {}}
    jalan.write_text(json.dumps({**harap, "hasil": lama["hasil"]}, ensure_ascii=False, indent=1) + "\n", "utf-8")


def tersembunyi() -> None:
    wb = Workbook()
    ws = wb.active
    ws.title = "DIP"
    for b in (KEPALA, baris(1, "Profil dinas"), baris(2, "Baris yang disembunyikan"), baris(3, "Rencana kerja")):
        ws.append(b)
    ws.row_dimensions[3].hidden = True
    ws.column_dimensions["D"].hidden = True
    ws["B2"].comment = Comment("catatan dalam", "petugas")
    ws["B4"].hyperlink = "https://rekaan.go.id/renja.pdf"
    wb.create_sheet("Arsip").append(["Judul", "Ringkasan"])
    wb["Arsip"].append(["rahasia", "jangan terbit"])
    wb["Arsip"].sheet_state = "hidden"
    apa = "Lembar, baris, dan kolom tersembunyi; komentar; tautan di judul. Lembar tersembunyi tidak dibaca."
    tulis("11_tersembunyi", apa, wb, deklarasi=BERKALA)


def kantor() -> None:
    isi = [
        ["No", "Perangkat Daerah", "Judul", "Ringkasan"],
        [1, " dinas  rekaan ", "Profil", "Isi profil"],
        [2, "Dinas Rekaan Kab. Rekaan", "Rencana", "Isi rencana"],
        [3, "Dinas Rekaan Kabupaten Rekaanraya", "Milik kabupaten lain", "Isi"],
        [4, "Kantor Camat Hulu", "Profil kecamatan", "Isi"],
        [5, "bakeu dan Masing-masing OPD", "Laporan keuangan", "Isi"],
        [6, "Bag. Umum, dinrek", "Surat masuk", "Isi"],
        [7, "Dinas Rekaan dan Penerangan", "Nama lama", "Isi"],
        [8, "Dinas Antah Berantah", "Tidak dikenal", "Isi"],
        [9, "RSUD", "Jadwal dokter", "Isi"],
    ]
    opd = [
        {"kode": "KEC-HULU", "nama": "Kecamatan Hulu"},
        {"kode": "BAKEU", "nama": "Badan Keuangan", "alias": ["bakeu"]},
        {"kode": "UMUM", "nama": "Bagian Umum"},
        {"kode": "RSUD-X", "nama": "Rumah Sakit Umum Daerah Contoh"},
    ]
    apa = "Nama kantor: spasi liar, singkatan, nama lama, gabungan; kabupaten lain tidak pernah terambil."
    simpan("19_nama_opd", apa, {"DIP": isi}, deklarasi=BERKALA, opd=opd, wilayah="Pemerintah Kabupaten Rekaan")


def kartu() -> None:
    isi = [
        ["DAFTAR INFORMASI PUBLIK DINAS REKAAN TAHUN 2024"],
        [],
        ["Jenis", "Isi"],
        ["Judul Informasi", "Profil dinas"],
        ["Ringkasan Informasi", "Kedudukan, tugas,"],
        [None, "dan fungsi dinas"],
        ["Pejabat yang Menguasai Informasi", KABID],
        ["Penanggungjawab Pembuatan Informasi", SEKRE],
        ["Waktu Pembuatan Informasi", "TW I"],
        ["Bentuk Informasi :", ": Softcopy"],
        ["Jangka Waktu Penyimpanan", "Selama Berlaku"],
        ["Warna Map", "biru"],
        [],
        ["B. Informasi yang wajib diumumkan secara serta merta"],
        ["Ringkasan Informasi", "Peringatan gelombang tinggi"],
        ["Penanggungjawab Pembuatan Informasi", SEKRE],
        ["Waktu Pembuatan Informasi", "12 Januari 2024"],
        ["Link", "https://rekaan.go.id/1"],
        ["Link", "https://rekaan.go.id/2"],
        [],
        [None, "Kota Rekaan, 3 Februari 2024"],
        [None, "KEPALA DINAS REKAAN"],
        [None, "Budi Contoh, S.IP"],
        [None, "NIP. 19700101 199501 1 000"],
    ]
    apa = "Kartu: satu informasi per tabel kecil dua kolom, dua kartu bersusun, bagian kedua serta merta, tanda tangan."
    simpan("28_h10_kartu", apa, {"Kartu": isi}, deklarasi=BERKALA)


def kartu_sejajar() -> None:
    isi = [
        ["Judul", "Profil dinas", None, "Judul", "Rencana kerja"],
        ["Ringkasan", "Tugas dinas", None, "Ringkasan", "Rencana setahun"],
        ["Penanggung Jawab", SEKRE, None, "Penanggung Jawab", SEKRE],
        ["Tahun", 2023, None, "Tahun", 2024],
    ]
    apa = "Dua kartu berdampingan dalam satu lembar; tiap kartu dihitung sendiri."
    simpan("29_kartu_sejajar", apa, {"Kartu": isi}, deklarasi=BERKALA)


def berdampingan() -> None:
    kiri, kanan = ["No", "Judul", "Ringkasan", "Penanggung Jawab"], ["No", "Judul", "Ringkasan", "Retensi"]
    isi = [
        ["INFORMASI BERKALA", None, None, None, None, "INFORMASI SERTA MERTA"],
        [*kiri, None, *kanan],
        [1, "Profil", "Isi profil", SEKRE, None, 1, "Peringatan banjir", "Isi peringatan", "1 tahun"],
        [2, "Renja", "Isi renja", SEKRE],
    ]
    apa = "Dua tabel berdampingan, dipisah kolom kosong, tiap tabel dengan judul kategorinya sendiri."
    simpan("30_berdampingan", apa, {"DIP": isi})


def bersusun() -> None:
    isi = [
        KEPALA, baris(1, "Profil dinas"), [],
        ["No", "Informasi", "Dasar Hukum Pengecualian", "Konsekuensi", "Jangka Waktu"],
        [1, "Soal seleksi", "Pasal 17 huruf i", "Seleksi tidak adil", "1 tahun"], [],
        ["No", "Nama Dokumen", "Link"],
        [1, "Denah kantor", "https://rekaan.go.id/denah.pdf"],
    ]  # fmt: skip
    apa = "Tiga tabel bersusun dengan judul kolom berbeda: DIP, DIK, dan tabel kecil tiga kolom."
    simpan("31_bersusun", apa, {"DIP": isi}, deklarasi=BERKALA)


def lanjutan() -> None:
    isi = {
        "DIP": [KEPALA, baris(1, "Profil dinas")],
        "Lanjutan": [baris(2, "Rencana kerja"), baris(3, "Laporan tahunan")],
    }
    apa = "Lembar lanjutan tanpa judul kolom: diusulkan (STR-002) dengan garis kamus, belum dibaca."
    simpan("32_lanjutan_diusulkan", apa, isi, deklarasi=BERKALA)
    apa = "Lembar lanjutan yang sudah dinyatakan di deklarasi OPD: dibaca dengan judul kolom lembar sebelumnya."
    simpan("33_lanjutan_dinyatakan", apa, isi, deklarasi={**BERKALA, "kolom": {"lembar Lanjutan": "lanjutan"}})


def tanpa_kepala() -> None:
    isi = {"Sheet1": [["DAFTAR INFORMASI"], [1, "Profil dinas", "Isi profil", SEKRE], [2, "Renja", "Isi", SEKRE]]}
    kolom = {"kolom A": "nomor", "kolom B": "judul", "kolom C": "ringkasan", "kolom D": "penanggung_jawab"}
    apa = "Tabel tanpa judul kolom sama sekali, kolomnya dinyatakan per huruf di deklarasi OPD."
    simpan("34_kolom_dinyatakan", apa, isi, deklarasi={**BERKALA, "kolom": kolom})
    apa = "Tabel tanpa judul kolom dan tanpa deklarasi: STR-001 dengan bahan untuk deklarasi, tidak ada yang dibaca."
    simpan("35_tanpa_judul_kolom", apa, isi, deklarasi=BERKALA)


def rekap() -> None:
    isi = {
        "Rekap": [["REKAPITULASI DIP"], ["No", "Informasi", "Jumlah"], [1, "Berkala", 1], [2, "Setiap Saat", 1]],
        "Berkala": [KEPALA, baris(1, "Profil dinas")],
        "Setiap Saat": [KEPALA, baris(1, "Perjanjian sewa")],
        "Bidang Data": [[*KEPALA, "Kategori"], [*baris(1, "Daftar aset"), "Berkala"]],
    }
    apa = (
        "Lembar rekap di samping lembar per kategori dan per bidang: rekap bukan informasi, bidang menjadi unit kerja."
    )
    simpan("36_rekap_dan_rincian", apa, isi)


def kepala_sulit() -> None:
    sampul = [[f"Kata pengantar alinea {n}"] for n in range(1, 45)]
    isi = [
        *sampul,
        ["No", "Uraian", None, "Pengelolaan", None, None, "Retensi Arsip", None],
        [None, "Judul", "Ringkasan", "Pejabat yang", "Penanggung", "Bentuk", "Aktif", "Inaktif"],
        [None, None, None, "Menguasai Informasi", "Jawab", "Informasi", None, None],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(7)", "(13)", "(14)"],
        [1, "Profil", "Isi profil", KABID, SEKRE, "Softcopy", "2 tahun", 3],
    ]
    apa = "Judul kolom tiga baris di bawah sampul 44 baris, nomor kolom meloncat, retensi aktif dan inaktif."
    simpan("37_kepala_tiga_baris", apa, {"DIP": isi}, deklarasi=BERKALA)


def hampir() -> None:
    kepala = ["No", "Rngkasan Isi Infrmasi", "Pejabat yang Menguasai", "Penanggung Jawab", "Waktu", "Bentuk", "Retensi"]
    isi = [kepala, [1, "Profil dinas", *EKOR], [2, "Rencana kerja", *EKOR]]
    apa = "Judul kolom pokok salah tulis: diusulkan (STR-002), isinya tidak dibaca, barisnya menunggu tanpa judul."
    simpan("38_pokok_hampir_dikenal", apa, {"DIP": isi}, deklarasi=BERKALA)


def susunan() -> None:
    isi = [
        KEPALA,
        ["I.", "Laporan Keuangan"],
        baris("1.1", "Neraca"),
        baris("1.a", "Arus kas"),
        [None, "lampiran neraca", None, None, None, None, None, None],
        ["II.", "Perencanaan"],
        baris(1.0, "Rencana strategis"),
        ["a.", "Matriks sasaran"],
        ["b.", "Matriks program"],
        baris("'03", "Rencana kerja"),
        ["Profil"],
        baris("(4)", "Sejarah dinas", "s.d.a"),
        [5], ["6", "-", "-", "N/A"],
        ["Catatan: diisi lengkap"],
    ]  # fmt: skip
    apa = "Gaya nomor campuran, judul kelompok, induk dan anak, baris lanjutan, nomor tanpa isi, catatan kaki."
    simpan("39_susunan_baris", apa, {"DIP": isi}, gabung="A11:H11", deklarasi=BERKALA)


def tanda_tangan() -> None:
    def dua(a: str | None, b: str | None) -> list[Any]:
        return [None, a, None, None, None, b]

    isi = [
        ["DAFTAR INFORMASI PUBLIK"], ["KECAMATAN HULU"], ["TRIWULAN II TAHUN ANGGARAN 2024"],
        KEPALA, [*baris(1, "Profil kecamatan")[:5], None, "Softcopy", "5 tahun"], [],
        dua(None, "Hulu, 12 November 2024"), dua("Mengetahui,", "CAMAT HULU"), dua("SEKRETARIS DAERAH", None), [], [],
        dua("Drs. Ali Rekaan", "Budi Contoh, S.IP"), dua("Pembina Utama Muda", "Penata Tingkat I"),
        dua("NIP. 19650101 199001 1 000", "NIP. 19700101 199501 1 000"),
    ]  # fmt: skip
    apa = "Dua tanda tangan berdampingan; kepala tabel menyebut kantor lain dan triwulan: baris milik kantor itu."
    opd = [{"kode": "KEC-HULU", "nama": "Kecamatan Hulu"}]
    simpan("40_tanda_tangan_dua", apa, {"DIP": isi}, deklarasi=BERKALA, opd=opd)


def geser() -> None:
    isi = [
        [*KEPALA, "Kategori"],
        [*baris(1, "Profil dinas"), "Berkala"],
        [2, "Rencana", "kerja", "Isi ringkas", *EKOR, "Berkala"],
        [3, "Laporan tahunan", *EKOR, "Berkala"],
        [*baris(4, "Denah kantor"), "Setiap Saat", "lihat lampiran"],
    ]
    apa = (
        "Baris 3 kelebihan satu sel, baris 4 kekurangan satu sel: isinya bergeser (STR-010); catatan di kolom J tidak."
    )
    simpan("41_baris_bergeser", apa, {"DIP": isi})


def silang() -> None:
    kepala = ["No", "Judul", "Ringkasan", "Berkala", "Serta Merta", "Setiap Saat", "Cetak", "Online"]
    isi = [kepala, [1, "Profil", "Isi", "√", "x", "x", "√", "x"], [2, "Surat", "Isi", True, False, None, False, True]]
    apa = "Tanda x di samping √: bisa berarti tidak, ditanyakan sekali dan tidak ditebak; kotak centang Excel 365."
    simpan("42_tanda_silang", apa, {"DIP": isi})


def sama() -> None:
    """One table twice: saved by two programs on two days, equal in content."""
    isi = [KEPALA, baris(1, "Profil dinas")]
    simpan("17_isi_sama", "Isi yang sama disimpan ulang: bita berbeda, isi sel sama.", {"DIP": isi}, deklarasi=BERKALA)
    wb = Workbook()
    wb.active.title = "DIP"
    for b in isi:
        wb.active.append(b)
    wb.active.column_dimensions["B"].width = 50
    wb.properties.creator = "Petugas lain"
    wb.save(SINI / "17_isi_sama" / "lagi.xlsx")


if __name__ == "__main__":
    for buat in (
        tersembunyi, kantor, kartu, kartu_sejajar, berdampingan, bersusun, lanjutan, tanpa_kepala, rekap, kepala_sulit,
        hampir, susunan, tanda_tangan, geser, silang, sama,
    ):  # fmt: skip
        buat()
