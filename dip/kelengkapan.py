"""How complete rows are, in the words clerks know from e-Monev (domain.md §1.8, §5.3 last paragraph).

A row is asked for the seven elements of a DIP (Perki 1/2021 art. 1 (20); domain.md §1.3), for its class, and for a link
where it says that it is available online. Each question weighs the same (`BOBOT`); time and place are one element,
time three quarters of it because a place has a default. The number counts as given: we number the edition.

Scores are whole numbers of `SATUAN` inside, so the same rows give the same text on every machine. They are made of
rows as they go out: an element that a finding took away (`buang_nilai`) is missing. For rows before `terapkan`, hand
the findings over and the same holds. Where nothing is published there is no score.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from dip.aturan.daftar import aturan_untuk
from dip.aturan.isi import MIN_RINGKASAN
from dip.aturan.pisah import TURUNAN
from dip.aturan.tautan import cacat_tautan
from dip.entri import KATEGORI_TERBIT
from dip.temuan import Temuan

BOBOT: Mapping[str, int] = {
    "nomor": 4,
    "ringkasan": 4,
    "pejabat_penguasa": 4,
    "penanggung_jawab": 4,
    "waktu_teks": 3,
    "tempat": 1,
    "bentuk": 4,
    "retensi_teks": 4,
    "kategori": 4,
    "tautan": 4,
}
"""Weight of each question; `tautan` is asked only of rows that say `online`."""

SATUAN = 288
"""A full row in whole numbers: divisible by the weights of a row with a link (36) and without (32)."""

PITA: tuple[tuple[float, str], ...] = (
    (90, "Informatif"),
    (80, "Menuju Informatif"),
    (60, "Cukup"),
    (40, "Kurang"),
    (0, "Tidak Informatif"),
)
"""Lower ends of the e-Monev bands."""

Bilangan = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Skor:
    """Completeness of a number of rows. `teks` is the mean from `0.0` to `100.0`, empty when there are no rows.

    `lengkap` counts rows that lack nothing, `kurang` how many rows lack each element (only those that are asked).
    """

    teks: str
    baris: int
    lengkap: int
    kurang: Mapping[str, int]

    @property
    def nilai(self) -> float:
        """The mean as a number; 0 without rows."""
        return float(self.teks or 0)

    @property
    def pita(self) -> str:
        """The e-Monev band, empty without rows."""
        return pita(self.nilai) if self.teks else ""


def pita(nilai: float) -> str:
    """The e-Monev band of a score between 0 and 100, as it is shown (one decimal)."""
    return next(nama for batas, nama in PITA if nilai >= batas or not batas)


def sebut_skor(teks: str) -> tuple[str, str] | None:
    """A frozen score (`Skor.teks`) as people read it, and its band: `("87,5", "Menuju Informatif")`; None for no score.

    Raises ValueError for a text that is no number.
    """
    return (teks.replace(".", ","), pita(float(teks))) if teks else None


def skor_baris(rekap: pd.DataFrame, temuan: Iterable[Temuan] = ()) -> npt.NDArray[np.float64]:
    """The score of every row, 0–100, in the order of the rows."""
    return np.asarray(_satuan(*_periksa(rekap, temuan)) * (100 / SATUAN), dtype=np.float64)


def skor_opd(rekap: pd.DataFrame, temuan: Iterable[Temuan] = ()) -> dict[str, Skor]:
    """The score of every office that has rows, in the order of their first rows."""
    if rekap.empty:
        return {}
    ada, tanya = _periksa(rekap, temuan)
    letak, opd = pd.factorize(rekap["opd"])
    return {str(nama): _ringkas(ada, tanya, letak == n) for n, nama in enumerate(opd)}


def skor_edisi(rekap: pd.DataFrame, temuan: Iterable[Temuan] = ()) -> Skor:
    """The score of all rows together; every row counts the same."""
    return _ringkas(*_periksa(rekap, temuan), np.ones(len(rekap), dtype=bool))


def _teks(rekap: pd.DataFrame, kolom: str) -> npt.NDArray[np.bool_]:
    return np.array(rekap[kolom].str.strip().ne(""), dtype=bool)


def _periksa(rekap: pd.DataFrame, temuan: Iterable[Temuan]) -> tuple[dict[str, npt.NDArray[np.bool_]], Bilangan]:
    """Per element whether each row has it, and the total weight of what each row is asked for."""
    n = len(rekap)
    if not n:
        return {k: np.zeros(0, dtype=bool) for k in BOBOT}, np.zeros(0, dtype=np.int64)
    online = np.fromiter(("online" in b for b in rekap["bentuk"].tolist()), dtype=bool, count=n)
    tautan = (any(not cacat_tautan(u) for u in x) for x in rekap["tautan"].tolist())
    ada = {
        "nomor": np.ones(n, dtype=bool),
        "ringkasan": np.array(rekap["ringkasan"].str.strip().str.len() >= MIN_RINGKASAN, dtype=bool),
        **{k: _teks(rekap, k) for k in ("pejabat_penguasa", "penanggung_jawab", "waktu_teks", "tempat")},
        "bentuk": np.fromiter((bool(b) for b in rekap["bentuk"].tolist()), dtype=bool, count=n),
        "retensi_teks": _teks(rekap, "retensi_teks"),
        "kategori": np.array(rekap["kategori"].isin(KATEGORI_TERBIT), dtype=bool),
        "tautan": np.fromiter(tautan, dtype=bool, count=n),
    }
    letak: dict[str, int] = {}
    for t in temuan:
        if t.entri and t.kolom and t.kode[:4] != "LNK-" and aturan_untuk(t).akibat == "buang_nilai":
            letak = letak or {i: n for n, i in enumerate(rekap["id_baris"].tolist())}
            for kolom in TURUNAN.get(t.kolom, (t.kolom,)):
                if kolom in ada and t.entri in letak:
                    ada[kolom][letak[t.entri]] = False
    ada["tautan"] |= ~online
    tanya = np.where(online, sum(BOBOT.values()), sum(BOBOT.values()) - BOBOT["tautan"])
    return ada, tanya.astype(np.int64)


def _satuan(ada: Mapping[str, npt.NDArray[np.bool_]], tanya: Bilangan) -> Bilangan:
    """The score of each row in whole numbers, 0 … `SATUAN`."""
    if not len(tanya):
        return tanya
    punya = sum((ada[k].astype(np.int64) * b for k, b in BOBOT.items() if k != "tautan"), np.zeros_like(tanya))
    penuh = sum(BOBOT.values())
    return (punya + np.where(tanya == penuh, ada["tautan"] * BOBOT["tautan"], 0)) * (SATUAN // tanya)


def _ringkas(ada: Mapping[str, npt.NDArray[np.bool_]], tanya: Bilangan, pilih: npt.NDArray[np.bool_]) -> Skor:
    n = int(pilih.sum())
    if not n:
        return Skor("", 0, 0, {})
    satuan = _satuan(ada, tanya)[pilih]
    persepuluh = (int(satuan.sum()) * 2000 + SATUAN * n) // (2 * SATUAN * n)  # halves go up
    kurang = {k: int((~a[pilih]).sum()) for k, a in ada.items()}
    teks, lengkap = f"{persepuluh // 10}.{persepuluh % 10}", int((satuan == SATUAN).sum())
    return Skor(teks, n, lengkap, {k: b for k, b in kurang.items() if b})
