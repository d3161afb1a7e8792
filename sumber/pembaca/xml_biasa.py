"""XML written the usual way, read from its bytes: attributes in double quotes, the five entities, UTF-8.

A parser builds a tree of everything; of the parts of a workbook only a little is wanted. Whatever is written in
another way raises `Aneh`, and a real parser reads it instead.
"""

from __future__ import annotations

import re

_ATRIBUT = re.compile(rb'\s+([\w:.-]+)="([^"<]*+)"')
_ENTITAS = re.compile(r"&(?:#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}))|(\w+));|&")
_NAMA = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_MAKS_ATRIBUT = 4096
_SANDI = re.compile(rb'encoding="(?!utf-8")', re.IGNORECASE)
_KODE = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Aneh(Exception):
    """The part is written in a way that is not read here."""


def periksa_biasa(xml: bytes) -> None:
    """Raises Aneh for another encoding than UTF-8 and for document types, comments and CDATA."""
    if (b"!" in xml and b"<!" in xml) or _SANDI.search(xml, 0, 200) or b"\0" in xml[:200]:
        raise Aneh


def buka_entitas(mentah: bytes) -> str:
    """Text of XML bytes without tags. Raises Aneh for unknown entities and for bytes that are no UTF-8."""
    if b"\r" in mentah:  # as a parser does, before entities
        mentah = mentah.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        teks = mentah.decode()
    except UnicodeDecodeError as e:
        raise Aneh from e
    return _ENTITAS.sub(_satu, teks) if "&" in teks else teks


def buka_kode(teks: str) -> str:
    """Text of an `ST_Xstring` (ECMA-376 part 1 §22.9.2.19): `_x000D_` stands for a character XML cannot hold."""
    if "_x" not in teks or not _KODE.search(teks):
        return teks
    utf16 = _KODE.sub(lambda m: chr(int(m[1], 16)), teks).encode("utf-16-le", "surrogatepass")
    return utf16.decode("utf-16-le", "replace")


def _satu(m: re.Match[str]) -> str:
    if m[3] in _NAMA:
        return _NAMA[m[3]]
    kode = int(m[1], 16) if m[1] else int(m[2] or 0)
    if not 0 < kode < 0x110000 or 0xD800 <= kode < 0xE000:
        raise Aneh
    return chr(kode)


def atribut(mentah: bytes) -> dict[str, str]:
    """Attributes between a tag's name and its end. Raises Aneh when anything else stands there."""
    if len(mentah) > _MAKS_ATRIBUT:
        raise Aneh
    hasil: dict[str, str] = {}
    panjang = 0
    for m in _ATRIBUT.finditer(mentah):
        hasil[m[1].decode("ascii", "replace")] = buka_entitas(m[2])
        panjang += len(m[0])
    if panjang != len(mentah.rstrip()):
        raise Aneh
    return hasil
