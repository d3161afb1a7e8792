"""Paths of the public site: which page is where, and the address of an item that never moves.

A permanent address depends on the item's code alone (`n/dinkes/1.html#BGK-DINKES-0042`): neither its category, nor the
place in a list, nor the rows around it can move it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from keluaran.bentuk.dasar import BentukGalat

ISI_EMBER = 100
"""Item codes of one permanent page: numbers 1–100, 101–200, …"""

_KODE = re.compile(r"[A-Z]{2,6}-([A-Z0-9][A-Z0-9-]{0,63})-([0-9]{1,9})")
_JILID = re.compile(r"data/dip-([0-9]{1,3})\.pdf")
_KODE_EDISI = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}")


def ember(kode: str) -> tuple[str, int]:
    """(file name part of the office, page) of an item code; ("", 0) for text that is no code of ours."""
    cocok = _KODE.fullmatch(kode)
    nomor = int(cocok[2]) if cocok else 0
    return (cocok[1].lower(), (nomor - 1) // ISI_EMBER + 1) if cocok and nomor else ("", 0)


def milik_opd(kode: str, opd: str) -> bool:
    """Whether an item code is one of this office; every code is one of the whole register (`opd` empty)."""
    return not opd or ember(kode)[0] == opd.lower()


def nama_butir_berkas(slug: str, halaman: int) -> str:
    """Path of one page of permanent addresses: `n/dinkes/1.html`."""
    return f"n/{slug}/{halaman}.html"


def alamat_butir(kode: str) -> str:
    """The permanent address of an item: `n/dinkes/1.html#BGK-DINKES-0042`; empty for text that is no code of ours."""
    slug, halaman = ember(kode)
    return f"{nama_butir_berkas(slug, halaman)}#{kode}" if slug else ""


def nama_kategori_berkas(kategori: str, halaman: int) -> str:
    """Path of one page of a category: `kategori/setiap-saat-1.html`."""
    return f"kategori/{kategori.replace('_', '-')}-{halaman}.html"


def nama_unit_berkas(slug: str, halaman: int) -> str:
    """Path of one page of an office: `unit/dinkes-1.html`."""
    return f"unit/{slug}-{halaman}.html"


def nama_cetak(slug: str) -> str:
    """Path of the hardcopy of one office's list: `cetak/dinkes.pdf`."""
    return f"cetak/{slug}.pdf"


def nama_edisi_berkas(kode: str) -> str:
    """Path of the page of an edition: `edisi/DIP-BGK-2026-11.html`. Raises BentukGalat for a code that is no name."""
    return f"edisi/{_kode_edisi(kode)}.html"


def nama_perubahan_berkas(kode: str) -> str:
    """Path of the page that says what an edition changed. Raises BentukGalat for a code that is no name."""
    return f"perubahan/{_kode_edisi(kode)}.html"


def _kode_edisi(kode: str) -> str:
    if not _KODE_EDISI.fullmatch(kode):
        raise BentukGalat(f"kode edisi {kode!r} tidak dapat menjadi nama berkas")
    return kode


def akar(nama: str) -> str:
    """What leads from a page to the top of the site: `../` for `unit/dinkes-1.html`, empty for `index.html`."""
    return "../" * nama.count("/")


def jilid_cetak(nama: Iterable[str]) -> dict[str, int]:
    """The volumes of a long printed register among these paths (`data/dip-2.pdf`), by path, in their order."""
    semua = {n: int(m[1]) for n in nama if (m := _JILID.fullmatch(n))}
    return dict(sorted(semua.items(), key=lambda x: x[1]))
