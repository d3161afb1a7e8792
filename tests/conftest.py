"""What every test may use: where the shared data lies, how a missing server is treated, and registers to work in."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from dip.register import Register
    from dip.revisi import Pengesahan, Revisi

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

# The daily suite says the same of the same code everywhere; `make uji-lengkap` goes on searching, with new examples.
settings.register_profile("lengkap", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("harian", settings.get_profile("lengkap"), derandomize=True)
settings.load_profile("harian")


@pytest.fixture(scope="session")
def rumah() -> Path:
    """The root of the project."""
    return RUMAH


@pytest.fixture(autouse=True)
def _sambungan_baru() -> None:
    """No test inherits the circuits another one opened."""
    if "sumber.penghubung.pemutus" in sys.modules:
        sys.modules["sumber.penghubung.pemutus"].PEMUTUS.lupakan()


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


def _satu_akar(berkas: Path) -> Path:
    """One certificate instead of all: each of Prefect's clients reads the file anew, even to speak plain HTTP."""
    import certifi

    akhir = "-----END CERTIFICATE-----\n"
    berkas.write_text(Path(certifi.where()).read_text().partition(akhir)[0] + akhir)
    return berkas


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Base address of a real server's API, with its scheduler looping fast."""
    from flows.sistem import port_bebas, sampai

    d, port = tmp_path_factory.mktemp("prefect"), port_bebas()
    env = {
        **{n: v for n, v in os.environ.items() if not n.startswith("PREFECT_")},
        "PREFECT_HOME": str(d),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "2",
    }
    perintah = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with (d / "log").open("w") as log:
        p = subprocess.Popen(perintah, env=env, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
    url = f"http://127.0.0.1:{port}/api"
    import httpx

    def sehat() -> bool:
        try:
            return httpx.get(f"{url}/health", timeout=10, verify=False).status_code == 200
        except httpx.HTTPError:
            return False

    sampai(sehat, 250, sebab="server Prefect tidak menyala", batal=lambda: p.poll() is not None)
    from prefect import settings
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    setelan = {
        settings.PREFECT_API_URL: url,
        settings.PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None,
        settings.PREFECT_API_SSL_CERT_FILE: str(_satu_akar(d / "akar.pem")),
        settings.PREFECT_CLIENT_CSRF_SUPPORT_ENABLED: False,  # this server has none, and each client would ask for it
    }
    try:
        with settings.temporary_settings(setelan):
            yield url
            # what Prefect's client still holds is sent while the server lives; afterwards it would retry for a minute
            APILogWorker.drain_all(timeout=10)
            EventsWorker.drain_all(timeout=10)
    finally:
        p.send_signal(signal.SIGTERM)
        try:
            p.wait(5)
        except subprocess.TimeoutExpired:
            p.kill()
            p.wait()


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


@pytest.fixture(scope="session")
def serangan() -> list[tuple[str, str]]:
    """(name, text) of every attack in `tests/kasus/serangan.json`: markup, addresses, formulas, Unicode, controls."""
    isi = json.loads((RUMAH / "tests" / "kasus" / "serangan.json").read_text("utf-8"))
    return [(f"{jenis}-{n:02d}", teks) for jenis, daftar in isi.items() for n, teks in enumerate(daftar, 1)]


@pytest.fixture(scope="session")
def revisi_serangan(serangan: list[tuple[str, str]]) -> Revisi:
    """A first edition whose row number n has attack number n in every published column an office writes text in."""
    from dip.entri import KATEGORI_TERBIT, KOLOM_ISI, Asal, entri_kosong
    from dip.revisi import BarisPapan, Identitas, Kepala, Perubahan, Revisi

    entri = []
    for n, (_, teks) in enumerate(serangan, 1):
        asal = Asal(berkas="0" * 64, nama_berkas="x.xlsx", lembar="S", baris=n, sel={}, pewaris={})
        isi: dict[str, Any] = {
            **dict.fromkeys(KOLOM_ISI, teks), "kode": f"UJI-DINKES-{n:04d}", "nomor": n, "tautan": [teks],
            "kategori": KATEGORI_TERBIT[n % 3], "bentuk": ["softcopy"], "edisi_data": "2026-11",
        }  # fmt: skip
        entri.append({**entri_kosong(f"DINKES:0:{n}", "DINKES", asal), **isi})
    kosong: dict[str, Any] = dict.fromkeys(BarisPapan.__annotations__, "")
    angka = dict.fromkeys(("dibaca", "terbit", "ditahan", "dik", "dilewati"), 0)
    satuan = {"opd": "DINKES", "nama": "Dinas Kesehatan", "hasil": "baru", "edisi_data": "2026-11", "temuan": {}}
    orang = dict.fromkeys(Identitas.__annotations__, "")
    lembaga: Any = {**orang, "kode": "UJI", "nama": "Kabupaten Uji", "nama_pendek": "Uji", "contoh": False}
    kepala = Kepala(
        skema=2, edisi=1, kode="DIP-UJI-2026-11", periode="2026-11", ronde=1, sidik_hidup="", periode_hidup="",
        lembaga=lembaga, jumlah={"entri": len(entri)}, blob={}, penjaga={}, skor="",
    )  # fmt: skip
    perubahan = Perubahan(baru=[e["kode"] for e in entri], diubah=[], dicabut=[], tetap=0)
    papan: Any = [{**kosong, **angka, **satuan}]
    return Revisi("5e" * 32, kepala, cast(Any, entri), [], papan, [], [], perubahan)


@pytest.fixture(scope="session")
def sahkan() -> Callable[[Revisi], Pengesahan]:
    """The facts of a ratification of a draft, frozen at a fixed time."""
    from dip.revisi import Pengesahan, Tanda

    def tanda(nama: str) -> Tanda:
        return Tanda(nama, "", f"Jabatan {nama}", "Pembina", "", "2026-11-20T09:30:00+07:00")

    return lambda revisi: Pengesahan(
        sidik=revisi.sidik, mode="kode", petugas=tanda("Tuti"), ppid=tanda("Pandu"), atasan=tanda("Sari"), nomor="",
        tanggal="2026-11-20", kepala_jejak="0" * 64, waktu_rilis="2026-11-20T09:30:00+07:00",
        situs="https://ppid.uji.go.id/dip/",
    )  # fmt: skip
