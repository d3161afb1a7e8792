"""A table as an office sent it, before anybody interprets it.

A `Lembar` keeps rows as plain lists and everything unusual (links, merges, hidden rows, error cells, formats)
in sparse dicts beside them, so a clean sheet of 2,000 rows costs 2,000 lists and nothing more. Addresses
are those of the *original* file: they are computed on demand from the offset, never stored per cell.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dip.temuan import Temuan

Nilai = str | int | float | bool | None
"""A cell as read. Dates arrive as ISO text with `format` saying `tanggal`; error cells as None with `galat`."""

TANDA_BANTUAN = "Lembar bantuan, tidak dibaca sebagai data"
"""First words of cell A1 on sheets that we add to a workbook (findings, receipt, instructions): they hold no rows."""

GALAT = frozenset(
    {
        "#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!",
        "#CONNECT!", "#BUSY!", "#UNKNOWN!", "#GETTING_DATA", "#ERROR!", "#MACRO?",
    }
)  # fmt: skip
"""Error values of Excel, LibreOffice and Google Sheets; they stay behind as text in exports and pasted values."""

Posisi = tuple[int, int]
"""(row, column), both 0-based indexes into `Lembar.baris`."""


def huruf_kolom(kolom: int) -> str:
    """Spreadsheet letters of a 1-based column: 1 → A, 27 → AA."""
    huruf = ""
    while kolom > 0:
        kolom, sisa = divmod(kolom - 1, 26)
        huruf = chr(65 + sisa) + huruf
    return huruf


@dataclass(slots=True)
class Lembar:
    """One table of one file.

    `nama` is the sheet's name (`tabel 1` for HTML, the file name for CSV). `baris` may be ragged.
    `baris_awal`/`kolom_awal` are the 1-based address of `baris[0][0]` in the original.
    `gabung` holds inclusive rectangles (i1, j1, i2, j2); the value stands in the top-left cell only.
    `format` is set only where the number format changes the meaning: `tanggal`, `bulan` (mmm-yy), `persen`,
    or the literal format such as `0.00` for codes like 11.10. `simbol` cells are set in a tick font (Wingdings).
    `pengantar` are texts outside the table that introduce it (caption, headings, paragraphs before it), nearest last;
    they are no rows.
    """

    nama: str
    baris: list[list[Nilai]]
    baris_awal: int = 1
    kolom_awal: int = 1
    tautan: dict[Posisi, list[str]] = field(default_factory=dict)
    gabung: list[tuple[int, int, int, int]] = field(default_factory=list)
    baris_sembunyi: set[int] = field(default_factory=set)
    kolom_sembunyi: set[int] = field(default_factory=set)
    galat: dict[Posisi, str] = field(default_factory=dict)
    format: dict[Posisi, str] = field(default_factory=dict)
    simbol: set[Posisi] = field(default_factory=set)
    tersembunyi: bool = False
    pengantar: list[str] = field(default_factory=list)

    def alamat(self, i: int, j: int) -> str:
        """A1 address of `baris[i][j]` in the original file."""
        return f"{huruf_kolom(self.kolom_awal + j)}{self.baris_awal + i}"

    def posisi(self, sel: str) -> Posisi:
        """Index of an A1 address: the inverse of `alamat`. Raises ValueError for a text that is no address."""
        huruf = sel.rstrip("0123456789")
        if not (huruf.isascii() and huruf.isalpha()):
            raise ValueError(f"bukan alamat sel: {sel}")
        j = 0
        for h in huruf.upper():
            j = j * 26 + ord(h) - 64
        return int(sel[len(huruf) :]) - self.baris_awal, j - self.kolom_awal

    def nomor_baris(self, i: int) -> int:
        """Row number of `baris[i]` in the original file, as the clerk sees it."""
        return self.baris_awal + i

    def ke_json(self) -> dict[str, Any]:
        """Plain JSON types, for the pipe between the reading child and the parent."""
        return {
            "nama": self.nama,
            "baris": self.baris,
            "awal": [self.baris_awal, self.kolom_awal],
            "tautan": [[i, j, v] for (i, j), v in self.tautan.items()],
            "gabung": [list(g) for g in self.gabung],
            "baris_sembunyi": sorted(self.baris_sembunyi),
            "kolom_sembunyi": sorted(self.kolom_sembunyi),
            "galat": [[i, j, v] for (i, j), v in self.galat.items()],
            "format": [[i, j, v] for (i, j), v in self.format.items()],
            "simbol": [list(p) for p in sorted(self.simbol)],
            "tersembunyi": self.tersembunyi,
            "pengantar": self.pengantar,
        }

    @classmethod
    def dari_json(cls, d: dict[str, Any]) -> Lembar:
        """The inverse of `ke_json`."""
        return cls(
            nama=d["nama"],
            baris=d["baris"],
            baris_awal=d["awal"][0],
            kolom_awal=d["awal"][1],
            tautan={(i, j): v for i, j, v in d["tautan"]},
            gabung=[(a, b, c, e) for a, b, c, e in d["gabung"]],
            baris_sembunyi=set(d["baris_sembunyi"]),
            kolom_sembunyi=set(d["kolom_sembunyi"]),
            galat={(i, j): v for i, j, v in d["galat"]},
            format={(i, j): v for i, j, v in d["format"]},
            simbol={(i, j) for i, j in d["simbol"]},
            tersembunyi=d["tersembunyi"],
            pengantar=d["pengantar"],
        )


@dataclass(slots=True)
class Bacaan:
    """What reading one file gave: its true kind, its tables, and what is wrong with the file itself.

    `jenis` is found from the content (`xlsx xlsb xls ods csv html docx pdf zip`), `""` when the file could not be read.
    `judul` is the page title of an HTML file, else empty; it may name the category of the whole table.
    A file with a finding of akibat `tolak_berkas` has no `lembar`.
    """

    jenis: str
    lembar: list[Lembar] = field(default_factory=list)
    temuan: list[Temuan] = field(default_factory=list)
    judul: str = ""

    def ke_json(self) -> dict[str, Any]:
        """Plain JSON types, for the pipe and the cache."""
        return {
            "jenis": self.jenis,
            "judul": self.judul,
            "lembar": [x.ke_json() for x in self.lembar],
            "temuan": [t.ke_json() for t in self.temuan],
        }

    @classmethod
    def dari_json(cls, d: dict[str, Any]) -> Bacaan:
        """The inverse of `ke_json`."""
        return cls(
            jenis=d["jenis"],
            judul=d["judul"],
            lembar=[Lembar.dari_json(x) for x in d["lembar"]],
            temuan=[Temuan.dari_json(t) for t in d["temuan"]],
        )
