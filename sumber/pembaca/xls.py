"""Layout facts of Excel 5 to 2003 workbooks (BIFF5 and BIFF8, [MS-XLS]), read from the records beside the values.

calamine gives values and merges. Hidden rows and columns, links, error values, number formats and symbol fonts
stand in short records of fixed shape; they are looked at here and nothing else of the stream is interpreted.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from sumber.pembaca.batas import IsiAktif, Rusak, TakDidukung
from sumber.pembaca.biff import KODE_GALAT, tujuan_rumus
from sumber.pembaca.gaya import BAWAAN, arti_format, huruf_simbol
from sumber.pembaca.letak import Letak
from sumber.pembaca.ole import MAGIC, Ole
from sumber.pembaca.sifat import bernama_ole

_BOF, _EOF, _SANDI, _HURUF, _FORMAT, _XF, _LEMBAR = 0x0809, 0x000A, 0x002F, 0x0031, 0x041E, 0x00E0, 0x0085
_BARIS, _KOLOM, _TAUTAN, _RUMUS, _GALAT, _MULRK = 0x0208, 0x007D, 0x01B8, 0x0006, 0x0205, 0x00BD
_CATATAN, _DAFTAR_LUAR, _NAMA, _LEMBAR_MAKRO = 0x001C, 0x01AE, 0x0018, 1
_DALAM = (b"\x01\x04", b"\x01\x3a")  # this workbook itself, functions of add-ins
_JALAN = (b"\1", b"\2", b"")  # how an encoded path to another workbook starts; in it ␃ parts folders
_SEL = frozenset({0x027E, 0x0203, 0x00FD, 0x0204, 0x00D6, _RUMUS, _GALAT})
_TEKS = frozenset({0x00FD, 0x0204, 0x00D6})
_BIFF8 = 0x0600
_MONIKER_URL = bytes.fromhex("E0C9EA79F9BACE118C8200AA004BA90B")
_MONIKER_BERKAS = bytes.fromhex("0303000000000000C000000000000046")

Rekaman = tuple[int, bytes]


@dataclass(slots=True)
class BukuXls:
    """What sheets share: the stream, offsets of sheets in workbook order, meanings of cell styles."""

    aliran: bytes
    biff8: bool = True
    makro: bool = False
    lampiran: bool = False
    bernama: bool = False
    awal: list[int] = field(default_factory=list)
    format: dict[int, str] = field(default_factory=dict)
    simbol: set[int] = field(default_factory=set)

    def letak(self, nomor: int, tinggi: int, lebar: int) -> Letak:
        """Layout facts of a sheet whose values reach to row `tinggi` and column `lebar` (counts)."""
        letak = Letak()
        if nomor >= len(self.awal):
            return letak
        for jenis, b in _rekaman(self.aliran, self.awal[nomor]):
            if jenis in _SEL and len(b) >= 6:
                self._sel(letak, jenis, b)
            elif jenis == _MULRK and len(b) >= 6:
                i, j = struct.unpack_from("<HH", b)
                for n, p in enumerate(range(4, len(b) - 7, 6)):
                    self._gaya(letak, i, j + n, struct.unpack_from("<H", b, p)[0], teks=False)
            elif jenis == _BARIS and len(b) >= 14 and b[12] & 0x20:
                letak.baris_sembunyi.add(struct.unpack_from("<H", b)[0])
            elif jenis == _KOLOM and len(b) >= 10:
                j1, j2, panjang, _, bendera = struct.unpack_from("<5H", b)
                if bendera & 1 or panjang == 0:
                    letak.kolom_sembunyi.update(range(j1, min(j2 + 1, lebar)))
            elif jenis == _CATATAN:
                self.lampiran = True
            elif jenis == _TAUTAN and len(b) >= 32:
                i1, i2, j1, j2 = struct.unpack_from("<4H", b)
                tujuan = _tujuan(b)
                if tujuan:
                    sel = ((i, j) for i in range(i1, min(i2 + 1, tinggi)) for j in range(j1, min(j2 + 1, lebar)))
                    letak.tautan.update(dict.fromkeys(sel, tujuan))
        return letak

    def _gaya(self, letak: Letak, i: int, j: int, xf: int, *, teks: bool) -> None:
        if teks and xf in self.simbol:
            letak.simbol.add((i, j))
        elif not teks and xf in self.format:
            letak.format[i, j] = self.format[xf]

    def _sel(self, letak: Letak, jenis: int, b: bytes) -> None:
        i, j, xf = struct.unpack_from("<3H", b)
        self._gaya(letak, i, j, xf, teks=jenis in _TEKS)
        if jenis == _GALAT and len(b) >= 8 and b[7] == 1:
            letak.galat[i, j] = KODE_GALAT.get(b[6], "#N/A")
        elif jenis == _RUMUS and len(b) >= 22:
            if b[12:14] == b"\xff\xff" and b[6] == 2:
                letak.galat[i, j] = KODE_GALAT.get(b[8], "#N/A")
            if b[12:14] == b"\xff\xff" and b[6] == 0 and xf in self.simbol:
                letak.simbol.add((i, j))
            tujuan = tujuan_rumus(b[22 : 22 + struct.unpack_from("<H", b, 20)[0]], int(self.biff8))
            if tujuan:
                letak.tautan[i, j] = tujuan


def buka(isi: bytes) -> BukuXls:
    """Read what sheets share.

    Raises TakDidukung for Excel 4 and older, Rusak for a password or nonsense,
    IsiAktif for embedded objects and for orders to other programs (DDE).
    """
    if isi[:8] != MAGIC:
        raise TakDidukung("Excel 4.0 atau lebih lama")
    ole = Ole(isi)
    if any(n.startswith("MBD") for n in ole.nama):  # storages of embedded objects
        raise IsiAktif("ole")
    aliran = ole.aliran("Workbook") or ole.aliran("Book")
    if len(aliran) < 8 or struct.unpack_from("<H", aliran)[0] != _BOF:
        raise Rusak("BIFF")
    buku = BukuXls(aliran, biff8=struct.unpack_from("<H", aliran, 4)[0] == _BIFF8)
    buku.makro = "_VBA_PROJECT" in ole.nama
    buku.lampiran = any(n.startswith("_SX_DB") for n in ole.nama)  # caches of pivot tables
    buku.bernama = bernama_ole(ole)
    kode, huruf, xf = dict(BAWAAN), list[bool](), list[tuple[int, int]]()
    for jenis, b in _rekaman(aliran, 0):
        if jenis == _SANDI:
            raise Rusak("kata sandi")
        if jenis == _HURUF and len(b) > 15:
            huruf.append(huruf_simbol(_teks_pendek(b, 14, buku.biff8)))
            if len(huruf) == 4:
                huruf.append(False)  # there is no font number 4
        elif jenis == _FORMAT and len(b) > 3:
            kode[struct.unpack_from("<H", b)[0]] = _teks_format(b, buku.biff8)
        elif jenis == _XF and len(b) >= 4:
            xf.append(struct.unpack_from("<HH", b))
        elif jenis == _LEMBAR and len(b) >= 6:
            buku.awal.append(struct.unpack_from("<I", b)[0])
            buku.makro = buku.makro or b[5] == _LEMBAR_MAKRO
        elif jenis == _DAFTAR_LUAR and b[2:4] not in _DALAM:
            if b[5:6] not in _JALAN and b"\x03" in b[5:]:  # program ␃ topic: orders to another program
                raise IsiAktif("dde")
            buku.lampiran = True
        elif jenis == _NAMA and len(b) > 14 and b[0] & 0x21 == 1 and not b[14:].lstrip(b"\0\1").startswith(b"_"):
            buku.lampiran = True  # a name that nobody sees, and not one of the program itself
    for nomor, (f, k) in enumerate(xf):
        arti = arti_format(kode.get(k, ""))
        if arti is not None:
            buku.format[nomor] = arti
        if f < len(huruf) and huruf[f]:
            buku.simbol.add(nomor)
    return buku


def _rekaman(aliran: bytes, p: int) -> Iterator[Rekaman]:
    """Records of one substream from its BOF to its EOF; embedded charts in it are passed over."""
    dalam = 0
    while p + 4 <= len(aliran):
        jenis, panjang = struct.unpack_from("<HH", aliran, p)
        if jenis == _BOF:
            dalam += 1
        elif jenis == _EOF:
            dalam -= 1
            if dalam <= 0:
                return
        elif dalam == 1:
            yield jenis, aliran[p + 4 : p + 4 + panjang]
        p += 4 + panjang


def _teks_pendek(b: bytes, p: int, biff8: bool) -> str:
    """A string with a length byte, and in BIFF8 a flag byte (bit 0: two bytes per character)."""
    n = b[p]
    if not biff8:
        return b[p + 1 : p + 1 + n].decode("cp1252", "replace")
    if b[p + 1] & 1:
        return b[p + 2 : p + 2 + 2 * n].decode("utf-16-le", "replace")
    return b[p + 2 : p + 2 + n].decode("latin-1")


def _teks_format(b: bytes, biff8: bool) -> str:
    if not biff8:
        return _teks_pendek(b, 2, biff8)
    n = struct.unpack_from("<H", b, 2)[0]
    if len(b) > 4 and b[4] & 1:
        return b[5 : 5 + 2 * n].decode("utf-16-le", "replace")
    return b[5 : 5 + n].decode("latin-1")


def _tujuan(b: bytes) -> str:
    """Target of an HLINK record ([MS-OSHARED] §2.3.7.1): web address, file, place in the workbook, or empty."""
    try:
        bendera, p = struct.unpack_from("<I", b, 28)[0], 32
        for bit in (0x10, 0x80):  # display name, frame
            if bendera & bit:
                p += 4 + 2 * struct.unpack_from("<I", b, p)[0]
        tujuan = ""
        if bendera & 0x101 == 0x101:
            tujuan, p = _teks_panjang(b, p)
        elif bendera & 1:
            tujuan, p = _moniker(b, p)
        if bendera & 8:
            tujuan += "#" + _teks_panjang(b, p)[0]
    except struct.error:
        return ""
    return tujuan


def _teks_panjang(b: bytes, p: int) -> tuple[str, int]:
    n = 2 * struct.unpack_from("<I", b, p)[0]
    return b[p + 4 : p + 4 + n].decode("utf-16-le", "replace").partition("\0")[0], p + 4 + n


def _moniker(b: bytes, p: int) -> tuple[str, int]:
    jenis, p = b[p : p + 16], p + 16
    if jenis == _MONIKER_URL:
        n = struct.unpack_from("<I", b, p)[0]
        return b[p + 4 : p + 4 + n].decode("utf-16-le", "replace").partition("\0")[0], p + 4 + n
    if jenis != _MONIKER_BERKAS:
        raise struct.error
    n = struct.unpack_from("<I", b, p + 2)[0]
    nama = b[p + 6 : p + 6 + n].decode("cp1252", "replace").partition("\0")[0]
    p += 6 + n + 24
    lanjut = struct.unpack_from("<I", b, p)[0]
    if lanjut >= 6:
        nama = b[p + 10 : p + 4 + lanjut].decode("utf-16-le", "replace")
    return nama, p + 4 + lanjut
