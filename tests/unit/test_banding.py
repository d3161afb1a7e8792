"""Item keys, codes that follow their information, and the difference between editions."""

from __future__ import annotations

from typing import Any

import pytest

from dip.banding import bandingkan, cocokkan, judul_baku, kunci_entri, kunci_semua, status
from dip.entri import Asal, Entri, entri_kosong


def _entri(n: int, judul: str, tahun: int = 0, opd: str = "DINKES", **isi: Any) -> Entri:
    asal: Asal = {"berkas": "", "nama_berkas": "", "lembar": "", "baris": n, "sel": {}, "pewaris": {}}
    e: Any = {**entri_kosong(f"{opd}:0:{n}", opd, asal), "judul": judul, "tahun": tahun, "waktu_teks": str(tahun or "")}
    return {**e, "kode": f"BGK-{opd}-{n:04d}", **isi}


@pytest.mark.parametrize(
    "judul", ["Laporan Kinerja", "1. Laporan  Kinerja", "a) LAPORAN KINERJA.", "2.3 laporan-kinerja"]
)
def test_kunci_tanpa_nomor_dan_ejaan(judul):
    assert judul_baku(judul) == "laporan kinerja"
    assert kunci_entri(_entri(1, judul, 2024)) == "laporan kinerja|2024"


def test_kunci_tanpa_kategori():
    assert kunci_entri(_entri(1, "SOP", kategori="berkala")) == kunci_entri(_entri(2, "SOP", kategori="setiap_saat"))


def test_kunci_ganda_bernomor_menurut_urutan():
    baris = [
        _entri(1, "SOP"),
        _entri(2, "SOP"),
        _entri(3, "SOP", 2024),
        _entri(1, "SOP", opd="DINSOS"),
        _entri(4, "sop"),
    ]
    assert kunci_semua(baris) == {
        "DINKES:0:1": "sop|",
        "DINKES:0:2": "sop|#2",
        "DINKES:0:3": "sop|2024",
        "DINSOS:0:1": "sop|",
        "DINKES:0:4": "sop|#3",
    }


@pytest.mark.parametrize(
    ("lama", "baru", "cocok"),
    [
        (("Renja 2024", 2024), ("1. RENJA 2024", 2024), True),
        (("LKjIP", 2023), ("LKjIP", 2024), False),
        (("LKjIP 2023", 2023), ("LKjIP 2024", 2024), False),
        (("LKjIP 2023", 2024), ("LKjIP 2024", 2024), False),
        (("LKjIP", 2023), ("LKjIP 2023", 2024), True),
        (("LKjIP", 0), ("LKjIP", 2024), True),
        (("LKjIP", 2023), ("LKjIP", 0), True),
        (("Renstra 2021-2026", 2021), ("Renstra 2021-2026", 0), True),
        (("Profil Dinas", 2024), ("Profil Kantor", 2024), False),
        (("2023", 2023), ("2024", 2024), False),
    ],
)
def test_satu_lawan_satu(lama, baru, cocok):
    hasil = cocokkan([_entri(1, *lama)], [_entri(9, *baru, kode="")])
    assert hasil == ({"DINKES:0:9": "BGK-DINKES-0001"} if cocok else {})


def test_tanpa_tahun_hanya_bila_tunggal():
    lama = [_entri(1, "LKjIP", 2022), _entri(2, "LKjIP", 2023)]
    assert cocokkan(lama, [_entri(9, "LKjIP")]) == {}
    assert cocokkan([_entri(1, "LKjIP")], [_entri(8, "LKjIP", 2023), _entri(9, "LKjIP", 2024)]) == {}


def test_kembar_menurut_isi_lalu_waktu_lalu_urutan():
    lama = [
        _entri(i, "Laporan", 2024, waktu_teks=w, ringkasan=r)
        for i, w, r in ((1, "TW I", "a"), (2, "TW II", "b"), (3, "TW III", "c"))
    ]
    baru = [
        _entri(i, "Laporan", 2024, waktu_teks=w, ringkasan=r)
        for i, w, r in ((7, "TW III", "c"), (8, "TW IV", "d"), (9, "TW II", "x"))
    ]
    assert cocokkan(lama, baru) == {
        "DINKES:0:7": "BGK-DINKES-0003",
        "DINKES:0:9": "BGK-DINKES-0002",
        "DINKES:0:8": "BGK-DINKES-0001",
    }


def test_hanya_di_dalam_opd_dan_kode_sekali():
    lama = [_entri(1, "Renja", 2024), _entri(2, "Renja", 2024, kode="")]
    baru = [_entri(1, "Renja", 2024, opd="DINSOS"), _entri(5, "Renja", 2024), _entri(6, "Renja", 2024)]
    assert cocokkan(lama, baru) == {"DINKES:0:5": "BGK-DINKES-0001"}


def test_bandingkan():
    hidup = [_entri(1, "A", 2024), _entri(2, "B", bentuk=["cetak"]), _entri(3, "C", opd="DINSOS")]
    baru = [
        _entri(1, "A", 2024, nomor=7, edisi_data="2026-11"),
        _entri(2, "B", bentuk=["cetak", "online"], kategori="berkala"),
        _entri(4, "D"),
    ]
    assert bandingkan(hidup, baru) == {
        "baru": ["BGK-DINKES-0004"],
        "diubah": [
            {
                "kode": "BGK-DINKES-0002",
                "opd": "DINKES",
                "judul": "B",
                "kolom": {"kategori": ["", "berkala"], "bentuk": ["cetak", "cetak; online"]},
            }
        ],
        "dicabut": [{"kode": "BGK-DINSOS-0003", "opd": "DINSOS", "judul": "C", "kolom": {}}],
        "tetap": 1,
    }
    assert status(hidup, baru) == {"BGK-DINKES-0001": "tetap", "BGK-DINKES-0002": "diubah", "BGK-DINKES-0004": "baru"}


@pytest.mark.parametrize("kode", ["", "BGK-DINKES-0001"])
def test_kode_kosong_atau_ganda_ditolak(kode):
    with pytest.raises(ValueError, match="kode"):
        bandingkan([], [_entri(1, "A"), _entri(2, "B", kode=kode)])
