"""How a rule is written and run.

A rule is a small function over a whole `Tabel` that yields hits (`Kena`): position, column, parameters. It knows
nothing of findings, addresses or masking; `nilai` turns hits into `Temuan`. DIP texts repeat (units, years,
retention), so work is done on the distinct values of a column (`Tabel.pada`), which beats every cell-by-cell way.

    @aturan("DIP-017")
    def retensi_kosong(t: Tabel) -> Iterator[Kena]:
        yield from t.kena(t.kosong("retensi_teks"), "retensi_teks")
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from dip.aturan.daftar import ATURAN
from dip.entri import Asal
from dip.normal.teks import kunci
from dip.pdp import samarkan
from dip.pengaturan import Kebijakan, Opd
from dip.temuan import Temuan

Topeng = npt.NDArray[np.bool_]
"""A boolean per row."""

Parameter = dict[str, str | int]

PANJANG_NILAI = 120
"""Values quoted in findings are cut here: a finding points at a cell, it does not repeat it."""


@dataclass(frozen=True, slots=True)
class Konteks:
    """What rules may know beside the rows.

    `periode` is the edition's month (`2026-11`): time is a parameter. `opd` are all offices of the institution.
    `judul_dik` lists, per office code, titles of excluded information; never shown in a finding.
    """

    periode: str
    kebijakan: Kebijakan
    opd: Sequence[Opd]
    judul_dik: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def tahun(self) -> int:
        """The year of the edition."""
        return int(self.periode[:4])


class Kena(NamedTuple):
    """One hit: row position inside the table, canonical column (empty: the row), values for the message."""

    posisi: int
    kolom: str
    parameter: Parameter


class Tabel:
    """The rows of one or more offices with memoised column views. Positions count from 0 whatever the index was."""

    def __init__(self, rekap: pd.DataFrame, konteks: Konteks) -> None:
        self.rekap = rekap.reset_index(drop=True)
        self.konteks = konteks
        self._daftar: dict[str, list[Any]] = {}
        self._unik: dict[str, tuple[npt.NDArray[np.intp], list[str]]] = {}
        self._kunci: dict[str, list[str]] = {}

    def __len__(self) -> int:
        return len(self.rekap)

    def daftar(self, kolom: str) -> list[Any]:
        """A column as a list of Python values."""
        if kolom not in self._daftar:
            self._daftar[kolom] = self.rekap[kolom].tolist()
        return self._daftar[kolom]

    def _distinct(self, kolom: str) -> tuple[npt.NDArray[np.intp], list[str]]:
        if kolom not in self._unik:
            letak, unik = pd.factorize(self.rekap[kolom])
            self._unik[kolom] = letak, list(unik)
        return self._unik[kolom]

    def pada(self, kolom: str, fungsi: Callable[[str], Any], *, kunci_saja: bool = False) -> npt.NDArray[Any]:
        """`fungsi` of every value of a text column, called once per distinct value.

        `kunci_saja` hands over the comparison key (`dip.normal.teks.kunci`) in place of the text.
        """
        letak, unik = self._distinct(kolom)
        if kunci_saja and kolom not in self._kunci:
            self._kunci[kolom] = [kunci(u) for u in unik]
        hasil = np.empty(len(unik), dtype=object)
        hasil[:] = [fungsi(u) for u in (self._kunci[kolom] if kunci_saja else unik)]
        return np.asarray(hasil[letak])

    def kunci(self, kolom: str) -> npt.NDArray[Any]:
        """A column as it is compared: without case, accents and punctuation."""
        return self.pada(kolom, lambda k: k, kunci_saja=True)

    def cocok(self, kolom: str, fungsi: Callable[[str], Any]) -> Topeng:
        """Rows whose text satisfies `fungsi`."""
        return self.pada(kolom, fungsi).astype(bool)

    def cocok_kunci(self, kolom: str, fungsi: Callable[[str], Any]) -> Topeng:
        """Rows whose comparison key satisfies `fungsi`."""
        return self.pada(kolom, fungsi, kunci_saja=True).astype(bool)

    def sama(self, kolom: str, nilai: str | bool) -> Topeng:
        """Rows with exactly this value."""
        return self.rekap[kolom].eq(nilai).to_numpy(dtype=bool)

    def kosong(self, kolom: str) -> Topeng:
        """Rows whose text, or list, is empty."""
        if kolom in ("bentuk", "tautan", "kategori_calon", "tautan_mentah"):
            return np.fromiter((not x for x in self.daftar(kolom)), dtype=bool, count=len(self))
        return self.sama(kolom, "")

    def pengirim(self) -> list[str]:
        """Code of the office that sent each row: the first part of `id_baris`."""
        if "_pengirim" not in self._daftar:
            self._daftar["_pengirim"] = [i.partition(":")[0] for i in self.daftar("id_baris")]
        return self._daftar["_pengirim"]

    def kena(self, topeng: Topeng, kolom: str, **parameter: str) -> Iterator[Kena]:
        """A hit per marked row; `nilai="waktu_teks"` puts that column's text under the placeholder `nilai`."""
        for i in np.flatnonzero(topeng).tolist():
            yield Kena(i, kolom, {nama: self.daftar(asal)[i] for nama, asal in parameter.items()})


