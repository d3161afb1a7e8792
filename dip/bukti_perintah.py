"""Orders after publication as evidence: asked about every release before it goes out (PUB-001, design §4.7).

A release may hold exactly what PPID approved: each order in it has its sealed request and PPID's sealed approval, says
the same as the row and the journal, and belongs to this edition or came into it unchanged. And nothing an order took
down may come back by itself: every *cabut* ever approved is honoured, or was lifted by PPID in a ratified draft.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from dip.beku import muat_revisi
from dip.bukti import periksa_putusan
from dip.bukti_jejak import BukuJejak, Peristiwa
from dip.edisi import Edisi
from dip.empat_mata import Orang, orang_putusan, orang_sama
from dip.gudang import BlobRusak, Gudang
from dip.perintah import Perintah, baca_perintah, putusan_perintah, semua_perintah
from dip.perintah_hidup import sah_perintah
from dip.perintah_sah import adendum_utuh, bawa, dilepas, entri_tayang, turun
from dip.pintu import SAH, Putusan, putusan_pintu
from dip.rahasia import Brankas
from dip.register import tabel
from dip.revisi import Pengesahan, PerintahSah, Revisi


def periksa_perintah(
    k: Connection,
    gudang: Gudang,
    brankas: Brankas | None,
    edisi: Edisi,
    revisi: Revisi,
    sah: Pengesahan,
) -> list[str]:
    """What does not hold about the orders behind a release; empty when they are proven. Never raises for what is in
    the register or the blob store.
    """
    try:
        semua = semua_perintah(k, edisi.lembaga)
        buku = BukuJejak(k, edisi.lembaga, brankas)
        if buku.salah:
            return [f"jejak rusak ({buku.salah[0]})"]
        if not semua and not sah.perintah and not buku.cari("perintah_diminta"):
            return [] if not _mundur(buku, edisi) else ["terbitan lama ini tidak pernah diminta kembali"]
        salah = _daftar(k, gudang, buku, edisi, revisi, sah)
        return salah or [*_utuh(k, gudang, buku, semua, edisi, revisi, sah), *_kembali(k, buku, edisi, semua)]
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, BlobRusak):
        return ["ada perintah di register yang bentuknya bukan seperti seharusnya"]


def terbukti(k: Connection, buku: BukuJejak, p: Perintah) -> tuple[Putusan | None, list[str]]:
    """The approval of an order, and what does not hold about order and approval."""
    nama = f"perintah {p.nomor}"
    diminta = _tercatat(buku, p)
    if diminta is None or not buku.bersegel(diminta):
        return None, [f"{nama} tidak tercatat dalam jejak, atau berubah sesudah diminta"]
    t = tabel.terbitan.c
    asal = k.execute(select(t.edisi, t.pengesahan).where(t.id == p.isi.terbitan)).first()
    if asal is None or (asal.edisi, asal.pengesahan) != (p.isi.edisi, p.isi.pengesahan):
        return None, [f"{nama} dibuat untuk terbitan lain"]
    u = putusan_perintah(k, p)
    if u is None or u.keputusan != "setujui" or u.sidik != p.sidik or u.peran != "ppid":
        return None, [f"{nama} tidak disetujui PPID"]
    salah = periksa_putusan(k, buku, u)
    if not salah and orang_sama(orang_putusan(u), Orang(p.pejabat, p.peminta.nama, p.peminta.nip)):
        salah = [f"{nama}: peminta dan penyetujunya orang yang sama (ALUR-002)"]
    return (None, salah) if salah else (u, [])


def _tercatat(buku: BukuJejak, p: Perintah) -> Peristiwa | None:
    """The journal's entry of a request, when it says what the row says."""
    diminta = buku.cari("perintah_diminta", perintah=p.nomor)
    isi = {"edisi": p.isi.edisi, "terbitan": p.isi.terbitan, "jenis": p.isi.jenis, "sidik": p.sidik}
    if len(diminta) != 1 or not diminta[0].sama(**isi):
        return None
    sama = (diminta[0].pelaku, diminta[0].waktu, p.lembaga) == (p.pejabat, p.waktu, buku.lembaga)
    return diminta[0] if sama else None


def _disetujui(buku: BukuJejak, p: Perintah) -> list[Peristiwa]:
    """Approvals of just this order in the journal, whatever became of its gate in the register."""
    return buku.cari("putusan", edisi=p.isi.edisi, ronde=p.ronde, sidik=p.sidik, keputusan="setujui")


def _daftar(k: Connection, gudang: Gudang, buku: BukuJejak, edisi: Edisi, revisi: Revisi, sah: Pengesahan) -> list[str]:
    """Every order in a release is one that was approved, as it was approved."""
    salah: list[str] = []
    if len({p.nomor for p in sah.perintah}) != len(sah.perintah):
        salah.append("satu perintah tertulis dua kali di terbitan")
    ada = {e["kode"] for e in revisi.entri}
    for s in sah.perintah:
        p = baca_perintah(k, s.nomor)
        if p is None:
            salah.append(f"perintah {s.nomor} tidak ada di register")
            continue
        u, sebab = terbukti(k, buku, p)
        salah += sebab
        if s.jenis == "adendum" and (not adendum_utuh(s) or ada.intersection(s.butir)):
            salah.append(f"perintah {s.nomor} menambahkan yang bukan informasi serta merta yang baru")
        ada.update(s.butir)
        if u is not None and not _sesuai(sah_perintah(gudang, p, u), s, p, edisi, revisi):
            salah.append(f"perintah {s.nomor} di terbitan bukan yang disetujui PPID")
    return salah


