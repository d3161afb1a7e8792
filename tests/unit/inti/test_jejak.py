"""The journal is one chain, whoever writes and whatever is changed afterwards."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from dip import jejak
from dip.jam import WIB
from dip.register import Register, RegisterGalat

SAAT = datetime(2026, 11, 1, 6, 0, tzinfo=WIB)


def catat(r: Register, n: int, lembaga: str = "UJI") -> None:
    for i in range(n):
        with r.tulis() as k:
            jejak.catat(k, lembaga, "uji", waktu=SAAT, pelaku="sistem", data={"n": i})


def semua(r: Register, lembaga: str = "UJI") -> list[jejak.Catatan]:
    with r.baca() as k:
        return jejak.baca_semua(k, lembaga)


def test_delapan_penulis_membuat_satu_rantai(tmp_path: Path) -> None:
    utas = [threading.Thread(target=lambda: catat(Register.di_berkas(tmp_path / "r.db"), 40)) for _ in range(8)]
    Register.di_berkas(tmp_path / "r.db")
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    c = semua(Register.di_berkas(tmp_path / "r.db"))
    assert [x.urut for x in c] == list(range(1, 321))
    assert jejak.periksa_rantai(c) == []


def test_setiap_lembaga_punya_rantai_sendiri(tmp_path: Path) -> None:
    r = Register.di_berkas(tmp_path / "r.db")
    catat(r, 2)
    catat(r, 3, "LAIN")
    assert (len(semua(r)), len(semua(r, "LAIN"))) == (2, 3)
    assert semua(r)[0].prev == semua(r, "LAIN")[0].prev == jejak.AWAL


@pytest.mark.parametrize("perusak", ["ubah", "hapus", "tukar", "sisip"])
def test_perubahan_pada_rantai_kelihatan(tmp_path: Path, perusak: str) -> None:
    r = Register.di_berkas(tmp_path / "r.db")
    catat(r, 4)
    c = semua(r)
    match perusak:
        case "ubah":
            c[1] = replace(c[1], isi=c[1].isi.replace('"n":1', '"n":9'))
        case "hapus":
            del c[1]
        case "tukar":
            c[1], c[2] = c[2], c[1]
        case "sisip":
            c.insert(2, c[1])
    assert jejak.periksa_rantai(c)


def test_transaksi_yang_gagal_tidak_meninggalkan_catatan(tmp_path: Path) -> None:
    r = Register.di_berkas(tmp_path / "r.db")
    with pytest.raises(ZeroDivisionError), r.tulis() as k:
        jejak.catat(k, "UJI", "uji", waktu=SAAT, pelaku="sistem")
        _ = 1 / 0
    assert semua(r) == []


def test_register_skema_lain_ditolak(tmp_path: Path) -> None:
    from sqlalchemy import update

    from dip.register import tabel

    r = Register.di_berkas(tmp_path / "r.db")
    assert (tmp_path / "r.db").stat().st_mode & 0o077 == 0
    with r.tulis() as k:
        k.execute(update(tabel.skema).values(versi=99))
    with pytest.raises(RegisterGalat):
        Register.di_berkas(tmp_path / "r.db")
