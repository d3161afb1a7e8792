"""Looking into a foreign web page, in the limited child process: its tables' digest, its links (design §4.3).

Not in the room of the connectors, whose libraries speak to the network and are not for a child.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

import lxml.html

from dip.anak import Panggilan
from dip.lembar import Lembar
from dip.sidik import json_baku, sha256
from sumber.pembaca.batas import Batas, Rusak, TerlaluBesar
from sumber.pembaca.html import baca_html
from sumber.pembaca.teks import urai_teks

BARIS_PALING_SEDIKIT = 3
_MAKS_TAUTAN = 20_000
_MAKS_COCOK = 50
_MAKS_ALAMAT = 2000
_KATA_PENGHITUNG = """all anda anggota bots? bulan dilihat guests? halaman hari hits? ini ip is jam jumlah kemarin
    kunjungan lalu last members? minggu month online page pengunjung sekarang server statistik tahun tamu tanggal this
    today total users? views? visitors? waktu week year yesterday your"""
_PENGHITUNG = re.compile(rf"(?:(?:{'|'.join(_KATA_PENGHITUNG.split())})[\s:.]*)+", re.IGNORECASE)
_ANGKA = re.compile(r"(?:[\d\s.,:/()-]|wib|wita|wit|orang|kali|hits?|visitors?|am|pm)*", re.IGNORECASE)
_SANDI = re.compile(r"(?:kata\s*sandi|password)[\s:*]*", re.IGNORECASE)
_ARTI = re.compile(r"berkala|serta[\s-]*merta|setiap\s*saat|dikecualikan|tahun\s+20\d\d", re.IGNORECASE)


def _isi(lembar: Lembar) -> list[list[str]]:
    """The filled cells of each row, rows without any left out."""
    baris = ([str(x) for x in b if x is not None] for b in lembar.baris)
    return [b for b in baris if b]


def _hiasan(lembar: Lembar) -> bool:
    """Whether a table is a visitor counter, a clock (labels of nothing else, numbers beside them) or a login form."""
    isi = _isi(lembar)
    if lembar.tautan or len(isi) > 12:
        return False
    if any(_SANDI.fullmatch(b[0]) for b in isi):
        return True
    hitung = sum(_PENGHITUNG.fullmatch(b[0]) is not None for b in isi)
    return hitung * 2 > len(isi) and all(_ANGKA.fullmatch(x) for b in isi for x in b[1:])


def lihat(kepala: dict[str, Any], isi: bytes) -> dict[str, Any]:
    """What a page holds: `tabel` (data tables of three rows or more), `sandi` (it asks for a password), `sidik`.

    `sidik` is the digest of all data tables: cells with their links, and the words of category and year that introduce
    them; clocks, counters and everything else on the page are left out. `batas`: the page was over a limit.
    """
    try:
        bacaan = baca_html(urai_teks(isi, html=True), "halaman", Batas())
    except Rusak:
        return {"tabel": 0, "sandi": False, "sidik": "", "batas": False}
    except TerlaluBesar:
        return {"tabel": 0, "sandi": False, "sidik": "", "batas": True}
    data = [x for x in bacaan.lembar if not _hiasan(x)]
    pokok = [
        [
            x.baris,
            sorted([*sel, *tautan] for sel, tautan in x.tautan.items()),
            sorted({" ".join(m.lower().split()) for t in x.pengantar for m in _ARTI.findall(t)}),
        ]
        for x in data
    ]
    return {
        "tabel": sum(len(_isi(x)) >= BARIS_PALING_SEDIKIT for x in data),
        "sandi": re.search(rb"""<input[^>]{0,500}type\s*=\s*["']?password""", isi, re.IGNORECASE) is not None,
        "sidik": sha256(json_baku(pokok)),
        "batas": False,
    }


def tautan(kepala: dict[str, Any], isi: bytes) -> dict[str, Any]:
    """Links of a page at `alamat` whose file name fits `pola`: `[[address, name], …]` in the order of the page.

    The name is what the page itself says (`download`), the end of the path, or a value of the query
    (`unduh.php?berkas=dip.xlsx`).
    """
    pengurai = lxml.html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    teks = urai_teks(isi, html=True)
    akar = lxml.html.document_fromstring(teks.encode("utf-8", "replace") or b"<p>", parser=pengurai)
    pola = str(kepala["pola"]).lower()
    dasar = _gabung(kepala["alamat"], next((b.get("href", "") for b in akar.iter("base") if b.get("href")), ""))
    cocok: dict[str, str] = {}
    for a in islice(akar.iter("a", "area"), _MAKS_TAUTAN):
        href = re.sub(r"[\t\r\n]", "", a.get("href", "")).strip()
        alamat = _gabung(dasar, href).partition("#")[0] if href else ""
        if not re.match(r"https?://", alamat, re.IGNORECASE) or len(alamat) > _MAKS_ALAMAT:
            continue
        nama = next((n for n in _nama(a.get("download", ""), alamat) if n and fnmatchcase(n.lower(), pola)), "")
        if nama:
            cocok.setdefault(alamat, nama)
        if len(cocok) >= _MAKS_COCOK:
            break
    return {"tautan": [[alamat, nama] for alamat, nama in cocok.items()]}


def _gabung(dasar: str, href: str) -> str:
    try:
        return urljoin(dasar, href)
    except ValueError:
        return dasar if not href else ""


def _nama(unduh: str, alamat: str) -> Iterator[str]:
    """Names under which the file behind a link may be known."""
    try:
        bagian = urlsplit(alamat)
        nilai = [v for _, v in parse_qsl(bagian.query, max_num_fields=50)]
    except ValueError:
        return
    for mentah in (unduh, unquote(bagian.path), *nilai):
        yield re.split(r"[/\\]", mentah)[-1]


PANGGILAN: Panggilan = {"lihat": lihat, "tautan": tautan}
