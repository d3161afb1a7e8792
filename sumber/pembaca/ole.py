"""Compound files (OLE2, [MS-CFB]): the container of Excel 97–2003 and of password-protected workbooks.

Only what tells kinds apart and finds one stream: the directory and sector chains. Every chain is bounded by the
number of sectors, so a looped table ends in Rusak.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from sumber.pembaca.batas import Rusak

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AKHIR = 0xFFFFFFFA  # from here on: markers, no sector numbers
_TANPA = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class _Entri:
    nama: str
    jenis: int
    awal: int
    ukuran: int


class Ole:
    """A compound file in memory. Raises Rusak when its tables make no sense."""

    def __init__(self, isi: bytes) -> None:
        if isi[:8] != MAGIC or len(isi) < 512:
            raise Rusak("OLE")
        self._isi = isi
        geser, geser_mini = struct.unpack_from("<HH", isi, 30)
        if geser not in (9, 12) or geser_mini > geser:
            raise Rusak("OLE")
        self._sektor, self._mini = 1 << geser, 1 << geser_mini
        n_fat, awal_dir = struct.unpack_from("<I I", isi, 44)
        self._batas_mini, awal_minifat, _, awal_difat, _ = struct.unpack_from("<5I", isi, 56)
        self._maks = len(isi) // self._sektor + 1
        difat = list(struct.unpack_from("<109I", isi, 76))
        n = 0
        while awal_difat < _AKHIR and n <= self._maks:
            blok = self._angka(self._baca_sektor(awal_difat))
            difat += blok[:-1]
            awal_difat, n = (blok[-1] if blok else _TANPA), n + 1
        fat = b"".join(self._baca_sektor(s) for s in difat[: min(n_fat, self._maks)] if s < _AKHIR)
        self._fat = self._angka(fat)
        self._entri = self._direktori(self._rantai(awal_dir))
        akar = next((e for e in self._entri if e.jenis == 5), None)
        self._minifat = self._angka(self._rantai(awal_minifat))
        self._isi_mini = self._rantai(akar.awal)[: akar.ukuran] if akar else b""

    @staticmethod
    def _angka(b: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(b) // 4}I", b[: len(b) // 4 * 4]))

    def _baca_sektor(self, nomor: int) -> bytes:
        awal = (nomor + 1) * self._sektor
        return self._isi[awal : awal + self._sektor]

    def _rantai(self, nomor: int) -> bytes:
        bagian: list[bytes] = []
        while nomor < _AKHIR:
            if nomor >= len(self._fat) or len(bagian) > self._maks:
                raise Rusak("OLE: rantai")
            bagian.append(self._baca_sektor(nomor))
            nomor = self._fat[nomor]
        return b"".join(bagian)

    @staticmethod
    def _direktori(b: bytes) -> list[_Entri]:
        hasil: list[_Entri] = []
        for p in range(0, len(b) - 127, 128):
            panjang, jenis = struct.unpack_from("<HB", b, p + 64)
            awal, ukuran = struct.unpack_from("<II", b, p + 116)
            nama = b[p : p + max(0, min(panjang, 64) - 2)].decode("utf-16-le", "replace")
            if jenis:
                hasil.append(_Entri(nama, jenis, awal, ukuran))
        return hasil

    @property
    def nama(self) -> set[str]:
        """Names of all streams and storages."""
        return {e.nama for e in self._entri}

    def aliran(self, nama: str) -> bytes:
        """Bytes of a stream, found without regard to case; empty when there is none. Raises Rusak."""
        e = next((e for e in self._entri if e.jenis == 2 and e.nama.lower() == nama.lower()), None)
        if e is None:
            return b""
        if e.ukuran >= self._batas_mini:
            return self._rantai(e.awal)[: e.ukuran]
        bagian: list[bytes] = []
        nomor = e.awal
        while nomor < _AKHIR:
            if nomor >= len(self._minifat) or len(bagian) > len(self._minifat):
                raise Rusak("OLE: rantai")
            bagian.append(self._isi_mini[nomor * self._mini : (nomor + 1) * self._mini])
            nomor = self._minifat[nomor]
        return b"".join(bagian)[: e.ukuran]
