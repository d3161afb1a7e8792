"""What every test may use: where the shared data lies, and how a missing server is treated."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

RUMAH = Path(__file__).resolve().parent.parent
DIP_UJI_DATA = Path(os.environ.get("DIP_UJI_DATA", RUMAH / ".." / "shared" / "data")).resolve()
WAJIB = os.environ.get("DIP_UJI_WAJIB") == "1"


@pytest.fixture(scope="session")
def rumah() -> Path:
    """The root of the project."""
    return RUMAH


@pytest.fixture(scope="session")
def data_bersama() -> Path:
    """The shared folder of real tables; the test skips where it is not there."""
    if not DIP_UJI_DATA.is_dir():
        pytest.skip("data bersama tidak ada (DIP_UJI_DATA)")
    return DIP_UJI_DATA


@pytest.fixture(scope="session")
def butuh_program() -> Callable[[str], str]:
    """Finds a program that a test needs; missing means skip, or failure where `DIP_UJI_WAJIB=1`."""

    def cari(nama: str) -> str:
        jalan = shutil.which(nama)
        if jalan is None:
            pesan = f"program {nama} tidak terpasang (lihat tests/paket-debian.txt)"
            if WAJIB:
                pytest.fail(pesan)
            pytest.skip(pesan)
        return jalan

    return cari
