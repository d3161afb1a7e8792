"""Links as offices write them, and which of them a citizen can open (domain.md §2.3, LNK-001, LNK-010).

A link goes out only when it is http(s), without user name or password, to a public host. `jenis_tautan` says why
not, so that the judging room can tell a typing error (LNK-001) from an address inside the office (LNK-010).
"""

from __future__ import annotations

import ipaddress
import re
from typing import Literal
from urllib.parse import quote, urlsplit, urlunsplit

from dip.normal.ingat import Ingat
from dip.normal.teks import kosong, rapikan, satu_baris

JenisTautan = Literal["sah", "lokal", "bukan", "kosong"]
"""sah: may go out · lokal: only opens inside the office (or on one computer) · bukan: no address · kosong: nothing."""

PANJANG_MAKS = 2000
"""Longer addresses are not accepted by common browsers and servers."""

_SKEMA = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_HTTP = re.compile(r"https?:/{0,2}(?=[^\s/])", re.I)
_URL_DI_TEKS = re.compile(r"https?://[^\s<>\"“”|{}]+", re.I)
_TANPA_SKEMA = re.compile(
    r"(?:www\.[\w-]+(?:\.[\w-]+)+|(?:[\w-]+\.)+(?:id|com|org|net|info|gov|edu|ly|gle|be|ee|co|me))(?::[0-9]+)?(?:[/?][^\s]*)?",
    re.I,
)
_POLOS = re.compile(
    r"https?://([a-z0-9.-]+)(?:/[\w/%:@!$&'()*+,;=~.-]*)?(?:\?[\w/%:@!$&'()*+,;=~.?-]+)?(?:#[\w/%:@!$&'()*+,;=~.?-]+)?",
    re.ASCII,
)
_LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)", re.ASCII)
_LOKAL = (
    ".local",
    ".localhost",
    ".internal",
    ".lan",
    ".intranet",
    ".home",
    ".corp",
    ".localdomain",
    ".test",
    ".invalid",
)
_BERKAS = re.compile(r"(?:file|smb):|[a-z]:[\\/]|\\\\", re.I)
_AWAL_HTTP = frozenset("hHwW") | {""} | {chr(n) for n in range(0x3001) if chr(n).isspace()}
_DOKUMEN = re.compile(r"https?://\w", re.I | re.ASCII)
_AKHIRAN = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|csv|zip|rar|jpe?g|png|html?)$", re.I)
_DATASET = re.compile(r"^https?://satudata\.[^/]*/(?:[a-z]{2}/)?dataset/([\w-]+)", re.I)

KATA_TAMPIL: frozenset[str] = frozenset(
    {
        "lihat", "unduh", "download", "buka", "klik", "klik disini", "klik di sini", "disini", "di sini", "link",
        "tautan", "lihat disini", "lihat di sini", "lihat detail", "detail", "selengkapnya", "preview", "akses", "url",
        "preview download", "lihat dokumen", "lihat berkas", "lihat file", "unduh disini", "unduh di sini", "here",
        "unduh dokumen", "unduh berkas", "unduh file", "file", "berkas", "dokumen", "click here", "buka tautan",
        "lihat unduh", "view",
    }
)  # fmt: skip
"""Display words of a link that say nothing about the medium, as `teks.kunci`."""


def sahkan_tautan(teks: str) -> str:
    """The normalised address if it may go out, else empty. Idempotent; never raises."""
    jenis, url = _PERIKSA[teks]
    return url if jenis == "sah" else ""


def jenis_tautan(teks: str) -> JenisTautan:
    """What one written link is. Never raises."""
    return _PERIKSA[teks][0]


def urai_tautan(teks: str) -> list[str]:
    """The links written in one cell, as written: several addresses, one per line, or one text that should be one.

    Empty tokens give nothing; an address with blanks in its file name stays one.
    """
    return list(URAI[teks])


def _urai(teks: str) -> tuple[str, ...]:
    hasil: list[str] = []
    for baris in rapikan(teks).split("\n"):
        if kosong(baris):
            continue
        ketemu = _URL_DI_TEKS.findall(baris)
        if len(ketemu) == 1 and baris.lower().startswith("http") and _AKHIRAN.search(baris):
            ketemu = [baris]
        if not ketemu:
            ketemu = [k for k in re.split(r"[\s;,|]+", baris) if _TANPA_SKEMA.fullmatch(k.rstrip(".,;)"))]
        bersih = [k.rstrip(".,;") for k in ketemu]
        hasil += [k for k in bersih if not kosong(k)] or ([] if ketemu else [baris])
    return tuple(dict.fromkeys(hasil))


URAI = Ingat(_urai)
"""`urai_tautan` with memory."""


