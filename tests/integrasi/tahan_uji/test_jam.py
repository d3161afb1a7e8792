"""A clock that jumps: the journal says so, nobody is locked out by it, nothing is refused for ever."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pyotp
import pytest

from dip import jejak
from dip.jam import WIB
from dip.muat import muat_pengaturan
from dip.pejabat import daftarkan, konfirmasi
from dip.pengaturan import Pengaturan
from dip.rahasia import Brankas
from dip.register import Register, sisip, tabel
from dip.tolakan import Tolakan
from dip.totp import MASUK, buat_alamat_sekali, periksa_totp

SAAT = datetime(2026, 11, 2, 9, 0, tzinfo=WIB)
TAHUN = timedelta(days=365)


class Kantor:
    """One official with his authenticator."""

    def __init__(self, folder: Path, pengaturan: Pengaturan) -> None:
        self.register = Register.di_berkas(folder / "r.db")
        self.brankas, self.pengaturan = Brankas(folder / "rahasia"), pengaturan
        self.kode = next(p.kode for p in pengaturan.pemegang("ppid", SAAT))
        alat = (self.register, self.brankas, pengaturan)
        baru = daftarkan(*alat, self.kode, SAAT)
        self.totp = pyotp.parse_uri(baru.uri)
        konfirmasi(*alat, baru, self.totp.at(SAAT), SAAT)

    def coba(self, waktu: datetime, angka: str = "") -> str:
        with self.register.tulis() as k:
            hasil = periksa_totp(
                k, self.brankas, self.pengaturan.lembaga, pejabat=self.kode, totp=angka or self.totp.at(waktu),
                pintu=MASUK, waktu=waktu,
            )  # fmt: skip
        return hasil.sebab if hasil else ""

    def catat(self, waktu: datetime) -> dict[str, object]:
        with self.register.tulis() as k:
            jejak.catat(k, "UJI", "uji", waktu=waktu, pelaku="sistem", data={"n": 1})
            return dict(json.loads(jejak.baca_semua(k, "UJI")[-1].isi)["data"])


@pytest.fixture
def kantor(tmp_path: Path, rumah: Path) -> Iterator[Kantor]:
    k = Kantor(tmp_path, muat_pengaturan(rumah / "sumber" / "contoh"))
    yield k
    k.register.tutup()


def test_the_journal_says_when_a_clock_was_put_back(kantor: Kantor) -> None:
    assert kantor.catat(SAAT) == kantor.catat(SAAT + TAHUN) == {"n": 1}
    assert kantor.catat(SAAT) == {"n": 1, "jam_mundur": 365 * 86400}
    assert kantor.catat(SAAT - timedelta(seconds=90)) == {"n": 1}  # two machines, two clocks
    with kantor.register.baca() as k:
        assert jejak.periksa_rantai(jejak.baca_semua(k, "UJI"), lembaga="UJI") == []


def test_the_authenticator_after_a_jump_and_back(kantor: Kantor) -> None:
    kini = SAAT + timedelta(minutes=5)
    assert kantor.coba(kini + TAHUN) == ""
    assert kantor.coba(kini) == ""  # burnt is only what was used, never "later than the last"
    assert kantor.coba(kini) == "totp_terpakai"
    assert kantor.coba(kini - TAHUN) == ""
    assert kantor.coba(kini + timedelta(seconds=60)) == ""


def test_wrong_tries_of_the_future_make_nobody_wait_for_it(kantor: Kantor) -> None:
    for menit in range(3):
        assert kantor.coba(SAAT + TAHUN + timedelta(hours=menit), "000000") == "salah_totp"
    assert kantor.coba(SAAT + timedelta(minutes=5)) == ""


def test_an_address_made_in_the_future_does_not_hold_back_the_next(kantor: Kantor) -> None:
    with kantor.register.tulis() as k:
        edisi = sisip(k, tabel.edisi, lembaga="KTH", periode="", kode="", status="", pemilik="", dibuka="")
        pintu = sisip(k, tabel.pintu, edisi=edisi, peran="ppid", ronde=1, sidik="", dibuka="")
    alat = {"pintu": pintu, "pejabat": kantor.kode}
    for waktu in (SAAT + TAHUN, SAAT):
        assert not isinstance(buat_alamat_sekali(kantor.register, kantor.pengaturan, **alat, waktu=waktu), Tolakan)
    lagi = buat_alamat_sekali(kantor.register, kantor.pengaturan, **alat, waktu=SAAT + timedelta(minutes=1))
    assert isinstance(lagi, Tolakan)
