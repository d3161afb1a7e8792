"""What all pulls know of a host: dead for a while, or asking to be left alone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from dip.tarikan import Tarikan
from sumber.penghubung.alamat import Gagal
from sumber.penghubung.pemutus import AMBANG, LAMA, MAKS_TUNGGU, PEMUTUS, giliran
from sumber.penghubung.ulang import berulang

Meja = Any
MATI = {"sementara": True, "inang_mati": True}


@pytest.fixture(autouse=True)
def _bersih() -> Iterator[None]:
    PEMUTUS.lupakan()
    yield
    PEMUTUS.lupakan()


class Situs:
    """Pulls from one host that answers what `jawab` says: a Gagal's arguments, or None for success."""

    def __init__(self, meja: Meja) -> None:
        self.meja, self.kini = meja, meja.alat.jam()
        self.alat = replace(meja.alat, jam=lambda: self.kini)
        self.jawab: Callable[[], dict[str, Any] | None] = lambda: MATI

    def tarik(self, host: str = "dinas.contoh", port: int = 443, coba: int = 4) -> Tarikan:
        def satu(ke: int) -> Tarikan:
            with giliran(host, port, self.alat, self.meja.kebijakan):
                if (galat := self.jawab()) is not None:
                    raise Gagal("TARIK-PUTUS", "", **galat)
                return Tarikan(opd="DINKES", hasil="baru", waktu="", alamat="", percobaan=ke)

        return berulang(self.meja.opd(), self.alat, "", coba, satu)


@pytest.fixture
def situs(meja: Meja) -> Situs:
    return Situs(meja)


def test_a_dead_host_is_asked_once_by_each_further_pull(situs: Situs) -> None:
    assert [situs.tarik().percobaan for _ in range(3)] == [AMBANG, 1, 1]
    assert situs.meja.tunggu == [1.0, 2.0]
    assert situs.tarik(port=80).percobaan == AMBANG  # another service of that host is another matter
    assert situs.tarik(host="lain.contoh").percobaan == AMBANG


def test_one_success_closes_it(situs: Situs) -> None:
    situs.tarik()
    situs.jawab = lambda: None
    assert (situs.tarik().hasil, situs.tarik().percobaan) == ("baru", 1)
    situs.jawab = lambda: MATI
    assert situs.tarik().percobaan == AMBANG


def test_it_is_forgotten_after_a_while_and_when_the_clock_jumps_back(situs: Situs) -> None:
    situs.tarik()
    situs.kini += LAMA - timedelta(seconds=1)
    assert situs.tarik().percobaan == 1
    situs.kini += LAMA
    assert situs.tarik().percobaan == AMBANG
    situs.kini -= timedelta(days=400)
    assert situs.tarik().percobaan == AMBANG


@pytest.mark.parametrize("galat", [{"sementara": True}, {"sementara": True, "status": 503}, {"status": 404}])
def test_what_a_host_says_of_one_file_costs_no_other(situs: Situs, galat: dict[str, Any]) -> None:
    situs.jawab = lambda: galat
    for _ in range(5):
        situs.tarik()
    assert situs.tarik().percobaan == (4 if galat.get("sementara") else 1)
    situs.jawab = lambda: MATI
    situs.tarik(coba=2)
    situs.jawab = lambda: galat
    situs.tarik(coba=1)  # an answer, even a bad one: the host lives
    situs.jawab = lambda: MATI
    assert situs.tarik().percobaan == AMBANG


def test_a_pause_that_was_asked_for_binds_the_next_office_too(situs: Situs) -> None:
    situs.jawab = lambda: {"sementara": True, "status": 429, "tunggu": 40.0}
    situs.tarik(coba=1)
    assert situs.meja.tunggu == []
    situs.jawab = lambda: None
    situs.kini += timedelta(seconds=15)
    assert situs.tarik().hasil == "baru"
    assert situs.meja.tunggu == [25.0]
    assert situs.tarik(host="lain.contoh").hasil == "baru"
    assert situs.meja.tunggu == [25.0]


def test_a_host_that_sends_everybody_away_is_asked_once_by_each(situs: Situs) -> None:
    situs.jawab = lambda: {"sementara": True, "status": 429, "tunggu": 60.0}
    assert [situs.tarik().percobaan for _ in range(20)] == [4, 4, *[1] * 18]
    assert all(t <= MAKS_TUNGGU for t in situs.meja.tunggu)
    assert len(situs.meja.tunggu) <= 3 + 4 + 18
    situs.kini += LAMA
    assert situs.tarik().percobaan == 4
    situs.jawab = lambda: None
    assert situs.tarik().hasil == "baru"


def test_one_office_that_is_sent_away_costs_no_other_its_tries(situs: Situs) -> None:
    for _ in range(5):
        situs.jawab = lambda: {"sementara": True, "status": 429, "tunggu": 60.0}
        assert situs.tarik().percobaan == 4
        situs.jawab = lambda: {"status": 404}
        situs.tarik()


def test_a_pause_is_bounded_and_waited_for_once(situs: Situs) -> None:
    jawab = iter([{"sementara": True, "tunggu": 9999.0}, None, None])
    situs.jawab = lambda: next(jawab)
    assert situs.tarik().percobaan == 2
    assert situs.tarik().hasil == "baru"
    assert situs.meja.tunggu == [MAKS_TUNGGU]
    PEMUTUS.minta_jeda("dinas.contoh:443", 50.0, situs.kini)
    PEMUTUS.minta_jeda("dinas.contoh:443", 5.0, situs.kini)
    assert PEMUTUS.jeda("dinas.contoh:443", situs.kini) == 50.0


def test_a_pause_that_is_prolonged_while_one_waits_holds_nobody_longer_than_the_bound(situs: Situs) -> None:
    PEMUTUS.minta_jeda("dinas.contoh:443", 40.0, situs.kini)

    def diperpanjang() -> None:
        situs.kini += timedelta(seconds=40)
        PEMUTUS.minta_jeda("dinas.contoh:443", 60.0, situs.kini)

    situs.meja.saat_tidur.append(diperpanjang)
    situs.jawab = lambda: None
    assert situs.tarik().hasil == "baru"
    assert situs.meja.tunggu == [40.0, 20.0]


def test_many_threads_at_a_dead_host(situs: Situs) -> None:
    hitung: list[datetime] = []

    def mati() -> dict[str, Any]:
        hitung.append(situs.kini)
        return MATI

    situs.jawab = mati
    hasil: list[Tarikan] = []
    benang = [threading.Thread(target=lambda: hasil.append(situs.tarik())) for _ in range(20)]
    for b in benang:
        b.start()
    for b in benang:
        b.join()
    assert [t.hasil for t in hasil] == ["gagal"] * 20
    assert 20 <= len(hitung) <= 20 + 2 * AMBANG  # instead of 80
    assert len(hitung) == sum(t.percobaan for t in hasil)
