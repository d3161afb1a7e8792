"""Completeness: what counts, what a finding takes away, how it is said."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dip.entri import entri_kosong
from dip.kelengkapan import BOBOT, SATUAN, Skor, pita, sebut_skor, skor_baris, skor_edisi, skor_opd
from dip.temuan import Temuan

LENGKAP: dict[str, Any] = {
    "judul": "Laporan Kinerja", "ringkasan": "Capaian kinerja selama setahun", "kategori": "berkala",
    "pejabat_penguasa": "Sekretaris", "penanggung_jawab": "Subbagian Program", "waktu_teks": "2025",
    "tempat": "Contoh Baru", "bentuk": ["softcopy"], "retensi_teks": "5 tahun",
}  # fmt: skip


def baris(n: int = 1, opd: str = "DINKES", **isi: Any) -> dict[str, Any]:
    asal: Any = {"berkas": "", "nama_berkas": "", "lembar": "DIP", "baris": n, "sel": {}, "pewaris": {}}
    return {**entri_kosong(f"{opd}:0:{n}", opd, asal), **LENGKAP, **isi}


def rekap(*semua: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(list(semua))


@pytest.mark.parametrize(
    ("isi", "nilai"),
    [
        ({}, "100.0"),
        ({"retensi_teks": ""}, "87.5"),
        ({"ringkasan": "Laporan"}, "87.5"),
        ({"waktu_teks": " "}, "90.6"),
        ({"tempat": ""}, "96.9"),
        ({"bentuk": [], "bentuk_teks": "batu"}, "87.5"),
        ({"kategori": ""}, "87.5"),
        ({"bentuk": ["online"]}, "88.9"),
        ({"bentuk": ["online"], "tautan": ["http://10.0.0.1/a"]}, "88.9"),
        ({"bentuk": ["online"], "tautan": ["https://contoh.go.id/a.pdf"]}, "100.0"),
        ({"tautan": ["https://contoh.go.id/a.pdf"]}, "100.0"),
    ],
)
def test_satu_baris(isi, nilai):
    assert skor_edisi(rekap(baris(**isi))).teks == nilai


def test_nilai_yang_dibuang_temuan_dianggap_kurang():
    df = rekap(baris(1), baris(2))
    buang = [Temuan("DIP-031", entri="DINKES:0:2", kolom="waktu_teks"), Temuan("STR-008", entri="lain", kolom="bentuk")]
    assert skor_baris(df, buang).tolist() == [100.0, pytest.approx(90.625)]
    assert skor_baris(df, [Temuan("DIP-018", entri="DINKES:0:2", kolom="retensi_teks")]).tolist() == [100.0, 100.0]


def test_per_opd_dan_yang_kurang():
    df = rekap(baris(1), baris(2, retensi_teks=""), baris(3, "DINSOS", retensi_teks="", penanggung_jawab=""))
    hasil = skor_opd(df)
    assert list(hasil) == ["DINKES", "DINSOS"]
    assert hasil["DINKES"] == Skor("93.8", 2, 1, {"retensi_teks": 1})
    assert (hasil["DINSOS"].teks, hasil["DINSOS"].pita) == ("75.0", "Cukup")
    assert skor_edisi(df).teks == "87.5"


def test_tanpa_baris_tidak_ada_skor():
    kosong = rekap(baris()).iloc[:0]
    assert skor_opd(kosong) == {}
    assert skor_edisi(kosong) == Skor("", 0, 0, {})
    assert skor_edisi(pd.DataFrame([])).pita == ""
    assert skor_baris(kosong).tolist() == []
    assert sebut_skor("") is None


@pytest.mark.parametrize(
    ("nilai", "nama"),
    [(100, "Informatif"), (90, "Informatif"), (89.9, "Menuju Informatif"), (80, "Menuju Informatif"), (79.9, "Cukup"),
     (60, "Cukup"), (59.9, "Kurang"), (40, "Kurang"), (39.9, "Tidak Informatif"), (0, "Tidak Informatif")],
)  # fmt: skip
def test_pita(nilai, nama):
    assert pita(nilai) == nama


def test_sebutan():
    assert sebut_skor("87.5") == ("87,5", "Menuju Informatif")


def test_bobot_habis_dibagi():
    penuh = sum(BOBOT.values())
    assert SATUAN % penuh == SATUAN % (penuh - BOBOT["tautan"]) == 0


ISI = st.fixed_dictionaries(
    {},
    optional={k: st.just("") for k in ("ringkasan", "pejabat_penguasa", "waktu_teks", "tempat", "retensi_teks")}
    | {"bentuk": st.sampled_from([[], ["online"], ["cetak"]])},
)


@given(st.lists(ISI, min_size=1, max_size=12), st.randoms())
def test_tetap_di_urutan_apa_pun(semua, acak):
    df = rekap(*(baris(n, **isi) for n, isi in enumerate(semua)))
    acakan = df.sample(frac=1, random_state=acak.randrange(1000))
    assert skor_edisi(df) == skor_edisi(acakan)
    per_baris = skor_baris(df)
    assert ((per_baris >= 0) & (per_baris <= 100)).all()
    assert abs(per_baris.mean() - skor_edisi(df).nilai) <= 0.051
