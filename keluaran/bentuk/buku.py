"""A workbook of plain tables: the shape every xlsx of ours has (styled heading, frozen, filtered, text only).

A cell is text: `=cmd|…` stays what it is in every spreadsheet program, and nothing is a link. `Buku` is the one way to
make such a workbook; which library writes it follows from what is in it, and readers see no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from xml.etree import ElementTree as ET

from openpyxl.packaging.core import DocumentProperties

from keluaran.bentuk.buku_isian import tulis_isian
from keluaran.bentuk.buku_lembar import SEL_MAKS, TERPOTONG, Isian, Kolom, Muat, Sel, Tabel, muat_sel
from keluaran.bentuk.buku_tabel import tanpa_gabung, tulis_tabel
from keluaran.bentuk.teks import bersih
from keluaran.bentuk.zip_tetap import zip_tetap

__all__ = ["SEL_MAKS", "TERPOTONG", "Buku", "Kolom", "Sel", "muat_sel"]

SIFAT = "docProps/core.xml"
"""The part of a workbook with its title, author, language and dates."""


class Buku:
    """A workbook in the making.

    Args: `judul` and `lembaga` become document properties; `dibuat` is the fixed creation date (never the clock).
    """

    def __init__(self, judul: str, lembaga: str, dibuat: datetime) -> None:
        self._sifat = DocumentProperties(
            title=bersih(judul), creator=bersih(lembaga), language="id-ID", created=dibuat, modified=dibuat
        )
        self._lembar: list[Tabel | Isian] = []
        self._muat = Muat()

    def tabel(
        self,
        nama: str,
        kolom: Sequence[Kolom],
        baris: Iterable[Sequence[Sel]],
        di_atas: Sequence[tuple[str, str]] = (),
    ) -> None:
        """One sheet with one table.

        `di_atas` are lines above the heading: (`judul` | `catatan` | `peringatan`, text). Text cells are written as
        text, int cells as numbers.
        """
        atas = [(jenis, muat_sel(teks)) for jenis, teks in di_atas]
        self._lembar.append(Tabel(nama, kolom, [self._muat.baris(b) for b in baris], atas))

    def isian(
        self,
        nama: str,
        kolom: Sequence[Kolom],
        banyak: int,
        paling: int,
        di_atas: Sequence[tuple[str, str]],
        pilihan: tuple[int, str, Sequence[str]],
    ) -> None:
        """One sheet with an empty form to be filled in: `banyak` rows are drawn, `paling` may be used; all cells are
        text, so `11.10` stays what it is.

        `pilihan` is (index of a column, heading, words): they stand two columns right of the form and are offered as
        drop-down in that column; `di_atas` as in `tabel`.
        """
        self._lembar.append(Isian(nama, kolom, banyak, paling, di_atas, pilihan))

    def simpan(self) -> bytes:
        """The finished workbook: title and language set, re-zipped with fixed dates."""
        sifat: bytes = ET.tostring(self._sifat.to_tree(), encoding="utf-8", xml_declaration=True)
        tabel = [x for x in self._lembar if isinstance(x, Tabel)]
        if len(tabel) < len(self._lembar):
            return zip_tetap(tulis_isian(self._lembar), {SIFAT: lambda _: sifat})
        ubah = {f"xl/worksheets/sheet{n}.xml": tanpa_gabung for n in range(1, len(tabel) + 1)}
        return zip_tetap(tulis_tabel(tabel), {**ubah, SIFAT: lambda _: sifat})
