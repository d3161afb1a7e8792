"""What the binary formats of Excel share: error codes and the tokens of formulas ([MS-XLS] §2.5.10, §2.5.198)."""

from __future__ import annotations

KODE_GALAT = {
    0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A", 43: "#GETTING_DATA",
}  # fmt: skip
"""Error values by their byte."""

_HYPERLINK = b"\x67\x01"  # function number 359


def tujuan_rumus(token: bytes, lebar: int) -> str:
    """Address in `HYPERLINK("…", …)`: the first token is a text and nothing is joined to it; else empty.

    `lebar` says how the length of a text is written: 1 as one byte and flags (BIFF8), 0 as one byte (BIFF5), 2 as
    two bytes (xlsb).
    """
    if len(token) < 8 or token[0] != 0x17 or token[-4] not in (0x22, 0x42, 0x62) or token[-2:] != _HYPERLINK:
        return ""
    if lebar == 2:
        n, awal, sandi, huruf = token[1] | token[2] << 8, 3, "utf-16-le", 2
    elif lebar == 1 and token[2] & 1:
        n, awal, sandi, huruf = token[1], 3, "utf-16-le", 2
    else:
        n, awal, sandi, huruf = token[1], 2 + lebar, "latin-1" if lebar else "cp1252", 1
    alamat = token[awal : awal + n * huruf].decode(sandi, "replace")
    sisa = token[awal + n * huruf : -4]
    # what may follow is the second argument: a text or one cell; anything longer could be a `&`
    satu_teks = sisa[:1] == b"\x17" and len(sisa) > 2 and len(sisa) <= 3 + 2 * sisa[1]
    satu_sel = bool(sisa) and sisa[0] & 0x1F == 0x04 and len(sisa) <= 7
    return alamat if not sisa or satu_teks or satu_sel else ""
