"""From a revisi to files: what citizens see and download, and the draft workbook for officials.

`bangun` gives every public file as bytes. The same revisi, the same pengesahan and the same `PEMBANGUN` give the same
bytes (design §4.8): no clock, no randomness, no set or directory order takes part.

    index.html  kategori/<k>-<n>.html  unit/<opd>-<n>.html  gaya.css  cari.js  cari/<n>.json
    data/dip.xlsx  data/dip.csv  data/dip-titikkoma.csv  data/dip.json  dip-manifest.json
"""

from __future__ import annotations

from dip.revisi import Pengesahan, Revisi
from keluaran.bentuk.berkas_csv import tulis_csv
from keluaran.bentuk.dasar import PEMBANGUN, Bahan, BarisTerbit, BentukGalat, proyeksi, susun_bahan
from keluaran.bentuk.data_json import NAMA_MANIFES, tulis_json, tulis_manifes, tulis_pecahan
from keluaran.bentuk.draf import draf_xlsx
from keluaran.bentuk.html import halaman_unit, tulis_aset, tulis_daftar, tulis_indeks
from keluaran.bentuk.xlsx import tulis_xlsx

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


def bangun(revisi: Revisi, pengesahan: Pengesahan | None, opd: str = "") -> dict[str, bytes]:
    """All public files of the main register, or of one office's own site: relative path with `/` → bytes, sorted.

    `pengesahan` None builds a draft: every page and workbook says DRAF and nothing carries the sidik.
    Raises BentukGalat when the revisi contradicts itself or the pengesahan belongs to another sidik.
    """
    bahan = susun_bahan(revisi, pengesahan, opd)
    unduhan = {
        "data/dip.csv": tulis_csv(bahan.baris),
        "data/dip-titikkoma.csv": tulis_csv(bahan.baris, ";"),
        "data/dip.json": tulis_json(bahan),
        "data/dip.xlsx": tulis_xlsx(bahan),
    }
    halaman = halaman_unit(bahan.baris)
    pecahan = list(tulis_pecahan(bahan, halaman))
    berkas = {
        **unduhan,
        **tulis_aset(),
        **{f"cari/{i}.json": isi for i, isi in enumerate(pecahan)},
        **dict(tulis_daftar(bahan)),
        "index.html": tulis_indeks(bahan, unduhan, halaman, len(pecahan)),
    }
    berkas = dict(sorted(berkas.items()))
    return {**berkas, NAMA_MANIFES: tulis_manifes(bahan, berkas)}
