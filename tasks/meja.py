"""The desk as flows and tasks use it: the shipped fictional regency is the default settings folder."""

from __future__ import annotations

import atexit
import time
from datetime import timedelta
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

import sumber
from dip.jam import sekarang
from dip.meja import Meja, buka_meja
from dip.tarikan import Alat
from keluaran.balasan import Balas
from sumber.olah import Pengolah
from tasks.rahasia import rahasia

CONTOH = Path(sumber.__file__).parent / "contoh"
"""The shipped settings folder of *Kabupaten Contoh*."""


UMUR_TEMBOLOK = timedelta(days=200)
"""A remembered reading nobody used for this long is thrown away."""


@lru_cache(maxsize=1)
def meja_kerja() -> Meja:
    """The one desk of this process, from the environment (DIP_DATA, DIP_PENGATURAN, …)."""
    return buka_meja(CONTOH)


@lru_cache(maxsize=1)
def pengolah() -> Pengolah:
    """The readers of this process: started for the first file, warm for all after it, ended with the process."""
    kolam = Pengolah()
    atexit.register(kolam.tutup)
    return kolam


@lru_cache(maxsize=1)
def pembalas() -> Balas:
    """The makers of balasan of this process, which live as long as `pengolah`."""
    kolam = Balas(2)
    atexit.register(kolam.tutup)
    return kolam


def pelari() -> TaskRunner[Any]:
    """Pulls run in threads: waiting for sixty offices costs no CPU (facts/prefect.md §1)."""
    return ThreadPoolTaskRunner(max_workers=8)


def alat() -> Alat:
    """What connectors may use, with the real clock and real waiting."""
    meja = meja_kerja()
    return Alat(gudang=meja.gudang, jam=sekarang, tidur=time.sleep, rahasia=partial(rahasia, meja))
