"""Lembar koreksi in the register: lines in preparation, sheets as returned, answers of the petugas (SOP step 4).

A line lives first as a proposal of one official at one pintu, then inside his kode persetujuan, then on a sheet that
nobody changes. Answers are only added; the newest counts. A return decided before these tables existed has no sheet,
so nothing of it is open. Texts are never journaled, only their digests.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import get_args

from sqlalchemy import Connection, delete, func, insert, select

from dip import jejak
from dip.jam import ke_wib
from dip.lembar_koreksi import (
    MAKS_TEKS,
    NAMA_TINDAK,
    BarisKoreksi,
    BarisTercatat,
    Cara,
    JawabKoreksi,
    LembarKoreksi,
    Tindak,
    sidik_baris,
)
from dip.lembar_nilai import baris_draf, nilai_draf, sama_nilai
from dip.normal.teks import rapikan
from dip.pdp import samarkan
from dip.pengaturan import Pengaturan
from dip.pintu import SAH, baca_pintu, putusan_edisi
from dip.register import Register, sisip, tabel
from dip.register.tabel_bukti import baris_koreksi, jawab_koreksi, lembar_koreksi, usul_koreksi
from dip.revisi import Revisi, Tanda
from dip.sidik import sha256
from dip.tolakan import Tolakan

TANGGAPAN_MIN = 10
"""Letters of a reason for refusing a line."""

_DIPERIKSA = frozenset({"ajukan", "setujui"}) | SAH
"""While one of these is the last decision of an edition, officials read the answers; nobody changes them then."""

_ISI = tuple(BarisKoreksi.__slots__)


@dataclass(frozen=True, slots=True)
class UsulTercatat:
    """A line in preparation; `sha_berkas` is the uploaded workbook it was read from, empty when it was typed."""

    id: int
    isi: BarisKoreksi
    sha_berkas: str


def tambah_usul(
    k: Connection, pintu_id: int, pejabat: str, baris: BarisKoreksi, sha_berkas: str, waktu: datetime
) -> int:
    """Put a checked line (`periksa_baris`) to those of an official at a pintu; its number."""
    saat = ke_wib(waktu).isoformat()
    return sisip(k, usul_koreksi, pintu=pintu_id, pejabat=pejabat, sha_berkas=sha_berkas, dibuat=saat, **asdict(baris))


def hapus_usul(k: Connection, usul_id: int, pintu_id: int, pejabat: str) -> None:
    """Take out a line of this official at this pintu; a number of somebody else's changes nothing."""
    c = usul_koreksi.c
    k.execute(delete(usul_koreksi).where(c.id == usul_id, c.pintu == pintu_id, c.pejabat == pejabat))


def ganti_usul(
    k: Connection, pintu_id: int, pejabat: str, baris: Sequence[BarisKoreksi], sha_berkas: str, waktu: datetime
) -> None:
    """Replace all lines of an official at a pintu by those of an uploaded workbook.

    The digests of file and lines are journaled when there is a file.
    """
    c = usul_koreksi.c
    k.execute(delete(usul_koreksi).where(c.pintu == pintu_id, c.pejabat == pejabat))
    for b in baris:
        tambah_usul(k, pintu_id, pejabat, b, sha_berkas, waktu)
    pintu = baca_pintu(k, pintu_id)
    if sha_berkas and pintu is not None:
        data = {"pintu": pintu_id, "sha_berkas": sha_berkas, "sidik": sidik_baris(baris), "jumlah": len(baris)}
        jejak.catat(
            k, pintu.lembaga, "koreksi_diunggah", waktu=ke_wib(waktu), pelaku=pejabat, peran=pintu.peran, data=data
        )


def usul_pejabat(k: Connection, pintu_id: int, pejabat: str) -> list[UsulTercatat]:
    """The lines of an official at a pintu, in the order they came."""
    c = usul_koreksi.c
    semua = k.execute(select(usul_koreksi).where(c.pintu == pintu_id, c.pejabat == pejabat).order_by(c.id))
    return [UsulTercatat(b.id, BarisKoreksi(*(getattr(b, n) for n in _ISI)), b.sha_berkas) for b in semua]


