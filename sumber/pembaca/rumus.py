"""The target of a HYPERLINK() formula, as far as it can be known without a spreadsheet program."""

from __future__ import annotations

import re
from collections.abc import Callable

from dip.lembar import Nilai
from sumber.pembaca.letak import baca_a1

_TAUTAN = re.compile(r"^\+?\s*HYPERLINK\s*\(", re.IGNORECASE)
_SUKU = re.compile(r'\s*(?:"((?:[^"]|"")*)"|(\$?[A-Za-z]{1,3}\$?\d{1,7}))\s*([&,;)])')


def adalah_tautan(rumus: str) -> bool:
    """Whether a formula (without its `=`) is a HYPERLINK() as a whole."""
    return "(" in rumus and _TAUTAN.match(rumus.removeprefix("of:=").removeprefix("=")) is not None


def alamat_tautan(rumus: str, nilai: Callable[[int, int], Nilai]) -> str:
    """The first argument: texts and cells of the same sheet joined by `&`; `nilai(i, j)` looks a cell up.

    Anything else (functions, other sheets) gives an empty text: half an address would be a wrong one.
    """
    rumus = rumus.removeprefix("of:=").removeprefix("=")
    m = _TAUTAN.match(rumus)
    if m is None:
        return ""
    posisi, hasil = m.end(), ""
    # OpenFormula writes references as [.A5]
    rumus = rumus[:posisi] + re.sub(r"\[\.(\$?[A-Za-z]{1,3}\$?\d{1,7})\]", r"\1", rumus[posisi:])
    while suku := _SUKU.match(rumus, posisi):
        posisi = suku.end()
        if suku[2]:
            isi = nilai(*baca_a1(suku[2])) if not suku[2].endswith("0" * 7) else None
            hasil += "" if isi is None else str(isi)
        else:
            hasil += suku[1].replace('""', '"')
        if suku[3] != "&":
            return hasil.strip()
    return ""


def geser(rumus: str, dari: str, ke: str) -> str:
    """A shared formula as it reads in another cell; relative references move with it."""
    from openpyxl.formula.translate import Translator, TranslatorError  # half a second, seldom needed

    try:
        return str(Translator("=" + rumus, origin=dari).translate_formula(ke)).removeprefix("=")
    except (TranslatorError, ValueError, IndexError):
        return ""
