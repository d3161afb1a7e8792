"""A file's name as somebody else wrote it, made harmless: no folders, no control characters, not too long."""

from __future__ import annotations

import re
from email.message import Message
from email.utils import collapse_rfc2231_value

_MAKS_DISPOSISI = 4000


def nama_aman(mentah: str) -> str:
    """The last part of a name or path with everything but letters, digits and a few marks as `_`; may be empty."""
    return re.sub(r"[^\w .()+-]", "_", re.split(r"[/\\]", mentah)[-1]).strip(" .")[-120:]


def nama_disposisi(disposisi: str) -> str:
    """The file name in a Content-Disposition as it stands there; empty when there is none.

    `filename*` goes before `filename`, wherever it stands (RFC 6266 §4.3): the latter is for browsers of old.
    """
    pesan = Message()
    pesan["Content-Disposition"] = re.sub(r"[\r\n]", " ", disposisi[:_MAKS_DISPOSISI]) or "inline"
    semua = pesan.get_params(header="Content-Disposition") or []
    nama = [nilai for kunci, nilai in semua if kunci.lower() == "filename"]
    pilihan = next((n for n in nama if isinstance(n, tuple)), nama[0] if nama else "")
    return collapse_rfc2231_value(pilihan).strip()
