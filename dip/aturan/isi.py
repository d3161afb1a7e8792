"""Rules about what a row says: title, summary, category, form and retention (domain.md §5.3 DIP)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from dip.aturan.mesin import Kena, Tabel, Topeng, aturan
from dip.aturan.tautan import ada_tautan_baik, tertulis
from dip.banding import judul_baku
from dip.entri import NAMA_KATEGORI

MIN_RINGKASAN = 10
"""Fewer characters do not say what an information is about."""

_UMUM = frozenset(
    ("data", "laporan", "dokumen", "surat", "berkas", "file", "informasi", "lain lain", "lainnya", "arsip")
)
_CONTOH = re.compile(
    r"(?i)\b(lorem|ipsum|x{3,}|tes|test|testing|coba coba|dummy|isi di ?sini|tulis di ?sini)\b|^\W*contoh\b"
)
_TITIK = re.compile(r"\.{4,}|^\s*(?:\.{3}|…)\s*$")
_RINCIAN = re.compile(r"(?:^|\n)\s*(?:[a-z]|\d{1,2})[.)]\s+\S")


def _tak_beridentitas(t: Tabel) -> Topeng:
    return t.kosong("judul") & t.kosong("ringkasan")


@aturan("DIP-001")
def judul_kosong(t: Tabel) -> Iterator[Kena]:
    """Neither title nor summary: the row cannot be identified."""
    yield from t.kena(_tak_beridentitas(t), "judul")


@aturan("DIP-002")
def ringkasan_kosong(t: Tabel) -> Iterator[Kena]:
    """The summary is missing or too short to say anything."""
    pendek = t.cocok("ringkasan", lambda s: len(s.strip()) < MIN_RINGKASAN)
    yield from t.kena(pendek & ~_tak_beridentitas(t), "ringkasan")


@aturan("DIP-003")
def ringkasan_sama(t: Tabel) -> Iterator[Kena]:
    """The summary repeats the title. Not where both come from one cell: that table has a single column for them."""
    sama = (t.kunci("ringkasan") == t.kunci("judul")) & ~t.cocok("ringkasan", lambda s: len(s.strip()) < MIN_RINGKASAN)
    for i in np.flatnonzero(sama | t.sama("ringkasan_dari_judul", True)).tolist():
        sel = t.daftar("asal")[i]["sel"]
        satu_kolom = bool(sel.get("ringkasan")) and sel.get("judul", sel["ringkasan"]) == sel["ringkasan"]
        if not satu_kolom or t.daftar("ringkasan_dari_judul")[i]:
            yield Kena(i, "ringkasan", {})


@aturan("DIP-004")
def judul_umum(t: Tabel) -> Iterator[Kena]:
    """A title like `Laporan` alone says nothing."""
    yield from t.kena(t.cocok("judul", lambda s: judul_baku(s) in _UMUM), "judul", nilai="judul")


@aturan("DIP-005")
def gabungan(t: Tabel) -> Iterator[Kena]:
    """Several informations in one row: a very long title or an enumeration of five items."""
    panjang = t.cocok("judul", lambda s: len(s) > 300)
    rinci = t.cocok("judul", lambda s: len(_RINCIAN.findall(s)) >= 5)
    yield from t.kena(panjang | rinci, "judul")


@aturan("DIP-006")
def tulisan_contoh(t: Tabel) -> Iterator[Kena]:
    """Placeholder text was left in the form."""
    for kolom in ("judul", "ringkasan"):
        yield from t.kena(t.cocok(kolom, lambda s: _CONTOH.search(s) or _TITIK.search(s)), kolom, nilai=kolom)


@aturan("DIP-010")
def kategori_kosong(t: Tabel) -> Iterator[Kena]:
    """No category at all."""
    yield from t.kena(t.kosong("kategori") & t.kosong("kategori_calon") & t.kosong("kategori_teks"), "kategori")


@aturan("DIP-011")
def kategori_tak_dikenal(t: Tabel) -> Iterator[Kena]:
    """A category was written but is none of the law's."""
    ditulis = t.kosong("kategori") & ~t.kosong("kategori_teks") & ~_ganda(t)
    asing = t.cocok("kategori", lambda s: s != "" and s not in NAMA_KATEGORI)
    yield from t.kena(ditulis & t.kosong("kategori_calon"), "kategori", nilai="kategori_teks")
    # One candidate without a decision is as undecided as an unknown word: it must not pass as published.
    yield from t.kena(
        t.kosong("kategori") & ~t.kosong("kategori_calon") & ~_ganda(t), "kategori", nilai="kategori_teks"
    )
    yield from t.kena(asing & ~_ganda(t), "kategori", nilai="kategori")


