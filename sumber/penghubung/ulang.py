"""The retry policy of all connectors: it reads whether a failure is transient (`Gagal.sementara`) and whose it is.

Doubling waits or what the server asked for, never longer than `MAKS_TUNGGU` at once or `MAKS_TUNGGU_SEMUA` in all. At a
host whose circuit is open or that is busy (`pemutus`) nothing is repeated.
"""

from __future__ import annotations

from collections.abc import Callable

from dip.pengaturan import Opd
from dip.tarikan import Alat, Tarikan
from sumber.penghubung.alamat import Gagal
from sumber.penghubung.pemutus import MAKS_TUNGGU, PEMUTUS, tunggu
from sumber.penghubung.tanda import gagal

MAKS_TUNGGU_SEMUA = 180.0


def berulang(opd: Opd, alat: Alat, alamat: str, coba: int, satu: Callable[[int], Tarikan]) -> Tarikan:
    """The receipt of `satu(ke)`, tried at most `coba` times (`ke` from 1) while it raises a transient Gagal.

    A lasting failure, the last transient one, one of a dead host and a wait beyond the limits become a receipt.
    `alamat` is shown in it.
    """
    ditunggu = 0.0
    for ke in range(1, coba + 1):
        try:
            return satu(ke)
        except Gagal as g:
            detik = min(2.0 ** (ke - 1) if g.tunggu is None else g.tunggu, MAKS_TUNGGU)
            kini = alat.jam()
            sia_sia = (g.inang_mati and PEMUTUS.terbuka(g.inang, kini)) or (
                g.tunggu is not None and PEMUTUS.sibuk(g.inang, kini)
            )
            if g.sementara and not sia_sia and ke < coba and ditunggu + detik <= MAKS_TUNGGU_SEMUA:
                tunggu(g.inang, detik, alat)
                ditunggu += detik
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
