"""The parent's end of a pipe to a child: read and written until a moment, never longer."""

from __future__ import annotations

import contextlib
import fcntl
import math
import os
import select
import time
from typing import IO

_PIPA = 1 << 20


class Ujung:
    """One end of a pipe for one thread. Moments (`sampai`) are of `time.monotonic()`; after them TimeoutError.

    Args: `kejadian` is `select.POLLIN` for the end that is read, `select.POLLOUT` for the other.
    There is no timer thread: one per call cost more than reading a small file.
    """

    def __init__(self, pipa: IO[bytes], kejadian: int) -> None:
        self._pipa, self._fd = pipa, pipa.fileno()
        os.set_blocking(self._fd, False)
        if hasattr(fcntl, "F_SETPIPE_SZ"):  # Linux: fewer turns between parent and child
            with contextlib.suppress(OSError):
                fcntl.fcntl(self._fd, fcntl.F_SETPIPE_SZ, _PIPA)
        self._tunggu = select.poll()
        self._tunggu.register(self._fd, kejadian)

    def _siap(self, sampai: float) -> None:
        sisa = sampai - time.monotonic()
        if sisa <= 0 or not self._tunggu.poll(math.ceil(sisa * 1000)):
            raise TimeoutError

    def tulis(self, isi: bytes, sampai: float) -> None:
        """Send all bytes. Raises OSError when the child is gone."""
        sisa = memoryview(isi)
        while sisa:
            try:
                sisa = sisa[os.write(self._fd, sisa) :]
            except BlockingIOError:
                self._siap(sampai)

    def baca(self, n: int, sampai: float) -> bytearray:
        """Exactly n bytes, or EOFError."""
        isi = bytearray(n)
        sisa = memoryview(isi)
        while sisa:
            self._siap(sampai)
            if not (k := os.readv(self._fd, [sisa])):
                raise EOFError
            sisa = sisa[k:]
        return isi

    def tutup(self) -> None:
        """Close the end; unsent bytes are dropped."""
        with contextlib.suppress(OSError):
            self._pipa.close()
