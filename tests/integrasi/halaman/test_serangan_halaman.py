"""Hostile text through every page: it stays text, unchanged, and makes no element, attribute or address of its own."""

from __future__ import annotations

import dataclasses
import json

import pytest
from lxml import html

from dip.entri import KOLOM_ISI
from dip.revisi import Tanda
from keluaran.bentuk import bangun
from keluaran.bentuk.alamat import alamat_butir
from keluaran.bentuk.tautan import inang_aman
from keluaran.bentuk.teks import bersih

SERANGAN = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'><svg/onload=alert(1)>", "</td></tr></table><b>x",
    "</article></main><script>alert(1)</script>", "</title><base href=//evil.example>", "</dl></dd><iframe srcdoc=x>",
    '" autofocus onfocus="alert(1)', "' id='index", "--><script>1</script>", "]]><x>", "<!-- x", "<![CDATA[x",
    "{{7*7}}", "{% include 'x' %}", "${7*7}", "<%= 7 %>", "<?php 1 ?>", "&lt;b&gt;", "&#60;b&#62;", "%3Cscript%3E",
    "\\u003cscript\\u003e", "javascript:alert(1)", "[gallery]", "<details open ontoggle=alert(1)>", "`${alert(1)}`",
    "\u202emoc.elpmaxe", "a\u200bb\u2028c", "e\u0301\u0323", "x" * 5000, "nul\x00\x08 pasangan \ud800 putus", " \n\t ",
    "baris satu\nbaris dua", "=1+1", "@SUM(1)", "\ufeff<b>", "<math><mtext><style><img src=x onerror=1>",
)  # fmt: skip
TAUTAN = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,<script>1</script>",
    "//evil.example/x", "\\\\evil.example", "https://ppid.go.id@evil.example/", 'https://a.go.id/" onclick="x',
    "http://169.254.169.254/", "vbscript:x", "https://a.go.id/<script>", "mailto:a@b.id%0d%0aBcc:c@d.id",
)  # fmt: skip

ELEMEN = """html head meta title link script body a p strong br header div span nav ul ol li main footer h1 h2 h3
article dl dt dd code table caption thead tbody tfoot tr th td section form label input select option button details
summary aside wbr"""
ATRIBUT = """lang charset http-equiv content name rel type title href src class role id aria-label aria-current
aria-labelledby aria-hidden aria-live tabindex scope download open reversed hidden action method data-pecahan for
autocomplete maxlength placeholder value defer"""


def _pohon(isi: bytes) -> html.HtmlElement:
    return html.document_fromstring(isi, parser=html.HTMLParser(encoding="utf-8"))


