"""`make demo`: one month of the fictional regency, end to end, through the real Prefect API with real codes.

Collects from 12 offices (one fails at first, one answers with a login page), the petugas repairs and submits, PPID
mistypes once and approves, the Atasan ratifies; then archive and website. Every step is checked: the exit code tells
the truth.
"""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dip.beku import muat_revisi, revisi_terakhir
from dip.edisi import Edisi, edisi_terbuka
from dip.jam import sekarang
from dip.meja import Meja
from dip.pejabat import kode_contoh
from dip.pengaturan import Peran
from dip.protokol import Jawaban
from dip.putusan import Keputusan, Pintu, Tolakan, pintu_menunggu, terbitkan_kode
from flows.mulai import Kabar, meja_luncur, sistem_hidup
from flows.petugas import buat_run, minta
from flows.sistem import Sistem, sampai

SABAR = 120.0
TANDA = ".milik-demo"
"""Marks a folder that a demonstration made and may empty."""
PETUGAS, PPID, ATASAN = "rina", "hasan", "surya"


class DemoGagal(Exception):
    """Something did not happen as the SOP says it must."""


@dataclass
class Demo:
    """The demonstration's hands: it starts the month and plays the three officials."""

    meja: Meja
    sistem: Sistem
    kabar: Kabar
    run: str = ""

    def mulai_edisi(self) -> None:
        """The petugas starts the month's run."""
        self.run = buat_run(self.meja, "edisi-bulanan/bulanan", {})

    def tunggu_gerbang(self, peran: Peran, ronde: int) -> tuple[Edisi, Pintu]:
        """Wait until the run holds at a gate of a draft."""
        sampai(
            lambda: self._menunggu(peran, ronde) is not None and self.keadaan()["type"] == "PAUSED",
            SABAR,
            batal=lambda: self.keadaan()["type"] in ("FAILED", "CRASHED", "COMPLETED", "CANCELLED"),
            sebab=lambda: f"gerbang {peran} ronde {ronde} tidak terbuka: {self.keadaan()}",
        )
        pintu = self._menunggu(peran, ronde)
        with self.meja.register.baca() as k:
            edisi = edisi_terbuka(k, self.meja.lembaga)
        if pintu is None or edisi is None:
            raise DemoGagal(f"gerbang {peran} hilang")
        return edisi, pintu

    def putuskan(self, pintu: Pintu, pejabat: str, keputusan: Keputusan, alasan: str = "") -> None:
        """An official reads his authenticator, gets the kode persetujuan, and answers the form in Prefect."""
        totp = kode_contoh(self.meja.register, self.meja.brankas, self.meja.pengaturan, pejabat, sekarang())
        kode = terbitkan_kode(
            self.meja.register,
            self.meja.brankas,
            self.meja.pengaturan,
            pintu=pintu.id,
            pejabat=pejabat,
            keputusan=keputusan,
            alasan=alasan,
            totp=totp,
            waktu=sekarang(),
        )
        if isinstance(kode, Tolakan):
            raise DemoGagal(f"{pejabat} tidak mendapat kode: {kode.sebab}")
        self.jawab(pintu, keputusan, kode.kode)

    def jawab(self, pintu: Pintu, keputusan: str, kode: str) -> None:
        """Press Resume with these answers."""
        from tasks.lanjutkan import lanjutkan

        sampai(
            lambda: lanjutkan(self.meja, pintu.id, Jawaban(keputusan, kode)) == "",
            30,
            sebab=f"Prefect tidak menerima jawaban di gerbang {pintu.peran}",
        )

    def keadaan(self) -> dict[str, Any]:
        """Present state of the run in Prefect."""
        state: dict[str, Any] = minta(self.meja, "GET", f"/flow_runs/{self.run}").json()["state"]
        return state

    def _menunggu(self, peran: Peran, ronde: int) -> Pintu | None:
        with self.meja.register.baca() as k:
            return next((p for p in pintu_menunggu(k, self.meja.lembaga) if (p.peran, p.ronde) == (peran, ronde)), None)


def utama(kabar: Kabar) -> int:
    """Run the demonstration in a fresh `hasil-demo/`. Exit code 0 only when everything is as it must be.

    It never touches an institution's data: settings and data folders of the environment are set aside, and only a
    folder that an earlier demonstration marked as its own is emptied.
    """
    for nama in [n for n in os.environ if n.startswith("DIP_") and n not in ("DIP_PORT", "DIP_PORT_PRATINJAU")]:
        del os.environ[nama]
    folder = Path("hasil-demo").resolve()
    if folder.exists() and any(folder.iterdir()) and not (folder / TANDA).exists():
        raise DemoGagal(f"{folder} berisi hal lain; demo tidak akan menghapusnya")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    (folder / TANDA).touch()
    os.environ["DIP_DATA"] = str(folder)
    mulai = time.monotonic()
    meja = meja_luncur()
    with sistem_hidup(meja, kabar) as s:
        demo = Demo(meja, s, kabar)
        _jalan(demo)
        _periksa(demo)
    kabar(f"Selesai dalam {time.monotonic() - mulai:.0f} detik.")
    return 0


