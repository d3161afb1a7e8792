"""Reading one uploaded workbook: a multipart form with few fields and one file, counted while it streams in."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from dip.kode import rapikan_teks
from dip.pdp import samarkan
from dip.unggahan import MAKS_UNGGAH
from keluaran.bentuk.teks import bersih

_BUANG_MAKS = 4 * MAKS_UNGGAH
"""What is read and thrown away of a larger one, so that the sender gets an answer instead of a broken line."""

_BATAS_ISIAN = 8 * 1024
_MAKS_ISIAN = 8
_NAMA_MAKS = 120


@dataclass(frozen=True, slots=True)
class Unggahan:
    """The fields of the form, the file's name as it may be shown (masked), and its bytes (empty: none was chosen)."""

    isian: dict[str, str]
    nama: str
    isi: bytes = field(repr=False)


async def baca_unggahan(request: Request) -> Unggahan:
    """The one file of a posted form; 415 for another kind of body, 413 for a large one, 400 for a broken one.

    Field *berkas* is the file. It goes through an unnamed temporary file above a megabyte and never lies on disk under
    a name that somebody chose.
    """
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "multipart/form-data":
        raise HTTPException(415)
    aliran = _terbatas(request)
    try:
        borang = await MultiPartParser(
            request.headers, aliran, max_files=1, max_fields=_MAKS_ISIAN, max_part_size=_BATAS_ISIAN
        ).parse()
    except (MultiPartException, KeyError, ValueError, AssertionError) as e:
        raise HTTPException(400) from e
    finally:
        await aliran.aclose()
    try:
        isian = {n: v for n, v in borang.multi_items() if isinstance(v, str)}
        berkas = borang.get("berkas")
        if not isinstance(berkas, UploadFile):
            return Unggahan(isian, "", b"")
        return Unggahan(isian, nama_tampil(berkas.filename or ""), await berkas.read())
    finally:
        await borang.close()


def nama_tampil(nama: str) -> str:
    """The name of an uploaded file as it may be shown: without folders and control characters, masked, short."""
    pendek = rapikan_teks(bersih(nama).replace("\\", "/").rpartition("/")[2].replace("\n", " "))
    return samarkan(pendek)[:_NAMA_MAKS]


async def _terbatas(request: Request) -> AsyncGenerator[bytes, None]:
    """The body, as long as it is small enough. What comes after the limit is thrown away unread."""
    banyak = 0
    async for potong in request.stream():
        banyak += len(potong)
        if banyak <= MAKS_UNGGAH:
            yield potong
        elif banyak > _BUANG_MAKS:
            break
    if banyak > MAKS_UNGGAH:
        raise HTTPException(413)
