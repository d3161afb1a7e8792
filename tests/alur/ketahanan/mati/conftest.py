"""Work done in processes that may be killed, and what must hold of an edition however often they were."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

PUTUSAN_LURUS = ["ajukan", "setujui", "sahkan"]


class Induk:
    """The parent of processes that may be killed (`anak.py`)."""

    def __init__(self, url: str, rumah: Path, env: dict[str, str]) -> None:
        bersih = {n: v for n, v in os.environ.items() if not n.startswith(("PREFECT_", "DIP_"))}
        self._p = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("anak.py"))],
            env={**bersih, **env, "PREFECT_API_URL": url, "DO_NOT_TRACK": "1"},
            cwd=rumah, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert self._p.stdout.readline() == "siap\n"

    def minta(self, apa: str, env: dict[str, str], tunggu: bool = True, **isi: Any) -> dict[str, Any]:
        self._p.stdin.write(json.dumps({"apa": apa, "isi": isi, "env": env, "tunggu": tunggu}) + "\n")
        self._p.stdin.flush()
        jawab = json.loads(self._p.stdout.readline())
        assert "galat" not in jawab, jawab
        return jawab

    def tutup(self) -> None:
        self._p.stdin.close()
        self._p.wait(120)


def lingkungan() -> dict[str, str]:
    """Where this test's institution lives."""
    return {n: v for n, v in os.environ.items() if n.startswith("DIP_") and not n.startswith("DIP_UJI")}


