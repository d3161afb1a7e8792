"""Who must act now: not always the holder of the gate's role.

Where the Atasan signs a document, a petugas first records it, and in ink PPID then confirms it (design §6).
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from dip.dokumen_sah import dokumen_terbaru
from dip.pengaturan import Pejabat, Pengaturan, Peran
from dip.pintu import Pintu

Tindakan = Literal["putuskan", "catat", "konfirmasi"]
"""Decide with a code; record the signed sheet; confirm the recorded one."""


def tindakan(k: Connection, pintu: Pintu) -> tuple[Tindakan, Peran]:
    """What a gate waits for, and of whom."""
    if pintu.peran != "atasan" or pintu.cara == "kode":
        return "putuskan", pintu.peran
    if pintu.cara == "basah" and dokumen_terbaru(k, pintu.edisi, pintu.sidik) is not None:
        return "konfirmasi", "ppid"
    return "catat", "petugas"


def penindak(k: Connection, pengaturan: Pengaturan, pintu: Pintu, waktu: datetime) -> list[Pejabat]:
    """The officials in office whom a gate waits for."""
    return list(pengaturan.pemegang(tindakan(k, pintu)[1], waktu))
