"""Python's cyclic garbage collector, put aside while many small objects are made that all stay.

Rows are dicts in lists: no cycles, but each collection walks through all of them again, a fifth of the time of reading
12,000 rows. Reference counting goes on as always; the collector runs again as soon as the work is done.
"""

from __future__ import annotations

import gc
from contextlib import ContextDecorator
from types import TracebackType


class tanpa_sapu(ContextDecorator):
    """No cyclic collection inside. Nested uses are fine; the outermost one switches it on again."""

    def __init__(self) -> None:
        self._hidup: list[bool] = []

    def __enter__(self) -> None:
        self._hidup.append(gc.isenabled())
        gc.disable()

    def __exit__(
        self, jenis: type[BaseException] | None, galat: BaseException | None, jejak: TracebackType | None
    ) -> None:
        if self._hidup.pop():
            gc.enable()
