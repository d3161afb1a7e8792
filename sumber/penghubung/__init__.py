"""Connectors: each pulls one office's source once and gives a receipt, whatever happens (design §4.2).

One file per kind of source. A connector retries by itself, waits through `alat.tidur`, stores bytes in the blob
store before anything looks at them, and never raises for the office's faults.
"""

from __future__ import annotations

import os
from pathlib import Path

from dip.pengaturan import Kebijakan, Opd, SumberFolder, SumberHttp
from dip.tarikan import Alat, Penghubung, Tarikan
from sumber.penghubung.folder import tarik_folder
from sumber.penghubung.http import tarik_http
from sumber.penghubung.tanda import gagal

__all__ = ["penghubung"]


def penghubung(kebijakan: Kebijakan, akar_masuk: Path) -> Penghubung:
    """The connector for any office of an institution, chosen by `opd.sumber.jenis`.

    Drop folders are relative to `DIP_MASUK`, else to `akar_masuk`.
    """

    def tarik(opd: Opd, terakhir: Tarikan | None, alat: Alat) -> Tarikan:
        try:
            if isinstance(opd.sumber, SumberFolder):
                akar = Path(os.environ.get("DIP_MASUK", "").strip() or akar_masuk)
                return tarik_folder(opd, opd.sumber, terakhir, alat, kebijakan, akar)
            if isinstance(opd.sumber, SumberHttp):
                return tarik_http(opd, opd.sumber, terakhir, alat, kebijakan)
            return gagal(opd, alat, "", "TARIK-TIDAK-ADA", "belum ada sumber")
        except Exception as e:  # an unforeseen fault costs one office, not the edition; its text may hold secrets
            return gagal(opd, alat, "", "TARIK-HTTP", f"galat program {type(e).__name__}", sementara=True)

    return tarik
