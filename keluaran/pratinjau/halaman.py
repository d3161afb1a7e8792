"""The pages of the preview that only show, and what all pages share: templates, drafts, the check of addresses."""

from __future__ import annotations

import time
from datetime import datetime
from functools import lru_cache
from http import HTTPStatus
from importlib import resources
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dip.jam import WIB, tulis_waktu
from dip.pengaturan import NAMA_PERAN, Pengaturan
from dip.pesan import kalimat, kalimat_sebab
from dip.pintu import NAMA_KEPUTUSAN, Pintu, baca_pintu, pintu_menunggu, putusan_edisi, putusan_pintu
from dip.rahasia import BrankasGalat
from keluaran.bentuk import draf_xlsx
from keluaran.pratinjau.alamat import alamat_cocok
from keluaran.pratinjau.layanan import Layanan
from keluaran.pratinjau.pengaman import KEPALA
from keluaran.pratinjau.tampil import susun_draf
from keluaran.templat.ejaan import tulis_angka, tulis_iso, tulis_periode, tulis_tanggal

SEGAR_DETIK = 2.0

_GALAT: dict[int, tuple[str, str]] = {
    400: ("Isian tidak terbaca", "Kembali ke halaman sebelumnya, muat ulang, lalu isi sekali lagi."),
    403: ("Isian ditolak", "Isian ini tidak berasal dari halaman draf. Buka tautan draf langsung, lalu isi di sana."),
    404: (
        "Tautan tidak berlaku",
        "Tautan ini salah, terpotong, atau lewat masanya. Buka tautan terakhir yang dikirim kepada Anda, utuh. "
        "Bila tetap tidak bisa, minta petugas PPID mengirim tautan baru.",
    ),
    405: ("Cara membuka salah", "Buka halaman draf dari tautan yang dikirim kepada Anda."),
    413: ("Isian terlalu panjang", "Ringkaskan alasan menjadi paling banyak 4.000 huruf."),
    415: ("Isian tidak terbaca", "Isi melalui halaman draf."),
    500: ("Ada gangguan", "Belum ada yang berubah. Coba lagi sebentar lagi; bila berulang, beri tahu admin."),
    503: ("Kunci belum siap", "Belum ada yang berubah. Beri tahu admin: folder kunci di server perlu diperiksa."),
}


class Pratinjau:
    """The pages' common ground: settings, templates, prepared drafts and the check of addresses."""

    def __init__(self, layanan: Layanan) -> None:
        self.layanan = layanan
        self._templat = _lingkungan()
        # a draft never changes, so preparing it once is enough; a few are kept because officials go back and forth
        self.susunan = lru_cache(maxsize=4)(self._susun)
        self._pengaturan: tuple[float, Pengaturan] | None = None

    def pengaturan(self) -> Pengaturan:
        """The settings, read again when older than two seconds: a page asks several times, sixty YAML cost 70 ms."""
        kini = time.monotonic()
        if self._pengaturan is None or kini - self._pengaturan[0] > SEGAR_DETIK:
            self._pengaturan = (kini, self.layanan.pengaturan())
        return self._pengaturan[1]

    def _susun(self, sidik: str) -> dict[str, Any]:
        return susun_draf(self.layanan.muat_revisi(sidik), kalimat, kalimat_sebab)

    def pintu(self, request: Request) -> Pintu:
        """The gate an address opens. Raises HTTPException(404) for anything that is not ours or has expired."""
        jalan = request.path_params
        with self.layanan.register.baca() as k:
            p = baca_pintu(k, jalan["pintu"]) if max(jalan["pintu"], jalan["sampai"] >> 5) < 2**31 else None
        sah = p is not None and alamat_cocok(self.layanan.brankas, p, jalan["sampai"], jalan["mac"], self.layanan.jam())
        if p is None or not sah or p.lembaga != self.pengaturan().lembaga.kode:
            raise HTTPException(404)
        return p

    def dasar(self, request: Request) -> str:
        """Path of the draft's address, in front of `/status` and the like."""
        j = request.path_params
        return f"/d/{j['pintu']}/{j['sampai']}/{j['mac']}"

    def halaman(self, nama: str, status: int = 200, **isi: Any) -> HTMLResponse:
        """Render a template."""
        lembaga = self.pengaturan().lembaga
        return HTMLResponse(self._templat.get_template(nama).render(lembaga_kini=lembaga, **isi), status)

    def umum(self, request: Request, p: Pintu) -> dict[str, Any]:
        """What every page of one gate shows: its draft, state, and decisions so far."""
        with self.layanan.register.baca() as k:
            semua = putusan_edisi(k, p.edisi)
            putusan = putusan_pintu(k, p.id)
            menunggu = any(m.id == p.id for m in pintu_menunggu(k, p.lembaga))
        return {
            **self.susunan(p.sidik),
            "pintu": p,
            "dasar": self.dasar(request),
            "sekali": request.query_params.get("sekali", "")[:100],
            "nama_gerbang": NAMA_PERAN[p.peran],
            "putusan": putusan,
            "menunggu": menunggu,
            "riwayat": [x for x in reversed(semua) if x.pintu != p.id],
            "pengembalian": next((x for x in reversed(semua) if x.ronde < p.ronde and x.alasan), None),
            "sampai": tulis_waktu(datetime.fromtimestamp(request.path_params["sampai"], WIB)),
        }

    # --- pages that only show ---

    def muka(self, request: Request) -> Response:
        """Open gates without content: what waits, for whom, since when."""
        with self.layanan.register.baca() as k:
            daftar = pintu_menunggu(k, self.pengaturan().lembaga.kode)
        return self.halaman("muka.html.j2", daftar=daftar, nama_peran=NAMA_PERAN)

    def draf(self, request: Request) -> Response:
        """The draft."""
        p = self.pintu(request)
        return self.halaman("draf.html.j2", **self.umum(request, p))

    def bagian(self, request: Request) -> Response:
        """All changes, or the full list."""
        p = self.pintu(request)
        nama = request.url.path.rsplit("/", 1)[-1]
        return self.halaman(f"{nama}.html.j2", **self.umum(request, p))

    def buku(self, request: Request) -> Response:
        """The draft as a workbook."""
        p = self.pintu(request)
        isi = draf_xlsx(self.layanan.muat_revisi(p.sidik))
        nama = f"draf-{p.kode_edisi}-ronde-{p.ronde}.xlsx"
        jenis = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return Response(isi, media_type=jenis, headers={"content-disposition": f'attachment; filename="{nama}"'})

    def galat(self, request: Request, e: Exception) -> Response:
        """An error page in plain words. The security headers are set here too: this one may run outside the wrapper."""
        status = e.status_code if isinstance(e, HTTPException) else 503 if isinstance(e, BrankasGalat) else 500
        if status == HTTPStatus.MISDIRECTED_REQUEST:
            judul, teks = "Alamat lain", f"Halaman ini dibuka lewat alamat {self.layanan.alamat}."
        else:
            judul, teks = _GALAT.get(status, _GALAT[500])
        isi = self._templat.get_template("galat.html.j2").render(judul=judul, teks=teks)
        return HTMLResponse(isi, status, headers=KEPALA)


def _lingkungan() -> Environment:
    env = Environment(
        loader=FileSystemLoader(str(resources.files(__package__))),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.filters |= {"angka": tulis_angka, "waktu": tulis_iso, "tanggal": tulis_tanggal, "periode": tulis_periode}
    env.globals |= {"nama_keputusan": NAMA_KEPUTUSAN, "nama_peran": NAMA_PERAN}
    return env
