"""Records that are complete, to be broken in one place at a time, and rows that offices sent as excluded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest

from dip.dik import Dik
from dip.entri import Asal, Entri, entri_kosong


@pytest.fixture
def dik() -> Callable[..., Dik]:
    """A record that no rule complains of on 2026-11-12, with fields replaced."""

    def buat(**lain: Any) -> Dik:
        isi: dict[str, Any] = {
            "id_dik": "DIK-KTH-2026-001",
            "judul_umum": "Data penerima bantuan",
            "opd": "DINSOS",
            "uraian_tertutup": "Nama dan keadaan keuangan penerima",
            "judul_khusus": ["Daftar Nama Penerima Bantuan Tunai"],
            "dasar_pengecualian": [{"uu": "UU 14/2008", "pasal": 17, "huruf": "h", "angka": 3}],
            "konsekuensi_dibuka": "Membuka rahasia pribadi.",
            "konsekuensi_ditutup": "Melindungi warga.",
            "jangka_waktu_teks": "Selama diperlukan",
            "mulai": "2026-01-02",
            "nomor_uji_konsekuensi": "1/UJI/2026",
            "tanggal_uji": "2025-12-20",
            "nomor_sk_penetapan": "2/SK/2026",
            "tanggal_sk": "2026-01-02",
            "persetujuan_pimpinan": "Nota dinas 3/2026",
            "status": "ditetapkan",
        }
        return Dik.model_validate({**isi, **lain})

    return buat


@pytest.fixture
def baris() -> Callable[..., Entri]:
    """A row of a table of excluded information."""

    def buat(n: int, judul: str, **isi: Any) -> Entri:
        sel = {"judul": f"B{n}", "jangka_waktu": f"F{n}"}
        asal: Asal = {
            "berkas": "b" * 64,
            "nama_berkas": "dinsos.xlsx",
            "lembar": "DIK",
            "baris": n,
            "sel": sel,
            "pewaris": {},
        }
        kosong = entri_kosong(f"DINSOS:1:{n}", "DINSOS", asal)
        return cast(Entri, {**kosong, "judul": judul, "kategori": "dikecualikan", **isi})

    return buat
