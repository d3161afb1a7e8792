"""What is left of the fault matrix of the http connector: broken wires, half answers, bombs, passwords, dead hosts."""

from __future__ import annotations

import gzip
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest

from dip.pengaturan import Kebijakan

Kantor = Any
Nakal = Any
Nginx = Any
KEPALA = b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"


@pytest.fixture
def mentah() -> Iterator[Callable[..., str]]:
    """A server that reads a request and sends these bytes; `lalu` it does `tutup`, `reset`, `tetes` or `diam`."""
    dengar = socket.create_server(("127.0.0.1", 0))
    henti = threading.Event()

    def mulai(isi: bytes, lalu: str = "tutup", *, skema: str = "http") -> str:
        def layani() -> None:
            with suppress(OSError):
                while True:
                    s, _ = dengar.accept()
                    threading.Thread(target=satu, args=(s,), daemon=True).start()

        def satu(s: socket.socket) -> None:
            with suppress(OSError), s:
                s.recv(65536)
                for n in range(0, len(isi), 1 if lalu == "tetes" else 65536):
                    s.sendall(isi[n : n + (1 if lalu == "tetes" else 65536)])
                    if lalu == "tetes" and henti.wait(0.02):
                        return
                if lalu == "reset":
                    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                if lalu == "diam":
                    henti.wait(120)

        threading.Thread(target=layani, daemon=True).start()
        return f"{skema}://127.0.0.1:{dengar.getsockname()[1]}/a.xlsx"

    yield mulai
    henti.set()
    dengar.close()


@pytest.mark.parametrize(
    ("isi", "lalu", "sebab", "sementara"),
    [
        (b"", "tutup", "TARIK-PUTUS", True),
        (b"", "reset", "TARIK-PUTUS", True),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "tutup", "TARIK-PUTUS", True),
        (KEPALA, "reset", "TARIK-PUTUS", True),
        (KEPALA + b"Content-Length: 900\r\n\r\nPK\x03\x04", "tutup", "TARIK-PUTUS", True),
        (KEPALA + b"Content-Length: 900\r\n\r\nPK\x03\x04", "reset", "TARIK-PUTUS", True),
        (KEPALA + b"Transfer-Encoding: chunked\r\n\r\n900\r\nPK\x03\x04", "tutup", "TARIK-PUTUS", True),
        (KEPALA + b"\r\nPK\x03\x04 setengah", "tutup", "TARIK-PUTUS", True),
        (KEPALA + b"Content-Length: 0\r\n\r\n", "tutup", "TARIK-PUTUS", True),
        (KEPALA + b"Content-Encoding: gzip\r\n\r\nbukan gzip", "tutup", "TARIK-PUTUS", True),
        (KEPALA + b"X: y\r\n" * 5000 + b"\r\n", "tutup", "TARIK-PUTUS", True),
        (KEPALA + b"Content-Length: 4\r\n\r\n\x89PNG", "tutup", "TARIK-JENIS", False),
    ],
)
def test_broken_answers(
    kantor: Kantor, mentah: Callable[..., str], isi: bytes, lalu: str, sebab: str, sementara: bool
) -> None:
    alamat = mentah(isi, lalu)
    t = kantor.tarik(jenis="http", alamat=alamat, coba=4)
    # whatever came was an answer: it never counts as a dead host, so all tries are made
    assert (t.hasil, t.sebab, t.sementara, t.percobaan) == ("gagal", sebab, sementara, 4 if sementara else 1)


def test_headers_that_drip(kantor: Kantor, mentah: Callable[..., str]) -> None:
    awal = time.monotonic()
    tetes = mentah(KEPALA + b"X: " + b"y" * 10_000 + b"\r\n\r\n", "tetes")  # it takes minutes
    t = kantor.tarik(jenis="http", alamat=tetes, batas_detik=0.3, coba=1)
    assert (t.sebab, t.sementara) == ("TARIK-WAKTU", True)
    assert time.monotonic() - awal < 60