@dataclass
class Ajal:
    """Where processes die: one file per fail point in `folder` (dip.titik), and which ones did."""

    induk: Induk
    folder: Path
    pejabat: Any
    mati: list[str] = field(default_factory=list)
    korban: int = 0

    @property
    def env(self) -> dict[str, str]:
        uji = {"DIP_UJI_MATI": str(self.folder), "DIP_UJI_CATAT": str(self.folder.with_name("lewat"))}
        return {**lingkungan(), **uji}

    def pasang(self, *titik: str) -> None:
        for t in titik:
            (self.folder / t).touch()

    def pasang_semua(self) -> None:
        """From now on every point kills the first process that passes it, those that did so before once more."""
        self.pasang("SEMUA")
        for p in self.folder.glob("*.sudah"):
            self.mati.append(p.name.removesuffix(".sudah"))
            p.unlink()

    def lepas(self) -> None:
        """No point kills any more."""
        self.pasang_semua()
        for p in self.folder.iterdir():
            p.unlink()

    @property
    def tersisa(self) -> list[str]:
        """Points that were set and not reached."""
        return sorted(p.name for p in self.folder.iterdir() if not p.name.endswith(".sudah") and p.name != "SEMUA")

    @property
    def terlewati(self) -> list[str]:
        """All points passed so far, in order, each once."""
        return list(dict.fromkeys(self.folder.with_name("lewat").read_text().split()))

    def minta(self, apa: str, aman: bool = False, **isi: Any) -> dict[str, Any]:
        jawab = self.induk.minta(apa, lingkungan() if aman else self.env, **isi)
        self.korban += jawab["mati"]
        return jawab

    def sampai_hidup(self, apa: str, isi: Callable[[], dict[str, Any]], aman: bool = False) -> str:
        """Ask again, as a person would, until the process lives to answer; `aman`: it is not to die."""
        while (jawab := self.minta(apa, aman, **isi()))["mati"]:
            pass
        return str(jawab["hasil"])

    def kerjakan(self, j: Any, alur: str = "edisi_bulanan") -> None:
        """Let workers execute a run until it holds or ends; after each death do what the start-up repair does."""
        from tasks.formulir import ada_formulir

        while self.minta("jalan", run=j.id, alur=alur)["mati"]:
            rinci = j.keadaan
            kunci = rinci["state_details"].get("pause_key")
            if rinci["type"] == "PAUSED" and ada_formulir(j.id, kunci):
                break
            j.paksa("CRASHED")
            j.paksa("SCHEDULED", "AwaitingRetry")

    def waktu(self, orang: str) -> datetime:
        """The moment nearest to now whose digits this person did not use yet."""
        from dip.jam import WIB, sekarang
        from dip.totp import DETIK_LANGKAH, langkah, terbakar

        kini = langkah(sekarang())
        with self.pejabat.meja.register.baca() as k:
            bebas = [n for n in range(kini - 3, kini + 4) if not terbakar(k, "UJI", orang, n)]
        n = min(bebas, key=lambda n: (abs(n - kini), n < kini))  # the next one still counts when this one is over
        return datetime.fromtimestamp(n * DETIK_LANGKAH + 15, WIB)

    def totp(self, orang: str, waktu: datetime) -> str:
        return str(self.pejabat.totp[orang].at(waktu))

    def kode(self, orang: str, keputusan: str, alasan: str = "", pintu: int = 0, aman: bool = False) -> str:
        """A code as `dip putuskan` gives it; after a death he simply asks again with his next digits."""
        from dip.putusan import pintu_menunggu

        if not pintu:
            with self.pejabat.meja.register.baca() as k:
                pintu = pintu_menunggu(k, self.pejabat.meja.lembaga)[-1].id

        def isi() -> dict[str, Any]:
            waktu = self.waktu(orang)
            umum = {"pintu": pintu, "pejabat": orang, "keputusan": keputusan, "alasan": alasan}
            return {**umum, "totp": self.totp(orang, waktu), "waktu": waktu.isoformat()}

        hasil = self.sampai_hidup("kode", isi, aman)
        assert "ditolak" not in hasil, hasil
        return hasil

    def putuskan(self, j: Any, orang: str, keputusan: str, alasan: str = "") -> None:
        """One code, one answer, and then whatever happens to the processes that execute the run."""
        kode = self.kode(orang, keputusan, alasan, aman=True)
        assert self.pejabat.jawab(j, keputusan, kode, kerjakan=False) == ""
        self.kerjakan(j)

    def catat(self, orang: str, nomor: str) -> None:
        """A petugas records the signed sheet; after a death he simply does it again."""

        def isi() -> dict[str, Any]:
            waktu = self.waktu(orang)
            umum = {"nomor": nomor, "tempat": "Ujikota", "penandatangan": "sari", "nama_berkas": "pindai.pdf"}
            umum |= {"isi": f"%PDF-1.4 {nomor}", "pencatat": orang, "tanggal": waktu.date().isoformat()}
            return {**umum, "totp": self.totp(orang, waktu), "waktu": waktu.isoformat()}

        assert self.sampai_hidup("dokumen", isi) == ""

    def tindaklanjuti(self, orang: str) -> int:
        """A petugas answers every open line; how many."""
        from dip.edisi import edisi_terbuka
        from dip.lembar_catat import lembar_edisi

        with self.pejabat.meja.register.baca() as k:
            lembar = lembar_edisi(k, edisi_terbuka(k, self.pejabat.meja.lembaga).id)
        terbuka = [b.id for x in lembar for b in x.terbuka]
        for b in terbuka:
            isi = {"baris_id": b, "tindak": "ditolak", "cara": "", "tanggapan": "Data OPD sudah benar, tidak diubah"}
            assert self.sampai_hidup("jawab", lambda isi=isi: {**isi, "oleh": orang}) == ""
        return len(terbuka)


@pytest.fixture(scope="session")
def induk(prefect_server: str, rumah: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Induk]:
    i = Induk(prefect_server, rumah, {"PREFECT_HOME": str(tmp_path_factory.mktemp("pekerja"))})
    yield i
    i.tutup()


@pytest.fixture
def ajal(induk: Induk, kabupaten: Any, pejabat: Any, tmp_path: Path) -> Ajal:
    folder = tmp_path / "mati"
    folder.mkdir()
    folder.with_name("lewat").touch()
    return Ajal(induk, folder, pejabat)


