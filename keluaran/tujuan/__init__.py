"""Where the public files go: one file per kind of target, all with the same contract (put, verify, switch).

`buka` turns a line of the settings into a target; `terbitkan` publishes to it and says how it ended.
"""

from __future__ import annotations

from pathlib import Path

from dip.pengaturan import TujuanFolder
from keluaran.tujuan.dasar import HasilTerbit, Tujuan, TujuanGalat, id_rilis, terbitkan
from keluaran.tujuan.folder import Folder

__all__ = ["Folder", "HasilTerbit", "Tujuan", "TujuanGalat", "buka", "id_rilis", "terbitkan"]


def buka(pengaturan: TujuanFolder, dip_data: Path) -> Tujuan:
    """The target of a settings entry. A relative folder is taken from `dip_data` (DIP_DATA)."""
    return Folder(dip_data / pengaturan.folder, pengaturan.simpan_rilis)
