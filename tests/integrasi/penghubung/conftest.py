"""Real servers for the connectors: nginx (WebDAV, TLS), wsgidav, OpenSSH; a WebDAV server and a wire that misbehave."""

from __future__ import annotations

import base64
import getpass
import hashlib
import os
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from dip.gudang import Gudang
from dip.jam import WIB
from dip.pengaturan import Kebijakan, Opd
from dip.tarikan import Alat, Tarikan
from flows.sistem import port_bebas, sampai
from sumber.penghubung import penghubung
from sumber.penghubung.pemutus import PEMUTUS
from sumber.peraga import layanan as peraga

KINI = datetime(2026, 11, 22, 17, 0, tzinfo=WIB)
SANDI = "s4ndi rahasia:é"
ISI = b"PK\x03\x04" + b"isi " * 500 + b"PK\x05\x06"


class Kantor:
    """Pulls offices through the real connectors. Waits are written down; `saat_tidur` runs during them."""

    def __init__(self, ruang: Path) -> None:
        self.akar = ruang / "masuk"
        self.akar.mkdir()
        self.kini, self.tunggu = KINI, list[float]()
        self.saat_tidur: list[Callable[[], None]] = []
        self.rahasia = {"sandi-uji": SANDI, "sandi-salah": "bukan ini"}
        self.alat = Alat(Gudang(str(ruang / "gudang")), lambda: self.kini, self._tidur, self._rahasia)
        self.kebijakan = Kebijakan(izinkan_alamat_lokal=True, batas_berkas_mb=1)

    def _tidur(self, detik: float) -> None:
        self.tunggu.append(detik)
        if self.saat_tidur:
            self.saat_tidur.pop(0)()

    def _rahasia(self, nama: str) -> str:
        if nama not in self.rahasia:
            raise LookupError(nama)
        return self.rahasia[nama]

    def opd(self, kode: str = "DLH", **sumber: Any) -> Opd:
        baku = {} if sumber["jenis"] == "folder" else {"batas_detik": 120, "coba": 3}
        return Opd.model_validate({"kode": kode, "nama": f"Dinas {kode}", "sumber": {**baku, **sumber}})

    def tarik(self, terakhir: Tarikan | None = None, **sumber: Any) -> Tarikan:
        return penghubung(self.kebijakan, self.akar)(self.opd(**sumber), terakhir, self.alat)

    @staticmethod
    def taruh(folder: Path, nama: str = "a.xlsx", isi: bytes = ISI, umur: float = 3600) -> Path:
        """A file that was changed `umur` seconds before now."""
        (folder / nama).write_bytes(isi)
        saat = (KINI - timedelta(seconds=umur)).timestamp()
        os.utime(folder / nama, (saat, saat))
        return folder / nama


@pytest.fixture
def kantor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kantor]:
    monkeypatch.delenv("DIP_MASUK", raising=False)
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    PEMUTUS.lupakan()
    yield Kantor(tmp_path)
    PEMUTUS.lupakan()


def _jalankan(perintah: list[str], port: int) -> Callable[[], None]:
    """Start a server and wait until it answers; the result ends it."""
    proses = subprocess.Popen(perintah, start_new_session=True)
    with socket.socket() as s:
        sampai(
            lambda: s.connect_ex(("127.0.0.1", port)) == 0, 60, sebab="server tidak menjawab",
            batal=lambda: proses.poll() is not None,
        )  # fmt: skip

    def akhiri() -> None:
        os.killpg(proses.pid, signal.SIGKILL)
        proses.wait(10)

    return akhiri


@dataclass(frozen=True)
class Nginx:
    """WebDAV of `akar` at `/dav/` (password), and over TLS with three certificates (no password)."""

    akar: Path
    dasar: str
    tls: dict[str, str]
    sertifikat: dict[str, Path]


