"""Titles as long as a page must not make the comparison run away, and are still told apart."""

from __future__ import annotations

import random
import time

import pytest

from dip.aturan.ganda import _terbitan
from dip.kemiripan import PANJANG_JUDUL, pasangan_mirip
from dip.pasangan import Butir, hanya_beda_ejaan, pasangkan

ACAK = random.Random(3)
KATA = ["".join(ACAK.choices("abcdefghjk", k=6)) for _ in range(400)]


def _judul(panjang: int) -> str:
    return " ".join(ACAK.choices(KATA, k=panjang // 7))


@pytest.fixture(autouse=True)
def _acak_dari_awal():
    """Each test draws the same titles, whichever ran before it."""
    ACAK.seed(4)


def test_judul_panjang_dibandingkan_pangkalnya():
    """Compared whole, these take minutes."""
    awal = time.thread_time()
    assert list(pasangan_mirip([_judul(100_000) for _ in range(60)], 92)) == []
    lama = [Butir(_judul(3_000), 0, (), "") for _ in range(200)]
    baru = [Butir(_judul(3_000), 0, (), "") for _ in range(200)]
    assert pasangkan(lama, baru, set(range(200)), set(range(200))) == []
    assert time.thread_time() - awal < 30


def test_ekor_lain_bukan_ejaan_lain():
    awal = _judul(PANJANG_JUDUL + 70)
    kiri, kanan = f"{awal} {_judul(2_000)}", f"{awal} {_judul(2_000)}"
    assert [(a, b) for a, b, _ in pasangan_mirip([kiri, kanan], 92)] == [(0, 1)]
    assert not hanya_beda_ejaan(kiri, kanan)
    assert pasangkan([Butir(kiri, 0, (), "")], [Butir(kanan, 0, (), "")], {0}, {0}) == []
    assert pasangkan([Butir(kiri, 0, (), "")], [Butir(f"{kiri} baru", 0, (), "")], {0}, {0}) == [(0, 0)]


def test_tahun_tetap_terbaca_di_judul_panjang():
    awal = _judul(PANJANG_JUDUL + 70)
    lama, baru = [Butir(awal, 2024, (), "")], [Butir(awal + " x", 2025, (), "")]
    assert lama[0].teks.endswith(" 2024") and len(lama[0].teks) == PANJANG_JUDUL + 5
    assert pasangkan(lama, baru, {0}, {0}) == []


def test_kata_yang_menghitung():
    assert _terbitan("laporan bulan januari") != _terbitan("laporan bulan juni")
    assert _terbitan("laporan dinas") == _terbitan("laporan kantor")
