"""A finding: what is wrong, where, with which values. Never a sentence.

The sentence is made last, by `dip.pesan.kalimat`, from the code and the parameters; severity and akibat are
looked up in `dip.aturan.ATURAN`. So tests assert codes, and an institution can reword without touching rules.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Keparahan = Literal["tolak", "wajib", "periksa", "info"]
"""How bad (domain.md §5.3)."""

Akibat = Literal["tolak_berkas", "tahan_baris", "buang_nilai", "tandai", "catat", "hentikan_terbit"]
"""What happens (design §4.11)."""


@dataclass(frozen=True, slots=True)
class Temuan:
    """One finding at one place.

    `kode` is a stable code of domain.md §5.3. `opd`, `berkas`, `lembar`, `sel` (A1) and `baris` (row number in
    the original, 0 when the whole file or sheet is meant) say where. `entri` is the `id_baris` of the row it
    belongs to, empty for findings about files and offices. `kolom` is the canonical column, if one is meant.
    `parameter` fills the placeholders of the message; personal values in it are already masked.
    """

    kode: str
    opd: str = ""
    berkas: str = ""
    lembar: str = ""
    sel: str = ""
    baris: int = 0
    entri: str = ""
    kolom: str = ""
    parameter: dict[str, str | int] = field(default_factory=dict, hash=False)

    def ke_json(self) -> dict[str, Any]:
        """Plain JSON types."""
        return asdict(self)

    @classmethod
    def dari_json(cls, d: dict[str, Any]) -> Temuan:
        """The inverse of `ke_json`."""
        return cls(**d)
