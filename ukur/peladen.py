"""Servers on this machine for the benchmarks of targets: OpenSSH, and nginx taking WebDAV. Stopped by their own pid."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_NGINX = """{user} load_module /usr/lib/nginx/modules/ngx_http_dav_ext_module.so; daemon off; pid {a}/nginx.pid;
error_log {a}/galat.log; events {{}}
http {{ access_log off; client_max_body_size 0; client_body_temp_path {a}/t1; proxy_temp_path {a}/t2;
fastcgi_temp_path {a}/t3; uwsgi_temp_path {a}/t4; scgi_temp_path {a}/t5; keepalive_requests 100000;
server {{ listen 127.0.0.1:{port}; root {a}/situs; dav_methods PUT DELETE MKCOL COPY MOVE;
dav_ext_methods PROPFIND OPTIONS; }} }}
"""


@dataclass(frozen=True, slots=True)
class Ssh:
    """A running sshd: where, with which key to log in, and the fingerprint of its own."""

    port: int
    kunci: Path
    sidik: str


def program(nama: str) -> str | None:
    """Path of a program, also where only an administrator's shell looks."""
    return shutil.which(nama) or shutil.which(nama, path="/usr/sbin:/sbin")


def _port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@contextmanager
def _jalan(port: int, *perintah: str) -> Iterator[None]:
    proses = subprocess.Popen(perintah, start_new_session=True)
    try:
        batas = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if proses.poll() is not None or time.monotonic() > batas:
                    raise
                time.sleep(0.02)
        yield
    finally:
        os.killpg(proses.pid, signal.SIGTERM)
        proses.wait(10)


@contextmanager
def ssh(akar: Path) -> Iterator[Ssh]:
    """An sshd that knows one key."""
    sshd, buat = program("sshd"), program("ssh-keygen")
    if sshd is None or buat is None:
        raise FileNotFoundError("sshd")
    for nama in ("inang", "kunci"):
        subprocess.run([buat, "-q", "-t", "ed25519", "-N", "", "-f", str(akar / nama)], check=True)
    port = _port()
    (akar / "sshd.conf").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nUsePAM no\nStrictModes no\nPidFile none\nPermitRootLogin yes\n"
        f"AuthorizedKeysFile {akar}/kunci.pub\nHostKey {akar}/inang\nSubsystem sftp internal-sftp\n"
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    isi = base64.b64decode((akar / "inang.pub").read_text().split()[1])
    sidik = "SHA256:" + base64.b64encode(hashlib.sha256(isi).digest()).decode().rstrip("=")
    with _jalan(port, sshd, "-D", "-f", str(akar / "sshd.conf"), "-E", str(akar / "sshd.log")):
        yield Ssh(port, akar / "kunci", sidik)


@contextmanager
def dav(akar: Path) -> Iterator[str]:
    """Address of an nginx that takes WebDAV into `<akar>/situs`."""
    nginx = program("nginx")
    if nginx is None:
        raise FileNotFoundError("nginx")
    (akar / "situs").mkdir()
    port = _port()
    siapa = "user root;" if os.geteuid() == 0 else ""
    (akar / "nginx.conf").write_text(_NGINX.format(a=akar, port=port, user=siapa))
    with _jalan(port, nginx, "-p", str(akar), "-c", str(akar / "nginx.conf")):
        yield f"http://127.0.0.1:{port}"
