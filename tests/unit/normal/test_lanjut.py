"""Sheets without a header: which of them are proposed as more rows of the sheet before (STR-002), and which are not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dip.lembar import Lembar, Nilai
from dip.normal.hasil import Ternormal

Jalan = Callable[..., Ternormal]
Baris = Callable[..., list[Any]]

SEMPIT: list[Nilai] = [
    "No",
    "Judul Informasi",
    "Ringkasan Isi Informasi",
    "Pejabat yang Menguasai",
    "Cetak",
    "Softcopy",
]


def diusulkan(hasil: Ternormal) -> bool:
    kode = {t.kode for t in hasil.temuan if t.lembar == "Lain"}
    assert len(kode & {"STR-002", "STR-003"}) == 1
    return "STR-002" in kode


def sempit(n: int, judul: str, **ganti: Any) -> list[Any]:
    return list({"no": n, "judul": judul, "isi": "Ringkasan", "pejabat": "Sekretaris", "cetak": "√", "soft": "√"}
                .__or__(ganti).values())  # fmt: skip


def test_more_rows_with_and_without_the_columns_that_may_be_empty(jalan: Jalan) -> None:
    awal = Lembar("DIP", [SEMPIT, sempit(1, "Profil"), sempit(2, "Renja")])
    lagi = [sempit(n, "Laporan", cetak=None) for n in (3, 4, 5)]
    assert diusulkan(jalan(awal, Lembar("Lain", lagi), kategori="berkala"))
    lagi.insert(1, ["B. INFORMASI SERTA MERTA"])
    assert diusulkan(jalan(awal, Lembar("Lain", lagi), kategori="berkala"))


@pytest.mark.parametrize(
    "isi",
    [
        # the right half of a table that was cut by the edge of the page
        [["Kasubbag Umum", "Januari 2026", "Contoh Baru", "√", None, "√"] for _ in range(4)],
        # other columns of the same number
        [["Profil", "Ringkasan", "https://a.example/x", "Sekretaris", "√", "√"] for _ in range(4)],
        # words where ticks were
        [sempit(n, "Profil", cetak="Selama berlaku", soft="5 tahun lamanya") for n in range(3, 7)],
        # two columns that the header never had
        [[*sempit(n, "Profil", pejabat=None), "Sekretaris", "2026"] for n in range(3, 7)],
        # nothing that could be a title
        [[n, None, None, "Sekretaris", "√", "√"] for n in range(3, 7)],
    ],
)
def test_another_table_of_the_same_size_is_not_proposed(jalan: Jalan, isi: list[list[Any]]) -> None:
    awal = Lembar("DIP", [SEMPIT, sempit(1, "Profil"), sempit(2, "Renja")])
    assert not diusulkan(jalan(awal, Lembar("Lain", isi), kategori="berkala"))


def test_values_are_tested_under_the_columns_as_they_stand_on_the_sheet(
    jalan: Jalan, kepala: list[str], baris: Baris
) -> None:
    awal = Lembar("DIP", [list(kepala), baris(1, "Profil")], kolom_awal=2)
    lagi = [baris(n, "Laporan") for n in (2, 3, 4)]
    assert diusulkan(jalan(awal, Lembar("Lain", lagi, kolom_awal=2), kategori="berkala"))
    assert not diusulkan(jalan(awal, Lembar("Lain", lagi, kolom_awal=3), kategori="berkala"))
