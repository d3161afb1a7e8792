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
from keluaran.pratinjau.kantor import Kantor
from keluaran.pratinjau.keputusan import Keputusan
from keluaran.pratinjau.koreksi import Koreksi
from keluaran.pratinjau.koreksi_unggah import Unggah
from keluaran.pratinjau.layanan import Layanan
from keluaran.pratinjau.lihat import Lihat
from keluaran.pratinjau.masuk import Masuk
from keluaran.pratinjau.papan import PapanOpd
from keluaran.pratinjau.pengaman import KepalaAman, baca_isian, periksa_asal
from keluaran.pratinjau.tindak import TindakLanjut
from keluaran.pratinjau.unggah import baca_unggahan

_ALAMAT = "/d/{pintu:int}/{sampai:int}/{mac}"
_KANTOR = "/kantor/{opd}/{periode}/{mac}"


def buat_aplikasi(layanan: Layanan) -> Starlette:
    """The preview as an ASGI app. Handlers run in threads, after host, origin and size of the request were checked."""
    pratinjau = Pratinjau(layanan)
    lihat, putus, masuk = Lihat(pratinjau), Keputusan(pratinjau), Masuk(pratinjau)
    koreksi, berkas, tindak = Koreksi(pratinjau), Unggah(pratinjau), TindakLanjut(pratinjau)
    kantor = Kantor(pratinjau)
    papan = PapanOpd(pratinjau)
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

    async def unggah(request: Request) -> Response:
        """The only route that takes a file."""
        periksa_asal(request, layanan.alamat)
        await run_in_threadpool(berkas.sebelum, request)
        return await run_in_threadpool(berkas.terima, request, await baca_unggahan(request))

    async def sehat(_request: Request) -> Response:
        """Health, for any host: monitors know the machine by another name."""
        return PlainTextResponse("sehat\n")

    return Starlette(
        routes=[
            tampil("/", lihat.muka),
            Route("/sehat", sehat),
            tampil("/gaya.css", lambda _r: Response(gaya, media_type="text/css")),
            tampil("/masuk", masuk.formulir),
            terima("/masuk", masuk.masuk),
            terima("/masuk/sekali", masuk.sekali),
            terima("/keluar", masuk.keluar),
            tampil("/papan", papan.lihat),
            terima("/papan/tarik-ulang", papan.tarik_ulang),
            tampil("/papan/balasan/{opd}", papan.balasan),
            tampil(_KANTOR, kantor.lihat),
            terima(_KANTOR, kantor.nihil),
            tampil(_ALAMAT, lihat.draf),
            tampil(f"{_ALAMAT}/perubahan", lihat.perubahan),
            tampil(f"{_ALAMAT}/ronde", lihat.ronde),
            tampil(f"{_ALAMAT}/daftar", lihat.daftar),
            tampil(f"{_ALAMAT}/draf.xlsx", lihat.buku),
            tampil(f"{_ALAMAT}/dokumen", lihat.dokumen),
            tampil(f"{_ALAMAT}/status", putus.status),
            tampil(f"{_ALAMAT}/putuskan", putus.formulir),
            terima(f"{_ALAMAT}/putuskan", putus.terbitkan),
            terima(f"{_ALAMAT}/kirim", putus.kirim),
            terima(f"{_ALAMAT}/cabut", putus.cabut),
            terima(f"{_ALAMAT}/sekali", putus.sekali),
            tampil(f"{_ALAMAT}/koreksi", koreksi.daftar),
            tampil(f"{_ALAMAT}/koreksi/butir", koreksi.butir),
            terima(f"{_ALAMAT}/koreksi/tambah", koreksi.tambah),
            terima(f"{_ALAMAT}/koreksi/hapus", koreksi.hapus),
            Route(f"{_ALAMAT}/koreksi/unggah", unggah, methods=["POST"]),
            tampil(f"{_ALAMAT}/koreksi-tindak", tindak.daftar),
            terima(f"{_ALAMAT}/koreksi-tindak/jawab", tindak.jawab),
            terima(f"{_ALAMAT}/koreksi-tindak/tulis", tindak.tulis),
        ],
        middleware=[Middleware(KepalaAman)],
        exception_handlers={HTTPException: pratinjau.galat, BrankasGalat: pratinjau.galat, Exception: pratinjau.galat},
    )
