"""Tables without lines: columns and rows concluded from where words stand."""

from __future__ import annotations

from sumber.pembaca.pdf_garis import TabelPdf
from sumber.pembaca.pdf_teks import Objek


def tabel_sejajar(halaman: list[list[Objek]], tinggi: list[float]) -> list[list[TabelPdf]]:
    """Tables per page."""
    return [[] for _ in halaman]
