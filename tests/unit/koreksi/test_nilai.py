"""What hangs on a corrected text is read anew, as if the office had written it so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dip.entri import Asal, Entri, entri_kosong
from dip.koreksi_nilai import pasang, tertulis
from dip.normal import Kamus
from dip.pengaturan import Deklarasi, KolomKoreksi, Opd
from sumber.kamus import muat_kamus

Baris = Callable[..., Entri]


@pytest.mark.parametrize(
    ("kolom", "nilai", "turunan"),
    [
        ("waktu_teks", "Triwulan II 2025", {"waktu_mulai": "2025-04-01", "waktu_selesai": "2025-06-30", "tahun": 2025}),
        ("waktu_teks", "Hulu, 2024", {"tahun": 2024, "tempat": "Hulu", "waktu_presisi": "tahun"}),
        ("waktu_teks", "setiap bulan", {"tahun": 0, "waktu_presisi": "berulang", "waktu_mulai": ""}),
        ("waktu_teks", "", {"tahun": 0, "waktu_presisi": "", "waktu_teks": ""}),
        ("bentuk", "Hardcopy dan Softcopy", {"bentuk": ["cetak", "softcopy"], "bentuk_teks": "Hardcopy dan Softcopy"}),
        ("bentuk", "entah", {"bentuk": [], "bentuk_teks": "entah"}),
        (
            "retensi_teks",
            "Aktif 2 tahun, inaktif 3 tahun",
            {"retensi_jenis": "aktif_inaktif", "retensi_inaktif": "P3Y"},
        ),
        ("retensi_teks", "-", {"retensi_teks": "", "retensi_jenis": "tidak_diisi"}),
        ("kategori", "Setiap Saat", {"kategori": "setiap_saat", "kategori_asal": "koreksi"}),
        ("kategori", "berkala dan setiap saat", {"kategori": "", "kategori_calon": ["berkala", "setiap_saat"]}),
        ("kategori", "Dikecualikan", {"kategori": "dikecualikan", "kategori_calon": ["dikecualikan"]}),
        ("tautan", "https://dlh.go.id/a http://x.go.id/b", {"tautan": ["https://dlh.go.id/a", "http://x.go.id/b"]}),
        ("tautan", "http://10.0.0.1/x", {"tautan": [], "tautan_mentah": ["http://10.0.0.1/x"]}),
        ("tautan", "https://satudata.x.go.id/dataset/sampah", {"satu_data_id": "sampah"}),
        ("judul", "2. Data  Sampah 2024", {"judul": "Data Sampah 2024"}),
        ("ringkasan", "Baris satu\nBaris dua", {"ringkasan": "Baris satu\nBaris dua", "judul": "Data Sampah"}),
        ("unit_kerja", " UPT \n A ", {"unit_kerja": "UPT A"}),
        ("kelompok", "1. Laporan lain", {"kelompok": "Laporan lain"}),
    ],
)
def test_derived_values(baris: Baris, kamus: Kamus, opd: Opd, kolom: Any, nilai: str, turunan: dict[str, Any]) -> None:
    lama = baris(6, "Data Sampah", sel={kolom: "B6"}, tempat="", satu_data_id="")
    baru: Any = pasang(lama, kolom, nilai, kamus, opd)
    assert {k: baru[k] for k in turunan} == turunan
    assert baru["asal"]["sel"] == {kolom: "B6"}
    assert baru["asal"]["pewaris"][kolom] == "koreksi"
    assert lama["asal"]["pewaris"] == {}


def test_a_period_without_year_uses_the_years_around_it(baris: Baris, kamus: Kamus, opd: Opd) -> None:
    dari_judul = pasang(baris(6, "Data Sampah 2023"), "waktu_teks", "Triwulan I", kamus, opd)
    assert (dari_judul["tahun"], dari_judul["asal"]["pewaris"]["tahun"]) == (2023, "judul")
    tabel = baris(6, "Data Sampah", pewaris={"tahun": "judul tabel"}, tahun=2024)
    dari_tabel = pasang(tabel, "waktu_teks", "Triwulan I", kamus, opd)
    assert (dari_tabel["tahun"], dari_tabel["waktu_mulai"]) == (2024, "2024-01-01")
    nyata = opd.model_copy(update={"deklarasi": Deklarasi(tahun=2022)})
    dari_opd = pasang(baris(6, "Data Sampah"), "waktu_teks", "Semester II", kamus, nyata)
    assert (dari_opd["tahun"], dari_opd["waktu_selesai"]) == (2022, "2022-12-31")


def test_a_title_that_gave_the_year_gives_the_new_one(baris: Baris, kamus: Kamus, opd: Opd) -> None:
    e = baris(6, "Data Sampah 2032", pewaris={"tahun": "judul"}, tahun=2032)
    assert pasang(e, "judul", "Data Sampah 2023", kamus, opd)["tahun"] == 2023


def test_what_stood_for_another_column_follows_it(baris: Baris, kamus: Kamus, opd: Opd) -> None:
    e = baris(6, "Uraian lama", pewaris={"judul": "ringkasan"}, ringkasan="Uraian lama")
    assert pasang(e, "ringkasan", "Uraian baru", kamus, opd)["judul"] == "Uraian baru"
    e = baris(6, "Judul lama", ringkasan="Judul lama", ringkasan_dari_judul=True)
    assert pasang(e, "judul", "Judul baru", kamus, opd)["ringkasan"] == "Judul baru"
    assert pasang(e, "ringkasan", "Isi", kamus, opd)["ringkasan_dari_judul"] is False


@pytest.mark.parametrize(
    ("kolom", "isi", "harapan", "sama"),
    [
        ("tautan", {"tautan_mentah": ["bit.ly/x"], "tautan": ["https://bit.ly/x"]}, "bit.ly/x", True),
        ("tautan", {"tautan_mentah": ["bit.ly/x"], "tautan": ["https://bit.ly/x"]}, "https://bit.ly/x", True),
        ("tautan", {"tautan_mentah": ["bit.ly/x"], "tautan": ["https://bit.ly/x"]}, "", False),
        ("tautan", {}, "NULL", True),
        ("kategori", {"kategori": "berkala", "kategori_calon": ["berkala"]}, "Berkala", True),
        ("kategori", {"kategori": "berkala", "kategori_calon": ["berkala"]}, "", False),
        ("kategori", {"kategori_teks": "Umum", "kategori_asal": "kolom"}, "Umum", True),
        ("kategori", {}, "", True),
        ("bentuk", {"bentuk": ["cetak", "online"], "bentuk_teks": "Cetak, Online"}, "Cetak, Online", True),
        ("bentuk", {"bentuk": ["cetak", "online"], "bentuk_teks": "Cetak, Online"}, "cetak; online", True),
        ("bentuk", {"bentuk": ["cetak"], "bentuk_teks": ""}, "", False),
        ("judul", {}, "3. Data Sampah", True),
        ("ringkasan", {"ringkasan": "a\nb"}, "a  b", True),
        ("tempat", {"tempat": "Hulu", "pewaris": {"tempat": "deklarasi"}}, "", True),
        ("tempat", {"tempat": "Hulu", "pewaris": {"tempat": "sda"}}, "", False),
        ("waktu_teks", {"galat": {"waktu_teks": "#REF!"}}, "#REF!", True),
    ],
)
def test_expectation(baris: Baris, kolom: Any, isi: dict[str, Any], harapan: str, sama: bool) -> None:
    assert tertulis(baris(6, "Data Sampah", **isi), kolom, harapan) is sama


_ASAL: Asal = {"berkas": "", "nama_berkas": "", "lembar": "", "baris": 0, "sel": {}, "pewaris": {}}
_KAMUS = muat_kamus()


@given(st.sampled_from(get_args(KolomKoreksi)), st.text(max_size=60))
def test_any_text_may_be_put_in_and_is_then_what_stands_there(kolom: Any, nilai: str) -> None:
    baru = pasang(entri_kosong("DLH:0:1", "DLH", _ASAL), kolom, nilai, _KAMUS, Opd(kode="DLH", nama="Dinas"))
    if kolom not in ("tempat", "kelompok"):  # these keep what they read in the text, not the text
        assert tertulis(baru, kolom, nilai)
