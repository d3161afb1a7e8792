"""Corrections from an uploaded draft workbook: what was read is shown back line by line, every fault with its row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response

from dip import jejak
from dip.lembar_catat import ganti_usul, tambah_usul, usul_pejabat
from dip.lembar_koreksi import BarisKoreksi, periksa_baris, rapikan_semua, sidik_baris
from dip.lembar_unggah import KEPALA, SEBAB_UNGGAH, HasilBacaKoreksi
from dip.pintu import Pintu
from dip.revisi import Revisi
from dip.sidik import sha256
from dip.tolakan import kalimat_tolakan
from keluaran.pratinjau.halaman import Pratinjau
from keluaran.pratinjau.koreksi import Koreksi
from keluaran.pratinjau.sesi import Pemakai
from keluaran.pratinjau.tampil_koreksi import tampil_baris
from keluaran.pratinjau.unggah import Unggahan

_TANPA_BERKAS = "Pilih berkasnya dulu, lalu tekan Unggah."
_ADA_SALAH = "Perbaiki yang disebut di bawah pada lembar Koreksi, simpan, lalu unggah lagi."
_SEMUA_SALAH = "Tidak ada satu baris pun yang benar. Perbaiki yang disebut di bawah, simpan, lalu unggah lagi."
_DITINGGALKAN = "Baris yang perlu diperbaiki tidak ikut diambil."


@dataclass(frozen=True, slots=True)
class Keluhan:
    """One fault: row of the sheet (0: the file), what of the row, the sentence."""

    baris: int
    kolom: str
    kalimat: str


@dataclass(frozen=True, slots=True)
class Terbaca:
    """Tidied lines of a file with their rows, and all faults; `tolak` when nothing can be taken at all."""

    baris: tuple[BarisKoreksi, ...] = ()
    nomor: tuple[int, ...] = ()
    keluhan: list[Keluhan] = field(default_factory=list)
    tolak: str = ""

    @property
    def salah(self) -> frozenset[int]:
        """Rows with a fault."""
        return frozenset(k.baris for k in self.keluhan)

    @property
    def baik(self) -> list[BarisKoreksi]:
        """Lines without any; none when a fault is about all of them."""
        if self.tolak or 0 in self.salah:
            return []
        return [b for b, n in zip(self.baris, self.nomor, strict=True) if n not in self.salah]


class Unggah:
    """The handler of `/koreksi/unggah`: in two parts, because nobody's bytes are read before he is known."""

    def __init__(self, pratinjau: Pratinjau) -> None:
        self._p = pratinjau
        self._l = pratinjau.layanan
        self._koreksi = Koreksi(pratinjau)

    def sebelum(self, request: Request) -> None:
        """Refuse who is not logged in, before the body is read. Raises as the handlers do."""
        self._p.pintu(request)
        self._p.wajib_pemakai(request)

    def terima(self, request: Request, unggahan: Unggahan) -> Response:
        """Read the workbook, take its lines when all are right (or those that are, if asked), show what was read."""
        p = self._p.pintu(request)
        pemakai = self._p.wajib_pemakai(request, unggahan.isian)
        if (tolak := self._koreksi.periksa_boleh(p, pemakai)) is not None:
            return self._hasil(request, p, unggahan, Terbaca(tolak=kalimat_tolakan(tolak)), 0)
        if not unggahan.isi:
            return self._hasil(request, p, unggahan, Terbaca(tolak=_TANPA_BERKAS), 0)
        revisi = self._p.revisi(p.sidik)
        ganti = unggahan.isian.get("ganti") == "ya"
        with self._l.register.baca() as k:
            lama = [] if ganti else usul_pejabat(k, p.id, pemakai.pejabat.kode)
        bacaan = self._l.baca_koreksi(unggahan.isi, unggahan.nama)
        terbaca = nilai_bacaan(revisi, bacaan, [u.isi for u in lama])
        sebagian = unggahan.isian.get("baik") == "ya"
        ambil = terbaca.baik if sebagian or not terbaca.keluhan else []
        if ambil:
            self._simpan(p, pemakai, ambil, sha256(unggahan.isi), ganti=ganti)
        return self._hasil(request, p, unggahan, terbaca, len(ambil))

    def _simpan(self, p: Pintu, pemakai: Pemakai, baru: Sequence[BarisKoreksi], sha: str, *, ganti: bool) -> None:
        """Put the lines of a file to those in preparation, or in their place; the file's digest is journaled."""
        kode, waktu = pemakai.pejabat.kode, self._l.jam()
        with self._l.register.tulis() as k:
            if ganti:
                ganti_usul(k, p.id, kode, baru, sha, waktu)
                return
            for b in baru:
                tambah_usul(k, p.id, kode, b, sha, waktu)
            data = {"pintu": p.id, "sha_berkas": sha, "sidik": sidik_baris(baru), "jumlah": len(baru)}
            jejak.catat(
                k, p.lembaga, "koreksi_diunggah", waktu=waktu, pelaku=kode, peran=p.peran, data=data,
                masukan={"berkas": sha, "sidik": p.sidik}, keluaran={"baris": sidik_baris(baru)},
            )  # fmt: skip

    def _hasil(self, request: Request, p: Pintu, unggahan: Unggahan, terbaca: Terbaca, diambil: int) -> Response:
        umum = self._p.umum(request, p)
        rujukan = self._p.rujukan(p.sidik)
        galat = terbaca.tolak
        if terbaca.keluhan and not galat:
            galat = _DITINGGALKAN if diambil else _ADA_SALAH if terbaca.baik else _SEMUA_SALAH
        return self._p.halaman(
            "unggah_hasil.html.j2",
            200 if diambil else 422,
            **umum,
            nama_berkas=unggahan.nama,
            galat=galat,
            diambil=diambil,
            keluhan=terbaca.keluhan,
            terbaca=[
                {"nomor": n, "salah": n in terbaca.salah, **tampil_baris(rujukan, b)}
                for b, n in zip(terbaca.baris, terbaca.nomor, strict=True)
            ],
            tawarkan_baik=len(terbaca.baik) if terbaca.keluhan else 0,
            boleh=umum["boleh_koreksi"],
        )


def nilai_bacaan(revisi: Revisi, bacaan: HasilBacaKoreksi, ada: Sequence[BarisKoreksi]) -> Terbaca:
    """Judge what was read against the draft and the lines somebody has already (`ada`)."""
    keluhan = [Keluhan(_baris_sel(k.sel), f"sel {k.sel}" if k.sel else "", k.kalimat) for k in bacaan.keluhan]
    sebab = bacaan.sebab_untuk(revisi)
    if sebab:
        return Terbaca(bacaan.baris, bacaan.nomor_baris, keluhan, SEBAB_UNGGAH[sebab])
    baris = rapikan_semua(revisi, bacaan.baris)
    for x in periksa_baris(revisi, [*ada, *baris]):
        letak = x.nomor - len(ada) - 1
        if x.nomor == 0 or letak >= 0:
            nomor = bacaan.nomor_baris[letak] if x.nomor else 0
            keluhan.append(Keluhan(nomor, KEPALA.get(x.kolom, x.kolom), x.kalimat))
    return Terbaca(baris, bacaan.nomor_baris, sorted(keluhan, key=lambda k: k.baris))


def _baris_sel(sel: str) -> int:
    """The row of an A1 address; 0 for anything else."""
    cocok = re.fullmatch(r"[A-Z]{1,3}([1-9][0-9]{0,6})", sel)
    return int(cocok.group(1)) if cocok else 0
