"""What a file is, from its content; the name is only compared with it.

Signatures: https://en.wikipedia.org/wiki/List_of_file_signatures, ECMA-376 part 2, ODF 1.3 part 2, [MS-CFB].
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import orjson

from sumber.pembaca import ole
from sumber.pembaca.arsip import Paket
from sumber.pembaca.batas import Batas, Rusak, TakDidukung
from sumber.pembaca.teks import adalah_teks, urai_teks

AKHIRAN: dict[str, frozenset[str]] = {
    "xlsx": frozenset({"xlsx", "xlsm", "xltx", "xltm"}),
    "xlsb": frozenset({"xlsb"}),
    "xls": frozenset({"xls", "xlt"}),
    "xml": frozenset({"xml"}),
    "ods": frozenset({"ods", "ots"}),
    "csv": frozenset({"csv", "tsv", "tab", "txt", "ssv", "psv", "prn"}),
    "html": frozenset({"html", "htm", "xhtml", "php", "asp", "aspx", "jsp"}),
    "docx": frozenset({"docx", "docm", "dotx", "dotm"}),
    "pdf": frozenset({"pdf"}),
    "zip": frozenset({"zip"}),
}
"""Extensions that promise a kind. A name without extension (a web address) promises nothing."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"BZh", "bz2"),
    (b"{\\rtf", "rtf"),
    (b"MZ", "exe"),
    (b"\x7fELF", "elf"),
    (b"SQLite format 3\0", "sqlite"),
    (b"PAR1", "parquet"),
)
_BIFF_POLOS = re.compile(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08\x10]\x00", re.DOTALL)  # a stream without its container
_BUKU = re.compile(rb"spreadsheetml\.(?:sheet|template)\.main|excel\.(?:sheet|template)\.macroEnabled\.main")
_DOKUMEN = re.compile(
    rb"wordprocessingml\.(?:document|template)\.main|ms-word\.(?:document|template)\.macroEnabled", re.IGNORECASE
)
_PDF = re.compile(rb"(?:^|[\r\n])[ \t]*%PDF-\d")
_MAKS_DEPAN_PDF = 1024  # readers of PDF accept that much before the header (ISO 32000-1 annex H.3.4.1)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|div)\b", re.IGNORECASE)
_ZIP_LAIN = {
    "ppt/presentation.xml": "pptx",
    "visio/document.xml": "vsdx",
    "index/document.iwa": "numbers",
    "androidmanifest.xml": "apk",
    "meta-inf/manifest.mf": "jar",
}
"""Packages of other programs, by a file that they have."""
_JENIS_MIMETYPE = {b"text": "odt", b"presentation": "odp", b"graphics": "odg", b"epub+zip": "epub"}
_AWALAN_XML = re.compile(r"^\s*(?:<\?xml|<!--|<!doctype|<\w+:?\w*[\s>])", re.IGNORECASE)


def akhiran(nama: str) -> str:
    """Lower-case extension of a name without the dot; empty when there is none."""
    return PurePosixPath(nama.replace("\\", "/")).suffix.lstrip(".").lower()[:20]


def kenali(isi: bytes, nama: str, batas: Batas) -> tuple[str, str]:
    """The kind (`xlsx xlsb xls xml ods docx pdf zip csv html`) and, for the last two, the text.

    Raises TakDidukung for other kinds, Rusak for empty or locked files, TerlaluBesar for zip bombs.
    """
    if not isi.strip(b"\0 \t\r\n"):
        raise Rusak("kosong")
    if isi[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _kenali_zip(Paket(isi, batas)), ""
    if isi[:8] == ole.MAGIC:
        return _kenali_ole(ole.Ole(isi)), ""
    if _PDF.search(isi, 0, _MAKS_DEPAN_PDF):
        return "pdf", ""
    if _BIFF_POLOS.match(isi):
        return "xls", ""
    for magic, jenis in _MAGIC:
        if isi.startswith(magic) and (len(magic) > 2 or b"\0" in isi[:512]):
            raise TakDidukung(jenis)
    return _kenali_teks(isi, nama)


def _kenali_zip(paket: Paket) -> str:
    tipe = paket.baca("mimetype")[:100]
    if b"opendocument.spreadsheet" in tipe or (not tipe and b"<office:spreadsheet" in paket.baca("content.xml")):
        return "ods"
    if paket.ada("xl/workbook.bin"):
        return "xlsb"
    tipe_bagian = paket.baca("[Content_Types].xml")
    if paket.ada("xl/workbook.xml") or _BUKU.search(tipe_bagian):
        return "xlsx"
    if paket.ada("word/document.xml") or _DOKUMEN.search(tipe_bagian):
        return "docx"
    for tanda, jenis in _ZIP_LAIN.items():
        if paket.ada(tanda):
            raise TakDidukung(jenis)
    if tipe:
        raise TakDidukung(_JENIS_MIMETYPE.get(re.split(rb"[./]", tipe.strip())[-1], "zip"))
    return "zip"


def _kenali_ole(berkas: ole.Ole) -> str:
    nama = {n.lower() for n in berkas.nama}
    if {"encryptedpackage", "encryptioninfo"} & nama:
        raise Rusak("kata sandi")
    if {"workbook", "book"} & nama:
        return "xls"
    for tanda, jenis in (("worddocument", "doc"), ("powerpoint document", "ppt"), ("__properties_version1.0", "msg")):
        if tanda in nama:
            raise TakDidukung(jenis)
    raise TakDidukung("ole")


def _kenali_teks(isi: bytes, nama: str) -> tuple[str, str]:
    teks = urai_teks(isi)
    if not adalah_teks(teks):
        raise TakDidukung(akhiran(nama) or "tidak dikenal")
    awal = teks[:20_000].lstrip()
    if _AWALAN_XML.match(awal):
        if "urn:schemas-microsoft-com:office:spreadsheet" in awal and "<table" not in awal:
            return "xml", ""
        if _HTML.search(awal):
            return "html", urai_teks(isi, html=True)
        raise TakDidukung("xml")
    if awal.startswith("MIME-Version:") or re.match(r"(?i)(?:from|content-type):[^\n]*\n", awal):
        raise TakDidukung("mht")
    if awal.startswith("ID;P"):
        raise TakDidukung("slk")
    if awal[:1] in "{[" and _adalah_json(teks):
        raise TakDidukung("json")
    return "csv", teks


def _adalah_json(teks: str) -> bool:
    try:
        orjson.loads(teks)
    except (orjson.JSONDecodeError, TypeError):
        return False
    return True
