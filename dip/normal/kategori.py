"""The class of an information: words, section rows, ticks (domain.md §2.2, §2.3; UU 14/2008 arts. 9–11, 17).

Three readings of the same words, from strict to loose: `baca_kategori(ketat=True)` says whether a text is nothing
but a class (it decides what *Jenis Informasi* means), without it a class is found among other words (a category
cell, a sheet name), and `baca_bagian` recognises a section row, which must not be confused with a title.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dip.normal.kamus import cari_frasa
from dip.normal.teks import buang_nomor, kunci

_PENGISI: frozenset[str] = frozenset(
    [
        "informasi",
        "publik",
        "yang",
        "wajib",
        "harus",
        "disediakan",
        "tersedia",
        "dan",
        "atau",
        "diumumkan",
        "secara",
        "daftar",
        "jenis",
        "kategori",
        "info",
        "klasifikasi",
        "bersifat",
        "sifat",
        "dip",
        "data",
    ]
)
_BAGIAN = re.compile(
    r"(?:daftar )?(?:(?:jenis|kategori|klasifikasi) )?(?:informasi )?(?:publik )?(?:dip )?"
    r"(?:(?:yang|wajib|harus|disediakan|tersedia|dan|atau|diumumkan|secara|bersifat|dapat|untuk|informasi|publik) )*"
    r"(?P<k>berkala|serta ?merta|setiap ?saat|(?:yang )?dikecualikan)(?P<ekor>(?: .{1,80})?)"
)
_KASAR = re.compile(r"berkala|serta|setiap|dikecualikan", re.I)
"""No section row is without one of these words: most texts need no closer look."""

_SEBUT = re.compile(r"\b(berkala|serta ?merta|setiap ?saat|dikecualikan)\b")
_EKOR = re.compile(
    r" (?:tahun|ta|pasal|pada|ppid|dinas|badan|kecamatan|kabupaten|kota|dip|dik|perki|uu|semester|triwulan)\b.*|"
)
_INGKAR = re.compile(r"\b(?:tidak|bukan|tanpa|non)\b(?! terbatas)")


def baca_kategori(teks: str, frasa: Mapping[str, str], *, ketat: bool = False) -> list[str]:
    """Classes named in a text, in order, each once; empty when none (or when one is negated).

    Args: `frasa` is `Kamus.kategori`; `ketat` demands that nothing but the class is said.
    """
    k = kunci(buang_nomor(teks))
    nilai, sisa = cari_frasa(k, frasa)
    if "bukan" in nilai or (nilai and _INGKAR.search(" ".join(sisa))):
        return []
    if ketat and any(s not in _PENGISI for s in sisa):
        return []
    return nilai


def baca_bagian(teks: str, *, sempit: bool = False) -> str:
    """The class that a section row opens (`A. Informasi yang wajib … secara berkala`), or empty.

    A text that names several classes opens none. `sempit` accepts nothing after the class: for tables of two or three
    columns, where a row with one filled cell is as likely a title.
    """
    if not _KASAR.search(teks):
        return ""
    k = kunci(buang_nomor(teks))
    if not k or len(k) > 160:
        return ""
    m = _BAGIAN.fullmatch(k)
    if not m or len({s.replace(" ", "") for s in _SEBUT.findall(k)}) != 1:
        return ""
    ekor = m["ekor"]
    if (sempit and ekor) or (ekor and not _EKOR.fullmatch(ekor)):
        return ""
    return {"b": "berkala", "d": "dikecualikan", "y": "dikecualikan"}.get(
        m["k"][0], "serta_merta" if m["k"].startswith("serta") else "setiap_saat"
    )
