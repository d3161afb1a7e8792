"""What stands around the cells of a worksheet part: hidden columns, merges, hyperlinks (ECMA-376 part 1 §18.3.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from sumber.pembaca.arsip import urai_xml
from sumber.pembaca.batas import Batas, periksa_sel
from sumber.pembaca.letak import Letak, baca_rentang, nomor_kolom
from sumber.pembaca.xlsx import BENAR, Hubungan

_AKHIR = b"</sheetData>"
_TAUTAN = re.compile(rb'<hyperlink (?:xmlns:r="[^"<>]*+" )?ref="([A-Z]{1,3})([1-9]\d{0,6})" r:id="(\w+)" ?/>')
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Tautan = tuple[int, int, str]
"""A link of one cell: row, column, id of its relationship."""


def baca_tepi(xml: bytes) -> tuple[etree._Element, list[Tautan]]:
    """The part without its cells (`xlsx_sel` has read them) and without its ordinary links, and these links.

    Raises Rusak.
    """
    akhir = xml.rfind(_AKHIR)
    if akhir < 0:
        return urai_xml(xml), []
    potong = _TAUTAN.split(xml[akhir + len(_AKHIR) :])
    tautan = [
        (int(angka) - 1, nomor_kolom(huruf.decode()), nomor.decode())
        for huruf, angka, nomor in zip(potong[1::4], potong[2::4], potong[3::4], strict=True)
    ]
    return urai_xml(b"".join((xml[: xml.find(b"<sheetData")], *potong[::4]))), tautan


def telaah_tepi(
    letak: Letak,
    akar: etree._Element,
    tautan: Sequence[Tautan],
    hubungan: Hubungan,
    tinggi: int,
    lebar: int,
    batas: Batas,
) -> None:
    """Fill in hidden columns, merges and links of a sheet whose values reach to row `tinggi` and column `lebar`
    (counts). Addresses that are none are passed over. Raises TerlaluBesar."""
    letak.tautan.update({(i, j): hubungan[nomor][1] for i, j, nomor in tautan if nomor in hubungan})
    for e in akar.iter("{*}col"):
        if (e.get("hidden") in BENAR or e.get("width") == "0") and e.get("max", "").isdecimal():
            letak.kolom_sembunyi.update(range(max(0, int(e.get("min", "1")) - 1), min(int(e.get("max", "0")), lebar)))
    letak.gabung = [r for e in akar.iter("{*}mergeCell") if (r := _rentang(e)) is not None]
    jumlah = 0
    for e in akar.iter("{*}hyperlink"):
        rentang, tujuan = _rentang(e), _tujuan(e, hubungan)
        if rentang is None or not tujuan:
            continue
        i1, j1, i2, j2 = rentang
        if (i1, j1) == (i2, j2):
            letak.tautan[i1, j1] = tujuan
            continue
        i2, j2 = min(i2, tinggi - 1), min(j2, lebar - 1)
        jumlah += max(0, i2 - i1 + 1) * max(0, j2 - j1 + 1)
        periksa_sel(jumlah, batas)
        letak.tautan.update({(i, j): tujuan for i in range(i1, i2 + 1) for j in range(j1, j2 + 1)})


def _rentang(e: etree._Element) -> tuple[int, int, int, int] | None:
    try:
        return baca_rentang(e.get("ref", ""))
    except ValueError:
        return None


def _tujuan(e: etree._Element, hubungan: Hubungan) -> str:
    """Where a link leads: an address, a place in the workbook after `#`, or both."""
    nomor = e.get(_ID) or next((str(v) for k, v in e.items() if str(k).endswith("}id")), "")
    tujuan = hubungan[nomor][1] if nomor in hubungan else ""
    lokasi = e.get("location")
    return f"{tujuan}#{lokasi}" if lokasi else tujuan
