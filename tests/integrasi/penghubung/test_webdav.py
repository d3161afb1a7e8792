"""The webdav connector against nginx and wsgidav: which file, when it is the same, what listings may say."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from dip.pengaturan import Kebijakan
from sumber.penghubung.alamat import Gagal
from sumber.penghubung.webdav import urai

Kantor = Any
Nginx = Any
ISI = b"PK\x03\x04" + b"isi " * 500 + b"PK\x05\x06"
BASIS = "https://awan.contoh/remote.php/dav/files/opd%20satu/DIP/"


@pytest.fixture
def folder(nginx: Nginx, request: pytest.FixtureRequest) -> Path:
    tempat: Path = nginx.akar / f"opd {abs(hash(request.node.nodeid))}"
    tempat.mkdir()
    return tempat


def _dav(nginx: Nginx, folder: Path, **lain: Any) -> dict[str, Any]:
    alamat = f"{nginx.dasar}/dav/{folder.name}/".replace(" ", "%20")
    return {"jenis": "webdav", "alamat": alamat, "pengguna": "dip", "rahasia": "sandi-uji", **lain}


def test_newest_file_of_nginx(kantor: Kantor, nginx: Nginx, folder: Path) -> None:
    kantor.taruh(folder, "lama.xlsx", umur=7200)
    baru = kantor.taruh(folder, "daftar 100% #1.XLSX", umur=60)
    for nama in ("~$kunci.xlsx", "salin.xlsx.part", "Thumbs.db", "daftar - Hasil Periksa.xlsx", "surat.pdf"):
        kantor.taruh(folder, nama, umur=1)
    (folder / "sub.xlsx").mkdir()
    sumber = _dav(nginx, folder, pola="*.xlsx")
    t = kantor.tarik(**sumber)
    assert (t.hasil, t.nama_berkas, t.percobaan, t.lain) == ("baru", baru.name, 1, ["lama.xlsx"])
    assert t.diubah == "2026-11-22T16:59:00+07:00"
    assert kantor.alat.gudang.baca(t.sha_berkas) == baru.read_bytes()
    assert t.alamat.endswith(f"/{baru.name}") and "dip" not in t.alamat.replace("/dav/", "")
    assert kantor.tarik(t, **sumber).hasil == "tetap"
    kantor.taruh(folder, "tidak ada perubahan.txt", b"", umur=60)
    n = kantor.tarik(t, **sumber)
    assert (n.hasil, n.sha_berkas) == ("nihil", t.sha_berkas)


def test_an_etag_that_is_known_is_not_fetched(
    kantor: Kantor, wsgidav: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    dasar, folder = wsgidav
    kantor.taruh(folder)
    sumber = {"jenis": "webdav", "alamat": dasar, "pengguna": "dip", "rahasia": "sandi-uji"}
    t = kantor.tarik(**sumber)
    assert (t.hasil, bool(t.etag)) == ("baru", True)
    with monkeypatch.context() as m:
        m.setattr("sumber.penghubung.webdav.FolderDav.unduh", None)
        lagi = kantor.tarik(t, **sumber)
    assert (lagi.hasil, lagi.status_http, lagi.sha_berkas, lagi.etag) == ("tetap", 207, t.sha_berkas, t.etag)
    kantor.taruh(folder, isi=b"PK\x03\x04lain", umur=30)
    assert kantor.tarik(lagi, **sumber).hasil == "baru"


def test_a_file_that_grows_is_read_when_whole_or_not_at_all(kantor: Kantor, wsgidav: tuple[str, Path]) -> None:
    dasar, folder = wsgidav
    kantor.taruh(folder, isi=b"PK", umur=1)
    kantor.saat_tidur.append(lambda: kantor.taruh(folder, umur=0.5) and None)
    sumber = {"jenis": "webdav", "alamat": dasar, "pengguna": "dip", "rahasia": "sandi-uji", "coba": 1}
    t = kantor.tarik(**sumber)
    assert (t.hasil, t.ukuran, kantor.tunggu) == ("baru", len(ISI), [2.0, 2.0])
    kantor.saat_tidur += [lambda n=n: kantor.taruh(folder, isi=b"x" * n, umur=1) and None for n in range(2, 9)]
    t = kantor.tarik(**sumber)
    assert (t.sebab, t.sementara) == ("TARIK-SETENGAH", True)


def test_a_name_that_is_no_utf_8(kantor: Kantor, nginx: Nginx, folder: Path) -> None:
    kantor.taruh(folder, os.fsdecode(b"dip\xff.xlsx"))
    t = kantor.tarik(**_dav(nginx, folder))
    assert (t.hasil, t.nama_berkas) == ("baru", "dip\ufffd.xlsx")


def test_password(kantor: Kantor, nginx: Nginx, folder: Path) -> None:
    kantor.taruh(folder)
    for rahasia in ("sandi-salah", "sandi-hilang"):
        t = kantor.tarik(**_dav(nginx, folder, rahasia=rahasia))
        assert (t.sebab, t.sementara, t.percobaan) == ("TARIK-SANDI", False, 1)
    kantor.kebijakan = Kebijakan()
    t = kantor.tarik(**_dav(nginx, folder) | {"alamat": "http://awan.contoh/dip/"})
    assert (t.sebab, t.sementara, t.percobaan) == ("TARIK-ALAMAT", False, 1)


def test_inner_addresses_are_refused(kantor: Kantor, nginx: Nginx, folder: Path) -> None:
    kantor.kebijakan = Kebijakan()
    t = kantor.tarik(**_dav(nginx, folder) | {"rahasia": ""})
    assert (t.sebab, t.sementara) == ("TARIK-ALAMAT", False)


def test_missing_and_empty_folder_and_no_dav(kantor: Kantor, nginx: Nginx, folder: Path) -> None:
    assert kantor.tarik(**_dav(nginx, folder)).sebab == "TARIK-TIDAK-ADA"
    t = kantor.tarik(**_dav(nginx, folder.with_name("tidak ada")))
    assert (t.sebab, t.sementara) == ("TARIK-TIDAK-ADA", False)
    kantor.taruh(folder, isi=b"")
    t = kantor.tarik(**_dav(nginx, folder))
    assert (t.sebab, t.sementara) == ("TARIK-SETENGAH", True)


def _jawab(*href: str, sifat: str = "") -> bytes:
    satu = "".join(
        f"<d:response><d:href>{h}</d:href><d:propstat><d:prop>{sifat}</d:prop><d:status>HTTP/1.1 200 OK</d:status>"
        "</d:propstat></d:response>"
        for h in href
    )
    return f'<?xml version="1.0"?><d:multistatus xmlns:d="DAV:">{satu}</d:multistatus>'.encode()


@pytest.mark.parametrize(
    ("href", "nama"),
    [
        ("/remote.php/dav/files/opd%20satu/DIP/Data%20Informasi.xlsx", "Data Informasi.xlsx"),
        ("/remote.php/dav/files/opd satu/DIP/a.xlsx", "a.xlsx"),
        ("https://awan.contoh/remote.php/dav/files/opd%20satu/DIP/a.xlsx", "a.xlsx"),
        ("http://awan.contoh/remote.php/dav/files/opd%20satu/DIP/a.xlsx", "a.xlsx"),
        ("a%231.xlsx", "a#1.xlsx"),
        ("https://AWAN.contoh:443/remote.php/dav/files/opd%20satu/DIP/a.xlsx", "a.xlsx"),
        ("https://awan.contoh:444/remote.php/dav/files/opd%20satu/DIP/a.xlsx", ""),
        ("https://lain.contoh/remote.php/dav/files/opd%20satu/DIP/a.xlsx", ""),
        ("//lain.contoh/remote.php/dav/files/opd%20satu/DIP/a.xlsx", ""),
        ("/remote.php/dav/files/opd%20dua/DIP/a.xlsx", ""),
        ("/remote.php/dav/files/opd%20satu/DIP/../../rahasia.xlsx", ""),
        ("/remote.php/dav/files/opd%20satu/DIP/..%2F..%2Frahasia.xlsx", ""),
        ("/remote.php/dav/files/opd%20satu/DIP/sub/a.xlsx", ""),
        ("/remote.php/dav/files/opd%20satu/DIP/a%5Cb.xlsx", ""),
        ("/remote.php/dav/files/opd%20satu/DIP/a%0Ab.xlsx", ""),
        ("/remote.php/dav/files/opd%20satu/DIP/", ""),
        ("http://[::1", ""),
        ("", ""),
    ],
)
def test_hrefs(href: str, nama: str) -> None:
    assert [c.nama for c in urai(_jawab(href), BASIS)] == ([nama] if nama else [])


def test_properties_as_servers_write_them() -> None:
    sifat = "<d:getcontentlength>{}</d:getcontentlength><d:getlastmodified>{}</d:getlastmodified>"
    [c] = urai(_jawab("a", sifat=sifat.format(12, "Sun, 22 Nov 2026 10:00:00 GMT")), BASIS)
    assert (c.ukuran, c.cap) == (12, "2026-11-22T17:00:00+07:00")
    for ukuran, saat in (("-1", ""), ("9" * 40, "kemarin"), ("x", "Sun, 22 Nov 99999 10:00:00 GMT")):
        [c] = urai(_jawab("a", sifat=sifat.format(ukuran, saat)), BASIS)
        assert (c.ukuran, c.diubah_ns) == (-1, 0)
    assert list(urai(_jawab("a", sifat="<d:resourcetype><d:collection/></d:resourcetype>"), BASIS)) == []


@pytest.mark.parametrize(
    ("isi", "sebab"),
    [
        (b"<html><form><input type=password></form></html>", "TARIK-LOGIN"),
        (b"<html><h1>Selamat datang</h1></html>", "TARIK-JENIS"),
        (b'<?xml version="1.0"?><rss/>', "TARIK-JENIS"),
        (b'<?xml version="1.0"?><d:multistatus xmlns:d="DAV:"><d:resp', "TARIK-JENIS"),
        (b"PK\x03\x04", "TARIK-JENIS"),
        (_jawab(*["a"] * 10_001), "TARIK-BESAR"),
    ],
)
def test_what_is_no_listing(isi: bytes, sebab: str) -> None:
    with pytest.raises(Gagal) as g:
        list(urai(isi, BASIS))
    assert (g.value.sebab, g.value.sementara) == (sebab, False)


def test_hostile_xml_reads_no_file_and_expands_nothing(tmp_path: Path) -> None:
    rahasia = tmp_path / "rahasia"
    rahasia.write_text("DIP-rahasia.xlsx")
    ayat = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 9))
    for entitas in (f'<!ENTITY x SYSTEM "{rahasia.as_uri()}">', f'<!ENTITY b0 "x">{ayat}<!ENTITY x "&b8;">'):
        isi = _jawab("&x;", "baik.xlsx").replace(
            b"<d:multistatus", f"<!DOCTYPE d [{entitas}]><d:multistatus".encode(), 1
        )
        try:
            nama = [c.nama for c in urai(isi, BASIS)]
        except Gagal as g:
            nama = [g.sebab]
        assert nama in (["baik.xlsx"], ["TARIK-JENIS"])
    assert rahasia.stat().st_size == 16
