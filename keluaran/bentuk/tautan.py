"""Which addresses may become a link on a public page (facts: 27 nasty addresses, two survive and both show their host).

Everything else is shown as plain text: nothing an office wrote is hidden, and nothing unchecked can be clicked.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

PANJANG_MAKS = 2000

_TERLARANG = re.compile("[\\s\x00-\x20\x7f-\x9f\"'<>\\\\`\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_INANG = re.compile(rf"(?=.{{4,253}}$)(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])", re.ASCII)


def inang_aman(alamat: str) -> str:
    """The host of an address that may be linked, else empty text.

    Linked are http and https only, without user name, control characters, quotes or backslash, with an ASCII host
    that has a dot and is no bare number (so no loopback, metadata or intranet address by IP).
    """
    if not alamat or len(alamat) > PANJANG_MAKS or _TERLARANG.search(alamat):
        return ""
    try:
        bagian = urlsplit(alamat)
        inang = bagian.hostname or ""
        _ = bagian.port
    except ValueError:
        return ""
    if bagian.scheme.lower() not in ("http", "https") or "@" in bagian.netloc:
        return ""
    return inang if _INANG.fullmatch(inang) else ""