def buat_lembar(
    k: Connection, putusan_id: int, edisi_id: int, baris: Sequence[BarisKoreksi], alasan: str, waktu: datetime
) -> int:
    """Make the sheet of a return inside the transaction that judges it; its id. The same return again makes no other.

    Without lines the reason is the one line, about the whole draft. Lines in preparation at that pintu are deleted.
    """
    t, waktu = lembar_koreksi.c, ke_wib(waktu)
    ada = k.execute(select(t.id).where(t.putusan == putusan_id)).scalar()
    if ada is not None:
        return int(ada)
    p = next(p for p in putusan_edisi(k, edisi_id) if p.id == putusan_id)
    isi = tuple(baris) or (BarisKoreksi("", "", "", "", "", alasan),)
    nomor = 1 + int(k.execute(select(func.max(t.nomor)).where(t.edisi == edisi_id)).scalar() or 0)
    sidik = sidik_baris(isi)
    lembar = sisip(
        k, lembar_koreksi, edisi=edisi_id, nomor=nomor, putusan=putusan_id, sidik=sidik, dibuat=waktu.isoformat()
    )
    k.execute(insert(baris_koreksi), [{"lembar": lembar, "urut": n, **asdict(b)} for n, b in enumerate(isi, 1)])
    k.execute(delete(usul_koreksi).where(usul_koreksi.c.pintu == p.pintu))
    data = {"edisi": edisi_id, "nomor": nomor, "ronde": p.ronde, "sidik": sidik, "jumlah": len(isi)}
    lembaga = k.execute(select(tabel.edisi.c.lembaga).where(tabel.edisi.c.id == edisi_id)).scalar_one()
    jejak.catat(k, lembaga, "lembar_koreksi_dibuat", waktu=waktu, pelaku=p.pejabat, peran=p.peran, data=data)
    return lembar


def lembar_edisi(k: Connection, edisi_id: int) -> list[LembarKoreksi]:
    """All sheets of an edition in their order, each line with its newest answer."""
    t, j = lembar_koreksi.c, jawab_koreksi.c
    lembar = k.execute(select(lembar_koreksi).where(t.edisi == edisi_id).order_by(t.nomor)).all()
    if not lembar:
        return []
    milik = select(t.id).where(t.edisi == edisi_id)
    jawab = {
        b.baris: JawabKoreksi(b.tindak, b.cara, b.tanggapan, b.oleh, b.waktu)
        for b in k.execute(
            select(jawab_koreksi)
            .join(baris_koreksi, baris_koreksi.c.id == j.baris)
            .where(baris_koreksi.c.lembar.in_(milik))
            .order_by(j.id)
        )
    }
    baris: dict[int, list[BarisTercatat]] = {b.id: [] for b in lembar}
    pilih = select(baris_koreksi).where(baris_koreksi.c.lembar.in_(milik))
    for b in k.execute(pilih.order_by(baris_koreksi.c.lembar, baris_koreksi.c.urut)):
        isi = BarisKoreksi(*(getattr(b, n) for n in _ISI))
        baris[b.lembar].append(BarisTercatat(b.id, b.urut, isi, jawab.get(b.id)))
    putusan = {p.id: p for p in putusan_edisi(k, edisi_id)}
    hasil: list[LembarKoreksi] = []
    for b in lembar:
        p = putusan[b.putusan]
        korektor: Tanda = p.tanda
        hasil.append(
            LembarKoreksi(
                b.id, edisi_id, b.nomor, p.ronde, p.peran, p.sidik, korektor, p.alasan, b.dibuat, tuple(baris[b.id])
            )
        )
    return hasil


def jumlah_terbuka(k: Connection, edisi_id: int) -> int:
    """Lines without an answer: they keep a draft from being submitted (ALUR-003).

    A line answered *dipenuhi* whose value the draft does not have (`belum_terpenuhi`) is shown, but keeps nothing back.
    """
    return sum(len(x.terbuka) for x in lembar_edisi(k, edisi_id))


def belum_terpenuhi(lembar: Sequence[LembarKoreksi], revisi: Revisi) -> list[BarisTercatat]:
    """Lines answered *dipenuhi* whose value the draft does not have.

    `lembar` are all sheets of the edition, the oldest first: where a later one asks for something else in the same
    column of the same item, that one counts unless it was refused. Only lines that name item, column and value can be
    seen from the draft; an item that is gone or excluded by now is none of them.
    """
    draf = baris_draf(revisi)
    dipakai = {(d["id_baris"], d["kolom"], d["seharusnya"]) for d in revisi.koreksi}
    terakhir: dict[tuple[str, str], BarisTercatat] = {}
    for b in (b for x in lembar for b in x.baris):
        if b.isi.kode and b.isi.kolom and not (b.jawab and b.jawab.tindak == "ditolak"):
            terakhir[b.isi.kode, b.isi.kolom] = b
    hasil: list[BarisTercatat] = []
    for (kode, kolom), b in terakhir.items():
        e, nasib = draf.get(kode, (None, "dikecualikan"))
        if b.jawab is None or not b.isi.seharusnya or e is None or nasib == "dikecualikan" or not e["kode"]:
            continue
        # a correction of the settings may be read into other words: `2.1` becomes the name of that group
        terpasang = (e["id_baris"], kolom, samarkan(b.isi.seharusnya)) in dipakai and nilai_draf(e, kolom)
        if not terpasang and not sama_nilai(e, kolom, b.isi.seharusnya):
            hasil.append(b)
    return hasil


