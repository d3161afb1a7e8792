"""Opening a register: what is made, what is brought up, what is refused, and what is said when there is none."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, inspect, select, update
from sqlalchemy.exc import IntegrityError

import dip.register
from dip import jejak
from dip.edisi import buka_edisi
from dip.jam import WIB
from dip.register import Register, RegisterGalat, sisip, tabel, tabel_bukti

Isi = Callable[[Register, int, str], list[jejak.Catatan]]
SAAT = datetime(2026, 11, 1, 6, 0, tzinfo=WIB)
LAMA = {t.name for t in vars(tabel).values() if isinstance(t, Table)}
"""The tables of version 1."""


@pytest.fixture
def versi_satu(register: Register, isi_jejak: Isi, lepas_pagar: Callable[[Register], None]) -> Register:
    """A register as a program of version 1 left it: its tables only, no walls, rows in it."""
    isi_jejak(register, 3, "UJI")
    buka_edisi(register, "UJI", "2026-11", "run-1", SAAT, lambda _: True)
    lepas_pagar(register)
    with register.tulis() as k:
        baru = [t for t in reversed(tabel.metadata.sorted_tables) if t.name not in LAMA]
        tabel.metadata.drop_all(k, baru)
        k.execute(update(tabel.skema).values(versi=1))
    return register


def semua(r: Register) -> dict[str, list[tuple[object, ...]]]:
    with r.baca() as k:
        return {n: [tuple(b) for b in k.execute(select(tabel.metadata.tables[n]))] for n in sorted(LAMA - {"skema"})}


def contoh(t: Table) -> dict[str, Any]:
    """Something for every column that has to hold something."""
    wajib = [c for c in t.columns if not c.nullable and not c.primary_key]
    return {c.name: 1 if c.type.python_type is int else c.type.python_type("x") for c in wajib}


def nama_tabel(r: Register) -> set[str]:
    with r.baca() as k:
        return set(inspect(k).get_table_names())


def test_version_1_is_brought_up_and_keeps_everything(versi_satu: Register, alamat_register: str) -> None:
    semula = semua(versi_satu)
    assert nama_tabel(versi_satu) == LAMA
    assert len(semula["jejak"]) == 5
    baru = Register(alamat_register)
    assert nama_tabel(baru) == set(tabel.metadata.tables) > LAMA
    assert semua(baru) == semula
    with baru.baca() as k:
        assert k.execute(select(tabel.skema.c.versi)).scalars().all() == [tabel.SKEMA]
        assert jejak.periksa_rantai(jejak.baca_semua(k, "UJI"), lembaga="UJI") == []
    with pytest.raises(IntegrityError), baru.tulis() as k:
        k.execute(tabel.jejak.delete())
    baru.tutup()


def test_version_2_gets_the_orders_and_their_wall(
    register: Register, alamat_register: str, lepas_pagar: Callable[[Register], None]
) -> None:
    lepas_pagar(register)
    with register.tulis() as k:
        tabel_bukti.perintah.drop(k)
        k.execute(update(tabel.skema).values(versi=2))
    baru = Register(alamat_register)
    assert nama_tabel(baru) == set(tabel.metadata.tables)
    with baru.tulis() as k:
        edisi = sisip(k, tabel.edisi, **contoh(tabel.edisi))
        terbitan = sisip(k, tabel.terbitan, **{**contoh(tabel.terbitan), "edisi": edisi})
        sisip(k, tabel_bukti.perintah, **{**contoh(tabel_bukti.perintah), "edisi": edisi, "terbitan": terbitan})
        assert k.execute(select(tabel.skema.c.versi)).scalars().all() == [tabel.SKEMA]
    with pytest.raises(IntegrityError), baru.tulis() as k:
        k.execute(tabel_bukti.perintah.delete())
    baru.tutup()


@pytest.mark.parametrize("versi", [0, tabel.SKEMA + 1, 99])
def test_other_versions_are_refused_untouched(versi_satu: Register, alamat_register: str, versi: int) -> None:
    with versi_satu.tulis() as k:
        k.execute(update(tabel.skema).values(versi=versi))
    with pytest.raises(RegisterGalat, match=str(versi)):
        Register(alamat_register)
    assert nama_tabel(versi_satu) == LAMA


def test_an_empty_database_becomes_a_register(basis_data: str) -> None:
    r = Register(basis_data)
    assert nama_tabel(r) == set(tabel.metadata.tables)
    r.tutup()


def test_opening_what_is_ready_needs_no_lock(register: Register, alamat_register: str) -> None:
    with register.tulis():
        Register(alamat_register).tutup()


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    for r in (Register.di_berkas(tmp_path / "baru" / "a?b%.db"), Register(f"sqlite:///{tmp_path}/c.db")):
        with r.tulis() as k:
            jejak.catat(k, "UJI", "uji", waktu=SAAT, pelaku="sistem")
        berkas = [*tmp_path.glob("c.db*"), *(tmp_path / "baru").glob("*")]
        assert {b.stat().st_mode & 0o777 for b in berkas} == {0o600}
        r.tutup()
    assert (tmp_path / "baru" / "a?b%.db").exists()


def gagal(url: str) -> str:
    """The sentence for a register that cannot be opened; a traceback of it holds no secret either."""
    with pytest.raises(RegisterGalat) as e:
        Register(url)
    assert "r4has1a" not in "".join(traceback.format_exception(e.value)) + repr(e.value)
    return str(e.value)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "bukan alamat",
        "mysql://dip:r4has1a@server/dip",
        "postgresql://dip:r4has1a@server:pintu/dip",
        "postgresql+psycopg://dip:r4has1a@[::1/dip",
    ],
)
def test_addresses_that_are_none(url: str) -> None:
    assert "DIP_REGISTER" in gagal(url)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://dip:r4has1a@127.0.0.1:1/dip",
        "postgresql+asyncpg://dip:r4has1a%2F%40@127.0.0.1:1/dip",
        "postgres://dip@127.0.0.1:1/dip?password=r4has1a",
        "postgresql://dip:r4has1a@127.0.0.1:1/dip?sslmode=r4has1a",
        "postgresql://dip:r4has1a@127.0.0.1:1/dip?tidak_dikenal=r4has1a",
    ],
)
def test_a_server_that_is_gone(url: str) -> None:
    kalimat = gagal(url)
    assert "PostgreSQL" in kalimat
    assert "basis data dip" in kalimat


def test_a_database_that_is_not_there(register_postgres: str) -> None:
    assert "tidak_ada" in gagal(register_postgres.replace("/uji?", "/tidak_ada?"))


def test_a_database_that_cannot_hold_our_texts(postgres: Any, basis_data: str) -> None:
    postgres.kerjakan("postgres", "DROP DATABASE IF EXISTS sempit")
    postgres.kerjakan("postgres", "CREATE DATABASE sempit ENCODING 'LATIN1' TEMPLATE template0")
    assert "UTF8" in gagal(postgres.alamat("sempit"))


def test_files_that_are_no_register(tmp_path: Path) -> None:
    (tmp_path / "teks.db").write_text("bukan basis data " * 100)
    (tmp_path / "berkas").touch()
    for nama in ("teks.db", "", "berkas/r.db"):
        assert str(tmp_path) in gagal(f"sqlite:///{tmp_path / nama}")
    assert (tmp_path / "teks.db").read_text().startswith("bukan")


def test_a_writer_that_never_ends_is_named(
    register: Register, alamat_register: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dip.register, "TUNGGU_DETIK", 0.1)
    lain = Register(alamat_register)
    with register.tulis(), pytest.raises(RegisterGalat, match="proses lain"), lain.tulis():
        pass
    with lain.tulis() as k:
        assert jejak.kepala(k, "UJI") == jejak.AWAL
    lain.tutup()


def test_a_connection_the_server_closed_is_replaced(postgres: Any, register_postgres: str) -> None:
    r = Register(register_postgres)
    postgres.kerjakan("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'uji'")
    with r.tulis() as k:
        assert jejak.kepala(k, "UJI") == jejak.AWAL
    r.tutup()
