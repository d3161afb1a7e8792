"""Addresses are filled, shown without secrets and refused when they point inside."""

from __future__ import annotations

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sumber.penghubung.alamat import Gagal, boleh, isi_alamat, periksa, tampak
from sumber.penghubung.jenis_isi import harapan, keberatan, kenali


@pytest.mark.parametrize(
    "ip",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1"),
        *("224.0.0.1", "255.255.255.255", "::1", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"),
        *("::7f00:1", "::ffff:0:127.0.0.1", "fec0::1", "64:ff9b:1::a00:1", "5f00::1"),
        *("64:ff9b::7f00:1", "2002:7f00:1::", "::", "bukan-ip"),
    ],
)
def test_inner_addresses(ip: str) -> None:
    assert boleh(ip) is False


@pytest.mark.parametrize("ip", ["103.10.66.1", "8.8.8.8", "2400:cb00::1", "::ffff:8.8.8.8"])
def test_public_addresses(ip: str) -> None:
    assert boleh(ip) is True


@pytest.mark.parametrize(
    "alamat",
    [
        "file:///etc/passwd",
        "ftp://a.go.id/x",
        "//a.go.id/x",
        "dinkes.xlsx",
        "http://",
        "http://[::1",
        "http://a:x/",
        # two parsers would find two hosts in these
        "https://jahat.contoh\\@docs.google.com/x",
        "https://jahat.contoh\\.googleusercontent.com/",
        "http://a b/",
    ],
)
def test_addresses_that_are_none(alamat: str) -> None:
    with pytest.raises(Gagal) as g:
        periksa(alamat, izinkan_lokal=True)
    assert (g.value.sebab, g.value.sementara) == ("TARIK-ALAMAT", False)


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "2130706433", "0x7f000001", "localhost"])
def test_loopback_in_many_spellings(host: str) -> None:
    with pytest.raises(Gagal) as g:
        periksa(f"http://{host}/a.xlsx", izinkan_lokal=False)
    assert g.value.sebab == "TARIK-ALAMAT"


def test_one_inner_answer_among_many_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    def jawab(*_: object, **__: object) -> list[object]:
        return [(socket.AF_INET, 1, 6, "", (ip, 80)) for ip in ("103.10.66.1", "10.0.0.5")]

    monkeypatch.setattr(socket, "getaddrinfo", jawab)
    with pytest.raises(Gagal):
        periksa("http://dinas.contoh/a.xlsx", izinkan_lokal=False)
    assert periksa("http://dinas.contoh/a.xlsx", izinkan_lokal=True) == "dinas.contoh"


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIP_TOKEN", "s3cr3t")
    monkeypatch.setenv("DIP_DASAR", "https://u:p@dinas.contoh")
    a = isi_alamat("${DIP_DASAR}/unduh/${DIP_TOKEN}/dip.xlsx?kunci=abc&tahun=2026#x")
    assert a.nyata == "https://u:p@dinas.contoh/unduh/s3cr3t/dip.xlsx?kunci=abc&tahun=2026#x"
    assert a.tampak == "https://dinas.contoh/unduh/***/dip.xlsx?kunci=***&tahun=***"


@pytest.mark.parametrize("pola", ["${PATH}/x", "${HOME}", "${DIP_TIDAK_ADA}/x", "${}", "${dip_x}"])
def test_only_our_names_are_filled(pola: str) -> None:
    with pytest.raises(Gagal) as g:
        isi_alamat(pola)
    assert g.value.sebab == "TARIK-ALAMAT"


@given(st.text(st.characters(exclude_characters="/#\\"), max_size=60))
def test_showing_never_fails_and_never_shows_a_password(teks: str) -> None:
    assert "sandi99" not in tampak(f"http://{teks}:sandi99@contoh/")
    tampak(teks)


@pytest.mark.parametrize(
    ("isi", "jenis"),
    [
        (b"PK\x03\x04abc", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
        (b"%PDF-1.7", "pdf"),
        (b"\xff\xd8\xff\xe0", "gambar"),
        (b"\xef\xbb\xbf  <!DOCTYPE HTML>", "html"),
        (b"<?xml version='1.0'?><Workbook/>", "xml"),
        (b'{"error": 1}', "json"),
        (b"No;Judul\n1;Renja\n", "teks"),
        ("No;Judul".encode("utf-16"), "teks"),
        (b"\0\1\2", "biner"),
        (b" \n", "kosong"),
    ],
)
def test_magic(isi: bytes, jenis: str) -> None:
    assert kenali(isi) == jenis


TABEL = b"<html><table><tr><td>a</td></tr><tr><td>b</td></tr><tr><td>c</td></tr></table></html>"
MASUK = b'<html><form><input name=u><input type="password" name=s></form></html>'
KATA = b"<html><p>Silakan masuk dengan kata sandi Anda</p></html>"
GALAT = b"<html><h1>Maaf</h1></html>"


@pytest.mark.parametrize(
    ("isi", "harap", "sebab"),
    [
        (TABEL, "xls", None),
        (TABEL, "html", None),
        (TABEL + MASUK, "html", None),
        (TABEL + MASUK, "xlsx", "TARIK-LOGIN"),
        (MASUK, "xlsx", "TARIK-LOGIN"),
        (MASUK, "html", "TARIK-LOGIN"),
        (KATA, "xlsx", "TARIK-LOGIN"),
        (KATA, "html", None),
        (GALAT, "xlsx", "TARIK-JENIS"),
        (GALAT, "", "TARIK-JENIS"),
        (GALAT, "html", None),
        (b"%PDF-1.7", "xlsx", "TARIK-JENIS"),
        (b"%PDF-1.7", "pdf", None),
        (b'{"galat": true}', "xlsx", "TARIK-JENIS"),
        (b"a;b\n1;2\n", "xlsx", None),
        (b"PK\x03\x04", "html", None),
    ],
)
def test_what_surely_is_no_table(isi: bytes, harap: str, sebab: str | None) -> None:
    hasil = keberatan(isi, harap)
    assert (hasil[0] if hasil else None) == sebab


@pytest.mark.parametrize(
    ("alamat", "nama", "media", "harap"),
    [
        ("http://a/dip.XLSX?x=1", "", "text/html", "xlsx"),
        ("http://a/unduh.php?id=1", "dip.xls", "", "xls"),
        ("http://a/unduh", "", "text/csv; charset=utf-8", "csv"),
        ("http://a/dip", "", "text/html", "html"),
        ("http://a/unduh.php", "", "", "php"),
        ("http://a/", "", "", ""),
    ],
)
def test_what_was_declared(alamat: str, nama: str, media: str, harap: str) -> None:
    assert harapan(alamat, nama, media) == harap
