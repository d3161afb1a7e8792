"""Which of the files in an office's folder is meant, and whether it is whole: the same on a disk, WebDAV and SFTP.

People copy while we look. A file that is younger than two seconds, or from the future of our clock, is looked at a
second time; one that is still growing is never read, and the pull says so rather than take last month's file instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from fnmatch import fnmatch
from typing import Literal

from dip.jam import WIB
from dip.pengaturan import Opd
from dip.tarikan import Alat, Tarikan
from sumber.penghubung.alamat import Gagal
from sumber.penghubung.tanda import MB, cap_waktu, nama_layak

AKHIRAN_SEMENTARA = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart", ".swp")
AWALAN_SEMENTARA = ("~$", ".", "~")
PENANDA_NIHIL = ("tidak ada perubahan.txt", "nihil.txt")
BUKAN_DATA = ("thumbs.db", "desktop.ini")
AKHIRAN_BALASAN = " - HASIL PERIKSA.xlsx"
"""How the name of our answer ends, which is put beside the file and never read as data."""
JEDA = 2.0
"""Seconds between two looks; also the age below which a file may still be written."""
LIHAT = 3
MAKS_ISI_FOLDER = 10_000
"""Files in a folder, beyond which it is no drop folder."""

Golongan = Literal["data", "penanda", "sementara", "lain"]


@dataclass(frozen=True, slots=True)
class Calon:
    """A file in the state in which it was seen: `ukuran` in bytes (-1: not said), `diubah_ns` since 1970, `tanda` what
    else changes with the content (an ETag).
    """

    nama: str
    ukuran: int
    diubah_ns: int
    tanda: str = ""

    @property
    def diubah(self) -> datetime:
        """Time of last change, in WIB."""
        return datetime.fromtimestamp(self.diubah_ns / 1e9, WIB)

    @property
    def cap(self) -> str:
        """The same as text, ISO to the second."""
        return self.diubah.isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Pilihan:
    """What a folder says: the file to read, or with `nihil` the marker *tidak ada perubahan* that is at least as new;
    and all data files.
    """

    berkas: Calon
    nihil: bool
    semua: tuple[Calon, ...]


def balasan(nama: str) -> bool:
    """Whether a name is that of an answer of ours."""
    return nama.casefold().endswith(AKHIRAN_BALASAN.casefold())


def golongan(nama: str, pola: str) -> Golongan:
    """What a file is by its name: the office's data, a marker, a copy under way, or none of our business."""
    kecil = nama.lower()
    if kecil.endswith(AKHIRAN_SEMENTARA):
        return "sementara"
    if kecil.startswith(AWALAN_SEMENTARA) or kecil in BUKAN_DATA or balasan(nama):
        return "lain"
    if kecil in PENANDA_NIHIL:
        return "penanda"
    return "data" if fnmatch(kecil, pola.lower()) else "lain"


def pilih(isi: Iterable[Calon], pola: str) -> Pilihan:
    """The newest file that fits, then by name. Raises Gagal (TARIK-TIDAK-ADA, TARIK-SETENGAH) when there is none."""
    semua: list[Calon] = []
    penanda: list[Calon] = []
    belum = ""
    for c in isi:
        jenis = golongan(c.nama, pola)
        if jenis == "sementara":
            belum = max(belum, c.nama)
        elif jenis != "lain":
            (semua if jenis == "data" else penanda).append(c)
    berkas, tanda = _terbaru(semua), _terbaru(penanda)
    if tanda and (berkas is None or tanda.diubah_ns >= berkas.diubah_ns):
        return Pilihan(tanda, True, tuple(semua))
    if berkas is None and belum:
        raise Gagal("TARIK-SETENGAH", f"{nama_layak(belum)} belum selesai disalin", sementara=True)
    if berkas is None:
        raise Gagal("TARIK-TIDAK-ADA", f"tidak ada berkas yang cocok dengan {pola} di folder")
    return Pilihan(berkas, False, tuple(semua))


def _terbaru(semua: list[Calon]) -> Calon | None:
    return max(semua, key=lambda c: (c.diubah_ns, c.nama), default=None)


def lain(pilihan: Pilihan, terakhir: Tarikan | None) -> list[str]:
    """Names of other files that came since the last file we took: the office may think that we read them all."""
    batas = terakhir.diubah if terakhir is not None else ""
    return sorted(nama_layak(c.nama) for c in pilihan.semua if c != pilihan.berkas and c.cap > batas)


def baca_utuh(
    calon: Calon, lihat: Callable[[], Calon], baca: Callable[[Calon], bytes], alat: Alat, batas: int
) -> tuple[bytes, Calon]:
    """The bytes of a file that nobody is writing, and the state they belong to.

    `lihat` looks at the file again, `baca` reads it, at most one byte more than `batas`. Raises Gagal when it keeps
    changing, is empty or too large.
    """
    kini = calon
    for _ in range(LIHAT):
        if alat.jam() - kini.diubah < timedelta(seconds=JEDA):
            alat.tidur(JEDA)
            if (sesudah := lihat()) != kini:
                kini = sesudah
                continue
        periksa_ukuran(kini.ukuran, batas)
        isi = baca(kini) if kini.ukuran else b""
        if (sesudah := lihat()) == kini and kini.ukuran in (len(isi), -1):
            if not isi:
                raise Gagal("TARIK-SETENGAH", f"{nama_layak(kini.nama)} kosong", sementara=True)
            return isi, kini
        kini = sesudah
    raise Gagal("TARIK-SETENGAH", f"{nama_layak(calon.nama)} masih ditulis", sementara=True)


def periksa_ukuran(ukuran: int, batas: int) -> None:
    """Raises Gagal with TARIK-BESAR."""
    if ukuran > batas:
        raise Gagal("TARIK-BESAR", f"{ukuran // MB + 1} MB, batasnya {batas // MB} MB")


def nihil(opd: Opd, terakhir: Tarikan | None, alat: Alat, alamat: str, penanda: Calon, percobaan: int = 1) -> Tarikan:
    """The office says that nothing changed: the earlier file goes on counting."""
    return Tarikan(
        opd=opd.kode,
        hasil="nihil",
        waktu=cap_waktu(alat),
        alamat=f"{alamat}/{nama_layak(penanda.nama)}",
        sha_berkas=terakhir.sha_berkas if terakhir else "",
        nama_berkas=terakhir.nama_berkas if terakhir else "",
        ukuran=terakhir.ukuran if terakhir else 0,
        diubah=penanda.cap,
        percobaan=percobaan,
    )
