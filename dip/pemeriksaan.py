"""What checking one file gave, for the terminal and for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Self

from dip.aturan import aturan_untuk
from dip.entri import Entri
from dip.normal import Dilewati
from dip.temuan import Temuan


def letak_kolom(entri: Iterable[Entri]) -> dict[str, dict[str, str]]:
    """In which column each field stood, per sheet: the letters most rows of the sheet were read from.

    A cell that is empty has no address in its row; the rows around it know the column.
    """
    suara: dict[tuple[str, str], Counter[str]] = {}
    for e in entri:
        for kolom, sel in e["asal"]["sel"].items():
            suara.setdefault((e["asal"]["lembar"], kolom), Counter())[sel.rstrip("0123456789")] += 1
    hasil: dict[str, dict[str, str]] = {}
    for (lembar, kolom), hitung in suara.items():
        hasil.setdefault(lembar, {})[kolom] = max(hitung, key=lambda h: (hitung[h], h))
    return hasil


@dataclass(frozen=True, slots=True)
class Pemeriksaan:
    """What one file gave: rows by fate, every finding, the rows that were no data, and the completeness of what
    would go out (0.0–100.0 as text, empty without rows). `letak` is as from `letak_kolom`.
    """

    nama: str
    jenis: str
    dibaca: int
    terbit: int
    ditahan: int
    dik: int
    per_kategori: dict[str, int]
    dilewati: list[Dilewati]
    temuan: list[Temuan]
    skor: str
    letak: dict[str, dict[str, str]]

    @property
    def ditolak(self) -> bool:
        """Whether the whole file was refused."""
        return any(aturan_untuk(t).akibat == "tolak_berkas" for t in self.temuan)

    @classmethod
    def ditolak_karena(cls, nama: str, temuan: Temuan) -> Self:
        """A file that could not be read at all."""
        return cls(nama, "", 0, 0, 0, 0, {}, [], [temuan], "", {})

    def ke_json(self) -> dict[str, Any]:
        """Plain JSON types, for the pipe."""
        return asdict(self)

    @classmethod
    def dari_json(cls, d: dict[str, Any]) -> Self:
        """The inverse of `ke_json`. Raises KeyError or TypeError for anything else."""
        dilewati = [Dilewati(**x) for x in d["dilewati"]]
        return cls(**{**d, "dilewati": dilewati, "temuan": [Temuan.dari_json(t) for t in d["temuan"]]})
