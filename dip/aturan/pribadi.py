"""Rules about personal data and excluded information in what would be published (domain.md §5.3 PDP, DIK)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from dip.aturan.mesin import Kena, Parameter, Tabel, aturan
from dip.banding import judul_baku
from dip.entri import KOLOM_ISI
from dip.normal.teks import kunci
from dip.pdp import KODE_PDP, Jejakan, temukan
from dip.sidik import sha256

MIRIP = 0.9
"""Similarity from which a title looks like an excluded one; it asks a person, it decides nothing."""

_PERORANGAN = re.compile(
    r"\b(daftar nama(?! (?:jabatan|opd|skpd|desa|kecamatan|perangkat daerah|unit))|by name(?: by address)?|bnba"
    r"|nama dan alamat|data (?:siswa|pasien|pegawai|guru|penduduk|warga)|identitas (?:siswa|pasien|pegawai)"
    r"|(?:daftar|data|nama) penerima (?:bantuan|bansos|pkh|blt|hibah)|penerima bantuan(?: sosial)?"
    r"|(?:daftar|riwayat) pasien|daftar urut kepangkatan|duk pns)\b"
)
_SENSITIF = re.compile(
    r"\b(password|kata sandi|kode akses|topologi jaringan|ip address|alamat ip|source code|kode sumber"
    r"|database kependudukan|basis data kependudukan|rekam medi[sk]|lhp|laporan hasil pemeriksaan|identitas pelapor"
    r"|hps|harga perkiraan sendiri|soal ujian|kunci jawaban|konflik sosial|intelijen|berita acara pemeriksaan)\b"
)


def nama_dik(judul: str) -> str:
    """A handle of an excluded title that says nothing about it: `DIK-` and eight hexadecimal digits."""
    return f"DIK-{sha256(kunci(judul).encode())[:8]}"


@lru_cache(maxsize=65536)
def jejak_isi(teks: str) -> tuple[Jejakan, ...]:
    """Personal data in one published text, remembered: links and offices repeat."""
    return tuple(temukan(teks))


def _pribadi(kode: str) -> None:
    @aturan(kode)
    def periksa(t: Tabel) -> Iterator[Kena]:
        for kolom in KOLOM_ISI:
            if kolom in ("bentuk", "kategori"):
                continue
            if kolom == "tautan":
                for i, tautan in enumerate(t.daftar(kolom)):
                    yield from _kena(kode, i, kolom, tuple(j for url in tautan for j in jejak_isi(url)))
            else:
                hasil = t.pada(kolom, jejak_isi)
                for i in np.flatnonzero(t.cocok(kolom, jejak_isi)).tolist():
                    yield from _kena(kode, i, kolom, hasil[i])


def _kena(kode: str, i: int, kolom: str, jejakan: tuple[Jejakan, ...]) -> Iterator[Kena]:
    samar = next((j.nilai_samar for j in jejakan if j.kode == kode), "")
    if samar:
        yield Kena(i, kolom, {"samar": samar})


for _kode in KODE_PDP:
    _pribadi(_kode)


@aturan("PDP-007")
def data_perorangan(t: Tabel) -> Iterator[Kena]:
    """A title that promises a list of people."""
    yield from _kata(t, _PERORANGAN)


@aturan("DIK-050")
def kata_sensitif(t: Tabel) -> Iterator[Kena]:
    """Words of Article 17 matters: perhaps this needs a consequence test."""
    yield from _kata(t, _SENSITIF)


def _kata(t: Tabel, pola: re.Pattern[str]) -> Iterator[Kena]:
    sudah: set[int] = set()
    for kolom in ("judul", "ringkasan"):
        kata = t.pada(kolom, lambda k: m.group(1) if (m := pola.search(k)) else "", kunci_saja=True)
        for i in np.flatnonzero(kata != "").tolist():
            if i not in sudah:
                sudah.add(i)
                yield Kena(i, kolom, {"kata": str(kata[i])})


@aturan("DIK-020")
def mirip_dik(t: Tabel) -> Iterator[Kena]:
    """A title close to an excluded title of the same office, from the register or from this very rekap."""
    if not t.konteks.judul_dik:
        return
    dik = {opd: [_ukuran(j) for j in judul if j.strip()] for opd, judul in t.konteks.judul_dik.items()}
    judul, opd = t.pada("judul", _ukuran), t.daftar("opd")
    jawaban: dict[tuple[str, str], Parameter] = {}
    for i in np.flatnonzero(~t.kosong("judul")).tolist():
        if opd[i] not in dik:
            continue
        kiri: Ukuran = judul[i]
        tanya = (opd[i], kiri.teks)
        if tanya not in jawaban:
            jawaban[tanya] = next(({"id": nama_dik(j.judul)} for j in dik[opd[i]] if _mirip(kiri, j)), {})
        if jawaban[tanya]:
            yield Kena(i, "judul", jawaban[tanya])


class Ukuran(NamedTuple):
    """A title made ready for comparing: as given, its key, the numbers in it."""

    judul: str
    teks: str
    angka: tuple[str, ...]


def _ukuran(judul: str) -> Ukuran:
    teks = judul_baku(judul)
    return Ukuran(judul, teks, tuple(re.findall(r"\d+", teks)))


def _mirip(kiri: Ukuran, kanan: Ukuran) -> bool:
    """Similar letters and the same numbers: the report of another year is another document."""
    if kiri.angka != kanan.angka:
        return False
    if kiri.teks == kanan.teks:
        return True
    s = SequenceMatcher(None, kiri.teks, kanan.teks, autojunk=False)
    return s.real_quick_ratio() >= MIRIP and s.quick_ratio() >= MIRIP and s.ratio() >= MIRIP
