"""Drop folder: the newest whole file that an office put there, by hand or through a share.

People copy while we look. A file that is younger than two seconds, or from the future of our clock, is looked at a
second time; one that is still growing is never read, and the pull says so rather than take last month's file instead.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from datetime import datetime, timedelta
from fnmatch import fnmatch
from pathlib import Path

from dip.jam import WIB
from dip.pengaturan import Kebijakan, Opd, SumberFolder
from dip.tarikan import Alat, Tarikan
from sumber.penghubung.alamat import Gagal
from sumber.penghubung.tanda import MB, cap_waktu, gagal, nama_layak, terima

AKHIRAN_SEMENTARA = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart", ".swp")
AWALAN_SEMENTARA = ("~$", ".", "~")
PENANDA_NIHIL = ("tidak ada perubahan.txt", "nihil.txt")
BUKAN_DATA = ("thumbs.db", "desktop.ini")
JEDA = 2.0
"""Seconds between two looks; also the age below which a file may still be written."""
LIHAT = 3


@dataclass(frozen=True, slots=True)
class _Calon:
    """A file with the state in which it was seen."""

    jalan: Path
    ukuran: int
    diubah_ns: int

    @property
    def diubah(self) -> datetime:
        """Time of last change, in WIB."""
        return datetime.fromtimestamp(self.diubah_ns / 1e9, WIB)


def tarik_folder(
    opd: Opd, sumber: SumberFolder, terakhir: Tarikan | None, alat: Alat, kebijakan: Kebijakan, akar: Path
) -> Tarikan:
    """Pull the newest file of a drop folder; `akar` is where relative folders start.

    `nihil` when a marker file (`TIDAK ADA PERUBAHAN.txt`, `nihil.txt`) is at least as new as the newest file.
    """
    alamat = f"folder:{sumber.folder}"
    try:
        folder = _folder(sumber, akar)
        semua, penanda, belum = _daftar(folder, sumber.pola)
        calon = _terbaru(semua)
        if penanda and (calon is None or penanda.diubah_ns >= calon.diubah_ns):
            return _nihil(opd, terakhir, alat, f"{alamat}/{nama_layak(penanda.jalan.name)}", penanda)
        if calon is None:
            if belum:
                raise Gagal("TARIK-TIDAK-ADA", f"{belum} belum selesai disalin", sementara=True)
            raise Gagal("TARIK-TIDAK-ADA", f"tidak ada berkas yang cocok dengan {sumber.pola} di folder")
        alamat = f"{alamat}/{calon.jalan.name}"
        isi = _baca_utuh(calon, folder, alat, kebijakan.batas_berkas_mb * MB)
    except Gagal as g:
        return gagal(opd, alat, alamat, g.sebab, g.rincian, sementara=g.sementara)
    except OSError as e:
        rincian = f"folder atau berkas tidak bisa dibuka ({type(e).__name__})"
        return gagal(opd, alat, alamat, "TARIK-TIDAK-ADA", rincian, sementara=True)
    diubah = calon.diubah.isoformat(timespec="seconds")
    lain = _lain(semua, calon, terakhir)
    nama = nama_layak(calon.jalan.name)
    return terima(opd, alat, terakhir, isi, alamat=nama_layak(alamat), nama=nama, diubah=diubah, lain=lain)


def _terbaru(semua: list[_Calon]) -> _Calon | None:
    return max(semua, key=lambda c: (c.diubah_ns, c.jalan.name), default=None)


def _lain(semua: list[_Calon], dibaca: _Calon, terakhir: Tarikan | None) -> list[str]:
    """Names of other files that came since the last file we took: the office may think that we read them all."""
    batas = terakhir.diubah if terakhir is not None else ""
    baru = [c for c in semua if c != dibaca and c.diubah.isoformat(timespec="seconds") > batas]
    return sorted(nama_layak(c.jalan.name) for c in baru)


def _folder(sumber: SumberFolder, akar: Path) -> Path:
    """The real folder. A relative one may not climb out of `akar`; an absolute one is the administrator's word."""
    folder = (akar / sumber.folder).resolve()
    if not Path(sumber.folder).is_absolute() and not folder.is_relative_to(akar.resolve()):
        raise Gagal("TARIK-ALAMAT", "folder berada di luar folder masuk")
    if not folder.is_dir():
        raise Gagal("TARIK-TIDAK-ADA", "folder tidak ada")
    return folder


