"""The google connector against servers that answer as Google's do: exports, redirects, pages instead of files."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dip.pengaturan_sumber import SumberGoogle
from dip.tarikan import Tarikan
from sumber.penghubung import penghubung
from sumber.penghubung.google import BERBAGI, Situs, tarik_google

ID = "1AbCdEfGhIjKlMnOpQrStUvWxYz-0123456789_abcd"
XLSX = b"PK\x03\x04" + b"isi " * 500 + b"PK\x05\x06"
BUKU = {
    "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "Content-Disposition": "attachment; filename=\"DIPDLH.xlsx\"; filename*=UTF-8''DIPDLH.xlsx",
}
HTML = {"Content-Type": "text/html; charset=utf-8"}
LEMBAR = f"https://docs.google.com/spreadsheets/d/{ID}/edit?usp=sharing#gid=77"
BERKAS = f"https://drive.google.com/file/d/{ID}/view?usp=drive_link"
EKSPOR = f"/spreadsheets/d/{ID}/export?format=xlsx"
MINTA_AKSES = (
    b"<!DOCTYPE html><html><head><title>Google Drive: Sign-in</title></head><body>Anda memerlukan akses</body></html>"
)
MASUK = b"<!doctype html><html><head><title>Sign in - Google Accounts</title></head><body>v3/signin</body></html>"
VIRUS = (
    b"<!DOCTYPE html><html><head><title>Google Drive - Virus scan warning</title></head><body><p>Google Drive can"
    b'&#39;t scan this file for viruses.</p><form id="download-form" '
    b'action="https://drive.usercontent.google.com/download" method="get">'
    b'<input type="hidden" name="confirm" value="t"></form></body></html>'
)
KUOTA = (
    b"<!DOCTYPE html><html><head><title>Google Drive - Quota exceeded</title></head><body>Sorry, you can&#39;t view or "
    b"download this file at this time. Too many users have viewed it.</body></html>"
)


class Google:
    """Four origins; `tarik` pulls a link as an office would have it in its settings."""

    def __init__(self, buat: Callable[[], Any], meja: Any) -> None:
        self.docs, self.drive, self.isi, self.akun, self.lain = (buat() for _ in range(5))
        self.meja = meja
        self.situs = Situs(self.docs.dasar, self.drive.dasar, self.akun.dasar, (self.isi.dasar,))
        login = f"{self.akun.dasar}/ServiceLogin?continue=x"
        self.ke_login = (302, {"Location": login}, b"")
        self.akun.jawaban["/ServiceLogin"] = (302, {"Location": "/v3/signin/identifier?x=1"}, b"")
        self.akun.jawaban["/v3/signin/identifier"] = (200, HTML, MASUK)

    def tarik(self, alamat: str = LEMBAR, terakhir: Tarikan | None = None, lembar: str = "", **sumber: Any) -> Tarikan:
        opd = self.meja.opd(jenis="google", alamat=alamat, lembar=lembar, **sumber)
        assert isinstance(opd.sumber, SumberGoogle)
        return tarik_google(opd, opd.sumber, terakhir, self.meja.alat, self.meja.kebijakan, situs=self.situs)


@pytest.fixture
def google(buat_situs: Callable[[], Any], meja: Any) -> Google:
    return Google(buat_situs, meja)


def test_workbook(google: Google) -> None:
    tujuan = f"{google.isi.dasar}/export/abc"
    google.docs.jawaban[EKSPOR] = (307, {"Location": tujuan}, b"")
    google.isi.jawaban["/export/abc"] = (200, BUKU, XLSX)
    t = google.tarik()
    assert (t.hasil, t.nama_berkas, t.ukuran) == ("baru", "DIPDLH.xlsx", len(XLSX))
    assert t.alamat == f"https://docs.google.com/spreadsheets/d/{ID}/edit?usp=***"
    assert google.tarik(terakhir=t).hasil == "tetap"


def test_one_sheet_published_and_document(google: Google) -> None:
    csv = {"Content-Type": "text/csv"}
    google.docs.jawaban[f"/spreadsheets/d/{ID}/export?format=csv&gid=5"] = (200, csv, b"No,Judul\n1,LKjIP\n")
    t = google.tarik(lembar="5")
    assert (t.hasil, t.nama_berkas) == ("baru", "dlh.csv")
    google.docs.jawaban[f"/spreadsheets/d/e/{ID}/pub?output=xlsx"] = (200, BUKU, XLSX)
    assert google.tarik(f"https://docs.google.com/spreadsheets/d/e/{ID}/pubhtml?gid=0&single=true").hasil == "baru"
    google.docs.jawaban[f"/document/d/{ID}/export?format=docx"] = (200, {}, XLSX)
    t = google.tarik(f"https://docs.google.com/document/d/{ID}/edit")
    assert (t.hasil, t.nama_berkas) == ("baru", "dlh.docx")


def test_drive_file_and_open_link(google: Google) -> None:
    google.drive.jawaban["/uc"] = (303, {"Location": f"{google.isi.dasar}/download?id={ID}&export=download"}, b"")
    google.isi.jawaban["/download"] = (200, {**BUKU, "Content-Disposition": 'attachment; filename="a.html"'}, XLSX)
    assert google.tarik(BERKAS).nama_berkas == "a.html"
    google.drive.jawaban["/open"] = (
        302,
        {"Location": f"{google.docs.dasar}/spreadsheets/d/{ID}/edit?usp=drive_open"},
        b"",
    )
    google.docs.jawaban[f"/spreadsheets/d/{ID}/edit"] = (200, HTML, b"<!DOCTYPE html><html>editor</html>")
    google.docs.jawaban[EKSPOR] = (200, BUKU, XLSX)
    t = google.tarik(f"https://drive.google.com/open?id={ID}&usp=drive_copy")
    assert (t.hasil, t.nama_berkas) == ("baru", "DIPDLH.xlsx")
    assert google.docs.jalan[-1] == EKSPOR


@pytest.mark.parametrize("cara", ["alih", "401", "403", "halaman"])
def test_not_shared(google: Google, cara: str) -> None:
    jawaban = {
        "alih": google.ke_login,
        "401": (401, HTML, MASUK),
        "403": (403, HTML, b""),
        "halaman": (200, HTML, MINTA_AKSES),
    }
    google.docs.jawaban[EKSPOR] = jawaban[cara]
    t = google.tarik()
    assert (t.sebab, t.rincian, t.sementara, t.percobaan) == ("TARIK-LOGIN", BERBAGI, False, 1)
    google.drive.jawaban["/open"] = google.drive.jawaban["/uc"] = jawaban[cara]
    assert google.tarik(f"https://drive.google.com/open?id={ID}").sebab == "TARIK-LOGIN"


@pytest.mark.parametrize(
    ("isi", "sebab", "sementara"),
    [
        (VIRUS, "TARIK-BESAR", False),
        (KUOTA, "TARIK-HTTP", True),
        (
            b"<!DOCTYPE html><html><body>Sorry, the file you have requested does not exist.</body></html>",
            "TARIK-TIDAK-ADA",
            False,
        ),
        (b"<!DOCTYPE html><html><title>Folder</title><body><tr><tr><tr></body></html>", "TARIK-JENIS", False),
        (b"\x89PNG\r\n\x1a\n", "TARIK-JENIS", False),
        (b'{"error": 1}', "TARIK-JENIS", False),
    ],
)
def test_pages_instead_of_the_file(google: Google, isi: bytes, sebab: str, sementara: bool) -> None:
    google.drive.jawaban["/uc"] = (200, HTML, isi)
    t = google.tarik(BERKAS)
    assert (t.sebab, t.sementara) == (sebab, sementara)


def test_redirect_elsewhere(google: Google) -> None:
    google.lain.jawaban["/x"] = (200, BUKU, XLSX)
    google.docs.jawaban[EKSPOR] = (302, {"Location": f"{google.lain.dasar}/x"}, b"")
    assert google.tarik().sebab == "TARIK-ALAMAT"
    google.docs.jawaban[EKSPOR] = (302, {"Location": EKSPOR}, b"")
    assert google.tarik().sebab == "TARIK-HTTP"


def test_no_other_site_is_asked_even_on_the_way(google: Google) -> None:
    google.isi.jawaban["/download"] = (200, BUKU, XLSX)
    google.lain.jawaban["/x"] = (302, {"Location": f"{google.isi.dasar}/download"}, b"")
    google.docs.jawaban[EKSPOR] = (302, {"Location": f"{google.lain.dasar}/x"}, b"")
    assert google.tarik().sebab == "TARIK-ALAMAT"
    assert google.lain.jalan == google.isi.jalan == []


@pytest.mark.parametrize(
    ("jawab", "sebab", "sementara"),
    [
        ("diam", "TARIK-WAKTU", True),
        ("tetes", "TARIK-WAKTU", True),
        ("reset", "TARIK-PUTUS", True),
        ("potong", "TARIK-PUTUS", True),
        ("besar", "TARIK-BESAR", False),
        (404, "TARIK-TIDAK-ADA", False),
        (400, "TARIK-HTTP", False),
        (500, "TARIK-HTTP", True),
    ],
)
def test_faults(google: Google, jawab: str | int, sebab: str, sementara: bool) -> None:
    google.docs.jawaban[EKSPOR] = google.docs.rusak(jawab) if isinstance(jawab, str) else (jawab, HTML, b"<html>x")
    mulai = time.monotonic()
    t = google.tarik(batas_detik=0.2 if sebab == "TARIK-WAKTU" else 60, coba=1)
    assert (t.sebab, t.sementara) == (sebab, sementara)
    assert time.monotonic() - mulai < 60  # silence lasts for minutes, so this is no race


def test_too_many_requests(google: Google) -> None:
    sibuk = (429, {"Retry-After": "7"}, b"")
    google.docs.jawaban[EKSPOR] = lambda p, ke: google.docs.kirim(p, *(sibuk if ke == 1 else (200, BUKU, XLSX)))
    t = google.tarik()
    assert (t.hasil, t.percobaan, google.meja.tunggu) == ("baru", 2, [7.0])


def test_links_that_are_refused_without_a_request(google: Google, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIP_TAUTAN", LEMBAR)
    for alamat in (
        f"https://drive.google.com/drive/folders/{ID}",
        f"https://docs.google.com/forms/d/e/{ID}/viewform",
        "https://contoh.go.id/dip.xlsx",
        "${DIP_LAIN}",
    ):
        t = google.tarik(alamat)
        assert (t.sebab, t.sementara, t.percobaan) == ("TARIK-ALAMAT", False, 1)
    assert not google.docs.jalan and not google.drive.jalan
    opd = google.meja.opd(jenis="google", alamat=f"https://drive.google.com/drive/folders/{ID}")
    assert penghubung(google.meja.kebijakan, Path())(opd, None, google.meja.alat).sebab == "TARIK-ALAMAT"
    google.docs.jawaban[EKSPOR] = (200, BUKU, XLSX)
    assert google.tarik("${DIP_TAUTAN}").hasil == "baru"
