"""The state of every published link, and how one more look at it changes that (domain.md §5.3 LNK-002…008, PDP-008).

What a server answers counts at once; silence counts only after three looks on two days (`TEGURAN`, `HARI`), because a
site that is down for an evening is no broken link. `maju` is the whole state machine, without clock or database;
`dip.tautan_catat` keeps its states.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime

from dip.jam import ke_wib

MATI = "LNK-003"
"""The one class that must be seen again before it counts."""
BERISI = "PDP-008"
"""The class of a link that works, to a file with personal numbers."""
KELAS: tuple[str, ...] = (BERISI, "LNK-002", "LNK-004", MATI, "LNK-005", "LNK-008")
"""All classes, the worst first."""
TEGURAN, HARI = 3, 2
"""Looks, and days they must be spread over, before silence becomes LNK-003."""

PEMENDEK = frozenset(
    {
        "bit.ly", "bitly.com", "cutt.ly", "goo.gl", "is.gd", "linktr.ee", "lnk.id", "ow.ly", "rb.gy", "s.id",
        "shorturl.at", "t.co", "t.ly", "tinyurl.com",
    }
)  # fmt: skip
"""Hosts of link shorteners, without `www.` (LNK-006)."""
_DEPAN = re.compile(r"/*(?:index\.(?:php|html?|aspx?|jsp)|home|beranda|id|default\.aspx?)?/*", re.IGNORECASE)


def jalan_depan(jalan: str) -> bool:
    """Whether the path of an address is that of a site's front page (LNK-005)."""
    return _DEPAN.fullmatch(jalan) is not None


@dataclass(frozen=True, slots=True)
class Amatan:
    """What one look at a link saw.

    `kode` is empty when the public can open it, else one of `KELAS`. `tunda`: nothing was learned (the server asked to
    come later, or the check itself was not possible); the state stays. `status` is the last HTTP status (0: none),
    `rincian` says more in Indonesian. `tanda` tells one version of the file from the next (ETag, date, length; empty:
    the server says nothing), `jenis` is its kind as an extension, `panjang` its length in bytes (-1: not told), `akhir`
    the address after all redirects; `inang_mati`: the host as a whole gave no answer.
    """

    kode: str = ""
    status: int = 0
    rincian: str = ""
    tunda: bool = False
    tanda: str = ""
    jenis: str = ""
    panjang: int = -1
    akhir: str = ""
    inang_mati: bool = False


@dataclass(frozen=True, slots=True)
class IsiBerkas:
    """What is remembered of the file behind a link: the `tanda` it had when it was searched (empty: never), and how
    many personal numbers (`n`) were in it.
    """

    tanda: str = ""
    n: int = 0


@dataclass(frozen=True, slots=True)
class KeadaanTautan:
    """One link as the register knows it; fields as in the table `tautan`.

    `rincian` and `pulih` (the day it worked again, ISO) come from its `parameter`.
    """

    alamat: str
    kelas: str = ""
    amatan: str = ""
    status: int = 0
    gagal: int = 0
    hari: int = 0
    sejak: str = ""
    hari_terakhir: str = ""
    diperiksa: str = ""
    rincian: str = ""
    pulih: str = ""
    isi: IsiBerkas = field(default_factory=IsiBerkas)


def maju(lama: KeadaanTautan | None, alamat: str, a: Amatan, waktu: datetime) -> KeadaanTautan:
    """The state after one more look. Call it at most once per link and run: each bad look is one strike."""
    kini = ke_wib(waktu)
    hari = kini.date().isoformat()
    lama = replace(lama or KeadaanTautan(alamat), diperiksa=kini.isoformat(timespec="seconds"))
    if a.tunda:
        return lama
    if not a.kode:
        rusak = lama.kelas not in ("", BERISI)
        return replace(
            lama,
            kelas=BERISI if lama.isi.n else "",
            amatan="",
            status=a.status,
            gagal=0,
            hari=0,
            sejak="",
            hari_terakhir="",
            rincian="",
            pulih=hari if rusak else lama.pulih,
        )
    sama = lama.amatan == a.kode
    baru = replace(
        lama,
        amatan=a.kode,
        status=a.status,
        gagal=lama.gagal + 1 if sama else 1,
        hari=lama.hari + (hari > lama.hari_terakhir) if sama else 1,
        sejak=lama.sejak if sama else hari,
        hari_terakhir=max(hari, lama.hari_terakhir) if sama else hari,
    )
    if a.kode == MATI and (baru.gagal < TEGURAN or baru.hari < HARI):
        return baru
    kelas = BERISI if lama.isi.n and a.kode == "LNK-008" else a.kode
    return replace(baru, kelas=kelas, rincian=a.rincian, pulih="")


def berisi(lama: KeadaanTautan, isi: IsiBerkas) -> KeadaanTautan:
    """The state after the file behind a link was searched. Numbers that are gone clear the class; a version that could
    not be read (`n` below 0) clears nothing.
    """
    if isi.n < 0:
        isi = replace(isi, n=lama.isi.n)
    if isi.n:
        return replace(lama, kelas=BERISI, isi=isi)
    return replace(lama, kelas=(lama.amatan if lama.kelas == BERISI else lama.kelas), isi=isi)


def perlu_dibuka(keadaan: KeadaanTautan, a: Amatan) -> bool:
    """Whether the file behind a link that works was never searched, or is another one now.

    A server that tells no version is asked for the file once: it cannot say when it changes.
    """
    return not (a.tunda or a.kode not in ("", "LNK-008") or keadaan.isi.tanda == (a.tanda or "-"))
