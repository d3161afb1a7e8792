"""Rules that compare with the live edition (domain.md §5.3 DUP-003, DUP-005, EDI-004).

Of the live rows only the published columns are trusted: the year is read again from the published time. Which new row
continues which old item, `dip.banding.cocokkan` says, as it does when codes are given.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple, cast

from dip.aturan.mesin import Kena, Parameter, Tabel, aturan
from dip.aturan.tautan import cacat_tautan
from dip.banding import cocokkan, sebagai_teks
from dip.entri import KOLOM_ISI, KOLOM_TERBIT, Entri, entri_kosong
from dip.jam import PERIODE, nama_periode
from dip.kawal import susut
from dip.normal.waktu import baca_waktu

SEBUT_JUDUL = 3
"""So many missing titles are named; the number says how many there are."""

_KOSONG = entri_kosong("", "", {"berkas": "", "nama_berkas": "", "lembar": "", "baris": 0, "sel": {}, "pewaris": {}})


class _Hidup(NamedTuple):
    """The live rows by code, and the code each new row continues (by position)."""

    lama: dict[str, Entri]
    lanjutan: dict[int, str]


def _terbit(e: Entri) -> Entri:
    """A live row with nothing but its published columns, and what can be read from them."""
    isi = cast("Mapping[str, object]", e)
    jadi = cast(Entri, {**_KOSONG, **{k: isi[k] for k in KOLOM_TERBIT if k in isi}})
    w = baca_waktu(jadi["waktu_teks"])
    jadi["tahun"] = w.tahun or e.get("tahun", 0)
    jadi["waktu_mulai"], jadi["waktu_selesai"] = w.mulai, w.selesai
    jadi["edisi_data"] = e.get("edisi_data", "")
    return jadi


def _seperti_terbit(e: Entri) -> Entri:
    """A new row with the values it will be published with, as far as links and form go (`terapkan`)."""
    tautan = [u for u in e["tautan"] if not cacat_tautan(u)]
    bentuk = [*e["bentuk"], "online"] if tautan and "online" not in e["bentuk"] else e["bentuk"]
    return cast(Entri, {**e, "tautan": tautan, "bentuk": bentuk})


def _pasangkan(t: Tabel) -> _Hidup:
    def hitung() -> _Hidup:
        pengirim, baru = t.pengirim(), t.baru()
        letak = {e["id_baris"]: i for i, e in enumerate(t.entri()) if baru[i] and e["opd"] == pengirim[i]}
        opd = {pengirim[i] for i in letak.values()}
        lama = {e["kode"]: _terbit(e) for e in t.konteks.hidup if e["opd"] in opd and e["kode"]}
        kini = [_seperti_terbit(t.entri()[i]) for i in letak.values()]
        cocok = cocokkan(list(lama.values()), kini)
        return _Hidup(lama, {letak[i]: kode for i, kode in cocok.items()})

    return t.sekali("hidup", hitung)


@aturan("DUP-003")
def tidak_berubah(t: Tabel) -> Iterator[Kena]:
    """Rows of the live edition came again unchanged: said once per office, with how many of its rows."""
    if not t.konteks.hidup:
        return
    h = _pasangkan(t)
    sama: dict[str, list[int]] = defaultdict(list)
    for i, kode in sorted(h.lanjutan.items()):
        lama = cast("Mapping[str, object]", h.lama[kode])
        kini = cast("Mapping[str, object]", _seperti_terbit(t.entri()[i]))
        if all(sebagai_teks(lama[k]) == sebagai_teks(kini[k]) for k in KOLOM_ISI):
            sama[t.pengirim()[i]].append(i)
    for baris in sama.values():
        edisi = max(h.lama[h.lanjutan[i]]["edisi_data"] for i in baris)
        yield Kena(baris[0], "", {"n": len(baris), "edisi": _nama(edisi)}, seluruh=True)


def _nama(edisi: str) -> str:
    return nama_periode(edisi) if PERIODE.fullmatch(edisi) else "lalu"


@aturan("DUP-005")
def tidak_ada_lagi(t: Tabel) -> Iterator[Kena]:
    """Rows of the live edition are missing from what the office sent now: withdrawn, or forgotten? Once per office."""
    if not t.konteks.hidup:
        return
    for opd, judul in _hilang(t).items():
        lebih = f" dan {len(judul) - SEBUT_JUDUL} lagi" if len(judul) > SEBUT_JUDUL else ""
        daftar = "; ".join(_pendek(j) for j in judul[:SEBUT_JUDUL]) + lebih
        yield Kena(t.per_pengirim()[opd][0], "", {"n": len(judul), "daftar": daftar}, seluruh=True)


@aturan("EDI-004")
def banyak_hilang(t: Tabel) -> Iterator[Kena]:
    """What the office sent now lacks more than one and more than 20 % of its live items: PPID must see it."""
    if not t.konteks.hidup:
        return
    lama = Counter(e["opd"] for e in _pasangkan(t).lama.values())
    for opd, judul in _hilang(t).items():
        if susut(lama[opd], len(judul)):
            isi: Parameter = {"jenis": "opd", "n": len(judul), "total": lama[opd]}
            yield Kena(t.per_pengirim()[opd][0], "", isi, seluruh=True)


def _hilang(t: Tabel) -> dict[str, list[str]]:
    """Titles of the live rows that no row of a new file continues, by office."""

    def hitung() -> dict[str, list[str]]:
        h = _pasangkan(t)
        ada = set(h.lanjutan.values())
        hilang: dict[str, list[str]] = defaultdict(list)
        for kode, e in h.lama.items():
            if kode not in ada:
                hilang[e["opd"]].append(e["judul"] or e["ringkasan"])
        return hilang

    return t.sekali("hilang", hitung)


def _pendek(judul: str, batas: int = 32) -> str:
    return judul if len(judul) <= batas else judul[: batas - 1].rstrip() + "…"
