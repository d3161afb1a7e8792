"""Many documents at once: what was drawn a moment ago is not drawn again, and large ones are drawn in children.

The public files are built several times for one edition (before the archive, for each target, in the verification),
always from the same data. And typst keeps what it has drawn for as long as its process lives, about 150 KB for a row.
"""

from __future__ import annotations

import base64
import threading
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from dip.anak import Anak, AnakBatas, AnakMati, KolamAnak
from dip.sidik import sha256
from keluaran.gambar_pdf import gambar_pdf

FOLDER = Path(__file__).parent
"""Where the templates lie."""

MAKS_INGAT = 96 * 1024 * 1024
"""Bytes of finished documents that one process remembers."""

BARIS_SENDIRI = 400
"""So many rows are drawn in this process; more go to children, whose memory ends with them."""

BARIS_BESAR = 1_500
"""A document with more rows gets a child of its own, so that no other one's memory is added to it."""

_MODUL = "keluaran.gambar_pdf_anak"
_JUMLAH_ANAK = 2
_MEMORI_MB = 2560
"""Address space of a child; one that has used half of it is replaced before its next document."""

_DETIK = 300.0


class CetakGalat(RuntimeError):
    """A document could not be drawn twice in a row: no memory, or a broken template."""


@dataclass(frozen=True, slots=True)
class Tugas:
    """One document: the template beside this module, its data, and how many rows it has."""

    templat: str
    data: dict[str, Any]
    baris: int = 0


class Ingatan:
    """The newest finished documents by the digest of their data, up to a number of bytes. Safe for threads."""

    def __init__(self, maks: int) -> None:
        self._maks = maks
        self._isi: OrderedDict[str, bytes] = OrderedDict()
        self._besar = 0
        self._kunci = threading.Lock()

    def ambil(self, tanda: str) -> bytes | None:
        """The document, or None; it counts as used."""
        with self._kunci:
            isi = self._isi.get(tanda)
            if isi is not None:
                self._isi.move_to_end(tanda)
            return isi

    def taruh(self, tanda: str, isi: bytes) -> None:
        """Remember a document, forget the oldest ones over the limit."""
        with self._kunci:
            self._besar += len(isi) - len(self._isi.pop(tanda, b""))
            self._isi[tanda] = isi
            while self._besar > self._maks:
                self._besar -= len(self._isi.popitem(last=False)[1])


_INGATAN = Ingatan(MAKS_INGAT)


def gambar(tugas: Sequence[Tugas]) -> list[bytes]:
    """The documents as PDF, in the same order. Raises CetakGalat or TypstError."""
    siap: list[tuple[str, Tugas, bytes]] = []
    hasil: dict[str, bytes] = {}
    for t in tugas:
        naskah = orjson.dumps(t.data)
        siap.append((sha256(t.templat.encode() + b"\0" + naskah), t, naskah))
    baru: dict[str, tuple[Tugas, bytes]] = {}
    for tanda, t, naskah in siap:
        if (ada := _INGATAN.ambil(tanda)) is not None:
            hasil[tanda] = ada
        else:
            baru[tanda] = (t, naskah)
    for tanda, isi in zip(baru, _gambar(list(baru.values())), strict=True):
        hasil[tanda] = isi
        _INGATAN.taruh(tanda, isi)
    return [hasil[tanda] for tanda, _, _ in siap]


def _gambar(baru: Sequence[tuple[Tugas, bytes]]) -> list[bytes]:
    if sum(t.baris for t, _ in baru) <= BARIS_SENDIRI:
        return [gambar_pdf(FOLDER / t.templat, naskah.decode()) for t, naskah in baru]
    with (
        KolamAnak(_MODUL, _JUMLAH_ANAK, memori_mb=_MEMORI_MB, detik=_DETIK) as kolam,
        ThreadPoolExecutor(_JUMLAH_ANAK) as utas,
    ):
        return list(utas.map(lambda x: _lewat_anak(kolam, *x), baru))


def _lewat_anak(kolam: KolamAnak, tugas: Tugas, naskah: bytes) -> bytes:
    """Draw one document in a child; one that died gets a second, fresh child."""
    kepala = {"templat": str(FOLDER / tugas.templat)}
    for terakhir in (False, True):
        sendiri = Anak(_MODUL, memori_mb=_MEMORI_MB, detik=_DETIK) if tugas.baris > BARIS_BESAR else None
        try:
            return base64.b64decode((sendiri or kolam).panggil("gambar", kepala, naskah)["isi"])
        except (AnakBatas, AnakMati) as e:
            if terakhir:
                raise CetakGalat(f"{tugas.templat} tidak dapat digambar: {e}") from e
        finally:
            if sendiri is not None:
                sendiri.tutup()
    raise AssertionError
