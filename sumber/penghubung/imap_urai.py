"""What a mail server says of a message: FETCH answers and the structure of a body (RFC 9051 §7.5.2).

No message is ever parsed here: the server has done it, and only the one part that is wanted is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.utils import collapse_rfc2231_value, decode_params, unquote
from typing import Any

from sumber.penghubung.nama import nama_aman

MAKS_BAGIAN = 2000
_MAKS_TANDA = 400_000
_MAKS_DALAM = 120
_MAKS_NILAI = 1000
_TANDA = re.compile(
    rb"""\s*(?:(?P<buka>\()|(?P<tutup>\))|"(?P<kutip>[^"\\]*(?:\\.[^"\\]*)*)"|(?P<harfiah>\{\d+\+?\}$)"""
    rb"""|(?P<atom>[^\s()"{\[]+(?:\[[^\]]*\](?:<\d+>)?)?)|(?P<akhir>$))""",
    re.DOTALL,
)

Isi = bytes | None | list[Any]
"""A parsed value: atom, string or literal; NIL; a list."""


class Rumit(Exception):
    """An answer that is no FETCH answer, or one with more parts than a letter has."""


@dataclass(frozen=True, slots=True)
class Bagian:
    """One part of a message: its number in it, media type, transfer encoding, encoded size, name and charset.

    `lampiran`: the mail says that it is to be saved rather than shown.
    """

    nomor: str
    jenis: str
    sandi: str
    ukuran: int
    nama: str = ""
    aksara: str = ""
    lampiran: bool = False


def urai(data: Sequence[bytes | tuple[bytes, bytes]]) -> list[Any]:
    """The values of FETCH answers as imaplib hands them out (a tuple ends in a literal). Raises Rumit."""
    dasar: list[Any] = []
    tumpukan = [dasar]
    jumlah = 0
    for potong in data:
        teks, harfiah = potong if isinstance(potong, tuple) else (potong, None)
        letak = 0
        while letak < len(teks):
            m = _TANDA.match(teks, letak)
            jumlah += 1
            if m is None or jumlah > _MAKS_TANDA:
                raise Rumit
            letak = m.end()
            jenis = m.lastgroup
            if jenis == "buka":
                baru: list[Any] = []
                tumpukan[-1].append(baru)
                tumpukan.append(baru)
            elif jenis == "tutup":
                tumpukan.pop()
            elif jenis == "kutip":
                tumpukan[-1].append(re.sub(rb"\\(.)", rb"\1", m["kutip"], flags=re.DOTALL))
            elif jenis == "harfiah":
                tumpukan[-1].append(harfiah)
            elif jenis == "atom":
                tumpukan[-1].append(None if m["atom"].upper() == b"NIL" else m["atom"])
            if not tumpukan or len(tumpukan) > _MAKS_DALAM:
                raise Rumit
    return dasar


def jawaban(data: Sequence[bytes | tuple[bytes, bytes]]) -> dict[int, dict[str, Isi]]:
    """Items of FETCH answers by UID; contents of a body (`BODY[…]`) under the name `BODY[`. Raises Rumit."""
    hasil: dict[int, dict[str, Isi]] = {}
    for isi in urai(data):
        if not isinstance(isi, list):
            continue
        butir = {_kunci(k): v for k, v in zip(isi[::2], isi[1::2], strict=False) if isinstance(k, bytes)}
        if uid := angka(butir.get("UID")):
            hasil.setdefault(uid, {}).update(butir)
    return hasil


def _kunci(nama: bytes) -> str:
    teks = nama.decode("ascii", "replace").upper()
    return "BODY[" if teks.startswith("BODY[") else teks


def angka(isi: Isi) -> int:
    """A number, 0 for anything else."""
    return int(isi) if isinstance(isi, bytes) and isi.isdigit() and len(isi) < 16 else 0


def bagian(struktur: Isi) -> list[Bagian]:
    """All single parts of a BODYSTRUCTURE in their order, those of forwarded messages too. Raises Rumit."""
    hasil: list[Bagian] = []
    antre: list[tuple[str, Isi]] = [("", struktur)]
    while antre:
        nomor, s = antre.pop()
        if not isinstance(s, list) or not s:
            continue
        anak = _anak(nomor, s)
        if len(antre) + len(anak) + len(hasil) > MAKS_BAGIAN:
            raise Rumit
        if anak:
            antre += reversed(anak)
        elif not isinstance(s[0], list) and len(s) >= 7:
            hasil.append(_satu(nomor or "1", s))
    return hasil


def _anak(nomor: str, s: list[Any]) -> list[tuple[str, Isi]]:
    """Parts inside a multipart or a forwarded message, with their numbers."""
    depan = f"{nomor}." if nomor else ""
    if isinstance(s[0], list):
        daftar = [x for x in s if isinstance(x, list)]
        ganda = next((i for i, x in enumerate(s) if not isinstance(x, list)), len(s))
        return [(f"{depan}{n}", x) for n, x in enumerate(daftar[:ganda], 1)]
    if _teks(s[0]) == "message" and len(s) > 8 and _teks(s[1]) in ("rfc822", "global") and isinstance(s[8], list):
        dalam = s[8]
        # the body of a forwarded message has its own numbers when it is a multipart, else it is part 1 of it
        return [(nomor or "1", dalam)] if dalam and isinstance(dalam[0], list) else [(f"{nomor or '1'}.1", dalam)]
    return []


def _satu(nomor: str, s: list[Any]) -> Bagian:
    utama = _teks(s[0])
    letak = 9 if utama == "text" else 8
    sifat = s[letak] if len(s) > letak and isinstance(s[letak], list) else []
    milik = _pasangan(s[2])
    susun = _pasangan(sifat[1]) if len(sifat) > 1 else []
    return Bagian(
        nomor=nomor,
        jenis=f"{utama}/{_teks(s[1])}",
        sandi=_teks(s[5]),
        ukuran=angka(s[6]),
        nama=nama_aman(_nilai(susun, "filename") or _nilai(milik, "name")),
        aksara=next((v for k, v in milik if k == "charset"), "")[:40],
        lampiran=bool(sifat) and _teks(sifat[0]) == "attachment",
    )


def _teks(isi: Isi) -> str:
    return isi.decode("ascii", "replace").lower() if isinstance(isi, bytes) else ""


def _pasangan(isi: Isi) -> list[tuple[str, str]]:
    """Parameters as (name, value); raw bytes that are no UTF-8 are read as Latin-1, long ones cut."""
    if not isinstance(isi, list):
        return []
    hasil = []
    for k, v in zip(isi[::2], isi[1::2], strict=False):
        if isinstance(v, bytes) and isinstance(k, bytes):
            try:
                nilai = v[:_MAKS_NILAI].decode("utf-8")
            except UnicodeDecodeError:
                nilai = v[:_MAKS_NILAI].decode("latin-1")
            hasil.append((_teks(k), nilai))
    return hasil[:100]


def _nilai(pasangan: list[tuple[str, str]], kunci: str) -> str:
    """A parameter, its continuations joined (RFC 2231) and its encoded words read (RFC 2047, as many programs do)."""
    milik = [(k, v) for k, v in pasangan if k.partition("*")[0] == kunci]
    try:
        urai_param = decode_params([("x", ""), *milik])[1:]
        nilai = collapse_rfc2231_value(urai_param[0][1]) if urai_param else ""
        nilai = unquote(nilai)
    except (ValueError, TypeError, IndexError, LookupError):
        nilai = next((v for _, v in milik), "")
    if "=?" in nilai:
        try:
            nilai = str(make_header(decode_header(nilai)))
        except (HeaderParseError, UnicodeError, LookupError, ValueError):
            return nilai
    return nilai
