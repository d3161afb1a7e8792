"""Real trouble: a disk of a few hundred kilobytes, one that can only be read, a PostgreSQL that goes away."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass
class Cakram:
    """A file system of its own, small enough to be full."""

    folder: Path

    def penuhi(self) -> None:
        """Write until nothing goes any more."""
        with (self.folder / "pengganjal").open("wb", buffering=0) as f:
            for blok in (65536, 4096, 512):
                try:
                    while True:
                        f.write(b"x" * blok)
                except OSError:
                    continue

    def kosongkan(self) -> None:
        (self.folder / "pengganjal").unlink()

    def kunci(self) -> None:
        self._pasang("ro")

    def buka(self) -> None:
        self._pasang("rw")

    def _pasang(self, cara: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{cara}", str(self.folder)], check=True)


@pytest.fixture
def cakram(tmp_path: Path) -> Iterator[Cakram]:
    """A tmpfs of 3 MB; skips where nothing may be mounted."""
    folder = tmp_path / "cakram"
    folder.mkdir()
    perintah = ["mount", "-t", "tmpfs", "-o", "size=3m,mode=0700", "tmpfs", str(folder)]
    if subprocess.run(perintah, capture_output=True, check=False).returncode:
        pytest.skip("tidak boleh memasang disk di sini")
    try:
        yield Cakram(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


@dataclass
class ServerPostgres:
    """A PostgreSQL of one test, which may be stopped at any moment."""

    folder: Path
    pg_ctl: str
    orang: dict[str, Any]

    @property
    def alamat(self) -> str:
        return f"postgresql+psycopg://dip@/postgres?host={self.folder}"

    def nyala(self) -> None:
        jalan = f"-c fsync=on -c listen_addresses= -c unix_socket_directories={self.folder}"
        self._kerjakan("start", "-w", "-l", str(self.folder / "catatan"), "-o", jalan)

    def mati(self) -> None:
        """As if its machine were switched off."""
        self._kerjakan("stop", "-w", "-m", "immediate")

    def _kerjakan(self, *kata: str) -> None:
        subprocess.run(
            [self.pg_ctl, *kata, "-D", str(self.folder / "data")],
            check=True, stdout=subprocess.DEVNULL, cwd=self.folder, timeout=120, **self.orang,
        )  # fmt: skip


@pytest.fixture
def server_postgres(butuh_program: Callable[[str], str]) -> Iterator[ServerPostgres]:
    initdb, pg_ctl = butuh_program("initdb"), butuh_program("pg_ctl")
    folder = Path(tempfile.mkdtemp(prefix="dip-pg-"))
    orang: dict[str, Any] = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    if orang:
        shutil.chown(folder, "postgres", "postgres")
    buat = [initdb, "-D", str(folder / "data"), "-U", "dip", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    subprocess.run(buat, check=True, stdout=subprocess.DEVNULL, cwd=folder, timeout=120, **orang)
    server = ServerPostgres(folder, pg_ctl, orang)
    server.nyala()
    try:
        yield server
    finally:
        subprocess.run(
            [pg_ctl, "stop", "-m", "immediate", "-D", str(folder / "data")],
            check=False, capture_output=True, cwd=folder, timeout=120, **orang,
        )  # fmt: skip
        shutil.rmtree(folder, ignore_errors=True)
