"""Who may decide what with which code: the scenarios of design §6."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, timedelta
from typing import Any

import orjson
import pytest

from dip.jejak import baca_semua, periksa_rantai
from dip.kode import ALFABET, hitung_kode, rapikan_kode, tulis_kode
from dip.putusan import (
    Putusan,
    Tolakan,
    cabut_kode,
    pintu_menunggu,
    putusan_edisi,
    status_kode,
)
from dip.register import tabel

ALASAN = "Tahun pada dua baris Dinas Kesehatan keliru."


def sebab(hasil: object) -> str:
    return hasil.sebab if isinstance(hasil, Tolakan) else ""


def test_three_officials_decide_in_order(sidang: Any) -> None:
    atasan = sidang.sampai("atasan")
    akhir = sidang.putuskan(atasan, "surya", "sahkan")
    assert (akhir.pejabat, akhir.keputusan, akhir.sidik, akhir.peran) == ("surya", "sahkan", atasan.sidik, "atasan")
    assert akhir.tanda.nip == "196808081995031003"
    with sidang.register.baca() as k:
        assert [p.keputusan for p in putusan_edisi(k, sidang.edisi)] == ["ajukan", "setujui", "sahkan"]
        catatan = baca_semua(k, "KTH")
    assert periksa_rantai(catatan) == []
    peristiwa = [orjson.loads(c.isi)["peristiwa"] for c in catatan]
    assert peristiwa.count("kode_diterbitkan") == peristiwa.count("putusan") == peristiwa.count("pintu_dibuka") == 3


def test_code_has_45_bits_and_no_look_alikes(sidang: Any) -> None:
    p = sidang.pintu("petugas")
    assert len(ALFABET) == len(set(ALFABET)) == 32
    assert not set("IO01") & set(ALFABET)
    banyak = {hitung_kode(sidang.brankas, p, "ajukan", "wulan", "", n) for n in range(500)}
    assert len(banyak) == 500
    assert {len(k) for k in banyak} == {9}
    assert len({k[0] for k in banyak}) > 25


@pytest.mark.parametrize("ubah", [str.lower, lambda k: k.replace("-", ""), lambda k: f"  {k.replace('-', ' – ')}\n"])
def test_typing_is_forgiving(sidang: Any, ubah: Callable[[str], str]) -> None:
    p = sidang.pintu("petugas")
    kode = sidang.kode(p, "wulan", "ajukan")
    assert isinstance(sidang.jawab(p, "ajukan", ubah(kode)), Putusan)


@pytest.mark.parametrize("teks", ["", "ABC", "ABC-DEF-GH0", "x" * 5000, "ABC-DEF-GHJK", "\ud800" * 9])
def test_texts_that_are_no_code(teks: str) -> None:
    assert rapikan_kode(teks) == ""


@pytest.mark.parametrize(
    ("kode", "kunci"),
    [("", "kosong"), ("   ", "kosong"), ("ABC-DEF-GHJ", "salah_kode"), ("<script>", "salah_kode")],
)
def test_empty_and_wrong_codes(sidang: Any, kode: str, kunci: str) -> None:
    p = sidang.pintu("petugas")
    sidang.kode(p, "wulan", "ajukan")
    assert sebab(sidang.jawab(p, "ajukan", kode)) == kunci


def test_code_of_another_decision(sidang: Any) -> None:
    p = sidang.sampai("ppid")
    kode = sidang.kode(p, "ratna", "kembalikan", ALASAN)
    assert sebab(sidang.jawab(p, "setujui", kode)) == "keputusan_lain"
    assert isinstance(sidang.jawab(p, "kembalikan", kode), Putusan)


def test_code_of_another_gate_and_of_an_older_ronde(sidang: Any) -> None:
    satu = sidang.sampai("ppid")
    lama = sidang.kode(satu, "wulan", "susun_ulang")
    sidang.putuskan(satu, "ratna", "kembalikan", ALASAN)
    dua = sidang.sampai("ppid", 2)
    assert sebab(sidang.jawab(dua, "susun_ulang", lama)) == "pintu_lain"
    assert sebab(sidang.minta(satu, "wulan", "susun_ulang")) == "pintu_tertutup"


def test_an_older_gate_left_open_takes_nothing_any_more(sidang: Any) -> None:
    lama = sidang.pintu("petugas")
    kode = sidang.kode(lama, "wulan", "ajukan")
    baru = sidang.pintu("petugas", 2)
    sidang.maju(seconds=30)
    assert sebab(sidang.minta(lama, "wulan", "ajukan")) == "pintu_usang"
    assert sebab(sidang.jawab(lama, "ajukan", kode)) == "pintu_usang"
    with sidang.register.baca() as k:
        assert [p.id for p in pintu_menunggu(k, "KTH")] == [baru.id]


def test_a_row_changed_behind_our_back_makes_the_code_worthless(sidang: Any) -> None:
    p = sidang.sampai("ppid")
    kode = sidang.kode(p, "ratna", "kembalikan", ALASAN)
    for ubah in ({"alasan": "Tidak ada yang perlu diperbaiki"}, {"keputusan": "setujui"}, {"pejabat": "bima-ppid"}):
        with sidang.register.tulis() as k:
            asli = k.execute(tabel.kode.select().where(tabel.kode.c.pintu == p.id)).one()
            k.execute(tabel.kode.update().where(tabel.kode.c.id == asli.id).values(**ubah))
        assert sebab(sidang.jawab(p, ubah.get("keputusan", "kembalikan"), kode)) == "salah_kode"
        with sidang.register.tulis() as k:
            k.execute(
                tabel.kode.update().where(tabel.kode.c.id == asli.id).values(**{n: getattr(asli, n) for n in ubah})
            )
    assert isinstance(sidang.jawab(p, "kembalikan", kode), Putusan)


def test_a_code_computed_but_never_issued_is_nothing(sidang: Any) -> None:
    p = sidang.pintu("petugas")
    assert (
        sebab(sidang.jawab(p, "ajukan", tulis_kode(hitung_kode(sidang.brankas, p, "ajukan", "wulan", "", 1))))
        == "salah_kode"
    )


@pytest.mark.parametrize(
    ("peran", "orang", "keputusan", "kunci"),
    [
        ("petugas", "ratna", "ajukan", "bukan_wewenang"),
        ("petugas", "wulan", "setujui", "keputusan_asing"),
        ("ppid", "wulan", "setujui", "bukan_wewenang"),
        ("ppid", "surya", "setujui", "bukan_wewenang"),
        ("ppid", "ratna", "batalkan", "bukan_wewenang"),
        ("ppid", "ratna", "sahkan", "keputusan_asing"),
        ("atasan", "wulan", "sahkan", "bukan_wewenang"),
        ("atasan", "tidak-ada", "sahkan", "bukan_wewenang"),
        ("atasan", "surya", "", "keputusan_kosong"),
        ("atasan", "", "sahkan", "pejabat_kosong"),
    ],
)
def test_wrong_role_or_decision(sidang: Any, peran: str, orang: str, keputusan: str, kunci: str) -> None:
    assert sebab(sidang.minta(sidang.sampai(peran), orang, keputusan, totp="000000")) == kunci


def test_four_eyes_by_login_and_by_nip(sidang: Any) -> None:
    sidang.putuskan(sidang.pintu("petugas"), "bima", "ajukan")
    p = sidang.pintu("ppid")
    assert sebab(sidang.minta(p, "bima-ppid", "setujui")) == "empat_mata"
    sidang.putuskan(p, "ratna", "setujui")
    assert sebab(sidang.minta(sidang.pintu("atasan"), "ratna", "sahkan")) == "empat_mata"


def test_four_eyes_again_when_judged(sidang: Any) -> None:
    """The submitter's code was issued while the settings still said he was somebody else."""
    sidang.putuskan(sidang.pintu("petugas"), "bima", "ajukan")
    p = sidang.pintu("ppid")
    asli = sidang.pengaturan
    tanpa_nip = [o.model_copy(update={"nip": ""}) if o.kode == "bima-ppid" else o for o in asli.pejabat]
    sidang.pengaturan = asli.model_copy(update={"pejabat": tuple(tanpa_nip)})
    kode = sidang.kode(p, "bima-ppid", "setujui")
    sidang.pengaturan = asli
    assert sebab(sidang.jawab(p, "setujui", kode)) == "empat_mata"


