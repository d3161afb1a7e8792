"""Secrets of targets and sources, by name: never in the settings folder, in parameters, logs or artifacts."""

from __future__ import annotations

import os
import stat
from typing import cast

from dip.meja import Meja


def rahasia(meja: Meja, nama: str) -> str:
    """The value of a secret: `DIP_RAHASIA_<NAMA>` in the environment, a 0600 file `<DIP_DATA>/rahasia/<nama>`, or a
    Prefect Secret block `dip-<nama>`, in this order.

    Raises LookupError with a sentence when it is nowhere, or when the file can be read by others.
    """
    variabel = f"DIP_RAHASIA_{nama.upper().replace('-', '_')}"
    if nilai := os.environ.get(variabel, ""):
        return nilai
    berkas = meja.data / "rahasia" / nama
    if berkas.is_file():
        if stat.S_IMODE(berkas.stat().st_mode) & 0o077:
            raise LookupError(f"Berkas {berkas} dapat dibaca orang lain. Jalankan: chmod 600 {berkas}")
        return berkas.read_text(encoding="utf-8").rstrip("\n")
    if nilai := _dari_blok(f"dip-{nama}"):
        return nilai
    raise LookupError(
        f"Rahasia {nama!r} belum ada. Isi variabel {variabel}, blok Secret dip-{nama} di Prefect, atau berkas {berkas}."
    )


def _dari_blok(nama: str) -> str:
    """A Secret block of the running Prefect, empty when there is none or no server to ask."""
    import httpx
    from prefect.blocks.system import Secret
    from prefect.settings import PREFECT_API_URL

    if not PREFECT_API_URL.value():  # without an address Prefect would start a server of its own
        return ""
    try:
        blok = cast("Secret[str]", Secret.load(nama))
    except (ValueError, httpx.HTTPError):  # no block of this name, or nobody answers
        return ""
    return str(blok.get())
