"""Our answer beside the office's file: the balasan goes where the file came from, if that is a place to put things."""

from __future__ import annotations

import os
import re
import secrets
import stat
from pathlib import Path

from dip.pengaturan import Kebijakan, Opd, SumberFolder
from dip.pengaturan_sumber import SumberSftp, SumberWebdav
from dip.tarikan import Alat
from sumber.penghubung.alamat import Gagal
from sumber.penghubung.folder import BATAS_DETIK, folder_sumber
from sumber.penghubung.pilih import balasan
from sumber.penghubung.sambungan import berbatas
from sumber.penghubung.sftp import buka_sftp
from sumber.penghubung.webdav import FolderDav

MAKS_NAMA = 255
"""Bytes of a file name that file systems take."""
_SAH = re.compile(r"[^/\\\x00-\x1f\x7f]+")
"""A name that is one step of a path on every system."""


def taruh(opd: Opd, nama: str, isi: bytes, alat: Alat, kebijakan: Kebijakan, akar_masuk: Path) -> bool:
    """Put a balasan into the office's folder, WebDAV or SFTP; False where its kind of source has no such place.

    `nama` ends in `AKHIRAN_BALASAN`, so that nothing of the office is ever overwritten. An equal one is left untouched.
    One try; raises Gagal when it cannot be put there now, or for other names. Drop folders as in `penghubung`.
    """
    if not balasan(nama) or not _SAH.fullmatch(nama) or len(nama.encode("utf-8", "replace")) > MAKS_NAMA:
        raise Gagal("TARIK-ALAMAT", "nama balasan tidak bisa dipakai")
    s = opd.sumber
    if isinstance(s, SumberFolder):
        akar = Path(os.environ.get("DIP_MASUK", "").strip() or akar_masuk)
        berbatas(lambda: _taruh_folder(folder_sumber(s, akar), nama, isi), BATAS_DETIK)
    elif isinstance(s, SumberWebdav):
        FolderDav(s, alat, kebijakan).taruh(nama, isi)
    elif isinstance(s, SumberSftp):
        with buka_sftp(s, alat, kebijakan) as folder:
            folder.taruh(nama, f".dip-{secrets.token_hex(8)}", isi)
    else:
        return False
    return True


def _taruh_folder(folder: Path, nama: str, isi: bytes) -> None:
    """Write beside and rename. The file may be read by whoever may use the folder. Raises Gagal."""
    jalan = folder / nama
    sementara = folder / f".dip-{secrets.token_hex(8)}"
    try:
        ada = jalan.lstat() if jalan.exists() else None
        if ada and stat.S_ISREG(ada.st_mode) and ada.st_size == len(isi) and jalan.read_bytes() == isi:
            return
        try:
            sementara.write_bytes(isi)
            sementara.chmod(stat.S_IMODE(folder.stat().st_mode) & 0o666)
            sementara.replace(jalan)
        finally:
            sementara.unlink(missing_ok=True)
    except OSError as e:
        raise Gagal("TARIK-LOGIN", f"folder tidak bisa ditulisi ({type(e).__name__})", sementara=True) from e
