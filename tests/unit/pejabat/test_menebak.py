"""Guessing six digits: delays, the alarm, and that neither many doors nor many hands nor a wrong clock help."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest

from dip.pejabat import ganti
from dip.register import tabel
from dip.sesi import Sesi, masuk
from dip.tolakan import Tolakan
from dip.totp import MASUK


def sebab(hasil: object) -> str:
    return hasil.sebab if isinstance(hasil, Tolakan) else ""


@pytest.fixture
def wulan(balai: Any) -> Any:
    """The institution, with one official enrolled."""
    balai.pasang("wulan")
    return balai


def salah(balai: Any) -> int:
    """Wrong tries that were really compared."""
    return sum(not b.benar for b in balai.baris(tabel.percobaan) if b.pejabat == "wulan")


def login(balai: Any, totp: str, waktu: datetime | None = None) -> Sesi | Tolakan:
    return masuk(*balai.alat, pejabat="wulan", totp=totp, waktu=waktu or balai.waktu)


def test_the_delay_grows_to_a_quarter_of_an_hour_and_no_further(wulan: Any) -> None:
    tunda = []
    for n in range(1, 11):
        hasil = wulan.coba("wulan", wulan.ngawur("wulan"), pintu=n)
        assert sebab(hasil) == "salah_totp"
        tunda.append(hasil.tunggu_detik)
        tunggu = wulan.coba("wulan", wulan.totp("wulan"), pintu=n + 1)
        assert (sebab(tunggu), tunggu.tunggu_detik) in [("tunggu", tunda[-1]), ("perlu_alamat", 0)]
        wulan.maju(seconds=tunda[-1] - 1)
        assert wulan.coba("wulan", wulan.totp("wulan"), pintu=n) is not None
        wulan.maju(seconds=1)
    assert tunda == [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]
    assert sebab(wulan.coba("wulan", wulan.totp("wulan"))) == "perlu_alamat"


def test_one_count_for_every_door(wulan: Any) -> None:
    """Two gates, the login and the proof before a change of phone: five wrong ones are five."""
    ngawur = lambda: wulan.ngawur("wulan")  # noqa: E731 - the digits differ with the time
    pintu = [
        lambda: wulan.coba("wulan", ngawur(), pintu=1),
        lambda: login(wulan, ngawur()),
        lambda: wulan.coba("wulan", ngawur(), pintu=2),
        lambda: ganti(*wulan.alat, "wulan", totp=ngawur(), waktu=wulan.waktu),
        lambda: wulan.coba("wulan", ngawur(), pintu=MASUK),
    ]
    alarm = []
    for n, coba in enumerate(pintu, 1):
        alarm.append(coba().alarm)
        assert salah(wulan) == n
        # and nowhere else is there a try left
        assert sebab(wulan.coba("wulan", wulan.totp("wulan"), pintu=9)) == "tunggu"
        assert sebab(login(wulan, wulan.totp("wulan"))) == "masuk_ditolak"
        assert sebab(ganti(*wulan.alat, "wulan", totp=wulan.totp("wulan"), waktu=wulan.waktu)) == "tunggu"
        assert salah(wulan) == n
        wulan.maju(minutes=15)
    assert alarm == [False] * 4 + [True]
    assert [j["data"]["salah"] for j in wulan.jejak() if j["peristiwa"] == "alarm_authenticator"] == [5]
    assert isinstance(login(wulan, wulan.totp("wulan")), Sesi)


def test_eight_hands_get_no_more_tries_than_one(wulan: Any) -> None:
    tangan = 8
    mulai = threading.Barrier(tangan)
    galat: list[BaseException] = []

    def tebak(n: int, waktu: datetime, totp: str) -> None:
        try:
            mulai.wait(30)
            # every hand has its own door, and a clock that differs a little
            saat = waktu + timedelta(milliseconds=(3 - n) * 40)
            if n % 2:
                login(wulan, totp, saat)
            else:
                wulan.coba("wulan", totp, pintu=n, waktu=saat)
        except BaseException as e:
            galat.append(e)

    hitung = []
    for _ in range(12):
        ngawur = wulan.ngawur("wulan")
        utas = [threading.Thread(target=tebak, args=(n, wulan.waktu, ngawur)) for n in range(tangan)]
        for u in utas:
            u.start()
        for u in utas:
            u.join()
        hitung.append(salah(wulan))
        wulan.maju(minutes=15, seconds=1)
    assert galat == []
    assert hitung == [*range(1, 11), 10, 10]  # as one hand alone: one each time, ten in a day


def test_eight_hands_with_the_right_digits_get_in_once(wulan: Any) -> None:
    hasil: list[object] = []
    totp = wulan.totp("wulan")
    utas = [threading.Thread(target=lambda: hasil.append(login(wulan, totp))) for _ in range(8)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert sum(isinstance(h, Sesi) for h in hasil) == 1
    assert len(hasil) == 8


def test_a_clock_that_ran_ahead_locks_nobody_out(wulan: Any) -> None:
    wulan.maju(days=1)
    for _ in range(3):
        assert sebab(wulan.coba("wulan", wulan.ngawur("wulan"))) == "salah_totp"
        wulan.maju(minutes=1)
    wulan.maju(days=-1)
    assert wulan.coba("wulan", wulan.totp("wulan")) is None


def test_a_clock_put_back_again_and_again_gives_ten_tries(wulan: Any) -> None:
    for _ in range(20):
        wulan.coba("wulan", wulan.ngawur("wulan"))
        wulan.maju(hours=-1)
    assert salah(wulan) == 10
    assert sebab(wulan.coba("wulan", wulan.totp("wulan"))) == "perlu_alamat"


def test_a_small_difference_of_clocks_is_no_way_around_the_delay(wulan: Any) -> None:
    assert sebab(wulan.coba("wulan", wulan.ngawur("wulan"))) == "salah_totp"
    wulan.maju(seconds=-90)
    tunggu = wulan.coba("wulan", wulan.totp("wulan"))
    assert (sebab(tunggu), tunggu.tunggu_detik) == ("tunggu", 5)
