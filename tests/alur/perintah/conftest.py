"""A published edition, and the officials with an order in their hands."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest


class Juru:
    """What petugas and PPID do about orders, through the same functions as terminal and preview."""

    def __init__(self, kabupaten: Any, pejabat: Any, jalan: Callable[..., Any]) -> None:
        self.kabupaten, self.pejabat, self.meja, self._jalan = kabupaten, pejabat, pejabat.meja, jalan
        self.situs: Path = kabupaten.data / "situs" / "kini"

    # --- what is public ---

    def kode(self) -> dict[str, str]:
        """Published items: code by `OPD/title`."""
        berkas = self.situs / "data" / "dip.json"
        isi = json.loads(berkas.read_bytes()) if berkas.exists() else {"entri": []}  # all was taken down
        return {f"{b['opd']}/{b['judul']}": b["kode"] for b in isi["entri"]}

    def semua(self) -> dict[str, bytes]:
        return {str(f.relative_to(self.situs)): f.read_bytes() for f in self.situs.rglob("*") if f.is_file()}

    # --- orders ---

    def angka(self, siapa: str) -> tuple[str, Any]:
        """Digits of his authenticator, and the moment they were read."""
        from dip.jam import sekarang

        saat = sekarang()
        return self.pejabat.angka(siapa, saat), saat

    def minta(self, jenis: str, oleh: str = "tuti", alasan: str = "Memuat hal yang keliru", **isi: Any) -> Any:
        """An order as asked for, or why not."""
        from dip.perintah_minta import minta_perintah
        from dip.perintah_terbit import susun_isi
        from dip.tolakan import Tolakan

        with self.meja.register.baca() as k:
            hasil = susun_isi(k, self.meja.gudang, "UJI", jenis, **{"alasan": alasan, "keterangan": "", **isi})
        if isinstance(hasil, Tolakan):
            return hasil
        totp, saat = self.angka(oleh)
        alat = (self.meja.register, self.meja.brankas, self.meja.pengaturan)
        return minta_perintah(*alat, hasil, pejabat=oleh, totp=totp, waktu=saat)

    def jalankan(self, p: Any) -> Any:
        """A run of the order's flow, held at its gate (or through, when it was decided)."""
        from flows.adendum import adendum
        from flows.cabut_terbitan import cabut_terbitan
        from flows.kembalikan_terbitan import kembalikan_terbitan

        alur = {"adendum": adendum, "cabut": cabut_terbitan, "kembalikan": kembalikan_terbitan}[p.isi.jenis]
        return self._jalan(alur=alur, perintah=p.nomor).kerjakan()

    def kode_putusan(self, p: Any, siapa: str = "pandu", keputusan: str = "setujui", alasan: str = "") -> Any:
        """A kode persetujuan at the order's gate, or why not."""
        from dip.perintah import pintu_perintah
        from dip.putusan import terbitkan_kode

        with self.meja.register.baca() as k:
            pintu = pintu_perintah(k, p)
        totp, saat = self.angka(siapa)
        isi = {"pintu": pintu, "pejabat": siapa, "keputusan": keputusan, "alasan": alasan, "totp": totp}
        return terbitkan_kode(self.meja.register, self.meja.brankas, self.meja.pengaturan, **isi, waktu=saat)

    def jawab(self, j: Any, p: Any, keputusan: str, kode: str) -> Any:
        """Press Resume with these answers; the worker then goes on."""
        from dip.perintah import pintu_perintah
        from dip.protokol import Jawaban
        from tasks.lanjutkan import lanjutkan

        with self.meja.register.baca() as k:
            pintu = pintu_perintah(k, p)
        assert lanjutkan(self.meja, pintu, Jawaban(keputusan, kode)) == ""
        return j.kerjakan()

    def setujui(self, p: Any) -> Any:
        """The straight way: asked for, held, approved, carried out."""
        j = self.jalankan(p)
        assert j.nama == "Suspended"
        return self.jawab(j, p, "setujui", self.kode_putusan(p).kode)

    def arsip(self) -> list[Path]:
        return sorted((self.kabupaten.data / "arsip").glob("*/*"))

    def verifikasi(self) -> Mapping[str, list[str]]:
        """What every archive fails to prove, by edition."""
        from keluaran.verifikasi import verifikasi

        return {
            a.name: [f"{h.kunci}: {h.rincian}" for h in verifikasi(a).hasil if h.status == "gagal"]
            for a in self.arsip()
        }


@pytest.fixture
def juru(kabupaten, pejabat, jalan) -> Juru:
    return Juru(kabupaten, pejabat, jalan)


@pytest.fixture
def tayang(kabupaten, tabel, jalan, pejabat) -> Callable[..., Any]:
    """Publishes an edition in which every office has the same items."""

    def terbitkan(*judul: str, periode: str = "2026-11") -> Any:
        for o in kabupaten.opd:
            kabupaten.kirim(o, tabel(*judul))
        j = jalan(periode).kerjakan()
        pejabat.terbitkan(j)
        assert j.nama == "Terbit", j.keadaan
        return j

    return terbitkan
