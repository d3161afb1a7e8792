"""Drop folder: the newest whole file (`pilih`) that an office put there, by hand or through a share."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from dip.pengaturan import Kebijakan, Opd, SumberFolder
from dip.tarikan import Alat, Tarikan
from sumber.penghubung.alamat import Gagal
from sumber.penghubung.pilih import Calon, baca_utuh, golongan, lain, nihil, pilih
from sumber.penghubung.sambungan import berbatas
from sumber.penghubung.tanda import MB, gagal, nama_layak, terima

BATAS_DETIK = 60.0
"""Seconds for one look at a folder, which may be a share whose server is gone."""


def tarik_folder(
    opd: Opd, sumber: SumberFolder, terakhir: Tarikan | None, alat: Alat, kebijakan: Kebijakan, akar: Path
) -> Tarikan:
    """Pull the newest file of a drop folder; `akar` is where relative folders start.

    `nihil` when a marker file (`TIDAK ADA PERUBAHAN.txt`, `nihil.txt`) is at least as new as the newest file.
    """
    alamat = f"folder:{sumber.folder}"
    kerja = partial(_tarik, opd, sumber, terakhir, alat, kebijakan.batas_berkas_mb * MB, akar)
    try:
        return berbatas(kerja, BATAS_DETIK)
    except Gagal as g:
        return gagal(opd, alat, alamat, g.sebab, g.rincian, sementara=g.sementara)


def _tarik(opd: Opd, sumber: SumberFolder, terakhir: Tarikan | None, alat: Alat, batas: int, akar: Path) -> Tarikan:
    """The same without a deadline."""
    alamat = f"folder:{sumber.folder}"
    try:
        folder = folder_sumber(sumber, akar)
        pilihan = pilih(_daftar(folder, sumber.pola), sumber.pola)
        calon = pilihan.berkas
        if pilihan.nihil:
            return nihil(opd, terakhir, alat, alamat, calon)
        alamat, jalan = f"{alamat}/{calon.nama}", folder / calon.nama
        isi, dibaca = baca_utuh(calon, lambda: _lihat(jalan), lambda _: _baca(jalan, folder, batas), alat, batas)
    except Gagal as g:
        return gagal(opd, alat, alamat, g.sebab, g.rincian, sementara=g.sementara)
    except OSError as e:
        rincian = f"folder atau berkas tidak bisa dibuka ({type(e).__name__})"
        return gagal(opd, alat, alamat, "TARIK-TIDAK-ADA", rincian, sementara=True)
    return terima(
        opd,
        alat,
        terakhir,
        isi,
        alamat=nama_layak(alamat),
        nama=nama_layak(calon.nama),
        diubah=dibaca.cap,
        lain=lain(pilihan, terakhir),
    )


def folder_sumber(sumber: SumberFolder, akar: Path) -> Path:
    """The real folder. A relative one may not climb out of `akar`; an absolute one is the administrator's word.

    Raises Gagal with TARIK-ALAMAT or TARIK-TIDAK-ADA.
    """
    folder = (akar / sumber.folder).resolve()
    if not Path(sumber.folder).is_absolute() and not folder.is_relative_to(akar.resolve()):
        raise Gagal("TARIK-ALAMAT", "folder berada di luar folder masuk")
    if not folder.is_dir():
        raise Gagal("TARIK-TIDAK-ADA", "folder tidak ada")
    return folder


def _daftar(folder: Path, pola: str) -> Iterator[Calon]:
    """The files that matter."""
    for jalan in sorted(folder.iterdir()):
        if golongan(jalan.name, pola) == "lain":
            continue
        if not jalan.resolve().is_relative_to(folder):  # a link to a file elsewhere would publish that file
            continue
        try:
            keadaan = jalan.stat()
        except FileNotFoundError:  # renamed or removed while we looked, or a link to nothing
            continue
        if stat.S_ISREG(keadaan.st_mode):
            yield Calon(jalan.name, keadaan.st_size, keadaan.st_mtime_ns)


def _lihat(jalan: Path) -> Calon:
    """The state of a file now."""
    keadaan = jalan.stat()
    return Calon(jalan.name, keadaan.st_size, keadaan.st_mtime_ns)


def _baca(jalan: Path, folder: Path, batas: int) -> bytes:
    """At most one byte more than `batas`. A file swapped for a link outside the folder is refused."""
    nyata = jalan.resolve()
    if not nyata.is_relative_to(folder):
        raise Gagal("TARIK-ALAMAT", f"{nama_layak(jalan.name)} menunjuk ke luar folder")
    with os.fdopen(os.open(nyata, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as f:
        return f.read(batas + 1)