def test_nobody_ratifies_what_was_not_approved(sidang: Any) -> None:
    assert sebab(sidang.minta(sidang.pintu("atasan"), "surya", "sahkan")) == "langkah_terlewat"
    assert sebab(sidang.minta(sidang.pintu("ppid", 2), "ratna", "setujui")) == "langkah_terlewat"


def test_role_that_ended_between_issue_and_click(sidang: Any) -> None:
    p = sidang.sampai("atasan")
    kode = sidang.kode(p, "plh", "sahkan")
    assert sebab(sidang.jawab(p, "sahkan", kode, klik=sidang.waktu + timedelta(hours=20))) == "bukan_wewenang"
    sidang.maju(days=1)
    assert sebab(sidang.minta(p, "plh", "sahkan")) == "bukan_wewenang"


def test_24_hours_by_the_click_not_by_the_judge(sidang: Any) -> None:
    p = sidang.pintu("petugas")
    kode = sidang.kode(p, "wulan", "ajukan")
    batas = sidang.waktu + timedelta(hours=24)
    assert sebab(sidang.jawab(p, "ajukan", kode, klik=batas + timedelta(seconds=1))) == "kedaluwarsa"
    assert sebab(sidang.jawab(p, "ajukan", kode, klik=sidang.waktu - timedelta(minutes=3))) == "sebelum_terbit"
    hasil = sidang.jawab(
        p, "ajukan", kode, klik=batas.astimezone(UTC).replace(tzinfo=None)
    )  # as Prefect's SQLite gives it
    assert isinstance(hasil, Putusan)
    assert hasil.waktu == batas.isoformat()


