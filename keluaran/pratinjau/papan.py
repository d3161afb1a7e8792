"""The office board: who is missing and why, and the one click with which a petugas has the failed ones pulled again.

Whoever is logged in may read it; pulling again is a petugas's, and the journal says whose. It changes no draft.
"""

from __future__ import annotations

import re
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dip.beku import revisi_terakhir
from dip.edisi import Edisi
from dip.kelengkapan import sebut_skor
from dip.minta_tarik import MintaTarik, catat_jalan, minta_terakhir, mulai_minta
from dip.papan import BarisPapanKini, Papan, papan_kini
from dip.pesan.papan import (
    MASIH_DITARIK,
    NAMA_PEMINTA,
    sebut_konfirmasi,
    sebut_langkah,
    sebut_sebab,
    sebut_sejak,
)
from dip.pintu import pintu_menunggu
from keluaran.pratinjau.galat import Pindah
from keluaran.pratinjau.halaman import Pratinjau
from keluaran.pratinjau.sesi import Pemakai, tanda_cocok
from keluaran.pratinjau.tampil_temuan import samar

SEGAR = 5
"""Seconds after which the page looks again while offices are being pulled."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

SARINGAN = {
    "": "Semua",
    "gagal": "Gagal",
    "belum": "Belum ada",
    "menunggu": "Menunggu susun ulang",
    "perbaiki": "Perlu diperbaiki",
    "masuk": "Sudah masuk",
}
"""What the page can be narrowed to."""

KABAR = {
    "berjalan": MASIH_DITARIK,
    "masuk": "OPD itu sudah tidak gagal lagi, jadi tidak ada yang ditarik ulang.",
}

_BUKAN_PETUGAS = "Hanya petugas yang dapat menarik ulang. Mintakan kepada petugas."
_BELUM_ADA_DRAF = (
    "Belum ada draf: OPD masih dikumpulkan, atau tidak ada edisi yang terbuka. Belum ada yang ditarik ulang."
)


class PapanOpd:
    """Handlers of `/papan`; all of them need a session."""

    def __init__(self, pratinjau: Pratinjau) -> None:
        self._p = pratinjau
        self._l = pratinjau.layanan

    def lihat(self, request: Request) -> Response:
        """The board, or the part of it that was asked for."""
        return self._tampil(request, self._pemakai(request))

    def tarik_ulang(self, request: Request, isian: dict[str, str]) -> Response:
        """Have one failed office, or all of them, pulled again; once while a request is going on."""
        pemakai = self._pemakai(request, isian)
        if "petugas" not in pemakai.peran:
            return self._tampil(request, pemakai, 403, _BUKAN_PETUGAS)
        papan = self._papan()
        if papan.dasar != "draf" or papan.edisi is None:
            return self._tampil(request, pemakai, 409, _BELUM_ADA_DRAF)
        satu = isian.get("opd", "")
        opd = [o for o in self._dapat_ditarik(papan) if satu in ("", o)]
        if not opd:
            return RedirectResponse("/papan?kabar=masuk", 303)
        galat = self._minta(papan.edisi, opd, pemakai)
        return self._tampil(request, pemakai, 503, galat) if galat else RedirectResponse("/papan", 303)

    def _minta(self, edisi: Edisi, opd: list[str], pemakai: Pemakai) -> str:
        """Journal the request, start its run, journal where it runs. The sentence of what went wrong, or empty.

        Raises Pindah when another request is still going on.
        """
        urut = mulai_minta(self._l.register, edisi, opd, pemakai.pejabat.kode, self._l.jam())
        if not urut:
            raise Pindah("/papan?kabar=berjalan")
        jalan = ""
        try:
            jawab = self._l.tarik_ulang(opd)
            jalan = jawab if jawab.startswith(("http://", "https://")) else ""
        finally:
            catat_jalan(self._l.register, edisi, urut, jalan, self._l.jam())
        return "" if jalan else jawab

    def balasan(self, request: Request) -> Response:
        """The annotated workbook of an office, as a download. Raises HTTPException(404) where there is none."""
        self._pemakai(request)
        papan, opd = self._papan(), request.path_params["opd"]
        if papan.edisi is None or opd not in {b.opd for b in papan.baris}:
            raise HTTPException(404)
        isi = self._l.balasan(papan.edisi.kode, opd)
        if isi is None:
            raise HTTPException(404)
        nama = re.sub(r"[^A-Za-z0-9._-]", "-", f"balasan-{opd}-{papan.edisi.periode}.xlsx")
        return Response(isi, media_type=XLSX, headers={"content-disposition": f'attachment; filename="{nama}"'})

    def _pemakai(self, request: Request, isian: dict[str, str] | None = None) -> Pemakai:
        """Who is logged in. Raises Pindah to the login for a page, HTTPException 401 or 403 for a form."""
        pemakai = self._p.pemakai(request)
        if pemakai is None:
            if isian is not None:
                raise HTTPException(401)
            raise Pindah("/masuk?lanjut=papan")
        if isian is not None and not tanda_cocok(pemakai, isian):
            raise HTTPException(403)
        return pemakai

    def _papan(self) -> Papan:
        with self._l.register.baca() as k:
            return papan_kini(k, self._p.pengaturan(), self._l.baca_berkas)

    def _dapat_ditarik(self, papan: Papan) -> list[str]:
        """The failing offices that still have a source: settings may be newer than the draft."""
        aktif = {o.kode for o in self._p.pengaturan().opd_aktif()}
        return [o for o in papan.gagal if o in aktif]

    def _tampil(self, request: Request, pemakai: Pemakai, status: int = 200, galat: str = "") -> Response:
        papan = self._papan()
        minta = self._permintaan(papan)
        ditarik = minta is not None and not minta.berakhir
        saring = request.query_params.get("tampil", "")
        saring = saring if saring in SARINGAN else ""
        terpilih = [b for b in papan.baris if _cocok(b, saring)]
        return self._p.halaman(
            "papan.html.j2",
            status,
            pemakai=pemakai,
            papan=papan,
            jumlah={**papan.hitung(), "perbaiki": sum(_cocok(b, "perbaiki") for b in papan.baris)},
            baris=[_baris(b, papan) for b in terpilih],
            saring=saring,
            saringan=[(n, t, sum(_cocok(b, n) for b in papan.baris)) for n, t in SARINGAN.items()],
            dapat=self._dapat_ditarik(papan),
            petugas="petugas" in pemakai.peran,
            boleh="petugas" in pemakai.peran and papan.dasar == "draf" and not ditarik,
            minta=minta,
            ulang=self._hasil_minta(papan, minta),
            gerbang=self._gerbang(papan),
            peminta={**NAMA_PEMINTA, **self._p.nama_pejabat()}.get(minta.pelaku, minta.pelaku) if minta else "",
            ditarik=ditarik,
            # whoever reads slowly, or has the page read out, can stop it (WCAG 2.2.1)
            segar=SEGAR if ditarik and not request.query_params.get("diam") else 0,
            kabar=KABAR.get(request.query_params.get("kabar", ""), "") if not galat else "",
            galat=galat,
        )

    def _permintaan(self, papan: Papan) -> MintaTarik | None:
        """The newest request, until a draft has taken in what it brought."""
        if papan.edisi is None or papan.dasar != "draf":
            return None
        with self._l.register.baca() as k:
            minta, draf = minta_terakhir(k, papan.edisi, self._l.jam()), revisi_terakhir(k, papan.edisi.id)
        return minta if minta and draf and draf.batas_tarikan <= minta.batas else None

    @staticmethod
    def _hasil_minta(papan: Papan, minta: MintaTarik | None) -> dict[str, Any]:
        """Names of the offices of a request, by how it went so far."""
        milik = [b for b in papan.baris if minta and b.opd in minta.opd]
        sisa = set(minta.sisa) if minta else set()
        return {
            "semua": [b.nama for b in milik],
            "masuk": [b.nama for b in milik if not b.gagal],
            "gagal": [b.nama for b in milik if b.gagal and b.opd not in sisa],
            "sisa": [b.nama for b in milik if b.opd in sisa],
        }

    def _gerbang(self, papan: Papan) -> dict[str, str] | None:
        """Path and role of the gate that holds the edition; None without one."""
        if papan.edisi is None:
            return None
        with self._l.register.baca() as k:
            daftar = [p for p in pintu_menunggu(k, papan.edisi.lembaga) if p.edisi == papan.edisi.id]
        return {"alamat": self._p.alamat_sesi(daftar[-1]), "peran": daftar[-1].peran} if daftar else None


def _cocok(b: BarisPapanKini, saring: str) -> bool:
    match saring:
        case "gagal":
            return b.hasil == "gagal"
        case "belum":
            return b.hasil == "belum_ada"
        case "menunggu":
            return b.menunggu
        case "perbaiki":
            return b.langkah in ("perbaiki_berkas", "konfirmasi")
        case "masuk":
            return not b.gagal
        case _:
            return True


def _baris(b: BarisPapanKini, papan: Papan) -> dict[str, Any]:
    """One office for the template: plain words, personal data masked; no figures while no draft has judged its file."""
    dinilai = not b.menunggu
    return {
        "opd": b.opd,
        "nama": b.nama,
        "hasil": b.hasil,
        "gagal": b.gagal,
        "menunggu": b.menunggu,
        "data": b.edisi_data if b.gagal else "",
        "tanpa_data": b.gagal and not b.edisi_data and papan.dasar != "kumpul",
        "sebab": samar(sebut_sebab(b)),
        "sejak": sebut_sejak(b),
        "terbit": b.terbit if dinilai and (b.edisi_data or not b.gagal) else None,
        "ditahan": b.ditahan,
        "dik": b.dik,
        "temuan": [(n, b.temuan[n]) for n in ("tolak", "wajib", "periksa", "info") if dinilai and b.temuan.get(n)],
        "skor": sebut_skor(b.skor) if dinilai else None,
        "konfirmasi": sebut_konfirmasi(b),
        "langkah": "" if b.langkah == "selesai" else sebut_langkah(b),
        "balasan": papan.dasar != "kumpul" and bool(b.nama_berkas) and b.hasil != "nihil" and dinilai,
    }
