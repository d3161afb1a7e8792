"""Real published tables come out of our rooms cell by cell as they were published.

`DIP_EMAS_TULIS=1` writes the hashes of all golden files anew from the independent reading; review before keeping them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dip.aturan import aturan_untuk

SINI = Path(__file__).resolve().parent
NAMA = sorted(p.stem for p in SINI.glob("*.txt"))
AMBANG = 0.99

KATEGORI = {
    "bakamla-berkala": ("berkala", 18),
    "bakamla-setiap-saat": ("setiap_saat", 16),
    "bakamla-serta-merta": ("serta_merta", 4),
    "bakamla-dikecualikan": ("dikecualikan", 14),
    "pktj-berkala": ("berkala", 3),
    "pktj-setiap-saat": ("setiap_saat", 7),
    "pktj-dikecualikan": ("dikecualikan", 5),
}
"""Class of every row, from page title or file name alone, and how many."""


@pytest.fixture(scope="module")
def baca(pembaca: Any, jalankan: Any, emas: Any, data_bersama: Path) -> Callable[[str], Any]:
    """The way of a golden table's source through the rooms, once per table."""
    sudah: dict[str, Any] = {}

    def satu(nama: str) -> Any:
        if nama not in sudah:
            sudah[nama] = jalankan(pembaca, data_bersama / emas(nama).sumber, "")
        return sudah[nama]

    return satu


@pytest.mark.parametrize("nama", NAMA)
def test_source_still_says_what_the_golden_file_says(nama: str, emas: Any, tulis: Any, data_bersama: Path) -> None:
    if os.environ.get("DIP_EMAS_TULIS") == "1":
        tulis(emas(nama), data_bersama)
    g = emas(nama)
    assert g.baris
    assert g.beda(g.mandiri(data_bersama)) == []


@pytest.mark.parametrize("nama", [n for n in NAMA if n != "pktj-daftar"])
def test_cells_are_as_published(nama: str, emas: Any, baca: Any) -> None:
    g, jalan = emas(nama), baca(nama)
    beda = g.beda(jalan.sel())
    assert len(jalan.ternormal.entri) == len(g.baris)
    assert len(beda) <= (1 - AMBANG) * g.jumlah_sel(), beda


def test_shifted_table_is_read_right_or_refused_by_name(emas: Any, baca: Any) -> None:
    g, jalan = emas("pktj-daftar"), baca("pktj-daftar")
    if len(jalan.pisah.terbit):
        assert g.beda(jalan.sel()) == []
        return
    menolak = [t for t in jalan.temuan if aturan_untuk(t).akibat in ("tolak_berkas", "tahan_baris")]
    assert {t.sel for t in menolak if t.kode.startswith("STR")} == {"D2"}, jalan.kode


@pytest.mark.parametrize("nama", KATEGORI)
def test_class_and_count(nama: str, baca: Any) -> None:
    kategori, n = KATEGORI[nama]
    assert [e["kategori"] for e in baca(nama).ternormal.entri] == [kategori] * n


def test_classes_of_a_column(baca: Any) -> None:
    kategori = [e["kategori"] for e in baca("probolinggo").ternormal.entri]
    assert {k: kategori.count(k) for k in set(kategori)} == {"berkala": 28, "setiap_saat": 18, "serta_merta": 6}


@pytest.mark.parametrize("nama", NAMA)
def test_every_row_is_accounted_for(nama: str, baca: Any) -> None:
    jalan = baca(nama)
    t, p = jalan.ternormal, jalan.pisah
    assert t.dibaca == len(t.entri) + len(t.dilewati)
    assert len(t.entri) == len(p.terbit) + len(p.ditahan) + len(p.dik)


@pytest.mark.parametrize("nama", NAMA)
def test_sentences_have_all_their_values(nama: str, baca: Any) -> None:
    assert baca(nama).bolong == set()


@pytest.mark.parametrize("nama", ["bakamla-dikecualikan", "pktj-dikecualikan"])
def test_nothing_excluded_goes_out(nama: str, baca: Any) -> None:
    p = baca(nama).pisah
    assert (len(p.terbit), len(p.ditahan)) == (0, 0)
    assert len(p.dik)
