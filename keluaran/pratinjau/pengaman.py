"""What protects the preview whatever its pages contain: headers, host and origin, size of a request.

There are no cookies and nothing ambient a foreign page could ride on: every request that changes something needs the
secret address of the draft and digits of an authenticator, or a kode persetujuan. The checks here are the second
wall.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BATAS_ISIAN = 64 * 1024
"""Bytes of one posted form; a reason of 4,000 characters fits several times."""

KEPALA: dict[str, str] = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "cache-control": "no-store",
    "x-robots-tag": "noindex, nofollow, noarchive",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
_KEPALA_MENTAH = [(n.encode(), isi.encode()) for n, isi in KEPALA.items()]


class KepalaAman:
    """ASGI wrapper: the security headers on every answer, also on errors."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to its answer."""

        async def kirim(pesan: Message) -> None:
            if pesan["type"] == "http.response.start":
                lain = [(n, isi) for n, isi in pesan.get("headers", []) if n.decode().lower() not in KEPALA]
                pesan = {**pesan, "headers": [*lain, *_KEPALA_MENTAH]}
            await send(pesan)

        await self._app(scope, receive, kirim if scope["type"] == "http" else send)


def periksa_asal(request: Request, alamat: str) -> None:
    """Refuse a foreign Host (421) and, for a POST, a foreign origin (403).

    `no-referrer` makes browsers send `Origin: null` with our own forms too, so `null` counts as unknown and the
    browser's Sec-Fetch-Site decides where it sends one (https and loopback).
    """
    kita = urlsplit(alamat)
    if request.headers.get("host", "").lower() != kita.netloc.lower():
        raise HTTPException(421)
    if request.method != "POST":
        return
    asal = request.headers.get("origin", "null").lower()
    if asal not in ("null", f"{kita.scheme}://{kita.netloc}".lower()):
        raise HTTPException(403)
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        raise HTTPException(403)


async def baca_isian(request: Request) -> dict[str, str]:
    """The fields of a posted form; 415 for another kind of body, 413 for a large one, 400 for a broken one."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise HTTPException(415)
    isi = bytearray()
    async for potong in request.stream():
        isi += potong
        if len(isi) > BATAS_ISIAN:
            raise HTTPException(413)
    try:
        pasangan = parse_qsl(isi.decode(), keep_blank_values=True, errors="replace", max_num_fields=20)
    except ValueError as e:  # also UnicodeDecodeError
        raise HTTPException(400) from e
    return dict(pasangan)
