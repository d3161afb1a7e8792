"""Records of binary workbook parts ([MS-XLSB] §2.1.4) and the texts in them."""

from __future__ import annotations

import struct
from collections.abc import Iterator

TANPA = 0xFFFFFFFF
"""Length of a text that is not there."""


def rekaman(isi: bytes) -> Iterator[tuple[int, bytes]]:
    """Records of a part: number and contents. A record that is cut off ends the part."""
    p, akhir = 0, len(isi)
    while p < akhir:
        jenis = isi[p]
        p += 1
        if jenis & 0x80 and p < akhir:
            jenis = (jenis & 0x7F) | (isi[p] & 0x7F) << 7
            p += 1
        panjang = geser = 0
        while p < akhir and geser < 28:
            b = isi[p]
            p += 1
            panjang |= (b & 0x7F) << geser
            geser += 7
            if not b & 0x80:
                break
        yield jenis, isi[p : p + panjang]
        p += panjang


def teks_lebar(b: bytes, p: int) -> tuple[str, int]:
    """XLWideString or XLNullableWideString (§2.5.168) at p, and where it ends. Raises struct.error."""
    (n,) = struct.unpack_from("<I", b, p)
    if n == TANPA:
        return "", p + 4
    return b[p + 4 : p + 4 + 2 * n].decode("utf-16-le", "replace"), p + 4 + 2 * n
