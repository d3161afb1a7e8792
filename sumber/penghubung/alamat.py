"""Addresses: filled from the environment, shown without secrets, refused when they point into our own network.

An address in `opd/*.yml` comes from an office and a redirect from anybody. Without a check the worker would fetch
`http://169.254.169.254/…` or a printer's page for whoever asks (server-side request forgery).
"""

from __future__ import annotations

import ipaddress
import os
import re
import socket
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit, urlunsplit

_ISIAN = re.compile(r"\$\{([^}]*)\}")
_NAMA_SAH = re.compile(r"DIP_[A-Z0-9_]+")
_KUNCI_BIASA = re.compile(r"[A-Za-z][\w.-]{0,29}")
_BUKAN_INANG = re.compile(r"[\\\s\x00-\x1f\x7f]")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_UMUM = ipaddress.ip_network("2000::/3")
"""All IPv6 addresses given out for the internet (IANA)."""
SAMAR = "***"


class Gagal(Exception):
    """A pull that failed, on its way to a receipt: reason code, values of its sentence, whether later may help.

    `tunggu` is the wait in seconds that the server asked for, if it did. `inang_mati`: the host as a whole did not
    answer (no such name, refused, silent, no handshake), so that it is no use to ask it for another office either.
    `inang` is set by `pemutus.giliran`, `percobaan` (tries made) by `ulang.ulangi`.
    """

    def __init__(
        self,
        sebab: str,
        rincian: str,
        *,
        sementara: bool = False,
        status: int = 0,
        tunggu: float | None = None,
        inang_mati: bool = False,
    ) -> None:
        super().__init__(sebab, rincian)
        self.sebab, self.rincian, self.sementara = sebab, rincian, sementara
        self.status, self.tunggu = status, tunggu
        self.inang_mati, self.inang = inang_mati, ""
        self.percobaan = 1


@dataclass(frozen=True, slots=True)
class Alamat:
    """An address to use (`nyata`, may hold secrets) and the same to show (`tampak`, never does)."""

    nyata: str
    tampak: str


def isi_alamat(pola: str) -> Alamat:
    """Fill `${DIP_…}` from the environment. Raises Gagal (TARIK-ALAMAT) for other names and unset ones.

    A value is shown only when it is itself the start of an address; anything else may be a token.
    """
    nilai: dict[str, str] = {}
    for nama in _ISIAN.findall(pola):
        if not _NAMA_SAH.fullmatch(nama):
            raise Gagal("TARIK-ALAMAT", f"${{{nama}}} tidak boleh dipakai, hanya nama berawalan DIP_")
        isi = os.environ.get(nama, "")
        if not isi:
            raise Gagal("TARIK-ALAMAT", f"{nama} belum diatur")
        nilai[nama] = isi
    nyata = _ISIAN.sub(lambda m: nilai[m[1]], pola).strip()
    samar = {k: v if re.match(r"https?://", v) else SAMAR for k, v in nilai.items()}
    return Alamat(nyata, tampak(_ISIAN.sub(lambda m: samar[m[1]], pola).strip()))


def tampak(alamat: str) -> str:
    """An address without user name, password, fragment and the values of its query."""
    try:
        bagian = urlsplit(alamat)
        kunci = "&".join(
            f"{k}={SAMAR}" if v and _KUNCI_BIASA.fullmatch(k) else SAMAR
            for k, v in parse_qsl(bagian.query, keep_blank_values=True)
        )
        host = bagian.netloc.rpartition("@")[2]
    except ValueError:
        return SAMAR
    return urlunsplit((bagian.scheme, host, bagian.path, kunci, ""))


def boleh(ip: str) -> bool:
    """Whether an IP address is on the public internet: not private, loopback, link-local, reserved or multicast."""
    try:
        a = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return False
    if isinstance(a, ipaddress.IPv6Address):
        if a.sixtofour or a.teredo:
            return False
        if a not in _NAT64 and not a.ipv4_mapped and a not in _UMUM:
            return False  # whatever else carries an address of the old kind, or of a site (fec0::)
        a = ipaddress.IPv4Address(int(a) & 0xFFFFFFFF) if a in _NAT64 else a.ipv4_mapped or a
    return a.is_global and not a.is_multicast


def urai_inang(alamat: str) -> tuple[str, int]:
    """Host and port of a web address. Raises Gagal with TARIK-ALAMAT for anything else."""
    try:
        bagian = urlsplit(alamat)
        host, port = bagian.hostname or "", bagian.port
    except ValueError as e:
        raise Gagal("TARIK-ALAMAT", "penulisan alamat salah") from e
    if _BUKAN_INANG.search(bagian.netloc):  # the connection's own parser would find another host in it
        raise Gagal("TARIK-ALAMAT", "penulisan alamat salah")
    if bagian.scheme not in ("http", "https") or not host:
        raise Gagal("TARIK-ALAMAT", "alamat harus diawali http:// atau https://")
    return host, port or (443 if bagian.scheme == "https" else 80)


def periksa(alamat: str, *, izinkan_lokal: bool) -> str:
    """The host of a web address that may be fetched. Raises Gagal with TARIK-ALAMAT."""
    host, port = urai_inang(alamat)
    periksa_inang(host, port, izinkan_lokal=izinkan_lokal)
    return host


def periksa_inang(host: str, port: int, *, izinkan_lokal: bool) -> None:
    """Refuse a host in our own network. Raises Gagal with TARIK-ALAMAT.

    The name is resolved here for a clear refusal; the connection checks the peer once more (`sambungan`), because
    a second look-up may answer something else.
    """
    try:
        jawaban = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as e:
        # a name server that is down looks the same as a name that does not exist
        raise Gagal("TARIK-ALAMAT", f"situs {host} tidak ditemukan", sementara=True, inang_mati=True) from e
    if not izinkan_lokal and not all(boleh(str(j[4][0])) for j in jawaban):
        raise Gagal("TARIK-ALAMAT", f"{host} berada di jaringan dalam")
