"""A small regency, its editions on a real Prefect server, and a worker's work done in this process."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from flows.sistem import sampai

LEMBAGA = """\
kode: UJI
nama: Pemerintah Kabupaten Uji
nama_pendek: Kabupaten Uji
ibu_kota: Ujikota
unit_ppid: Dinas Komunikasi
cara_meminta: Datang ke meja layanan informasi.
kebijakan: {izinkan_alamat_lokal: true%s}
"""

PEJABAT = """\
pejabat:
  - {kode: tuti, nama: Tuti Petugas, peran: petugas, jabatan: Pranata Humas, mulai: 2020-01-01}
  - {kode: pandu, nama: Pandu Kepala, peran: ppid, jabatan: Kepala Dinas, mulai: 2020-01-01}
  - {kode: sari, nama: Sari Sekretaris, peran: atasan, jabatan: Sekretaris Daerah, mulai: 2020-01-01}
"""

KEPALA = (
    "No;Judul Informasi;Ringkasan Isi Informasi;Kategori;Pejabat yang Menguasai Informasi;"
    "Penanggung Jawab Pembuatan Informasi;Waktu dan Tempat Pembuatan;Bentuk Informasi;Retensi Arsip;Tautan\n"
)


def tabel(*judul: str, kategori: str = "Berkala") -> str:
    """A clean semicolon table with one row per title."""
    baris = [
        f"{n};{j};Memuat {j.lower()} secara lengkap;{kategori};Sekretaris Dinas;Kepala Subbagian;"
        f"Ujikota, 2026;Softcopy;5 tahun;https://uji.go.id/{n}.pdf\n"
        for n, j in enumerate(judul, 1)
    ]
    return KEPALA + "".join(baris)


@dataclass
class Kabupaten:
    """A settings folder with folder offices; `kirim` drops a file as an office would."""

    akar: Path
    opd: list[str] = field(default_factory=lambda: ["DINA", "DINB", "DINC"])
    kebijakan: str = ""

    @property
    def data(self) -> Path:
        return self.akar / "data"

    def pasang(self) -> None:
        p = self.akar / "pengaturan"
        (p / "opd").mkdir(parents=True, exist_ok=True)
        (p / "tujuan").mkdir(exist_ok=True)
        (p / "lembaga.yml").write_text(LEMBAGA % self.kebijakan)
        (p / "pejabat.yml").write_text(PEJABAT)
        (p / "tujuan" / "situs.yml").write_text("jenis: folder\nnama: situs\nfolder: situs\n")
        for o in self.opd:
            isi = f"kode: {o}\nnama: Dinas {o.removeprefix('DIN')}\nsumber: {{jenis: folder, folder: {o.lower()}}}\n"
            (p / "opd" / f"{o.lower()}.yml").write_text(isi)
            (self.data / "masuk" / o.lower()).mkdir(parents=True, exist_ok=True)

    def kirim(self, opd: str, isi: str, nama: str = "dip.csv") -> None:
        berkas = self.data / "masuk" / opd.lower() / nama
        berkas.write_text(isi, encoding="utf-8")
        lama = time.time() - 60  # a finished upload, not one still being written
        os.utime(berkas, (lama, lama))


@pytest.fixture
def kabupaten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kabupaten]:
    k = Kabupaten(tmp_path)
    k.pasang()
    monkeypatch.setenv("DIP_DATA", str(k.data))
    monkeypatch.setenv("DIP_PENGATURAN", str(tmp_path / "pengaturan"))
    monkeypatch.delenv("DIP_MASUK", raising=False)
    from tasks.meja import meja_kerja

    meja_kerja.cache_clear()
    yield k
    meja_kerja.cache_clear()


class Jalan:
    """One flow run, executed in this process the way a worker would, and answered through the real API."""

    def __init__(self, url: str, alur: Any, **parameter: Any) -> None:
        from prefect.deployments import run_deployment

        self.url, self.alur = url, alur
        nomor = alur.to_deployment("uji").apply()
        self.id = str(run_deployment(nomor, parameters=parameter, timeout=0, as_subflow=False).id)

    def kerjakan(self) -> Jalan:
        """What a worker does when it picks the run up."""
        from prefect.client.orchestration import get_client
        from prefect.flow_engine import run_flow
        from prefect.states import Pending

        with get_client(sync_client=True) as c:
            c.set_flow_run_state(self.id, Pending())
            fr = c.read_flow_run(self.id)
        try:
            run_flow(self.alur, flow_run=fr, parameters=fr.parameters, return_type="state")
        except BaseException as e:
            if type(e).__name__ != "Pause":
                raise
        return self

    @property
    def keadaan(self) -> dict[str, Any]:
        return self.minta("GET", f"/flow_runs/{self.id}")["state"]

    @property
    def nama(self) -> str:
        return str(self.keadaan["name"])

    def minta(self, cara: str, jalan: str, isi: Any = None) -> Any:
        """Ask Prefect; its SQLite answers 503 now and then, so that is asked again."""
        jawab: list[httpx.Response] = []

        def dijawab() -> bool:
            jawab.append(httpx.request(cara, self.url + jalan, json=isi, timeout=120, verify=False))
            return jawab[-1].status_code != 503

        sampai(dijawab, 120, sebab=f"503 terus: {jalan}")
        return jawab[-1].json() if jawab[-1].content else None

    def paksa(self, jenis: str, nama: str | None = None, force: bool = True) -> None:
        """Somebody with access to the API forces a state."""
        self.minta("POST", f"/flow_runs/{self.id}/set_state", {"force": force, "state": {"type": jenis, "name": nama}})

    def isian(self) -> list[dict[str, Any]]:
        return self.minta("POST", f"/flow_runs/{self.id}/input/filter", {"prefix": "", "limit": 200})

    def formulir(self) -> str:
        """Text above the newest form."""
        baris = sorted((i for i in self.isian() if i["key"].endswith("description")), key=lambda i: i["created"])
        return str(json.loads(baris[-1]["value"]))


@pytest.fixture
def jalan(prefect_server: str, kabupaten: Kabupaten) -> Callable[..., Jalan]:
    """Starts an edition for a periode."""
    from flows.edisi_bulanan import edisi_bulanan

    return lambda periode="2026-11", alur=edisi_bulanan, **p: Jalan(
        prefect_server, alur, **({"periode": periode} if alur is edisi_bulanan else p)
    )


class Pejabat:
    """The officials of the small regency with real authenticators in a test's hands."""

    def __init__(self) -> None:
        import pyotp

        from dip.jam import sekarang
        from dip.pejabat import daftarkan, konfirmasi
        from tasks.meja import meja_kerja

        self.meja = meja_kerja()
        alat, lalu = (self.meja.register, self.meja.brankas, self.meja.pengaturan), sekarang() - timedelta(minutes=10)
        self.totp = {}
        for kode in ("tuti", "pandu", "sari"):
            baru = daftarkan(*alat, kode, lalu)
            self.totp[kode] = pyotp.parse_uri(baru.uri)
            konfirmasi(*alat, baru, self.totp[kode].at(lalu), lalu)
        self._detik = dict.fromkeys(self.totp, 0)

    def kode(self, pejabat: str, keputusan: str, alasan: str = "") -> str:
        """A kode persetujuan for the gate that waits now."""
        from dip.jam import sekarang
        from dip.putusan import Tolakan, pintu_menunggu, terbitkan_kode

        with self.meja.register.baca() as k:
            pintu = pintu_menunggu(k, self.meja.lembaga)[-1]
        saat = sekarang()
        hasil = terbitkan_kode(
            self.meja.register,
            self.meja.brankas,
            self.meja.pengaturan,
            pintu=pintu.id,
            pejabat=pejabat,
            keputusan=keputusan,
            alasan=alasan,
            totp=self.angka(pejabat, saat),
            waktu=saat,
        )
        assert not isinstance(hasil, Tolakan), hasil
        return hasil.kode

    def angka(self, pejabat: str, saat: datetime) -> str:
        """Digits of his authenticator that count at this moment and half a minute later, and were not used yet.

        Tests are faster than people: where both are spent, it is as if minutes had passed for his authenticator.
        """
        from sqlalchemy import delete

        from dip.register.tabel import langkah_totp
        from dip.totp import langkah, terbakar

        kini = langkah(saat)
        with self.meja.register.tulis() as k:
            bebas = [n for n in (kini, kini + 1) if not terbakar(k, self.meja.lembaga, pejabat, n)]
            if not bebas:
                k.execute(delete(langkah_totp).where(langkah_totp.c.pejabat == pejabat))
        return str(self.totp[pejabat].generate_otp((bebas or [kini])[0]))

    def jawab(self, j: Jalan, keputusan: str, kode: str, catatan: str = "", kerjakan: bool = True) -> str:
        """Press Resume with these answers; the worker then goes on."""
        from dip.protokol import Jawaban
        from dip.putusan import pintu_menunggu
        from tasks.lanjutkan import lanjutkan

        with self.meja.register.baca() as k:
            pintu = pintu_menunggu(k, self.meja.lembaga)[-1]
        sebab = lanjutkan(self.meja, pintu.id, Jawaban(keputusan, kode, catatan))
        if not sebab and kerjakan:
            j.kerjakan()
        return sebab

    def putuskan(self, j: Jalan, pejabat: str, keputusan: str, alasan: str = "") -> None:
        assert self.jawab(j, keputusan, self.kode(pejabat, keputusan, alasan)) == ""

    def tindaklanjuti(self, j: Jalan, tanggapan: str = "Sudah diperbaiki OPD dan diperiksa petugas") -> int:
        """The petugas answers every open line of the edition; how many."""
        from dip.edisi import edisi_terbuka
        from dip.jam import sekarang
        from dip.lembar_catat import jawab, lembar_edisi

        meja = self.meja
        with meja.register.baca() as k:
            edisi = edisi_terbuka(k, meja.lembaga)
            terbuka = [b for x in lembar_edisi(k, edisi.id) for b in x.terbuka]
        for b in terbuka:
            isi = {"tindak": "dipenuhi", "cara": "sumber", "tanggapan": tanggapan, "oleh": "tuti"}
            assert jawab(meja.register, meja.pengaturan, baris_id=b.id, **isi, waktu=sekarang()) is None
        return len(terbuka)

    def terbitkan(self, j: Jalan) -> None:
        """The straight way through the three gates."""
        self.putuskan(j, "tuti", "ajukan")
        self.putuskan(j, "pandu", "setujui")
        self.putuskan(j, "sari", "sahkan")


@pytest.fixture
def pejabat(kabupaten: Kabupaten) -> Pejabat:
    return Pejabat()


@pytest.fixture(name="tabel")
def _tabel() -> Callable[..., str]:
    return tabel
