"""Where SQLite and PostgreSQL differ by nature, the register behaves alike on both."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest
from sqlalchemy import String, func, insert, select
from sqlalchemy.exc import DBAPIError

from dip import jejak
from dip.edisi import StatusEdisi
from dip.keadaan import Keadaan
from dip.ketat import Kode, KodePejabat
from dip.lembar_koreksi import Cara, Tindak
from dip.pengaturan import CaraPengesahan, Peran, PeranPejabat
from dip.pintu import Keputusan
from dip.register import Register, sisip, tabel
from dip.tarikan import HasilTarikan
from dip.terbitan import HasilTujuan
from dip.tolakan import SEBAB

Isi = Callable[[Register, int, str], list[jejak.Catatan]]

ANEH = ["√ – ″ é", "\u202egnp.exe", "'; DROP TABLE jejak; --", "%(x)s %s :y $1", "😀" * 60, "a\tb\nc\\n", " "]


@pytest.mark.parametrize("teks", ANEH)
def test_texts_come_back_as_they_were(register: Register, teks: str) -> None:
    with register.tulis() as k:
        sisip(k, tabel.edisi, lembaga="UJI", periode="", kode="", status="", pemilik="", dibuka="", hasil=teks)
    with register.baca() as k:
        assert k.execute(select(tabel.edisi.c.hasil).where(tabel.edisi.c.hasil == teks)).scalar_one() == teks


def test_a_reader_sees_one_moment(register: Register, isi_jejak: Isi) -> None:
    isi_jejak(register, 1, "UJI")
    hitung = select(func.count()).select_from(tabel.jejak)
    with register.baca() as k:
        semula = k.execute(hitung).scalar_one()
        isi_jejak(register, 2, "UJI")
        assert k.execute(hitung).scalar_one() == semula == 1
    with register.baca() as k:
        assert k.execute(hitung).scalar_one() == 3


def test_a_reader_cannot_write(register: Register) -> None:
    with pytest.raises(DBAPIError), register.baca() as k:
        k.execute(insert(tabel.skema).values(versi=7))
    with register.tulis() as k:
        k.execute(insert(tabel.skema).values(versi=7))


def test_numbers_grow_and_keys_are_one(register: Register) -> None:
    isi = {"lembaga": "UJI", "periode": "", "kode": "", "status": "", "pemilik": "", "dibuka": ""}
    with register.tulis() as k:
        nomor = [sisip(k, tabel.edisi, **isi) for _ in range(3)]
    assert nomor == [1, 2, 3]
    with register.tulis() as k:
        sisip(k, tabel.edisi, **isi, kunci_terbuka="UJI")
    with pytest.raises(DBAPIError), register.tulis() as k:
        sisip(k, tabel.edisi, **isi, kunci_terbuka="UJI")
    with pytest.raises(DBAPIError), register.tulis() as k:
        sisip(k, tabel.pintu, edisi=999, peran="ppid", ronde=1, sidik="", dibuka="")


def test_errors_do_not_show_what_was_written(register: Register) -> None:
    isi = {"lembaga": "UJI", "periode": "", "kode": "", "status": "", "pemilik": "", "dibuka": ""}
    for _ in range(2):
        try:
            with register.tulis() as k:
                sisip(k, tabel.edisi, **isi, hasil="Budi Santoso", kunci_terbuka="UJI")
        except DBAPIError as e:
            teks = str(e) + repr(e)
    assert "edisi" in teks
    assert "Budi" not in teks


HIMPUNAN: list[tuple[object, list[tuple[str, str]]]] = [
    (Keputusan, [("kode", "keputusan"), ("putusan", "keputusan")]),
    (Peran, [("pintu", "peran")]),
    (PeranPejabat, [("keadaan", "peran")]),
    (Keadaan, [("keadaan", "dari"), ("keadaan", "ke")]),
    (StatusEdisi, [("edisi", "status")]),
    (CaraPengesahan, [("edisi_tetapan", "cara_pengesahan"), ("dokumen_sah", "cara")]),
    (HasilTarikan, [("tarikan", "hasil")]),
    (HasilTujuan, [("terbitan_tujuan", "hasil")]),
    (Tindak, [("jawab_koreksi", "tindak")]),
    (Cara, [("jawab_koreksi", "cara")]),
]


def panjang(nama: str, kolom: str) -> float:
    jenis = tabel.metadata.tables[nama].c[kolom].type
    assert isinstance(jenis, String)
    return jenis.length or float("inf")


@pytest.mark.parametrize(("himpunan", "kolom"), HIMPUNAN)
def test_words_fit_their_columns(himpunan: object, kolom: list[tuple[str, str]]) -> None:
    """SQLite takes texts of any length, PostgreSQL refuses longer ones: what is written must fit."""
    kata = [str(w) for w in get_args(himpunan)]
    assert kata
    assert max(map(len, kata)) <= min(panjang(*k) for k in kolom)


def test_keys_and_names_fit_their_columns() -> None:
    assert max(map(len, SEBAB)) <= panjang("formulir", "hasil")
    assert all(str(a.__metadata__[0].pattern).endswith("{1,30}$") for a in (Kode, KodePejabat))  # 31 characters at most
    semua = [(t.name, c.name) for t in tabel.metadata.sorted_tables for c in t.columns]
    nama = {"opd", "pejabat", "oleh", "pencatat", "penandatangan", "pelaku"}
    assert min(panjang(*k) for k in semua if k[1] in nama) >= 31
