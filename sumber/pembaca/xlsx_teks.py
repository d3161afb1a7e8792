"""Shared strings of a workbook (ECMA-376 part 1 §18.4): the texts that cells name by number."""

from __future__ import annotations

import re

from lxml import etree

from dip.lembar import Nilai
from sumber.pembaca.arsip import nama_lokal, urai_xml
from sumber.pembaca.gaya import huruf_simbol
from sumber.pembaca.nilai import adalah_galat, teks_rapi
from sumber.pembaca.xml_biasa import Aneh, buka_entitas, buka_kode, periksa_biasa

_NOMOR = [b"%d" % n for n in range(20_000)]
_KEPALA = re.compile(rb"<sst\b[^<>]*+>\s*+(?=<si>)")
_PISAH = b"</t></si><si><t>"
_RUANG = b'<t xml:space="preserve">'
_SIMBOL = (b"ingdings", b"ebdings", b'"Symbol"', b'"Marlett"')

Teks = tuple[list[str | None], dict[bytes, Nilai], set[int]]
"""All texts; those that are neither debris of formulas nor symbols, by number; the numbers of symbols."""


def baca_teks(xml: bytes) -> Teks:
    """Tidy texts of a sharedStrings part (empty when there is none).

    A text all of whose runs are set in a symbol font is a symbol (Insert → Symbol makes such runs). Raises Rusak.
    """
    if not xml:
        return [], {}, set()
    simbol: set[int] = set()
    try:
        semua = _polos(xml)
    except Aneh:
        akar = urai_xml(xml)
        daftar = [buka_kode(_isi(si)) for si in akar.iterfind("{*}si")]
        if any(nama in xml for nama in _SIMBOL):
            simbol = {n for n, si in enumerate(akar.iterfind("{*}si")) if _adalah_simbol(si)}
    else:
        daftar = semua
    # one look at the part spares a look at each of thousands of texts
    aneh = b"&" in xml or b"\r" in xml or (b"_" in xml and b"_x" in xml)
    teks: list[str | None] = [teks_rapi(t) for t in daftar] if aneh else list(daftar)
    biasa: dict[bytes, Nilai] = dict(zip(_NOMOR, teks, strict=False))
    if len(teks) > len(_NOMOR):
        biasa.update((b"%d" % n, t) for n, t in enumerate(teks[len(_NOMOR) :], len(_NOMOR)))
    if "" in teks:
        teks = [t or None for t in teks]
        biasa = {n: t or None for n, t in biasa.items()}
    if aneh or b"#" in xml or b"Err:" in xml:
        for n, t in enumerate(teks):
            if t and adalah_galat(t.strip()):
                del biasa[b"%d" % n]
    for n in simbol:
        biasa.pop(b"%d" % n, None)
    return teks, biasa, simbol


def _polos(xml: bytes) -> list[str]:
    """Texts of a part without runs, written the usual way. Raises Aneh."""
    periksa_biasa(xml)
    m = _KEPALA.search(xml)
    akhir = xml.rfind(b"</si>")
    if m is None or akhir < 0:
        raise Aneh
    isi = xml[m.end() : akhir + 5].replace(_RUANG, b"<t>").replace(b"<t/>", b"<t></t>")
    potong = isi.split(_PISAH)
    # four tags per text and nothing else in between
    if not isi.startswith(b"<si><t>") or not isi.endswith(b"</t></si>") or isi.count(b"<") != 4 * len(potong):
        raise Aneh
    potong[0] = potong[0][7:]
    potong[-1] = potong[-1][:-9]
    if b"\r" in isi:
        potong = [p.replace(b"\r\n", b"\n") for p in potong]
    try:
        teks = [*map(bytes.decode, potong)] if b"&" not in isi else [*map(buka_entitas, potong)]
    except UnicodeDecodeError as e:
        raise Aneh from e
    return [*map(buka_kode, teks)] if b"_" in isi and b"_x" in isi else teks


def _isi(si: etree._Element) -> str:
    """Text of an item: its own or that of its runs, without reading aids (`rPh`)."""
    bagian: list[str] = []
    for e in si:
        if nama_lokal(e) == "t":
            bagian.append(e.text or "")
        elif nama_lokal(e) == "r":
            bagian += [t.text or "" for t in e.iterfind("{*}t")]
    return "".join(bagian)


def _adalah_simbol(si: etree._Element) -> bool:
    rentet = [r for r in si.iterfind("{*}r") if "".join(t.text or "" for t in r.iterfind("{*}t")).strip()]
    return bool(rentet) and all(
        any(huruf_simbol(f.get("val", "")) for f in r.iterfind("{*}rPr/{*}rFont")) for r in rentet
    )
