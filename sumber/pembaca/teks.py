"""Text files: which characters the bytes mean, and whether they are text at all."""

from __future__ import annotations

import codecs
import re

_BOM = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_KENDALI = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_SANDI_META = ("iso8859", "cp125", "koi8", "gb", "big5", "shift_jis", "euc")
"""Encodings that a page may declare; Python knows others that are codes rather than alphabets (unicode_escape)."""

_SANDI_DOS = ("cp437", "cp850")
_BEDA_JELAS = 0.1
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTOH = 65_536


def _cp1252(e: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 are what old Excel writes: files pasted together from both exist."""
    if not isinstance(e, UnicodeDecodeError):
        raise e
    return e.object[e.start : e.end].decode("cp1252", "replace"), e.end


codecs.register_error("dip-cp1252", _cp1252)


def urai_teks(isi: bytes, *, html: bool = False) -> str:
    """Bytes as text: by BOM, as UTF-16 when every other byte is NUL, by `<meta charset>` when `html`, else as UTF-8
    with everything that is none read as cp1252, or as a DOS code page where that clearly reads better. Never raises;
    what means nothing becomes U+FFFD."""
    for bom, sandi in _BOM:
        if isi.startswith(bom):
            return isi[len(bom) :].decode(sandi, "replace")
    awal = isi[:_CONTOH]
    if b"\0" in awal:
        for sandi, kosong in (("utf-16-le", awal[1::2]), ("utf-16-be", awal[::2])):
            if kosong.count(0) * 10 > len(kosong) * 7:
                return isi.decode(sandi, "replace")
    try:
        return isi.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if html and (m := _META.search(isi[:4096])):
        try:
            sandi = codecs.lookup(m[1].decode("ascii")).name
            if sandi.startswith(_SANDI_META):
                return isi.decode(sandi, "replace")
        except LookupError:
            pass
    if not _UTF8.search(isi) and (sandi := _sandi_dos(awal)):
        return isi.decode(sandi, "replace")
    return isi.decode("utf-8", "dip-cp1252")


def _sandi_dos(contoh: bytes) -> str:
    """`cp437` or `cp850` for texts of DOS programs, which make a mess when read as cp1252; empty for others."""
    from charset_normalizer import from_bytes  # seldom needed

    calon = {c.encoding: c.chaos for c in from_bytes(contoh, cp_isolation=["cp1252", *_SANDI_DOS])}
    terbaik = min((s for s in _SANDI_DOS if s in calon), key=calon.__getitem__, default="")
    return terbaik if terbaik and calon[terbaik] + _BEDA_JELAS <= calon.get("cp1252", 1.0) else ""


def adalah_teks(teks: str) -> bool:
    """Whether decoded bytes read as text: at most one control or unknown character in fifty, two are forgiven."""
    contoh = teks[:_CONTOH]
    return (len(_KENDALI.findall(contoh)) - 2) * 50 <= len(contoh)
