"""Layout facts of xlsx workbooks (ECMA-376 part 1 §18), read from the XML that Excel itself reads.

Values come from calamine, which knows no links, hidden rows, error values, fonts or number formats. A sheet part
can hold half a million cells of which a handful matter, so its `<sheetData>` is searched with one regular
expression over bytes; parts that are not written the usual way (prefixes, other attribute order) go through lxml.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from dip.lembar import huruf_kolom
from sumber.pembaca.arsip import Paket, nama_lokal, urai_xml
from sumber.pembaca.batas import IsiAktif, Rusak
from sumber.pembaca.gaya import BAWAAN, arti_format, huruf_simbol
from sumber.pembaca.letak import Letak, baca_a1, baca_rentang
from sumber.pembaca.nilai import RUMUS_KOSONG
from sumber.pembaca.rumus import adalah_tautan, geser

_SEL = rb'<c r="([A-Z]{1,3}\d{1,7})"(?:%s)([^>]*[^/>])?>(.*?)</c>'
_ATR = re.compile(rb'\b(\w+)="([^"]*)"')
_RUMUS = re.compile(rb"<f\b([^>]*?)(?:/>|>([^<]*)</f>)")
_NILAI = re.compile(rb"<v\b[^>]*?>([^<]*)</v>")
_BARIS_SEMBUNYI = re.compile(rb'<row r="(\d{1,7})"(?=[^>]*? (?:hidden="(?:1|true)"|ht="0"))')
_BENAR = {"1", "true", "on"}
_MAKS_TAUTAN_SEL = 10_000
_MAKS_GAYA = 60  # beyond that, an alternation costs more than looking at every styled cell


class _Sel(NamedTuple):
    """A cell that may matter."""

    ref: str
    gaya: int
    tipe: str
    rumus: str | None
    bersama: str
    nilai: str


@dataclass(slots=True)
class BukuXlsx:
    """What sheets share: parts by sheet name in workbook order, meanings of cell styles, symbol strings, extras."""

    paket: Paket
    bagian: dict[str, str] = field(default_factory=dict)
    format: dict[int, str] = field(default_factory=dict)
    simbol: set[int] = field(default_factory=set)
    teks_simbol: set[int] = field(default_factory=set)
    makro: bool = False
    lampiran: bool = False


def buka(paket: Paket) -> BukuXlsx:
    """Read what sheets share. Raises Rusak when there is no workbook part, IsiAktif for DDE and embedded objects."""
    if any(n.startswith(("xl/embeddings/", "xl/activex/")) for n in paket.nama):
        raise IsiAktif("ole")
    if any(n.startswith("xl/externallinks/") and b"ddeLink" in paket.baca(n) for n in paket.nama):
        raise IsiAktif("dde")
    utama = next((p for p in _hubungan(paket, "").values() if p[0].endswith("/officeDocument")), None)
    jalan = utama[1] if utama else "xl/workbook.xml"
    akar = paket.xml(jalan)
    if akar is None:
        raise Rusak("tanpa workbook.xml")
    buku = BukuXlsx(paket)
    hubungan = _hubungan(paket, jalan)
    for lembar in akar.iter("{*}sheet"):
        nomor = next((str(v) for k, v in lembar.items() if str(k).endswith("}id")), "")
        buku.bagian[lembar.get("name", "")] = hubungan.get(nomor, ("", ""))[1]
    _baca_gaya(buku, next((p[1] for p in hubungan.values() if p[0].endswith("/styles")), "xl/styles.xml"))
    _baca_teks(buku, next((p[1] for p in hubungan.values() if p[0].endswith("/sharedStrings")), "xl/sharedStrings.xml"))
    buku.makro = any(n.endswith("vbaproject.bin") for n in paket.nama)
    buku.lampiran = any(re.match(r"xl/(?:(?:threaded)?comments|pivotcache/|externallinks/)", n) for n in paket.nama)
    return buku


def _hubungan(paket: Paket, bagian: str) -> dict[str, tuple[str, str]]:
    """Relationships of a part: id → (type, target); targets inside the package are full paths."""
    folder, nama = posixpath.split(bagian)
    akar = paket.xml(posixpath.join(folder, "_rels", f"{nama}.rels"))
    hasil: dict[str, tuple[str, str]] = {}
    for h in () if akar is None else akar.iter("{*}Relationship"):
        tujuan = h.get("Target", "")
        if h.get("TargetMode") != "External":
            tujuan = posixpath.normpath(posixpath.join("/" + folder, tujuan.replace("\\", "/"))).lstrip("/")
        hasil[h.get("Id", "")] = (h.get("Type", ""), tujuan)
    return hasil


def _baca_gaya(buku: BukuXlsx, jalan: str) -> None:
    akar = buku.paket.xml(jalan)
    if akar is None:
        return
    kode = BAWAAN | {
        int(f.get("numFmtId", "0")): f.get("formatCode", "") for f in akar.iterfind("{*}numFmts/{*}numFmt")
    }
    huruf = [
        any(huruf_simbol(n.get("val", "")) for n in f.iterfind("{*}name")) for f in akar.iterfind("{*}fonts/{*}font")
    ]
    for nomor, xf in enumerate(akar.iterfind("{*}cellXfs/{*}xf")):
        arti = arti_format(kode.get(int(xf.get("numFmtId", "0")), ""))
        if arti is not None:
            buku.format[nomor] = arti
        if (f := int(xf.get("fontId", "0"))) < len(huruf) and huruf[f]:
            buku.simbol.add(nomor)


def _baca_teks(buku: BukuXlsx, jalan: str) -> None:
    """Shared strings all of whose runs are set in a symbol font (Insert → Symbol makes such runs)."""
    isi = buku.paket.baca(jalan)
    if not any(huruf in isi for huruf in (b"ingdings", b"ebdings", b'"Symbol"')):
        return
    for nomor, si in enumerate(urai_xml(isi).iterfind("{*}si")):
        rentet = [r for r in si.iterfind("{*}r") if "".join(t.text or "" for t in r.iterfind("{*}t")).strip()]
        if rentet and all(any(huruf_simbol(f.get("val", "")) for f in r.iterfind("{*}rPr/{*}rFont")) for r in rentet):
            buku.teks_simbol.add(nomor)


def letak_lembar(buku: BukuXlsx, nama: str, tinggi: int, lebar: int) -> Letak:
    """Layout facts of a sheet whose values reach to row `tinggi` and column `lebar` (counts). Raises Rusak."""
    letak = Letak(gabung=[])
    bagian = buku.bagian.get(nama, "")
    xml = buku.paket.baca(bagian)
    if not xml:
        return letak
    mulai, akhir = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    akhir = xml.find(b">", mulai) + 1 if akhir < 0 else akhir + len(b"</sheetData>")
    if mulai >= 0 and _biasa(xml, data := xml[mulai:akhir]):
        akar = urai_xml(xml[:mulai] + xml[akhir:])
        letak.baris_sembunyi = {int(m[1]) - 1 for m in _BARIS_SEMBUNYI.finditer(data)}
        sel = _sel_cepat(data, buku)
    else:
        akar = urai_xml(xml)
        letak.baris_sembunyi, daftar = _baris_lxml(akar)
        sel = iter(daftar)
    _telaah_sel(letak, buku, sel)
    _telaah_tepi(letak, akar, _hubungan(buku.paket, bagian), tinggi, lebar)
    return letak


def _biasa(xml: bytes, data: bytes) -> bool:
    """Whether a part is written the way office programs write: no prefixes, `r` first, double quotes."""
    return (
        b"\0" not in xml[:200]
        and b"<!" not in xml
        and b"='" not in xml
        and data.count(b"<c") == data.count(b'<c r="')
        and data.count(b"<row") == data.count(b'<row r="')
    )


def _sel_cepat(data: bytes, buku: BukuXlsx) -> Iterator[_Sel]:
    """The cells that may matter: special style, error, formula, symbol string."""
    gaya = sorted(buku.format.keys() | buku.simbol)
    syarat = [rb'(?=[^>]* t="e")', rb"(?=[^>]*(?<!/)>\s*<f)"]
    if len(gaya) > _MAKS_GAYA:
        syarat.append(rb'(?=[^>]* s=")')
    elif gaya:
        syarat.append(rb'(?=[^>]* s="(?:%s)")' % b"|".join(b"%d" % g for g in gaya))
    if buku.teks_simbol:
        syarat.append(rb'(?=[^>]* t="s"[^>]*><v>(?:%s)</v>)' % b"|".join(b"%d" % g for g in sorted(buku.teks_simbol)))
    for m in re.compile(_SEL % b"|".join(syarat), re.DOTALL).finditer(data):
        atribut = dict(_ATR.findall(m[2] or b""))
        rumus, nilai = _RUMUS.search(m[3]), _NILAI.search(m[3])
        bersama = dict(_ATR.findall(rumus[1])).get(b"si", b"").decode("ascii", "replace") if rumus else ""
        yield _Sel(
            m[1].decode(),
            int(atribut.get(b"s", b"0")),
            atribut.get(b"t", b"").decode("ascii", "replace"),
            html.unescape((rumus[2] or b"").decode("utf-8", "replace")) if rumus else None,
            bersama,
            html.unescape(nilai[1].decode("utf-8", "replace")) if nilai else "",
        )


def _baris_lxml(akar: etree._Element) -> tuple[set[int], list[_Sel]]:
    """Hidden rows (0-based) and all cells of an unusual part, with addresses where the file leaves them out."""
    sembunyi: set[int] = set()
    sel: list[_Sel] = []
    i = -1
    for baris in akar.iterfind("{*}sheetData/{*}row"):
        i = int(baris.get("r", i + 2)) - 1
        if baris.get("hidden") in _BENAR or baris.get("ht") == "0":
            sembunyi.add(i)
        j = -1
        for c in baris.iterfind("{*}c"):
            i_sel, j = baca_a1(c.get("r", "")) if c.get("r") else (i, j + 1)
            f, v = c.find("{*}f"), c.find("{*}v")
            rumus = None if f is None else f.text or ""
            bersama = "" if f is None else f.get("si", "")
            nilai = (v.text or "") if v is not None else ""
            sel.append(
                _Sel(f"{huruf_kolom(j + 1)}{i_sel + 1}", int(c.get("s", "0")), c.get("t", ""), rumus, bersama, nilai)
            )
    return sembunyi, sel


def _telaah_sel(letak: Letak, buku: BukuXlsx, sel: Iterator[_Sel]) -> None:
    """Fill in what cells tell: errors, formats, symbol fonts, HYPERLINK() formulas (shared ones are moved)."""
    induk: dict[str, tuple[str, str]] = {}
    for c in sel:
        di = baca_a1(c.ref)
        if c.tipe == "e":
            letak.galat[di] = c.nilai[:40] or "#N/A"
        elif c.rumus is not None and not c.nilai and c.tipe not in {"str", "inlineStr"}:
            letak.galat[di] = RUMUS_KOSONG
        if c.gaya in buku.format:
            letak.format[di] = buku.format[c.gaya]
        if c.gaya in buku.simbol or (c.tipe == "s" and c.nilai.isdigit() and int(c.nilai) in buku.teks_simbol):
            letak.simbol.add(di)
        if c.rumus and adalah_tautan(c.rumus):
            letak.rumus_tautan[di] = c.rumus
            if c.bersama:
                induk[c.bersama] = (c.ref, c.rumus)
        elif c.bersama in induk and not c.rumus:
            letak.rumus_tautan[di] = geser(induk[c.bersama][1], induk[c.bersama][0], c.ref)


def _telaah_tepi(
    letak: Letak, akar: etree._Element, hubungan: dict[str, tuple[str, str]], tinggi: int, lebar: int
) -> None:
    """Fill in what stands before and after the cells: hidden columns, merges, hyperlinks."""
    for e in akar.iter("{*}col", "{*}mergeCell", "{*}hyperlink"):
        try:
            if nama_lokal(e) == "col":
                if e.get("hidden") in _BENAR or e.get("width") == "0":
                    awal, akhir = int(e.get("min", "0")), int(e.get("max", "0"))
                    letak.kolom_sembunyi.update(range(max(0, awal - 1), min(akhir, lebar)))
                continue
            i1, j1, i2, j2 = baca_rentang(e.get("ref", ""))
        except ValueError:
            continue
        i2, j2 = min(i2, tinggi - 1), min(j2, lebar - 1)
        if nama_lokal(e) == "mergeCell":
            assert letak.gabung is not None  # noqa: S101 - set by the only caller
            letak.gabung.append((i1, j1, i2, j2))
            continue
        tujuan = hubungan.get(next((str(v) for k, v in e.items() if str(k).endswith("}id")), ""), ("", ""))[1]
        if lokasi := e.get("location", ""):
            tujuan = f"{tujuan}#{lokasi}"
        if tujuan and (i2 - i1 + 1) * (j2 - j1 + 1) <= _MAKS_TAUTAN_SEL:
            letak.tautan.update({(i, j): tujuan for i in range(i1, i2 + 1) for j in range(j1, j2 + 1)})
