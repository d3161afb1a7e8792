"""Thousands of links, politely: one look at a time per host with a pause between, many hosts at once, within a budget.

A host that is dead is not asked again for each of its links: after `MATI_BERUNTUN` looks without any answer the others
share the observation. One that answers with errors is left alone until the next night.
"""

from __future__ import annotations

import queue
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

from dip.tautan import Amatan

MATI_BERUNTUN = 3
GALAT_BERUNTUN = 5


@dataclass(frozen=True, slots=True)
class Sopan:
    """How politely: `jeda` seconds between two looks at a host, at most `per_host` looks at one in a night, `serentak`
    hosts at once, `detik` for everything.
    """

    jeda: float = 0.5
    per_host: int = 1000
    serentak: int = 24
    detik: float = 3 * 3600.0


def periksa_banyak(
    alamat: Sequence[str],
    satu: Callable[[str], Amatan],
    sopan: Sopan,
    *,
    kini: Callable[[], float],
    tidur: Callable[[float], None],
) -> Iterator[tuple[str, Amatan]]:
    """(link, what was seen) as they come; what is left out waits for the next night.

    `alamat` in the order of their turn, distinct; `kini` is a clock in seconds that only goes on. Ends early when the
    caller stops iterating. Raises whatever `satu` raises.
    """
    per_host: dict[str, list[str]] = defaultdict(list)
    for url in alamat:
        per_host[host_dari(url)].append(url)
    hasil: queue.SimpleQueue[tuple[str, Amatan] | None] = queue.SimpleQueue()
    berhenti, sampai = threading.Event(), kini() + sopan.detik

    def kerjakan(daftar: list[str]) -> None:
        try:
            for x in _satu_host(
                daftar[: sopan.per_host], satu, sopan, tidur, lambda: berhenti.is_set() or kini() >= sampai
            ):
                hasil.put(x)
        finally:
            hasil.put(None)

    # hosts with most links first: they take longest
    urut = sorted(per_host.values(), key=len, reverse=True)
    with ThreadPoolExecutor(max(1, min(sopan.serentak, len(urut)))) as kolam:
        kerja: list[Future[None]] = [kolam.submit(kerjakan, d) for d in urut]
        try:
            for _ in urut:
                while (x := hasil.get()) is not None:
                    yield x
        finally:
            berhenti.set()
    for k in kerja:
        k.result()


def _satu_host(
    daftar: Sequence[str],
    satu: Callable[[str], Amatan],
    sopan: Sopan,
    tidur: Callable[[float], None],
    habis: Callable[[], bool],
) -> Iterator[tuple[str, Amatan]]:
    mati = galat = 0
    for n, url in enumerate(daftar):
        if habis():
            return
        a = satu(url)
        yield url, a
        mati = mati + 1 if a.inang_mati else 0
        galat = galat + 1 if a.tunda or a.status >= 500 else 0
        if mati >= MATI_BERUNTUN:
            yield from ((lain, a) for lain in daftar[n + 1 :])
            return
        if galat >= GALAT_BERUNTUN:
            return
        if n + 1 < len(daftar):
            tidur(sopan.jeda)


def host_dari(url: str) -> str:
    """The host of a link; links nobody can parse share one."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
