"""Rules about who holds an information and who answers for it (domain.md §5.3 DIP-050 …)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dip.aturan.mesin import Kena, Tabel, aturan
from dip.normal.teks import kunci

KOLOM_PEJABAT = ("pejabat_penguasa", "penanggung_jawab")

_JABATAN = re.compile(
    r"\b(kepala|kabid|kabag|kasi|kasubag|kasubbag|kadis|sekretaris|sekretariat|sekda|bupati|wakil|ketua|direktur|direksi|manajer"
    r"|camat|lurah|bidang|bagian|seksi|sub|subbagian|dinas|badan|kantor|inspektur|inspektorat|unit|upt|uptd|ppid|tim|operator|staf"
    r"|admin|pejabat|pengelola|analis|pranata|bendahara|asisten|koordinator|puskesmas|rsud|kecamatan|kelurahan|opd|skpd)\b"
)
_GELAR = re.compile(
    r"\b(?:Drs?|Dra|Ir|Hj|Prof|drg|apt)\.\s*[A-Z]"
    r"|,\s*(?:S\.\s?(?:[A-Z][A-Za-z]{0,5})|M\.\s?[A-Z][A-Za-z]{0,4}|A\.\s?Md|Ph\.\s?D|Sp\.\s?[A-Z]+|SE|SH|ST|MM|MT|MH|SKM|SIP|SSTP)\b"
)
_UMUM = re.compile(
    r"(?:(?:di )?(?:masing masing|seluruh|semua|tiap|setiap)"
    r"(?: (?:opd|skpd|perangkat daerah|dinas|bidang|bagian|unit|seksi))*"
    r"|ppid(?: (?:pelaksana|pembantu|utama))?"
    r"|(?:opd|bidang|unit|bagian|dinas|pejabat|instansi)(?: (?:terkait|yang bersangkutan|ybs))?"
    r"|terkait|yang bersangkutan|ybs|pimpinan)"
)
_DASAR_HUKUM = re.compile(
    r"\bpasal \d|\bundang undang\b|\buu (?:no|nomor|ri|kip|\d)|\b(?:permen\w*|perda|perbup|pp) (?:no|nomor)\b"
)


@aturan("DIP-050")
def penguasa_kosong(t: Tabel) -> Iterator[Kena]:
    """Who holds the information is missing."""
    yield from t.kena(t.kosong("pejabat_penguasa") & t.belum_dikatakan("pejabat_penguasa"), "pejabat_penguasa")


@aturan("DIP-051")
def penanggung_jawab_kosong(t: Tabel) -> Iterator[Kena]:
    """Who answers for making or issuing it is missing."""
    yield from t.kena(t.kosong("penanggung_jawab") & t.belum_dikatakan("penanggung_jawab"), "penanggung_jawab")


@aturan("DIP-052")
def nama_orang(t: Tabel) -> Iterator[Kena]:
    """A person with academic titles instead of an office. Without titles a name cannot be told from a unit."""
    for kolom in KOLOM_PEJABAT:
        yield from t.kena(t.cocok(kolom, _bergelar), kolom, nilai=kolom)


def _bergelar(teks: str) -> bool:
    return bool(_GELAR.search(teks)) and not _JABATAN.search(kunci(teks))


@aturan("DIP-053")
def terlalu_umum(t: Tabel) -> Iterator[Kena]:
    """`Masing-masing OPD` or `PPID` alone names nobody."""
    for kolom in KOLOM_PEJABAT:
        yield from t.kena(t.cocok(kolom, _tanpa_nama), kolom, nilai=kolom)


def _tanpa_nama(teks: str) -> bool:
    return bool(teks) and (not (b := kunci(teks)) or bool(_UMUM.fullmatch(b)))


@aturan("DIP-055")
def dasar_hukum(t: Tabel) -> Iterator[Kena]:
    """A legal article where an office should stand: the columns were swapped (domain.md §0 trap 5)."""
    for kolom in KOLOM_PEJABAT:
        yield from t.kena(t.cocok_kunci(kolom, _DASAR_HUKUM.search), kolom)
