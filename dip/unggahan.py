"""What a file that somebody hands to us may be: how large, and for a recorded sheet of which kind (design §4.11)."""

from __future__ import annotations

from typing import NamedTuple

MAKS_UNGGAH = 20 * 1024 * 1024
"""Bytes of one file that an official hands over: a scan of the sheet, a signed PDF, a filled-in workbook."""


class JenisLembar(NamedTuple):
    """A kind of recorded sheet: how its file begins, its ending without dot, its media type."""

    awalan: bytes
    akhiran: str
    media: str


JENIS_LEMBAR = (
    JenisLembar(b"%PDF-", "pdf", "application/pdf"),
    JenisLembar(b"\xff\xd8\xff", "jpg", "image/jpeg"),
    JenisLembar(b"\x89PNG\r\n", "png", "image/png"),
)
"""All kinds of a recorded sheet; nothing else is taken in or handed out."""


def jenis_lembar(isi: bytes) -> JenisLembar | None:
    """The kind of a recorded sheet by its first bytes, None for anything else."""
    return next((j for j in JENIS_LEMBAR if isi.startswith(j.awalan)), None)
