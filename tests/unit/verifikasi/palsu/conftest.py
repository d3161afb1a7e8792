"""A forger with all his tools."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from dip.sidik import json_baku, jsonl_baku, sha256
from keluaran.verifikasi_baca import Arsip
from keluaran.verifikasi_bukti import Bukti
from keluaran.verifikasi_publik import bangun_ulang


class Pemalsu:
    """Somebody who may write everything in an archive and knows how it is made."""

    def __init__(self, akar: Path) -> None:
        self.akar = akar

    def baca(self, jalan: str) -> bytes:
        return (self.akar / jalan).read_bytes()

    def tulis(self, jalan: str, isi: bytes, manifes: bool = True) -> None:
        (self.akar / jalan).parent.mkdir(parents=True, exist_ok=True)
        (self.akar / jalan).write_bytes(isi)
        if manifes:
            self.manifes()

    def baris(self, jalan: str) -> list[Any]:
        """The rows of a JSON Lines file."""
        return [orjson.loads(b) for b in self.baca(jalan).splitlines()]

    def kepala(self, n: int = -1) -> str:
        """Hash of a journal entry, the newest if not told otherwise."""
        return str(self.baris("tertutup/99-log-peristiwa.jsonl")[n]["hash"])

    def hapus(self, jalan: str) -> None:
        (self.akar / jalan).unlink()
        self.manifes()

    def json(self, jalan: str, ubah: Callable[[Any], object]) -> None:
        """Change one canonical JSON file, its manifest too."""
        isi = orjson.loads(self.baca(jalan))
        ubah(isi)
        self.tulis(jalan, json_baku(isi))

    def jsonl(self, jalan: str, ubah: Callable[[list[Any]], object]) -> None:
        """Change the rows of a JSON Lines file, its manifest too."""
        isi = self.baris(jalan)
        ubah(isi)
        self.tulis(jalan, jsonl_baku(isi))

    def manifes(self) -> None:
        """Write all manifests anew."""
        for m in self.akar.rglob("manifest.sha256"):
            f = m.parent
            ada = sorted(p.relative_to(f).as_posix() for p in f.rglob("*") if p.is_file() and p != m)
            m.write_text("".join(f"{sha256((f / n).read_bytes())}  {n}\n" for n in ada))

    def jejak(self, ubah: Callable[[list[Any]], object], jalan: str = "tertutup/99-log-peristiwa.jsonl") -> str:
        """Change journal entries, number and chain them anew; the new head."""
        baris = self.baris(jalan)
        prev, urut = baris[0]["prev"], baris[0]["urut"]
        isi = [b["isi"] for b in baris]
        ubah(isi)
        baru = []
        for n, x in enumerate(isi, urut):
            x.update(urut=n, prev=prev)
            h = sha256(json_baku(x))
            baru.append({"urut": n, "isi": x, "prev": prev, "hash": h})
            prev = h
        self.tulis(jalan, jsonl_baku(baru))
        return prev

    def konsisten(self, ubah: Callable[[list[Any]], object], **sah: str) -> None:
        """Change the journal, and everything in the archive that would give it away, open part included."""
        kepala = self.jejak(ubah)
        self.json("tertutup/05-pengesahan/pengesahan.json", lambda p: p.update(kepala_jejak=kepala, **sah))
        shutil.rmtree(self.akar / "08-pencatatan", ignore_errors=True)
        for nama, isi in bangun_ulang(Bukti(Arsip(self.akar))).items():
            self.tulis(f"terbuka/06-edisi/{nama}", isi, manifes=False)
        self.manifes()


@pytest.fixture
def pemalsu(semua_arsip: Callable[[str], Path], tmp_path: Path) -> Callable[[str], Pemalsu]:
    """A copy of an archive in the hands of a forger."""

    def ambil(cara: str) -> Pemalsu:
        return Pemalsu(Path(shutil.copytree(semua_arsip(cara), tmp_path / "arsip", symlinks=True)))

    return ambil


@pytest.fixture(scope="session")
def acuan(rumah: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., dict[str, bool]]:
    """The reference of `docs/verifikasi.md`, as it stands there: what holds, by key."""
    blok = re.findall(r"```python\n(.*?)```", (rumah / "docs" / "verifikasi.md").read_text(), re.S)
    assert len(blok) == 1
    skrip = tmp_path_factory.mktemp("acuan") / "periksa.py"
    skrip.write_text(blok[0])

    def jalankan(*argumen: object) -> dict[str, bool]:
        perintah = [sys.executable, "-I", str(skrip), *map(str, argumen)]
        keluar = subprocess.run(perintah, capture_output=True, text=True, check=False)
        hasil: dict[str, bool] = json.loads(keluar.stdout)
        assert keluar.returncode == (0 if all(hasil.values()) else 1)
        return hasil

    return jalankan
