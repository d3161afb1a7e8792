"""The contract of every target: put, verify, switch, look again (design §4.7).

Files go to a place nobody reads yet, are read back and compared, then one pointer moves, then what the public would
get is read and compared. A failure anywhere leaves, or puts back, what was there before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol

from dip.sidik import sha256

NAMA_MANIFES = "dip-manifest.json"

_RILIS = re.compile(r"[0-9a-f]{16}")


class TujuanGalat(Exception):
    """A target refuses or fails. `kode` is stable, the text says in plain Indonesian what is wrong.

    Codes: `TUJUAN-ASING` (something that is not ours stands in the way) · `TUJUAN-BERKAS` (a path or release name that
    may not be published) · `TUJUAN-TULIS` (the target cannot be read or written) · `TUJUAN-BEDA` (read back unequal).
    """

    def __init__(self, kode: str, pesan: str) -> None:
        super().__init__(pesan)
        self.kode = kode


class Tujuan(Protocol):
    """A place to publish to. All methods may raise TujuanGalat or OSError."""

    def letakkan(self, berkas: Mapping[str, bytes], rilis: str) -> None:
        """Put the files of a release where nobody reads them yet. Repeating it is free; a damaged one is mended."""
        ...

    def periksa(self, berkas: Mapping[str, bytes], rilis: str) -> list[str]:
        """Read a release back: sorted paths that are missing, different, or not part of it."""
        ...

    def tunjuk(self, rilis: str | None) -> None:
        """Move the pointer to a release that was put, in one step; None takes the pointer away."""
        ...

    def yang_ditunjuk(self) -> str | None:
        """The release the public sees, None when there is none."""
        ...

    def periksa_tayang(self, berkas: Mapping[str, bytes]) -> list[str]:
        """Like `periksa`, but read through the pointer, as the public does."""
        ...

    def rapikan(self) -> None:
        """Remove what is no longer needed (old releases, leftovers of a crash)."""
        ...


@dataclass(frozen=True, slots=True)
class HasilTerbit:
    """How publishing to one target ended.

    `kode` and `sebab` (a sentence) are empty when `ok`. `diperbaiki` lists files of the live release that had been
    changed by somebody else and were put right: worth telling the petugas.
    """

    ok: bool
    rilis: str
    sebab: str = ""
    kode: str = ""
    diperbaiki: tuple[str, ...] = ()


def id_rilis(berkas: Mapping[str, bytes]) -> str:
    """The name of a release: the first 16 hex digits of the sha256 of its manifest. KeyError without a manifest."""
    return sha256(berkas[NAMA_MANIFES])[:16]


def periksa_nama(berkas: Mapping[str, bytes], rilis: str) -> None:
    """Raise TujuanGalat `TUJUAN-BERKAS` for a release name or path that could leave its folder or hide in it."""
    if not _RILIS.fullmatch(rilis):
        raise TujuanGalat("TUJUAN-BERKAS", f"Nama rilis {rilis!r} tidak sah.")
    if not berkas:
        raise TujuanGalat("TUJUAN-BERKAS", "Tidak ada berkas untuk diterbitkan.")
    for nama in berkas:
        jalan = PurePosixPath(nama)
        if str(jalan) != nama or jalan.is_absolute() or "\\" in nama or any(b.startswith(".") for b in jalan.parts):
            raise TujuanGalat("TUJUAN-BERKAS", f"Nama berkas {nama!r} tidak boleh diterbitkan.")


def _beda(di_mana: str, beda: list[str]) -> TujuanGalat:
    """The failure of a comparison, with the first few names."""
    contoh = ", ".join(beda[:5]) + (" dan lainnya" if len(beda) > 5 else "")
    return TujuanGalat("TUJUAN-BEDA", f"{di_mana}: {len(beda)} berkas tidak sama dengan yang dikirim ({contoh}).")


def _pindahkan(tujuan: Tujuan, berkas: Mapping[str, bytes], rilis: str, lama: str | None) -> None:
    """Switch and look again; when what the public gets is not right, put the pointer back and raise."""
    tujuan.tunjuk(rilis)
    try:
        if tujuan.yang_ditunjuk() != rilis:
            raise TujuanGalat("TUJUAN-TULIS", "Penunjuk edisi tidak berpindah ke rilis baru.")
        if beda := tujuan.periksa_tayang(berkas):
            raise _beda("Setelah dipindahkan", beda)
    except (TujuanGalat, OSError):
        if lama != rilis:
            tujuan.tunjuk(lama)
        raise


def terbitkan(tujuan: Tujuan, berkas: Mapping[str, bytes], rilis: str) -> HasilTerbit:
    """Put, verify, switch, look again, tidy up. Never raises for what a target does; the reason is in the result."""
    diperbaiki: tuple[str, ...] = ()
    try:
        periksa_nama(berkas, rilis)
        lama = tujuan.yang_ditunjuk()
        if lama == rilis:
            diperbaiki = tuple(tujuan.periksa(berkas, rilis))
        tujuan.letakkan(berkas, rilis)
        if beda := tujuan.periksa(berkas, rilis):
            raise _beda("Setelah diletakkan", beda)
        _pindahkan(tujuan, berkas, rilis, lama)
        tujuan.rapikan()
    except TujuanGalat as e:
        return HasilTerbit(False, rilis, str(e), e.kode)
    except OSError as e:
        return HasilTerbit(False, rilis, f"Tujuan tidak dapat dibaca atau ditulis ({e.strerror or e}).", "TUJUAN-TULIS")
    return HasilTerbit(True, rilis, diperbaiki=diperbaiki)
