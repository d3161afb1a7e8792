"""CSV in the ways offices write it: `;` or `,` or tabs, any encoding, blank lines, trailing empty columns, debris.

A record keeps its number: row n of the table is what Excel shows as row n.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from dip.lembar import Lembar, Nilai
from sumber.pembaca.batas import Batas, Rusak, periksa_sel
from sumber.pembaca.nilai import adalah_galat, teks_rapi

PEMISAH = ",;\t|"
_SEP = re.compile(r'^"?sep=(.)"?\r?\n', re.IGNORECASE)
_CONTOH = 400
_MAKS_SEL = 10_000_000
_UJUNG = "\x1eujung\x1e"

csv.field_size_limit(_MAKS_SEL)


def baca_csv(teks: str, nama: str, batas: Batas) -> list[Lembar]:
    """The table of a text file; none when every cell is blank. Raises TerlaluBesar, Rusak."""
    teks = teks.replace("\0", "")
    petunjuk = _SEP.match(teks)
    if petunjuk:
        teks = teks[petunjuk.end() :]
    pemisah = petunjuk[1] if petunjuk else pilih_pemisah(teks)
    try:
        if '"' not in teks:  # every delimiter parts two cells: a bomb is seen before it is unpacked
            periksa_sel(teks.count(pemisah) + teks.count("\n"), batas)
        rekaman = _rekaman(teks, pemisah, batas)
    except csv.Error as e:
        raise Rusak("csv") from e
    lembar = Lembar(PurePosixPath(nama.replace("\\", "/")).stem or "csv", [])
    for i, r in enumerate(rekaman):
        lembar.baris.append([_sel(lembar, i, j, v) for j, v in enumerate(r)])
    bergalat = max((i for i, _ in lembar.galat), default=-1)
    while len(lembar.baris) > bergalat + 1 and all(v is None for v in lembar.baris[-1]):
        lembar.baris.pop()
    return [lembar] if lembar.baris else []


def _sel(lembar: Lembar, i: int, j: int, v: str) -> Nilai:
    if adalah_galat(v.strip()):
        lembar.galat[i, j] = v.strip()
        return None
    return teks_rapi(v)


def _rekaman(teks: str, pemisah: str, batas: Batas) -> list[list[str]]:
    """Records. A quote that is never closed would swallow every row after it; then quotes are read as letters."""
    rekaman = _hitung(csv.reader(io.StringIO(f"{teks}\n{_UJUNG}", newline=""), delimiter=pemisah), batas)
    if rekaman[-1] != [_UJUNG]:
        polos = csv.reader(io.StringIO(teks, newline=""), delimiter=pemisah, quoting=csv.QUOTE_NONE)
        return _hitung(polos, batas)
    return rekaman[:-1]


def _hitung(pembaca: Iterator[list[str]], batas: Batas) -> list[list[str]]:
    """All records, as long as they are within the limit of cells."""
    hasil: list[list[str]] = []
    jumlah = 0
    for r in pembaca:
        jumlah += 1 + len(r)
        periksa_sel(jumlah, batas)
        hasil.append(r)
    return hasil


def pilih_pemisah(teks: str) -> str:
    """The delimiter that cuts most records into the same number (> 1) of cells; a comma when none does.

    Of several, one that quotes agree with (a closing quote stands before a delimiter), then the one with more cells.
    """
    contoh = teks[:200_000]
    terbaik, pilihan = (0.0, False, 0), ","
    for pemisah in PEMISAH:
        if pemisah not in contoh:
            continue
        try:
            pembaca = csv.reader(io.StringIO(contoh, newline=""), delimiter=pemisah)
            lebar = [len(r) for r in itertools.islice(pembaca, _CONTOH) if r]
        except csv.Error:
            continue
        (n, kali), *_ = Counter(x for x in lebar if x > 1).most_common(1) or [(0, 0)]
        nilai = (round(kali / max(1, len(lebar)), 1), _kutip_cocok(contoh, pemisah), n)
        if n > 1 and nilai > terbaik:
            terbaik, pilihan = nilai, pemisah
    return pilihan


def _kutip_cocok(contoh: str, pemisah: str) -> bool:
    try:
        pembaca = csv.reader(io.StringIO(contoh, newline=""), delimiter=pemisah, strict=True)
        for _ in itertools.islice(pembaca, _CONTOH):
            pass
    except csv.Error as e:
        return "unexpected end" in str(e)  # the sample may end inside a quoted cell
    return True
