"""Digests: canonical JSON, sha256, and the six digits people can compare by eye.

The sidik of a revisi is the sha256 of the *bytes* of `revisi.json` as archived, so `sha256sum` proves it without
this software (design §3).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import orjson

from dip.lembar import Bacaan

_OPSI = orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE


def json_baku(isi: Any) -> bytes:
    """Canonical JSON: sorted keys, UTF-8, one trailing newline. Raises TypeError for anything but plain types."""
    return orjson.dumps(isi, option=_OPSI)


def jsonl_baku(baris: Iterable[Any]) -> bytes:
    """Canonical JSON Lines, in the given order."""
    return b"".join(json_baku(b) for b in baris)


def baca_jsonl(isi: bytes) -> list[Any]:
    """The inverse of `jsonl_baku`."""
    return [orjson.loads(b) for b in isi.splitlines() if b]


def sha256(isi: bytes) -> str:
    """Hexadecimal sha256."""
    return hashlib.sha256(isi).hexdigest()


def sidik_isi(bacaan: Bacaan) -> str:
    """Digest of the cell content: equal for a workbook that was only saved again (design §4.1)."""
    return sha256(json_baku([x.ke_json() for x in bacaan.lembar]))


def nomor_draf(sidik: str) -> str:
    """Six decimal digits derived from a sidik, as `123 456`, for people to compare two screens."""
    angka = int(sidik[:16], 16) % 1_000_000
    return f"{angka // 1000:03d} {angka % 1000:03d}"
