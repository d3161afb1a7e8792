"""Numbers and dates in words."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keluaran.surat.terbilang import hari_terbilang, terbilang

SATUAN = {
    k: n for n, k in enumerate(["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"])
}
PENGGANDA = {"puluh": 10, "ratus": 100, "ribu": 1000}


def angka(teks: str) -> int:
    """The inverse, written from the grammar of the language."""
    jumlah = bagian = kini = 0
    for kata in teks.split():
        if kata in SATUAN:
            kini = SATUAN[kata]
        elif kata in ("sepuluh", "sebelas", "seratus"):
            bagian += {"sepuluh": 10, "sebelas": 11, "seratus": 100}[kata]
            kini = 0
        elif kata == "seribu":
            jumlah, bagian, kini = jumlah + 1000, 0, 0
        elif kata == "belas":
            bagian, kini = bagian + 10 + kini, 0
        elif kata == "ribu":
            jumlah, bagian, kini = jumlah + (bagian + kini) * 1000, 0, 0
        else:
            bagian, kini = bagian + kini * PENGGANDA[kata], 0
    return jumlah + bagian + kini


@given(st.integers(0, 999_999))
def test_terbilang_dapat_dibaca_kembali(n):
    teks = terbilang(n)
    assert angka(teks) == n
    assert "  " not in teks
    pasang = {" ".join(dua) for dua in pairwise(teks.split())}
    assert not pasang & {"satu puluh", "satu ratus", "satu belas"}


@pytest.mark.parametrize(
    ("n", "teks"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (20, "dua puluh"),
        (22, "dua puluh dua"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1000, "seribu"),
        (1945, "seribu sembilan ratus empat puluh lima"),
        (2026, "dua ribu dua puluh enam"),
        (21_000, "dua puluh satu ribu"),
        (101_000, "seratus satu ribu"),
    ],
)
def test_nilai_terbilang(n, teks):
    assert terbilang(n) == teks


@pytest.mark.parametrize("n", [-1, 1_000_000])
def test_di_luar_batas_ditolak(n):
    with pytest.raises(ValueError, match=str(n)):
        terbilang(n)


def test_hari_terbilang():
    teks = "Minggu, tanggal dua puluh dua bulan November tahun dua ribu dua puluh enam"
    assert hari_terbilang(date(2026, 11, 22)) == teks
    assert hari_terbilang(date(2024, 2, 29)).startswith("Kamis, tanggal dua puluh sembilan bulan Februari")
