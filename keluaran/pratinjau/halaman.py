"""What all pages of the preview share: templates, drafts, the check of addresses, who is logged in."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from importlib import resources
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dip import jejak
from dip.banding import bandingkan
from dip.beku import RevisiTercatat, semua_revisi
from dip.jam import WIB, tulis_waktu
from dip.lembar_catat import belum_terpenuhi, jumlah_terbuka, lembar_edisi, usul_pejabat
from dip.lembar_koreksi import LembarKoreksi
from dip.pengaturan import NAMA_CARA, NAMA_PERAN, Pengaturan
from dip.pesan import kalimat, kalimat_sebab
from dip.pintu import (
    NAMA_KEPUTUSAN,
    Pintu,
    baca_pintu,
    perintah_menunggu,
    pilihan,
    pintu_menunggu,
    putusan_edisi,
    putusan_pintu,
)
from dip.sesi import pemilik_sesi
from dip.sidik import nomor_draf
from keluaran.pratinjau.alamat import HARI_SESI, alamat_cocok, alamat_draf
from keluaran.pratinjau.galat import TAWARKAN_MASUK, Pindah, sebut_galat
from keluaran.pratinjau.layanan import Layanan
from keluaran.pratinjau.pengaman import KEPALA
from keluaran.pratinjau.sesi import Pemakai, peran_kini, tanda_cocok, tanda_isian, token_kuki
from keluaran.pratinjau.tampil import susun_draf, susun_ubahan
from keluaran.pratinjau.tampil_koreksi import susun_rujukan, tampil_lembar
from keluaran.pratinjau.tampil_perintah import Pustaka, susun_perintah
from keluaran.pratinjau.tampil_temuan import samar
from keluaran.templat.ejaan import tulis_angka, tulis_iso, tulis_periode, tulis_tanggal

SEGAR_DETIK = 2.0

PANJANG_SASARAN = 200
"""Characters of an item or office that a login carries along, so that it leads back to what somebody pointed at."""

_HALAMAN_PERINTAH = frozenset({"", "/status", "/putuskan", "/kirim", "/cabut", "/sekali"})
"""What an order has; the rest is about drafts."""

_PEMBALIK = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


class Pratinjau:
    """The pages' common ground: settings, templates, prepared drafts, the check of addresses and sessions."""

    def __init__(self, layanan: Layanan) -> None:
        self.layanan = layanan
        self._templat = _lingkungan()
        # a draft never changes, so preparing it once is enough; a few are kept because officials go back and forth
        self.revisi = lru_cache(maxsize=3)(layanan.muat_revisi)
        self.susunan = lru_cache(maxsize=4)(self._susun)
        self.rujukan = lru_cache(maxsize=3)(lambda sidik: susun_rujukan(self.revisi(sidik)))
        self.sejak = lru_cache(maxsize=4)(self._sejak)
        self._pustaka = Pustaka(self.revisi, layanan.baca_berkas)
        self._pengaturan: tuple[float, Pengaturan] | None = None

    def pengaturan(self) -> Pengaturan:
        """The settings, read again when older than two seconds: a page asks several times, sixty YAML cost 70 ms."""
        kini = time.monotonic()
        if self._pengaturan is None or kini - self._pengaturan[0] > SEGAR_DETIK:
            self._pengaturan = (kini, self.layanan.pengaturan())
        return self._pengaturan[1]

    def _susun(self, sidik: str) -> dict[str, Any]:
        return susun_draf(self.revisi(sidik), kalimat, kalimat_sebab)

    def _sejak(self, sidik_lama: str, sidik: str) -> dict[str, Any]:
        lama, kini = self.revisi(sidik_lama), self.revisi(sidik)
        nama = {p["opd"]: p["nama"] for p in (*lama.papan, *kini.papan)}
        return susun_ubahan(bandingkan(lama.entri, kini.entri), kini.entri, nama, pertama=False)

    # --- who asks, and for what ---

    def pintu(self, request: Request) -> Pintu:
        """The gate an address opens.

        Whoever is logged in is sent from an address that is wrong or has expired to a fresh one (Pindah, pages only).
        Raises HTTPException(404) for anything else that is not ours.
        """
        jalan = request.path_params
        with self.layanan.register.baca() as k:
            p = baca_pintu(k, jalan["pintu"]) if max(jalan["pintu"], jalan["sampai"] >> 5) < 2**31 else None
        if p is None or p.lembaga != self.pengaturan().lembaga.kode:
            raise HTTPException(404)
        if p.perintah and request.url.path.removeprefix(self.dasar(request)) not in _HALAMAN_PERINTAH:
            raise HTTPException(404)
        if not alamat_cocok(self.layanan.brankas, p, jalan["sampai"], jalan["mac"], self.layanan.jam()):
            if request.method == "GET" and self.pemakai(request) is not None:
                sisa = request.url.path.removeprefix(self.dasar(request))
                raise Pindah(self.alamat_sesi(p) + (sisa if sisa != request.url.path else ""))
            raise HTTPException(404)
        return p

    def dasar(self, request: Request) -> str:
        """Path of the draft's address, in front of `/status` and the like."""
        j = request.path_params
        return f"/d/{j['pintu']}/{j['sampai']}/{j['mac']}"

    def alamat_sesi(self, p: Pintu) -> str:
        """Path of a fresh address for somebody who is logged in."""
        return alamat_draf(self.layanan.brankas, "", p, self.layanan.jam(), HARI_SESI)

    def pemakai(self, request: Request) -> Pemakai | None:
        """Who is logged in and holds a gate's role now."""
        token = token_kuki(request)
        if not token:
            return None
        pengaturan, waktu = self.pengaturan(), self.layanan.jam()
        with self.layanan.register.baca() as k:
            orang = pemilik_sesi(k, pengaturan, token, waktu)
        peran = peran_kini(pengaturan, orang.kode, waktu) if orang is not None else frozenset()
        if orang is None or not peran:
            return None
        return Pemakai(orang, peran, tanda_isian(self.layanan.brankas, token))

    def wajib_pemakai(self, request: Request, isian: Mapping[str, str] | None = None) -> Pemakai:
        """Who is logged in; `isian` is the posted form, which must be one of his.

        Raises Pindah to the login for a page, HTTPException 401 without a session, 403 for a form of another one.
        """
        pemakai = self.pemakai(request)
        if pemakai is None:
            if request.method != "GET":
                raise HTTPException(401)
            sisa = request.url.path.removeprefix(self.dasar(request)).strip("/")
            tuju = {"pintu": request.path_params["pintu"], "lanjut": sisa}
            tuju |= {n: v for n in ("kode", "opd") if (v := request.query_params.get(n, "")[:PANJANG_SASARAN])}
            raise Pindah(f"/masuk?{urlencode(tuju, safe='/')}")
        if isian is not None and not tanda_cocok(pemakai, isian):
            raise HTTPException(403)
        return pemakai

    # --- what pages are made of ---

    def halaman(self, nama: str, status: int = 200, **isi: Any) -> HTMLResponse:
        """Render a template."""
        lembaga = self.pengaturan().lembaga
        return HTMLResponse(self._templat.get_template(nama).render(lembaga_kini=lembaga, **isi), status)

    def umum(self, request: Request, p: Pintu) -> dict[str, Any]:
        """What every page of one gate shows: its draft, state, decisions so far, and the sheets of corrections."""
        pemakai = self.pemakai(request)
        with self.layanan.register.baca() as k:
            semua = putusan_edisi(k, p.edisi)
            putusan = putusan_pintu(k, p.id)
            antre = perintah_menunggu(k, p.lembaga) if p.perintah else pintu_menunggu(k, p.lembaga)
            menunggu = any(m.id == p.id for m in antre)
            isi = susun_perintah(k, self._pustaka, self.pengaturan(), p) if p.perintah else None
            lembar = lembar_edisi(k, p.edisi)
            terbuka = jumlah_terbuka(k, p.edisi)
            kepala = jejak.kepala(k, p.lembaga)
            usul = usul_pejabat(k, p.id, pemakai.pejabat.kode) if pemakai is not None else []
        return {
            **(isi or {**self.susunan(p.sidik), "perintah": None}),
            "pintu": p,
            "pemakai": pemakai,
            "dasar": self.dasar(request),
            "sekali": request.query_params.get("sekali", "")[:100],
            "nama_gerbang": NAMA_PERAN[p.peran],
            "putusan": putusan,
            "menunggu": menunggu,
            "riwayat": [x for x in reversed(semua) if x.pintu != p.id and x.ronde >= 0],
            "pengembalian": next((x for x in reversed(semua) if x.ronde < p.ronde and x.alasan), None),
            "jumlah_kembali": sum(x.keputusan == "kembalikan" for x in semua),
            "lembar": lembar,
            "terbuka": terbuka,
            "kepala_jejak": kepala,
            "boleh_koreksi": menunggu and "kembalikan" in pilihan(p),
            "usul": usul,
            "sampai": tulis_waktu(datetime.fromtimestamp(request.path_params["sampai"], WIB)),
        }

    def draf_lalu(self, p: Pintu) -> RevisiTercatat | None:
        """The draft of this edition before the one at this gate."""
        with self.layanan.register.baca() as k:
            return next((r for r in reversed(semua_revisi(k, p.edisi)) if r.ronde < p.ronde), None)

    def ronde(self, p: Pintu, lembar: list[LembarKoreksi]) -> dict[str, Any] | None:
        """What happened since the draft before: the difference, and the sheet that led to this one. None in ronde 1."""
        lama = self.draf_lalu(p)
        if lama is None:
            return None
        belum = belum_terpenuhi(lembar, self.revisi(p.sidik))
        lalu = [x for x in lembar if x.ronde < p.ronde]
        tampil = tampil_lembar(self.rujukan(p.sidik), lalu[-1:], belum, self.nama_pejabat())
        return {
            "nomor": nomor_draf(lama.sidik),
            "ke": lama.ronde,
            "dibuat": lama.dibuat,
            "ubahan": self.sejak(lama.sidik, p.sidik),
            "lembar": tampil[0] if tampil else None,
        }

    def nama_pejabat(self) -> dict[str, str]:
        """Names of officials by login name."""
        return {o.kode: o.nama for o in self.pengaturan().pejabat}

    def galat(self, request: Request, e: Exception) -> Response:
        """An error page in plain words. The security headers are set here too: this one may run outside the wrapper."""
        if isinstance(e, Pindah):
            return RedirectResponse(e.jalan, 303, headers=KEPALA)
        status, judul, teks = sebut_galat(e, self.layanan.alamat)
        pintu = request.path_params.get("pintu")
        masuk = f"/masuk?pintu={pintu}" if isinstance(pintu, int) and pintu < 2**31 else "/masuk"
        isi = self._templat.get_template("galat.html.j2").render(
            judul=judul, teks=teks, masuk=masuk if status in TAWARKAN_MASUK else ""
        )
        return HTMLResponse(isi, status, headers=KEPALA)


def _tampak(nilai: Any) -> Any:
    """Text whose order on the screen is the order it has: marks that turn it around are shown as what they are."""
    return _PEMBALIK.sub("\ufffd", nilai) if isinstance(nilai, str) and _PEMBALIK.search(nilai) else nilai


def _lingkungan() -> Environment:
    env = Environment(
        loader=FileSystemLoader(str(resources.files(__package__))),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=_tampak,
    )
    env.filters |= {"angka": tulis_angka, "waktu": tulis_iso, "tanggal": tulis_tanggal, "periode": tulis_periode}
    env.filters["samar"] = samar
    env.globals |= {"nama_keputusan": NAMA_KEPUTUSAN, "nama_peran": NAMA_PERAN, "nama_cara": NAMA_CARA}
    return env
