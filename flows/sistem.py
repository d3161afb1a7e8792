"""The running system: Prefect server, one worker, the preview, and their orderly start and end.

Each child gets its own session, so that Ctrl-C reaches only the launcher, which stops worker before server. What runs
is written to `DIP_DATA/jalan/proses.json`; after a kill -9 of the launcher the next start finds and ends the leftovers.
"""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import httpx
import orjson
import psutil

RUMAH = Path(__file__).resolve().parent.parent
"""The folder with `flows/` and `prefect.yaml`; deployments run from here."""

KOLAM = "dip"
NAMA_PEKERJA = "dip-1"
SABAR_SERVER = 300.0
SABAR_BERHENTI = 20.0


class SistemGalat(Exception):
    """The system cannot start or lost a part for good; the sentence says what to do."""


_DIPESAN: list[socket.socket] = []
"""Ports given out by this process, held until it ends."""


def port_bebas(mulai: int = 0) -> int:
    """`mulai` if nobody listens there, else a free port of the machine's choice.

    The port stays bound, though nobody listens at it, as long as this process lives: the machine gives it to no other
    program meanwhile, neither before the server that is to have it is up (that takes seconds) nor while it restarts. A
    server binds it beside us with SO_REUSEADDR, as uvicorn and Prefect do.
    """
    for calon in (mulai, 0):
        s = socket.socket()
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            s.bind(("127.0.0.1", calon))
        except OSError:
            s.close()
            continue
        _DIPESAN.append(s)
        return int(s.getsockname()[1])
    raise SistemGalat("Tidak ada port yang bebas di komputer ini.")


def lingkungan(data: Path, port: int, port_pratinjau: int, tambahan: Mapping[str, str]) -> dict[str, str]:
    """Environment of all children: own PREFECT_HOME, telemetry of server and SDK off, our folders and addresses."""
    return {
        **os.environ,
        "PREFECT_HOME": str(data / "prefect"),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_UI_URL": f"http://127.0.0.1:{port}",
        # its default lets every page a browser shows call the API, and whoever calls the API can run commands
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": os.environ.get(
            "PREFECT_SERVER_CORS_ALLOWED_ORIGINS", f"http://127.0.0.1:{port},http://localhost:{port}"
        ),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_WORKER_QUERY_SECONDS": "2",
        "PREFECT_LOGGING_LEVEL": os.environ.get("PREFECT_LOGGING_LEVEL", "INFO"),
        "DIP_DATA": str(data),
        "DIP_RUMAH": str(RUMAH),
        "DIP_PRATINJAU": f"http://127.0.0.1:{port_pratinjau}",
        **tambahan,
    }


