"""Workbooks as one XML file (SpreadsheetML 2003, "XML Spreadsheet"): what older web applications export.

Schema: [MSDN] "XML Spreadsheet Reference" of Office XP/2003; elements and attributes are in the namespace
urn:schemas-microsoft-com:office:spreadsheet. Rows and cells without `Index` follow the one before.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from lxml import etree

from dip.lembar import Nilai
from sumber.pembaca.arsip import nama_lokal, urai_xml
from sumber.pembaca.batas import Batas, Rusak, TerlaluBesar, periksa_sel, teks_jumlah
from sumber.pembaca.gaya import arti_format, huruf_simbol
from sumber.pembaca.letak import Letak
from sumber.pembaca.nilai import RUMUS_KOSONG, adalah_galat, arti_nilai, teks_rapi
from sumber.pembaca.penulis import tampak_orang
from sumber.pembaca.rumus import adalah_tautan

_S = "{urn:schemas-microsoft-com:office:spreadsheet}"
_MAKS_BARIS, _MAKS_KOLOM = 1_048_576, 16_384
_FORMAT_BERNAMA = {
    "General Date": "d/m/yyyy h:mm", "Long Date": "d mmmm yyyy", "Medium Date": "d-mmm-yy", "Short Date": "d/m/yyyy",
    "Long Time": "h:mm:ss", "Medium Time": "h:mm", "Short Time": "h:mm", "Fixed": "0.00", "Standard": "#,##0.00",
    "Percent": "0.00%", "Scientific": "0.00E+00", "Currency": "0.00", "Euro Currency": "0.00", "General": "General",
}  # fmt: skip


@dataclass(slots=True)
class BukuXml:
    """The worksheets of a file, meanings of cell styles by name, extras."""

    lembar: list[etree._Element]
    format: dict[str, str] = field(default_factory=dict)
    simbol: set[str] = field(default_factory=set)
    lampiran: bool = False
    bernama: bool = False

    def baca(self, lembar: etree._Element, batas: Batas, terpakai: int) -> tuple[list[list[Nilai]], Letak]:
        """Rows (all equally long) and layout facts of a sheet. Raises TerlaluBesar.

        `terpakai` is the number of cells of the sheets before.
        """
        letak, baris = Letak(gabung=[]), list[list[Nilai]]()
        tabel = lembar.find(f"{_S}Table")
        if tabel is None:
            return baris, letak
        p = 0
        for e in tabel.iterfind(f"{_S}Column"):
            awal = _bulat(e, "Index", p + 1) - 1
            p = min(awal + 1 + _bulat(e, "Span", 0), _MAKS_KOLOM)
            if _ya(e, "Hidden") or e.get(f"{_S}Width") == "0":
                letak.kolom_sembunyi.update(range(awal, p))
        lebar = p = 0
        for e in tabel.iterfind(f"{_S}Row"):
            i = _bulat(e, "Index", p + 1) - 1
            p = min(i + 1 + _bulat(e, "Span", 0), _MAKS_BARIS)  # a span repeats the form of a row, not its cells
            if _ya(e, "Hidden") or e.get(f"{_S}Height") == "0":
                letak.baris_sembunyi.update(range(i, p))
            isi = self._baris(letak, e, i)
            if not isi:
                continue
            if i >= _MAKS_BARIS:
                raise TerlaluBesar(f"{teks_jumlah(i + 1)} baris", f"{teks_jumlah(_MAKS_BARIS)} baris")
            lebar = max(lebar, max(isi) + 1)
            periksa_sel(terpakai + (i + 1) * lebar, batas)
            baris.extend([] for _ in range(i + 1 - len(baris)))
            baris[i] = [isi.get(j) for j in range(max(isi) + 1)]
        for b in baris:
            b.extend([None] * (lebar - len(b)))
        return baris, letak

    def _baris(self, letak: Letak, baris: etree._Element, i: int) -> dict[int, Nilai]:
        """Values of a row by column; cells that hold nothing are left out."""
        isi: dict[int, Nilai] = {}
        p = 0
        for c in baris.iterfind(f"{_S}Cell"):
            j = _bulat(c, "Index", p + 1) - 1
            if j >= _MAKS_KOLOM:
                raise TerlaluBesar(f"{teks_jumlah(j + 1)} kolom", f"{teks_jumlah(_MAKS_KOLOM)} kolom")
            lebar, tinggi = _bulat(c, "MergeAcross", 0), _bulat(c, "MergeDown", 0)
            p = j + 1 + lebar
            if (lebar or tinggi) and letak.gabung is not None:
                letak.gabung.append((i, j, i + tinggi, j + lebar))
            if self._sel(letak, c, i, j, isi) and alamat(c):
                letak.tautan[i, j] = alamat(c)
        return isi

    def _sel(self, letak: Letak, c: etree._Element, i: int, j: int, isi: dict[int, Nilai]) -> bool:
        """Take in one cell; whether it holds anything."""
        gaya, rumus = c.get(f"{_S}StyleID", ""), c.get(f"{_S}Formula", "")
        data = c.find(f"{_S}Data")
        if data is None:
            if rumus:
                letak.galat[i, j], isi[j] = RUMUS_KOSONG, None
            return bool(rumus)
        teks = "".join(map(str, data.itertext()))
        jenis = data.get(f"{_S}Type", "String")
        if jenis == "Error" or adalah_galat(teks.strip()):
            letak.galat[i, j], isi[j] = teks.strip()[:40] or "#N/A", None
            return True
        nilai, arti = _nilai(jenis, teks, self.format.get(gaya))
        if nilai is None:
            return False
        isi[j] = nilai
        if arti is not None:
            letak.format[i, j] = arti
        if gaya in self.simbol:
            letak.simbol.add((i, j))
        if adalah_tautan(rumus):
            letak.rumus_tautan[i, j] = rumus.removeprefix("=")
        return True


def buka(isi: bytes) -> BukuXml:
    """Read what sheets share. Raises Rusak for XML that is no such workbook."""
    akar = urai_xml(isi.lstrip(b" \t\r\n"))
    if akar.tag != f"{_S}Workbook":
        raise Rusak("bukan buku XML")
    buku = BukuXml(akar.findall(f"{_S}Worksheet"))
    _baca_gaya(buku, akar)
    nama = [e.text or "" for e in akar.iter() if nama_lokal(e) in {"Author", "LastAuthor", "Company", "Manager"}]
    buku.bernama = tampak_orang(*nama)
    buku.lampiran = next(akar.iter(f"{_S}Comment"), None) is not None
    return buku


def _baca_gaya(buku: BukuXml, akar: etree._Element) -> None:
    for e in akar.iterfind(f"{_S}Styles/{_S}Style"):
        nama, induk = e.get(f"{_S}ID", ""), e.get(f"{_S}Parent", "Default")
        angka, huruf = e.find(f"{_S}NumberFormat"), e.find(f"{_S}Font")
        kode = None if angka is None else angka.get(f"{_S}Format")
        arti = buku.format.get(induk) if kode is None else arti_format(_FORMAT_BERNAMA.get(kode, kode))
        if arti is not None:
            buku.format[nama] = arti
        tulisan = None if huruf is None else huruf.get(f"{_S}FontName")
        if huruf_simbol(tulisan) if tulisan else induk in buku.simbol:
            buku.simbol.add(nama)


def tampak(lembar: etree._Element) -> bool:
    """Whether a worksheet is shown."""
    return not any(nama_lokal(e) == "Visible" and (e.text or "") != "SheetVisible" for e in lembar.iter())


def nama(lembar: etree._Element) -> str:
    """Name of a worksheet."""
    return str(lembar.get(f"{_S}Name", ""))


def alamat(c: etree._Element) -> str:
    """Where the link of a cell leads; places in the workbook start with `#`."""
    return str(c.get(f"{_S}HRef", "")).strip()


def _nilai(jenis: str, teks: str, arti: str | None) -> tuple[Nilai, str | None]:
    """Value of a cell and what its format says of it; what cannot be understood stays text."""
    try:
        if jenis == "Number":
            return arti_nilai(float(teks), arti)
        if jenis == "Boolean":
            return teks.strip() in {"1", "true"}, None
        if jenis == "DateTime":
            saat = dt.datetime.fromisoformat(teks.strip()).replace(tzinfo=None)
            return arti_nilai(saat.time() if saat.year < 1900 else saat, arti)
    except ValueError:
        pass
    return teks_rapi(teks), None


def _bulat(e: etree._Element, nama_: str, bawaan: int) -> int:
    teks = e.get(f"{_S}{nama_}", "")
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) < 9 else bawaan


def _ya(e: etree._Element, nama_: str) -> bool:
    return e.get(f"{_S}{nama_}") in {"1", "true"}
