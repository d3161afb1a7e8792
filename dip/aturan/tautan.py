"""Rules about links as written; whether they answer is another matter (domain.md §5.3 LNK)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from urllib.parse import urlsplit

import numpy as np

from dip.aturan.mesin import Kena, Tabel, Topeng, aturan
from dip.normal.tautan import JenisTautan, jenis_tautan
from dip.normal.teks import kosong

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
_DEPAN = re.compile(r"/*(?:index\.(?:php|html?|aspx?|jsp)|home|beranda|id|default\.aspx?)?/*", re.IGNORECASE)
_ALAMAT = re.compile(r"[/\\]|\w\.\w")
_UBAH = re.compile(r"/edit(?:$|[/?#])", re.IGNORECASE)


_CACAT: dict[JenisTautan, str] = {"sah": "", "lokal": "LNK-010", "bukan": "LNK-001", "kosong": "LNK-001"}


@lru_cache(maxsize=65536)
def cacat_tautan(url: str) -> str:
    """`LNK-001` when a link is no web address, `LNK-010` when only the office itself can open it, else empty."""
    return _CACAT[jenis_tautan(url)]


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
    """Per row the links as they must be judged: those that were kept, then what was written and gave none.

    `NULL`, `-`, `https://` alone are nothing. Beside a link that was kept, words like *Unduh* are its display text;
    only what looks like an address is judged there.
    """
    hasil: list[list[str]] = []
    for tautan, mentah in zip(t.daftar("tautan"), t.daftar("tautan_mentah"), strict=True):
        gagal = (u for u in mentah if u not in tautan and cacat_tautan(u) and not kosong(u))
        hasil.append(list(dict.fromkeys((*tautan, *(u for u in gagal if not tautan or _ALAMAT.search(u))))))
    return hasil


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _cacat(kode: str) -> None:
    @aturan(kode)
    def periksa(t: Tabel) -> Iterator[Kena]:
        for i, daftar in enumerate(tertulis(t)):
            for url in daftar:
                if cacat_tautan(url) == kode:
                    yield Kena(i, "tautan", {"nilai": url})


for _kode in ("LNK-001", "LNK-010"):
    _cacat(_kode)


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
