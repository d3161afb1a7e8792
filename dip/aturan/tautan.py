"""Rules about links as written; whether they answer is another matter (domain.md §5.3 LNK)."""

from __future__ import annotations

import ipaddress
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

import numpy as np

from dip.aturan.mesin import Kena, Tabel, Topeng, aturan

BATAS_SAMA = 4
"""From this many rows of one office on, an equal link is a list page and not the document."""

_PENDEK = (
    "bit.ly",
    "bitly.com",
    "cutt.ly",
    "goo.gl",
    "is.gd",
    "linktr.ee",
    "lnk.id",
    "ow.ly",
    "rb.gy",
    "s.id",
    "shorturl.at",
    "t.co",
    "t.ly",
    "tinyurl.com",
)
_PRIBADI = (
    "drive.google.com",
    "docs.google.com",
    "photos.app.goo.gl",
    "forms.gle",
    "dropbox.com",
    "1drv.ms",
    "onedrive.live.com",
)
_RESMI = ("go.id", "desa.id", "mil.id")
_LOKAL = ("localhost", ".local", ".lan", ".internal", ".localdomain", ".home", ".intranet")
_DEPAN = re.compile(r"/*(?:index\.(?:php|html?|aspx?|jsp)|home|beranda|id|default\.aspx?)?/*", re.IGNORECASE)
_BERKAS_LOKAL = re.compile(r"(?i)^\s*(?:file:|[a-z]:[\\/]|\\\\)")
_LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")
_TLD = re.compile(r"(?:xn--[\w-]+|[^\W\d_]{2,63})")
_HAMPA = frozenset(
    ("", "-", "–", "—", ".", "#", "null", "nihil", "n/a", "na", "tidak ada", "belum ada", "http://", "https://")
)
_UBAH = re.compile(r"/edit(?:$|[/?#])", re.IGNORECASE)


@lru_cache(maxsize=65536)
def cacat_tautan(url: str) -> str:
    """`LNK-001` when a link is no web address, `LNK-010` when only the office itself can open it, else empty.

    Such a link is taken out of the row. An address with a name or password in it is no address to publish either.
    """
    if _BERKAS_LOKAL.match(url):
        return "LNK-010"
    bagian = _urai(url)
    if bagian is None or not bagian.hostname or bagian.username is not None:
        return "LNK-001"
    host = bagian.hostname.rstrip(".")
    try:
        return "" if ipaddress.ip_address(host).is_global else "LNK-010"
    except ValueError:
        pass
    if "." not in host or host.endswith(_LOKAL):
        return "LNK-010" if all(map(_LABEL.fullmatch, host.split("."))) else "LNK-001"
    *label, tld = host.split(".")
    return "" if _TLD.fullmatch(tld) and all(map(_LABEL.fullmatch, label)) else "LNK-001"


def _urai(url: str) -> SplitResult | None:
    """The parts of a web address, or None when it is none."""
    if re.search(r"[\s<>\"\\^`{|}\x00-\x1f]", url):
        return None
    try:
        bagian = urlsplit(url)
        _ = bagian.port  # raises for a port that is no number
    except ValueError:
        return None
    return bagian if bagian.scheme in ("http", "https") else None


@lru_cache(maxsize=65536)
def _sifat(url: str) -> frozenset[str]:
    """Codes that a well-formed public link earns by its looks."""
    if cacat_tautan(url):
        return frozenset()
    bagian = urlsplit(url)
    host = (bagian.hostname or "").removeprefix("www.")
    sifat = {"LNK-008"} if bagian.scheme == "http" else set()
    if _milik(host, _PENDEK):
        return frozenset({*sifat, "LNK-006"})
    if _milik(host, _PRIBADI):
        sifat.add("LNK-007")
        if _UBAH.search(bagian.path + "#"):
            sifat.add("LNK-011")
        return frozenset(sifat)
    if _DEPAN.fullmatch(bagian.path) and not bagian.query and not bagian.fragment:
        sifat.add("LNK-005")
    if not _milik(host, _RESMI):
        sifat.add("LNK-009")
    return frozenset(sifat)


def _milik(host: str, domain: tuple[str, ...]) -> bool:
    return any(host == d or host.endswith(f".{d}") for d in domain)


def ada_tautan_baik(t: Tabel) -> Topeng:
    """Rows with at least one link that stays."""
    return np.fromiter((any(not cacat_tautan(u) for u in x) for x in t.daftar("tautan")), dtype=bool, count=len(t))


def _per_tautan(t: Tabel, kena: Callable[[str], bool]) -> Iterator[tuple[int, str]]:
    """(row, link) for every link that `kena` holds of; a link is named once per row."""
    for i, tautan in enumerate(t.daftar("tautan")):
        for url in dict.fromkeys(tautan):
            if kena(url):
                yield i, url


def tertulis(t: Tabel) -> list[list[str]]:
    """Per row what was written as a link but gave none; `NULL`, `-`, `https://` alone are nothing (domain.md §2.2)."""
    return [
        [] if tautan else [u for u in dict.fromkeys(mentah) if u.strip().lower() not in _HAMPA]
        for tautan, mentah in zip(t.daftar("tautan"), t.daftar("tautan_mentah"), strict=True)
    ]


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


@aturan("LNK-001")
def tautan_salah(t: Tabel) -> Iterator[Kena]:
    """Not a web address; also where something was written and no address came of it."""
    for i, url in _per_tautan(t, lambda u: cacat_tautan(u) == "LNK-001"):
        yield Kena(i, "tautan", {"nilai": url})
    for i, mentah in enumerate(tertulis(t)):
        for url in mentah:
            if cacat_tautan(url) != "LNK-010":
                yield Kena(i, "tautan", {"nilai": url})


@aturan("LNK-010")
def tautan_dalam(t: Tabel) -> Iterator[Kena]:
    """Only from inside the office: `localhost`, private addresses, drives."""
    for i, (tautan, mentah) in enumerate(zip(t.daftar("tautan"), tertulis(t), strict=True)):
        for url in dict.fromkeys((*tautan, *mentah)):
            if cacat_tautan(url) == "LNK-010":
                yield Kena(i, "tautan", {"nilai": url})


@aturan("LNK-005")
def tautan_depan(t: Tabel) -> Iterator[Kena]:
    """A home page, or one link for many rows of an office."""
    opd = t.daftar("opd")
    hitung = Counter((opd[i], url) for i, url in _per_tautan(t, lambda u: not cacat_tautan(u)))
    for i, url in _per_tautan(t, lambda u: not cacat_tautan(u)):
        if "LNK-005" in _sifat(url) or hitung[opd[i], url] >= BATAS_SAMA:
            yield Kena(i, "tautan", {"nilai": url})


def _menurut_sifat(kode: str) -> None:
    @aturan(kode)
    def periksa(t: Tabel) -> Iterator[Kena]:
        for i, url in _per_tautan(t, lambda u: kode in _sifat(u)):
            yield Kena(i, "tautan", {"nilai": url, "host": _host(url)})


for _kode in ("LNK-006", "LNK-007", "LNK-008", "LNK-009", "LNK-011"):
    _menurut_sifat(_kode)