Pemeriksa = Callable[[Tabel], Iterator[Kena]]

PEMERIKSA: dict[str, Pemeriksa] = {}
"""Registered rules by code, in the order of the files."""

_UNTUK_SEMUA = {"DIP-013", "FILE-031", "REF-001", "REF-002"}
"""Rules that also look at excluded rows; to the others such rows are not part of a DIP."""


def aturan(kode: str) -> Callable[[Pemeriksa], Pemeriksa]:
    """Registers a rule under its code. Raises ValueError for a code without a line in `daftar.yml`, or used twice."""

    def daftarkan(f: Pemeriksa) -> Pemeriksa:
        if kode not in ATURAN or kode in PEMERIKSA:
            raise ValueError(f"kode aturan {kode} tidak ada di daftar.yml atau sudah dipakai")
        PEMERIKSA[kode] = f
        return f

    return daftarkan


_SEL: Mapping[str, tuple[str, ...]] = {
    # A column may have been read from another header than its own name, or from several cells.
    "judul": ("jenis_informasi", "ringkasan"),
    "kategori": (
        "kategori_teks",
        "jenis_informasi",
        "kat_berkala",
        "kat_serta_merta",
        "kat_setiap_saat",
        "kat_dikecualikan",
    ),
    "pejabat_penguasa": ("pejabat_dan_penanggung_jawab", "unit"),
    "penanggung_jawab": ("pejabat_dan_penanggung_jawab",),
    "waktu_teks": ("waktu", "waktu_tempat", "tahun", "periode", "semester"),
    "tempat": ("waktu_tempat",),
    "bentuk": ("bentuk_teks", "bentuk_cetak", "bentuk_softcopy", "bentuk_rekam", "bentuk_online"),
    "retensi_teks": ("retensi", "retensi_aktif", "retensi_inaktif", "jangka_waktu"),
    "tautan": ("tautan_teks", "tautan_mentah"),
    "opd_teks": ("opd", "unit"),
}


def sel_dari(asal: Asal, kolom: str) -> str:
    """A1 address of the cell a column was read from; empty when the value did not come from a cell."""
    sel = asal["sel"]
    return next((sel[k] for k in (kolom, *_SEL.get(kolom, ())) if k in sel), "")


_SPASI = re.compile(r"\s+")


def kutip(nilai: str | int) -> str | int:
    """A value fit for a finding: one line, cut, personal data masked before cutting."""
    if isinstance(nilai, int):
        return int(nilai)
    bersih = samarkan(_SPASI.sub(" ", nilai).strip())
    return bersih if len(bersih) <= PANJANG_NILAI else bersih[: PANJANG_NILAI - 1] + "…"


def nilai(rekap: pd.DataFrame, konteks: Konteks) -> list[Temuan]:
    """Judge the rows of one or more offices.

    Args: `rekap` is `DataFrame(list[Entri])`, in file order. Never cached: the answer depends on the period.
    Returns findings in the order of the rows, then of the rules. An empty rekap has none.
    """
    if rekap.empty:
        return []
    semua = Tabel(rekap, konteks)
    konteks = replace(konteks, judul_dik=_dik_serekap(semua))
    letak_dip = np.flatnonzero(~semua.sama("kategori", "dikecualikan"))
    dip = Tabel(semua.rekap.iloc[letak_dip], konteks)
    terkumpul: list[tuple[int, int, Temuan]] = []
    for urut, (kode, periksa) in enumerate(PEMERIKSA.items()):
        lihat_semua = kode in _UNTUK_SEMUA
        if not lihat_semua and not len(dip):
            continue
        for posisi, kolom, parameter in periksa(semua if lihat_semua else dip):
            i = posisi if lihat_semua else int(letak_dip[posisi])
            terkumpul.append((i, urut, _temuan(kode, semua, i, kolom, parameter)))
    terkumpul.sort(key=lambda x: x[:2])
    return [t for _, _, t in terkumpul]


def _dik_serekap(t: Tabel) -> dict[str, tuple[str, ...]]:
    """Excluded titles known before, and those of the excluded rows in this very rekap."""
    dik = {opd: list(judul) for opd, judul in t.konteks.judul_dik.items()}
    for i in np.flatnonzero(t.sama("kategori", "dikecualikan")).tolist():
        dik.setdefault(t.daftar("opd")[i], []).append(t.daftar("judul")[i])
    return {opd: tuple(dict.fromkeys(judul)) for opd, judul in dik.items()}


@lru_cache(maxsize=1024)
def nama_samar(nama: str) -> str:
    """A file name as findings say it: file names carry identity numbers too (domain.md §0 trap 8)."""
    return samarkan(nama)


def _temuan(kode: str, t: Tabel, i: int, kolom: str, parameter: Parameter) -> Temuan:
    asal: Asal = t.daftar("asal")[i]
    return Temuan(
        kode=kode,
        opd=t.pengirim()[i],
        berkas=nama_samar(asal["nama_berkas"]),
        lembar=asal["lembar"],
        sel=sel_dari(asal, kolom) if kolom else "",
        baris=asal["baris"],
        entri=t.daftar("id_baris")[i],
        kolom=kolom,
        parameter={k: kutip(v) for k, v in parameter.items()},
    )
