"""Processes that may be killed: each request on standard input is carried out by a fork of this one.

Everything is imported once, so that a new process costs milliseconds. A request is a line of JSON; the answer is one
too, with `mati` when the process was killed by SIGKILL. Started by `conftest.py` beside it, with the environment of a
worker.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from prefect.client.orchestration import get_client
from prefect.flow_engine import run_flow
from prefect.input import run_input
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.states import Pending

from dip import lembar_catat
from dip.beku import revisi_terakhir
from dip.dokumen_catat import catat_dokumen
from dip.edisi import edisi_hidup, edisi_terbuka
from dip.jam import sekarang
from dip.putusan import KodeTerbit, terbitkan_kode
from dip.titik import lewat
from flows.catat_pengesahan import catat_pengesahan
from flows.edisi_bulanan import edisi_bulanan
from flows.mulai import jalankan_pratinjau
from tasks.meja import meja_kerja

ALUR = {"edisi_bulanan": edisi_bulanan, "catat_pengesahan": catat_pengesahan}


def beri_titik_formulir() -> None:
    """Fail points around what Prefect saves after it suspended a run: the form, then its description."""
    asli = run_input.create_flow_run_input

    def simpan(key: str, **lain: Any) -> Any:
        lewat("formulir.separuh" if key.endswith("-description") else "formulir.sebelum")
        hasil = asli(key=key, **lain)
        if key.endswith("-description"):
            lewat("formulir.selesai")
        return hasil

    run_input.create_flow_run_input = simpan


def jalan(run: str, alur: str) -> str:
    """What a worker does when it picks a run up."""
    beri_titik_formulir()
    with get_client(sync_client=True) as c:
        c.set_flow_run_state(run, Pending())
        fr = c.read_flow_run(run)
    try:
        run_flow(ALUR[alur], flow_run=fr, parameters=fr.parameters, return_type="state")
    except BaseException as e:
        if type(e).__name__ != "Pause":
            raise
    return ""


def kode(waktu: str, **isi: Any) -> str:
    """`dip putuskan`: issue a code."""
    m = meja_kerja()
    hasil = terbitkan_kode(m.register, m.brankas, m.pengaturan, waktu=datetime.fromisoformat(waktu), **isi)
    return hasil.kode if isinstance(hasil, KodeTerbit) else f"ditolak: {hasil.sebab}"


def dokumen(isi: str, tanggal: str, waktu: str, **lain: Any) -> str:
    """`dip catat pengesahan`: record a document, for the open edition's newest draft or for the live one."""
    m = meja_kerja()
    with m.register.baca() as k:
        terbuka, hidup = edisi_terbuka(k, m.lembaga), edisi_hidup(k, m.lembaga)
        edisi = terbuka or (hidup and hidup[0])
        sidik = revisi_terakhir(k, edisi.id).sidik
    hasil = catat_dokumen(
        m.register, m.brankas, m.pengaturan, edisi=edisi, sidik=sidik, sha_berkas=m.gudang.simpan(isi.encode()),
        tanggal=datetime.fromisoformat(tanggal).date(), waktu=datetime.fromisoformat(waktu), rincian={}, **lain,
    )  # fmt: skip
    return getattr(hasil, "sebab", "")


def jawab(**isi: Any) -> str:
    """`dip koreksi jawab`: answer a line of a lembar koreksi."""
    m = meja_kerja()
    return getattr(lembar_catat.jawab(m.register, m.pengaturan, waktu=sekarang(), **isi), "sebab", "")


def pratinjau(port: int, log: str) -> str:
    """The preview process; its output goes to a file."""
    berkas = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(berkas, 1)
    os.dup2(berkas, 2)
    jalankan_pratinjau(port)
    return ""


PANGGILAN: dict[str, Callable[..., str]] = {f.__name__: f for f in (jalan, kode, dokumen, jawab, pratinjau)}


def kerjakan(apa: str, isi: dict[str, Any], env: dict[str, str], ke: int) -> None:
    """In the fork: do it, hand the result over, end."""
    os.environ.update(env)
    try:
        hasil = PANGGILAN[apa](**isi)
        os.write(ke, json.dumps({"hasil": hasil, "jam": sekarang().isoformat()}).encode())
    except BaseException as e:
        os.write(ke, json.dumps({"galat": repr(e)[:2000]}).encode())
    finally:
        sys.stdout.flush()
        os._exit(0)


def utama() -> None:
    """Answer requests until standard input ends."""
    jawab = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what a flow prints is no answer
    print("siap", file=jawab)
    for baris in sys.stdin:
        pesan = json.loads(baris)
        dari, ke = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(dari)
            kerjakan(pesan["apa"], pesan["isi"], pesan["env"], ke)
        os.close(ke)
        if pesan.get("tunggu", True):
            isi = b"".join(iter(lambda d=dari: os.read(d, 65536), b""))
            _, status = os.waitpid(pid, 0)
            mati = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
            print(json.dumps({"mati": mati, **(json.loads(isi) if isi else {})}), file=jawab)
        else:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            print(json.dumps({"pid": pid}), file=jawab)
        os.close(dari)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[4]))
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        utama()
