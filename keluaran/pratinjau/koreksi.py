"""Returning with corrections: an official puts lines together, sees them back, and goes on to his decision.

Lines in preparation belong to one person at one gate. They become part of a decision only when they are shown back in
its form; the digest of what was shown goes with it, so a line more or less refuses the code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dip.lembar_catat import hapus_usul, tambah_usul, usul_pejabat
from dip.lembar_koreksi import MAKS_TEKS, BarisKoreksi, KeluhanBaris, periksa_baris, rapikan_baris
from dip.lembar_nilai import JUDUL_KOLOM, KOLOM_LEMBAR, nilai_tampil
from dip.pintu import Pintu, periksa_terbuka
from dip.tolakan import Tolakan, kalimat_tolakan
from dip.wewenang import periksa_wewenang
from keluaran.pratinjau.halaman import Pratinjau
from keluaran.pratinjau.sesi import Pemakai
from keluaran.pratinjau.tampil_koreksi import Rujukan, tampil_baris, tampil_semua
from keluaran.pratinjau.tampil_temuan import samar

_NOMOR_MAKS = 2**31
_ISIAN = ("opd", "kode", "kolom", "tertulis", "seharusnya", "alasan")


class Koreksi:
    """Handlers of `/koreksi` below a draft's address; all of them need a session."""

    def __init__(self, pratinjau: Pratinjau) -> None:
        self._p = pratinjau
        self._l = pratinjau.layanan

    def daftar(self, request: Request) -> Response:
        """The lines in preparation, shown back, and the ways to add some."""
        p = self._p.pintu(request)
        self._p.wajib_pemakai(request)
        return self._daftar(request, p, kabar=request.query_params.get("kabar", ""))

    def butir(self, request: Request) -> Response:
        """The form for one item (`?kode=`, for a held row its `id_baris`), for one office (`?opd=`), or for all."""
        p = self._p.pintu(request)
        self._p.wajib_pemakai(request)
        tanya = request.query_params
        isian = {n: tanya.get(n, "")[:MAKS_TEKS] for n in ("opd", "kode", "kolom")}
        return self._butir(request, p, isian, [])

    def tambah(self, request: Request, isian: dict[str, str]) -> Response:
        """Put one line to those in preparation, or show the form again with what is wrong with it."""
        p = self._p.pintu(request)
        pemakai = self._p.wajib_pemakai(request, isian)
        revisi = self._p.revisi(p.sidik)
        baris = rapikan_baris(revisi, BarisKoreksi(**{n: isian.get(n, "") for n in _ISIAN}))
        if (tolak := self.periksa_boleh(p, pemakai)) is not None:
            return self._daftar(request, p, galat=kalimat_tolakan(tolak), status=422)
        with self._l.register.baca() as k:
            ada = [u.isi for u in usul_pejabat(k, p.id, pemakai.pejabat.kode)]
        # the new line is the last: what it repeats, or makes one too many, shows at its number or at 0
        keluhan = [x for x in periksa_baris(revisi, [*ada, baris]) if x.nomor in (0, len(ada) + 1)]
        if keluhan:
            return self._butir(request, p, isian, keluhan)
        with self._l.register.tulis() as k:
            tambah_usul(k, p.id, pemakai.pejabat.kode, baris, "", self._l.jam())
        return self._ke(request, "/koreksi?kabar=tambah")

    def hapus(self, request: Request, isian: dict[str, str]) -> Response:
        """Take one line out again; a number of somebody else's changes nothing."""
        p = self._p.pintu(request)
        pemakai = self._p.wajib_pemakai(request, isian)
        nomor = isian.get("usul", "")
        if not (nomor.isascii() and nomor.isdigit() and int(nomor) < _NOMOR_MAKS):
            raise HTTPException(400)
        with self._l.register.tulis() as k:
            hapus_usul(k, int(nomor), p.id, pemakai.pejabat.kode)
        return self._ke(request, "/koreksi?kabar=hapus")

    def periksa_boleh(self, p: Pintu, pemakai: Pemakai) -> Tolakan | None:
        """Whether this person may return this draft now; only he prepares lines."""
        with self._l.register.baca() as k:
            if (tolak := periksa_terbuka(k, p)) is not None:
                return tolak
            orang = periksa_wewenang(k, self._p.pengaturan(), p, "kembalikan", pemakai.pejabat.kode, [self._l.jam()])
        return orang if isinstance(orang, Tolakan) else None

    def _ke(self, request: Request, jalan: str) -> Response:
        return RedirectResponse(self._p.dasar(request) + jalan, 303)

    def _daftar(self, request: Request, p: Pintu, *, kabar: str = "", galat: str = "", status: int = 200) -> Response:
        umum = self._p.umum(request, p)
        tolak = self.periksa_boleh(p, umum["pemakai"])
        return self._p.halaman(
            "koreksi.html.j2",
            status,
            **umum,
            usul_tampil=tampil_semua(self._p.rujukan(p.sidik), umum["usul"]),
            galat=galat or (kalimat_tolakan(tolak) if tolak else ""),
            boleh=tolak is None,
            kabar=kabar,
        )

    def _butir(self, request: Request, p: Pintu, isian: Mapping[str, str], keluhan: Sequence[KeluhanBaris]) -> Response:
        umum = self._p.umum(request, p)
        sasaran = _sasaran(self._p.rujukan(p.sidik), isian)
        if sasaran is None:
            raise HTTPException(404)
        tolak = self.periksa_boleh(p, umum["pemakai"])
        return self._p.halaman(
            "koreksi_butir.html.j2",
            422 if keluhan else 200,
            **umum,
            sasaran=sasaran,
            isian={n: isian.get(n, "") for n in _ISIAN},
            keluhan=[(x.kolom or "alasan", x.kalimat) for x in keluhan],
            tolak=kalimat_tolakan(tolak) if tolak else "",
        )


def _sasaran(rujukan: Rujukan, isian: Mapping[str, str]) -> dict[str, Any] | None:
    """What a line is about: an item with all its columns as the draft has them, an office, or the draft; None for none.

    Nothing is offered for an excluded item (domain.md §5.3 DIK-010).
    """
    kode, opd = isian.get("kode", ""), isian.get("opd", "")
    if kode:
        ada = rujukan.baris.get(kode)
        if ada is None or ada[1] == "dikecualikan":
            return None
        e, nasib = ada
        kolom = [(k, JUDUL_KOLOM[k], samar(nilai_tampil(e, nasib, k))) for k in KOLOM_LEMBAR]
        baris = tampil_baris(rujukan, BarisKoreksi(e["opd"], kode, "", "", "", ""))
        return {"jenis": "butir", "kode": kode, "opd": e["opd"], "baris": baris, "kolom": kolom}
    if opd and opd not in rujukan.nama:
        return None
    baris = tampil_baris(rujukan, BarisKoreksi(opd, "", "", "", "", ""))
    return {"jenis": "opd" if opd else "draf", "kode": "", "opd": opd, "baris": baris, "kolom": []}
