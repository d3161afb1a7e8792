"""Writes golden cases that are no workbooks: Word, web page, CSV, scanned PDF (domain.md §2.2 files, Appendix D).

Run by hand (`python tests/kasus/buat_dokumen.py`); the files are part of the repository. All of it is invented.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from docx import Document
from PIL import Image, ImageDraw

SINI = Path(__file__).resolve().parent
KABID, SEKRE = "Kepala Bidang Data", "Sekretaris Dinas"
KEPALA = ["No", "Judul", "Ringkasan", "Pejabat yang Menguasai", "Penanggung Jawab", "Waktu", "Bentuk", "Retensi"]
EKOR = [KABID, SEKRE, "2024", "Softcopy", "5 tahun"]


def kasus(nama: str, apa: str, **harap: Any) -> Path:
    """The folder of a case, with what it is about and the settings it needs."""
    folder = SINI / nama
    folder.mkdir(exist_ok=True)
    (folder / "apa.txt").write_text(apa + "\n", "utf-8")
    jalan = folder / "harap.json"
    lama = json.loads(jalan.read_text("utf-8")) if jalan.is_file() else {"hasil": {}}
    jalan.write_text(json.dumps({**harap, "hasil": lama["hasil"]}, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return folder


def word() -> None:
    folder = kasus(
        "10_word",
        "Dokumen Word: satu tabel biasa di bawah judul kategori, lalu dua kartu; judul berlaku sampai judul berikut.",
    )
    d = Document()
    d.add_heading("DAFTAR INFORMASI PUBLIK DINAS REKAAN TAHUN 2024", 1)
    d.add_paragraph("A. Informasi yang wajib disediakan dan diumumkan secara berkala")
    _tabel(d, [KEPALA, ["1", "Profil dinas", "Kedudukan dan tugas", *EKOR]])
    d.add_paragraph("B. Informasi yang wajib tersedia setiap saat")
    for judul in ("Perjanjian sewa gedung", "Daftar aset tetap"):
        _tabel(d, [["Ringkasan Informasi", judul], ["Pejabat yang Menguasai Informasi", KABID],
                   ["Penanggung Jawab", SEKRE], ["Waktu Pembuatan", "Triwulan I"], ["Warna map", "biru"]])  # fmt: skip
        d.add_paragraph("")
    d.save(str(folder / "masukan.docx"))


def _tabel(d: Any, isi: list[list[str]]) -> None:
    t = d.add_table(rows=0, cols=len(isi[0]))
    for baris in isi:
        for sel, teks in zip(t.add_row().cells, baris, strict=True):
            sel.text = teks


def html_kartu() -> None:
    apa = "Halaman web: satu informasi per tabel kecil; tautan di balik kata Lihat, yang kedua tidak ke mana-mana."
    folder = kasus("43_html_kartu", apa, deklarasi={"kategori": "berkala"})
    satu = "<table><tr><td>Ringkasan Informasi</td><td>{}</td></tr><tr><td>Penanggungjawab</td><td>{}</td></tr>"
    satu += "<tr><td>Waktu Pembuatan</td><td>{}</td></tr>"
    satu += "<tr><td>Jenis Media</td><td><a href='{}'>Lihat</a></td></tr></table>"
    isi = satu.format("Laporan kinerja", SEKRE, "2023", "https://rekaan.go.id/lkjip.pdf")
    isi += satu.format("Peringatan gempa", SEKRE, "5 Maret 2024", "#")
    (folder / "masukan.html").write_text(f"<html><body>{isi}</body></html>", "utf-8")


def html_geser() -> None:
    folder = kasus(
        "44_html_bergeser", "Halaman web: judul kolom sepuluh, baris data sebelas sel; baris ditahan (STR-010)."
    )
    kepala = ["#", "PENANGGUNG JAWAB", "JENIS INFORMASI", "RINGKASAN INFORMASI", "PEJABAT YANG MENGUASAI INFORMASI",
              "PENERBIT INFORMASI", "BENTUK INFORMASI YANG TERSEDIA", "TEMPAT PEMBUATAN", "WAKTU PEMBUATAN",
              "JANGKA WAKTU PENYIMPANAN"]  # fmt: skip
    data = ["1", "PPID", "informasi-berkala", "Rencana jangka panjang", "Latar dan arah rencana", "Dinas Rekaan",
            "Bidang Perencanaan", "Hard copy", "Kota Rekaan", "2024", "20 Tahun"]  # fmt: skip
    baris = "".join(f"<tr>{''.join(f'<td>{t}</td>' for t in b)}</tr>" for b in (kepala, data))
    (folder / "masukan.html").write_text(f"<table>{baris}</table>", "utf-8")


def csv_geser() -> None:
    folder = kasus(
        "45_csv_bergeser", "CSV dengan titik koma liar di ringkasan satu baris: baris itu ditahan (STR-010)."
    )
    baris = [KEPALA, ["1", "Profil dinas", "Isi profil", *EKOR], ["2", "Rencana", "isi; lampiran", *EKOR]]
    (folder / "masukan.csv").write_text("\r\n".join(";".join(b) for b in baris) + "\r\n", "utf-8")


def pindai() -> None:
    folder = kasus("15_pdf_pindai", "PDF hasil pindai: hanya gambar, ditolak dengan nasihat (FILE-003).")
    gambar = Image.new("L", (620, 877), 255)
    ImageDraw.Draw(gambar).text((60, 60), "DAFTAR INFORMASI PUBLIK", fill=0)
    gambar.save(folder / "masukan.pdf", "PDF", resolution=75)


def sandi() -> None:
    """The smallest container Excel would call encrypted: a directory with the stream `EncryptedPackage`."""
    folder = kasus("16_sandi", "Buku kerja berkata sandi: ditolak dengan nasihat (FILE-001).")
    fat = b"\xfd\xff\xff\xff\xfe\xff\xff\xff".ljust(512, b"\xff")
    kepala = bytearray(512)
    kepala[:8], kepala[30:34] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x09\0\x06\0"
    kepala[44:52], kepala[56:60] = b"\1\0\0\0\1\0\0\0", b"\0\x10\0\0"
    kepala[60:64] = kepala[68:72] = b"\xfe\xff\xff\xff"
    kepala[76:512] = b"\0\0\0\0" + b"\xff" * 432
    direktori = bytearray(512)
    for n, (nama, jenis) in enumerate((("Root Entry", 5), ("EncryptedPackage", 2))):
        awal = 128 * n
        direktori[awal : awal + 2 * len(nama)] = nama.encode("utf-16-le")
        direktori[awal + 64 : awal + 67] = bytes([2 * len(nama) + 2, 0, jenis])
        direktori[awal + 116 : awal + 120] = b"\xfe\xff\xff\xff"
    (folder / "masukan.xlsx").write_bytes(bytes(kepala) + fat + bytes(direktori))


if __name__ == "__main__":
    for buat in (word, html_kartu, html_geser, csv_geser, pindai, sandi):
        buat()
