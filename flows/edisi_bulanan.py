"""One edition of the Daftar Informasi Publik, from the offices' files to the website.

SOP *Prosedur Pendokumentasian Informasi Publik*, Dinkominfotik Kabupaten Bangka, 500.12.11/802/IKP/2024:

1. PPID Pelaksana collect information; petugas pelayanan receive and recap it      → `kumpulkan`, `susun_draf`
2. Data are gathered from various sources                                          → `kumpulkan`
3. The result is processed into a soft file                                        → `susun_draf`
   and every office gets its own file back with what was found in it               → `balas_opd`
4. It is submitted to PPID for correction; returned ones are followed up           → `tahan` petugas ⟲ ppid ⟲ atasan
   with a nota pengajuan, a lembar koreksi, a lembar pengesahan and a konsep SK     → `nota_pengajuan` …
5. What the Atasan PPID ratified is documented and published                       → `dokumentasikan`, `terbitkan`

The flow is run again from the top after each hold. Every step therefore asks the register first what is already done;
nothing below keeps anything in memory across a hold.
"""

from __future__ import annotations

from typing import Any

from prefect import flow, runtime
from prefect.client.schemas.objects import State

from dip.edisi import Edisi
from dip.pesan.alur import kalimat_batal, kalimat_tanpa_perubahan, kalimat_terbit
from dip.putusan import Putusan
from dip.revisi import Revisi
from tasks.balasan import balas_opd
from tasks.dokumentasi import dokumentasikan
from tasks.edisi import ajukan_otomatis, akhiri, buka, ditolak, periode_ini, selesai
from tasks.gerbang import tahan
from tasks.kabar import kabari_gagal
from tasks.meja import pelari
from tasks.olah import draf_terakhir, susun_draf, tanpa_perubahan
from tasks.papan import pasang_papan, pasang_perubahan
from tasks.penjaga import PenerbitanDihentikan
from tasks.surat import ajukan_ke_atasan, lembar_koreksi, nota_pengajuan
from tasks.tarik import belum_ditarik, kumpulkan, perlu_ditarik_ulang
from tasks.terbit import susulkan, terbitkan, terbitkan_nomor


def nama_jalan() -> str:
    """Name of the run in the UI: `edisi-2026-11`."""
    return f"edisi-{(runtime.flow_run.parameters or {}).get('periode') or periode_ini()}"


@flow(
    name="edisi-bulanan",
    flow_run_name=nama_jalan,
    task_runner=pelari(),
    description="Edisi bulanan Daftar Informasi Publik, menurut SOP Pendokumentasian Informasi Publik",
    on_failure=[kabari_gagal],
)
def edisi_bulanan(periode: str | None = None) -> State[Any]:
    """Run one edition. `periode` is `YYYY-MM`; empty means the month of the run's scheduled time in WIB."""
    pembukaan = buka(periode)
    edisi = pembukaan.edisi
    if pembukaan.tolak or edisi is None:
        return ditolak(pembukaan)

    terbitkan_nomor()
    tertinggal = susulkan()
    revisi = draf_terakhir(edisi) or draf_pertama(edisi)
    if tanpa_perubahan(revisi):
        return akhiri(edisi, "tanpa_perubahan", *kalimat_tanpa_perubahan(edisi, revisi, tertinggal))

    while True:
        pasang_papan(edisi, revisi)
        pasang_perubahan(edisi, revisi)
        balas_opd(edisi, revisi)
        putusan = lewati_gerbang(edisi, revisi)
        match putusan.keputusan:
            case "sahkan" | "konfirmasi_pengesahan":
                break
            case "batalkan":
                return akhiri(edisi, "dibatalkan", *kalimat_batal(edisi, putusan), oleh=putusan)
            case "susun_ulang":
                revisi = susun_kembali(edisi, revisi)
            case _:
                lembar_koreksi(edisi, revisi)
                revisi = susun_draf(edisi, revisi.kepala["ronde"] + 1, dengan_tarikan_baru=False)

    try:
        gagal = terbitkan(edisi, revisi, dokumentasikan(edisi, revisi))
    except PenerbitanDihentikan as henti:
        # the next entry (dip lanjutkan) finds a new draft, so the edition goes back to the petugas
        susun_draf(edisi, revisi.kepala["ronde"] + 1, dengan_tarikan_baru=False)
        return selesai(edisi, "Penerbitan dihentikan", str(henti))
    if gagal.semua:
        return selesai(edisi, "Gagal terbit", gagal.kalimat)
    nama, kalimat = kalimat_terbit(edisi, revisi.papan, gagal.tujuan)
    return akhiri(edisi, "terbit" if nama == "Terbit" else "terbit_sebagian", nama, kalimat)


def draf_pertama(edisi: Edisi) -> Revisi:
    """Steps 1–3: collect what is not in yet, recap, and freeze the first draft."""
    kumpulkan(edisi, belum_ditarik(edisi))
    return susun_draf(edisi, 1, dengan_tarikan_baru=True)


def susun_kembali(edisi: Edisi, revisi: Revisi) -> Revisi:
    """*Susun ulang*: pull again what failed, take in what operators re-pulled meanwhile, and freeze a new draft."""
    kumpulkan(edisi, perlu_ditarik_ulang(edisi, revisi))
    return susun_draf(edisi, revisi.kepala["ronde"] + 1, dengan_tarikan_baru=True)


def lewati_gerbang(edisi: Edisi, revisi: Revisi) -> Putusan:
    """Step 4: petugas submits, PPID corrects or approves, the Atasan ratifies. The decision that settles this draft.

    A draft in which the last guard still finds what may not go out never leaves the petugas: even *ajukan* then only
    settles this draft, and the next one opens his gate again.
    """
    if not ajukan_otomatis(edisi, revisi):
        putusan = tahan(edisi, revisi, "petugas")
        if putusan.keputusan != "ajukan" or revisi.kepala["penjaga"]:
            return putusan
    nota_pengajuan(edisi, revisi)
    putusan = tahan(edisi, revisi, "ppid")
    if putusan.keputusan != "setujui":
        return putusan
    ajukan_ke_atasan(edisi, revisi)
    return tahan(edisi, revisi, "atasan")
