"""What came instead of the table: a login page, an error page, a photograph.

A first look at the magic bytes, only to refuse what surely is no table; what the file really is, is found by the
readers (`sumber/pembaca`), behind their limits.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

BUKU = {"xlsx", "xlsm", "xlsb", "xls", "ods"}
MIRIP_HTML = {"", "html", "htm", "xhtml", "php", "asp", "aspx", "jsp", "do"}
_JENIS_MEDIA = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/csv": "csv",
    "application/vnd.ms-excel": "xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.ms-excel.sheet.binary.macroenabled.12": "xlsb",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/pdf": "pdf",
    "application/zip": "zip",
}
_SANDI = re.compile(rb"""<input[^>]*type\s*=\s*["']?password""", re.I)
_KATA_MASUK = re.compile(
    rb"log[\s-]?in|sign[\s-]?in|kata\s+sandi|password|nama\s+pengguna|username|silakan\s+masuk", re.I
)
_BARIS = re.compile(rb"<tr[\s>]", re.I)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|form|div|meta|script|title)[\s>]", re.I)


def kenali(isi: bytes) -> str:
    """`zip ole pdf gambar html xml json biner teks`, or `kosong`."""
    if not isi.strip():
        return "kosong"
    if isi.startswith(b"PK\x03\x04"):
        return "zip"
    if isi.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "ole"
    if isi.startswith(b"%PDF-"):
        return "pdf"
    if isi.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        return "gambar"
    awal = isi[:8192].removeprefix(b"\xef\xbb\xbf").lstrip()
    if awal.startswith(b"<"):
        return "html" if _HTML.search(awal) else "xml"
    if awal.startswith((b"{", b"[")):
        return "json"
    utf16 = isi.startswith((b"\xff\xfe", b"\xfe\xff"))
    return "biner" if b"\0" in isi[:8192] and not utf16 else "teks"


def akhiran(nama: str) -> str:
    """Lower-case extension of a file name or address path, without the dot."""
    return PurePosixPath(nama).suffix.lower().removeprefix(".")


def harapan(alamat: str, nama: str, jenis_media: str) -> str:
    """The extension that was declared: by the address, else by the name the server gave, else by Content-Type."""
    dari_alamat = akhiran(unquote(urlsplit(alamat).path))
    if dari_alamat and dari_alamat not in MIRIP_HTML:
        return dari_alamat
    dari_nama = akhiran(nama)
    if dari_nama and dari_nama not in MIRIP_HTML:
        return dari_nama
    return _JENIS_MEDIA.get(jenis_media.partition(";")[0].strip().lower(), dari_alamat)


def keberatan(isi: bytes, harap: str) -> tuple[str, str] | None:
    """Why these bytes are surely not the office's table: reason code and details, or None to let them through.

    An HTML page with three table rows or more counts as a table even under a workbook's name: many office systems
    "export Excel" that way, and the reader says so (FILE-006).
    """
    jenis = kenali(isi)
    if jenis == "html":
        bertabel = len(_BARIS.findall(isi)) >= 3
        if _SANDI.search(isi) and not (bertabel and harap in MIRIP_HTML):
            return "TARIK-LOGIN", "halaman masuk"
        if bertabel:
            return None
        if harap not in MIRIP_HTML and _KATA_MASUK.search(isi):
            return "TARIK-LOGIN", "halaman masuk"
        if harap in MIRIP_HTML - {""}:
            return None
        return "TARIK-JENIS", f"diharapkan {harap or 'tabel'}, yang datang halaman web"
    if jenis in ("json", "gambar", "biner") or (jenis == "pdf" and harap in BUKU | {"csv"}):
        sebutan = {"gambar": "gambar", "pdf": "PDF", "json": "data JSON"}.get(jenis, "berkas lain")
        return "TARIK-JENIS", f"diharapkan {harap or 'tabel'}, yang datang {sebutan}"
    return None
