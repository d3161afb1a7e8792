"""Files on a host reached over SFTP, one connection for a whole publication, because hosts count connections.

When it breaks, the next operation opens a new one, so that what was touched can be put back.
"""

from __future__ import annotations

import hashlib
import posixpath
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import paramiko

from dip.pengaturan_tujuan import TujuanSftp
from keluaran.tujuan.dasar import BATAS_BACA, TujuanGalat
from keluaran.tujuan.sftp_masuk import KlienSftp, masuk
from keluaran.tujuan.simpanan import Keadaan

TERBACA, FOLDER_TERBACA = 0o644, 0o755
"""Modes: the web server reads what we write, whatever the account's umask is."""

_POTONG = 1 << 18


class SimpananSftp:
    """Files below one folder of a host; connects when first used."""

    def __init__(self, pengaturan: TujuanSftp, rahasia: str) -> None:
        self._p = pengaturan
        self._rahasia = rahasia
        self._ssh: paramiko.SSHClient | None = None
        self._sftp: KlienSftp | None = None
        self._ada: set[str] = set()
        self._bisa_salin = True

    def _klien(self) -> KlienSftp:
        if self._sftp is None:
            self._ssh, self._sftp = masuk(self._p, self._rahasia)
        return self._sftp

    def tutup(self) -> None:
        """Give up the connection."""
        if self._ssh is not None:
            self._ssh.close()
        self._ssh = self._sftp = None
        self._ada.clear()

    def _di(self, jalan: str) -> str:
        return posixpath.join(self._p.folder, jalan) if jalan else self._p.folder

    @contextmanager
    def _jaga(self, jalan: str) -> Iterator[KlienSftp]:
        """The connection; failures as sentences. FileNotFoundError passes: its callers know what it means."""
        try:
            yield self._klien()
        except FileNotFoundError:
            raise
        except PermissionError:
            raise TujuanGalat(
                "TUJUAN-HAK",
                f"Pengguna {self._p.pengguna} tidak boleh membaca atau menulis {self._di(jalan)!r} di {self._p.inang}. "
                "Mintalah pengelola server memberi hak tulis pada folder itu.",
            ) from None
        except (paramiko.SSHException, EOFError, TimeoutError, ConnectionError) as e:
            self.tutup()
            raise TujuanGalat(
                "TUJUAN-PUTUS",
                f"Sambungan ke {self._p.inang} terputus ({type(e).__name__}). Terbitkan lagi bila jaringan sudah baik.",
            ) from None
        except OSError as e:
            if self._ssh is None or (jalur := self._ssh.get_transport()) is None or not jalur.is_active():
                self.tutup()
                raise TujuanGalat(
                    "TUJUAN-PUTUS", f"Sambungan ke {self._p.inang} terputus. Terbitkan lagi bila jaringan sudah baik."
                ) from None
            raise TujuanGalat(
                "TUJUAN-TULIS",
                f"Server {self._p.inang} tidak dapat mengerjakan {self._di(jalan)!r} ({e.strerror or e}). Periksa "
                "sisa ruang, kuota, dan apakah ada berkas lain dengan nama itu.",
            ) from None

    def isi_folder(self, jalan: str) -> dict[str, Keadaan]:
        """Names in a folder."""
        with self._jaga(jalan) as k:
            try:
                daftar = k.listdir_attr(self._di(jalan))
            except FileNotFoundError:
                return {}
        return {a.filename: _keadaan(a) for a in daftar}

    def baca(self, jalan: str) -> bytes | None:
        """A small file."""
        with self._jaga(jalan) as k:
            try:
                with k.open(self._di(jalan), "rb") as f:
                    isi: bytes = f.read(self._wajar(f, jalan))
                    return isi
            except FileNotFoundError:
                return None

    def _wajar(self, f: paramiko.SFTPFile, jalan: str) -> int:
        """Size of a file, before it is read. Raises TujuanGalat when a server says something absurd."""
        if (ukuran := f.stat().st_size or 0) > BATAS_BACA:
            raise TujuanGalat("TUJUAN-TULIS", f"{self._di(jalan)!r} di {self._p.inang} terlalu besar untuk dibaca.")
        return ukuran

    def sidik(self, jalan: str) -> str:
        """sha256, read from the server."""
        hitung = hashlib.sha256()
        with self._jaga(jalan) as k:
            try:
                with k.open(self._di(jalan), "rb") as f:
                    f.prefetch(self._wajar(f, jalan))
                    while potong := f.read(_POTONG):
                        hitung.update(potong)
            except FileNotFoundError:
                return ""
        return hitung.hexdigest()

    def tulis(self, jalan: str, isi: bytes) -> None:
        """Write a file and make it readable; its size is asked for before it is closed."""
        with self._jaga(jalan) as k, self._ketat(jalan), k.open(self._di(jalan), "wb") as f:
            f.set_pipelined(True)
            f.write(isi)
            self._rapat(f, len(isi), jalan)

    def _rapat(self, f: paramiko.SFTPFile, ukuran: int, jalan: str) -> None:
        """The size and mode a file must have after writing."""
        sifat = f.stat()
        if sifat.st_size != ukuran:
            raise TujuanGalat(
                "TUJUAN-TULIS",
                f"{self._di(jalan)!r} hanya tertulis {sifat.st_size} dari {ukuran} byte. Periksa sisa ruang dan kuota.",
            )
        if stat.S_IMODE(sifat.st_mode or 0) & TERBACA != TERBACA:
            f.chmod(TERBACA)

    @contextmanager
    def _ketat(self, jalan: str) -> Iterator[None]:
        """A path that must be there and is not."""
        try:
            yield
        except FileNotFoundError:
            raise TujuanGalat(
                "TUJUAN-TULIS", f"{self._di(jalan)!r} di {self._p.inang} hilang selagi dikerjakan. Terbitkan lagi."
            ) from None

    def salin(self, dari: str, ke: str) -> None:
        """Copy on the server (`copy-data`); where it cannot, read and write it over the wire."""
        if self._bisa_salin:
            try:
                with self._jaga(ke) as k, self._ketat(dari), k.open(self._di(dari), "rb") as f:
                    ukuran = f.stat().st_size or 0
                    with k.open(self._di(ke), "wb") as g:
                        k.salin(f, g)
                        self._rapat(g, ukuran, ke)
                return
            except TujuanGalat as e:
                if e.kode not in ("TUJUAN-TULIS", "TUJUAN-HAK"):
                    raise
                self._bisa_salin = False  # not known there, or forbidden
        isi = self.baca(dari)
        if isi is None:
            raise TujuanGalat("TUJUAN-TULIS", f"{self._di(dari)!r} tidak ada lagi di {self._p.inang}. Terbitkan lagi.")
        self.tulis(ke, isi)

    def pindah(self, dari: str, ke: str) -> None:
        """Move onto another in one step (`posix-rename`; plain rename refuses to overwrite)."""
        with self._jaga(ke) as k, self._ketat(dari):
            k.posix_rename(self._di(dari), self._di(ke))

    def pindah_folder(self, dari: str, ke: str) -> None:
        """Rename a folder."""
        with self._jaga(ke) as k, self._ketat(dari):
            k.rename(self._di(dari), self._di(ke))
        self._ada = {j for j in self._ada if j != dari and not j.startswith(f"{dari}/")}

    def hapus(self, jalan: str) -> None:
        """Remove a file or a symlink."""
        with self._jaga(jalan) as k, suppress(FileNotFoundError):
            k.remove(self._di(jalan))

    def buat_folder(self, jalan: str) -> None:
        """Make a folder and those above it."""
        if jalan in self._ada:
            return
        with self._jaga(jalan) as k:
            kurang = []
            penuh = self._di(jalan)
            while penuh not in ("", "/"):
                try:
                    k.stat(penuh)
                    break
                except FileNotFoundError:
                    kurang.append(penuh)
                    penuh = posixpath.dirname(penuh)
            for folder in reversed(kurang):
                k.mkdir(folder)
                k.chmod(folder, FOLDER_TERBACA)
        self._ada.add(jalan)

    def hapus_folder(self, jalan: str) -> None:
        """Remove an empty folder."""
        self._ada.discard(jalan)
        with suppress(FileNotFoundError):
            try:
                with self._jaga(jalan) as k:
                    k.rmdir(self._di(jalan))
            except TujuanGalat as e:
                if e.kode != "TUJUAN-TULIS":  # what it says of a folder that is not empty
                    raise

    def hapus_pohon(self, jalan: str) -> None:
        """Remove a folder with all that is in it; links are removed, not followed."""
        for nama, k in self.isi_folder(jalan).items():
            if k.jenis == "folder":
                self.hapus_pohon(f"{jalan}/{nama}")
            else:
                self.hapus(f"{jalan}/{nama}")
        self.hapus_folder(jalan)

    def baca_tautan(self, jalan: str) -> str | None:
        """Where a symlink points."""
        with self._jaga(jalan) as k:
            try:
                if stat.S_ISLNK(k.lstat(self._di(jalan)).st_mode or 0):
                    return k.readlink(self._di(jalan)) or ""
            except FileNotFoundError:
                return None
        raise TujuanGalat(
            "TUJUAN-ASING",
            f"{self._di(jalan)!r} sudah ada dan bukan penunjuk milik program ini. Pindahkan isinya ke tempat lain, "
            "lalu terbitkan lagi.",
        )

    def buat_tautan(self, isi: str, jalan: str) -> None:
        """Make a symlink."""
        with self._jaga(jalan) as k, self._ketat(jalan):
            k.symlink(isi, self._di(jalan))

    def tautkan(self, dari: str, ke: str) -> bool:
        """A second name for a file."""
        try:
            with self._jaga(ke) as k, self._ketat(dari):
                k.tautkan(self._di(dari), self._di(ke))
        except TujuanGalat as e:
            if e.kode == "TUJUAN-PUTUS":
                raise
            return False
        return True

    def sentuh(self, jalan: str) -> None:
        """Set the time of change to now."""
        with self._jaga(jalan) as k, self._ketat(jalan):
            k.utime(self._di(jalan), None)


def _keadaan(a: paramiko.SFTPAttributes) -> Keadaan:
    mode = a.st_mode or 0
    if stat.S_ISDIR(mode):
        return Keadaan("folder", tanda=str(a.st_mtime or 0))
    if stat.S_ISREG(mode):
        return Keadaan("berkas", a.st_size or 0, str(a.st_mtime or ""))
    return Keadaan("lain")
