"""Texts that every public format can carry. Loads nothing else: children that write one workbook need only this."""

from __future__ import annotations

import re

_TAK_TERBAWA = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def bersih(teks: str) -> str:
    """Text without characters that no public format can carry; each becomes U+FFFD, line ends become `\\n`."""
    if "\r" in teks:
        teks = teks.replace("\r\n", "\n").replace("\r", "\n")
    return _TAK_TERBAWA.sub("\ufffd", teks)
