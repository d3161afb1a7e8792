"""What orders make of a release: the rows that are public, and which orders go on into a later edition (design §4.7).

Pure functions over frozen facts. An order in force stands in `Pengesahan.perintah`:

* *cabut* of items stays in force, also through *kembalikan* and later editions, until PPID lets an item in again by
  waiving PUB-004 for it; *cabut* of a whole edition ends with that edition;
* *adendum* holds until an edition knows its items;
* *kembalikan* leaves no trace in the release it leads to: that one is what it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dip.entri import Entri
from dip.perintah import Perintah
from dip.pintu import Putusan
from dip.revisi import Pengesahan, PerintahSah, Revisi

KODE_TURUN = "PUB-004"
"""The finding that holds an item which an order took down; its parameter `n` is the number of the order."""


def sah_dari(p: Perintah, putusan: Putusan, entri: Sequence[Entri] = ()) -> PerintahSah:
    """An approved order as it shapes the public files. `entri` are the rows of an *adendum*."""
    return PerintahSah(
        nomor=p.nomor,
        jenis=p.isi.jenis,
        sidik=p.sidik,
        butir=p.isi.butir,
        keterangan=p.isi.keterangan,
        ppid=putusan.tanda,
        waktu=putusan.waktu,
        entri=tuple(entri),
    )


def adendum_utuh(p: PerintahSah) -> bool:
    """Whether the rows of an *adendum* are just its items, each once, and *serta merta* (PPID decides no others)."""
    kode = tuple(str(e.get("kode") or "") for e in p.entri)
    serta = all(e.get("kategori") == "serta_merta" for e in p.entri)
    return bool(kode) and kode == p.butir and "" not in kode and len(set(kode)) == len(kode) and serta


def entri_tayang(revisi: Revisi, perintah: Iterable[PerintahSah]) -> list[Entri]:
    """The ratified rows as orders left them: items added, items or everything taken down."""
    hasil = list(revisi.entri)
    for p in perintah:
        if p.jenis == "adendum":
            hasil += p.entri
        elif p.jenis == "cabut":
            hasil = [e for e in hasil if e["kode"] not in p.butir] if p.butir else []
    return hasil


def turun(perintah: Iterable[PerintahSah]) -> dict[str, int]:
    """Codes of single items that are taken down, each with the number of its order."""
    return {kode: p.nomor for p in perintah if p.jenis == "cabut" for kode in p.butir}


def dilepas(revisi: Revisi) -> dict[str, set[int]]:
    """Items of a draft that go out although an order took them down, because PPID waived the finding: code → orders."""
    kode = {e["id_baris"]: e["kode"] for e in revisi.entri}
    hasil: dict[str, set[int]] = {}
    for t in revisi.temuan:
        if t.kode == KODE_TURUN and t.entri in kode and isinstance(n := t.parameter.get("n"), int):
            hasil.setdefault(kode[t.entri], set()).add(n)
    return hasil


def dikenal(revisi: Revisi) -> set[str]:
    """Codes a draft says something about: out, held, excluded, or no longer there."""
    hasil = {e["kode"] for e in (*revisi.entri, *revisi.ditahan, *revisi.dik)}
    hasil |= {d["kode"] for d in revisi.dicabut} | {u["kode"] for u in revisi.perubahan["dicabut"]}
    return hasil - {""}


def bawa(perintah: Iterable[PerintahSah], revisi: Revisi) -> tuple[PerintahSah, ...]:
    """Of the orders in force at the live release, those that go on into a new edition, as far as they do."""
    lepas, kenal = dilepas(revisi), dikenal(revisi)
    hasil: list[PerintahSah] = []
    for p in perintah:
        if p.jenis == "cabut":
            butir = tuple(k for k in p.butir if p.nomor not in lepas.get(k, ()))
        else:
            butir = tuple(k for k in p.butir if k not in kenal)
        if butir:
            hasil.append(replace(p, butir=butir, entri=tuple(e for e in p.entri if e["kode"] in butir)))
    return tuple(hasil)


def tambah(sah: Pengesahan, p: PerintahSah) -> Pengesahan:
    """The facts of a release with one more order in force; an order that is there already changes nothing."""
    if any(lama.nomor == p.nomor for lama in sah.perintah):
        return sah
    return replace(sah, perintah=(*sah.perintah, p))


def kembali_ke(lama: Pengesahan, kini: Pengesahan) -> Pengesahan:
    """The facts of an earlier release, with every *cabut* of items that is in force now."""
    hasil = lama
    for p in kini.perintah:
        if p.jenis == "cabut" and p.butir:
            hasil = tambah(hasil, p)
    return hasil


def revisi_tayang(revisi: Revisi, perintah: Sequence[PerintahSah], diturunkan: Iterable[Entri] = ()) -> Revisi:
    """The live draft as later drafts must see it: rows of an adendum are live items, rows taken down are known items
    that are not live (`turun`).

    `diturunkan` are rows taken down that this draft does not have itself.
    """
    if not perintah:
        return revisi
    tayang = entri_tayang(revisi, perintah)
    ada = {e["kode"] for e in tayang}
    hilang = {e["kode"]: e for e in (*diturunkan, *revisi.entri, *(x for p in perintah for x in p.entri))}
    tertahan = {e["kode"] for e in (*revisi.ditahan, *revisi.dik)}
    ditahan = [*revisi.ditahan, *(e for kode, e in hilang.items() if kode not in ada | tertahan)]
    return replace(
        revisi,
        entri=tayang,
        ditahan=ditahan,
        turun={k: n for k, n in turun(perintah).items() if k not in ada},
    )
