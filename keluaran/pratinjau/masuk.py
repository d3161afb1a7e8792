"""Logging in and out. A login opens pages and lets people prepare things; no decision is ever taken by it."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dip.pengaturan import NAMA_PERAN
from dip.pintu import Pintu, baca_pintu
from dip.sesi import buat_alamat_masuk, keluar, masuk
from dip.tolakan import Tolakan, kalimat_tolakan
from keluaran.kabar import teks
from keluaran.pratinjau.halaman import PANJANG_SASARAN, Pratinjau
from keluaran.pratinjau.sesi import (
    PANJANG_TOKEN,
    PERAN_GERBANG,
    hapus_kuki,
    pasang_kuki,
    tanda_cocok,
    token_kuki,
)

LANJUT = frozenset({"daftar", "koreksi", "koreksi/butir", "koreksi-tindak", "perubahan", "putuskan", "ronde", "status"})
"""Pages of a gate to which a login may lead back; nothing that came with a request is ever a target itself."""

_ARAH = ("pintu", "lanjut", "kode", "opd")
"""What a login carries along to know where it leads."""


class Masuk:
    """Handlers of `/masuk` and `/keluar`."""

    def __init__(self, pratinjau: Pratinjau) -> None:
        self._p = pratinjau
        self._l = pratinjau.layanan

    def formulir(self, request: Request) -> Response:
        """The empty form; whoever is logged in already is sent where he wanted to go."""
        tanya = dict(request.query_params)
        if self._p.pemakai(request) is not None:
            return RedirectResponse(self._tujuan(tanya), 303)
        return self._formulir(tanya, None)

    def masuk(self, request: Request, isian: dict[str, str]) -> Response:
        """Check name and digits, and give the browser its session."""
        waktu, pengaturan = self._l.jam(), self._p.pengaturan()
        hasil = masuk(
            self._l.register,
            self._l.brankas,
            pengaturan,
            pejabat=isian.get("pejabat", ""),
            totp=isian.get("totp", ""),
            waktu=waktu,
            token_alamat=isian.get("sekali", "")[:PANJANG_TOKEN],
        )
        if isinstance(hasil, Tolakan):
            jawaban = self._formulir(isian, hasil)
            if hasil.alarm:
                # afterwards, so that the time of the answer tells nothing
                jawaban.background = BackgroundTask(self._alarm, isian.get("pejabat", ""))
            return jawaban
        if lama := token_kuki(request):
            keluar(self._l.register, self._l.pengaturan(), lama, waktu)
        selesai = RedirectResponse(self._tujuan(isian), 303)
        pasang_kuki(selesai, self._l.alamat, hasil.token, int((hasil.sampai - waktu).total_seconds()))
        return selesai

    def keluar(self, request: Request, isian: dict[str, str]) -> Response:
        """End the session. A form that is not this session's changes nothing."""
        pemakai = self._p.pemakai(request)
        if pemakai is not None and not tanda_cocok(pemakai, isian):
            raise HTTPException(403)
        if token := token_kuki(request):
            keluar(self._l.register, self._l.pengaturan(), token, self._l.jam())
        selesai = RedirectResponse("/?kabar=keluar", 303)
        hapus_kuki(selesai, self._l.alamat)
        return selesai

    def sekali(self, _request: Request, isian: dict[str, str]) -> Response:
        """Send an address for one login without delay to an official; the page says the same whoever was named."""
        arah = {n: isian[n][:PANJANG_SASARAN] for n in _ARAH if isian.get(n)}
        tugas = BackgroundTask(self._kirim_sekali, isian.get("pejabat", ""))
        return RedirectResponse(f"/masuk?{urlencode({**arah, 'kabar': 'sekali'})}", 303, background=tugas)

    def _kirim_sekali(self, pejabat: str) -> None:
        waktu, pengaturan = self._l.jam(), self._p.pengaturan()
        token = buat_alamat_masuk(self._l.register, pengaturan, pejabat=pejabat, waktu=waktu)
        orang = next((o for o in pengaturan.pejabat if o.kode == pejabat and o.berlaku(waktu)), None)
        if token is not None and orang is not None:
            alamat = f"{self._l.alamat.rstrip('/')}/masuk?{urlencode({'sekali': token})}"
            self._l.kabari(teks.alamat_masuk(orang, alamat, waktu))

    def _alarm(self, pejabat: str) -> None:
        for pesan in teks.alarm_masuk(self._p.pengaturan(), pejabat, self._l.jam()):
            self._l.kabari(pesan)

    def _formulir(self, isian: dict[str, str], tolak: Tolakan | None) -> Response:
        return self._p.halaman(
            "masuk.html.j2",
            422 if tolak else 200,
            pejabat=self._pejabat(),
            isian={n: isian.get(n, "")[:PANJANG_TOKEN] for n in ("pejabat", *_ARAH, "sekali")},
            arah=_ARAH,
            galat=kalimat_tolakan(tolak) if tolak else "",
            kabar=isian.get("kabar", ""),
            pemakai=None,
        )

    def _pejabat(self) -> list[dict[str, str]]:
        """Everybody who holds a gate's role now, once."""
        pengaturan, waktu = self._p.pengaturan(), self._l.jam()
        semua: dict[str, dict[str, str]] = {}
        for peran in PERAN_GERBANG:
            for o in pengaturan.pemegang(peran, waktu):
                isi = {"kode": o.kode, "nama": o.nama, "jabatan": o.jabatan_lengkap, "peran": NAMA_PERAN[o.peran]}
                semua.setdefault(o.kode, isi)
        return list(semua.values())

    def _tujuan(self, isian: dict[str, str]) -> str:
        """Where a login leads: a page of a gate of ours, named by its number, else the front page."""
        p = self._pintu(isian.get("pintu", ""))
        if p is None:
            return "/papan" if isian.get("lanjut") == "papan" else "/"
        lanjut = isian.get("lanjut", "")
        if lanjut not in LANJUT:
            return self._p.alamat_sesi(p)
        # which item or office is only a question to that page; it looks it up in the draft
        tanya = {n: isian[n][:PANJANG_SASARAN] for n in ("kode", "opd") if lanjut == "koreksi/butir" and isian.get(n)}
        return f"{self._p.alamat_sesi(p)}/{lanjut}" + (f"?{urlencode(tanya)}" if tanya else "")

    def _pintu(self, nomor: str) -> Pintu | None:
        if not (nomor.isascii() and nomor.isdigit() and len(nomor) < 10):
            return None
        with self._l.register.baca() as k:
            p = baca_pintu(k, int(nomor))
        return p if p is not None and p.lembaga == self._p.pengaturan().lembaga.kode else None
