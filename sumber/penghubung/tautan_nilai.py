"""What an answer says about a link, as the public would meet it: pure judging, no network (domain.md §5.3 LNK).

Only what is sure is said: a page that merely looks like an error page is a page, and a challenge of a guard against
robots says nothing about what a person sees.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import unquote, urlsplit

from dip.sidik import sha256
from dip.tautan import MATI, PEMENDEK, Amatan, jalan_depan
from sumber.penghubung.jenis_isi import MIRIP_HTML, akhiran, harapan, kenali
from sumber.penghubung.nama import nama_disposisi

JENIS_DIBUKA = frozenset({"pdf", "xlsx", "xlsm", "xls", "xlsb", "ods", "docx", "csv", "zip"})
"""Kinds of files whose content can be searched."""

_TIADA = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
_TERTUTUP = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.PROXY_AUTHENTICATION_REQUIRED}
_BAIK = {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE}
_HOST_MASUK = re.compile(
    r"accounts\.google\.com|login\.(?:microsoftonline|live)\.com|(?:sso|login|auth|accounts?)\.[\w.-]+", re.I
)
_JALAN_MASUK = re.compile(
    r"(?:^|/)(?:log-?in|sign-?in|masuk|servicelogin|wp-login|auth|sso|session)(?:[./?#_-]|\.php|$)", re.I
)
_SANDI = re.compile(rb"""<input[^>]*type\s*=\s*["']?password""", re.I)
_JUDUL = re.compile(rb"<title[^>]*>([^<]{0,200})", re.I)
_KATA_MASUK = re.compile(
    rb"log[\s-]?in|sign[\s-]?in|(?:^|\W)masuk(?:\W|$)|kata\s+sandi|request\s+access|you\s+need\s+access"
    rb"|minta\s+akses|(?:anda\s+)?(?:memerlukan|perlu)\s+akses",
    re.I,
)
_GOOGLE = re.compile(r"(?:drive|docs|sheets|sites)\.google\.com", re.I)
_AKSES_GOOGLE = re.compile(
    rb"you\s+need\s+(?:access|permission)|request\s+access|minta\s+akses|anda\s+(?:memerlukan|perlu)\s+(?:akses|izin)",
    re.I,
)
_ROBOT = re.compile(
    rb"<title>\s*(?:just a moment|attention required)|cf-chl-|_Incapsula_Resource|captcha-delivery", re.I
)


@dataclass(frozen=True, slots=True)
class Jawab:
    """The last hop: status, address, headers (names in small letters) and the first bytes of the body, if they came."""

    status: int
    alamat: str
    kepala: Mapping[str, str] = field(default_factory=dict)
    awal: bytes = b""


def nilai_jawab(alamat: str, j: Jawab) -> Amatan:
    """The judgement about a link from its final answer."""
    if _robot(j):
        return Amatan(status=j.status, tunda=True, rincian="situs menolak pemeriksaan otomatis")
    if _nanti(j):
        return Amatan(status=j.status, tunda=True, rincian="situs minta diperiksa nanti")
    if j.status in _TIADA:
        return Amatan("LNK-002", j.status, f"jawaban {j.status}")
    if singkat(alamat):  # its own rule (LNK-006) says the rest
        return _berkas(j) if j.status in _BAIK or j.status in _TERTUTUP else _mati(j)
    if j.status in _TERTUTUP or _halaman_masuk(alamat, j):
        return Amatan("LNK-004", j.status, "meminta masuk")
    if j.status not in _BAIK:
        return _mati(j)
    if _ke_depan(alamat, j.alamat):
        return Amatan("LNK-005", j.status, "dialihkan ke halaman depan")
    if alamat.lower().startswith("https:") and j.alamat.lower().startswith("http:"):
        return Amatan("LNK-008", j.status, "dialihkan ke alamat tanpa pengaman (http)")
    return _berkas(j)


def perlu_isi(alamat: str, j: Jawab) -> bool:
    """Whether an answer to HEAD is not enough: refused, or a page in which a login may be hidden."""
    if j.status not in _BAIK:
        return not _nanti(j)
    return not singkat(alamat) and _jenis(j) in MIRIP_HTML


def singkat(alamat: str) -> bool:
    """Whether a link is a shortener's."""
    return (urlsplit(alamat).hostname or "").removeprefix("www.") in PEMENDEK


def _nanti(j: Jawab) -> bool:
    """Whether the site asks to come later: too many requests, or closed with a time when to try again."""
    tutup_sebentar = j.status == HTTPStatus.SERVICE_UNAVAILABLE and bool(_kepala(j, "retry-after"))
    return j.status == HTTPStatus.TOO_MANY_REQUESTS or tutup_sebentar


def _mati(j: Jawab) -> Amatan:
    return Amatan(MATI, j.status, f"jawaban {j.status}")


def _berkas(j: Jawab) -> Amatan:
    """A link that works, with what is known of the file behind it."""
    panjang = _kepala(j, "content-range").rpartition("/")[2] if j.status == HTTPStatus.PARTIAL_CONTENT else ""
    panjang = panjang or (_kepala(j, "content-length") if j.status == HTTPStatus.OK else "")
    asal = "\n".join(_kepala(j, n) for n in ("etag", "last-modified")) + f"\n{panjang}"
    return Amatan(
        status=j.status,
        tanda=sha256(asal.encode())[:32] if asal.strip() else "",
        jenis=_jenis(j),
        panjang=int(panjang) if panjang.isdigit() and len(panjang) < 16 else -1,
        akhir=j.alamat,
    )


def _jenis(j: Jawab) -> str:
    """Kind of what came, as an extension; empty or one of `MIRIP_HTML` for a page."""
    media = _kepala(j, "content-type")
    if "html" in media.lower() or (j.awal and kenali(j.awal) == "html"):
        return "html"
    return harapan(j.alamat, nama_disposisi(_kepala(j, "content-disposition")), media)


def _halaman_masuk(alamat: str, j: Jawab) -> bool:
    """Whether a person is asked who he is: sent to a login, or shown one where a document was promised."""
    asal, akhir = urlsplit(alamat), urlsplit(j.alamat)
    host = akhir.hostname or ""
    dialihkan = (asal.hostname, asal.path) != (akhir.hostname, akhir.path)
    if dialihkan and _HOST_MASUK.fullmatch(host) and host != asal.hostname:
        return True
    di_masuk = bool(_JALAN_MASUK.search(akhir.path))
    if dialihkan and di_masuk and not _JALAN_MASUK.search(asal.path):
        return True
    if _GOOGLE.fullmatch(host):
        judul = _JUDUL.search(j.awal)
        return bool(_AKSES_GOOGLE.search(judul[1] if judul else j.awal[:4096]))
    if not _SANDI.search(j.awal):
        return False
    # a small login box in the margin of a public page is no closed door
    judul = _JUDUL.search(j.awal)
    dokumen = akhiran(unquote(asal.path)) not in MIRIP_HTML
    return di_masuk or dokumen or bool(judul and _KATA_MASUK.search(judul[1]))


def _ke_depan(alamat: str, akhir: str) -> bool:
    """Whether a link to something was answered with the front page of a site."""
    a, b = urlsplit(alamat), urlsplit(akhir)
    asal_depan = not a.query and jalan_depan(a.path)
    return not asal_depan and not b.query and jalan_depan(b.path)


def _robot(j: Jawab) -> bool:
    return _kepala(j, "cf-mitigated") == "challenge" or (j.status not in _BAIK and bool(_ROBOT.search(j.awal)))


def _kepala(j: Jawab, nama: str) -> str:
    return j.kepala.get(nama, "").strip()
