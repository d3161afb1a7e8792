"""Reason and remark, one decision per gate, and what the register may hold."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import orjson
import pytest

from dip.jejak import baca_semua, periksa_rantai
from dip.putusan import KodeTerbit, PintuBentrok, Putusan, Tolakan, putusan_pintu
from dip.register import tabel
from dip.tolakan import SEBAB, kalimat_tolakan

ALASAN = "Tahun pada dua baris Dinas Kesehatan keliru."


def sebab(hasil: object) -> str:
    return hasil.sebab if isinstance(hasil, Tolakan) else ""


def test_reason_is_required_kept_and_bound(sidang: Any) -> None:
    p = sidang.sampai("ppid")
    assert sebab(sidang.minta(p, "ratna", "kembalikan", " pendek \n")) == "alasan_pendek"
    assert sebab(sidang.minta(p, "wulan", "batalkan")) == "alasan_pendek"
    assert sebab(sidang.minta(p, "ratna", "kembalikan", "x" * 4001)) == "alasan_panjang"
    hasil = sidang.putuskan(p, "ratna", "kembalikan", f"{ALASAN}\r\nPeriksa lagi.\x00")
    assert hasil.alasan == f"{ALASAN}\nPeriksa lagi."


@pytest.mark.parametrize("catatan", ["<b>tolak!</b>", "x" * 100_000, "\ud800\x00", "salah kode"])
def test_remark_proves_nothing_and_spoils_nothing(sidang: Any, catatan: str) -> None:
    p = sidang.pintu("petugas")
    hasil = sidang.jawab(p, "ajukan", sidang.kode(p, "wulan", "ajukan"), catatan=catatan)
    assert isinstance(hasil, Putusan)
    assert hasil.alasan == ""
    with sidang.register.baca() as k:
        semua = [orjson.loads(c.isi) for c in baca_semua(k, "KTH")]
    isi = next(x for x in reversed(semua) if x["peristiwa"] == "putusan")
    assert isi["data"]["catatan_tanpa_bukti"]["panjang"] == len(hasil.catatan) <= 4000
    assert not hasil.catatan or hasil.catatan not in orjson.dumps(isi).decode()


def test_two_judges_at_once_make_one_decision(sidang: Any) -> None:
    p = sidang.pintu("petugas")
    jawaban = [
        ("ajukan", sidang.kode(p, "wulan", "ajukan")),
        ("susun_ulang", sidang.kode(p, "bima", "susun_ulang")),
    ] * 4
    mulai, hasil = threading.Barrier(len(jawaban)), []

    def hakim(keputusan: str, kode: str) -> None:
        mulai.wait()
        hasil.append(sidang.jawab(p, keputusan, kode))

    utas = [threading.Thread(target=hakim, args=j) for j in jawaban]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    with sidang.register.baca() as k:
        tunggal = putusan_pintu(k, p.id)
        assert periksa_rantai(baca_semua(k, "KTH")) == []
    assert [h for h in hasil if isinstance(h, Putusan)] == [tunggal] * 4
    assert [sebab(h) for h in hasil if isinstance(h, Tolakan)] == ["pintu_tertutup"] * 4


def test_gate_with_another_sidik_is_refused(sidang: Any) -> None:
    satu = sidang.pintu("petugas")
    assert sidang.pintu("petugas") == satu
    with pytest.raises(PintuBentrok):
        sidang.pintu("petugas", isi="lain")


def test_closed_edition_takes_nothing(sidang: Any) -> None:
    p = sidang.pintu("petugas")
    kode = sidang.kode(p, "wulan", "ajukan")
    with sidang.register.tulis() as k:
        k.execute(tabel.edisi.update().values(kunci_terbuka=None))
    assert sebab(sidang.jawab(p, "ajukan", kode)) == "edisi_tertutup"
    assert sebab(sidang.minta(p, "bima", "ajukan")) == "edisi_tertutup"
    with pytest.raises(PintuBentrok):
        sidang.pintu("ppid")


def test_nothing_secret_lies_in_the_register(sidang: Any, isi_register: Callable[[], bytes]) -> None:
    p = sidang.pintu("petugas")
    terpakai_totp = sidang.totp("wulan", 1)
    kode = sidang.kode(p, "wulan", "ajukan")
    assert isinstance(sidang.jawab(p, "ajukan", kode), Putusan)
    tertunda = sidang.kode(sidang.pintu("ppid"), "ratna", "setujui")
    berkas = isi_register()
    assert b"kode_diterbitkan" in berkas
    for rahasia in (kode, kode.replace("-", ""), tertunda, tertunda.replace("-", ""), *sidang.rahasia.values()):
        assert rahasia.encode() not in berkas
    assert b'"' + terpakai_totp.encode() + b'"' not in berkas
    assert b"otpauth" not in berkas


def test_every_reason_has_a_sentence_that_says_what_to_do() -> None:
    for kunci in SEBAB:
        assert kalimat_tolakan(Tolakan(kunci)).endswith(".")
    assert kalimat_tolakan(Tolakan("tunggu", 75)).endswith("1 menit 15 detik.")


def test_code_does_not_show_in_repr(sidang: Any) -> None:
    sidang.maju(seconds=30)
    hasil = sidang.minta(sidang.pintu("petugas"), "wulan", "ajukan")
    assert isinstance(hasil, KodeTerbit)
    assert hasil.kode not in repr(hasil)
