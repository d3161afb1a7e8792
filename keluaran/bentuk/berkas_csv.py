"""The list as CSV: UTF-8 with BOM, comma for programs and semicolon for an Indonesian Excel.

A spreadsheet program runs a cell that starts like a formula, so such cells get an apostrophe in front. That
changes the text; `data/dip.json` has it raw, and the index page says so.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from operator import itemgetter
from typing import Any, cast

from dip.entri import KOLOM_TERBIT
from keluaran.bentuk.dasar import BarisTerbit

PEMISAH_DAFTAR = " | "
"""Between several forms or addresses in one cell."""

_RUMUS = re.compile("^[\\s\ufeff\u200b\"']*[=+\\-@|\t\r\n＝＋－＠]|^[\t\r\n]|[\r\n][\\s\"']*[=+\\-@|＝＋－＠]")
_ANGKA = re.compile(r" *[+-]?[0-9][0-9 .,]*| *[-–—] *")


def jaga_rumus(teks: str) -> str:
    """The text, with an apostrophe in front if a spreadsheet could read it as a formula.

    Plain numbers, phone numbers with blanks and a lone dash stay as they are; `+62-811` does not, it would be computed.
    """
    if teks[:1].isalnum() and "\n" not in teks and "\r" not in teks:
        return teks  # nearly all of them: no need to look closer
    if _RUMUS.search(teks) and not _ANGKA.fullmatch(teks):
        return "'" + teks
    return teks


class _Jaga(dict[str, str]):
    """`jaga_rumus` that looks at every distinct text once."""

    def __missing__(self, teks: str) -> str:
        hasil = self[teks] = jaga_rumus(teks)
        return hasil


def tulis_csv(baris: Iterable[BarisTerbit], pemisah: str = ",") -> bytes:
    """All rows with the column names of the whitelist as header. Line ends are CRLF (RFC 4180)."""
    keluar = io.StringIO()
    penulis = csv.writer(keluar, delimiter=pemisah, lineterminator="\r\n")
    penulis.writerow(KOLOM_TERBIT)
    jaga, ambil = _Jaga(), itemgetter(*KOLOM_TERBIT)
    nomor, daftar = KOLOM_TERBIT.index("nomor"), [KOLOM_TERBIT.index(k) for k in ("bentuk", "tautan")]
    for b in baris:
        isi: list[Any] = list(ambil(cast("dict[str, Any]", b)))
        isi[nomor] = str(isi[nomor])
        for j in daftar:
            isi[j] = PEMISAH_DAFTAR.join(isi[j])
        penulis.writerow(map(jaga.__getitem__, isi))
    return b"\xef\xbb\xbf" + keluar.getvalue().encode()
