"""Styles and automatic numbers of Word documents (ECMA-376 part 1 §17.7, §17.9).

Offices let Word count: the cells of the column *No.* are empty paragraphs then, and only the rules in numbering.xml
say that a reader sees `1.`, `2.`, `a.` there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from sumber.pembaca.simbol import lukis

_SALAH = {"0", "false", "off"}
_TINGKAT = re.compile(r"%([1-9])")
_ROMAWI = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
           (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MAKS_NOMOR = 3000
_TANDA_BUTIR = "✓✗√☑☒"


def nilai(e: etree._Element | None, nama: str = "val") -> str:
    """An attribute by its local name: strict and transitional files have other namespaces. Empty when absent."""
    if e is None:
        return ""
    return next((str(v) for k, v in e.items() if str(k).rpartition("}")[2] == nama), "")


def benar(e: etree._Element | None) -> bool | None:
    """A toggle property: None when it is not there, else whether it is on."""
    return None if e is None else nilai(e).lower() not in _SALAH


@dataclass(slots=True)
class _Gaya:
    dasar: str = ""
    sembunyi: bool | None = None
    nomor: str = ""
    tingkat: str = ""


class Gaya:
    """Named styles: whether their text is hidden, and which list they belong to. `akar` is styles.xml or None."""

    def __init__(self, akar: etree._Element | None) -> None:
        self._gaya: dict[str, _Gaya] = {}
        for s in () if akar is None else akar.iterfind("{*}style"):
            self._gaya[nilai(s, "styleId")] = _Gaya(
                nilai(s.find("{*}basedOn")),
                benar(s.find("{*}rPr/{*}vanish")),
                nilai(s.find("{*}pPr/{*}numPr/{*}numId")),
                nilai(s.find("{*}pPr/{*}numPr/{*}ilvl")),
            )

    def _rantai(self, nama: str) -> list[_Gaya]:
        hasil: list[_Gaya] = []
        while nama in self._gaya and len(hasil) < 20:
            hasil.append(self._gaya[nama])
            nama = self._gaya[nama].dasar
        return hasil

    def sembunyi(self, *nama: str) -> bool:
        """Whether text in these styles (the nearest first) is hidden."""
        semua = (g.sembunyi for n in nama for g in self._rantai(n))
        return next((s for s in semua if s is not None), False)

    def daftar(self, nama: str) -> tuple[str, str]:
        """(numId, ilvl) that a paragraph style brings, each possibly empty."""
        g = next((g for g in self._rantai(nama) if g.nomor), _Gaya())
        return g.nomor, g.tingkat


@dataclass(slots=True)
class _Tingkat:
    bentuk: str = "decimal"
    pola: str = ""
    mulai: int = 1
    huruf: str = ""


@dataclass(slots=True)
class _Hitungan:
    """The running numbers of one list definition, by level."""

    nilai: dict[int, int] = field(default_factory=dict)


class Penomoran:
    """Automatic numbers, counted in the order in which `label` is asked. `akar` is numbering.xml or None."""

    def __init__(self, akar: etree._Element | None) -> None:
        self._pola: dict[str, dict[int, _Tingkat]] = {}
        self._num: dict[str, tuple[str, dict[int, int]]] = {}
        self._hitungan: dict[str, _Hitungan] = {}
        self._dimulai: set[tuple[str, int]] = set()
        if akar is None:
            return
        for a in akar.iterfind("{*}abstractNum"):
            self._pola[nilai(a, "abstractNumId")] = {
                _bulat(nilai(t, "ilvl"), 0): _baca_tingkat(t) for t in a.iterfind("{*}lvl")
            }
        for n in akar.iterfind("{*}num"):
            ganti = {
                _bulat(nilai(o, "ilvl"), 0): _bulat(nilai(s), 1)
                for o in n.iterfind("{*}lvlOverride")
                if (s := o.find("{*}startOverride")) is not None
            }
            self._num[nilai(n, "numId")] = (nilai(n.find("{*}abstractNumId")), ganti)

    def label(self, nomor: str, tingkat: str) -> str:
        """What stands before the next paragraph of list `nomor` (numId) on level `tingkat`; may be empty."""
        abstrak, ganti = self._num.get(nomor, ("", {}))
        pola = self._pola.get(abstrak, {})
        t = _bulat(tingkat, 0)
        if t not in pola:
            return ""
        hitung = self._hitungan.setdefault(abstrak, _Hitungan()).nilai
        if t in ganti and (nomor, t) not in self._dimulai:
            self._dimulai.add((nomor, t))
            hitung[t] = ganti[t]
        else:
            hitung[t] = hitung[t] + 1 if t in hitung else pola[t].mulai
        for dalam in [x for x in hitung if x > t]:
            del hitung[dalam]
        if pola[t].bentuk == "bullet":
            return lukis(pola[t].huruf, pola[t].pola)[0]

        def isi(m: re.Match[str]) -> str:
            x = int(m[1]) - 1
            lapis = pola.get(x, _Tingkat())
            return _tulis(hitung.setdefault(x, lapis.mulai), lapis.bentuk)

        return _TINGKAT.sub(isi, pola[t].pola).strip()


def hanya_hiasan(label: str) -> bool:
    """Whether a label says nothing without a text: a bullet, but not a number and not a tick."""
    return not any(c.isalnum() or c in _TANDA_BUTIR for c in label)


def _baca_tingkat(t: etree._Element) -> _Tingkat:
    return _Tingkat(
        nilai(t.find("{*}numFmt")) or "decimal",
        nilai(t.find("{*}lvlText"))[:40],
        _bulat(nilai(t.find("{*}start")), 1),
        nilai(t.find("{*}rPr/{*}rFonts"), "ascii"),
    )


def _bulat(teks: str, bawaan: int) -> int:
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) < 7 else bawaan


def _tulis(n: int, bentuk: str) -> str:
    """A number in a numFmt (§17.18.59); forms that Indonesian offices do not use are written as digits."""
    if bentuk == "none":
        return ""
    if bentuk in {"lowerLetter", "upperLetter"} and 0 < n <= _MAKS_NOMOR:
        huruf = chr(97 + (n - 1) % 26) * ((n - 1) // 26 + 1)
        return huruf if bentuk == "lowerLetter" else huruf.upper()
    if bentuk in {"lowerRoman", "upperRoman"} and 0 < n <= _MAKS_NOMOR:
        teks = ""
        for besar, tanda in _ROMAWI:
            teks += tanda * (n // besar)
            n %= besar
        return teks if bentuk == "lowerRoman" else teks.upper()
    return f"{n:02d}" if bentuk == "decimalZero" else str(n)
