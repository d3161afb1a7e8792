"""Lembar koreksi: what an official returned, line by line, and how each line was answered (SOP step 4, domain.md §6.4).

A return at a gate becomes one numbered sheet of its edition. Its lines are inside the HMAC of the kode persetujuan, so
nobody can add, drop or change one afterwards. The petugas answers each line; while one is open the draft cannot be
submitted again (ALUR-003).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dip.pengaturan import Peran
from dip.revisi import Tanda

Tindak = Literal["dipenuhi", "ditolak"]
Cara = Literal["", "sumber", "koreksi", "tarik_ulang"]
"""How a line was met: the office sent a corrected file, a line in `koreksi/`, or the source was pulled again."""

NAMA_TINDAK: dict[Tindak, str] = {"dipenuhi": "Dipenuhi", "ditolak": "Ditolak"}
NAMA_CARA_KOREKSI: dict[Cara, str] = {
    "": "",
    "sumber": "Sumber OPD diperbaiki",
    "koreksi": "Berkas koreksi",
    "tarik_ulang": "Tarik ulang",
}


@dataclass(frozen=True, slots=True)
class BarisKoreksi:
    """One line as the official gave it.

    `opd` is the office (empty: the whole draft), `kode` the item code (empty: the whole office), `kolom` the canonical
    column (empty: the item as a whole), `tertulis` what stands there, `seharusnya` what is meant (may be empty).
    """

    opd: str
    kode: str
    kolom: str
    tertulis: str
    seharusnya: str
    alasan: str


@dataclass(frozen=True, slots=True)
class JawabKoreksi:
    """The newest answer to a line: who, when (ISO, WIB), what, and for a refusal why."""

    tindak: Tindak
    cara: Cara
    tanggapan: str
    oleh: str
    waktu: str


@dataclass(frozen=True, slots=True)
class BarisTercatat:
    """A line in the register with its number on the sheet; `jawab` is None while it is open."""

    id: int
    urut: int
    isi: BarisKoreksi
    jawab: JawabKoreksi | None


@dataclass(frozen=True, slots=True)
class LembarKoreksi:
    """One sheet: the `nomor`-th of its edition, made by `korektor` at the gate `asal` of draft `sidik` (`ronde`)."""

    id: int
    edisi: int
    nomor: int
    ronde: int
    asal: Peran
    sidik: str
    korektor: Tanda
    alasan: str
    dibuat: str
    baris: tuple[BarisTercatat, ...]

    @property
    def terbuka(self) -> tuple[BarisTercatat, ...]:
        """Lines without an answer."""
        return tuple(b for b in self.baris if b.jawab is None)
