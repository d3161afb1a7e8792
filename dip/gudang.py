"""The blob store: write-once files under their sha256 (design §5).

On disk: `<akar>/<first two hex digits>/<sha256>`. A blob is written to a temporary name beside its place and
renamed, so a reader never sees half a file; writing the same bytes twice is free. Through fsspec, so that the
root may be a local folder (default) or an object store when the workers are many machines.
"""

from __future__ import annotations

import contextlib
import os
import re
import uuid
from collections.abc import Iterator

import fsspec

from dip.cakram import jaga_cakram
from dip.sidik import sha256
from dip.titik import lewat

_SIDIK = re.compile(r"[0-9a-f]{64}")


class BlobRusak(Exception):
    """A blob is missing or its bytes no longer match its name."""


class Gudang:
    """Write-once bytes by digest.

    Args: `akar` is a folder or an fsspec URL such as `s3://bucket/gudang`.
    """

    def __init__(self, akar: str) -> None:
        self._fs, self._akar = fsspec.core.url_to_fs(akar)
        with jaga_cakram(self._akar):
            self._fs.makedirs(self._akar, exist_ok=True)

    def _tempat(self, sha: str) -> str:
        return f"{self._akar}/{sha[:2]}/{sha}"

    def simpan(self, isi: bytes) -> str:
        """Store bytes and return their sha256. Raises DiskGalat when the disk does not take them; nothing is left."""
        sha = sha256(isi)
        tempat = self._tempat(sha)
        if self._fs.exists(tempat) and self._utuh(sha):
            return sha
        lewat("blob.sebelum")
        sementara = f"{tempat}.{uuid.uuid4().hex}.tulis"
        with jaga_cakram(self._akar):
            self._fs.makedirs(f"{self._akar}/{sha[:2]}", exist_ok=True)
            try:
                self._tulis(sementara, isi)
                lewat("blob.ditulis")
                self._pindah(sementara, tempat)
            except OSError:
                with contextlib.suppress(OSError):  # half a file would keep the disk full
                    self._fs.rm(sementara)
                raise
        lewat("blob.selesai")
        return sha

    def _tulis(self, sementara: str, isi: bytes) -> None:
        with self._fs.open(sementara, "wb") as f:
            f.write(isi)
            f.flush()
            try:
                nomor = f.fileno()
            except (AttributeError, OSError):  # an object store has no descriptor to sync
                return
            os.fsync(nomor)

    def _pindah(self, sementara: str, tempat: str) -> None:
        try:
            self._fs.mv(sementara, tempat)
        except FileExistsError:  # another worker was first with the same bytes
            with contextlib.suppress(FileNotFoundError):
                self._fs.rm(sementara)

    def _utuh(self, sha: str) -> bool:
        """Whether the stored bytes still match; torn ones (power loss) are written again by whoever has them."""
        try:
            self.baca(sha)
        except BlobRusak:
            return False
        return True

    def ada(self, sha: str) -> bool:
        """Whether a blob of this digest is stored."""
        return bool(self._fs.exists(self._tempat(sha)))

    def baca(self, sha: str) -> bytes:
        """The bytes of a blob. Raises BlobRusak when it is missing or does not match its digest any more.

        Raises DiskGalat when the disk cannot be read.
        """
        try:
            with jaga_cakram(self._akar), self._fs.open(self._tempat(sha), "rb") as f:
                isi: bytes = f.read()
        except FileNotFoundError as e:
            raise BlobRusak(f"blob {sha[:12]} tidak ada di gudang") from e
        if sha256(isi) != sha:
            raise BlobRusak(f"isi blob {sha[:12]} tidak sama dengan sidiknya")
        return isi

    def semua(self) -> Iterator[str]:
        """The sha256 of every stored blob, in order; what is still being written is none."""
        for jalan in sorted(self._fs.find(self._akar)):
            nama = jalan.rpartition("/")[2]
            if _SIDIK.fullmatch(nama):
                yield nama
