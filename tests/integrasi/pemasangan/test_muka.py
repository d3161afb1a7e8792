"""What people can and cannot do through nginx: log in, read, press Resume, start a run; nothing else."""

from __future__ import annotations

import base64
import socket
import ssl
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import SplitResult, urlsplit

import httpx
import pytest

ID = str(uuid.UUID(int=7))


class Pratinjau(BaseHTTPRequestHandler):
    """Says what reached it."""

    def do_GET(self) -> None:
        isi = "\n".join(f"{n.lower()}: {v}" for n, v in self.headers.items()).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(isi)))
        self.end_headers()
        self.wfile.write(isi)

    def log_message(self, *_: object) -> None:
        pass


class Ramai(ThreadingHTTPServer):
    """Many may call at the same moment."""

    daemon_threads = True
    request_queue_size = 128


def _sambung(u: SplitResult) -> ssl.SSLSocket:
    """A connection to nginx with TLS, nothing sent yet."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # without the system's roots, which take long to load
    tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE
    return tls.wrap_socket(socket.create_connection(("127.0.0.1", u.port)), server_hostname=u.hostname)


@pytest.fixture(scope="module")
def muka(prefect_server: str, buat_muka: Callable[..., Any]) -> Iterator[Any]:
    with Ramai(("127.0.0.1", 0), Pratinjau) as s:
        Thread(target=s.serve_forever, daemon=True).start()
        yield buat_muka("kth", urlsplit(prefect_server).port, s.server_port, publik=True)
        s.shutdown()


@pytest.fixture(scope="module")
def ditahan(prefect_server: str, tahan: Callable[[httpx.Client], Any]) -> Any:
    return tahan(httpx.Client(base_url=prefect_server, timeout=30))


def test_nobody_without_a_login(muka: Any) -> None:
    for jalan in ("/", "/runs", "/ui-settings", "/api/health", "/assets/x.js"):
        assert muka.minta("GET", jalan, orang=None).status_code == 401
        assert muka.minta("GET", jalan, orang=("rina", "salah")).status_code == 401
    assert muka.minta("GET", "/api/health").json() is True


def test_the_log_names_the_person(muka: Any) -> None:
    muka.minta("GET", "/api/admin/version")
    assert muka.log("prefect", ' rina "GET /api/admin/version" 200 ')


def test_reading_and_resume_and_starting_a_run_are_allowed(muka: Any, ditahan: Any) -> None:
    assert muka.minta("POST", "/api/flow_runs/filter", json={"limit": 1}).status_code == 200
    assert muka.minta("GET", f"/api/flow_runs/{ditahan.run}/input/suspended-ppid-1-schema").status_code == 200
    r = muka.minta("POST", f"/api/flow_runs/{ditahan.run}/resume", json={"run_input": {}})
    assert (r.status_code, r.json()["status"]) == (200, "REJECT")
    assert ditahan.keadaan == "PAUSED"
    r = muka.minta("POST", f"/api/flow_runs/{ditahan.run}/resume", json={"run_input": {"kode": "AAA"}})
    assert (r.status_code, r.json()["status"]) == (201, "ACCEPT")
    assert ditahan.keadaan == "SCHEDULED"
    r = muka.minta("POST", f"/api/deployments/{ditahan.deployment}/create_flow_run", json={})
    assert r.status_code == 201


def test_an_answer_once_given_is_not_shown(muka: Any, ditahan: Any) -> None:
    assert muka.minta("GET", f"/api/flow_runs/{ditahan.run}/input/suspended-ppid-1-response").status_code == 403
    assert muka.minta("POST", f"/api/flow_runs/{ditahan.run}/input/filter", json={"prefix": ""}).status_code == 403


DILARANG = [
    ("POST", f"/flow_runs/{ID}/set_state"), ("POST", f"/flow_runs/{ID}/input"), ("POST", "/flow_runs/"),
    ("POST", "/flow_runs/bulk_set_state"), ("POST", "/flow_runs/bulk_delete"), ("PATCH", f"/flow_runs/{ID}"),
    ("DELETE", f"/flow_runs/{ID}"), ("DELETE", f"/flow_runs/{ID}/input/suspended-ppid-1-schema"),
    ("POST", f"/task_runs/{ID}/set_state"), ("POST", "/deployments/"), ("PATCH", f"/deployments/{ID}"),
    ("DELETE", f"/deployments/{ID}"), ("POST", f"/deployments/{ID}/pause_deployment"),
    ("POST", f"/deployments/{ID}/resume_deployment"), ("POST", f"/deployments/{ID}/schedules"),
    ("POST", f"/deployments/{ID}/create_flow_run/bulk"), ("POST", "/block_documents/"),
    ("GET", f"/block_documents/{ID}?include_secrets=true"), ("POST", "/variables/"), ("GET", f"/variables/{ID}"),
    ("PATCH", "/variables/name/x"), ("POST", "/work_pools/"), ("PATCH", "/work_pools/dip"),
    ("POST", "/work_pools/dip/get_scheduled_flow_runs"), ("POST", "/work_pools/dip/workers/heartbeat"),
    ("POST", "/automations/"), ("PUT", f"/automations/{ID}"), ("POST", "/events"), ("POST", "/logs/"),
    ("POST", "/artifacts/"), ("DELETE", "/admin/storage"), ("PUT", "/saved_searches/"), ("GET", "/events/in"),
    ("POST", "/concurrency_limits/increment"), ("POST", "/v2/concurrency_limits/decrement"),
    ("GET", "/collections/views/aggregate-worker-metadata"),
]  # fmt: skip


@pytest.mark.parametrize(("cara", "jalan"), DILARANG)
def test_what_only_an_admin_at_the_server_may(muka: Any, cara: str, jalan: str) -> None:
    assert muka.minta(cara, f"/api{jalan}", json={}).status_code == 403


def test_no_block_and_no_variable_is_shown(muka: Any) -> None:
    for jalan in ("block_documents", "variables"):
        r = muka.minta("POST", f"/api/{jalan}/filter", json={"include_secrets": True})
        assert (r.status_code, r.json()) == (200, [])


@pytest.mark.parametrize(
    "jalan",
    [
        f"/api/flow_runs/{ID}/set%5fstate", f"/api//flow_runs/{ID}/set_state", f"/api/x/../flow_runs/{ID}/set_state",
        f"/api/flow_runs/{ID}/resume/..%2fset_state", f"/api/flow_runs/{ID}/set_state%3f/../resume",
        f"/API/flow_runs/{ID}/set_state", f"/api/flow_runs/{ID}/set_state/", f"/%61pi/flow_runs/{ID}/set_state",
        f"//api/flow_runs/{ID}/set_state", f"/api/flow_runs/{ID}/set_state#/resume",
    ],
)  # fmt: skip
def test_no_spelling_of_a_path_gets_around_it(muka: Any, jalan: str) -> None:
    """Sent raw: a client library would tidy the path first."""
    u = urlsplit(muka.p.alamat)
    sandi = base64.b64encode("rina:sandi rina é".encode()).decode()
    with _sambung(u) as s:
        kepala = f"Host: {u.netloc}\r\nAuthorization: Basic {sandi}\r\nContent-Type: application/json"
        s.sendall(f"POST {jalan} HTTP/1.1\r\n{kepala}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}".encode())
        assert int(s.recv(4096).split()[1]) in (400, 403, 405)


def test_foreign_pages_and_hosts(muka: Any) -> None:
    jalan = "/api/flow_runs/filter"
    for kepala, kode in (
        ({"Origin": "https://jahat.id"}, 403), ({"Origin": "null"}, 403), ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403), ({"Origin": muka.p.alamat, "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Host": "jahat.id"}, 421),
    ):  # fmt: skip
        assert muka.minta("POST", jalan, json={}, headers=kepala).status_code == kode, kepala


def test_headers_of_every_answer(muka: Any) -> None:
    for jalan in ("/", "/ui-settings", "/api/health"):
        r = muka.minta("GET", jalan)
        assert "connect-src 'self'" in r.headers["content-security-policy"]
        assert r.headers["strict-transport-security"].startswith("max-age=")
        assert r.headers["x-frame-options"] == "DENY"
        assert "http" not in r.headers["content-security-policy"]


def test_the_preview_gets_its_own_host_and_no_login(muka: Any) -> None:
    r = muka.minta("GET", "/d/12/1790000000/RaHaSia-_x/daftar?q=x", dasar=muka.p.alamat_pratinjau)
    assert f"host: {urlsplit(muka.p.alamat_pratinjau).netloc}" in r.text
    assert "authorization: " not in r.text.lower() or "basic" not in r.text.lower()
    log = muka.log("draf", '"GET /d/12/*/daftar" 200')
    assert "RaHaSia" not in log + muka.log("galat")
    assert "1790000000" not in log


def test_the_public_site_is_read_only(muka: Any) -> None:
    kini = Path(muka.p.rumah) / "situs/kini"
    kini.mkdir(parents=True, exist_ok=True)
    (kini / "index.html").write_text("daftar")
    dasar = muka.p.alamat_publik.removesuffix("/dip/")
    assert muka.minta("GET", "/dip/", orang=None, dasar=dasar).text == "daftar"
    assert muka.minta("PUT", "/dip/index.html", orang=None, dasar=dasar, content=b"x").status_code == 403
    assert muka.minta("GET", "/dip/../data/register.db", orang=None, dasar=dasar).status_code == 404


def test_too_many_requests_are_slowed_down(muka: Any) -> None:
    """All at once over connections that stand already, so that it is no question how fast this machine is."""
    u = urlsplit(muka.p.alamat_pratinjau)
    with ExitStack() as pintu:
        semua = [pintu.enter_context(_sambung(u)) for _ in range(110)]
        for s in semua:
            s.sendall(f"GET /sehat HTTP/1.1\r\nHost: {u.netloc}\r\n\r\n".encode())
        kode = [int(s.recv(4096).split()[1]) for s in semua]
    assert {200, 429} == set(kode)
