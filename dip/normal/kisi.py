"""A `Lembar` as cleaned text, with merged cells understood.

The value of a merged rectangle stands in its top-left cell only; `isi` gives it to the covered cells of the same
rectangle and to no other (domain.md §2.2: fill down only inside the merged range).
"""

from __future__ import annotations

from dip.lembar import Lembar, Posisi
from dip.normal.tautan import pasti_dokumen, skema_lain
from dip.normal.teks import MAKNA, PENANDA_MAKS, RAPI, galat_excel, kosong, teks_sel

LEBAR_MAKS = 512
"""Columns looked at: no office's table is wider, and a stray cell in column XFD must not cost memory."""

SEL_GABUNG_MAKS = 400_000
"""Covered cells remembered per sheet, against workbooks that merge the whole sheet many times."""


class Kisi:
    """Cleaned cells of one table, addressed by 0-based (row, column) of `Lembar.baris`.

    `teks` holds own text (error values removed, kept in `galat`); hidden columns are blank, because what the clerk
    does not see must not be published by accident (FILE-031). `atap` is the first row under the header at hand: a
    range that starts above it gives its value to no data. `istimewa` are the rows where a text alone does not tell
    everything (merged, error value): all others may be read straight from `teks`. `sasaran` are the targets of
    hyperlinks that could be documents, `bertaut` the columns with any hyperlink in a row.
    """

    def __init__(self, lembar: Lembar) -> None:
        self.lembar = lembar
        sembunyi = lembar.kolom_sembunyi
        self.galat: dict[Posisi, str] = {p: v for p, v in lembar.galat.items() if p[1] not in sembunyi}
        self.teks: list[list[str]] = [
            [RAPI[v] if isinstance(v, str) else "" if v is None else teks_sel(v) for v in baris[:LEBAR_MAKS]]
            for baris in lembar.baris
        ]
        self.tinggi = len(self.teks)
        for (i, j), format_ in lembar.format.items():
            if 0 <= i < self.tinggi and 0 <= j < len(self.teks[i]):
                self.teks[i][j] = teks_sel(lembar.baris[i][j], format_)
        berpaut = {i for i, _ in lembar.tautan} | {i for i, _ in lembar.galat}
        self.berisi: list[bool] = []
        for i, sel in enumerate(self.teks):
            semua = "".join(sel)
            jauh = lembar.baris[i][LEBAR_MAKS:]
            self.berisi.append(bool(semua) or i in berpaut or any(v not in (None, "") for v in jauh))
            if "#" in semua:
                self._sisihkan_galat(i, sel)
            for j in sembunyi:
                if 0 <= j < len(sel):
                    sel[j] = ""
        self.atap = 0
        self.lebar = max(map(len, self.teks), default=0)
        self._gabung = self._petakan_gabung()
        self.sasaran: dict[Posisi, list[str]] = {}
        for p, alamat in lembar.tautan.items():
            baik = [t for t in alamat if pasti_dokumen(t) or not (kosong(t) or skema_lain(t))]
            if baik and p[1] not in sembunyi:
                self.sasaran[p] = baik
        self.istimewa: set[int] = {i for i, _ in self._gabung} | {i for i, _ in self.galat}
        self.bertaut: dict[int, set[int]] = {}
        for i, j in lembar.tautan:
            self.bertaut.setdefault(i, set()).add(j)
        self._terisi: list[list[int] | None] = [None] * self.tinggi

    def _sisihkan_galat(self, i: int, sel: list[str]) -> None:
        for j, t in enumerate(sel):
            if t.startswith("#") and galat_excel(t):
                self.galat.setdefault((i, j), galat_excel(t))
                sel[j] = ""

    def _petakan_gabung(self) -> dict[Posisi, tuple[int, int, int, int]]:
        peta: dict[Posisi, tuple[int, int, int, int]] = {}
        for g in self.lembar.gabung:
            i1, j1, i2, j2 = g[0], g[1], min(g[2], self.tinggi - 1), min(g[3], max(self.lebar, 1) - 1)
            if (i2 - i1 + 1) * (j2 - j1 + 1) > SEL_GABUNG_MAKS - len(peta):
                continue
            for i in range(i1, i2 + 1):
                for j in range(j1, j2 + 1):
                    peta[(i, j)] = g
        return peta

    def sendiri(self, i: int, j: int) -> str:
        """The cell's own text."""
        return self.teks[i][j] if 0 <= i < self.tinggi and 0 <= j < len(self.teks[i]) else ""

    def gabung(self, i: int, j: int) -> tuple[int, int, int, int] | None:
        """The merged rectangle (i1, j1, i2, j2) this cell belongs to."""
        return self._gabung.get((i, j))

    def tertutup(self, i: int, j: int) -> bool:
        """Whether the cell lies inside a merged rectangle without being its top-left cell."""
        g = self._gabung.get((i, j))
        return g is not None and (g[0], g[1]) != (i, j)

    def isi(self, i: int, j: int) -> tuple[str, Posisi]:
        """Text and the cell it stands in: the own text, or that of a merged range.

        Ranges are followed downwards without limit and sideways over three columns at most; wider ones are titles.
        """
        t = self.sendiri(i, j)
        g = None if t else self._gabung.get((i, j))
        if g is None or g[0] < self.atap or (g[0], g[1]) == (i, j) or (j != g[1] and g[3] - g[1] > 2):
            return t, (i, j)
        return self.sendiri(g[0], g[1]), (g[0], g[1])

    def target(self, i: int, j: int) -> list[str]:
        """Hyperlink targets of a cell that could be documents."""
        return self.sasaran.get((i, j), [])

    def bermakna(self, i: int, j: int) -> bool:
        """Whether the cell itself says something: text that is no empty token, an error value, a link."""
        return not kosong(self.sendiri(i, j)) or (i, j) in self.galat or (i, j) in self.sasaran

    def terisi(self, i: int) -> list[int]:
        """Columns whose cells say something; the same list at every call."""
        ada = self._terisi[i]
        if ada is None:
            ada = [j for j, t in enumerate(self.teks[i]) if t and (len(t) > PENANDA_MAKS or MAKNA[t] != "kosong")]
            if i in self.istimewa or any((i, j) in self.sasaran and j not in ada for j in self.bertaut.get(i, ())):
                ada = [j for j in range(len(self.teks[i])) if self.bermakna(i, j)]
            self._terisi[i] = ada
        return ada
