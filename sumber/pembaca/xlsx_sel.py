"""The cells of a worksheet part (ECMA-376 part 1 §18.3.1) in one pass: values and what lies beside them.

Office programs write a cell in one of a few ways: `<c r="B7" s="3" t="s"><v>12</v></c>`. One regular expression
finds them all, shared strings and numbers are looked up by their bytes, and only cells that are something else
(dates, formats, formulas, errors, inline text) are looked at one by one. The cells found are counted against the
tags in the part; a part that is written in any other way is not read here but by calamine and lxml (`buku`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dip.lembar import Nilai, huruf_kolom
from sumber.pembaca.batas import Batas, periksa_sel
from sumber.pembaca.letak import Letak
from sumber.pembaca.nilai import RUMUS_KOSONG, adalah_galat, angka, arti_nilai, dari_serial, teks_rapi
from sumber.pembaca.rumus import adalah_tautan, geser
from sumber.pembaca.xml_biasa import Aneh, atribut, buka_entitas, buka_kode, periksa_biasa

if TYPE_CHECKING:
    from sumber.pembaca.xlsx import BukuXlsx

# no pattern looks beyond the next `<` that cannot belong to it: a part full of halves must not cost its square
_SEL = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"([^<>]*+)>'
    rb"(?:<(?:v|is><t)>([^<]*+)</(?:v|t></is)></c>|(?<!/>)((?:[^<]++|<(?!/?c[\s>]|/?row))*+)</c>)"
)
_RUMUS = re.compile(rb"<f(?=[\s/>])([^<>]*+)(?:(?<=/)>|>([^<]*+)</f>)")
_NILAI = re.compile(rb"<v\b[^<>]*+>([^<]*+)</v>")
_TEKS = re.compile(rb"<t\b[^<>/]*+>([^<]*+)</t>")
_FONETIK = re.compile(rb"<rPh\b(?:[^<]++|<(?!/?rPh\b))*+</rPh>")
_SEMBUNYI = (b' hidden="', b' ht="0"')
_TERSEMBUNYI, _NOMOR = re.compile(rb' (?:hidden="(?:1|true)"|ht="0")'), re.compile(rb' r="(\d{1,7})"')
_KOLOM = {huruf_kolom(j + 1).encode(): j for j in range(702)}
_KOSONG = re.compile(rb"<sheetData\s*/>")
_BARIS = b"<row"
_MAKS_BARIS, _MAKS_KOLOM = 1_048_576, 16_384
_MAKS_TAG = 4096
_POTONG = 1 << 16
"""Bytes looked at in one go: long enough to cost nothing per row, short enough that the matches fit anywhere."""


@dataclass(slots=True)
class Sel:
    """Rows of a sheet, all equally long, in plain values, and the facts about its cells and rows."""

    baris: list[list[Nilai]] = field(default_factory=list)
    letak: Letak = field(default_factory=Letak)


def baca_sel(xml: bytes, buku: BukuXlsx, batas: Batas, terpakai: int) -> Sel | None:
    """Read `<sheetData>` of a part; None when the part is not written the usual way.

    `terpakai` is the number of cells of the sheets before. Raises TerlaluBesar.
    """
    mulai, akhir = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    if not 0 <= mulai < akhir:
        return Sel() if _KOSONG.match(xml, mulai) else None
    tutup, kosong = xml.count(b"</", mulai, akhir + 2), xml.count(b"/>", mulai, akhir)
    if xml.count(b"<", mulai, akhir + 2) != 2 * tutup + kosong:  # not every tag that opens is closed
        return None
    try:
        periksa_biasa(xml)
        return _Pembaca(xml, buku, batas, terpakai).baca(mulai, akhir)
    except (Aneh, ValueError, KeyError):
        return None


class _Angka(dict[bytes, Nilai]):
    """Numbers of plain format by their bytes."""

    def __missing__(self, v: bytes) -> Nilai:
        hasil = self[v] = int(v) if v.isdigit() and len(v) < 16 else angka(float(v))
        return hasil


class _Teks(dict[bytes, Nilai]):
    """Texts that stand in their cells, tidy, by their bytes; debris of formulas is a KeyError."""

    def __missing__(self, v: bytes) -> Nilai:
        aneh = b"&" in v or b"\r" in v or b"_x" in v
        teks = teks_rapi(buka_kode(buka_entitas(v))) if aneh else v.decode() or None
        if teks is not None and ("#" in teks or "Err:" in teks) and adalah_galat(teks.strip()):
            raise KeyError
        self[v] = teks
        return teks


class _Jenis(dict[bytes, dict[bytes, Nilai]]):
    """What values of cells with these attributes are looked up in; an empty dict for cells that need more."""

    def __init__(self, buku: BukuXlsx) -> None:
        super().__init__()
        self._buku, self._khusus = buku, dict[bytes, Nilai]()
        self._angka, self._teks = _Angka(), _Teks()
        self.urai: dict[bytes, tuple[str, int]] = {}

    def __missing__(self, mentah: bytes) -> dict[bytes, Nilai]:
        a = atribut(mentah)
        tipe, gaya = a.get("t", "n"), int(a.get("s", "0"))
        self.urai[mentah] = tipe, gaya
        hasil = self._khusus
        if gaya in self._buku.simbol:
            pass
        elif tipe == "s":
            hasil = self._buku.teks_biasa
        elif tipe in {"str", "inlineStr"}:
            hasil = self._teks
        elif tipe == "n" and gaya not in self._buku.format and gaya not in self._buku.waktu:
            hasil = self._angka
        self[mentah] = hasil
        return hasil


class _Pembaca:
    """Reads one part."""

    def __init__(self, xml: bytes, buku: BukuXlsx, batas: Batas, terpakai: int) -> None:
        self._xml, self._buku, self._batas, self._terpakai = xml, buku, batas, terpakai
        self._jenis = _Jenis(buku)
        self._ingat: dict[tuple[bytes, bytes], tuple[Nilai, str | None, bool]] = {}
        self._bersama: dict[str, tuple[str, str]] = {}
        self._lebar, self._maks = 1, batas.sel - terpakai
        self.hasil = Sel()

    def baca(self, mulai: int, akhir: int) -> Sel:
        xml = self._xml
        p = mulai
        while p < akhir:
            ujung = xml.find(_BARIS, p + _POTONG, akhir)
            e = ujung if ujung >= 0 else akhir
            if xml.find(b"</c>", p, e) >= 0:  # else all its cells are blank
                self._potong(p, e)
            p = e
        for tanda in _SEMBUNYI:
            p = xml.find(tanda, mulai, akhir)
            while p >= 0:
                self._sembunyi(p)
                p = xml.find(tanda, p + 1, akhir)
        self._ratakan()
        return self.hasil

    def _potong(self, p: int, e: int) -> None:
        """Whole rows between two places of the part."""
        sel = _SEL.findall(self._xml, p, e)
        if len(sel) != self._xml.count(b"</c>", p, e):
            raise Aneh
        semua, jenis, kolom, khusus = self.hasil.baris, self._jenis, _KOLOM, self._khusus
        baris: list[Nilai] = []
        lalu, i = b"", -1
        for huruf, nomor, a, v, lain in sel:
            if nomor != lalu:
                lalu, i = nomor, int(nomor) - 1
                if i != len(semua) or i >= self._maks:
                    self._sampai(i)
                baris = [None] * self._lebar
                semua.append(baris)
            if lain:
                khusus(baris, i, huruf, a, v, lain)
            elif v:
                try:
                    baris[kolom[huruf]] = jenis[a][v]
                except (KeyError, IndexError):
                    khusus(baris, i, huruf, a, v, b"")

    def _sembunyi(self, p: int) -> None:
        """Note the row whose tag holds place p, if it is a row and hidden."""
        awal = self._xml.rfind(b"<", max(0, p - _MAKS_TAG), p)
        akhir = self._xml.find(b">", p, p + _MAKS_TAG)
        if awal < 0 or akhir < 0:
            raise Aneh
        tag = self._xml[awal:akhir]
        if tag.startswith(_BARIS) and _TERSEMBUNYI.search(tag):
            nomor = _NOMOR.search(tag)
            if nomor is None:
                raise Aneh
            self.hasil.letak.baris_sembunyi.add(int(nomor[1]) - 1)

    def _sampai(self, i: int) -> None:
        """Blank rows up to row i, which comes after all rows so far."""
        semua = self.hasil.baris
        if not len(semua) <= i < _MAKS_BARIS:
            raise Aneh
        periksa_sel(self._terpakai + (i + 1) * self._lebar, self._batas)
        semua.extend([None] * self._lebar for _ in range(i - len(semua)))

    def _lebarkan(self, lebar: int, i: int) -> None:
        """The sheet has at least so many columns, as row i shows."""
        self._lebar = max(self._lebar, lebar)
        periksa_sel(self._terpakai + self._lebar * (i + 1), self._batas)
        self._maks = (self._batas.sel - self._terpakai) // self._lebar

    def _ratakan(self) -> None:
        """Drop blank rows at the end and make all rows equally long."""
        semua, lebar = self.hasil.baris, self._lebar
        terakhir = max((i for i, _ in self.hasil.letak.galat), default=-1)
        while len(semua) > terakhir + 1 and not any(v is not None for v in semua[-1]):
            semua.pop()
        periksa_sel(self._terpakai + len(semua) * lebar, self._batas)
        for b in semua:
            if len(b) < lebar:
                b.extend([None] * (lebar - len(b)))

    def _khusus(self, baris: list[Nilai], i: int, huruf: bytes, a: bytes, v: bytes, lain: bytes) -> None:
        """A cell that is more than a plain text or number."""
        j = _KOLOM[huruf] if huruf in _KOLOM else _nomor_kolom(huruf)
        arti: str | None
        ingat = self._ingat.get((a, v))
        if ingat is not None and not lain and j < len(baris):
            baris[j], arti, simbol = ingat
            if arti is not None:
                self.hasil.letak.format[i, j] = arti
            if simbol:
                self.hasil.letak.simbol.add((i, j))
            return
        if a not in self._jenis.urai:
            self._jenis[a]  # fills `urai`
        tipe, gaya = self._jenis.urai[a]
        letak, posisi = self.hasil.letak, (i, j)
        rumus = None
        if lain:
            rumus, bersama = _rumus(lain)
            m = _NILAI.search(lain)
            v = m[1] if m else b""
            if rumus is not None:
                self._rumus(huruf, i, j, rumus, bersama)
        nilai: Nilai = None
        arti = None
        if tipe == "e":
            letak.galat[posisi] = buka_entitas(v)[:40] or "#N/A"
        elif tipe in {"s", "str", "inlineStr"}:
            nilai = self._teks(tipe, v, lain)
            if nilai and adalah_galat(nilai.strip()):
                letak.galat[posisi], nilai = nilai.strip(), None
        elif tipe == "b":
            nilai = v.strip() in {b"1", b"true"} if v else None
        elif tipe != "n":
            raise Aneh
        elif v:
            nilai, arti = self._angka(float(v), gaya)
            if arti is not None:
                letak.format[posisi] = arti
        elif rumus is not None:
            letak.galat[posisi] = RUMUS_KOSONG
        if nilai is None and posisi not in letak.galat:
            return
        if j >= len(baris):
            self._lebarkan(j + 1, i)
            baris.extend([None] * (j + 1 - len(baris)))
        baris[j] = nilai
        simbol = gaya in self._buku.simbol or (tipe == "s" and int(v) in self._buku.teks_simbol)
        if simbol:
            letak.simbol.add(posisi)
        if nilai is not None and not lain:
            self._ingat[a, v] = nilai, arti, simbol

    def _angka(self, x: float, gaya: int) -> tuple[Nilai, str | None]:
        jenis = self._buku.waktu.get(gaya)
        return arti_nilai(dari_serial(x, jenis, self._buku.sejak_1904) if jenis else x, self._buku.format.get(gaya))

    def _teks(self, tipe: str, v: bytes, lain: bytes) -> str | None:
        if tipe == "s":
            teks, n = self._buku.teks, int(v or b"-1")
            if not 0 <= n < len(teks):
                raise Aneh
            return teks[n]
        if tipe == "inlineStr" and b"<is" in lain:
            lain = _FONETIK.sub(b"", lain) if b"<rPh" in lain else lain
            v = b"".join(_TEKS.findall(lain))
        return teks_rapi(buka_kode(buka_entitas(v)))

    def _rumus(self, huruf: bytes, i: int, j: int, rumus: str, bersama: str) -> None:
        """HYPERLINK() formulas; a shared one stands in one cell and is moved to the others."""
        ref = f"{huruf.decode()}{i + 1}"
        if rumus and adalah_tautan(rumus):
            self.hasil.letak.rumus_tautan[i, j] = rumus
            if bersama:
                self._bersama[bersama] = ref, rumus
        elif bersama in self._bersama and not rumus:
            dari, induk = self._bersama[bersama]
            self.hasil.letak.rumus_tautan[i, j] = geser(induk, dari, ref)


def _rumus(lain: bytes) -> tuple[str | None, str]:
    """Formula of a cell (None when it has none) and the number of the shared formula it belongs to."""
    m = _RUMUS.search(lain) if b"<f" in lain else None
    if m is None:
        return None, ""
    return buka_entitas(m[2] or b""), atribut(m[1].rstrip(b"/")).get("si", "")


def _nomor_kolom(huruf: bytes) -> int:
    j = 0
    for h in huruf:
        j = j * 26 + h - 64
    if j > _MAKS_KOLOM:
        raise Aneh
    return j - 1
