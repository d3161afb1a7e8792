"""What goes back to an office: its own workbook, annotated, with a list of findings and a tanda terima (design §3).

    with Balas() as balas:
        isi = balas(berkas, bacaan, temuan, tanda, letak_kolom(ternormal.entri))

The foreign file is opened in a limited child only. Three ways, the first that works: a copy of the office's own xlsx;
a workbook built from what was read; the list of findings alone. Nothing a file contains makes any of this raise.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Self

from dip.anak import AnakBatas, AnakMati, KolamAnak
from dip.lembar import Bacaan, Lembar
from dip.temuan import Temuan
from keluaran.balasan_anak import PANGGILAN, hanya_temuan
from keluaran.balasan_isi import Letak, TandaTerima, susun_naskah
from keluaran.balasan_naskah import Naskah

__all__ = ["PANGGILAN", "Balas", "Letak", "TandaTerima", "balasan"]

VERSI = "balasan-3"
"""Raise it whenever the bytes of a balasan may change."""

_MODUL = "keluaran.balasan_anak"
_TANDA_ZIP = b"PK\x03\x04"

_Panggil = Callable[[str, dict[str, Any], bytes], dict[str, Any]]


class Balas:
    """Makes balasan behind the limits of child processes; safe for many threads.

    Args: `jumlah` children, `memori_mb` and `detik` per call. A context manager; `tutup()` ends the children.
    """

    def __init__(self, jumlah: int = 1, *, memori_mb: int = 1024, detik: float = 30) -> None:
        self._kolam = KolamAnak(_MODUL, jumlah, memori_mb=memori_mb, detik=detik)

    def __call__(
        self, isi: bytes, bacaan: Bacaan, temuan: Sequence[Temuan], tanda: TandaTerima, letak: Letak | None = None
    ) -> bytes:
        """The balasan of one file, as xlsx bytes. Never raises for what the file contains.

        Args: `isi` the raw file, `bacaan` how it was read, `temuan` all findings about it (file, structure, rows),
        `letak` from `dip.pemeriksaan.letak_kolom`, so that findings about empty cells find their cell.
        """
        return _buat(self._kolam.panggil, isi, bacaan, susun_naskah(bacaan, temuan, tanda, letak))

    def tutup(self) -> None:
        """End the children."""
        self._kolam.tutup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, jenis: type[BaseException] | None, e: BaseException | None, tb: TracebackType | None) -> None:
        self.tutup()


def balasan(
    isi: bytes, bacaan: Bacaan, temuan: Sequence[Temuan], tanda: TandaTerima, letak: Letak | None = None
) -> bytes:
    """As `Balas`, in this very process. For bytes that nobody else made, or inside a limited child."""
    return _buat(_langsung, isi, bacaan, susun_naskah(bacaan, temuan, tanda, letak))


def _langsung(fungsi: str, kepala: dict[str, Any], isi: bytes) -> dict[str, Any]:
    try:
        return PANGGILAN[fungsi](kepala, isi)
    except Exception as e:
        raise AnakMati(type(e).__name__) from e


def _buat(panggil: _Panggil, isi: bytes, bacaan: Bacaan, naskah: Naskah) -> bytes:
    if bacaan.lembar:
        cara: list[tuple[str, Callable[[Lembar], dict[str, Any]], bytes]] = [("bangun", Lembar.ke_json, b"")]
        if bacaan.jenis == "xlsx":
            cara.insert(0, ("anotasi", _tanpa_baris, isi))
        for fungsi, bentuk, badan in cara:
            kepala = {"naskah": naskah, "lembar": [bentuk(x) for x in bacaan.lembar]}
            try:
                hasil = base64.b64decode(panggil(fungsi, kepala, badan)["isi"], validate=True)
            except (AnakBatas, AnakMati, KeyError, TypeError, ValueError, binascii.Error):
                # the last ones: an answer of the wrong shape, from a child that a file has taken over
                continue
            if hasil.startswith(_TANDA_ZIP):
                return hasil
    return hanya_temuan(naskah)


def _tanpa_baris(x: Lembar) -> dict[str, Any]:
    """What the copy needs to know of a table: its name, where it starts, its links."""
    return {**Lembar(x.nama, [], x.baris_awal, x.kolom_awal, tautan=x.tautan).ke_json(), "tersembunyi": x.tersembunyi}
