"""What single pages say: one h1, explicit roles, safe links, empty elements named."""

from __future__ import annotations

import dataclasses

import pytest
from lxml import html

from keluaran.bentuk import bangun
from keluaran.bentuk.tautan import inang_aman


def _pohon(isi: bytes):
    return html.fromstring(isi.decode())


def test_every_page_has_the_frame_a_reader_needs(buat):
    for nama, isi in bangun(buat(250)[0], None).items():
        if not nama.endswith(".html"):
            continue
        pohon = _pohon(isi)
        assert pohon.get("lang") == "id"
        assert len(pohon.findall(".//h1")) == 1
        assert pohon.find('.//meta[@http-equiv="Content-Security-Policy"]') is not None
        assert pohon.find(".//a[@href='#isi']") is not None
        assert not pohon.xpath(
            "//script[not(@src) and @type!='application/ld+json'] | //style | //*[@style] | //@onclick"
        )
        for tabel in pohon.findall(".//table"):
            assert tabel.get("role") == "table"
            assert tabel.find("caption") is not None
            assert all(th.get("scope") for th in tabel.iter("th"))
            assert all(x.get("role") for x in tabel.iter("tr", "td", "th", "thead", "tbody"))


def test_empty_obligatory_elements_are_named(buat):
    kosong = {"waktu_teks": "", "tempat": "", "bentuk": [], "retensi_teks": "", "pejabat_penguasa": "", "ringkasan": ""}
    revisi, sah = buat(1, isi={0: {**kosong, "penanggung_jawab": "", "tautan": []}})
    baris = _pohon(bangun(revisi, sah)["unit/dinkes-1.html"]).get_element_by_id("CTH-DINKES-0001")
    assert [x.text for x in baris.findall(".//span[@class='kosong']")] == ["belum diisi"] * 6
    revisi, sah = buat(1, isi={0: {"bentuk": ["online"], "tautan": []}})
    baris = _pohon(bangun(revisi, sah)["unit/dinkes-1.html"]).get_element_by_id("CTH-DINKES-0001")
    assert "tautan belum diisi" in baris.text_content()


def test_only_checked_addresses_become_links(buat):
    tautan = ["https://ppid.example.go.id/a?b=1&c=2", "javascript:alert(1)", "http://10.0.0.1/x"]
    revisi, sah = buat(1, isi={0: {"tautan": tautan}})
    baris = _pohon(bangun(revisi, sah)["unit/dinkes-1.html"]).get_element_by_id("CTH-DINKES-0001")
    luar = baris.xpath(".//a[@class='buka']")
    assert [a.get("href") for a in luar] == tautan[:1]
    assert luar[0].get("rel") == "noopener nofollow external"
    assert [s.text for s in baris.xpath(".//span[@class='alamat']")] == tautan[1:]


@pytest.mark.parametrize(
    "alamat",
    [
        *(
            "javascript:alert(1)",
            "java\tscript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "//evil.example/x",
            "\\\\e\\s",
        ),
        *(
            "file:///etc/passwd",
            "https://a.example.id@evil.example/",
            "https://evil.example\\@a.example.id/",
            "ftp://x.id/y",
        ),
        *('https://a.example.id" onclick="x', "https://a.example.id/<script>", "http://127.0.0.1:22/", "http://[::1]/"),
        *(
            "http://169.254.169.254/latest",
            "http://localhost/x",
            "http://2130706433/",
            "http://0x7f.1/",
            "https://ｐpid.go.id/",
        ),
        *(
            "../../etc/passwd",
            "/wp-admin/",
            "lihat di kantor",
            "-",
            "",
            "https://",
            "http://a.id:99999/",
            "https://x.id/\u202eexe",
        ),
        *("mailto:a@b.id", "https://a..id/", "https://" + "a" * 2001 + ".id/", "http://[x", "https://a.id/`x`"),
    ],
)
def test_addresses_that_stay_text(alamat):
    assert inang_aman(alamat) == ""


@pytest.mark.parametrize(
    ("alamat", "inang"),
    [
        ("https://ppid.bangka.go.id/a%20b.pdf", "ppid.bangka.go.id"),
        ("HTTP://Drive.Google.com/file/d/1_x/view?usp=sharing#h", "drive.google.com"),
        ("http://a.desa.id:8080/x", "a.desa.id"),
        ("https://xn--ppid-abc.example/", "xn--ppid-abc.example"),
    ],
)
def test_addresses_that_become_links(alamat, inang):
    assert inang_aman(alamat) == inang


def test_index_names_offices_without_data_and_carried_forward(buat):
    indeks = _pohon(bangun(*buat(12))["index.html"])
    assert indeks.xpath("count(//section[@id='unit']//p[@class='catatan'])") == 1
    ditandai = indeks.xpath("//table[@class='rekap']//tr[.//span[@class='ket lama']]/th/a/text()")
    assert ditandai == ["Bagian Umum Sekretariat Daerah", "Dinas Pekerjaan Umum dan Penataan Ruang"]
    halaman = _pohon(bangun(*buat(12))["kelengkapan.html"])
    for judul, nama in (("judul-belum", ditandai[1:]), ("judul-bawaan", ditandai[:1]), ("judul-nihil", [])):
        assert halaman.xpath(f"//section[@aria-labelledby='{judul}']//li/a/text()") == nama


def test_number_awaits_recording_until_known(buat):
    revisi, sah = buat(3)
    assert b"nomor menunggu dicatat" in bangun(revisi, sah)["index.html"]
    tercatat = bangun(revisi, dataclasses.replace(sah, nomor="188/12/2026", tanggal="2026-11-15"))[
        "index.html"
    ].decode()
    assert "nomor menunggu dicatat" not in tercatat
    assert "<dd>188/12/2026</dd>" in tercatat
    assert "<dd>15 November 2026</dd>" in tercatat


def test_an_answer_of_no_change_is_not_a_gap(buat):
    revisi, sah = buat(6)
    papan = [{**p, "hasil": "nihil"} if p["opd"] == "SETDA-UMUM" else p for p in revisi.papan]
    halaman = _pohon(bangun(dataclasses.replace(revisi, papan=papan), sah)["kelengkapan.html"])
    assert "Bagian Umum" not in halaman.xpath("string(//section[@aria-labelledby='judul-bawaan'])")
    assert "Bagian Umum" in halaman.xpath("string(//section[@aria-labelledby='judul-nihil'])")


def test_a_register_in_volumes_has_a_download_for_each():
    from keluaran.bentuk.html_indeks import daftar_unduhan

    nama = [
        "data/dip.xlsx",
        "data/dip-10.pdf",
        "data/dip-2.pdf",
        "data/dip-1.pdf",
        "data/ringkasan.pdf",
        "cetak/a-1.pdf",
    ]
    daftar = daftar_unduhan(dict.fromkeys(nama, b"%PDF"))
    assert [u["berkas"] for u in daftar] == [
        "data/dip.xlsx", "data/dip-1.pdf", "data/dip-2.pdf", "data/dip-10.pdf", "data/ringkasan.pdf",
    ]  # fmt: skip
    assert [u["nama"] for u in daftar][3].endswith("jilid 10 dari 3")
