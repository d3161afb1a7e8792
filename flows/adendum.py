"""The fast lane for what must be announced at once: named items, PPID's decision alone, published immediately.

The next edition folds them in, and the Atasan PPID ratifies them with it (UU 14/2008 art. 10; design §4.7).
"""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from tasks.meja import pelari
from tasks.perintah import jalankan_perintah


@flow(
    name="adendum",
    flow_run_name="adendum-{perintah}",
    task_runner=pelari(),
    description="Terbitkan informasi serta merta dengan putusan PPID saja (dip terbitan adendum)",
)
def adendum(perintah: int) -> State[Any]:
    """Hold order number `perintah` for PPID, then publish its items."""
    return jalankan_perintah(perintah, "adendum")
