"""The model of an official document: letterhead, blocks in order, signatures. Both renderers draw exactly this.

A `Naskah` is plain text in frozen dataclasses, so equal input gives equal documents, and no text of an office is ever
markup. Sizes are millimetres. The paper is F4 (215 × 330 mm), portrait or landscape (domain.md §6.5).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from typing import Any, ClassVar, Literal

from keluaran.bentuk.teks import bersih

JenisSurat = Literal[
    "surat_permintaan",
    "nota_pengajuan",
    "lembar_koreksi",
    "nota_atasan",
    "lembar_pengesahan",
    "konsep_sk",
    "berita_acara",
    "berita_acara_perintah",
    "surat_tegur",
]
"""The documents of an edition, in the order in which they are written (domain.md §6.4); the last at any time."""

F4 = (215.0, 330.0)
"""Width and height of the paper, upright."""

TEPI = (20.0, 20.0, 22.0, 30.0)
"""Margins upright: top, right, bottom, left (3 cm on the left for binding)."""

TEPI_MELINTANG = (18.0, 18.0, 20.0, 20.0)
"""Margins of a landscape page: top, right, bottom, left."""

SEL_UTUH = 400
"""A row with a longer cell may go over two pages: kept together it could be taller than one."""

Rata = Literal["kiri", "tengah", "kanan", "penuh"]
Gaya = Literal["", "1", "a"]
"""How the points of a list are counted: not at all, `1.` or `a.`."""

# Marks that turn the reading direction round: what is signed must read the way it is written.
_ARAH = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Kop:
    """Letterhead: `atas` is the government, `nama` the office (large), `alamat` the lines below it."""

    atas: str
    nama: str
    alamat: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judul:
    """Centred title lines in bold; `bawah` (a number, say) follows in normal weight."""

    JENIS: ClassVar[str] = "judul"
    baris: tuple[str, ...]
    bawah: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraf:
    """Running text; `inden` starts with an indent, `kecil` is small print."""

    JENIS: ClassVar[str] = "paragraf"
    teks: str
    rata: Rata = "penuh"
    tebal: bool = False
    inden: bool = False
    kecil: bool = False


@dataclass(frozen=True, slots=True)
class Butir:
    """A list of points."""

    JENIS: ClassVar[str] = "butir"
    isi: tuple[str, ...]
    gaya: Gaya = "1"


@dataclass(frozen=True, slots=True)
class BarisRinci:
    """One `label : isi`; a `sidik` is printed in one unbroken line of equal letters."""

    label: str
    isi: str
    sidik: bool = False


@dataclass(frozen=True, slots=True)
class Rincian:
    """Labels with their values, one below the other; `lebar` is that of the labels."""

    JENIS: ClassVar[str] = "rincian"
    baris: tuple[BarisRinci, ...]
    lebar: float = 38.0


@dataclass(frozen=True, slots=True)
class KepalaSurat:
    """The head of a letter: number and subject on the left, place, date and addressee on the right."""

    JENIS: ClassVar[str] = "kepala_surat"
    baris: tuple[BarisRinci, ...]
    tempat_tanggal: str
    tujuan: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ketentuan:
    """One part of a decree: `label : isi`, each of `isi` a point when `gaya` counts them."""

    JENIS: ClassVar[str] = "ketentuan"
    label: str
    isi: tuple[str, ...]
    gaya: Gaya = ""
    tebal: bool = False


@dataclass(frozen=True, slots=True)
class KolomTabel:
    """One column of a table: heading, relative width, alignment."""

    judul: str
    lebar: float
    rata: Rata = "kiri"


@dataclass(frozen=True, slots=True)
class Tabel:
    """A ruled table whose heading repeats on every page. `jumlah` prints the last row in bold."""

    JENIS: ClassVar[str] = "tabel"
    kolom: tuple[KolomTabel, ...]
    baris: tuple[tuple[str, ...], ...]
    jumlah: bool = False
    huruf: float = 9.0


@dataclass(frozen=True, slots=True)
class KotakTanda:
    """One signature: what stands above, in which office, the space (with a remark in it), name, lines below."""

    atas: tuple[str, ...]
    jabatan: tuple[str, ...]
    ruang: str
    nama: str
    bawah: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TandaTangan:
    """One to three signatures side by side; a single one stands on the right. `bergaris` draws them as columns."""

    JENIS: ClassVar[str] = "tanda_tangan"
    kotak: tuple[KotakTanda, ...]
    bergaris: bool = False


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code of `isi` with lines of explanation beside it."""

    JENIS: ClassVar[str] = "qr"
    isi: str
    keterangan: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catatan:
    """A framed remark."""

    JENIS: ClassVar[str] = "catatan"
    teks: str


@dataclass(frozen=True, slots=True)
class Garis:
    """A thin rule over the full width."""

    JENIS: ClassVar[str] = "garis"


@dataclass(frozen=True, slots=True)
class HalamanBaru:
    """What follows starts on a new page."""

    JENIS: ClassVar[str] = "halaman_baru"


Blok = (
    Judul
    | Paragraf
    | Butir
    | Rincian
    | KepalaSurat
    | Ketentuan
    | Tabel
    | TandaTangan
    | Qr
    | Catatan
    | Garis
    | HalamanBaru
)


@dataclass(frozen=True, slots=True)
class Naskah:
    """One document. `nama` is its file name without ending, `waktu` the date in its properties (never the clock),
    `kaki` the left half of every footer, `huruf` the typeface of the .docx (the .pdf carries its own).
    """

    jenis: JenisSurat
    nama: str
    judul: str
    kop: Kop
    blok: tuple[Blok, ...]
    kaki: str
    waktu: datetime
    pengarang: str
    contoh: bool = False
    melintang: bool = False
    huruf: str = "Arial"

    @property
    def kertas(self) -> tuple[float, float]:
        """Width and height of a page."""
        return (F4[1], F4[0]) if self.melintang else F4

    @property
    def tepi(self) -> tuple[float, float, float, float]:
        """Margins: top, right, bottom, left."""
        return TEPI_MELINTANG if self.melintang else TEPI

    @property
    def lebar_isi(self) -> float:
        """Width between the margins."""
        return self.kertas[0] - self.tepi[1] - self.tepi[3]


def _petakan(isi: Any, ubah: Callable[[str], str]) -> Any:
    """The same structure with every text changed."""
    if isinstance(isi, str):
        return ubah(isi)
    if isinstance(isi, tuple):
        return tuple(_petakan(x, ubah) for x in isi)
    if is_dataclass(isi) and not isinstance(isi, type):
        return replace(isi, **{f.name: _petakan(getattr(isi, f.name), ubah) for f in fields(isi)})
    return isi


def rapikan(naskah: Naskah) -> Naskah:
    """The document without characters that neither format can carry; each becomes U+FFFD and stays visible."""
    hasil: Naskah = _petakan(naskah, lambda t: _ARAH.sub("\ufffd", bersih(t)))
    return hasil


def boleh_belah(baris: tuple[str, ...]) -> bool:
    """Whether a row of a table may be broken over pages."""
    return any(len(s) > SEL_UTUH for s in baris)
