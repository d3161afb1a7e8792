"""A small institution whose officials enrol, lose phones and log in; time moves by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pyotp
import pytest

from dip.jam import WIB
from dip.jejak import baca_semua, periksa_rantai
from dip.pejabat import Pendaftaran, Perubahan, daftarkan, konfirmasi
from dip.pengaturan import Lembaga, Pejabat, Pengaturan
from dip.rahasia import Brankas
from dip.register import Register, sisip, tabel
from dip.tolakan import Tolakan
from dip.totp import langkah, periksa_totp

AWAL = datetime(2026, 11, 2, 9, 0, 5, tzinfo=WIB)


def _pejabat(kode: str, peran: str, nip: str = "", nama: str = "", sampai: date | None = None) -> Pejabat:
    isi = {"kode": kode, "nama": nama or kode.title(), "peran": peran, "jabatan": f"Jabatan {kode}", "nip": nip}
    return Pejabat.model_validate({**isi, "surel": f"{kode}@contoh.go.id", "mulai": date(2026, 1, 1), "sampai": sampai})


PEJABAT = (
    _pejabat("wulan", "petugas", "199001012015032001"),
    _pejabat("bima", "petugas", "199001012015032009"),
    _pejabat("ratna", "ppid", "197505052000032002"),
    _pejabat("bima-ppid", "ppid", "199001012015032009", "Bima Kedua"),
    _pejabat("surya", "atasan", "196808081995031003", "Drs. Surya Adi, M.Si."),
    _pejabat("surya-plh", "ppid", "", "SURYA ADI"),
    _pejabat("plh", "atasan", "", sampai=date(2026, 11, 2)),
    _pejabat("pandu", "tim_pertimbangan", "196808081995031007"),
    _pejabat("ratna", "tim_pertimbangan", "197505052000032002"),
)


@dataclass
class Balai:
    """The institution; `alat` are the first arguments of everything, `rahasia` what stands in the phones."""

    register: Register
    brankas: Brankas
    pengaturan: Pengaturan
    edisi: int
    waktu: datetime = AWAL
    rahasia: dict[str, str] = field(default_factory=dict)

    @property
    def alat(self) -> tuple[Register, Brankas, Pengaturan]:
        return self.register, self.brankas, self.pengaturan

    def maju(self, **lama: float) -> None:
        self.waktu += timedelta(**lama)

    def pindai(self, baru: object) -> str:
        """What a phone takes from the QR code."""
        assert isinstance(baru, Pendaftaran), baru
        return pyotp.parse_uri(baru.uri).secret

    def angka(self, rahasia: str, geser: int = 0) -> str:
        return pyotp.TOTP(rahasia).generate_otp(langkah(self.waktu) + geser)

    def totp(self, kode: str, geser: int = 0) -> str:
        return self.angka(self.rahasia[kode], geser)

    def ngawur(self, kode: str) -> str:
        """Digits that fit none of the steps that count."""
        benar = {self.totp(kode, g) for g in (-1, 0, 1)}
        return next(f"{n:06d}" for n in range(9) if f"{n:06d}" not in benar)

    def pasang(self, *kode: str) -> None:
        """Enrol and confirm; a step later the digits are fresh again."""
        for siapa in kode:
            self.pastikan(daftarkan(*self.alat, siapa, self.waktu))
        self.maju(seconds=60)

    def pastikan(self, baru: object) -> Perubahan:
        """Confirm an enrolment with the digits of the phone that scanned it."""
        rahasia = self.pindai(baru)
        hasil = konfirmasi(*self.alat, baru, self.angka(rahasia), self.waktu)  # type: ignore[arg-type] # pindai asserts it
        assert isinstance(hasil, Perubahan), hasil
        self.rahasia[hasil.pejabat] = rahasia
        return hasil

    def coba(self, kode: str, totp: str, pintu: int = 1, waktu: datetime | None = None) -> Tolakan | None:
        """One try of six digits at a gate."""
        with self.register.tulis() as k:
            return periksa_totp(
                k,
                self.brankas,
                self.pengaturan.lembaga,
                pejabat=kode,
                totp=totp,
                pintu=pintu,
                waktu=waktu or self.waktu,
            )

    def kode_hidup(self, kode: str, pintu: int) -> None:
        """An unspent kode persetujuan."""
        with self.register.tulis() as k:
            isi = {"keputusan": "ajukan", "alasan": "", "sidik_alasan": "", "diterbitkan": self.waktu.isoformat()}
            sisip(k, tabel.kode, pintu=pintu, pejabat=kode, nomor=1, **isi)

    def pintu(self, peran: str = "petugas") -> int:
        with self.register.tulis() as k:
            isi = {"ronde": 1, "sidik": "0" * 64, "dibuka": self.waktu.isoformat()}
            return sisip(k, tabel.pintu, edisi=self.edisi, peran=peran, **isi)

    def jejak(self) -> list[dict[str, Any]]:
        """The journal, oldest first; its chain must hold."""
        with self.register.baca() as k:
            catatan = baca_semua(k, "KTH")
        assert periksa_rantai(catatan) == []
        return [orjson.loads(c.isi) for c in catatan]

    def baris(self, t: Any) -> list[Any]:
        with self.register.baca() as k:
            return list(k.execute(t.select()))


@pytest.fixture
def bangun(tmp_path: Path) -> Callable[[str], Balai]:
    """Makes the institution in a register."""

    def jadikan(alamat: str) -> Balai:
        lembaga = Lembaga(kode="KTH", nama="Tanah Hijau", nama_pendek="KTH", ibu_kota="Hijau", unit_ppid="Diskominfo")
        pengaturan = Pengaturan(folder=tmp_path, lembaga=lembaga, pejabat=PEJABAT, opd=(), tujuan=())
        register = Register(alamat)
        with register.tulis() as k:
            isi = {"periode": "2026-11", "kode": "DIP-KTH-2026-11", "status": "terbuka", "pemilik": "run-1"}
            edisi = sisip(k, tabel.edisi, lembaga="KTH", dibuka=AWAL.isoformat(), kunci_terbuka="KTH", **isi)
        return Balai(register, Brankas(tmp_path / "rahasia"), pengaturan, edisi)

    return jadikan


@pytest.fixture
def balai(bangun: Callable[[str], Balai], alamat_register: str) -> Iterator[Balai]:
    """The institution, on SQLite and on PostgreSQL; nobody is enrolled yet."""
    b = bangun(alamat_register)
    yield b
    b.register.tutup()
