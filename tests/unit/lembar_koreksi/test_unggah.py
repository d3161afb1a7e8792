"""The sheet *Koreksi* there and back: what is typed is what is read, and hostile files are refused clearly."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from dip.lembar_koreksi import MAKS_BARIS, BarisKoreksi, periksa_baris
from dip.lembar_unggah import KEPALA, SEBAB_UNGGAH, HasilBacaKoreksi
from dip.normal.teks import rapikan
from dip.sidik import nomor_draf
from keluaran.bentuk import draf_xlsx
from sumber.baca_koreksi import PembacaKoreksi, baca_langsung, baca_lembar_koreksi

KOLOM = list(KEPALA)
MUSUH = ["=1+1", "=cmd|'/c calc'!A1", "+62", "@x", "<b>&amp;</b>", "'", "_x000D_", "#REF!x", "11.10", "٣", "a\nb", "😀"]


@pytest.fixture
def kosong(revisi) -> bytes:
    return draf_xlsx(revisi)


def isi(kosong: bytes, daftar, ubah=None) -> bytes:
    """The draft workbook with these lines typed into it; text stays text."""
    buku = openpyxl.load_workbook(io.BytesIO(kosong))
    lembar = buku["Koreksi"]
    atas = next(i for i, (v, *_) in enumerate(lembar.iter_rows(values_only=True), 1) if v == "Kode")
    for n, b in enumerate(daftar, atas + 1):
        for j, k in enumerate(KOLOM, 1):
            if getattr(b, k):
                lembar.cell(n, j, getattr(b, k)).data_type = "s"
    if ubah:
        ubah(buku, lembar, atas)
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def test_lembar_di_buku_kerja(revisi, kosong):
    assert draf_xlsx(revisi) == kosong
    buku = openpyxl.load_workbook(io.BytesIO(kosong))
    nama = buku.sheetnames
    assert nama.index("Koreksi") == nama.index("Koreksi dipakai") - 1
    aturan = buku["Koreksi"].data_validations.dataValidation
    assert [(str(a.sqref), a.type) for a in aturan] == [(f"B8:B{7 + MAKS_BARIS}", "list")]
    assert buku["Koreksi"]["C8"].number_format == "@"
    assert baca_langsung(kosong) == HasilBacaKoreksi("lembar_kosong", nomor_draf(revisi.sidik))


def test_bolak_balik_lewat_anak(revisi, kosong, baris):
    daftar = (
        baris(kode="KTH-DINKES-0001", kolom="Tempat pembuatan", seharusnya="=1+1"),
        baris(kode="DLH", alasan="Semua salah tulis."),
    )
    hasil = baca_lembar_koreksi(isi(kosong, daftar), "draf.xlsx")
    assert (hasil.tolak, hasil.keluhan, hasil.baris, hasil.nomor_baris) == ("", (), daftar, (8, 9))
    assert hasil.sebab_untuk(revisi) == ""
    assert hasil.sebab_untuk(replace(revisi, sidik="f" * 64)) == "draf_lain"
    assert periksa_baris(revisi, hasil.baris) == []
    assert HasilBacaKoreksi.dari_json(hasil.ke_json()) == hasil


TEKS = st.one_of(
    st.sampled_from(MUSUH),
    st.text(max_size=60).map(lambda t: ILLEGAL_CHARACTERS_RE.sub("", t).encode("utf-8", "ignore").decode()),
)
BARIS = st.builds(BarisKoreksi, st.just(""), TEKS, TEKS, TEKS, TEKS, TEKS).filter(
    lambda b: any(rapikan(getattr(b, k)) for k in KOLOM)
)


@given(st.lists(BARIS, min_size=1, max_size=25))
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_yang_diketik_itulah_yang_dibaca(kosong, daftar):
    hasil = baca_langsung(isi(kosong, daftar))
    galat = {k.sebab for k in hasil.keluhan}
    assert galat <= {"sel_galat"}
    if not galat:
        rapi = [[rapikan(getattr(b, k)) for k in KOLOM] for b in hasil.baris]
        assert rapi == [[rapikan(getattr(b, k).replace("_x000D_", "\n")) for k in KOLOM] for b in daftar]


def test_rumus_gabung_galat_dan_isian_di_luar(kosong, baris):
    def rusak(buku, lembar, atas):
        lembar.cell(atas + 1, 4, "=1+1")
        lembar.cell(atas + 2, 3, "#REF!").data_type = "e"
        lembar.cell(atas + 3, 9, "catatan di pinggir")
        lembar.merge_cells(start_row=atas + 4, end_row=atas + 5, start_column=1, end_column=2)

    hasil = baca_langsung(isi(kosong, [baris(kode="DLH")], rusak))
    assert [(k.sel, k.sebab) for k in hasil.keluhan] == [
        ("D8", "sel_rumus"),
        ("C9", "sel_galat"),
        ("I10", "kolom_lebih"),
        ("A11", "sel_gabung"),
    ]
    assert all(k.kalimat for k in hasil.keluhan)


def test_rumus_dengan_hasil_tersimpan_tetap_rumus(kosong, baris):
    berkas = isi(kosong, [baris(kode="DLH", seharusnya="NILAI-AKHIR")])
    keluar = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(berkas)) as dari, zipfile.ZipFile(keluar, "w") as ke:
        for nama in dari.namelist():
            xml = dari.read(nama)
            if b"NILAI-AKHIR" in xml:
                rumus = rb'<c r="D8" t="str"><f>A1&amp;""</f><v>NILAI-AKHIR</v></c>'
                xml = re.sub(rb'<c r="D8".*?</c>', rumus, xml)
            ke.writestr(nama, xml)
    hasil = baca_langsung(keluar.getvalue())
    assert [(k.sel, k.sebab) for k in hasil.keluhan] == [("D8", "sel_rumus")]


def test_lembar_dan_kepala_yang_diubah(kosong, baris):
    satu = [baris(kode="DLH")]
    assert baca_langsung(isi(kosong, satu, lambda b, s, n: b.remove(s))).tolak == "lembar_tidak_ada"
    assert baca_langsung(isi(kosong, satu, lambda b, s, n: s.cell(n, 5, "Sebab"))).tolak == "kepala_kurang"
    tukar = baca_langsung(isi(kosong, satu, lambda b, s, n: (s.cell(n, 4, "Alasan"), s.cell(n, 5, "Seharusnya"))))
    assert tukar.baris[0].seharusnya == satu[0].alasan


def test_nomor_draf_dicari_di_lembar_lain_lalu_menyerah(revisi, kosong, baris):
    def hapus(semua):
        def ubah(buku, lembar, atas):
            for x in buku.worksheets if semua else [lembar]:
                for i in range(1, 4):
                    x.cell(i, 1).value = None

        return ubah

    assert baca_langsung(isi(kosong, [baris(kode="DLH")], hapus(False))).sebab_untuk(revisi) == ""
    assert baca_langsung(isi(kosong, [baris(kode="DLH")], hapus(True))).sebab_untuk(revisi) == "draf_tidak_jelas"


def test_terlalu_banyak_baris_tidak_hilang_diam_diam(revisi, kosong, baris):
    daftar = [baris(kode="DLH", alasan=f"Alasan ke-{n}.") for n in range(MAKS_BARIS + 20)]
    hasil = baca_langsung(isi(kosong, daftar))
    assert len(hasil.baris) == MAKS_BARIS + 1
    assert [k.sebab for k in periksa_baris(revisi, hasil.baris)] == ["koreksi_banyak"]


def _zip(**berkas: bytes) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as z:
        for nama, data in berkas.items():
            z.writestr(nama.replace("__", "/"), data)
    return keluar.getvalue()


@pytest.mark.parametrize(
    ("berkas", "tolak"),
    [
        (b"", "berkas_bukan_buku"),
        (b"kode;kolom;tertulis\n", "berkas_bukan_buku"),
        (b"%PDF-1.7 x", "berkas_bukan_buku"),
        (b"\x89PNG\r\n", "berkas_bukan_buku"),
        (b"PK\x03\x04rusak", "berkas_rusak"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "berkas_rusak"),
        (_zip(a=b"x"), "berkas_bukan_buku"),
        (_zip(**{"xl__workbook.xml": b"<workbook>"}), "berkas_rusak"),
        (_zip(**{"xl__workbook.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><workbook>&a;</workbook>"}), "berkas_rusak"),
        (_zip(**{"xl__workbook.xml": b"<workbook/>", "xl__vbaProject.bin": b"x"}), "berkas_makro"),
        (_zip(**{"xl__workbook.xml": b"<workbook/>", "xl__embeddings__a.bin": b"x"}), "berkas_makro"),
        (_zip(**{"xl__workbook.xml": b"<workbook/>"}), "lembar_tidak_ada"),
        (_zip(**{"xl__workbook.xml": b"<workbook/>", "besar": b"\0" * (30 << 20)}), "berkas_besar"),
        (b"x" * (21 << 20), "berkas_besar"),
    ],
)
def test_berkas_bermusuhan(berkas, tolak):
    assert baca_langsung(berkas).tolak == tolak
    assert tolak in SEBAB_UNGGAH


def test_anak_yang_mati_dan_yang_berdusta():
    with PembacaKoreksi(1, memori_mb=64) as baca:
        assert baca.baca_koreksi(b"PK\x03\x04", "x.xlsx").tolak in ("berkas_rusak", "berkas_besar")
    baik = HasilBacaKoreksi("", "", (BarisKoreksi("", "a", "", "", "", ""),), (1,)).ke_json()
    for dusta in ({"tolak": "entah"}, {"nomor_baris": []}, {"baris": [{"kode": 1}]}, {"keluhan": [{"sel": "A1"}]}):
        with pytest.raises((TypeError, ValueError, KeyError)):
            HasilBacaKoreksi.dari_json({**baik, **dusta})
