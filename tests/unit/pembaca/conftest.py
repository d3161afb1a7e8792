"""Small workbooks made on the spot, and the reader under test."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import openpyxl
import pytest

from dip.lembar import Bacaan
from sumber.pembaca import Pembaca
from sumber.pembaca.langsung import baca_langsung


@pytest.fixture
def baca() -> Callable[..., Bacaan]:
    """The reader without a child, for bytes that the test made itself."""
    return baca_langsung


@pytest.fixture(scope="session")
def pembaca() -> Iterator[Pembaca]:
    """The reader behind its limits."""
    with Pembaca(1, detik=20) as p:
        yield p


@pytest.fixture
def buku() -> Callable[[Callable[[Any], None]], bytes]:
    """Bytes of an xlsx whose first sheet (named `DIP`) the given function fills."""

    def buat(isi: Callable[[Any], None]) -> bytes:
        wb = openpyxl.Workbook()
        wb.active.title = "DIP"
        isi(wb.active)
        b = io.BytesIO()
        wb.save(b)
        return b.getvalue()

    return buat


@pytest.fixture
def sunting() -> Callable[[bytes, str, Callable[[bytes], bytes]], bytes]:
    """A zip package with one part changed (or added, when it was not there)."""

    def ubah(isi: bytes, nama: str, fungsi: Callable[[bytes], bytes]) -> bytes:
        b = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(isi)) as z, zipfile.ZipFile(b, "w", zipfile.ZIP_DEFLATED) as baru:
            for a in z.namelist():
                baru.writestr(a, fungsi(z.read(a)) if a == nama else z.read(a))
            if nama not in z.namelist():
                baru.writestr(nama, fungsi(b""))
        return b.getvalue()

    return ubah
