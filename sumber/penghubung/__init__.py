"""Connectors: each pulls one office's source once and gives a receipt, whatever happens (design §4.2).

One file per kind of source. A connector retries by itself, waits through `alat.tidur`, stores bytes in the blob
store before anything looks at them, and never raises for the office's faults.
"""

from __future__ import annotations

import os
from pathlib import Path

from dip.cakram import DiskGalat
from dip.pengaturan import Kebijakan, Opd, SumberFolder, SumberHttp
from dip.pengaturan_sumber import SumberGoogle, SumberHalaman, SumberImap, SumberSftp, SumberWebdav
from dip.tarikan import Alat, Penghubung, Tarikan
from sumber.penghubung.folder import tarik_folder
from sumber.penghubung.google import tarik_google
from sumber.penghubung.halaman import tarik_halaman
from sumber.penghubung.http import tarik_http
from sumber.penghubung.imap import tarik_imap
from sumber.penghubung.sftp import tarik_sftp
from sumber.penghubung.tanda import gagal
from sumber.penghubung.webdav import tarik_webdav

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
            if isinstance(opd.sumber, SumberWebdav):
                return tarik_webdav(opd, opd.sumber, terakhir, alat, kebijakan)
            if isinstance(opd.sumber, SumberSftp):
                return tarik_sftp(opd, opd.sumber, terakhir, alat, kebijakan)
            if isinstance(opd.sumber, SumberGoogle):
                return tarik_google(opd, opd.sumber, terakhir, alat, kebijakan)
            if isinstance(opd.sumber, SumberHalaman):
                return tarik_halaman(opd, opd.sumber, terakhir, alat, kebijakan)
            if isinstance(opd.sumber, SumberImap):
                return tarik_imap(opd, opd.sumber, terakhir, alat, kebijakan)
            return gagal(opd, alat, "", "TARIK-TIDAK-ADA", "belum ada sumber")
        except DiskGalat:
            raise
        except Exception as e:  # an unforeseen fault costs one office, not the edition; its text may hold secrets
            return gagal(opd, alat, "", "TARIK-HTTP", f"galat program {type(e).__name__}", sementara=True)

    return tarik
