"""The pages of the preview where something happens: decide, send, withdraw, ask for a single-use address."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dip.formulir import formulir_pintu
from dip.jam import tulis_waktu
from dip.kode import rapikan_kode, tulis_kode
from dip.lembar_catat import usul_pejabat
from dip.lembar_koreksi import sidik_baris
from dip.pintu import Pintu, pejabat_pintu
from dip.protokol import Jawaban
from dip.putusan import (
    SEBAB,
    Tolakan,
    buat_alamat_sekali,
    cabut_kode,
    kalimat_tolakan,
    status_kode,
    terbitkan_kode,
    uji_jawaban,
)
from keluaran.kabar import teks
from keluaran.pratinjau.formulir import FormulirPutusan, sidik_dokumen
from keluaran.pratinjau.halaman import Pratinjau
from keluaran.pratinjau.tampil_koreksi import tampil_semua

_KABAR = {
    "terkirim": "Keputusan sudah dikirim. Sistem sedang memeriksanya, biasanya kurang dari satu menit.",
    "dicabut": "Kode persetujuan sudah dicabut. Draf tetap menunggu keputusan.",
    "sekali": "Alamat sekali pakai sudah dikirim ke pejabat itu. Buka pesan masuk, lalu lanjutkan dari tautannya.",
}


class Keputusan:
    """Handlers below a draft's address that decide, or that tell what became of a decision."""

    def __init__(self, pratinjau: Pratinjau) -> None:
        self._p = pratinjau
        self._l = pratinjau.layanan
        self._f = FormulirPutusan(pratinjau)

    def formulir(self, request: Request) -> Response:
        """The empty decision form."""
        return self._f.tampil(request, self._p.pintu(request), {}, None)

    def terbitkan(self, request: Request, isian: dict[str, str]) -> Response:
        """Issue a kode persetujuan and show it, or the form again with what was wrong on top."""
        p = self._p.pintu(request)
        dokumen = self._f.dokumen(p)
        if isian.get("keputusan") == "konfirmasi_pengesahan" and sidik_dokumen(dokumen) != isian.get("sidik_dokumen"):
            # another document was recorded since this form was shown: it must be read first
            return self._f.tampil(request, p, isian, Tolakan("dokumen_berubah"))
        hasil = terbitkan_kode(
            self._l.register,
            self._l.brankas,
            self._p.pengaturan(),
            pintu=p.id,
            pejabat=isian.get("pejabat", ""),
            keputusan=isian.get("keputusan", ""),
            alasan=isian.get("alasan", ""),
            totp=isian.get("totp", ""),
            waktu=self._l.jam(),
            token_alamat=isian.get("sekali", ""),
            sidik_koreksi=isian.get("sidik_koreksi", ""),
        )
        if isinstance(hasil, Tolakan):
            self._alarm(p, isian.get("pejabat", ""), hasil)
            return self._f.tampil(request, p, isian, hasil)
        if hasil.keputusan == "konfirmasi_pengesahan" and hasil.sidik_isi != sidik_dokumen(dokumen):
            # recorded in this very moment: the code stands for what nobody saw, so nobody gets it
            return self._f.tampil(request, p, isian, Tolakan("dokumen_berubah"))
        baris: list[dict[str, Any]] = []
        if hasil.keputusan == "kembalikan" and hasil.sidik_isi:
            with self._l.register.baca() as k:
                usul = usul_pejabat(k, p.id, isian.get("pejabat", ""))
            # what the code stands for, and nothing that came after it
            if sidik_baris([u.isi for u in usul]) == hasil.sidik_isi:
                baris = tampil_semua(self._p.rujukan(p.sidik), usul)
        return self._p.halaman(
            "kode.html.j2",
            **self._p.umum(request, p),
            baris=baris,
            dokumen=dokumen if hasil.keputusan == "konfirmasi_pengesahan" else None,
            sidik_isi=hasil.sidik_isi,
            kode=hasil.kode,
            keputusan=hasil.keputusan,
            alasan=hasil.alasan,
            berlaku=tulis_waktu(hasil.berlaku_sampai),
            prefect=self._l.alamat_prefect(p.id),
            galat="",
        )

    def kirim(self, request: Request, isian: dict[str, str]) -> Response:
        """Press Resume for him. What would not count is not sent: it would only wake the flow for nothing."""
        p = self._p.pintu(request)
        jawaban = Jawaban(isian.get("keputusan", ""), isian.get("kode_persetujuan", ""))
        tolak = uji_jawaban(
            self._l.register,
            self._l.brankas,
            self._p.pengaturan(),
            pintu=p.id,
            jawaban=jawaban,
            waktu_klik=self._l.jam(),
        )
        if tolak is not None:
            return self._status(request, p, galat=kalimat_tolakan(tolak), status=422)
        umum = self._p.umum(request, p)
        sesudah = len(self._dinilai(p))
        galat = "" if umum["putusan"] else self._l.lanjutkan(p.id, jawaban)
        if not galat:
            return self._ke_status(request, f"terkirim&sesudah={sesudah}")
        return self._p.halaman(
            "kode.html.j2",
            503,
            **umum,
            baris=[],
            dokumen=None,
            sidik_isi="",
            kode=tulis_kode(rapikan_kode(jawaban.kode_persetujuan)),
            keputusan=jawaban.keputusan,
            alasan="",
            berlaku="",
            prefect=self._l.alamat_prefect(p.id),
            galat=galat,
        )

    def status(self, request: Request) -> Response:
        """What became of the gate and of every code."""
        return self._status(request, self._p.pintu(request))

    def cabut(self, request: Request, isian: dict[str, str]) -> Response:
        """Withdraw one's own unspent codes."""
        p = self._p.pintu(request)
        pejabat = isian.get("pejabat", "")
        tolak = Tolakan("pejabat_kosong")
        if pejabat:
            hasil = cabut_kode(
                self._l.register,
                self._l.brankas,
                self._p.pengaturan(),
                pintu=p.id,
                pejabat=pejabat,
                totp=isian.get("totp", ""),
                waktu=self._l.jam(),
                token_alamat=isian.get("sekali", ""),
            )
            if hasil is None:
                return self._ke_status(request, "dicabut")
            tolak = hasil
        self._alarm(p, pejabat, tolak)
        return self._status(request, p, galat=kalimat_tolakan(tolak), status=422)

    def sekali(self, request: Request, isian: dict[str, str]) -> Response:
        """Send a single-use address to an official of this gate, to him and nobody else."""
        p = self._p.pintu(request)
        waktu, pengaturan = self._l.jam(), self._p.pengaturan()
        orang = next((o for o in pejabat_pintu(pengaturan, p, waktu) if o.kode == isian.get("pejabat", "")), None)
        if orang is None:
            return self._status(request, p, galat=SEBAB["pejabat_kosong"], status=422)
        token = buat_alamat_sekali(self._l.register, pengaturan, pintu=p.id, pejabat=orang.kode, waktu=waktu)
        if isinstance(token, Tolakan):
            return self._status(request, p, galat=kalimat_tolakan(token), status=422)
        alamat = f"{self._l.alamat.rstrip('/')}{self._p.dasar(request)}/putuskan?sekali={token}"
        self._l.kabari(teks.alamat_sekali(p, orang, alamat, waktu))
        return self._ke_status(request, "sekali")

    def _ke_status(self, request: Request, kabar: str) -> Response:
        return RedirectResponse(f"{self._p.dasar(request)}/status?kabar={kabar}", 303)

    def _status(self, request: Request, p: Pintu, galat: str = "", status: int = 200) -> Response:
        nama = {o.kode: o.nama for o in self._p.pengaturan().pejabat}
        with self._l.register.baca() as k:
            kode = status_kode(k, p.id, self._l.jam())
        dinilai = self._dinilai(p)
        kabar, sesudah = (request.query_params.get(n, "") for n in ("kabar", "sesudah"))
        # an answer refused before this one was sent is no news about this one
        lama = bool(dinilai) and str(len(dinilai)) == sesudah
        ditolak = SEBAB.get(dinilai[-1], "") if dinilai and not lama else ""
        if kabar == "terkirim" and ditolak:
            kabar = ""
        return self._p.halaman(
            "status.html.j2",
            status,
            **self._p.umum(request, p),
            kode=kode,
            nama_pejabat=nama,
            pejabat=[
                o for o in self._f.pejabat(p) if any(c.pejabat == o["kode"] and c.keadaan == "berlaku" for c in kode)
            ],
            galat=galat,
            kabar=_KABAR.get(kabar, "") if not galat else "",
            tunggu=kabar == "terkirim",
            jawaban_ditolak=ditolak,
        )

    def _dinilai(self, p: Pintu) -> list[str]:
        """How the answers given in Prefect so far were judged, oldest first."""
        with self._l.register.baca() as k:
            return [f.hasil for f in formulir_pintu(k, p.id) if f.hasil]

    def _alarm(self, p: Pintu, pejabat: str, tolak: Tolakan) -> None:
        """Tell the petugas and the owner of an authenticator that somebody guesses."""
        if not tolak.alarm:
            return
        waktu, pengaturan = self._l.jam(), self._p.pengaturan()
        pemilik = next((o for o in pengaturan.pejabat if o.kode == pejabat), None)
        if pemilik is None:
            return
        for orang in {o.kode: o for o in (*pengaturan.pemegang("petugas", waktu), pemilik)}.values():
            self._l.kabari(teks.alarm_authenticator(p, pemilik, orang, waktu))
