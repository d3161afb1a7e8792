"""`sitemap.xml`: which pages a search engine should know (sitemaps.org 0.9)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote
from xml.etree import ElementTree as ET

from keluaran.bentuk.dasar import Bahan
from keluaran.bentuk.dataset import alamat_dasar, waktu_rilis

PALING_BANYAK = 50_000
"""Addresses one sitemap may hold."""

_RUANG = "http://www.sitemaps.org/schemas/sitemap/0.9"
_BERLANJUT = re.compile(r"^(?P<induk>(?:kategori|unit)/.*-)(?P<n>[0-9]+)\.html$")


def _urutan(nama: str) -> tuple[bool, str, int]:
    """The index first, then by name with the page numbers of a list as numbers."""
    cocok = _BERLANJUT.match(nama)
    return (nama != "index.html", cocok["induk"] if cocok else nama, int(cocok["n"]) if cocok else 0)


def tulis_peta(bahan: Bahan, nama_halaman: Iterable[str]) -> bytes:
    """The HTML pages among `nama_halaman` (paths from the root of the site) with their absolute addresses.

    A sitemap knows absolute addresses only: without a known address, for a draft, and for an office's own small site
    (whose canonical pages are the main register's) it is well-formed and empty. Only the index says when it changed:
    the other pages keep their bytes from one edition to the next.
    """
    akar = ET.Element("urlset", xmlns=_RUANG)
    dasar = alamat_dasar(bahan)
    halaman = sorted((n for n in nama_halaman if n.endswith(".html")), key=_urutan) if dasar else []
    for nama in halaman[:PALING_BANYAK]:
        butir = ET.SubElement(akar, "url")
        ET.SubElement(butir, "loc").text = dasar + ("" if nama == "index.html" else quote(nama))
        if nama == "index.html":
            ET.SubElement(butir, "lastmod").text = waktu_rilis(bahan)
    ET.indent(akar, "")
    isi: bytes = ET.tostring(akar, encoding="utf-8", xml_declaration=True)
    return isi + b"\n"
