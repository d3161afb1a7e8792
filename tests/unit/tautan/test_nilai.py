"""What an answer says about a link: logins, front pages, shorteners, and what is not sure is not said."""

from __future__ import annotations

from typing import Any

import pytest

from dip.tautan import MATI
from sumber.penghubung.tautan_nilai import Jawab, nilai_jawab, perlu_isi
from sumber.periksa_dokumen import alamat_unduh

DOK = "https://dinas.go.id/unduh/laporan.pdf"
PDF = {"content-type": "application/pdf", "content-length": "1200", "etag": '"a"'}
HTML = {"content-type": "text/html; charset=utf-8"}


def kelas(alamat: str, status: int, akhir: str = "", isi: bytes = b"", **kepala: str) -> str:
    a = nilai_jawab(alamat, Jawab(status, akhir or alamat, {n.replace("_", "-"): v for n, v in kepala.items()}, isi))
    return "tunda" if a.tunda else a.kode


@pytest.mark.parametrize(
    ("status", "kode"),
    [(200, ""), (206, ""), (404, "LNK-002"), (410, "LNK-002"), (401, "LNK-004"), (403, "LNK-004"), (500, MATI),
     (502, MATI), (429, "tunda"), (503, MATI), (0, MATI)],
)  # fmt: skip
def test_status(status: int, kode: str) -> None:
    assert kelas(DOK, status) == kode


def test_a_pause_that_was_asked_for_is_no_fault() -> None:
    assert kelas(DOK, 503, retry_after="120") == "tunda"


@pytest.mark.parametrize(
    ("alamat", "akhir"),
    [
        ("https://drive.google.com/file/d/1AbCdEfGhIjK/view", "https://accounts.google.com/v3/signin/identifier?x=1"),
        (DOK, "https://sso.dinas.go.id/realms/x"),
        (DOK, "https://dinas.go.id/login?next=/unduh"),
        (DOK, "https://dinas.go.id/wp-login.php?redirect_to=x"),
    ],
)
def test_sent_to_a_login(alamat: str, akhir: str) -> None:
    assert kelas(alamat, 200, akhir) == "LNK-004"


_SANDI = b'<html><head><title>%s</title></head><form><input name=u><input type="password"></form>'


@pytest.mark.parametrize(
    ("alamat", "isi", "kode"),
    [
        ("https://elhkpn.kpk.go.id/portal/user/login", _SANDI % b"e-LHKPN", "LNK-004"),
        ("https://dinas.go.id/arsip", _SANDI % b"Silakan Masuk", "LNK-004"),
        (DOK, _SANDI % b"Portal", "LNK-004"),
        # a login box in the margin of a public page
        ("https://dinas.go.id/berita/7", _SANDI % b"Berita Dinas", ""),
        ("https://dinas.go.id/pemasukan-daerah", b"<title>Pemasukan daerah</title>", ""),
        ("https://docs.google.com/document/d/1AbCdEfGhI/edit", b"<title>Request access - Docs</title>", "LNK-004"),
        ("https://docs.google.com/document/d/1AbCdEfGhI/edit", b"<title>Laporan</title>request access", ""),
    ],
)  # fmt: skip
def test_login_pages(alamat: str, isi: bytes, kode: str) -> None:
    assert kelas(alamat, 200, isi=isi, content_type="text/html") == kode


@pytest.mark.parametrize(
    ("alamat", "akhir", "kode"),
    [
        (DOK, "https://dinas.go.id/", "LNK-005"),
        (DOK, "https://dinas.go.id/index.php", "LNK-005"),
        ("https://dinas.go.id/?p=17", "https://dinas.go.id/", "LNK-005"),
        ("https://dinas.go.id", "https://dinas.go.id/beranda", ""),
        (DOK, "https://dinas.go.id/?p=17", ""),
        (DOK, "https://www.dinas.go.id/unduh/laporan.pdf", ""),
        (DOK, "http://dinas.go.id/unduh/laporan.pdf", "LNK-008"),
        ("http://dinas.go.id/a.pdf", "http://dinas.go.id/a.pdf", ""),
        ("https://s.id/abc", "https://dinas.go.id/", ""),
    ],
)
def test_where_a_link_ends(alamat: str, akhir: str, kode: str) -> None:
    assert kelas(alamat, 200, akhir) == kode


def test_a_shortener_only_says_whether_its_target_is_gone() -> None:
    assert (kelas("https://s.id/x", 404), kelas("https://s.id/x", 403), kelas("https://bit.ly/x", 500)) == (
        "LNK-002",
        "",
        MATI,
    )


def test_a_guard_against_robots_says_nothing() -> None:
    assert kelas(DOK, 403, isi=b"<title>Just a moment...</title>") == "tunda"
    assert kelas(DOK, 403, cf_mitigated="challenge") == "tunda"


def test_get_only_where_head_is_not_enough() -> None:
    assert not perlu_isi(DOK, Jawab(200, DOK, PDF))
    assert perlu_isi("https://dinas.go.id/x", Jawab(200, DOK.removesuffix(".pdf"), HTML))
    assert perlu_isi(DOK, Jawab(405, DOK)) and perlu_isi(DOK, Jawab(404, DOK)) and perlu_isi(DOK, Jawab(0, DOK))
    assert not perlu_isi(DOK, Jawab(429, DOK)) and not perlu_isi("https://s.id/x", Jawab(200, "https://a.go.id/", HTML))


def test_the_version_of_a_file() -> None:
    def tanda(**kepala: Any) -> str:
        return nilai_jawab(DOK, Jawab(200, DOK, kepala)).tanda

    assert tanda() == "" and tanda(etag='"a"') != tanda(etag='"b"')
    satu = nilai_jawab(DOK, Jawab(200, DOK, PDF))
    assert (satu.jenis, satu.panjang, satu.akhir) == ("pdf", 1200, DOK)
    # HEAD and the first piece of GET tell the same version
    dua = nilai_jawab(DOK, Jawab(206, DOK, {**PDF, "content-length": "64", "content-range": "bytes 0-63/1200"}))
    assert dua.tanda == satu.tanda


def test_where_a_document_is_to_be_had() -> None:
    assert alamat_unduh(DOK, "pdf", 100, 20) == DOK
    assert alamat_unduh(DOK, "pdf", 30 * 1024 * 1024, 20) == ""
    assert alamat_unduh("https://dinas.go.id/x", "html", -1, 20) == ""
    assert "export=download" in alamat_unduh("https://drive.google.com/file/d/1AbCdEfGhIjK/view", "html", -1, 20)
    assert alamat_unduh("https://drive.google.com/drive/folders/1AbCdEfGhIjK", "html", -1, 20) == ""
