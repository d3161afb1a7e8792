"""The real thing as a new user starts it: `dip mulai` in its own process group, on free ports, with its own folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import orjson
import psutil
import pytest

from flows.sistem import sampai

SABAR = 300.0
"""Longest wait in seconds for one step of the running system: a machine that is ten times slower needs most of it."""


class Mulai:
    """One installation under `data`; may be started, killed and started again."""

    def __init__(self, data: Path, rumah: Path, catatan: Path) -> None:
        self.data, self.rumah, self.catatan = data, rumah, catatan
        self.proses: subprocess.Popen[bytes] | None = None
        bersih = {n: v for n, v in os.environ.items() if not n.startswith(("PREFECT_", "DIP_"))}
        self.env = {**bersih, "DIP_DATA": str(data), "DIP_PORT": "0", "DIP_PORT_PRATINJAU": "0"}

    def luncurkan(self) -> subprocess.Popen[bytes]:
        with self.catatan.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "flows.cli", "mulai"],
                env=self.env, cwd=self.rumah, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip

    def nyalakan(self) -> Mulai:
        self.proses = self.luncurkan()
        sampai(
            lambda: (self.data / "jalan" / "alamat.json").exists(),
            SABAR,
            batal=lambda: self.proses is not None and self.proses.poll() is not None,
            sebab=lambda: f"dip mulai tidak siap: {self.catatan.read_text()[-2000:]}",
        )
        return self

    @property
    def alamat(self) -> dict[str, str]:
        return orjson.loads((self.data / "jalan" / "alamat.json").read_bytes())

    def pid(self, nama: str) -> int:
        return int(orjson.loads((self.data / "jalan" / "proses.json").read_bytes())[nama][0])

    def bunuh(self, *nama: str) -> None:
        """kill -9, without a chance to say goodbye; `peluncur` is the launcher itself."""
        korban = [self.proses.pid if n == "peluncur" else self.pid(n) for n in nama]
        if "peluncur" in nama:
            (self.data / "jalan" / "alamat.json").unlink()
        for pid in korban:
            os.kill(pid, signal.SIGKILL)
        if "peluncur" in nama:
            self.proses.wait()

    def bunuh_jalan(self) -> None:
        """kill -9 every process that executes a flow run of this installation."""
        for p in psutil.process_iter():
            try:
                env = p.environ()
                if env.get("PREFECT__FLOW_RUN_ID") and env.get("DIP_DATA") == str(self.data):
                    p.kill()
            except psutil.Error:
                continue

    def berhenti(self) -> int | None:
        if self.proses is None or self.proses.poll() is not None:
            return None
        self.proses.send_signal(signal.SIGINT)
        return self.proses.wait(SABAR)

    def minta(self, cara: str, jalan: str, isi: Any = None) -> Any:
        """Ask Prefect until it answers: it may be starting again, and its SQLite is busy now and then."""
        jawab: list[httpx.Response] = []

        def dijawab() -> bool:
            try:
                jawab.append(httpx.request(cara, self.alamat["api"] + jalan, json=isi, timeout=120))
            except httpx.HTTPError:
                return False
            return jawab[-1].status_code != 503

        sampai(dijawab, SABAR, sebab=f"tidak dijawab: {jalan}")
        return jawab[-1].json() if jawab[-1].content else None

    def jalankan(self, periode: str = "2026-11") -> str:
        d = self.minta("GET", "/deployments/name/edisi-bulanan/bulanan")
        isi = {"state": {"type": "SCHEDULED"}, "parameters": {"periode": periode}}
        return str(self.minta("POST", f"/deployments/{d['id']}/create_flow_run", isi)["id"])

    def keadaan(self, run: str) -> dict[str, Any]:
        return self.minta("GET", f"/flow_runs/{run}")["state"]

    def meja(self) -> Any:
        from dip.meja import buka_meja
        from flows.mulai import folder_contoh

        return buka_meja(folder_contoh(), self.env)

    def menunggu(self) -> list[tuple[str, int]]:
        from dip.putusan import pintu_menunggu

        meja = self.meja()
        with meja.register.baca() as k:
            return [(p.peran, p.ronde) for p in pintu_menunggu(k, meja.lembaga)]

    def _formulir(self, run: str, awalan: str) -> list[str]:
        """Keys of the forms with this prefix that can be answered; a form's description is the last Prefect stores."""
        saring = {"prefix": f"suspended-{awalan}", "limit": 200, "exclude_keys": []}
        isian = self.minta("POST", f"/flow_runs/{run}/input/filter", saring)
        return [i["key"] for i in isian if i["key"].endswith("-description")]

    def tunggu_gerbang(self, run: str, peran: str) -> None:
        """Wait until this gate can be answered: Prefect holds the run first, and stores the form a moment later."""

        def terbuka() -> bool:
            if not any(p == peran for p, _ in self.menunggu()):
                return False
            keadaan = self.keadaan(run)
            kunci = keadaan["state_details"].get("pause_key")
            return keadaan["type"] == "PAUSED" and bool(self._formulir(run, f"{kunci}-"))

        sampai(
            terbuka,
            SABAR,
            sebab=lambda: f"gerbang {peran} tidak terbuka: {self.keadaan(run)} {self.catatan.read_text()[-1500:]}",
        )

    def tunggu_formulir(self, run: str, peran: str, ke: int = 1, ronde: int = 1) -> None:
        """Wait until Prefect can show the `ke`-th form of this gate."""
        self.tunggu_gerbang(run, peran)
        sampai(
            lambda: len(self._formulir(run, f"{peran}-{ronde}-")) == ke and self.keadaan(run)["type"] == "PAUSED",
            SABAR,
            sebab=lambda: f"formulir {ke} gerbang {peran} tidak tampil: {self.keadaan(run)}",
        )

    def authenticator(self, pejabat: str) -> str:
        """Digits of an example official's authenticator that were not used yet; a quick one waits for the next."""
        from dip.jam import sekarang
        from dip.pejabat import ContohMenunggu, kode_contoh

        meja, angka = self.meja(), list[str]()

        def ada() -> bool:
            try:
                angka.append(kode_contoh(meja.register, meja.brankas, meja.pengaturan, pejabat, sekarang()))
            except ContohMenunggu:
                return False
            return True

        sampai(ada, SABAR, sebab=f"authenticator {pejabat} tidak memberi angka baru")
        return angka[0]

    def putuskan(self, run: str, pejabat: str, keputusan: str, alasan: str = "") -> None:
        """Take a code with the example official's authenticator and answer Prefect's form."""
        from dip.jam import sekarang
        from dip.putusan import NAMA_KEPUTUSAN, Tolakan, pintu_menunggu, terbitkan_kode

        meja = self.meja()
        with meja.register.baca() as k:
            pintu = pintu_menunggu(k, meja.lembaga)[-1]
        totp = self.authenticator(pejabat)
        kode = terbitkan_kode(
            meja.register, meja.brankas, meja.pengaturan,
            pintu=pintu.id, pejabat=pejabat, keputusan=keputusan, alasan=alasan, totp=totp, waktu=sekarang(),
        )  # fmt: skip
        assert not isinstance(kode, Tolakan), kode
        isi = {"keputusan": NAMA_KEPUTUSAN[keputusan], "kode_persetujuan": kode.kode, "catatan": ""}
        r = self.minta("POST", f"/flow_runs/{run}/resume", {"run_input": isi})
        assert r["status"] == "ACCEPT", r

    def tunggu_selesai(self, run: str, detik: float = SABAR) -> str:
        sampai(
            lambda: self.keadaan(run)["type"] in ("COMPLETED", "FAILED", "CANCELLED"),
            detik,
            sebab=lambda: f"jalan tidak selesai: {self.keadaan(run)} {self.catatan.read_text()[-1500:]}",
        )
        return str(self.keadaan(run)["name"])


@pytest.fixture
def mulai(tmp_path: Path, rumah: Path) -> Iterator[Callable[[], Mulai]]:
    """Makes an installation in the test's own folder and leaves nothing running."""
    m = Mulai(tmp_path / "data", rumah, tmp_path / "mulai.log")
    yield lambda: m
    if m.berhenti() is None:
        for p in psutil.process_iter():
            try:
                if p.environ().get("DIP_DATA") == str(m.data):
                    p.kill()
            except psutil.Error:
                continue
