"""Who is not let in: wrong host key, wrong key or password, read-only places, redirects."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import paramiko
import pytest

from dip.pengaturan_tujuan import TujuanFolder, TujuanSftp, TujuanWebdav, TujuanWordpress
from keluaran.tujuan import TujuanGalat, buka, ruang_tujuan, terbitkan

PENGGUNA = os.environ.get("USER") or "root"


@pytest.fixture
def sftp(buat_sshd: Callable[[str], Any], tempat: Path, tmp_path: Path) -> Callable[..., Any]:
    def buat(rahasia: str | None = None, pilihan: str = "", **lain: Any) -> Any:
        sshd = buat_sshd(pilihan)
        isi = {
            "jenis": "sftp", "nama": "Situs", "inang": "127.0.0.1", "port": sshd.port, "pengguna": PENGGUNA,
            "rahasia": "kunci-situs", "sidik_inang": sshd.sidik["ed25519"], "folder": str(tempat),
        }  # fmt: skip
        p = TujuanSftp.model_validate(isi | lain)
        return buka(p, tmp_path, lambda _: sshd.kunci if rahasia is None else rahasia)

    return buat


@pytest.fixture
def dav(nginx: Any, tempat: Path, tmp_path: Path) -> Callable[..., Any]:
    def buat(rahasia: str, jalan: str = "dav", **lain: Any) -> Any:
        isi = {
            "jenis": "webdav",
            "nama": "Situs",
            "alamat": nginx.dav(tempat, jalan),
            "pengguna": "dip",
            "rahasia": "dav",
        }
        return buka(TujuanWebdav.model_validate(isi | lain), tmp_path, lambda _: rahasia)

    return buat


def _tolak(tujuan: Any, alat: Any, kode: str, *bukan: str) -> str:
    satu = alat.edisi("1")
    uji = tujuan.uji()
    hasil = terbitkan(tujuan, satu, alat.rilis(satu))
    assert (hasil.ok, hasil.kode, len(uji)) == (False, kode, 1), (uji, hasil)
    for rahasia in bukan:
        assert rahasia not in hasil.sebab + uji[0]
    return hasil.sebab


def test_wrong_host_key(sftp: Callable[..., Any], alat: Any, buat_sshd: Callable[[str], Any], tempat: Path) -> None:
    sebab = _tolak(sftp(sidik_inang="SHA256:" + "A" * 43), alat, "TUJUAN-MASUK")
    assert buat_sshd("").sidik["ed25519"] in sebab
    assert list(tempat.iterdir()) == []


def test_any_host_key_of_the_server_may_be_the_pinned_one(
    sftp: Callable[..., Any], buat_sshd: Callable[[str], Any]
) -> None:
    assert sftp(sidik_inang=buat_sshd("").sidik["rsa"]).uji() == []


def test_wrong_key(sftp: Callable[..., Any], alat: Any, ruang_ssh: tuple[Path, str]) -> None:
    lain = (ruang_ssh[0] / "lain").read_text()
    sebab = _tolak(sftp(lain), alat, "TUJUAN-MASUK", lain.splitlines()[2])
    assert PENGGUNA in sebab and "kunci-situs" in sebab


@pytest.mark.parametrize("rusak", ["", "sandi biasa", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END"])
def test_a_key_that_is_none(sftp: Callable[..., Any], alat: Any, rusak: str) -> None:
    _tolak(sftp(rusak), alat, "TUJUAN-MASUK", *([rusak] if rusak else []))


def test_read_only_host(sftp: Callable[..., Any], alat: Any, tempat: Path) -> None:
    _tolak(sftp(pilihan="-R"), alat, "TUJUAN-HAK")
    _tolak(sftp(pilihan="-R", cara="tautan"), alat, "TUJUAN-HAK")
    assert list(tempat.iterdir()) == []


def test_nobody_answers(sftp: Callable[..., Any], alat: Any) -> None:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        _tolak(sftp(port=s.getsockname()[1]), alat, "TUJUAN-PUTUS")


def test_way_of_switching_is_found_out(sftp: Callable[..., Any], alat: Any, tempat: Path, nginx: Any) -> None:
    from keluaran.tujuan.ganti import Ganti
    from keluaran.tujuan.tautan import Tautan

    def jenis(**lain: Any) -> type:
        tujuan = sftp(**lain)
        try:
            return type(tujuan.cara())
        finally:
            tujuan.tutup()

    assert jenis() is Tautan
    assert jenis(pilihan="-P symlink") is Ganti
    assert jenis(pilihan="-P hardlink") is Ganti
    assert jenis(alamat_publik=nginx.publik(tempat)) is Ganti  # the public sees the folder itself
    assert jenis(alamat_publik=nginx.publik(tempat / "kini")) is Tautan
    assert list(tempat.iterdir()) == []
    (tempat / "dip-manifest.json").write_text("{}")
    assert jenis() is Ganti


class _Server(paramiko.ServerInterface):
    """Lets one password in and gives an SFTP that can do nothing."""

    def __init__(self, sandi: str) -> None:
        self.sandi = sandi

    def get_allowed_auths(self, username: str) -> str:
        return "password"

    def check_auth_password(self, username: str, password: str) -> int:
        return paramiko.AUTH_SUCCESSFUL if password == self.sandi else paramiko.AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return paramiko.OPEN_SUCCEEDED


@pytest.fixture
def ssh_sandi(alat: Any) -> Iterator[tuple[int, str]]:
    """Port and host key of an SSH server that takes a password."""
    kunci = paramiko.ECDSAKey.generate()
    jalur: list[paramiko.Transport] = []
    with socket.create_server(("127.0.0.1", 0)) as s:

        def layani() -> None:
            while True:
                try:
                    sambungan, _ = s.accept()
                except OSError:
                    return
                t = paramiko.Transport(sambungan)
                jalur.append(t)
                t.add_server_key(kunci)
                t.set_subsystem_handler("sftp", paramiko.SFTPServer)
                t.start_server(server=_Server(alat.sandi))

        threading.Thread(target=layani, daemon=True).start()
        yield s.getsockname()[1], kunci.fingerprint
        s.shutdown(socket.SHUT_RDWR)
    for t in jalur:
        t.close()


def test_password_login(sftp: Callable[..., Any], alat: Any, ssh_sandi: tuple[int, str]) -> None:
    port, sidik = ssh_sandi
    umum = {"port": port, "sidik_inang": sidik, "masuk": "sandi", "cara": "ganti"}
    _tolak(sftp("sandi salah", **umum), alat, "TUJUAN-MASUK", "sandi salah")
    _tolak(sftp(alat.sandi, **umum), alat, "TUJUAN-TULIS", alat.sandi)  # in, but nothing works there


def test_wrong_password_of_webdav(dav: Callable[..., Any], alat: Any) -> None:
    _tolak(dav("sandi salah"), alat, "TUJUAN-MASUK", "sandi salah")


def test_read_only_webdav(dav: Callable[..., Any], alat: Any, tempat: Path) -> None:
    _tolak(dav(alat.sandi, "baca"), alat, "TUJUAN-HAK", alat.sandi)
    assert list(tempat.iterdir()) == []


def test_webdav_does_not_follow_to_another_address(dav: Callable[..., Any], alat: Any) -> None:
    _tolak(dav(alat.sandi, "alih"), alat, "TUJUAN-TULIS", alat.sandi)


def test_no_password_over_plain_http(dav: Callable[..., Any], alat: Any) -> None:
    _tolak(dav(alat.sandi, alamat="http://ppid.example/dav/"), alat, "TUJUAN-MASUK", alat.sandi)


def test_folder_without_rights(tempat: Path, tmp_path: Path, alat: Any) -> None:
    tujuan = buka(TujuanFolder(jenis="folder", nama="F", folder=str(tempat / "terbit")), tmp_path, lambda _: "")
    tempat.chmod(0o555)
    semula = os.geteuid()
    induk = [p for p in tempat.parents if p.stat().st_mode & 0o005 != 0o005]
    modus = {p: p.stat().st_mode for p in induk}
    for p in induk:
        p.chmod(0o755)
    try:
        if semula == 0:
            os.seteuid(65534)
        satu = alat.edisi("1")
        assert len(tujuan.uji()) == 1
        assert terbitkan(tujuan, satu, alat.rilis(satu)).kode == "TUJUAN-TULIS"
    finally:
        os.seteuid(semula)
        tempat.chmod(0o755)
        for p, m in modus.items():
            p.chmod(m)
    assert tujuan.uji() == []
    assert list(tempat.iterdir()) == []


def test_a_secret_that_is_nowhere(tmp_path: Path) -> None:
    def tiada(nama: str) -> str:
        raise LookupError(f"Rahasia {nama!r} belum ada.")

    p = TujuanWebdav(jenis="webdav", nama="W", alamat="https://ppid.example/", pengguna="dip", rahasia="dav")
    with pytest.raises(TujuanGalat) as e:
        buka(p, tmp_path, tiada)
    assert e.value.kode == "TUJUAN-MASUK"


def test_every_kind_can_be_opened_and_notes_are_apart(tmp_path: Path) -> None:
    p = TujuanWordpress(
        jenis="wordpress", nama="Situs PPID", alamat="https://ppid.example", pengguna="dip", rahasia="wp"
    )
    assert buka(p, tmp_path, lambda _: "x")
    assert ruang_tujuan("Situs A", tmp_path) != ruang_tujuan("Situs: A", tmp_path)
    assert ruang_tujuan("../..", tmp_path).parent == tmp_path / "tujuan"
