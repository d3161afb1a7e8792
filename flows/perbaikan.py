"""Start-up repair: runs that a crash left behind are marked, and the open edition goes on by itself.

Prefect leaves a run *Running* for ever when worker and flow process die together, and even when the worker is ended
normally in the middle of a run (facts/prefect.md §6). Its heartbeat automation would kill held runs, so we look
ourselves: a run that is Running, Pending or Cancelling while no process on this machine executes it is Crashed; the
run that owns the open edition is then scheduled again. Held runs are never touched, except one that waits for nothing:
a crash between suspending and saving the form leaves a gate nobody can answer, and one between recording a signed
sheet and pressing Resume leaves a decision nobody goes on with.
"""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import psutil
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.exceptions import ObjectNotFound
from prefect.states import Cancelled, Crashed, Scheduled

from dip.edisi import edisi_run, edisi_terbuka, periode_run
from dip.jam import ke_wib, sekarang
from dip.meja import Meja
from dip.pintu import perintah_menunggu
from dip.putusan import pintu_menunggu
from tasks.formulir import ada_formulir

PERINTAH = ("cabut-terbitan", "kembalikan-terbitan", "adendum")
"""Flows that carry out an order: scheduled again when they stopped, since what PPID approved holds at once."""
ALUR = (
    "edisi-bulanan",
    "tarik-ulang",
    "catat-pengesahan",
    "periksa-situs",
    "periksa-kotak-masuk",
    "cek-tautan",
    "periksa-arsip",
    "pengingat",
    *PERINTAH,
)
"""Flows of ours, the monthly one first: of the others only those of orders are scheduled again."""
_BERGERAK = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]
TENGGANG = timedelta(seconds=20)
"""A run younger than this in its state may still be waiting for its process."""
_GANGGUAN = re.compile(
    r"encountered an exception: (\w+\.)*"
    r"(ConcurrencySlotAcquisitionError|Connect(Error|Timeout)|Read(Error|Timeout)|RemoteProtocolError|"
    r"PoolTimeout|WriteError|(Prefect)?HTTPStatusError: Server error)"
)
"""Failures that mean *the server was away*, not *the work is wrong*: such a run is treated like a crashed one."""
MAKS_ULANG = 10
"""After so many attempts of one run something else is wrong, and a person must look."""


def perbaiki(meja: Meja, *, tenggang: timedelta = TENGGANG) -> list[str]:
    """Repair once; what was done, in plain Indonesian. With `tenggang` zero no run is too young (nothing runs yet)."""
    with get_client(sync_client=True) as c:
        hidup = _run_hidup()
        pesan = [_tandai_mati(c, r) for r in _cari(c, _BERGERAK) if r.id not in hidup and _umur_lewat(r, tenggang)]
        return pesan + _hidupkan_edisi(c, meja, tenggang, hidup) + _hidupkan_perintah(c, meja, tenggang, hidup)


def _run_hidup() -> set[UUID]:
    """Flow runs that some process of this machine executes (Prefect hands the id over in the environment)."""
    hidup: set[UUID] = set()
    for p in psutil.process_iter():
        try:
            if nilai := p.environ().get("PREFECT__FLOW_RUN_ID"):
                hidup.add(UUID(nilai))
        except (psutil.Error, ValueError):
            continue
    return hidup


def _cari(c: SyncPrefectClient, jenis: list[StateType], alur: tuple[str, ...] = ALUR) -> list[FlowRun]:
    return c.read_flow_runs(
        flow_filter=FlowFilter(name=FlowFilterName(any_=list(alur))),
        flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=jenis))),
        sort=FlowRunSort.EXPECTED_START_TIME_DESC,
        limit=200,
    )


def _umur_lewat(r: FlowRun, tenggang: timedelta) -> bool:
    return r.state is not None and sekarang() - ke_wib(r.state.timestamp) >= tenggang


def _tandai_mati(c: SyncPrefectClient, r: FlowRun) -> str:
    if r.state is not None and r.state.type == StateType.CANCELLING:  # a person's wish stays a person's wish
        c.set_flow_run_state(r.id, Cancelled(message="Dibatalkan; prosesnya sudah tidak ada."), force=True)
        return f"Jalan {r.name} ditandai dibatalkan."
    c.set_flow_run_state(r.id, Crashed(message="Proses jalan ini hilang (komputer atau pekerja berhenti)."), force=True)
    return f"Jalan {r.name} ditandai terhenti karena prosesnya sudah tidak ada."


