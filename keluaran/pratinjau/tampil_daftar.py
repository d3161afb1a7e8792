"""The full list of a draft: every row with what will be published of it, searched and cut into pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from dip.entri import NAMA_KATEGORI_PENDEK, Entri
from dip.lembar_nilai import nilai_draf
from dip.normal.teks import kunci
from dip.revisi import BarisPapan
from keluaran.bentuk.dasar import JUDUL_KOLOM
from keluaran.bentuk.tautan import inang_aman
from keluaran.bentuk.teks import bersih

SEHALAMAN = 100
"""Rows of one page of the list."""

PANJANG_CARI = 100

_KOLOM_KARTU = ("penanggung_jawab", "pejabat_penguasa", "waktu_teks", "tempat", "bentuk", "retensi_teks")
_KOLOM_BILA_ADA = ("unit_kerja", "kelompok", "jenis_media", "satu_data_id", "tanggal_pemutakhiran")
"""Published columns: the first are shown even when empty (they are legal elements), the others when filled."""


@dataclass(frozen=True, slots=True)
class BarisDaftar:
    """One row as shown; `cari` is its text as it is searched, `tautan` pairs an address with its safe host."""

    kode: str
    opd: str
    nama_opd: str
    judul: str
    ringkasan: str
    kategori: str
    status: str
    kolom: list[tuple[str, str]]
    tautan: list[tuple[str, str]]
    cari: str


@dataclass(frozen=True, slots=True)
class HalamanDaftar:
    """One page of the list: rows by office, how many rows fit the filter, and where the page lies."""

    kelompok: list[tuple[str, list[BarisDaftar]]]
    cocok: int
    nomor: int
    dari: int


def susun_daftar(entri: Sequence[Entri], papan: Sequence[BarisPapan]) -> list[BarisDaftar]:
    """Every row, per office in the order of the board."""
    nama = {p["opd"]: p["nama"] for p in papan}
    letak = {kode: n for n, kode in enumerate(nama)}
    return [_baris(e, nama) for e in sorted(entri, key=lambda e: letak.get(e["opd"], len(letak)))]


def pilih_halaman(daftar: Sequence[BarisDaftar], opd: str, cari: str, nomor: str) -> HalamanDaftar:
    """The rows of one office (empty: of all) that contain every word of `cari`, cut into pages.

    A page number that is none, or lies beyond the end, gives the nearest one there is.
    """
    kata = kunci(cari[:PANJANG_CARI]).split()
    cocok = [b for b in daftar if (not opd or b.opd == opd) and all(k in b.cari for k in kata)]
    banyak = max(1, -(-len(cocok) // SEHALAMAN))
    ke = min(max(1, int(nomor)), banyak) if nomor.isascii() and nomor.isdigit() and len(nomor) < 6 else 1
    isi = cocok[(ke - 1) * SEHALAMAN : ke * SEHALAMAN]
    return HalamanDaftar([(n, list(b)) for n, b in groupby(isi, key=lambda b: b.nama_opd)], len(cocok), ke, banyak)


def _baris(e: Entri, nama: Mapping[str, str]) -> BarisDaftar:
    judul = bersih(e["judul"] or e["ringkasan"])
    return BarisDaftar(
        kode=e["kode"],
        opd=e["opd"],
        nama_opd=nama.get(e["opd"], e["opd"]),
        judul=judul,
        ringkasan="" if e["ringkasan"] == e["judul"] else bersih(e["ringkasan"]),
        kategori=NAMA_KATEGORI_PENDEK.get(e["kategori"], e["kategori"]),
        status="" if e["status"] == "tetap" else e["status"],
        kolom=[(JUDUL_KOLOM[k], isi_kolom(e, k)) for k in _KOLOM_KARTU]
        + [(JUDUL_KOLOM[k], isi) for k in _KOLOM_BILA_ADA if (isi := isi_kolom(e, k))],
        tautan=[(bersih(t), inang_aman(t)) for t in e["tautan"]],
        cari=kunci(f"{e['kode']} {judul} {e['ringkasan']}"),
    )


def isi_kolom(e: Entri, kolom: str) -> str:
    """What a column says, as people read it, on one line."""
    return bersih(", ".join(nilai_draf(e, kolom).splitlines()))