_NGINX = """
load_module /usr/lib/nginx/modules/ngx_http_dav_ext_module.so;
{user} daemon off; worker_processes 1; pid {a}/nginx.pid; error_log {a}/galat.log;
events {{ worker_connections 256; }}
http {{
  access_log off; client_max_body_size 0;
  client_body_temp_path {a}/t1; proxy_temp_path {a}/t2; fastcgi_temp_path {a}/t3;
  uwsgi_temp_path {a}/t4; scgi_temp_path {a}/t5;
  server {{
    listen 127.0.0.1:{port};
    location /dav/ {{
      alias {a}/situs/; auth_basic dip; auth_basic_user_file {a}/sandi;
      dav_methods PUT DELETE MKCOL COPY MOVE; dav_ext_methods PROPFIND OPTIONS; dav_access user:rw group:r all:r;
    }}
  }}
  {tls}
}}
"""
_TLS = """
  server {{ listen 127.0.0.1:{port} ssl; ssl_certificate {s}; ssl_certificate_key {s};
    location / {{ alias {a}/situs/; dav_ext_methods PROPFIND OPTIONS; }} }}
"""


@pytest.fixture(scope="session")
def nginx(
    tmp_path_factory: pytest.TempPathFactory,
    butuh_program: Callable[[str], str],
    sertifikat_sendiri: Callable[..., Path],
) -> Iterator[Nginx]:
    program, a, port = butuh_program("nginx"), tmp_path_factory.mktemp("nginx"), port_bebas()
    (a / "situs").mkdir()
    acak = base64.b64encode(hashlib.sha1(SANDI.encode()).digest()).decode()
    (a / "sandi").write_text(f"dip:{{SHA}}{acak}\n")
    sertifikat = {
        "baik": sertifikat_sendiri(a / "baik.pem"),
        "basi": sertifikat_sendiri(a / "basi.pem", basi=True),
        "lain": sertifikat_sendiri(a / "lain.pem", ip="127.0.0.2"),
    }
    pintu = {n: port_bebas() for n in sertifikat}
    tls = "".join(_TLS.format(port=pintu[n], s=s, a=a) for n, s in sertifikat.items())
    user = "user root;" if os.geteuid() == 0 else ""
    (a / "nginx.conf").write_text(_NGINX.format(a=a, port=port, user=user, tls=tls))
    akhiri = _jalankan([program, "-p", str(a), "-c", str(a / "nginx.conf")], port)
    aman = {n: f"https://127.0.0.1:{p}" for n, p in pintu.items()}
    yield Nginx(a / "situs", f"http://127.0.0.1:{port}", aman, sertifikat)
    akhiri()


