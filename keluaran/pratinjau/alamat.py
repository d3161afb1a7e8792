"""Addresses of drafts: `/d/<pintu>/<expiry>/<mac>` (design §6).

The sidik is in no address; it is inside the MAC, so an address opens exactly one draft at one gate until it expires.
Whoever has the address can read, not decide: a decision needs an authenticator.
"""

from __future__ import annotations

import base64
import hmac
from datetime import datetime, timedelta

from dip.pintu import Pintu
from dip.rahasia import LABEL_ALAMAT, Brankas
from dip.sidik import json_baku

_BYTE_MAC = 24

HARI_ALAMAT = 14
"""Life of an address in a message; whoever comes later logs in."""

HARI_SESI = 2
"""Life of an address made for somebody who is logged in."""


def alamat_draf(brankas: Brankas, alamat_dasar: str, pintu: Pintu, waktu: datetime, hari: int = HARI_ALAMAT) -> str:
    """The address where the draft of a gate is read and decided, valid `hari` days from now."""
    sampai = int((waktu + timedelta(days=hari)).timestamp())
    return f"{alamat_dasar.rstrip('/')}/d/{pintu.id}/{sampai}/{_mac(brankas, pintu, sampai)}"


def alamat_cocok(brankas: Brankas, pintu: Pintu, sampai: int, mac: str, waktu: datetime) -> bool:
    """Whether an address is ours and has not expired; compared in constant time."""
    benar = hmac.compare_digest(_mac(brankas, pintu, sampai).encode(), mac.encode("utf-8", "replace"))
    return benar and waktu.timestamp() <= sampai


def _mac(brankas: Brankas, pintu: Pintu, sampai: int) -> str:
    isi = json_baku([pintu.sidik, pintu.peran, pintu.id, sampai])
    return base64.urlsafe_b64encode(brankas.mac(LABEL_ALAMAT, isi)[:_BYTE_MAC]).decode()
