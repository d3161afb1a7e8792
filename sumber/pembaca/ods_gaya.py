"""Styles of OpenDocument spreadsheets: what they do to the meaning of cells (ODF 1.3 part 3 §16)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from sumber.pembaca.arsip import nama_lokal
from sumber.pembaca.gaya import TAHUN, huruf_simbol

_S = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_T = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_N = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_F = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"


class GayaOds:
    """Meanings of cell styles by name (`format`, as `gaya.arti_format`), those set in a symbol font, and styles of
    tables that are not shown. Args: the roots of styles.xml and content.xml, in this order: common styles come first,
    so that automatic ones can inherit."""

    def __init__(self, akar: list[etree._Element]) -> None:
        self.format: dict[str, str] = {}
        self.simbol: set[str] = set()
        self.tabel_sembunyi: set[str] = set()
        data = {e.get(f"{_S}name", ""): _arti(e) for a in akar for e in a.iter(f"{_N}*") if e.get(f"{_S}name")}
        huruf = {e.get(f"{_S}name", ""): _nama_huruf(e) for a in akar for e in a.iter(f"{_S}font-face")}
        for a in akar:
            for e in a.iter(f"{_S}style"):
                keluarga, nama = e.get(f"{_S}family"), e.get(f"{_S}name", "")
                if keluarga == "table":
                    if any(x.get(f"{_T}display") == "false" for x in e.iterfind(f"{_S}table-properties")):
                        self.tabel_sembunyi.add(nama)
                    continue
                if keluarga != "table-cell":
                    continue
                induk = e.get(f"{_S}parent-style-name", "")
                arti = data.get(e.get(f"{_S}data-style-name", ""), self.format.get(induk))
                if arti is not None:
                    self.format[nama] = arti
                tulisan = next((t.get(f"{_S}font-name", t.get(f"{_F}font-family", "")) for t in _tulisan(e)), None)
                if huruf_simbol(huruf.get(tulisan, tulisan)) if tulisan else induk in self.simbol:
                    self.simbol.add(nama)


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
