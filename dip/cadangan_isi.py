"""Files of a backup: copied or kept from the backup before, listed with their digests, read back.

`manifest.sha256` is what `sha256sum -c` understands, also for names with a line end or a backslash. A file that did not
change since the backup before is a hard link to it: read once, to see that it is still whole, and written never again.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from dip.cakram import DiskGalat

MANIFES = "manifest.sha256"
_BLOK = 1 << 20


class CadanganGalat(Exception):
    """A backup cannot be made, used or restored; the text says what to do, in Indonesian."""


def sedang_jalan(data: Path) -> bool:
    """Whether `dip mulai` runs on this folder of data: it holds a lock there as long as it lives."""
    try:
        with (data / "jalan" / "kunci").open("rb") as f:
            fcntl.flock(f, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def sidik_berkas(jalan: Path) -> str:
    """sha256 of a file, read in pieces."""
    with jalan.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def tulis_manifes(folder: Path, sidik: dict[str, str]) -> str:
    """Write the list of all files and return its own sha256."""
    baris = []
    for nama, s in sorted(sidik.items()):
        aman = nama.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
        baris.append(f"{chr(92) if aman != nama else ''}{s}  {aman}\n")
    isi = "".join(baris).encode("utf-8", "surrogateescape")
    (folder / MANIFES).write_bytes(isi)
    return hashlib.sha256(isi).hexdigest()


def baca_manifes(folder: Path) -> dict[str, str]:
    """Digest by path. Raises CadanganGalat when there is none, or a path leads out of the folder."""
    try:
        isi = (folder / MANIFES).read_bytes().decode("utf-8", "surrogateescape")
    except OSError:
        raise CadanganGalat(f"{folder} bukan cadangan yang utuh: {MANIFES} tidak ada atau tidak terbaca.") from None
    hasil: dict[str, str] = {}
    for baris in isi.split("\n")[:-1]:
        terjaga = baris.startswith("\\")
        sidik, ada, nama = baris.removeprefix("\\").partition("  ")
        if terjaga:
            nama = _lepas(nama)
        if not ada or len(sidik) != 64 or not jalan_aman(nama) or nama in hasil:
            raise CadanganGalat(f"{folder}/{MANIFES} punya baris yang bukan manifes; pakai cadangan lain.")
        hasil[nama] = sidik
    return hasil


def _lepas(nama: str) -> str:
    for dari, ke in (("\\\\", "\0"), ("\\n", "\n"), ("\\r", "\r"), ("\0", "\\")):
        nama = nama.replace(dari, ke)
    return nama


def jalan_aman(nama: str) -> bool:
    """Whether a relative path stays inside its folder."""
    p = PurePosixPath(nama)
    return bool(nama) and "\0" not in nama and not p.is_absolute() and ".." not in p.parts


def semua_berkas(folder: Path, awalan: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file and symbolic link below, with its path; folders that vanish meanwhile are left out."""
    try:
        isi = sorted(os.scandir(folder), key=lambda e: e.name)
    except FileNotFoundError:
        return
    for e in isi:
        if e.is_dir(follow_symlinks=False):
            yield from semua_berkas(Path(e.path), f"{awalan}{e.name}/")
        elif e.is_symlink() or e.is_file(follow_symlinks=False):
            yield awalan + e.name, e


class Penyalin:
    """Copies files into a new backup. `lama` is the backup before, or None; `sidik` fills with what is in the new one.

    `baru` are the paths written anew, `ditaut` how many were kept, `byte_baru` the bytes written.
    """

    def __init__(self, ke: Path, lama: Path | None) -> None:
        self._ke, self._lama = ke, lama
        self._sidik_lama = baca_manifes(lama) if lama is not None else {}
        self.sidik: dict[str, str] = {}
        self.baru: list[str] = []
        self.ditaut = 0
        self.byte_baru = 0

    def berkas(self, nama: str, asal: Path) -> None:
        """Copy one file with its mode and time; one that vanished meanwhile is left out."""
        try:
            ada = asal.stat()
            if self._lama is not None and nama in self._sidik_lama:
                dulu = (self._lama / nama).stat()
                if (dulu.st_size, dulu.st_mtime_ns) == (ada.st_size, ada.st_mtime_ns) and self.taut(nama):
                    return
        except FileNotFoundError:
            if not asal.exists():
                return
        tuju = self._tempat(nama)
        hitung = hashlib.sha256()
        try:
            dari = asal.open("rb")
        except FileNotFoundError:
            return
        with dari, tuju.open("xb") as f:
            while blok := dari.read(_BLOK):
                hitung.update(blok)
                f.write(blok)
                self.byte_baru += len(blok)
        shutil.copystat(asal, tuju)
        self.sidik[nama] = hitung.hexdigest()
        self.baru.append(nama)

    def isi(self, nama: str, isi: bytes) -> None:
        """Write one file of these bytes."""
        tuju = self._tempat(nama)
        with os.fdopen(os.open(tuju, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as f:
            f.write(isi)
        self.sidik[nama] = hashlib.sha256(isi).hexdigest()
        self.baru.append(nama)
        self.byte_baru += len(isi)

    def taut(self, nama: str) -> bool:
        """Keep a file of the backup before, when it is there and still whole."""
        sidik = self._sidik_lama.get(nama)
        if sidik is None or self._lama is None:
            return False
        dulu = self._lama / nama
        try:
            if sidik_berkas(dulu) != sidik:
                return False
            os.link(dulu, self._tempat(nama))
        except OSError:  # gone, damaged, or a disk without hard links: copy it
            return False
        self.sidik[nama] = sidik
        self.ditaut += 1
        return True

    def _tempat(self, nama: str) -> Path:
        tuju = self._ke / nama
        tuju.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return tuju

    def periksa(self) -> None:
        """Read everything written anew once more. Raises DiskGalat when the disk did not keep it."""
        for nama in self.baru:
            if sidik_berkas(self._ke / nama) != self.sidik[nama]:
                raise DiskGalat(
                    f"Disk cadangan tidak menyimpan {nama} dengan benar. Cadangan ini tidak dipakai; "
                    "periksa disk itu (dmesg), lalu ulangi ke disk lain."
                )
