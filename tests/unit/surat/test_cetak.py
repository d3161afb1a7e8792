"""Both renderings: same bytes for the same input, and everything that must be readable in them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pdfplumber
import pytest

from keluaran.surat import cetak
from keluaran.surat.naskah import Tabel

MM = 72 / 25.4


JENIS = (
    "surat_permintaan",
    "nota_pengajuan",
    "lembar_koreksi",
    "nota_atasan",
    "lembar_pengesahan",
    "konsep_sk",
    "berita_acara",
)


@pytest.fixture(params=JENIS)
def naskah(request, semua):
    return semua()[request.param]


def test_bita_sama_dua_kali(naskah):
    satu, dua = cetak(naskah), cetak(naskah)
    assert satu == dua
    assert set(satu) == {f"{naskah.nama}.docx", f"{naskah.nama}.pdf"}


def test_kertas_f4_dan_kaki(naskah):
    with pdfplumber.open(io.BytesIO(cetak(naskah)[f"{naskah.nama}.pdf"])) as p:
        lebar, tinggi = (330, 215) if naskah.melintang else (215, 330)
        for n, h in enumerate(p.pages, 1):
            assert (round(h.width / MM), round(h.height / MM)) == (lebar, tinggi)
            teks = h.extract_text()
            assert f"Halaman {n} dari {len(p.pages)}" in teks
            assert naskah.kaki in teks


def test_sidik_dan_edisi_terbaca_utuh(naskah, revisi, teks):
    r = revisi()
    dok, pdf = teks(naskah)
    for t in (dok, pdf):
        assert r.kepala["kode"] in t
        if naskah.jenis != "surat_permintaan":
            assert r.sidik in t
        if naskah.jenis in ("lembar_pengesahan", "berita_acara"):
            assert "c0ffee" * 10 + "c0de" in t


def test_kop_dan_tanda_tangan_di_keduanya(naskah, teks):
    for t in teks(naskah):
        assert naskah.kop.atas in t
        assert naskah.kop.nama in t
        assert "NIP. 19660819 199603 1 002" in t


def test_properti_docx(naskah):
    isi = cetak(naskah)[f"{naskah.nama}.docx"]
    d = docx.Document(io.BytesIO(isi))
    p = d.core_properties
    assert (p.title, p.language) == (naskah.judul, "id-ID")
    assert p.created.replace(tzinfo=UTC) == p.modified.replace(tzinfo=UTC) == datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
    with zipfile.ZipFile(io.BytesIO(isi)) as z:
        assert {i.date_time for i in z.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert 'w:val="id-ID"' in z.read("word/styles.xml").decode()


@pytest.mark.parametrize("jenis", JENIS)
def test_contoh_ditandai_di_setiap_halaman(semua, lembaga, jenis):
    n = semua(lembaga(contoh=True))[jenis]
    isi = cetak(n)
    with pdfplumber.open(io.BytesIO(isi[f"{n.nama}.pdf"])) as p:
        assert all("CONTOH:" in h.extract_text() for h in p.pages)
    kepala = docx.Document(io.BytesIO(isi[f"{n.nama}.docx"])).sections[0].header.paragraphs[0].text
    assert kepala.startswith("CONTOH")


def test_bukan_contoh_tidak_ditandai(naskah, teks):
    assert not any("CONTOH:" in t for t in teks(naskah))


def test_judul_tabel_berulang(semua):
    n = semua()["lembar_koreksi"]
    t = next(b for b in n.blok if isinstance(b, Tabel))
    panjang = replace(n, blok=(replace(t, baris=t.baris * 12),))
    isi = cetak(panjang)
    with pdfplumber.open(io.BytesIO(isi[f"{n.nama}.pdf"])) as p:
        assert len(p.pages) > 1
        assert all("Tindak lanjut" in h.extract_text() for h in p.pages)
    baris = docx.Document(io.BytesIO(isi[f"{n.nama}.docx"])).tables[0].rows
    assert baris[0]._tr.trPr.xpath("w:tblHeader")
    assert baris[1]._tr.trPr.xpath("w:cantSplit")


def test_qr_terbaca_sebagai_gambar(semua):
    n = semua()["lembar_pengesahan"]
    isi = cetak(n)
    with zipfile.ZipFile(io.BytesIO(isi[f"{n.nama}.docx"])) as z:
        assert [x for x in z.namelist() if x.startswith("word/media/")] == ["word/media/image1.png"]
