"""CSV, JSON and workbooks: text stays text, whatever it looks like."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dip.entri import KOLOM_TERBIT
from keluaran.bentuk import bangun
from keluaran.bentuk.berkas_csv import jaga_rumus
from keluaran.bentuk.buku import SEL_MAKS, TERPOTONG, muat_sel
from keluaran.bentuk.zip_tetap import TANGGAL_TETAP, zip_tetap

RUMUS = ["=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1+cmd|x", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＠S", "|calc"]
RUMUS += [" =1", "\ufeff=1", '"\r\n=cmd', "'=1+1", "a\n=1+1", "=", "－1＋A1", "\n1", "+62-811-1234"]
BUKAN = [
    "",
    "-",
    "–",
    "+62 811 1234",
    "0800-123",
    "-12.5",
    "00123",
    "2026-11-22",
    "a=b",
    "surel@x.id",
    "1e5",
    "{=1}",
    "a - b",
]


@pytest.mark.parametrize("teks", RUMUS)
def test_formula_like_cells_are_guarded(teks):
    assert jaga_rumus(teks) == "'" + teks


@pytest.mark.parametrize("teks", BUKAN)
def test_plain_cells_stay(teks):
    assert jaga_rumus(teks) == teks


@given(st.text(alphabet="=+-@|\t\n '\"\ufeff＝a1.", max_size=8))
def test_guarded_cells_never_start_like_a_formula(teks):
    jaga = jaga_rumus(teks)
    assert jaga.lstrip(' \ufeff"')[:1] not in set("=@|\t\n＝")
    assert jaga in (teks, "'" + teks)


@pytest.mark.parametrize(("nama", "pemisah"), [("data/dip.csv", ","), ("data/dip-titikkoma.csv", ";")])
def test_csv_has_bom_header_and_all_rows(buat, nama, pemisah):
    revisi, sah = buat(7, isi={0: {"judul": '=HYPERLINK("x")', "tautan": ["https://a.id/1", "https://b.id/2"]}})
    isi = bangun(revisi, sah)[nama]
    assert isi.startswith(b"\xef\xbb\xbf")
    baris = list(csv.DictReader(io.StringIO(isi.decode("utf-8-sig"), newline=""), delimiter=pemisah))
    assert tuple(baris[0]) == KOLOM_TERBIT
    assert [b["kode"] for b in baris] == [e["kode"] for e in revisi.entri]
    assert baris[0]["judul"] == '\'=HYPERLINK("x")'
    assert baris[0]["tautan"] == "https://a.id/1 | https://b.id/2"


def test_json_is_raw(buat):
    revisi, sah = buat(2, isi={0: {"judul": "=1+1"}})
    isi = json.loads(bangun(revisi, sah)["data/dip.json"])
    assert isi["entri"][0]["judul"] == "=1+1"
    assert set(isi["entri"][0]) == set(KOLOM_TERBIT)
    assert isi["metadata"]["jumlah"]["semua"] == 2
    assert isi["metadata"]["pengesahan"]["disahkan_atasan_ppid"]["nama"] == "Siti Contoh"


def test_workbook_holds_text_only(buat):
    serang = dict.fromkeys(("judul", "ringkasan", "unit_kerja", "tempat", "waktu_teks", "satu_data_id"), "=1+1")
    revisi, sah = buat(
        9, isi={0: {**serang, "tautan": ["https://a.example.id/x", "=cmd|x"]}, 1: {"judul": "_x0041_ x"}}
    )
    buku = openpyxl.load_workbook(io.BytesIO(bangun(revisi, sah)["data/dip.xlsx"]))
    assert buku.sheetnames == ["Rekap", "Berkala", "Serta merta", "Setiap saat"]
    kepala = buku["Berkala"][3]
    assert [s.value for s in kepala][:5] == ["Kode", "No", "Perangkat daerah", "Unit kerja", "Judul informasi"]
    assert buku["Berkala"]["E4"].value == "=1+1"
    assert buku["Berkala"]["E5"].value == "_x0041_ x"
    for lembar in buku:
        assert lembar.freeze_panes is not None
        assert lembar.auto_filter.ref
        for baris in lembar.iter_rows():
            for sel in baris:
                assert sel.data_type in ("s", "n")
                assert sel.hyperlink is None


def test_workbook_properties_are_fixed(buat):
    isi = bangun(*buat(3))["data/dip.xlsx"]
    buku = openpyxl.load_workbook(io.BytesIO(isi))
    assert buku.properties.language == "id-ID"
    assert buku.properties.title
    assert buku.properties.created.isoformat() == "2026-11-01T00:00:00"
    with zipfile.ZipFile(io.BytesIO(isi)) as z:
        assert {i.date_time for i in z.infolist()} == {TANGGAL_TETAP}
        awal = ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"]  # by these its kind is guessed
        assert z.namelist() == awal + sorted(set(z.namelist()) - set(awal))


def test_rezip_forgets_order_and_dates():
    def buat_zip(nama, tahun):
        keluar = io.BytesIO()
        with zipfile.ZipFile(keluar, "w") as z:
            for n in nama:
                z.writestr(zipfile.ZipInfo(n, (tahun, 5, 5, 5, 5, 4)), n * 50)
        return keluar.getvalue()

    assert zip_tetap(buat_zip("abc", 1999)) == zip_tetap(buat_zip("cab", 2020))


def test_cell_too_long_for_excel_says_so():
    teks = muat_sel("x" * 40_000)
    assert len(teks) == SEL_MAKS
    assert teks.endswith(TERPOTONG)
