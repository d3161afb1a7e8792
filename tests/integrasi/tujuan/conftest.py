"""Real servers for the targets: OpenSSH, nginx (the public's reader, and WebDAV), wsgidav."""

from __future__ import annotations

import base64
import hashlib
import os
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest
import requests

from dip.sidik import json_baku, sha256
from flows.sistem import port_bebas, sampai
from keluaran.tujuan import TujuanGalat, id_rilis

SANDI = "s4ndi rahasia:é"
Berkas = dict[str, bytes]


def _tunggu(port: int, proses: subprocess.Popen[bytes]) -> None:
    """Until a server answers on its port."""

    def menerima() -> bool:
        with socket.socket() as s:
            return s.connect_ex(("127.0.0.1", port)) == 0

    sampai(menerima, 60, sebab="server tujuan tidak menjawab", batal=lambda: proses.poll() is not None)


@dataclass
class Sshd:
    """An sshd of the tests' own: `-P` refuses requests, `-R` makes it read-only."""

    program: str
    akar: Path
    port: int
    sidik: dict[str, str]
    kunci: str
    setelan: list[str]
    pilihan: str = ""
    proses: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def mulai(self) -> None:
        baris = [
            f"Port {self.port}", *self.setelan,
            f"AuthorizedKeysFile {self.akar}/boleh", f"Subsystem sftp internal-sftp {self.pilihan}",
            *(f"HostKey {self.akar}/inang_{j}" for j in ("ed25519", "rsa")),
        ]  # fmt: skip
        nama = self.akar / f"sshd-{self.port}.conf"
        nama.write_text("\n".join(baris) + "\n")
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)
        # the log's path must be absolute: with a relative one every connection is reset
        perintah = [self.program, "-D", "-f", str(nama), "-E", str(self.akar / f"sshd-{self.port}.log")]
        self.proses = subprocess.Popen(perintah, start_new_session=True)
        _tunggu(self.port, self.proses)

    def putuskan(self) -> None:
        """End the sessions; the listener stays."""
        assert self.proses is not None
        for anak in psutil.Process(self.proses.pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                anak.kill()
                anak.wait(60)

    def berhenti(self) -> None:
        if self.proses is not None:
            for anak in psutil.Process(self.proses.pid).children(recursive=True):
                with suppress(psutil.NoSuchProcess):
                    anak.kill()
            os.killpg(self.proses.pid, signal.SIGKILL)
            self.proses.wait(60)
        self.proses = None


@pytest.fixture(scope="session")
def ruang_ssh(tmp_path_factory: pytest.TempPathFactory, butuh_program: Callable[[str], str]) -> tuple[Path, str]:
    """Folder with host keys and the key that may log in; the sshd's path (it wants an absolute one)."""
    program, buat = butuh_program("sshd"), butuh_program("ssh-keygen")
    akar = tmp_path_factory.mktemp("ssh")
    for nama, jenis in (("inang_ed25519", "ed25519"), ("inang_rsa", "rsa"), ("kunci", "ed25519"), ("lain", "ed25519")):
        subprocess.run([buat, "-q", "-t", jenis, "-N", "", "-f", str(akar / nama)], check=True)
    (akar / "boleh").write_text((akar / "kunci.pub").read_text())
    return akar, program


@pytest.fixture(scope="session")
def buat_sshd(ruang_ssh: tuple[Path, str], setelan_sshd: list[str]) -> Iterator[Callable[[str], Sshd]]:
    """Starts an sshd with options for its SFTP; one for each set of options."""
    akar, program = ruang_ssh
    ada: dict[str, Sshd] = {}

    def sidik(jenis: str) -> str:
        isi = base64.b64decode((akar / f"inang_{jenis}.pub").read_text().split()[1])
        return "SHA256:" + base64.b64encode(hashlib.sha256(isi).digest()).decode().rstrip("=")

    def buat(pilihan: str = "") -> Sshd:
        if pilihan not in ada:
            kunci = (akar / "kunci").read_text()
            ada[pilihan] = Sshd(
                program, akar, port_bebas(), {j: sidik(j) for j in ("ed25519", "rsa")}, kunci, setelan_sshd, pilihan
            )
            ada[pilihan].mulai()
        return ada[pilihan]

    yield buat
    for s in ada.values():
        s.berhenti()


@dataclass(frozen=True)
class Nginx:
    """Shows everything below `akar` to the public, and takes it by WebDAV at `/dav/` (read-only at `/baca/`)."""

    akar: Path
    dasar: str

    def publik(self, folder: Path) -> str:
        return f"{self.dasar}/{folder.relative_to(self.akar)}/"

    def dav(self, folder: Path, jalan: str = "dav") -> str:
        return f"{self.dasar}/{jalan}/{folder.relative_to(self.akar)}/"


_NGINX = """
load_module /usr/lib/nginx/modules/ngx_http_dav_ext_module.so;
{user} daemon off; worker_processes 1; pid {a}/nginx.pid; error_log {a}/galat.log;
events {{ worker_connections 256; }}
http {{
  access_log off; client_max_body_size 0; keepalive_requests 100000;
  client_body_temp_path {a}/t1; proxy_temp_path {a}/t2; fastcgi_temp_path {a}/t3;
  uwsgi_temp_path {a}/t4; scgi_temp_path {a}/t5;
  server {{
    listen 127.0.0.1:{port}; root {a}/situs;
    location /dav/ {{
      alias {a}/situs/; auth_basic dip; auth_basic_user_file {a}/sandi;
      dav_methods PUT DELETE MKCOL COPY MOVE; dav_ext_methods PROPFIND OPTIONS; dav_access user:rw group:r all:r;
    }}
    location /baca/ {{
      alias {a}/situs/; auth_basic dip; auth_basic_user_file {a}/sandi; dav_ext_methods PROPFIND OPTIONS;
      limit_except GET PROPFIND {{ deny all; }}
    }}
    location /alih/ {{ return 302 http://localhost:{port}$request_uri; }}
  }}
}}
"""


@pytest.fixture(scope="session")
def nginx(tmp_path_factory: pytest.TempPathFactory, butuh_program: Callable[[str], str]) -> Iterator[Nginx]:
    program, a, port = butuh_program("nginx"), tmp_path_factory.mktemp("nginx"), port_bebas()
    (a / "situs").mkdir()
    acak = base64.b64encode(hashlib.sha1(SANDI.encode()).digest()).decode()
    (a / "sandi").write_text(f"dip:{{SHA}}{acak}\n")
    (a / "nginx.conf").write_text(_NGINX.format(a=a, port=port, user="user root;" if os.geteuid() == 0 else ""))
    proses = subprocess.Popen([program, "-p", str(a), "-c", str(a / "nginx.conf")], start_new_session=True)
    try:
        _tunggu(port, proses)
        yield Nginx(a / "situs", f"http://127.0.0.1:{port}")
    finally:
        os.killpg(proses.pid, signal.SIGKILL)
        proses.wait(60)


@pytest.fixture(scope="session")
def wsgidav(nginx: Nginx) -> Iterator[str]:
    """Address of a wsgidav server for the folder that nginx shows."""
    from cheroot import wsgi
    from wsgidav.wsgidav_app import WsgiDAVApp

    sandi = {"dip": {"password": SANDI}}
    masuk = {"accept_basic": True, "accept_digest": False}
    app = WsgiDAVApp(
        {
            "provider_mapping": {"/": str(nginx.akar)},
            "simple_dc": {"user_mapping": {"*": sandi}},
            "http_authenticator": masuk,
            "logging": {"enable": False},
        }
    )
    layanan = wsgi.Server(("127.0.0.1", 0), app, numthreads=6, shutdown_timeout=0.1)
    layanan.prepare()
    utas = threading.Thread(target=layanan.serve, daemon=True)
    utas.start()
    yield f"http://127.0.0.1:{layanan.bind_addr[1]}"
    layanan.stop()
    utas.join(60)


@pytest.fixture(autouse=True)
def _tanpa_jeda(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a busy server here."""
    monkeypatch.setattr("keluaran.tujuan.publik.JEDA", (0.0, 0.0))
    monkeypatch.setattr("keluaran.tujuan.webdav.JEDA", (0.0, 0.0))


@pytest.fixture
def tempat(nginx: Nginx, request: pytest.FixtureRequest) -> Path:
    """A new folder that nginx shows."""
    folder = nginx.akar / f"t{abs(hash(request.node.nodeid))}"
    folder.mkdir()
    return folder


class Rusak:
    """Stands before a place's storage: operation number `n` fails (before it is done, or after), or something else
    happens there."""

    def __init__(self, asli: Any, n: int, *, sesudah: bool = False, ganti: Callable[[], None] | None = None) -> None:
        self.asli, self.sisa, self.sesudah, self.ganti = asli, n, sesudah, ganti

    def __getattr__(self, nama: str) -> Any:
        asli = getattr(self.asli, nama)

        def panggil(*a: Any, **k: Any) -> Any:
            if nama == "tutup":
                return asli()
            self.sisa -= 1
            if self.sisa != 0:
                return asli(*a, **k)
            if self.ganti is not None:
                self.ganti()
                return asli(*a, **k)
            if self.sesudah:
                asli(*a, **k)
            raise TujuanGalat("TUJUAN-PUTUS", "disuntikkan")

        return panggil


@dataclass(frozen=True)
class Alat:
    """Editions to publish, and what the public sees."""

    sandi: str = SANDI

    @staticmethod
    def edisi(tanda: str, tambah: Mapping[str, bytes] | None = None, tanpa: tuple[str, ...] = ()) -> Berkas:
        berkas = {
            "index.html": f"indeks {tanda}".encode(),
            "gaya.css": b"body{}",
            "data/dip.csv": f"csv {tanda}".encode(),
        }
        berkas |= {f"unit/u-{n}.html": f"unit {n}".encode() for n in range(6)}
        berkas |= {"unit/u-1.html": f"unit 1 {tanda}".encode(), "kembar.html": b"unit 2", "n/a b/1.html": b"spasi"}
        berkas |= tambah or {}
        berkas = {n: b for n, b in berkas.items() if n not in tanpa}
        daftar = {n: {"sha256": sha256(b), "ukuran": len(b)} for n, b in berkas.items()}
        return berkas | {"dip-manifest.json": json_baku({"berkas": daftar, "edisi": tanda})}

    @staticmethod
    def rilis(berkas: Berkas) -> str:
        return id_rilis(berkas)

    @staticmethod
    def lihat(alamat: str, berkas: Mapping[str, bytes]) -> dict[str, bytes | int]:
        """What the public gets for each path."""
        with requests.Session() as s:
            jawab = {n: s.get(alamat + n, timeout=60) for n in berkas}
        return {n: j.content if j.status_code == 200 else j.status_code for n, j in jawab.items()}

    rusak = Rusak


@pytest.fixture(scope="session")
def alat() -> Alat:
    return Alat()
