"""The class of an information: words, section rows, ticks (domain.md §2.2, §2.3; UU 14/2008 arts. 9–11, 17).

Three readings of the same words, from strict to loose: `baca_kategori(ketat=True)` says whether a text is nothing
but a class (it decides what *Jenis Informasi* means), without it a class is found among other words (a category
cell, a sheet name), and `baca_bagian` recognises a section row, which must not be confused with a title.

Excluded information is read with less demand than the other classes, because a heading that is not understood would
publish what stands under it: `tanda_rahasia` tells how surely a heading or name speaks of it, `sebut_rahasia` whether
a cell does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from rapidfuzz.distance import Levenshtein

from dip.normal.ingat import Ingat
from dip.normal.kamus import cari_frasa
from dip.normal.teks import RAPI, buang_nomor, kunci

Tanda = Literal["", "sebut", "campur", "ragu", "pasti"]
"""How surely a text announces excluded information. `pasti`: it is a heading of it. `ragu`: a heading that may be one.
`campur`: a heading that names other information too. `sebut`: a longer text that speaks of it."""

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
_INTI = re.compile(r"ecual|rahasia|tertutup")
_INTI_CATATAN = re.compile(r"di ?kecual|pengecual|rahasia|tertutup")
_PARUH = re.compile(r"kec|ecu|ual|raha|sia|tert|utup")
"""Half of each stem: one wrong letter leaves the other half, so words without any of them need no closer look."""

_EJAAN = (
    "dikecualikan", "kecualikan", "dikecuali", "kecuali", "pengecualian", "pengecualikan", "rahasia", "kerahasiaan",
    "dirahasiakan", "tertutup",
)  # fmt: skip
_MUNGKIN = re.compile(rf"{_PARUH.pattern}|pasal|\bps\b|\bdik\b|tidak|(?:\b\w ){{5}}", re.I)
_RENGGANG = re.compile(r"\b(?:[^\W\d_] ){5,}[^\W\d_]\b")
"""Spaced letters: `d i k e c u a l i k a n`."""

_POKOK = r"(?:di )?\w*(?:ecual|rahasia|tertutup)\w*"
_BUKAN = re.compile(
    r"\b(?:tidak|bukan|non|tanpa|selain|diluar|di luar)(?: (?:termasuk|yang|yg|informasi|info|publik|bersifat|data|"
    rf"dokumen))* {_POKOK}"
)
_PASAL = re.compile(r"\b(?:pasal|ps) 17\b")
_PASAL_KIP = re.compile(r"\bkip\b|keterbukaan|14 tahun 2008|\b14 2008\b")
_PASAL_LAIN = re.compile(
    r"\b(?:perki|peraturan|permen\w*|perda|perbup|pp|(?:uu|undang undang) (?:(?:nomor|no|ri) )*(?!14\b)[0-9]+)\b"
)
"""Article 17 of other rules says nothing of exclusion."""

_LARANGAN = re.compile(r"\btidak (?:dapat|boleh|untuk|bisa) (?:di ?)?(?:akses|buka|beri|publikasi|umum|sebar)")
_LETAK = re.compile(
    r"(?:(?:lampiran|tabel|tbl|bab|bagian|huruf|poin|angka|kelompok|lembar|nomor|no) )?(?:[0-9]{1,3}|[ivx]{1,5}|[a-h]) "
)
"""Numbering left in a comparison key: `lampiran ii …`, `iv …`."""

_PEMBUKA = (
    "daftar", "jenis", "kategori", "klasifikasi", "kelompok", "sifat", "bersifat", "informasi", "info", "publik",
    "yang", "yg", "dip", "data", "dokumen", "sangat",
)  # fmt: skip
_MULAI = frozenset([*_PEMBUKA, "lampiran", "bagian", "tabel", "hasil", "penetapan", "dik", "di", "pengklasifikasian"])
_PASTI = re.compile(
    rf"(?P<buka>(?:(?:{'|'.join(_PEMBUKA)}) )*)"
    r"(?:(?P<kuat>di ?\w*kecual\w*|dik(?= |$))|(?P<lemah>\w*(?:ecual|rahasia|tertutup)\w*))(?P<ekor>.*)"
)
_LAIN = re.compile(r"\b(?:berkala|serta ?merta|setiap ?saat)\b")
_EKOR_LAIN = re.compile(r"\b(?:berkala|serta ?merta|setiap ?saat|informasi publik|dip)\b")
_EKOR_RAGU = re.compile(r"\b(?:tidak|bukan|selain|keberatan|adalah|merupakan|yaitu)\b")
_SAMBUNG = re.compile(rf"\b(?:dan|serta|atau|beserta)\b.*(?:{_INTI.pattern}|\bdik\b)")
_TERBATAS = re.compile(r"\bterbatas\b")
_PROSA = 160
"""Longer texts are prose, not headings."""

_INGKAR = re.compile(r"\b(?:tidak|bukan|tanpa|non)\b(?! terbatas)")


def baca_kategori(teks: str, frasa: Mapping[str, str], *, ketat: bool = False) -> list[str]:
    """Classes named in a text, in order, each once; empty when none (or when one is negated). A class with a word of
    exclusion beside it (`setiap saat (rahasia)`) is two, so that a person decides.

    Args: `frasa` is `Kamus.kategori`; `ketat` demands that nothing but the class is said.
    """
    k = kunci(buang_nomor(teks))
    nilai, sisa = cari_frasa(k, frasa)
    if "bukan" in nilai or (nilai and _INGKAR.search(" ".join(sisa))):
        return []
    if ketat and any(s not in _PENGISI for s in sisa):
        return []
    if nilai and "dikecualikan" not in nilai and sebut_rahasia(teks):
        nilai.append("dikecualikan")
    return nilai


def baca_bagian(teks: str, *, sempit: bool = False) -> str:
    """The class that a section row opens (`A. Informasi yang wajib … secara berkala`), or empty.

    A text that names several classes opens none. `sempit` accepts nothing after the class: for tables of two or three
    columns, where a row with one filled cell is as likely a title.
    """
    kelas, tanda = _bagian(teks, sempit), tanda_rahasia(teks)
    if kelas == "dikecualikan" and tanda != "campur":
        return kelas
    if tanda == "pasti" and not (sempit and _berekor(teks)):
        return "dikecualikan"
    return "" if tanda else kelas


def _bagian(teks: str, sempit: bool) -> str:
    """The class that a section row worded as in the law opens, or empty."""
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


def tanda_rahasia(teks: str) -> Tanda:
    """How surely a heading, title line or name announces excluded information; empty when it does not speak of it, or
    only to deny it (`tidak dikecualikan`). One wrong letter in the word, and blanks inside it, are read over.
    """
    return _TANDA[teks] if _MUNGKIN.search(RAPI[teks]) else ""


def sebut_rahasia(teks: str, *, catatan: bool = False) -> bool:
    """Whether a cell of a column of classes or kinds says that the row is excluded, secret or restricted; in a column
    of remarks (`catatan`) words that have other uses (*kecuali*, *terbatas*) do not count.
    """
    k = _BUKAN.sub(" ", _baku(kunci(teks)))
    if catatan:
        return bool(_INTI_CATATAN.search(k)) or _pasal(k)
    return bool(_INTI.search(k)) or _pasal(k) or ("tidak terbatas" not in k and bool(_TERBATAS.search(k)))


def _tanda(teks: str) -> Tanda:
    k = _tanpa_letak(teks)
    sisa = _BUKAN.sub(" ", k)
    inti = bool(_INTI.search(sisa)) or bool(_INTI.search(sisa.replace(" ", "")))
    if not (inti or _pasal(sisa) or _LARANGAN.search(sisa) or re.search(r"\bdik\b", sisa)):
        return ""
    if len(k) > _PROSA:
        return "sebut"
    m = _PASTI.fullmatch(k) if k == sisa else None
    if m and not _EKOR_LAIN.search(m["ekor"]) and not _EKOR_RAGU.search(m["ekor"]):
        informasi = "info" in m["buka"] or m["ekor"].startswith(" info") or not m["ekor"]
        if m["kuat"] or informasi:
            return "pasti"
    kata = k.split()
    mulai = kata[0] in _MULAI
    if _LAIN.search(k) or (mulai and _SAMBUNG.search(k)) or (m and _EKOR_LAIN.search(m["ekor"])):
        return "campur"
    return "ragu" if mulai or len(kata) <= 3 else "sebut"


_TANDA: Ingat[Tanda] = Ingat(_tanda)


def _tanpa_letak(teks: str) -> str:
    """Comparison key of a heading without its numbering, stems spelled as usual."""
    k = _baku(kunci(buang_nomor(RAPI[teks])))
    while (m := _LETAK.match(k)) and m.end() < len(k):
        k = k[m.end() :]
    return k


def _berekor(teks: str) -> bool:
    """Whether a clear heading of excluded information goes on after the class."""
    m = _PASTI.fullmatch(_tanpa_letak(teks))
    return m is not None and bool(m["ekor"])


def _baku(k: str) -> str:
    """A comparison key with the stems of exclusion spelled as usual."""
    k = _RENGGANG.sub(lambda m: m[0].replace(" ", ""), k)
    return " ".join(_eja(w) if _PARUH.search(w) and not _INTI.search(w) else w for w in k.split())


def _eja(kata: str) -> str:
    """The word of exclusion that differs from this word in one letter, else the word."""
    return next((e for e in _EJAAN if Levenshtein.distance(kata, e, score_cutoff=1) <= 1), kata)


def _pasal(k: str) -> bool:
    """Whether article 17 of the law on public information is named."""
    return bool(_PASAL.search(k)) and (bool(_PASAL_KIP.search(k)) or not _PASAL_LAIN.search(k))