def _daftar(folder: Path, pola: str) -> tuple[list[_Calon], _Calon | None, str]:
    """All files, the newest marker, and the name of one half-written file (`""`: none)."""
    calon: list[_Calon] = []
    penanda: list[_Calon] = []
    belum = ""
    for jalan in sorted(folder.iterdir()):
        nama = jalan.name.lower()
        if nama.endswith(AKHIRAN_SEMENTARA):
            belum = nama_layak(jalan.name)
            continue
        if nama.startswith(AWALAN_SEMENTARA) or nama in BUKAN_DATA:
            continue
        if nama not in PENANDA_NIHIL and not fnmatch(nama, pola.lower()):
            continue
        if not jalan.resolve().is_relative_to(folder):  # a link to a file elsewhere would publish that file
            continue
        keadaan = jalan.stat()
        if stat.S_ISREG(keadaan.st_mode):
            tujuan = penanda if nama in PENANDA_NIHIL else calon
            tujuan.append(_Calon(jalan, keadaan.st_size, keadaan.st_mtime_ns))

    return calon, _terbaru(penanda), belum


def _baca_utuh(calon: _Calon, folder: Path, alat: Alat, batas: int) -> bytes:
    """The bytes of a file that nobody is writing. Raises Gagal when it keeps changing, is empty or too large."""
    kini = calon
    for _ in range(LIHAT):
        umur = alat.jam() - kini.diubah
        if not timedelta(seconds=JEDA) <= umur:
            alat.tidur(JEDA)
            if (sesudah := _lihat(kini.jalan)) != kini:
                kini = sesudah
                continue
        if kini.ukuran > batas:
            raise Gagal("TARIK-BESAR", f"{kini.ukuran // MB + 1} MB, batasnya {batas // MB} MB")
        isi = _baca(kini.jalan, folder, batas)
        if (sesudah := _lihat(kini.jalan)) == kini and len(isi) == kini.ukuran:
            if not isi:
                raise Gagal("TARIK-PUTUS", f"{nama_layak(kini.jalan.name)} kosong", sementara=True)
            return isi
        kini = sesudah
    raise Gagal("TARIK-PUTUS", f"{nama_layak(calon.jalan.name)} masih ditulis", sementara=True)


def _lihat(jalan: Path) -> _Calon:
    """The state of a file now."""
    keadaan = jalan.stat()
    return _Calon(jalan, keadaan.st_size, keadaan.st_mtime_ns)


def _baca(jalan: Path, folder: Path, batas: int) -> bytes:
    """At most one byte more than `batas`. A file swapped for a link outside the folder is refused."""
    nyata = jalan.resolve()
    if not nyata.is_relative_to(folder):
        raise Gagal("TARIK-ALAMAT", f"{nama_layak(jalan.name)} menunjuk ke luar folder")
    with os.fdopen(os.open(nyata, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as f:
        return f.read(batas + 1)


def _nihil(opd: Opd, terakhir: Tarikan | None, alat: Alat, alamat: str, penanda: _Calon) -> Tarikan:
    """The office says that nothing changed: the earlier file goes on counting."""
    return Tarikan(
        opd=opd.kode,
        hasil="nihil",
        waktu=cap_waktu(alat),
        alamat=alamat,
        sha_berkas=terakhir.sha_berkas if terakhir else "",
        nama_berkas=terakhir.nama_berkas if terakhir else "",
        ukuran=terakhir.ukuran if terakhir else 0,
        diubah=penanda.diubah.isoformat(timespec="seconds"),
    )
