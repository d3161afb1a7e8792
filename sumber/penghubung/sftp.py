"""The newest file of a folder reached over SSH, for offices whose only server is an old Linux box.

The host key is pinned: whoever answers with another one gets no password and gives no file. No known_hosts, no agent,
no keys lying about. One try has one deadline for everything; then the connection is shut, wherever it stands.
"""

from __future__ import annotations

import io
import logging
import posixpath
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import paramiko
from paramiko.ssh_exception import IncompatiblePeer

from dip.pengaturan import Kebijakan, Opd
from dip.pengaturan_sumber import SumberSftp
from dip.tarikan import Alat, Tarikan
from sumber.penghubung.alamat import Gagal, periksa_inang
from sumber.penghubung.http import sandi
from sumber.penghubung.pemutus import giliran
from sumber.penghubung.pilih import MAKS_ISI_FOLDER, Calon, baca_utuh, golongan, lain, nihil, pilih
from sumber.penghubung.sambungan import Batas
from sumber.penghubung.tanda import MB, nama_layak, terima
from sumber.penghubung.ulang import berulang

_KUNCI: tuple[type[paramiko.PKey], ...] = (paramiko.Ed25519Key, paramiko.ECDSAKey, paramiko.RSAKey)
_JENIS_INANG = (
    ("ssh-ed25519",),
    ("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"),
    ("rsa-sha2-512", "rsa-sha2-256"),
)
"""Kinds of host keys, asked for in turn: a server has several, and the pinned one may not be its first."""
_POTONG = 1 << 16

logging.getLogger("paramiko").addHandler(logging.NullHandler())  # its tracebacks belong to nobody's terminal


class FolderSftp:
    """An office's folder while connected (`buka_sftp`). Methods raise Gagal, OSError and what paramiko raises."""

    def __init__(self, sftp: paramiko.SFTPClient, folder: str) -> None:
        self.sftp = sftp
        self.folder = sftp.normalize(folder) or folder

    def di(self, nama: str) -> str:
        """Path of a file in the folder."""
        return posixpath.join(self.folder, nama)

    def daftar(self, pola: str) -> Iterator[Calon]:
        """The files that matter. A link counts when it leads to a file in the same folder."""
        for n, a in enumerate(self.sftp.listdir_iter(self.folder, read_aheads=1)):
            if n >= MAKS_ISI_FOLDER:
                raise Gagal("TARIK-BESAR", f"lebih dari {MAKS_ISI_FOLDER} berkas di folder")
            if "/" in a.filename or golongan(a.filename, pola) == "lain":
                continue
            if stat.S_ISREG(a.st_mode or 0):
                yield _calon(a.filename, a)
            elif stat.S_ISLNK(a.st_mode or 0):
                with suppress(PermissionError, Gagal):
                    yield self.lihat(a.filename)

    def lihat(self, nama: str) -> Calon:
        """The state of a file now. Raises Gagal for what is no file, or lies elsewhere."""
        try:
            nyata = self.sftp.normalize(self.di(nama)) or ""
            a = self.sftp.stat(nyata)
        except FileNotFoundError as e:
            raise Gagal("TARIK-TIDAK-ADA", "berkas hilang selagi diambil", sementara=True) from e
        if posixpath.dirname(nyata) != self.folder or not stat.S_ISREG(a.st_mode or 0):
            raise Gagal("TARIK-ALAMAT", f"{nama_layak(nama)} menunjuk ke luar folder")
        return _calon(nama, a)

    def baca(self, calon: Calon, batas: int) -> bytes:
        """Little more than `batas` bytes or what was announced, one request after the other: the library's read-ahead
        runs in a thread that nobody can end.
        """
        batas = batas if calon.ukuran < 0 else min(batas, calon.ukuran)
        isi = bytearray()
        with self.sftp.open(self.di(calon.nama), "rb") as f:
            while len(isi) <= batas and (potong := f.read(_POTONG)):
                isi += potong
        return bytes(isi)

    def taruh(self, nama: str, sementara: str, isi: bytes) -> None:
        """Write a file under a name nobody reads, then move it onto its own."""
        try:
            with self.sftp.open(self.di(sementara), "wb") as f:
                f.set_pipelined(True)
                f.write(isi)
            self.sftp.posix_rename(self.di(sementara), self.di(nama))
        except OSError:
            with suppress(OSError):
                self.sftp.remove(self.di(sementara))
            raise


def _calon(nama: str, a: paramiko.SFTPAttributes) -> Calon:
    return Calon(nama, -1 if a.st_size is None else a.st_size, (a.st_mtime or 0) * 10**9)


