"""The database itself refuses to change what is only ever added; who takes that wall down is seen by the chain."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Column, Integer, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from dip import jejak
from dip.register import HANYA_TAMBAH, Register, tabel
from dip.sidik import sha256

Isi = Callable[[Register, int, str], list[jejak.Catatan]]
Lepas = Callable[[Register], None]
TABEL: list[Table] = [tabel.metadata.tables[n] for n in HANYA_TAMBAH]


@pytest.fixture
def terisi(register: Register, isi_jejak: Isi) -> Register:
    """Four entries, and one row in every other table that is only ever added to, and in those they point at."""
    isi_jejak(register, 4, "UJI")
    with register.tulis() as k:
        for t in tabel.metadata.sorted_tables:
            if t.name != "jejak" and (t.name in HANYA_TAMBAH or t.name in {"edisi", "pintu", "kode", "terbitan"}):
                k.execute(insert(t).values({c.name: _nilai(c) for c in t.columns}))
    return register


def _nilai(c: Column[Any]) -> object:
    return 1 if isinstance(c.type, Integer) else c.name[:4]


def isi_tabel(r: Register) -> list[object]:
    with r.baca() as k:
        return [tuple(b) for t in TABEL for b in k.execute(select(t).order_by(*t.primary_key))]


@pytest.mark.parametrize("t", TABEL, ids=lambda t: t.name)
def test_rows_cannot_be_changed_or_deleted(terisi: Register, t: Table) -> None:
    semula = isi_tabel(terisi)
    kolom = next(c.name for c in t.columns if not isinstance(c.type, Integer))
    kunci = next(iter(t.primary_key))
    for p in (update(t).values(**{kolom: "x"}), delete(t), delete(t).where(kunci == _nilai(kunci))):
        with pytest.raises(IntegrityError, match="hanya bisa ditambah"), terisi.tulis() as k:
            k.execute(p)
    assert isi_tabel(terisi) == semula


@pytest.mark.parametrize("nama", HANYA_TAMBAH)
def test_nor_replaced_or_emptied(terisi: Register, nama: str) -> None:
    semula = isi_tabel(terisi)
    with pytest.raises(IntegrityError, match="hanya bisa ditambah"), terisi.tulis() as k:
        if terisi.sqlite:
            k.exec_driver_sql(f"INSERT OR REPLACE INTO {nama} SELECT * FROM {nama} LIMIT 1")
        else:
            k.exec_driver_sql(f"TRUNCATE {nama} CASCADE")
    assert isi_tabel(terisi) == semula


def test_a_second_genesis_and_a_fork_are_refused(terisi: Register) -> None:
    with terisi.baca() as k:
        c = jejak.baca_semua(k, "UJI")
    for prev in (jejak.AWAL, c[1].hash):
        with pytest.raises(IntegrityError), terisi.tulis() as k:
            k.execute(insert(tabel.jejak).values(lembaga="UJI", urut=99, isi="{}", prev=prev, hash=sha256(b"x")))


def test_the_wall_stands_again_after_the_next_opening(
    terisi: Register, lepas_pagar: Lepas, alamat_register: str
) -> None:
    lepas_pagar(terisi)
    with terisi.tulis() as k:
        assert k.execute(update(tabel.jejak).values(isi="x").where(tabel.jejak.c.urut == 2)).rowcount == 1
    for _ in range(2):
        Register(alamat_register).tutup()
        with pytest.raises(IntegrityError), terisi.tulis() as k:
            k.execute(delete(tabel.jejak))


@pytest.mark.parametrize("cara", ["isi", "hash", "hapus", "lembaga", "tukar", "sisip"])
def test_behind_the_wall_the_chain_still_shows_it(
    terisi: Register, isi_jejak: Isi, lepas_pagar: Lepas, cara: str
) -> None:
    t, asing = tabel.jejak, isi_jejak(terisi, 2, "LAIN")
    lepas_pagar(terisi)
    dua, tiga = t.c.lembaga == "UJI", t.c.lembaga == "UJI"
    dua, tiga = dua & (t.c.urut == 2), tiga & (t.c.urut == 3)
    with terisi.tulis() as k:
        match cara:
            case "isi":
                k.execute(update(t).where(dua).values(isi=k.execute(select(t.c.isi).where(dua)).scalar_one() + " "))
            case "hash":
                k.execute(update(t).where(dua).values(hash=sha256(b"lain")))
            case "hapus":
                k.execute(delete(t).where(dua))
            case "lembaga":  # an entry of another institution takes the place of ours
                k.execute(delete(t).where(t.c.lembaga == "UJI"))
                k.execute(update(t).where(t.c.lembaga == "LAIN").values(lembaga="UJI"))
            case "tukar":
                k.execute(update(t).where(dua).values(urut=90))
                k.execute(update(t).where(tiga).values(urut=2))
                k.execute(update(t).where(t.c.urut == 90).values(urut=3))
            case "sisip":
                a = asing[0]
                k.execute(insert(t).values(lembaga="UJI", urut=5, isi=a.isi, prev=sha256(b"y"), hash=sha256(b"z")))
    with terisi.baca() as k:
        assert jejak.periksa_rantai(jejak.baca_semua(k, "UJI"), lembaga="UJI")
