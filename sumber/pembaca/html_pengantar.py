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


def pengantar(
    akar: etree._Element, tabel: set[etree._Element], teks: Baca, sembunyi: Callable[[etree._Element], bool]
) -> dict[etree._Element, list[str]]:
    """For each of these tables the texts that introduce it, nearest last.

    Headings hold until one of the same or a higher level follows, paragraphs until a heading or a table. `teks` gives
    the visible text of an element, `sembunyi` whether nobody sees it. Nothing inside the tables themselves counts but
    their captions.
    """
    hasil: dict[etree._Element, list[str]] = {}
    label = _label(akar, teks)
    judul: list[tuple[int, str]] = []
    alinea: list[str] = []
    jalan = etree.iterwalk(akar, events=("start",))
    for _, e in jalan:
        tag = e.tag if isinstance(e.tag, str) else ""
        if e in tabel:
            isi = [*(t for _, t in judul), *_tab(e, label), *alinea[-_MAKS_ALINEA:], *_keterangan(e, teks)]
            hasil[e] = list(dict.fromkeys(isi))
            alinea = []
            jalan.skip_subtree()
            continue
        if sembunyi(e) and not any(x in tabel for x in e.iter("table")):
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


def _label(akar: etree._Element, teks: Baca) -> dict[str, str]:
    """Text of what opens a part of the page (a tab, a fold), by the id of the part."""
    hasil: dict[str, str] = {}
    for e in akar.iter("a", "button", "label"):
        for nama in _SASARAN:
            sasaran = e.get(nama, "")
            if nama != "aria-controls" and not sasaran.startswith("#"):
                continue
            if (nomor := sasaran.lstrip("#")) and nomor not in hasil:
                hasil[nomor] = _rapi(teks(e))
    return hasil


def _tab(tabel: etree._Element, label: dict[str, str]) -> list[str]:
    """Titles of the tabs and folds around a table, the nearest last."""
    return [t for x in tabel.iterancestors() if (t := label.get(x.get("id", "")))][::-1]
