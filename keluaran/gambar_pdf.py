"""A typst template with its data becomes a PDF: the same bytes on every machine, tagged, and packed when it is large.

PDF/UA-1 and PDF/A-2a in one file: a title, a language, tags, typefaces inside. Deterministic because no system
typeface and no clock take part and the identifier is made from the content.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import typst

BAKU: list[Any] = ["a-2a", "ua-1"]
"""The standards a file conforms to (ISO 19005-2 level A, ISO 14289-1)."""

MULAI_PADAT = 300_000
"""Smaller files are left as typst writes them: packing takes longer than it saves."""


def gambar_pdf(templat: Path, naskah: str) -> bytes:
    """Draw a template that reads its data, JSON text, from `sys.inputs.naskah`. TypstError means a broken template."""
    isi = _susun(templat, naskah, BAKU)
    return padatkan(isi) if len(isi) >= MULAI_PADAT else isi


def _susun(templat: Path, naskah: str, baku: list[Any]) -> bytes:
    try:
        return typst.compile(
            templat,
            root=templat.parent,
            ignore_system_fonts=True,
            sys_inputs={"naskah": naskah},
            timestamp=0,
            pdf_standards=baku,
        )
    except typst.TypstError as e:
        # a character that passed `keluaran.aksara.tercetak` and still has no picture: a box is better than no document
        if baku and "could not be displayed" in str(e):
            return _susun(templat, naskah, [])
        raise


def padatkan(isi: bytes) -> bytes:
    """The same document with its objects in compressed streams: a third of the size."""
    keluar = io.BytesIO()
    with pikepdf.open(io.BytesIO(isi)) as pdf:
        pdf.save(
            keluar,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            fix_metadata_version=False,
        )
    return keluar.getvalue()
