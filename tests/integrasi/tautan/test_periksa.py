"""Every fault a link can have, over real sockets."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dip.pengaturan import Kebijakan
from dip.tarikan import Alat
from dip.tautan import MATI, Amatan

Lihat = Callable[..., Amatan]


@pytest.mark.parametrize(
    ("jalan", "kode", "status"),
    [
        ("/a.pdf", "", 200),
        ("/pindah/a.pdf", "", 200),
        ("/tanpa-head.pdf", "LNK-002", 404),
        ("/tiada.pdf", "LNK-002", 404),
        ("/410", "LNK-002", 410),
        ("/401", "LNK-004", 401),
        ("/403", "LNK-004", 403),
        ("/ke-masuk/a.pdf", "LNK-004", 200),
        ("/lama/a.pdf", "LNK-004", 200),
        ("/ke-depan/a.pdf", "LNK-005", 200),
        ("/500", MATI, 500),
        ("/502", MATI, 502),
        ("/putar", MATI, 302),
        ("/ke-dalam/a.pdf", MATI, 302),
        ("/putus.pdf", MATI, 0),
        ("/besar", "", 200),
    ],
)
def test_answers(situs: Any, lihat: Lihat, jalan: str, kode: str, status: int) -> None:
    a = lihat(situs.dasar + jalan)
    assert (a.kode, a.status, a.tunda) == (kode, status, False)


@pytest.mark.parametrize("jalan", ["/nanti", "/robot.pdf", "/429"])
def test_what_says_nothing(situs: Any, lihat: Lihat, jalan: str) -> None:
    a = lihat(situs.dasar + jalan)
    assert (a.kode, a.tunda) == ("", True)


def test_a_document_is_not_downloaded(situs: Any, lihat: Lihat) -> None:
    situs.hitung.clear()
    a = lihat(situs.dasar + "/a.pdf")
    assert (a.jenis, a.panjang, bool(a.tanda)) == ("pdf", 10, True)
    # a look that was given up before may be counted only now
    assert {x: n for x, n in situs.hitung.items() if x[1] == "/a.pdf"} == {("HEAD", "/a.pdf"): 1}


def test_a_page_without_end_costs_its_beginning_only(situs: Any, lihat: Lihat) -> None:
    situs.server.terkirim = 0
    assert lihat(situs.dasar + "/besar").kode == ""
    assert situs.server.terkirim < 20 * 1024 * 1024


def test_servers_that_refuse_head(situs: Any, lihat: Lihat) -> None:
    situs.isi["/tanpa-head.pdf"] = situs.isi["/head-putus.pdf"] = b"%PDF-1.4 y"
    try:
        for jalan in ("/tanpa-head.pdf", "/head-putus.pdf"):
            assert lihat(situs.dasar + jalan).kode == ""
    finally:
        situs.isi.pop("/tanpa-head.pdf")
        situs.isi.pop("/head-putus.pdf")


def test_silence_ends_in_time(situs: Any, lihat: Lihat) -> None:
    a = lihat(situs.dasar + "/diam", 0.3)
    assert (a.kode, a.status, a.inang_mati) == (MATI, 0, True)


def test_nobody_there(lihat: Lihat) -> None:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        # the port is ours, and nobody listens
        a = lihat(f"http://127.0.0.1:{s.getsockname()[1]}/a.pdf")
    assert (a.kode, a.inang_mati) == (MATI, True)
    assert lihat("https://tidak-ada.invalid/a.pdf").kode == MATI


@pytest.mark.parametrize("macam", ["baik", "basi"])
def test_certificates(situs_tls: Any, lihat: Lihat, macam: str) -> None:
    a = lihat(situs_tls[macam].dasar + "/a.pdf")
    assert (a.kode, a.tunda) == ("LNK-008", False)
    assert a.rincian


def test_a_trusted_certificate_is_right_and_a_way_down_to_http_is_not(
    situs: Any, situs_tls: Any, sertifikat: dict[str, Path], lihat: Lihat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(sertifikat["baik"]))
    baik = situs_tls["baik"]
    baik.server.http = situs.dasar + "/a.pdf"
    assert lihat(baik.dasar + "/a.pdf").kode == ""
    assert lihat(baik.dasar + "/ke-http/a.pdf").kode == "LNK-008"


def test_our_own_network_is_never_asked(situs: Any, alat: Alat) -> None:
    from sumber.penghubung.tautan import periksa_tautan

    for alamat in (
        situs.dasar + "/dalam.pdf",
        "http://169.254.169.254/latest",
        "http://[::1]:80/",
        "ftp://x",
        "http://[",
        "",
    ):
        a = periksa_tautan(alamat, alat, Kebijakan())
        assert (a.kode, a.tunda) == ("", True)
    assert not [cara for cara, jalan in situs.hitung if jalan == "/dalam.pdf"]
