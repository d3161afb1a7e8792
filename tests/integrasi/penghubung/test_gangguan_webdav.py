"""The fault matrix of the webdav connector: each fault is the right receipt, soon."""

from __future__ import annotations

import time
from typing import Any

import pytest

from dip.pengaturan import Kebijakan

Kantor = Any
Nakal = Any
Nginx = Any


def _di(nakal: Nakal, jalan: str, **lain: Any) -> dict[str, Any]:
    return {"jenis": "webdav", "alamat": nakal.dasar + jalan, **lain}


@pytest.mark.parametrize(
    ("jalan", "sebab", "sementara", "percobaan"),
    [
        ("/daftar/500/", "TARIK-HTTP", True, 3),
        ("/daftar/503/", "TARIK-HTTP", True, 3),
        ("/daftar/423/", "TARIK-HTTP", True, 3),
        ("/daftar/405/", "TARIK-HTTP", False, 1),
        ("/daftar/404/", "TARIK-TIDAK-ADA", False, 1),
        ("/daftar/401/", "TARIK-LOGIN", False, 1),
        ("/daftar/alih-putar/x/", "TARIK-HTTP", False, 1),
        ("/daftar/alih-lain/http:%2F%2Flocalhost:9%2Fx/", "TARIK-PUTUS", True, 3),
        ("/daftar/alih-lain/file:%2F%2F%2Fetc%2Fpasswd/", "TARIK-ALAMAT", False, 1),
        ("/daftar/masuk/", "TARIK-LOGIN", False, 1),
        ("/daftar/html-bukan-xlsx/", "TARIK-JENIS", False, 1),
        ("/daftar/besar/", "TARIK-BESAR", False, 1),
        ("/daftar/besar-berpanjang/", "TARIK-BESAR", False, 1),
        ("/daftar/putus/9/a.xlsx", "TARIK-PUTUS", True, 3),
        ("/isi/500/", "TARIK-HTTP", True, 3),
        ("/isi/putus/9/", "TARIK-PUTUS", True, 3),
        ("/isi/alih-putar/", "TARIK-HTTP", False, 1),
        ("/isi/masuk/", "TARIK-LOGIN", False, 1),
        ("/isi/html-bukan-xlsx/", "TARIK-JENIS", False, 1),
        ("/isi/besar/", "TARIK-BESAR", False, 1),
        ("/isi/besar-berpanjang/", "TARIK-BESAR", False, 1),
    ],
)
def test_faults(kantor: Kantor, nakal: Nakal, jalan: str, sebab: str, sementara: bool, percobaan: int) -> None:
    t = kantor.tarik(**_di(nakal, jalan))
    assert (t.hasil, t.sebab, t.sementara, t.percobaan) == ("gagal", sebab, sementara, percobaan)
    assert kantor.tunggu == [1.0, 2.0][: percobaan - 1]


@pytest.mark.parametrize(
    "jalan",
    [
        pytest.param("/daftar/lambat/", marks=pytest.mark.lambat),
        pytest.param("/isi/lambat/", marks=pytest.mark.lambat),
        pytest.param("/daftar/tetes/a.xlsx", marks=pytest.mark.lambat),
        "/isi/tetes/",
    ],
)
def test_silence_and_dripping_end_at_the_deadline(kantor: Kantor, nakal: Nakal, jalan: str) -> None:
    awal = time.monotonic()
    t = kantor.tarik(**_di(nakal, jalan, batas_detik=0.25, coba=2))
    assert (t.sebab, t.sementara, t.percobaan) == ("TARIK-WAKTU", True, 2)
    assert time.monotonic() - awal < 30  # the server would be silent for 60 seconds, and drip for 100


@pytest.mark.parametrize("jalan", ["/daftar/503-lalu-200/2/x/", "/isi/503-lalu-200/2/", "/isi/putus/2/"])
def test_faults_that_pass(kantor: Kantor, nakal: Nakal, jalan: str) -> None:
    t = kantor.tarik(**_di(nakal, jalan))
    assert (t.hasil, t.percobaan, kantor.tunggu) == ("baru", 3, [1.0, 2.0])


@pytest.mark.parametrize("jalan", ["/daftar/429-retry-after/9/x/", "/isi/429-retry-after/9/"])
def test_retry_after(kantor: Kantor, nakal: Nakal, jalan: str) -> None:
    t = kantor.tarik(**_di(nakal, jalan, coba=1))
    assert (t.sebab, t.status_http, t.sementara, kantor.tunggu) == ("TARIK-HTTP", 429, True, [])
    assert kantor.tarik(**_di(nakal, jalan)).hasil == "baru"  # another office of the same host waits as well
    assert kantor.tunggu == [9.0]


@pytest.mark.parametrize("jenis", ["webdav", "http"])
def test_certificates(kantor: Kantor, nginx: Nginx, jenis: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kantor.taruh(nginx.akar)

    def tarik(pintu: str) -> Any:
        return kantor.tarik(jenis=jenis, alamat=f"{nginx.tls[pintu]}/{'a.xlsx' if jenis == 'http' else ''}")

    t = tarik("baik")
    assert (t.sebab, t.sementara, t.percobaan) == ("TARIK-TLS", False, 1)
    assert t.rincian == "sertifikat dibuat sendiri"
    for pintu, kata in (("basi", "sertifikat sudah kedaluwarsa"), ("lain", "sertifikat milik nama lain")):
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(nginx.sertifikat[pintu]))
        t = tarik(pintu)
        assert (t.sebab, t.rincian, t.sementara, t.percobaan) == ("TARIK-TLS", kata, False, 1)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(nginx.sertifikat["baik"]))
    assert tarik("baik").hasil == "baru"


def test_no_such_host_and_nobody_there(kantor: Kantor) -> None:
    t = kantor.tarik(jenis="webdav", alamat="https://tidak-ada.invalid/dip/")
    assert (t.sebab, t.sementara, t.percobaan) == ("TARIK-ALAMAT", True, 3)
    t = kantor.tarik(jenis="webdav", alamat="http://127.0.0.1:9/dip/")
    assert (t.sebab, t.sementara, t.percobaan) == ("TARIK-PUTUS", True, 3)
    assert kantor.tarik(jenis="webdav", alamat="http://127.0.0.1:9/lain/").percobaan == 1


def test_a_redirect_into_the_inner_network_is_refused(
    kantor: Kantor, nakal: Nakal, monkeypatch: pytest.MonkeyPatch
) -> None:
    dibuka: list[str] = []

    def hanya_nakal(ip: str) -> bool:
        dibuka.append(ip)
        return len(dibuka) <= 2  # the first host is let in by name and at the connection, the next is not

    monkeypatch.setattr("sumber.penghubung.alamat.boleh", hanya_nakal)
    monkeypatch.setattr("sumber.penghubung.sambungan.boleh", hanya_nakal)
    kantor.kebijakan = Kebijakan()
    t = kantor.tarik(**_di(nakal, "/daftar/alih-lain/http:%2F%2F169.254.169.254%2Fx/"))
    assert (t.sebab, t.sementara, dibuka[-1]) == ("TARIK-ALAMAT", False, "169.254.169.254")