def test_a_bomb_in_gzip_is_left_early(kantor: Kantor, mentah: Callable[..., str]) -> None:
    isi = gzip.compress(bytes(64 * 1024 * 1024), 9)
    kepala = KEPALA + f"Content-Encoding: gzip\r\nContent-Length: {len(isi)}\r\n\r\n".encode()
    t = kantor.tarik(jenis="http", alamat=mentah(kepala + isi))
    assert (t.sebab, t.sementara, t.percobaan) == ("TARIK-BESAR", False, 1)


@pytest.mark.parametrize(
    ("isi", "lalu"), [(b"HTTP/1.1 400 Bad Request\r\n\r\n", "tutup"), (b"", "reset"), (b"", "diam")]
)
def test_a_broken_handshake_opens_the_circuit(
    kantor: Kantor, mentah: Callable[..., str], isi: bytes, lalu: str
) -> None:
    alamat = mentah(isi, lalu, skema="https")
    t = kantor.tarik(jenis="http", alamat=alamat, coba=4, batas_detik=0.2)
    assert (t.sebab in ("TARIK-TLS", "TARIK-PUTUS", "TARIK-WAKTU"), t.sementara, t.percobaan) == (True, True, 3)
    assert kantor.tarik(jenis="http", alamat=alamat + "?lain", batas_detik=0.2).percobaan == 1


def test_password(kantor: Kantor, nginx: Nginx) -> None:
    kantor.taruh(nginx.akar, "kunci.xlsx")
    sumber = {"jenis": "http", "alamat": f"{nginx.dasar}/dav/kunci.xlsx", "pengguna": "dip"}
    assert kantor.tarik(**sumber, rahasia="sandi-uji").hasil == "baru"
    for rahasia in ("sandi-salah", "sandi-hilang", ""):
        t = kantor.tarik(**sumber, rahasia=rahasia)
        sebab = "TARIK-SANDI" if rahasia else "TARIK-LOGIN"
        assert (t.sebab, t.sementara, t.percobaan) == (sebab, False, 1)
    assert kantor.tarik(**{**sumber, "alamat": sumber["alamat"].replace("//", "//dip:salah@")}).sebab == "TARIK-SANDI"
    kantor.kebijakan = Kebijakan()
    for alamat in ("http://dinas.contoh/dip.xlsx", "http://dip:x@dinas.contoh/dip.xlsx"):
        t = kantor.tarik(**{**sumber, "alamat": alamat}, rahasia="" if "@" in alamat else "sandi-uji")
        assert (t.sebab, t.rincian) == ("TARIK-ALAMAT", "alamat dengan kata sandi harus https://")


def test_a_password_is_not_sent_on_to_another_host(kantor: Kantor, nakal: Nakal) -> None:
    lain = nakal.dasar.replace("127.0.0.1", "localhost")
    alamat = f"{nakal.dasar}/alih-lain/{lain.replace('/', '%2F')}%2Fbaik%2Fa.xlsx"
    t = kantor.tarik(jenis="http", alamat=alamat, pengguna="dip", rahasia="sandi-uji")
    assert t.hasil == "baru"
    assert ["Authorization" in p.kepala for p in nakal.catatan] == [True, False]


def test_a_pause_asked_from_one_office_is_kept_by_the_next(kantor: Kantor, nakal: Nakal) -> None:
    satu = {"jenis": "http", "alamat": f"{nakal.dasar}/429-retry-after/Sun, 22 Nov 2026 10:00:20 GMT/a.xlsx", "coba": 1}
    assert (kantor.tarik(**satu).status_http, kantor.tunggu) == (429, [])
    assert kantor.tarik(jenis="http", alamat=f"{nakal.dasar}/baik/a.xlsx").hasil == "baru"
    assert kantor.tunggu == [20.0]
    assert kantor.tarik(jenis="http", alamat=f"{nakal.dasar}/baik/a.xlsx").hasil == "baru"
    assert kantor.tunggu == [20.0]
