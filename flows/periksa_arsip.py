"""Is everything we keep still what it was? Monthly: journal, blobs, archives, and what the public sees."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from tasks.kabar import kabari_jadwal_gagal
from tasks.meja import pelari
from tasks.periksa_arsip import buktikan_folder, buktikan_gudang, buktikan_jejak, buktikan_situs, laporkan


@flow(
    name="periksa-arsip",
    task_runner=pelari(),
    description="Buktikan jejak, berkas di gudang, arsip tiap edisi, dan situs; yang salah disebut namanya",
    on_failure=[kabari_jadwal_gagal],
)
def periksa_arsip() -> State[Any]:
    """Four parts, each looked at whatever the others say. Nothing is changed or repaired."""
    bagian = [buktikan_jejak(), buktikan_gudang(), buktikan_folder(), buktikan_situs()]
    laporkan(bagian)
    salah = [b for b in bagian if b.banyak_salah]
    if not salah:
        jumlah = ", ".join(f"{b.nama.lower()} {b.diperiksa}" for b in bagian)
        return Completed(name="Arsip utuh", message=f"Semua benar: {jumlah}.")
    kalimat = " ".join(f"{b.nama}: {b.banyak_salah} salah. {b.langkah}" for b in salah)
    return Failed(name="Arsip tidak utuh", message=kalimat)
