"""Check a PDF that an official signed electronically (PAdES); nothing of it is opened in this process.

The check runs in a limited child process of its own, one for each document: a file that takes its child over can say
something false about itself only, never about the next one.
"""

from __future__ import annotations

import base64
import threading
from collections.abc import Sequence

from dip.anak import Anak, AnakBatas, AnakMati
from dip.sidik import sha256
from dip.tanda_tangan import HasilTandaTangan
from dip.unggahan import MAKS_UNGGAH

_MODUL = "sumber.tanda_tangan_anak"
_SERENTAK = 2


class PemeriksaTandaTangan:
    """Checks signed documents behind the limits of child processes, safe for many threads.

    Args: `memori_mb` is the address space of a child in MiB, `detik` wall time for one document. At most two documents
    are checked at a time, and a child ends with its document.
    """

    def __init__(self, *, memori_mb: int = 1024, detik: float = 30) -> None:
        self._memori_mb, self._detik = memori_mb, detik
        self._giliran = threading.BoundedSemaphore(_SERENTAK)

    def periksa(self, isi: bytes, akar: Sequence[bytes]) -> HasilTandaTangan:
        """Check a document against trusted roots (PEM, one or more to a file, or DER). Never raises for its content.

        Offline: nothing is fetched. Without a root nobody is trusted, the system's own list is not used.
        """
        sha = sha256(isi)
        if len(isi) > MAKS_UNGGAH:
            return HasilTandaTangan(sha, masalah=("terlalu_besar",))
        kepala = {"akar": [base64.b64encode(a).decode() for a in akar]}
        anak = Anak(_MODUL, memori_mb=self._memori_mb, detik=self._detik)
        with self._giliran:
            try:
                jawaban = anak.panggil("periksa", kepala, isi)
                # which bytes were checked is not for the child to say
                return HasilTandaTangan.dari_json({**jawaban, "sha_berkas": sha})
            except AnakBatas as e:
                masalah = "terlalu_lama" if e.batas == "waktu" else "terlalu_besar"
            except (AnakMati, KeyError, TypeError, ValueError, AttributeError, IndexError):
                # the last ones: an answer of the wrong shape, from a child that a file has taken over
                masalah = "rusak"
            finally:
                anak.tutup()
        return HasilTandaTangan(sha, masalah=(masalah,))
