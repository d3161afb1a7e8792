"""Candidates from the Satu Data portal: what counts as listed, what is only alike, and what an office gets to see."""

from __future__ import annotations

from typing import Any

import pytest

from dip.entri import Entri, entri_kosong
from dip.kandidat import Dataset, kandidat, usulan

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


def test_each_dataset_once_in_their_order() -> None:
    calon = kandidat([dataset("b", "Beta"), dataset("a", "Alfa"), dataset("B", "Beta lagi")], [])
    assert [k.dataset.nama for k in calon] == ["b", "a"]


def test_a_candidate_as_a_row_leaves_the_category_to_the_office() -> None:
    calon = kandidat(
        [dataset("kasus", "Jumlah\nKasus", keterangan="Per kecamatan. " * 60)], [baris(1, "Jumlah kasuss")]
    )
    [e] = usulan(calon, "DINKES")
    assert (e["judul"], e["kategori"], e["kode"]) == ("Jumlah Kasus", "", "")
    assert (e["satu_data_id"], e["tanggal_pemutakhiran"]) == ("kasus", "2026-10-05")
    assert e["tautan"] == ["https://satudata.contohkab.go.id/dataset/kasus"]
    assert len(e["ringkasan"]) <= 500
    assert "Jumlah kasuss" in e["keterangan"]
    # what it says of itself makes it listed
    assert kandidat([k.dataset for k in calon], [e]) == []
