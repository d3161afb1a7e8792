"""Every spelling seen in the field (shared data, not part of the repository) means the right thing or is proposed."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dip.normal.bentuk import baca_bentuk
from dip.normal.kamus import Kamus
from dip.normal.kategori import baca_bagian, baca_kategori
from dip.normal.retensi import baca_retensi
from dip.normal.waktu import baca_waktu
from sumber.kamus import muat_kamus

ARTI = {
    "no": {"nomor"},
    "judul": {"judul"},
    "ringkasan": {"ringkasan", "judul"},  # *Uraian Informasi* is a title elsewhere; as the only text it serves as both
    "jenis_informasi": {"jenis_informasi", "kategori"},
    "pejabat": {"pejabat_penguasa", "pejabat_dan_penanggung_jawab"},
    "penanggung_jawab": {"penanggung_jawab"},
    "waktu_tempat": {"waktu_tempat", "waktu"},
    "waktu": {"waktu", "waktu_tempat"},
    "tempat": {"tempat"},
    "bentuk": {"bentuk"},
    "jangka_waktu": {"retensi", "jangka_waktu", "periode"},
    "media_tautan": {"jenis_media", "tautan"},
    "dik_dasar_hukum": {"dik_dasar_hukum"},
    "dik_konsekuensi": {"dik_konsekuensi_dibuka", "dik_konsekuensi_ditutup"},
}
PISAH = re.compile(r" / (?=[a-z_]+\b|Link|File|Jangka Waktu$)")


@pytest.fixture(scope="module")
def kamus() -> Kamus:
    return muat_kamus()


def _baris(berkas: Path) -> Iterator[tuple[str, str]]:
    with berkas.open(encoding="utf-8", newline="") as f:
        for b in csv.reader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
            if b[0] not in ("canonical", "field"):
                yield b[0], b[1].replace("<br>", "\n")


def test_header_variants(data_bersama: Path, kamus: Kamus) -> None:
    salah = [
        (baku, ejaan)
        for baku, semua in _baris(data_bersama / "dip" / "HEADER_VARIANTS.tsv")
        for ejaan in PISAH.split(semua.split(" > ")[0])
        if kamus.kolom(ejaan.strip()) not in ARTI[baku]
    ]
    assert salah == []


def test_value_variants(data_bersama: Path, kamus: Kamus) -> None:
    """What is written as a value of a grammar is read, or known to be nothing of the kind."""
    bukan = {"1", "disabled", "(none: given by the file/page name)"}
    tak_terbaca: list[tuple[str, str]] = []
    for bidang, semua in _baris(data_bersama / "dip" / "VALUE_VARIANTS.tsv"):
        for nilai in (n.split(" (")[0] if bidang != "waktu_tempat" else n for n in semua.split(" | ")):
            teks = nilai.strip()
            terbaca = {
                "jenis_informasi": lambda t: bool(baca_kategori(t, kamus.kategori) or baca_bagian(t)) or t in bukan,
                "bentuk": lambda t: bool(baca_bentuk(t, kamus).bentuk) or kamus.tercentang(t) is True,
                "jangka_waktu": lambda t: (
                    baca_retensi(t).jenis not in ("tidak_diisi", "tidak_dikenal") or t.startswith("Tahun ")
                ),
                "waktu": lambda t: baca_waktu(t).tahun > 0,
                "waktu_tempat": lambda t: baca_waktu(t).tahun > 0,
            }.get(bidang)
            if terbaca and not terbaca(teks) and teks not in bukan and not teks.startswith("("):
                tak_terbaca.append((bidang, teks))
    assert tak_terbaca == []
