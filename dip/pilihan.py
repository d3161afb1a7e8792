"""Offices as a list to choose from, where people start a flow: `DINKES — Dinas Kesehatan`."""

from __future__ import annotations

from collections.abc import Iterable

from dip.pengaturan import Opd

_ANTARA = " — "


def pilihan_opd(opd: Opd) -> str:
    """An office as one line of the list."""
    return f"{opd.kode}{_ANTARA}{opd.nama}"


def kode_pilihan(pilihan: Iterable[str]) -> list[str]:
    """The codes behind lines of the list; a bare code, in any case, stands for itself."""
    return list(dict.fromkeys(p.partition(_ANTARA)[0].strip().upper() for p in pilihan))
