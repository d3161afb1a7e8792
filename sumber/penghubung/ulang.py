"""The retry policy of all connectors: it reads whether a failure is transient (`Gagal.sementara`) and whose it is.

Doubling waits or what the server asked for, never longer than `MAKS_TUNGGU` at once or `MAKS_TUNGGU_SEMUA` in all. At a
host whose circuit is open or that is busy (`pemutus`) nothing is repeated.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from dip.pengaturan import Opd
from dip.tarikan import Alat, Tarikan
from sumber.penghubung.alamat import Gagal
from sumber.penghubung.pemutus import MAKS_TUNGGU, PEMUTUS, tunggu
from sumber.penghubung.tanda import gagal

MAKS_TUNGGU_SEMUA = 180.0

Hasil = TypeVar("Hasil")


def berulang(opd: Opd, alat: Alat, alamat: str, coba: int, satu: Callable[[int], Tarikan]) -> Tarikan:
    """The receipt of `satu(ke)`, tried as in `ulangi`; what goes wrong in the end is a receipt too.

    `alamat` is shown in it.
    """
    try:
        return ulangi(alat, coba, satu)
    except Gagal as g:
        return gagal(
            opd,
            alat,
            alamat,
            g.sebab,
            g.rincian,
            sementara=g.sementara,
            status=g.status,
            percobaan=g.percobaan,
        )


def ulangi(alat: Alat, coba: int, satu: Callable[[int], Hasil]) -> Hasil:
    """What `satu(ke)` gives, tried at most `coba` times (`ke` from 1) while it raises a transient Gagal.

    Raises a lasting Gagal, the last transient one, one of a dead host and one whose wait is beyond the limits; its
    `percobaan` says how many tries there were.
    """
    ditunggu = 0.0
    for ke in range(1, coba + 1):
        try:
            return satu(ke)
        except Gagal as g:
            g.percobaan = ke
            detik = min(2.0 ** (ke - 1) if g.tunggu is None else g.tunggu, MAKS_TUNGGU)
            kini = alat.jam()
            sia_sia = (g.inang_mati and PEMUTUS.terbuka(g.inang, kini)) or (
                g.tunggu is not None and PEMUTUS.sibuk(g.inang, kini)
            )
            if not g.sementara or sia_sia or ke == coba or ditunggu + detik > MAKS_TUNGGU_SEMUA:
                raise
            tunggu(g.inang, detik, alat)
            ditunggu += detik
    raise AssertionError("coba >= 1")
