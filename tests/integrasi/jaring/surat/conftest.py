"""A real Dovecot with mailboxes of the tests' own, and mail servers that misbehave."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dip.jam import WIB
from flows.sistem import port_bebas, sampai

KINI = datetime(2026, 11, 22, 17, 0, tzinfo=WIB)
SANDI = 's4ndi "rahasia"\\é'


@dataclass
class Kotak:
    """A running Dovecot with mailboxes made by the test, one Maildir for each user."""

    akar: Path
    port: int
    uid: int
    gid: int
    nomor: int = 0

    def taruh(self, pengguna: str, surat: bytes, hari: float = 1.0, folder: str = "") -> Path:
        """A message that was received so many days before now."""
        dasar = self.akar / "surat" / pengguna / "Maildir"
        kotak = dasar / f".{folder}" if folder else dasar
        for bagian in ("cur", "new", "tmp"):
            (kotak / bagian).mkdir(parents=True, exist_ok=True)
        self.nomor += 1
        saat = (KINI - timedelta(days=hari)).timestamp()
        berkas = kotak / "cur" / f"{int(saat)}.M{self.nomor}.uji:2,"
        berkas.write_bytes(surat.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
        os.utime(berkas, (saat, saat))
        for f in (self.akar / "surat" / pengguna, *(self.akar / "surat" / pengguna).rglob("*")):
            os.chown(f, self.uid, self.gid)
        return berkas

    def isi(self, pengguna: str) -> list[str]:
        """Names of all messages, which hold their flags."""
        return sorted(f.name for f in (self.akar / "surat" / pengguna / "Maildir").glob("*/*:2,*"))


_DOVECOT = """
protocols = imap
listen = 127.0.0.1
base_dir = {a}/run
state_dir = {a}/state
log_path = {a}/log
ssl = required
ssl_cert = <{akta.cert}
ssl_key = <{akta.kunci}
auth_mechanisms = {cara}
auth_failure_delay = 0
first_valid_uid = 1
mail_location = maildir:~/Maildir
default_internal_user = {dalam}
default_internal_group = {dalam_grup}
default_login_user = {masuk}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {a}/sandi
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={a}/surat/%u
}}
service imap-login {{
  {bebas}
  process_min_avail = 1
  service_count = 0
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  {bebas}
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  {bebas}
}}
mail_max_userip_connections = 100
"""


@pytest.fixture(scope="session")
def buat_kotak(akta: Any, butuh_program: Callable[[str], str]) -> Iterator[Callable[[str], Kotak]]:
    """Starts a Dovecot that offers these ways to log in; one for each."""
    program = butuh_program("dovecot")
    ada: dict[str, tuple[Kotak, subprocess.Popen[bytes]]] = {}

    def buat(cara: str = "plain login") -> Kotak:
        if cara not in ada:
            ada[cara] = _mulai(program, akta, cara)
        return ada[cara][0]

    yield buat
    for kotak, proses in ada.values():
        with suppress(ProcessLookupError):
            os.killpg(proses.pid, signal.SIGTERM)
        proses.wait(60)
        shutil.rmtree(kotak.akar, ignore_errors=True)


def _mulai(program: str, akta: Any, cara: str) -> tuple[Kotak, subprocess.Popen[bytes]]:
    a = Path(tempfile.mkdtemp(prefix="dip-imap-"))  # short: a socket's path has at most 107 bytes
    a.chmod(0o755)
    akar = os.geteuid() == 0
    orang = pwd.getpwnam("nobody") if akar else pwd.getpwuid(os.geteuid())
    saya = pwd.getpwuid(os.geteuid()).pw_name
    (a / "sandi").write_text("".join(f"{n}:{{PLAIN}}{SANDI}\n" for n in ("kotak", *(f"k{i}" for i in range(60)))))
    kotak = Kotak(a, port_bebas(), orang.pw_uid, orang.pw_gid)
    (a / "surat").mkdir()
    os.chown(a / "surat", kotak.uid, kotak.gid)
    (a / "dovecot.conf").write_text(
        _DOVECOT.format(
            a=a, akta=akta, cara=cara, uid=kotak.uid, gid=kotak.gid, port=kotak.port,
            dalam="dovecot" if akar else saya, dalam_grup="dovecot" if akar else grp.getgrgid(orang.pw_gid).gr_name,
            masuk="dovenull" if akar else saya, bebas="" if akar else "chroot =",
        )
    )  # fmt: skip
    with (a / "keluar").open("wb") as log:
        proses = subprocess.Popen([program, "-F", "-c", str(a / "dovecot.conf")], stdout=log, stderr=log,
                                  start_new_session=True)  # fmt: skip

    def menerima() -> bool:
        with socket.socket() as s:
            return s.connect_ex(("127.0.0.1", kotak.port)) == 0

    sampai(menerima, 60, sebab=lambda: (a / "keluar").read_text(), batal=lambda: proses.poll() is not None)
    return kotak, proses


@pytest.fixture
def kotak(buat_kotak: Callable[[str], Kotak], percaya: None) -> Kotak:
    return buat_kotak("plain login")


class SuratRusak:
    """A TLS server that greets and answers as the test says; every command gets the next of `jawaban`.

    An answer is sent as it is (`{tag}` filled in); `diam`, `tetes`, `reset`, `tutup` and `banjir` go wrong.
    """

    def __init__(self, cert: Path, kunci: Path, jawaban: list[str], salam: str = "* OK siap\r\n") -> None:
        self.diterima: list[str] = []
        self.henti = threading.Event()
        self._jawaban, self._salam = jawaban, salam
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.load_cert_chain(cert, kunci)
        self._soket = socket.create_server(("127.0.0.1", 0))
        self._soket.settimeout(1)
        self.port = int(self._soket.getsockname()[1])
        self._utas = threading.Thread(target=self._layani, daemon=True)
        self._utas.start()

    def _layani(self) -> None:
        while not self.henti.is_set():
            try:
                mentah, _ = self._soket.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            with suppress(OSError, ValueError), mentah:
                mentah.settimeout(120)
                if self._salam == "tanpa-tls":
                    mentah.sendall(b"* OK siap\r\n")
                    self.henti.wait(120)
                    continue
                if self._salam == "bisu":
                    self.henti.wait(120)
                    continue
                with self._tls.wrap_socket(mentah, server_side=True) as s:
                    self._bicara(s)

    def _bicara(self, s: ssl.SSLSocket) -> None:
        if not self._lakukan(s, self._salam, ""):
            return
        alir, tag = s.makefile("rb"), ""
        for jawab in self._jawaban:
            baris = alir.readline().decode("utf-8", "replace")
            if not baris:
                return
            self.diterima.append(baris.strip())
            tag = baris.partition(" ")[0] if " " in baris else tag  # the answer to a challenge has none
            if not self._lakukan(s, jawab, tag):
                return

    def _lakukan(self, s: ssl.SSLSocket, jawab: str, tag: str) -> bool:
        if jawab == "diam":
            self.henti.wait(120)
        elif jawab == "tetes":
            while not self.henti.wait(0.02):
                s.sendall(b"*")
        elif jawab == "banjir":
            while not self.henti.is_set():
                s.sendall(b"* 1 EXISTS\r\n" * 20000)
        elif jawab == "baris":
            while not self.henti.is_set():
                s.sendall(b"x" * 262144)
        elif jawab == "reset":
            s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            s.close()
        elif jawab != "tutup":
            s.sendall(jawab.replace("{tag}", tag).encode("latin-1"))
            return True
        return False

    def tutup(self) -> None:
        self.henti.set()
        with suppress(OSError):
            self._soket.shutdown(socket.SHUT_RDWR)  # wakes up who waits for a caller
        self._soket.close()
        self._utas.join(5)


@pytest.fixture
def surat_rusak(akta: Any, percaya: None) -> Iterator[Callable[..., SuratRusak]]:
    ada: list[SuratRusak] = []

    def buat(*jawaban: str, salam: str = "* OK siap\r\n", cert: Path | None = None) -> SuratRusak:
        ada.append(SuratRusak(cert or akta.cert, akta.kunci, list(jawaban), salam))
        return ada[-1]

    yield buat
    for s in ada:
        s.tutup()
