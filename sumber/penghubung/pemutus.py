"""One request's turn at a host: politeness, and a circuit for hosts that do not answer at all.

Many offices often share one host. What a host does as a whole (silent, refusing, asking for a pause) is known to all
pulls of this process; what it answers about one address (a status, a broken body) never counts against the others.
No office is ever refused unseen: at a dead host, and at one that has long been asking everybody for pauses, each pull
still makes one try, only without repeating it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from dip.pengaturan import Kebijakan
from dip.tarikan import Alat
from sumber.penghubung.alamat import Gagal
from sumber.penghubung.sambungan import pintu_host

AMBANG = 3
"""Failures in a row after which a host counts as dead."""
AMBANG_SIBUK = 8
"""Requests for a pause in a row, more than one office can bring about, after which a host has no room for anybody."""
LAMA = timedelta(minutes=10)
"""How long that is believed after the last failure."""
MAKS_TUNGGU = 60.0
"""Longest single wait in seconds, also when Retry-After asks for more."""


class Pemutus:
    """What this process knows of hosts (`name:port`). Times are the caller's clock; thread-safe."""

    def __init__(self) -> None:
        self._kunci = threading.Lock()
        self._mati: dict[str, tuple[int, datetime]] = {}
        self._jeda: dict[str, datetime] = {}
        self._sibuk: dict[str, tuple[int, datetime]] = {}

    def gagal(self, inang: str, kini: datetime) -> None:
        """The host as a whole did not answer."""
        with self._kunci:
            self._mati[inang] = (self._beruntun(self._mati, inang, kini) + 1, kini)

    def hidup(self, inang: str) -> None:
        """The host answered, with whatever."""
        with self._kunci:
            self._mati.pop(inang, None)

    def terbuka(self, inang: str, kini: datetime) -> bool:
        """Whether the circuit is open: repeating a try at this host is a waste of everybody's time."""
        with self._kunci:
            return self._beruntun(self._mati, inang, kini) >= AMBANG

    def sibuk(self, inang: str, kini: datetime) -> bool:
        """Whether the host asks whoever comes to go away again."""
        with self._kunci:
            return self._beruntun(self._sibuk, inang, kini) >= AMBANG_SIBUK

    def lega(self, inang: str) -> None:
        """The host answered without asking for a pause."""
        with self._kunci:
            self._sibuk.pop(inang, None)

    @staticmethod
    def _beruntun(catatan: dict[str, tuple[int, datetime]], inang: str, kini: datetime) -> int:
        berapa, saat = catatan.get(inang, (0, kini))
        return berapa if abs(kini - saat) < LAMA else 0  # a clock set back must not keep it open for a year

    def minta_jeda(self, inang: str, detik: float, kini: datetime) -> None:
        """The host asked to be left alone for so long (Retry-After, RFC 9110 §10.2.3)."""
        with self._kunci:
            sampai = kini + timedelta(seconds=min(detik, MAKS_TUNGGU))
            self._jeda[inang] = max(sampai, self._jeda.get(inang, sampai))
            self._sibuk[inang] = (self._beruntun(self._sibuk, inang, kini) + 1, kini)

    def jeda(self, inang: str, kini: datetime) -> float:
        """Seconds for which the host is still to be left alone, 0 to `MAKS_TUNGGU`."""
        with self._kunci:
            sampai = self._jeda.get(inang, kini)
            return min(max((sampai - kini).total_seconds(), 0.0), MAKS_TUNGGU)

    def sudah_ditunggu(self, inang: str, sampai: datetime) -> None:
        """Somebody waited until then: a pause that ends by that moment is over, also where clocks stand still."""
        with self._kunci:
            if inang in self._jeda and self._jeda[inang] <= sampai:
                del self._jeda[inang]

    def lupakan(self) -> None:
        """Forget everything, as at the start of a process."""
        with self._kunci:
            self._mati.clear()
            self._jeda.clear()
            self._sibuk.clear()


PEMUTUS = Pemutus()


def tunggu(inang: str, detik: float, alat: Alat) -> None:
    """Wait for a host as it asked."""
    sampai = alat.jam() + timedelta(seconds=detik)
    alat.tidur(detik)
    PEMUTUS.sudah_ditunggu(inang, sampai)


@contextmanager
def giliran(host: str, port: int, alat: Alat, kebijakan: Kebijakan) -> Iterator[None]:
    """A turn at a host for one request: at most `per_host` at a time, and not while it asked to be left alone.

    How the turn ends is noted for everybody: a Gagal gets its `inang`, and counts where it is `inang_mati`.
    """
    inang = f"{host.lower()}:{port}"
    pintu = pintu_host(host, kebijakan.per_host)
    sisa = MAKS_TUNGGU
    pintu.acquire()
    try:
        while (detik := min(PEMUTUS.jeda(inang, alat.jam()), sisa)) > 0:
            pintu.release()
            try:
                tunggu(inang, detik, alat)
            finally:
                pintu.acquire()
            sisa -= detik
        yield
        PEMUTUS.hidup(inang)
        PEMUTUS.lega(inang)
    except Gagal as g:
        g.inang = inang
        if g.inang_mati:
            PEMUTUS.gagal(inang, alat.jam())
        else:
            PEMUTUS.hidup(inang)
        if g.tunggu:
            PEMUTUS.minta_jeda(inang, g.tunggu, alat.jam())
        elif not g.inang_mati:
            PEMUTUS.lega(inang)
        raise
    finally:
        pintu.release()
