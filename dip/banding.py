"""The difference between two editions, and which new row continues which old item.

An item code (`BGK-DINKES-0042`) belongs to an information for ever, so a row must find its code again when an office
renumbers its table, moves the row, puts it in another category or words its title anew (`dip.pasangan`). Two years of
one report are two items (domain.md §0 trap 3), and a re-worded item is shown to the approver as *diubah*, with the
title before and after: nothing is paired silently (design §4.4).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz

from dip.entri import KOLOM_ISI, Entri
from dip.normal.teks import buang_nomor, kunci
from dip.revisi import Perubahan, Ubahan
from dip.sampah import tanpa_sapu

Status = Literal["baru", "tetap", "diubah"]

SERUPA = 50.0
"""Likeness (0–100) from which a re-worded title may keep the code that the office's form carries."""

_TAHUN = re.compile(r"\b(?:19|20)\d\d\b")


@lru_cache(maxsize=65536)
def judul_baku(judul: str) -> str:
    """A title as it is compared: without leading numbering, case, accents and punctuation."""
    return kunci(buang_nomor(judul))


def kunci_entri(e: Entri) -> str:
    """The item key inside an office: title and year. Not the category: an item that moves keeps its code."""
    return f"{judul_baku(e['judul'] or e['ringkasan'])}|{e['tahun'] or ''}"


def kunci_semua(entri: Iterable[Entri]) -> dict[str, str]:
    """Keys of many rows by `id_baris`, unique inside each office: `#2`, `#3` … is added to equal ones in file order."""
    hitung: dict[tuple[str, str], int] = defaultdict(int)
    hasil: dict[str, str] = {}
    for e in entri:
        pokok = kunci_entri(e)
        hitung[e["opd"], pokok] += 1
        ke = hitung[e["opd"], pokok]
        hasil[e["id_baris"]] = pokok if ke == 1 else f"{pokok}#{ke}"
    return hasil


def sebagai_teks(nilai: object) -> str:
    """A published value as people compare it: lists in their order, joined by `; `."""
    return "; ".join(map(str, nilai)) if isinstance(nilai, list | tuple) else str(nilai)


def _beda(lama: Entri, baru: Entri) -> dict[str, list[str]]:
    """Columns whose published text differs, with before and after."""
    kiri: Mapping[str, object] = lama
    kanan: Mapping[str, object] = baru
    return {
        kolom: [sebagai_teks(kiri[kolom]), sebagai_teks(kanan[kolom])]
        for kolom in KOLOM_ISI
        if kiri[kolom] != kanan[kolom] and sebagai_teks(kiri[kolom]) != sebagai_teks(kanan[kolom])
    }


def _menurut_kode(entri: Sequence[Entri]) -> dict[str, Entri]:
    hasil = {e["kode"]: e for e in entri}
    if "" in hasil or len(hasil) != len(entri):
        raise ValueError("setiap baris harus punya kode, dan kode tidak boleh ganda")
    return hasil


@tanpa_sapu()
def bandingkan(hidup: Sequence[Entri], baru: Sequence[Entri]) -> Perubahan:
    """Difference of a new draft to the live edition, by item code over the published content (`KOLOM_ISI`).

    Lists follow the order of the rows given. Raises ValueError when a row has no code or two rows share one.
    """
    lama, kini = _menurut_kode(hidup), _menurut_kode(baru)
    diubah = [_ubahan(e, b) for kode, e in kini.items() if kode in lama and (b := _beda(lama[kode], e))]
    return Perubahan(
        baru=[kode for kode in kini if kode not in lama],
        diubah=diubah,
        dicabut=[_ubahan(e, {}) for kode, e in lama.items() if kode not in kini],
        tetap=sum(kode in lama for kode in kini) - len(diubah),
    )


def status(hidup: Sequence[Entri], baru: Sequence[Entri]) -> dict[str, Status]:
    """`baru`, `tetap` or `diubah` of every new row, by code. Raises ValueError as `bandingkan` does."""
    p = bandingkan(hidup, baru)
    hasil: dict[str, Status] = {e["kode"]: "tetap" for e in baru}
    hasil.update(dict.fromkeys(p["baru"], "baru"))
    hasil.update({u["kode"]: "diubah" for u in p["diubah"]})
    return hasil


def _ubahan(e: Entri, kolom: dict[str, list[str]]) -> Ubahan:
    return Ubahan(kode=e["kode"], opd=e["opd"], judul=e["judul"] or e["ringkasan"], kolom=kolom)


@tanpa_sapu()
def cocokkan(lama: Sequence[Entri], baru: Sequence[Entri]) -> dict[str, str]:
    """Codes of the new rows that continue an old item: `id_baris` of `baru` → `kode` of `lama`, inside each office.

    First rows that carry the code in the form we gave them. Then rows of equal title and year; where several are equal,
    those with the same content first, then with the same time, then the same summary, then in file order. Then rows
    whose title without its year is unique in the office on both sides, but only where the years do not contradict: one
    side left the year out or wrote it in the title. Last, rows that are single on both sides: by a re-worded title, the
    same document link, or the same document number (`dip.pasangan`). Old rows without a code give none, and every code
    is given once.
    """
    hasil: dict[str, str] = {}
    lama_per_opd = _kelompok((e for e in lama if e["kode"]), lambda e: e["opd"])
    for opd, kanan in _kelompok(baru, lambda e: e["opd"]).items():
        if kiri := lama_per_opd.get(opd):
            _cocokkan_opd(kiri, kanan, hasil)
    return hasil


