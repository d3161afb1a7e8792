"""Take an item or a whole edition down, with a reason, PPID's decision and minutes (design §4.7)."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from tasks.meja import pelari
from tasks.perintah import jalankan_perintah


@flow(
    name="cabut-terbitan",
    flow_run_name="cabut-{perintah}",
    task_runner=pelari(),
    description="Cabut informasi atau seluruh edisi dari semua situs dengan putusan PPID (dip terbitan cabut)",
)
def cabut_terbitan(perintah: int) -> State[Any]:
    """Hold order number `perintah` for PPID, then take down what it names."""
    return jalankan_perintah(perintah, "cabut")
