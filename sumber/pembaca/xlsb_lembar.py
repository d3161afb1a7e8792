"""Cells of a binary worksheet part ([MS-XLSB] §2.1.7.62): values and what lies beside them, record by record."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from dip.lembar import Nilai
from sumber.pembaca.batas import Batas, Rusak, periksa_sel
from sumber.pembaca.biff import KODE_GALAT, tujuan_rumus
from sumber.pembaca.letak import Letak
from sumber.pembaca.nilai import adalah_galat, arti_nilai, dari_serial, teks_rapi
from sumber.pembaca.xlsb_rekaman import rekaman, teks_lebar

if TYPE_CHECKING:
    from sumber.pembaca.xlsb import BukuXlsb
    from sumber.pembaca.xlsx import Hubungan

_BARIS, _RK, _GALAT, _BENAR, _ANGKA, _TEKS, _NOMOR_TEKS, _TEKS_KAYA = 0, 2, 3, 4, 5, 6, 7, 62
_RUMUS_TEKS, _RUMUS_ANGKA, _RUMUS_BENAR, _RUMUS_GALAT = 8, 9, 10, 11
_KOLOM, _AKHIR, _GABUNG, _TAUTAN = 60, 146, 176, 494
_SEL = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 62})
_AWAL_RUMUS = {_RUMUS_ANGKA: 16, _RUMUS_BENAR: 9, _RUMUS_GALAT: 9}
_MAKS_BARIS, _MAKS_KOLOM = 1 << 20, 1 << 14


class PembacaLembar:
    """Reads one part. `terpakai` is the number of cells of the sheets before."""

    def __init__(self, buku: BukuXlsb, hubungan: Hubungan, batas: Batas, terpakai: int) -> None:
        self.letak = Letak(gabung=[])
        self.baris: list[list[Nilai]] = []
        self._buku, self._hubungan, self._batas, self._terpakai = buku, hubungan, batas, terpakai
        self._lebar, self._i = 1, -1
        self._daerah: list[tuple[int, int, int, int, str]] = []

    def baca(self, isi: bytes) -> None:
        """All records of the part. Raises TerlaluBesar."""
        for jenis, b in rekaman(isi):
            try:
                self._rekaman(jenis, b)
            except (struct.error, IndexError):  # shorter than it has to be: tells nothing
                continue
        while self.baris and not any(v is not None for v in self.baris[-1]):
            if any(i >= len(self.baris) - 1 for i, _ in self.letak.galat):
                break
            self.baris.pop()
        for b_ in self.baris:
            b_.extend([None] * (self._lebar - len(b_)))
        self._tautkan()

    def _rekaman(self, jenis: int, b: bytes) -> None:
        if jenis in _SEL:
            self._sel(jenis, b)
        elif jenis == _BARIS:
            (self._i,) = struct.unpack_from("<I", b)
            if b[11] & 0x10 and self._i < _MAKS_BARIS:  # fDyZero
                self.letak.baris_sembunyi.add(self._i)
        elif jenis == _KOLOM:
            j1, j2, ukuran, _, bendera = struct.unpack_from("<4IH", b)
            if bendera & 1 or ukuran == 0:
                self.letak.kolom_sembunyi.update(range(j1, min(j2 + 1, _MAKS_KOLOM)))
        elif jenis == _GABUNG and self.letak.gabung is not None:
            i1, i2, j1, j2 = struct.unpack_from("<4I", b)
            if i1 <= i2 < _MAKS_BARIS and j1 <= j2 < _MAKS_KOLOM:
                self.letak.gabung.append((i1, j1, i2, j2))
        elif jenis == _TAUTAN:
            i1, i2, j1, j2 = struct.unpack_from("<4I", b)
            nomor, p = teks_lebar(b, 16)
            tujuan = self._hubungan[nomor][1] if nomor in self._hubungan else ""
            if lokasi := teks_lebar(b, p)[0]:
                tujuan = f"{tujuan}#{lokasi}"
            if tujuan:
                self._daerah.append((i1, j1, i2, j2, tujuan))

    def _sel(self, jenis: int, b: bytes) -> None:
        j, gaya = struct.unpack_from("<II", b)
        if not (0 <= self._i < _MAKS_BARIS and j < _MAKS_KOLOM):
            raise Rusak("sel di luar kisi")
        di, gaya = (self._i, j), gaya & 0xFFFFFF
        simbol = gaya in self._buku.simbol
        nilai: Nilai = None
        if jenis in (_GALAT, _RUMUS_GALAT):
            self.letak.galat[di] = KODE_GALAT.get(b[8], "#N/A")
        elif jenis in (_BENAR, _RUMUS_BENAR):
            nilai = b[8] != 0
        elif jenis in (_RK, _ANGKA, _RUMUS_ANGKA):
            x = _rk(b) if jenis == _RK else struct.unpack_from("<d", b, 8)[0]
            waktu = self._buku.waktu.get(gaya)
            mentah = dari_serial(x, waktu, self._buku.sejak_1904) if waktu else x
            nilai, arti = arti_nilai(mentah, self._buku.format.get(gaya))
            if arti is not None:
                self.letak.format[di] = arti
        else:
            nilai, dari_teks = self._teks(jenis, b)
            simbol = simbol or dari_teks
            if isinstance(nilai, str) and adalah_galat(nilai.strip()):
                self.letak.galat[di], nilai = nilai.strip(), None
        if simbol and nilai is not None:
            self.letak.simbol.add(di)
        if jenis in (_RUMUS_TEKS, _RUMUS_ANGKA, _RUMUS_BENAR, _RUMUS_GALAT):
            self._rumus(di, jenis, b)
        self._taruh(j, nilai)

    def _teks(self, jenis: int, b: bytes) -> tuple[str | None, bool]:
        """A text, and whether it is drawn by a symbol font of its own."""
        if jenis == _NOMOR_TEKS:
            (n,) = struct.unpack_from("<I", b, 8)
            return self._buku.teks[n], n in self._buku.teks_simbol
        return teks_rapi(teks_lebar(b, 9 if jenis == _TEKS_KAYA else 8)[0]), False

    def _rumus(self, di: tuple[int, int], jenis: int, b: bytes) -> None:
        """A link in a formula: it stands behind the cached value and two bytes of flags."""
        p = _AWAL_RUMUS[jenis] if jenis in _AWAL_RUMUS else teks_lebar(b, 8)[1]
        (n,) = struct.unpack_from("<I", b, p + 2)
        if tujuan := tujuan_rumus(b[p + 6 : p + 6 + n], 2):
            self.letak.tautan[di] = tujuan

    def _taruh(self, j: int, nilai: Nilai) -> None:
        if nilai is None and (self._i, j) not in self.letak.galat:
            return
        self._lebar = max(self._lebar, j + 1)
        periksa_sel(self._terpakai + (self._i + 1) * self._lebar, self._batas)
        if self._i >= len(self.baris):
            self.baris.extend([] for _ in range(self._i + 1 - len(self.baris)))
        baris = self.baris[self._i]
        if j >= len(baris):
            baris.extend([None] * (j + 1 - len(baris)))
        baris[j] = nilai

    def _tautkan(self) -> None:
        """Links of ranges, as far as there are cells."""
        jumlah = 0
        for i1, j1, i2, j2, tujuan in self._daerah:
            sel = range(i1, min(i2 + 1, len(self.baris))), range(j1, min(j2 + 1, self._lebar))
            jumlah += len(sel[0]) * len(sel[1])
            periksa_sel(jumlah, self._batas)
            self.letak.tautan.update({(i, j): tujuan for i in sel[0] for j in sel[1]})


def _rk(b: bytes) -> float:
    """An RkNumber (§2.5.122): 30 bits of an integer or of a double, and whether it is meant in hundredths."""
    (mentah,) = struct.unpack_from("<I", b, 8)
    if mentah & 2:
        x = float(struct.unpack_from("<i", b, 8)[0] >> 2)
    else:
        (x,) = struct.unpack("<d", struct.pack("<II", 0, mentah & 0xFFFFFFFC))
    return x / 100 if mentah & 1 else x
