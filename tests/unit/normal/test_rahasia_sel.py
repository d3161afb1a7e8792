"""Cells that contradict the class of their row, or leave it open below an excluded one: a person decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dip.lembar import Lembar
from dip.normal import Ternormal

Jalan = Callable[..., Ternormal]
Baris = Callable[..., list[Any]]

RAGU = ["berkala", "dikecualikan"]


def calon(hasil: Ternormal) -> list[list[str]]:
    return [e["kategori_calon"] for e in hasil.entri]


@pytest.mark.parametrize(
    "nilai",
    ["Berkala (rahasia)", "Berkala (tertutup)", "Berkala (Pasal 17 huruf b UU KIP)", "Berkala, kecuali lampiran"],
)
def test_a_class_with_a_word_of_exclusion(jalan: Jalan, kepala: list[str], baris: Baris, nilai: str) -> None:
    isi = [[*kepala, "Kategori"], [*baris(1, "A"), "Berkala"], [*baris(2, "B"), nilai]]
    assert calon(jalan(isi)) == [["berkala"], RAGU]


@pytest.mark.parametrize("nilai", ["Rahasia", "Tertutup", "Dikecualikan", "Di kecualikan"])
@pytest.mark.parametrize("kolom", ["Sifat Informasi", "Klasifikasi", "Status Informasi", "Keterangan", "Sifat Dokumen"])
def test_another_column_says_excluded(jalan: Jalan, kepala: list[str], baris: Baris, kolom: str, nilai: str) -> None:
    isi = [
        [*kepala, "Kategori", kolom],
        [*baris(1, "A"), "Berkala", nilai],
        [*baris(2, "B"), "Berkala", "Terbuka"],
        [*baris(3, "C"), "Berkala", "Tidak dikecualikan"],
    ]
    assert calon(jalan(isi)) == [RAGU, ["berkala"], ["berkala"]]


@pytest.mark.parametrize(
    ("nilai", "ragu"),
    [
        ("Pasal 17 huruf b", True),
        ("Dikecualikan/Rahasia", True),
        ("Buka setiap hari kecuali Minggu", False),
        ("Jumlah cetakan terbatas", False),
        ("Pasal 17 Perda 3/2020", False),
        ("-", False),
    ],
)
def test_remarks(jalan: Jalan, kepala: list[str], baris: Baris, nilai: str, ragu: bool) -> None:
    isi = [[*kepala, "Keterangan"], [*baris(1, "A"), nilai]]
    assert calon(jalan(isi, kategori="berkala")) == [RAGU if ragu else ["berkala"]]


def test_an_unknown_column_of_exclusion(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    isi = [[*kepala, "Rahasia?"], [*baris(1, "A"), "Ya"], [*baris(2, "B"), "Tidak"], [*baris(3, "C"), None]]
    assert calon(jalan(isi, kategori="berkala")) == [RAGU, ["berkala"], ["berkala"]]


def test_words_in_title_and_summary_stay_data(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    isi = [kepala, baris(1, "Perlindungan rahasia dagang", "Rapat tertutup, pasal 17")]
    assert calon(jalan(isi, kategori="berkala")) == [["berkala"]]


def test_a_class_left_open_below_an_excluded_one(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    isi = [
        [*kepala, "Kategori"],
        [*baris(1, "A"), None],
        [*baris(2, "B"), "Dikecualikan"],
        [*baris(3, "C"), None],
        [*baris(4, "D"), None],
        [*baris(5, "E"), "Serta merta"],
        [*baris(6, "F"), None],
        [*baris(7, "G"), "Dikecualikan"],
        ["A. Informasi berkala"],
        [*baris(8, "H"), None],
    ]
    assert calon(jalan(isi, nama="berkala.csv")) == [
        ["berkala"],
        ["dikecualikan"],
        RAGU,
        RAGU,
        ["serta_merta"],
        ["berkala"],
        ["dikecualikan"],
        ["berkala"],
    ]


@pytest.mark.parametrize(
    ("tanda", "ragu"), [("?", True), ("-?", True), ("lihat SK", True), ("-", False), ("tidak", False), ("", False)]
)
def test_unclear_tick_under_excluded(jalan: Jalan, tanda: str, ragu: bool) -> None:
    kepala = ["No", "Judul", "Ringkasan", "Berkala", "Dikecualikan", "Retensi"]
    isi = [kepala, [1, "A", "Isi", "v", tanda, "1 tahun"], [2, "B", "Isi", "v", None, "1 tahun"]]
    assert calon(jalan(isi)) == [RAGU if ragu else ["berkala"], ["berkala"]]


def test_tick_beside_a_written_class(jalan: Jalan) -> None:
    kepala = ["No", "Judul", "Ringkasan", "Kategori", "Dikecualikan", "Retensi"]
    isi = [kepala, [1, "A", "Isi", "Berkala", "v", "1 tahun"], [2, "B", "Isi", "Berkala", None, "1 tahun"]]
    assert calon(jalan(isi)) == [RAGU, ["berkala"]]


def test_error_value_under_excluded(jalan: Jalan) -> None:
    kepala: list[Any] = ["No", "Judul", "Ringkasan", "Berkala", "Dikecualikan", "Retensi"]
    isi: list[list[Any]] = [kepala, [1, "A", "Isi", "v", None, "1 tahun"], [2, "B", "Isi", "v", None, "1 tahun"]]
    assert calon(jalan(Lembar("DIP", isi, galat={(1, 4): "#REF!"}))) == [RAGU, ["berkala"]]


def test_a_doubtful_child_does_not_take_its_parents_class(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    isi = [
        [*kepala, "Kategori"],
        [*baris(1, "Regulasi"), "Berkala"],
        [None, "D. Informasi rahasia menurut SK, tidak diumumkan"],
        [None, "a. Denah"],
        [*baris(2, "Laporan"), None],
    ]
    for e in jalan(isi, kategori="berkala").entri[1:]:
        assert e["kategori"] != "berkala"
