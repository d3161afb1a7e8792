"""The chain of layouts: from empty it makes exactly today's tables, and the next step is easy and safe to add."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from dip import jejak
from dip.register import Register, RegisterGalat, tabel
from dip.register.migrasi import naikkan, rangkaian
from dip.register.pagar import pagar_tegak, pasang_pagar

Isi = Callable[[Register, int, str], list[jejak.Catatan]]

LIMA = '''
"""Version 5 of a test: a column, a table written anew that others point at, and one with a wall."""
from sqlalchemy import Column, String
revision = "5"
down_revision = "4"


def upgrade(op):
    op.add_column("kotak", Column("dilihat", String(40), nullable=False, server_default=""))
    with op.batch_alter_table("edisi") as b:
        b.alter_column("hasil", new_column_name="akhir")
    with op.batch_alter_table("jejak") as b:
        b.alter_column("lembaga", existing_type=String(16), type_=String(32))
'''
RUSAK = LIMA + '    op.add_column("tidak_ada", Column("x", String(1)))\n'


@pytest.fixture
def rangkaian_lima(tmp_path: Path) -> Callable[[str], Path]:
    """A chain of its own: that of the program and one more step."""

    def buat(isi: str) -> Path:
        from dip.register.migrasi import FOLDER

        ke = tmp_path / "rangkaian"
        (ke / "versions").mkdir(parents=True)
        for berkas in (FOLDER / "versions").glob("v*.py"):
            (ke / "versions" / berkas.name).write_text(berkas.read_text())
        (ke / "versions" / "v5_uji.py").write_text(isi)
        return ke

    return buat


@pytest.fixture(params=["sqlite", "postgres"])
def alamat_sendiri(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of a database in which nothing was ever made and which nobody else uses."""
    return f"sqlite:///{tmp_path}/r.db" if request.param == "sqlite" else str(request.getfixturevalue("basis_data"))


def beda(r: Register) -> list[object]:
    with r.baca() as k:
        return list(compare_metadata(MigrationContext.configure(k), tabel.metadata))


def test_from_empty_to_exactly_the_tables_of_the_program(alamat_sendiri: str) -> None:
    r = Register(alamat_sendiri)
    assert beda(r) == []
    with r.baca() as k:
        assert pagar_tegak(k)
    r.tutup()


def test_the_chain_ends_at_the_number_of_the_layout() -> None:
    assert [s.revision for s in rangkaian()] == [str(n + 1) for n in range(tabel.SKEMA)]


@pytest.mark.parametrize("versi", [1, 2, 3])
def test_older_layouts_come_up_to_the_same(register: Register, alamat_register: str, versi: int) -> None:
    baru = {1: ("keadaan", "surat", "sesi", "perintah", "tautan"), 2: ("perintah", "tautan"), 3: ("tautan", "kotak")}
    with register.tulis() as k:
        for nama in baru[versi]:
            tabel.metadata.tables[nama].drop(k)
        if versi == 1 and not register.sqlite:
            k.exec_driver_sql("ALTER TABLE putusan ALTER COLUMN keputusan TYPE varchar(16)")
        k.execute(update(tabel.skema).values(versi=versi))
    lagi = Register(alamat_register)
    assert beda(lagi) == []
    with lagi.baca() as k:
        assert k.execute(select(tabel.skema.c.versi)).scalars().all() == [tabel.SKEMA]
        assert pagar_tegak(k)
    lagi.tutup()


def test_the_next_version(
    request: pytest.FixtureRequest, alamat_sendiri: str, isi_jejak: Isi, rangkaian_lima: Callable[[str], Path]
) -> None:
    register = Register(alamat_sendiri)
    request.addfinalizer(register.tutup)
    asli = isi_jejak(register, 3, "UJI")
    isi = {"lembaga": "UJI", "periode": "", "kode": "", "status": "", "pemilik": "", "masukan": 0, "dibuka": ""}
    with register.tulis() as k:
        k.execute(tabel.edisi.insert().values(**isi, ditutup="", hasil="selesai"))
        k.execute(tabel.pintu.insert().values(edisi=1, peran="ppid", ronde=1, sidik="", dibuka=""))
    with register.tulis(tata=True) as k:
        naikkan(k, 4, rangkaian_lima(LIMA))
        pasang_pagar(k)
    with register.baca() as k:
        assert k.execute(select(tabel.skema.c.versi)).scalar() == 5
        assert k.execute(text("SELECT akhir FROM edisi")).scalars().all() == ["selesai"]
        assert jejak.baca_semua(k, "UJI") == asli
        assert pagar_tegak(k)
        assert {f["referred_table"] for f in inspect(k).get_foreign_keys("pintu")} == {"edisi"}
    with pytest.raises(IntegrityError), register.tulis() as k:
        k.execute(tabel.jejak.delete())
    with pytest.raises(IntegrityError), register.tulis() as k:
        k.execute(tabel.pintu.insert().values(edisi=9, peran="ppid", ronde=1, sidik="", dibuka=""))
    with pytest.raises(RegisterGalat, match=r"skema 5.*skema 4"):
        Register(alamat_sendiri)


def test_a_step_that_fails_leaves_everything(
    register: Register, isi_jejak: Isi, rangkaian_lima: Callable[[str], Path]
) -> None:
    asli = isi_jejak(register, 2, "UJI")
    with pytest.raises((OperationalError, ProgrammingError)), register.tulis(tata=True) as k:
        naikkan(k, 4, rangkaian_lima(RUSAK))
    assert beda(register) == []
    with register.baca() as k:
        assert jejak.baca_semua(k, "UJI") == asli
        assert k.execute(select(tabel.skema.c.versi)).scalar() == 4
        assert pagar_tegak(k)


@pytest.mark.parametrize("alamat_register", ["sqlite"], indirect=True)
def test_a_table_that_was_taken_away_is_named(register: Register, alamat_register: str) -> None:
    with register.tulis() as k:
        tabel.langkah_totp.drop(k)
    with pytest.raises(RegisterGalat, match="langkah_totp"):
        Register(alamat_register)


@pytest.mark.parametrize("alamat_register", ["sqlite"], indirect=True)
def test_rows_that_point_nowhere_stop_a_migration(register: Register) -> None:
    with pytest.raises(RegisterGalat, match="menunjuk"), register.tulis(tata=True) as k:
        k.execute(tabel.pintu.insert().values(edisi=9, peran="ppid", ronde=1, sidik="", dibuka=""))
    with register.baca() as k:
        assert k.execute(select(tabel.pintu)).all() == []


def test_opening_what_is_ready_does_not_load_alembic(tmp_path: Path) -> None:
    import subprocess
    import sys

    url = f"sqlite:///{tmp_path}/r.db"
    Register(url).tutup()
    kode = f"import sys; from dip.register import Register; Register({url!r}); assert 'alembic' not in sys.modules"
    subprocess.run([sys.executable, "-c", kode], check=True)
