"""Nothing leads nowhere: every address inside a build exists in it, down to the anchor; canonical ones are right."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote, urlsplit

from lxml import html


def _pohon(isi: bytes) -> html.HtmlElement:
    return html.document_fromstring(isi, parser=html.HTMLParser(encoding="utf-8"))


def _halaman(situs: dict[str, bytes]) -> dict[str, html.HtmlElement]:
    return {n: _pohon(i) for n, i in situs.items() if n.endswith(".html")}


def _putus(situs: dict[str, bytes]) -> list[tuple[str, str]]:
    """(page, address) of what leads nowhere."""
    halaman = _halaman(situs)
    jangkar = {n: set(p.xpath("//@id")) for n, p in halaman.items()}
    putus = []
    for nama, pohon in halaman.items():
        for alamat in pohon.xpath("//@href | //@src | //@action"):
            b = urlsplit(alamat)
            if b.scheme or b.netloc:
                assert b.scheme in ("http", "https", "mailto", "data"), alamat
                continue
            ke = posixpath.normpath(posixpath.join(posixpath.dirname(nama), unquote(b.path))) if b.path else nama
            if ke not in situs or (b.fragment and unquote(b.fragment) not in jangkar.get(ke, ())):
                putus.append((nama, alamat))
    return putus


def test_every_internal_address_exists(situs):
    assert _putus(situs) == []


def test_the_checker_sees_a_broken_address(situs_utama):
    rusak = {
        **situs_utama,
        "meminta.html": b'<!doctype html><a href="tiada.html">x</a><a href="index.html#tiada">y</a>',
    }
    assert {a for n, a in _putus(rusak) if n == "meminta.html"} == {"tiada.html", "index.html#tiada"}


def test_no_page_is_an_orphan(situs):
    halaman = _halaman(situs)
    tercapai, antre = {"index.html"}, ["index.html"]
    while antre:
        nama = antre.pop()
        for alamat in halaman[nama].xpath("//a/@href"):
            b = urlsplit(alamat)
            ke = posixpath.normpath(posixpath.join(posixpath.dirname(nama), b.path))
            if not b.scheme and b.path and ke in halaman and ke not in tercapai:
                tercapai.add(ke)
                antre.append(ke)
    # a page of codes that were withdrawn long ago is reached by the addresses people kept
    assert {n for n in set(halaman) - tercapai if not n.startswith("n/")} == set()


def test_links_of_the_main_register_to_the_outside_are_the_documents(situs_utama):
    for nama, pohon in _halaman(situs_utama).items():
        for a in pohon.xpath("//a[starts-with(@href, 'http')]"):
            assert "external" in a.get("rel", ""), (nama, a.get("href"))
            assert a.get("target") is None


def test_canonical_of_the_main_register_is_itself(situs_utama, kabupaten):
    for nama, pohon in _halaman(situs_utama).items():
        harap = kabupaten.SITUS + ("" if nama == "index.html" else nama)
        assert pohon.xpath("//link[@rel='canonical']/@href") == [harap]


def test_canonical_of_an_office_is_a_page_of_the_main_register(situs_opd, situs_utama, kabupaten):
    for nama, pohon in _halaman(situs_opd).items():
        (resmi,) = pohon.xpath("//link[@rel='canonical']/@href")
        assert resmi.startswith(kabupaten.SITUS)
        assert resmi.removeprefix(kabupaten.SITUS) in situs_utama, nama
    assert _pohon(situs_opd["index.html"]).xpath("//link[@rel='canonical']/@href") == [
        f"{kabupaten.SITUS}unit/dinkes-1.html"
    ]


def test_drafts_name_no_canonical_address(situs_draf):
    assert not any(b"canonical" in i for n, i in situs_draf.items() if n.endswith(".html"))


def test_an_office_shows_only_its_own(situs_opd):
    for nama, isi in situs_opd.items():
        if nama.endswith((".html", ".json", ".csv")):
            for lain in (b"CTH-DISDIK", b"CTH-KEC-MUARA", b"Kecamatan Muara Tengah"):
                assert lain not in isi, nama
    pohon = _pohon(situs_opd["index.html"])
    assert pohon.xpath("count(//table[contains(@class, 'daftar')]/tbody/tr)") == 12
    assert pohon.xpath("//h1/text()") == ["Daftar Informasi Publik Dinas Kesehatan"]
