"""Files and folders that survive a power cut: written once, flushed to the disk."""

from __future__ import annotations

import os
from pathlib import Path


def sinkron(folder: Path) -> None:
    """Make the entries of a folder durable."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def tulis_baru(jalan: Path, isi: bytes, mode: int = 0o666) -> None:
    """Write a new file durably, with `mode` (less the umask) from its first byte.

    Raises FileExistsError when it is there: nothing is overwritten.
    """
    jalan.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(jalan, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as f:
        f.write(isi)
        f.flush()
        os.fsync(f.fileno())
