"""One attempt to pull one office's source: a receipt (design §4.2).

A failed office is a receipt, not an exception. The receipt is what the board, the archive and the next
pull (ETag, digests) read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

from dip.gudang import Gudang
from dip.pengaturan import Opd

HasilTarikan = Literal["baru", "tetap", "gagal", "nihil"]
"""baru: other bytes than last time · tetap: the same · gagal: nothing usable came · nihil: the office says
*tidak ada perubahan*."""


@dataclass(frozen=True, slots=True)
class Tarikan:
    """A receipt.

    `sebab` is empty on success, else a reason code with a sentence in `dip/pesan` (`TARIK-WAKTU`, `TARIK-HTTP`,
    `TARIK-PUTUS`, `TARIK-LOGIN`, `TARIK-SANDI`, `TARIK-BESAR`, `TARIK-TIDAK-ADA`, `TARIK-JENIS`, `TARIK-ALAMAT`,
    `TARIK-TLS`, `TARIK-SETENGAH`); `rincian` holds the values of that sentence. `sementara` says whether trying again
    later can help.
    `sha_berkas` is the digest of the bytes in the blob store, also for `tetap` (then of the earlier file).
    `lain` names other files that came with it and were not read. `percobaan` counts requests made, `waktu` is when the
    pull ended (ISO, WIB), `alamat` has no credentials. `sidik_isi` is the digest of what matters in the bytes, where a
    connector knows that the rest changes by itself (a web page). `pengirim` is the registered address a mail came from.
    """

    opd: str
    hasil: HasilTarikan
    waktu: str
    alamat: str
    sha_berkas: str = ""
    nama_berkas: str = ""
    ukuran: int = 0
    status_http: int = 0
    etag: str = ""
    diubah: str = ""
    sebab: str = ""
    rincian: str = ""
    sementara: bool = False
    percobaan: int = 1
    lain: list[str] = field(default_factory=list, hash=False)
    sidik_isi: str = ""
    pengirim: str = ""

    def ke_json(self) -> dict[str, Any]:
        """Plain JSON types."""
        return asdict(self)

    @classmethod
    def dari_json(cls, d: dict[str, Any]) -> Tarikan:
        """The inverse of `ke_json`."""
        return cls(**d)


def _tanpa_rahasia(nama: str) -> str:
    raise LookupError(f"Rahasia {nama!r} belum ada.")


@dataclass(frozen=True, slots=True)
class Alat:
    """What a connector may use: the blob store, the clock, a way to wait (tests pass one that does not), and secrets
    by name (raises LookupError with a sentence).
    """

    gudang: Gudang
    jam: Callable[[], datetime]
    tidur: Callable[[float], None]
    rahasia: Callable[[str], str] = _tanpa_rahasia


class Penghubung(Protocol):
    """A connector: pulls one office's source once, with its own retries, and never raises for the office's faults."""

    def __call__(self, opd: Opd, terakhir: Tarikan | None, alat: Alat) -> Tarikan:
        """Pull. `terakhir` is the last receipt with a file (baru or tetap), for ETag and digest comparison."""
        ...
