"""Ten thousand guesses in simulated days: how many are looked at, and what that is worth to a stranger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import orjson
import pytest

from dip.jejak import baca_semua
from dip.protokol import Jawaban
from dip.putusan import Tolakan, nilai_jawaban
from dip.register import tabel
from dip.sesi import masuk
from dip.totp import BATAS_HARI

TEBAKAN = [1_000, pytest.param(10_000, marks=pytest.mark.lambat)]
PELUANG_SEKALI = 3 / 10**6
"""Three steps count at any moment."""


def ngawur(k: Any, siapa: str) -> str:
    """Digits that fit none of the steps that count."""
    benar = {k.totp(siapa, g) for g in (-1, 0, 1)}
    return next(f"{n:06d}" for n in range(9) if f"{n:06d}" not in benar)


def dinilai(k: Any, siapa: str) -> Counter[date]:
    """Wrong tries that were really compared, by day."""
    with k.register.baca() as c:
        baris = c.execute(tabel.percobaan.select().where(tabel.percobaan.c.pejabat == siapa)).all()
    return Counter(date.fromisoformat(b.waktu[:10]) for b in baris if not b.benar)


@pytest.mark.parametrize("banyak", TEBAKAN)
@pytest.mark.parametrize(
    "selang",
    [pytest.param(timedelta(seconds=97), marks=pytest.mark.lambat), timedelta(minutes=9)],
    ids=["97 detik", "9 menit"],
)
def test_sepuluh_ribu_tebakan_angka_di_gerbang(kantor: Callable[..., Any], selang: timedelta, banyak: int) -> None:
    """At `dip.putusan`, one after the other, for days on end; nothing but the delays stands in the way."""
    k = kantor()
    p = k.pintu(k.beku(), "petugas")
    sebab: Counter[str] = Counter()
    mulai = k.waktu
    for _ in range(banyak):
        k.waktu += selang
        hasil = k.minta(p, "rina", "ajukan", totp=ngawur(k, "rina"), waktu=k.waktu)
        assert isinstance(hasil, Tolakan)
        sebab[hasil.sebab] += 1
    hari = (k.waktu.date() - mulai.date()).days + 1
    per_hari = dinilai(k, "rina")
    assert max(per_hari.values()) <= BATAS_HARI
    assert sum(per_hari.values()) == sebab["salah_totp"] <= BATAS_HARI * hari
    assert set(sebab) == {"salah_totp", "tunggu", "perlu_alamat"}
    # what the threat model says: at most ten looked at in a day, three in a hundred thousand that one of them fits
    assert round(BATAS_HARI * PELUANG_SEKALI, 9) == 0.00003
    assert 1 - (1 - PELUANG_SEKALI) ** sum(per_hari.values()) <= hari * 0.00003
    with k.register.baca() as c:
        alarm = sum(orjson.loads(x.isi)["peristiwa"] == "alarm_authenticator" for x in baca_semua(c, "CTH"))
    assert alarm >= hari - 1  # every day the official hears of it


def test_dua_pintu_dan_halaman_masuk_bersama_tetap_sepuluh_sehari(kantor: Callable[..., Any]) -> None:
    """Login and gate by turns, and the official deciding now and then: a right code gives ten more, no more."""
    k = kantor()
    p = k.pintu(k.beku(), "petugas")
    benar = 0
    for n in range(400):
        k.waktu += timedelta(minutes=7)
        angka = ngawur(k, "rina")
        if n % 5:
            k.minta(p, "rina", "ajukan", totp=angka, waktu=k.waktu)
        else:
            masuk(*k.alat, pejabat="rina", totp=angka, waktu=k.waktu)
        if n % 80 == 79:
            k.waktu += timedelta(minutes=20)
            benar += not isinstance(k.minta(p, "rina", "ajukan"), Tolakan)
    per_hari = dinilai(k, "rina")
    assert sum(per_hari.values()) <= BATAS_HARI * (len(per_hari) + benar)


@pytest.mark.parametrize("banyak", [200, pytest.param(10_000, marks=pytest.mark.lambat)])
def test_tebakan_kode_persetujuan_di_formulir(kantor: Callable[..., Any], banyak: int) -> None:
    """The form knows no delay: 45 bits do. A guess costs nobody anything and spends no code."""
    from dip.kode import ALFABET, PANJANG

    k = kantor()
    _, p = k.sampai("ppid")
    asli = k.kode(p, "ratna", "setujui")
    assert len(ALFABET) ** PANJANG == 2**45
    for n in range(banyak):
        isi = "".join(ALFABET[(n * 2654435761 >> (5 * i)) & 31] for i in range(PANJANG))
        hasil = nilai_jawaban(*k.alat, pintu=p.id, jawaban=Jawaban("setujui", isi), waktu_klik=k.waktu)
        assert isinstance(hasil, Tolakan)
        assert hasil.sebab == "salah_kode"
    assert not isinstance(k.jawab(p, "setujui", asli), Tolakan)
