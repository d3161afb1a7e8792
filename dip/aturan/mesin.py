"""How a rule is written and run.

A rule is a small function over a whole `Tabel` that yields hits (`Kena`): position, column, parameters. It knows
nothing of findings, addresses or masking; `nilai` turns hits into `Temuan`.

    @aturan("DIP-017")
    def retensi_kosong(t: Tabel) -> Iterator[Kena]:
        yield from t.kena(t.kosong("retensi_teks"), "retensi_teks")
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd

from dip.aturan.daftar import ATURAN
from dip.aturan.tabel import Kena, Konteks, Parameter, Tabel, Topeng
from dip.entri import Asal
from dip.pdp import KODE_PDP, samarkan
from dip.sampah import tanpa_sapu
from dip.temuan import Temuan

__all__ = [
    "PEMERIKSA",
    "Kena",
    "Konteks",
    "Parameter",
    "Tabel",
    "Topeng",
    "aturan",
    "kutip",
    "nama_samar",
    "nilai",
    "sel_dari",
]

PANJANG_NILAI = 120
"""Values quoted in findings are cut here: a finding points at a cell, it does not repeat it."""

Pemeriksa = Callable[[Tabel], Iterator[Kena]]

PEMERIKSA: dict[str, Pemeriksa] = {}
"""Registered rules by code, in the order of the files."""

UNTUK_SEMUA = frozenset(
    ("DIP-013", "FILE-031", "REF-001", "REF-002", "REF-003", "DUP-003", "DUP-005", "EDI-004", *KODE_PDP),
)
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
    if kolom in sel:
        return sel[kolom]
    return next((sel[k] for k in _SEL.get(kolom, ()) if k in sel), "")


_SPASI = re.compile(r"\s+")


@lru_cache(maxsize=65536)
def _kutip(nilai: str) -> str:
    bersih = samarkan(_SPASI.sub(" ", nilai).strip())
    return bersih if len(bersih) <= PANJANG_NILAI else bersih[: PANJANG_NILAI - 1] + "…"


def kutip(nilai: str | int) -> str | int:
    """A value fit for a finding: one line, cut, personal data masked before cutting."""
    return int(nilai) if isinstance(nilai, int) else _kutip(nilai)


@lru_cache(maxsize=1024)
def nama_samar(nama: str) -> str:
    """A file or sheet name as findings say it: names carry identity numbers too (domain.md §0 trap 8)."""
    return samarkan(nama)


@tanpa_sapu()
def nilai(rekap: pd.DataFrame, konteks: Konteks) -> list[Temuan]:
    """Judge the rows of one or more offices.

    Args: `rekap` is `DataFrame(list[Entri])`, in file order. Never cached: the answer depends on the period.
    Returns findings in the order of the rows, then of the rules. An empty rekap has none.
    """
    if rekap.empty:
        return []
    semua = Tabel(rekap.reset_index(drop=True), konteks)
    dikecualikan = semua.sama("kategori", "dikecualikan")
    semua.konteks = konteks = replace(konteks, judul_dik=_dik_serekap(semua, dikecualikan))
    letak_dip = np.flatnonzero(~dikecualikan).tolist()
    dip = semua
    if len(letak_dip) < len(semua):
        dip = Tabel(semua.rekap.take(letak_dip).reset_index(drop=True), konteks)
    kode: list[str] = []
    kena: list[Kena] = []
    letak: list[int] = []
    for nama, periksa in PEMERIKSA.items():
        tabel = semua if nama in UNTUK_SEMUA else dip
        hasil = list(periksa(tabel)) if len(tabel) else []
        kode += [nama] * len(hasil)
        kena += hasil
        letak += [k.posisi if tabel is semua else letak_dip[k.posisi] for k in hasil]
    urut = np.argsort(np.array(letak, dtype=np.int64), kind="stable").tolist()
    return _temuan(semua, [letak[n] for n in urut], [kode[n] for n in urut], [kena[n] for n in urut])


def _dik_serekap(t: Tabel, dikecualikan: Topeng) -> dict[str, tuple[str, ...]]:
    """Excluded titles known before, and those of the excluded rows in this very rekap."""
    dik = {opd: list(judul) for opd, judul in t.konteks.judul_dik.items()}
    for i in np.flatnonzero(dikecualikan).tolist():
        dik.setdefault(t.daftar("opd")[i], []).append(t.daftar("judul")[i] or t.daftar("ringkasan")[i])
    return {opd: tuple(dict.fromkeys(judul)) for opd, judul in dik.items()}


def _temuan(t: Tabel, letak: Iterable[int], kode: Iterable[str], kena: Iterable[Kena]) -> list[Temuan]:
    """Findings from hits at these rows: addresses in the original file, values masked and cut."""
    semua_asal: list[Asal] = t.daftar("asal")
    pengirim, id_baris = t.pengirim(), t.daftar("id_baris")
    hasil = []
    for i, nama, (_, kolom, parameter, seluruh) in zip(letak, kode, kena, strict=True):
        asal = semua_asal[i]
        isi: Parameter = {k: kutip(v) for k, v in parameter.items()} if parameter else {}
        berkas = nama_samar(asal["nama_berkas"])
        if seluruh:
            hasil.append(Temuan(nama, pengirim[i], berkas, kolom=kolom, parameter=isi))
            continue
        lembar, sel = asal["lembar"], sel_dari(asal, kolom) if kolom else ""
        hasil.append(Temuan(nama, pengirim[i], berkas, lembar, sel, asal["baris"], id_baris[i], kolom, isi))
    return hasil
