"""What the sheets of an xlsx workbook share (ECMA-376 part 1 §18.2, §18.4, §18.8), and unusual sheet parts.

The cells of an ordinary sheet are read by `xlsx_sel`, what stands around them by `xlsx_tepi`. A part that is written
in another way (prefixes, no addresses) goes through lxml here; then its values come from calamine, which knows no
links, hidden rows, error values, fonts or number formats.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from dip.lembar import Nilai, huruf_kolom
from sumber.pembaca.arsip import Paket, urai_xml
from sumber.pembaca.batas import IsiAktif, Rusak
from sumber.pembaca.gaya import BAWAAN, arti_format, huruf_simbol, jenis_waktu
from sumber.pembaca.letak import Letak, baca_a1
from sumber.pembaca.nilai import RUMUS_KOSONG
from sumber.pembaca.rumus import adalah_tautan, geser
from sumber.pembaca.xlsx_teks import baca_teks

BENAR = frozenset({"1", "true", "on"})
"""How XML schema and office programs write yes."""
_ISI_AKTIF = re.compile(rb"<(?:\w+:)?(dde|ole)Link\b")
_LAMPIRAN = re.compile(r"xl/(?:(?:threaded)?comments|pivotcache/|externallinks/|model/|connections\.)")
_URUTAN = (b"Id", b"Type", b"Target", b"TargetMode")
_NILAI = rb'="([^"&<\x80-\xff]*+)"'
_HUBUNGAN = tuple(
    (re.compile(rb"<Relationship " + b" ".join(n + _NILAI for n in nama) + rb" ?/>"), [nama.index(n) for n in _URUTAN])
    for nama in ((b"Id", b"Type", b"Target", b"TargetMode"), (b"Type", b"Target", b"TargetMode", b"Id"))
)
"""Links to the world outside as most programs write them: sheets have hundreds."""

Hubungan = dict[str, tuple[str, str]]
"""Relationships of a part: id → (type, target); targets inside the package are full paths."""


class Bagian(NamedTuple):
    """A sheet of the workbook: its name, its part, whether it is a worksheet and whether it is shown."""

    nama: str
    bagian: str
    berisi: bool
    tampak: bool


@dataclass(slots=True)
class BukuXlsx:
    """Sheets in workbook order, meanings of cell styles, shared strings, extras.

    `format` and `waktu` are `gaya.arti_format` and `gaya.jenis_waktu` by style number, where there is one. `teks` are
    all shared strings; `teks_biasa` those that need no further look, by their number as it stands in the file.
    """

    paket: Paket
    lembar: list[Bagian] = field(default_factory=list)
    format: dict[int, str] = field(default_factory=dict)
    waktu: dict[int, str] = field(default_factory=dict)
    simbol: set[int] = field(default_factory=set)
    teks: list[str | None] = field(default_factory=list)
    teks_biasa: dict[bytes, Nilai] = field(default_factory=dict)
    teks_simbol: set[int] = field(default_factory=set)
    sejak_1904: bool = False
    makro: bool = False
    lampiran: bool = False


def buka(paket: Paket) -> BukuXlsx:
    """Read what sheets share. Raises Rusak when there is no workbook part, IsiAktif for DDE and embedded objects."""
    if any(n.startswith(("xl/embeddings/", "xl/activex/")) for n in paket.nama):
        raise IsiAktif("ole")
    for nama in paket.nama:
        if nama.startswith("xl/externallinks/") and (m := _ISI_AKTIF.search(paket.baca(nama))):
            raise IsiAktif(m[1].decode())
    utama = next((p for p in hubungan(paket, "").values() if p[0].endswith("/officeDocument")), None)
    jalan = utama[1] if utama else "xl/workbook.xml"
    akar = paket.xml(jalan)
    if akar is None:
        raise Rusak("tanpa workbook.xml")
    buku = BukuXlsx(paket)
    bagian = hubungan(paket, jalan)
    for e in akar.iter("{*}sheet"):
        nomor = next((str(v) for k, v in e.items() if str(k).endswith("}id")), "")
        jenis, tujuan = bagian.get(nomor, ("", ""))
        tampak = e.get("state", "visible") == "visible"
        buku.lembar.append(Bagian(e.get("name", ""), tujuan, jenis.endswith("/worksheet"), tampak))
    buku.sejak_1904 = any(e.get("date1904") in BENAR for e in akar.iterfind("{*}workbookPr"))
    _baca_gaya(buku, next((p[1] for p in bagian.values() if p[0].endswith("/styles")), "xl/styles.xml"))
    jalan = next((p[1] for p in bagian.values() if p[0].endswith("/sharedStrings")), "xl/sharedStrings.xml")
    buku.teks, buku.teks_biasa, buku.teks_simbol = baca_teks(paket.baca(jalan))
    buku.makro = adalah_makro(paket)
    buku.lampiran = berlampiran(paket) or any(
        e.get("hidden") in BENAR and not e.get("name", "").startswith("_xl") for e in akar.iter("{*}definedName")
    )
    return buku


def adalah_makro(paket: Paket) -> bool:
    """Whether a workbook holds programs: VBA, or sheets of Excel 4.0 macros."""
    return any(n.endswith("vbaproject.bin") or n.startswith("xl/macrosheets/") for n in paket.nama)


def berlampiran(paket: Paket) -> bool:
    """Whether a workbook holds parts that nobody sees in its cells: comments, caches, links to other files."""
    return any(_LAMPIRAN.match(n) for n in paket.nama)


def hubungan(paket: Paket, bagian: str) -> Hubungan:
    """Relationships of a part (ECMA-376 part 2 §6.5). Raises Rusak."""
    folder, nama = posixpath.split(bagian)
    xml = paket.baca(posixpath.join(folder, "_rels", f"{nama}.rels"))
    hasil: Hubungan = {}
    for pola, urutan in _HUBUNGAN if b"<!" not in xml else ():
        biasa = pola.findall(xml)
        if biasa and len(biasa) == xml.count(b"<Relationship ") and {h[urutan[3]] for h in biasa} == {b"External"}:
            nomor, jenis, tujuan_, _ = urutan
            return {h[nomor].decode(): (h[jenis].decode(), h[tujuan_].decode()) for h in biasa}
    for e in urai_xml(xml) if xml else ():
        tujuan = e.get("Target", "")
        if e.get("TargetMode") != "External":
            tujuan = posixpath.normpath(posixpath.join("/" + folder, tujuan.replace("\\", "/"))).lstrip("/")
        hasil[e.get("Id", "")] = (e.get("Type", ""), tujuan)
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
        ini = kode.get(int(xf.get("numFmtId", "0")), "")
        if (arti := arti_format(ini)) is not None:
            buku.format[nomor] = arti
        if waktu := jenis_waktu(ini):
            buku.waktu[nomor] = waktu
        if (f := int(xf.get("fontId", "0"))) < len(huruf) and huruf[f]:
            buku.simbol.add(nomor)


class _Sel(NamedTuple):
    """A cell of an unusual part."""

    ref: str
    gaya: int
    tipe: str
    rumus: str | None
    bersama: str
    nilai: str


def letak_aneh(buku: BukuXlsx, akar: etree._Element) -> Letak:
    """Facts about the cells and rows of a part that is not written the usual way."""
    letak = Letak(gabung=[])
    letak.baris_sembunyi, sel = _baris_lxml(akar)
    _telaah_sel(letak, buku, iter(sel))
    return letak


def _baris_lxml(akar: etree._Element) -> tuple[set[int], list[_Sel]]:
    """Hidden rows (0-based) and all cells of an unusual part, with addresses where the file leaves them out."""
    sembunyi: set[int] = set()
    sel: list[_Sel] = []
    i = -1
    for baris in akar.iterfind("{*}sheetData/{*}row"):
        i = int(baris.get("r", i + 2)) - 1
        if baris.get("hidden") in BENAR or baris.get("ht") == "0":
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
