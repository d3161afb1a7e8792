"""Limits of reading, and the five ways in which a file can be refused.

Readers raise these exceptions; only `sumber.pembaca.langsung` turns them into findings.
"""

from __future__ import annotations

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Batas:
    """How large a file may be: `berkas_mb` as sent, `urai_mb` and `rasio` unpacked (zip formats; the ratio counts only
    for members above 20 MB, honest sheets of blank rows pack very well), `sel` cells and `lembar` tables per file,
    `anggota` files of an archive, `halaman` pages and `coretan` drawn things (letters, lines, pictures) of a PDF. An
    archive has all of them once, for its members together; a zip in it may hold no further zip."""

    berkas_mb: int = 20
    urai_mb: int = 200
    rasio: int = 250
    sel: int = 2_000_000
    lembar: int = 300
    anggota: int = 200
    halaman: int = 200
    coretan: int = 250_000


class TerlaluBesar(Exception):
    """FILE-004: `ukuran` and `batas` are texts with units, as the clerk will read them."""

    def __init__(self, ukuran: str, batas: str) -> None:
        super().__init__(f"{ukuran} > {batas}")
        self.ukuran, self.batas = ukuran, batas


class Rusak(Exception):
    """FILE-001: damaged, or locked with a password."""


class TakDidukung(Exception):
    """FILE-002: `jenis` is the kind as an extension without a dot."""

    def __init__(self, jenis: str) -> None:
        super().__init__(jenis)
        self.jenis = jenis


class TanpaTeks(Exception):
    """FILE-003: a PDF whose table cannot be read. `halaman` lists the pages meant, if not all. `jenis`:

    `pindai` (pictures of pages), `pindai_sebagian` (of some pages between the others), `teks_rusak` (letters without
    meaning), `teks_bertumpuk` (rows printed over each other), `tanpa_tabel` (text, but no table in it), `tanpa_garis`
    (a table without lines whose rows cannot be told apart).
    """

    def __init__(self, jenis: str, halaman: str = "") -> None:
        super().__init__(jenis)
        self.jenis, self.halaman = jenis, halaman


class IsiAktif(Exception):
    """FILE-010 that refuses the file: `jenis` is `dde` (orders to another program) or `ole` (objects of one)."""

    def __init__(self, jenis: str) -> None:
        super().__init__(jenis)
        self.jenis = jenis


def teks_ukuran(n: int) -> str:
    """Bytes as a clerk reads them: `25,3 MB`, `812 KB`."""
    if n >= MB:
        return f"{n / MB:.1f} MB".replace(".", ",").replace(",0 ", " ")
    return f"{max(1, round(n / 1024))} KB"


def teks_jumlah(n: int) -> str:
    """A count with Indonesian thousands: 2.000.000."""
    return f"{n:,}".replace(",", ".")


def periksa_ukuran(n: int, batas: Batas) -> None:
    """Raises TerlaluBesar when a file of n bytes is over the limit."""
    if n > batas.berkas_mb * MB:
        raise TerlaluBesar(teks_ukuran(n), teks_ukuran(batas.berkas_mb * MB))


def periksa_sel(jumlah: int, batas: Batas) -> None:
    """Raises TerlaluBesar when a file has more cells than the limit (rows × columns, blank ones counted)."""
    if jumlah > batas.sel:
        raise TerlaluBesar(f"{teks_jumlah(jumlah)} sel", f"{teks_jumlah(batas.sel)} sel")
