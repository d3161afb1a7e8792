"""Prefect's two UIs in Chromium through nginx, with a login and without knowing the API's word."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import orjson
import pytest

from flows.sistem import port_bebas

pw = pytest.importorskip("playwright.sync_api")
pytestmark = [pytest.mark.lambat, pytest.mark.timeout(300)]
DIAM = "background-networking component-update sync quic"
HALAMAN = ("runs", "deployments", "flows", "artifacts", "work-pools", "events", "settings", "dashboard")


class Lihat:
    """What one visitor's pages asked for."""

    def __init__(self, chromium: Any, alamat: str) -> None:
        self.alamat, self.keluar, self.ditahan, self.gagal = alamat, set[str](), set[str](), set[tuple[int, str]]()
        masuk = {"username": "rina", "password": "sandi rina é"}
        konteks = chromium.new_context(
            ignore_https_errors=True, http_credentials=masuk, viewport={"width": 1366, "height": 800}
        )
        konteks.on("request", lambda r: None if self._kita(r.url) else self.keluar.add(r.url.split("?")[0]))
        konteks.on("requestfailed", self._gagal)
        konteks.on("response", self._jawab)
        self.layar = konteks.new_page()

    def _kita(self, url: str) -> bool:
        return url.startswith((self.alamat, "data:", "blob:"))

    def _gagal(self, r: Any) -> None:
        if not self._kita(r.url):
            self.keluar.discard(r.url.split("?")[0])
            self.ditahan.add(f"{urlsplit(r.url).hostname} {r.failure}")

    def _jawab(self, r: Any) -> None:
        jalan = urlsplit(r.url).path
        if r.status >= 400 and not re.search(r"\.(svg|ico|png)$", jalan):
            self.gagal.add((r.status, jalan))


def test_both_uis_are_usable_and_call_nobody_else(
    buat_muka: Callable[..., Any],
    prefect_bersandi: Callable[[Any], httpx.Client],
    tahan: Callable[[httpx.Client], Any],
    butuh_program: Callable[[str], str],
    rumah: Path,
    bersabar: Callable[..., httpx.Response],
) -> None:
    chrome = butuh_program("chromium")
    muka = buat_muka("peramban", port_bebas(), port_bebas())
    api = prefect_bersandi(muka)
    assert httpx.get(f"{api.base_url}admin/version").status_code == 401
    assert muka.minta("GET", "/ui-settings").json()["auth"] is None
    periksa_kolam(muka, api, rumah, bersabar)
    satu, dua = tahan(api), tahan(api)
    with pw.sync_playwright() as p:
        pilihan = ["--no-sandbox", "--no-first-run", "--disable-gpu", *(f"--disable-{n}" for n in DIAM.split())]
        chromium = p.chromium.launch(executable_path=chrome, args=pilihan)
        v1, v2 = Lihat(chromium, muka.p.alamat), Lihat(chromium, muka.p.alamat)
        for lihat, awal in ((v1, ""), (v2, "/v2")):
            for nama in HALAMAN:
                lihat.layar.goto(f"{muka.p.alamat}{awal}/{nama}", wait_until="networkidle")
        v1.layar.goto(f"{muka.p.alamat}/runs/flow-run/{satu.run}", wait_until="networkidle")
        v1.layar.get_by_role("button", name="Resume").click()
        v1.layar.locator(".schema-form-property textarea").fill("AAA-BBB-CCC")
        jawab(v1.layar, v1.layar.get_by_role("dialog").get_by_role("button", name="Submit"))
        v2.layar.goto(f"{muka.p.alamat}/v2/runs/flow-run/{dua.run}", wait_until="networkidle")
        v2.layar.get_by_role("button", name="Open menu").click()
        v2.layar.get_by_role("menuitem", name="Resume").click()
        v2.layar.get_by_label("Kode persetujuan").fill("AAA-BBB-CCC")
        jawab(v2.layar, v2.layar.get_by_role("dialog").get_by_role("button", name="Resume"))
        chromium.close()
    assert (satu.keadaan, dua.keadaan) == ("SCHEDULED", "SCHEDULED")
    assert v1.gagal | v2.gagal == set()
    assert v1.keluar | v2.keluar == set()
    assert all("csp" in t.lower() for t in v1.ditahan | v2.ditahan), v1.ditahan | v2.ditahan


def jawab(layar: Any, tombol: Any) -> None:
    """Send the form; SQLite that is writing answers 503, and one presses again."""
    for _ in range(20):
        with layar.expect_response(lambda r: r.url.endswith("/resume")) as j:
            tombol.click()
        if j.value.status != 503:
            break
    assert j.value.json()["status"] == "ACCEPT"


def periksa_kolam(muka: Any, api: httpx.Client, rumah: Path, bersabar: Callable[..., httpx.Response]) -> None:
    """Whoever may start a run cannot make it run something else, once the pool is locked."""

    def buat(jalan: str, **isi: Any) -> Any:
        r = bersabar(lambda: api.post(jalan, json=isi))
        assert r.status_code < 300, r.text
        return r.json()

    isi = orjson.loads((rumah / "keluaran/pemasangan/kolam.json").read_bytes())
    alur = buat("/flows/", name="kolam")["id"]
    buat("/work_pools/", name="dip", type="process", base_job_template=isi)
    d = buat("/deployments/", name="d", flow_id=alur, work_pool_name="dip")["id"]
    jalan = f"/api/deployments/{d}/create_flow_run"
    for ganti in ({"command": "touch x"}, {"env": {"PYTHONPATH": "x"}}, {"working_dir": "/tmp"}):
        assert muka.minta("POST", jalan, json={"job_variables": ganti}).status_code == 422
    assert muka.minta("POST", jalan, json={}).status_code == 201
