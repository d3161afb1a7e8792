"""docs/pasang.md: what it tells people to type exists, and says the same as what `dip pasang --tulis` writes."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from flows.cli import app
from flows.cli_pasang import pasang_app


@pytest.fixture(scope="module")
def perintah(rumah: Path) -> list[list[str]]:
    """Every line of the console blocks, as words."""
    blok = re.findall(r"```console\n(.*?)```", (rumah / "docs" / "pasang.md").read_text(), re.S)
    return [shlex.split(b) for isi in blok for b in isi.strip().splitlines()]


@pytest.fixture
def ditulis(perintah: list[list[str]], tmp_path: Path) -> Path:
    """What the guide's own commands write, all institutions into one folder."""
    for p in perintah:
        if "--tulis" in p:
            p = [*p[1:], "--akar", "/srv/dip"]
            p[p.index("--tulis") + 1] = str(tmp_path)
            hasil = CliRunner().invoke(app, p)
            assert hasil.exit_code == 0, hasil.output
    return tmp_path


def test_every_dip_command_of_the_guide_exists(perintah: list[list[str]]) -> None:
    ada = get_command(app).commands  # type: ignore[attr-defined]
    dipakai = [p[p.index("dip-kth") + 1] for p in perintah if "dip-kth" in p]
    assert {"pasang", "pejabat", "cadangkan"} <= set(dipakai)
    assert set(dipakai) <= set(ada)


def test_every_line_is_a_shell_command(perintah: list[list[str]], rumah: Path) -> None:
    blok = re.findall(r"```console\n(.*?)```", (rumah / "docs" / "pasang.md").read_text(), re.S)
    assert subprocess.run(["sh", "-n"], input="\n".join(blok), text=True, check=False).returncode == 0
    assert len(perintah) > 40


def test_the_guide_names_what_is_written(ditulis: Path, rumah: Path) -> None:
    teks = (rumah / "docs" / "pasang.md").read_text()
    berkas = {str(b.relative_to(ditulis)) for b in ditulis.rglob("*") if b.is_file() and "kth" in b.name}
    tanpa_unit = {f"/{b}" for b in berkas if not b.startswith("SELANJUTNYA")}
    assert {b for b in tanpa_unit if f"`{b}`" not in teks} == set()
    env = (ditulis / "etc/dip/kth.env").read_text()
    for nama in ("dip_kth", "prefect_kth"):
        assert f"template0 {nama}\n" in teks
        assert f"@/{nama}?" in env


def test_units_named_in_the_guide_are_written(ditulis: Path, rumah: Path) -> None:
    disebut = re.findall(
        r"\bdip(?:-[a-z]+)?@kth(?:\.(?:target|timer|service))?\b", (rumah / "docs/pasang.md").read_text()
    )
    ada = {b.name for b in (ditulis / "etc/systemd/system").iterdir()}
    for u in disebut:
        nama = u if "." in u else f"{u}.service"
        assert nama.replace("@kth", "@") in ada, u


def test_next_steps_say_what_the_guide_says(ditulis: Path, perintah: list[list[str]]) -> None:
    selanjutnya = (ditulis / "SELANJUTNYA-kth.txt").read_text()
    petunjuk = {tuple(p) for p in perintah}
    kata = [tuple(shlex.split(b)) for b in selanjutnya.splitlines() if b.startswith("   sudo ") and "&&" not in b]
    lain = {k for k in kata if k not in petunjuk and k[1] not in ("cp", "install", "chown")}
    assert lain == set()


def test_postgresql_steps_make_what_both_need(postgres: object, perintah: list[list[str]]) -> None:
    """The statements of step 3, run on a real server; `createdb` as the statement it stands for."""
    from dip.periksa_mesin import periksa_basis_prefect

    buat = [p for p in perintah if "createdb" in p]
    assert [p[-1] for p in buat] == ["dip_kth", "prefect_kth"]
    kerjakan, alamat = postgres.kerjakan, postgres.alamat  # type: ignore[attr-defined]
    try:
        for p in buat:
            kerjakan("postgres", f"CREATE DATABASE {p[-1]} ENCODING 'UTF8' TEMPLATE template0")
        [perlu] = [p for p in perintah if "psql" in p]
        kerjakan(perlu[perlu.index("-d") + 1], perlu[-1])
        assert periksa_basis_prefect(alamat("prefect_kth").replace("+psycopg", "+asyncpg")).nilai == "ok"
    finally:
        for nama in ("dip_kth", "prefect_kth"):
            kerjakan("postgres", f"DROP DATABASE IF EXISTS {nama}")


def test_refusals_are_sentences(tmp_path: Path) -> None:
    hasil = CliRunner().invoke(app, ["pasang", "--tulis", str(tmp_path), "--lembaga", "KTH"])
    assert hasil.exit_code == 2
    assert list(tmp_path.iterdir()) == []
    assert get_command(pasang_app) is not None


@pytest.mark.lambat
def test_packages_of_the_guide_are_debians(perintah: list[list[str]], butuh_program: Callable[[str], str]) -> None:
    """Names known to this Debian's own lists, where it has any."""
    apt = butuh_program("apt-cache")
    nama = {k for p in perintah if "install" in p and "apt" in p for k in p[p.index("install") + 1 :] if k[0] != "-"}
    kenal = subprocess.run([apt, "pkgnames"], capture_output=True, text=True, check=False).stdout.split()
    if "nginx" not in kenal or "certbot" not in kenal:
        pytest.skip("daftar paket Debian belum diambil")
    assert nama <= set(kenal)
