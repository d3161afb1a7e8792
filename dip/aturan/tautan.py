"""Rules about links as written; whether they answer is another matter (domain.md §5.3 LNK)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from urllib.parse import urlsplit

import numpy as np

from dip.aturan.mesin import Kena, Tabel, Topeng, aturan
from dip.normal.tautan import JenisTautan, jenis_tautan
from dip.normal.teks import kosong
from dip.pengaturan_sumber import SumberHalaman, SumberHttp, SumberWebdav
from dip.tautan import PEMENDEK, jalan_depan

BATAS_SAMA = 4
"""From this many rows of one office on, an equal link is a list page and not the document."""

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
_MILIK: Mapping[str, str] = {
    **dict.fromkeys(PEMENDEK, "pendek"), **dict.fromkeys(_PRIBADI, "pribadi"), **dict.fromkeys(_RESMI, "resmi"),
}  # fmt: skip
_ALAMAT = re.compile(r"[/\\]|\w\.\w")
_UBAH = re.compile(r"/edit(?:$|[/?#])", re.IGNORECASE)
_BIASA = re.compile(
    # An address nobody can object to, as most are: public domain, no port, no user name, plain characters.
    r"(https?)://((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:id|com|org|net|ly|gl|me|co|ee|be))(/[\w./~%+=&,;:!$'()*-]*)?",
    re.ASCII,
)
_PANJANG_BIASA = 200


_CACAT: dict[JenisTautan, str] = {"sah": "", "lokal": "LNK-010", "bukan": "LNK-001", "kosong": "LNK-001"}


@lru_cache(maxsize=65536)
def cacat_tautan(url: str) -> str:
    """`LNK-001` when a link is no web address, `LNK-010` when only the office itself can open it, else empty."""
    if len(url) <= _PANJANG_BIASA and _BIASA.fullmatch(url):
        return ""
    return _CACAT[jenis_tautan(url)]


def _urai(url: str) -> tuple[str, str, str, bool]:
    """Scheme, host without `www.`, path, and whether a query or fragment follows, of a good link."""
    m = _BIASA.fullmatch(url) if len(url) <= _PANJANG_BIASA else None
    if m:
        return m[1], m[2].removeprefix("www."), m[3] or "", False
    bagian = urlsplit(url)
    host = (bagian.hostname or "").removeprefix("www.")
    return bagian.scheme, host, bagian.path, bool(bagian.query or bagian.fragment)


def _sifat(url: str) -> tuple[str, ...]:
    """Codes that a link earns by its looks."""
    if cacat := cacat_tautan(url):
        return (cacat,)
    skema, host, jalan, lanjut = _urai(url)
    sifat = ["LNK-008"] if skema == "http" else []
    milik = _pemilik(host)
    if milik == "pendek":
        return (*sifat, "LNK-006")
    if milik == "pribadi":
        return (*sifat, "LNK-007", *(("LNK-011",) if _UBAH.search(jalan + "#") else ()))
    if not lanjut and len(jalan) < 20 and jalan_depan(jalan):
        sifat.append("LNK-005")
    return tuple(sifat) if milik == "resmi" else (*sifat, "LNK-009")


def _pemilik(host: str) -> str:
    """Whose a host is: `pendek`, `pribadi`, `resmi`, or empty. Its longest known parent domain decides."""
    bagian = host.split(".")
    return next((m for n in range(len(bagian)) if (m := _MILIK.get(".".join(bagian[n:])))), "")


def _menurut_kode(t: Tabel) -> dict[str, list[int]]:
    """Indexes of the distinct kept links by the codes they earn."""

    def hitung() -> dict[str, list[int]]:
        hasil: dict[str, list[int]] = defaultdict(list)
        for n, url in enumerate(t.rata("tautan").unik):
            for kode in _sifat(url):
                hasil[kode].append(n)
        return hasil

    return t.sekali("tautan_menurut_kode", hitung)


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


def _dengan(t: Tabel, kode: str) -> Iterator[tuple[int, str]]:
    """(row, link) for every kept link that earns this code."""
    pilih = _menurut_kode(t).get(kode)
    if pilih:
        r = t.rata("tautan")
        for n in np.flatnonzero(np.isin(r.letak, pilih)).tolist():
            yield int(r.baris[n]), r.unik[r.letak[n]]


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _cacat(kode: str, arti: str) -> None:
    def periksa(t: Tabel) -> Iterator[Kena]:
        for i, url in _dengan(t, kode):
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
    sifat = _menurut_kode(t)
    depan = np.isin(r.letak, sifat.get("LNK-005", ()))
    baik = ~np.isin(r.letak, [*sifat.get("LNK-001", ()), *sifat.get("LNK-010", ())])
    opd = t.indeks("opd")[0][r.baris].astype(np.int64)
    _, balik, banyak = np.unique(opd * len(r.unik) + r.letak, return_inverse=True, return_counts=True)
    for n in np.flatnonzero(depan | (baik & (banyak[balik] >= BATAS_SAMA))).tolist():
        yield Kena(int(r.baris[n]), "tautan", {"nilai": r.unik[r.letak[n]]})


def _menurut_sifat(kode: str, arti: str) -> None:
    def periksa(t: Tabel) -> Iterator[Kena]:
        for i, url in _dengan(t, kode):
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
    boleh = {_host(s.alamat) for s in sumber if isinstance(s, SumberHttp | SumberHalaman | SumberWebdav)}
    for i, url in _dengan(t, "LNK-009"):
        if _host(url) not in boleh:
            yield Kena(i, "tautan", {"nilai": url, "host": _host(url)})
