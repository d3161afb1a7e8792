"""Where the public files go: one file per kind of target, all with the same contract (put, verify, switch).

`buka` turns a line of the settings into a target; `terbitkan` publishes to it and says how it ended.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dip.pengaturan_tujuan import Tujuan as PengaturanTujuan
from dip.pengaturan_tujuan import TujuanFolder
from keluaran.tujuan.dasar import HasilTerbit, Rencana, Tujuan, TujuanGalat, id_rilis, terbitkan
from keluaran.tujuan.folder import Folder

__all__ = ["Folder", "HasilTerbit", "Rencana", "Tujuan", "TujuanGalat", "buka", "id_rilis", "terbitkan"]

Rahasia = Callable[[str], str]
"""Gives the value of a secret by its name; raises LookupError with a sentence when it is nowhere."""


def buka(pengaturan: PengaturanTujuan, dip_data: Path, rahasia: Rahasia) -> Tujuan:
    """The target of a settings entry. A relative folder is taken from `dip_data` (DIP_DATA), where a target may also
    keep notes of its own (`<dip_data>/tujuan/<slug of its name>/`)."""
    if isinstance(pengaturan, TujuanFolder):
        return Folder(dip_data / pengaturan.folder, pengaturan.simpan_rilis, pengaturan)
    raise TujuanGalat("TUJUAN-BERKAS", f"Jenis tujuan {pengaturan.jenis!r} belum dikenal.")
