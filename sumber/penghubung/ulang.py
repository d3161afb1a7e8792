"""The retry policy of all connectors: it reads only whether a failure is transient (`Gagal.sementara`).

Doubling waits or what the server asked for, never longer than `MAKS_TUNGGU` at once or `MAKS_TUNGGU_SEMUA` in all.
"""

from __future__ import annotations

from collections.abc import Callable

from dip.pengaturan import Opd
from dip.tarikan import Alat, Tarikan
from sumber.penghubung.alamat import Gagal
from sumber.penghubung.tanda import gagal

MAKS_TUNGGU = 60.0
"""Longest single wait in seconds, also when Retry-After asks for more."""
MAKS_TUNGGU_SEMUA = 180.0


def berulang(opd: Opd, alat: Alat, alamat: str, coba: int, satu: Callable[[int], Tarikan]) -> Tarikan:
    """The receipt of `satu(ke)`, tried at most `coba` times (`ke` from 1) while it raises a transient Gagal.

    A lasting failure, the last transient one and a wait beyond the limits become a receipt. `alamat` is shown in it.
    """
    ditunggu = 0.0
    for ke in range(1, coba + 1):
        try:
            return satu(ke)
        except Gagal as g:
            tunggu = min(2.0 ** (ke - 1) if g.tunggu is None else g.tunggu, MAKS_TUNGGU)
            if g.sementara and ke < coba and ditunggu + tunggu <= MAKS_TUNGGU_SEMUA:
                alat.tidur(tunggu)
                ditunggu += tunggu
                continue
            return gagal(
                opd,
                alat,
                alamat,
                g.sebab,
                g.rincian,
                sementara=g.sementara,
                status=g.status,
                percobaan=ke,
            )
    raise AssertionError("coba >= 1")
