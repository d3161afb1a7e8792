"""CSV: encodings, delimiters, blank lines, debris, quotes."""

from __future__ import annotations

import codecs
from collections.abc import Callable

import pytest

from dip.lembar import Bacaan
from sumber.pembaca.csv import pilih_pemisah

Baca = Callable[..., Bacaan]
TEKS = "No;Ringkasan;Tautan\n1;Laporan, tahunan – é;https://contoh.go.id\n"
HASIL = [["No", "Ringkasan", "Tautan"], ["1", "Laporan, tahunan – é", "https://contoh.go.id"]]


@pytest.mark.parametrize(
    "isi",
    [
        TEKS.encode(),
        codecs.BOM_UTF8 + TEKS.encode(),
        TEKS.encode("cp1252"),
        codecs.BOM_UTF16_LE + TEKS.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEKS.encode("utf-16-be"),
        TEKS.encode("utf-16-le"),
        TEKS.encode("utf-16-be"),
        b"sep=;\r\n" + TEKS.encode(),
        TEKS.replace("\n", "\r\n").encode(),
        TEKS.encode() + b"\n\n;;\n",
    ],
)
def test_encodings_and_ends(baca: Baca, isi: bytes) -> None:
    hasil = baca(isi, "data dip.csv")
    assert hasil.jenis == "csv"
    assert hasil.temuan == []
    assert [(x.nama, x.baris) for x in hasil.lembar] == [("data dip", HASIL)]


def test_utf8_and_cp1252_pasted_together(baca: Baca) -> None:
    assert baca("a;√\n".encode() + "b;é\n".encode("cp1252"), "a.csv").lembar[0].baris == [["a", "√"], ["b", "é"]]


def test_blank_lines_keep_row_numbers_and_trailing_columns_stay(baca: Baca) -> None:
    (x,) = baca(b"JUDUL;;\n\n\nNo;Isi;\n1;a;\n", "a.csv").lembar
    assert x.baris == [["JUDUL", None, None], [], [], ["No", "Isi", None], ["1", "a", None]]
    assert x.nomor_baris(3) == 4


@pytest.mark.parametrize("galat", ["#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "Err:502", "#ERROR!"])
def test_debris_of_formulas(baca: Baca, galat: str) -> None:
    (x,) = baca(f"a,b\n{galat}, {galat} \n".encode(), "a.csv").lembar
    assert x.baris[1] == [None, None]
    assert x.galat == {(1, 0): galat, (1, 1): galat}


def test_quotes_newlines_and_nul(baca: Baca) -> None:
    (x,) = baca(b'No,Isi\n1,"a ""b""\r\nc, d"\n2,\0x\n', "a.csv").lembar
    assert x.baris == [["No", "Isi"], ["1", 'a "b"\nc, d'], ["2", "x"]]


def test_quote_that_is_never_closed_swallows_no_rows(baca: Baca) -> None:
    (x,) = baca(b'No;Isi\n1;"Laporan\n2;Renja\n3;Renstra\n', "a.csv").lembar
    assert x.baris == [["No", "Isi"], ["1", '"Laporan'], ["2", "Renja"], ["3", "Renstra"]]


@pytest.mark.parametrize(
    ("teks", "pemisah"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1;2,5\n", ";"),
        ("a\tb\n1\t2, 3, 4\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ("DAFTAR, TAHUN 2024\n\nNo;Isi;Ket\n1;a, b;c\n2;d;e\n", ";"),
        ("satu kolom saja\nlagi\n", ","),
        ('No,Isi\n1,"a; b; c"\n2,"d; e; f"\n', ","),
    ],
)
def test_delimiter(teks: str, pemisah: str) -> None:
    assert pilih_pemisah(teks) == pemisah


def test_tab_text_called_xls_is_read_with_a_finding(baca: Baca) -> None:
    hasil = baca(b"No\tIsi\n1\ta\n", "DIP 2024.xls")
    assert hasil.lembar[0].baris == [["No", "Isi"], ["1", "a"]]
    assert [(t.kode, t.parameter) for t in hasil.temuan] == [("FILE-006", {"ekstensi": "xls", "jenis": "csv"})]


@pytest.mark.parametrize(
    ("sandi", "teks"),
    [
        ("cp437", "Café à la carte ñandú résumé"),
        ("cp850", "Café à la carte ñandú résumé"),
        ("cp1252", "Café – “résumé” à la carte"),
        ("latin-1", "Café résumé ñandú"),
        ("utf-32", "é √"),
    ],
)
def test_code_pages_of_other_systems(baca: Baca, sandi: str, teks: str) -> None:
    isi = "".join(f"{n};{teks}\n" for n in range(1, 6))
    assert baca(isi.encode(sandi), "a.csv").lembar[0].baris[4] == ["5", teks]


def test_sep_line_wins_over_the_look_of_the_text(baca: Baca) -> None:
    (x,) = baca(b"sep=|\na;b|c;d\n1;2|3;4\n", "a.csv").lembar
    assert x.baris == [["a;b", "c;d"], ["1;2", "3;4"]]


def test_ragged_rows_and_old_line_ends(baca: Baca) -> None:
    (x,) = baca(b"No\tIsi\r1\ta\tb\r2\r", "a.tsv").lembar
    assert x.baris == [["No", "Isi"], ["1", "a", "b"], ["2"]]
