"""What stands around the cells of a worksheet part: hidden columns, merges, hyperlinks (ECMA-376 part 1 §18.3.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from sumber.pembaca.arsip import nama_lokal, urai_xml
from sumber.pembaca.batas import Batas, periksa_sel
from sumber.pembaca.letak import Letak, baca_rentang
from sumber.pembaca.xlsx import Hubungan
from sumber.pembaca.xml_biasa import Aneh, elemen

_BENAR = {"1", "true", "on"}
_UNSUR = ("col", "mergeCell", "hyperlink")

Unsur = tuple[str, dict[str, str]]
"""An element: its name without prefix, its attributes (`…:id` as `id`)."""


def unsur_tepi(xml: bytes) -> Iterable[Unsur]:
    """The elements that matter, of a part whose cells were read by `xlsx_sel`. Raises Rusak."""
    mulai, akhir = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    kepala, kaki = xml[:mulai], xml[akhir:]
    try:
        return [
            (nama, a)
            for nama, bagian in (("col", kepala), ("mergeCell", kaki), ("hyperlink", kaki))
            if b"<" + nama.encode() + b" " in bagian
            for a in elemen(bagian, nama.encode())
        ]
    except Aneh:
        return unsur_lxml(urai_xml(kepala + b"<sheetData>" + kaki))


def unsur_lxml(akar: etree._Element) -> Iterator[Unsur]:
    """The same of any part."""
    for e in akar.iter(*(f"{{*}}{nama}" for nama in _UNSUR)):
        yield nama_lokal(e), {str(k).replace("}", ":"): str(v) for k, v in e.items()}


def telaah_tepi(
    letak: Letak, unsur: Iterable[Unsur], hubungan: Hubungan, tinggi: int, lebar: int, batas: Batas
) -> None:
    """Fill in hidden columns, merges and links of a sheet whose values reach to row `tinggi` and column `lebar`
    (counts). Addresses that are none are passed over. Raises TerlaluBesar."""
    gabung = letak.gabung = []
    jumlah = 0
    for nama, a in unsur:
        try:
            if nama == "col":
                if a.get("hidden") in _BENAR or a.get("width") == "0":
                    letak.kolom_sembunyi.update(range(max(0, int(a["min"]) - 1), min(int(a["max"]), lebar)))
                continue
            i1, j1, i2, j2 = baca_rentang(a["ref"])
        except (ValueError, KeyError):
            continue
        i2, j2 = min(i2, tinggi - 1), min(j2, lebar - 1)
        if i1 > i2 or j1 > j2:
            continue
        if nama == "mergeCell":
            gabung.append((i1, j1, i2, j2))
            continue
        tujuan = hubungan.get(next((v for k, v in a.items() if k.endswith(":id")), ""), ("", ""))[1]
        if lokasi := a.get("location", ""):
            tujuan = f"{tujuan}#{lokasi}"
        if tujuan:
            jumlah += (i2 - i1 + 1) * (j2 - j1 + 1)
            periksa_sel(jumlah, batas)
            letak.tautan.update({(i, j): tujuan for i in range(i1, i2 + 1) for j in range(j1, j2 + 1)})
