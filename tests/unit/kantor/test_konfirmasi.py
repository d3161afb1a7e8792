"""How an office confirms its data, declared one way or written down another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from dip.edisi import Edisi
from dip.hasil_baca import HasilBaca
from dip.konfirmasi import KataKantor, kata_kantor, konfirmasi_opd, sebut_konfirmasi
from dip.normal import Ternormal
from dip.pengaturan import Opd
from dip.pernyataan import Pernyataan
from dip.register import Register
from dip.tanda_terima import simpan_tarikan
from dip.tarikan import Tarikan

Buat = Callable[..., Tarikan]
TANDA = {"penandatangan_nama": "Siti", "tanggal": "2026-11-01"}


def opd(konfirmasi: str) -> Opd:
    return Opd.model_validate({"kode": "DINKES", "nama": "Dinas Kesehatan", "konfirmasi": konfirmasi})


def bacaan(**pengirim: str) -> HasilBaca:
    return HasilBaca("xlsx", "i", [], Ternormal([], [], [], 0, pengirim))


def kata(jenis: Any, waktu: datetime, **lain: Any) -> KataKantor:
    isi: dict[str, Any] = {
        "cara": "surat_pengantar",
        "tanggal": "2026-11-02",
        "pelaku": "tuti",
        "sha_berkas": "",
        **lain,
    }
    p = Pernyataan(4, "UJI", "DINKES", "2026-11", jenis=jenis, catatan="", waktu=waktu.isoformat(), **isi)
    return KataKantor((p,))


def test_kiriman_pada_hari_berkas(tarikan: Buat, saat: datetime) -> None:
    t = tarikan(diubah="2026-10-28T20:00:00+07:00")
    assert konfirmasi_opd(opd("kiriman"), t, bacaan(), KataKantor()) == ("kiriman", "2026-10-28")
    kepala = tarikan(diubah="Wed, 28 Oct 2026 20:00:00 GMT")
    assert konfirmasi_opd(opd("kiriman"), kepala, bacaan(), KataKantor()) == ("kiriman", "2026-10-29")
    dulu = KataKantor(sejak={"DINKES": (saat - timedelta(days=40)).isoformat()})
    assert konfirmasi_opd(opd("kiriman"), tarikan("tetap"), bacaan(), dulu) == ("kiriman", "2026-09-24")
    for aneh in ("", "kemarin", "2031-01-01T00:00:00+07:00"):
        assert konfirmasi_opd(opd("kiriman"), tarikan(diubah=aneh), bacaan(), KataKantor())[1] == "2026-11-03"


@pytest.mark.parametrize(
    ("pengirim", "hari"),
    [
        (TANDA, "2026-11-01"),
        ({"nip": "1", "tanggal": "2026-11-03"}, "2026-11-03"),
        ({"penandatangan_nama": "Siti"}, ""),
        ({"tanggal": "2026-11-01"}, ""),
        ({**TANDA, "tanggal": "2027-01-01"}, ""),
    ],
)
def test_blok_tanda_tangan_bernama_dan_bertanggal(tarikan: Buat, pengirim: dict[str, str], hari: str) -> None:
    hasil = konfirmasi_opd(opd("blok_tanda_tangan"), tarikan(), bacaan(**pengirim), KataKantor())
    assert hasil == (("blok_tanda_tangan", hari) if hari else ("", ""))


def test_surel_dan_surat(tarikan: Buat, saat: datetime) -> None:
    assert konfirmasi_opd(opd("surel"), tarikan(), bacaan(), KataKantor()) == ("", "")
    surel = tarikan(pengirim="ppid@dinkes.example", diubah="2026-11-02T08:00:00+07:00")
    assert konfirmasi_opd(opd("surel"), surel, bacaan(), KataKantor()) == ("surel", "2026-11-02")
    assert konfirmasi_opd(opd("surat_pengantar"), tarikan(), bacaan(**TANDA), KataKantor()) == ("", "")
    for cara in ("surat_pengantar", "surel"):
        hasil = konfirmasi_opd(opd(cara), tarikan(), bacaan(), kata("konfirmasi", saat))
        assert hasil == ("surat_pengantar", "2026-11-02")


def test_nihil_mengonfirmasi_diri_sendiri_yang_dibawa_tidak(tarikan: Buat, saat: datetime) -> None:
    penanda = tarikan("nihil", diubah="2026-11-01T10:00:00+07:00")
    assert konfirmasi_opd(opd("surat_pengantar"), penanda, bacaan(), KataKantor()) == ("nihil", "2026-11-01")
    for hasil in ("nihil", "tetap"):
        p = konfirmasi_opd(opd("surel"), tarikan(hasil), bacaan(), kata("nihil", saat, cara="formulir"))
        assert p == ("nihil", "2026-11-02")
    assert konfirmasi_opd(opd("kiriman"), tarikan("gagal"), None, kata("konfirmasi", saat)) == ("", "")
    assert konfirmasi_opd(opd("kiriman"), tarikan(), HasilBaca("", "", [], None), KataKantor()) == ("", "")
    assert konfirmasi_opd(opd("kiriman"), None, None, KataKantor()) == ("", "")


def test_kata_kantor_tahu_sejak_kapan(register: Register, edisi: Edisi, tarikan: Buat, saat: datetime) -> None:
    lain = tarikan(waktu=saat, sha_berkas="c" * 64)
    with register.tulis() as k:
        for n, t in enumerate((tarikan(), lain, tarikan(), tarikan("tetap"))):
            simpan_tarikan(k, edisi.id, Tarikan.dari_json({**t.ke_json(), "waktu": f"2026-11-03T10:0{n}:00+07:00"}))
    with register.baca() as k:
        hasil = kata_kantor(k, "UJI", "2026-11", [tarikan("tetap"), tarikan("gagal", opd="X", sha_berkas="")])
    assert hasil.sejak == {"DINKES": "2026-11-03T10:02:00+07:00"}
    assert hasil.pernyataan == ()
    assert sebut_konfirmasi("") == "belum dikonfirmasi"
    assert sebut_konfirmasi("nihil") != "nihil"
