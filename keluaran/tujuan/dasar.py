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
    may not be published) · `TUJUAN-TULIS` (the target cannot be read or written) · `TUJUAN-BEDA` (read back unequal) ·
    `TUJUAN-MASUK` (login refused, host key not the pinned one) · `TUJUAN-HAK` (logged in, but not allowed) ·
    `TUJUAN-PUTUS` (not reachable, timed out, or busy: trying again may help).
    """

    def __init__(self, kode: str, pesan: str) -> None:
        super().__init__(pesan)
        self.kode = kode


@dataclass(frozen=True, slots=True)
class Rencana:
    """What publishing a release would do (a dry run): paths to be sent, paths the public would lose, paths that
    somebody else made or changed since the live release. `rilis_hidup` is what is live now.
    """

    rilis_hidup: str | None
    dikirim: tuple[str, ...]
    dihapus: tuple[str, ...]
    asing: tuple[str, ...]


class Tujuan(Protocol):
    """A place to publish to: probe, plan, put, verify, switch, read back, roll back.

    All methods may raise TujuanGalat or OSError. Credentials are sent to the target's own host only, never to where it
    redirects.
    """

    def uji(self) -> list[str]:
        """Probe: try what publishing needs (login, rights, rename, switch) and leave nothing behind. Sentences saying
        what is missing and what to do; empty when ready."""
        ...

    def rencana(self, berkas: Mapping[str, bytes], rilis: str) -> Rencana:
        """Plan: compare with what is live, without changing anything."""
        ...

    def letakkan(self, berkas: Mapping[str, bytes], rilis: str) -> int:
        """Put the files of a release where nobody reads them yet; how many were sent. Files the target has already are
        not sent again. Repeating it is free; a damaged release is mended."""
        ...

    def periksa(self, berkas: Mapping[str, bytes], rilis: str) -> list[str]:
        """Verify: read a release back; sorted paths that are missing, different, or not part of it."""
        ...

    def tunjuk(self, rilis: str | None) -> None:
        """Switch to a release that was put (also an older one: roll back); None takes everything of ours away.

        Where the switch is not one step, what was touched is put back when a step fails.
        """
        ...

    def yang_ditunjuk(self) -> str | None:
        """The release the public sees, None when there is none."""
        ...

    def periksa_tayang(self, berkas: Mapping[str, bytes]) -> list[str]:
        """Like `periksa`, but read through the pointer, with our credentials."""
        ...

    def periksa_publik(self, berkas: Mapping[str, bytes]) -> list[str]:
        """Read back as the public does: from the public address, without credentials. Sorted paths that differ; empty
        when right, or when there is no public address to read (`alamat_publik`, `baca_publik`)."""
        ...

    def rapikan(self) -> None:
        """Remove what is no longer needed (old releases, leftovers of a crash)."""
        ...


@dataclass(frozen=True, slots=True)
class HasilTerbit:
    """How publishing to one target ended.

    `kode` and `sebab` (a sentence) are empty when `ok`. `dikirim` counts the files sent. `diperbaiki` lists files of
    the live release that had been changed by somebody else and were put right: worth telling the petugas.
    """

    ok: bool
    rilis: str
    sebab: str = ""
    kode: str = ""
    dikirim: int = 0
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
        if beda := tujuan.periksa_publik(berkas):
            raise _beda("Dibaca dari alamat publik", beda)
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
        dikirim = tujuan.letakkan(berkas, rilis)
        if beda := tujuan.periksa(berkas, rilis):
            raise _beda("Setelah diletakkan", beda)
        _pindahkan(tujuan, berkas, rilis, lama)
        tujuan.rapikan()
    except TujuanGalat as e:
        return HasilTerbit(False, rilis, str(e), e.kode)
    except OSError as e:
        return HasilTerbit(False, rilis, f"Tujuan tidak dapat dibaca atau ditulis ({e.strerror or e}).", "TUJUAN-TULIS")
    return HasilTerbit(True, rilis, dikirim=dikirim, diperbaiki=diperbaiki)
