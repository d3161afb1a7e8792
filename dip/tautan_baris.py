"""Whose links are checked: the rows of the live edition, and of the newest draft of the open one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dip.beku import muat_revisi, revisi_terakhir
from dip.edisi import edisi_terbuka
from dip.entri import Entri, opd_pengirim
from dip.lacak import tayang
from dip.meja import Meja
from dip.tautan import KeadaanTautan
from dip.tautan_temuan import BarisBuruk, baris_buruk, terburuk


@dataclass(frozen=True, slots=True)
class Pantauan:
    """What is watched: `tautan` are the distinct links of both, `baris` the rows they are told to offices by: those of
    the draft, and of the live edition what the draft does not have.
    """

    baris: list[Entri]
    tautan: list[str]


def pantauan(meja: Meja) -> Pantauan:
    """What people see now, and what waits for approval. Raises BlobRusak."""
    hidup = tayang(meja)
    with meja.register.baca() as k:
        terbuka = edisi_terbuka(k, meja.lembaga)
        terakhir = revisi_terakhir(k, terbuka.id) if terbuka else None
    kini = hidup[1].entri if hidup else []
    draf = muat_revisi(meja.gudang, terakhir.sidik).entri if terakhir is not None else []
    ada = {e["kode"] for e in draf}
    tautan = dict.fromkeys(u for e in (*kini, *draf) for u in e["tautan"])
    return Pantauan([*draf, *(e for e in kini if e["kode"] not in ada)], list(tautan))


@dataclass(frozen=True, slots=True)
class TautanOpd:
    """One bad link of one office: its state, and the rows it stands in."""

    opd: str
    keadaan: KeadaanTautan
    baris: list[Entri]


def buruk_menurut_opd(baris: Iterable[Entri], keadaan: Mapping[str, KeadaanTautan]) -> dict[str, list[TautanOpd]]:
    """The bad links of each office that sent them, the worst first; offices with most of them first."""
    kumpul: dict[tuple[str, str], list[BarisBuruk]] = {}
    for b in baris_buruk(baris, keadaan):
        opd = opd_pengirim(b.entri)
        kumpul.setdefault((opd, b.keadaan.alamat), []).append(b)
    banyak = Counter(opd for opd, _ in kumpul)
    hasil: dict[str, list[TautanOpd]] = {opd: [] for opd in sorted(banyak, key=lambda o: (-banyak[o], o))}
    for (opd, _), isi in kumpul.items():
        hasil[opd].append(TautanOpd(opd, isi[0].keadaan, [b.entri for b in isi]))
    for daftar in hasil.values():
        daftar.sort(key=lambda t: terburuk(t.keadaan))
    return hasil
