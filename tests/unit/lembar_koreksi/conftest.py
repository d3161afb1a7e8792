"""A small draft, and a register with an open edition whose PPID returns it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from dip.entri import Asal, Entri, entri_kosong
from dip.jam import WIB
from dip.lembar_catat import buat_lembar
from dip.lembar_koreksi import BarisKoreksi
from dip.pengaturan import Lembaga, Opd, Pejabat, Pengaturan
from dip.pintu import buka_pintu
from dip.register import Register, sisip, tabel
from dip.revisi import BarisPapan, Identitas, Kepala, Perubahan, Revisi, Tanda
from dip.sidik import json_baku, sha256

AWAL = datetime(2026, 11, 12, 9, 0, tzinfo=WIB)
ALASAN = "Tempat pembuatan banyak yang keliru."


def _entri(opd: str, n: int, kode: str = "", **isi: Any) -> Entri:
    asal: Asal = {"berkas": "a" * 64, "nama_berkas": "x.xlsx", "lembar": "S", "baris": n, "sel": {}, "pewaris": {}}
    e = entri_kosong(f"{opd}:0:{n}", opd, asal)
    dasar = {"judul": f"Laporan {n}", "kategori": "berkala", "kategori_teks": "Berkala", "kategori_calon": ["berkala"]}
    return cast(Entri, {**e, "kode": kode, **dasar, **isi})


def _papan(opd: str, nama: str) -> BarisPapan:
    nama_teks = ("edisi_data", "sha_berkas", "sha_isi", "nama_berkas", "sebab", "rincian", "langkah", "skor")
    teks = dict.fromkeys(nama_teks, "")
    angka = dict.fromkeys(("dibaca", "terbit", "ditahan", "dik", "dilewati"), 0)
    return cast(BarisPapan, {"opd": opd, "nama": nama, "hasil": "baru", "temuan": {}, **teks, **angka})


def _revisi() -> Revisi:
    identitas = cast(Identitas, {**dict.fromkeys(Identitas.__annotations__, "x"), "contoh": False})
    kepala = Kepala(
        skema=2, edisi=1, kode="DIP-KTH-2026-11", periode="2026-11", ronde=1, sidik_hidup="", periode_hidup="",
        lembaga=identitas, jumlah={}, blob={}, penjaga={}, skor="",
    )  # fmt: skip
    entri = [
        _entri("DINKES", 1, "KTH-DINKES-0001", tempat="Hijau", bentuk=["cetak", "softcopy"], ringkasan="Dua\nbaris"),
        _entri("DINKES", 2, "KTH-DINKES-0002", tautan=["https://a.go.id/x"], tautan_mentah=["https://a.go.id/x"]),
        _entri("DLH", 1, "KTH-DLH-0001", kategori="serta_merta"),
    ]
    tahan = [
        _entri("DLH", 7, "KTH-DLH-0007", ringkasan="Data NIK 1901015501900002"),
        _entri("DLH", 8, ringkasan="Baris tanpa kode"),
    ]
    dik = [_entri("DINKES", 9, "KTH-DINKES-0009", kategori="dikecualikan", judul="Sangat rahasia")]
    ubah = Perubahan(baru=[], diubah=[], dicabut=[], tetap=0)
    papan = [_papan("DINKES", "Dinas Kesehatan"), _papan("DLH", "Dinas Lingkungan Hidup")]
    return Revisi(sha256(json_baku(kepala)), kepala, entri, [], papan, tahan, dik, ubah)


@pytest.fixture
def revisi() -> Revisi:
    return _revisi()


@pytest.fixture
def ubah() -> Callable[..., Revisi]:
    """`ubah(revisi, kode, **isi)`: the same draft with other values in one row."""

    def buat(r: Revisi, kode: str, **isi: Any) -> Revisi:
        ganti = [cast(Entri, {**e, **isi}) if e["kode"] == kode else e for e in r.entri]
        return replace(r, entri=ganti)

    return buat


@pytest.fixture
def baris() -> Callable[..., BarisKoreksi]:
    """One line; what is not given is empty, but for the reason."""

    def buat(**isi: str) -> BarisKoreksi:
        return BarisKoreksi(**{**dict.fromkeys(BarisKoreksi.__slots__, ""), "alasan": "Salah tulis.", **isi})

    return buat


def _pejabat(kode: str, peran: str) -> Pejabat:
    isi = {"kode": kode, "nama": kode.title(), "peran": peran, "jabatan": "J", "mulai": date(2026, 1, 1)}
    return Pejabat.model_validate(isi)


@dataclass
class Meja:
    """A register in which drafts are returned."""

    register: Register
    pengaturan: Pengaturan
    edisi: int
    waktu: datetime = AWAL

    def pintu(self, ronde: int = 1, peran: str = "ppid") -> int:
        with self.register.tulis() as k:
            return buka_pintu(k, self.edisi, cast(Any, peran), ronde, sha256(f"draf{ronde}".encode()), self.waktu).id

    def putuskan(self, pintu: int, keputusan: str, pejabat: str = "ratna", alasan: str = ALASAN) -> int:
        self.waktu += timedelta(minutes=5)
        tanda = Tanda(pejabat.title(), "", "PPID", "", "", self.waktu.isoformat())
        with self.register.tulis() as k:
            sidik = k.execute(tabel.pintu.select().where(tabel.pintu.c.id == pintu)).one().sidik
            return sisip(
                k, tabel.putusan, pintu=pintu, pejabat=pejabat, keputusan=keputusan, alasan=alasan, sidik=sidik,
                waktu=self.waktu.isoformat(), tanda=json_baku(asdict(tanda)).decode(), catatan="",
            )  # fmt: skip

    def kembalikan(self, *baris: BarisKoreksi, ronde: int = 1) -> int:
        """Return the draft of a ronde with these lines; the sheet's id."""
        putusan = self.putuskan(self.pintu(ronde), "kembalikan")
        with self.register.tulis() as k:
            return buat_lembar(k, putusan, self.edisi, baris, ALASAN, self.waktu)

    def tutup(self) -> None:
        with self.register.tulis() as k:
            k.execute(tabel.edisi.update().values(status="dibatalkan", kunci_terbuka=None))


@pytest.fixture
def pengaturan(tmp_path: Path) -> Pengaturan:
    lembaga = Lembaga(kode="KTH", nama="Kabupaten", nama_pendek="Kab.", ibu_kota="Hijau", unit_ppid="Diskominfo")
    pejabat = (_pejabat("wulan", "petugas"), _pejabat("ratna", "ppid"), _pejabat("surya", "atasan"))
    opd = tuple(Opd(kode=k, nama=n) for k, n in (("DINKES", "Dinas Kesehatan"), ("DLH", "Dinas Lingkungan Hidup")))
    return Pengaturan(folder=tmp_path, lembaga=lembaga, pejabat=pejabat, opd=opd, tujuan=())


@pytest.fixture
def meja(alamat_register: str, pengaturan: Pengaturan) -> Iterator[Meja]:
    """On SQLite and on PostgreSQL."""
    register = Register(alamat_register)
    with register.tulis() as k:
        edisi = sisip(
            k, tabel.edisi, lembaga="KTH", periode="2026-11", kode="DIP-KTH-2026-11", status="terbuka",
            pemilik="run-1", dibuka=AWAL.isoformat(), kunci_terbuka="KTH",
        )  # fmt: skip
    yield Meja(register, pengaturan, edisi)
    register.tutup()
