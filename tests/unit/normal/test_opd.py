"""Names of offices: abbreviations, our own regency, lists; never another regency (domain.md §0, REF-001)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dip.normal.opd import PencariOpd
from dip.pengaturan import Opd

SEMUA = [
    Opd(kode="DINKES", nama="Dinas Kesehatan", alias=("Dinkes",)),
    Opd(kode="DLH", nama="Dinas Lingkungan Hidup"),
    Opd(kode="PERKIM", nama="Dinas Perumahan, Kawasan Permukiman dan Pertanahan"),
    Opd(kode="KEC-A", nama="Kecamatan Sungailiat"),
    Opd(kode="RSUD-A", nama="RSUD Depati Bahrin"),
    Opd(kode="ORGANISASI", nama="Bagian Organisasi", induk="SETDA"),
    Opd(kode="SETDA", nama="Sekretariat Daerah"),
    Opd(kode="BAKEUDA", nama="Badan Keuangan Daerah", alias=("bakueda",)),
]


@pytest.fixture(scope="module")
def cari() -> PencariOpd:
    return PencariOpd(SEMUA, "Pemerintah Kabupaten Bangka")


@pytest.mark.parametrize(
    ("teks", "kode"),
    [
        ("  DINAS  kesehatan ", "DINKES"),
        ("Dinas Kesehatan Kabupaten Bangka", "DINKES"),
        ("Dinas Kesehatan Kab. Bangka", "DINKES"),
        ("Dinas Kesehatan Bangka", "DINKES"),
        ("Dinas Kesehatan Pemkab Bangka", "DINKES"),
        ("PPID Pelaksana Dinas Kesehatan", "DINKES"),
        ("Kantor Camat Sungailiat", "KEC-A"),
        ("Kec. Sungailiat", "KEC-A"),
        ("Kecamatan Sungailiat Kabupaten Bangka", "KEC-A"),
        ("RSUD", "RSUD-A"),
        ("Rumah Sakit Umum Daerah Depati Bahrin", "RSUD-A"),
        ("Bag. Organisasi Setda", "ORGANISASI"),
        ("Bagian Organisasi Sekretariat Daerah Kabupaten Bangka", "ORGANISASI"),
        ("Setda", "SETDA"),
        ("dlh & dinkes", "DLH"),
        ("Dinas Perumahan, Kawasan Permukiman dan Pertanahan", "PERKIM"),
        ("Dinas Perumahan, Kawasan Permukiman dan Pertanahan, DLH", "PERKIM"),
        ("bakueda dan Masing-masing OPD", "BAKEUDA"),
        ("Dinas Kesehatan Kabupaten Bangkalan", ""),
        ("Dinas Kesehatan Bangka Tengah", ""),
        ("Dinas Kesehatan Kabupaten Bangka Tengah", ""),
        ("Dinas Kesehatan Provinsi Kepulauan Bangka Belitung", ""),
        ("Dinas Kesehatan dan Dinas Antah Berantah", ""),
        ("Dinas", ""),
        ("Kabupaten Bangka", ""),
        ("Bangka", ""),
        ("", ""),
    ],
)
def test_names(cari: PencariOpd, teks: str, kode: str) -> None:
    assert cari.cari(teks) == kode


def test_a_list_belongs_to_the_sender_when_it_is_in_it(cari: PencariOpd) -> None:
    assert cari.milik("Bag. Organisasi, dinkes, bakueda", "BAKEUDA") == "BAKEUDA"
    assert cari.milik("Bag. Organisasi, dinkes, bakueda", "DLH") == "ORGANISASI"
    assert cari.milik("bakueda dan Masing-masing OPD", "DLH") == "DLH"
    assert cari.milik("Dinas Antah", "DLH") == ""


def test_without_a_regency_nothing_is_cut_off() -> None:
    assert PencariOpd(SEMUA).cari("Dinas Kesehatan Kabupaten Bangka") == ""


def test_two_offices_of_one_short_name_are_none(cari: PencariOpd) -> None:
    dua = PencariOpd([*SEMUA, Opd(kode="RSUD-B", nama="RSUD Eko Maulana")])
    assert (dua.cari("RSUD"), dua.cari("RSUD Eko Maulana")) == ("", "RSUD-B")


def test_proposals_stay_inside_the_regency(cari: PencariOpd) -> None:
    assert cari.usul("Dinas Kesehatn") == "DINKES"
    assert cari.usul("Dinas Kesehatan Bangka Tengah") == ""


def test_parent_and_child(cari: PencariOpd) -> None:
    assert cari.seinduk("ORGANISASI", "SETDA")
    assert cari.seinduk("SETDA", "ORGANISASI")
    assert not cari.seinduk("DLH", "SETDA")


def test_offices_of_other_regencies_are_never_ours(data_bersama: Path) -> None:
    """Real lists: the offices of Bangkalan are none of Bangka's, whatever they share in name."""
    with (data_bersama / "wilayah" / "opd_bangkalan.csv").open(encoding="utf-8") as f:
        asing = [b["nama"] for b in csv.DictReader(f) if "Kabupaten Bangkalan" in b["nama"]]
    polos = [n.replace(" Kabupaten Bangkalan", "") for n in asing]
    milik = PencariOpd([Opd(kode=f"K-{n}", nama=p) for n, p in enumerate(dict.fromkeys(polos))], "Kabupaten Bangka")
    assert asing
    assert [n for n in asing if milik.cari(n)] == []
    assert all(milik.cari(f"{p} Kabupaten Bangka") == milik.cari(p) != "" for p in polos)


def test_real_lists_resolve_their_own_names(data_bersama: Path) -> None:
    with (data_bersama / "wilayah" / "opd_keerom_dengan_singkatan.csv").open(encoding="utf-8") as f:
        daftar = [(b["nama_instansi"], b["singkatan"]) for b in csv.DictReader(f)]
    semua = [Opd(kode=f"K-{n}", nama=nama[:300]) for n, (nama, _) in enumerate(daftar)]
    cari = PencariOpd(semua, "Pemerintah Kabupaten Keerom")
    unik = {nama for nama, _ in daftar}
    for nama in unik:
        assert semua[int(cari.cari(nama)[2:])].nama == nama
        assert semua[int(cari.cari(f"{nama} Kab. Keerom")[2:])].nama == nama
