"""`make ukur`: one table of ratios.

`python -m ukur --besar`: 600 files of 2,000 rows and the memory of the tree. `--halaman`: pages and search in a browser
on a slow line. `--sumber`: 60 and 600 offices pulled, with and without Prefect. `keluaran --butir 50000`: outputs of a
larger edition.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable
from functools import partial

from rich.console import Console
from rich.table import Table

from ukur.alat import Baris
from ukur.baca import ukur_baca
from ukur.besar import ukur_besar
from ukur.ingat import ukur_ingat
from ukur.keluaran import BUTIR, ukur_keluaran
from ukur.nilai import ukur_nilai
from ukur.normal import ukur_normal
from ukur.pipa import ukur_pipa
from ukur.sumber import ukur_sumber
from ukur.tujuan import ukur_tujuan

PERKARA: dict[str, Callable[[int], list[Baris]]] = {
    "baca": ukur_baca,
    "normal": ukur_normal,
    "nilai": ukur_nilai,
    "ingat": ukur_ingat,
    "keluaran": ukur_keluaran,
    "pipa": ukur_pipa,
    "tujuan": ukur_tujuan,
}


def main() -> int:
    """Measure what is asked for, or everything but the long run."""
    urai = argparse.ArgumentParser(prog="make ukur")
    urai.add_argument("perkara", nargs="*", help=f"salah satu: {', '.join(PERKARA)}; kosong berarti semua")
    urai.add_argument("--putaran", type=int, default=5)
    urai.add_argument("--besar", action="store_true", help="600 berkas × 2.000 baris dan memorinya")
    urai.add_argument("--halaman", action="store_true", help="halaman dan pencarian di peramban, 12.000 dan 50.000")
    urai.add_argument("--sumber", action="store_true", help="60 dan 600 sumber ditarik, dengan dan tanpa Prefect")
    urai.add_argument("--butir", type=int, default=BUTIR, help="banyak butir untuk perkara keluaran")
    pilihan = urai.parse_args()
    layar = Console()
    if pilihan.besar:
        h = ukur_besar()
        layar.print(
            f"{h.berkas} berkas, {h.baris} baris dibaca, {h.terbit} dapat terbit, {h.temuan} temuan: "
            f"{h.detik:.0f} detik, {h.detik_cpu:.0f} detik CPU, puncak memori seluruh proses {h.puncak_mib:.0f} MiB"
        )
        return 0
    if pilihan.halaman:
        from ukur.halaman import ukur_halaman  # needs a browser

        for butir in (12_000, 50_000):
            layar.print(ukur_halaman(butir))
        return 0
    if pilihan.sumber:
        layar.print(ukur_sumber(pilihan.putaran))
        return 0
    perkara: dict[str, Callable[[int], list[Baris]]] = {
        **PERKARA,
        "keluaran": partial(ukur_keluaran, butir=pilihan.butir),
    }
    tabel = Table("Perkara", "Kami (ms CPU)", "Pembanding (ms CPU)", "Rasio", "Pembanding")
    for nama in pilihan.perkara or perkara:
        for kasus, kami, lain, siapa in perkara[nama](pilihan.putaran):
            rasio = "–" if math.isnan(lain) else f"{lain / kami:.1f}×" if lain > kami / 5 else f"1/{kami / lain:.0f}"
            tabel.add_row(kasus, f"{kami:.0f}", "–" if math.isnan(lain) else f"{lain:.0f}", rasio, siapa)
    layar.print(tabel)
    return 0


if __name__ == "__main__":
    sys.exit(main())
