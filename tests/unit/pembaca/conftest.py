"""Small workbooks made on the spot, and the reader under test."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import openpyxl
import pytest

from dip.lembar import Bacaan
from sumber.pembaca import Pembaca
from sumber.pembaca.langsung import baca_langsung

LONGGAR = 120
"""Seconds per file where a good answer is expected: a busy machine must not turn it into a limit."""

DETIK_CPU = 20
"""Seconds on a processor; the worst of the hostile files needs about three."""


@pytest.fixture
def baca() -> Callable[..., Bacaan]:
    """The reader without a child, for bytes that the test made itself."""
    return baca_langsung


@pytest.fixture(scope="session")
def pembaca() -> Iterator[Pembaca]:
    """The reader behind its limits."""
    with Pembaca(1, detik=LONGGAR) as p:
        yield p


@pytest.fixture(scope="module")
def terukur(detik_cpu: Callable[[Iterable[int]], float]) -> Iterator[Callable[[bytes, str], Bacaan]]:
    """The same for hostile files: each costs its child less processor time than the limit of a monthly run, and is
    never ended by the wall clock, which says more of the machine than of the file.
    """
    with Pembaca(1, memori_mb=1024, detik=LONGGAR) as p:

        def baca(isi: bytes, nama: str) -> Bacaan:
            awal = detik_cpu(p.pid)
            hasil = p(isi, nama)
            assert detik_cpu(p.pid) - awal < DETIK_CPU
            assert [t for t in hasil.temuan if t.parameter.get("batas") == f"{LONGGAR} detik"] == []
            return hasil

        yield baca


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


@pytest.fixture
def buat_pdf() -> Callable[..., bytes]:
    """A small PDF from the drawing orders of its pages (Helvetica as F1, objects 1 catalog, 2 pages, 3 font).

    `halaman`, `katalog`, `info` and `sumber` are further entries of those dictionaries, `objek` further objects.
    """

    def buat(
        *isi: str | bytes,
        halaman: str = "",
        katalog: str = "",
        info: str = "",
        sumber: str = "",
        objek: Sequence[bytes] = (),
    ) -> bytes:
        awal = 5 + len(objek)
        nomor = [awal + 2 * i for i in range(len(isi))]
        semua: list[bytes] = [
            f"<</Type/Catalog/Pages 2 0 R {katalog}>>".encode(),
            f"<</Type/Pages/Count {len(isi)}/Kids[{' '.join(f'{n} 0 R' for n in nomor)}]>>".encode(),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
            f"<<{info}>>".encode(),
            *objek,
        ]
        for n, gambar in zip(nomor, isi, strict=True):
            mentah = gambar if isinstance(gambar, bytes) else gambar.encode("cp1252")
            kotak = "/MediaBox[0 0 595 842]"
            semua.append(
                f"<</Type/Page/Parent 2 0 R{kotak}/Resources<</Font<</F1 3 0 R {sumber}>>>>"
                f"/Contents {n + 1} 0 R {halaman}>>".encode()
            )
            padat = zlib.compress(mentah)
            semua.append(b"<</Length %d/Filter/FlateDecode>>stream\n" % len(padat) + padat + b"\nendstream")
        hasil, letak = b"%PDF-1.7\n", []
        for i, o in enumerate(semua, start=1):
            letak.append(len(hasil))
            hasil += b"%d 0 obj\n" % i + o + b"\nendobj\n"
        xref = len(hasil)
        hasil += b"xref\n0 %d\n0000000000 65535 f \n" % (len(semua) + 1)
        hasil += b"".join(b"%010d 00000 n \n" % x for x in letak)
        return hasil + b"trailer<</Size %d/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(semua) + 1, xref)

    return buat


@pytest.fixture
def gambar_tabel() -> Callable[..., str]:
    """Drawing orders of a table with lines: `kolom` are the x of its edges, rows are 20 points high."""

    def gambar(baris: Sequence[Sequence[str]], kolom: Sequence[int], atas: int = 800, *, tutup: bool = True) -> str:
        hasil, bawah = "", atas - 20 * len(baris)
        for i in range(len(baris) + tutup):
            hasil += f"{kolom[0]} {atas - 20 * i} m {kolom[-1]} {atas - 20 * i} l S\n"
        for x in kolom:
            hasil += f"{x} {atas} m {x} {bawah} l S\n"
        for i, b in enumerate(baris):
            for x, teks in zip(kolom, b, strict=False):
                hasil += f"BT /F1 9 Tf {x + 3} {atas - 20 * i - 13} Td ({teks}) Tj ET\n"
        return hasil

    return gambar
