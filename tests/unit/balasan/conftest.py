"""Small workbooks of an office, findings about them, and the balasan under test."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from dip.jam import WIB
from dip.lembar import Bacaan
from dip.temuan import Temuan
from keluaran.balasan import Balas, TandaTerima, balasan
from sumber.pembaca.langsung import baca_langsung

KEPALA = ["No", "Judul Informasi", "Ringkasan Isi Informasi", "Kategori", "Penanggung Jawab", "Waktu", "Retensi"]


@pytest.fixture
def tanda() -> TandaTerima:
    """A tanda terima whose file name carries an identity number."""
    return TandaTerima(
        nomor="TT-2026-11-0007",
        opd="Dinas Kesehatan",
        nama_berkas="dip 1901014507900001.xlsx",
        sha256="ab" * 32,
        periode="2026-11",
        waktu=datetime(2026, 11, 3, 9, 30, tzinfo=WIB),
        dibaca=1204,
        diterima=1100,
        ditahan=80,
        dikecualikan=20,
        dilewati=4,
        lembaga="PPID Kabupaten Contoh",
    )


@pytest.fixture
def buku() -> Callable[..., bytes]:
    """Bytes of an xlsx with a small DIP on the sheet `nama`; `isi(wb, ws)` changes it before saving."""

    def buat(isi: Callable[[Any, Any], None] = lambda wb, ws: None, *, nama: str = "DIP", baris: int = 5) -> bytes:
        wb = openpyxl.Workbook()
        ws: Any = wb.active
        ws.title = nama
        ws.append(KEPALA)
        for i in range(1, baris + 1):
            ws.append([i, f"Laporan {i}", f"Isi laporan {i}", "Berkala", "Kepala Bidang", "2025", "5 tahun"])
        isi(wb, ws)
        b = io.BytesIO()
        wb.save(b)
        return b.getvalue()

    return buat


@pytest.fixture
def sunting() -> Callable[..., bytes]:
    """A zip package with one part changed, or added where it was not there."""

    def ubah(isi: bytes, nama: str, fungsi: Callable[[bytes], bytes]) -> bytes:
        b = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(isi)) as z, zipfile.ZipFile(b, "w", zipfile.ZIP_DEFLATED) as baru:
            for a in z.namelist():
                baru.writestr(a, fungsi(z.read(a)) if a == nama else z.read(a))
            if nama not in z.namelist():
                baru.writestr(nama, fungsi(b""))
        return b.getvalue()

    return ubah


@pytest.fixture
def baca() -> Callable[..., Bacaan]:
    """The reader without a child."""
    return baca_langsung


@pytest.fixture
def temuan() -> Callable[..., Temuan]:
    """A finding about a row of sheet *DIP*."""

    def buat(kode: str, sel: str = "", baris: int = 0, **lain: Any) -> Temuan:
        nomor = baris or int("".join(c for c in sel if c.isdigit()) or 0)
        lembar = lain.pop("lembar", "DIP")
        entri = lain.pop("entri", f"DINKES:0:{nomor}" if nomor else "")
        return Temuan(kode, "DINKES", "dip.xlsx", lembar, sel, nomor, entri, **lain)

    return buat


@pytest.fixture
def buka_tanda() -> Callable[..., Any]:
    """The balasan made in this process, opened with openpyxl (formulas shown as formulas)."""

    def jalan(isi: bytes, bacaan: Bacaan, temuan: list[Temuan], tanda: TandaTerima, **lain: Any) -> Any:
        return openpyxl.load_workbook(io.BytesIO(balasan(isi, bacaan, temuan, tanda, **lain)))

    return jalan


@pytest.fixture
def buka(buka_tanda: Callable[..., Any], tanda: TandaTerima) -> Callable[..., Any]:
    """The same with the usual tanda terima."""

    def jalan(isi: bytes, bacaan: Bacaan, temuan: list[Temuan], **lain: Any) -> Any:
        return buka_tanda(isi, bacaan, temuan, tanda, **lain)

    return jalan


@pytest.fixture(scope="session")
def balas() -> Iterator[Balas]:
    """The balasan behind the limits of a child."""
    with Balas(detik=120) as b:  # a busy machine must not turn a copy into the lesser way
        yield b


@pytest.fixture
def teks() -> Callable[[Any], list[list[str]]]:
    """All texts of a worksheet, row by row, blanks left out."""

    def ambil(ws: Any) -> list[list[str]]:
        return [[str(c) for c in r if c is not None] for r in ws.iter_rows(values_only=True)]

    return ambil
