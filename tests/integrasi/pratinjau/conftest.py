"""A preview served by uvicorn on a free port, with a draft that holds what a page can show, some of it hostile."""

from __future__ import annotations

import inspect
import re
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import httpx
import pyotp
import pytest
import uvicorn

from dip.entri import Entri, entri_kosong
from dip.jam import WIB
from dip.pejabat import daftarkan, konfirmasi
from dip.pengaturan import Lembaga, Pejabat, Pengaturan
from dip.protokol import Jawaban
from dip.putusan import Pintu, buka_pintu
from dip.rahasia import Brankas
from dip.register import Register, sisip, tabel, tabel_bukti
from dip.revisi import BarisPapan, Revisi
from dip.sidik import sha256
from dip.temuan import Temuan
from dip.totp import langkah
from flows.sistem import sampai
from keluaran.kabar import Pesan
from keluaran.pratinjau import Layanan, alamat_draf, buat_aplikasi
from sumber.baca_koreksi import baca_langsung

SERANGAN = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title><script>alert(1)</script>",
    "{{7*7}}{% raw %}",
    "' autofocus onfocus='alert(1)",
    "\u202egnp.exe",
]
NIK = "1901234506780001"


def _entri(opd: str, n: int, judul: str, **lain: Any) -> Entri:
    asal = {
        "berkas": "0" * 64,
        "nama_berkas": f"dip-{opd}.xlsx",
        "lembar": "Sheet1",
        "baris": n + 5,
        "sel": {},
        "pewaris": {},
    }
    e = entri_kosong(f"{opd}:0:{n}", opd, cast(Any, asal))
    isi = {
        "kode": f"KTH-{opd}-{n:04d}",
        "judul": judul,
        "ringkasan": judul,
        "kategori": "berkala",
        "penanggung_jawab": "Sekretaris Dinas",
        "waktu_teks": "2026",
        "edisi_data": "2026-11",
    }
    return cast(Entri, {**e, **isi, **lain})


def _papan(opd: str, nama: str, hasil: str = "baru", edisi: str = "2026-11", **lain: Any) -> BarisPapan:
    kosong = dict.fromkeys(("sha_berkas", "nama_berkas", "sebab", "rincian", "langkah", "skor"), "")
    dasar = {**kosong, "dibaca": 3, "terbit": 3, "ditahan": 0, "dik": 0, "dilewati": 0, "temuan": {}}
    return cast(BarisPapan, {"opd": opd, "nama": nama, "hasil": hasil, "edisi_data": edisi, **dasar, **lain})


def buat_revisi(sidik: str, banyak: int = 3) -> Revisi:
    """A draft with everything a page can show, some of it hostile."""
    entri = [_entri("DINKES", n, f"Profil kesehatan bagian {n}") for n in range(1, banyak + 1)]
    entri += [
        _entri("DISDIK", n, s, ringkasan=f"Ringkasan {s}", tautan=["javascript:alert(1)"])
        for n, s in enumerate(SERANGAN)
    ]
    entri[0]["tautan"] = ["https://ppid.example.go.id/profil.pdf"]
    ditahan = [_entri("DINKES", 9090, f"Daftar penerima NIK {NIK}")]
    temuan = [
        Temuan("DIP-017", opd="DINKES", berkas="dip-DINKES.xlsx", baris=7, entri=entri[0]["id_baris"]),
        Temuan(
            "PDP-001", opd="DINKES", baris=95, entri=ditahan[0]["id_baris"], parameter={"samar": "1901••••••••0001"}
        ),
        Temuan("DIP-016", opd="DISDIK", baris=6, entri=entri[-1]["id_baris"], parameter={"waktu": SERANGAN[0]}),
    ]
    lembaga = {
        "kode": "KTH",
        "nama": "Pemerintah Kabupaten Tanah Hijau",
        "nama_pendek": "Kab. Tanah Hijau",
        "ibu_kota": "Hijau",
        "unit_ppid": "Dinas Komunikasi dan Informatika",
        "alamat": "Jalan Merdeka 1",
        "laman": "",
        "surel": "",
        "telepon": "",
        "cara_meminta": "",
        "contoh": True,
    }
    kepala = {
        "skema": 1,
        "edisi": 1,
        "kode": "DIP-KTH-2026-11",
        "periode": "2026-11",
        "ronde": 1,
        "sidik_hidup": "a" * 64,
        "periode_hidup": "2026-10",
        "lembaga": lembaga,
        "jumlah": {},
        "blob": {},
        "penjaga": {},
        "skor": "",
    }
    return Revisi(
        sidik=sidik,
        kepala=cast(Any, kepala),
        entri=entri,
        temuan=temuan,
        papan=[
            _papan("DINKES", "Dinas Kesehatan", ditahan=1),
            _papan("DISDIK", "Dinas Pendidikan", "tetap"),
            _papan("DISHUB", "Dinas Perhubungan", "gagal", "2026-10", sebab="TARIK-WAKTU", rincian="30"),
            _papan("BKD", "Badan Kepegawaian", "belum_ada", ""),
        ],
        ditahan=ditahan,
        dik=[_entri("DINKES", 9091, "Rekam medis pasien rahasia", kategori="dikecualikan")],
        perubahan={
            "baru": [entri[1]["kode"]],
            "diubah": [
                {
                    "kode": entri[0]["kode"],
                    "opd": "DINKES",
                    "judul": entri[0]["judul"],
                    "kolom": {"judul": ["Lama", SERANGAN[1]]},
                }
            ],
            "dicabut": [{"kode": "KTH-DINKES-0999", "opd": "DINKES", "judul": f"Data NIK {NIK}", "kolom": {}}],
            "tetap": 7,
        },
    )


