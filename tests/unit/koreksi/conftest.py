"""Rows as the normaliser gives them, and corrections of one office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, cast

import pytest

from dip.entri import Asal, Entri, entri_kosong
from dip.normal import Kamus
from dip.pengaturan import Koreksi, Opd
from sumber.kamus import muat_kamus

Baris = Callable[..., Entri]
Buat = Callable[..., Koreksi]


@pytest.fixture(scope="session")
def kamus() -> Kamus:
    return muat_kamus()


@pytest.fixture
def opd() -> Opd:
    return Opd(kode="DLH", nama="Dinas Lingkungan Hidup")


@pytest.fixture
def baris() -> Baris:
    """One row; `sel` and `pewaris` go into its origin."""

    def buat(
        n: int, judul: str, sel: dict[str, str] | None = None, pewaris: dict[str, str] | None = None, **isi: Any
    ) -> Entri:
        asal: Asal = {
            "berkas": "a" * 64,
            "nama_berkas": "dlh.xlsx",
            "lembar": "DIP",
            "baris": n,
            "sel": sel or {},
            "pewaris": pewaris or {},
        }
        return cast(Entri, {**entri_kosong(f"DLH:0:{n}", "DLH", asal), "judul": judul, **isi})

    return buat


@pytest.fixture
def koreksi() -> Buat:
    """One correction of the office `DLH`."""

    def buat(kolom: str, tertulis: str, seharusnya: str, **lain: Any) -> Koreksi:
        isi = {"opd": "DLH", "judul": "Data Sampah", "alasan": "Dipastikan lewat telepon.", "oleh": "bayu"}
        tanggal = {"tanggal": date(2026, 11, 3)}
        return Koreksi.model_validate(
            {**isi, **tanggal, "kolom": kolom, "tertulis": tertulis, "seharusnya": seharusnya, **lain}
        )

    return buat
