"""A year of a small regency: twelve months, twelve offices that send, fail, shrink, come late and are renamed, and
officials who change. What must be published each month is worked out beside it, in a few lines of plain Python.
"""

from __future__ import annotations

import json
import os
import random
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pyotp
import pytest

from dip.jam import WIB

pytestmark = [pytest.mark.lambat, pytest.mark.timeout(1200)]

BULAN = [f"2026-{b:02d}" for b in range(1, 13)]
MAKS_BAWAAN = 6
GANTI_NAMA, GABUNG = 5, 8
"""Months (from 0) in which D03 is renamed, and D11 is merged into D12 (SOTK)."""


@dataclass
class Kantor:
    """One office as the world knows it: its titles, what it did this month, and what of it is in force."""

    kode: str
    nama: str
    judul: list[str]
    nomor: int = 0
    di_folder: bool = False
    terakhir: list[str] = field(default_factory=list)
    edisi_data: str = ""
    berlaku: list[str] = field(default_factory=list)
    kejadian: str = ""

    def judul_baru(self) -> str:
        self.nomor += 1
        return f"Laporan {self.kode} Nomor {self.nomor} Kegiatan {'ABCDEFGHIJKL'[self.nomor % 12]}{self.nomor}"


def rencana(acak: random.Random, kantor: Kantor, bulan: int) -> str:
    """What an office does in a month; every kind of month comes, two of them at fixed times."""
    if bulan == 0:
        return "baru"
    if kantor.kode == "D07":
        return "kosong" if 2 <= bulan <= 9 else "baru"
    if (kantor.kode, bulan) in (("D02", 3), ("D09", 6), ("D12", 10)):
        return "susut"
    return acak.choices(("baru", "tetap", "nihil", "kosong", "rusak", "lambat"), (40, 20, 12, 10, 8, 10))[0]


