"""Is the register on the websites still the one that was ratified? On schedule, and after every trouble with a site."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from dip.gudang import BlobRusak
from dip.terbitan import BelumSah
from tasks.meja import pelari
from tasks.penjaga import PenerbitanDihentikan
from tasks.situs import periksa_semua, tampilkan
from tasks.terbit import perbaiki_tujuan, susulkan


@flow(
    name="periksa-situs",
    task_runner=pelari(),
    description="Bandingkan yang tayang di setiap situs dengan edisi yang disahkan; perbaiki bila diminta",
)
def periksa_situs(perbaiki: bool = False) -> State[Any]:
    """Look at every target. With `perbaiki` the ratified files are put back first, also where they never arrived."""
    try:
        if perbaiki:
            susulkan()
            perbaiki_tujuan()
        kode, keadaan = periksa_semua()
    except (BelumSah, PenerbitanDihentikan, BlobRusak) as e:
        return Failed(name="Situs tidak dapat diperiksa", message=str(e))
    if not kode:
        return Completed(name="Belum ada yang tayang", message="Belum ada edisi yang terbit, jadi tidak ada situsnya.")
    tampilkan(kode, keadaan)
    beda = [x.tujuan for x in keadaan if x.keadaan == "berbeda"]
    gelap = [x.tujuan for x in keadaan if x.keadaan == "tak_terbaca"]
    if not (beda or gelap):
        return Completed(name="Situs sesuai", message=f"{len(keadaan)} tujuan sama dengan {kode} yang disahkan.")
    kalimat = [f"Tidak sama dengan {kode}: {', '.join(beda)}. Jalankan alur ini lagi dengan *perbaiki*."] * bool(beda)
    kalimat += [f"Tidak dapat diperiksa: {', '.join(gelap)}; sebabnya ada di tabel jalan ini."] * bool(gelap)
    return Failed(name="Situs berbeda" if beda else "Situs tidak dapat diperiksa", message=" ".join(kalimat))
