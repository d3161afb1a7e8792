"""All texts of one finished output, whatever its format, as a stranger would read them (design §4.12)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import PurePosixPath

import orjson
from lxml import etree, html
from python_calamine import CalamineError, CalamineWorkbook

from dip.penjaga_pdf import GALAT_PDF, dari_pdf

_TANPA_TEKS = frozenset((".css", ".svg", ".png", ".jpg", ".ico", ".woff2", ".sha256", ".map"))
_ATRIBUT = ("href", "src", "title", "alt", "content", "value", "placeholder", "aria-label", "data-judul", "action")

_GALAT: tuple[type[Exception], ...] = (
    ValueError,
    etree.LxmlError,
    csv.Error,
    CalamineError,
    OSError,
    *GALAT_PDF,
)


class KeluaranTakTerbaca(Exception):
    """An output of ours could not be read, so nobody can say what is in it."""


def _dari_html(isi: bytes) -> Iterator[str]:
    akar = html.document_fromstring(isi, parser=html.HTMLParser(encoding="utf-8"))
    for simpul in akar.iter():
        if isinstance(simpul.tag, str) and simpul.tag not in ("script", "style"):
            for teks in (simpul.text, *(simpul.get(a) for a in _ATRIBUT if a in simpul.attrib)):
                if teks:
                    yield teks
        elif isinstance(simpul, html.HtmlComment) or simpul.tag == "script":
            yield simpul.text or ""
        if simpul.tail:
            yield simpul.tail


def _dari_xml(isi: bytes) -> Iterator[str]:
    """Elements, attributes and comments; entities are not resolved and nothing is fetched."""
    pengurai = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    for simpul in etree.fromstring(isi, pengurai).iter():
        for teks in (simpul.text, simpul.tail, *(simpul.attrib.values() if isinstance(simpul.tag, str) else ())):
            if teks and teks.strip():
                yield str(teks)


def _dari_csv(isi: bytes) -> Iterator[str]:
    teks = isi.decode("utf-8-sig")
    kepala = teks.partition("\n")[0]
    for baris in csv.reader(io.StringIO(teks), delimiter=";" if kepala.count(";") > kepala.count(",") else ","):
        yield from baris


def _dari_json(nilai: object) -> Iterator[str]:
    if isinstance(nilai, str):
        yield nilai
    elif isinstance(nilai, dict):
        for kunci, isi in nilai.items():
            yield str(kunci)
            yield from _dari_json(isi)
    elif isinstance(nilai, list):
        for isi in nilai:
            yield from _dari_json(isi)
    elif isinstance(nilai, int | float) and not isinstance(nilai, bool):
        yield str(nilai)


def _dari_xlsx(isi: bytes) -> Iterator[str]:
    buku = CalamineWorkbook.from_filelike(io.BytesIO(isi))
    for nama in buku.sheet_names:
        yield nama
        for baris in buku.get_sheet_by_name(nama).to_python():
            for sel in baris:
                if isinstance(sel, float) and sel.is_integer():
                    yield str(int(sel))
                elif sel != "":
                    yield str(sel)


def teks_keluaran(nama: str, isi: bytes) -> Iterator[str]:
    """All texts of one output, cell by cell. Stylesheets, pictures and digest lists have none to look at.

    Raises KeluaranTakTerbaca when a file of ours cannot be read as what its name says.
    """
    akhiran = PurePosixPath(nama).suffix.lower()
    if akhiran in _TANPA_TEKS:
        return
    try:
        if akhiran in (".html", ".htm"):
            yield from _dari_html(isi)
        elif akhiran == ".csv":
            yield from _dari_csv(isi)
        elif akhiran in (".json", ".jsonld"):
            yield from _dari_json(orjson.loads(isi))
        elif akhiran == ".jsonl":
            for baris in isi.splitlines():
                yield from _dari_json(orjson.loads(baris))
        elif akhiran == ".xlsx":
            yield from _dari_xlsx(isi)
        elif akhiran == ".pdf":
            yield from dari_pdf(isi)
        elif akhiran == ".xml":
            yield from _dari_xml(isi)
        else:
            yield from isi.decode("utf-8").splitlines()
    except _GALAT as e:
        raise KeluaranTakTerbaca(f"keluaran {nama} tidak bisa diperiksa: {type(e).__name__}") from e
