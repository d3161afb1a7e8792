"""Names that a workbook says about itself: author, last editor, office (PDP-009). Only whether there are any goes on.

docProps of Office packages (ECMA-376 part 2 §8.3, part 1 §22.2), meta.xml of OpenDocument (ODF 1.3 part 3 §4.3),
property sets of compound files ([MS-OLEPS]).
"""

from __future__ import annotations

import html
import re
import struct

from sumber.pembaca.arsip import Paket
from sumber.pembaca.batas import Rusak
from sumber.pembaca.ole import Ole
from sumber.pembaca.penulis import tampak_orang

_POLA = re.compile(
    rb"<(?:\w+:)?(?:creator|lastModifiedBy|Company|Manager|initial-creator|printed-by)\b[^<>]*+>([^<]++)<"
)
_BAGIAN = ("docProps/core.xml", "docProps/app.xml", "meta.xml")
_ALIRAN = {"\x05SummaryInformation": {4, 8}, "\x05DocumentSummaryInformation": {14, 15}}
"""Streams and their properties: author and last editor; manager and company."""
_TEKS_8, _TEKS_16, _SANDI = 0x1E, 0x1F, 1


def bernama_paket(paket: Paket) -> bool:
    """Whether a package names a person or an office; damaged parts name nobody."""
    try:
        nama = [m for bagian in _BAGIAN if paket.ada(bagian) for m in _POLA.findall(paket.baca(bagian))]
    except Rusak:
        return False
    return tampak_orang(*(html.unescape(n.decode("utf-8", "replace")) for n in nama))


def bernama_ole(berkas: Ole) -> bool:
    """Whether a compound file names a person or an office; damaged streams name nobody."""
    try:
        return tampak_orang(*(n for aliran, pid in _ALIRAN.items() for n in _sifat(berkas.aliran(aliran), pid)))
    except Rusak:
        return False


def _sifat(b: bytes, dicari: set[int]) -> list[str]:
    """Texts of some properties of the first set of a stream; nonsense has none."""
    hasil: list[str] = []
    try:
        (awal,) = struct.unpack_from("<I", b, 44)
        _, jumlah = struct.unpack_from("<II", b, awal)
        letak = [struct.unpack_from("<II", b, awal + 8 + 8 * n) for n in range(min(jumlah, 200))]
        sandi = next((struct.unpack_from("<H", b, awal + p + 4)[0] for pid, p in letak if pid == _SANDI), 1252)
        for pid, p in letak:
            if pid in dicari:
                jenis, n = struct.unpack_from("<II", b, awal + p)
                mentah = b[awal + p + 8 : awal + p + 8 + (2 * n if jenis == _TEKS_16 else n)]
                lebar = jenis == _TEKS_16 or sandi == 1200
                if jenis in {_TEKS_8, _TEKS_16}:
                    hasil.append(mentah.decode("utf-16-le" if lebar else "cp1252", "replace").partition("\0")[0])
    except struct.error:
        pass
    return hasil
