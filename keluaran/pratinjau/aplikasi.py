"""The starlette app of the preview: which address leads to which page."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dip.rahasia import BrankasGalat
from keluaran.pratinjau.halaman import Pratinjau
from keluaran.pratinjau.keputusan import Keputusan
from keluaran.pratinjau.layanan import Layanan
from keluaran.pratinjau.pengaman import KepalaAman, baca_isian, periksa_asal

_ALAMAT = "/d/{pintu:int}/{sampai:int}/{mac}"


def buat_aplikasi(layanan: Layanan) -> Starlette:
    """The preview as an ASGI app. Handlers run in threads, after host, origin and size of the request were checked."""
    lihat = Pratinjau(layanan)
    putus = Keputusan(lihat)
    gaya = (resources.files(__package__) / "gaya.css").read_text("utf-8")

    def tampil(jalan: str, fungsi: Callable[[Request], Response]) -> Route:
        async def jawab(request: Request) -> Response:
            periksa_asal(request, layanan.alamat)
            return await run_in_threadpool(fungsi, request)

        return Route(jalan, jawab, methods=["GET"])

    def terima(jalan: str, fungsi: Callable[[Request, dict[str, str]], Response]) -> Route:
        async def jawab(request: Request) -> Response:
            periksa_asal(request, layanan.alamat)
            return await run_in_threadpool(fungsi, request, await baca_isian(request))

        return Route(jalan, jawab, methods=["POST"])

    async def sehat(_request: Request) -> Response:
        """Health, for any host: monitors know the machine by another name."""
        return PlainTextResponse("sehat\n")

    return Starlette(
        routes=[
            tampil("/", lihat.muka),
            Route("/sehat", sehat),
            tampil("/gaya.css", lambda _r: Response(gaya, media_type="text/css")),
            tampil(_ALAMAT, lihat.draf),
            tampil(f"{_ALAMAT}/perubahan", lihat.bagian),
            tampil(f"{_ALAMAT}/daftar", lihat.bagian),
            tampil(f"{_ALAMAT}/draf.xlsx", lihat.buku),
            tampil(f"{_ALAMAT}/status", putus.status),
            tampil(f"{_ALAMAT}/putuskan", putus.formulir),
            terima(f"{_ALAMAT}/putuskan", putus.terbitkan),
            terima(f"{_ALAMAT}/kirim", putus.kirim),
            terima(f"{_ALAMAT}/cabut", putus.cabut),
            terima(f"{_ALAMAT}/sekali", putus.sekali),
        ],
        middleware=[Middleware(KepalaAman)],
        exception_handlers={HTTPException: lihat.galat, BrankasGalat: lihat.galat, Exception: lihat.galat},
    )