@pytest.fixture(scope="module", params=["", "DINKES"], ids=["utama", "opd"])
def diserang(request, kabupaten):
    """(revisi, build): every attack in every text column of some row, in the names, and in the order's words."""
    revisi, sah = kabupaten.buat(len(SERANGAN) // 6 + 1)
    kolom = [k for k in KOLOM_ISI if k not in ("kategori", "bentuk", "tautan")]
    entri = []
    for i, e in enumerate(revisi.entri):
        isi = {k: SERANGAN[(i + j) % len(SERANGAN)] for j, k in enumerate(kolom)}
        isi |= {"tautan": list(TAUTAN), "bentuk": [SERANGAN[i % len(SERANGAN)], "online"], "edisi_data": SERANGAN[0]}
        entri.append({**e, **isi})
    lembaga = {k: v if k in ("kode", "contoh") else SERANGAN[1] for k, v in revisi.kepala["lembaga"].items()}
    papan = [{**p, "nama": SERANGAN[4] + p["opd"], "edisi_data": SERANGAN[2]} for p in revisi.papan]
    revisi = dataclasses.replace(revisi, entri=entri, papan=papan, kepala={**revisi.kepala, "lembaga": lembaga})
    orang = Tanda(SERANGAN[0], SERANGAN[1], SERANGAN[4], SERANGAN[5], "", SERANGAN[6])
    perintah = dataclasses.replace(kabupaten.perintah("cabut", "CTH-DINKES-0002"), keterangan=SERANGAN[4])
    lalu = {**sah.riwayat[0], "atasan": SERANGAN[1], "nomor": SERANGAN[4], "waktu_rilis": SERANGAN[0]}
    resmi = dataclasses.replace(
        sah, ppid=orang, atasan=orang, nomor=SERANGAN[1], tanggal=SERANGAN[4], perintah=(perintah,), riwayat=(lalu,)
    )
    hasil = bangun(revisi, resmi, opd=request.param)
    return [e for e in revisi.entri if not request.param or e["opd"] == request.param], hasil


def _hanya_milik_kita(berkas):
    for nama, isi in berkas.items():
        if not nama.endswith(".html"):
            continue
        pohon = _pohon(isi)
        assert {e.tag for e in pohon.iter() if isinstance(e.tag, str)} <= set(ELEMEN.split()), nama
        assert {a for e in pohon.iter() if isinstance(e.tag, str) for a in e.attrib} <= set(ATRIBUT.split()), nama
        assert not pohon.xpath("//comment()"), nama
        naskah = pohon.xpath("//script")
        assert len(naskah) == (2 if nama == "index.html" else 0)
        for s in naskah:
            assert s.get("src") == "cari.js" or (s.get("type") == "application/ld+json" and json.loads(s.text))
        assert len(pohon.xpath("//body")) == len(pohon.xpath("//main")) == len(pohon.xpath("//footer")) == 1
        assert len(set(pohon.xpath("//@id"))) == len(pohon.xpath("//@id")), nama


def test_no_foreign_element_attribute_or_script(diserang):
    _hanya_milik_kita(diserang[1])


def test_the_whole_attack_list_stays_text(revisi_serangan, sahkan, serangan):
    berkas = bangun(revisi_serangan, sahkan(revisi_serangan))
    _hanya_milik_kita(berkas)
    assert len(serangan) >= 120
    for e in revisi_serangan.entri:
        halaman, _, jangkar = alamat_butir(e["kode"]).partition("#")
        kartu = _pohon(berkas[halaman]).get_element_by_id(jangkar)
        assert kartu.xpath("string(.//h2)") == bersih(e["judul"]), e["kode"]
        nilai = {"".join(dd.itertext()) for dd in kartu.xpath(".//dd")}
        assert bersih(e["unit_kerja"]) in nilai, e["kode"]


def test_only_checked_addresses(diserang):
    _, berkas = diserang
    for nama, isi in berkas.items():
        if nama.endswith(".html"):
            for href in _pohon(isi).xpath("//body//@href"):
                assert not href.lower().startswith(("javascript", "data:", "vbscript", "//", "\\")), (nama, href)
                assert not href.startswith("http") or inang_aman(href), (nama, href)
                assert "evil.example" not in href


def test_text_is_unchanged(diserang):
    baris, berkas = diserang
    for e in baris:
        if e["kode"] == "CTH-DINKES-0002":
            continue
        halaman, _, jangkar = alamat_butir(e["kode"]).partition("#")
        kartu = _pohon(berkas[halaman]).get_element_by_id(jangkar)
        assert kartu.xpath("string(.//h2)") == bersih(e["judul"])
        nilai = {"".join(dd.itertext()) for dd in kartu.xpath(".//dd")}
        for kolom in ("unit_kerja", "pejabat_penguasa", "waktu_teks", "tempat", "retensi_teks", "jenis_media"):
            assert bersih(e[kolom]) in nilai, (e["kode"], kolom)
        assert kartu.xpath(".//span[@class='alamat']/text()") == [bersih(t) for t in TAUTAN if not inang_aman(t)]
        tabel = _pohon(berkas[f"unit/{halaman.split('/')[1]}-1.html"]).get_element_by_id(jangkar)
        assert tabel.xpath("string(.//span[@class='judul'])") == bersih(e["judul"])
        assert tabel.xpath("string(./td[3])") == bersih(e["penanggung_jawab"])
