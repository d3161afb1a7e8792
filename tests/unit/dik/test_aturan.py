"""DIK-001 … DIK-041 complain of exactly what is missing, and repeat nothing that is closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from dip.aturan.daftar import ATURAN
from dip.aturan.dik import PEMERIKSA_DIK, aturan_dik, nilai_dik
from dip.dik import Dik, judul_menurut_opd, judul_tertutup, judul_untuk_koreksi
from dip.entri import Entri
from dip.usul_dik import dari_entri

HARI = date(2026, 11, 12)
KIP_A = [{"pasal": 17, "huruf": "a"}]


def kode(d: Dik) -> list[str]:
    return [t.kode for t in nilai_dik([d], HARI)]


@pytest.mark.parametrize(
    ("lain", "harapan"),
    [
        ({}, []),
        ({"dasar_pengecualian": []}, ["DIK-001"]),
        ({"dasar_pengecualian": [{"pasal": 17}]}, ["DIK-001"]),
        ({"dasar_pengecualian": [{"pasal": 6, "huruf": "c"}]}, ["DIK-001"]),
        ({"dasar_pengecualian": [{"uu": "UU 27/2022", "pasal": 17, "huruf": "a"}]}, ["DIK-001"]),
        ({"dasar_pengecualian": [{"uu": "UU 27/2022"}, {"pasal": 17, "huruf": "j"}]}, []),
        ({"konsekuensi_dibuka": ""}, ["DIK-002"]),
        ({"konsekuensi_ditutup": ""}, ["DIK-002"]),
        ({"jangka_waktu_teks": ""}, ["DIK-003"]),
        ({"jangka_waktu_teks": "", "berakhir_pada": "2030-01-01"}, []),
        ({"nomor_uji_konsekuensi": ""}, ["DIK-004"]),
        ({"tanggal_uji": ""}, ["DIK-004"]),
        ({"nomor_sk_penetapan": ""}, ["DIK-005"]),
        ({"tanggal_sk": None}, ["DIK-005"]),
        ({"persetujuan_pimpinan": ""}, ["DIK-005"]),
        ({"judul_umum": "Peraturan Bupati tentang Tarif"}, ["DIK-030"]),
        ({"judul_umum": "Rancangan Peraturan Bupati tentang Tarif"}, []),
        ({"judul_khusus": ["DPA Dinas Tahun 2026"]}, ["DIK-030"]),
        ({"dasar_pengecualian": KIP_A, "jangka_waktu_teks": "Permanen"}, ["DIK-040"]),
        ({"dasar_pengecualian": KIP_A, "jangka_waktu_jenis": "permanen"}, ["DIK-040"]),
        ({"dasar_pengecualian": KIP_A, "jangka_waktu_teks": "Permanen", "berakhir_pada": "2040-01-01"}, []),
        ({"dasar_pengecualian": KIP_A, "jangka_waktu_teks": "30 tahun"}, []),
        ({"jangka_waktu_teks": "Permanen"}, []),
        ({"berakhir_pada": "2027-01-11"}, ["DIK-041"]),
        ({"berakhir_pada": "2027-01-12"}, []),
        ({"berakhir_pada": "2026-11-11"}, ["DIK-041"]),
        ({"jangka_waktu_teks": "1 tahun"}, ["DIK-041"]),
        ({"jangka_waktu_teks": "2 tahun"}, []),
        ({"jangka_waktu_teks": "1 tahun", "mulai": None, "tanggal_sk": "2026-01-02"}, ["DIK-041"]),
    ],
)
def test_one_thing_missing(dik: Callable[..., Dik], lain: dict[str, Any], harapan: list[str]) -> None:
    assert kode(dik(**lain)) == harapan


@pytest.mark.parametrize("status", ["berakhir", "dibatalkan_putusan", "ditolak"])
def test_what_is_open_again_is_not_asked(dik: Callable[..., Dik], status: str) -> None:
    d = dik(status=status, dasar_pengecualian=[], berakhir_pada="2020-01-01", mulai="2019-01-01")
    assert nilai_dik([d], HARI) == []
    assert judul_tertutup([d]) == []
    assert judul_menurut_opd([d]) == {}


def test_only_handle_letters_and_day_are_said(dik: Callable[..., Dik]) -> None:
    huruf = [{"pasal": 17, "huruf": h} for h in "cahb"]
    d = dik(
        dasar_pengecualian=huruf, jangka_waktu_teks="Permanen", judul_khusus=["LKjIP Rahasia"], konsekuensi_dibuka=""
    )
    temuan = nilai_dik([d, dik(berakhir_pada="2026-12-31")], HARI)
    assert [(t.kode, t.opd, t.parameter) for t in temuan] == [
        ("DIK-002", "DINSOS", {"id": "DIK-KTH-2026-001"}),
        ("DIK-030", "DINSOS", {"id": "DIK-KTH-2026-001"}),
        ("DIK-040", "DINSOS", {"id": "DIK-KTH-2026-001", "h": "a, b, c"}),
        ("DIK-041", "DINSOS", {"id": "DIK-KTH-2026-001", "tanggal": "31 Desember 2026"}),
    ]


def test_a_proposal_is_found_where_it_stands(baris: Callable[..., Entri]) -> None:
    temuan = nilai_dik([dari_entri(baris(7, "Soal Ujian"))], HARI)
    assert [(t.kode, t.sel) for t in temuan] == [
        ("DIK-001", "B7"),
        ("DIK-002", "B7"),
        ("DIK-003", "F7"),
        ("DIK-004", "B7"),
        ("DIK-005", "B7"),
    ]
    assert {(t.berkas, t.lembar, t.baris, t.entri) for t in temuan} == {("dinsos.xlsx", "DIK", 7, "DINSOS:1:7")}
    assert {str(t.parameter) for t in temuan} == {"{'id': 'USUL-DINSOS-1-7'}"}


def test_every_rule_has_a_line_and_a_source() -> None:
    assert list(PEMERIKSA_DIK) == [f"DIK-{n}" for n in ("001", "002", "003", "004", "005", "030", "040", "041")]
    assert all(k in ATURAN and f.__doc__ and "art" in f.__doc__ for k, f in PEMERIKSA_DIK.items())
    with pytest.raises(ValueError, match="DIK-001"):
        aturan_dik("DIK-001")(PEMERIKSA_DIK["DIK-002"])


def test_closed_texts(dik: Callable[..., Dik]) -> None:
    d = dik(uraian_tertutup="Baris satu yang tertutup\nBaris dua yang tertutup")
    assert judul_tertutup([d, d]) == [
        "Daftar Nama Penerima Bantuan Tunai",
        "Baris satu yang tertutup\nBaris dua yang tertutup",
        "Baris satu yang tertutup",
        "Baris dua yang tertutup",
    ]
    assert d.judul_umum not in judul_tertutup([d])
    assert judul_untuk_koreksi([d, d], "DINSOS") == ["Daftar Nama Penerima Bantuan Tunai", "Data penerima bantuan"]
    assert judul_untuk_koreksi([d], "DINKES") == judul_untuk_koreksi([dik(status="ditolak")], "DINSOS") == []
    assert judul_menurut_opd([d]) == {"DINSOS": ["Daftar Nama Penerima Bantuan Tunai"]}
    assert "tertutup" not in repr(d) and "Tunai" not in repr(d)
