"""The files of a server: what stands in them, and that the programs that read them accept them."""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from keluaran.pemasangan import UNIT, Pemasangan, PemasanganGalat, tulis_pemasangan

KTH = Pemasangan("kth", "https://dip.kth.go.id", "https://draf.kth.go.id", "https://ppid.kth.go.id/dip/")
HULU = Pemasangan("hulu-baru", "https://dip.hulu.go.id", "https://draf.hulu.go.id", port=4201, port_pratinjau=4281)


def nilai(berkas: Path) -> dict[str, str]:
    """An environment file as a shell reads it; systemd reads single quotes the same way."""
    r = subprocess.run(
        ["env", "-i", "sh", "-c", f"set -a; . {berkas}; env -0"], capture_output=True, text=True, check=True
    )
    return dict(b.split("=", 1) for b in r.stdout.split("\0") if b)


@pytest.fixture
def berkas(tmp_path: Path) -> Path:
    tulis_pemasangan(tmp_path, KTH)
    tulis_pemasangan(tmp_path, HULU)
    return tmp_path


def test_each_institution_has_its_own_ports_data_and_word(berkas: Path) -> None:
    a, b = nilai(berkas / "etc/dip/kth.env"), nilai(berkas / "etc/dip/hulu-baru.env")
    sama = {n for n in a.keys() & b.keys() if a[n] == b[n]}
    assert {n for n in sama if n.startswith(("DIP_", "PREFECT_"))} == {
        "DIP_RUMAH", "PREFECT_SERVER_ANALYTICS_ENABLED", "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT",
        "PREFECT_WORKER_QUERY_SECONDS",
    }  # fmt: skip
    assert a["PREFECT_API_AUTH_STRING"] == a["PREFECT_SERVER_API_AUTH_STRING"]
    assert len(a["PREFECT_API_AUTH_STRING"]) > 40
    assert b["DIP_REGISTER"] == "postgresql://dip@/dip_hulu_baru?host=/var/run/postgresql"
    assert a["DO_NOT_TRACK"] == "1"


def test_secrets_are_closed_and_stay_when_written_again(berkas: Path) -> None:
    env, sandi = berkas / "etc/dip/kth.env", berkas / "etc/nginx/dip/kth-sandi.conf"
    assert [stat.S_IMODE(b.stat().st_mode) for b in (env, sandi)] == [0o600, 0o600]
    lama = env.read_bytes(), sandi.read_bytes()
    tulis_pemasangan(berkas, KTH)
    assert (env.read_bytes(), sandi.read_bytes()) == lama
    kata = nilai(env)["PREFECT_API_AUTH_STRING"].encode()
    assert [b.name for b in berkas.rglob("*") if b.is_file() and kata in b.read_bytes()] == ["kth.env"]


def test_sqlite_names_no_database(tmp_path: Path) -> None:
    tulis_pemasangan(tmp_path, replace(KTH, basis_data="sqlite"))
    env = nilai(tmp_path / "etc/dip/kth.env")
    assert not {"DIP_REGISTER", "PREFECT_SERVER_DATABASE_CONNECTION_URL"} & env.keys()


@pytest.mark.parametrize(
    "salah",
    [
        {"lembaga": "../kth"}, {"lembaga": "KTH"}, {"alamat": "http://dip.kth.go.id"},
        {"alamat": "https://dip.kth.go.id/; deny all"}, {"alamat_pratinjau": "https://dip.kth.go.id"},
        {"alamat_publik": "https://ppid.kth.go.id/dip"}, {"port": 80}, {"port": 4280}, {"akar": "srv"},
        {"program": "/srv/dip/program"}, {"pengguna": "dip; rm"}, {"sertifikat": "/a b"},
    ],
)  # fmt: skip
def test_what_cannot_stand_in_these_files_is_refused(salah: dict[str, str]) -> None:
    with pytest.raises(PemasanganGalat):
        replace(KTH, **salah)


def test_two_institutions_cannot_share_a_port(berkas: Path) -> None:
    with pytest.raises(PemasanganGalat):
        tulis_pemasangan(berkas, replace(HULU, lembaga="lain"))


def test_systemd_accepts_the_units(tmp_path: Path, butuh_program: Callable[[str], str]) -> None:
    program = tmp_path / "program"
    (program / ".venv/bin").mkdir(parents=True)
    for nama in ("python", "dip"):
        (program / ".venv/bin" / nama).symlink_to("/bin/true")
    tulis_pemasangan(tmp_path, replace(KTH, program=str(program), pengguna="root"))
    unit = [u.replace("@.", "@kth.") for u in UNIT]
    jalan = f"{tmp_path}/etc/systemd/system:"
    r = subprocess.run(
        [butuh_program("systemd-analyze"), "verify", "--recursive-errors=yes", "--man=no", *unit],
        env={**os.environ, "SYSTEMD_UNIT_PATH": jalan}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (r.returncode, [b for b in r.stderr.splitlines() if "dip" in b]) == (0, [])


@pytest.mark.parametrize("unit", [u for u in UNIT if u.endswith(".service")])
def test_units_are_well_closed(berkas: Path, unit: str, butuh_program: Callable[[str], str]) -> None:
    """systemd's own exposure score, 0 (closed) to 10."""
    pilihan = ["--offline=yes", "--threshold=30"]
    r = subprocess.run(
        [butuh_program("systemd-analyze"), "security", *pilihan, f"{berkas}/etc/systemd/system/{unit}"],
        env={**os.environ, "SYSTEMD_COLORS": "0"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert r.returncode == 0, r.stdout[-300:] + r.stderr


def test_logrotate_accepts_its_file(berkas: Path, butuh_program: Callable[[str], str]) -> None:
    aturan = berkas / "etc/logrotate.d/dip-kth"
    r = subprocess.run(
        [butuh_program("logrotate"), "-d", "-s", str(berkas / "keadaan"), str(aturan)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert r.returncode == 0
    assert "error" not in r.stderr.lower()
    assert "/var/log/dip/kth-*.log" in r.stderr


def test_the_command_of_an_institution_is_a_shell_script(berkas: Path) -> None:
    skrip = berkas / "usr/local/bin/dip-kth"
    assert subprocess.run(["sh", "-n", str(skrip)], check=False).returncode == 0
    assert os.access(skrip, os.X_OK)


def test_the_pool_takes_nothing_from_whoever_starts_a_run(rumah: Path) -> None:
    import json

    isi = json.loads((rumah / "keluaran/pemasangan/kolam.json").read_text())
    assert isi["variables"] == {"type": "object", "properties": {}, "additionalProperties": False}
    assert "{{" not in json.dumps(isi)
