"""A register with an open edition, and receipts to say something about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from dip.edisi import Edisi, buka_edisi
from dip.jam import WIB
from dip.register import Register
from dip.tarikan import Tarikan

SAAT = datetime(2026, 11, 3, 9, 0, tzinfo=WIB)


@pytest.fixture
def saat() -> datetime:
    return SAAT


@pytest.fixture
def register(alamat_register: str) -> Iterator[Register]:
    r = Register(alamat_register)
    yield r
    r.tutup()


@pytest.fixture
def edisi(register: Register) -> Edisi:
    buka = buka_edisi(register, "UJI", "2026-11", "run-1", SAAT, lambda _: True)
    assert buka.edisi is not None
    return buka.edisi


@pytest.fixture
def tarikan() -> Callable[..., Tarikan]:
    def buat(hasil: Any = "baru", waktu: datetime = SAAT, **lain: Any) -> Tarikan:
        isi = {"opd": "DINKES", "alamat": "folder:dinkes", "sha_berkas": "a" * 64, "nama_berkas": "dip.xlsx", **lain}
        return Tarikan(hasil=hasil, waktu=waktu.isoformat(), **isi)

    return buat
