"""Addresses of the running system, from the environment the launcher sets."""

from __future__ import annotations

import os

from prefect.settings import PREFECT_UI_URL


def alamat_pratinjau() -> str:
    """Base address of the preview (DIP_PRATINJAU), without a trailing slash."""
    return os.environ.get("DIP_PRATINJAU", "http://127.0.0.1:4280").rstrip("/")


def alamat_run(run: str) -> str:
    """The page of a flow run in Prefect's UI."""
    dasar = str(PREFECT_UI_URL.value() or "http://127.0.0.1:4200").rstrip("/")
    return f"{dasar}/runs/flow-run/{run}"
