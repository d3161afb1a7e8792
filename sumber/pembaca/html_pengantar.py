"""Texts of a page that introduce a table: caption, headings and paragraphs before it, the tab or fold it lies in."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

_TINGKAT = {f"h{n}": n for n in range(1, 7)}
_ALINEA = frozenset({"p", "legend", "summary", "dt", "blockquote"})
_KELAS_JUDUL = re.compile(
    r"(?:^|[\s_-])(?:card-header|card-title|panel-heading|panel-title|accordion-header)(?=[\s_-]|$)"
)
_SASARAN = ("href", "data-target", "data-bs-target", "aria-controls")
_MAKS_ALINEA, _MAKS_TEKS = 5, 500

Baca = Callable[[etree._Element], str]


def pengantar(akar: etree._Element, tabel: set[etree._Element], teks: Baca) -> dict[etree._Element, list[str]]:
    """For each of these tables the texts that introduce it, nearest last.

    Headings hold until one of the same or a higher level follows, paragraphs until a heading or a table. `teks` gives
    the visible text of an element. Nothing inside the tables themselves counts but their captions.
    """
    hasil: dict[etree._Element, list[str]] = {}
    label = _label(akar)
    judul: list[tuple[int, str]] = []
    alinea: list[str] = []
    jalan = etree.iterwalk(akar, events=("start",))
    for _, e in jalan:
        tag = e.tag if isinstance(e.tag, str) else ""
        if e in tabel:
            isi = [*(t for _, t in judul), *_tab(e, label, teks), *alinea[-_MAKS_ALINEA:], *_keterangan(e, teks)]
            hasil[e] = list(dict.fromkeys(isi))
            alinea = []
            jalan.skip_subtree()
            continue
        tingkat = _TINGKAT.get(tag) or (6 if _KELAS_JUDUL.search(e.get("class", "")) else 0)
        if not tingkat and tag not in _ALINEA:
            continue
        if any(x in tabel for x in e.iter("table")) or not (isi_teks := _rapi(teks(e))):
            continue
        if tingkat:
            while judul and judul[-1][0] >= tingkat:
                judul.pop()
            judul.append((tingkat, isi_teks))
            alinea = []
        else:
            alinea.append(isi_teks)
        jalan.skip_subtree()
    return hasil


def _rapi(isi: str) -> str:
    return " ".join(isi.split())[:_MAKS_TEKS]


def _keterangan(tabel: etree._Element, teks: Baca) -> list[str]:
    return [t for c in tabel.iterchildren("caption") if (t := _rapi(teks(c)))]


def _label(akar: etree._Element) -> dict[str, etree._Element]:
    """What opens a part of the page (a tab, a fold), by the id of the part."""
    hasil: dict[str, etree._Element] = {}
    for e in akar.iter("a", "button", "label"):
        for nama in _SASARAN:
            sasaran = e.get(nama, "")
            if nama != "aria-controls" and not sasaran.startswith("#"):
                continue
            if sasaran.lstrip("#"):
                hasil.setdefault(sasaran.lstrip("#"), e)
    return hasil


def _tab(tabel: etree._Element, label: dict[str, etree._Element], teks: Baca) -> list[str]:
    """Titles of the tabs and folds around a table, the nearest last."""
    hasil = [
        t
        for x in tabel.iterancestors()
        if x.get("id") and (e := label.get(x.get("id", ""))) is not None and (t := _rapi(teks(e)))
    ]
    return hasil[::-1]
