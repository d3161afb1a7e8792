"""What a target asks of a place reached over the network, and what we remember of it between two publications.

`Simpanan` is the smallest set of operations that SFTP and WebDAV both have; the two ways of switching (`ganti`,
`tautan`) are written against it once. Paths are relative to the target's folder, with `/`; "" is the folder itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import orjson

from dip.sidik import json_baku, sha256

Jenis = Literal["berkas", "folder", "lain"]


@dataclass(frozen=True, slots=True)
class Keadaan:
    """What a listing says: `ukuran` in bytes, `tanda` is text that changes when a file is written anew (its time of
    change, or an ETag). `lain` is anything that is neither file nor folder, links included.
    """

    jenis: Jenis
    ukuran: int = 0
    tanda: str = ""


class Simpanan(Protocol):
    """A place with files. All methods may raise TujuanGalat; none follows a link or a redirect."""

    def isi_folder(self, jalan: str) -> dict[str, Keadaan]:
        """Names in a folder, not below it; empty when there is no such folder."""
        ...

    def baca(self, jalan: str) -> bytes | None:
        """A small file, None when it is not there."""
        ...

    def sidik(self, jalan: str) -> str:
        """sha256 of a file, read to its end from the server; empty when it is not there."""
        ...

    def tulis(self, jalan: str, isi: bytes) -> None:
        """Write a file, over what is there. Not in one step: only where nobody reads."""
        ...

    def salin(self, dari: str, ke: str) -> None:
        """Copy a file on the server, over what is there. Not in one step either."""
        ...

    def pindah(self, dari: str, ke: str) -> None:
        """Move a file onto another in one step."""
        ...

    def hapus(self, jalan: str) -> None:
        """Remove a file; free when it is not there."""
        ...

    def buat_folder(self, jalan: str) -> None:
        """Make a folder and those above it; free when it is there."""
        ...

    def hapus_folder(self, jalan: str) -> None:
        """Remove a folder when it is empty; free when it is not, or not there."""
        ...

    def hapus_pohon(self, jalan: str) -> None:
        """Remove a folder of ours with all that is in it; free when it is not there."""
        ...

    def tutup(self) -> None:
        """Give up the connection."""
        ...


def pohon(simpanan: Simpanan, folder: str) -> dict[str, Keadaan]:
    """Everything below a folder that is not a folder itself, by path relative to it."""
    hasil: dict[str, Keadaan] = {}
    tunggu = [""]
    while tunggu:
        awalan = tunggu.pop()
        for nama, k in simpanan.isi_folder(f"{folder}/{awalan}".rstrip("/")).items():
            if k.jenis == "folder":
                tunggu.append(f"{awalan}{nama}/")
            else:
                hasil[awalan + nama] = k
    return hasil


class Catatan:
    """Digests of files on the server that we have read ourselves, so that an unchanged file is not read every month.

    An entry holds for exactly the size and mark it was read with, and is dropped by our own writes. It lies in
    `<ruang>/catatan.json`; without it everything is read once more. `terakhir` is the release switched to last.
    """

    def __init__(self, ruang: Path) -> None:
        self._jalan = ruang / "catatan.json"
        self._sidik: dict[str, list[str]] = {}
        self.terakhir = ""
        try:
            isi = orjson.loads(self._jalan.read_bytes())
            self._sidik = {str(j): [str(x) for x in k] for j, k in isi["sidik"].items() if len(k) == 3}
            self.terakhir = str(isi["terakhir"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            pass  # a note that cannot be read is worth no more than none

    def simpan(self) -> None:
        """Write the note, in one step."""
        self._jalan.parent.mkdir(parents=True, exist_ok=True)
        baru = self._jalan.with_suffix(".baru")
        baru.write_bytes(json_baku({"terakhir": self.terakhir, "sidik": self._sidik}))
        baru.replace(self._jalan)

    def sidik(self, simpanan: Simpanan, jalan: str, keadaan: Keadaan) -> str:
        """Digest of a file that a listing has shown: remembered, or read now. Empty for what is not a plain file."""
        if keadaan.jenis != "berkas":
            return ""
        tanda = [str(keadaan.ukuran), keadaan.tanda]
        if (ingat := self._sidik.get(jalan)) and ingat[:2] == tanda and keadaan.tanda:
            return ingat[2]
        sidik = simpanan.sidik(jalan)
        if sidik:
            self._sidik[jalan] = [*tanda, sidik]
        return sidik

    def sama(self, simpanan: Simpanan, jalan: str, keadaan: Keadaan | None, isi: bytes, sidik: str) -> bool:
        """Whether a file holds these bytes; a wrong size is known without reading."""
        if keadaan is None or keadaan.jenis != "berkas" or keadaan.ukuran != len(isi):
            return False
        return self.sidik(simpanan, jalan, keadaan) == sidik

    def lupakan(self, awalan: str) -> None:
        """Drop what is known of a path and of everything below it."""
        for j in [j for j in self._sidik if j == awalan or j.startswith(f"{awalan}/")]:
            del self._sidik[j]

    def kenali(self, jalan: str, dari: str) -> None:
        """A file that is another name of one already read (a hard link): same bytes, size and time."""
        if (ingat := self._sidik.get(dari)) is not None:
            self._sidik[jalan] = list(ingat)

    def pindahkan(self, dari: str, ke: str) -> None:
        """A folder was renamed."""
        for j in [j for j in self._sidik if j.startswith(f"{dari}/")]:
            self._sidik[ke + j[len(dari) :]] = self._sidik.pop(j)


def sidik_semua(berkas: Mapping[str, bytes]) -> dict[str, str]:
    """Digest by path."""
    return {n: sha256(isi) for n, isi in berkas.items()}