class Tahun:
    """The regency with its clock, and the oracle of what each month must publish."""

    def __init__(self, kabupaten: Any, jalan: Any, pejabat: Any, tabel: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        self.kab, self.jalan, self.pejabat, self.tabel, self.m = kabupaten, jalan, pejabat, tabel, monkeypatch
        self.kantor = {f"D{n:02d}": Kantor(f"D{n:02d}", f"Dinas Urusan {n}", []) for n in range(1, 13)}
        for n, k in enumerate(self.kantor.values(), 1):
            k.judul = [k.judul_baru() for _ in range(2 + n)]
        self.orang = {"petugas": "tuti", "ppid": "pandu", "atasan": "sari"}
        self.nama = {"tuti": "Tuti Petugas", "pandu": "Pandu Kepala", "sari": "Sari Sekretaris"}
        self.kode: dict[tuple[str, str], str] = {}
        self.saat = datetime(2026, 1, 1, 6, tzinfo=WIB)

    def ke(self, periode: str, hari: int, jam: int = 6) -> None:
        self.saat = datetime.fromisoformat(f"{periode}-{hari:02d}T{jam:02d}:00:00+07:00")
        self.m.setenv("DIP_JAM", self.saat.isoformat())

    def lewat(self) -> None:
        self.saat += timedelta(hours=1)
        self.m.setenv("DIP_JAM", self.saat.isoformat())

    def segarkan(self) -> None:
        self.pejabat.meja.__dict__.pop("pengaturan", None)

    def tulis_opd(self, k: Kantor, tambahan: str = "") -> None:
        isi = f"kode: {k.kode}\nnama: {k.nama}\n{tambahan}sumber: {{jenis: folder, folder: {k.kode.lower()}}}\n"
        (self.kab.akar / "pengaturan" / "opd" / f"{k.kode.lower()}.yml").write_text(isi)
        (self.kab.data / "masuk" / k.kode.lower()).mkdir(parents=True, exist_ok=True)

    def folder(self, k: Kantor) -> Any:
        return self.kab.data / "masuk" / k.kode.lower()

    def taruh(self, k: Kantor, nama: str, isi: bytes) -> None:
        berkas = self.folder(k) / nama
        berkas.write_bytes(isi)
        os.utime(berkas, ((self.saat - timedelta(hours=1)).timestamp(),) * 2)

    def kirim(self, k: Kantor) -> None:
        self.taruh(k, "dip.csv", self.tabel(*k.judul).encode())
        k.di_folder, k.terakhir = True, list(k.judul)

    def bersihkan(self, k: Kantor) -> None:
        for b in self.folder(k).iterdir():
            b.unlink()
        k.di_folder = False

    def lakukan(self, k: Kantor, kejadian: str) -> None:
        """The office acts before the run; `lambat` sends nothing yet."""
        if kejadian in ("tetap", "nihil") and not k.di_folder:
            kejadian = "baru"
        k.kejadian = kejadian
        if kejadian != "tetap" and kejadian != "nihil":
            self.bersihkan(k)
        (self.folder(k) / "nihil.txt").unlink(missing_ok=True)
        if kejadian == "baru":
            k.judul.append(k.judul_baru())
            self.kirim(k)
        elif kejadian == "susut":
            k.judul = k.terakhir[: len(k.terakhir) // 2]
            self.kirim(k)
        elif kejadian == "nihil":
            self.taruh(k, "nihil.txt", b"")
        elif kejadian == "rusak":
            self.taruh(k, "dip.xlsx", b"PK\x03\x04 bukan buku kerja")

    def menyusul(self) -> bool:
        """Late offices send after the run; whether there are any."""
        terlambat = [k for k in self.kantor.values() if k.kejadian == "lambat"]
        for k in terlambat:
            k.judul.append(k.judul_baru())
            self.kirim(k)
        return bool(terlambat)

    def ramalkan(self, periode: str) -> None:
        """The oracle: whose rows are in force after this month."""
        for k in self.kantor.values():
            if k.kejadian in ("kosong", "rusak"):
                umur = (int(periode[5:]) - int(k.edisi_data[5:])) if k.edisi_data else 99
                k.berlaku = k.berlaku if umur <= MAKS_BAWAAN else []
            else:
                k.berlaku, k.edisi_data = list(k.terakhir), periode

    def ganti_pejabat(self, peran: str, lama: str, baru: str, nama: str, mulai: str) -> None:
        """A new holder of an office from a day on, enrolled; the old one ends the day before."""
        from dip.pejabat import daftarkan, konfirmasi

        berkas = self.kab.akar / "pengaturan" / "pejabat.yml"
        akhir = (datetime.fromisoformat(mulai) - timedelta(days=1)).date()
        baris = []
        for b in berkas.read_text().splitlines():
            milik = f"kode: {lama}," in b and "sampai" not in b
            baris.append(b.replace("}", f", sampai: {akhir}}}") if milik else b)
        baris.append(f"  - {{kode: {baru}, nama: {nama}, peran: {peran}, jabatan: Pengganti, mulai: {mulai}}}")
        berkas.write_text("\n".join([*baris, ""]))
        self.segarkan()
        meja, lalu = self.pejabat.meja, self.saat - timedelta(minutes=10)
        alat = (meja.register, meja.brankas, meja.pengaturan)
        daftar = daftarkan(*alat, baru, lalu)
        self.pejabat.totp[baru] = pyotp.parse_uri(daftar.uri)
        konfirmasi(*alat, daftar, self.pejabat.totp[baru].at(lalu), lalu)
        self.orang[peran], self.nama[baru] = baru, nama

    def putuskan(self, j: Any, peran: str, keputusan: str) -> None:
        self.lewat()
        self.pejabat.putuskan(j, self.orang[peran], keputusan)

    def terbit(self) -> dict[str, dict[str, Any]]:
        """The published items by code."""
        from dip.beku import muat_revisi
        from dip.edisi import edisi_hidup

        meja = self.pejabat.meja
        with meja.register.baca() as k:
            hidup = edisi_hidup(k, meja.lembaga)
        self.revisi = muat_revisi(meja.gudang, hidup[1])
        berkas = self.kab.data / "situs" / "kini" / "data" / "dip.json"
        tayang = json.loads(berkas.read_text())
        assert len(tayang["butir" if "butir" in tayang else "entri"]) == len(self.revisi.entri)
        return {e["kode"]: e for e in self.revisi.entri}

    def periksa(self, periode: str, j: Any) -> None:
        """Everything that must be true after a month."""
        butir = self.terbit()
        harus = {(k.kode, t) for k in self.kantor.values() for t in k.berlaku}
        assert {(e["id_baris"].partition(":")[0], e["judul"]) for e in butir.values()} == harus
        for kode, e in butir.items():
            kunci = (e["id_baris"].partition(":")[0], e["judul"])
            assert self.kode.setdefault(kunci, kode) == kode, (periode, kunci)
        assert len(set(self.kode.values())) == len(self.kode), "a code was given to a second item"
        papan = {p["opd"]: p for p in self.revisi.papan}
        ramal = {"baru": "baru", "tetap": "tetap", "nihil": "nihil", "susut": "baru", "lambat": "baru"}
        ramal |= {"kosong": "belum_ada", "rusak": "gagal"}
        for k in self.kantor.values():
            assert papan[k.kode]["hasil"] == ramal[k.kejadian], (periode, k.kode, k.kejadian)
            assert papan[k.kode]["terbit"] == len(k.berlaku), (periode, k.kode)
            assert papan[k.kode]["edisi_data"] == (k.edisi_data if k.berlaku else ""), (periode, k.kode)
            if k.kejadian == "susut":
                assert any(t.kode == "EDI-004" and t.opd == k.kode for t in self.revisi.temuan), (periode, k.kode)
        kurang = any(k.kejadian in ("kosong", "rusak") for k in self.kantor.values())
        assert j.nama == ("Terbit sebagian" if kurang else "Terbit"), periode
        self._arsip(periode)

    def _arsip(self, periode: str) -> None:
        """The month's archive proves itself, and names the officials who were in office."""
        from dip.terbitan import terbitan_tayang
        from keluaran.verifikasi import verifikasi

        hasil = verifikasi(self.kab.data / "arsip" / periode[:4] / f"DIP-UJI-{periode}")
        assert [h.kunci for h in hasil.hasil if h.status == "gagal"] == [], periode
        meja = self.pejabat.meja
        with meja.register.baca() as k:
            sah = terbitan_tayang(k, meja.gudang, meja.lembaga).pengesahan
        assert [t.nama for t in (sah.petugas, sah.ppid, sah.atasan)] == [self.nama[o] for o in self.orang.values()]


@pytest.fixture
def tahun(kabupaten: Any, jalan: Any, tabel: Any, monkeypatch: pytest.MonkeyPatch, request: Any) -> Tahun:
    import tasks.gerbang
    from dip.jam import sekarang

    monkeypatch.setenv("DIP_JAM", "2026-01-01T06:00:00+07:00")
    for b in (kabupaten.akar / "pengaturan" / "opd").iterdir():
        b.unlink()
    baca = tasks.gerbang.baca_jawaban

    def klik(run: str, kunci: str) -> Any:
        """Prefect's server has today's clock; the click is of our day."""
        j = baca(run, kunci)
        return replace(j, waktu_klik=sekarang()) if j else None

    monkeypatch.setattr(tasks.gerbang, "baca_jawaban", klik)
    t = Tahun(kabupaten, jalan, None, tabel, monkeypatch)
    for k in t.kantor.values():
        t.tulis_opd(k)
    t.pejabat = request.getfixturevalue("pejabat")
    return t


def test_setahun_penuh(tahun: Tahun) -> None:
    acak = random.Random(2026)
    for n, periode in enumerate(BULAN):
        tahun.ke(periode, 1)
        if n == 3:
            tahun.ganti_pejabat("ppid", "pandu", "putri", "Putri Kepala Baru", "2026-04-01")
        if n == 7:
            tahun.ganti_pejabat("atasan", "sari", "seno", "Seno Pelaksana", "2026-08-01")
        if n == 9:
            tahun.ganti_pejabat("petugas", "tuti", "tono", "Tono Pranata", "2026-10-01")
        if n == GANTI_NAMA:
            k = tahun.kantor["D03"]
            k.nama, lama = "Badan Urusan Tiga", k.nama
            tahun.tulis_opd(k, f"alias: [{lama}]\n")
        if n == GABUNG:
            k = tahun.kantor.pop("D11")
            tahun.tulis_opd(k, "aktif: false\n")
            tahun.kantor["D12"].judul += k.judul
        tahun.segarkan()
        for k in tahun.kantor.values():
            tahun.lakukan(k, rencana(acak, k, n))
        j = tahun.jalan(periode).kerjakan()
        assert j.nama == "Suspended", (periode, j.keadaan)
        tahun.ke(periode, 4)
        if tahun.menyusul():
            tahun.putuskan(j, "petugas", "susun_ulang")
        tahun.ramalkan(periode)
        for peran, keputusan in (("petugas", "ajukan"), ("ppid", "setujui"), ("atasan", "sahkan")):
            tahun.putuskan(j, peran, keputusan)
        tahun.periksa(periode, j)
