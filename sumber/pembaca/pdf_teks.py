"""From placed words to the text of a cell: lines, paragraphs and words as they were before they were wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from pdfplumber.utils.text import extract_words

from sumber.pembaca.simbol import lukis

Objek = dict[str, Any]
"""A letter, word or line as pdfplumber gives it: `x0 x1 top bottom` in points from the top left corner."""

_SPASI = 0.18  # of the size of letters: less is kerning, more may be a blank that was not written
_RENGGANG = 0.5  # where a file writes its blanks, gaps up to here are letters set apart
_BERSPASI = 0.03
_ALAMAT = re.compile(r"(?:https?://|www\.)\S+$", re.IGNORECASE)
_SAMBUNG_ALAMAT = re.compile(r"^(?!https?:)[^\s]*[./_=?&%-][^\s]*|^[a-z0-9]+$", re.IGNORECASE)
_SISA = 2  # letters: what is left of a broken word may by chance be a word that short
_POTONGAN = re.compile(r"\S[-/]$")
_JARAK_ALINEA = 1.7


@dataclass(slots=True)
class Baris:
    """One line of text: its box and its words in reading order."""

    x0: float
    x1: float
    top: float
    bottom: float
    kata: list[Objek]

    @property
    def teks(self) -> str:
        """The words with single blanks."""
        return " ".join(k["text"] for k in self.kata)

    @property
    def tinggi(self) -> float:
        """Height of the letters."""
        return max(1.0, self.bottom - self.top)


def kata_halaman(huruf: list[Objek]) -> list[Objek]:
    """The words of a page. Signs of picture fonts become what they look like; a word that holds one whose look is not
    known has `asing`, one after which a blank is written `spasi`; `awal` is the width of the first letter. Words that
    stand upright (headings of narrow columns) have `tegak` and read from below, or from above when turned so.
    """
    for h in huruf:
        h["text"], h["asing"] = lukis(h["fontname"], h["text"])
    spasi = sum(h["text"].isspace() for h in huruf)
    sambung = _menyambung(huruf) if spasi > _BERSPASI * len(huruf) else set()
    berspasi = {id(a) for a, b in pairwise(huruf) if b["text"].isspace() and abs(a["top"] - b["top"]) < a["size"]}
    hasil: list[Objek] = []
    for tegak, arah, bagian in (
        (False, "ltr", [h for h in huruf if h["upright"]]),
        (True, "btt", [h for h in huruf if not h["upright"] and h["matrix"][1] > 0]),
        (True, "ttb", [h for h in huruf if not h["upright"] and h["matrix"][1] <= 0]),
    ):
        if not bagian:
            continue
        putar = {"char_dir_rotated": arah} if tegak else {}
        for k in extract_words(bagian, x_tolerance_ratio=_SPASI, extra_attrs=["asing"], return_chars=True, **putar):
            isi = k.pop("chars")
            awal = isi[0]["x1"] - isi[0]["x0"]
            tanda = {"sambung": id(isi[0]) in sambung, "awal": awal, "spasi": id(isi[-1]) in berspasi}
            hasil.append({**k, "tegak": tegak, "arah": arah, **tanda})
    return hasil


def tanpa_kembar(huruf: list[Objek]) -> list[Objek]:
    """Letters printed twice on the same place to look bold count once."""
    unik: dict[tuple[str, int, int], Objek] = {}
    for h in huruf:
        unik.setdefault((h["text"], round(h["x0"]), round(h["top"])), h)
    return list(unik.values())


def _menyambung(huruf: list[Objek]) -> set[int]:
    """Letters (by id) that go on with the word before them although there is a gap: no blank was written."""
    hasil: set[int] = set()
    for a, b in pairwise(huruf):
        sebaris = abs(a["top"] - b["top"]) < 0.3 * b["size"]
        if sebaris and not a["text"].isspace() and 0 < b["x0"] - a["x1"] < _RENGGANG * b["size"]:
            hasil.add(id(b))
    return hasil


def bertumpuk(huruf: list[Objek]) -> int:
    """How many letters stand on top of others: rows too low for their text are printed over each other."""
    tengah: dict[tuple[int, int], list[tuple[float, float]]] = {}
    n = 0
    for h in huruf:
        if h["text"].isspace():
            continue
        x, y, r = (h["x0"] + h["x1"]) / 2, (h["top"] + h["bottom"]) / 2, h["bottom"] - h["top"]
        dx, dy = 0.3 * (h["x1"] - h["x0"]), 0.35 * r
        kotak = (int(x // 4), int(y // 4))
        dekat = (p for i in (-1, 0, 1) for j in (-1, 0, 1) for p in tengah.get((kotak[0] + i, kotak[1] + j), ()))
        n += any(abs(p[0] - x) < dx and abs(p[1] - y) < dy for p in dekat)
        tengah.setdefault(kotak, []).append((x, y))
    return n


def susun_baris(kata: Iterable[Objek]) -> list[Baris]:
    """Lines of the words of one cell (or page) from top to bottom. Turned words are lines side by side."""
    datar = [k for k in kata if not k["tegak"]]
    tegak = [k for k in kata if k["tegak"]]
    baris: list[Baris] = []
    for k in sorted(datar, key=lambda k: ((k["top"] + k["bottom"]) / 2, k["x0"])):
        tengah = (k["top"] + k["bottom"]) / 2
        b = baris[-1] if baris else None
        if b is not None and b.top + 0.2 * b.tinggi <= tengah <= b.bottom - 0.2 * b.tinggi:
            b.kata.append(k)
            b.x0, b.x1 = min(b.x0, k["x0"]), max(b.x1, k["x1"])
            b.top, b.bottom = min(b.top, k["top"]), max(b.bottom, k["bottom"])
        else:
            baris.append(Baris(k["x0"], k["x1"], k["top"], k["bottom"], [k]))
    for b in baris:
        b.kata = _rangkai(sorted(b.kata, key=lambda k: k["x0"]))
    return baris + _baris_tegak(tegak)


def _rangkai(kata: list[Objek]) -> list[Objek]:
    """Words of one line, pieces of one word joined."""
    hasil: list[Objek] = []
    for k in kata:
        if hasil and k.get("sambung"):
            hasil[-1] = {**hasil[-1], "text": hasil[-1]["text"] + k["text"], "x1": k["x1"], "spasi": k["spasi"]}
        else:
            hasil.append(k)
    return hasil


def _baris_tegak(kata: list[Objek]) -> list[Baris]:
    hasil: list[Baris] = []
    naik = [k for k in kata if k["arah"] == "btt"]
    turun = [k for k in kata if k["arah"] != "btt"]
    for bagian, arah in ((naik, -1), (turun, 1)):
        for k in sorted(bagian, key=lambda k: -arah * k["x0"]):
            b = hasil[-1] if hasil else None
            if b is not None and b.x0 <= (k["x0"] + k["x1"]) / 2 <= b.x1 and b.kata[0]["arah"] == k["arah"]:
                b.kata.append(k)
            else:
                hasil.append(Baris(k["x0"], k["x1"], k["top"], k["bottom"], [k]))
        for b in hasil:
            b.kata.sort(key=lambda k: arah * k["top"])
    return hasil


def _lebar_spasi(b: Baris) -> float:
    """How wide a blank is in a line."""
    return float(median([q["x0"] - p["x1"] for p, q in pairwise(b.kata)] or [0.28 * b.tinggi]))


@dataclass(frozen=True, slots=True)
class Kosakata:
    """What a file itself tells about its words: those that surely are whole ones, and whether the blank at the end of
    a wrapped line is written (Word and LibreOffice do where it has room, browsers do not)."""

    utuh: frozenset[str]
    spasi_akhir: bool


@dataclass(slots=True)
class Penyambung:
    """Joins wrapped lines. `lebar` is the room for text in the cell.

    A line ends where the next word did not fit. If it would have fitted, the break was typed: a new paragraph.
    """

    lebar: float
    kata: Kosakata

    def sambung(self, baris: Sequence[Baris]) -> str:
        """The text of a cell: wrapped lines joined with a blank, paragraphs with a newline."""
        if not baris:
            return ""
        teks = baris[0].teks
        jarak = [b.top - a.top for a, b in pairwise(baris) if b.top > a.top]
        biasa = min(jarak, default=0.0)
        for a, b in pairwise(baris):
            tegak = bool(a.kata[0]["tegak"])
            lepas = not tegak and biasa > 0 and b.top - a.top > _JARAK_ALINEA * biasa
            teks += ("\n" if lepas else " " if tegak else self._antara(teks, a, b)) + b.teks
        return teks

    def _antara(self, teks: str, a: Baris, b: Baris) -> str:
        """What stands between two lines (`teks` ends with the first): nothing, a blank, or a newline."""
        akhir, awal = a.kata[-1], b.kata[0]
        lebar_a, spasi = a.x1 - a.x0, _lebar_spasi(a)
        # a blank written at the end of a line speaks for a wrapped one, and the room is known to a point or two only
        if lebar_a + spasi + awal["x1"] - awal["x0"] <= self.lebar - (3 if akhir["spasi"] else 1):
            return "\n"
        if akhir["spasi"]:
            return " "
        if _POTONGAN.search(teks):
            return ""
        # a word that is longer than the cell is broken where the next letter has no room
        penuh = lebar_a + awal["awal"] > self.lebar - 0.2
        if penuh and _ALAMAT.search(akhir["text"]) and _SAMBUNG_ALAMAT.match(awal["text"]):
            return ""
        if not self.kata.spasi_akhir:
            return " "
        if penuh and len(a.kata) == 1:
            return self._terpenggal(akhir["text"], awal["text"])
        return "\n" if lebar_a + spasi <= self.lebar - 1.5 else " "

    def _terpenggal(self, akhir: str, awal: str) -> str:
        """What stands between a word alone in its line and the next line, when only the file's other words tell."""
        if not akhir[-1].isalnum() or (akhir[-1].isalpha() and (awal[0] == "(" or awal[0].isdigit())):
            return " "
        if akhir[-1].islower() and awal[0].isupper():
            return " "
        utuh, kiri, kanan = (_kunci(t) for t in (akhir + awal, akhir, awal))
        kenal = self.kata.utuh
        dua_kata = kiri in kenal or (kanan in kenal and len(kanan) > _SISA)
        return " " if dua_kata and kanan and utuh not in kenal else ""


def kosakata(sel: Iterable[Sequence[Baris]]) -> Kosakata:
    """Learn from the lines of all cells. A word is whole when nothing was broken off at either side."""
    utuh: set[str] = set()
    berspasi = akhiran = 0
    for baris in sel:
        mulai = True
        for n, b in enumerate(baris):
            lengkap = b.kata if mulai else b.kata[1:]
            if n + 1 < len(baris):
                akhiran += 1
                mulai = b.kata[-1]["spasi"]
                berspasi += mulai
                lengkap = lengkap if mulai else lengkap[:-1]
            utuh.update(_kunci(k["text"]) for k in lengkap)
    return Kosakata(frozenset(utuh), berspasi * 5 > akhiran)


def _kunci(teks: str) -> str:
    return teks.strip(".,;:()\"'“”").casefold()
