"""Addresses of drafts: `/d/<pintu>/<expiry>/<mac>` (design §6), and of offices: `/kantor/<opd>/<periode>/<mac>`.

The sidik is in no address; it is inside the MAC, so an address opens exactly one draft at one gate until it expires.
Whoever has the address can read, not decide: a decision needs an authenticator. The address of an office lets it see
what came of its own file and say that nothing changed, as long as that period is collected.
"""

from __future__ import annotations

import base64
import hmac
from datetime import datetime, timedelta
from urllib.parse import quote

from dip.pintu import Pintu
from dip.rahasia import LABEL_ALAMAT, Brankas
from dip.sidik import json_baku

_BYTE_MAC = 24

LABEL_KANTOR = "dip/alamat-kantor/1"
"""Key of the addresses of offices: an address of a draft is worth nothing there, and the other way round."""

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


def alamat_kantor(brankas: Brankas, dasar: str, opd: str, periode: str) -> str:
    """The page of one office for one period (`YYYY-MM`); `dasar` is the origin of the preview. The same call gives the
    same address, so every message of a period carries the same one.
    """
    return f"{dasar.rstrip('/')}/kantor/{quote(opd, safe='')}/{periode}/{_mac_kantor(brankas, opd, periode)}"


def kantor_cocok(brankas: Brankas, opd: str, periode: str, mac: str) -> bool:
    """Whether the address of an office is ours; compared in constant time."""
    return hmac.compare_digest(_mac_kantor(brankas, opd, periode).encode(), mac.encode("utf-8", "replace"))


def _mac(brankas: Brankas, pintu: Pintu, sampai: int) -> str:
    return _teks(brankas.mac(LABEL_ALAMAT, json_baku([pintu.sidik, pintu.peran, pintu.id, sampai])))


def _mac_kantor(brankas: Brankas, opd: str, periode: str) -> str:
    return _teks(brankas.mac(LABEL_KANTOR, json_baku([opd, periode])))


def _teks(mac: bytes) -> str:
    return base64.urlsafe_b64encode(mac[:_BYTE_MAC]).decode()
