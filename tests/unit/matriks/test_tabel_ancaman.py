"""The threat model names tests that exist, one at least for each attack."""

from __future__ import annotations

import ast
import re
from pathlib import Path


def baris_tabel(rumah: Path) -> list[list[str]]:
    """Rows of the table of attacks, as cells."""
    teks = (rumah / "docs" / "ancaman.md").read_text("utf-8").split("## Serangan", 1)[1]
    semua = [b.strip("|").split("|") for b in teks.splitlines() if b.startswith("|")]
    return [[s.strip() for s in b] for b in semua[2:]]


def test_setiap_uji_yang_disebut_ada(rumah: Path) -> None:
    ada = {
        n.name
        for b in (rumah / "tests").rglob("test_*.py")
        for n in ast.walk(ast.parse(b.read_text("utf-8")))
        if isinstance(n, ast.FunctionDef)
    }
    disebut = {u for b in baris_tabel(rumah) for u in re.findall(r"`(test_\w+)`", b[2])}
    assert len(disebut) > 40
    assert sorted(disebut - ada) == []


def test_setiap_serangan_punya_penahan_dan_uji(rumah: Path) -> None:
    for b in baris_tabel(rumah):
        assert len(b) == 3, b
        assert b[0], b
        assert b[1], b
        assert re.search(r"`test_\w+`", b[2]), b


def test_setiap_uji_matriks_disebut(rumah: Path) -> None:
    """What was written for the matrix stands in its table; checks of the checks do not need to."""
    teks = (rumah / "docs" / "ancaman.md").read_text("utf-8")
    berkas = [*(rumah / "tests/alur").glob("test_matriks_*.py"), *(rumah / "tests/unit/matriks").glob("test_*.py")]
    nama = {
        n.name
        for b in berkas
        if b.name != Path(__file__).name
        for n in ast.parse(b.read_text("utf-8")).body
        if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")
    }
    pembanding = {
        "test_yang_tidak_diubah_terbit",
        "test_yang_diputus_sebelum_ada_segel_tetap_berlaku",
        "test_dengan_kuncinya_sendiri_semua_dapat_dipalsukan",
    }
    assert sorted(n for n in nama - pembanding if f"`{n}`" not in teks) == []
