"""What the sheets of a binary workbook share (xlsb, [MS-XLSB] §2.1.7): the same facts as in `xlsx`, in records.

Only records of fixed shape are looked at (§2.4); formulas are not interpreted but for a plain HYPERLINK().
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from dip.lembar import Nilai
from sumber.pembaca.arsip import Paket
from sumber.pembaca.batas import Batas, IsiAktif, Rusak
from sumber.pembaca.gaya import BAWAAN, arti_format, huruf_simbol, jenis_waktu
from sumber.pembaca.letak import Letak
from sumber.pembaca.nilai import teks_rapi
from sumber.pembaca.xlsb_lembar import PembacaLembar
from sumber.pembaca.xlsb_rekaman import rekaman, teks_lebar
from sumber.pembaca.xlsx import Bagian, adalah_makro, berlampiran, hubungan

# record numbers, §2.3.2
_TEKS, _NAMA, _HURUF, _FORMAT, _XF, _SIFAT, _LEMBAR = 19, 39, 43, 44, 47, 153, 156
_DAFTAR_LUAR, _AWAL_XF, _AKHIR_XF = 360, 617, 618
_DDE, _OLE = 1, 2


@dataclass(slots=True)
class BukuXlsb:
    """Fields as in `xlsx.BukuXlsx`."""

    paket: Paket
    lembar: list[Bagian] = field(default_factory=list)
    format: dict[int, str] = field(default_factory=dict)
    waktu: dict[int, str] = field(default_factory=dict)
    simbol: set[int] = field(default_factory=set)
    teks: list[str | None] = field(default_factory=list)
    teks_simbol: set[int] = field(default_factory=set)
    sejak_1904: bool = False
    makro: bool = False
    lampiran: bool = False

    def baca(self, bagian: Bagian, batas: Batas, terpakai: int) -> tuple[list[list[Nilai]], Letak]:
        """Rows (all equally long) and layout facts of a sheet. Raises Rusak, TerlaluBesar.

        `terpakai` is the number of cells of the sheets before.
        """
        pembaca = PembacaLembar(self, hubungan(self.paket, bagian.bagian), batas, terpakai)
        pembaca.baca(self.paket.baca(bagian.bagian))
        return pembaca.baris, pembaca.letak


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
            if jenis == _SIFAT:
                buku.sejak_1904 = bool(b[0] & 1)
            elif jenis == _LEMBAR:
                nomor, p = teks_lebar(b, 8)
                tipe, tujuan = bagian.get(nomor, ("", ""))
                buku.lembar.append(Bagian(teks_lebar(b, p)[0], tujuan, tipe.endswith("/worksheet"), b[:4] == bytes(4)))
            elif jenis == _NAMA and b[0] & 0x21 == 1 and not teks_lebar(b, 9)[0].startswith("_xl"):
                buku.lampiran = True  # a name that nobody sees, and not one of the program itself
        except (struct.error, IndexError) as e:
            raise Rusak("workbook.bin") from e
    huruf = _baca_gaya(buku, paket.baca(_tujuan(bagian, "/styles", "xl/styles.bin")))
    _baca_teks(buku, paket.baca(_tujuan(bagian, "/sharedStrings", "xl/sharedStrings.bin")), huruf)
    return buku


def _tujuan(bagian: dict[str, tuple[str, str]], akhir: str, bawaan: str) -> str:
    return next((p[1] for p in bagian.values() if p[0].endswith(akhir)), bawaan)


def _periksa_luar(isi: bytes) -> None:
    """What an external link is (BrtBeginSupBook, §2.4.227): another workbook, or orders to another program."""
    for jenis, b in rekaman(isi):
        if jenis == _DAFTAR_LUAR and len(b) >= 2:
            luar = b[0] | b[1] << 8
            if luar in {_DDE, _OLE}:
                raise IsiAktif("dde" if luar == _DDE else "ole")


def _baca_gaya(buku: BukuXlsb, isi: bytes) -> list[bool]:
    """Meanings of cell styles; returns which fonts are symbol fonts."""
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
        ini = kode.get(k, "")
        if (arti := arti_format(ini)) is not None:
            buku.format[nomor] = arti
        if waktu := jenis_waktu(ini):
            buku.waktu[nomor] = waktu
        if f < len(huruf) and huruf[f]:
            buku.simbol.add(nomor)
    return huruf


def _baca_teks(buku: BukuXlsb, isi: bytes, huruf: list[bool]) -> None:
    """Shared strings (BrtSSTItem, §2.4.731); those whose runs are all set in symbol fonts are symbols."""
    for jenis, b in rekaman(isi):
        if jenis != _TEKS:
            continue
        try:
            teks, p = teks_lebar(b, 1)
            if b[0] & 1:
                (n,) = struct.unpack_from("<I", b, p)
                rentet = [struct.unpack_from("<HH", b, p + 4 + 4 * k) for k in range(min(n, 1000))]
                if rentet and rentet[0][0] == 0 and all(f < len(huruf) and huruf[f] for _, f in rentet):
                    buku.teks_simbol.add(len(buku.teks))
        except (struct.error, IndexError):
            teks = ""
        buku.teks.append(teks_rapi(teks))
