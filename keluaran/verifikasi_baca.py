"""Reading an archive that may be damaged, or made by somebody who wishes that reading it goes wrong.

Nothing here follows a link, opens what is no plain file, or reads more than a bounded amount into memory. What cannot
be read is `Rusak` with a sentence, never another error; names of files are made printable before they are shown.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from dip.sidik import json_baku
from keluaran.arsip_bagian import NAMA_MANIFES, PENCATATAN, PUBLIKASI, ArsipGalat, urai_manifes

BATAS_BACA = 64 * 1024 * 1024
"""Bytes of a file that is read into memory; a journal of ten years has a quarter of it."""

BATAS_BERKAS = 2 * 1024 * 1024 * 1024
"""Bytes of a file that is hashed; bigger ones are no part of any archive of ours."""

BATAS_JUMLAH = 200_000
"""Files of one part."""

_POTONG = 1 << 20
_PANJANG_SEBUT = 160


class Rusak(Exception):
    """Something that must be in the archive is not readable as what it is. The text is the sentence for people."""


class BukanArsip(Exception):
    """The folder is no archive of an edition at all."""


def sebut(teks: object) -> str:
    """A foreign text as it may be shown: one line, printable, bounded."""
    satu = "".join(c if c.isprintable() else "\ufffd" for c in str(teks)[: _PANJANG_SEBUT + 1])
    return satu if len(satu) <= _PANJANG_SEBUT else satu[:_PANJANG_SEBUT] + "…"


@dataclass(slots=True)
class Bagian:
    """One part as it lies there: sha256 of each file by path (empty: no plain, readable file of bearable size)."""

    sebutan: str
    folder: Path
    berkas: dict[str, str] = field(default_factory=dict)
    masalah: list[str] = field(default_factory=list)

    def di(self, awalan: str) -> dict[str, str]:
        """Files below a folder of the part (`awalan` ends with `/`), by their path inside it."""
        return {j[len(awalan) :]: sha for j, sha in self.berkas.items() if j.startswith(awalan)}


class Arsip:
    """An archive folder, or a copy of its open part alone (`terbuka` itself or a folder that has only it).

    Every file is hashed once, here. Raises BukanArsip.
    """

    def __init__(self, akar: Path) -> None:
        self.akar = akar.resolve()
        self.bagian: dict[str, Bagian] = {}
        self.masalah: list[str] = []
        self.tertutup_dilarang = False
        if (self.akar / "06-edisi").is_dir() and not (self.akar / "terbuka").exists():
            self._baca_bagian("terbuka", self.akar)
            return
        if not any(os.path.lexists(self.akar / n) for n in ("terbuka", "tertutup")):
            raise BukanArsip(f"{sebut(akar)} bukan folder arsip edisi. Sebut folder yang berisi 'terbuka'.")
        for nama in ("terbuka", "tertutup"):
            if os.path.lexists(self.akar / nama):
                self._baca_bagian(nama, self.akar / nama)
        if "terbuka" not in self.bagian:
            self.masalah.append("terbuka: bagian ini hilang.")
        for nama in (PUBLIKASI, PENCATATAN):
            self._baca_susulan(nama)
        dikenal = {"terbuka", "tertutup", "BACA-SAYA.txt", PUBLIKASI, PENCATATAN}
        self.masalah += [f"{sebut(n)}: bukan bagian dari arsip." for n in self._isi(self.akar) if n not in dikenal]

    @property
    def lengkap(self) -> bool:
        """Whether the closed part is there and readable."""
        return "tertutup" in self.bagian

    def ada(self, bagian: str, jalan: str) -> bool:
        """Whether a file is there, readable or not."""
        return bagian in self.bagian and jalan in self.bagian[bagian].berkas

    def isi(self, bagian: str, jalan: str) -> bytes:
        """Bytes of a file. Raises Rusak."""
        b = self.bagian.get(bagian)
        sha = b.berkas.get(jalan) if b else None
        if b is None or sha is None:
            raise Rusak(f"{bagian}/{sebut(jalan)}: berkas tidak ada.")
        if not sha:  # also no plain file: opening a pipe would wait for ever
            raise Rusak(f"{bagian}/{sebut(jalan)}: berkas tidak dapat dibaca.")
        try:
            with (b.folder / jalan).open("rb") as f:
                isi = f.read(BATAS_BACA + 1)
        except OSError:
            raise Rusak(f"{bagian}/{sebut(jalan)}: berkas tidak dapat dibaca.") from None
        if len(isi) > BATAS_BACA:
            raise Rusak(f"{bagian}/{sebut(jalan)}: berkas terlalu besar untuk dibaca.")
        return isi

    def objek(self, bagian: str, jalan: str, *, baku: bool = False) -> dict[str, Any]:
        """A file that is one JSON object; `baku`: in the canonical form. Raises Rusak."""
        return baca_objek(self.isi(bagian, jalan), f"{bagian}/{sebut(jalan)}", baku)

    def baris(self, bagian: str, jalan: str) -> list[dict[str, Any]]:
        """The objects of a canonical JSON Lines file. Raises Rusak."""
        nama, isi = f"{bagian}/{sebut(jalan)}", self.isi(bagian, jalan)
        if isi and not isi.endswith(b"\n"):
            raise Rusak(f"{nama}: berakhir di tengah baris.")
        return [baca_objek(b + b"\n", f"{nama} baris {n}", True) for n, b in enumerate(isi.split(b"\n")[:-1], 1)]

    def _baca_susulan(self, nama: str) -> None:
        folder = self.akar / nama
        if not os.path.lexists(folder):
            return
        if folder.is_symlink() or not folder.is_dir():
            self.masalah.append(f"{nama}: bukan folder.")
            return
        for isi in self._isi(folder):
            self._baca_bagian(f"{nama}/{isi}", folder / isi)

    def _isi(self, folder: Path) -> list[str]:
        try:
            return sorted(p.name for p in folder.iterdir())
        except OSError:
            self.masalah.append(f"{sebut(folder.name)}: folder tidak dapat dibuka.")
            return []

    def _baca_bagian(self, sebutan: str, folder: Path) -> None:
        b = Bagian(sebut(sebutan), folder)
        if folder.is_symlink() or not folder.is_dir():
            self.masalah.append(f"{b.sebutan}: bukan folder.")
            return
        try:
            b.berkas = {jalan: sidik_berkas(folder / jalan) for jalan in _jalan_semua(folder)}
        except PermissionError:
            if sebutan == "tertutup":
                self.tertutup_dilarang = True
            else:
                self.masalah.append(f"{b.sebutan}: folder tidak dapat dibuka.")
            return
        except (OSError, Rusak):
            self.masalah.append(f"{b.sebutan}: isinya terlalu banyak atau tidak dapat dibaca.")
            return
        self.bagian[sebutan] = b
        b.masalah = self._banding_manifes(sebutan, b)

    def _banding_manifes(self, sebutan: str, b: Bagian) -> list[str]:
        """Missing, changed and foreign files of a part."""
        try:
            manifes = urai_manifes(self.isi(sebutan, NAMA_MANIFES), b.sebutan)
        except (Rusak, ArsipGalat) as e:
            return [str(e)]
        salah: list[str] = []
        for jalan, sha in manifes.items():
            if jalan not in b.berkas:
                salah.append(f"{b.sebutan}/{sebut(jalan)}: berkas hilang.")
            elif b.berkas[jalan] != sha:
                salah.append(f"{b.sebutan}/{sebut(jalan)}: isi berkas tidak sama dengan manifes.")
        asing = sorted(set(b.berkas) - set(manifes) - {NAMA_MANIFES})
        return salah + [f"{b.sebutan}/{sebut(j)}: berkas tidak tercatat dalam manifes." for j in asing]


def baca_objek(isi: bytes, nama: str, baku: bool) -> dict[str, Any]:
    """Bytes that are one JSON object; `baku`: exactly as `json_baku` writes it. `nama` is said in Rusak."""
    try:
        hasil = orjson.loads(isi)
        if not isinstance(hasil, dict):
            raise Rusak(f"{nama}: bukan objek JSON.")
        if baku and json_baku(hasil) != isi:
            raise Rusak(f"{nama}: bukan JSON baku (lihat docs/verifikasi.md), jadi sudah ditulis ulang.")
    except (ValueError, TypeError):
        raise Rusak(f"{nama}: tidak terbaca sebagai JSON.") from None
    return hasil


def _jalan_semua(folder: Path) -> Iterator[str]:
    """Paths of everything below a folder that is no folder, without following links; folders are not counted."""
    tumpuk, jumlah = [""], 0
    while tumpuk:
        awalan = tumpuk.pop()
        with os.scandir(folder / awalan) as isi:
            for e in isi:
                jumlah += 1
                if jumlah > BATAS_JUMLAH:
                    raise Rusak("terlalu banyak berkas")
                if e.is_dir(follow_symlinks=False):
                    tumpuk.append(f"{awalan}{e.name}/")
                else:
                    yield awalan + e.name


def sidik_berkas(jalan: Path) -> str:
    """sha256 of a plain file of bearable size, else empty."""
    try:
        tanda = jalan.lstat()
        if not stat.S_ISREG(tanda.st_mode) or tanda.st_size > BATAS_BERKAS:
            return ""
        hitung = hashlib.sha256()
        with jalan.open("rb") as f:
            while potong := f.read(_POTONG):
                hitung.update(potong)
    except OSError:
        return ""
    return hitung.hexdigest()
