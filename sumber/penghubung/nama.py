"""A file's name as somebody else wrote it, made harmless: no folders, no control characters, not too long."""

from __future__ import annotations

import re


def nama_aman(mentah: str) -> str:
    """The last part of a name or path with everything but letters, digits and a few marks as `_`; may be empty."""
    return re.sub(r"[^\w .()+-]", "_", re.split(r"[/\\]", mentah)[-1]).strip(" .")[-120:]
