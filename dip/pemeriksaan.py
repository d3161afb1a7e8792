"""What checking one file gave, for the terminal and for machines."""

from __future__ import annotations

from dataclasses import dataclass

from dip.aturan import aturan_untuk
from dip.normal import Dilewati
from dip.temuan import Temuan


@dataclass(frozen=True, slots=True)
class Pemeriksaan:
    """What one file gave: rows by fate, every finding, and the rows that were no data."""

    nama: str
    jenis: str
    dibaca: int
    terbit: int
    ditahan: int
    dik: int
    per_kategori: dict[str, int]
    dilewati: list[Dilewati]
    temuan: list[Temuan]

    @property
    def ditolak(self) -> bool:
        """Whether the whole file was refused."""
        return any(aturan_untuk(t).akibat == "tolak_berkas" for t in self.temuan)