@pytest.fixture
def periksa_utuh(kabupaten: Any) -> Callable[..., None]:
    """One edition, one decision a gate and one code a decision, a whole chain, lawful states, one archive, one release.

    `kode` counts codes issued beyond one a decision, `rilis` the releases.
    """

    def periksa(putusan: list[str] | None = None, *, kode: int = 0, rilis: int = 1, dokumen: int = 0) -> None:
        from dip.jejak import baca_semua, periksa_rantai
        from dip.keadaan import TRANSISI, langkah_edisi, menurut_fakta, posisi
        from dip.register import tabel, tabel_bukti
        from keluaran.arsip import periksa_arsip
        from keluaran.verifikasi import verifikasi
        from tasks.meja import meja_kerja

        meja = meja_kerja()
        with meja.register.baca() as k:
            edisi = k.execute(select(tabel.edisi.c.id, tabel.edisi.c.status)).all()
            diputus = list(k.execute(select(tabel.putusan.c.keputusan).order_by(tabel.putusan.c.id)).scalars())
            rantai = baca_semua(k, "UJI")
            langkah = langkah_edisi(k, 1)
            kini, fakta = posisi(k, 1), menurut_fakta(k, 1)
            status = list(k.execute(select(tabel.terbitan.c.status).order_by(tabel.terbitan.c.id)).scalars())
            surat = list(k.execute(select(tabel_bukti.surat.c.nama)).scalars())
            tercatat = list(k.execute(select(tabel_bukti.dokumen_sah.c.id)).scalars())
        assert [tuple(e) for e in edisi] == [(1, "terbit")]
        assert diputus == (putusan or PUTUSAN_LURUS)
        assert periksa_rantai(rantai) == []
        peristiwa = [json.loads(c.isi) for c in rantai]
        nama = [p["peristiwa"] for p in peristiwa]
        tanda_tangan = sum(p["peristiwa"] == "putusan" and p["data"].get("nomor_kode") is None for p in peristiwa)
        assert nama.count("kode_diterbitkan") == len(diputus) - tanda_tangan + kode
        assert nama.count("putusan") == len(diputus)
        assert nama.count("edisi_dibuka") == nama.count("edisi_ditutup") == 1
        assert nama.count("keadaan") == len(langkah)
        assert nama.count("surat_dibuat") == len(surat) == len(set(surat))
        assert nama.count("dokumen_dicatat") == len(tercatat) == dokumen
        assert nama.count("terbitan_disiapkan") == nama.count("diterbitkan") == rilis
        assert status == ["diganti"] * (rilis - 1) + ["terbit"]
        assert langkah[0].dari == "" and all(x.dari in TRANSISI[x.ke] for x in langkah)
        assert all(a.ke == b.dari for a, b in pairwise(langkah))
        assert kini.keadaan == fakta.keadaan == "DITERBITKAN"
        arsip = list((kabupaten.data / "arsip").glob("*/*"))
        assert [p.name for p in arsip] == ["DIP-UJI-2026-11"]
        assert periksa_arsip(arsip[0]) == []
        assert [h.kunci for h in verifikasi(arsip[0]).hasil if h.status == "gagal"] == []
        bukti = [p.name for p in (arsip[0] / "07-publikasi").iterdir()]
        situs = kabupaten.data / "situs"
        jadi = [p.name for p in (situs / "rilis").iterdir() if not p.name.startswith(".")]
        assert len(jadi) == rilis
        assert sorted(b.partition("-")[0] for b in bukti) == sorted(jadi)
        assert (situs / "kini").resolve().parent == (situs / "rilis").resolve()
        _periksa_kabar(kabupaten.data / "kabar", diputus)

    return periksa


def _periksa_kabar(folder: Path, diputus: list[str]) -> None:
    """Nobody was told twice, and no half message lies about."""
    kunci = [next(b for b in p.read_text().splitlines() if b.startswith("Kunci:")) for p in folder.glob("*.txt")]
    assert len(kunci) == len(set(kunci)) >= len(diputus)
