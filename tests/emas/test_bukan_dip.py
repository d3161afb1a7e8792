"""Workbooks of Indonesian offices that are no DIP (plans, budgets, surveys): refused with a reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dip.aturan import aturan_untuk

BUKU = [
    "jember/air-minum.xlsx",
    "jember/sanitasi.xlsx",
    "keerom/bappeda_5c017a5f.xlsx",
    "sipd/BANKEU.xlsx",
    "wp-sipd/contoh_bkk_infrastruktur.xlsx",
    "wp-sipd/contoh_bku_dd.xlsx",
    "wp-sipd/contoh_usulan.xlsx",
]


def test_all_workbooks_are_known(data_bersama: Path) -> None:
    assert (
        sorted(str(p.relative_to(data_bersama / "id_gov")) for p in (data_bersama / "id_gov").rglob("*.xlsx")) == BUKU
    )


@pytest.mark.parametrize("nama", BUKU)
def test_not_a_dip(nama: str, pembaca: Any, jalankan: Any, data_bersama: Path) -> None:
    jalan = jalankan(pembaca, data_bersama / "id_gov" / nama, "berkala")
    assert jalan.bacaan.jenis == "xlsx"
    assert jalan.bacaan.lembar  # it was read: it is the table that is no DIP
    assert {t.kode for t in jalan.temuan if aturan_untuk(t).akibat == "tolak_berkas"} == {"STR-001"}
    assert jalan.ternormal.entri == []
    assert jalan.ternormal.dibaca == len(jalan.ternormal.dilewati) > 0
    assert {d.alasan for d in jalan.ternormal.dilewati} == {"tanpa_kepala"}
    assert len(jalan.pisah.terbit) == 0
    assert jalan.bolong == set()
