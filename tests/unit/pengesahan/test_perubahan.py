"""After signing: what may be added, and what must not change."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from dip.tanda_tangan import HasilTandaTangan
from sumber.tanda_tangan_anak import periksa_langsung

UBAH = "berubah_sesudah_ditandatangani"
SIDIK_LAIN = "e" * 64


@pytest.fixture
def periksa(penerbit):
    def jalankan(isi: bytes) -> HasilTandaTangan:
        return periksa_langsung(isi, [penerbit.akar.pem])

    return jalankan


def _tulis(w: IncrementalPdfFileWriter) -> bytes:
    keluar = io.BytesIO()
    w.write(keluar)
    return keluar.getvalue()


def _isi_halaman(w: IncrementalPdfFileWriter):
    halaman = w.root["/Pages"]["/Kids"][0].get_object()
    return halaman, halaman.raw_get("/Contents")


def test_tulisan_ditambah_di_revisi_baru(periksa, baik):
    w = IncrementalPdfFileWriter(io.BytesIO(baik))
    halaman, lama = _isi_halaman(w)
    tambahan = w.add_object(generic.StreamObject(stream_data=b"BT ET"))
    halaman["/Contents"] = generic.ArrayObject([lama, tambahan])
    w.update_container(halaman)
    h = periksa(_tulis(w))
    assert UBAH in h.semua_masalah
    assert h.tanda_tangan[0].cakupan == "revisi"
    assert not h.sah


def test_anotasi_ditempel(periksa, baik):
    w = IncrementalPdfFileWriter(io.BytesIO(baik))
    halaman, _ = _isi_halaman(w)
    anotasi = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 300, 300)]),
            pdf_name("/Contents"): pdf_string("tidak jadi"),
        }
    )
    semua = halaman.get("/Annots", generic.ArrayObject())
    semua.append(w.add_object(anotasi))
    halaman["/Annots"] = semua
    w.update_container(halaman)
    h = periksa(_tulis(w))
    assert UBAH in h.semua_masalah
    assert not h.sah


def test_isian_formulir_diubah(periksa, pena, atasan, lembar):
    """pyHanko's own policy lets fields be filled in after signing; a lembar pengesahan has nothing to fill in."""
    w = IncrementalPdfFileWriter(io.BytesIO(lembar))
    isian = {"/FT": pdf_name("/Tx"), "/T": pdf_string("nomor"), "/V": pdf_string("1")}
    medan = w.add_object(generic.DictionaryObject({pdf_name(k): v for k, v in isian.items()}))
    w.root["/AcroForm"] = w.add_object(generic.DictionaryObject({pdf_name("/Fields"): generic.ArrayObject([medan])}))
    w.update_root()
    tertanda = pena.tandatangani(_tulis(w), atasan)
    assert periksa(tertanda).sah
    w = IncrementalPdfFileWriter(io.BytesIO(tertanda))
    obyek = w.root["/AcroForm"]["/Fields"][0].get_object()
    obyek["/V"] = pdf_string("2")
    w.update_container(obyek)
    h = periksa(_tulis(w))
    assert UBAH in h.semua_masalah
    assert not h.sah


def test_bita_dibalik_di_bagian_bertanda(periksa, baik):
    rusak = bytearray(baik)
    rusak[baik.index(b"stream") + 40] ^= 1
    h = periksa(bytes(rusak))
    assert UBAH in h.semua_masalah
    assert not h.tanda_tangan[0].utuh
    assert not h.sah


def test_nilai_tanda_tangan_dibalik(periksa, baik):
    m = re.search(rb"/Contents <([0-9A-Fa-f]+)>", baik)
    assert m is not None
    # the last byte of the ECDSA value stands before the padding
    ekor = len(m[1].rstrip(b"0"))
    letak = m.start(1) + ekor - 4
    rusak = bytearray(baik)
    rusak[letak] = ord("0") if rusak[letak] != ord("0") else ord("1")
    h = periksa(bytes(rusak))
    assert not h.sah


def test_sampah_di_belakang(periksa, baik):
    akhir = baik[baik.rindex(b"startxref") :]
    for ekor in (b"\n% tambahan", b"\x00" * 100, b"\n%%EOF\n", b"\n9 0 obj\n<<>>\nendobj\n" + akhir):
        assert not periksa(baik + ekor).sah, ekor
    assert periksa(baik + b"\n").sah


def test_dua_tanda_tangan(periksa, pena, penerbit, atasan, baik):
    kedua = penerbit.sertifikat("RATNA DEWI")
    h = periksa(pena.tandatangani(baik, kedua, bidang="Tanda2"))
    assert h.sah
    assert [(t.penanda, t.cakupan) for t in h.tanda_tangan] == [("SURYA WIJAYA", "revisi"), ("RATNA DEWI", "berkas")]


def test_satu_buruk_merusak_semua(periksa, pena, penerbit_lain, baik):
    h = periksa(pena.tandatangani(baik, penerbit_lain.sertifikat("SIAPA SAJA"), bidang="Tanda2"))
    assert [t.dipercaya for t in h.tanda_tangan] == [True, False]
    assert not h.sah


def test_dua_kali_lalu_data_pembuktian(periksa, pena, atasan, tsa, baik):
    dua = pena.tandatangani(baik, atasan, bidang="Tanda2")
    h = periksa(pena.dss(dua))
    assert h.sah
    assert [t.cakupan for t in h.tanda_tangan] == ["revisi", "revisi"]
    h = periksa(pena.stempel(pena.dss(dua), tsa, _saat() + timedelta(hours=1)))
    assert h.sah
    assert [t.jenis for t in h.tanda_tangan] == ["tanda_tangan", "tanda_tangan", "stempel_waktu"]


def test_sertifikasi_menolak_tanda_tangan_lagi(periksa, pena, penerbit, atasan, lembar):
    """DocMDP 1: the first signer allowed no changes at all."""
    terkunci = pena.sertifikasi(lembar, atasan)
    assert periksa(terkunci).sah
    w = IncrementalPdfFileWriter(io.BytesIO(terkunci))
    w.root["/Lang"] = pdf_string("id")
    w.update_root()
    assert not periksa(_tulis(w)).sah


def test_teks_dari_revisi_yang_ditandatangani(periksa, baik):
    """What somebody adds later is not what the official signed, also where the file is refused anyway."""
    w = IncrementalPdfFileWriter(io.BytesIO(baik))
    halaman, _ = _isi_halaman(w)
    tulisan = w.add_object(generic.StreamObject(stream_data=f"BT ({SIDIK_LAIN}) Tj ET".encode()))
    halaman["/Contents"] = tulisan
    w.update_container(halaman)
    h = periksa(_tulis(w))
    assert not h.sah
    assert SIDIK_LAIN not in h.sidik
    assert PdfFileReader(io.BytesIO(baik)).xrefs.total_revisions == 2


def _saat():
    from datetime import UTC, datetime

    return datetime(2026, 11, 12, 3, 0, tzinfo=UTC)
