"""At the terminal: what an official is shown before his digits, and what becomes of digits that are wrong."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import typer
from rich.console import Console
from typer.testing import CliRunner, Result

from dip.dokumen_catat import catat_dokumen
from dip.dokumen_sah import DokumenSah, tetapkan_cara
from dip.edisi import baca_edisi
from dip.jam import WIB
from dip.lembar_catat import tambah_usul
from dip.lembar_koreksi import BarisKoreksi
from dip.meja import Meja, buka_meja
from dip.pejabat import kode_contoh, siapkan_contoh
from dip.pengaturan import CaraPengesahan, Peran
from dip.pintu import buka_pintu
from dip.protokol import Jawaban
from dip.putusan import KodeTerbit, Putusan, nilai_jawaban, terbitkan_kode
from dip.register import sisip, tabel
from dip.sasaran_catat import SasaranCatat, cari_sasaran
from dip.sidik import sha256
from dip.tolakan import Tolakan
from flows.sistem import SistemGalat

SAAT = datetime(2026, 11, 12, 9, 0, 5, tzinfo=WIB)
SIDIK = sha256(b"draf")
KODE = "DIP-KTH-2026-11"


class Uji:
    """An example institution with one open edition, its officials, and a terminal."""

    def __init__(self, meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
        self.meja, self._jam, self.saat, self.layar = meja, monkeypatch, SAAT, ""

    def maju(self, detik: int = 30) -> None:
        self.saat += timedelta(seconds=detik)
        self._jam.setenv("DIP_JAM", self.saat.isoformat())

    def totp(self, nama: str) -> str:
        m = self.meja
        teks = kode_contoh(m.register, m.brankas, m.pengaturan, nama, self.saat)
        return re.search(r"\d{3} ?\d{3}", teks)[0].replace(" ", "")

    def edisi(self, kode: str = KODE, cara: CaraPengesahan = "kode", status: str = "terbuka") -> int:
        terbuka = self.meja.lembaga if status == "terbuka" else None
        with self.meja.register.tulis() as k:
            nomor = sisip(
                k, tabel.edisi, lembaga=self.meja.lembaga, periode=kode[8:15], kode=kode, status=status,
                pemilik="run-1", dibuka=SAAT.isoformat(), kunci_terbuka=terbuka,
            )  # fmt: skip
            tetapkan_cara(k, nomor, cara)
        return nomor

    def pintu(self, edisi: int, peran: Peran) -> int:
        with self.meja.register.tulis() as k:
            return buka_pintu(k, edisi, peran, 1, SIDIK, self.saat).id

    def putuskan(self, edisi: int, peran: Peran, pejabat: str, keputusan: Any) -> None:
        pintu, m = self.pintu(edisi, peran), self.meja
        self.maju()
        kode = terbitkan_kode(
            m.register, m.brankas, m.pengaturan, pintu=pintu, pejabat=pejabat, keputusan=keputusan, alasan="",
            totp=self.totp(pejabat), waktu=self.saat,
        )  # fmt: skip
        assert isinstance(kode, KodeTerbit), kode
        jawaban = Jawaban(keputusan, kode.kode)
        hasil = nilai_jawaban(m.register, m.brankas, m.pengaturan, pintu=pintu, jawaban=jawaban, waktu_klik=self.saat)
        assert isinstance(hasil, Putusan), hasil

    def catat(self, edisi: int, nomor: str = "500/1", pencatat: str = "rina") -> DokumenSah:
        m = self.meja
        self.maju()
        with m.register.baca() as k:
            milik = baca_edisi(k, edisi)
        hasil = catat_dokumen(
            m.register, m.brankas, m.pengaturan, edisi=milik, sidik=SIDIK, nomor=nomor, tanggal=self.saat.date(),
            tempat="Kota", penandatangan="surya", sha_berkas=sha256(nomor.encode()), nama_berkas="pindai.pdf",
            pencatat=pencatat, totp=self.totp(pencatat), rincian={}, waktu=self.saat,
        )  # fmt: skip
        assert isinstance(hasil, DokumenSah), hasil
        return hasil

    def putus(self, *isian: str, angka: str = "", detik: int = 30) -> int:
        """`dip putuskan` with these lines typed, then digits (empty: the right ones of the second word); exit code."""
        from flows.putuskan import ambil_kode

        return self._terminal(ambil_kode, [*isian, angka] if angka else list(isian), "" if angka else isian[1], detik)

    def status(self) -> str:
        from flows.status import tulis_status

        self._terminal(tulis_status, [], "", 30)
        return self.layar

    def _terminal(self, perintah: Any, isian: list[str], benar: str, detik: int) -> int:
        app, tulisan = typer.Typer(), io.StringIO()
        app.command()(lambda: perintah(Console(file=tulisan, width=300, highlight=False)))
        self.maju(detik)
        baris = [*isian, *([self.totp(benar)] if benar else [])]
        hasil: Result = CliRunner().invoke(app, [], input="".join(f"{b}\n" for b in baris))
        assert isinstance(hasil.exception, (SistemGalat, SystemExit, type(None))), hasil.exception
        self.layar = tulisan.getvalue()
        return hasil.exit_code

    def terbit(self, edisi: int, status: str) -> None:
        """A release of this edition with this status; the edition is closed by it."""
        e, t = tabel.edisi, tabel.terbitan
        with self.meja.register.tulis() as k:
            k.execute(e.update().where(e.c.id == edisi).values(status="terbit", kunci_terbuka=None))
            k.execute(t.delete().where(t.c.edisi == edisi))
            isi = {"edisi": edisi, "sidik": SIDIK, "pengesahan": SIDIK, "rilis": "", "status": status}
            sisip(k, t, **isi, dibuat=SAAT.isoformat())

    def sasaran(self, kode: str = "") -> SasaranCatat | Tolakan | None:
        with self.meja.register.baca() as k:
            return cari_sasaran(k, self.meja.lembaga, kode)

    def kabar(self) -> list[str]:
        return sorted(p.read_text("utf-8") for p in self.meja.ruang("kabar").glob("*.txt"))


@pytest.fixture
def uji(tmp_path: Path, rumah: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Uji]:
    shutil.copytree(rumah / "sumber" / "contoh", tmp_path / "pengaturan")
    monkeypatch.setenv("DIP_PENGATURAN", str(tmp_path / "pengaturan"))
    monkeypatch.setenv("DIP_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DIP_JAM", SAAT.isoformat())
    meja = buka_meja(tmp_path)
    siapkan_contoh(meja.register, meja.brankas, meja.pengaturan, meja.pengaturan.pejabat, SAAT)
    yield Uji(meja, monkeypatch)
    meja.register.tutup()


def test_kembalikan_menunjukkan_baris_yang_ikut(uji: Uji) -> None:
    edisi = uji.edisi()
    uji.putuskan(edisi, "petugas", "rina", "ajukan")
    pintu = uji.pintu(edisi, "ppid")
    with uji.meja.register.tulis() as k:
        tambah_usul(k, pintu, "hasan", BarisKoreksi("DLH", "", "", "", "", "Semua tahunnya keliru."), "", uji.saat)
    isian = ("kembalikan", "hasan", "Tahunnya belum benar.")
    assert uji.putus(*isian, angka="000000") == 1
    assert ("DLH" in uji.layar, "Semua tahunnya keliru." in uji.layar) == (True, True)
    assert "Kode persetujuan" not in uji.layar
    assert uji.putus(*isian) == 0
    assert "Kode persetujuan" in uji.layar


def test_konfirmasi_menunjukkan_dokumennya(uji: Uji, monkeypatch: pytest.MonkeyPatch) -> None:
    edisi = uji.edisi(cara="basah")
    with uji.meja.register.tulis() as k:
        sisip(k, tabel.revisi, edisi=edisi, ronde=1, sidik=SIDIK, batas_tarikan=0, dibuat=SAAT.isoformat())
    for modul in ("dip.papan", "flows.status"):
        monkeypatch.setattr(f"{modul}.baca_papan", lambda *_: [])
    uji.putuskan(edisi, "petugas", "rina", "ajukan")
    uji.putuskan(edisi, "ppid", "hasan", "setujui")
    uji.pintu(edisi, "atasan")
    assert uji.putus("konfirmasi_pengesahan", "hasan", "") == 1  # nothing was recorded yet
    assert "Rina Lestari" in uji.status()
    dokumen = uji.catat(edisi, "500/7")
    isi = uji.status()
    assert ("500/7" in isi, "Hasan" in isi.rpartition("Menunggu")[2]) == (True, True)
    assert uji.putus("konfirmasi_pengesahan", "hasan", "") == 0
    tampil = (dokumen.nomor, dokumen.tanggal, dokumen.tempat, dokumen.tanda.nama, "Rina", "pindai.pdf")
    assert all(x in uji.layar for x in (*tampil, dokumen.sha_berkas, "Kode persetujuan"))


def test_angka_salah_berkali_kali_dikabarkan(uji: Uji) -> None:
    uji.pintu(uji.edisi(), "petugas")
    for _ in range(5):
        assert uji.putus("ajukan", "rina", "", angka="000000", detik=1000) == 1
    assert len(uji.kabar()) == len(uji.meja.pengaturan.pemegang("petugas", uji.saat))
    assert any("Rina" in p for p in uji.kabar())
    assert uji.putus("ajukan", "rina", "", detik=1000) == 0


@pytest.mark.parametrize("isian", [(), ("entah",), ("ajukan",), ("ajukan", "hasan"), ("ajukan", "rina", "")])
def test_isian_yang_berhenti_adalah_satu_kalimat(uji: Uji, isian: tuple[str, ...]) -> None:
    from flows.putuskan import ambil_kode

    uji.pintu(uji.edisi(), "petugas")
    assert uji._terminal(ambil_kode, list(isian), "", 30) == 1
    assert "Kode persetujuan" not in uji.layar


def test_lembar_untuk_edisi_yang_menunggu_atau_terbaru(uji: Uji) -> None:
    assert uji.sasaran() is None
    lama = uji.edisi("DIP-KTH-2026-10", status="terbuka")
    uji.putuskan(lama, "petugas", "rina", "ajukan")
    assert isinstance(tolak := uji.sasaran("DIP-KTH-2026-10"), Tolakan) and tolak.sebab == "dokumen_belum_disahkan"
    uji.putuskan(lama, "ppid", "hasan", "setujui")
    uji.putuskan(lama, "atasan", "surya", "sahkan")
    hasil = uji.sasaran()
    assert isinstance(hasil, SasaranCatat)
    assert (hasil.edisi.id, hasil.sidik, hasil.pintu, hasil.tayang, hasil.digantikan) == (
        lama,
        SIDIK,
        None,
        False,
        False,
    )
    uji.terbit(lama, "terbit")
    assert (hasil := uji.sasaran()) and not isinstance(hasil, Tolakan) and hasil.tayang
    assert "nomor menunggu dicatat" in uji.status()
    uji.catat(lama, "500/2")
    assert "nomor 500/2" in uji.status()
    uji.terbit(lama, "diganti")
    baru = uji.edisi(cara="basah")
    assert (hasil := uji.sasaran()) and not isinstance(hasil, Tolakan) and hasil.digantikan
    assert isinstance(tolak := uji.sasaran(KODE), Tolakan) and tolak.sebab == "dokumen_belum_waktunya"
    for peran, siapa, apa in (("petugas", "rina", "ajukan"), ("ppid", "hasan", "setujui")):
        uji.putuskan(baru, peran, siapa, apa)
    pintu = uji.pintu(baru, "atasan")
    hasil, pilih = uji.sasaran(), uji.sasaran("DIP-KTH-2026-10")
    assert isinstance(hasil, SasaranCatat) and hasil.pintu is not None and hasil.pintu.id == pintu
    assert isinstance(pilih, SasaranCatat) and pilih.edisi.id == lama
    assert uji.sasaran("DIP-KTH-2020-01") is None
