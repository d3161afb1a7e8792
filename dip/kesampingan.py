"""Waivers: findings that a named official sets aside, per code, office and end date, never per row (design §4.11).

A waiver proves nothing by itself. It is frozen with the draft, shown to the PPID by name and count, and holds through
his decision on that draft. What only the PPID may decide holds only while the official who gave it is the PPID.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from dip.jam import akhir_bulan
from dip.ketat import BolehKosong, Ketat, Kode, KodePejabat, Teks
from dip.temuan import Temuan

if TYPE_CHECKING:
    from dip.pengaturan import Pejabat

HANYA_PPID: frozenset[str] = frozenset({"PDP-001", "PDP-002", "PDP-003", "PDP-006", "DIK-020", "DIK-050", "PUB-004"})
"""Codes that only a PPID may set aside: domain.md §5.3 names the first three, account numbers are no less personal, and
what may be excluded is held for him (`dip/aturan/daftar.yml`), and what he took down only he lets in again."""

TIDAK_PERNAH: frozenset[str] = frozenset({"DIK-010", "DIP-001", "DIP-010", "DIP-011", "DIP-012", "DIP-013", "STR-010"})
"""Codes that nobody sets aside: excluded text in an output (UU 14/2008 art. 54), and rows nobody can identify or class
(without a name or a class of the law there is nothing to publish)."""


class Kesampingan(Ketat):
    """One line of `kesampingan.yml`. `oleh` is the code of an official; `mulai` is the first day (None: no first day is
    said), `sampai` the last, both included.
    """

    kode: Teks
    opd: Kode
    alasan: BolehKosong = ""
    oleh: KodePejabat
    mulai: date | None = None
    sampai: date

    def berlaku(self, periode: str) -> bool:
        """Whether the waiver holds on any day of a period (`2026-11`). Raises ValueError for no period."""
        awal, akhir = _hari_edisi(periode)
        return self.sampai >= awal and (self.mulai is None or self.mulai <= akhir)


def ppid_pada(pejabat: Iterable[Pejabat], kode: str, hari: date) -> bool:
    """Whether the official with this code is a PPID on a day (both end days included)."""
    return any(
        p.kode == kode and p.peran == "ppid" and p.mulai <= hari and (p.sampai is None or hari <= p.sampai)
        for p in pejabat
    )


def kesampingan_berlaku(
    daftar: Iterable[Kesampingan], periode: str, pejabat: Iterable[Pejabat] = ()
) -> tuple[Kesampingan, ...]:
    """The waivers in force in a period, in their order. Raises ValueError for no period.

    `HANYA_PPID` counts only when its official is a PPID on the first or last day of the period: without officials
    nobody is. `TIDAK_PERNAH` never counts, whatever the list says.
    """
    hari, pejabat = _hari_edisi(periode), tuple(pejabat)
    return tuple(
        k
        for k in daftar
        if k.kode not in TIDAK_PERNAH
        and k.berlaku(periode)
        and (k.kode not in HANYA_PPID or any(ppid_pada(pejabat, k.oleh, h) for h in hari))
    )


def penyaring(daftar: Iterable[Kesampingan], periode: str, pejabat: Iterable[Pejabat] = ()) -> Callable[[Temuan], bool]:
    """A test that is true for findings set aside in this period, as `kesampingan_berlaku` says.

    Only findings that name their office can be set aside.
    """
    dua = {(k.kode, k.opd) for k in kesampingan_berlaku(daftar, periode, pejabat)}

    def dikesampingkan(t: Temuan) -> bool:
        return (t.kode, t.opd) in dua

    return dikesampingkan


def _hari_edisi(periode: str) -> tuple[date, date]:
    """The first and last day of a period."""
    return date.fromisoformat(f"{periode}-01"), akhir_bulan(periode)
