"""A register of either kind, and a journal to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from dip import jejak
from dip.jam import WIB
from dip.register import Register
from dip.sidik import sha256

SAAT = datetime(2026, 11, 1, 6, 0, tzinfo=WIB)


@pytest.fixture
def register(alamat_register: str) -> Iterator[Register]:
    r = Register(alamat_register)
    yield r
    r.tutup()


@pytest.fixture(scope="session")
def isi_jejak() -> Callable[[Register, int, str], list[jejak.Catatan]]:
    """Writes n entries of an institution and gives its whole chain."""

    def isi(r: Register, n: int, lembaga: str) -> list[jejak.Catatan]:
        for i in range(n):
            with r.tulis() as k:
                jejak.catat(
                    k, lembaga, "uji", waktu=SAAT, pelaku="sistem", data={"n": i}, masukan={"x": sha256(bytes([i]))}
                )
        with r.baca() as k:
            return jejak.baca_semua(k, lembaga)

    return isi
