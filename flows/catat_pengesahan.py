"""A recorded number becomes public: the live edition is published anew, from the same draft, without a new gate."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from tasks.meja import pelari
from tasks.terbit import susulkan, terbitkan_nomor


@flow(
    name="catat-pengesahan",
    task_runner=pelari(),
    description="Terbitkan ulang edisi yang tayang sesudah nomor pengesahannya dicatat (dip catat pengesahan)",
)
def catat_pengesahan() -> State[Any]:
    """Publish what was recorded with `dip catat pengesahan`; nothing to do is an answer too."""
    kode, sebab = terbitkan_nomor()
    if sebab:
        return Failed(name="Gagal terbit", message=f"Nomor pengesahan {kode} belum dapat diterbitkan. {sebab}")
    tertinggal = susulkan()
    if not kode:
        return Completed(name="Tidak ada yang baru", message="Tidak ada nomor pengesahan yang menunggu diterbitkan.")
    kalimat = f"{kode} diterbitkan ulang dengan nomor pengesahannya."
    if tertinggal:
        kalimat += f" Belum sampai di: {', '.join(tertinggal)}; akan dicoba lagi pada jalan berikutnya."
    return Completed(name="Terbit sebagian" if tertinggal else "Terbit", message=kalimat)
