"""A site from which an office's list itself is taken is no foreign site (LNK-009), whatever connector takes it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from dip.aturan import Konteks, nilai
from dip.entri import Asal, entri_kosong
from dip.pengaturan import Kebijakan, Opd


@pytest.mark.parametrize(
    ("sumber", "asing"),
    [
        ({"jenis": "halaman", "alamat": "https://perumda-contoh.co.id/dip"}, False),
        ({"jenis": "webdav", "alamat": "https://perumda-contoh.co.id/remote.php/dav/files/ppid/dip/"}, False),
        ({"jenis": "http", "alamat": "https://perumda-contoh.co.id/dip.xlsx"}, False),
        ({"jenis": "halaman", "alamat": "https://lain-contoh.co.id/dip"}, True),
        (None, True),
    ],
)
def test_site_of_a_source(sumber: dict[str, Any] | None, asing: bool) -> None:
    opd = Opd.model_validate({"kode": "PERUMDA", "nama": "Perumda", "sumber": sumber})
    asal = Asal(berkas="a" * 64, nama_berkas="x.xlsx", lembar="S", baris=2, sel={}, pewaris={})
    url = ["https://perumda-contoh.co.id/laporan/2025.pdf"]
    entri = {**entri_kosong("PERUMDA:0:2", "PERUMDA", asal), "judul": "Laporan", "tautan": url, "tautan_mentah": url}
    temuan = nilai(pd.DataFrame([entri]), Konteks("2026-11", Kebijakan(), (opd,), {}))
    assert ("LNK-009" in {t.kode for t in temuan}) is asing