@pytest.fixture(scope="session")
def _wsgidav(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A wsgidav server; it writes in place and tells strong ETags."""
    from cheroot import wsgi
    from wsgidav.wsgidav_app import WsgiDAVApp

    folder = tmp_path_factory.mktemp("dav")
    atur = {
        "provider_mapping": {"/": str(folder)},
        "simple_dc": {"user_mapping": {"*": {"dip": {"password": SANDI}}}},
        "http_authenticator": {"accept_basic": True, "accept_digest": False},
        "logging": {"enable": False, "enable_loggers": []},
    }
    layanan = wsgi.Server(("127.0.0.1", 0), WsgiDAVApp(atur), numthreads=4, shutdown_timeout=0.1)
    layanan.prepare()
    utas = threading.Thread(target=layanan.serve, daemon=True)
    utas.start()
    yield f"http://127.0.0.1:{layanan.bind_addr[1]}", folder
    layanan.stop()
    utas.join(20)


@pytest.fixture
def wsgidav(_wsgidav: tuple[str, Path], request: pytest.FixtureRequest) -> tuple[str, Path]:
    """Address and path of a new folder on it."""
    nama = f"f{abs(hash(request.node.nodeid))}"
    (_wsgidav[1] / nama).mkdir()
    return f"{_wsgidav[0]}/{nama}", _wsgidav[1] / nama


class _Dav(peraga._Pelayan):
    """`/isi/<fault>/` lists well and misbehaves when a file is fetched; `/daftar/<fault>/` the other way round."""

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.asli, bagian = self.path, self.path.strip("/").split("/")
        if self.headers["Depth"] == "0" or bagian[0] == ("isi" if self.command == "PROPFIND" else "daftar"):
            self.lay = self.server.layanan
            self._berkas(bagian[-1], selalu_304=False)
            return
        self.path = self.path.removeprefix("/isi").removeprefix("/daftar")
        super().do_GET()

    do_PROPFIND = do_GET

    def _berkas(self, nama: str, *, selalu_304: bool) -> None:
        if self.command == "GET":
            super()._berkas(nama, selalu_304=selalu_304)
            return
        isi = b"".join(self._satu(j) for j in sorted(self.lay.folder.iterdir()))
        isi = b'<?xml version="1.0"?><d:multistatus xmlns:d="DAV:">' + isi + b"</d:multistatus>"
        self._kirim(207, isi, "application/xml")

    def _satu(self, jalan: Path) -> bytes:
        href = self.asli if self.asli.endswith(jalan.name) else self.asli + jalan.name
        diubah = formatdate(jalan.stat().st_mtime, usegmt=True)
        return (
            f"<d:response><d:href>{href}</d:href><d:propstat><d:prop><d:getcontentlength>{jalan.stat().st_size}"
            f"</d:getcontentlength><d:getlastmodified>{diubah}</d:getlastmodified></d:prop>"
            "<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
        ).encode()


@pytest.fixture
def nakal(tmp_path: Path) -> Iterator[peraga.LayananPeraga]:
    """The misbehaving web server of the demonstration, which also speaks WebDAV, with one good file `a.xlsx`."""
    (tmp_path / "nakal").mkdir()
    Kantor.taruh(tmp_path / "nakal")
    with peraga.LayananPeraga(tmp_path / "nakal") as layanan:
        layanan._server.RequestHandlerClass = _Dav
        yield layanan


@dataclass(frozen=True)
class Sshd:
    """An OpenSSH server: its port, the fingerprints of its keys, the key that may log in and one that may not."""

    port: int
    sidik: dict[str, str]
    kunci: str
    kunci_lain: str

    def sumber(self, folder: Path, /, **lain: Any) -> dict[str, Any]:
        return {
            "jenis": "sftp", "inang": "127.0.0.1", "port": self.port, "pengguna": getpass.getuser(),
            "rahasia": "kunci-uji", "sidik_inang": self.sidik["ed25519"], "folder": str(folder), **lain,
        }  # fmt: skip


@pytest.fixture(scope="session")
def sshd(
    tmp_path_factory: pytest.TempPathFactory, butuh_program: Callable[[str], str], setelan_sshd: list[str]
) -> Iterator[Sshd]:
    program, buat = butuh_program("sshd"), butuh_program("ssh-keygen")
    a, port = tmp_path_factory.mktemp("ssh"), port_bebas()
    jenis = ("ed25519", "rsa", "ecdsa")
    for nama, macam in (*((f"inang_{j}", j) for j in jenis), ("kunci", "ed25519"), ("lain", "rsa")):
        subprocess.run(
            [buat, "-q", "-t", macam, *(("-b", "2048") if macam == "rsa" else ()), "-N", "", "-f", str(a / nama)],
            check=True,
        )
    (a / "boleh").write_text((a / "kunci.pub").read_text())
    baris = [
        f"Port {port}", *setelan_sshd,
        f"AuthorizedKeysFile {a}/boleh", "Subsystem sftp internal-sftp", *(f"HostKey {a}/inang_{j}" for j in jenis),
    ]  # fmt: skip
    (a / "sshd.conf").write_text("\n".join(baris) + "\n")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    akhiri = _jalankan([program, "-D", "-f", str(a / "sshd.conf"), "-E", str(a / "log")], port)

    def sidik(j: str) -> str:
        mentah = base64.b64decode((a / f"inang_{j}.pub").read_text().split()[1])
        return "SHA256:" + base64.b64encode(hashlib.sha256(mentah).digest()).decode().rstrip("=")

    yield Sshd(port, {j: sidik(j) for j in jenis}, (a / "kunci").read_text(), (a / "lain").read_text())
    akhiri()
