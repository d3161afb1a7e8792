"""What several servers of the tests need: certificates of their own, and an sshd that forgives wrong logins."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@pytest.fixture(scope="session")
def sertifikat_sendiri() -> Callable[..., Path]:
    """Writes a certificate that vouches for itself, for an address, with its key; expired when `basi`."""

    def buat(berkas: Path, *, ip: str = "127.0.0.1", basi: bool = False) -> Path:
        kunci = ec.generate_private_key(ec.SECP256R1())
        siapa = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, berkas.stem)])
        s = (
            x509.CertificateBuilder().subject_name(siapa).issuer_name(siapa).public_key(kunci.public_key())
            .serial_number(7).not_valid_before(datetime(2018, 1, 1, tzinfo=UTC))
            .not_valid_after(datetime(2020 if basi else 2120, 1, 1, tzinfo=UTC))
            .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(ip))]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(kunci, hashes.SHA256())
        )  # fmt: skip
        polos = serialization.NoEncryption()
        pem = kunci.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, polos)
        berkas.write_bytes(pem + s.public_bytes(serialization.Encoding.PEM))
        return berkas

    return buat


@pytest.fixture(scope="session")
def setelan_sshd(butuh_program: Callable[[str], str]) -> list[str]:
    """Lines for an sshd of the tests. From OpenSSH 9.8 on one address with many wrong logins is shut out for a while,
    and all our tests come from one; older ones do not know the word.
    """
    baris = [
        "ListenAddress 127.0.0.1", "UsePAM no", "StrictModes no", "PidFile none", "PasswordAuthentication no",
        "KbdInteractiveAuthentication no", "PermitRootLogin yes", "MaxStartups 100",
    ]  # fmt: skip
    coba = [butuh_program("sshd"), "-G", "-f", "/dev/null", "-o", "PerSourcePenalties no"]
    kenal = subprocess.run(coba, capture_output=True, check=False).returncode == 0
    return [*baris, *(["PerSourcePenalties no"] if kenal else [])]
