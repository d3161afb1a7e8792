"""Six digits: right once, delayed when wrong, and never a way for strangers to lock an official out."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from dip.jejak import baca_semua
from dip.putusan import KodeTerbit, Tolakan, buat_alamat_sekali
from dip.register import tabel
from dip.totp import tunda_detik


def sebab(hasil: object) -> str:
    return hasil.sebab if isinstance(hasil, Tolakan) else ""


@pytest.fixture
def pintu(sidang: Any) -> Any:
    return sidang.pintu("petugas")


def salah(sidang: Any, pintu: Any, token: str = "") -> Tolakan:
    """One try with digits that fit none of the three steps."""
    benar = {sidang.totp("wulan", g) for g in (-1, 0, 1)}
    ngawur = next(f"{n:06d}" for n in range(9) if f"{n:06d}" not in benar)
    hasil = sidang.minta(pintu, "wulan", "ajukan", totp=ngawur, token=token)
    assert isinstance(hasil, Tolakan)
    return hasil


def test_replay_of_used_digits(sidang: Any, pintu: Any) -> None:
    angka = sidang.totp("wulan")
    assert isinstance(sidang.minta(pintu, "wulan", "ajukan", totp=angka), KodeTerbit)
    ulang = sidang.minta(pintu, "wulan", "ajukan", totp=angka)
    assert sebab(ulang) == "totp_terpakai"
    assert 0 < ulang.tunggu_detik <= 30
    sidang.maju(seconds=30)
    assert sebab(sidang.minta(pintu, "wulan", "ajukan", totp=angka)) == "totp_terpakai"
    assert isinstance(sidang.minta(pintu, "wulan", "ajukan"), KodeTerbit)


@pytest.mark.parametrize(("geser", "boleh"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_one_step_either_side_counts(sidang: Any, pintu: Any, geser: int, boleh: bool) -> None:
    assert isinstance(sidang.minta(pintu, "wulan", "ajukan", totp=sidang.totp("wulan", geser)), KodeTerbit) is boleh


def test_a_later_step_does_not_burn_the_earlier_ones(sidang: Any, pintu: Any) -> None:
    assert isinstance(sidang.minta(pintu, "wulan", "ajukan", totp=sidang.totp("wulan", 1)), KodeTerbit)
    assert isinstance(sidang.minta(pintu, "wulan", "ajukan", totp=sidang.totp("wulan")), KodeTerbit)
    assert isinstance(sidang.minta(pintu, "wulan", "ajukan", totp=sidang.totp("wulan", -1)), KodeTerbit)


def test_digits_of_another_person(sidang: Any, pintu: Any) -> None:
    assert sebab(sidang.minta(pintu, "wulan", "ajukan", totp=sidang.totp("bima"))) == "salah_totp"


@pytest.mark.parametrize("totp", ["", "12345", "1234567", "１２３４５６", "12a456", "٠٠٠٠٠٠", "9" * 10_000])
def test_what_cannot_be_digits_is_no_try(sidang: Any, pintu: Any, totp: str) -> None:
    assert sebab(sidang.minta(pintu, "wulan", "ajukan", totp=totp)) == "totp_bentuk"
    with sidang.register.baca() as k:
        assert all(b.benar for b in k.execute(tabel.percobaan.select()))


def test_blanks_between_the_digits_are_fine(sidang: Any, pintu: Any) -> None:
    angka = sidang.totp("wulan")
    assert isinstance(sidang.minta(pintu, "wulan", "ajukan", totp=f" {angka[:3]} {angka[3:]} "), KodeTerbit)


def test_a_forgotten_reason_costs_no_step(sidang: Any, pintu: Any) -> None:
    angka = sidang.totp("wulan")
    assert sebab(sidang.minta(pintu, "wulan", "batalkan", totp=angka)) == "alasan_pendek"
    assert isinstance(sidang.minta(pintu, "wulan", "batalkan", "Data dinas belum lengkap", totp=angka), KodeTerbit)


def test_growing_delay_and_its_end(sidang: Any, pintu: Any) -> None:
    assert [tunda_detik(n) for n in (0, 1, 2, 3, 8, 9, 500)] == [0, 5, 10, 20, 640, 900, 900]
    for n in range(1, 4):
        assert salah(sidang, pintu).tunggu_detik == tunda_detik(n)
        tunggu = sidang.minta(pintu, "wulan", "ajukan")
        assert (sebab(tunggu), tunggu.tunggu_detik) == ("tunggu", tunda_detik(n))
        sidang.maju(seconds=tunda_detik(n))
    assert isinstance(sidang.minta(pintu, "wulan", "ajukan"), KodeTerbit)
    sidang.maju(seconds=30)
    assert salah(sidang, pintu).tunggu_detik == 5


def test_one_mans_errors_do_not_delay_another(sidang: Any, pintu: Any) -> None:
    salah(sidang, pintu)
    assert isinstance(sidang.minta(pintu, "bima", "ajukan"), KodeTerbit)


def test_alarm_at_the_fifth(sidang: Any, pintu: Any) -> None:
    alarm = []
    for _ in range(6):
        alarm.append(salah(sidang, pintu).alarm)
        sidang.maju(minutes=15)
    assert alarm == [False] * 4 + [True, False]
    with sidang.register.baca() as k:
        peristiwa = [orjson.loads(c.isi)["peristiwa"] for c in baca_semua(k, "KTH")]
    assert peristiwa.count("alarm_authenticator") == 1


def _sepuluh_salah(sidang: Any, pintu: Any) -> None:
    for _ in range(10):
        assert salah(sidang, pintu).sebab == "salah_totp"
        sidang.maju(minutes=15)


def test_after_ten_in_a_day_only_a_single_use_address_helps(sidang: Any, pintu: Any) -> None:
    _sepuluh_salah(sidang, pintu)
    assert sebab(sidang.minta(pintu, "wulan", "ajukan")) == "perlu_alamat"
    token = buat_alamat_sekali(sidang.register, sidang.pengaturan, pintu=pintu.id, pejabat="wulan", waktu=sidang.waktu)
    assert isinstance(token, str)
    assert sebab(sidang.minta(pintu, "wulan", "ajukan", token="palsu")) == "alamat_sekali"
    assert salah(sidang, pintu, token).sebab == "salah_totp"
    assert sebab(sidang.minta(pintu, "wulan", "ajukan", token=token)) == "alamat_sekali"
    kedua = buat_alamat_sekali(sidang.register, sidang.pengaturan, pintu=pintu.id, pejabat="wulan", waktu=sidang.waktu)
    assert isinstance(kedua, str)
    assert isinstance(sidang.minta(pintu, "wulan", "ajukan", token=kedua), KodeTerbit)
    sidang.maju(seconds=30)
    assert isinstance(sidang.minta(pintu, "wulan", "ajukan"), KodeTerbit)


def test_the_address_knows_no_delay_and_no_other_person(sidang: Any, pintu: Any) -> None:
    token = buat_alamat_sekali(sidang.register, sidang.pengaturan, pintu=pintu.id, pejabat="wulan", waktu=sidang.waktu)
    assert isinstance(token, str)
    salah(sidang, pintu)
    assert sebab(sidang.minta(pintu, "wulan", "ajukan")) == "tunggu"
    assert sebab(sidang.minta(pintu, "bima", "ajukan", token=token)) == "alamat_sekali"
    assert isinstance(sidang.minta(pintu, "wulan", "ajukan", token=token), KodeTerbit)


def test_the_address_ages_and_is_not_sent_in_floods(sidang: Any, pintu: Any) -> None:
    alat = {"pintu": pintu.id, "pejabat": "wulan"}
    token = buat_alamat_sekali(sidang.register, sidang.pengaturan, **alat, waktu=sidang.waktu)
    sidang.maju(minutes=10)
    lagi = buat_alamat_sekali(sidang.register, sidang.pengaturan, **alat, waktu=sidang.waktu)
    assert (sebab(lagi), lagi.tunggu_detik) == ("alamat_baru_dikirim", 300)
    sidang.maju(hours=2)
    assert sebab(sidang.minta(pintu, "wulan", "ajukan", token=token)) == "alamat_sekali"


def test_a_new_day_begins_at_midnight_in_wib(sidang: Any, pintu: Any) -> None:
    sidang.waktu = sidang.waktu.replace(hour=20, minute=0)
    _sepuluh_salah(sidang, pintu)
    assert sebab(sidang.minta(pintu, "wulan", "ajukan")) == "perlu_alamat"
    sidang.maju(hours=2)
    assert isinstance(sidang.minta(pintu, "wulan", "ajukan"), KodeTerbit)


def test_guessing_costs_a_stranger_ten_tries_a_day(sidang: Any, pintu: Any) -> None:
    kena = 0
    for _ in range(24 * 60):
        sidang.maju(minutes=1)
        kena += salah(sidang, pintu).sebab == "salah_totp"
    assert kena <= 20