def _pejabat(kode: str, peran: str) -> Pejabat:
    isi = {
        "kode": kode,
        "nama": f"Ibu {kode.title()}",
        "peran": peran,
        "jabatan": f"Jabatan {peran}",
        "mulai": date(2026, 1, 1),
    }
    return Pejabat.model_validate({**isi, "surel": f"{kode}@example.go.id"})


DI_GERBANG = {"petugas": "DRAF_SOFTFILE", "ppid": "DIAJUKAN_KE_PPID", "atasan": "DIAJUKAN_KE_ATASAN"}


def _tempatkan(k: Any, edisi: int, peran: str, waktu: datetime) -> None:
    """Put the edition where the flow would have brought it before this gate opens (dip.keadaan)."""
    t = tabel_bukti.keadaan
    urut = 1 + len(k.execute(t.select().where(t.c.edisi == edisi)).all())
    isi = {"edisi": edisi, "urut": urut, "dari": "uji", "ke": DI_GERBANG[peran], "ronde": 1}
    k.execute(t.insert().values(**isi, waktu=waktu.isoformat(), pelaku="sistem", peran="", bukti="{}"))


@dataclass
class Panggung:
    """A running preview, its register, and a clock moved by hand."""

    register: Register
    brankas: Brankas
    pengaturan: Pengaturan
    alamat: str
    edisi: int
    waktu: datetime = datetime(2026, 11, 2, 9, 0, 5, tzinfo=WIB)
    rahasia: dict[str, str] = field(default_factory=dict)
    kiriman: list[tuple[int, Jawaban]] = field(default_factory=list)
    pesan: list[Pesan] = field(default_factory=list)
    berkas: dict[str, bytes] = field(default_factory=dict)
    jawab: str = ""
    banyak: int = 3
    draf: dict[str, Revisi] = field(default_factory=dict)
    server: uvicorn.Server | None = None

    def terkabar(self) -> list[Pesan]:
        """The messages sent, once the server has done what it does after its answers (uvicorn's tasks hold both)."""
        sampai(lambda: self.server is not None and not self.server.server_state.tasks, 60, sebab="server belum selesai")
        return self.pesan

    def pintu(self, peran: str, ronde: int = 1, sidik: str = sha256(b"draf")) -> Pintu:
        with self.register.tulis() as k:
            _tempatkan(k, self.edisi, peran, self.waktu)
            return buka_pintu(k, self.edisi, cast(Any, peran), ronde, sidik, self.waktu)

    def muat(self, sidik: str) -> Revisi:
        return self.draf.get(sidik) or buat_revisi(sidik, self.banyak)

    def tautan(self, pintu: Pintu, hari: int = 60) -> str:
        return alamat_draf(self.brankas, self.alamat, pintu, self.waktu, hari)

    def totp(self, kode: str) -> str:
        return pyotp.TOTP(self.rahasia[kode]).generate_otp(langkah(self.waktu))

    def ngawur(self, kode: str) -> str:
        """Digits that are not his, at this moment or a step from it."""
        dekat = {pyotp.TOTP(self.rahasia[kode]).generate_otp(langkah(self.waktu) + g) for g in range(-2, 4)}
        return next(a for a in map("{:06d}".format, range(9)) if a not in dekat)

    def lanjutkan(self, pintu: int, jawaban: Jawaban) -> str:
        self.kiriman.append((pintu, jawaban))
        return self.jawab

    def putuskan(self, pintu: Pintu, orang: str, putus: str, **lain: str) -> httpx.Response:
        """Post the decision form with the right digits of a fresh step; `lain` replaces single fields."""
        self.waktu += timedelta(seconds=30)
        isi = {"pejabat": orang, "keputusan": putus, "alasan": "", "totp": self.totp(orang), **lain}
        return httpx.post(f"{self.tautan(pintu)}/putuskan", data=isi)