def test_newer_code_cancels_the_older(sidang: Any) -> None:
    p = sidang.pintu("petugas")
    lama, baru = sidang.kode(p, "wulan", "ajukan"), sidang.kode(p, "wulan", "ajukan")
    orang_lain = sidang.kode(p, "bima", "susun_ulang")
    assert sebab(sidang.jawab(p, "ajukan", lama)) == "diganti"
    assert isinstance(sidang.jawab(p, "ajukan", baru), Putusan)
    assert sebab(sidang.jawab(p, "susun_ulang", orang_lain)) == "pintu_tertutup"


def test_withdrawn_code(sidang: Any) -> None:
    p = sidang.pintu("petugas")
    kode = sidang.kode(p, "wulan", "ajukan")
    alat = {"pintu": p.id, "pejabat": "wulan"}
    dasar = (sidang.register, sidang.brankas, sidang.pengaturan)
    assert sebab(cabut_kode(*dasar, **alat, totp="000000", waktu=sidang.waktu)) == "salah_totp"
    sidang.maju(seconds=60)
    assert cabut_kode(*dasar, **alat, totp=sidang.totp("wulan"), waktu=sidang.waktu) is None
    assert sebab(sidang.jawab(p, "ajukan", kode)) == "dicabut"
    assert sebab(cabut_kode(*dasar, **alat, totp=sidang.totp("wulan"), waktu=sidang.waktu)) == "tidak_ada_kode"
    with sidang.register.baca() as k:
        assert [s.keadaan for s in status_kode(k, p.id, sidang.waktu)] == ["dicabut"]
    assert isinstance(sidang.jawab(p, "ajukan", sidang.kode(p, "wulan", "ajukan")), Putusan)


def test_same_answer_again_gives_the_same_decision(sidang: Any) -> None:
    p = sidang.sampai("ppid")
    kode = sidang.kode(p, "ratna", "setujui")
    satu = sidang.jawab(p, "setujui", kode)
    assert sidang.jawab(p, "setujui", kode, catatan="lagi", klik=sidang.waktu + timedelta(days=3)) == satu
    assert sebab(sidang.jawab(p, "kembalikan", kode)) == "pintu_tertutup"
    assert sebab(sidang.jawab(p, "setujui", "ABC-DEF-GHJ")) == "pintu_tertutup"
