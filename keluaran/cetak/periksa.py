"""Whether a signed PDF is the summary of one edition, signed by its Atasan: judges what the check of the file said.

The check itself is `sumber.tanda_tangan` (in its child); the passphrase stays with the official and his tool.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dip.pengaturan import Pejabat
from dip.tanda_tangan import CaraCocok, HasilTandaTangan, TandaTangan, tanda_milik

Ikatan = Literal["persis", "sidik", ""]
"""How a file is bound to an edition: by its code and sidik that stand in it, and by beginning with the bytes
we published (`persis`); or not at all."""


@dataclass(frozen=True, slots=True)
class HasilPeriksa:
    """What is said about one file and one edition. `masalah` are codes of `dip.tanda_tangan.KALIMAT_MASALAH` and of
    `flows.cli_cetak`; `tanda` is the signature of the Atasan in `pejabat`, recognised by `cocok`.
    """

    ikatan: Ikatan
    pejabat: Pejabat | None
    tanda: TandaTangan | None
    cocok: CaraCocok | None
    masalah: tuple[str, ...]

    @property
    def sah(self) -> bool:
        """Good signatures, the Atasan's among them, and bound to the edition."""
        return not self.masalah


def ikat(isi: bytes, hasil: HasilTandaTangan, kode: str, sidik: str, terbit: Iterable[bytes]) -> Ikatan:
    """How a file is bound to an edition. `terbit` are summaries we published for it; signing only adds to a file."""
    if kode not in hasil.edisi or sidik not in hasil.sidik:
        return ""
    return "persis" if any(asli and isi.startswith(asli) for asli in terbit) else "sidik"


def periksa_ringkasan(
    isi: bytes,
    hasil: HasilTandaTangan,
    kode: str,
    sidik: str,
    terbit: Iterable[bytes],
    atasan: Callable[[datetime], Sequence[Pejabat]],
) -> HasilPeriksa:
    """Judge a file against one edition.

    Args: `hasil` is what the child said about `isi`; `kode` and `sidik` are the edition's, `terbit` the summaries
    published for it; `atasan` tells who held that role at a moment.
    """
    masalah = list(hasil.semua_masalah)
    ikatan = ikat(isi, hasil, kode, sidik, terbit)
    if not ikatan and hasil.penanda_tangan:
        masalah.append("edisi_lain" if hasil.edisi and kode not in hasil.edisi else "sidik_lain")
    if not masalah and not hasil.sah:
        masalah.append("rusak")
    milik = _milik(hasil, atasan)
    if milik is None and hasil.sah:
        masalah.append("bukan_atasan")
    pejabat, tanda, cocok = milik or (None, None, None)
    return HasilPeriksa(ikatan, pejabat, tanda, cocok, tuple(dict.fromkeys(masalah)))


def _milik(
    hasil: HasilTandaTangan, atasan: Callable[[datetime], Sequence[Pejabat]]
) -> tuple[Pejabat, TandaTangan, CaraCocok] | None:
    """The Atasan who signed, and held the role when he did."""
    for t in hasil.penanda_tangan if hasil.sah else ():
        for p in atasan(datetime.fromisoformat(t.waktu)):
            cocok = tanda_milik(hasil, p)
            if cocok is not None and cocok[0] == t:
                return p, t, cocok[1]
    return None
