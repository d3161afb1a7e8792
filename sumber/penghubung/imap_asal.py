"""Who sent a mail: its From, and whether the receiving server vouches for it (RFC 8601).

From alone proves nothing: anybody can write any address there. Only what the institution's own mail server found
(SPF, DKIM, DMARC) and wrote on top of the header counts, and only when that server removes headers of its name which
came with the mail, as RFC 8601 §5 asks of it. DMARC vouches for the domain; that nobody else in the domain writes in
the name of the address is the domain's word.
"""

from __future__ import annotations

import re
from email import message_from_bytes
from email.headerregistry import AddressHeader
from email.policy import compat32, default

_MAKS_DARI = 1000
_MAKS_SUBJEK = 500
_MAKS_HASIL = 8000
_METODE = re.compile(r"\s*([a-z][\w-]*)(?:\s*/\s*\d+)?\s*=\s*([a-z]+)", re.IGNORECASE)
_SIFAT = re.compile(r"([\w.-]+)\s*=\s*((?:\"[^\"]*\"|[^\s\"])+)")


def kepala_surat(mentah: bytes, otentik: str) -> tuple[str, str, bool]:
    """From (one address in lower case, or empty), subject, and whether server `otentik` proved the sender's domain.

    `mentah` are the header fields From, Subject and Authentication-Results, in the order of the message.
    """
    pesan = message_from_bytes(mentah, policy=compat32)
    dari = [str(x) for x in pesan.get_all("From", [])]
    subjek = str(pesan.get("Subject", ""))[:_MAKS_SUBJEK]
    pengirim = _satu_alamat(dari[0]) if len(dari) == 1 else ""
    hasil = str(pesan.get("Authentication-Results", ""))
    bukti = bool(otentik and pengirim) and terbukti(hasil, otentik, pengirim.rpartition("@")[2])
    return pengirim, _terurai("Subject", subjek), bukti


def _satu_alamat(dari: str) -> str:
    """The one address of a From; empty when there are several, none, or it is longer than addresses are."""
    if len(dari) > _MAKS_DARI:
        return ""
    try:
        kepala = default.header_factory("From", re.sub(r"[\r\n]+", "", dari))
        alamat = kepala.addresses if isinstance(kepala, AddressHeader) else ()
    except Exception:  # the library's parser has more than one way to fail, and recurses
        return ""
    return alamat[0].addr_spec.lower() if len(alamat) == 1 else ""


def _terurai(nama: str, nilai: str) -> str:
    try:
        return " ".join(str(default.header_factory(nama, re.sub(r"[\r\n]+", "", nilai))).split())
    except Exception:  # as above
        return ""


def terbukti(hasil: str, otentik: str, domain: str) -> bool:
    """Whether an Authentication-Results of server `otentik` says that `domain` sent the mail.

    It does by dmarc=pass for that domain, or by spf=pass and dkim=pass both for it; a failed DMARC undoes the latter.
    """
    if not hasil or len(hasil) > _MAKS_HASIL:
        return False
    kepala, *metode = _bagi(hasil)
    if kepala.split()[:1] != [otentik.lower()]:
        return False
    lulus: set[str] = set()
    for teks in metode:
        m = _METODE.match(teks)
        if m is None:
            continue
        cara, nilai = m[1].lower(), m[2].lower()
        if cara == "dmarc" and nilai != "pass":
            return False
        sifat: dict[str, str] = {}
        for nama, isi in _SIFAT.findall(teks, m.end()):
            sifat[nama] = "" if nama in sifat else isi.strip('"')  # said twice is said by somebody else
        milik = {
            "dmarc": sifat.get("header.from", ""),
            "spf": sifat.get("smtp.mailfrom", "").rpartition("@")[2],
            "dkim": sifat.get("header.d", sifat.get("header.i", "").rpartition("@")[2]),
        }.get(cara, "")
        if nilai == "pass" and milik.rpartition("@")[2] == domain:
            lulus.add(cara)
    return "dmarc" in lulus or {"spf", "dkim"} <= lulus


def _bagi(hasil: str) -> list[str]:
    """The text without comments (they nest), in lower case, cut at semicolons outside of quotes."""
    bagian, kini = [], ""
    dalam, kutip, lolos = 0, False, False
    for c in hasil:
        if lolos:
            lolos = False
        elif c == "\\":
            lolos = True
            continue
        elif c == '"' and not dalam:
            kutip = not kutip
        elif c == "(" and not kutip:
            dalam += 1
            continue
        elif c == ")" and dalam and not kutip:
            dalam -= 1
            kini += " "
            continue
        elif c == ";" and not dalam and not kutip:
            bagian.append(kini.lower())
            kini = ""
            continue
        if not dalam:
            kini += c
    return [*bagian, kini.lower()]