def _isi(e: Entri) -> Hashable:
    isi: Mapping[str, object] = e
    return tuple(sebagai_teks(isi[k]) for k in KOLOM_ISI)


_TAHAP: tuple[Callable[[Entri], Hashable], ...] = (
    _isi,
    lambda e: (e["waktu_mulai"], e["waktu_selesai"], e["waktu_teks"]),
    lambda e: kunci(e["ringkasan"]),
    lambda e: "",
)
"""How rows of equal title and year are told apart, from strict to file order."""


def _kelompok(entri: Iterable[Entri], menurut: Callable[[Entri], Hashable]) -> dict[Hashable, list[Entri]]:
    hasil: dict[Hashable, list[Entri]] = defaultdict(list)
    for e in entri:
        hasil[menurut(e)].append(e)
    return hasil


def _cocokkan_opd(lama: list[Entri], baru: list[Entri], hasil: dict[str, str]) -> None:
    terpakai: set[str] = set()

    def pasangkan(kiri: Entri, kanan: Entri) -> None:
        hasil[kanan["id_baris"]] = kiri["kode"]
        terpakai.add(kiri["kode"])

    per_kode = {e["kode"]: e for e in lama}
    judul_lama, judul_baru = ({_judul(e) for e in daftar} for daftar in (lama, baru))
    for kode, rekan in _kelompok((e for e in baru if e["kode_asal"]), lambda e: e["kode_asal"]).items():
        milik = per_kode.get(str(kode))
        if milik is not None and len(rekan) == 1 and _boleh_kode(milik, rekan[0], judul_lama, judul_baru):
            pasangkan(milik, rekan[0])

    lama_per_kunci = _kelompok(lama, kunci_entri)
    for pokok, kanan in _kelompok(baru, kunci_entri).items():
        for tahap in _TAHAP:
            kiri = _kelompok((e for e in lama_per_kunci.get(pokok, ()) if e["kode"] not in terpakai), tahap)
            for nilai, sisa in _kelompok((e for e in kanan if e["id_baris"] not in hasil), tahap).items():
                for a, b in zip(kiri.get(nilai, ()), sisa, strict=False):
                    pasangkan(a, b)

    lama_tanpa_tahun = _kelompok(lama, _judul_tanpa_tahun)
    for judul, rekan in _kelompok(baru, _judul_tanpa_tahun).items():
        calon = lama_tanpa_tahun.get(judul, [])
        if not judul or len(rekan) != 1 or len(calon) != 1 or rekan[0]["id_baris"] in hasil:
            continue
        if calon[0]["kode"] not in terpakai and _tahun_cocok(_tahun(calon[0]), _tahun(rekan[0])):
            pasangkan(calon[0], rekan[0])

    sisa_lama = {n for n, e in enumerate(lama) if e["kode"] not in terpakai}
    sisa_baru = {n for n, e in enumerate(baru) if e["id_baris"] not in hasil}
    if sisa_lama and sisa_baru:
        # brings numpy, which children that only read and correct (`dip.koreksi`) should not pay for
        from dip import pasangan

        def butir(e: Entri) -> pasangan.Butir:
            judul = judul_baku(e["judul"] or e["ringkasan"])
            return pasangan.Butir(judul, e["tahun"], tuple(e["tautan"]), e["nomor_dokumen"])

        semua_lama, semua_baru = list(map(butir, lama)), list(map(butir, baru))
        for m, n in pasangan.pasangkan(semua_lama, semua_baru, sisa_lama, sisa_baru):
            pasangkan(lama[m], baru[n])


def _judul(e: Entri) -> str:
    return judul_baku(e["judul"] or e["ringkasan"])


def _boleh_kode(milik: Entri, rekan: Entri, judul_lama: Collection[str], judul_baru: Collection[str]) -> bool:
    """Whether a code written in our own form may be believed.

    Not for another year; not when a partial sort has put it beside the title of another item, or its own title stands
    elsewhere; not for a title that has nothing in common with the item.
    """
    kiri, kanan = _judul(milik), _judul(rekan)
    if kiri == kanan:
        return True
    if not _tahun_cocok(_tahun(milik), _tahun(rekan)) or kanan in judul_lama or kiri in judul_baru:
        return False
    return fuzz.token_set_ratio(kiri, kanan) >= SERUPA


def _judul_tanpa_tahun(e: Entri) -> str:
    return " ".join(_TAHUN.sub(" ", judul_baku(e["judul"] or e["ringkasan"])).split())


def _tahun(e: Entri) -> frozenset[str]:
    """The years an item is about: those in its title, else the year of its time, else none."""
    tahun = frozenset(_TAHUN.findall(judul_baku(e["judul"] or e["ringkasan"])))
    return tahun or frozenset((str(e["tahun"]),) if e["tahun"] else ())


def _tahun_cocok(kiri: frozenset[str], kanan: frozenset[str]) -> bool:
    """Whether one may be a fuller writing of the other; 2023 and 2024 never are."""
    return kiri <= kanan or kanan <= kiri
