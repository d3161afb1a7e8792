"""A PostgreSQL that is switched off in the middle: a sentence, no half transaction, and on it goes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from dip import jejak
from dip.jam import WIB
from dip.register import Register, RegisterGalat, sisip, tabel

SAAT = datetime(2026, 11, 1, 6, 0, tzinfo=WIB)


def catat(r: Register) -> None:
    with r.tulis() as k:
        sisip(k, tabel.edisi, lembaga="UJI", periode="", kode="", status="", pemilik="", dibuka="")
        jejak.catat(k, "UJI", "uji", waktu=SAAT, pelaku="sistem")


def isi(r: Register) -> tuple[int, int]:
    with r.baca() as k:
        rantai = jejak.baca_semua(k, "UJI")
        edisi = len(k.execute(tabel.edisi.select()).all())
    assert jejak.periksa_rantai(rantai, lembaga="UJI") == []
    return len(rantai), edisi


def test_gone_between_and_inside_transactions(server_postgres: Any) -> None:
    r = Register(server_postgres.alamat)
    catat(r)
    with pytest.raises(RegisterGalat, match="PostgreSQL"), r.tulis() as k:
        jejak.catat(k, "UJI", "uji", waktu=SAAT, pelaku="sistem")
        server_postgres.mati()
        jejak.catat(k, "UJI", "uji", waktu=SAAT, pelaku="sistem")
    for guna in (catat, isi, lambda r: Register(server_postgres.alamat)):
        with pytest.raises(RegisterGalat, match="PostgreSQL"):
            guna(r)
    server_postgres.nyala()
    assert isi(r) == (1, 1)
    catat(r)
    with pytest.raises(RegisterGalat, match="PostgreSQL"), r.tulis() as k:
        jejak.catat(k, "UJI", "uji", waktu=SAAT, pelaku="sistem")
        server_postgres.mati()  # the commit is what fails
    server_postgres.nyala()
    assert isi(r) == (2, 2)
    catat(r)
    assert isi(r) == (3, 3)
    with pytest.raises(RegisterGalat, match="PostgreSQL"), r.baca() as k:
        server_postgres.mati()
        jejak.kepala(k, "UJI")
    r.tutup()
