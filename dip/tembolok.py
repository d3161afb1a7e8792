"""Remembered results, by key: what was computed once from the same inputs is not computed again (design §4.5).

A cache may be deleted at any time. An entry is a file named by its key, with a checksum in front: a torn or changed
one counts as absent.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

_SIDIK = 16


class Tembolok:
    """Entries of one kind in one folder, made when missing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _jalan(self, kunci: str) -> Path:
        return self._folder / kunci[:2] / kunci

    def ambil(self, kunci: str) -> bytes | None:
        """The entry, or None when there is none that is whole."""
        jalan = self._jalan(kunci)
        try:
            mentah = jalan.read_bytes()
        except OSError:
            return None
        isi = mentah[_SIDIK:]
        if blake2b(isi, digest_size=_SIDIK).digest() != mentah[:_SIDIK]:
            return None
        return isi

    def simpan(self, kunci: str, isi: bytes) -> None:
        """Remember an entry. A disk that does not take it costs only the memory."""
        jalan = self._jalan(kunci)
        with contextlib.suppress(OSError):
            jalan.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fd, sementara = tempfile.mkstemp(dir=jalan.parent)
            try:
                with os.fdopen(fd, "wb") as f:
                    f.write(blake2b(isi, digest_size=_SIDIK).digest() + isi)
                Path(sementara).replace(jalan)
            except OSError:
                Path(sementara).unlink(missing_ok=True)

    def pakai(self, kunci: str, saat: datetime) -> None:
        """Note that an entry was of use, so that `buang_lama` keeps it."""
        with contextlib.suppress(OSError):
            os.utime(self._jalan(kunci), (saat.timestamp(), saat.timestamp()))

    def buang_lama(self, sebelum: datetime) -> int:
        """Remove entries last of use before this moment; returns how many."""
        n = 0
        for jalan in self._folder.glob("??/*"):
            with contextlib.suppress(OSError):
                if jalan.stat().st_mtime < sebelum.timestamp():
                    jalan.unlink()
                    n += 1
        return n
