"""Opening and closing the edition a run works on (design §4.10)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from prefect import runtime
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.exceptions import ObjectNotFound
from prefect.states import Completed, Failed

from dip import jejak
from dip.edisi import Edisi, Pembukaan, StatusEdisi, buka_edisi, edisi_terbuka, tutup_edisi
from dip.jam import PERIODE, periode_dari, sekarang
from dip.kawal import perlu_ppid
from dip.keadaan import pindah
from dip.pesan.alur import NamaAkhir, kalimat_ditolak
from dip.putusan import Putusan, peran_dibuka
from dip.revisi import Revisi
from tasks.kabar import kabari_hasil, kabari_menunggu
from tasks.lingkungan import alamat_run
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
            state = c.read_flow_run(UUID(run)).state
        except ObjectNotFound:
            return False
    return state is not None and not state.is_final()


def buka(periode: str | None) -> Pembukaan:
    """Open, re-enter or take over the edition for this run; periode None means the month of the schedule.

    A periode that is no month, or more than a year ahead, never reaches the register: what is published there would
    make every month before it *older than the live edition*.
    """
    meja = meja_kerja()
    terjauh = f"{sekarang().year + 1}-{sekarang().month:02d}"
    if periode and not (PERIODE.fullmatch(periode) and periode <= terjauh):
        return Pembukaan(None, "periode_salah", periode)
    cara = meja.pengaturan.lembaga.kebijakan.cara_pengesahan
    return buka_edisi(meja.register, meja.lembaga, periode or periode_ini(), run_ini(), sekarang(), pemilik_hidup, cara)


def edisi_terbuka_ini() -> Edisi | None:
    """The open edition of the institution, for operators' flows."""
    meja = meja_kerja()
    with meja.register.baca() as k:
        return edisi_terbuka(k, meja.lembaga)


def ajukan_otomatis(edisi: Edisi, revisi: Revisi) -> bool:
    """Whether this draft goes to PPID without a petugas: a setting, ronde 1 only, journaled once as *sistem*.

    Never one that lost suspiciously much (EDI-004). The gate that was opened first settles it: a setting changed in the
    middle of an edition changes nothing.
    """
    meja = meja_kerja()
    if revisi.kepala["ronde"] != 1 or revisi.kepala["penjaga"]:
        return False
    with meja.register.tulis() as k:
        dibuka = peran_dibuka(k, edisi.id, 1)
        if dibuka:
            return "petugas" not in dibuka
        if not meja.pengaturan.lembaga.kebijakan.ajukan_otomatis or perlu_ppid(revisi):
            return False
        data = {"edisi": edisi.id, "ronde": 1, "sidik": revisi.sidik}
        jejak.catat(
            k, meja.lembaga, "diajukan_otomatis", waktu=sekarang(), pelaku="sistem", peran="sistem", data=data,
            masukan={"sidik": revisi.sidik},
        )  # fmt: skip
        bukti = {"sidik": revisi.sidik}
        pindah(k, meja.lembaga, edisi.id, "DIAJUKAN_KE_PPID", ronde=1, waktu=sekarang(), bukti=bukti)
    return True


def ditolak(pembukaan: Pembukaan) -> State[Any]:
    """The final state of a run that may not work on an edition; the petugas is told unless it is only a repetition."""
    nama, kalimat = kalimat_ditolak(pembukaan)
    if pembukaan.tolak == "sudah_berjalan" and pembukaan.edisi is not None:
        kalimat += f" Lihat {alamat_run(pembukaan.edisi.pemilik)}"
    if pembukaan.tolak != "selesai":
        kabari_menunggu(nama, kalimat, run_ini())
    return keadaan(nama, kalimat)


def akhiri(edisi: Edisi, status: StatusEdisi, nama: NamaAkhir, kalimat: str, oleh: Putusan | None = None) -> State[Any]:
    """Tell everybody concerned, close the edition in the register, and give the run its final state.

    In this order: messages are sent once whatever happens, while a closed edition is never entered again.
    """
    hasil = selesai(edisi, nama, kalimat)
    with meja_kerja().register.tulis() as k:
        tutup_edisi(k, edisi, status, kalimat, sekarang(), oleh.pejabat if oleh else "sistem")
    return hasil


def selesai(edisi: Edisi, nama: NamaAkhir, kalimat: str) -> State[Any]:
    """A final state with its messages, while the edition itself stays as it is (open, when publishing failed)."""
    kabari_hasil(edisi, nama, kalimat)
    return keadaan(nama, kalimat)


def keadaan(nama: NamaAkhir, kalimat: str) -> State[Any]:
    """A final state that tells the truth: green only for the names of design §4.2."""
    return (Completed if nama in HIJAU else Failed)(name=nama, message=kalimat)
