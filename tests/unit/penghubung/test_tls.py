"""Certificates: an https server that nobody vouches for is never read."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import HTTPServer, SimpleHTTPRequestHandler
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from dip.pengaturan import Kebijakan

Meja = Any


class Diam(SimpleHTTPRequestHandler):
    """A server that writes no log."""

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def _server_tls(folder: Path, sertifikat: Path) -> Iterator[str]:
    """An https server with a certificate nobody vouches for."""

    server = HTTPServer(("127.0.0.1", 0), partial(Diam, directory=str(folder)))
    konteks = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    konteks.load_cert_chain(sertifikat)
    server.socket = konteks.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # refused handshakes are the point
    benang = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    benang.start()
    try:
        yield f"https://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        benang.join()


@pytest.fixture
def buat_sertifikat(tmp_path: Path) -> Callable[[str], Path]:
    """A self-signed certificate for 127.0.0.1, valid (`baik`) or long expired (`basi`)."""

    def buat(macam: str) -> Path:
        kunci = ec.generate_private_key(ec.SECP256R1())
        nama = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
        akhir = datetime(2020, 1, 1, tzinfo=UTC) if macam == "basi" else datetime(2120, 1, 1, tzinfo=UTC)
        s = (
            x509.CertificateBuilder()
            .subject_name(nama)
            .issuer_name(nama)
            .public_key(kunci.public_key())
            .serial_number(7)
            .not_valid_before(datetime(2019, 1, 1, tzinfo=UTC) - timedelta(days=1))
            .not_valid_after(akhir)
            .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(kunci, hashes.SHA256())
        )
        jalan = tmp_path / f"{macam}.pem"
        pem = kunci.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        jalan.write_bytes(pem + s.public_bytes(serialization.Encoding.PEM))
        return jalan

    return buat


def test_tls_is_never_waved_through(
    meja: Meja, buat_sertifikat: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    meja.kebijakan = Kebijakan(izinkan_alamat_lokal=True)
    meja.taruh("a.xlsx", b"PK\x03\x04isi")
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    baik, basi = buat_sertifikat("baik"), buat_sertifikat("basi")
    with _server_tls(meja.folder, baik) as dasar:
        opd = meja.opd(jenis="http", alamat=f"{dasar}/a.xlsx")
        t = meja.tarik(opd)
        assert (t.sebab, t.rincian) == ("TARIK-TLS", "sertifikat dibuat sendiri")
        assert (t.sementara, t.percobaan) == (False, 1)
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(baik))
        assert meja.tarik(opd).hasil == "baru"
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(basi))
    with _server_tls(meja.folder, basi) as dasar:
        t = meja.tarik(meja.opd(jenis="http", alamat=f"{dasar}/a.xlsx"))
        assert t.rincian == "sertifikat sudah kedaluwarsa"


def test_a_server_without_tls_is_asked_again(meja: Meja) -> None:
    meja.kebijakan = Kebijakan(izinkan_alamat_lokal=True)
    server = HTTPServer(("127.0.0.1", 0), Diam)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        alamat = f"https://127.0.0.1:{server.server_address[1]}/a.xlsx"
        t = meja.tarik(meja.opd(jenis="http", alamat=alamat, coba=2, batas_detik=60))
        assert (t.sebab, t.sementara, t.percobaan, meja.tunggu) == ("TARIK-TLS", True, 2, [1.0])
    finally:
        server.shutdown()
        server.server_close()
