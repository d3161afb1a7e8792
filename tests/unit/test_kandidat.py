"""Candidates from the Satu Data portal: what counts as listed, what is only alike, and what an office gets to see."""

from __future__ import annotations

from typing import Any

import pytest

from dip.entri import Entri, entri_kosong
from dip.kandidat import Dataset, kandidat, pangkal, usulan

ASAL: Any = {"berkas": "", "nama_berkas": "", "lembar": "", "baris": 0, "sel": {}, "pewaris": {}}


def baris(n: int, judul: str, **lain: Any) -> Entri:
    isi: Any = {**entri_kosong(f"DINKES:0:{n}", "DINKES", ASAL), "judul": judul, **lain}
    return isi


def dataset(nama: str, judul: str, **lain: Any) -> Dataset:
    situs = "https://satudata.contohkab.go.id"
    return Dataset(**{"nama": nama, "judul": judul, "keterangan": "", "alamat": f"{situs}/dataset/{nama}",
                      "diubah": "2026-10-05", **lain})  # fmt: skip


@pytest.mark.parametrize(
    "ada",
    [
        {"judul": "Lain sama sekali", "satu_data_id": "Kasus-DBD"},
        {"judul": "Lain sama sekali", "tautan": ["https://satudata.contohkab.go.id/id/dataset/kasus-dbd"]},
        {"judul": "Lain", "tautan": ["https://data.contohkab.go.id/dataset/kasus-dbd/resource/1/download/x.csv"]},
        {"judul": "JUMLAH  KASUS DBD"},
        {"judul": "Jumlah kasus DBD", "kategori": "dikecualikan"},
    ],
)
def test_listed_is_no_candidate(ada: dict[str, Any]) -> None:
    assert kandidat([dataset("kasus-dbd", "Jumlah Kasus DBD")], [baris(1, **ada)]) == []


@pytest.mark.parametrize(
    "ada",
    [
        {"judul": "Lain", "tautan": ["https://satudata.contohkab.go.id/dataset/kasus-dbd-2024"]},
        {"judul": "Lain", "tautan": ["https://satudata.contohkab.go.id/dataset"]},
        {"judul": "Jumlah Kasus DBD 2024"},
        {"judul": ""},
    ],
)
def test_other_things_are_not_it(ada: dict[str, Any]) -> None:
    [satu] = kandidat([dataset("kasus-dbd", "Jumlah Kasus DBD")], [baris(1, **ada)])
    assert (satu.dataset.nama, satu.mirip) == ("kasus-dbd", "")


def test_the_row_most_alike_is_named_and_years_tell_apart() -> None:
    milik = [baris(1, "Profil Kesehatan Kabupaten 2024"), baris(2, "Profil Kesehatan Kab. 2025"),
             baris(3, "Profil Kesehatan Kabupaten Tahun 2025")]  # fmt: skip
    [satu] = kandidat([dataset("profil", "Profil Kesehatan Kabupaten 2025")], milik)
    assert satu.mirip == "Profil Kesehatan Kabupaten Tahun 2025"


@pytest.mark.parametrize(
    "judul", ["Daftar Penghuni Rumah Aman", "Daftar Penghuni Rumah Aman 2025", "Daftar Penghuni Rumah-Aman"]
)
@pytest.mark.parametrize(
    ("milik", "register"),
    [
        ([{"kategori": "dikecualikan"}], []),
        ([{"kategori_calon": ["berkala", "dikecualikan"]}], []),
        ([{"kategori_teks": "Di kecualikan"}], []),
        ([], ["Daftar Penghuni Rumah Aman"]),
    ],
)
def test_excluded_information_is_not_offered(judul: str, milik: list[dict[str, Any]], register: list[str]) -> None:
    entri = [baris(n, "Daftar Penghuni Rumah Aman", **isi) for n, isi in enumerate(milik)]
    assert kandidat([dataset("penghuni", judul)], entri, register) == []


def test_excluded_information_is_named_beside_no_candidate() -> None:
    mirip = "Daftar Penghuni Rumah Negara"
    calon = dataset("penghuni", "Daftar Penghuni Rumah Tangga")
    assert kandidat([calon], [baris(1, mirip)])[0].mirip == mirip
    for tutup in ({"kategori": "dikecualikan"}, {"kategori_teks": "rahasia"}):
        assert [k.mirip for k in kandidat([calon], [baris(1, mirip, **tutup)])] == [""]


@pytest.mark.parametrize("nomor", ["3201011501900001", "3201 0115 0190 0001", "0812-3456-7890"])
def test_a_cut_never_leaves_half_of_a_number(nomor: str) -> None:
    for n in range(1, len(nomor)):
        assert pangkal("x" * (99 - n) + " " + nomor + " y" * 500, 100) == "x" * (99 - n)
    assert pangkal("Per kecamatan. " * 60, 100) == ("Per kecamatan. " * 60)[:100].rstrip()
    assert pangkal(nomor, 100) == nomor


def test_each_dataset_once_in_their_order() -> None:
    calon = kandidat([dataset("b", "Beta"), dataset("a", "Alfa"), dataset("B", "Beta lagi")], [])
    assert [k.dataset.nama for k in calon] == ["b", "a"]


def test_a_candidate_as_a_row_leaves_the_category_to_the_office() -> None:
    calon = kandidat([dataset("kasus", "Jumlah Kasus", keterangan="Per kecamatan.")], [baris(1, "Jumlah kasuss")])
    [e] = usulan(calon, "DINKES")
    assert (e["judul"], e["ringkasan"]) == ("Jumlah Kasus", "Per kecamatan.")
    assert (e["kategori"], e["kode"]) == ("", "")
    assert (e["satu_data_id"], e["tanggal_pemutakhiran"]) == ("kasus", "2026-10-05")
    assert e["tautan"] == ["https://satudata.contohkab.go.id/dataset/kasus"]
    assert "Jumlah kasuss" in e["keterangan"]
    # what it says of itself makes it listed
    assert kandidat([k.dataset for k in calon], [e]) == []
