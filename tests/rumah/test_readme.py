"""The two READMEs say the same, and every command they show exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from flows.cli import app


def perintah(teks: str) -> list[str]:
    """Commands in console blocks and in the tables' code cells, in order."""
    blok = [b.strip() for isi in re.findall(r"```console\n(.*?)```", teks, re.S) for b in isi.strip().splitlines()]
    return blok + re.findall(r"`((?:make|dip) [^`]+)`", teks)


def test_kedua_readme_memuat_perintah_yang_sama(rumah: Path) -> None:
    assert perintah((rumah / "README.md").read_text()) == perintah((rumah / "README.en.md").read_text())


def test_demo_dan_uji_adalah_dua_perintah_pertama(rumah: Path) -> None:
    for nama in ("README.md", "README.en.md"):
        assert perintah((rumah / nama).read_text())[:2] == ["make demo", "make uji"]


@pytest.mark.parametrize("nama", ["README.md", "README.en.md"])
def test_setiap_perintah_di_readme_ada(rumah: Path, nama: str) -> None:
    makefile = (rumah / "Makefile").read_text()
    verba = get_command(app)
    for p in perintah((rumah / nama).read_text()):
        kata = p.split()
        if kata[0] == "make":
            assert re.search(rf"^{kata[1]}:", makefile, re.M), p
        elif kata[0] == "dip":
            assert kata[1] in verba.commands, p  # type: ignore[attr-defined]


def test_readme_menyebut_variabel_lingkungan_yang_dipakai(rumah: Path) -> None:
    disebut = set(re.findall(r"DIP_[A-Z_]+", (rumah / "README.md").read_text()))
    for nama in ("DIP_PENGATURAN", "DIP_DATA", "DIP_MASUK", "DIP_REGISTER", "DIP_GUDANG"):
        assert nama in disebut


def test_prefect_yaml_memakai_cron_dan_kolam_yang_dijanjikan(rumah: Path) -> None:
    from ruamel.yaml import YAML

    isi = YAML(typ="safe").load((rumah / "prefect.yaml").read_text())
    semua = isi["deployments"]
    bulanan = semua[0]
    assert bulanan["schedules"][0]["cron"] == "0 6 1 * *"
    assert bulanan["schedules"][0]["timezone"] == "Asia/Jakarta"
    assert {d["work_pool"]["name"] for d in semua} == {"dip"}
    assert all(d["tags"] and d["description"] for d in semua)
