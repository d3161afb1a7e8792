"""Four eyes: whether two entries mean the same person, whatever logins and roles he has (ALUR-002).

One person may stand in `pejabat.yml` twice, under two logins for two roles, as himself and as somebody's delegate, with
or without academic titles. The NIP settles it where both have one; otherwise the name does, and then rather once too
often "the same": a person wrongly held for another only has to have his NIP written down.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dip.pengaturan import Pejabat

if TYPE_CHECKING:
    from dip.pintu import Putusan

_AWALAN = re.compile("apt|dr|dra|drg|drh|drs|h|hc|hj|hjh|ir|kh|ns|pj|pjs|plh|plt|prof|sdr")
"""What may stand before a name, without points: academic, medical and religious titles, and who acts for whom."""

_AKHIRAN = re.compile(
    "ah|amd|amdak|amdk|amdkeb|amdkep|amdkom|amdt|ba|bba|bsc|dea|dess|llm|ma|mag|mak|map|mars|mba|mcom|md|meng|mh|mhan|"
    "mhum|mi|mikom|mip|mkes|mkom|mm|mmkom|mmsi|mp|mpa|mpd|mpdi|mph|mps|mpsi|msc|mse|msi|msn|msos|mt|mti|mtr|phd|sag|"
    "sap|se|sei|sfarm|sh|shi|shut|si|sikom|sip|sked|skep|skg|skh|skm|skom|skp|sos|spd|spdi|spi|spog|spsi|spt|ssi|ssn|"
    "ssos|sst|ssstp|sstp|ssy|st|stp|sthi|strkep|strkom|tri"
)
"""Titles after a name, without points; written ones such as `S.I.Kom.` are also known by their points."""

_BERTITIK = re.compile(r"^[a-z]{1,4}(\.[a-z]{1,6})+\.?$")
"""A title known by its points: `s.t.`, `m.si`, `a.md.kom.`."""


@dataclass(frozen=True, slots=True)
class Orang:
    """A person as an entry or a decision names him; `nama` and `nip` may be empty where they are not known."""

    kode: str
    nama: str
    nip: str


def orang_pejabat(p: Pejabat) -> Orang:
    """The person behind an entry of `pejabat.yml`."""
    return Orang(p.kode, p.nama, p.nip)


def orang_putusan(p: Putusan) -> Orang:
    """The person who took a decision, as he was then."""
    return Orang(p.pejabat, p.tanda.nama, p.tanda.nip)


def orang_sama(a: Orang, b: Orang) -> bool:
    """Same login, or same NIP, or, where one of them has no NIP, the same name. Symmetric and reflexive."""
    if a.kode == b.kode:
        return True
    nip_a, nip_b = _angka(a.nip), _angka(b.nip)
    return nip_a == nip_b if nip_a and nip_b else nama_sama(a.nama, b.nama)


def nama_sama(a: str, b: str) -> bool:
    """Whether two names read the same without case, accents, titles, punctuation and spaces; an empty one never."""
    return not _wajah_nama(a).isdisjoint(_wajah_nama(b))


def _angka(nip: str) -> str:
    return "".join(c for c in nip if c.isdecimal())


def _wajah_nama(nama: str) -> frozenset[str]:
    """The ways one written name can be read: what follows a comma is nearly always a title, but it need not be."""
    terurai = unicodedata.normalize("NFKD", nama).casefold()
    polos = "".join(c for c in terurai if not unicodedata.combining(c))
    bagian = [b for b in polos.split(",") if b.strip()]
    depan = next((n + 1 for n, b in enumerate(bagian) if _inti(b)), 0)
    tanpa_gelar = {_inti(" ".join(bagian[:depan])), _inti(" ".join(bagian))} - {""}
    return frozenset(tanpa_gelar or {_huruf(polos)} - {""})


def _inti(teks: str) -> str:
    """Letters and digits of a name without the titles around it; empty when there is nothing but titles before one."""
    kata = [k for k in re.split(r"\s+", re.sub(r"[()]", " ", teks)) if _huruf(k)]
    while kata:
        potong = [p for p in kata[0].split(".") if p]
        if _AWALAN.fullmatch(_huruf(kata[0])):
            kata = kata[1:]
        elif len(potong) > 1 and _AWALAN.fullmatch(_huruf(potong[0])):  # `Drs.Hasan` without a space
            kata = [".".join(potong[1:]), *kata[1:]]
        else:
            break
    while n := _ekor(kata):
        kata = kata[:-n]
    return "".join(_huruf(k) for k in kata)


def _ekor(kata: list[str]) -> int:
    """How many words at the end are one title: `S. I. Kom.` has three. The last word left is the name, not a title."""
    for n in range(min(3, len(kata) - 1), 0, -1):
        if _AKHIRAN.fullmatch("".join(_huruf(k) for k in kata[-n:])) or (n == 1 and _BERTITIK.match(kata[-1])):
            return n
    return 0


def _huruf(teks: str) -> str:
    return "".join(c for c in teks if c.isalnum())
