"""The contract of every target: put, verify, switch, look again (design §4.7).

Files go to a place nobody reads yet, are read back and compared, then one pointer moves, then what the public would
get is read and compared. A failure anywhere leaves, or puts back, what was there before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol, runtime_checkable

import orjson

from dip.sidik import sha256
from keluaran.bentuk.dasar import NAMA_MANIFES

BATAS_BACA = 200 << 20
"""Bytes of one file that are read from a target: nothing of ours comes near, and a hostile server sends for ever."""

BATAS_LAMA = 1800.0
"""Seconds that reading one file may take."""

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

    def rapikan(self, habis: bool = False) -> None:
        """Remove what is no longer needed (old releases, leftovers of a crash). With `habis` no release but the live
        one stays: older ones hold something that was taken down."""
        ...


@runtime_checkable
class Bertutup(Protocol):
    """A target that holds a connection: `tutup` gives it up, and the next call opens a new one."""

    def tutup(self) -> None:
        """Give up the connection; free when there is none."""
        ...


@dataclass(frozen=True, slots=True)
class HasilTerbit:
    """How publishing to one target ended.

    `kode` and `sebab` (a sentence) are empty when `ok`. `dikirim` counts the files sent. `diperbaiki` lists files of
    the live release that had been changed by somebody else and were put right: worth telling the petugas. `sisa` says
    why old releases could not be removed; what was published is right all the same.
    """

    ok: bool
    rilis: str
    sebab: str = ""
    kode: str = ""
    dikirim: int = 0
    diperbaiki: tuple[str, ...] = ()
    sisa: str = ""


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
        if not jalan_sah(nama):
            raise TujuanGalat("TUJUAN-BERKAS", f"Nama berkas {nama!r} tidak boleh diterbitkan.")


def jalan_sah(nama: str) -> bool:
    """Whether a path stays in its folder and hides nothing in it; also asked of paths that a target tells us."""
    jalan = PurePosixPath(nama)
    utuh = str(jalan) == nama and not jalan.is_absolute() and "\\" not in nama and nama.isprintable()
    return utuh and bool(jalan.parts) and not any(b.startswith(".") for b in jalan.parts)


def rilis_sah(nama: str) -> bool:
    """Whether a name is one of a release: 16 hex digits."""
    return _RILIS.fullmatch(nama) is not None


def peta_manifes(isi: bytes) -> dict[str, str]:
    """Digest of each file that a manifest lists, itself included; empty when the bytes are no manifest of ours: what
    it lists is taken away at the next switch, so one path that leads out of the folder makes it none.
    """
    try:
        berkas = orjson.loads(isi)["berkas"]
        peta = {str(n): str(b["sha256"]) for n, b in berkas.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}
    if not all(map(jalan_sah, peta)):
        return {}
    return peta | {NAMA_MANIFES: sha256(isi)}


def sebutkan(nama: Iterable[str], banyak: int = 5) -> str:
    """The first few names, for a sentence."""
    semua = sorted(nama)
    return ", ".join(semua[:banyak]) + (f", dan {len(semua) - banyak} lainnya" if len(semua) > banyak else "")


def _beda(di_mana: str, beda: list[str]) -> TujuanGalat:
    """The failure of a comparison, with the first few names."""
    return TujuanGalat(
        "TUJUAN-BEDA", f"{di_mana}: {len(beda)} berkas tidak sama dengan yang dikirim ({sebutkan(beda)})."
    )


def _pindahkan(tujuan: Tujuan, berkas: Mapping[str, bytes], rilis: str, lama: str | None) -> None:
    """Switch and look again; when what the public gets is not right, put the pointer back and raise."""
    try:
        tujuan.tunjuk(rilis)  # inside: an answer that got lost may belong to a switch that was done
        if tujuan.yang_ditunjuk() != rilis:
            raise TujuanGalat("TUJUAN-TULIS", "Penunjuk edisi tidak berpindah ke rilis baru.")
        if beda := tujuan.periksa_tayang(berkas):
            raise _beda("Setelah dipindahkan", beda)
        if beda := tujuan.periksa_publik(berkas):
            raise _beda("Dibaca dari alamat publik", beda)
    except (TujuanGalat, OSError) as sebab:
        if lama != rilis:
            _kembalikan(tujuan, lama, sebab)
        raise


def _kembalikan(tujuan: Tujuan, lama: str | None, sebab: TujuanGalat | OSError) -> None:
    """Put the pointer back; when that fails too, raise what went wrong first, with what is to be done now."""
    try:
        tujuan.tunjuk(lama)
    except (TujuanGalat, OSError):
        kode = sebab.kode if isinstance(sebab, TujuanGalat) else "TUJUAN-TULIS"
        raise TujuanGalat(kode, f"{kalimat_gangguan(sebab)} {BELUM_KEMBALI}") from sebab


BELUM_KEMBALI = (
    "Edisi lama belum dapat dikembalikan; yang tampil mungkin campuran. Terbitkan lagi setelah sebabnya diperbaiki."
)
"""What is said when putting back fails as well."""


BELUM_HABIS = "Yang dicabut sudah tidak tampil, tetapi berkas terbitan lama di tujuan itu belum terhapus."
"""What is said when older releases could not be removed."""


def kalimat_gangguan(e: TujuanGalat | OSError) -> str:
    """The sentence of a failure."""
    if isinstance(e, TujuanGalat):
        return str(e)
    return f"Tujuan tidak dapat dibaca atau ditulis ({e.strerror or type(e).__name__})."


def hasil_gagal(rilis: str, e: TujuanGalat | OSError) -> HasilTerbit:
    """A failure as a result."""
    return HasilTerbit(False, rilis, kalimat_gangguan(e), e.kode if isinstance(e, TujuanGalat) else "TUJUAN-TULIS")


def tutup(tujuan: Tujuan) -> None:
    """Give up what connection a target holds."""
    if isinstance(tujuan, Bertutup):
        tujuan.tutup()


def terbitkan(tujuan: Tujuan, berkas: Mapping[str, bytes], rilis: str, habis: bool = False) -> HasilTerbit:
    """Put, verify, switch, look again, tidy up. Never raises for what a target does; the reason is in the result.

    With `habis` it is not done before all older releases are gone (something in them was taken down).
    """
    try:
        return _terbitkan(tujuan, berkas, rilis, habis)
    except (TujuanGalat, OSError) as e:
        return hasil_gagal(rilis, e)
    finally:
        tutup(tujuan)


def _terbitkan(tujuan: Tujuan, berkas: Mapping[str, bytes], rilis: str, habis: bool) -> HasilTerbit:
    periksa_nama(berkas, rilis)
    lama = tujuan.yang_ditunjuk()
    diperbaiki = set(tujuan.rencana(berkas, rilis).asing)
    if lama == rilis:
        diperbaiki.update(tujuan.periksa(berkas, rilis))
    dikirim = tujuan.letakkan(berkas, rilis)
    if beda := tujuan.periksa(berkas, rilis):
        raise _beda("Setelah diletakkan", beda)
    _pindahkan(tujuan, berkas, rilis, lama)
    sisa = ""
    try:
        tujuan.rapikan(habis)
    except (TujuanGalat, OSError) as e:  # the edition is live and right; old ones are removed the next time
        sisa = kalimat_gangguan(e)
        if habis:
            kode = e.kode if isinstance(e, TujuanGalat) else "TUJUAN-TULIS"
            raise TujuanGalat(kode, f"{sisa} {BELUM_HABIS}") from None
    return HasilTerbit(True, rilis, dikirim=dikirim, diperbaiki=tuple(sorted(diperbaiki)), sisa=sisa)
