"""Publish into a folder that a web server shows.

    <akar>/rilis/<rilis>/…     one complete release, 16 hex digits, never edited
    <akar>/kini                symlink to `rilis/<rilis>`; this is what the web server serves

A release is written beside its place and renamed; files equal to the live release are hard links, so a monthly edition
costs only what changed. Switching is a symlink made under another name and renamed over `kini`: a reader in a tight
loop saw no missing and no torn file. Other things in `<akar>` are left alone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from dip.awet import sinkron, tulis_baru
from dip.pengaturan_tujuan import TujuanFolder
from dip.titik import lewat
from keluaran.bentuk.dasar import NAMA_MANIFES
from keluaran.tujuan.dasar import Rencana, TujuanGalat, periksa_nama, peta_manifes, rilis_sah
from keluaran.tujuan.publik import periksa_publik_tujuan

_SEMENTARA = ".tulis-"
TERBACA = 0o755
"""Mode of folders: the web server reads them, whatever our umask is."""

SISA_DETIK = 24 * 3600
"""A half-written folder this much older than the live release was left by a crash."""


def _tulis(jalan: Path, isi: bytes) -> None:
    """Write a new file, durable and readable for the web server. Raises FileExistsError when it is there."""
    tulis_baru(jalan, isi)
    jalan.chmod(0o644)


def _biasa(jalan: Path) -> bool:
    """Whether a path is a plain file itself (not a link to one)."""
    try:
        return stat.S_ISREG(jalan.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def _sama(jalan: Path, isi: bytes) -> bool:
    """Whether a plain file holds exactly these bytes."""
    return _biasa(jalan) and jalan.stat().st_size == len(isi) and jalan.read_bytes() == isi


def _isi_folder(akar: Path, awalan: str = "") -> Iterator[str]:
    """Relative paths of everything that is not a folder, without following links."""
    with os.scandir(akar) as isi:
        for e in isi:
            if e.is_dir(follow_symlinks=False):
                yield from _isi_folder(Path(e.path), f"{awalan}{e.name}/")
            else:
                yield awalan + e.name


def _beda(folder: Path, berkas: Mapping[str, bytes]) -> list[str]:
    """Sorted paths in which a folder differs from the files it should hold, foreign ones included."""
    if not folder.is_dir():
        return sorted(berkas)
    ada = set(_isi_folder(folder))
    salah = {n for n, isi in berkas.items() if n not in ada or not _sama(folder / n, isi)}
    return sorted(salah | (ada - set(berkas)))


def _diubah(tempat: Path, ada: set[str]) -> list[str]:
    """Sorted paths of a release that are not as its manifest says; a manifest that was touched says nothing else."""
    try:
        peta = peta_manifes((tempat / NAMA_MANIFES).read_bytes())
    except OSError:
        peta = {}
    if peta.get(NAMA_MANIFES, "")[:16] != tempat.name:
        return [NAMA_MANIFES]
    salah = {n for n, sidik in peta.items() if n not in ada or not _biasa(tempat / n) or _sidik(tempat / n) != sidik}
    return sorted(salah | (ada - peta.keys()))


def _sidik(jalan: Path) -> str:
    """sha256 of a file."""
    with jalan.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def coba_folder(folder: Path) -> None:
    """Write, replace and link in a folder of its own, and remove it. Raises OSError when something is not possible."""
    tempat = Path(tempfile.mkdtemp(prefix=".dip-uji-", dir=folder))
    try:
        (tempat / "satu").write_bytes(b"satu")
        (tempat / "dua").write_bytes(b"dua")
        (tempat / "dua").replace(tempat / "satu")
        for isi in ("x", "satu"):
            (tempat / "baru").symlink_to(isi)
            (tempat / "baru").replace(tempat / "kini")
        if (tempat / "kini").read_bytes() != b"dua":
            raise OSError(5, "yang ditulis tidak terbaca sama")
    finally:
        shutil.rmtree(tempat)


class Folder:
    """A folder target (see module text). Args: `akar`, and how many releases to keep (`simpan_rilis`, at least 2)."""

    def __init__(self, akar: Path, simpan_rilis: int = 6, pengaturan: TujuanFolder | None = None) -> None:
        self._akar = akar
        self._rilis = akar / "rilis"
        self._kini = akar / "kini"
        self._simpan = max(2, simpan_rilis)
        self._pengaturan = pengaturan

    def _siapkan(self) -> None:
        """Make the folders; refuse what is not ours."""
        self._akar.mkdir(parents=True, exist_ok=True)
        if self._rilis.is_symlink() or (self._rilis.exists() and not self._rilis.is_dir()):
            raise TujuanGalat("TUJUAN-ASING", f"{self._rilis} sudah ada dan bukan folder rilis. Pindahkan dahulu.")
        if not self._rilis.exists():
            self._rilis.mkdir()
            self._rilis.chmod(TERBACA)
        self.yang_ditunjuk()

    def yang_ditunjuk(self) -> str | None:
        """The live release. Raises TujuanGalat `TUJUAN-ASING` when `kini` is not a pointer of ours."""
        if not self._kini.is_symlink():
            if self._kini.exists():
                raise TujuanGalat(
                    "TUJUAN-ASING",
                    f"{self._kini} sudah ada dan bukan penunjuk milik program ini. "
                    "Pindahkan isinya ke tempat lain, lalu terbitkan lagi.",
                )
            return None
        induk, _, nama = str(self._kini.readlink()).rpartition("/")
        if induk != "rilis" or not rilis_sah(nama):
            raise TujuanGalat("TUJUAN-ASING", f"{self._kini} menunjuk ke tempat lain. Hapus penunjuk itu dahulu.")
        return nama

    def letakkan(self, berkas: Mapping[str, bytes], rilis: str) -> int:
        """Write a release beside its place and rename it; mend it file by file when it is there but damaged."""
        periksa_nama(berkas, rilis)
        self._siapkan()
        tempat = self._rilis / rilis
        if tempat.is_symlink() or (tempat.exists() and not tempat.is_dir()):
            raise TujuanGalat("TUJUAN-ASING", f"{tempat} sudah ada dan bukan folder rilis. Pindahkan dahulu.")
        if tempat.is_dir():
            return self._perbaiki(berkas, tempat)
        hidup = self.yang_ditunjuk()
        sementara = Path(tempfile.mkdtemp(prefix=_SEMENTARA, dir=self._rilis))
        dikirim = 0
        try:
            for nama, isi in berkas.items():
                dikirim += self._letakkan_satu(sementara / nama, isi, self._rilis / hidup / nama if hidup else None)
            for folder in sorted({(sementara / n).parent for n in berkas} | {sementara}):
                folder.chmod(TERBACA)
                sinkron(folder)
            lewat("rilis.ditulis")
            sementara.rename(tempat)
            lewat("rilis.selesai")
        except BaseException:
            shutil.rmtree(sementara, ignore_errors=True)
            raise
        sinkron(self._rilis)
        return dikirim

    def _letakkan_satu(self, jalan: Path, isi: bytes, kembar: Path | None) -> bool:
        """One new file: a hard link when the live release has the same bytes, else written; whether it was written."""
        jalan.parent.mkdir(parents=True, exist_ok=True)
        if kembar is not None and _sama(kembar, isi):
            try:
                jalan.hardlink_to(kembar)
                return False
            except OSError:  # a file system without hard links: write it like any other
                jalan.unlink(missing_ok=True)
        _tulis(jalan, isi)
        return True

    def _perbaiki(self, berkas: Mapping[str, bytes], tempat: Path) -> int:
        """Put a damaged release right: each file replaced in one step, foreign files removed. How many were written."""
        beda = _beda(tempat, berkas)
        for nama in beda:  # first, so that nothing foreign stands where a folder of ours must be
            if nama not in berkas:
                (tempat / nama).unlink()
        for nama in beda:
            if nama not in berkas:
                continue
            jalan = tempat / nama
            if jalan.is_dir() and not jalan.is_symlink():
                shutil.rmtree(jalan)
            jalan.parent.mkdir(parents=True, exist_ok=True)
            jalan.parent.chmod(TERBACA)
            baru = jalan.with_name(f"{_SEMENTARA}{jalan.name}")
            baru.unlink(missing_ok=True)
            _tulis(baru, berkas[nama])
            baru.replace(jalan)
            sinkron(jalan.parent)
        return sum(nama in berkas for nama in beda)

    def periksa(self, berkas: Mapping[str, bytes], rilis: str) -> list[str]:
        """Paths of a release that differ, read back from disk."""
        periksa_nama(berkas, rilis)
        return _beda(self._rilis / rilis, berkas)

    def uji(self) -> list[str]:
        """Try writing, renaming and switching beside the folder's content; what is missing, as sentences."""
        try:
            self.yang_ditunjuk()
        except TujuanGalat as e:
            return [str(e)]
        ada = self._akar
        while not ada.exists() and ada != ada.parent:
            ada = ada.parent
        try:
            coba_folder(ada)
        except OSError as e:
            sebab = e.strerror or type(e).__name__
            return [f"Folder {ada} tidak dapat ditulisi ({sebab}). Beri akun program ini hak tulis pada folder itu."]
        return []

    def rencana(self, berkas: Mapping[str, bytes], rilis: str) -> Rencana:
        """Compare with the live release, whose own manifest says what nobody should have changed."""
        periksa_nama(berkas, rilis)
        hidup = self.yang_ditunjuk()
        tempat = self._rilis / hidup if hidup else None
        if tempat is None or not tempat.is_dir():
            return Rencana(hidup, tuple(sorted(berkas)), (), ())
        ada = set(_isi_folder(tempat))
        return Rencana(
            hidup,
            tuple(sorted(n for n, isi in berkas.items() if not _sama(tempat / n, isi))),
            tuple(sorted(ada - berkas.keys())),
            tuple(_beda(tempat, berkas) if hidup == rilis else _diubah(tempat, ada)),
        )

    def periksa_publik(self, berkas: Mapping[str, bytes]) -> list[str]:
        """Read back from the public address."""
        return periksa_publik_tujuan(self._pengaturan, berkas)

    def periksa_tayang(self, berkas: Mapping[str, bytes]) -> list[str]:
        """Paths that differ when read through `kini`."""
        return _beda(self._kini, berkas)

    def tunjuk(self, rilis: str | None) -> None:
        """Switch `kini` in one step. Raises TujuanGalat when the release is not there or `kini` is not ours."""
        self.yang_ditunjuk()
        if rilis is None:
            self._kini.unlink(missing_ok=True)
            return
        if not rilis_sah(rilis) or not (self._rilis / rilis).is_dir():
            raise TujuanGalat("TUJUAN-BERKAS", f"Rilis {rilis!r} tidak ada di {self._rilis}.")
        baru = self._akar / f".kini-{rilis}"
        baru.unlink(missing_ok=True)
        baru.symlink_to(f"rilis/{rilis}")
        lewat("tunjuk.sebelum")
        baru.replace(self._kini)
        lewat("tunjuk.selesai")
        os.utime(self._rilis / rilis)  # "last live" is what decides which old releases are kept
        sinkron(self._akar)

    def rapikan(self, habis: bool = False) -> None:
        """Keep the live release and (not `habis`) the newest others up to `simpan_rilis`; remove leftovers."""
        hidup = self.yang_ditunjuk()
        if hidup is None:
            return
        semua = [d for d in self._rilis.iterdir() if d.is_dir() and not d.is_symlink()]
        rilis = [d for d in semua if rilis_sah(d.name) and d.name != hidup]
        rilis.sort(key=lambda d: (d.stat().st_mtime_ns, d.name), reverse=True)
        tua = (self._rilis / hidup).stat().st_mtime - SISA_DETIK
        sisa = [d for d in semua if d.name.startswith(_SEMENTARA) and (habis or d.stat().st_mtime < tua)]
        for d in [*rilis[0 if habis else self._simpan - 1 :], *sisa]:
            shutil.rmtree(d)
