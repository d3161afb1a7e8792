"""Follow-up of what was returned: every sheet of the edition, what the present draft says, and the petugas' answers."""

from __future__ import annotations

from typing import cast

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dip.koreksi_tulis import KoreksiTulisGalat, kode_hidup, tulis_dari_baris
from dip.lembar_catat import belum_terpenuhi, jawab, lembar_edisi, periksa_jawab
from dip.lembar_koreksi import NAMA_CARA_KOREKSI, SEBAB_KOREKSI, BarisTercatat, Cara, Tindak
from dip.muat import PengaturanGalat
from dip.pintu import Pintu
from dip.tolakan import SEBAB, Tolakan, kalimat_tolakan
from keluaran.pratinjau.halaman import Pratinjau
from keluaran.pratinjau.sesi import Pemakai
from keluaran.pratinjau.tampil_koreksi import tampil_lembar
from keluaran.pratinjau.tampil_temuan import samar

_GAGAL_TULIS = "Berkas koreksi tidak ditulis, belum ada yang berubah."


class TindakLanjut:
    """Handlers of `/koreksi-tindak` below a draft's address; all of them need a session."""

    def __init__(self, pratinjau: Pratinjau) -> None:
        self._p = pratinjau
        self._l = pratinjau.layanan

    def daftar(self, request: Request) -> Response:
        """Every sheet of the edition. Other officials may read it, only a petugas finds forms there."""
        p = self._p.pintu(request)
        self._p.wajib_pemakai(request)
        return self._daftar(request, p)

    def jawab(self, request: Request, isian: dict[str, str]) -> Response:
        """Answer one line."""
        p = self._p.pintu(request)
        pemakai = self._p.wajib_pemakai(request, isian)
        baris = self._baris(p, isian)
        tolak = self._jawab(pemakai, baris, isian.get("tindak", ""), isian.get("cara", ""), isian.get("tanggapan", ""))
        if tolak is not None:
            return self._daftar(request, p, galat=_kalimat(tolak), salah=baris.id, tanggapan=isian.get("tanggapan", ""))
        return self._ke(request, f"?kabar=jawab#baris-{baris.id}")

    def tulis(self, request: Request, isian: dict[str, str]) -> Response:
        """Write what a line asks for to the correction files of the settings, and answer it as met that way.

        Whether an answer is possible is asked first, so that no correction is left behind without one.
        """
        p = self._p.pintu(request)
        pemakai = self._p.wajib_pemakai(request, isian)
        baris = self._baris(p, isian)
        waktu = self._l.jam()
        tanggapan = isian.get("tanggapan", "")
        with self._l.register.baca() as k:
            tolak = periksa_jawab(
                k,
                self._p.pengaturan(),
                baris_id=baris.id,
                tindak="dipenuhi",
                cara="koreksi",
                tanggapan=tanggapan,
                oleh=pemakai.pejabat.kode,
                waktu=waktu,
            )
        galat = _kalimat(tolak) if tolak is not None else self._tulis(p, baris, pemakai)
        if not galat and (tolak := self._jawab(pemakai, baris, "dipenuhi", "koreksi", tanggapan)) is not None:
            galat = _kalimat(tolak)
        if galat:
            return self._daftar(request, p, galat=galat, salah=baris.id, tanggapan=tanggapan)
        return self._ke(request, f"?kabar=tulis#baris-{baris.id}")

    def _tulis(self, p: Pintu, baris: BarisTercatat, pemakai: Pemakai) -> str:
        """Add the correction to this edition's file; the sentence of what was wrong, or empty."""
        revisi, hari = self._p.revisi(p.sidik), self._l.jam().date()
        hidup = kode_hidup(revisi, self._p.revisi)
        try:
            tulis_dari_baris(
                self._l.folder_pengaturan, revisi, [baris], pemakai.pejabat.kode, hari,
                p.kode_edisi, hidup,
            )  # fmt: skip
        except (KoreksiTulisGalat, PengaturanGalat, OSError) as e:
            return f"{_GAGAL_TULIS} {samar(str(e))[:600]}"
        return ""

    def _jawab(self, pemakai: Pemakai, baris: BarisTercatat, tindak: str, cara: str, tanggapan: str) -> Tolakan | None:
        return jawab(
            self._l.register,
            self._p.pengaturan(),
            baris_id=baris.id,
            tindak=cast(Tindak, tindak),  # whatever was posted: `jawab` refuses what it does not know
            cara=cast(Cara, cara),
            tanggapan=tanggapan,
            oleh=pemakai.pejabat.kode,
            waktu=self._l.jam(),
        )

    def _baris(self, p: Pintu, isian: dict[str, str]) -> BarisTercatat:
        """The line that is answered, one of this edition. Raises HTTPException(404)."""
        with self._l.register.baca() as k:
            semua = {str(b.id): b for x in lembar_edisi(k, p.edisi) for b in x.baris}
        baris = semua.get(isian.get("baris", ""))
        if baris is None:
            raise HTTPException(404)
        return baris

    def _ke(self, request: Request, sisa: str) -> Response:
        return RedirectResponse(f"{self._p.dasar(request)}/koreksi-tindak{sisa}", 303)

    def _daftar(self, request: Request, p: Pintu, *, galat: str = "", salah: int = 0, tanggapan: str = "") -> Response:
        umum = self._p.umum(request, p)
        lembar = umum["lembar"]
        belum = belum_terpenuhi(lembar, self._p.revisi(p.sidik))
        return self._p.halaman(
            "tindak.html.j2",
            422 if galat else 200,
            **umum,
            lembar_tampil=tampil_lembar(self._p.rujukan(p.sidik), lembar, belum, self._p.nama_pejabat()),
            boleh="petugas" in umum["pemakai"].peran and umum["menunggu"],
            cara=[(k, v) for k, v in NAMA_CARA_KOREKSI.items() if k],
            galat=galat,
            salah=salah,
            tanggapan=tanggapan[:4000],
            kabar=request.query_params.get("kabar", "") if not galat else "",
        )


def _kalimat(tolak: Tolakan) -> str:
    """The sentence of a refusal, from wherever it is worded."""
    return kalimat_tolakan(tolak) if tolak.sebab in SEBAB else SEBAB_KOREKSI[tolak.sebab]
