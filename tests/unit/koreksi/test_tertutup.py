"""A row that points to excluded information, as it was sent, takes no correction and is quoted nowhere."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from dip.aturan import Konteks, nilai
from dip.entri import Entri
from dip.koreksi import Koreksi, terapkan_koreksi
from dip.normal import Kamus
from dip.pengaturan import Kebijakan, Opd
from dip.tertutup import JudulTertutup, disebut_tertutup, tampak_tertutup

Baris = Callable[..., Entri]
Buat = Callable[..., Koreksi]

TERTUTUP = ("Denah Ruang Tahanan Khusus Utama", "Laporan Kejadian Khusus 2025")


@pytest.fixture
def jalankan(kamus: Kamus, opd: Opd) -> Callable[..., tuple[list[Entri], list[Any], list[dict[str, str]]]]:
    def jalan(entri: list[Entri], *daftar: Koreksi) -> tuple[list[Entri], list[Any], list[dict[str, str]]]:
        return terapkan_koreksi(entri, daftar, kamus=kamus, opd=opd, judul_tertutup=TERTUTUP)

    return jalan


@pytest.mark.parametrize(
    "isi",
    [
        {"judul": "Denah Ruang Tahanan Khusus Utama"},
        {"judul": "1. DENAH ruang tahanan khusus, utama"},
        {"judul": "Denah Ruang Tahanan Khusus Utama Baru"},
        {"judul": "Denah Ruang Tahanan Khusus Utama Tahun 2026"},
        {"judul": "Laporan Kejadian Khusus 2025"},
        {"judul": "Gambar", "ringkasan": "Denah Ruang Tahanan Khusus Utma"},
        {"judul": "Topologi Jaringan Pusat Data"},
        {"judul": "Gambar", "ringkasan": "Memuat kata sandi tiap aplikasi"},
        {"judul": "Gambar", "kategori_teks": "Di kecualikan"},
        {"judul": "Gambar", "kategori_teks": "INFORMASI YG DI-KECUALI-KAN"},
        {"judul": "Gambar", "kategori_teks": "Dikcualikan"},
        {"judul": "Gambar", "kategori_teks": "Rahasia / Tertutup"},
        {"judul": "Gambar", "kategori_teks": "Psl. 17 huruf c"},
        {"judul": "Gambar", "kategori_teks": "DIK"},
        {"judul": "Gambar", "kelompok": "D. Yang Di Kecuali kan"},
        {"judul": "Gambar", "keterangan": "sangat rahasia"},
        {"judul": "Gambar", "kategori": "dikecualikan"},
        {"judul": "Gambar", "kategori_calon": ["berkala", "dikecualikan"]},
    ],
)
@pytest.mark.parametrize("kolom", ["judul", "kategori", "ringkasan", "tempat"])
def test_stays_as_sent(
    baris: Baris, koreksi: Buat, jalankan: Callable[..., Any], isi: dict[str, Any], kolom: str
) -> None:
    asal = [baris(6, **isi)]
    lama = {"kategori": "kategori_teks"}.get(kolom, kolom)
    nama = isi["judul"]
    k = koreksi(kolom, str(dict(asal[0])[lama]), "Berkala" if kolom == "kategori" else "Bangunan", judul=nama)
    entri, temuan, catatan = jalankan(asal, k)
    assert entri == asal and catatan == []
    assert [(t.kode, t.parameter["jenis"]) for t in temuan] == [("KOR-001", "tertutup")]
    assert {temuan[0].parameter[p] for p in ("judul", "tertulis", "seharusnya", "nilai")} == {"-"}


@pytest.mark.parametrize(
    "isi",
    [
        {"judul": "Laporan Kejadian Khusus 2026"},
        {"judul": "SOP Pengelolaan Kata Sandi"},
        {"judul": "Peringatan konflik sosial", "kategori": "serta_merta"},
        {"judul": "Denah Taman Kota"},
        {"judul": "Denah", "kategori_teks": "Wajib disediakan dan diumumkan secara berkala"},
        {"judul": "Denah", "kategori_teks": "Informasi publik yang wajib tersedia setiap saat"},
        {"judul": "Denah", "kategori_teks": "Serta merta"},
    ],
)
def test_ordinary_rows_are_corrected(
    baris: Baris, koreksi: Buat, jalankan: Callable[..., Any], isi: dict[str, Any]
) -> None:
    _, temuan, _ = jalankan([baris(6, **isi)], koreksi("tempat", "", "Hulu", judul=isi["judul"]))
    assert [t.kode for t in temuan] == ["KOR-002"]
    assert temuan[0].parameter["seharusnya"] == "Hulu"


def test_a_title_like_an_excluded_row_of_the_same_file(
    baris: Baris, koreksi: Buat, jalankan: Callable[..., Any]
) -> None:
    asal = [baris(5, "Gambar Gudang Senjata", kategori="dikecualikan"), baris(6, "Gambar Gudang Senjatta")]
    entri, temuan, _ = jalankan(
        asal, koreksi("judul", "Gambar Gudang Senjatta", "Gambar", judul="Gambar Gudang Senjatta")
    )
    assert entri == asal and [t.kode for t in temuan] == ["KOR-001"]


def test_not_by_two_steps(baris: Baris, koreksi: Buat, jalankan: Callable[..., Any]) -> None:
    asal = [baris(6, "Gambar", kategori_teks="Di kecualikan")]
    nama = {"judul": "Gambar"}
    langkah = [
        koreksi("judul", "Gambar", "Foto", **nama),
        koreksi("kategori", "Di kecualikan", "Berkala", judul="Foto"),
    ]
    assert jalankan(asal, *langkah)[0] == asal
    terbuka = [baris(6, "Gambar", kategori_teks="Berkala", kategori="berkala", kategori_calon=["berkala"])]
    tutup_buka = [koreksi("kategori", "Berkala", "Rahasia", **nama), koreksi("kategori", "Rahasia", "Berkala", **nama)]
    entri, temuan, _ = jalankan(terbuka, *tutup_buka)
    assert (entri[0]["kategori_teks"], [t.kode for t in temuan]) == ("Rahasia", ["KOR-002", "KOR-001"])


def test_a_correction_that_names_what_is_closed_is_not_quoted(
    baris: Baris, koreksi: Buat, jalankan: Callable[..., Any]
) -> None:
    tak_ada = koreksi("tempat", "", "Hulu", judul=TERTUTUP[0])
    ganda = koreksi("tempat", "", "Hulu", judul="Password")
    menutup = koreksi("judul", "Gambar", TERTUTUP[0], judul="Gambar")
    entri, temuan, _ = jalankan(
        [baris(5, "Password"), baris(6, "Password"), baris(7, "Gambar")], menutup, tak_ada, ganda
    )
    assert [t.kode for t in temuan] == ["KOR-002", "KOR-001", "KOR-003"]
    assert not any(TERTUTUP[0] in str(t) or "Password" in str(t) for t in temuan)
    assert entri[2]["judul"] == TERTUTUP[0]


JUDUL = [
    *TERTUTUP,
    *("Denah Ruang Tahanan Khusus Utama Baru", "Denah Ruang Tahanan Khusus", "Denah Ruang Tahanan Khusus Utama 2024"),
    *("Laporan Kejadian Khusus 2026", "Laporan Kejadian Khusus", "Laporan Kejadian Khusus Tahun 2025", "Renstra"),
    *(
        "LHP Inspektorat",
        "LHP BPK",
        "SOP LHP",
        "Rekam Medis",
        "Instalasi Rekam Medis",
        "HPS Gedung",
        "Topologi jaringan pipa",
    ),
    *(
        "Soal Ujian Seleksi",
        "Daftar peraturan intelijen",
        "Data pribadi siswa",
        "Konflik Sosial",
        "Kebijakan kata sandi",
    ),
]


@pytest.mark.parametrize("kategori", ["berkala", "serta_merta"])
def test_the_measure_is_that_of_the_rules(baris: Baris, opd: Opd, kategori: str) -> None:
    """DIK-020 and DIK-050 hold exactly the rows that take no correction."""
    semua = [baris(n, j, kategori=kategori, ringkasan="Isi", ringkasan_dari_judul=True) for n, j in enumerate(JUDUL, 5)]
    konteks = Konteks("2026-11", Kebijakan(), [opd], {"DLH": TERTUTUP})
    temuan = nilai(pd.DataFrame(semua, columns=list(Entri.__annotations__)), konteks)
    tutup = JudulTertutup(TERTUTUP)
    assert {e["id_baris"] for e in semua if tampak_tertutup(e, tutup)} == {
        t.entri for t in temuan if t.kode in ("DIK-020", "DIK-050")
    }


@pytest.mark.parametrize(
    "teks", ["", "-", "Umum", "Publik", "Terbuka", "Dikelola SKPD", "Pendidikan", "Digital", "Info"]
)
def test_words_that_are_no_exclusion(teks: str) -> None:
    assert not disebut_tertutup(teks)


def test_many_equal_rows_and_a_long_register_stay_cheap(baris: Baris, koreksi: Buat, kamus: Kamus, opd: Opd) -> None:
    semua = [baris(n, "Data Sampah") for n in range(3000)] + [baris(9000, "x " * 500_000)]
    daftar = [koreksi("tempat", "", str(n)) for n in range(40)]
    judul = [f"Berkas perkara nomor {n} yang ditutup" for n in range(1000)]
    awal = time.thread_time()
    _, temuan, _ = terapkan_koreksi(semua, daftar, kamus=kamus, opd=opd, judul_tertutup=judul)
    assert {t.kode for t in temuan} == {"KOR-003"}
    assert time.thread_time() - awal < 1.5


def test_brings_no_tables() -> None:
    perintah = "import sys, dip.koreksi; sys.exit(any(m in sys.modules for m in ('pandas', 'numpy', 'dip.aturan')))"
    assert subprocess.run([sys.executable, "-c", perintah], check=False).returncode == 0
