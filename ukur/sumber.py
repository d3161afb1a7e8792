"""`python -m ukur --sumber`: pulling 60 and 600 sources from a server on this machine, with and without Prefect.

The bare work is the same function (`tasks.tarik.tarik_satu`) in a pool of as many threads as the flow has. Each
contender runs in a process of its own on an empty register; the offices' server and Prefect's are processes apart,
and Prefect's CPU time is told apart. What a month's collection costs beyond the bare work is Prefect's overhead.
"""

from __future__ import annotations

import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
from rich.table import Table

from flows.sistem import port_bebas, prefect, sampai
from sumber.peraga.layanan import LayananPeraga
from ukur.bahan_buku import buku_opd

JUMLAH = (60, 600)
BARIS = 20
_LEMBAGA = """\
kode: UKR
nama: Pemerintah Kabupaten Ukur
nama_pendek: Kabupaten Ukur
ibu_kota: Ukur
unit_ppid: Dinas Komunikasi
kebijakan: {izinkan_alamat_lokal: true, per_host: 8}
"""
_PEJABAT = """\
pejabat:
  - {kode: tuti, nama: Tuti, peran: petugas, jabatan: Pranata, mulai: 2020-01-01}
  - {kode: pandu, nama: Pandu, peran: ppid, jabatan: Kepala, mulai: 2020-01-01}
  - {kode: sari, nama: Sari, peran: atasan, jabatan: Sekretaris, mulai: 2020-01-01}
"""


@dataclass(frozen=True, slots=True)
class Biaya:
    """One run: wall and CPU seconds of the pulling process, its largest memory in MiB, CPU seconds of Prefect's server,
    and how many offices came in.
    """

    detik: float
    cpu: float
    mib: float
    cpu_server: float
    masuk: int


def ukur_sumber(putaran: int) -> Table:
    """The table of both sizes: medians over `putaran` rounds in turns."""
    tabel = Table("Sumber", "Cara", "Detik", "CPU (dtk)", "Memori (MiB)", "CPU server Prefect", "Lebih lama")
    with tempfile.TemporaryDirectory() as nama, _server_prefect(Path(nama)) as (api, pid):
        for jumlah in JUMLAH:
            akar = Path(nama) / str(jumlah)
            with _kantor(akar, jumlah) as alamat:
                lari: dict[str, list[Biaya]] = {"polos": [], "prefect": []}
                for n in range(putaran):
                    for cara in lari if n % 2 == 0 else reversed(lari):
                        lari[cara].append(_jalankan(cara, akar, f"{n}-{cara}", alamat, api, pid))
            polos, alur = (_tengah(lari[c], jumlah) for c in ("polos", "prefect"))
            lebih = alur.detik - polos.detik
            _baris(tabel, jumlah, "langsung", polos, "")
            _baris(tabel, jumlah, "Prefect", alur, f"{lebih:+.1f} dtk, {lebih / polos.detik:+.0%}")
    return tabel


def _tengah(lari: list[Biaya], jumlah: int) -> Biaya:
    assert all(b.masuk == jumlah for b in lari), [b.masuk for b in lari]
    kolom = ("detik", "cpu", "mib", "cpu_server")
    return Biaya(*(statistics.median(getattr(b, k) for b in lari) for k in kolom), masuk=jumlah)


def _baris(tabel: Table, jumlah: int, cara: str, b: Biaya, lebih: str) -> None:
    server = f"{b.cpu_server:.1f}" if b.cpu_server else ""
    tabel.add_row(str(jumlah), cara, f"{b.detik:.1f}", f"{b.cpu:.1f}", f"{b.mib:.0f}", server, lebih)


