"""The journal is one chain, whoever writes and whatever is changed afterwards."""

from __future__ import annotations

import threading
from datetime import datetime

import orjson
import pytest

from dip import jejak
from dip.jam import WIB
from dip.register import Register
from dip.sidik import json_baku, sha256

SAAT = datetime(2026, 11, 1, 6, 0, tzinfo=WIB)


def catat(r: Register, n: int, lembaga: str = "UJI") -> None:
    for i in range(n):
        with r.tulis() as k:
            jejak.catat(k, lembaga, "uji", waktu=SAAT, pelaku="sistem", data={"n": i})


def semua(r: Register, lembaga: str = "UJI") -> list[jejak.Catatan]:
    with r.baca() as k:
        return jejak.baca_semua(k, lembaga)


def test_delapan_penulis_membuat_satu_rantai(register: Register, alamat_register: str) -> None:
    utas = [threading.Thread(target=lambda: catat(Register(alamat_register), 20)) for _ in range(8)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    c = semua(register)
    assert [x.urut for x in c] == list(range(1, 161))
    assert jejak.periksa_rantai(c) == []


def test_setiap_lembaga_punya_rantai_sendiri(register: Register) -> None:
    catat(register, 2)
    catat(register, 3, "LAIN")
    assert (len(semua(register)), len(semua(register, "LAIN"))) == (2, 3)
    assert semua(register)[0].prev == semua(register, "LAIN")[0].prev == jejak.AWAL


def test_transaksi_yang_gagal_tidak_meninggalkan_catatan(register: Register) -> None:
    with pytest.raises(ZeroDivisionError), register.tulis() as k:
        jejak.catat(k, "UJI", "uji", waktu=SAAT, pelaku="sistem")
        _ = 1 / 0
    assert semua(register) == []


def test_masukan_dan_keluaran_dicatat_dengan_sidiknya(register: Register) -> None:
    a, b = sha256(b"a"), sha256(b"b")
    with register.tulis() as k:
        jejak.catat(k, "UJI", "uji", waktu=SAAT, pelaku="sistem", masukan={"berkas": a}, keluaran={"draf": b})
        jejak.catat(k, "UJI", "uji", waktu=SAAT, pelaku="sistem")
    dua = [orjson.loads(c.isi) for c in semua(register)]
    assert [(x["masukan"], x["keluaran"]) for x in dua] == [({"berkas": a}, {"draf": b}), ({}, {})]


@pytest.mark.parametrize("bukan", ["", "123456", "a" * 63, "A" * 64, "a" * 64 + "\n", "Budi Santoso"])
def test_yang_bukan_sidik_tidak_masuk_jejak(register: Register, bukan: str) -> None:
    with pytest.raises(ValueError, match="rahasia"), register.tulis() as k:
        jejak.catat(k, "UJI", "uji", waktu=SAAT, pelaku="sistem", keluaran={"rahasia": bukan})
    assert semua(register) == []


def test_catatan_lama_tanpa_masukan_dan_keluaran_tetap_sah() -> None:
    isi = {"lembaga": "UJI", "urut": 1, "prev": jejak.AWAL, "waktu": "", "peristiwa": "x", "pelaku": "", "data": {}}
    teks = json_baku(isi)
    assert jejak.periksa_rantai([jejak.Catatan(1, teks.decode(), jejak.AWAL, sha256(teks))]) == []


def test_kepala_dengan_nomornya(register: Register) -> None:
    with register.baca() as k:
        assert (jejak.kepala_bernomor(k, "UJI"), jejak.kepala(k, "UJI")) == ((0, jejak.AWAL), jejak.AWAL)
    catat(register, 3)
    with register.baca() as k:
        assert jejak.kepala_bernomor(k, "UJI") == (3, semua(register)[-1].hash)
