"""The floors of the house: who may import whom, how long a file may be, and what no file may contain."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

RUANG = ("dip", "sumber", "keluaran", "tasks", "flows")
BOLEH = {
    "dip": set(),
    "sumber": {"dip"},
    "keluaran": {"dip"},
    "tasks": {"sumber", "keluaran", "dip", "prefect"},
    "flows": {"tasks", "dip", "prefect"},
}
PELUNCUR = {
    "flows/mulai.py",
    "flows/pencatatan.py",
    *(
        f"flows/cli{n}.py"
        for n in (
            *("", "_berkas", "_catat", "_cetak", "_dik", "_koreksi", "_pejabat", "_surat", "_verifikasi"),
            *("_bukti", "_cadangan", "_kabar", "_kandidat", "_kantor", "_papan", "_pasang", "_tautan"),
        )
    ),
}
"""May import the rooms, lazily (design §2)."""


def berkas_py(rumah: Path, *folder: str) -> Iterator[Path]:
    for f in folder:
        yield from sorted((rumah / f).rglob("*.py"))


def impor(pohon: ast.Module) -> Iterator[tuple[str, bool, int]]:
    """(top package, at module level?, line) of each import."""
    atas = {id(n) for n in pohon.body}
    for n in ast.walk(pohon):
        if isinstance(n, ast.Import):
            for a in n.names:
                yield a.name, id(n) in atas, n.lineno
        elif isinstance(n, ast.ImportFrom) and n.module and not n.level:
            yield n.module, id(n) in atas, n.lineno


@pytest.mark.parametrize("ruang", RUANG)
def test_ruang_hanya_mengimpor_lantai_di_bawahnya(rumah: Path, ruang: str) -> None:
    terlarang = (set(RUANG) | {"prefect"}) - BOLEH[ruang] - {ruang}
    salah = []
    for b in berkas_py(rumah, ruang):
        nama = b.relative_to(rumah).as_posix()
        for modul, di_atas, baris in impor(ast.parse(b.read_text())):
            puncak = modul.split(".")[0]
            if puncak in terlarang and (nama not in PELUNCUR or di_atas):
                salah.append(f"{nama}:{baris} {modul}")
    assert salah == []


def test_requests_hanya_di_penghubung_dan_tujuan(rumah: Path) -> None:
    salah = []
    for b in berkas_py(rumah, *RUANG):
        nama = b.relative_to(rumah).as_posix()
        if nama.startswith(("sumber/penghubung/", "keluaran/tujuan/")):
            continue
        salah += [f"{nama}:{n}" for m, _, n in impor(ast.parse(b.read_text())) if m.split(".")[0] == "requests"]
    assert salah == []


def test_hanya_satu_jam_dan_tidak_ada_print(rumah: Path) -> None:
    salah = []
    for b in berkas_py(rumah, *RUANG):
        nama = b.relative_to(rumah).as_posix()
        for n in ast.walk(ast.parse(b.read_text())):
            if not isinstance(n, ast.Call):
                continue
            panggil = ast.unparse(n.func)
            if re.search(r"\b(datetime\.(now|utcnow|today)|date\.today)$", panggil) and nama != "dip/jam.py":
                salah.append(f"{nama}:{n.lineno} {panggil}")
            if panggil == "print" and not nama.startswith("flows/cli"):
                salah.append(f"{nama}:{n.lineno} print")
    assert salah == []


def test_tidak_ada_berkas_lebih_dari_300_baris(rumah: Path) -> None:
    panjang = {
        b.relative_to(rumah).as_posix(): n
        for b in berkas_py(rumah, *RUANG, "tests", "ukur")
        if (n := len(b.read_text().splitlines())) > 300
    }
    assert panjang == {}


def test_semua_paket_disebut_di_pyproject(rumah: Path) -> None:
    import tomllib

    disebut = set(tomllib.loads((rumah / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"])
    ada = {".".join(b.parent.relative_to(rumah).parts) for b in berkas_py(rumah, *RUANG) if b.name == "__init__.py"}
    assert disebut == ada


TERLARANG = [
    (r"files\.pythonhosted|pypi\.org|registry\.npmjs|index-url", "nama gudang paket"),
    (r"/(work|root|farm)/[A-Za-z.]", "jalan di satu komputer"),
]


def test_tidak_ada_alamat_gudang_paket_atau_jalan_komputer(rumah: Path) -> None:
    daftar = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=rumah,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    salah = []
    for nama in daftar:
        b = rumah / nama
        if not b.is_file() or nama == "tests/rumah/test_lantai.py":
            continue
        try:
            teks = b.read_text()
        except UnicodeDecodeError:
            continue
        salah += [f"{nama}: {apa}" for pola, apa in TERLARANG if re.search(pola, teks)]
    assert salah == []


def test_pin_tanpa_alamat_dan_tepat(rumah: Path) -> None:
    pin = [b for b in (rumah / "constraints.txt").read_text().splitlines() if b and not b.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", b) for b in pin)
    versi = dict(b.lower().split("==") for b in pin)
    assert versi["prefect"] == "3.8.8"
    assert versi["sqlalchemy"].startswith("2.0.")
    assert (0, 139) <= tuple(map(int, versi["fastapi"].split(".")[:2])) < (0, 151)


def test_berkas_flows_tidak_menutupi_modul_baku(rumah: Path) -> None:
    """Prefect puts the folder of an entrypoint on sys.path: `flows/operator.py` would hide Python's own."""
    import sys

    assert {b.stem for b in (rumah / "flows").glob("*.py")} & sys.stdlib_module_names == set()
