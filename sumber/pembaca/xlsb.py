"""Layout facts of binary workbooks (xlsb, [MS-XLSB]), read from the records beside the values.

calamine gives values. Merges, hidden rows and columns, links, error values, number formats and symbol fonts stand in
short records of fixed shape (§2.4); they are looked at here and nothing else is interpreted.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from sumber.pembaca.arsip import Paket
from sumber.pembaca.batas import Batas, IsiAktif, Rusak, periksa_sel
from sumber.pembaca.biff import KODE_GALAT, tujuan_rumus
from sumber.pembaca.gaya import BAWAAN, arti_format, huruf_simbol
from sumber.pembaca.letak import Letak
from sumber.pembaca.xlsx import Hubungan, adalah_makro, berlampiran, hubungan

# record numbers, [MS-XLSB] §2.3.2
_BARIS, _SEL_GALAT, _SEL_TEKS, _SEL_NOMOR_TEKS, _RUMUS_TEKS, _RUMUS_GALAT, _SEL_AKHIR = 0, 3, 6, 7, 8, 11, 11
_RUMUS = range(8, 12)
_HURUF, _FORMAT, _XF, _KOLOM = 43, 44, 47, 60
_NAMA, _LEMBAR, _GABUNG, _DAFTAR_LUAR, _TAUTAN, _AWAL_XF, _AKHIR_XF = 39, 156, 176, 360, 494, 617, 618
_TANPA = 0xFFFFFFFF
_DDE, _OLE = 1, 2
_MAKS_BARIS, _MAKS_KOLOM = 1 << 20, 1 << 14

Rekaman = tuple[int, bytes]


def rekaman(isi: bytes) -> Iterator[Rekaman]:
    """Records of a part: number and contents (§2.1.4). A record that is cut off ends the part."""
    p, akhir = 0, len(isi)
    while p < akhir:
        jenis = isi[p]
        p += 1
        if jenis & 0x80 and p < akhir:
            jenis = (jenis & 0x7F) | (isi[p] & 0x7F) << 7
            p += 1
        panjang = geser = 0
        while p < akhir and geser < 28:
            b = isi[p]
            p += 1
            panjang |= (b & 0x7F) << geser
            geser += 7
            if not b & 0x80:
                break
        yield jenis, isi[p : p + panjang]
        p += panjang


def teks_lebar(b: bytes, p: int) -> tuple[str, int]:
    """XLWideString or XLNullableWideString (§2.5.168) at p, and where it ends. Raises struct.error."""
    (n,) = struct.unpack_from("<I", b, p)
    if n == _TANPA:
        return "", p + 4
    return b[p + 4 : p + 4 + 2 * n].decode("utf-16-le", "replace"), p + 4 + 2 * n


@dataclass(slots=True)
class BukuXlsb:
    """What sheets share: their parts in workbook order, meanings of cell styles, macros, invisible parts."""

    paket: Paket
    bagian: list[str] = field(default_factory=list)
    format: dict[int, str] = field(default_factory=dict)
    simbol: set[int] = field(default_factory=set)
    makro: bool = False
    lampiran: bool = False

    def letak(self, nomor: int, tinggi: int, lebar: int, batas: Batas) -> Letak:
        """Layout facts of a sheet whose values reach to row `tinggi` and column `lebar` (counts).

        Raises Rusak, TerlaluBesar.
        """
        bagian = self.bagian[nomor] if nomor < len(self.bagian) else ""
        pembaca = _Lembar(self, hubungan(self.paket, bagian) if bagian else {}, tinggi, lebar, batas)
        for jenis, b in rekaman(self.paket.baca(bagian)):
            try:
                pembaca.rekaman(jenis, b)
            except (struct.error, IndexError):  # shorter than it has to be: tells nothing
                continue
        return pembaca.letak


class _Lembar:
    """Collects the facts of one sheet."""

    def __init__(self, buku: BukuXlsb, hubungan_: Hubungan, tinggi: int, lebar: int, batas: Batas) -> None:
        self.letak = Letak(gabung=[])
        self._buku, self._hubungan, self._batas = buku, hubungan_, batas
        self._tinggi, self._lebar, self._baris, self._bertautan = tinggi, lebar, -1, 0

    def rekaman(self, jenis: int, b: bytes) -> None:
        if jenis == _BARIS:
            (self._baris,) = struct.unpack_from("<I", b)
            if b[11] & 0x10:  # fDyZero
                self.letak.baris_sembunyi.add(self._baris)
        elif jenis <= _SEL_AKHIR:
            self._sel(jenis, b)
        elif jenis == _KOLOM:
            j1, j2, ukuran, _, bendera = struct.unpack_from("<4IH", b)
            if bendera & 1 or ukuran == 0:
                self.letak.kolom_sembunyi.update(range(j1, min(j2 + 1, self._lebar)))
        elif jenis == _GABUNG and self.letak.gabung is not None:
            i1, i2, j1, j2 = struct.unpack_from("<4I", b)
            if i1 <= i2 < _MAKS_BARIS and j1 <= j2 < _MAKS_KOLOM:
                self.letak.gabung.append((i1, j1, i2, j2))
        elif jenis == _TAUTAN:
            self._tautan(b)

    def _sel(self, jenis: int, b: bytes) -> None:
        j, gaya = struct.unpack_from("<II", b)
        di, gaya = (self._baris, j), gaya & 0xFFFFFF
        if gaya in self._buku.format:
            self.letak.format[di] = self._buku.format[gaya]
        if gaya in self._buku.simbol and jenis in {_SEL_TEKS, _SEL_NOMOR_TEKS, _RUMUS_TEKS}:
            self.letak.simbol.add(di)
        if jenis in {_SEL_GALAT, _RUMUS_GALAT}:
            self.letak.galat[di] = KODE_GALAT.get(b[8], "#N/A")
        if jenis in _RUMUS:
            # the cached value, two bytes of flags, then the formula with its length
            p = teks_lebar(b, 8)[1] if jenis == _RUMUS_TEKS else 16 if jenis == 9 else 9
            (n,) = struct.unpack_from("<I", b, p + 2)
            if tujuan := tujuan_rumus(b[p + 6 : p + 6 + n], 2):
                self.letak.tautan[di] = tujuan

    def _tautan(self, b: bytes) -> None:
        i1, i2, j1, j2 = struct.unpack_from("<4I", b)
        nomor, p = teks_lebar(b, 16)
        tujuan = self._hubungan[nomor][1] if nomor in self._hubungan else ""
        if lokasi := teks_lebar(b, p)[0]:
            tujuan = f"{tujuan}#{lokasi}"
        i2, j2 = min(i2, self._tinggi - 1), min(j2, self._lebar - 1)
        if tujuan and i1 <= i2 and j1 <= j2:
            self._bertautan += (i2 - i1 + 1) * (j2 - j1 + 1)
            periksa_sel(self._bertautan, self._batas)
            self.letak.tautan.update({(i, j): tujuan for i in range(i1, i2 + 1) for j in range(j1, j2 + 1)})


def buka(paket: Paket) -> BukuXlsb:
    """Read what sheets share. Raises Rusak when there is no workbook part, IsiAktif for DDE and embedded objects."""
    if any(n.startswith(("xl/embeddings/", "xl/activex/")) for n in paket.nama):
        raise IsiAktif("ole")
    for nama in paket.nama:
        if nama.startswith("xl/externallinks/") and nama.endswith(".bin"):
            _periksa_luar(paket.baca(nama))
    utama = next((p for p in hubungan(paket, "").values() if p[0].endswith("/officeDocument")), ("", "xl/workbook.bin"))
    isi = paket.baca(utama[1])
    if not isi:
        raise Rusak("tanpa workbook.bin")
    bagian = hubungan(paket, utama[1])
    buku = BukuXlsb(paket, makro=adalah_makro(paket), lampiran=berlampiran(paket))
    for jenis, b in rekaman(isi):
        try:
            if jenis == _LEMBAR:
                nomor, _ = teks_lebar(b, 8)
                buku.bagian.append(bagian.get(nomor, ("", ""))[1])
            elif jenis == _NAMA and b[0] & 0x21 == 1 and not teks_lebar(b, 9)[0].startswith("_xl"):
                buku.lampiran = True  # a name that nobody sees, and not one of the program itself
        except (struct.error, IndexError) as e:
            raise Rusak("workbook.bin") from e
    gaya = next((p[1] for p in bagian.values() if p[0].endswith("/styles")), "xl/styles.bin")
    _baca_gaya(buku, paket.baca(gaya))
    return buku


def _periksa_luar(isi: bytes) -> None:
    """What an external link is (BrtBeginSupBook, §2.4.227): another workbook, or orders to another program."""
    for jenis, b in rekaman(isi):
        if jenis == _DAFTAR_LUAR and len(b) >= 2:
            luar = b[0] | b[1] << 8
            if luar in {_DDE, _OLE}:
                raise IsiAktif("dde" if luar == _DDE else "ole")


def _baca_gaya(buku: BukuXlsb, isi: bytes) -> None:
    kode, huruf, xf, di_sel = dict(BAWAAN), list[bool](), list[tuple[int, int]](), False
    for jenis, b in rekaman(isi):
        try:
            if jenis == _FORMAT:
                kode[struct.unpack_from("<H", b)[0]] = teks_lebar(b, 2)[0]
            elif jenis == _HURUF:
                huruf.append(huruf_simbol(teks_lebar(b, 21)[0]))
            elif jenis in {_AWAL_XF, _AKHIR_XF}:
                di_sel = jenis == _AWAL_XF
            elif jenis == _XF and di_sel:
                xf.append(struct.unpack_from("<HH", b, 2))
        except struct.error:
            continue
    for nomor, (k, f) in enumerate(xf):
        arti = arti_format(kode.get(k, ""))
        if arti is not None:
            buku.format[nomor] = arti
        if f < len(huruf) and huruf[f]:
            buku.simbol.add(nomor)
