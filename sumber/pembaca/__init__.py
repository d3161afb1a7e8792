"""Readers: foreign bytes in, `Bacaan` out. The parsing happens in limited child processes only (design §4.3)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self, TypeVar

from dip.anak import AnakBatas, AnakMati, KolamAnak
from dip.lembar import Bacaan
from dip.pdp import samarkan
from dip.temuan import Temuan
from sumber.pembaca.batas import Batas, TerlaluBesar, periksa_ukuran, teks_ukuran

T = TypeVar("T")

VERSI_PEMBACA = "3"
"""Part of the key of cached readings (design §4.5); raise it when readers give other results for the same bytes."""


class Pembaca:
    """Reads files behind the limits of child processes; implements `dip.protokol.Baca`, safe for many threads.

    Args: `jumlah` children, `memori_mb` and `detik` per file, `batas` for sizes. A context manager; `tutup()` ends
    the children. One bad file costs itself only.
    """

    MODUL = "sumber.pembaca.langsung"
    """The module a child runs; a subclass that offers more than reading names its own."""

    def __init__(
        self, jumlah: int = 2, *, memori_mb: int = 1024, detik: float = 20, batas: Batas | None = None
    ) -> None:
        self._batas = batas or Batas()
        self._memori_mb, self._detik = memori_mb, detik
        self._kolam = KolamAnak(self.MODUL, jumlah, memori_mb=memori_mb, detik=detik)

    def __call__(self, isi: bytes, nama: str) -> Bacaan:
        """Read the bytes of a file called `nama`. Never raises for what the file contains.

        Over a limit: FILE-004 (`ukuran`, `batas`); a crash of the child: FILE-001 (`nama`).
        """
        hasil = self.tanya("baca", {}, isi, nama, Bacaan.dari_json)
        return hasil if isinstance(hasil, Bacaan) else Bacaan("", temuan=[hasil])

    def tanya(
        self, fungsi: str, kepala: dict[str, Any], isi: bytes, nama: str, dari_json: Callable[[dict[str, Any]], T]
    ) -> T | Temuan:
        """What a child's function says of a file, or the finding that says why it could not.

        `kepala` is handed over with `nama` and `batas` added; `dari_json` makes the result of the answer. Here every
        finding leaves the pool, so here the names of files in them are masked, whatever made them.
        """
        try:
            periksa_ukuran(len(isi), self._batas)
            penuh = {**kepala, "nama": nama, "batas": dataclasses.asdict(self._batas)}
            return dari_json(_samarkan_temuan(self._kolam.panggil(fungsi, penuh, isi)))
        except TerlaluBesar as e:
            parameter: dict[str, str | int] = {"ukuran": e.ukuran, "batas": e.batas}
        except AnakBatas as e:
            batas = f"{self._detik:g} detik" if e.batas == "waktu" else f"{self._memori_mb} MB memori"
            parameter = {"ukuran": teks_ukuran(len(isi)), "batas": batas}
        except (AnakMati, KeyError, TypeError, ValueError, IndexError, AttributeError):
            # the last ones: an answer of the wrong shape, from a child that a file has taken over
            return Temuan("FILE-001", berkas=samarkan(nama), parameter={"nama": samarkan(nama)})
        return Temuan("FILE-004", berkas=samarkan(nama), parameter=parameter)

    @property
    def pid(self) -> list[int]:
        """Process numbers of the living children."""
        return self._kolam.pid

    def tutup(self) -> None:
        """End the children."""
        self._kolam.tutup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, jenis: type[BaseException] | None, e: BaseException | None, tb: TracebackType | None) -> None:
        self.tutup()


def _samarkan_temuan(jawaban: dict[str, Any]) -> dict[str, Any]:
    """The answer of a child with file names and values of all its findings masked (domain.md §0 trap 8).

    The name of the sheet stays: by it the place is found again, and whoever shows it masks it. Raises AttributeError,
    KeyError or TypeError for an answer of another shape.
    """
    for bagian in (jawaban, jawaban.get("ternormal") or {}):
        for t in bagian.get("temuan", ()):
            t["berkas"] = samarkan(t["berkas"])
            t["parameter"] = {k: samarkan(v) if isinstance(v, str) else v for k, v in t["parameter"].items()}
    return jawaban
