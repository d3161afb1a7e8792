"""Logins: who gets one, what ends it, and that a refusal tells nothing about whose name was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pyotp
import pytest
from sqlalchemy import event

from dip.pejabat import cabut_pendaftaran
from dip.register import tabel, tabel_bukti
from dip.sesi import Sesi, buat_alamat_masuk, keluar, masuk, pemilik_sesi
from dip.sidik import sha256
from dip.tolakan import Tolakan
from dip.totp import TAK_DIKENAL

DITOLAK = Tolakan("masuk_ditolak")


def coba(balai: Any, kode: str, totp: str | None = None, token: str = "") -> Sesi | Tolakan:
    angka = balai.totp(kode) if totp is None else totp
    return masuk(*balai.alat, pejabat=kode, totp=angka, waktu=balai.waktu, token_alamat=token)


def milik(balai: Any, token: str) -> str | None:
    with balai.register.baca() as k:
        p = pemilik_sesi(k, balai.pengaturan, token, balai.waktu)
    return p.kode if p else None


@pytest.fixture
def sesi(balai: Any) -> Sesi:
    """Ratna (PPID) has just logged in."""
    balai.pasang("ratna", "wulan", "plh")
    hasil = coba(balai, "ratna")
    assert isinstance(hasil, Sesi), hasil
    return hasil


def test_a_login_lasts_eight_hours(balai: Any, sesi: Sesi) -> None:
    assert milik(balai, sesi.token) == "ratna"
    assert sesi.pejabat.peran == "ppid"
    balai.maju(hours=7, minutes=59, seconds=59)
    assert milik(balai, sesi.token) == "ratna"
    balai.maju(seconds=1)
    assert milik(balai, sesi.token) is None


def test_only_the_digest_is_kept(balai: Any, sesi: Sesi) -> None:
    [b] = balai.baris(tabel_bukti.sesi)
    assert b.sidik_token == sha256(sesi.token.encode())
    assert len(sesi.token) >= 43
    assert sesi.token not in repr(sesi) + repr(balai.jejak()) + repr(b)
    assert [j["peristiwa"] for j in balai.jejak()][-1] == "masuk_pratinjau"


@pytest.mark.parametrize("token", ["", "x", "\ud800", "\x00", "a" * 100_000])
def test_what_is_no_token_belongs_to_nobody(balai: Any, sesi: Sesi, token: str) -> None:
    assert milik(balai, token) is None
    banyak = len(balai.jejak())
    keluar(balai.register, balai.pengaturan, token, balai.waktu)
    assert len(balai.jejak()) == banyak


def test_the_digest_is_no_token(balai: Any, sesi: Sesi) -> None:
    assert milik(balai, sha256(sesi.token.encode())) is None


def test_logout_ends_it_once(balai: Any, sesi: Sesi) -> None:
    keluar(balai.register, balai.pengaturan, sesi.token, balai.waktu)
    keluar(balai.register, balai.pengaturan, sesi.token, balai.waktu)
    assert milik(balai, sesi.token) is None
    assert [j["peristiwa"] for j in balai.jejak()].count("keluar_pratinjau") == 1


def test_withdrawal_ends_all_of_one_person_only(balai: Any, sesi: Sesi) -> None:
    lain = coba(balai, "wulan")
    balai.maju(seconds=30)
    kedua = coba(balai, "ratna")
    assert isinstance(lain, Sesi)
    assert isinstance(kedua, Sesi)
    cabut_pendaftaran(balai.register, balai.pengaturan, "ratna", balai.waktu)
    assert [milik(balai, s.token) for s in (sesi, kedua, lain)] == [None, None, "wulan"]
    assert balai.jejak()[-1]["data"]["sesi"] == 2


def test_without_a_living_authenticator_no_row_helps(balai: Any, sesi: Sesi) -> None:
    with balai.register.tulis() as k:
        k.execute(tabel.rahasia.update().values(kunci_hidup=None))
    assert milik(balai, sesi.token) is None


def test_end_of_office_ends_it(balai: Any, sesi: Sesi) -> None:
    balai.waktu = balai.waktu.replace(hour=20)
    plh = coba(balai, "plh")
    assert isinstance(plh, Sesi)
    assert milik(balai, plh.token) == "plh"
    balai.maju(hours=5)  # past midnight: his last day is over
    assert milik(balai, plh.token) is None
    assert coba(balai, "plh") == DITOLAK
    balai.pengaturan = balai.pengaturan.model_copy(update={"pejabat": balai.pengaturan.pejabat[-1:]})  # only advises
    assert milik(balai, sesi.token) is None


def test_of_another_institution(balai: Any, sesi: Sesi) -> None:
    lembaga = balai.pengaturan.lembaga.model_copy(update={"kode": "LAIN"})
    balai.pengaturan = balai.pengaturan.model_copy(update={"lembaga": lembaga})
    assert milik(balai, sesi.token) is None


def test_a_clock_put_back_makes_no_login_longer(balai: Any, sesi: Sesi) -> None:
    balai.maju(minutes=-3)
    assert milik(balai, sesi.token) is None
    balai.maju(minutes=2)
    assert milik(balai, sesi.token) == "ratna"


def test_digits_once(balai: Any, sesi: Sesi) -> None:
    assert coba(balai, "ratna") == DITOLAK
    balai.maju(seconds=30)
    assert isinstance(coba(balai, "ratna"), Sesi)


def test_refusals_tell_nothing_about_the_name(balai: Any, sesi: Sesi) -> None:
    balai.maju(seconds=30)
    salah = balai.ngawur("ratna")
    semua = [coba(balai, kode, salah) for kode in ("ratna", "ratna", "siapa", "siapa", "pandu", "bima", TAK_DIKENAL)]
    semua.append(coba(balai, "ratna"))  # right, but delayed
    semua += [coba(balai, kode, salah, "palsu") for kode in ("ratna", "siapa")]
    semua += [coba(balai, "x" * 5000, salah), coba(balai, "\x00", salah), coba(balai, "\ud800", salah)]
    assert set(semua) == {DITOLAK}
    # what is no try at all is said before anybody looks at the name
    assert {coba(balai, kode, "12").sebab for kode in ("ratna", "siapa")} == {"totp_bentuk"}  # type: ignore[union-attr] # no login with two digits
    assert coba(balai, "", salah) == Tolakan("pejabat_kosong")


@contextmanager
def dihitung(balai: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], tuple[int, int]]]:
    """Counts what costs time in a block: (digits computed, rows written)."""
    angka: list[int] = []
    baris: list[str] = []
    asli = pyotp.TOTP.generate_otp
    monkeypatch.setattr(pyotp.TOTP, "generate_otp", lambda self, n: angka.append(n) or asli(self, n))
    mesin = balai.register._mesin

    def catat(_k: object, _c: object, perintah: str, *_: object) -> None:
        if perintah.startswith("INSERT"):
            baris.append(perintah)

    event.listen(mesin, "before_cursor_execute", catat)
    yield lambda: (len(angka), len(baris))
    event.remove(mesin, "before_cursor_execute", catat)
    monkeypatch.setattr(pyotp.TOTP, "generate_otp", asli)


def test_refusals_cost_the_same(balai: Any, sesi: Sesi, monkeypatch: pytest.MonkeyPatch) -> None:
    balai.maju(seconds=30)
    salah, benar = balai.ngawur("ratna"), balai.totp("ratna")
    kerja = []
    for kode, totp in [("ratna", salah), ("ratna", salah), ("ratna", benar), ("siapa", salah), ("bima", salah)]:
        with dihitung(balai, monkeypatch) as hitung:
            assert coba(balai, kode, totp) == DITOLAK
            kerja.append(hitung())
    assert set(kerja) == {(3, 1)}


def test_strangers_cannot_fill_the_register(balai: Any, sesi: Sesi) -> None:
    sebelum = len(balai.baris(tabel.percobaan))
    for n in range(30):
        assert coba(balai, f"tamu-{n}", "123456") == DITOLAK
    assert len(balai.baris(tabel.percobaan)) == sebelum + 1


def test_alarm_at_the_fifth_and_an_address_out_of_the_delay(balai: Any, sesi: Sesi) -> None:
    alarm = []
    for _ in range(10):
        balai.maju(minutes=15)
        hasil = coba(balai, "ratna", balai.ngawur("ratna"))
        assert isinstance(hasil, Tolakan)
        alarm.append(hasil.alarm)
    assert [n for n, a in enumerate(alarm, 1) if a] == [5, 10]
    balai.maju(minutes=15)
    assert coba(balai, "ratna") == DITOLAK  # ten in a day
    assert (
        buat_alamat_masuk(balai.register, balai.pengaturan, pejabat="ratna", waktu=balai.waktu) is None
    )  # no gate yet
    balai.pintu()
    alamat = {k: buat_alamat_masuk(balai.register, balai.pengaturan, pejabat=k, waktu=balai.waktu) for k in
              ("ratna", "siapa", "pandu", "bima")}  # fmt: skip
    assert [k for k, token in alamat.items() if token] == ["ratna"]
    assert (
        buat_alamat_masuk(balai.register, balai.pengaturan, pejabat="ratna", waktu=balai.waktu) is None
    )  # sent already
    token = alamat["ratna"] or ""
    assert coba(balai, "wulan", token=token) == DITOLAK
    assert isinstance(coba(balai, "ratna", token=token), Sesi)
    balai.maju(seconds=30)
    assert coba(balai, "ratna", token=token) == DITOLAK  # spent
