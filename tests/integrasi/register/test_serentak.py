"""Many processes, one register: one chain, one set of tables, no error."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import inspect, select

from dip import jejak
from dip.jam import WIB
from dip.register import Register, tabel

SAAT = datetime(2026, 11, 1, 6, 0, tzinfo=WIB)
PENULIS = 8


def tulis(url: str, banyak: int, mulai: Any) -> str:
    """Writes entries, each in a transaction of its own, and gives the last hash."""
    r = Register(url)
    mulai.wait()
    h = ""
    for i in range(banyak):
        with r.tulis() as k:
            h = jejak.catat(k, "UJI", "uji", waktu=SAAT, pelaku="sistem", data={"n": i})
    r.tutup()
    return h


@pytest.mark.parametrize("banyak", [20, pytest.param(500, marks=pytest.mark.lambat)])
def test_eight_writers_make_one_chain(alamat_register: str, serentak: Callable[..., list[str]], banyak: int) -> None:
    akhir = serentak(PENULIS, tulis, alamat_register, banyak)
    r = Register(alamat_register)
    with r.baca() as k:
        rantai = jejak.baca_semua(k, "UJI")
        nomor, kepala = jejak.kepala_bernomor(k, "UJI")
    r.tutup()
    assert [c.urut for c in rantai] == list(range(1, PENULIS * banyak + 1))
    assert jejak.periksa_rantai(rantai, lembaga="UJI", kepala=kepala, urut_kepala=nomor) == []
    assert kepala in akhir
    assert sorted(orjson.loads(c.isi)["data"]["n"] for c in rantai) == sorted([*range(banyak)] * PENULIS)


def buka(url: list[str], mulai: Any) -> list[list[str]]:
    """Opens fresh registers, each at the same moment as the other processes, and lists their tables."""
    hasil = []
    for u in url:
        mulai.wait()
        r = Register(u)
        with r.baca() as k:
            hasil.append(sorted(inspect(k).get_table_names()))
            assert k.execute(select(tabel.skema.c.versi)).scalars().all() == [tabel.SKEMA]
        r.tutup()
    return hasil


@pytest.mark.parametrize("ronde", [6, pytest.param(60, marks=pytest.mark.lambat)])
def test_opening_a_new_file_at_once(tmp_path: Path, serentak: Callable[..., Any], ronde: int) -> None:
    url = [f"sqlite:///{tmp_path}/{n}/register.db" for n in range(ronde)]
    assert serentak(4, buka, url) == [[sorted(tabel.metadata.tables)] * ronde] * 4


@pytest.mark.parametrize("ronde", [3, pytest.param(20, marks=pytest.mark.lambat)])
def test_opening_a_new_database_at_once(postgres: Any, serentak: Callable[..., Any], ronde: int) -> None:
    nama = [f"serentak_{n}" for n in range(ronde)]
    for n in nama:
        postgres.kerjakan("postgres", f"DROP DATABASE IF EXISTS {n}", f"CREATE DATABASE {n}")
    assert serentak(4, buka, [postgres.alamat(n) for n in nama]) == [[sorted(tabel.metadata.tables)] * ronde] * 4
    for n in nama:
        postgres.kerjakan("postgres", f"DROP DATABASE {n}")
