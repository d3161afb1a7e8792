"""Opening and closing the edition a run works on (design §4.10)."""

from __future__ import annotations

from typing import Any

from prefect import runtime
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.exceptions import ObjectNotFound
from prefect.states import Completed, Failed

from dip import jejak
from dip.edisi import Edisi, Pembukaan, StatusEdisi, buka_edisi, edisi_terbuka, tutup_edisi
from dip.jam import periode_dari, sekarang
from dip.pesan.alur import NamaAkhir, kalimat_ditolak
from dip.putusan import Putusan
from dip.revisi import Revisi
from tasks.kabar import kabari_hasil, kabari_menunggu
from tasks.meja import meja_kerja

HIJAU: frozenset[NamaAkhir] = frozenset(
    {"Terbit", "Terbit sebagian", "Tidak ada perubahan", "Sudah berjalan", "Menunggu edisi", "Dibatalkan"}
)
"""Final states that end a run green; everything else is red (design §4.2)."""


def run_ini() -> str:
    """Id of the present flow run."""
    return str(runtime.flow_run.id)


def periode_ini() -> str:
    """The month of the run's scheduled time in WIB (design §4.9)."""
    return periode_dari(runtime.flow_run.scheduled_start_time or sekarang())


def pemilik_hidup(run: str) -> bool:
    """Whether a flow run can still finish its work: known to Prefect and not in a final state."""
    with get_client(sync_client=True) as c:
        try:
            state = c.read_flow_run(run).state  # type: ignore[arg-type] # str works as UUID
        except ObjectNotFound:
            return False
    return state is not None and not state.is_final()


def buka(periode: str | None) -> Pembukaan:
    """Open, re-enter or take over the edition for this run; periode None means the month of the schedule."""
    meja = meja_kerja()
    return buka_edisi(meja.register, meja.lembaga, periode or periode_ini(), run_ini(), sekarang(), pemilik_hidup)


def edisi_terbuka_ini() -> Edisi | None:
    """The open edition of the institution, for operators' flows."""
    meja = meja_kerja()
    with meja.register.baca() as k:
        return edisi_terbuka(k, meja.lembaga)


def ajukan_otomatis(edisi: Edisi, revisi: Revisi) -> bool:
    """Whether this draft goes to PPID without a petugas: a setting, ronde 1 only, journaled as *sistem*."""
    meja = meja_kerja()
    if not meja.pengaturan.lembaga.kebijakan.ajukan_otomatis or revisi.kepala["ronde"] != 1:
        return False
    if revisi.kepala["penjaga"]:
        return False
    with meja.register.tulis() as k:
        data = {"edisi": edisi.id, "ronde": 1, "sidik": revisi.sidik}
        jejak.catat(k, meja.lembaga, "diajukan_otomatis", waktu=sekarang(), pelaku="sistem", data=data)
    return True


def ditolak(pembukaan: Pembukaan) -> State[Any]:
    """The final state of a run that may not work on an edition; the petugas is told unless it is only a repetition."""
    nama, kalimat = kalimat_ditolak(pembukaan)
    if pembukaan.tolak != "selesai":
        kabari_menunggu(nama, kalimat, run_ini())
    return keadaan(nama, kalimat)


def akhiri(edisi: Edisi, status: StatusEdisi, nama: NamaAkhir, kalimat: str, oleh: Putusan | None = None) -> State[Any]:
    """Close the edition in the register, tell everybody concerned, and give the run its final state."""
    with meja_kerja().register.tulis() as k:
        tutup_edisi(k, edisi, status, kalimat, sekarang(), oleh.pejabat if oleh else "sistem")
    return selesai(edisi, nama, kalimat)


def selesai(edisi: Edisi, nama: NamaAkhir, kalimat: str) -> State[Any]:
    """A final state with its messages, while the edition itself stays as it is (open, when publishing failed)."""
    kabari_hasil(edisi.kode, nama, kalimat)
    return keadaan(nama, kalimat)


def keadaan(nama: NamaAkhir, kalimat: str) -> State[Any]:
    """A final state that tells the truth: green only for the names of design §4.2."""
    return (Completed if nama in HIJAU else Failed)(name=nama, message=kalimat)
