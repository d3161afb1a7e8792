"""What the cost of a child is measured with: its own seconds on a processor, whoever else uses the machine."""

from __future__ import annotations

import contextlib
import resource
from collections.abc import Callable, Iterable

import psutil
import pytest


@pytest.fixture(scope="session")
def detik_cpu() -> Callable[[Iterable[int]], float]:
    """Seconds of processor time that the given living children, and all that have ended, have used so far.

    It never runs backwards: a child that a limit ended is counted among the ended ones.
    """

    def hitung(hidup: Iterable[int]) -> float:
        usai = resource.getrusage(resource.RUSAGE_CHILDREN)
        jumlah = usai.ru_utime + usai.ru_stime
        for pid in hidup:
            with contextlib.suppress(psutil.NoSuchProcess):
                t = psutil.Process(pid).cpu_times()
                jumlah += t.user + t.system
        return jumlah

    return hitung
