"""The sftp connector against a server of the tests' own: passwords, and answers no honest server gives."""

from __future__ import annotations

import io
import socket
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import paramiko
import pytest

Kantor = Any
SANDI = "s4ndi rahasia:é"


class _Masuk(paramiko.ServerInterface):
    def check_auth_password(self, username: str, password: str) -> int:
        baik = (username, password) == ("opd", SANDI)
        return paramiko.AUTH_SUCCESSFUL if baik else paramiko.AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return paramiko.OPEN_SUCCEEDED


class Isi:
    """What the folder seems to hold; `ukuran` and `mode` are what is said of each file, `isi` what comes."""

    def __init__(self) -> None:
        self.nama, self.isi, self.ukuran, self.mode = ["a.xlsx"], b"PK utuh", 7, stat.S_IFREG | 0o644

    def sifat(self, nama: str = "") -> paramiko.SFTPAttributes:
        a = paramiko.SFTPAttributes()
        a.filename, a.st_size, a.st_mtime, a.st_atime, a.st_mode = nama, self.ukuran, 1_700_000_000, 0, self.mode
        return a


def _antarmuka(isi: Isi) -> type[paramiko.SFTPServerInterface]:
    class Folder(paramiko.SFTPServerInterface):
        def list_folder(self, path: str) -> Any:
            return [isi.sifat(n) for n in isi.nama]

        def stat(self, path: str) -> Any:
            return isi.sifat()

        def open(self, path: str, flags: int, attr: Any) -> Any:
            pegangan = paramiko.SFTPHandle(flags)
            pegangan.readfile = io.BytesIO(isi.isi)  # type: ignore[attr-defined]  # read by SFTPHandle itself
            return pegangan

    return Folder


@pytest.fixture
def pasang(kantor: Kantor) -> Iterator[tuple[Isi, Callable[..., Any]]]:
    """What the server shows, and a way to pull it."""
    kunci, isi = paramiko.ECDSAKey.generate(), Isi()
    dengar = socket.create_server(("127.0.0.1", 0))
    jalur: list[paramiko.Transport] = []

    def layani() -> None:
        with suppress(OSError):
            while True:
                t = paramiko.Transport(dengar.accept()[0])
                jalur.append(t)
                t.add_server_key(kunci)
                t.set_subsystem_handler("sftp", paramiko.SFTPServer, _antarmuka(isi))
                with suppress(paramiko.SSHException, EOFError):
                    t.start_server(event=threading.Event(), server=_Masuk())

    threading.Thread(target=layani, daemon=True).start()

    def tarik(**lain: Any) -> Any:
        sumber = {
            "jenis": "sftp", "inang": "127.0.0.1", "port": dengar.getsockname()[1], "pengguna": "opd", "folder": "/dip",
            "masuk": "sandi", "rahasia": "sandi-uji", "sidik_inang": kunci.fingerprint.rstrip("="), "coba": 1,
        }  # fmt: skip
        return kantor.tarik(**{**sumber, **lain})

    yield isi, tarik
    dengar.close()
    for t in jalur:
        t.close()


def test_password(pasang: tuple[Isi, Callable[..., Any]]) -> None:
    _, tarik = pasang
    assert (tarik().hasil, tarik().ukuran) == ("baru", 7)
    for lain in ({"rahasia": "sandi-salah"}, {"pengguna": "lain"}):
        t = tarik(**lain)
        assert (t.sebab, t.sementara) == ("TARIK-SANDI", False)


def test_what_the_server_says_is_not_believed(pasang: tuple[Isi, Callable[..., Any]]) -> None:
    isi, tarik = pasang
    isi.nama = ["../rahasia.xlsx", "/etc/passwd", "sub/a.xlsx"]
    assert tarik().sebab == "TARIK-TIDAK-ADA"
    isi.nama = ["a.xlsx"]
    isi.isi = b"x" * 6  # less than it said
    assert (tarik().sebab, tarik().sementara) == ("TARIK-SETENGAH", True)
    isi.isi = bytes(3 * 1024 * 1024)  # far more
    assert tarik().sebab == "TARIK-SETENGAH"
    isi.ukuran = 1 << 40
    assert tarik().sebab == "TARIK-BESAR"
    isi.ukuran, isi.mode = 7, stat.S_IFDIR | 0o755
    assert tarik().sebab == "TARIK-TIDAK-ADA"


def test_a_folder_without_end(pasang: tuple[Isi, Callable[..., Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    isi, tarik = pasang
    monkeypatch.setattr("sumber.penghubung.sftp.MAKS_ISI_FOLDER", 50)
    isi.nama = [f"{n}.xlsx" for n in range(51)]
    t = tarik()
    assert (t.sebab, t.sementara) == ("TARIK-BESAR", False)
