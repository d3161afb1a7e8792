"""What one room may ask of another without importing it.

`flows/mulai.py`, `flows/cli.py` and `tasks/` hand these functions in (design §2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from dip.lembar import Bacaan


class Baca(Protocol):
    """Reads a foreign file behind the limits of a child process; never raises for what the file contains."""

    def __call__(self, isi: bytes, nama: str) -> Bacaan:
        """Read the bytes of a file called `nama`."""
        ...


@dataclass(frozen=True, slots=True)
class Jawaban:
    """What is typed into Prefect's form: decision, kode persetujuan, and a remark that proves nothing."""

    keputusan: str
    kode_persetujuan: str
    catatan: str = ""


class Lanjutkan(Protocol):
    """Resumes the flow run that holds at a gate, as if Resume had been pressed in Prefect's UI."""

    def __call__(self, pintu: int, jawaban: Jawaban) -> str:
        """Empty text when accepted, else the reason, in plain Indonesian."""
        ...
