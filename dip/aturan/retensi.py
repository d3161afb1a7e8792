"""Rules about how long an information is kept (domain.md §5.3 DIP-017 …; UU 43/2009 on archives)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from dip.aturan.daftar import TAHUN_TERAWAL
from dip.aturan.mesin import Kena, Tabel, aturan

_KODE_KLASIFIKASI = re.compile(r"\b\d{3}(?:\.\d{1,3}){1,4}\b")
_LAPORAN_TAHUNAN = re.compile(
    r"\b(?:laporan (?:tahunan|keuangan|kinerja|realisasi anggaran|akuntabilitas|arus kas|operasional)|lkjip|lakip"
    r"|lkpd|lkpj|lppd|lra|calk|catatan atas laporan keuangan|neraca(?: keuangan| daerah)?)\b"
)
_SATUAN = re.compile(r"tahun|thn|th\b|year|bulan|bln|month|minggu|mgg|hari|hr|day", re.I)
_DURASI = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")


@aturan("DIP-017")
def retensi_kosong(t: Tabel) -> Iterator[Kena]:
    """Retention is missing."""
    yield from t.kena(t.kosong("retensi_teks") & t.belum_dikatakan("retensi_teks"), "retensi_teks")


@aturan("DIP-018")
def retensi_tak_dikenal(t: Tabel) -> Iterator[Kena]:
    """Retention was written but no grammar of domain.md §2.3 reads it, or it is a number without a unit.

    Such a number is taken for years, and says so (`jenis: tanpa_satuan`, `tahun`).
    """
    asing = t.sama("retensi_jenis", "tidak_dikenal") & ~t.kosong("retensi_teks")
    yield from t.kena(asing, "retensi_teks", nilai="retensi_teks")
    polos = t.sama("retensi_jenis", "durasi") & ~t.kosong("retensi_teks") & ~t.kosong("retensi_aktif")
    if polos.any():
        polos &= ~t.cocok("retensi_teks", _SATUAN.search)
    teks, aktif = t.daftar("retensi_teks"), t.daftar("retensi_aktif")
    for i in np.flatnonzero(polos).tolist():
        yield Kena(i, "retensi_teks", {"nilai": teks[i], "jenis": "tanpa_satuan", "tahun": _bulan(aktif[i]) // 12})


@aturan("DIP-019")
def retensi_jra(t: Tabel) -> Iterator[Kena]:
    """`Sesuai JRA` leaves the reader without a duration, unless one or a classification code stands beside it."""
    tanpa = t.sama("retensi_jenis", "jra") & t.kosong("retensi_aktif")
    if tanpa.any():
        tanpa &= ~t.cocok("retensi_teks", _KODE_KLASIFIKASI.search)
    yield from t.kena(tanpa, "retensi_teks")


@aturan("DIP-021")
def laporan_selama_berlaku(t: Tabel) -> Iterator[Kena]:
    """A yearly report of money or performance is kept for years; it never stops being in force."""
    berlaku = t.sama("retensi_jenis", "selama_berlaku")
    if berlaku.any():
        berlaku = berlaku & t.cocok_kunci("judul", _LAPORAN_TAHUNAN.search)
    yield from t.kena(berlaku, "retensi_teks")


def _bulan(durasi: str) -> int:
    """Months of an ISO 8601 duration, begun months counted whole; 0 for none."""
    m = _DURASI.fullmatch(durasi)
    if not m:
        return 0
    tahun, bulan, minggu, hari = (int(x or 0) for x in m.groups())
    return tahun * 12 + bulan + -(-(minggu * 7 + hari) // 30)


def _bulan_akhir(tanggal: str) -> int:
    """Month of an ISO date, counted from year 0; 0 for none."""
    return int(tanggal[:4]) * 12 + int(tanggal[5:7]) - 1 if tanggal[:4].isdecimal() else 0


@aturan("DIP-022")
def retensi_lewat(t: Tabel) -> Iterator[Kena]:
    """By its own retention the document should be gone. Counted from the end of its time, active plus inactive."""
    jangka = t.sama("retensi_jenis", "durasi") | t.sama("retensi_jenis", "aktif_inaktif")
    if not jangka.any():
        return
    lama = t.pada("retensi_aktif", _bulan).astype(np.int64) + t.pada("retensi_inaktif", _bulan).astype(np.int64)
    tahun: npt.NDArray[np.int64] = t.bilangan("tahun")
    akhir = t.pada("waktu_selesai", _bulan_akhir).astype(np.int64)
    akhir = np.where(akhir > 0, akhir, np.where(tahun > 0, tahun * 12 + 11, 0))
    jangka &= (tahun == 0) | (tahun >= TAHUN_TERAWAL)  # an impossible year is no age (DIP-033)
    lewat = jangka & (lama > 0) & (akhir > 0) & (akhir + lama < t.konteks.bulan) & ~t.sama("waktu_presisi", "berulang")
    teks = t.daftar("retensi_teks")
    for i in np.flatnonzero(lewat).tolist():
        yield Kena(i, "retensi_teks", {"retensi": teks[i], "tahun": int(akhir[i] // 12)})
