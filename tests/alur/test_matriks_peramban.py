"""Who reaches Prefect's API can do more than press Resume: pages of others, and people without its password."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

ASING = "http://jahat.example"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Prefect's server as the launcher starts it, with a password."""
    from flows.sistem import Sistem, lingkungan, port_bebas

    monkeypatch.setenv("PREFECT_SERVER_API_AUTH_STRING", "dip:rahasia")
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", "dip:rahasia")
    port = port_bebas()
    with Sistem(tmp_path, port, 0) as s:
        s.env = lingkungan(tmp_path, port, 0, {})
        s.nyalakan_server()
        s.catat_alamat()
        yield s


@pytest.mark.lambat
def test_halaman_asing_dan_tanpa_sandi_tidak_mencapai_api(server, tmp_path: Path, monkeypatch) -> None:
    from dip.meja import buka_meja
    from flows.petugas import minta

    api = f"{server.alamat}/api"
    tanya = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    for asal, boleh in ((ASING, False), ("null", False), (server.alamat, True)):
        r = httpx.options(f"{api}/deployments/filter", headers={"Origin": asal, **tanya}, timeout=60)
        assert ("access-control-allow-origin" in r.headers) is boleh, asal
    tanpa_sandi = [
        httpx.post(f"{api}/deployments/filter", json={}, auth=sandi, timeout=60).status_code
        for sandi in (None, ("dip", "lain"))
    ]
    assert tanpa_sandi == [401, 401]
    # without a type a browser asks nobody and Prefect reads it as JSON: only the password stands before it
    r = httpx.post(f"{api}/flows/", content=b'{"name": "jahat"}', headers={"Origin": ASING}, timeout=60)
    assert r.status_code == 401
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    meja = buka_meja(tmp_path, {"DIP_DATA": str(tmp_path)})
    assert minta(meja, "POST", "/deployments/filter", {}).status_code == 200


def test_formulir_halaman_asing_tidak_dibaca_sebagai_perintah(prefect_server: str) -> None:
    """What a page may send without being allowed: the browser asks nobody, but Prefect does not read it as JSON."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowFilter, FlowFilterName

    for jenis in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        kepala = {"Origin": ASING, "content-type": jenis}
        r = httpx.post(f"{prefect_server}/flows/", content=b'{"name": "jahat"}', headers=kepala, timeout=60)
        assert r.status_code in (415, 422), jenis
    with get_client(sync_client=True) as c:
        assert c.read_flows(flow_filter=FlowFilter(name=FlowFilterName(any_=["jahat"]))) == []
