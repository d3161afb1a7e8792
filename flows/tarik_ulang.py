"""Operators: pull named offices again into the open edition.

Adds receipts and raw files only; it never approves, never publishes and never changes a draft. *Susun ulang* at a
gate takes the new files in.
"""

from __future__ import annotations

from typing import Any

from prefect import flow, runtime
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from dip.pesan.alur import kalimat_tarik_ulang
from dip.pilihan import kode_pilihan
from tasks.edisi import edisi_terbuka_ini
from tasks.meja import pelari
from tasks.papan import catat_diminta, pasang_papan_kini
from tasks.tarik import gagal_di_edisi, kumpulkan, opd_tak_dikenal


def nama_jalan() -> str:
    """Name of the run in the UI: `tarik-ulang-DINKES`, `tarik-ulang-3-OPD`, `tarik-ulang-yang-gagal`."""
    opd = kode_pilihan((runtime.flow_run.parameters or {}).get("opd") or [])
    return f"tarik-ulang-{opd[0] if len(opd) == 1 else f'{len(opd)}-OPD' if opd else 'yang-gagal'}"


@flow(
    name="tarik-ulang",
    flow_run_name=nama_jalan,
    task_runner=pelari(),
    description="Tarik ulang sumber OPD ke edisi yang terbuka; kosong berarti semua yang gagal",
)
def tarik_ulang(opd: list[str] | None = None) -> State[Any]:
    """Pull these offices (codes, or lines of the list; empty: all that failed) into the open edition."""
    opd = kode_pilihan(opd or [])
    edisi = edisi_terbuka_ini()
    if edisi is None:
        return Failed(name="Tidak ada edisi", message="Tidak ada edisi yang terbuka. Jalankan edisi bulanan dulu.")
    asing = opd_tak_dikenal(opd)
    if asing:
        return Failed(name="OPD tidak dikenal", message=f"Kode OPD tidak dikenal: {', '.join(asing)}.")
    diminta = opd or gagal_di_edisi(edisi)
    catat_diminta(edisi, diminta)
    nama, kalimat = kalimat_tarik_ulang(edisi, diminta, kumpulkan(edisi, diminta))
    pasang_papan_kini(edisi)
    return (Completed if nama == "Selesai" else Failed)(name=nama, message=kalimat)
