"""A row without any fault, and short ways to judge variations of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd
import pytest

from dip.aturan import Konteks, nilai
from dip.entri import Entri, entri_kosong
from dip.pengaturan import Kebijakan, Opd, SumberHttp
from dip.temuan import Temuan

BuatEntri = Callable[..., Entri]
Periksa = Callable[..., list[Temuan]]

KOLOM_SEL = (
    "judul",
    "ringkasan",
    "kategori",
    "pejabat_penguasa",
    "penanggung_jawab",
    "waktu",
    "bentuk",
    "retensi",
    "tautan",
)


@pytest.fixture(scope="session")
def entri() -> BuatEntri:
    """Builds a faultless row of the Health Office at sheet row `baris`; keywords replace fields."""

    def buat(baris: int = 7, pengirim: str = "DINKES", **isi: Any) -> Entri:
        sel = {kolom: f"{huruf}{baris}" for kolom, huruf in zip(KOLOM_SEL, "BCDEFGHIJ", strict=True)}
        asal = {
            "berkas": "a" * 64, "nama_berkas": "dip.xlsx", "lembar": "DIP", "baris": baris, "sel": sel, "pewaris": {},
        }  # fmt: skip
        e: dict[str, Any] = dict(entri_kosong(f"{pengirim}:0:{baris}", pengirim, asal))
        e |= {
            "judul": f"Laporan Kinerja Bagian {baris}",
            "ringkasan": f"Capaian sasaran, program, dan anggaran bagian {baris} selama setahun",
            "kategori": "berkala",
            "kategori_teks": "Berkala",
            "kategori_calon": ["berkala"],
            "pejabat_penguasa": "Kepala Bidang Pelayanan Kesehatan",
            "penanggung_jawab": "Kepala Subbagian Perencanaan",
            "waktu_teks": "Tahun 2025",
            "waktu_mulai": "2025-01-01",
            "waktu_selesai": "2025-12-31",
            "waktu_presisi": "tahun",
            "tahun": 2025,
            "tempat": "Sungailiat",
            "bentuk": ["softcopy", "online"],
            "bentuk_teks": "Softcopy, online",
            "retensi_teks": "5 tahun",
            "retensi_jenis": "durasi",
            "retensi_aktif": "P5Y",
            "tautan": [f"https://dinkes.contoh.go.id/dokumen/{baris}.pdf"],
            "tautan_mentah": [f"https://dinkes.contoh.go.id/dokumen/{baris}.pdf"],
        }
        return {**e, **isi}

    return buat


@pytest.fixture(scope="session")
def konteks() -> Konteks:
    """November 2026; two offices, the Health Office with excluded titles."""
    opd = (
        Opd(
            kode="DINKES",
            nama="Dinas Kesehatan",
            alias=("Dinkes", "Dinas Kes", "Dinas Kesehatan dan Keluarga Berencana"),
        ),
        Opd(
            kode="DINSOS",
            nama="Dinas Sosial",
            sumber=SumberHttp(jenis="http", alamat="https://perumda-contoh.co.id/dip"),
        ),
    )
    dik = {"DINKES": ("Daftar Riwayat Penyakit Pasien Rujukan", "Hasil Audit Kasus 2024")}
    return Konteks("2026-11", Kebijakan(), opd, dik)


@pytest.fixture
def periksa(konteks: Konteks) -> Periksa:
    """Judges rows; returns findings."""

    def jalan(*baris: Entri) -> list[Temuan]:
        return nilai(pd.DataFrame(list(baris)), konteks)

    return jalan


@pytest.fixture(scope="session")
def kode() -> Callable[[Iterable[Temuan]], set[str]]:
    """The set of codes of findings."""
    return lambda temuan: {t.kode for t in temuan}
