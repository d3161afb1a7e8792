"""Text that WordPress shows unchanged, and what a page says when it is read back.

WordPress rewrites text when it displays it, even inside an HTML block: quotes, dashes, `2x3`, smileys, its own name,
and it runs `[shortcodes]`. Every ASCII punctuation mark as a numeric entity stops all of that (measured on 6.1 and
7.0). What comes back is compared as parsed text, because a site may spell entities and attributes differently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from markupsafe import Markup

from dip.sidik import json_baku, sha256

AKAR = "dip-register"
"""The id of the one element that is ours."""

_UBAH = re.compile(r"[!-/:-@\[-`{-~]|(?<=[0-9])x(?=[0-9])|[\U00010000-\U0010ffff]|W(?=ordpress)")
_TANDA = re.compile(r"<!-- dip:([0-9a-f]{16}) ([0-9a-f]{64}) -->")
_BLOK = ("<!-- wp:html -->\n", "\n<!-- /wp:html -->")

Simpul = tuple[str, ...]
"""One element as compared: tag, id, class, href, text before its first child, text after it."""


def aman(nilai: object) -> Markup:
    """Any value as HTML text that WordPress leaves alone; Markup stays as it is."""
    if isinstance(nilai, Markup):
        return nilai
    # also beyond the BMP: old sites keep three bytes a character and would lose them
    return Markup(_UBAH.sub(lambda m: f"&#{ord(m[0])};", str(nilai)))  # noqa: S704 - this is the escaping itself


def baca_pohon(isi: str | bytes) -> etree._Element | None:
    """HTML as a tree, None when nothing can be made of it."""
    mentah = isi.encode("utf-8", "replace") if isinstance(isi, str) else isi
    try:
        return etree.fromstring(mentah, etree.HTMLParser(encoding="utf-8", huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def akar_kami(isi: str | bytes) -> etree._Element | None:
    """Our element inside a page or a content, None when it is not there exactly once."""
    pohon = baca_pohon(isi)
    return None if pohon is None else _akar(pohon)


def _akar(pohon: etree._Element) -> etree._Element | None:
    hasil = pohon.findall(f".//*[@id='{AKAR}']")
    return hasil[0] if len(hasil) == 1 else None


def simpul(akar: etree._Element) -> Iterator[Simpul]:
    """Every element below and including ours, in order."""
    for e in akar.iter():
        ekor = "" if e is akar else _teks(e.tail)
        if not isinstance(e.tag, str):  # a comment says nothing, but text may follow it
            if ekor:
                yield ("", "", "", "", "", ekor)
            continue
        a = e.attrib
        yield (
            e.tag,
            str(a.get("id", "")),
            str(a.get("class", "")),
            str(a.get("href", "")),
            _teks(e.text),
            ekor,
        )


def _teks(teks: str | None) -> str:
    """Text as compared: blanks between elements say nothing."""
    return teks if teks and teks.strip() else ""


def sidik_isi(isi: str) -> str:
    """Digest of what a content says: elements, links and texts. Empty when our element is not in it."""
    akar = akar_kami(isi)
    return "" if akar is None else _sidik(akar)


def _sidik(akar: etree._Element) -> str:
    return sha256(json_baku(list(simpul(akar))))


@dataclass(frozen=True, slots=True)
class Tanda:
    """The mark in a page: which release it shows, and whether its content is still what we wrote."""

    rilis: str
    utuh: bool


def bungkus(badan: str, rilis: str) -> str:
    """A body as the content of a page: an HTML block, with the mark that says whose it is."""
    return f"{_BLOK[0]}<!-- dip:{rilis} {sidik_isi(badan)} -->\n{badan}{_BLOK[1]}"


def baca_tanda(isi: str) -> Tanda | None:
    """The mark of a stored content, None when it has none, or several. Anything beside our element is a hand edit."""
    cocok = _TANDA.findall(isi)
    if len(cocok) != 1:
        return None
    rilis, sidik = cocok[0]
    pohon = baca_pohon(isi)
    akar = None if pohon is None else _akar(pohon)
    induk = None if akar is None else akar.getparent()
    if pohon is None or akar is None or induk is None:
        return Tanda(rilis, False)
    utuh = _sidik(akar) == sidik and not _teks(akar.tail)
    induk.remove(akar)
    return Tanda(rilis, utuh and not _ada_isi(pohon))


def _ada_isi(pohon: etree._Element) -> bool:
    """Whether there is any element or text in what is left when ours is gone."""
    elemen = [e for e in pohon.iter() if isinstance(e.tag, str)]
    return any(e.tag not in ("html", "head", "body") for e in elemen) or any(t.strip() for t in pohon.itertext("*"))


def beda_publik(halaman: bytes, isi: str) -> list[str]:
    """How a public page differs from the content we stored: ids of rows (else the empty text), without repeats.

    Compared are elements, links and texts; classes are left out because site plugins add their own.
    """
    ada, mau = akar_kami(halaman), akar_kami(isi)
    if ada is None or mau is None:
        return [""]
    if [_tanpa_kelas(s) for s in simpul(ada)] == [_tanpa_kelas(s) for s in simpul(mau)]:
        return []
    beda: dict[str, None] = {}
    baris_ada, baris_mau = _baris(ada), _baris(mau)
    for kode in {**baris_mau, **baris_ada}:
        if baris_ada.get(kode) != baris_mau.get(kode):
            beda[kode] = None
    return list(beda) or [""]


def _tanpa_kelas(s: Simpul) -> Simpul:
    return s[:2] + s[3:]


def _baris(akar: etree._Element) -> dict[str, list[Simpul]]:
    """The rows of all tables that carry an id, as compared."""
    return {e.get("id", ""): [_tanpa_kelas(s) for s in simpul(e)] for e in akar.iter("tr") if e.get("id")}
