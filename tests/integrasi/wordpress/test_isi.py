"""What the public reads: every text unchanged, nothing run, nothing foreign; and a list too long for one page."""

from __future__ import annotations

import os

import lxml.html
import pytest

from keluaran.bentuk.tautan import inang_aman
from keluaran.bentuk.teks import bersih
from keluaran.tujuan import terbitkan

LAIN = [
    "--> <!-- /wp:html --><!-- wp:shortcode -->[gallery]<!-- /wp:shortcode -->",
    "<!-- dip:0123456789abcdef " + "0" * 64 + " -->",
    '[gallery ids="1"] [caption]x[/caption] [embed]https://example.org[/embed] [[audio]]',
    "'90-an 5' 6\" -- --- ... (c) (tm) 1/2 2x3 0x1F :) 8-) Wordpress ``tiga''",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "<!--more--><!--nextpage-->",
]
"""What WordPress in particular would change or run, beside the attacks on all outputs."""

KOLOM = ("judul", "kelompok", "ringkasan", "unit_kerja", "pejabat_penguasa", "penanggung_jawab", "waktu_teks", "tempat",
         "jenis_media", "retensi_teks", "satu_data_id")  # fmt: skip
BOLEH = {"div", "p", "strong", "br", "ul", "li", "h2", "code", "small", "a", "table", "caption", "thead", "tbody", "tr",
         "th", "td"}  # fmt: skip


def akar(teks: str) -> lxml.html.HtmlElement:
    """Our element as a browser would find it."""
    pohon = lxml.html.document_fromstring(teks.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    [e] = pohon.xpath("//*[@id='dip-register']")
    return e


def teks_sel(sel: lxml.html.HtmlElement) -> list[str]:
    """The lines of a cell: what stands between its `br`."""
    return [str(t) for t in sel.itertext()]


def test_serangan_di_setiap_kolom_tetap_teks(situs, tujuan, susun, rilis, serangan):
    teks_serangan = [bersih(t) for _, t in serangan] + LAIN
    ganti = {i: {**dict.fromkeys(KOLOM, s), "tautan": [s]} for i, s in enumerate(teks_serangan)}
    berkas = susun(len(teks_serangan), ganti)
    t = tujuan()
    hasil = terbitkan(t, berkas, rilis(berkas))
    assert (hasil.kode, hasil.sebab) == ("", "")
    _, teks = situs.baca()
    kami = akar(teks)
    assert {e.tag for e in kami.iter() if isinstance(e.tag, str)} <= BOLEH
    assert not [e for e in kami.iter() if any(a.startswith("on") for a in e.attrib)]
    assert all(a.get("href").startswith(("https://", "http://", "#dip-meminta")) for a in kami.iter("a"))
    baris = {tr.get("id"): tr for tr in kami.iter("tr") if tr.get("id")}
    assert len(baris) == len(teks_serangan)
    for i, s in enumerate(teks_serangan):
        sel = list(baris[f"UJI-{'DINKES' if i % 2 else 'DISDIK'}-{i + 1:04d}"])
        semua = [teks_sel(x) for x in sel]
        assert semua[2][:2] == [s, s], s
        assert [semua[n] for n in (1, 4, 5, 7)] == [[s], [s], [s, s], [s]], s
        assert semua[3][1:] == [s, s], s
        assert semua[6][1] == s
        assert semua[8][1] == f"Satu Data: {s}"
        assert semua[8][0] == (f"Buka di {inang}" if (inang := inang_aman(s)) else s)


def test_beda_satu_sel_di_muka_umum_ditemukan(situs, tujuan, susun, rilis):
    """A plugin that changes what is shown is found by row, although what is stored is right."""
    berkas = susun()
    t = tujuan()
    assert terbitkan(t, berkas, rilis(berkas)).ok
    pengaya = situs.folder / "wp-content" / "mu-plugins" / "ubah.php"
    pengaya.parent.mkdir(exist_ok=True)
    try:
        for sela, beda in (("<td>palsu</td>", ["halaman/daftar-informasi-publik#UJI-DINKES-0002"]), ("<!-- x -->", [])):
            ganti = f"str_replace('<td>retensi&#95;teks 1', '{sela}<td>retensi&#95;teks 1', $s)"
            pengaya.write_text(f"<?php /* {len(sela)} */ add_filter('the_content', fn($s) => {ganti}, 99);")
            os.utime(pengaya, (len(sela), len(sela)))  # PHP keeps compiled files by their time
            with situs.nyalakan() as alamat:
                baru = tujuan(alamat_publik=f"{alamat}/daftar-informasi-publik/")
                assert baru.periksa_tayang(berkas) == []
                assert baru.periksa_publik(berkas) == beda
    finally:
        pengaya.unlink()


def test_terlalu_banyak_baris_menjadi_ringkasan(situs, tujuan, susun, rilis, monkeypatch):
    monkeypatch.setattr("keluaran.tujuan.wordpress_isi.MAKS_BARIS", 2)
    berkas = susun(3)
    t = tujuan()
    assert terbitkan(t, berkas, rilis(berkas)).ok
    kami = akar(situs.baca()[1])
    [tabel] = kami.iter("table")
    assert [[c.text_content() for c in tr] for tr in tabel.iter("tr")][1:] == [
        ["Dinas Kesehatan", "0", "0", "1", "1"],
        ["Dinas Pendidikan", "2", "0", "0", "2"],
    ]
    assert len(list(kami.iter("a"))) == 2  # the files


@pytest.mark.lambat
def test_seribu_baris_dalam_satu_halaman(situs, tujuan, susun, rilis):
    berkas = susun(1_000, {7: {"ringkasan": "ringkasan yang panjang " * 12}})
    assert terbitkan(tujuan(), berkas, rilis(berkas)).ok
    assert sum(1 for tr in akar(situs.baca()[1]).iter("tr") if tr.get("id")) == 1_000
