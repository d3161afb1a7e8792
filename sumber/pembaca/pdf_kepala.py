"""Headings of tables without lines: which of them stand over several columns."""

from __future__ import annotations

from dataclasses import dataclass, field

from sumber.pembaca.pdf_teks import Objek, susun_baris


@dataclass(slots=True)
class Pita:
    """A stretch of page between two white bands; `jarak` is the height of the band above it."""

    kata: list[Objek]
    jarak: float

    @property
    def atas(self) -> float:
        """Upper end."""
        return float(min(k["top"] for k in self.kata))

    @property
    def bawah(self) -> float:
        """Lower end."""
        return float(max(k["bottom"] for k in self.kata))


@dataclass(slots=True)
class Kisi:
    """Columns of the whole file: `batas` are the x between them, `tepi` with both ends."""

    batas: list[float]
    tepi: list[float]
    tinggi: float
    kepala: set[str] = field(default_factory=set)
    tinggi_kepala: float = 0.0

    def kolom(self, k: Objek) -> int:
        """The column in which the middle of a word stands."""
        x = (k["x0"] + k["x1"]) / 2
        return sum(b < x for b in self.batas)


def kelompok(p: Pita, kisi: Kisi) -> list[tuple[int, int, list[Objek]]]:
    """Headings over several columns: (first column, last column, words).

    Such a heading reaches over the middles of two columns or more, and those have headings of their own under it and
    none above.
    """
    calon: list[tuple[int, int, list[Objek]]] = []
    for b in susun_baris(p.kata):
        bagian: list[list[Objek]] = []
        for k in b.kata:
            if bagian and 0.12 * kisi.tinggi < k["x0"] - bagian[-1][-1]["x1"] < 0.5 * kisi.tinggi:
                bagian[-1].append(k)
            else:
                bagian.append([k])
        for kata in bagian:
            kena = _dinaungi(kata, p, kisi)
            if len(kena) < 2:
                continue
            sama = next((n for n, (a, z, _) in enumerate(calon) if a <= kena[-1] and kena[0] <= z), None)
            if sama is None:
                calon.append((kena[0], kena[-1], kata))
            else:
                a, z, isi = calon[sama]
                calon[sama] = (min(a, kena[0]), max(z, kena[-1]), isi + kata)
    return [c for c in calon if _menaungi(c, p, kisi)]


def _dinaungi(kata: list[Objek], p: Pita, kisi: Kisi) -> list[int]:
    """Columns under a heading: those over the middle of whose own headings it reaches, or two over whose common
    middle it stands."""
    x0, x1, dasar = kata[0]["x0"], kata[-1]["x1"], max(k["bottom"] for k in kata)
    bawah: dict[int, tuple[float, float]] = {}
    for k in p.kata:
        if k["top"] > dasar - 1:
            kiri, kanan = bawah.get(kisi.kolom(k), (k["x0"], k["x1"]))
            bawah[kisi.kolom(k)] = (min(kiri, k["x0"]), max(kanan, k["x1"]))
    longgar = 0.5 * kisi.tinggi
    kena = sorted(j for j, (a, b) in bawah.items() if x0 - longgar <= (a + b) / 2 <= x1 + longgar)
    if len(kena) > 1:
        return kena
    for j, (kiri, _) in bawah.items():
        kanan = bawah.get(j + 1, (0.0, 0.0))[1]
        if kiri < x0 and x1 < kanan and abs(x0 + x1 - kiri - kanan) < 0.2 * (kanan - kiri):
            return [j, j + 1]
    return []


def _menaungi(c: tuple[int, int, list[Objek]], p: Pita, kisi: Kisi) -> bool:
    j1, j2, kata = c
    milik = {id(k) for k in kata}
    atas, bawah = min(k["top"] for k in kata), max(k["bottom"] for k in kata)
    lain = [k for k in p.kata if id(k) not in milik and j1 <= kisi.kolom(k) <= j2]
    di_bawah = {kisi.kolom(k) for k in lain if k["top"] >= bawah - 0.3 * kisi.tinggi}
    return len(di_bawah) > 1 and all(float(k["bottom"]) > atas + 0.3 * kisi.tinggi for k in lain)