def _ganda(t: Tabel) -> Topeng:
    return np.fromiter((len(set(x)) > 1 for x in t.daftar("kategori_calon")), dtype=bool, count=len(t))


@aturan("DIP-012")
def kategori_ganda(t: Tabel) -> Iterator[Kena]:
    """More than one category is ticked."""
    yield from t.kena(_ganda(t), "kategori")


@aturan("DIP-013")
def dikecualikan(t: Tabel) -> Iterator[Kena]:
    """Excluded information is not part of a DIP (Perki 1/2021 ps. 1 angka 20)."""
    yield from t.kena(t.sama("kategori", "dikecualikan"), "kategori")


@aturan("DIP-014")
def serta_merta_tanpa_pj(t: Tabel) -> Iterator[Kena]:
    """Nobody answers for information that must be announced at once."""
    yield from t.kena(t.sama("kategori", "serta_merta") & t.kosong("penanggung_jawab"), "penanggung_jawab")


@aturan("DIP-015")
def serta_merta_tanpa_saluran(t: Tabel) -> Iterator[Kena]:
    """Information to be announced at once names no channel."""
    online = np.fromiter(("online" in b for b in t.daftar("bentuk")), dtype=bool, count=len(t))
    tanpa = ~online & t.kosong("tautan") & t.kosong("jenis_media")
    yield from t.kena(t.sama("kategori", "serta_merta") & tanpa, "jenis_media")


@aturan("DIP-017")
def retensi_kosong(t: Tabel) -> Iterator[Kena]:
    """Retention is missing."""
    yield from t.kena(t.kosong("retensi_teks"), "retensi_teks")


@aturan("DIP-018")
def retensi_tak_dikenal(t: Tabel) -> Iterator[Kena]:
    """Retention was written but no grammar of domain.md §2.3 reads it."""
    yield from t.kena(
        t.sama("retensi_jenis", "tidak_dikenal") & ~t.kosong("retensi_teks"), "retensi_teks", nilai="retensi_teks"
    )


@aturan("DIP-019")
def retensi_jra(t: Tabel) -> Iterator[Kena]:
    """`Sesuai JRA` leaves the reader without a duration."""
    yield from t.kena(t.sama("retensi_jenis", "jra"), "retensi_teks")


@aturan("DIP-040")
def bentuk_kosong(t: Tabel) -> Iterator[Kena]:
    """The form is missing."""
    yield from t.kena(t.kosong("bentuk") & t.kosong("bentuk_teks"), "bentuk")


@aturan("DIP-041")
def bentuk_tak_dikenal(t: Tabel) -> Iterator[Kena]:
    """A form was written but none is recognised."""
    yield from t.kena(t.kosong("bentuk") & ~t.kosong("bentuk_teks"), "bentuk", nilai="bentuk_teks")


@aturan("DIP-042")
def online_tanpa_tautan(t: Tabel) -> Iterator[Kena]:
    """Said to be online, but where?"""
    online = np.fromiter(("online" in b for b in t.daftar("bentuk")), dtype=bool, count=len(t))
    hampa = np.fromiter((not x for x in tertulis(t)), dtype=bool, count=len(t))
    yield from t.kena(online & hampa, "tautan")


@aturan("DIP-043")
def tautan_tanpa_online(t: Tabel) -> Iterator[Kena]:
    """A good link proves the form `online`; `terapkan` adds it."""
    belum = np.fromiter(("online" not in b for b in t.daftar("bentuk")), dtype=bool, count=len(t))
    yield from t.kena(belum & ada_tautan_baik(t), "bentuk")
