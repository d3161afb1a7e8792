"""Rules about the time of an information, against the period of the edition (domain.md §5.3 DIP-030 …)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from dip.aturan.mesin import Kena, Tabel, Topeng, aturan

_RENCANA = re.compile(
    r"\b(rencana|renja|renstra|rkpd|rka|rkbmd|rpjm\w*|rpjp\w*|rtrw|rdtr|r?apbd|kua|ppas|dpa|rup|perencanaan|jadwal|agenda|kalender"
    r"|program kerja|perjanjian kinerja|roadmap|peta jalan|master ?plan|grand design|target|proyeksi|usulan)\b"
)
PRESISI = ("hari", "bulan", "triwulan", "semester", "tahun", "rentang", "berulang")
"""How precisely a time can be known; anything else means that it was not understood."""

_TAHUN_JUDUL = re.compile(r"\b(?:19[4-9]\d|20\d\d)\b")


def _tahun(t: Tabel) -> npt.NDArray[np.int64]:
    """The year a row begins: of `waktu_mulai` when there is one (a range is judged by its start), else `tahun`."""
    mulai = t.pada("waktu_mulai", lambda s: int(s[:4]) if s[:4].isdecimal() else 0).astype(np.int64)
    return np.where(mulai > 0, mulai, t.rekap["tahun"].to_numpy(dtype=np.int64))


def _bertahun(t: Tabel, topeng: Topeng, tahun: npt.NDArray[np.int64]) -> Iterator[Kena]:
    for i in np.flatnonzero(topeng).tolist():
        yield Kena(i, "waktu_teks", {"tahun": int(tahun[i])})


@aturan("DIP-030")
def waktu_kosong(t: Tabel) -> Iterator[Kena]:
    """The time is missing."""
    yield from t.kena(t.kosong("waktu_teks"), "waktu_teks")


@aturan("DIP-031")
def waktu_tak_terbaca(t: Tabel) -> Iterator[Kena]:
    """A time was written but no grammar reads it."""
    terbaca = np.isin(t.daftar("waktu_presisi"), PRESISI)
    yield from t.kena(~terbaca & ~t.kosong("waktu_teks"), "waktu_teks", nilai="waktu_teks")


@aturan("DIP-032")
def tahun_depan(t: Tabel) -> Iterator[Kena]:
    """A year that has not come. Plans and budgets may name the next one."""
    tahun = _tahun(t)
    rencana = t.cocok_kunci("judul", _RENCANA.search) | t.cocok_kunci("ringkasan", _RENCANA.search)
    batas = np.where(rencana, t.konteks.tahun + 1, t.konteks.tahun)
    yield from _bertahun(t, (tahun > batas) & ~t.kosong("waktu_teks"), tahun)


@aturan("DIP-033")
def tahun_lama(t: Tabel) -> Iterator[Kena]:
    """A year before 2000 is more often a slip than an information still kept."""
    tahun = _tahun(t)
    yield from _bertahun(t, (tahun > 0) & (tahun < 2000), tahun)


@aturan("DIP-034")
def tahun_judul_beda(t: Tabel) -> Iterator[Kena]:
    """The title names one year only, and the time is more than a year away from it."""
    tahun = _tahun(t)
    judul = t.pada("judul", _satu_tahun).astype(np.int64)
    biasa = np.isin(t.daftar("waktu_presisi"), PRESISI[:5])
    beda = biasa & (judul > 0) & (tahun > 0) & (np.abs(judul - tahun) > 1)
    for i in np.flatnonzero(beda).tolist():
        yield Kena(i, "waktu_teks", {"tahun1": int(judul[i]), "tahun2": int(tahun[i])})


def _satu_tahun(judul: str) -> int:
    tahun = set(_TAHUN_JUDUL.findall(judul))
    return int(tahun.pop()) if len(tahun) == 1 else 0
