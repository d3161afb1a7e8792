"""What a filled workbook would do to the register: new records, changed ones, and every fault with its cell.

Nothing is written here and nothing is done silently. A cell that says what the record already says keeps the record's
value, so that only what people typed is interpreted. A row whose record was changed since the workbook was made is
refused, unless nobody touched the row. Numbers are never used twice (`nomor_terakhir` remembers those that are gone).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dip.aturan.dik import PEMERIKSA_DIK
from dip.banding import judul_baku
from dip.dik import Dik
from dip.dik_buku import (
    BarisBuku,
    BukuDik,
    NilaiGalat,
    Penanda,
    SalahBuku,
    baca_penanda,
    nilai_sel,
    sel_dik,
    sidik_dik,
    sidik_judul,
    sidik_sel,
)
from dip.dik_kolom import BARU, ISIAN, MENURUT_FIELD
from dip.normal.teks import kunci, rapikan
from dip.pengaturan import Pengaturan
from dip.salah_pengaturan import saran

NOMOR_MAKS = 9999
_SYARAT_TETAP = {"DIK-004": "nomor_uji_konsekuensi", "DIK-005": "nomor_sk_penetapan"}
_OBAT_TETAP = {
    "DIK-004": "Isi nomor dan tanggal uji konsekuensi, atau pilih status Menunggu uji.",
    "DIK-005": "Isi nomor dan tanggal SK serta persetujuan pimpinan, atau pilih status lain.",
}
_BUAT_LAGI = "Buat buku baru dengan dip dik buku, lalu isikan lagi perubahan Anda."


@dataclass(frozen=True, slots=True)
class UbahanDik:
    """One record to be written. `lama` is None for a new one; `kolom` are the fields that differ; `usul` is the handle
    of the proposal it was made from, if any; `baris` is its row in the workbook.
    """

    baris: int
    lama: Dik | None
    baru: Dik
    kolom: tuple[str, ...]
    usul: str = ""


@dataclass(slots=True)
class Rencana:
    """What a workbook asks for. `tetap` counts rows without a change, `belum` proposals nobody took up yet; with any
    `salah` nothing may be written.
    """

    ubahan: list[UbahanDik] = field(default_factory=list)
    tetap: int = 0
    belum: int = 0
    salah: list[SalahBuku] = field(default_factory=list)

    @property
    def baru(self) -> list[UbahanDik]:
        """New records, in the order of the workbook."""
        return [u for u in self.ubahan if u.lama is None]

    @property
    def diubah(self) -> list[UbahanDik]:
        """Changed records, in the order of the workbook."""
        return [u for u in self.ubahan if u.lama is not None]


def susun_rencana(
    buku: BukuDik, pengaturan: Pengaturan, hari: date, nomor_terakhir: Mapping[int, int] | None = None
) -> Rencana:
    """Understand every row against the register as it stands.

    `nomor_terakhir` is the highest number ever given by year; new records get the next ones of the year of `hari`.
    """
    return _Penyusun(buku, pengaturan, hari, nomor_terakhir or {}).jalan()


class _Penyusun:
    def __init__(self, buku: BukuDik, pengaturan: Pengaturan, hari: date, terakhir: Mapping[int, int]) -> None:
        self.buku, self.pengaturan, self.hari = buku, pengaturan, hari
        self.menurut_id = {d.id_dik: d for d in pengaturan.dik}
        self.opd = {kunci(s): o.kode for o in pengaturan.opd for s in (*o.alias, o.nama, o.kode)}
        self.hasil = Rencana(salah=list(buku.salah))
        self.awalan = f"DIK-{pengaturan.lembaga.kode}-{hari.year}-"
        dipakai = [int(i.removeprefix(self.awalan)) for i in self.menurut_id if i.startswith(self.awalan)]
        self.nomor = max([terakhir.get(hari.year, 0), *dipakai])
        self.penanda: dict[str, int] = {}

    def jalan(self) -> Rencana:
        for b in () if self.hasil.salah else self.buku.baris:
            self._baris(b)
        return self.hasil

    def _salah(self, b: BarisBuku, nama: str, kode: str, masalah: str, obat: str) -> None:
        judul = MENURUT_FIELD[nama].judul if nama in MENURUT_FIELD else ""
        self.hasil.salah.append(SalahBuku(kode, self.buku.lembar, self.buku.sel(b.nomor, nama), judul, masalah, obat))

    def _baris(self, b: BarisBuku) -> None:
        tulisan, nomor = b.isi.get("penanda", "").strip(), b.isi.get("id_dik", "").strip()
        penanda = baca_penanda(tulisan)
        if b.galat:
            for nama in b.galat:
                self._salah(b, nama, "DIKB-GALAT", "sel berisi galat rumus.", "Isi nilainya langsung.")
        elif tulisan and penanda is None:
            masalah = "isi kolom tersembunyi Penanda berubah."
            self._salah(b, "penanda", "DIKB-PENANDA", masalah, _BUAT_LAGI)
        elif penanda and penanda.id in self.penanda:
            masalah = f"baris ini salinan dari baris {self.penanda[penanda.id]}."
            obat = "Untuk informasi baru, kosongkan sel Penanda dan Nomor DIK (tampilkan kolom tersembunyi dulu)."
            self._salah(b, "penanda", "DIKB-PENANDA", masalah, obat)
        elif nomor and kunci(nomor) != kunci(penanda.id if penanda and penanda.id.startswith("DIK-") else BARU):
            obat = "Nomor diberikan sistem. Kembalikan seperti semula, atau kosongkan untuk baris baru."
            self._salah(b, "id_dik", "DIKB-NOMOR", "nomornya diubah.", obat)
        elif penanda is not None and penanda.id.startswith("DIK-"):
            self.penanda[penanda.id] = b.nomor
            self._tercatat(b, penanda)
        else:
            if penanda is not None:
                self.penanda[penanda.id] = b.nomor
            self._baru(b, penanda)

    def _tercatat(self, b: BarisBuku, penanda: Penanda) -> None:
        lama = self.menurut_id.get(penanda.id)
        if lama is None:
            masalah = f"{penanda.id} tidak ada lagi di daftar."
            obat = "Hapus baris ini. Untuk mencatatnya lagi, tulis di baris baru."
            self._salah(b, "id_dik", "DIKB-NOMOR", masalah, obat)
            return
        if sidik_sel(b.isi) == penanda.sel:
            self.hasil.tetap += 1
            return
        if sidik_dik(lama) != penanda.asal:
            if self._sama(b, lama):
                self.hasil.tetap += 1
            else:
                masalah = f"{lama.id_dik} sudah diubah sejak buku ini dibuat."
                self._salah(b, "id_dik", "DIKB-USANG", masalah, _BUAT_LAGI)
            return
        baru = self._rekam(b, lama)
        if baru is None:
            return
        if not b.isi.get("status", "").strip():
            self._salah(b, "status", "PGT-KOSONG", "status dikosongkan.", "Pilih salah satu dari daftar.")
            return
        kolom = tuple(k.field for k in ISIAN if getattr(baru, k.field) != getattr(lama, k.field))
        if not kolom:
            self.hasil.tetap += 1
        elif self._boleh_ditetapkan(b, lama, baru):
            self.hasil.ubahan.append(UbahanDik(b.nomor, lama, baru, kolom))

    def _baru(self, b: BarisBuku, penanda: Penanda | None) -> None:
        kosong = not any(b.isi.get(k.field, "").strip() for k in ISIAN)
        if kosong and penanda is None:
            return
        if penanda is not None and (kosong or sidik_sel(b.isi) == penanda.sel):
            self.hasil.belum += 1
            return
        nomor = self.nomor + 1
        if nomor > NOMOR_MAKS:
            self._salah(b, "id_dik", "DIKB-NOMOR", f"nomor tahun {self.hari.year} sudah habis.", "Hubungi pengelola.")
            return
        baru = self._rekam(b, None, f"{self.awalan}{nomor:03d}")
        if baru is None:
            return
        ada = [*self.pengaturan.dik, *(u.baru for u in self.hasil.ubahan)]
        if any(baru.model_copy(update={"id_dik": d.id_dik}) == d for d in ada):
            self.hasil.tetap += 1
            return
        if (kembar := _sejudul(baru, ada)) is not None:
            di = next((f"baris {u.baris}" for u in self.hasil.ubahan if u.baru is kembar), kembar.id_dik)
            masalah = f"judul khususnya sudah tercatat di {di}."
            self._salah(b, "judul_khusus", "PGT-KEMBAR", masalah, "Lengkapi yang sudah ada, dan kosongkan baris ini.")
            return
        if penanda is not None and penanda.asal not in {sidik_judul(j) for j in _judul(baru)}:
            masalah = "judul seperti ditulis OPD tidak ada lagi, sehingga barisnya tidak dikenali di edisi berikut."
            obat = "Kembalikan judul itu. Judul lain tulis di bawahnya, dalam sel yang sama."
            self._salah(b, "judul_khusus", "DIKB-JUDUL", masalah, obat)
            return
        if self._boleh_ditetapkan(b, None, baru):
            self.nomor = nomor
            kolom = tuple(k.field for k in ISIAN if getattr(baru, k.field) not in ("", (), None))
            self.hasil.ubahan.append(UbahanDik(b.nomor, None, baru, kolom, penanda.id if penanda else ""))

    def _rekam(self, b: BarisBuku, lama: Dik | None, id_dik: str = "") -> Dik | None:
        """The record a row describes; None with its faults noted."""
        isi: dict[str, Any] = {"id_dik": lama.id_dik if lama else id_dik}
        gagal: set[str] = set()
        for k in ISIAN:
            teks = b.isi.get(k.field, "")
            if lama is not None and rapikan(teks) == sel_dik(lama, k.field):
                isi[k.field] = getattr(lama, k.field)
                continue
            try:
                isi[k.field] = self._opd(teks) if k.field == "opd" else nilai_sel(k.field, teks)
            except NilaiGalat as e:
                gagal.add(k.field)
                self._salah(b, k.field, e.kode, e.masalah, e.obat)
        try:
            baru = Dik.model_validate(isi)
        except ValidationError as e:
            for g in e.errors(include_url=False):
                nama = str(g["loc"][0]) if g["loc"] else ""
                if nama not in gagal:
                    self._salah(b, nama, *_arti(g))
            return None
        return None if gagal else baru

    def _sama(self, b: BarisBuku, lama: Dik) -> bool:
        """Whether a row says what the register says already; faults are not noted."""
        sebelum = len(self.hasil.salah)
        kini = self._rekam(b, lama)
        del self.hasil.salah[sebelum:]
        return kini == lama

    def _opd(self, teks: str) -> str:
        """Code of an office by code, name or alias."""
        kode = self.opd.get(kunci(teks))
        if kode is None:
            if not teks.strip():
                raise NilaiGalat("PGT-KOSONG", "OPD belum diisi.", "Tulis kode OPD yang menguasai informasi ini.")
            raise NilaiGalat("PGT-OPD", "OPD tidak dikenal.", saran(teks[:60], sorted(self.opd.values())))
        return kode

    def _boleh_ditetapkan(self, b: BarisBuku, lama: Dik | None, baru: Dik) -> bool:
        """Decided only with test and decision on paper (UU 14/2008 art. 19; PP 61/2010 arts. 3 and 4).

        What a record already lacked while it said *ditetapkan* may be completed in steps.
        """
        boleh = True
        for kode, nama in _SYARAT_TETAP.items():
            dulu = lama is not None and lama.status == "ditetapkan" and self._langgar(kode, lama)
            if baru.status == "ditetapkan" and self._langgar(kode, baru) and not dulu:
                masalah = "belum lengkap, jadi belum boleh berstatus Ditetapkan."
                self._salah(b, nama, kode, masalah, _OBAT_TETAP[kode])
                boleh = False
        return boleh

    def _langgar(self, kode: str, d: Dik) -> bool:
        """Whether a rule has anything to say of a record."""
        return next(PEMERIKSA_DIK[kode](d, self.hari), None) is not None


def _arti(galat: ErrorDetails) -> tuple[str, str, str]:
    """Code, problem and remedy of what the model refuses; unlike in settings files, never with the value."""
    if galat["type"] in ("too_long", "string_too_long"):
        return "PGT-NILAI", "terlalu panjang.", f"Paling banyak {galat['ctx']['max_length']} huruf."
    if galat["input"] in (None, ""):
        return "PGT-KOSONG", "belum diisi.", "Isi nilainya."
    return "PGT-NILAI", "tidak bisa dipakai.", "Periksa kembali penulisannya."


def _judul(d: Dik) -> tuple[str, ...]:
    return tuple(j for j in (*d.judul_khusus, d.uraian_tertutup) if j)


def _sejudul(d: Dik, ada: list[Dik]) -> Dik | None:
    """A record of the same office with one of the specific titles of another."""
    judul = {judul_baku(j) for j in d.judul_khusus}
    return next((x for x in ada if x.opd == d.opd and judul & {judul_baku(j) for j in x.judul_khusus}), None)
