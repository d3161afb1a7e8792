"""Orders asked for and carried out: what may be asked about the live release, and the release that follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select, update

from dip import jejak
from dip.beku import muat_revisi
from dip.butir import beri_kode
from dip.edisi import Edisi, baca_edisi
from dip.entri import Entri
from dip.gudang import Gudang
from dip.jam import ke_wib
from dip.perintah import Isi, perintah_disetujui
from dip.perintah_hidup import (
    Disetujui,
    Rilis,
    baca_rilis,
    belum_dilaksanakan,
    laksanakan,
    rilis_tayang,
    urutan,
)
from dip.perintah_sah import entri_tayang, revisi_tayang
from dip.register import Register, tabel
from dip.revisi import JenisPerintah
from dip.riwayat import PERNAH_TAYANG
from dip.sidik import json_baku, jsonl_baku
from dip.terbitan import Terbitan
from dip.terbitan_sah import ajukan_terbitan
from dip.tolakan import Tolakan


def _terbitan(r: Rilis) -> Terbitan:
    return Terbitan(r.id, r.edisi, r.pengesahan)


def susun_isi(
    k: Connection,
    gudang: Gudang,
    lembaga: str,
    jenis: JenisPerintah,
    *,
    alasan: str,
    keterangan: str,
    butir: Sequence[str] = (),
    entri: Sequence[Entri] = (),
    kembali: int = 0,
) -> Isi | Tolakan:
    """An order about the release that is live now, or why it cannot be given.

    `butir` are codes of items to take down (none: the whole edition), `entri` the rows to add with their codes
    (`siapkan_entri`), `kembali` the number of the release to return to.
    """
    tayang = rilis_tayang(k, gudang, lembaga)
    if tayang is None:
        return Tolakan("perintah_usang")
    isi = Isi(jenis, tayang.edisi, tayang.id, tayang.sha, alasan, keterangan)
    ada = {e["kode"] for e in entri_tayang(muat_revisi(gudang, tayang.sidik), tayang.pengesahan.perintah)}
    if jenis == "cabut":
        kode = tuple(dict.fromkeys(butir))
        return replace(isi, butir=kode) if ada and set(kode) <= ada else Tolakan("butir_tidak_tayang")
    if jenis == "adendum":
        kode = tuple(e["kode"] for e in entri)
        if not kode or any(e["kategori"] != "serta_merta" for e in entri):
            return Tolakan("baris_adendum")
        if "" in kode or len(set(kode)) < len(kode) or ada & set(kode):
            return Tolakan("butir_ganda")
        return replace(isi, butir=kode, entri=gudang.simpan(jsonl_baku(entri)))
    lama = baca_rilis(k, gudang, kembali)
    if lama is None or not boleh_kembali(k, lembaga, tayang, lama):
        return Tolakan("terbitan_asing")
    return replace(isi, kembali=lama.id, pengesahan_kembali=lama.sha)


def boleh_kembali(k: Connection, lembaga: str, tayang: Rilis, lama: Rilis) -> bool:
    """Whether a release may be returned to: it was live once, is not now, and its edition was not taken down whole."""
    t = tabel.terbitan.c
    milik = select(t.status).join(tabel.edisi, tabel.edisi.c.id == t.edisi).where(tabel.edisi.c.lembaga == lembaga)
    status = k.execute(milik.where(t.id == lama.id)).scalar()
    ditarik = any(p.seluruhnya and p.isi.edisi == lama.edisi for p, _ in perintah_disetujui(k, lembaga))
    return status in PERNAH_TAYANG and lama.id != tayang.id and not ditarik


def daftar_rilis(k: Connection, gudang: Gudang, lembaga: str) -> list[Rilis]:
    """All releases that ever were live, newest first."""
    t = tabel.terbitan.c
    milik = select(t.id).join(tabel.edisi, tabel.edisi.c.id == t.edisi).where(tabel.edisi.c.lembaga == lembaga)
    nomor = k.execute(milik.where(t.status.in_(PERNAH_TAYANG)).order_by(t.id.desc())).scalars().all()
    return [r for n in nomor if (r := baca_rilis(k, gudang, n)) is not None]


def siapkan_entri(
    register: Register, gudang: Gudang, lembaga: str, dipilih: Sequence[Entri], lain: Sequence[Entri], data_edisi: str
) -> list[Entri]:
    """Rows for an *adendum* with new permanent codes, in the form in which they are frozen.

    `lain` are the other rows of the same file: they take part in the matching with known items. Rows keep where they
    came from, but get an `id_baris` no row of a draft can have. Raises LookupError when nothing is live.
    """
    with register.baca() as k:
        tayang = rilis_tayang(k, gudang, lembaga)
        if tayang is None:
            raise LookupError("belum ada edisi yang tayang")
        edisi = baca_edisi(k, tayang.edisi)
    hidup = revisi_tayang(muat_revisi(gudang, tayang.sidik), tayang.pengesahan.perintah)
    berkode, _ = beri_kode(register, edisi, dipilih, lain, hidup)
    mulai = 1 + max((e["nomor"] for e in hidup.entri), default=0)
    jadi: list[Entri] = []
    for n, e in enumerate(berkode):
        opd, _, letak = e["id_baris"].partition(":")
        tanda = f"{opd}:a{e['asal']['berkas'][:12]}:{letak.replace(':', '-')}"
        baru: Entri = {**e, "id_baris": tanda, "nomor": mulai + n, "edisi_data": data_edisi, "status": "baru"}
        jadi.append(baru)
    return jadi


def mutakhirkan(register: Register, gudang: Gudang, dasar: Terbitan, waktu: datetime) -> Terbitan | None:
    """File the release that carries out every approved order `dasar` does not know yet; None when there is none.

    Returns the same release on every entry until it is live. A release PPID goes back to is filed once more under its
    own number, and its targets count as not reached.
    """
    while True:
        with register.baca() as k:
            edisi = baca_edisi(k, dasar.edisi)
            kini = baca_rilis(k, gudang, dasar.id)
            daftar = belum_dilaksanakan(k, edisi.lembaga, dasar.id)
            hasil = laksanakan(k, gudang, kini, daftar) if kini is not None else None
        if kini is None or hasil is None or (hasil.edisi, hasil.pengesahan) == (kini.edisi, kini.pengesahan):
            return None
        sha = gudang.simpan(json_baku(hasil.pengesahan.ke_json()))
        with register.tulis() as k:
            ulang = belum_dilaksanakan(k, edisi.lembaga, dasar.id)
            if [p.nomor for p, _ in ulang] != [p.nomor for p, _ in daftar]:
                continue  # another order was decided in this very moment
            jadi = replace(hasil, sha=sha)
            return _terbitan(replace(jadi, id=_ajukan(k, baca_edisi(k, jadi.edisi), jadi, daftar, waktu)))


def _ajukan(k: Connection, edisi: Edisi, r: Rilis, daftar: Sequence[Disetujui], waktu: datetime) -> int:
    """The number of the release with these facts: filed now, or before for these orders, or once more."""
    t = tabel.terbitan
    nomor = [p.nomor for p, _ in daftar]
    ada = k.execute(select(t.c.id).where(t.c.edisi == r.edisi, t.c.pengesahan == r.sha)).scalar()
    if ada is None:
        return ajukan_terbitan(k, edisi, r.sidik, r.sha, waktu, perintah=nomor)
    urut = urutan(k, edisi.lembaga)
    if urut.terbitan.get(ada, 0) > max(urut.putusan[u.pintu] for _, u in daftar):
        return int(ada)
    tujuan = tabel.terbitan_tujuan
    k.execute(tujuan.delete().where(tujuan.c.terbitan == ada))
    k.execute(update(t).where(t.c.id == ada).values(status="siap"))
    data = {"edisi": edisi.id, "terbitan": ada, "sidik": r.sidik, "pengesahan": r.sha, "perintah": nomor}
    jejak.catat(
        k, edisi.lembaga, "terbitan_dikembalikan", waktu=ke_wib(waktu), pelaku="sistem", data=data,
        masukan={n: p.sidik for n, p in ((f"perintah-{p.nomor}", p) for p, _ in daftar)},
        keluaran={"pengesahan": r.sha},
    )  # fmt: skip
    return int(ada)