def dataset_satu_data(tautan: list[str]) -> str:
    """The dataset name when a link leads to a Satu Data portal (`…/dataset/<name>`), else empty."""
    for t in tautan:
        m = _DATASET.match(t) if "/dataset/" in t.lower() else None
        if m:
            return m[1]
    return ""


def _periksa(teks: str) -> tuple[JenisTautan, str]:
    if _sudah_baku(teks):
        return "sah", teks
    teks = satu_baris(teks)
    if kosong(teks):
        return "kosong", ""
    if _BERKAS.match(teks):
        return "lokal", ""
    if len(teks) > PANJANG_MAKS or "\\" in teks:
        return "bukan", ""
    if _HTTP.match(teks):
        teks = _HTTP.sub(lambda m: m[0].rstrip("/").lower() + "//", teks, count=1)
    elif _TANPA_SKEMA.fullmatch(teks) and "@" not in teks:
        teks = "https://" + teks
    elif _host_polos(teks):
        return "lokal", ""
    else:
        return "bukan", ""
    try:
        bagian = urlsplit(teks)
        host, porta = (bagian.hostname or "").rstrip("."), bagian.port
        if bagian.username is not None or bagian.password is not None:
            return "bukan", ""
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return "bukan", ""
    sifat = _SIFAT[host]
    if sifat != "sah":
        return sifat, ""
    letak = f"[{host}]" if ":" in host else host
    if porta is not None and porta != {"http": 80, "https": 443}[bagian.scheme]:
        letak += f":{porta}"
    aman = "/%:@!$&'()*+,;=~-._?"
    url = urlunsplit(
        (bagian.scheme, letak, quote(bagian.path, aman), quote(bagian.query, aman), quote(bagian.fragment, aman))
    )
    return ("sah", url) if len(url) <= PANJANG_MAKS else ("bukan", "")


_PERIKSA = Ingat(_periksa)


def _sudah_baku(teks: str) -> bool:
    """Whether a text is an address that may go out as it stands: nothing in it that `_periksa` would change."""
    polos = _POLOS.fullmatch(teks)
    return polos is not None and len(teks) <= PANJANG_MAKS and polos[1][-1] != "." and _SIFAT[polos[1]] == "sah"


def _host_polos(teks: str) -> bool:
    """`localhost/x`, `192.168.1.5/x` without a scheme."""
    host = re.split(r"[/:?#]", teks, maxsplit=1)[0].casefold()
    return host == "localhost" or (host.count(".") == 3 and _SIFAT[host] == "lokal")


def _sifat_host(host: str) -> JenisTautan:
    """Whether a host is public: a real domain name, or a global IP address in its usual writing."""
    try:
        ip = ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        asli = getattr(ip, "ipv4_mapped", None) or ip
        return "sah" if asli.is_global and not asli.is_multicast else "lokal"
    if host == "localhost" or host.endswith(_LOKAL):
        return "lokal"
    label = host.split(".")
    if not host or len(host) > 253 or not all(_LABEL.fullmatch(x) for x in label):
        return "bukan"
    if re.fullmatch(r"(?:0x[0-9a-f]*|[0-9]+)", label[-1]):  # 2130706433, 0x7f.1, 10.1: addresses in disguise
        return "lokal"
    return "sah" if len(label) > 1 and len(label[-1]) > 1 else "lokal"


_SIFAT = Ingat(_sifat_host)


def terima_tautan(teks: str) -> tuple[str, str]:
    """One written link on one line (empty when it says nothing), and the address that may go out, else empty."""
    return (teks, teks) if _sudah_baku(teks) else _TERIMA[teks]


def _terima(teks: str) -> tuple[str, str]:
    return "" if kosong(teks) else satu_baris(teks), sahkan_tautan(teks)


_TERIMA = Ingat(_terima)


def adalah_http(teks: str) -> bool:
    """Whether a text starts like a web address, to recognise links in columns of other meaning."""
    if teks[:1] not in _AWAL_HTTP:
        return False
    return bool(_HTTP.match(teks.strip())) or bool(re.match(r"www\.\w", teks.strip(), re.I))


def pasti_dokumen(teks: str) -> bool:
    """Whether a hyperlink target is surely neither an empty token nor another scheme: most are web addresses."""
    return _DOKUMEN.match(teks) is not None


def skema_lain(teks: str) -> bool:
    """Whether a hyperlink target is no document at all (`mailto:`, `tel:`, `javascript:`, a jump inside the sheet)."""
    if _DOKUMEN.match(teks):
        return False
    teks = teks.strip()
    if teks.startswith("#") or re.match(r"(?:'[^']*'|[\w ]+)![$A-Z0-9:]+$", teks):
        return True
    return bool(_SKEMA.match(teks)) and not _HTTP.match(teks) and not _BERKAS.match(teks)
