"""One publisher at a time: an order's run and the month's run would otherwise overtake each other at a target, and the
register would call a release live that another one has just covered.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

from tasks.meja import meja_kerja

_UTAS = RLock()
_MEMEGANG: list[bool] = []


@contextmanager
def satu_penerbit() -> Iterator[None]:
    """Wait until no other run publishes, in this process or another (`<DIP_DATA>/terbit.kunci`); may be nested. What
    is live must be read inside. A run that dies lets go.
    """
    with _UTAS:
        if _MEMEGANG:
            yield
            return
        with (meja_kerja().data / "terbit.kunci").open("ab") as f:
            fcntl.flock(f, fcntl.LOCK_EX)
            _MEMEGANG.append(True)
            try:
                yield
            finally:
                _MEMEGANG.clear()
