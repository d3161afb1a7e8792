"""The page of all codes is the one that is made from the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from dip.aturan import ATURAN
from dip.aturan.dokumen import KELOMPOK, halaman

MUAT_ULANG = "buat lagi dengan: python -m dip.aturan.dokumen"


def test_halaman_sesuai_aturan(rumah: Path):
    assert (rumah / "docs" / "temuan.md").read_text("utf-8") == halaman(), MUAT_ULANG


@pytest.mark.parametrize("kode", sorted(ATURAN))
def test_setiap_kode_punya_tempat(kode):
    assert halaman().count(f'<a id="{kode.lower()}"></a>') == 1
    assert any(kode.startswith(f"{awal}-") for awal, _, _ in KELOMPOK)