@contextlib.contextmanager
def _kantor(akar: Path, jumlah: int) -> Iterator[str]:
    """Settings with so many offices, and the web server that has their workbooks."""
    berkas, pengaturan = akar / "berkas", akar / "pengaturan"
    for f in (berkas, pengaturan / "opd", pengaturan / "tujuan"):
        f.mkdir(parents=True)
    (pengaturan / "lembaga.yml").write_text(_LEMBAGA)
    (pengaturan / "pejabat.yml").write_text(_PEJABAT)
    (pengaturan / "tujuan" / "situs.yml").write_text("jenis: folder\nnama: situs\nfolder: situs\n")
    for n in range(jumlah):
        (berkas / f"opd{n}.xlsx").write_bytes(buku_opd(n, BARIS))
        (pengaturan / "opd" / f"opd{n}.yml").write_text(
            f"kode: OPD{n}\nnama: Dinas {n}\n"
            f"sumber: {{jenis: http, alamat: '${{DIP_PERAGA}}/baik/opd{n}.xlsx', batas_detik: 60}}\n"
        )
    with LayananPeraga(berkas) as layanan:
        yield layanan.dasar


@contextlib.contextmanager
def _server_prefect(akar: Path) -> Iterator[tuple[str, int]]:
    port = port_bebas()
    env = {**os.environ, "PREFECT_HOME": str(akar / "prefect"), "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
    perintah = prefect("server", "start", "--host", "127.0.0.1", "--port", str(port))
    with (akar / "server.log").open("wb") as log:
        p = subprocess.Popen(perintah, env=env, stdout=log, stderr=log, start_new_session=True)
    try:
        sampai(lambda: _sehat(port), 120, sebab="server Prefect tidak menyala")
        yield f"http://127.0.0.1:{port}/api", p.pid
    finally:
        p.terminate()
        p.wait(30)


def _sehat(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/api/health", timeout=2).status_code == 200
    except httpx.HTTPError:
        return False


def _cpu(pid: int) -> float:
    pohon = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    return sum(t.user + t.system for t in (p.cpu_times() for p in pohon))


def _jalankan(cara: str, akar: Path, nama: str, alamat: str, api: str, pid: int) -> Biaya:
    env = {
        **os.environ,
        "DIP_DATA": str(akar / nama),
        "DIP_PENGATURAN": str(akar / "pengaturan"),
        "DIP_PERAGA": alamat,
        "PREFECT_API_URL": api,
        "PREFECT_HOME": str(akar / nama / "prefect"),
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "DO_NOT_TRACK": "1",
    }
    mulai = _cpu(pid)
    hasil = subprocess.run(
        [sys.executable, "-m", "ukur.sumber", cara], env=env, check=True, capture_output=True, text=True
    )
    isi = json.loads(hasil.stdout.splitlines()[-1])
    return Biaya(**isi, cpu_server=_cpu(pid) - mulai if cara == "prefect" else 0.0)


def _anak(cara: str) -> None:
    """One contender in its own process; its figures as one line of JSON."""
    from concurrent.futures import ThreadPoolExecutor
    from unittest.mock import patch

    from prefect import flow

    from dip.edisi import buka_edisi
    from dip.jam import sekarang
    from dip.tarikan import Tarikan
    from tasks import tarik
    from tasks.meja import meja_kerja, pelari

    meja = meja_kerja()
    buka = buka_edisi(meja.register, meja.lembaga, "2026-11", "ukur", sekarang(), lambda _: True)
    edisi, opd = buka.edisi, [o.kode for o in meja.pengaturan.opd_aktif()]
    assert edisi is not None

    @flow(name="ukur-sumber", task_runner=pelari())
    def alur() -> list[Tarikan]:
        return tarik.kumpulkan(edisi, opd)

    def polos() -> list[Tarikan]:
        import logging

        with patch.object(tarik, "get_run_logger", lambda: logging.getLogger("ukur")), ThreadPoolExecutor(8) as kolam:
            return list(kolam.map(lambda o: tarik.tarik_satu(o, edisi, None), opd))

    mulai, cpu = time.monotonic(), time.process_time()
    hasil = alur() if cara == "prefect" else polos()
    biaya = {
        "detik": time.monotonic() - mulai,
        "cpu": time.process_time() - cpu,
        "mib": psutil.Process().memory_info().rss / 2**20,
        "masuk": sum(t.hasil == "baru" for t in hasil),
    }
    print(json.dumps(biaya))


if __name__ == "__main__":
    _anak(sys.argv[1])
