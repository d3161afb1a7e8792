"""Layout facts of OpenDocument spreadsheets (ODF 1.3 part 3 §9), read from content.xml.

Rows and cells stand in run-length form there (`number-rows-repeated`); positions are counted with it, and runs
reaching beyond the values are cut.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from sumber.pembaca.arsip import Paket, nama_lokal
from sumber.pembaca.batas import IsiAktif, Rusak
from sumber.pembaca.gaya import TAHUN, huruf_simbol
from sumber.pembaca.letak import Letak
from sumber.pembaca.nilai import adalah_galat
from sumber.pembaca.rumus import adalah_tautan

_O = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_T = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_S = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_N = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_X = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_F = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_SEMBUNYI = {"collapse", "filter"}


class BukuOds:
    """The tables of content.xml and the meanings of cell styles. Raises Rusak (also when encrypted), IsiAktif."""

    def __init__(self, paket: Paket) -> None:
        if b"encryption-data" in paket.baca("META-INF/manifest.xml"):
            raise Rusak("kata sandi")
        akar = paket.xml("content.xml")
        if akar is None:
            raise Rusak("tanpa content.xml")
        if next(akar.iter(f"{_T}dde-link", f"{_O}dde-source"), None) is not None:
            raise IsiAktif("dde")
        self._tabel = list(akar.iterfind(f"{_O}body/{_O}spreadsheet/{_T}table"))
        self._format: dict[str, str] = {}
        self._simbol: set[str] = set()
        gaya = paket.xml("styles.xml")
        self._baca_gaya([e for e in (gaya, akar) if e is not None])

    def _baca_gaya(self, akar: list[etree._Element]) -> None:
        """Cell styles by name; common styles first, so that automatic ones can inherit."""
        data = {e.get(f"{_S}name", ""): _arti(e) for a in akar for e in a.iter(f"{_N}*") if e.get(f"{_S}name")}
        huruf = {e.get(f"{_S}name", ""): _nama_huruf(e) for a in akar for e in a.iter(f"{_S}font-face")}
        for a in akar:
            for e in a.iter(f"{_S}style"):
                if e.get(f"{_S}family") != "table-cell":
                    continue
                nama, induk = e.get(f"{_S}name", ""), e.get(f"{_S}parent-style-name", "")
                arti = data.get(e.get(f"{_S}data-style-name", ""), self._format.get(induk))
                if arti is not None:
                    self._format[nama] = arti
                tulisan = next((t.get(f"{_S}font-name", t.get(f"{_F}font-family", "")) for t in _tulisan(e)), None)
                if huruf_simbol(huruf.get(tulisan, tulisan)) if tulisan else induk in self._simbol:
                    self._simbol.add(nama)

    def letak(self, nomor: int, tinggi: int, lebar: int) -> Letak:
        """Layout facts of a table whose values reach to row `tinggi` and column `lebar` (counts)."""
        letak = Letak(gabung=[])
        if nomor >= len(self._tabel):
            return letak
        tabel = self._tabel[nomor]
        gaya_kolom = self._kolom(letak, tabel, lebar)
        for i1, i2, baris in _berulang(tabel.iter(f"{_T}table-row"), "rows", tinggi):
            if baris.get(f"{_T}visibility") in _SEMBUNYI:
                letak.baris_sembunyi.update(range(i1, i2))
            gaya_baris = baris.get(f"{_T}default-cell-style-name", "")
            sel = baris.iterchildren(f"{_T}table-cell", f"{_T}covered-table-cell")
            for j1, j2, c in _berulang(sel, "columns", lebar):
                if len(c) or c.get(f"{_O}value-type"):
                    gaya = c.get(f"{_T}style-name") or gaya_baris or gaya_kolom.get(j1, "")
                    for i in range(i1, i2):
                        for j in range(j1, j2):
                            self._sel(letak, c, i, j, gaya)
        return letak

    def _kolom(self, letak: Letak, tabel: etree._Element, lebar: int) -> dict[int, str]:
        """Hidden columns, and the default style of each column."""
        gaya: dict[int, str] = {}
        for j1, j2, kolom in _berulang(tabel.iter(f"{_T}table-column"), "columns", lebar):
            gaya.update(dict.fromkeys(range(j1, j2), kolom.get(f"{_T}default-cell-style-name", "")))
            if kolom.get(f"{_T}visibility") in _SEMBUNYI:
                letak.kolom_sembunyi.update(range(j1, j2))
        return gaya

    def _sel(self, letak: Letak, c: etree._Element, i: int, j: int, gaya: str) -> None:
        if gaya in self._format:
            letak.format[i, j] = self._format[gaya]
        elif c.get(f"{_O}value-type") == "percentage":
            letak.format[i, j] = "persen"
        if gaya in self._simbol:
            letak.simbol.add((i, j))
        tinggi, lebar = (int(c.get(f"{_T}number-{x}-spanned", "1")) for x in ("rows", "columns"))
        if (tinggi > 1 or lebar > 1) and letak.gabung is not None:
            letak.gabung.append((i, j, i + tinggi - 1, j + lebar - 1))
        rumus = c.get(f"{_T}formula", "")
        if rumus and adalah_galat(teks := "".join(map(str, c.itertext())).strip()):
            letak.galat[i, j] = teks
        if adalah_tautan(rumus):
            letak.rumus_tautan[i, j] = rumus.replace(";", ",")
        for a in c.iter(f"{_X}a"):
            if a.get(_HREF):
                letak.tautan.setdefault((i, j), a.get(_HREF, ""))


def _berulang(elemen: Iterator[etree._Element], apa: str, maks: int) -> Iterator[tuple[int, int, etree._Element]]:
    """Elements with their half-open range of positions, cut at `maks`."""
    p = 0
    for e in elemen:
        if p >= maks:
            return
        n = max(1, int(e.get(f"{_T}number-{apa}-repeated", "1")))
        yield p, min(p + n, maks), e
        p += n


def _tulisan(gaya: etree._Element) -> Iterator[etree._Element]:
    for t in gaya.iterfind(f"{_S}text-properties"):
        if t.get(f"{_S}font-name") or t.get(f"{_F}font-family"):
            yield t


def _nama_huruf(e: etree._Element) -> str:
    keluarga = next((str(v) for k, v in e.items() if str(k).endswith("}font-family")), "")
    return keluarga.strip("'\"") or e.get(f"{_S}name", "")


def _arti(e: etree._Element) -> str | None:
    """Meaning of a data style, in the words of `gaya.arti_format`."""
    jenis = nama_lokal(e)
    if jenis == "percentage-style":
        return "persen"
    bagian = {nama_lokal(x) for x in e}
    if jenis == "date-style":
        if "day" in bagian:
            return "tanggal"
        return ("bulan" if "month" in bagian else TAHUN) if "year" in bagian else None
    angka = e.find(f"{_N}number")
    if jenis not in {"number-style", "currency-style"} or angka is None:
        return None
    desimal, bulat = (int(angka.get(f"{_N}{x}", d)) for x, d in (("decimal-places", "0"), ("min-integer-digits", "1")))
    kata = "".join(x.text or "" for x in e.iterfind(f"{_N}text")).strip()
    if desimal <= 0 and bulat <= 1 and not kata:
        return None
    pola = "0" * max(1, min(bulat, 30)) + ("." + "0" * min(desimal, 20) if desimal > 0 else "")
    akhir = kata and angka.getnext() is not None
    return pola if not kata else f'{pola}" {kata}"' if akhir else f'"{kata} "{pola}'
