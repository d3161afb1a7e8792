"""What every test may use: where the shared data lies, how a missing server is treated, and registers to work in."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from dip.register import Register

RUMAH = Path(__file__).resolve().parent.parent
DIP_UJI_DATA = Path(os.environ.get("DIP_UJI_DATA", RUMAH / ".." / "shared" / "data")).resolve()
WAJIB = os.environ.get("DIP_UJI_WAJIB") == "1"

KOSONGKAN = """DO $$
DECLARE nama text;
BEGIN
  PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
  SET LOCAL session_replication_role = replica;
  FOR nama IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('DELETE FROM %I', nama);
  END LOOP;
  PERFORM setval(oid, 1, false) FROM pg_class WHERE relkind = 'S';
END $$"""
"""Every row gone, walls or not: a tenth of the price of a new database."""


@pytest.fixture(scope="session")
def rumah() -> Path:
    """The root of the project."""
    return RUMAH


@pytest.fixture(scope="session")
def data_bersama() -> Path:
    """The shared folder of real tables; the test skips where it is not there."""
    if not DIP_UJI_DATA.is_dir():
        pytest.skip("data bersama tidak ada (DIP_UJI_DATA)")
    return DIP_UJI_DATA


@pytest.fixture(scope="session")
def butuh_program() -> Callable[[str], str]:
    """Finds a program that a test needs; missing means skip, or failure where `DIP_UJI_WAJIB=1`."""

    def cari(nama: str) -> str:
        jalan = shutil.which(nama)
        if jalan is None:
            # Debian keeps the server's programs of each version apart, the newest last
            versi = Path("/usr/lib/postgresql").glob(f"*/bin/{nama}")
            jalan = max(map(str, versi), key=lambda j: float(Path(j).parts[-3]), default=None)
        if jalan is None:
            pesan = f"program {nama} tidak terpasang (lihat tests/paket-debian.txt)"
            if WAJIB:
                pytest.fail(pesan)
            pytest.skip(pesan)
        return jalan

    return cari


@dataclass(frozen=True)
class Postgres:
    """A PostgreSQL server of the tests' own, without fsync, reached through a socket in its own folder."""

    folder: Path

    def alamat(self, nama: str) -> str:
        """URL of one of its databases, as in `DIP_REGISTER`."""
        return f"postgresql+psycopg://dip@/{nama}?host={self.folder}"

    def kerjakan(self, nama: str, *perintah: str) -> list[Any]:
        """Run statements in a database, each in its own transaction; the rows of the last one."""
        import psycopg

        with psycopg.connect(host=str(self.folder), user="dip", dbname=nama, autocommit=True) as k:
            hasil = [k.execute(p.encode()) for p in perintah]
            return hasil[-1].fetchall() if hasil[-1].description else []

    def isi_berkas(self, nama: str) -> bytes:
        """The bytes of a database's files as they lie on the disk, after VACUUM FULL and a checkpoint."""
        cari = "SELECT oid FROM pg_database WHERE datname = current_database()"
        [(nomor,)] = self.kerjakan(nama, "VACUUM FULL", "CHECKPOINT", cari)
        return b"".join(b.read_bytes() for b in sorted((self.folder / "data" / "base" / str(nomor)).iterdir()))


@pytest.fixture(scope="session")
def postgres(butuh_program: Callable[[str], str]) -> Iterator[Postgres]:
    """A running server; skips where PostgreSQL is not installed, fails where `DIP_UJI_WAJIB=1`."""
    initdb, pg_ctl = butuh_program("initdb"), butuh_program("pg_ctl")
    folder = Path(tempfile.mkdtemp(prefix="dip-pg-"))  # short: a socket's path has at most 107 bytes
    # the server refuses to run as root; Debian's package brings an account for it
    orang: dict[str, Any] = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    if orang:
        shutil.chown(folder, "postgres", "postgres")

    def jalankan(*perintah: str) -> None:
        subprocess.run(perintah, check=True, stdout=subprocess.DEVNULL, cwd=folder, timeout=120, **orang)

    data = str(folder / "data")
    pilihan = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "listen_addresses=", "max_connections=90")
    try:
        jalankan(initdb, "-D", data, "-U", "dip", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        jalan = " ".join(f"-c {p}" for p in (*pilihan, f"unix_socket_directories={folder}"))
        jalankan(pg_ctl, "start", "-w", "-D", data, "-l", str(folder / "catatan"), "-o", jalan)
        try:
            yield Postgres(folder)
        finally:
            jalankan(pg_ctl, "stop", "-w", "-D", data, "-m", "immediate")  # nothing in it is worth keeping
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def basis_data(postgres: Postgres, request: pytest.FixtureRequest) -> str:
    """URL of a new PostgreSQL database in which nothing was ever made."""
    nama = f"baru_{abs(hash(request.node.nodeid))}"
    postgres.kerjakan("postgres", f"CREATE DATABASE {nama}")
    request.addfinalizer(lambda: postgres.kerjakan("postgres", f"DROP DATABASE {nama} WITH (FORCE)") and None)
    return postgres.alamat(nama)


@pytest.fixture(scope="session")
def basis_data_bersama(postgres: Postgres) -> str:
    """Name of the one database that tests share, each of them finding it empty (`register_postgres`)."""
    postgres.kerjakan("postgres", "CREATE DATABASE uji")
    return "uji"


@pytest.fixture
def register_postgres(postgres: Postgres, basis_data_bersama: str) -> str:
    """URL of a PostgreSQL database without any row."""
    postgres.kerjakan(basis_data_bersama, KOSONGKAN)
    return postgres.alamat(basis_data_bersama)


@pytest.fixture(params=["sqlite", "postgres"])
def alamat_register(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of an empty register: what takes it runs on SQLite (`tmp_path / "register.db"`) and on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'register.db'}"
    return str(request.getfixturevalue("register_postgres"))


@pytest.fixture
def lepas_pagar() -> Callable[[Register], None]:
    """Takes down the database's own wall around `dip.register.HANYA_TAMBAH`, as a forger would before he changes rows.

    The next process that opens the register puts it up again.
    """

    def lepas(register: Register) -> None:
        from dip.register import HANYA_TAMBAH

        with register.tulis() as k:
            if not register.sqlite:
                for nama in HANYA_TAMBAH:
                    k.exec_driver_sql(f"ALTER TABLE {nama} DISABLE TRIGGER USER")
                return
            for nama in k.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all():
                k.exec_driver_sql(f"DROP TRIGGER {nama}")

    return lepas
