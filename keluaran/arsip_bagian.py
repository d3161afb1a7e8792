"""Parts of an archive: a folder of plain files with a `manifest.sha256` that `sha256sum -c` understands.

A manifest is written once, together with its files, and never again. Names inside a part are made of plain
characters, so a manifest line is always `<sha256>  <path>`.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from keluaran.awet import sinkron, tulis_baru

NAMA_MANIFES = "manifest.sha256"

_BARIS = re.compile(r"([0-9a-f]{64})  (\S(?:.*\S)?)")
_TIDAK_POLOS = re.compile(r"[^A-Za-z0-9._-]+")
_JALAN = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
PANJANG_NAMA = 80


class ArsipGalat(Exception):
    """An archive cannot be made or added to. `kode` is stable, the text says what to do, in plain Indonesian.

    Codes: `ARSIP-BEDA` (an archive of this edition with other content is there) · `ARSIP-RUSAK` (what was written, or
    is there, does not match its manifest) · `ARSIP-NAMA` (a name that may not stand in an archive) · `ARSIP-BAHAN`
    (the material contradicts itself).
    """

    def __init__(self, kode: str, pesan: str) -> None:
        super().__init__(pesan)
        self.kode = kode


def nama_polos(nama: str) -> str:
    """A file name without folders, blanks and control characters, at most `PANJANG_NAMA` long; its ending is kept."""
    dasar = re.split(r"[\\/]", nama)[-1]
    polos = _TIDAK_POLOS.sub("-", dasar).strip("-.") or "tanpa-nama"
    if len(polos) <= PANJANG_NAMA:
        return polos
    akhiran = PurePosixPath(polos).suffix[:12]
    return polos[: PANJANG_NAMA - len(akhiran)].rstrip("-.") + akhiran


class PenulisBagian:
    """Writes one part: files first, the manifest last. Args: the part's folder, which is made here, and its mode."""

    def __init__(self, folder: Path, mode: int) -> None:
        self._folder = folder
        self._sidik: dict[str, str] = {}
        folder.mkdir(parents=True)
        folder.chmod(mode)

    def tulis(self, jalan: str, isi: bytes) -> None:
        """Add a file. Raises ArsipGalat `ARSIP-NAMA` for a path that is not plain or is there already."""
        if not _JALAN.fullmatch(jalan) or jalan in self._sidik or jalan == NAMA_MANIFES:
            raise ArsipGalat("ARSIP-NAMA", f"Nama berkas {jalan!r} tidak dapat masuk arsip.")
        tulis_baru(self._folder / jalan, isi)
        self._sidik[jalan] = hashlib.sha256(isi).hexdigest()

    def tutup(self) -> None:
        """Write the manifest, sorted by path, and make every folder durable."""
        manifes = "".join(f"{sha}  {jalan}\n" for jalan, sha in sorted(self._sidik.items()))
        tulis_baru(self._folder / NAMA_MANIFES, manifes.encode())
        for folder in sorted({(self._folder / j).parent for j in self._sidik} | {self._folder}):
            sinkron(folder)


def isi_bagian(folder: Path, awalan: str = "") -> Iterator[str]:
    """Relative paths of everything in a part that is not a folder, without following links."""
    with os.scandir(folder) as isi:
        for e in isi:
            if e.is_dir(follow_symlinks=False):
                yield from isi_bagian(Path(e.path), f"{awalan}{e.name}/")
            else:
                yield awalan + e.name


def baca_manifes(folder: Path) -> dict[str, str]:
    """Digest by path. Raises ArsipGalat `ARSIP-RUSAK` when the manifest is missing or not readable as one."""
    try:
        teks = (folder / NAMA_MANIFES).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as e:
        raise ArsipGalat("ARSIP-RUSAK", f"{folder.name}/{NAMA_MANIFES} tidak ada atau tidak terbaca.") from e
    hasil: dict[str, str] = {}
    for baris in teks.splitlines():
        m = _BARIS.fullmatch(baris)
        if m is None or m[2] in hasil or not _JALAN.fullmatch(m[2]):
            raise ArsipGalat("ARSIP-RUSAK", f"{folder.name}/{NAMA_MANIFES} punya baris yang bukan manifes.")
        hasil[m[2]] = m[1]
    return hasil


def _sidik_berkas(jalan: Path) -> str:
    """sha256 of a plain file, empty text when it is none or cannot be read."""
    try:
        if not stat.S_ISREG(jalan.lstat().st_mode):
            return ""
        with jalan.open("rb") as f:
            return hashlib.file_digest(f, "sha256").hexdigest()
    except OSError:
        return ""


def periksa_bagian(folder: Path, sebutan: str) -> list[str]:
    """Problems of one part, one line each: missing, changed and foreign files."""
    try:
        manifes = baca_manifes(folder)
    except ArsipGalat as e:
        return [f"{sebutan}: {e}"]
    masalah = []
    ada = set(isi_bagian(folder)) - {NAMA_MANIFES}
    for jalan, sha in manifes.items():
        if jalan not in ada:
            masalah.append(f"{sebutan}/{jalan}: berkas hilang.")
        elif _sidik_berkas(folder / jalan) != sha:
            masalah.append(f"{sebutan}/{jalan}: isi berkas tidak sama dengan manifes.")
    masalah += [f"{sebutan}/{jalan}: berkas tidak tercatat dalam manifes." for jalan in sorted(ada - set(manifes))]
    return masalah
