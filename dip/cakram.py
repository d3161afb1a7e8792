"""Trouble with disks in sentences: full, read-only, forbidden, damaged, gone.

What writes files says where (`jaga_cakram`), so that a full disk ends a step with a sentence about that disk and not
with a traceback, and never looks like the fault of an office or a target. Every step is repeatable: once there is room
again, the same command goes on where it stopped.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LANJUT = "Yang sudah tercatat tidak hilang; sesudahnya ulangi perintahnya, atau pakai dip lanjutkan untuk edisi."
"""What holds for every trouble of this kind."""

_OBAT: dict[int, tuple[str, str]] = {
    errno.ENOSPC: ("penuh", "Kosongkan ruang di disk itu (lihat: df -h)."),
    errno.EDQUOT: ("penuh untuk pengguna ini (kuota)", "Kosongkan ruang, atau minta kuota yang lebih besar."),
    errno.EFBIG: ("tidak menerima berkas sebesar ini", "Naikkan batas ukuran berkas (ulimit -f) atau ganti disk."),
    errno.EROFS: (
        "hanya bisa dibaca",
        "Periksa disk itu (dmesg, mount); pasang kembali agar bisa ditulis: mount -o remount,rw.",
    ),
    errno.EACCES: ("tidak boleh dipakai oleh pengguna ini", "Periksa pemilik dan hak akses folder itu (ls -ld)."),
    errno.EPERM: ("tidak boleh dipakai oleh pengguna ini", "Periksa pemilik dan hak akses folder itu (ls -ld)."),
    errno.EIO: ("rusak atau terputus", "Periksa disk itu (dmesg) sebelum apa pun, dan siapkan cadangan terakhir."),
    errno.ESTALE: ("terputus dari jaringan", "Sambungkan kembali disk jaringan itu."),
    errno.ENOTCONN: ("terputus dari jaringan", "Sambungkan kembali disk jaringan itu."),
    errno.ENODEV: ("tidak terpasang", "Pasang kembali disk itu (mount)."),
}


class DiskGalat(Exception):
    """A disk does not take or give a file; the text says which, why, and what to do, in Indonesian.

    No OSError: code that expects trouble of a connection or of a target must not swallow it.
    """

    def __init__(self, kalimat: str, nomor: int = 0) -> None:
        super().__init__(kalimat)
        self.nomor = nomor


def kalimat_nomor(nomor: int, tempat: str | Path) -> str:
    """The sentence for an error number of a disk, empty when it is none. `tempat` says what was written, or where."""
    if (obat := _OBAT.get(nomor)) is None:
        return ""
    return f"Disk untuk {tempat} {obat[0]}. {obat[1]} {LANJUT}"


def kalimat_cakram(e: OSError, tempat: str | Path) -> str:
    """The sentence for an error of a disk, empty when it is none; the error's own file is named when it has one."""
    return kalimat_nomor(e.errno or 0, e.filename or tempat)


@contextmanager
def jaga_cakram(tempat: str | Path) -> Iterator[None]:
    """Turn errors of a disk inside the block, or the decorated function, into DiskGalat; others pass through."""
    try:
        yield
    except OSError as e:
        if kalimat := kalimat_cakram(e, tempat):
            raise DiskGalat(kalimat, e.errno or 0) from e
        raise
