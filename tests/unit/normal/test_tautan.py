"""Which links may go out, and how several are taken out of one cell."""

from __future__ import annotations

import pytest

from dip.normal.tautan import dataset_satu_data, jenis_tautan, sahkan_tautan, skema_lain, urai_tautan


@pytest.mark.parametrize(
    ("teks", "url"),
    [
        ("https://a.go.id/x.pdf", "https://a.go.id/x.pdf"),
        ("HTTP://A.go.id", "http://a.go.id"),
        ("www.a.go.id/x", "https://www.a.go.id/x"),
        ("bit.ly/abc", "https://bit.ly/abc"),
        ("https:/a.go.id/x", "https://a.go.id/x"),
        ("https://a.go.id/berkas satu.pdf", "https://a.go.id/berkas%20satu.pdf"),
        ("https://a.go.id:443/x?y=1#z", "https://a.go.id/x?y=1#z"),
        ("https://8.8.8.8/x", "https://8.8.8.8/x"),
    ],
)
def test_public_addresses(teks: str, url: str) -> None:
    assert sahkan_tautan(teks) == url
    assert jenis_tautan(teks) == "sah"


@pytest.mark.parametrize(
    "teks",
    [
        "http://localhost/x", "localhost:8000", "http://10.0.0.1", "http://192.168.1.5/x", "192.168.1.5/x",
        "http://127.0.0.1", "http://[::1]/", "http://[fd00::1]/x", "http://[::ffff:10.0.0.1]/", "http://2130706433/",
        "http://0x7f.1/", "http://169.254.1.1", "http://server/x", "http://nas.local/x", "file:///C:/x.pdf",
        "C:\\data\\x.pdf", "\\\\server\\data",
    ],
)  # fmt: skip
def test_addresses_inside_the_office(teks: str) -> None:
    assert jenis_tautan(teks) == "lokal"
    assert sahkan_tautan(teks) == ""


@pytest.mark.parametrize(
    "teks",
    [
        "Lihat", "laporan.pdf", "javascript:alert(1)", "ftp://a.go.id/x", "data:text/html,x", "mailto:a@b.id", "https://u:p@a.go.id",
        "https://a.go.id\\@b.id", "http://a..id/", "https://-a.id", "https://" + "a" * 2100 + ".id", "http://a.go.id:99999",
    ],
)  # fmt: skip
def test_no_addresses(teks: str) -> None:
    assert jenis_tautan(teks) == "bukan"
    assert sahkan_tautan(teks) == ""


@pytest.mark.parametrize("teks", ["", "-", "NULL", "https://", "#", "n/a"])
def test_empty_tokens(teks: str) -> None:
    assert jenis_tautan(teks) == "kosong"
    assert urai_tautan(teks) == []


@pytest.mark.parametrize(
    ("teks", "daftar"),
    [
        ("https://a.id/1\nhttps://a.id/2", ["https://a.id/1", "https://a.id/2"]),
        ("https://a.id/1; https://a.id/2.", ["https://a.id/1", "https://a.id/2"]),
        ("https://a.id/1 https://a.id/1", ["https://a.id/1"]),
        ("Unduh: https://a.id/1", ["https://a.id/1"]),
        ("https://a.id/berkas satu.pdf", ["https://a.id/berkas satu.pdf"]),
        ("www.a.go.id, bit.ly/x", ["www.a.go.id", "bit.ly/x"]),
        ("Lihat", ["Lihat"]),
        ("NULL\nhttps://a.id/1", ["https://a.id/1"]),
    ],
)
def test_links_in_one_cell(teks: str, daftar: list[str]) -> None:
    assert urai_tautan(teks) == daftar


def test_other_schemes_and_datasets() -> None:
    assert skema_lain("mailto:a@b.id")
    assert skema_lain("#Sheet2!A1")
    assert skema_lain("'Sheet 2'!A1")
    assert not skema_lain("https://a.id")
    assert not skema_lain("/berkas/x.pdf")
    assert dataset_satu_data(["https://satudata.a.go.id/dataset/jumlah-bidan"]) == "jumlah-bidan"
    assert dataset_satu_data(["https://a.go.id/dataset/x"]) == ""