@pytest.fixture(autouse=True)
def _sabar(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page may take a minute: how fast a machine is decides nothing."""
    monkeypatch.setattr(inspect.signature(httpx.get).parameters["timeout"].default, "read", 60.0)


@pytest.fixture
def panggung(tmp_path: Path) -> Iterator[Panggung]:
    """The preview served by uvicorn on a free port."""
    register = Register.di_berkas(tmp_path / "register.db")
    lembaga = Lembaga(
        kode="KTH", nama="Kabupaten Tanah Hijau", nama_pendek="KTH", ibu_kota="Hijau", unit_ppid="Diskominfo",
        contoh=True,
    )  # fmt: skip
    pejabat = (_pejabat("wulan", "petugas"), _pejabat("ratna", "ppid"), _pejabat("surya", "atasan"))
    pengaturan = Pengaturan(folder=tmp_path, lembaga=lembaga, pejabat=pejabat, opd=(), tujuan=())
    colok = socket.create_server(("127.0.0.1", 0))
    with register.tulis() as k:
        edisi = sisip(
            k,
            tabel.edisi,
            lembaga="KTH",
            periode="2026-11",
            kode="DIP-KTH-2026-11",
            status="terbuka",
            pemilik="run-1",
            dibuka="2026-11-01T06:00:00+07:00",
            kunci_terbuka="KTH",
        )
    p = Panggung(register, Brankas(tmp_path / "r"), pengaturan, f"http://127.0.0.1:{colok.getsockname()[1]}", edisi)
    for o in pejabat:
        kini = p.waktu - timedelta(minutes=10)
        baru = daftarkan(register, p.brankas, pengaturan, o.kode, kini)
        p.rahasia[o.kode] = pyotp.parse_uri(baru.uri).secret
        konfirmasi(register, p.brankas, pengaturan, baru, pyotp.TOTP(p.rahasia[o.kode]).at(kini), kini)
    layanan = Layanan(
        register=register,
        brankas=p.brankas,
        pengaturan=lambda: p.pengaturan,
        muat_revisi=p.muat,
        lanjutkan=p.lanjutkan,
        kabari=p.pesan.append,
        jam=lambda: p.waktu,
        alamat=p.alamat,
        alamat_prefect=lambda pintu: f"http://127.0.0.1:4200/runs/{pintu}",
        baca_koreksi=lambda isi, _nama: baca_langsung(isi),
        folder_pengaturan=tmp_path / "pengaturan",
        baca_berkas=lambda sha: p.berkas[sha],
    )
    p.server = uvicorn.Server(uvicorn.Config(buat_aplikasi(layanan), log_level="warning", access_log=False))
    utas = threading.Thread(target=p.server.run, kwargs={"sockets": [colok]}, daemon=True)
    utas.start()
    yield p
    p.server.should_exit = True
    utas.join(timeout=60)
    register.tutup()


@pytest.fixture
def baca_kode() -> Callable[[httpx.Response], str]:
    """The kode persetujuan on a page."""

    def cari(r: httpx.Response) -> str:
        m = re.search(r"<output>([A-Z2-9-]{11})</output>", r.text)
        assert m is not None, r.text
        return m.group(1)

    return cari


@pytest.fixture
def serangan() -> list[str]:
    """Cell contents that must come out as plain text."""
    return SERANGAN
