"""The sftp connector against OpenSSH, directly and through a wire that misbehaves."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from dip.pengaturan import Kebijakan

Kantor = Any
Sshd = Any


class Kabel:
    """A port that passes everything on to another one, until the server has sent `batas` bytes: then it does `lalu`
    (`putus`: both ends are reset, `diam`: nothing more is sent, `tetes`: a byte every 20 ms).
    """

    def __init__(self, ke: int) -> None:
        self.ke, self.batas, self.lalu = ke, 1 << 40, "diam"
        self._dengar = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._dengar.getsockname()[1])
        self.henti = threading.Event()
        threading.Thread(target=self._terima, daemon=True).start()

    def _terima(self) -> None:
        with suppress(OSError):
            while True:
                a, _ = self._dengar.accept()
                b = socket.create_connection(("127.0.0.1", self.ke))
                for s in (a, b):
                    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self._salur, args=(a, b, 1 << 40), daemon=True).start()
                threading.Thread(target=self._salur, args=(b, a, self.batas), daemon=True).start()

    def _salur(self, dari: socket.socket, ke: socket.socket, batas: int) -> None:
        lewat = 0
        with suppress(OSError):
            while isi := dari.recv(4096):
                utuh, sisa = isi[: max(batas - lewat, 0)], isi[max(batas - lewat, 0) :]
                lewat += len(isi)
                ke.sendall(utuh)
                if sisa and self.lalu == "putus":
                    break
                for n in range(len(sisa) if self.lalu == "tetes" else 0):
                    ke.sendall(sisa[n : n + 1])
                    if self.henti.wait(0.02):
                        break
        for s in (dari, ke):
            with suppress(OSError):
                s.shutdown(socket.SHUT_RDWR)

    def tutup(self) -> None:
        self.henti.set()
        self._dengar.close()


@pytest.fixture
def kabel(sshd: Sshd) -> Iterator[Kabel]:
    k = Kabel(sshd.port)
    yield k
    k.tutup()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tempat = tmp_path / "dip kiriman"
    tempat.mkdir()
    return tempat


@pytest.fixture
def tarik(kantor: Kantor, sshd: Sshd, folder: Path) -> Callable[..., Any]:
    kantor.rahasia |= {"kunci-uji": sshd.kunci, "kunci-lain": sshd.kunci_lain}
    return lambda terakhir=None, **lain: kantor.tarik(terakhir, **sshd.sumber(folder, **lain))


def test_newest_file(kantor: Kantor, folder: Path, tarik: Callable[..., Any]) -> None:
    kantor.taruh(folder, "lama.xlsx", umur=7200)
    baru = kantor.taruh(folder, "baru é.XLSX", b"PK" * 200_000, umur=60)
    for nama in ("a.xlsx.part", "~$a.xlsx", "daftar - HASIL PERIKSA.xlsx", "surat.pdf"):
        kantor.taruh(folder, nama, umur=1)
    t = tarik(pola="*.xlsx")
    assert (t.hasil, t.nama_berkas, t.ukuran, t.lain) == ("baru", "baru é.XLSX", 400_000, ["lama.xlsx"])
    assert kantor.alat.gudang.baca(t.sha_berkas) == baru.read_bytes()
    assert t.alamat.startswith("sftp://127.0.0.1:") and t.diubah == "2026-11-22T16:59:00+07:00"
    assert (tarik(t, pola="*.xlsx").hasil, kantor.tunggu) == ("tetap", [])
    kantor.taruh(folder, "NIHIL.txt", b"", umur=30)
    assert tarik(t, pola="*.xlsx").hasil == "nihil"


@pytest.mark.parametrize("jenis", ["ed25519", "ecdsa", "rsa"])
def test_any_host_key_of_the_server_may_be_pinned(
    kantor: Kantor, sshd: Sshd, folder: Path, tarik: Callable[..., Any], jenis: str
) -> None:
    kantor.taruh(folder)
    assert tarik(sidik_inang=sshd.sidik[jenis] + "=").hasil == "baru"


def test_another_host_key_gets_nothing(kantor: Kantor, folder: Path, tarik: Callable[..., Any]) -> None:
    kantor.taruh(folder)
    t = tarik(sidik_inang="SHA256:" + "A" * 43, masuk="sandi", rahasia="sandi-uji")
    assert (t.sebab, t.sementara, t.percobaan) == ("TARIK-TLS", False, 1)


@pytest.mark.parametrize(
    "lain",
    [
        {"rahasia": "kunci-lain"},
        {"rahasia": "hilang"},
        {"rahasia": "sandi-uji"},
        {"pengguna": "tidak-ada"},
        {"masuk": "sandi", "rahasia": "sandi-uji"},
    ],
)
def test_login_refused(kantor: Kantor, folder: Path, tarik: Callable[..., Any], lain: dict[str, str]) -> None:
    kantor.taruh(folder)
    t = tarik(**lain)
    assert (t.sebab, t.sementara, t.percobaan) == ("TARIK-SANDI", False, 1)
    assert not any(x in str(t.ke_json()) for x in (*kantor.rahasia.values(), "PRIVATE KEY"))


def test_missing_empty_and_large(kantor: Kantor, folder: Path, tarik: Callable[..., Any]) -> None:
    assert tarik().sebab == "TARIK-TIDAK-ADA"
    t = tarik(folder=str(folder / "tidak ada"))
    assert (t.sebab, t.sementara) == ("TARIK-TIDAK-ADA", False)
    kantor.taruh(folder, isi=b"")
    t = tarik(coba=1)
    assert (t.sebab, t.sementara) == ("TARIK-SETENGAH", True)
    kantor.taruh(folder, isi=bytes(1024 * 1024 + 1))
    t = tarik()
    assert (t.sebab, t.sementara, t.percobaan) == ("TARIK-BESAR", False, 1)


def test_a_name_that_is_no_text(kantor: Kantor, folder: Path, tarik: Callable[..., Any]) -> None:
    kantor.taruh(folder, os.fsdecode(b"dip\xff.xlsx"))
    t = tarik()
    assert (t.sebab, t.sementara, t.rincian[:6]) == ("TARIK-TIDAK-ADA", False, "folder")


def test_links_out_of_the_folder_are_no_files(
    kantor: Kantor, folder: Path, tmp_path: Path, tarik: Callable[..., Any]
) -> None:
    kantor.taruh(tmp_path, "rahasia.xlsx")
    (folder / "a.xlsx").symlink_to(tmp_path / "rahasia.xlsx")
    (folder / "b.xlsx").symlink_to("../rahasia.xlsx")
    (folder / "c.xlsx").symlink_to("tidak-ada.xlsx")
    (folder / "d.xlsx").symlink_to(tmp_path)
    os.mkfifo(folder / "e.xlsx")
    assert tarik().sebab == "TARIK-TIDAK-ADA"
    kantor.taruh(folder, "asli.bin", b"PK asli")
    (folder / "f.xlsx").symlink_to("asli.bin")
    t = tarik(pola="*.xlsx")
    assert (t.hasil, t.nama_berkas, t.ukuran) == ("baru", "f.xlsx", 7)


def test_a_file_swapped_for_a_link_while_we_look(
    kantor: Kantor, folder: Path, tmp_path: Path, tarik: Callable[..., Any]
) -> None:
    rahasia = kantor.taruh(tmp_path, "rahasia.xlsx", umur=1)
    berkas = kantor.taruh(folder, umur=1)

    def tukar() -> None:
        berkas.unlink()
        berkas.symlink_to(rahasia)

    kantor.saat_tidur.append(tukar)
    t = tarik()
    assert (t.hasil, t.sebab) == ("gagal", "TARIK-ALAMAT")


def test_half_written(kantor: Kantor, folder: Path, tarik: Callable[..., Any]) -> None:
    kantor.taruh(folder, isi=b"PK", umur=1)
    kantor.saat_tidur.append(lambda: kantor.taruh(folder, isi=b"PK utuh", umur=0.5) and None)
    t = tarik()
    assert (t.hasil, t.ukuran, kantor.tunggu) == ("baru", 7, [2.0, 2.0])
    kantor.saat_tidur += [lambda n=n: kantor.taruh(folder, isi=b"x" * n, umur=1) and None for n in range(2, 9)]
    t = tarik(coba=1)
    assert (t.sebab, t.sementara) == ("TARIK-SETENGAH", True)
    kantor.taruh(folder, umur=1).rename(folder / "a.xlsx.filepart")
    assert tarik(coba=1).sebab == "TARIK-SETENGAH"


SEHARI = {("putus", 1000), ("putus", 6000), ("tetes", 6000)}
KABEL = [
    pytest.param(lalu, batas, marks=() if (lalu, batas) in SEHARI else pytest.mark.lambat)
    for lalu in ("putus", "diam", "tetes")
    for batas in (0, 10, 1000, 6000)
]
"""How the wire fails, and after how many bytes: before the banner, in it, in the key exchange, in listing or file."""


@pytest.mark.parametrize(("lalu", "batas"), KABEL)
def test_the_wire_fails(
    kantor: Kantor, folder: Path, kabel: Kabel, tarik: Callable[..., Any], batas: int, lalu: str
) -> None:
    kantor.taruh(folder, isi=os.urandom(900_000))
    kabel.batas, kabel.lalu = batas, lalu
    awal = time.monotonic()
    t = tarik(port=kabel.port, batas_detik=0.3 if lalu != "putus" else 120, coba=2)
    assert (t.hasil, t.sementara, t.percobaan) == ("gagal", True, 2)
    assert t.sebab == ("TARIK-PUTUS" if lalu == "putus" else "TARIK-WAKTU")
    assert time.monotonic() - awal < 60  # a wire that is still or drips would be so for hours
    kabel.batas = 1 << 40
    assert tarik(port=kabel.port).hasil == "baru"


@pytest.mark.parametrize("batas", [10, 1000, 1700])
def test_a_timer_that_comes_late_changes_no_reason(
    kantor: Kantor, folder: Path, kabel: Kabel, tarik: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, batas: int
) -> None:
    """The library gives up first, in the banner, the key exchange or the login, and calls it a refusal."""
    timer = threading.Timer
    monkeypatch.setattr(threading, "Timer", lambda detik, kerja: timer(detik + 5, kerja))
    kabel.batas = batas
    t = tarik(port=kabel.port, batas_detik=0.3, coba=1)
    assert (t.sebab, t.sementara) == ("TARIK-WAKTU", True)


def test_no_such_host_nobody_there_and_not_ssh(kantor: Kantor, folder: Path, tarik: Callable[..., Any]) -> None:
    t = tarik(inang="tidak-ada.invalid")
    assert (t.sebab, t.sementara, t.percobaan) == ("TARIK-ALAMAT", True, 3)
    t = tarik(port=9)
    assert (t.sebab, t.sementara, t.percobaan) == ("TARIK-PUTUS", True, 3)
    assert tarik(port=9, folder="lain").percobaan == 1
    with socket.create_server(("127.0.0.1", 0)) as dengar:

        def bukan_ssh() -> None:
            with suppress(OSError):
                s, _ = dengar.accept()
                s.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n" * 200)
                s.close()

        threading.Thread(target=bukan_ssh, daemon=True).start()
        t = tarik(port=dengar.getsockname()[1], coba=1)
    assert (t.sebab, t.sementara) == ("TARIK-PUTUS", True)


def test_inner_addresses_are_refused(
    kantor: Kantor, folder: Path, tarik: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    kantor.taruh(folder)
    kantor.kebijakan = Kebijakan()
    for _ in range(2):
        t = tarik()
        assert (t.sebab, t.sementara, t.percobaan) == ("TARIK-ALAMAT", False, 1)
        monkeypatch.setattr("sumber.penghubung.sftp.periksa_inang", lambda *_, **__: None)  # a name that changes
