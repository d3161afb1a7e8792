"""In which form an information is available: the grammar of domain.md §2.3.

The canonical set is `cetak softcopy rekam online`; websites, drives and social media are `online` and name a
medium. Which words mean what stands in `kamus/bentuk.yml` and `kamus/media.yml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from dip.entri import BENTUK
from dip.normal.ingat import Ingat, milik
from dip.normal.kamus import Kamus, cari_frasa
from dip.normal.tautan import adalah_http
from dip.normal.teks import kosong


@dataclass(frozen=True, slots=True)
class Bentuk:
    """Parsed forms in canonical order, and the media named, as `a, b`."""

    bentuk: tuple[str, ...] = ()
    media: str = ""


def baca_bentuk(teks: str, kamus: Kamus) -> Bentuk:
    """Read the forms in a text. Never raises; nothing recognised gives an empty `bentuk`."""
    return pembaca_bentuk(kamus)[teks]


def pembaca_bentuk(kamus: Kamus) -> Ingat[Bentuk]:
    """`baca_bentuk` under one dictionary, with memory."""
    return milik(kamus, "bentuk", lambda: Ingat(partial(_baca, bentuk=kamus.bentuk, media=kamus.media)))


def _baca(teks: str, bentuk: Mapping[str, str], media: Mapping[str, str]) -> Bentuk:
    if kosong(teks):
        return Bentuk()
    if adalah_http(teks):
        return Bentuk(("online",))
    ketemu, _ = cari_frasa(teks, bentuk)
    sarana, _ = cari_frasa(teks, media)
    return Bentuk(tuple(b for b in BENTUK if b in ketemu), ", ".join(sarana))
