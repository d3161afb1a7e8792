"""A register moved to a real PostgreSQL and back: the same rows, the same chain, numbers that go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import orjson
import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError
from typer.testing import CliRunner

from dip import jejak
from dip.jam import WIB
from dip.pindah import PindahGalat, baca_isi, pindah, tabel_isi
from dip.register import Register, RegisterGalat, sisip, tabel, tabel_bukti

SAAT = datetime(2026, 11, 1, 6, 0, tzinfo=WIB)
ANEH = ["√ – ″ é", "\u202egnp.exe", "'; DROP TABLE jejak; --", "%(x)s :y $1", "😀" * 60, "a\tb\nc\\n", " ", ""]


@pytest.fixture
def lokal(tmp_path: Path) -> Iterator[Register]:
    r = Register.di_berkas(tmp_path / "asal.db")
    yield r
    r.tutup()


@pytest.fixture
def jauh(register_postgres: str) -> Iterator[Register]:
    r = Register(register_postgres)
    yield r
    r.tutup()


def isi_semua(r: Register) -> None:
    """A row in every table, strange texts, two journals, gaps in the numbers."""
    with r.tulis() as k:
        for t in tabel_isi():
            if t.name != "jejak":
                nilai = {c.name: 7 if c.type.python_type is int else c.type.python_type(c.name[:4]) for c in t.columns}
                k.execute(insert(t).values(nilai))
        for n, teks in enumerate(ANEH):
            sisip(k, tabel.edisi, id=20 + n, lembaga="UJI", periode="", kode="", status="", pemilik="", dibuka="",
                  hasil=teks)  # fmt: skip
    for n in range(5):
        with r.tulis() as k:
            jejak.catat(k, ("UJI", "LAIN")[n % 2], "uji", waktu=SAAT, pelaku="sistem", data={"n": ANEH[n]})


def isi(r: Register) -> object:
    with r.baca() as k:
        return baca_isi(k)


def menulis_lagi(r: Register) -> None:
    """What a program does next: new numbers, one more entry, walls in place."""
    with r.tulis() as k:
        assert sisip(k, tabel.edisi, lembaga="UJI", periode="", kode="", status="", pemilik="", dibuka="") == 28
        assert sisip(k, tabel.pintu, edisi=28, peran="ppid", ronde=1, sidik="", dibuka="") == 8
        jejak.catat(k, "UJI", "uji", waktu=SAAT, pelaku="sistem")
    with r.baca() as k:
        rantai = jejak.baca_semua(k, "UJI")
    assert (len(rantai), jejak.periksa_rantai(rantai, lembaga="UJI")) == (4, [])
    for t in (tabel.jejak, tabel_bukti.keadaan):
        with pytest.raises(IntegrityError), r.tulis() as k:
            k.execute(t.delete())


def test_there_and_back(lokal: Register, jauh: Register, tmp_path: Path) -> None:
    isi_semua(lokal)
    asal = isi(lokal)
    hasil = pindah(lokal, jauh)
    assert asal == hasil == isi(jauh) == isi(lokal)
    assert {n for n, b in hasil.baris.items() if not b} == set()
    pulang = Register.di_berkas(tmp_path / "pulang.db")
    assert pindah(jauh, pulang) == asal
    menulis_lagi(jauh)
    menulis_lagi(pulang)
    assert isi(lokal) == asal
    pulang.tutup()


def test_a_target_with_rows_is_refused(lokal: Register, jauh: Register) -> None:
    isi_semua(lokal)
    with jauh.tulis() as k:
        jejak.catat(k, "ASLI", "uji", waktu=SAAT, pelaku="sistem")
    semula = isi(jauh)
    for dari, sebab in ((lokal, "sudah berisi"), (jauh, "dirinya sendiri")):
        with pytest.raises(PindahGalat, match=sebab):
            pindah(dari, jauh)
    assert isi(jauh) == semula


@pytest.mark.parametrize("teks", ["a\0b", "x" * 41])
def test_what_the_target_cannot_hold_moves_nothing(lokal: Register, jauh: Register, teks: str) -> None:
    isi_semua(lokal)
    with lokal.tulis() as k:
        sisip(k, tabel.edisi, lembaga="UJI", periode="", kode=teks, status="", pemilik="", dibuka="")
    with pytest.raises(PindahGalat, match="edisi"):
        pindah(lokal, jauh)
    with jauh.baca() as k:
        assert {k.execute(select(func.count()).select_from(t)).scalar() for t in tabel_isi()} == {0}


def test_a_broken_journal_is_not_moved(
    lokal: Register, jauh: Register, lepas_pagar: Callable[[Register], None]
) -> None:
    isi_semua(lokal)
    lepas_pagar(lokal)
    with lokal.tulis() as k:
        k.execute(tabel.jejak.update().values(isi="{}").where(tabel.jejak.c.urut == 1))
    with pytest.raises(PindahGalat, match="rusak"):
        pindah(lokal, jauh)


def test_nobody_writes_to_the_source_meanwhile(
    lokal: Register, jauh: Register, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import dip.register

    isi_semua(lokal)
    monkeypatch.setattr(dip.register, "TUNGGU_DETIK", 0.05)
    lain = Register(f"sqlite:///{tmp_path / 'asal.db'}")
    ditolak: list[str] = []

    def menyela(langkah: str, *_: int) -> None:
        if langkah == "tabel jejak":
            with pytest.raises(RegisterGalat, match="proses lain"), lain.tulis():
                pass
            ditolak.append(langkah)

    pindah(lokal, jauh, menyela)
    assert ditolak == ["tabel jejak"]
    lain.tutup()


def test_from_the_terminal(
    lokal: Register, register_postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.cli_cadangan import cadangan_app

    isi_semua(lokal)
    monkeypatch.setenv("DIP_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DIP_REGISTER", f"sqlite:///{tmp_path / 'asal.db'}")
    r = CliRunner().invoke(cadangan_app, ["pindah", register_postgres, "--json"])
    assert r.exit_code == 0, r.output
    assert orjson.loads(r.stdout)["kepala"]["UJI"][0] == 3
    r = CliRunner().invoke(cadangan_app, ["pindah", register_postgres])
    assert (r.exit_code, "sudah berisi" in r.output) == (1, True)
