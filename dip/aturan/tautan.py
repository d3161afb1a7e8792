"""Rules about links as written; whether they answer is another matter (domain.md §5.3 LNK)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from urllib.parse import urlsplit

import numpy as np

from dip.aturan.mesin import Kena, Tabel, Topeng, aturan
from dip.normal.tautan import JenisTautan, jenis_tautan
from dip.normal.teks import kosong
from dip.pengaturan import SumberHttp

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
    return t.sekali("tautan_baik", lambda: t.ada_di("tautan", lambda u: not cacat_tautan(u)))


def _tak_terpakai(t: Tabel) -> list[tuple[int, str]]:
    """(row, text) of what was written as a link and gave none.

    `NULL`, `-`, `https://` alone are nothing. Beside a link that was kept, words like *Unduh* are its display text;
    only what looks like an address is judged there.
    """

    def hitung() -> list[tuple[int, str]]:
        r = t.rata("tautan_mentah")
        gagal = [u if cacat_tautan(u) and not kosong(u) else "" for u in r.unik]
        if not any(gagal):
            return []
        jadi = t.daftar("tautan")
        hasil = []
        for i, n in zip(r.baris.tolist(), r.letak.tolist(), strict=True):
            url = gagal[n]
            if url and url not in jadi[i] and (not jadi[i] or _ALAMAT.search(url)):
                hasil.append((i, url))
        return hasil

    return t.sekali("tautan_tak_terpakai", hitung)


def ada_tertulis(t: Tabel) -> Topeng:
    """Rows that name a link at all, good or bad; empty tokens are none."""
    ada = ~t.kosong("tautan")
    ada[[i for i, _ in _tak_terpakai(t)]] = True
    return ada


def _dengan(t: Tabel, syarat: Callable[[str], object]) -> Iterator[tuple[int, str]]:
    """(row, link) for every kept link of which `syarat`, asked once per distinct link, holds."""
    r = t.rata("tautan")
    ya = np.array([bool(syarat(u)) for u in r.unik], dtype=bool)
    if ya.any():
        for n in np.flatnonzero(ya[r.letak]).tolist():
            yield int(r.baris[n]), r.unik[r.letak[n]]


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _cacat(kode: str, arti: str) -> None:
    def periksa(t: Tabel) -> Iterator[Kena]:
        for i, url in _dengan(t, lambda u: cacat_tautan(u) == kode):
            yield Kena(i, "tautan", {"nilai": url})
        for i, url in _tak_terpakai(t):
            if cacat_tautan(url) == kode:
                yield Kena(i, "tautan", {"nilai": url})

    periksa.__doc__ = arti
    aturan(kode)(periksa)


_cacat("LNK-001", "What stands where a link should be is no web address.")
_cacat("LNK-010", "The address opens only inside the office or on one computer.")


@aturan("LNK-005")
def tautan_depan(t: Tabel) -> Iterator[Kena]:
    """A home page, or one link for many rows of an office."""
    r = t.rata("tautan")
    if not r.unik:
        return
    depan = np.array(["LNK-005" in _sifat(u) for u in r.unik], dtype=bool)[r.letak]
    baik = np.array([not cacat_tautan(u) for u in r.unik], dtype=bool)[r.letak]
    opd = t.indeks("opd")[0][r.baris].astype(np.int64)
    _, balik, banyak = np.unique(opd * len(r.unik) + r.letak, return_inverse=True, return_counts=True)
    for n in np.flatnonzero(depan | (baik & (banyak[balik] >= BATAS_SAMA))).tolist():
        yield Kena(int(r.baris[n]), "tautan", {"nilai": r.unik[r.letak[n]]})


def _menurut_sifat(kode: str, arti: str) -> None:
    def periksa(t: Tabel) -> Iterator[Kena]:
        for i, url in _dengan(t, lambda u: kode in _sifat(u)):
            yield Kena(i, "tautan", {"nilai": url, "host": _host(url)})

    periksa.__doc__ = arti
    aturan(kode)(periksa)


_menurut_sifat("LNK-006", "A shortened link hides where it leads and dies with its service.")
_menurut_sifat("LNK-007", "The document lies in somebody's personal storage.")
_menurut_sifat("LNK-008", "The address is not encrypted (http).")
_menurut_sifat("LNK-011", "The link opens the document for editing.")


@aturan("LNK-009")
def situs_lain(t: Tabel) -> Iterator[Kena]:
    """The site is no government site, and none of those from which an office's table itself is taken."""
    sumber = (o.sumber for o in t.konteks.opd)
    boleh = {_host(s.alamat) for s in sumber if isinstance(s, SumberHttp)}
    for i, url in _dengan(t, lambda u: "LNK-009" in _sifat(u) and _host(u) not in boleh):
        yield Kena(i, "tautan", {"nilai": url, "host": _host(url)})
