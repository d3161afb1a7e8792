"""Guards against silent loss (EDI-004): an office, or the edition, that has suddenly become small or strange.

Nothing is refused for it. Such a draft is held for people: it never passes the petugas by itself, never ends as *tidak
ada perubahan*, and PPID sees at its top which offices are meant and what they lost. `dip.aturan.hidup` finds what a new
file lacks; here are the shares, what the counts say, and the bounds of an office.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import floor

from dip.entri import Entri, opd_pengirim
from dip.jam import nama_periode
from dip.pengaturan import Opd
from dip.revisi import BarisPapan, Perubahan, Revisi
from dip.temuan import Temuan

KODE = "EDI-004"

SUSUT_PERSEN = 20
"""Share of live items whose loss is suspicious (domain.md §5.3 EDI-004)."""


def susut(lama: int, hilang: int) -> bool:
    """Whether losing so many of `lama` live items is suspicious: more than one, and more than 20 %."""
    return hilang > max(1, lama * SUSUT_PERSEN / 100)


def susut_edisi(perubahan: Perubahan) -> tuple[int, int] | None:
    """(items lost, items of the live edition) when a draft withdraws suspiciously many; None when it does not."""
    hilang = len(perubahan["dicabut"])
    dulu = perubahan["tetap"] + len(perubahan["diubah"]) + hilang
    return (hilang, dulu) if susut(dulu, hilang) else None


def perlu_ppid(revisi: Revisi) -> bool:
    """Whether people must see this draft before it goes on. Waivers change nothing: bounds can be set right, and a loss
    is new only once.
    """
    return any(t.kode == KODE for t in revisi.temuan) or susut_edisi(revisi.perubahan) is not None


def periksa_jumlah(
    opd: Sequence[Opd],
    periode: str,
    papan: Sequence[BarisPapan],
    entri: Sequence[Entri],
    hidup: Revisi | None,
    sudah: Collection[str],
) -> list[Temuan]:
    """EDI-004 from counts of what goes out: per office against the live edition (unless named in `sudah`, the offices
    whose file itself has lost too much), per office against its bounds, and for the whole edition.

    `papan` has a row for each office that counts now. An office with live items and without such a row loses them all.
    """
    kini, dulu = (Counter(map(opd_pengirim, x)) for x in (entri, hidup.entri if hidup else ()))
    batas = {o.kode: o.batas for o in opd}
    berkas = {p["opd"]: p["nama_berkas"] for p in papan}
    temuan: list[Temuan] = []
    for kode in dict.fromkeys((*berkas, *dulu)):
        hilang = dulu[kode] - kini[kode]
        if kode not in sudah and susut(dulu[kode], hilang):
            temuan.append(_temuan(kode, berkas.get(kode, ""), "terbit", n=hilang, total=dulu[kode]))
    for p in papan:
        b = batas.get(p["opd"])
        if b is None or p["edisi_data"] != periode:
            continue
        n = kini[p["opd"]]
        if n < b.paling_sedikit:
            temuan.append(_temuan(p["opd"], p["nama_berkas"], "sedikit", n=n, batas=b.paling_sedikit))
        elif n > b.paling_banyak:
            temuan.append(_temuan(p["opd"], p["nama_berkas"], "banyak", n=n, batas=b.paling_banyak))
    if hidup is not None and susut(len(hidup.entri), len(hidup.entri) - len(entri)):
        persen = floor((len(hidup.entri) - len(entri)) * 100 / len(hidup.entri))
        temuan.append(Temuan(KODE, parameter={"n": persen, "lalu": nama_periode(hidup.kepala["periode"])}))
    return temuan


def _temuan(opd: str, berkas: str, jenis: str, **nilai: int) -> Temuan:
    return Temuan(KODE, opd=opd, berkas=berkas, parameter={"jenis": jenis, **nilai})


@dataclass(frozen=True, slots=True)
class Kehilangan:
    """One office that PPID must look at: the finding that says why, items lost of so many live ones (0 of 0 where only
    its bounds speak), and the titles that go out no more; of those that are only held, `ditahan` says how many.
    """

    opd: str
    nama: str
    temuan: Temuan
    hilang: int
    lama: int
    judul: tuple[str, ...]
    ditahan: int


def kehilangan(revisi: Revisi) -> list[Kehilangan]:
    """The offices for which a draft is held, those that lost most first. Titles are as published before."""
    nama = {p["opd"]: p["nama"] for p in revisi.papan}
    tertahan = {e["kode"] for e in (*revisi.ditahan, *revisi.dik) if e["kode"]}
    hasil = []
    for t in revisi.temuan:
        if t.kode != KODE or not t.opd:
            continue
        hilang, lama = (v if isinstance(v := t.parameter.get(k, 0), int) else 0 for k in ("n", "total"))
        milik = [u for u in revisi.perubahan["dicabut"] if u["opd"] == t.opd] if lama else []
        judul = tuple(u["judul"] for u in milik if u["kode"] not in tertahan)
        hasil.append(
            Kehilangan(t.opd, nama.get(t.opd, t.opd), t, hilang if lama else 0, lama, judul, len(milik) - len(judul))
        )
    return sorted(hasil, key=lambda k: (-k.hilang, k.opd))
