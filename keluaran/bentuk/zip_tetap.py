"""The one re-zip helper: every zip format (xlsx) leaves with fixed dates, order and attributes (design §4.8)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

TANGGAL_TETAP = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip entry can carry."""

Ganti = tuple[bytes, bytes] | Callable[[bytes], bytes]
"""(old, new): the first occurrence of old bytes is replaced; or a function of the whole entry."""


_AWAL = ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml")
"""Programs that guess a file's kind from its first entries know a workbook by these (libmagic, upload portals)."""


def _urut(nama: str) -> tuple[int, str]:
    return (_AWAL.index(nama) if nama in _AWAL else len(_AWAL), nama)


def zip_satu(nama: str, isi: bytes) -> bytes:
    """A zip with one file in it; the same file gives the same bytes."""
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w") as tujuan:
        tujuan.writestr(nama, isi)
    return zip_tetap(keluar.getvalue())


def zip_tetap(isi: bytes, ganti: Mapping[str, Ganti] | None = None) -> bytes:
    """The same zip content with entries in a fixed order, fixed dates and attributes, and one compression level.

    `ganti` maps entry names to what is to be changed in them, for what the writing library has no option for. Raises
    zipfile.BadZipFile when `isi` is no zip.
    """
    keluar = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(isi)) as asal, zipfile.ZipFile(keluar, "w") as tujuan:
        for nama in sorted(asal.namelist(), key=_urut):
            info = zipfile.ZipInfo(nama, TANGGAL_TETAP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            data = asal.read(nama)
            cara = ganti.get(nama) if ganti else None
            if cara is not None:
                data = data.replace(*cara, 1) if isinstance(cara, tuple) else cara(data)
            tujuan.writestr(info, data, compresslevel=6)
    return keluar.getvalue()
