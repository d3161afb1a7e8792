"""Where the running system is reached from a terminal."""

from __future__ import annotations

import os

import orjson

from dip.meja import Meja


def alamat_pratinjau(meja: Meja) -> str:
    """Origin of the preview without a trailing slash: as set (`DIP_PRATINJAU`), else as `dip mulai` wrote it down."""
    from flows.mulai import PORT_PRATINJAU

    catatan = meja.data / "jalan" / "alamat.json"
    if alamat := os.environ.get("DIP_PRATINJAU"):
        return alamat.rstrip("/")
    if catatan.exists():
        return str(orjson.loads(catatan.read_bytes())["pratinjau"])
    return f"http://127.0.0.1:{PORT_PRATINJAU}"
