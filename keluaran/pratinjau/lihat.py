"""The pages of the preview that only show: what waits, the draft, its changes, its list, its workbook."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dip.dik_ringkas import ringkas_dik
from dip.dokumen_sah import dokumen_terbaru
from dip.edisi import edisi_hidup
from dip.lembar_catat import lembar_edisi
from dip.pesan.alur import belum_lengkap
from dip.pintu import Pintu, perintah_menunggu, pilihan, pintu_menunggu
from dip.sidik import nomor_draf
from dip.unggahan import jenis_lembar
from keluaran.bentuk import draf_xlsx
from keluaran.pratinjau.halaman import Pratinjau
from keluaran.pratinjau.sesi import Pemakai
from keluaran.pratinjau.tampil_daftar import PANJANG_CARI, pilih_halaman


class Lihat:
    """Handlers that only show."""

    def __init__(self, pratinjau: Pratinjau) -> None:
        self._p = pratinjau
        self._l = pratinjau.layanan

    def muka(self, request: Request) -> Response:
        """What waits, for whom, since when; for somebody who is logged in also the way to it, his own gates first."""
        lembaga = self._p.pengaturan().lembaga.kode
        pemakai = self._p.pemakai(request)
        with self._l.register.baca() as k:
            daftar, perintah = pintu_menunggu(k, lembaga), perintah_menunggu(k, lembaga)
            hidup = edisi_hidup(k, lembaga) if pemakai else None
        isi: dict[str, Any] = {"daftar": [{"pintu": p} for p in daftar], "hidup": None}
        isi["perintah"] = [{"pintu": p} for p in perintah]
        if pemakai is not None:
            daftar.sort(key=lambda p: not self._milik(p, pemakai))
            isi["daftar"] = [self._baris(p, pemakai) for p in daftar]
            isi["perintah"] = [self._baris(p, pemakai) for p in perintah]
            isi["hidup"] = {"edisi": hidup[0], "nomor": nomor_draf(hidup[1])} if hidup else None
        return self._p.halaman("muka.html.j2", **isi, pemakai=pemakai, kabar=request.query_params.get("kabar", ""))

    @staticmethod
    def _milik(p: Pintu, pemakai: Pemakai) -> bool:
        return any(r in pemakai.peran for k, r in pilihan(p).items() if r == p.peran or k == "konfirmasi_pengesahan")

    def _baris(self, p: Pintu, pemakai: Pemakai) -> dict[str, Any]:
        with self._l.register.baca() as k:
            lembar = lembar_edisi(k, p.edisi)
        return {
            "pintu": p,
            "alamat": self._p.alamat_sesi(p),
            "milik": self._milik(p, pemakai),
            "nomor": nomor_draf(p.sidik) if p.ronde else "",
            "lembar": len(lembar),
            "terbuka": sum(len(x.terbuka) for x in lembar) if "petugas" in pemakai.peran else 0,
            "kurang": self._kurang(p) if p.ronde and "petugas" in pemakai.peran else [],
        }

    def _kurang(self, p: Pintu) -> list[str]:
        """Names of the offices whose data of this month are not in the draft."""
        return [b["nama"] for b in belum_lengkap(self._p.revisi(p.sidik).papan)]

    def draf(self, request: Request) -> Response:
        """The draft, or the order."""
        p = self._p.pintu(request)
        umum = self._p.umum(request, p)
        if p.perintah:
            return self._p.halaman("perintah.html.j2", **umum)
        return self._p.halaman("draf.html.j2", **umum, sejak=self._p.ronde(p, umum["lembar"]), **self._tambahan(p))

    def _tambahan(self, p: Pintu) -> dict[str, Any]:
        """What the first page shows beside the draft: the register of excluded information, a recorded document."""
        with self._l.register.baca() as k:
            dokumen = dokumen_terbaru(k, p.edisi, p.sidik) if p.peran == "atasan" and p.cara != "kode" else None
        dik = ringkas_dik(self._p.pengaturan(), self._p.revisi(p.sidik), self._l.jam().date())
        return {"dik_register": dik, "dokumen": dokumen}

    def dokumen(self, request: Request) -> Response:
        """The recorded sheet itself, for officials who are logged in: it bears signatures. 404 when there is none."""
        p = self._p.pintu(request)
        self._p.wajib_pemakai(request)
        with self._l.register.baca() as k:
            dokumen = dokumen_terbaru(k, p.edisi, p.sidik)
        isi = self._l.baca_berkas(dokumen.sha_berkas) if dokumen is not None else b""
        jenis = jenis_lembar(isi)
        if jenis is None:
            raise HTTPException(404)
        nama = f"lembar-pengesahan-{p.kode_edisi}.{jenis.akhiran}"
        return Response(isi, media_type=jenis.media, headers={"content-disposition": f'attachment; filename="{nama}"'})

    def perubahan(self, request: Request) -> Response:
        """All changes against the live edition."""
        p = self._p.pintu(request)
        return self._p.halaman("perubahan.html.j2", **self._p.umum(request, p))

    def ronde(self, request: Request) -> Response:
        """All changes against the draft before, and how each line of the last sheet was answered."""
        p = self._p.pintu(request)
        umum = self._p.umum(request, p)
        return self._p.halaman("ronde.html.j2", **umum, sejak=self._p.ronde(p, umum["lembar"]))

    def daftar(self, request: Request) -> Response:
        """The full list: of one office or all, searched, in pages."""
        p = self._p.pintu(request)
        umum = self._p.umum(request, p)
        tanya = request.query_params
        opd = tanya.get("opd", "") if any(o.kode == tanya.get("opd") for o in umum["papan"]) else ""
        cari = tanya.get("q", "")[:PANJANG_CARI]
        hasil = pilih_halaman(umum["daftar"], opd, cari, tanya.get("hal", "1"))
        return self._p.halaman("daftar.html.j2", **{**umum, "daftar": hasil}, opd=opd, q=cari)

    def buku(self, request: Request) -> Response:
        """The draft as a workbook."""
        p = self._p.pintu(request)
        isi = draf_xlsx(self._p.revisi(p.sidik))
        nama = f"draf-{p.kode_edisi}-ronde-{p.ronde}.xlsx"
        jenis = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return Response(isi, media_type=jenis, headers={"content-disposition": f'attachment; filename="{nama}"'})
