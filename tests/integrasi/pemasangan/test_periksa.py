"""`dip pasang --periksa` and `dip perbaiki` against a real server and nginx: each says what is missing, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import orjson
import pytest
from typer.testing import CliRunner

from dip.jam import sekarang
from dip.meja import Meja, buka_meja
from flows.cli import app
from flows.periksa_mesin import periksa_muka, periksa_prefect, periksa_rahasia, periksa_sertifikat
from flows.sistem import port_bebas


@pytest.fixture
def meja(tmp_path: Path, rumah: Path, prefect_server: str, monkeypatch: pytest.MonkeyPatch) -> Meja:
    env = {"DIP_DATA": str(tmp_path / "kth" / "data"), "DIP_PENGATURAN": str(rumah / "sumber" / "contoh")}
    for nama, isi in (env | {"PREFECT_API_URL": prefect_server}).items():
        monkeypatch.setenv(nama, isi)
    return buka_meja(rumah / "sumber" / "contoh")


def test_a_bare_machine_lists_what_is_missing(meja: Meja) -> None:
    hasil = CliRunner().invoke(app, ["pasang", "--periksa", "--json"])
    assert hasil.exit_code == 1
    isi = {h["kode"]: h["hasil"] for h in orjson.loads(hasil.stdout)["periksa"]}
    perlu = {k for k, h in isi.items() if h == "perlu"}
    assert {"sandi_api", "deployment", "kolam", "pekerja", "pratinjau"} <= perlu
    assert isi["python"] == isi["data_hak"] == isi["data_tulis"] == isi["register"] == isi["prefect"] == "ok"


def test_no_server_is_one_sentence(meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    assert [(h.kode, h.nilai) for h in periksa_prefect(meja)] == [("prefect", "perlu")]


def test_a_pool_that_takes_commands_is_told(
    meja: Meja, prefect_server: str, rumah: Path, bersabar: Callable[..., httpx.Response]
) -> None:
    def kolam(templat: Any) -> str:
        with httpx.Client(base_url=prefect_server, timeout=30) as c:
            bersabar(lambda: c.delete("/work_pools/dip"))
            isi = {"name": "dip", "type": "process", "base_job_template": templat}
            assert bersabar(lambda: c.post("/work_pools/", json=isi)).status_code == 201
        return next(h.nilai for h in periksa_prefect(meja) if h.kode == "kolam")

    terbuka = {"job_configuration": {"command": "{{ command }}"}, "variables": {"properties": {"command": {}}}}
    terkunci = orjson.loads((rumah / "keluaran/pemasangan/kolam.json").read_bytes())
    try:
        assert (kolam(terbuka), kolam(terkunci)) == ("perlu", "ok")
    finally:
        bersabar(lambda: httpx.delete(f"{prefect_server}/work_pools/dip", timeout=30))


def test_secrets_are_looked_for_and_not_shown(meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
    assert periksa_rahasia(meja, "tiada-di-mana-pun").nilai == "perlu"
    monkeypatch.setenv("DIP_RAHASIA_HOSTING", "s4ndi")
    hasil = periksa_rahasia(meja, "hosting")
    assert (hasil.nilai, "s4ndi" in hasil.kalimat) == ("ok", False)


def test_nginx_and_its_certificate(buat_muka: Callable[..., Any], prefect_server: str) -> None:
    muka = buat_muka("periksa", urlsplit(prefect_server).port, port_bebas())
    alamat = f"https://127.0.0.1:{muka.p.port_alamat}"
    kini = sekarang()
    assert {h.kode: h.nilai for h in periksa_muka(alamat, kini)}["sertifikat"] == "catatan"  # nobody vouches for it
    assert periksa_sertifikat("127.0.0.1", muka.p.port_alamat, kini + timedelta(days=28)).nilai == "perlu"
    assert [h.nilai for h in periksa_muka("https://127.0.0.1:9", kini)] == ["perlu"]
    assert [h.nilai for h in periksa_muka("http://127.0.0.1:4200", kini)] == ["catatan"]


def test_the_workers_first_step_runs_against_a_living_server(meja: Meja) -> None:
    assert CliRunner().invoke(app, ["perbaiki", "--awal"]).exit_code == 0


@pytest.mark.lambat
def test_prefect_lives_on_postgresql_through_its_socket(
    buat_muka: Callable[..., Any], prefect_bersandi: Callable[..., httpx.Client], basis_data: str, postgres: Any
) -> None:
    """The kind of address the environment file has, and `pg_trgm` made by whoever owns the database."""
    from dip.periksa_mesin import periksa_basis_prefect

    url = basis_data.replace("+psycopg", "+asyncpg")
    api = prefect_bersandi(buat_muka("pg", port_bebas(), port_bebas()), url)
    assert api.post("/flows/", json={"name": "uji"}).status_code == 201
    nama = basis_data.split("@/")[1].split("?")[0]
    assert postgres.kerjakan(nama, "SELECT name FROM flow") == [("uji",)]
    assert periksa_basis_prefect(url).nilai == "ok"