@contextmanager
def buka_sftp(sumber: SumberSftp, alat: Alat, kebijakan: Kebijakan) -> Iterator[FolderSftp]:
    """A turn at the host, logged in, until the deadline. Whatever goes wrong in it becomes a Gagal."""
    masuk = sandi(alat, sumber.pengguna, sumber.rahasia)
    rahasia = masuk[1] if masuk else ""
    kunci = _kunci(sumber, rahasia)
    lokal = kebijakan.izinkan_alamat_lokal
    with giliran(sumber.inang, sumber.port, alat, kebijakan), Batas(sumber.batas_detik, izinkan_lokal=lokal) as batas:
        jalur: paramiko.Transport | None = None
        try:
            periksa_inang(sumber.inang, sumber.port, izinkan_lokal=lokal)
            jalur = _jabat(sumber, batas)
            batas.siap = True
            if kunci:
                jalur.auth_publickey(sumber.pengguna, kunci)
            else:
                jalur.auth_password(sumber.pengguna, rahasia)
            sftp = paramiko.SFTPClient.from_transport(jalur)
            if sftp is None:
                raise Gagal("TARIK-PUTUS", "SFTP tidak tersedia", sementara=True)
            yield FolderSftp(sftp, sumber.folder)
        except UnicodeDecodeError as e:  # the library only knows names as text
            raise Gagal("TARIK-TIDAK-ADA", "folder memuat nama berkas dengan huruf yang tidak dikenal") from e
        except (paramiko.SSHException, OSError, EOFError) as e:
            raise _dari_galat(e, batas) from e
        finally:
            if jalur is not None:
                jalur.close()


def _kunci(sumber: SumberSftp, rahasia: str) -> paramiko.PKey | None:
    """The private key of a secret's text, None where a password is used. Raises Gagal."""
    if sumber.masuk == "sandi":
        return None
    for jenis in _KUNCI:
        with suppress(paramiko.SSHException, ValueError, IndexError, TypeError):
            return jenis.from_private_key(io.StringIO(rahasia.strip() + "\n"))
    raise Gagal("TARIK-SANDI", f"rahasia {sumber.rahasia} bukan kunci SSH tanpa kata sandi")


def _jabat(sumber: SumberSftp, batas: Batas) -> paramiko.Transport:
    """A connection to the very server that is pinned: no key but that one is accepted. Raises Gagal or SSHException."""
    for jenis in _JENIS_INANG:
        soket = socket.create_connection((sumber.inang, sumber.port), sumber.batas_detik)
        # small requests that wait for an answer: without this each of them costs a delayed acknowledgement (40 ms)
        soket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        batas.terhubung(soket)
        jalur = paramiko.Transport(soket)
        try:
            jalur.banner_timeout = jalur.auth_timeout = sumber.batas_detik
            jalur.get_security_options().key_types = jenis
            jalur.start_client(timeout=sumber.batas_detik)
            if jalur.get_remote_server_key().fingerprint.rstrip("=") == sumber.sidik_inang.rstrip("="):
                return jalur
        except IncompatiblePeer:  # it has no key of this kind
            pass
        except BaseException:
            jalur.close()
            raise
        jalur.close()
    raise Gagal("TARIK-TLS", "kunci server bukan yang dicatat di sidik_inang")


def _dari_galat(e: Exception, batas: Batas) -> Gagal:
    """The reason behind an exception; its text is not used."""
    if batas.habis or isinstance(e, TimeoutError):
        return Gagal("TARIK-WAKTU", "terlalu lambat", sementara=True, inang_mati=not batas.siap)
    if isinstance(e, paramiko.AuthenticationException):
        return Gagal("TARIK-SANDI", "server menolak pengguna atau rahasianya")
    if isinstance(e, PermissionError):
        return Gagal("TARIK-SANDI", "pengguna tidak berhak atas folder atau berkasnya")
    if isinstance(e, FileNotFoundError):
        return Gagal("TARIK-TIDAK-ADA", "folder atau berkas tidak ada")
    return Gagal("TARIK-PUTUS", "sambungan gagal atau terputus", sementara=True, inang_mati=not batas.siap)


def tarik_sftp(opd: Opd, sumber: SumberSftp, terakhir: Tarikan | None, alat: Alat, kebijakan: Kebijakan) -> Tarikan:
    """Pull the newest file of a folder over SSH with retries. Never raises for what the server does."""
    alamat = f"sftp://{sumber.inang}:{sumber.port}/{sumber.folder.strip('/')}"
    batas = kebijakan.batas_berkas_mb * MB

    def satu(ke: int) -> Tarikan:
        with buka_sftp(sumber, alat, kebijakan) as folder:
            pilihan = pilih(folder.daftar(sumber.pola), sumber.pola)
            calon = pilihan.berkas
            if pilihan.nihil:
                return nihil(opd, terakhir, alat, alamat, calon, ke)
            isi, dibaca = baca_utuh(
                calon, lambda: folder.lihat(calon.nama), lambda c: folder.baca(c, batas), alat, batas
            )  # fmt: skip
        nama = nama_layak(calon.nama)
        return terima(
            opd, alat, terakhir, isi, alamat=f"{alamat}/{nama}", nama=nama, diubah=dibaca.cap, percobaan=ke,
            lain=lain(pilihan, terakhir),
        )  # fmt: skip

    return berulang(opd, alat, alamat, sumber.coba, satu)
