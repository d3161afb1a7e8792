"""`make ukur`: one table of ratios; `python -m ukur --besar`: 600 files of 2,000 rows and the memory of the tree."""

from __future__ import annotations

import argparse
import math
import sys

from rich.console import Console
from rich.table import Table

from ukur.baca import ukur_baca
from ukur.besar import ukur_besar
from ukur.ingat import ukur_ingat
from ukur.keluaran import ukur_keluaran
from ukur.nilai import ukur_nilai
from ukur.normal import ukur_normal

PERKARA = {
    "baca": ukur_baca,
    "normal": ukur_normal,
    "nilai": ukur_nilai,
    "ingat": ukur_ingat,
    "keluaran": ukur_keluaran,
}


def main() -> int:
    """Measure what is asked for, or everything but the long run."""
    urai = argparse.ArgumentParser(prog="make ukur")
    urai.add_argument("perkara", nargs="*", help=f"salah satu: {', '.join(PERKARA)}; kosong berarti semua")
    urai.add_argument("--putaran", type=int, default=5)
    urai.add_argument("--besar", action="store_true", help="600 berkas × 2.000 baris dan memorinya")
    pilihan = urai.parse_args()
    layar = Console()
    if pilihan.besar:
        h = ukur_besar()
        layar.print(
            f"{h.berkas} berkas, {h.baris} baris dibaca, {h.terbit} dapat terbit, {h.temuan} temuan: "
            f"{h.detik:.0f} detik, {h.detik_cpu:.0f} detik CPU, puncak memori seluruh proses {h.puncak_mib:.0f} MiB"
        )
        return 0
    tabel = Table("Perkara", "Kami (ms CPU)", "Pembanding (ms CPU)", "Rasio", "Pembanding")
    for nama in pilihan.perkara or PERKARA:
        for kasus, kami, lain, siapa in PERKARA[nama](pilihan.putaran):
            rasio = "–" if math.isnan(lain) else f"{lain / kami:.1f}×" if lain > kami / 5 else f"1/{kami / lain:.0f}"
            tabel.add_row(kasus, f"{kami:.0f}", "–" if math.isnan(lain) else f"{lain:.0f}", rasio, siapa)
    layar.print(tabel)
    return 0


if __name__ == "__main__":
    sys.exit(main())