def _sesuai(penuh: PerintahSah, s: PerintahSah, p: Perintah, edisi: Edisi, revisi: Revisi) -> bool:
    """Whether an order in a release is what was approved: as a whole in its own edition, later as far as it holds."""
    if s == penuh or penuh.jenis == "kembalikan":
        return s == penuh and (bool(penuh.butir) or p.isi.edisi == edisi.id)
    sisa = bawa([penuh], revisi)
    if penuh.jenis == "adendum":
        return p.isi.edisi != edisi.id and list(sisa) == [s]
    # a *cabut* may have lost items that PPID let in again; that each was is seen by `_utuh`
    return bool(s.butir) and [k for k in penuh.butir if k in s.butir] == list(s.butir) and _tanpa_butir(s, penuh)


def _tanpa_butir(s: PerintahSah, penuh: PerintahSah) -> bool:
    nama = ("nomor", "jenis", "sidik", "keterangan", "ppid", "waktu", "entri")
    return all(getattr(s, n) == getattr(penuh, n) for n in nama)


def _utuh(
    k: Connection,
    gudang: Gudang,
    buku: BukuJejak,
    semua: list[Perintah],
    edisi: Edisi,
    revisi: Revisi,
    sah: Pengesahan,
) -> list[str]:
    """No item that an approved order took down goes out, unless PPID let it in again; nor a whole edition."""
    salah: list[str] = []
    diminta = {x.data["perintah"] for x in buku.cari("perintah_diminta")}
    # also one that no release holds: edited, it would hide what it took down
    if diminta != {p.nomor for p in semua} or any(_tercatat(buku, p) is None for p in semua):
        salah.append("perintah di register tidak sama dengan jejak")
    tayang = {e["kode"] for e in entri_tayang(revisi, sah.perintah)}
    for p in semua:
        if p.isi.jenis != "cabut" or not _disetujui(buku, p):
            continue
        if p.seluruhnya:
            tercatat = p.nomor in {s.nomor for s in sah.perintah}
            if p.isi.edisi == edisi.id and not tercatat:
                salah.append(f"perintah {p.nomor} mencabut seluruh edisi ini")
            continue
        for kode in tayang.intersection(p.isi.butir) - _dilepas(k, gudang, buku, p, edisi):
            salah.append(f"{kode} masih dicabut dengan perintah {p.nomor}")
    turun_lain = set(turun(sah.perintah)) & tayang
    return [*salah, *(f"{kode} dicabut, tetapi ada di daftar" for kode in sorted(turun_lain))]


def _dilepas(k: Connection, gudang: Gudang, buku: BukuJejak, p: Perintah, edisi: Edisi) -> set[str]:
    """Items of an order that PPID let in again, in a draft that was ratified up to this edition, as is proven."""
    t = tabel.pintu.c
    cari = select(t.id).where(t.edisi > p.isi.edisi, t.edisi <= edisi.id, t.ronde > 0).order_by(t.id)
    semua = [putusan_pintu(k, nomor) for nomor in k.execute(cari).scalars().all()]
    hasil: set[str] = set()
    for u in semua:
        if u is None or u.keputusan not in SAH:
            continue
        kode = {kode for kode, nomor in dilepas(muat_revisi(gudang, u.sidik)).items() if p.nomor in nomor}
        if kode - hasil and not periksa_putusan(k, buku, u):
            hasil |= kode
    return hasil


def _mundur(buku: BukuJejak, edisi: Edisi) -> int:
    """Number of the entry that made another edition live after this one was; 0 when this one still may be."""
    tayang = buku.cari("diterbitkan")
    milik = [x.urut for x in tayang if x.data["edisi"] == edisi.id]
    lain = [x.urut for x in tayang if x.data["edisi"] != edisi.id]
    return max(lain) if milik and lain and max(lain) > max(milik) else 0


def _kembali(k: Connection, buku: BukuJejak, edisi: Edisi, semua: list[Perintah]) -> list[str]:
    """An edition that was replaced goes out again only by an approved return to it, decided since."""
    batas = _mundur(buku, edisi)
    if not batas:
        return []
    t = tabel.terbitan.c
    for p in semua:
        if p.isi.jenis != "kembalikan":
            continue
        tuju = k.execute(select(t.edisi, t.pengesahan).where(t.id == p.isi.kembali)).first()
        diputus = _disetujui(buku, p)
        if tuju is None or (tuju.edisi, tuju.pengesahan) != (edisi.id, p.isi.pengesahan_kembali):
            continue
        if diputus and diputus[-1].urut > batas and not terbukti(k, buku, p)[1]:
            return []
    return ["terbitan lama ini tidak pernah diminta kembali"]
