"""Who is logged in: the cookie, and the field that proves a form was ours.

The cookie is HttpOnly and SameSite=Strict; every form of a session also carries `tanda`, an HMAC of the session's
token, so that even a page that gets a browser to send the cookie cannot write anything.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast, get_args
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from dip.jam import ke_wib
from dip.pengaturan import NAMA_PERAN, Pejabat, Pengaturan, Peran
from dip.rahasia import Brankas

NAMA_KUKI = "dip_sesi"
LABEL_ISIAN = "dip/isian-pratinjau/1"
PANJANG_TOKEN = 200

PERAN_GERBANG: tuple[Peran, ...] = get_args(Peran)
"""Roles that have a gate: only they may log in."""


@dataclass(frozen=True, slots=True)
class Pemakai:
    """Who is logged in, in which of the gates' roles at this moment, and `tanda`, the proof his forms carry."""

    pejabat: Pejabat
    peran: frozenset[Peran]
    tanda: str

    @property
    def sebutan(self) -> str:
        """His roles as people read them."""
        return ", ".join(NAMA_PERAN[r] for r in PERAN_GERBANG if r in self.peran)


def token_kuki(request: Request) -> str:
    """The session token a request carries, empty without one."""
    token = request.cookies.get(NAMA_KUKI, "")
    return token if len(token) <= PANJANG_TOKEN else ""


def tanda_isian(brankas: Brankas, token: str) -> str:
    """What the forms of a session carry in their field *tanda*."""
    return brankas.mac(LABEL_ISIAN, token.encode("utf-8", "replace")).hex()


def tanda_cocok(pemakai: Pemakai, isian: Mapping[str, str]) -> bool:
    """Whether a posted form is one of this session; compared in constant time."""
    return hmac.compare_digest(pemakai.tanda.encode(), isian.get("tanda", "").encode("utf-8", "replace"))


def peran_kini(pengaturan: Pengaturan, pejabat: str, waktu: datetime) -> frozenset[Peran]:
    """The gates' roles a person holds at this moment."""
    punya = {p.peran for p in pengaturan.pejabat if p.kode == pejabat and p.berlaku(ke_wib(waktu))}
    return frozenset(cast("set[Peran]", punya & set(PERAN_GERBANG)))


def pasang_kuki(jawaban: Response, alamat: str, token: str, umur_detik: int) -> None:
    """Give the browser its session: for this origin only, not for scripts, not from other pages."""
    aman = urlsplit(alamat).scheme == "https"
    jawaban.set_cookie(NAMA_KUKI, token, max_age=umur_detik, path="/", secure=aman, httponly=True, samesite="strict")


def hapus_kuki(jawaban: Response, alamat: str) -> None:
    """Take the session back."""
    aman = urlsplit(alamat).scheme == "https"
    jawaban.delete_cookie(NAMA_KUKI, path="/", secure=aman, httponly=True, samesite="strict")
