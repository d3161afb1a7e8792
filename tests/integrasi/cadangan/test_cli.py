"""The commands as somebody types them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result


@pytest.fixture
def jalankan(tmp_path: Path, rumah: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    from flows.cli_cadangan import cadangan_app

    monkeypatch.setenv("DIP_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DIP_PENGATURAN", str(rumah / "sumber" / "contoh"))
    for nama in ("DIP_REGISTER", "DIP_GUDANG", "DIP_MASUK"):
        monkeypatch.delenv(nama, raising=False)
    return lambda *kata: CliRunner().invoke(cadangan_app, [str(k) for k in kata])


def isi(r: Result) -> dict[str, Any]:
    assert r.exit_code == 0, r.output
    return dict(json.loads(r.stdout))


def test_there_and_back(jalankan: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    c = isi(jalankan("cadangkan", tmp_path / "c", "--json"))
    assert (c["kunci"], c["satu_disk"], c["rusak"], c["hilang"]) == (False, True, [], [])
    assert isi(jalankan("periksa-cadangan", c["folder"], "--json"))["utuh"] is True
    assert jalankan("pulihkan", c["folder"]).exit_code == 1  # its own folder is not empty
    monkeypatch.setenv("DIP_DATA", str(tmp_path / "baru"))
    monkeypatch.delenv("DIP_PENGATURAN")
    pulih = isi(jalankan("pulihkan", c["folder"], "--json"))
    assert (pulih["berkas"], pulih["pengaturan"]) == (c["berkas"], str(tmp_path / "baru" / "pengaturan"))
    (Path(c["folder"]) / "register.db").write_bytes(b"x")
    r = jalankan("periksa-cadangan", c["folder"])
    assert (r.exit_code, "register.db: isinya berubah" in r.output) == (1, True)


def test_for_people(jalankan: Any, tmp_path: Path) -> None:
    r = jalankan("cadangkan", tmp_path / "c", "--simpan", 1)
    assert (r.exit_code, "disk yang sama" in r.output, "rahasia/" in r.output) == (0, True, True)
    assert jalankan("cadangkan", tmp_path / "c", "--simpan", -1).exit_code == 2
    r = jalankan("cadangkan", tmp_path / "data" / "c")
    assert (r.exit_code, "Traceback" in r.output) == (1, False)
    assert jalankan("periksa-cadangan", tmp_path).exit_code == 1


def test_a_running_system_is_not_moved(jalankan: Any, tmp_path: Path) -> None:
    import fcntl

    (tmp_path / "data" / "jalan").mkdir(parents=True)
    with (tmp_path / "data" / "jalan" / "kunci").open("a") as f:
        fcntl.flock(f, fcntl.LOCK_EX)
        r = jalankan("pindah", f"sqlite:///{tmp_path}/lain.db")
        assert (r.exit_code, "masih berjalan" in r.output) == (1, True)
        assert not (tmp_path / "lain.db").exists()
