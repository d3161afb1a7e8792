"""Permanent addresses: every code has one, it does not move, and what is gone says so without its title."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from keluaran.bentuk import BentukGalat, bangun
from keluaran.bentuk.alamat import alamat_butir, ember, nama_edisi_berkas


def _pohon(isi: bytes) -> html.HtmlElement:
    return html.document_fromstring(isi, parser=html.HTMLParser(encoding="utf-8"))


@pytest.mark.parametrize(
    ("kode", "harap"),
    [
        ("BGK-DINKES-0042", "n/dinkes/1.html#BGK-DINKES-0042"),
        ("BGK-DINKES-0100", "n/dinkes/1.html#BGK-DINKES-0100"),
        ("BGK-DINKES-0101", "n/dinkes/2.html#BGK-DINKES-0101"),
        ("BGK-KEC-MUARA-2-12345", "n/kec-muara-2/124.html#BGK-KEC-MUARA-2-12345"),
    ],
)
def test_address_follows_from_the_code_alone(kode, harap):
    assert alamat_butir(kode) == harap


@pytest.mark.parametrize(
    "kode", ["", "x", "BGK-DINKES-0000", "BGK--1", "BGK-../x-0001", "BGK-A-1\n", '"><b>-A-1', "B-A-1"]
)
def test_text_that_is_no_code_has_no_address(kode):
    assert alamat_butir(kode) == ""
    assert ember(kode) == ("", 0)


@given(st.from_regex(r"[A-Z]{2,6}-[A-Z0-9][A-Z0-9-]{1,30}-[0-9]{4,6}", fullmatch=True))
def test_address_is_a_plain_path(kode):
    alamat = alamat_butir(kode)
    if alamat:
        jalan, _, jangkar = alamat.partition("#")
        assert jangkar == kode
        assert ".." not in jalan
        assert jalan.count("/") == 2


@pytest.mark.parametrize("kode", ["", "../x", "a/b", "DIP-CTH-2026-11\n", ".htaccess", "x" * 65])
def test_an_edition_with_a_code_that_is_no_file_name_is_refused(kode):
    with pytest.raises(BentukGalat):
        nama_edisi_berkas(kode)


def test_every_listed_item_stands_in_full_under_its_address(situs_utama):
    isi = json.loads(situs_utama["data/dip.json"])["entri"]
    assert isi
    for e in isi:
        berkas, _, jangkar = alamat_butir(e["kode"]).partition("#")
        kartu = _pohon(situs_utama[berkas]).get_element_by_id(jangkar)
        teks = kartu.text_content()
        polos = ("judul", "ringkasan", "unit_kerja", "pejabat_penguasa", "waktu_teks", "tempat", "retensi_teks")
        for kolom in (*polos, "jenis_media", "satu_data_id"):
            assert e[kolom] in teks, (e["kode"], kolom)
        assert kartu.xpath(".//a[@class='buka']/@href") == e["tautan"]
        assert bool(kartu.xpath(".//a[@class='minta']"))
        assert kartu.xpath("string(.//p[@class='rujuk']//code)").endswith(alamat_butir(e["kode"]))


def test_rows_lead_to_the_permanent_address(situs_utama):
    for nama in (n for n in situs_utama if n.startswith(("unit/", "kategori/"))):
        for tr in _pohon(situs_utama[nama]).xpath("//table[contains(@class, 'daftar')]/tbody/tr"):
            assert tr.xpath(".//a[@class='kode']/@href") == ["../" + alamat_butir(tr.get("id"))]
            if not tr.xpath(".//a[@class='buka']"):
                assert tr.xpath(".//a[@class='minta']/@href") == ["../meminta.html"]


def test_address_stays_when_category_and_rows_around_it_change(kabupaten):
    revisi, sah = kabupaten.buat(12)
    geser = [{**e, "kategori": "serta_merta", "nomor": e["nomor"] + 5} for e in reversed(revisi.entri)]
    satu, lain = (bangun(r, sah) for r in (revisi, dataclasses.replace(revisi, entri=geser)))
    tetap = [n for n in satu if n.startswith("n/")]
    assert tetap == [n for n in lain if n.startswith("n/")]
    for nama in tetap:
        assert _pohon(satu[nama]).xpath("//article/@id") == _pohon(lain[nama]).xpath("//article/@id")


def test_codes_that_are_gone_say_since_when_and_nothing_else(situs_utama):
    kartu = _pohon(situs_utama["n/dinkes/10.html"]).get_element_by_id("CTH-DINKES-0950")
    assert "November 2026" in kartu.text_content()
    turun = _pohon(situs_utama["n/dinkes/1.html"]).get_element_by_id("CTH-DINKES-0004")
    assert "20 November 2026" in turun.text_content()
    assert "Diperbarui atas permintaan" in turun.text_content()
    assert _pohon(situs_utama["n/lama/1.html"]).get_element_by_id("CTH-LAMA-0003") is not None


def test_titles_of_what_is_gone_stand_nowhere(kabupaten):
    revisi, sah = kabupaten.buat(3)
    rahasia = "JUDUL YANG HARUS HILANG"
    perubahan = {
        **revisi.perubahan,
        "dicabut": [{**u, "judul": rahasia} for u in revisi.perubahan["dicabut"]],
        "diubah": [{**u, "judul": rahasia, "kolom": {"judul": [rahasia, rahasia]}} for u in revisi.perubahan["diubah"]],
    }
    gantian = dataclasses.replace(
        revisi, perubahan=perubahan, dicabut=[{**d, "judul": rahasia} for d in revisi.dicabut]
    )
    assert not [n for n, i in bangun(gantian, sah).items() if rahasia.encode() in i]


def test_a_whole_edition_taken_down_keeps_addresses_but_no_row(situs_ditarik):
    pohon = _pohon(situs_ditarik["index.html"])
    assert "20 November 2026" in pohon.text_content()
    assert "Diperbarui atas permintaan" in pohon.text_content()
    for nama, isi in situs_ditarik.items():
        assert not nama.startswith(("data/", "cari/", "kategori/", "unit/", "cetak/"))
        assert b"Laporan kinerja instansi" not in isi, nama
    assert len(_pohon(situs_ditarik["n/bpbd/1.html"]).xpath("//article[contains(@class, 'nisan')]")) == 12
