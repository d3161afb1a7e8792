"""The pages per role in docs: every picture is there and used, every command they name exists."""

from __future__ import annotations

import re
from pathlib import Path

from typer.main import get_command

from flows.cli import app

BESAR_GAMBAR = 120 * 1024


def halaman(rumah: Path) -> dict[str, str]:
    return {p.stem: p.read_text() for p in (rumah / "docs" / "peran").glob("*.md")}


def test_gambar_ada_dipakai_dan_kecil(rumah: Path) -> None:
    isi = halaman(rumah)
    assert set(isi) == {"petugas", "ppid", "atasan"}
    dipakai = {n for teks in isi.values() for n in re.findall(r"!\[[^\]]+\]\(\.\./gambar/([\w-]+\.png)\)", teks)}
    ada = {p.name: p.stat().st_size for p in (rumah / "docs" / "gambar").iterdir()}
    assert set(ada) == dipakai
    assert 12 <= len(ada) <= 24
    assert max(ada.values()) <= BESAR_GAMBAR


def test_perintah_dan_tautan_ada(rumah: Path) -> None:
    verba = vars(get_command(app))["commands"]
    for teks in halaman(rumah).values():
        for utama, bagian in re.findall(r"(?:^|`)dip ([a-z-]+) ?([a-z-]*)", teks, re.M):
            assert utama in verba, utama
            assert bagian in ("", *getattr(verba[utama], "commands", [bagian])), f"{utama} {bagian}"
        for tuju in re.findall(r"\]\((\w+\.md)\)", teks):
            assert (rumah / "docs" / "peran" / tuju).is_file()