def periksa_jawab(
    k: Connection,
    pengaturan: Pengaturan,
    *,
    baris_id: int,
    tindak: str,
    cara: str,
    tanggapan: str,
    oleh: str,
    waktu: datetime,
) -> Tolakan | None:
    """Why an answer would be refused, or None; asked before somebody spends his six digits."""
    if pengaturan.cari_pejabat(oleh, "petugas", ke_wib(waktu)) is None:
        return Tolakan("bukan_petugas")
    b = k.execute(
        select(tabel.edisi.c.id, tabel.edisi.c.lembaga, tabel.edisi.c.kunci_terbuka)
        .join(lembar_koreksi, lembar_koreksi.c.edisi == tabel.edisi.c.id)
        .join(baris_koreksi, baris_koreksi.c.lembar == lembar_koreksi.c.id)
        .where(baris_koreksi.c.id == baris_id)
    ).first()
    if b is None or b.lembaga != pengaturan.lembaga.kode:
        return Tolakan("baris_tidak_ada")
    if b.kunci_terbuka is None:
        return Tolakan("lembar_tertutup")
    if tindak not in NAMA_TINDAK:
        return Tolakan("tindak_asing")
    if tindak == "dipenuhi" and cara not in set(get_args(Cara)) - {""}:
        return Tolakan("cara_kosong")
    tanggapan = rapikan(tanggapan)
    if tindak == "ditolak" and len(tanggapan) < TANGGAPAN_MIN:
        return Tolakan("tanggapan_pendek")
    if len(tanggapan) > MAKS_TEKS:
        return Tolakan("tanggapan_panjang")
    if putusan_edisi(k, b.id)[-1].keputusan in _DIPERIKSA:
        return Tolakan("sedang_diperiksa")
    return None


def jawab(
    register: Register,
    pengaturan: Pengaturan,
    *,
    baris_id: int,
    tindak: Tindak,
    cara: Cara,
    tanggapan: str,
    oleh: str,
    waktu: datetime,
) -> Tolakan | None:
    """Answer a line for a petugas who has proven who he is; None when it is recorded, else why not.

    A refusal needs a reason, a line that is met says how. The same answer again is not written twice.
    """
    waktu, tanggapan = ke_wib(waktu), rapikan(tanggapan)
    cara = cara if tindak == "dipenuhi" else ""
    with register.tulis() as k:
        tolak = periksa_jawab(
            k, pengaturan, baris_id=baris_id, tindak=tindak, cara=cara, tanggapan=tanggapan, oleh=oleh, waktu=waktu
        )
        if tolak is not None:
            return tolak
        c = jawab_koreksi.c
        lama = k.execute(select(jawab_koreksi).where(c.baris == baris_id).order_by(c.id.desc()).limit(1)).first()
        if lama and (lama.tindak, lama.cara, lama.tanggapan, lama.oleh) == (tindak, cara, tanggapan, oleh):
            return None
        nilai = {"tindak": tindak, "cara": cara, "tanggapan": tanggapan, "oleh": oleh, "waktu": waktu.isoformat()}
        k.execute(insert(jawab_koreksi).values(baris=baris_id, **nilai))
        di = k.execute(
            select(lembar_koreksi.c.edisi, lembar_koreksi.c.nomor, baris_koreksi.c.urut)
            .join(baris_koreksi, baris_koreksi.c.lembar == lembar_koreksi.c.id)
            .where(baris_koreksi.c.id == baris_id)
        ).one()
        data = {"edisi": di.edisi, "nomor": di.nomor, "baris": di.urut, "tindak": tindak, "cara": cara}
        data |= {"sidik_tanggapan": sha256(tanggapan.encode())}
        jejak.catat(k, pengaturan.lembaga.kode, "koreksi_dijawab", waktu=waktu, pelaku=oleh, peran="petugas", data=data)
    return None
