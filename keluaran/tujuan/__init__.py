"""Where the public files go: one file per kind of target, all with the same contract (put, verify, switch).

`buka` turns a line of the settings into a target; `terbitkan` publishes to it and says how it ended.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from dip.pengaturan_tujuan import Tujuan as PengaturanTujuan
from dip.pengaturan_tujuan import TujuanFolder, TujuanSftp, TujuanWebdav
from dip.sidik import sha256
from keluaran.tujuan.dasar import (
    HasilTerbit,
    Rencana,
    Tujuan,
    TujuanGalat,
    hasil_gagal,
    id_rilis,
    kalimat_gangguan,
    sebutkan,
    terbitkan,
    tutup,
)
from keluaran.tujuan.folder import Folder

__all__ = [
    "Folder",
    "HasilTerbit",
    "Rencana",
    "Tujuan",
    "TujuanGalat",
    "buka",
    "hasil_gagal",
    "id_rilis",
    "kalimat_gangguan",
    "ruang_tujuan",
    "sebutkan",
    "terbitkan",
    "tutup",
]

Rahasia = Callable[[str], str]
"""Gives the value of a secret by its name; raises LookupError with a sentence when it is nowhere."""


def ruang_tujuan(nama: str, dip_data: Path) -> Path:
    """Folder for a target's own notes: `<dip_data>/tujuan/<slug>-<8 hex>`; two names never share one."""
    slug = re.sub(r"[^a-z0-9]+", "-", nama.lower()).strip("-")[:40]
    return dip_data / "tujuan" / f"{slug}-{sha256(nama.encode())[:8]}".strip("-")


def buka(pengaturan: PengaturanTujuan, dip_data: Path, rahasia: Rahasia) -> Tujuan:
    """The target of a settings entry; nothing is connected yet. A relative folder is taken from `dip_data` (DIP_DATA).

    Raises TujuanGalat `TUJUAN-MASUK` when its secret is nowhere.
    """
    if isinstance(pengaturan, TujuanFolder):
        return Folder(dip_data / pengaturan.folder, pengaturan.simpan_rilis, pengaturan)
    ruang = ruang_tujuan(pengaturan.nama, dip_data)
    try:
        sandi = rahasia(pengaturan.rahasia) if pengaturan.rahasia else ""
    except LookupError as e:
        raise TujuanGalat("TUJUAN-MASUK", str(e)) from None
    # each kind brings its own library, which the others should not have to load
    if isinstance(pengaturan, TujuanSftp):
        from keluaran.tujuan.sftp import Sftp

        return Sftp(pengaturan, sandi, ruang)
    if isinstance(pengaturan, TujuanWebdav):
        from keluaran.tujuan.webdav import Webdav

        return Webdav(pengaturan, sandi, ruang)
    from keluaran.tujuan.wordpress import Wordpress

    return Wordpress(pengaturan, sandi, ruang)
