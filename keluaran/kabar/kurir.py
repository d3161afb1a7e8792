"""The courier: one message through one channel, by Apprise, in a child process (`dip.anak`).

A child, because a mail server that hangs can only be left by ending whoever waits for it, and because Apprise writes
addresses with their passwords into logs: here every log is off, and nothing but one word comes back.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from typing import Any

from apprise import Apprise, AppriseAsset, NotifyFormat, plugins

from dip.anak import Panggilan

PENGENAL = "DIP"
"""The sender's name where an address has none."""

_urai: Callable[..., dict[str, Any] | None] = plugins.url_to_dict


def _kirim(kepala: dict[str, Any], isi: bytes) -> dict[str, Any]:
    """Send once. `kepala`: `alamat` (Apprise), `penerima` (mail address, or empty: the place in the address),
    `perihal`, `lingkungan` (proxies). `hasil` is `terkirim`, `tolak` (refused or out of reach), `alamat` (the address
    of the channel cannot be used) or `penerima` (that of the reader).
    """
    logging.disable(logging.CRITICAL)
    os.environ.update(kepala["lingkungan"])

    aset = AppriseAsset(
        app_id=PENGENAL, app_desc=PENGENAL, app_url="", async_mode=False, secure_logging=True, storage_mode="memory"
    )
    uraian = _urai(kepala["alamat"], secure_logging=True)
    if not uraian:
        return {"hasil": "alamat"}
    uraian |= {"format": "text", "overflow": "split"}
    if kepala["penerima"]:
        uraian["targets"] = [kepala["penerima"]]
    layanan = Apprise.instantiate(uraian, asset=aset)
    if not layanan:
        return {"hasil": "alamat"}
    if kepala["penerima"] and _penerima(layanan) != [kepala["penerima"].casefold()]:
        # a service that takes no recipients would send it to whoever its address names
        return {"hasil": "penerima" if hasattr(layanan, "targets") else "alamat"}
    kotak = Apprise(asset=aset)
    kotak.add(layanan)
    terkirim = kotak.notify(body=isi.decode("utf-8", "replace"), title=kepala["perihal"], body_format=NotifyFormat.TEXT)
    return {"hasil": "terkirim" if terkirim else "tolak"}


def _penerima(layanan: Any) -> list[str]:
    """Whom a service really sends to; Apprise keeps bare addresses, or pairs with the name first."""
    semua = getattr(layanan, "targets", None) or ()
    return [str(t[-1] if isinstance(t, (tuple, list)) else t).casefold() for t in semua]


PANGGILAN: Panggilan = {"kirim": _kirim}