def _jalan(demo: Demo) -> None:
    kabar = demo.kabar
    kabar("1. Petugas menjalankan edisi bulan ini; sumber 12 OPD dikumpulkan dan direkap …")
    demo.mulai_edisi()
    edisi, pintu = demo.tunggu_gerbang("petugas", 1)
    kabar(f"   {_papan(demo, edisi)}")
    kabar("2. Petugas memilih *susun ulang*: hanya yang gagal ditarik lagi …")
    demo.putuskan(pintu, PETUGAS, "susun_ulang")
    edisi, pintu = demo.tunggu_gerbang("petugas", 2)
    kabar(f"   {_papan(demo, edisi)}")
    kabar("3. Petugas mengajukan draf kepada PPID …")
    demo.putuskan(pintu, PETUGAS, "ajukan")
    _, pintu = demo.tunggu_gerbang("ppid", 2)
    kabar("4. PPID salah mengetik kode persetujuan: gerbang tetap tertutup …")
    demo.jawab(pintu, "setujui", "AAA-AAA-AAA")
    _tunggu_formulir_baru(demo, pintu)
    kabar("   … lalu menyetujui dengan kode yang benar.")
    demo.putuskan(pintu, PPID, "setujui")
    _, pintu = demo.tunggu_gerbang("atasan", 2)
    kabar("5. Atasan PPID mengesahkan …")
    demo.putuskan(pintu, ATASAN, "sahkan")
    sampai(lambda: demo.keadaan()["type"] in ("COMPLETED", "FAILED", "CRASHED"), SABAR, sebab="edisi tidak selesai")


def _tunggu_formulir_baru(demo: Demo, pintu: Pintu) -> None:
    from dip.formulir import formulir_pintu

    def baru() -> bool:
        with demo.meja.register.baca() as k:
            semua = formulir_pintu(k, pintu.id)
        return len(semua) == 2 and semua[0].hasil == "salah_kode" and demo.keadaan()["type"] == "PAUSED"

    sampai(baru, SABAR, sebab="gerbang tidak terbuka kembali sesudah kode salah")


def _papan(demo: Demo, edisi: Edisi) -> str:
    with demo.meja.register.baca() as k:
        r = revisi_terakhir(k, edisi.id)
    if r is None:
        raise DemoGagal("tidak ada draf")
    revisi = muat_revisi(demo.meja.gudang, r.sidik)
    gagal = [p["opd"] for p in revisi.papan if p["hasil"] in ("gagal", "belum_ada")]
    j = revisi.kepala["jumlah"]
    return (
        f"Ronde {r.ronde}: {j['entri']} informasi, {j['ditahan']} ditahan, {j['dik']} dikecualikan; "
        f"belum masuk: {', '.join(gagal) or 'tidak ada'}."
    )


def _periksa(demo: Demo) -> None:
    """The run must end *Terbit sebagian* (one office answers with a login page), with page, workbook and archive."""
    from tasks.dokumentasi import masalah_arsip

    keadaan = demo.keadaan()
    if keadaan["name"] != "Terbit sebagian":
        raise DemoGagal(f"jalan berakhir {keadaan['name']}: {keadaan.get('message')}")
    demo.kabar(f"   {keadaan['name']}: {keadaan['message']}")
    situs = demo.meja.data / "situs" / "kini"
    arsip = sorted((demo.meja.data / "arsip").glob("*/*"))
    for jalan in (situs / "index.html", situs / "data" / "dip.xlsx"):
        if not jalan.is_file():
            raise DemoGagal(f"{jalan} tidak ada")
    if len(arsip) != 1 or (masalah := masalah_arsip(arsip[0])):
        raise DemoGagal(f"arsip tidak utuh: {arsip} {masalah if len(arsip) == 1 else ''}")
    demo.kabar("")
    demo.kabar(f"Halaman  : {situs / 'index.html'}")
    demo.kabar(f"Excel    : {situs / 'data' / 'dip.xlsx'}")
    demo.kabar(f"Naskah   : {demo.meja.data / 'surat' / arsip[0].name}")
    demo.kabar(f"Arsip    : {arsip[0]} (terbukti; periksa sendiri dengan dip verifikasi)")
