"""Which office a name means: whole names only, never a part of one (Bangka is not Bangkalan)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dip.normal.teks import kunci
from dip.pengaturan import Opd

_SEBUTAN = re.compile(r"^(?:ppid )?(?:pelaksana |pembantu |unit |pada )*")


class PencariOpd:
    """Resolves names, codes and aliases of offices (domain.md §3, REF-001)."""

    def __init__(self, semua: Sequence[Opd]) -> None:
        self._kode: dict[str, str] = {}
        for o in semua:
            for nama in (o.kode, o.nama, *o.alias):
                self._kode.setdefault(kunci(nama), o.kode)

    def cari(self, teks: str) -> str:
        """The code of the office whose name, code or alias is exactly this text (case, accents and punctuation
        aside, *PPID Pelaksana* in front allowed); empty when none is.
        """
        k = kunci(teks)
        return self._kode.get(k) or self._kode.get(_SEBUTAN.sub("", k, count=1), "")
