"""Our answer beside the office's file: the balasan goes where the file came from, if that is a place to put things.

Only what we wrote ourselves is ever replaced. An office may have mended the marked copy instead of its own file, and
then it is the only one of its kind.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from dip.pengaturan import Kebijakan, Opd, SumberFolder
from dip.pengaturan_sumber import SumberSftp, SumberWebdav
from dip.tarikan import Alat
from sumber.penghubung.alamat import Gagal
from sumber.penghubung.folder import BATAS_DETIK, folder_sumber
from sumber.penghubung.pilih import AKHIRAN_BALASAN, balasan
from sumber.penghubung.sambungan import berbatas
from sumber.penghubung.sftp import FolderSftp, buka_sftp
from sumber.penghubung.tanda import MB
from sumber.penghubung.webdav import FolderDav

MAKS_NAMA = 240
"""Bytes of a file name that every file system and share takes, with room for a prefix of a sync client."""
_SAH = re.compile(r"[^/\\\x00-\x1f\x7f]+")
"""A name that is one step of a path on every system."""
_TERLARANG = re.compile(r'[/\\\x00-\x1f\x7f<>:"|?*]')

Milik = Callable[[bytes], bool]
"""Whether bytes that lie under the name of an answer were written by us."""


class SudahDiubah(Gagal):
    """Under the name of our answer lies something that we did not write."""


def nama_balasan(nama: str, ke: int = 1) -> str:
    """The name of the answer to a file, or of the `ke`-th where the earlier ones belong to the office by now."""
    tambahan = f" ({ke})" if ke > 1 else ""
    sisa = MAKS_NAMA - len(f"{tambahan}{AKHIRAN_BALASAN}".encode())
    pokok = _TERLARANG.sub("_", PurePosixPath(nama).stem).encode("utf-8", "replace")[:sisa].decode("utf-8", "ignore")
    return f"{pokok.rstrip(' .')}{tambahan}{AKHIRAN_BALASAN}"


def taruh(
    opd: Opd,
    nama: str,
    isi: bytes,
    alat: Alat,
    kebijakan: Kebijakan,
    akar_masuk: Path,
    milik: Milik,
) -> bool:
    """Put a balasan into the office's folder, WebDAV or SFTP; False where its kind of source has no such place.

    `nama` ends in `AKHIRAN_BALASAN`, so that nothing of the office is ever overwritten. An equal one is left untouched.
    One try; raises SudahDiubah when something is there that is not ours, Gagal when it cannot be put there now, or for
    other names. Drop folders as in `penghubung`.
    """
    if not balasan(nama) or not _SAH.fullmatch(nama) or len(nama.encode("utf-8", "replace")) > MAKS_NAMA:
        raise Gagal("TARIK-ALAMAT", "nama balasan tidak bisa dipakai")
    s, maks = opd.sumber, kebijakan.batas_berkas_mb * MB
    if isinstance(s, SumberFolder):
        akar = Path(os.environ.get("DIP_MASUK", "").strip() or akar_masuk)
        berbatas(lambda: _taruh_folder(folder_sumber(s, akar), nama, isi, maks, milik), BATAS_DETIK)
    elif isinstance(s, SumberWebdav):
        dav = FolderDav(s, alat, kebijakan)
        if _perlu(dav.ada(nama), isi, milik):
            dav.taruh(nama, isi)
    elif isinstance(s, SumberSftp):
        with buka_sftp(s, alat, kebijakan) as sftp:
            if _perlu(_ada_sftp(sftp, nama, maks), isi, milik):
                sftp.taruh(nama, f".dip-{secrets.token_hex(8)}", isi)
    else:
        return False
    return True


def yang_ada(opd: Opd, nama: str, alat: Alat, kebijakan: Kebijakan, akar_masuk: Path) -> bytes | None:
    """The bytes that lie under the name of an answer now; None where nothing does. Raises Gagal."""
    s, maks = opd.sumber, kebijakan.batas_berkas_mb * MB
    if isinstance(s, SumberFolder):
        akar = Path(os.environ.get("DIP_MASUK", "").strip() or akar_masuk)
        return berbatas(lambda: _ada_folder(folder_sumber(s, akar) / nama, maks), BATAS_DETIK)
    if isinstance(s, SumberWebdav):
        return FolderDav(s, alat, kebijakan).ada(nama)
    if isinstance(s, SumberSftp):
        with buka_sftp(s, alat, kebijakan) as sftp:
            return _ada_sftp(sftp, nama, maks)
    return None


def _perlu(ada: bytes | None, isi: bytes, milik: Milik) -> bool:
    """Whether an answer has to be written. Raises SudahDiubah for what is not ours; an empty file is nobody's work."""
    if ada and ada != isi and not milik(ada):
        raise SudahDiubah("TARIK-ALAMAT", "salinan bertanda yang lama sudah diubah OPD")
    return ada != isi


def _ada_sftp(folder: FolderSftp, nama: str, maks: int) -> bytes | None:
    with suppress(Gagal):  # nothing there, or a link out of the folder, which is replaced
        return folder.baca(folder.lihat(nama), maks)
    return None


def _ada_folder(jalan: Path, maks: int) -> bytes | None:
    """A link is nothing of ours or the office's, and replaced."""
    try:
        if not stat.S_ISREG(jalan.lstat().st_mode):
            return None
        with jalan.open("rb") as f:
            return f.read(maks + 1)
    except FileNotFoundError:
        return None
    except OSError as e:
        raise Gagal("TARIK-ALAMAT", f"salinan yang lama tidak bisa dibaca ({type(e).__name__})", sementara=True) from e


def _taruh_folder(folder: Path, nama: str, isi: bytes, maks: int, milik: Milik) -> None:
    """Write beside and rename. The file may be read by whoever may use the folder. Raises Gagal."""
    if not _perlu(_ada_folder(folder / nama, maks), isi, milik):
        return
    sementara = folder / f".dip-{secrets.token_hex(8)}"
    try:
        try:
            sementara.write_bytes(isi)
            sementara.chmod(stat.S_IMODE(folder.stat().st_mode) & 0o666)
            sementara.replace(folder / nama)
        finally:
            sementara.unlink(missing_ok=True)
    except OSError as e:
        raise Gagal("TARIK-ALAMAT", f"folder tidak bisa ditulisi ({type(e).__name__})", sementara=True) from e
