"""Tables of OpenDocument spreadsheets (ODF 1.3 part 3 §9), read from content.xml.

Rows and cells stand in run-length form there (`number-rows-repeated`); runs are written out only as far as something
stands in them or after them, and counted against the limit before that.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from dip.lembar import Nilai
from sumber.pembaca.arsip import Paket
from sumber.pembaca.batas import Batas, IsiAktif, Rusak, TerlaluBesar, periksa_sel, teks_jumlah
from sumber.pembaca.letak import Letak
from sumber.pembaca.nilai import RUMUS_KOSONG, adalah_galat, arti_nilai, teks_rapi
from sumber.pembaca.ods_gaya import GayaOds
from sumber.pembaca.rumus import adalah_tautan

_O = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_T = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_X = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_D = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_SEMBUNYI = {"collapse", "filter"}
_WADAH = {f"{_T}{x}" for x in ("table-row-group", "table-header-rows", "table-rows")}
_MAKS_BARIS, _MAKS_KOLOM, _MAKS_SPASI = 1_048_576, 16_384, 1000
_LAMA = re.compile(r"(-?)P(?:(\d{1,6})D)?T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})(?:[.,](\d+))?S)?")


@dataclass(frozen=True, slots=True)
class _Sel:
    """A cell that holds something, and the columns it stands in."""

    awal: int
    akhir: int
    nilai: Nilai
    format: str | None
    galat: str
    tautan: str
    rumus: str
    simbol: bool
    tinggi: int
    lebar: int


class BukuOds:
    """The tables of content.xml. Raises Rusak (also when encrypted), IsiAktif for DDE and embedded objects."""

    def __init__(self, paket: Paket) -> None:
        if b"encryption-data" in paket.baca("META-INF/manifest.xml"):
            raise Rusak("kata sandi")
        akar = paket.xml("content.xml")
        if akar is None:
            raise Rusak("tanpa content.xml")
        if next(akar.iter(f"{_T}dde-link", f"{_O}dde-source"), None) is not None:
            raise IsiAktif("dde")
        if next(akar.iter(f"{_D}object-ole"), None) is not None:
            raise IsiAktif("ole")
        self.tabel = list(akar.iterfind(f"{_O}body/{_O}spreadsheet/{_T}table"))
        gaya = paket.xml("styles.xml")
        self._gaya = GayaOds([e for e in (gaya, akar) if e is not None])
        self.makro = any(n.startswith("basic/") and n.endswith(".xml") and n.count("/") > 1 for n in paket.nama)
        luar = akar.iter(f"{_O}annotation", f"{_T}table-source", f"{_T}cell-range-source")
        self.lampiran = next(luar, None) is not None

    def nama(self, tabel: etree._Element) -> str:
        """Name of a table."""
        return str(tabel.get(f"{_T}name", ""))

    def tampak(self, tabel: etree._Element) -> bool:
        """Whether a table is shown."""
        return tabel.get(f"{_T}style-name", "") not in self._gaya.tabel_sembunyi

    def baca(self, tabel: etree._Element, batas: Batas, terpakai: int) -> tuple[list[list[Nilai]], Letak]:
        """Rows (all equally long) and layout facts of a table. Raises TerlaluBesar.

        `terpakai` is the number of cells of the tables before.
        """
        letak = Letak(gabung=[])
        gaya_kolom = self._kolom(letak, tabel)
        baris: list[list[Nilai]] = []
        lebar = p = 0
        for e, sembunyi in _baris(tabel):
            n, awal = _ulang(e, "rows"), p
            p += n
            if sembunyi or e.get(f"{_T}visibility") in _SEMBUNYI:
                letak.baris_sembunyi.update(range(awal, min(p, _MAKS_BARIS)))
            sel = list(self._isi(e, gaya_kolom))
            if not sel:
                continue
            lebar = max(lebar, sel[-1].akhir)
            periksa_sel(terpakai + (awal + n) * lebar, batas)
            if awal + n > _MAKS_BARIS:
                raise TerlaluBesar(f"{teks_jumlah(awal + n)} baris", f"{teks_jumlah(_MAKS_BARIS)} baris")
            baris.extend([] for _ in range(awal - len(baris)))
            for i in range(awal, p):
                isi: list[Nilai] = [None] * lebar
                for c in sel:
                    isi[c.awal : c.akhir] = [c.nilai] * (c.akhir - c.awal)
                    _catat(letak, c, i)
                baris.append(isi)
        for b in baris:
            b.extend([None] * (lebar - len(b)))
        return baris, letak

    def _kolom(self, letak: Letak, tabel: etree._Element) -> dict[int, str]:
        """The default style of each column; notes hidden columns."""
        gaya: dict[int, str] = {}
        p = 0
        for kolom in tabel.iter(f"{_T}table-column"):
            daerah = range(p, min(p + _ulang(kolom, "columns"), _MAKS_KOLOM))
            gaya.update(dict.fromkeys(daerah, kolom.get(f"{_T}default-cell-style-name", "")))
            if kolom.get(f"{_T}visibility") in _SEMBUNYI:
                letak.kolom_sembunyi.update(daerah)
            p = daerah.stop
        return gaya

    def _isi(self, baris: etree._Element, gaya_kolom: dict[int, str]) -> Iterator[_Sel]:
        """Cells of a row that hold anything."""
        gaya_baris = baris.get(f"{_T}default-cell-style-name", "")
        p = 0
        for c in baris.iterchildren(f"{_T}table-cell", f"{_T}covered-table-cell"):
            awal, n = p, _ulang(c, "columns")
            p += n
            if len(c) or c.get(f"{_O}value-type") or c.get(f"{_T}formula"):
                if p > _MAKS_KOLOM:
                    raise TerlaluBesar(f"{teks_jumlah(p)} kolom", f"{teks_jumlah(_MAKS_KOLOM)} kolom")
                yield self._sel(c, awal, p, c.get(f"{_T}style-name") or gaya_baris or gaya_kolom.get(awal, ""))

    def _sel(self, c: etree._Element, awal: int, akhir: int, gaya: str) -> _Sel:
        jenis, rumus = c.get(f"{_O}value-type", ""), c.get(f"{_T}formula", "")
        arti = self._gaya.format.get(gaya) or ("persen" if jenis == "percentage" else None)
        teks = _teks(c)
        nilai, arti = _nilai(c, jenis, teks, arti)
        galat = ""
        if adalah_galat(teks.strip()) and (rumus or jenis in {"string", ""}):
            nilai, galat = None, teks.strip()
        elif rumus and not jenis and not teks:
            galat = RUMUS_KOSONG
        alamat = next((str(a.get(_HREF)) for a in c.iter(f"{_X}a") if a.get(_HREF)), "")
        return _Sel(
            awal, akhir, nilai, arti if nilai is not None else None, galat, alamat,
            rumus.replace(";", ",") if adalah_tautan(rumus) else "",
            gaya in self._gaya.simbol,
            _bulat(c.get(f"{_T}number-rows-spanned")), _bulat(c.get(f"{_T}number-columns-spanned")),
        )  # fmt: skip


def _catat(letak: Letak, c: _Sel, i: int) -> None:
    """Facts about a cell in row i, at every place it stands."""
    for j in range(c.awal, c.akhir):
        if c.format is not None:
            letak.format[i, j] = c.format
        if c.galat:
            letak.galat[i, j] = c.galat
        if c.tautan:
            letak.tautan[i, j] = c.tautan
        if c.rumus:
            letak.rumus_tautan[i, j] = c.rumus
        if c.simbol:
            letak.simbol.add((i, j))
        if (c.tinggi > 1 or c.lebar > 1) and letak.gabung is not None:
            letak.gabung.append((i, j, i + c.tinggi - 1, j + c.lebar - 1))


def _baris(wadah: etree._Element, sembunyi: bool = False) -> Iterator[tuple[etree._Element, bool]]:
    """Rows of a table in order, and whether they lie in a folded group; rows of tables in cells are not meant."""
    for e in wadah:
        if e.tag == f"{_T}table-row":
            yield e, sembunyi
        elif e.tag in _WADAH:
            yield from _baris(e, sembunyi or e.get(f"{_T}display") == "false")


def _nilai(c: etree._Element, jenis: str, teks: str, arti: str | None) -> tuple[Nilai, str | None]:
    """Value of a cell and what its format says of it; what cannot be understood stays the text that is shown."""
    try:
        if jenis in {"float", "percentage", "currency"}:
            return arti_nilai(float(c.get(f"{_O}value", "")), arti)
        if jenis == "boolean":
            return c.get(f"{_O}boolean-value") == "true", None
        if jenis == "date":
            return arti_nilai(dt.datetime.fromisoformat(c.get(f"{_O}date-value", "")).replace(tzinfo=None), arti)
        if jenis == "time" and (m := _LAMA.fullmatch(c.get(f"{_O}time-value", ""))) and any(m.groups()[1:]):
            hari, jam, menit, detik = (int(m[n] or 0) for n in range(2, 6))
            lama = dt.timedelta(days=hari, hours=jam, minutes=menit, seconds=detik)
            if m[1] or lama >= dt.timedelta(days=1):
                return arti_nilai(-lama if m[1] else lama, arti)
            return arti_nilai((dt.datetime(2000, 1, 1) + lama).time(), arti)  # noqa: DTZ001 - only the time is taken
    except ValueError:
        pass
    return teks_rapi(teks or c.get(f"{_O}string-value", "")), None


def _teks(c: etree._Element) -> str:
    """Shown text of a cell: its paragraphs, without notes."""
    return "\n".join("".join(_potong(p)) for p in c.iterchildren(f"{_X}p", f"{_X}h"))


def _potong(e: etree._Element) -> Iterator[str]:
    if e.text:
        yield e.text
    for x in e:
        if x.tag == f"{_X}s":
            yield " " * min(_bulat(x.get(f"{_X}c")), _MAKS_SPASI)
        elif x.tag == f"{_X}tab":
            yield "\t"
        elif x.tag == f"{_X}line-break":
            yield "\n"
        elif x.tag not in (f"{_O}annotation", f"{_X}note", f"{_X}ruby-text"):
            yield from _potong(x)
        if x.tail:
            yield x.tail


def _ulang(e: etree._Element, apa: str) -> int:
    return _bulat(e.get(f"{_T}number-{apa}-repeated"))


def _bulat(teks: str | None) -> int:
    """A count of at least one; nonsense is one."""
    return max(1, int(teks)) if teks and teks.isascii() and teks.isdigit() and len(teks) < 16 else 1
