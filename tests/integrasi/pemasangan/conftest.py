"""nginx as `dip pasang --tulis` sets it up, with real TLS and logins, in front of a real Prefect server."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from flows.sistem import port_bebas, sampai
from keluaran.pemasangan import Pemasangan, tulis_pemasangan

ORANG = ("rina", "sandi rina é")
_UTAMA = """
{user} daemon off; worker_processes 1; pid {a}/nginx.pid; error_log {a}/galat.log;
events {{ worker_connections 256; }}
http {{
  include /etc/nginx/mime.types;
  access_log off; {sementara}
  include {a}/etc/nginx/conf.d/*.conf;
}}
"""


def _menerima(port: int) -> bool:
    with socket.socket() as s:
        return s.connect_ex(("127.0.0.1", port)) == 0


def _bersabar(kirim: Callable[[], httpx.Response]) -> httpx.Response:
    """The answer of Prefect, asked again as long as its SQLite is writing, which is a 503."""
    jawab: list[httpx.Response] = []

    def dijawab() -> bool:
        jawab.append(kirim())
        return jawab[-1].status_code != 503

    sampai(dijawab, 120, sebab="SQLite milik Prefect tidak selesai menulis")
    return jawab[-1]


@dataclass(frozen=True)
class Muka:
    """A started nginx: `p` is what was written, `akar` where its files and logs are."""

    p: Pemasangan
    akar: Path
    http: httpx.Client = field(default_factory=lambda: httpx.Client(verify=False, timeout=30))

    def minta(self, cara: str, jalan: str, orang: Any = ORANG, dasar: str = "", **lain: Any) -> httpx.Response:
        """What somebody outside gets; `orang` None has no login."""
        u = urlsplit(dasar or self.p.alamat)
        kepala = {"Host": u.netloc, **lain.pop("headers", {})}
        nama = {"sni_hostname": u.hostname}
        url = f"https://127.0.0.1:{u.port}{jalan}"
        return _bersabar(lambda: self.http.request(cara, url, auth=orang, headers=kepala, extensions=nama, **lain))

    def log(self, nama: str, sampai_ada: str = "") -> str:
        """A log file, waited for until a line is in it: nginx writes the line after the answer has gone out."""
        berkas = self.akar / "dip" / f"{self.p.lembaga}-{nama}.log"
        sampai(
            lambda: sampai_ada in berkas.read_text(), 60, sebab=lambda: f"{berkas.name}: {berkas.read_text()[-500:]}"
        )
        return berkas.read_text()


@pytest.fixture(scope="session")
def sertifikat(tmp_path_factory: pytest.TempPathFactory, butuh_program: Callable[[str], str]) -> Path:
    """Folder with a certificate of our own."""
    a = tmp_path_factory.mktemp("tls")
    perintah = [butuh_program("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    perintah += ["-nodes", "-days", "30", "-subj", "/CN=localhost", "-keyout", "kunci.pem", "-out", "sertifikat.pem"]
    subprocess.run(perintah, cwd=a, check=True, capture_output=True)
    return a


@pytest.fixture(scope="session")
def buat_muka(
    tmp_path_factory: pytest.TempPathFactory, sertifikat: Path, butuh_program: Callable[[str], str]
) -> Iterator[Callable[..., Muka]]:
    """Writes the files of an institution and starts nginx with them, as they are."""
    program, htpasswd, hidup = butuh_program("nginx"), butuh_program("htpasswd"), list[subprocess.Popen[bytes]]()

    def buat(lembaga: str, port: int, port_pratinjau: int, publik: bool = False) -> Muka:
        a = tmp_path_factory.mktemp(f"muka-{lembaga}")
        p = Pemasangan(
            lembaga, f"https://dip.localhost:{port_bebas()}", f"https://draf.localhost:{port_bebas()}",
            f"https://ppid.localhost:{port_bebas()}/dip/" if publik else "", port=port, port_pratinjau=port_pratinjau,
            akar=f"{a}/srv", etc=f"{a}/etc", log=str(a), sertifikat=f"{sertifikat}/sertifikat.pem",
            kunci=f"{sertifikat}/kunci.pem",
        )  # fmt: skip
        hasil = a / "hasil"
        tulis_pemasangan(hasil, p)
        (hasil / p.etc.lstrip("/")).rename(a / "etc")
        (a / "dip").mkdir()
        masuk = a / "etc/nginx/dip" / f"{lembaga}.htpasswd"
        subprocess.run([htpasswd, "-B", "-b", "-c", str(masuk), *ORANG], check=True, capture_output=True)
        jenis = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        sementara = " ".join(f"{n}_temp_path {a}/{n};" for n in jenis)
        utama = _UTAMA.format(a=a, user="user root;" if os.geteuid() == 0 else "", sementara=sementara)
        (a / "nginx.conf").write_text(utama)
        perintah = [program, "-p", str(a), "-c", str(a / "nginx.conf")]
        uji = subprocess.run([*perintah, "-t"], capture_output=True, text=True, check=False)
        assert (uji.returncode, "[warn]" in uji.stderr) == (0, False), uji.stderr
        hidup.append(subprocess.Popen(perintah, start_new_session=True))
        mati = hidup[-1].poll
        sampai(lambda: _menerima(p.port_alamat), 60, sebab="nginx tidak menyala", batal=lambda: mati() is not None)
        return Muka(p, a)

    yield buat
    for proses in hidup:
        os.killpg(proses.pid, signal.SIGKILL)
        proses.wait(60)


class Tertahan:
    """A run that holds at a form, made through the API as Prefect's engine does, and its deployment."""

    def __init__(self, api: httpx.Client) -> None:
        self.api = api
        alur = self._buat("/flows/", {"name": "edisi-uji"})
        self.deployment = self._buat("/deployments/", {"name": "uji", "flow_id": alur, "parameter_openapi_schema": {}})
        self.run = self._buat("/flow_runs/", {"flow_id": alur, "deployment_id": self.deployment, "name": "edisi"})
        skema = {
            "title": "Jawab", "type": "object", "required": ["kode"],
            "properties": {"kode": {"type": "string", "title": "Kode persetujuan"}},
        }  # fmt: skip
        import orjson

        for nama, isi in (("schema", orjson.dumps(skema).decode()), ("description", '"Buka **draf**"')):
            isian = {"key": f"suspended-ppid-1-{nama}", "value": isi}
            assert self._kirim(f"/flow_runs/{self.run}/input", isian).status_code < 300
        kunci = {n: f"suspended-ppid-1-{n}" for n in ("schema", "description", "response")}
        rincian = {"pause_key": "ppid-1", "pause_reschedule": True, "run_input_keyset": kunci}
        self._keadaan("RUNNING", None, {})
        self._keadaan("PAUSED", "Suspended", rincian)

    def _kirim(self, jalan: str, isi: dict[str, Any]) -> httpx.Response:
        return _bersabar(lambda: self.api.post(jalan, json=isi))

    def _buat(self, jalan: str, isi: dict[str, Any]) -> str:
        r = self._kirim(jalan, isi)
        assert r.status_code < 300, r.text
        return str(r.json()["id"])

    def _keadaan(self, jenis: str, nama: str | None, rincian: dict[str, Any]) -> None:
        isi = {"force": True, "state": {"type": jenis, "name": nama, "state_details": rincian}}
        assert self._kirim(f"/flow_runs/{self.run}/set_state", isi).json()["status"] == "ACCEPT"

    @property
    def keadaan(self) -> str:
        return str(_bersabar(lambda: self.api.get(f"/flow_runs/{self.run}")).json()["state"]["type"])


@pytest.fixture(scope="session")
def bersabar() -> Callable[[Callable[[], httpx.Response]], httpx.Response]:
    return _bersabar


@pytest.fixture(scope="session")
def tahan() -> Callable[[httpx.Client], Tertahan]:
    return Tertahan


@pytest.fixture
def prefect_bersandi(tmp_path: Path) -> Iterator[Callable[..., httpx.Client]]:
    """Starts a Prefect server with the environment file of an institution; its API as an admin reaches it."""
    hidup: list[subprocess.Popen[bytes]] = []

    def nyalakan(muka: Muka, basis_data: str = "") -> httpx.Client:
        baris = (muka.akar / "etc/dip" / f"{muka.p.lembaga}.env").read_text().splitlines()
        isi = dict(b.replace("'", "").split("=", 1) for b in baris if b[:1].isalpha())
        bersih = {n: v for n, v in os.environ.items() if not n.startswith(("PREFECT_", "DIP_"))}
        env = bersih | isi
        del env["PREFECT_SERVER_DATABASE_CONNECTION_URL"]
        if basis_data:
            env["PREFECT_SERVER_DATABASE_CONNECTION_URL"] = basis_data
        perintah = [
            sys.executable,
            "-m",
            "prefect",
            "server",
            "start",
            "--host",
            "127.0.0.1",
            "--port",
            isi["DIP_PORT"],
        ]
        with (tmp_path / "server.log").open("wb") as log:
            hidup.append(subprocess.Popen(perintah, env=env, stdout=log, stderr=log, start_new_session=True))
        api = httpx.Client(
            base_url=isi["PREFECT_API_URL"], auth=tuple(isi["PREFECT_API_AUTH_STRING"].split(":", 1)), timeout=30
        )

        def sehat() -> bool:
            try:
                return api.get("/health").status_code == 200
            except httpx.HTTPError:
                return False

        sampai(sehat, 250, sebab=lambda: (tmp_path / "server.log").read_text()[-2000:])
        return api

    yield nyalakan
    for p in hidup:
        os.killpg(p.pid, signal.SIGTERM)
        try:
            p.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(p.pid, signal.SIGKILL)
            p.wait(60)
