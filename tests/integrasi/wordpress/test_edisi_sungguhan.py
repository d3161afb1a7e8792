"""The files the builder really makes, hostile texts in every column, on a real WordPress."""

from __future__ import annotations

import html

from keluaran.bentuk import bangun
from keluaran.tujuan import terbitkan


def test_edisi_sungguhan_terbit_dan_tidak_dikirim_dua_kali(situs, tujuan, rilis, revisi_serangan, sahkan):
    berkas = bangun(revisi_serangan, sahkan(revisi_serangan))
    hasil = terbitkan(tujuan(), berkas, rilis(berkas))
    assert (hasil.ok, hasil.sebab) == (True, "")
    assert hasil.dikirim >= 4  # workbook, csv, pdf and the page
    lagi = terbitkan(tujuan(), berkas, rilis(berkas))
    assert (lagi.ok, lagi.dikirim) == (True, 0)
    assert tujuan().periksa_publik(berkas) == []
    kode, isi = situs.baca()
    assert kode == 200
    assert "UJI-DINKES-0001" in html.unescape(isi)
