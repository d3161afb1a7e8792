"""The Jinja2 environment of all HTML we make, and the static files beside the templates.

Autoescape is on for everything and no template uses `|safe`; an undefined name is an error, not an empty text.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from keluaran.templat.ejaan import tulis_angka, tulis_iso, tulis_periode, tulis_tanggal, tulis_ukuran


@cache
def lingkungan() -> Environment:
    """The shared environment.

    Filters: `angka` (12.345), `ukuran` (1,4 MB), `waktu` (ISO → 12 November 2026 pukul 09.30 WIB), `tanggal`,
    `periode` (2026-11 → November 2026).
    """
    folder = str(resources.files(__package__))
    env = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    env.filters |= {
        "angka": tulis_angka,
        "ukuran": tulis_ukuran,
        "waktu": tulis_iso,
        "tanggal": tulis_tanggal,
        "periode": tulis_periode,
    }
    return env


def aset(nama: str) -> bytes:
    """A static file of this folder (`gaya.css`, `cari.js`) as bytes."""
    return (resources.files(__package__) / nama).read_bytes()
