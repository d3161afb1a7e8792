"""A `Lembar` as cleaned text, with merged cells understood.

The value of a merged rectangle stands in its top-left cell only; `isi` gives it to the covered cells of the same
rectangle and to no other (domain.md §2.2: fill down only inside the merged range).
"""

from __future__ import annotations

from dip.lembar import Lembar, Posisi
from dip.normal.tautan import skema_lain
from dip.normal.teks import galat_excel, kosong, teks_sel

LEBAR_MAKS = 512
"""Columns looked at: no office's table is wider, and a stray cell in column XFD must not cost memory."""

SEL_GABUNG_MAKS = 400_000
"""Covered cells remembered per sheet, against workbooks that merge the whole sheet many times."""


class Kisi:
    """Cleaned cells of one table, addressed by 0-based (row, column) of `Lembar.baris`.

    `teks` holds own text (error values removed, kept in `galat`); hidden columns are blank, because what the clerk
    does not see must not be published by accident (FILE-031). `atap` is the first row under the header at hand: a
    range that starts above it gives its value to no data.
    """

    def __init__(self, lembar: Lembar) -> None:
        self.lembar = lembar
        self.galat: dict[Posisi, str] = {p: v for p, v in lembar.galat.items() if p[1] not in lembar.kolom_sembunyi}
        self.berisi: list[bool] = []
        self.teks: list[list[str]] = []
        berpaut = {i for i, _ in lembar.tautan} | {i for i, _ in lembar.galat}
        for i, baris in enumerate(lembar.baris):
            sel = [teks_sel(v, lembar.format.get((i, j), "")) for j, v in enumerate(baris[:LEBAR_MAKS])]
            self.berisi.append(any(sel) or i in berpaut or any(v not in (None, "") for v in baris[LEBAR_MAKS:]))
            for j, t in enumerate(sel):
                if t.startswith("#") and galat_excel(t):
                    self.galat.setdefault((i, j), galat_excel(t))
                    sel[j] = ""
                if t and j in lembar.kolom_sembunyi:
                    sel[j] = ""
            self.teks.append(sel)
        self.tinggi = len(self.teks)
        self.atap = 0
        self.lebar = max((len(b) for b in self.teks), default=0)
        self._gabung = self._petakan_gabung()

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
        g = self._gabung.get((i, j))
        if t or g is None or g[0] < self.atap or (g[0], g[1]) == (i, j) or (j != g[1] and g[3] - g[1] > 2):
            return t, (i, j)
        return self.sendiri(g[0], g[1]), (g[0], g[1])

    def target(self, i: int, j: int) -> list[str]:
        """Hyperlink targets of a cell that could be documents."""
        if j in self.lembar.kolom_sembunyi:
            return []
        return [t for t in self.lembar.tautan.get((i, j), ()) if not kosong(t) and not skema_lain(t)]

    def bermakna(self, i: int, j: int) -> bool:
        """Whether the cell itself says something: text that is no empty token, an error value, a link."""
        return not kosong(self.sendiri(i, j)) or (i, j) in self.galat or bool(self.target(i, j))

    def terisi(self, i: int) -> list[int]:
        """Columns whose cells say something."""
        return [j for j in range(len(self.teks[i])) if self.bermakna(i, j)]
