"""Loads the dictionary of spellings: national YAML from this package, the institution's `kamus/` laid over it.

File names are section names (`header.yml`, `kategori.yml`, `bentuk.yml`, `media.yml`, `centang.yml`, `bulan.yml`,
`kelompok.yml`), each a mapping of a spelling to a meaning, so that one pasted line is a whole change. Where a meaning
holds for one office or for a time only, it is written as a mapping, or as a list of such mappings:

    "Kegiatan": {arti: ringkasan, opd: DINKES, mulai: 2026-11-01, sampai: 2027-10-31, oleh: rina}

Only `arti` is needed; both days are included. The more particular line wins: an office before all offices, a dated line
before one without dates. Two lines that would hold at once and mean different things are a fault.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from dip.normal import Kamus
from dip.salah_pengaturan import PengaturanGalat, Salah
from dip.sidik import sha256
from sumber.kamus.garis import Garis, periksa_bentrok, urai_berkas

__all__ = ["muat_kamus"]

_SINI = Path(__file__).resolve().parent

Keadaan = tuple[tuple[str, str], ...]
"""Name and digest of every file of a dictionary folder."""


def muat_kamus(folder: Path | None = None, opd: str = "", tanggal: date | None = None) -> Kamus:
    """The national dictionary with `<folder>/kamus/*.yml` over it; `folder` is the settings folder.

    Args: `opd` is the code of the office whose file is read: lines of other offices do not apply. `tanggal` is the day
    for which dated lines must hold; without it they do not apply. A missing `kamus` adds nothing. YAML is parsed once
    per content of the folder, and equal selections share one `Kamus`.
    Raises PengaturanGalat with every fault of every file: unreadable YAML, a file that is no section, a value, date or
    office that does not exist, lines that contradict each other.
    """
    if folder is None:
        return _kamus("", (), (), ())
    map_ = folder / "kamus"
    keadaan: Keadaan = tuple((p.name, sha256(p.read_bytes())) for p in sorted(map_.glob("*.y*ml")) if p.is_file())
    dikenal = tuple(sorted(p.stem.upper() for p in (folder / "opd").glob("*.yml")))
    garis = _garis(str(map_), keadaan, dikenal)
    pilih = tuple(n for n, g in enumerate(garis) if g.berlaku(opd, tanggal))
    return _kamus(str(map_), keadaan, dikenal, pilih)


@lru_cache(maxsize=32)
def _garis(map_: str, keadaan: Keadaan, opd: tuple[str, ...]) -> tuple[Garis, ...]:
    """All lines of a folder, the general ones first. Raises PengaturanGalat."""
    salah: list[Salah] = []
    garis: list[Garis] = []
    for nama, _ in keadaan:
        garis += urai_berkas(Path(map_) / nama, opd, salah)
    periksa_bentrok(garis, salah)
    if salah:
        raise PengaturanGalat(salah)
    return tuple(sorted(garis, key=Garis.kekhususan))


@lru_cache(maxsize=256)
def _kamus(map_: str, keadaan: Keadaan, opd: tuple[str, ...], pilih: tuple[int, ...]) -> Kamus:
    """One dictionary per selection of lines: offices without lines of their own share it."""
    garis = _garis(map_, keadaan, opd) if keadaan else ()
    return Kamus.gabung(_nasional(), _bagian([garis[n] for n in pilih]))


@cache
def _nasional() -> dict[str, dict[str, str]]:
    """The shipped sections, read once per process. Raises PengaturanGalat, which only a faulty release can cause."""
    salah: list[Salah] = []
    garis = [g for p in sorted(_SINI.glob("*.yml")) for g in urai_berkas(p, (), salah)]
    periksa_bentrok(garis, salah)
    if salah:
        raise PengaturanGalat(salah)
    return _bagian(garis)


def _bagian(garis: list[Garis]) -> dict[str, dict[str, str]]:
    """Section → spelling → meaning; later lines win."""
    hasil: dict[str, dict[str, str]] = defaultdict(dict)
    for g in garis:
        hasil[g.bagian].pop(g.ejaan, None)
        hasil[g.bagian][g.ejaan] = g.arti
    return dict(hasil)
