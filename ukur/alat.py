"""How things are measured: contenders take turns in one run, CPU time, medians.

Reversed order every second round, because a shared machine is noisier at some moments than at others.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import psutil

Kerja = Callable[[], object]
Baris = tuple[str, float, float, str]
"""Name of the case, our CPU milliseconds, the other's, who the other is."""


def cpu_ms(pid: int) -> float:
    """CPU milliseconds a process has used."""
    try:  # in nanoseconds where the kernel counts them; psutil has hundredths of a second
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6
    except OSError:
        t = psutil.Process(pid).cpu_times()
        return (t.user + t.system) * 1000


def putar(
    peserta: Mapping[str, Kerja],
    putaran: int,
    *,
    anak_ms: Callable[[], float] = lambda: 0.0,
    siap: Kerja | None = None,
    paling_sedikit: int = 5,
) -> dict[str, float]:
    """Median CPU milliseconds of each contender over `putaran` rounds, at least `paling_sedikit`, after one that does
    not count.

    `anak_ms` is what living children have used so far; `siap` is called before each turn and not measured.
    """
    waktu: dict[str, list[float]] = {nama: [] for nama in peserta}
    for kerja in peserta.values():
        kerja()
    for n in range(max(paling_sedikit, putaran)):
        for nama in list(peserta) if n % 2 == 0 else reversed(list(peserta)):
            if siap is not None:
                siap()
            gc.collect()
            mulai = time.process_time() * 1000 + anak_ms()
            peserta[nama]()
            waktu[nama].append(time.process_time() * 1000 + anak_ms() - mulai)
    return {nama: statistics.median(w) for nama, w in waktu.items()}
