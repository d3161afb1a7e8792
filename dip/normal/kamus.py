"""The dictionary of spellings: what offices write → what we call it.

National spellings ship as YAML in `sumber/kamus`; an institution lays its own files over them (design §5). Every
section is a mapping of a spelling to a meaning, so that a finding can print the one line to paste. Keys are compared
without case, accents, punctuation and blanks: `Penanggung Jawab`, `PenanggungJawab` and `penanggung_jawab` are one.

A spelling is only ever used when a line says what it means. Likeness (`usul`) finds the line worth proposing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from dip.normal.mirip import terdekat
from dip.normal.teks import kunci, kunci_rapat
from dip.sidik import json_baku, sha256

NAMA_KANONIK: dict[str, str] = {
    "nomor": "Nomor", "kode_informasi": "Kode Informasi",
    "judul": "Judul Informasi", "ringkasan": "Ringkasan Isi Informasi",
    "jenis_informasi": "Jenis Informasi (judul atau kategori)", "kategori": "Kategori Informasi",
    "kelompok": "Kelompok Informasi", "pejabat_penguasa": "Pejabat/Unit yang Menguasai Informasi",
    "penanggung_jawab": "Penanggung Jawab Pembuatan atau Penerbitan Informasi",
    "pejabat_dan_penanggung_jawab": "Pejabat yang Menguasai dan Penanggung Jawab",
    "waktu_tempat": "Waktu dan Tempat Pembuatan Informasi", "waktu": "Waktu Pembuatan", "tempat": "Tempat Pembuatan",
    "tahun": "Tahun", "semester": "Semester", "periode": "Periode (waktu atau retensi)",
    "bentuk": "Bentuk Informasi yang Tersedia", "bentuk_cetak": "Bentuk: Cetak", "bentuk_softcopy": "Bentuk: Softcopy",
    "bentuk_rekam": "Bentuk: Rekam", "bentuk_online": "Bentuk: Online",
    "retensi": "Jangka Waktu Penyimpanan atau Retensi Arsip", "retensi_aktif": "Retensi Aktif",
    "retensi_inaktif": "Retensi Inaktif", "nasib_akhir": "Nasib Akhir Arsip",
    "jangka_waktu": "Jangka Waktu (retensi atau pengecualian)", "jenis_media": "Jenis Media yang Memuat Informasi",
    "tautan": "Tautan", "kat_berkala": "Kategori: Berkala", "kat_serta_merta": "Kategori: Serta Merta",
    "kat_setiap_saat": "Kategori: Setiap Saat", "kat_dikecualikan": "Kategori: Dikecualikan",
    "opd": "Perangkat Daerah", "unit": "Unit (kantor atau bidang)", "unit_kerja": "Bidang/Bagian/UPT",
    "nomor_dokumen": "Nomor Dokumen", "satu_data_id": "ID Satu Data", "tanggal_pemutakhiran": "Tanggal Pemutakhiran",
    "keterangan": "Keterangan", "dik_dasar_hukum": "Dasar Hukum Pengecualian",
    "dik_konsekuensi": "Konsekuensi/Pertimbangan bagi Publik", "dik_konsekuensi_dibuka": "Konsekuensi bila Dibuka",
    "dik_konsekuensi_ditutup": "Konsekuensi bila Ditutup", "dik_jangka_waktu": "Jangka Waktu Pengecualian",
    "dik_nomor_uji": "Nomor Uji Konsekuensi", "dik_tanggal_uji": "Tanggal Uji Konsekuensi",
    "dik_nomor_sk": "Nomor SK Penetapan Pengecualian", "dik_tanggal_sk": "Tanggal SK Penetapan Pengecualian",
    "lanjutan": "Lanjutan lembar sebelumnya", "abaikan": "Tidak dipakai",
}  # fmt: skip
"""What a header may mean, with the name that people read. `jenis_informasi`, `kategori`, `periode`, `jangka_waktu` and
`unit` are settled by the values under them; `abaikan` is a column that is knowingly not used; `lanjutan` stands for the
key `lembar <name>`: a sheet without header that continues the columns of the sheet before it."""

KANONIK: tuple[str, ...] = tuple(NAMA_KANONIK)

PENGUAT = frozenset(
    {
        "ringkasan", "kategori", "pejabat_penguasa", "penanggung_jawab", "pejabat_dan_penanggung_jawab", "waktu_tempat",
        "bentuk", "bentuk_cetak", "bentuk_softcopy", "bentuk_rekam", "bentuk_online", "retensi", "retensi_aktif",
        "retensi_inaktif", "jenis_media", "tautan", "kat_berkala", "kat_serta_merta", "kat_setiap_saat",
        "kat_dikecualikan", "dik_dasar_hukum", "dik_konsekuensi", "dik_konsekuensi_dibuka", "dik_konsekuensi_ditutup",
    }
)  # fmt: skip
"""Columns that only a list of information has. A table whose subject is merely called *Nama* needs one of them: a list
of pupils or recipients has *Nama* too, and must never pass for a DIP."""

NILAI_BAGIAN: dict[str, tuple[str, ...]] = {
    "header": KANONIK,
    "kategori": ("berkala", "serta_merta", "setiap_saat", "dikecualikan", "bukan"),
    "bentuk": ("cetak", "softcopy", "rekam", "online"),
    "media": (),
    "centang": ("ya", "tidak"),
    "bulan": tuple(str(n) for n in range(1, 13)),
    "kelompok": (),
}
"""Sections of the dictionary and the values they allow; an empty tuple means free text."""

_TANPA_USUL = {"bukan", "abaikan", "lanjutan"}


@dataclass(frozen=True)
class Kamus:
    """Merged spellings. Each section maps comparison keys to canonical values.

    `header`, `centang` use `kunci_rapat` (ticks are kept as typed, case-folded); `kategori`, `bentuk`, `media`,
    `bulan` and `kelompok` use `kunci`. `kata_header` has the header spellings as words, for proposals. Two
    dictionaries with equal content are equal and have one hash.
    """

    header: dict[str, str] = field(default_factory=dict)
    kata_header: dict[str, str] = field(default_factory=dict)
    kategori: dict[str, str] = field(default_factory=dict)
    bentuk: dict[str, str] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    centang: dict[str, str] = field(default_factory=dict)
    bulan: dict[str, int] = field(default_factory=dict)
    kelompok: dict[str, str] = field(default_factory=dict)

    @classmethod
    def gabung(cls, nasional: Mapping[str, Mapping[str, str]], tambahan: Mapping[str, Mapping[str, str]]) -> Kamus:
        """Lay `tambahan` over `nasional`; both map a section name to spellings. Unknown sections are ignored here,
        `sumber.kamus.muat_kamus` has already complained about them.
        """
        hasil: dict[str, dict[str, Any]] = {b: {} for b in NILAI_BAGIAN}
        kata: dict[str, str] = {}
        for lapis in (nasional, tambahan):
            for bagian, isi in lapis.items():
                for ejaan, nilai in isi.items() if bagian in NILAI_BAGIAN else ():
                    hasil[bagian][kunci_bagian(bagian, ejaan)] = int(nilai) if bagian == "bulan" else nilai
                    if bagian == "header":
                        kata[kunci(ejaan) or ejaan.strip()] = nilai
        return cls(kata_header=kata, **hasil)

    def __hash__(self) -> int:
        return hash(self.sidik())

    def sidik(self) -> str:
        """Sha256 of the content, the same in every process: part of the key under which a reading is remembered."""
        return self._sidik

    @cached_property
    def _sidik(self) -> str:
        return sha256(json_baku(self.ke_json()))

    def ke_json(self) -> dict[str, Any]:
        """Plain JSON types, for the pipe to the child process."""
        return asdict(self)

    @classmethod
    def dari_json(cls, d: dict[str, Any]) -> Kamus:
        """The inverse of `ke_json`."""
        return cls(**d)

    def kolom(self, label: str) -> str:
        """The canonical column a header spelling means exactly, or empty."""
        return self.header.get(kunci_rapat(label) or label.strip(), "")

    def usul(self, bagian: str, teks: str) -> str:
        """The value whose known spelling is nearest to a text, to be proposed to a person; never used silently.

        Args: `bagian` is a section (`header kategori bentuk media kelompok bulan`). Empty when nothing is near, and for
        ticks, which are single characters.
        """
        if bagian == "header":
            nilai = terdekat(kunci(teks), self.kata_header)
        elif bagian in ("kategori", "bentuk", "media", "kelompok", "bulan"):
            nilai = terdekat(kunci(teks), self._ejaan(bagian), bagian=True)
        else:
            return ""
        return "" if nilai in _TANPA_USUL else nilai

    def _ejaan(self, bagian: str) -> dict[str, str]:
        isi: dict[str, Any] = getattr(self, bagian)
        return {k: str(v) for k, v in isi.items()}

    def tercentang(self, teks: str) -> bool | None:
        """Whether a tick cell is ticked; None when the text is neither a tick nor its absence."""
        nilai = self.centang.get(teks.strip().casefold())
        return None if nilai is None else nilai == "ya"


def kunci_bagian(bagian: str, ejaan: str) -> str:
    """The key under which a spelling is compared in a section: two spellings with one key are the same line."""
    if bagian == "header":
        return kunci_rapat(ejaan) or ejaan.strip()
    return ejaan.casefold() if bagian in ("centang", "bulan") else kunci(ejaan)


def cari_frasa(teks: str, frasa: Mapping[str, str], panjang_maks: int = 4) -> tuple[list[str], list[str]]:
    """Known phrases in a text, longest first at each word: (their values in order, each once; words left over)."""
    kata = kunci(teks).split()
    nilai: list[str] = []
    sisa: list[str] = []
    i = 0
    while i < len(kata):
        for n in range(min(panjang_maks, len(kata) - i), 0, -1):
            ketemu = frasa.get(" ".join(kata[i : i + n]))
            if ketemu is not None:
                nilai.append(ketemu)
                i += n
                break
        else:
            sisa.append(kata[i])
            i += 1
    return list(dict.fromkeys(nilai)), sisa
