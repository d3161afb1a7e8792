"""The columns of the register of excluded information as a workbook (domain.md §5.2), with what people read about each.

Headings are what the reader maps by; help stands above them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dip.dik import JenisJangka, StatusDik

NAMA_LEMBAR = "DIK"
"""The sheet with the rows."""

Jenis = Literal["teks", "daftar", "tanggal", "pilihan", "dasar", "kami"]
"""How a cell is read: text, one text a line, a day, one of a list, grounds; `kami` is ours and only shown."""

NAMA_JANGKA: dict[JenisJangka, str] = {
    "tanggal": "Sampai tanggal tertentu",
    "durasi": "Selama jangka tertentu",
    "sampai_peristiwa": "Sampai suatu peristiwa",
    "selama_diperlukan": "Selama diperlukan",
    "tidak_permanen_perlu_tinjau": "Tidak permanen, perlu ditinjau",
    "permanen": "Permanen",
}
NAMA_STATUS: dict[StatusDik, str] = {
    "diusulkan": "Diusulkan",
    "menunggu_uji": "Menunggu uji",
    "ditetapkan": "Ditetapkan",
    "ditinjau": "Sedang ditinjau",
    "berakhir": "Berakhir, menjadi terbuka",
    "dibatalkan_putusan": "Dibatalkan putusan",
    "ditolak": "Ditolak, menjadi terbuka",
}
NAMA_SEBAGIAN: dict[str, str] = {"true": "Sebagian", "false": "Seluruhnya"}

PILIHAN: dict[str, dict[str, str]] = {
    "status": {str(k): v for k, v in NAMA_STATUS.items()},
    "jangka_waktu_jenis": {str(k): v for k, v in NAMA_JANGKA.items()},
    "sebagian": NAMA_SEBAGIAN,
}
"""Columns with a closed list: value → what people read."""

SEL_MAKS = 32_000
TERPOTONG = "… (terlalu panjang untuk satu sel, ubah di berkas dik/)"
BARU = "baru"
"""Stands in the column of the number while there is none."""


@dataclass(frozen=True, slots=True)
class KolomDik:
    """One column: field of `Dik`, heading, width in characters, help above it, how it is read, whether it must be
    there (domain.md §5.2), whether its content is closed.
    """

    field: str
    judul: str
    lebar: float
    bantuan: str
    jenis: Jenis = "teks"
    wajib: bool = False
    tertutup: bool = False


FIELD_TERTUTUP = frozenset(
    {"uraian_tertutup", "judul_khusus", "konsekuensi_dibuka", "konsekuensi_ditutup", "kepentingan_publik"}
)
"""Fields whose content never leaves the house and is never shown."""


def _k(nama: str, judul: str, lebar: float, bantuan: str, jenis: Jenis = "teks", *, wajib: bool = True) -> KolomDik:
    return KolomDik(nama, judul, lebar, bantuan, jenis, wajib, nama in FIELD_TERTUTUP)


KOLOM: tuple[KolomDik, ...] = (
    _k("penanda", "Penanda", 10, "Jangan diubah", "kami", wajib=False),
    _k("id_dik", "Nomor DIK", 19, "Diberikan saat disimpan", "kami", wajib=False),
    _k("asal", "Asal", 24, "Dari mana baris ini", "kami", wajib=False),
    _k("kurang", "Yang masih kurang", 34, "Menurut daftar saat buku ini dibuat", "kami", wajib=False),
    _k("opd", "Kode OPD", 14, "Kode OPD yang menguasai"),
    _k("status", "Status", 18, "Pilih dari daftar", "pilihan"),
    _k("judul_umum", "Judul umum", 34, "Boleh dibaca umum. Pokoknya saja, tanpa nama dan nomor"),
    _k("judul_khusus", "Judul khusus", 36, "TERTUTUP. Judul seperti ditulis OPD, satu baris satu judul", "daftar"),
    _k("uraian_tertutup", "Uraian", 40, "TERTUTUP. Isi yang dikecualikan"),
    _k("pejabat_penguasa", "Pejabat yang menguasai", 26, "Jabatan, bukan nama orang"),
    _k("penanggung_jawab", "Penanggung jawab", 26, "Jabatan, bukan nama orang"),
    _k("dasar_pengecualian", "Dasar hukum", 34, "Satu dasar satu baris: UU 14/2008 Pasal 17 huruf h angka 3", "dasar"),
    _k("konsekuensi_dibuka", "Konsekuensi bila dibuka", 38, "TERTUTUP. Kerugian yang timbul bila dibuka"),
    _k("konsekuensi_ditutup", "Konsekuensi bila ditutup", 38, "TERTUTUP. Yang dilindungi bila ditutup"),
    _k("kepentingan_publik", "Kepentingan publik", 30, "TERTUTUP. Boleh kosong", wajib=False),
    _k("jangka_waktu_teks", "Jangka waktu", 26, "Seperti di lembar uji"),
    _k("jangka_waktu_jenis", "Jenis jangka waktu", 24, "Pilih dari daftar", "pilihan"),
    _k("mulai", "Mulai berlaku", 17, "Tanggal", "tanggal"),
    _k("berakhir_pada", "Berakhir pada", 17, "Tanggal, bila ada", "tanggal", wajib=False),
    _k("tinjau_pada", "Ditinjau pada", 17, "Tanggal, paling lama setahun lagi", "tanggal"),
    _k("sebagian", "Seluruhnya atau sebagian", 14, "Pilih dari daftar", "pilihan"),
    _k("nomor_uji_konsekuensi", "Nomor uji konsekuensi", 24, "Nomor lembar pengujian konsekuensi"),
    _k("tanggal_uji", "Tanggal uji konsekuensi", 17, "Tanggal", "tanggal"),
    _k("berita_acara_uji", "Berita acara uji", 24, "Nomor berita acaranya"),
    _k("nomor_sk_penetapan", "Nomor SK penetapan", 24, "Nomor surat penetapan klasifikasi"),
    _k("tanggal_sk", "Tanggal SK", 17, "Tanggal", "tanggal"),
    _k("tempat_sk", "Tempat SK", 18, "Kota penetapan"),
    _k("pejabat_penetap", "Pejabat penetap", 28, "Jabatan yang menetapkan"),
    _k("unit_pejabat", "Unit pejabat penetap", 28, "Kantor pejabat penetap"),
    _k("persetujuan_pimpinan", "Persetujuan pimpinan", 28, "Nomor dan tanggal nota persetujuannya"),
)
"""The sheet *DIK*, in order."""

MENURUT_FIELD: dict[str, KolomDik] = {k.field: k for k in KOLOM}
ISIAN: tuple[KolomDik, ...] = tuple(k for k in KOLOM if k.jenis != "kami")
"""Columns that people fill."""
