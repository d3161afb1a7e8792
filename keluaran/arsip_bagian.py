"""Parts of an archive: a folder of plain files with a `manifest.sha256` that `sha256sum -c` understands.

A manifest is written once, together with its files, and never again. Names inside a part are made of plain
characters, so a manifest line is always `<sha256>  <path>`. `periksa_arsip` says quickly whether all parts are whole.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import orjson

from dip.awet import sinkron, tulis_baru
from dip.sidik import sha256

NAMA_MANIFES = "manifest.sha256"

AKHIRAN_BLOB: dict[str, str] = {
    "entri": ".jsonl",
    "temuan": ".jsonl",
    "papan": ".json",
    "ditahan": ".jsonl",
    "dik": ".jsonl",
    "perubahan": ".json",
    "dicabut": ".jsonl",
    "koreksi": ".jsonl",
    "kesampingan": ".jsonl",
}
"""File endings of the blobs a revisi names; others get `.bin`."""

PUBLIKASI, PENCATATAN = "07-publikasi", "08-pencatatan"
"""Folders of evidence added later: what happened at the targets, and what was recorded after publication."""

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
        isi = (folder / NAMA_MANIFES).read_bytes()
    except OSError as e:
        raise ArsipGalat("ARSIP-RUSAK", f"{folder.name}/{NAMA_MANIFES} tidak ada atau tidak terbaca.") from e
    return urai_manifes(isi, folder.name)


def urai_manifes(isi: bytes, sebutan: str) -> dict[str, str]:
    """Digest by path of the bytes of a manifest. Raises ArsipGalat `ARSIP-RUSAK` for anything else.

    Only a line feed ends a line, as `sha256sum -c` reads it.
    """
    try:
        teks = isi.decode()
    except UnicodeDecodeError as e:
        raise ArsipGalat("ARSIP-RUSAK", f"{sebutan}/{NAMA_MANIFES} tidak ada atau tidak terbaca.") from e
    hasil: dict[str, str] = {}
    for baris in teks.removesuffix("\n").split("\n") if teks else ():
        m = _BARIS.fullmatch(baris)
        if m is None or m[2] in hasil or not _JALAN.fullmatch(m[2]):
            raise ArsipGalat("ARSIP-RUSAK", f"{sebutan}/{NAMA_MANIFES} punya baris yang bukan manifes.")
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


def _periksa_revisi(arsip: Path) -> list[str]:
    """Whether the closed blobs are those every revisi names, and the ratified sidik is one of the revisi."""
    masalah: list[str] = []
    sidik: set[str] = set()
    for jalan in sorted((arsip / "terbuka" / "03-draf").glob("v*/revisi.json")):
        isi = jalan.read_bytes()
        sidik.add(sha256(isi))
        versi = jalan.parent.name
        for nama, sha in sorted(orjson.loads(isi).get("blob", {}).items()):
            blob = arsip / "tertutup" / "03-draf" / versi / f"{nama}{AKHIRAN_BLOB.get(nama, '.bin')}"
            if not blob.is_file() or sha256(blob.read_bytes()) != sha:
                masalah.append(f"tertutup/03-draf/{versi}/{nama}: bukan isi yang disebut revisi.json.")
    pengesahan = arsip / "tertutup" / "05-pengesahan" / "pengesahan.json"
    if pengesahan.is_file() and orjson.loads(pengesahan.read_bytes()).get("sidik") not in sidik:
        masalah.append("tertutup/05-pengesahan/pengesahan.json: sidik yang disahkan tidak ada di 03-draf.")
    return masalah


def periksa_arsip(arsip: Path) -> list[str]:
    """Problems of an archive, one line each; empty when all is as it was made. Works offline, changes nothing."""
    if not arsip.is_dir():
        return [f"{arsip.name}: folder arsip tidak ada."]
    masalah: list[str] = []
    for bagian in ("terbuka", "tertutup"):
        masalah += periksa_bagian(arsip / bagian, bagian)
    for nama in ("tertutup", PENCATATAN):
        folder = arsip / nama
        if folder.is_dir() and stat.S_IMODE(folder.stat().st_mode) & 0o077:
            masalah.append(f"{nama}: folder dapat dibuka orang lain. Jalankan `chmod 700 {nama}`.")
    catatan, asal = arsip / "BACA-SAYA.txt", arsip / "terbuka" / "BACA-SAYA.txt"
    if not catatan.is_file() or not asal.is_file() or catatan.read_bytes() != asal.read_bytes():
        masalah.append("BACA-SAYA.txt: hilang atau berubah.")
    for nama in (PUBLIKASI, PENCATATAN):
        for folder in sorted((arsip / nama).iterdir()) if (arsip / nama).is_dir() else ():
            masalah += periksa_bagian(folder, f"{nama}/{folder.name}")
    dikenal = {"terbuka", "tertutup", "BACA-SAYA.txt", PUBLIKASI, PENCATATAN}
    masalah += [f"{p.name}: bukan bagian dari arsip." for p in sorted(arsip.iterdir()) if p.name not in dikenal]
    if masalah:
        return masalah
    try:
        return _periksa_revisi(arsip)
    except (orjson.JSONDecodeError, AttributeError):
        return ["revisi.json atau pengesahan.json tidak terbaca sebagai JSON."]
