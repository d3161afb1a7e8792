"""Rows that might be excluded information: held for the PPID, never published by default (domain.md §5.3 DIK).

Nothing is decided here: the PPID releases a row with a waiver for code and office, or sends it to the register of
excluded information. Because a hold costs the office something, ordinary titles must not be caught: documents that
only regulate or explain a matter (`SOP Pengelolaan Kata Sandi`) are open, and words of two meanings count
only beside the words that make them sensitive (UU 14/2008 art. 17 and 18; domain.md §1.6).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from dip.aturan.mesin import Kena, Tabel, aturan
from dip.aturan.pribadi import nama_dik
from dip.banding import judul_baku
from dip.kemiripan import tanda_angka
from dip.tertutup import HARUS_DIUMUMKAN, MIRIP, PENANDA_SENSITIF, tanpa_angka
from dip.tertutup import kata_sensitif as cari_sensitif
from dip.tertutup import mengatur as hanya_mengatur


@aturan("DIK-020")
def mirip_dik(t: Tabel) -> Iterator[Kena]:
    """A title close to an excluded title of the same office, from the register or from this very rekap."""
    for i, judul in mirip_dengan_dik(t):
        yield Kena(i, "judul" if t.daftar("judul")[i] else "ringkasan", {"id": nama_dik(judul)})


def mirip_dengan_dik(t: Tabel) -> list[tuple[int, str]]:
    """(row, excluded title) of rows whose title, or summary where there is none, is like an excluded one.

    Only inside an office. Numbers must agree, since the report of another year is another document; an excluded
    title without numbers covers all years. The title must never be shown: use `nama_dik`.
    """

    def hitung() -> list[tuple[int, str]]:
        hasil: list[tuple[int, str]] = []
        opd = np.array(t.daftar("opd"), dtype=object)
        for kode, tertutup in t.konteks.judul_dik.items():
            dik = [j for j in tertutup if judul_baku(j)]
            letak = np.flatnonzero(opd == kode).tolist() if dik else []
            judul = [t.daftar("judul")[i] or t.daftar("ringkasan")[i] for i in letak]
            ketemu = _cari(list(dict.fromkeys(judul)), dik)
            hasil += [(i, ketemu[j]) for i, j in zip(letak, judul, strict=True) if j in ketemu]
        return sorted(hasil)

    return t.sekali("mirip_dik", hitung)


def _cari(judul: Sequence[str], dik: Sequence[str]) -> dict[str, str]:
    """For each title that is like one of `dik`, the first such."""
    if not judul or not dik:
        return {}
    kiri, kanan = [judul_baku(j) for j in judul], [judul_baku(j) for j in dik]
    tanpa = [tanpa_angka(k) for k in kiri]
    hasil: dict[str, str] = {}
    for n, teks in enumerate(kanan):
        angka = tanda_angka(teks)
        calon = kiri if angka else tanpa
        nilai = process.cdist(calon, [teks], scorer=fuzz.ratio, score_cutoff=MIRIP, dtype=np.float32)
        for i in np.flatnonzero(nilai[:, 0]).tolist():
            if not angka or tanda_angka(kiri[i]) == angka:
                hasil.setdefault(judul[i], dik[n])
    return hasil


@aturan("DIK-050")
def kata_sensitif(t: Tabel) -> Iterator[Kena]:
    """Words of Article 17 matters in title or summary: perhaps this needs a consequence test."""
    ketemu: dict[int, tuple[str, str]] = {}
    for kolom in ("judul", "ringkasan"):
        for i, kata in t.cari_kata(kolom, PENANDA_SENSITIF, cari_sensitif).items():
            ketemu.setdefault(i, (kolom, kata))
    if ketemu:
        mengatur = t.pada("judul", hanya_mengatur)
        serta_merta = t.sama("kategori", "serta_merta")
        for i, (kolom, kata) in sorted(ketemu.items()):
            if not mengatur[i] and not (serta_merta[i] and kata in HARUS_DIUMUMKAN):
                yield Kena(i, kolom, {"kata": kata})
