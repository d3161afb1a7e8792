"""Waivers: findings that a named official sets aside, per code, office and end date, never per row (design §4.11).

A waiver proves nothing by itself. It is frozen with the draft, shown to the PPID by name and count, and holds through
his decision on that draft.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from dip.ketat import BolehKosong, Ketat, Kode, KodePejabat, Teks
from dip.temuan import Temuan

HANYA_PPID: frozenset[str] = frozenset({"PDP-001", "PDP-002", "PDP-003", "PDP-006"})
"""Codes that only a PPID may set aside: domain.md §5.3 names the first three, account numbers are no less personal."""

TIDAK_PERNAH: frozenset[str] = frozenset({"DIK-010", "DIP-001", "DIP-010", "DIP-011", "DIP-012", "DIP-013", "STR-010"})
"""Codes that nobody sets aside: excluded text in an output (UU 14/2008 art. 54), and rows nobody can identify or class
(without a name or a class of the law there is nothing to publish)."""


class Kesampingan(Ketat):
    """One line of `kesampingan.yml`. `oleh` is the code of an official; `sampai` is the last day, included."""

    kode: Teks
    opd: Kode
    alasan: BolehKosong = ""
    oleh: KodePejabat
    sampai: date

    def berlaku(self, periode: str) -> bool:
        """Whether the waiver still holds on the first day of a period (`2026-11`). Raises ValueError for no period."""
        return self.sampai >= date.fromisoformat(f"{periode}-01")


def penyaring(daftar: Iterable[Kesampingan], periode: str) -> Callable[[Temuan], bool]:
    """A test that is true for findings set aside in this period.

    Only findings that name their office can be set aside; `TIDAK_PERNAH` never, whatever the list says.
    """
    dua = {(k.kode, k.opd) for k in daftar if k.berlaku(periode)}

    def dikesampingkan(t: Temuan) -> bool:
        return t.kode not in TIDAK_PERNAH and (t.kode, t.opd) in dua

    return dikesampingkan
