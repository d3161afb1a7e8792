"""Excluded information is never published under the class of what stands above it, beside it or around it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dip.lembar import Lembar
from dip.normal import Ternormal
from dip.normal.kategori import baca_bagian, tanda_rahasia

Jalan = Callable[..., Ternormal]
Baris = Callable[..., list[Any]]

RAGU = ("", ["berkala", "dikecualikan"])
"""Class and candidates of a row that waits for a person."""


def kelas(hasil: Ternormal) -> dict[str, tuple[str, list[str]]]:
    return {e["judul"]: (e["kategori"], e["kategori_calon"]) for e in hasil.entri}


@pytest.mark.parametrize(
    ("teks", "tanda"),
    [
        ("D. INFORMASI YG DIKECUALIKAN", "pasti"),
        ("DI KECUALIKAN", "pasti"),
        ("Dikecuali\u00adkan", "pasti"),
        ("informasi dikecualkan", "pasti"),
        ("D i k e c u a l i k a n", "pasti"),
        ("IV. Dikecualikan:", "pasti"),
        ("D. Informasi Publik yang Dikecualikan / Rahasia", "pasti"),
        ("LAMPIRAN II : DAFTAR INFORMASI YANG DIKECUALIKAN PADA DINAS REKAAN", "pasti"),
        ("Pengecualian Informasi", "pasti"),
        ("DIK 2026", "pasti"),
        ("Rahasia Dagang", "ragu"),
        ("Informasi yang tidak dapat dipublikasikan", "ragu"),
        ("Lampiran Penetapan Informasi yang Dikecualikan", "ragu"),
        ("Dikecualikan-Berkala", "campur"),
        ("Daftar Informasi Publik dan Informasi yang Dikecualikan", "campur"),
        ("Informasi berkala (Pasal 17 UU KIP)", "campur"),
        ("Tata Cara Keberatan atas Informasi yang Dikecualikan", "sebut"),
        ("Layanan Persandian dan Kerahasiaan Data", "sebut"),
        ("Informasi yang tidak dikecualikan", ""),
        ("Informasi berkala, tidak termasuk informasi yang dikecualikan", ""),
        ("Peraturan Komisi Informasi Pasal 17", ""),
        ("Dinas Pendidikan, Kecamatan, Indonesia, tertentu, manual", ""),
    ],
)
def test_how_surely_a_heading_speaks_of_exclusion(teks: str, tanda: str) -> None:
    assert tanda_rahasia(teks) == tanda
    assert (baca_bagian(teks) == "dikecualikan") == (tanda == "pasti")


@pytest.mark.parametrize(
    "judul",
    [
        "D. INFORMASI YG DIKECUALIKAN",
        "IV. INFORMASI DI KECUALIKAN",
        "D. Informasi Publik yang Dikecualikan / Rahasia",
        "D. INFORMASI YANG DIKECUALIKAN BERDASARKAN HASIL UJI KONSEKUENSI",
        "Dikecualikan sesuai pasal 17",
        "KLASIFIKASI INFORMASI YANG DIKECUALIKAN SESUAI UU KIP",
    ],
)
@pytest.mark.parametrize("letak", ["nomor", "judul", "semua", "garis"])
def test_a_section_worded_otherwise(jalan: Jalan, kepala: list[str], baris: Baris, judul: str, letak: str) -> None:
    bagian = {
        "nomor": [judul],
        "judul": [None, judul],
        "semua": [judul] * len(kepala),
        "garis": [None, judul, *["-"] * 6],
    }[letak]
    isi = [
        kepala,
        ["A. Informasi yang wajib disediakan dan diumumkan secara berkala"],
        baris(1, "Renstra"),
        bagian,
        baris(2, "Denah"),
        ["E. Informasi setiap saat"],
        baris(3, "Laporan"),
    ]
    assert kelas(jalan(isi)) == {
        "Renstra": ("berkala", ["berkala"]),
        "Denah": ("dikecualikan", ["dikecualikan"]),
        "Laporan": ("setiap_saat", ["setiap_saat"]),
    }


def test_merged_section_row(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    isi = [kepala, baris(1, "Renstra"), ["D. INFORMASI YG DIKECUALIKAN", *[None] * 7], baris(2, "Denah")]
    hasil = jalan(Lembar("DIP", isi, gabung=[(2, 0, 2, 7)]), kategori="berkala")
    assert kelas(hasil) == {"Renstra": ("berkala", ["berkala"]), "Denah": ("dikecualikan", ["dikecualikan"])}


def test_an_unclear_section_holds_what_follows(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    isi = [
        [*kepala, "Kategori"],
        ["A. Informasi berkala"],
        baris(1, "Renstra"),
        ["Bagian yang bersifat rahasia menurut pimpinan", *[None] * 7],
        baris(2, "Denah"),
        [*baris(3, "Sandi"), "Berkala"],
        ["E. Informasi berkala"],
        baris(4, "Laporan"),
    ]
    hasil = kelas(jalan(isi))
    assert (hasil["Denah"], hasil["Sandi"]) == (RAGU, RAGU)
    assert hasil["Renstra"] == hasil["Laporan"] == ("berkala", ["berkala"])


def test_a_group_that_only_speaks_of_it_holds_its_own_rows(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    isi = [kepala, ["Layanan Persandian dan Kerahasiaan Data"], baris(1, "A"), ["Layanan Umum"], baris(2, "B")]
    assert kelas(jalan(isi, kategori="berkala")) == {"A": RAGU, "B": ("berkala", ["berkala"])}


def test_a_real_title_stays_a_row(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    judul = ["Daftar Informasi yang Dikecualikan (DIK) Tahun 2025", "Tata Cara Keberatan atas Informasi Rahasia", "C"]
    hasil = jalan([kepala, *[baris(n, t) for n, t in enumerate(judul, 1)]], kategori="berkala")
    assert kelas(hasil) == {t: ("berkala", ["berkala"]) for t in judul}


@pytest.mark.parametrize(
    ("atas", "harap"),
    [
        ("DAFTAR INFORMASI YG DIKECUALIKAN", ("dikecualikan", ["dikecualikan"])),
        ("LAMPIRAN II : DAFTAR INFORMASI YANG DIKECUALIKAN PADA DINAS REKAAN", ("dikecualikan", ["dikecualikan"])),
        ("DAFTAR INFORMASI PUBLIK DAN INFORMASI YANG DIKECUALIKAN", RAGU),
        ("DAFTAR INFORMASI PUBLIK", ("berkala", ["berkala"])),
    ],
)
def test_title_lines(jalan: Jalan, kepala: list[str], baris: Baris, atas: str, harap: tuple[str, list[str]]) -> None:
    assert kelas(jalan([[atas], kepala, baris(1, "Denah")], nama="informasi berkala.csv"))["Denah"] == harap
    pengantar = Lembar("DIP", [[*kepala], baris(1, "Denah")], pengantar=[atas])
    assert kelas(jalan(pengantar, kategori="berkala"))["Denah"] == harap


@pytest.mark.parametrize("nama", ["Rahasia", "INFORMASI DI KECUALIKAN", "4. Dikecuali", "Kecuali"])
def test_sheet_names(jalan: Jalan, kepala: list[str], baris: Baris, nama: str) -> None:
    lembar = Lembar(nama, [[*kepala], baris(1, "Denah")])
    assert kelas(jalan(lembar, kategori="berkala"))["Denah"] == ("dikecualikan", ["dikecualikan"])


def test_names_that_say_two_things(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    isi = [[*kepala, "Kategori"], baris(1, "Denah"), [*baris(2, "Renstra"), "Berkala"]]
    harap = {"Denah": RAGU, "Renstra": ("berkala", ["berkala"])}
    assert kelas(jalan(Lembar("Dikecualikan-Berkala", isi), kategori="berkala")) == harap
    assert kelas(jalan(isi, nama="DIP dan DIK dikecualikan berkala.xlsx", kategori="berkala")) == harap
