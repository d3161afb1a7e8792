"""Go back to an earlier release, exactly as it was, with PPID's decision (design §4.7).

What was taken down since stays down.
"""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from tasks.meja import pelari
from tasks.perintah import jalankan_perintah


@flow(
    name="kembalikan-terbitan",
    flow_run_name="kembalikan-{perintah}",
    task_runner=pelari(),
    description="Kembalikan situs ke terbitan terdahulu dengan putusan PPID (dip terbitan kembalikan)",
)
def kembalikan_terbitan(perintah: int) -> State[Any]:
    """Hold order number `perintah` for PPID, then publish the release it names again."""
    return jalankan_perintah(perintah, "kembalikan")
