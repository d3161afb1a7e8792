"""Log in over SSH: pinned host key, the one key or password of the settings, nothing else.

No known_hosts file, no agent, no keys lying about in the home folder. Whoever answers with another host key gets no
user name's password and no file. Secrets are in no message: sentences of the SSH library are not passed on.
"""

from __future__ import annotations

import io
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

import paramiko
from paramiko.sftp import CMD_EXTENDED, int64
from paramiko.ssh_exception import IncompatiblePeer

from dip.pengaturan_tujuan import TujuanSftp
from keluaran.tujuan.dasar import TujuanGalat

if TYPE_CHECKING:
    from paramiko.message import Message

BATAS_DETIK = 20.0
"""Seconds to connect, for the banner, and for the login."""

BATAS_JAWAB = 60.0
"""Seconds to wait for an answer to one request."""

HIDUP_DETIK = 15
"""Seconds between two signs of life, so that no router forgets the connection."""

_JENIS_KUNCI: tuple[type[paramiko.PKey], ...] = (paramiko.Ed25519Key, paramiko.ECDSAKey, paramiko.RSAKey)
_TAWARAN = (
    (),
    ("ssh-ed25519",),
    ("ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"),
)
"""Host key types not asked for, in turn: a server has several keys, and the pinned one may not be its first."""


class _BedaSidik(Exception):
    """The server showed another host key."""

    def __init__(self, terlihat: str) -> None:
        super().__init__(terlihat)
        self.terlihat = terlihat


class _HanyaSidik(paramiko.MissingHostKeyPolicy):
    """Accept exactly one host key."""

    def __init__(self, sidik: str) -> None:
        self._sidik = sidik.rstrip("=")

    def missing_host_key(self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey) -> None:
        """Called for every key, because no known_hosts is loaded."""
        if key.fingerprint.rstrip("=") != self._sidik:
            raise _BedaSidik(key.fingerprint)


class KlienSftp(paramiko.SFTPClient):
    """SFTP with two extensions of OpenSSH that the library does not name; sent the way its own `posix_rename` is."""

    if TYPE_CHECKING:

        def _request(self, t: int, *args: object) -> tuple[int, Message]: ...
        def _adjust_cwd(self, path: str) -> bytes: ...

    def tautkan(self, dari: str, ke: str) -> None:
        """A second name for a file (`hardlink@openssh.com`). Raises OSError when the server does not know it."""
        self._request(CMD_EXTENDED, "hardlink@openssh.com", self._adjust_cwd(dari), self._adjust_cwd(ke))

    def salin(self, dari: paramiko.SFTPFile, ke: paramiko.SFTPFile) -> None:
        """Copy on the server between two open files (`copy-data`). Raises OSError when it does not know that."""
        nol = int64(0)
        self._request(CMD_EXTENDED, "copy-data", dari.handle, nol, nol, ke.handle, nol)


def _kunci(rahasia: str) -> paramiko.PKey:
    """The private key of a secret's text. Raises TujuanGalat `TUJUAN-MASUK`."""
    for jenis in _JENIS_KUNCI:
        try:
            return jenis.from_private_key(io.StringIO(rahasia.strip() + "\n"))
        except paramiko.PasswordRequiredException:
            break
        except (paramiko.SSHException, ValueError, IndexError, TypeError):
            continue
    raise TujuanGalat(
        "TUJUAN-MASUK",
        "Kunci SSH tidak dapat dibaca. Isi rahasianya dengan seluruh kunci pribadi berformat OpenSSH tanpa kata sandi "
        "(buat dengan: ssh-keygen -t ed25519 -N '').",
    ) from None


def masuk(p: TujuanSftp, rahasia: str) -> tuple[paramiko.SSHClient, KlienSftp]:
    """Log in and open SFTP. Raises TujuanGalat `TUJUAN-MASUK` or `TUJUAN-PUTUS`."""
    kunci = _kunci(rahasia) if p.masuk == "kunci" else None
    terlihat: list[str] = []
    for tanpa in _TAWARAN:
        try:
            return _masuk(p, kunci, None if kunci else rahasia, tanpa)
        except _BedaSidik as e:
            terlihat.append(e.terlihat)
        except IncompatiblePeer:  # no key of the kinds still asked for
            if not terlihat:
                raise _putus(p, "cara sandi tidak cocok") from None
    raise TujuanGalat(
        "TUJUAN-MASUK",
        f"Kunci server {p.inang} bukan yang dicatat di sidik_inang (terlihat {', '.join(dict.fromkeys(terlihat))}). "
        "Jangan diganti begitu saja: tanyakan sidik kuncinya kepada pengelola server lewat jalur lain.",
    )


def _putus(p: TujuanSftp, sebab: str) -> TujuanGalat:
    return TujuanGalat(
        "TUJUAN-PUTUS",
        f"Server {p.inang} port {p.port} tidak dapat dihubungi ({sebab}). Periksa alamat dan jaringannya, "
        "lalu coba lagi.",
    )


def _masuk(
    p: TujuanSftp, kunci: paramiko.PKey | None, sandi: str | None, tanpa: tuple[str, ...]
) -> tuple[paramiko.SSHClient, KlienSftp]:
    klien = paramiko.SSHClient()
    klien.set_missing_host_key_policy(_HanyaSidik(p.sidik_inang))
    try:
        return klien, _buka(klien, p, lambda: _sambung(klien, p, kunci, sandi, tanpa))
    except BaseException:
        klien.close()
        raise


def _sambung(
    klien: paramiko.SSHClient,
    p: TujuanSftp,
    kunci: paramiko.PKey | None,
    sandi: str | None,
    tanpa: tuple[str, ...],
) -> None:
    soket = socket.create_connection((p.inang, p.port), BATAS_DETIK)
    # small requests that wait for an answer: without this each file costs a delayed acknowledgement (40 ms)
    soket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    klien.connect(
        p.inang,
        p.port,
        p.pengguna,
        password=sandi,
        pkey=kunci,
        timeout=BATAS_DETIK,
        banner_timeout=BATAS_DETIK,
        auth_timeout=BATAS_DETIK,
        allow_agent=False,
        look_for_keys=False,
        sock=soket,
        disabled_algorithms={"keys": tanpa} if tanpa else None,
    )


def _buka(klien: paramiko.SSHClient, p: TujuanSftp, sambung: Callable[[], None]) -> KlienSftp:
    try:
        sambung()
        jalur = klien.get_transport()
        if jalur is None:
            raise _putus(p, "sambungan ditutup")
        jalur.set_keepalive(HIDUP_DETIK)
        sftp = KlienSftp.from_transport(jalur)
        if sftp is None or (saluran := sftp.get_channel()) is None:
            raise _putus(p, "SFTP tidak tersedia")
        saluran.settimeout(BATAS_JAWAB)
        return sftp
    except paramiko.AuthenticationException:
        apa = "kunci" if p.masuk == "kunci" else "kata sandi"
        raise TujuanGalat(
            "TUJUAN-MASUK",
            f"Server {p.inang} menolak {apa} pengguna {p.pengguna}. Periksa nama pengguna dan rahasia {p.rahasia!r}.",
        ) from None
    except IncompatiblePeer:
        raise
    except (paramiko.SSHException, EOFError, TimeoutError, socket.gaierror, OSError) as e:
        raise _putus(p, type(e).__name__) from None
