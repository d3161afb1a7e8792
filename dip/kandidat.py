"""Datasets of the region's Satu Data portal that an office's list does not name: candidates, never rows.

Perpres 39/2019 makes offices publish datasets on the portal; what lies there is public information the office holds,
and belongs into its list (Perki 1/2021). Whether it does, and in which category, only the office says: a candidate
enters the DIP when the office sends it back in its own file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from dip.entri import Entri, entri_kosong
from dip.kemiripan import pasangan_mirip
from dip.normal.tautan import sahkan_tautan
from dip.normal.teks import kunci
from dip.pdp import temukan
from dip.tertutup import JudulTertutup, tampak_tertutup

AMBANG = 85.0
"""Likeness (0–100) from which a candidate is shown beside a row of the office that may be the same."""

PANJANG_JUDUL = 1000
"""Characters of a dataset's title that are read."""

PANJANG_RINGKASAN = 500
"""Characters of a dataset's notes that are read, and offered as content summary."""

CATATAN = "Kandidat dari Satu Data: lengkapi kategorinya, atau hapus baris ini."
CATATAN_MIRIP = "Mirip dengan '{judul}': hapus salah satunya bila sama."


@dataclass(frozen=True, slots=True)
class Dataset:
    """One dataset of the portal: its name there (a slug), title, notes, page, and day of last change (ISO or empty).

    Title and notes are one line each, without control characters and no longer than the lengths above (`pangkal`).
    """

    nama: str
    judul: str
    keterangan: str
    alamat: str
    diubah: str


@dataclass(frozen=True, slots=True)
class Kandidat:
    """A dataset no row names. `mirip` is the title of the office's row that is most like it, empty without one."""

    dataset: Dataset
    mirip: str = ""


def pangkal(teks: str, batas: int) -> str:
    """The first `batas` characters of a text, fewer where personal data reaches beyond them: half of a number would
    be recognised by nobody.
    """
    if len(teks) <= batas:
        return teks
    lewat = (j.mulai for j in temukan(teks[: 2 * batas]) if j.mulai < batas < j.selesai)
    return teks[: next(lewat, batas)].rstrip()


def kandidat(dataset: Iterable[Dataset], entri: Sequence[Entri], judul_tertutup: Sequence[str] = ()) -> list[Kandidat]:
    """The candidates of one office in the order of the datasets; each once.

    `entri` are all rows of the office, also held and excluded ones. A row names a dataset by its `satu_data_id`, by a
    link to the dataset's page or to a file of it, or by an equal title. What is like excluded information, as rows say
    it or the register (`judul_tertutup`, see `dip.dik.judul_untuk_koreksi`), is no candidate and named beside none.
    """
    disebut = {n for e in entri for n in _nama_disebut(e)}
    judul_ada = {k for e in entri if (k := kunci(e["judul"]))}
    register = JudulTertutup(judul_tertutup)
    tutup: list[Entri] = []
    buka: list[Entri] = []
    for e in entri:
        (tutup if tampak_tertutup(e, register) else buka).append(e)
    tertutup = JudulTertutup([*judul_tertutup, *(e["judul"] or e["ringkasan"] for e in tutup)])
    baru: dict[str, Dataset] = {}
    for d in dataset:
        if d.nama.casefold() not in disebut and kunci(d.judul) not in judul_ada and not tertutup.mirip(d.judul):
            baru.setdefault(d.nama.casefold(), d)
    mirip = _mirip([kunci(d.judul) for d in baru.values()], buka)
    return [Kandidat(d, mirip.get(n, "")) for n, d in enumerate(baru.values())]


def _nama_disebut(e: Entri) -> Iterator[str]:
    """Names of datasets a row speaks of, in small letters: its own, and what follows `/dataset/` in its links."""
    if e["satu_data_id"]:
        yield e["satu_data_id"].casefold()
    for t in e["tautan"]:
        ruas = [unquote(r) for r in urlsplit(t).path.split("/") if r]
        yield from (b.casefold() for a, b in pairwise(ruas) if a == "dataset")


def _mirip(judul: Sequence[str], entri: Sequence[Entri]) -> dict[int, str]:
    """For each of `judul` (keys) the title of the row most like it, the first of equals."""
    terbaik: dict[int, tuple[float, int]] = {}
    for i, j, nilai in pasangan_mirip([*judul, *(kunci(e["judul"]) for e in entri)], AMBANG):
        if i < len(judul) <= j:
            terbaik[i] = max(terbaik.get(i, (0.0, 0)), (nilai, len(judul) - j))
    return {i: entri[-letak]["judul"] for i, (_, letak) in terbaik.items()}


def usulan(calon: Sequence[Kandidat], opd: str) -> list[Entri]:
    """Candidates as rows of an office's template: what the portal says filled in, the category left to the office."""
    return [_usul(k, opd, n) for n, k in enumerate(calon, 1)]


def _usul(k: Kandidat, opd: str, nomor: int) -> Entri:
    d = k.dataset
    e = entri_kosong(
        f"{opd}:satu-data:{nomor}",
        opd,
        {"berkas": "", "nama_berkas": "", "lembar": "", "baris": 0, "sel": {}, "pewaris": {}},
    )
    e["judul"] = d.judul
    e["ringkasan"] = d.keterangan
    e["satu_data_id"] = d.nama
    e["tautan"] = [t for t in (sahkan_tautan(d.alamat),) if t]
    e["bentuk"] = ["softcopy", "online"]
    e["tanggal_pemutakhiran"] = d.diubah
    e["keterangan"] = " ".join([CATATAN, *([CATATAN_MIRIP.format(judul=k.mirip)] if k.mirip else [])])
    return e
