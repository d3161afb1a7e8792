"""From a revisi to files: what citizens see and download, and the draft workbook for officials.

`bangun` gives every public file as bytes. The same revisi, the same pengesahan and the same `PEMBANGUN` give the same
bytes (design §4.8): no clock, no randomness, no set or directory order takes part.

    index.html  kategori/<k>-<n>.html  unit/<opd>-<n>.html  n/<opd>/<n>.html  kelengkapan.html  meminta.html
    edisi/index.html  edisi/<kode>.html  perubahan/<kode>.html  gaya.css  cari.js  cari/<n>.json
    cetak/<opd>.pdf  data/*  atom.xml  sitemap.xml  dip-manifest.json

A name of this package is loaded when it is asked for: a child that needs one small module does not load the builders.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from keluaran.bentuk.dasar import NAMA_MANIFES, PEMBANGUN, Bahan, BarisTerbit, BentukGalat, proyeksi, susun_bahan
    from keluaran.bentuk.draf import draf_xlsx
    from keluaran.bentuk.situs import bangun

__all__ = [
    "NAMA_MANIFES",
    "PEMBANGUN",
    "Bahan",
    "BarisTerbit",
    "BentukGalat",
    "bangun",
    "draf_xlsx",
    "proyeksi",
    "susun_bahan",
]

_DI_MANA = {"draf_xlsx": "draf", "bangun": "situs"}
"""The module of a name; all others are in `dasar`."""


def __getattr__(nama: str) -> Any:
    if nama not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {nama!r}")
    return getattr(import_module(f"{__name__}.{_DI_MANA.get(nama, 'dasar')}"), nama)
