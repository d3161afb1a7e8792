"""A real WordPress of the tests' own: Debian's package copied into a temporary folder, MariaDB on a socket, `php -S`.

It is installed once a session. `DIP_UJI_WORDPRESS` names another folder with WordPress than the package's.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter

from dip.entri import KOLOM_TERBIT
from dip.pengaturan_tujuan import TujuanWordpress
from dip.sidik import json_baku, sha256
from flows.sistem import port_bebas, sampai
from keluaran.bentuk.berkas_csv import tulis_csv
from keluaran.tujuan.dasar import id_rilis
from keluaran.tujuan.wordpress import Wordpress

SITUS = Path(__file__).parent / "situs"
WORDPRESS = Path(os.environ.get("DIP_UJI_WORDPRESS", "/usr/share/wordpress"))
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"  # noqa: E501 - one smallest file


@dataclass
class Situs:
    """A running site: its address, Application Passwords by role, its folder and the socket of its database."""

    alamat: str
    sandi: dict[str, str]
    folder: Path
    sql: Callable[[str], str]
    nyalakan: Callable[..., Any] = field(repr=False)

    def kosongkan(self) -> None:
        """No pages, no files, no posts."""
        self.sql("DELETE FROM wp_posts; DELETE FROM wp_postmeta; ALTER TABLE wp_posts AUTO_INCREMENT=10")
        shutil.rmtree(self.folder / "wp-content" / "uploads", ignore_errors=True)

    def jumlah(self, jenis: str) -> int:
        """How many posts of a type there are (`page`, `attachment`)."""
        return int(self.sql(f"SELECT COUNT(*) FROM wp_posts WHERE post_type='{jenis}'"))

    def sisip(self, jenis: str, nama: str, judul: str = "", status: str = "publish") -> None:
        """A post that somebody else made, without content."""
        self.sql("INSERT INTO wp_posts (post_type, post_status, post_name, post_title, post_content, post_excerpt,"
                 " to_ping, pinged, post_content_filtered)"
                 f" VALUES ('{jenis}', '{status}', '{nama}', '{judul}', '', '', '', '', '')")  # fmt: skip

    def baca(self, jalan: str = "/daftar-informasi-publik/") -> tuple[int, str]:
        """Status and text of a public page."""
        try:
            with urllib.request.urlopen(self.alamat + jalan, timeout=60) as r:
                return r.status, r.read().decode()
        except urllib.error.HTTPError as e:
            return e.code, ""


def _bunuh(proses: subprocess.Popen[bytes]) -> None:
    """End a server with all its children: workers of `php -S` survive their parent."""
    with suppress(ProcessLookupError):
        os.killpg(proses.pid, signal.SIGKILL)
    proses.wait()


def _tunggu(siap: Callable[[], bool], proses: subprocess.Popen[bytes]) -> None:
    """Until a server answers; fails when it ended."""
    sampai(siap, 120, sebab="server tidak mulai", batal=lambda: proses.poll() is not None)


def _menjawab(alamat: str) -> bool:
    with socket.socket() as s:
        return s.connect_ex(("127.0.0.1", int(alamat.rpartition(":")[2]))) == 0


@pytest.fixture(scope="session")
def wordpress_server(butuh_program: Callable[[str], str]) -> Iterator[Situs]:
    """The site, installed once; tests take `situs`, which finds it empty."""
    php, mariadbd, klien = butuh_program("php"), butuh_program("mariadbd"), butuh_program("mariadb")
    pasang_db = butuh_program("mariadb-install-db")
    if not (WORDPRESS / "wp-load.php").is_file():
        butuh_program("wordpress")  # no such program: skips, or fails, with the usual sentence
    akar = Path(tempfile.mkdtemp(prefix="dip-wp-"))
    soket, folder = akar / "db.sock", akar / "situs"
    env = {**os.environ, "UJI_SOKET": str(soket), "PHP_CLI_SERVER_WORKERS": "3"}
    ini = ("-d", "opcache.enable_cli=1", "-d", "memory_limit=128M", "-d", "post_max_size=8M", "-d", "opcache.jit=0")
    hidup: list[subprocess.Popen[bytes]] = []

    def sql(perintah: str, db: str = "wp") -> str:
        alat = [klien, "--no-defaults", "-uroot", "-S", str(soket), "-N", "-B", "-e", perintah, db]
        return subprocess.run(alat, check=True, capture_output=True, text=True, timeout=60).stdout.strip()

    def siap_db() -> bool:
        return subprocess.run([klien, "--no-defaults", "-uroot", "-S", str(soket), "-e", "SELECT 1"],
                              capture_output=True, check=False).returncode == 0  # fmt: skip

    def mulai(*perintah: str, **lebih: str) -> subprocess.Popen[bytes]:
        with (akar / "catatan.log").open("ab") as log:
            p = subprocess.Popen(perintah, stdout=log, stderr=log, env={**env, **lebih}, start_new_session=True)
        hidup.append(p)
        return p

    @contextmanager
    def nyalakan(**lebih: str) -> Iterator[str]:
        alamat = f"http://127.0.0.1:{port_bebas()}"
        p = mulai(php, *ini, "-S", alamat[7:], "-t", str(folder), str(folder / "router.php"), **lebih)
        _tunggu(lambda: _menjawab(alamat), p)
        try:
            yield alamat
        finally:
            _bunuh(p)

    try:
        shutil.copytree(WORDPRESS, folder, ignore_dangling_symlinks=True, ignore=shutil.ignore_patterns(".htaccess"))
        for b in SITUS.iterdir():
            shutil.copyfile(b, folder / b.name)
        akun = ["--user=root"] if os.geteuid() == 0 else []
        subprocess.run([pasang_db, "--no-defaults", *akun, "--auth-root-authentication-method=normal", "--skip-test-db",
                        f"--datadir={akar / 'db'}", "--skip-name-resolve"],
                       check=True, capture_output=True, timeout=120)  # fmt: skip
        p = mulai(mariadbd, "--no-defaults", *akun, f"--datadir={akar / 'db'}", f"--socket={soket}",
                  "--skip-networking", "--innodb-flush-log-at-trx-commit=0", "--max-allowed-packet=16M")  # fmt: skip
        _tunggu(siap_db, p)
        sql("CREATE DATABASE wp", "mysql")
        keluar = subprocess.run([php, "-d", "memory_limit=512M", str(folder / "pasang.php")], env=env, check=True,
                                capture_output=True, text=True, timeout=120).stdout  # fmt: skip
        with nyalakan() as alamat:
            yield Situs(alamat, json.loads(keluar[keluar.index("{") :]), folder, sql, nyalakan)
    finally:
        for p in hidup:
            _bunuh(p)
        shutil.rmtree(akar, ignore_errors=True)


@pytest.fixture
def situs(wordpress_server: Situs) -> Situs:
    """The site without any page or file."""
    wordpress_server.kosongkan()
    return wordpress_server


@pytest.fixture
def tujuan(situs: Situs, tmp_path: Path) -> Callable[..., Wordpress]:
    """Makes a target on the site; keyword arguments replace settings, `sandi` the password."""

    def buat(peran: str = "editor", sandi: str = "", ruang: str = "ruang", **lebih: Any) -> Wordpress:
        isi = {"jenis": "wordpress", "nama": "Situs uji", "alamat": situs.alamat, "pengguna": f"dip_{peran}",
               "rahasia": "wp", "simpan_rilis": 2} | lebih  # fmt: skip
        return Wordpress(TujuanWordpress(**isi), sandi or situs.sandi[peran], tmp_path / ruang, lambda _: None)

    return buat


@pytest.fixture(scope="session")
def susun() -> Callable[..., dict[str, bytes]]:
    """Makes the files of a release: `jumlah` rows, `ganti` maps a row number to columns, `edisi` its name."""

    def buat(
        jumlah: int = 3, ganti: Mapping[int, Mapping[str, Any]] | None = None, edisi: str = "DIP-UJI-2026-11"
    ) -> dict[str, bytes]:
        baris: list[Any] = []
        for i in range(jumlah):
            b: dict[str, Any] = {k: f"{k} {i}" for k in KOLOM_TERBIT}
            opd = "DINKES" if i % 2 else "DISDIK"
            b |= {"kode": f"UJI-{opd}-{i + 1:04d}", "nomor": i + 1, "opd": opd, "edisi": "2026-11",
                  "kategori": ("berkala", "setiap_saat")[i % 2], "bentuk": ["softcopy", "online"],
                  "tautan": [f"https://uji.go.id/{i}?a=1&b=2"], "tanggal_pemutakhiran": "2026-11-03"}  # fmt: skip
            baris.append(b | dict((ganti or {}).get(i, {})))
        tanda = {"nama": "Sri Uji", "sebutan": "Plt. Kepala", "jabatan": "Kepala", "waktu": "2026-11-20T09:30:00+07:00"}
        opd = [{"kode": k, "nama": n, "jumlah": 1, "data_edisi": "", "tanpa_data": False}
               for k, n in (("DINKES", "Dinas Kesehatan"), ("DISDIK", "Dinas Pendidikan"))]  # fmt: skip
        meta = {
            "edisi": edisi, "periode": "2026-11", "opd": opd,
            "lembaga": {"nama": "Kabupaten Uji", "unit_ppid": "PPID Uji", "alamat": "Jl. Uji No. 1 -- lantai 2x3",
                        "laman": "https://uji.go.id", "surel": "ppid@uji.go.id", "telepon": "0717-1234"},
            "pengesahan": {"sidik": sha256(edisi.encode()), "nomor": "1/PPID/2026", "tanggal": "2026-11-20",
                           "disetujui_ppid": tanda, "disahkan_atasan_ppid": tanda},
        }  # fmt: skip
        hasil = {
            "data/dip.json": json_baku({"skema": 1, "metadata": meta, "entri": baris}),
            "data/dip.csv": tulis_csv(baris),
            "data/dip.pdf": PDF + f"%{edisi}".encode(),
            "index.html": b"<!doctype html>",
        }
        return {**hasil, "dip-manifest.json": json_baku({n: sha256(b) for n, b in hasil.items()})}

    return buat


@pytest.fixture(scope="session")
def rilis() -> Callable[[Mapping[str, bytes]], str]:
    """The name of a release."""
    return id_rilis


class Gangguan:
    """Counts the requests of this process and breaks the `ke`-th of those whose method is in `cara`.

    `sesudah`: the request still arrives, only its answer is lost.
    """

    def __init__(self) -> None:
        self.permintaan: list[str] = []
        self.ke = 0
        self.sesudah = False
        self.cara: tuple[str, ...] = ("GET", "POST", "DELETE", "HEAD")

    def atur(
        self, ke: int, *, sesudah: bool = False, cara: tuple[str, ...] = ("GET", "POST", "DELETE", "HEAD")
    ) -> None:
        """Begin counting anew."""
        self.permintaan, self.ke, self.sesudah, self.cara = [], ke, sesudah, cara

    @property
    def menulis(self) -> int:
        """Requests that change something."""
        return sum(c in ("POST", "DELETE") for c in self.permintaan)


@pytest.fixture
def gangguan(monkeypatch: pytest.MonkeyPatch) -> Gangguan:
    """A network that breaks on demand."""
    g = Gangguan()
    asli = HTTPAdapter.send

    def kirim(self: HTTPAdapter, permintaan: requests.PreparedRequest, **lain: Any) -> requests.Response:
        g.permintaan.append(str(permintaan.method))
        putus = permintaan.method in g.cara and sum(c in g.cara for c in g.permintaan) == g.ke
        if putus and not g.sesudah:
            raise requests.ConnectionError("putus")
        jawab = asli(self, permintaan, **lain)
        if putus:
            raise requests.ConnectionError("putus")
        return jawab

    monkeypatch.setattr(HTTPAdapter, "send", kirim)
    return g
