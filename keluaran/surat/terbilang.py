"""Numbers and dates in words, as minutes (*berita acara*) write them."""

from __future__ import annotations

from datetime import date

from dip.jam import BULAN

HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
"""Days of the week, in the order of `date.weekday()`."""

_SATUAN = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


def terbilang(angka: int) -> str:
    """A whole number in words: 2026 → `dua ribu dua puluh enam`. Raises ValueError outside 0…999.999."""
    if not 0 <= angka < 1_000_000:
        raise ValueError(f"di luar 0 sampai 999.999: {angka}")
    if angka < 10:
        return _SATUAN[angka]
    if angka < 20:
        return {10: "sepuluh", 11: "sebelas"}.get(angka) or f"{_SATUAN[angka - 10]} belas"
    if angka < 100:
        return _sambung(f"{_SATUAN[angka // 10]} puluh", angka % 10)
    if angka < 1000:
        return _sambung("seratus" if angka < 200 else f"{_SATUAN[angka // 100]} ratus", angka % 100)
    return _sambung("seribu" if angka < 2000 else f"{terbilang(angka // 1000)} ribu", angka % 1000)


def _sambung(depan: str, sisa: int) -> str:
    return f"{depan} {terbilang(sisa)}" if sisa else depan


def hari_terbilang(hari: date) -> str:
    """A day as minutes begin: `Minggu, tanggal dua puluh dua bulan November tahun dua ribu dua puluh enam`."""
    return (
        f"{HARI[hari.weekday()]}, tanggal {terbilang(hari.day)} bulan {BULAN[hari.month - 1]} "
        f"tahun {terbilang(hari.year)}"
    )