@dataclass
class Sistem:
    """Children of one launcher. Use as a context manager; leaving it stops everything, worker first."""

    data: Path
    port: int
    port_pratinjau: int
    env: dict[str, str] = field(default_factory=dict)
    _proses: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    _kunci: IO[str] | None = None

    @property
    def alamat(self) -> str:
        """Prefect's UI."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pratinjau(self) -> str:
        """The preview."""
        return f"http://127.0.0.1:{self.port_pratinjau}"

    def __enter__(self) -> Sistem:
        # a background shell starts us with SIGINT ignored; children would inherit that, and the worker stops on SIGINT
        if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        self._kunci_tunggal()
        self._bersihkan_sisa()
        return self

    def __exit__(self, *_: object) -> None:
        self.berhenti()

    def _kunci_tunggal(self) -> None:
        """One launcher, hence one worker, per DIP_DATA."""
        berkas = self._jalan / "kunci"
        self._kunci = berkas.open("a")
        try:
            fcntl.flock(self._kunci, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as e:
            self._kunci.close()
            raise SistemGalat(
                f"Sistem untuk {self.data} sudah berjalan di jendela lain. Hentikan dulu dengan Ctrl-C di sana."
            ) from e

    @property
    def _jalan(self) -> Path:
        folder = self.data / "jalan"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder

    def _bersihkan_sisa(self) -> None:
        """End children of a launcher that was killed; recognised by pid *and* start time, so no stranger is hit."""
        catatan = self._jalan / "proses.json"
        if not catatan.exists():
            return
        sisa: list[psutil.Process] = []
        try:
            isi = orjson.loads(catatan.read_bytes())
        except orjson.JSONDecodeError:  # power loss while it was written; then nothing of it runs either
            return
        for pid, sejak in isi.values():
            try:
                p = psutil.Process(pid)
                if abs(p.create_time() - sejak) < 1:
                    sisa += [*p.children(recursive=True), p]
            except psutil.NoSuchProcess:
                continue
        for p in sisa:
            with suppress(psutil.NoSuchProcess):
                p.terminate()
        for p in psutil.wait_procs(sisa, timeout=SABAR_BERHENTI)[1]:
            with suppress(psutil.NoSuchProcess):
                p.kill()

    def nyalakan(self, nama: str, perintah: list[str]) -> None:
        """Start (or restart) a child by name; its output goes to `DIP_DATA/jalan/<nama>.log`."""
        with (self._jalan / f"{nama}.log").open("ab") as log:
            self._proses[nama] = subprocess.Popen(
                perintah,
                env=self.env,
                cwd=RUMAH,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._catat()

    def _catat(self) -> None:
        isi = {n: (p.pid, psutil.Process(p.pid).create_time()) for n, p in self._proses.items() if p.poll() is None}
        self._tulis("proses.json", isi)

    def _tulis(self, nama: str, isi: object) -> None:
        """Write down at once or not at all: others read these files the moment they appear."""
        sementara = self._jalan / f"{nama}.tulis"
        sementara.write_bytes(orjson.dumps(isi))
        sementara.replace(self._jalan / nama)

    def nyalakan_server(self) -> None:
        """Start Prefect's server and wait until it answers. Raises SistemGalat when it dies instead."""
        self.nyalakan("server", prefect("server", "start", "--host", "127.0.0.1", "--port", str(self.port)))
        self.tunggu("server", f"{self.alamat}/api/health")

    def nyalakan_pratinjau(self) -> None:
        """Start the preview and wait until it answers."""
        self.nyalakan("pratinjau", [sys.executable, "-m", "flows.mulai", "pratinjau", str(self.port_pratinjau)])
        self.tunggu("pratinjau", f"{self.pratinjau}/sehat")

    def nyalakan_pekerja(self) -> None:
        """Start the one worker of the pool."""
        self.nyalakan(
            "pekerja", prefect("worker", "start", "--pool", KOLAM, "--name", NAMA_PEKERJA, "--type", "process")
        )

    def tunggu(self, nama: str, alamat: str) -> None:
        """Wait until an address of a child answers 200."""
        sampai(
            lambda: self.hidup(nama) and _menjawab(alamat),
            SABAR_SERVER,
            batal=lambda: not self.hidup(nama),
            sebab=f"{nama} tidak mau menyala. Lihat {self._jalan / (nama + '.log')}",
        )

    def catat_alamat(self) -> None:
        """Write down where the system answers, for `dip jalankan` and its sisters in another terminal."""
        isi = {"api": f"{self.alamat}/api", "prefect": self.alamat, "pratinjau": self.pratinjau}
        self._tulis("alamat.json", isi)

    def hidup(self, nama: str) -> bool:
        """Whether a child runs."""
        return nama in self._proses and self._proses[nama].poll() is None

    def yang_mati(self) -> list[str]:
        """Names of children that ended without being asked."""
        return [n for n in self._proses if not self.hidup(n)]

    def berhenti(self) -> None:
        """Stop everything in reverse order of start: the worker before the server it reports to."""
        for nama, p in reversed(self._proses.items()):
            if p.poll() is None:
                p.send_signal(signal.SIGINT if nama == "pekerja" else signal.SIGTERM)
                try:
                    p.wait(SABAR_BERHENTI)
                except subprocess.TimeoutExpired:
                    _habisi(p.pid)
                    p.wait()
        for catatan in ("proses.json", "alamat.json"):
            (self._jalan / catatan).unlink(missing_ok=True)
        if self._kunci is not None:
            self._kunci.close()


def prefect(*kata: str) -> list[str]:
    """Command line of Prefect in this environment, never asking questions."""
    return [sys.executable, "-m", "prefect", "--no-prompt", *kata]


def sampai(
    syarat: Callable[[], bool],
    detik: float,
    *,
    sebab: str | Callable[[], str],
    batal: Callable[[], bool] = lambda: False,
) -> None:
    """Wait for a condition. Raises SistemGalat with `sebab` (asked then) when time runs out or `batal` becomes true."""
    akhir = time.monotonic() + detik
    while not syarat():
        if batal() or time.monotonic() > akhir:
            raise SistemGalat(sebab if isinstance(sebab, str) else sebab())
        time.sleep(0.1)


def _menjawab(alamat: str) -> bool:
    try:
        return httpx.get(alamat, timeout=10).status_code == 200
    except httpx.HTTPError:
        return False


def _habisi(pid: int) -> None:
    with suppress(psutil.NoSuchProcess):
        p = psutil.Process(pid)
        for anak in p.children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                anak.kill()
        p.kill()
