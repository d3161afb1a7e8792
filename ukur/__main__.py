"""`make ukur`: one table of ratios. Each line alternates the contenders and takes the median of several rounds."""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable

from rich.console import Console
from rich.table import Table

from ukur.perkara import PERKARA


def cpu(kerja: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    mulai = time.process_time()
    kerja()
    return time.process_time() - mulai


def main() -> int:
    urai = argparse.ArgumentParser(prog="make ukur")
    urai.add_argument("--putaran", type=int, default=5)
    putaran = urai.parse_args().putaran
    tabel = Table("Perkara", "Kami (ms CPU)", "Pembanding (ms CPU)", "Rasio", "Pembanding")
    for perkara in PERKARA:
        kami, lain = perkara.siapkan()
        kami()
        lain()
        waktu: dict[str, list[float]] = {"kami": [], "lain": []}
        for n in range(putaran):
            urutan = [("kami", kami), ("lain", lain)]
            for nama, kerja in urutan if n % 2 == 0 else reversed(urutan):
                waktu[nama].append(cpu(kerja))
        a, b = statistics.median(waktu["kami"]), statistics.median(waktu["lain"])
        tabel.add_row(perkara.nama, f"{a * 1000:.0f}", f"{b * 1000:.0f}", f"{b / a:.1f}×", perkara.pembanding)
    Console().print(tabel)
    return 0


if __name__ == "__main__":
    sys.exit(main())
