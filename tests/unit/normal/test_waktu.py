"""The time grammar of domain.md §2.3, phrase by phrase."""

from __future__ import annotations

import pytest

from dip.normal.waktu import Waktu, baca_waktu, bulan_dari


@pytest.mark.parametrize(
    ("teks", "mulai", "selesai", "presisi", "tahun"),
    [
        ("2024", "2024-01-01", "2024-12-31", "tahun", 2024),
        ("Tahun 2024", "2024-01-01", "2024-12-31", "tahun", 2024),
        ("T.A. 2024", "2024-01-01", "2024-12-31", "tahun", 2024),
        ("Tahun Anggaran 2024", "2024-01-01", "2024-12-31", "tahun", 2024),
        ("Januari 2024", "2024-01-01", "2024-01-31", "bulan", 2024),
        ("Jan-24", "2024-01-01", "2024-01-31", "bulan", 2024),
        ("Pebruari 2024", "2024-02-01", "2024-02-29", "bulan", 2024),
        ("03/2024", "2024-03-01", "2024-03-31", "bulan", 2024),
        ("12 November 2024", "2024-11-12", "2024-11-12", "hari", 2024),
        ("5 Agt 24", "2024-08-05", "2024-08-05", "hari", 2024),
        ("15/03/2024", "2024-03-15", "2024-03-15", "hari", 2024),
        ("2024-03-15", "2024-03-15", "2024-03-15", "hari", 2024),
        ("45292", "2024-01-01", "2024-01-01", "hari", 2024),
        ("TW. II 2024", "2024-04-01", "2024-06-30", "triwulan", 2024),
        ("Triwulan III Tahun 2024", "2024-07-01", "2024-09-30", "triwulan", 2024),
        ("Semester I 2024", "2024-01-01", "2024-06-30", "semester", 2024),
        ("2021-2026", "2021-01-01", "2026-12-31", "rentang", 2021),
        ("2021 s.d. 2026", "2021-01-01", "2026-12-31", "rentang", 2021),
        ("2021 s/d 2026", "2021-01-01", "2026-12-31", "rentang", 2021),
        ("2024/2025", "2024-01-01", "2025-12-31", "rentang", 2024),
        ("2026-2021", "2021-01-01", "2026-12-31", "rentang", 2021),
        ("12-15 November 2024", "2024-11-12", "2024-11-15", "rentang", 2024),
        ("Januari s.d. Maret 2024", "2024-01-01", "2024-03-31", "rentang", 2024),
        ("30 Desember 2023 s.d. 2 Januari 2024", "2023-12-30", "2024-01-02", "rentang", 2023),
        ("TW I", "", "", "triwulan", 0),
        ("Smt 2", "", "", "semester", 0),
        ("Januari", "", "", "bulan", 0),
        ("Setiap bulan", "", "", "berulang", 0),
        ("Setiap ada perubahan", "", "", "berulang", 0),
        ("Insidental", "", "", "berulang", 0),
        ("31 Februari 2024", "", "", "tidak_terbaca", 0),
        ("12/31/2024", "", "", "tidak_terbaca", 0),
        ("PKTJ Tegal", "", "", "tidak_terbaca", 0),
        ("20225", "", "", "tidak_terbaca", 0),
        ("²024", "", "", "tidak_terbaca", 0),
    ],
)
def test_phrases(teks: str, mulai: str, selesai: str, presisi: str, tahun: int) -> None:
    w = baca_waktu(teks)
    assert (w.mulai, w.selesai, w.presisi, w.tahun, w.tempat) == (mulai, selesai, presisi, tahun, "")


@pytest.mark.parametrize("teks", ["", " ", "-", "N/A", "null", "nihil"])
def test_nothing_written_is_nothing(teks: str) -> None:
    assert baca_waktu(teks) == Waktu()


@pytest.mark.parametrize(
    ("teks", "tempat", "presisi"),
    [
        ("Sungailiat, 2024", "Sungailiat", "tahun"),
        ("Jakarta, 2025", "Jakarta", "tahun"),
        ("Tahun 2024, Sungailiat", "Sungailiat", "tahun"),
        ("Sungailiat, 12 November 2024", "Sungailiat", "hari"),
        ("Jakarta (Jangka Waktu Pembuatan 2005)", "Jakarta", "tahun"),
        ("Tempat: Sungailiat; Waktu: 2024", "Sungailiat", "tahun"),
        ("Kec. Belinyu / 2023", "Kec. Belinyu", "tahun"),
        ("5 Mei 2024 di Sungailiat", "Sungailiat", "hari"),
        ("Jumat, 12 Januari 2024", "", "hari"),
        ("Semester Ganjil, 2024", "", "tahun"),
        ("Laporan 2024", "", "tahun"),
    ],
)
def test_place_only_where_something_divides_it_from_the_time(teks: str, tempat: str, presisi: str) -> None:
    w = baca_waktu(teks)
    assert (w.tempat, w.presisi) == (tempat, presisi)


def test_a_period_without_year_takes_the_year_of_the_table_and_nothing_else_does() -> None:
    assert baca_waktu("TW II", 2024).mulai == "2024-04-01"
    assert baca_waktu("Januari", 2023).selesai == "2023-01-31"
    assert baca_waktu("TW II 2022", 2024).tahun == 2022
    assert baca_waktu("Setiap bulan", 2024) == Waktu(presisi="berulang")
    assert baca_waktu("entah", 2024).presisi == "tidak_terbaca"


def test_numbers_beside_a_good_year_do_no_harm() -> None:
    assert baca_waktu("Sungailiat 33215, 12 Januari 2026").mulai == "2026-01-12"
    assert baca_waktu("Nomor 1234 Tahun 2024", 2026).tahun == 2024
    assert baca_waktu("5 Agt 24, Sungailiat 33215", 2026).mulai == "2024-08-05"


def test_a_time_that_only_ends_keeps_its_place() -> None:
    assert baca_waktu("Sungailiat, s.d. Desember 2027") == Waktu(presisi="rentang", tahun=2027, tempat="Sungailiat")


def test_month_spellings_of_an_institution() -> None:
    assert bulan_dari("5 Desembr 2024", {"desembr": 12}) == "5 Desember 2024"
    assert bulan_dari("Desembrian", {"desembr": 12}) == "Desembrian"
