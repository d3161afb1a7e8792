"""Tables drawn with lines: cells are found where lines meet, and words belong to the cell they stand in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pdfplumber.page import Page
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges
from pdfplumber.utils.geometry import obj_to_edges

from sumber.pembaca.batas import TerlaluBesar, teks_jumlah
from sumber.pembaca.pdf_teks import Baris, Objek, susun_baris

_TEMU = 3.0  # lines that miss each other by less (points) meet
_TIPIS = 4.0  # boxes no thicker are lines
_MAKS_GARIS = 20_000
_MAKS_TEMU = 10_000  # where lines may cross on one page; what follows costs time by the square


@dataclass(slots=True)
class Sel:
    """A cell: inclusive rows and columns it covers, its box (x0, top, x1, bottom), its words, the addresses of links
    over it; `lanjutan` are the lines of its other half when a page ends inside its row."""

    i1: int
    j1: int
    i2: int
    j2: int
    kotak: tuple[float, float, float, float]
    kata: list[Objek] = field(default_factory=list)
    tautan: list[str] = field(default_factory=list)
    lanjutan: list[Baris] = field(default_factory=list)

    @property
    def baris(self) -> list[Baris]:
        """Its lines."""
        return susun_baris(self.kata) + self.lanjutan


@dataclass(slots=True)
class TabelPdf:
    """A table of one page: x of its column edges, y of its row edges, its cells. `bergaris` is False when rows and
    columns were concluded from the positions of words; then the first `kepala` rows are its header."""

    x: list[float]
    y: list[float]
    sel: list[Sel]
    bergaris: bool = True
    kepala: int = 0

    @property
    def tinggi(self) -> int:
        """Number of rows."""
        return len(self.y) - 1

    def baris(self, i: int) -> list[Sel]:
        """The cells that begin in a row."""
        return [s for s in self.sel if s.i1 == i]

    def teks_baris(self, i: int) -> tuple[tuple[int, str], ...]:
        """What a row says, to compare it with others: (column, its letters) of its filled cells."""
        return tuple((s.j1, "".join(sorted("".join(k["text"] for k in s.kata)))) for s in self.baris(i) if s.kata)


def tabel_bergaris(halaman: Page, kata: list[Objek]) -> list[TabelPdf]:
    """Tables of a page from top to bottom; words are put into the smallest cell around them.

    Raises TerlaluBesar for a page of more lines than any table has.
    """
    garis = _garis(halaman, kata)
    if len(garis) > _MAKS_GARIS:
        raise TerlaluBesar(f"{teks_jumlah(len(garis))} garis di satu halaman", f"{teks_jumlah(_MAKS_GARIS)} garis")
    garis = merge_edges(garis, _TEMU, _TEMU, _TEMU, _TEMU)
    garis = [g for g in garis if max(g["x1"] - g["x0"], g["bottom"] - g["top"]) >= _TEMU]
    datar = sum(g["orientation"] == "h" for g in garis)
    if datar * (len(garis) - datar) > 10 * _MAKS_TEMU:
        raise TerlaluBesar(f"{teks_jumlah(len(garis))} garis di satu halaman", "garis sewajarnya")
    garis += _tutup(garis)
    temu = edges_to_intersections(garis, _TEMU, _TEMU)
    if len(temu) > _MAKS_TEMU:
        batas = f"{teks_jumlah(_MAKS_TEMU)} pertemuan garis di satu halaman"
        raise TerlaluBesar(f"{teks_jumlah(len(temu))} pertemuan garis", batas)
    sel = intersections_to_cells(temu)
    hasil = [_susun(kelompok) for kelompok in cells_to_tables(sel)]
    _bagi_kata(hasil, kata)
    return sorted(hasil, key=lambda t: (t.y[0], t.x[0]))


def _garis(halaman: Page, kata: list[Objek]) -> list[Objek]:
    """Edges: lines, thin boxes, borders of drawn boxes. Filled areas are backgrounds, unless nothing else is drawn."""
    tepi: list[Objek] = []
    latar: list[Objek] = []
    for o in halaman.lines:
        tepi += obj_to_edges(o)
    for o in halaman.rects:
        if min(o["width"], o["height"]) <= _TIPIS:
            tepi.append(_garis_tengah(o))
        elif o.get("stroke"):
            tepi += obj_to_edges(o)
        else:
            latar += obj_to_edges(o)
    for o in halaman.curves:
        tepi += [e for e in obj_to_edges(o) if e["orientation"] in ("h", "v")]
    lurus = [e for e in tepi if e["orientation"] in ("h", "v")]
    if not any(e["orientation"] == "v" for e in lurus):
        lurus += latar
    dasar: dict[int, list[Objek]] = {}
    for k in kata:
        dasar.setdefault(round(k["bottom"]), []).append(k)
    return [e for e in lurus if not _garis_bawah(e, dasar)]


def _garis_tengah(o: Objek) -> Objek:
    """A thin box as the line it stands for."""
    if o["width"] >= o["height"]:
        y = (o["top"] + o["bottom"]) / 2
        return _buat(o["x0"], y, o["x1"], y, "h")
    x = (o["x0"] + o["x1"]) / 2
    return _buat(x, o["top"], x, o["bottom"], "v")


def _garis_bawah(e: Objek, dasar: dict[int, list[Objek]]) -> bool:
    """Whether a line only underlines words: it begins and ends with them, just under them."""
    if e["orientation"] != "h":
        return False
    y = round(e["top"])
    dekat = [k for d in range(-3, 3) for k in dasar.get(y + d, ())]
    return any(abs(k["x0"] - e["x0"]) < 1.5 for k in dekat) and any(abs(k["x1"] - e["x1"]) < 1.5 for k in dekat)


def _tutup(garis: list[Objek]) -> list[Objek]:
    """Lines that are missing where a table runs over the end of a page, or has no border at its sides.

    Where two or more upright lines end together without a line across, one is drawn, and the other way round when
    upright lines cross the level ones.
    """
    tegak = [g for g in garis if g["orientation"] == "v"]
    datar = [g for g in garis if g["orientation"] == "h"]
    baru: list[Objek] = []
    for ujung in ("top", "bottom"):
        lepas = [g for g in tegak if not any(_sentuh(g["x0"], g[ujung], d) for d in datar)]
        for kelompok in _kelompok(lepas, ujung):
            if len(kelompok) > 1:
                x = [g["x0"] for g in kelompok]
                y = min(g["top"] for g in kelompok) if ujung == "top" else max(g["bottom"] for g in kelompok)
                baru.append(_buat(min(x), y, max(x), y, "h"))
    for ujung in ("x0", "x1"):
        lepas = [
            d
            for d in datar
            if not any(abs(t["x0"] - d[ujung]) <= _TEMU and _antara(d["top"], t["top"], t["bottom"]) for t in tegak)
            and any(d["x0"] < t["x0"] < d["x1"] and _antara(d["top"], t["top"], t["bottom"]) for t in tegak)
        ]
        for kelompok in _kelompok(lepas, ujung):
            if len(kelompok) > 1:
                tepi = min(d["x0"] for d in kelompok) if ujung == "x0" else max(d["x1"] for d in kelompok)
                y_semua = [d["top"] for d in kelompok]
                baru.append(_buat(tepi, min(y_semua), tepi, max(y_semua), "v"))
    return baru


def _sentuh(x: float, y: float, d: Objek) -> bool:
    return abs(d["top"] - y) <= _TEMU and _antara(x, d["x0"], d["x1"])


def _antara(n: float, awal: float, akhir: float) -> bool:
    return awal - _TEMU <= n <= akhir + _TEMU


def _kelompok(garis: list[Objek], kunci: str) -> list[list[Objek]]:
    hasil: list[list[Objek]] = []
    for g in sorted(garis, key=lambda g: g[kunci]):
        if hasil and g[kunci] - hasil[-1][-1][kunci] <= _TEMU:
            hasil[-1].append(g)
        else:
            hasil.append([g])
    return hasil


def _buat(x0: float, top: float, x1: float, bottom: float, arah: str) -> Objek:
    sisi = {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top}
    return {**sisi, "doctop": top, "orientation": arah, "object_type": "line"}


def _susun(kotak: list[Any]) -> TabelPdf:
    """Cells (x0, top, x1, bottom) in rows and columns."""
    x = _tepi([k[0] for k in kotak] + [k[2] for k in kotak])
    y = _tepi([k[1] for k in kotak] + [k[3] for k in kotak])
    sel = []
    for k in sorted(kotak, key=lambda k: (k[1], k[0])):
        i1, i2, j1, j2 = _letak(y, k[1]), _letak(y, k[3]) - 1, _letak(x, k[0]), _letak(x, k[2]) - 1
        if i2 >= i1 and j2 >= j1:  # else the gap of a double line
            sel.append(Sel(i1, j1, i2, j2, (k[0], k[1], k[2], k[3])))
    return TabelPdf(x, y, sel)


def _tepi(nilai: list[float]) -> list[float]:
    hasil: list[float] = []
    for n in sorted(nilai):
        if not hasil or n - hasil[-1] > _TEMU:
            hasil.append(n)
    return hasil


def _letak(tepi: list[float], n: float) -> int:
    return min(range(len(tepi)), key=lambda i: abs(tepi[i] - n))


def _bagi_kata(tabel: list[TabelPdf], kata: list[Objek]) -> None:
    """Give each word to the smallest cell around its middle."""
    semua = [(s, (s.kotak[2] - s.kotak[0]) * (s.kotak[3] - s.kotak[1])) for t in tabel for s in t.sel]
    semua.sort(key=lambda p: p[1])
    for k in kata:
        x, y = (k["x0"] + k["x1"]) / 2, (k["top"] + k["bottom"]) / 2
        for s, _ in semua:
            if s.kotak[0] <= x <= s.kotak[2] and s.kotak[1] <= y <= s.kotak[3]:
                s.kata.append(k)
                k["sel"] = True
                break


def berdempet(a: list[float], b: list[float]) -> bool:
    """Whether two tables have the same column edges."""
    return len(a) == len(b) and all(abs(p - q) <= 2 * _TEMU for p, q in zip(a, b, strict=True))