def _hidupkan_edisi(c: SyncPrefectClient, meja: Meja, tenggang: timedelta, hidup: set[UUID]) -> list[str]:
    """Schedule again the owner of the open edition; where he is gone for good, the newest run that crashed instead.

    A run that crashed after it closed its edition only says once more how that ended.
    """
    with meja.register.baca() as k:
        edisi = edisi_terbuka(k, meja.lembaga)
    pemilik = _baca_run(c, edisi.pemilik) if edisi else None
    if pemilik is not None and (_terhenti(pemilik) or _menunggu_percuma(pemilik, meja, tenggang, hidup)):
        return _jadwalkan(c, pemilik)
    if pemilik is not None and pemilik.state is not None and not pemilik.state.is_final():
        return []
    pengganti = _mati_di_tepi(c, meja)
    if pengganti is not None:
        return _jadwalkan(c, pengganti)
    if edisi is None:
        return []
    return [f"Edisi {edisi.kode} masih terbuka tanpa jalan. Lanjutkan dengan: dip lanjutkan {edisi.periode}"]


def _hidupkan_perintah(c: SyncPrefectClient, meja: Meja, tenggang: timedelta, hidup: set[UUID]) -> list[str]:
    """Schedule again the runs of orders that crashed, or hold although nobody can answer or all is decided."""
    berhenti = _cari(c, [StateType.CRASHED, StateType.FAILED, StateType.PAUSED], PERINTAH)
    mati = [r for r in berhenti if _terhenti(r) or _perintah_percuma(r, meja, tenggang, hidup)]
    return [pesan for r in mati for pesan in _jadwalkan(c, r)]


def _perintah_percuma(r: FlowRun, meja: Meja, tenggang: timedelta, hidup: set[UUID]) -> bool:
    if r.state is None or not _tertahan_sendiri(r, tenggang, hidup):
        return False
    with meja.register.baca() as k:
        menunggu = {p.perintah for p in perintah_menunggu(k, meja.lembaga)}
    diputus = r.parameters.get("perintah") not in menunggu
    return diputus or not ada_formulir(str(r.id), str(r.state.state_details.pause_key))


def _jadwalkan(c: SyncPrefectClient, r: FlowRun) -> list[str]:
    if r.run_count >= MAKS_ULANG:
        return [f"Jalan {r.name} berulang kali terhenti. Periksa lognya, lalu jalankan kembali dengan tangan."]
    c.set_flow_run_state(r.id, Scheduled(name="AwaitingRetry", message="Dilanjutkan setelah terhenti."), force=True)
    return [f"Jalan {r.name} dilanjutkan dari langkah terakhir yang sudah beres."]


def _tertahan_sendiri(r: FlowRun, tenggang: timedelta, hidup: set[UUID]) -> bool:
    """Whether a run has been held for a while and its process is gone: one that lives may still be saving the form,
    which takes long when Prefect is busy.
    """
    ditahan = r.state is not None and r.state.type == StateType.PAUSED
    return ditahan and r.id not in hidup and _umur_lewat(r, max(tenggang, TENGGANG))


def _menunggu_percuma(r: FlowRun, meja: Meja, tenggang: timedelta, hidup: set[UUID]) -> bool:
    """Whether a run holds although its form was never saved, or although no gate waits any more."""
    if r.state is None or not _tertahan_sendiri(r, tenggang, hidup):
        return False
    with meja.register.baca() as k:
        menunggu = pintu_menunggu(k, meja.lembaga)
    return not menunggu or not ada_formulir(str(r.id), str(r.state.state_details.pause_key))


def _terhenti(r: FlowRun) -> bool:
    """Whether a run ended through no fault of the work: crashed, or failed because the server was away."""
    if r.state is None:
        return False
    gangguan = r.state.type == StateType.FAILED and _GANGGUAN.search(r.state.message or "")
    return r.state.type == StateType.CRASHED or bool(gangguan)


def _baca_run(c: SyncPrefectClient, run: str) -> FlowRun | None:
    try:
        return c.read_flow_run(UUID(run))
    except (ObjectNotFound, ValueError):
        return None


def _mati_di_tepi(c: SyncPrefectClient, meja: Meja) -> FlowRun | None:
    """The newest monthly run, when it crashed before it reached the register or after it closed its edition."""
    semua = c.read_flow_runs(
        flow_filter=FlowFilter(name=FlowFilterName(any_=[ALUR[0]])),
        flow_run_filter=FlowRunFilter(
            state=FlowRunFilterState(type=FlowRunFilterStateType(not_any_=[StateType.SCHEDULED]))
        ),
        sort=FlowRunSort.EXPECTED_START_TIME_DESC,
        limit=1,
    )
    if not semua or not _terhenti(semua[0]):
        return None
    run = str(semua[0].id)
    with meja.register.baca() as k:
        masuk, edisi = periode_run(k, run) is not None, edisi_run(k, run)
    tepi = not masuk or (edisi is not None and edisi.status != "terbuka")
    return semua[0] if tepi else None
