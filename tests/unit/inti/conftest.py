"""A register of either kind, open and empty."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dip.register import Register


@pytest.fixture
def register(alamat_register: str) -> Iterator[Register]:
    r = Register(alamat_register)
    yield r
    r.tutup()
