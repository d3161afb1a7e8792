"""The page of one office: what came of its file this month, and the form *tidak ada perubahan* (SOP steps 1–3).

Whoever has the address of the office sees it, without a name and an authenticator: a clerk on a telephone. So it shows
nothing but what the balasan of the office says, links to nothing, and its one form can only say that nothing changed;
a file of the office is always stronger (`dip.pernyataan`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dip.aturan.daftar import aturan_untuk
from dip.beku import revisi_terakhir
from dip.edisi import edisi_hidup, edisi_terbuka
from dip.jam import ke_wib, tulis_waktu
from dip.kotak_baca import Lihatan, lihatan_terakhir
from dip.pengaturan import Opd
from dip.pernyataan import (
    PELAKU_OPD,
    Isi,
    Pernyataan,
    catat_pernyataan,
    edisi_menerima,
    periode_kumpul,
    pernyataan_periode,
    rapi_catatan,
    terbaru,
)
from dip.pesan import kalimat, kalimat_sebab
from dip.revisi import BarisPapan, Revisi
from dip.tanda_terima import semua_tarikan
from dip.tarikan import Tarikan
from dip.temuan import Temuan
from keluaran.balasan_edisi import temuan_opd
from keluaran.balasan_naskah import TINGKAT
from keluaran.pratinjau.alamat import kantor_cocok
from keluaran.pratinjau.halaman import Pratinjau
from keluaran.pratinjau.tampil_temuan import samar
from keluaran.templat.ejaan import tulis_periode

MAKS_KIRIM = 20
"""Posts that one office can make in an hour; only the first statement of a period is written down anyway."""

UMUR_LIHATAN = timedelta(days=31)
"""A file in a drop box that was looked at longer ago belongs to another month."""

CONTOH_KALIMAT = 3
MIN_NAMA = 3
MAKS_NAMA = 100

_TERBARU = 2**31 - 1
"""A receipt number beyond every other."""


@dataclass(frozen=True, slots=True)
class _Keadaan:
    """What the register knows about one office in one period. `papan` and `revisi` are those of the newest draft,
    `kotak` is a file in its drop box that was looked at since.
    """

    tarikan: Tarikan | None
    revisi: Revisi | None
    papan: BarisPapan | None
    nihil: Pernyataan | None
    kotak: Lihatan | None

    @property
    def berkas(self) -> bool:
        """Whether a new file of this period is there: it counts, whatever the office says."""
        return self.tarikan is not None and self.tarikan.hasil == "baru"

    @property
    def diperiksa(self) -> bool:
        """Whether the newest draft speaks about the very file of the receipt."""
        t, p = self.tarikan, self.papan
        return t is not None and p is not None and p["sha_berkas"] == t.sha_berkas and p["hasil"] != "belum_ada"


class Kantor:
    """Handlers of `/kantor/…`."""

    def __init__(self, pratinjau: Pratinjau) -> None:
        self._p = pratinjau
        self._l = pratinjau.layanan
        self._kiriman: dict[str, list[datetime]] = {}

    def lihat(self, request: Request) -> Response:
        """What came in, what is to be done, and the form."""
        opd, periode = self._buka(request)
        return self._halaman(request, opd, periode)

    def nihil(self, request: Request, isian: dict[str, str]) -> Response:
        """Write down *tidak ada perubahan*, once per period: a second click changes nothing. 429 for too many posts."""
        opd, periode = self._buka(request)
        self._batasi(opd)
        nama = rapi_catatan(isian.get("nama", "")[:MAKS_NAMA])
        if len(nama) < MIN_NAMA:
            return self._halaman(request, opd, periode, galat=f"Tulis nama Anda, paling sedikit {MIN_NAMA} huruf.")
        waktu, lembaga = self._l.jam(), self._p.pengaturan().lembaga.kode
        isi = Isi(opd.kode, periode, "nihil", "formulir", ke_wib(waktu).date(), catatan=nama)
        if not self._keadaan(opd, periode).berkas:
            with self._l.register.tulis() as k:
                if terbaru(pernyataan_periode(k, lembaga, periode, opd.kode), opd.kode, "nihil") is None:
                    catat_pernyataan(k, lembaga, isi, PELAKU_OPD, waktu)
        return RedirectResponse(f"{request.url.path}?kabar=catat", 303)

    def _batasi(self, opd: Opd) -> None:
        """Count a post of an office. Raises HTTPException 429 when there were too many within the hour."""
        kini = self._l.jam()
        lalu = [w for w in self._kiriman.get(opd.kode, ()) if abs(kini - w) < timedelta(hours=1)]
        if len(lalu) >= MAKS_KIRIM:
            raise HTTPException(429)
        self._kiriman[opd.kode] = [*lalu, kini]

    def _buka(self, request: Request) -> tuple[Opd, str]:
        """The office and period of an address. Raises HTTPException 404 for one that is not ours, 410 for a period that
        is not collected now.
        """
        j = request.path_params
        if not kantor_cocok(self._l.brankas, j["opd"], j["periode"], j["mac"]):
            raise HTTPException(404)
        pengaturan = self._p.pengaturan()
        opd = next((o for o in pengaturan.opd_aktif() if o.kode == j["opd"]), None)
        if opd is None:
            raise HTTPException(404)
        with self._l.register.baca() as k:
            terbuka = edisi_menerima(k, pengaturan.lembaga.kode)
        if j["periode"] != periode_kumpul(self._l.jam(), pengaturan.lembaga.kebijakan, terbuka):
            raise HTTPException(410)
        return opd, j["periode"]

    def _keadaan(self, opd: Opd, periode: str) -> _Keadaan:
        lembaga = self._p.pengaturan().lembaga.kode
        with self._l.register.baca() as k:
            hidup = edisi_hidup(k, lembaga)
            calon = (edisi_terbuka(k, lembaga), hidup[0] if hidup else None)
            edisi = next((e for e in calon if e is not None and e.periode == periode), None)
            semua = semua_tarikan(k, edisi.id, _TERBARU) if edisi else []
            draf = revisi_terakhir(k, edisi.id) if edisi else None
            nihil = terbaru(pernyataan_periode(k, lembaga, periode, opd.kode), opd.kode, "nihil")
            kotak = lihatan_terakhir(k, lembaga, opd.kode)
        milik = [t for t in semua if t.opd == opd.kode]
        baru = [t for t in milik if t.hasil == "baru"]
        revisi = self._p.revisi(draf.sidik) if draf else None
        papan = next((p for p in revisi.papan if p["opd"] == opd.kode), None) if revisi else None
        tarikan = next(reversed(baru or milik), None)
        usang = kotak is None or self._l.jam() - kotak.waktu > UMUR_LIHATAN
        if usang or (kotak and tarikan and kotak.waktu <= datetime.fromisoformat(tarikan.waktu)):
            kotak = None
        return _Keadaan(tarikan, revisi, papan, nihil, kotak)

    def _halaman(self, request: Request, opd: Opd, periode: str, galat: str = "") -> Response:
        k = self._keadaan(opd, periode)
        temuan = temuan_opd(k.revisi, opd.kode) if k.revisi and k.diperiksa else []
        return self._p.halaman(
            "kantor.html.j2",
            422 if galat else 200,
            nama_opd=opd.nama,
            nama_bulan=tulis_periode(periode),
            terima=_terima(k),
            papan=k.papan if k.diperiksa else None,
            kelompok=_kelompok(temuan),
            kotak=k.kotak,
            nihil=k.nihil,
            berkas=k.berkas,
            tampil_formulir=k.nihil is None and not k.berkas,
            galat=galat,
            kabar=request.query_params.get("kabar", "") if not galat else "",
            min_nama=MIN_NAMA,
            maks_nama=MAKS_NAMA,
        )


def _terima(k: _Keadaan) -> dict[str, str]:
    """The receipt in words: `kelas` of the box, heading, and what it means for the office."""
    t, p = k.tarikan, k.papan
    if t is None:
        kalimat_ = "Belum ada yang kami terima untuk bulan ini. Kirim berkas lewat cara yang biasa"
        return {"kelas": "tunggu", "judul": "Belum ada kiriman", "teks": f"{kalimat_}."}
    kapan = tulis_waktu(datetime.fromisoformat(t.waktu))
    if t.hasil == "gagal":
        teks = f"Terakhir dicoba {kapan}. {samar(kalimat_sebab(t.sebab, t.rincian))}"
        return {"kelas": "usang", "judul": "Berkas belum dapat kami ambil", "teks": teks}
    if p is not None and k.diperiksa and p["hasil"] == "gagal":
        teks = f"Diterima {kapan}. {samar(kalimat_sebab(p['sebab'], p['rincian']))} Mohon kirim berkas yang benar."
        return {"kelas": "usang", "judul": "Berkas tidak dapat dipakai", "teks": teks}
    if t.hasil == "nihil":
        teks = f"Tercatat {kapan}. Data yang terakhir dikirim tetap dipakai."
        return {"kelas": "selesai", "judul": "Tidak ada perubahan", "teks": teks}
    berkas = f"Berkas {samar(t.nama_berkas)} diambil {kapan}."
    if t.hasil == "tetap":
        teks = f"{berkas} Isinya sama dengan yang terakhir kami punya."
        return {"kelas": "tunggu", "judul": "Berkas sama dengan sebelumnya", "teks": teks}
    if not k.diperiksa:
        berkas += " Hasil pemeriksaannya menyusul di halaman ini."
    return {"kelas": "selesai", "judul": "Berkas sudah diterima", "teks": berkas}


@dataclass(frozen=True, slots=True)
class _SatuKode:
    """All findings of one code and severity: how many, and the first sentences."""

    kode: str
    jumlah: int
    kalimat: list[str]


def _kelompok(temuan: list[Temuan]) -> list[dict[str, Any]]:
    """Findings by severity and code, the worst first: how many, and the first sentences, which say what to do."""
    per: dict[tuple[str, str], list[Temuan]] = defaultdict(list)
    for t in temuan:
        per[aturan_untuk(t).keparahan, t.kode].append(t)
    hasil = []
    for tingkat in TINGKAT:
        kode = [
            _SatuKode(kode, len(isi), [samar(kalimat(t)) for t in isi[:CONTOH_KALIMAT]])
            for (parah, kode), isi in sorted(per.items())
            if parah == tingkat
        ]
        if kode:
            hasil.append({"tingkat": tingkat, "jumlah": sum(x.jumlah for x in kode), "kode": kode})
    return hasil
