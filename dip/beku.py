"""Freezing a draft: from a recap to an immutable revisi, and reading it back.

Three repeatable steps (design §5): reserve item codes, write blobs, insert the revisi with its journal entry. A crash
anywhere leaves at most unused codes and blobs; the next entry repeats the same steps and gets the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

import orjson
from sqlalchemy import Connection, insert, select

from dip import dik, jejak
from dip.banding import bandingkan
from dip.banding import status as status_butir
from dip.butir import beri_kode
from dip.dik import Dik
from dip.edisi import Edisi
from dip.entri import KOLOM_TERBIT, Entri, opd_pengirim
from dip.gudang import Gudang
from dip.keadaan import pindah
from dip.pengaturan import Lembaga, Pengaturan
from dip.penjaga import Larangan, periksa_entri, periksa_keluaran
from dip.register import Register, tabel
from dip.rekap import Rekap
from dip.revisi import BarisPapan, Dicabut, Identitas, Kepala, Pengesahan, Perubahan, Revisi
from dip.sidik import baca_jsonl, json_baku, jsonl_baku
from dip.temuan import Temuan
from dip.wewenang import catat_penyunting

SKEMA_REVISI = 2

Bangun = Callable[[Revisi, Pengesahan | None], dict[str, bytes]]
"""Builds all public files of a revisi (`keluaran.bentuk.bangun`), handed in by the caller."""

SusunUlang = Callable[[Mapping[str, Sequence[Temuan]]], Rekap]
"""Composes the recap with these rows held in addition (`dip.rekap.susun_rekap` with its inputs bound)."""


@dataclass(frozen=True, slots=True)
class RevisiTercatat:
    """A revisi as the register knows it: number of the draft, its sidik, and the newest receipt it took in."""

    ronde: int
    sidik: str
    batas_tarikan: int
    dibuat: str


def revisi_terakhir(k: Connection, edisi: int) -> RevisiTercatat | None:
    """The newest draft of an edition."""
    b = k.execute(
        select(tabel.revisi).where(tabel.revisi.c.edisi == edisi).order_by(tabel.revisi.c.ronde.desc()).limit(1)
    ).first()
    return RevisiTercatat(b.ronde, b.sidik, b.batas_tarikan, b.dibuat) if b else None


def semua_revisi(k: Connection, edisi: int) -> list[RevisiTercatat]:
    """All drafts of an edition, oldest first."""
    baris = k.execute(select(tabel.revisi).where(tabel.revisi.c.edisi == edisi).order_by(tabel.revisi.c.ronde))
    return [RevisiTercatat(b.ronde, b.sidik, b.batas_tarikan, b.dibuat) for b in baris]


def muat_revisi(gudang: Gudang, sidik: str) -> Revisi:
    """A frozen draft with its blobs. Raises BlobRusak when anything does not match its digest."""
    kepala = cast(Kepala, orjson.loads(gudang.baca(sidik)))
    blob = {nama: gudang.baca(sha) for nama, sha in kepala["blob"].items()}
    return Revisi(
        sidik=sidik,
        kepala=kepala,
        entri=baca_jsonl(blob["entri"]),
        temuan=[Temuan.dari_json(t) for t in baca_jsonl(blob["temuan"])],
        papan=orjson.loads(blob["papan"]),
        ditahan=baca_jsonl(blob["ditahan"]),
        dik=baca_jsonl(blob["dik"]),
        perubahan=cast(Perubahan, orjson.loads(blob["perubahan"])),
        dicabut=baca_jsonl(blob["dicabut"]),
        koreksi=baca_jsonl(blob["koreksi"]),
        kesampingan=baca_jsonl(blob["kesampingan"]),
    )


def bekukan(
    register: Register,
    gudang: Gudang,
    pengaturan: Pengaturan,
    edisi: Edisi,
    *,
    ronde: int,
    batas: int,
    susun: SusunUlang,
    hidup: Revisi | None,
    bangun: Bangun,
    waktu: datetime,
) -> Revisi:
    """Freeze draft number `ronde` of an edition and return it; the same draft is returned when it exists already.

    The last guard looks at the public files before anything is frozen (design §4.12): rows in which it finds personal
    data or excluded text are held, and what it still finds is counted in `kepala["penjaga"]`.
    """
    with register.baca() as k:
        ada = next((r for r in semua_revisi(k, edisi.id) if r.ronde == ronde), None)
    if ada is not None:
        return muat_revisi(gudang, ada.sidik)
    tahan: dict[str, list[Temuan]] = {}
    draf = _draf(register, susun(tahan), pengaturan, edisi, ronde, hidup)
    sisa = jaga(draf, None, pengaturan, bangun)
    if sisa:
        batas_dik = larangan(draf, pengaturan.dik, bangun(_tanpa_baris(draf), None))
        tahan = periksa_entri(draf.entri, batas_dik, pdp_dikesampingkan(draf))
        draf = _draf(register, susun(tahan), pengaturan, edisi, ronde, hidup)
        sisa = jaga(draf, None, pengaturan, bangun)
    draf.kepala["penjaga"] = {kode: sum(t.kode == kode for t in sisa) for kode in sorted({t.kode for t in sisa})}
    draf.kepala["blob"] = {nama: gudang.simpan(isi) for nama, isi in _blob(draf).items()}
    sidik = gudang.simpan(json_baku(draf.kepala))
    with register.tulis() as k:
        if (r := revisi_terakhir(k, edisi.id)) is not None and r.ronde >= ronde:
            return muat_revisi(gudang, r.sidik)
        k.execute(
            insert(tabel.revisi).values(
                edisi=edisi.id, ronde=ronde, sidik=sidik, batas_tarikan=batas, dibuat=waktu.isoformat()
            )
        )
        catat_penyunting(k, sidik, draf.koreksi, pengaturan)
        data = {"edisi": edisi.id, "ronde": ronde, "sidik": sidik, "jumlah": draf.kepala["jumlah"]}
        masukan = {p["opd"]: p["sha_berkas"] for p in draf.papan if p["sha_berkas"]}
        jejak.catat(
            k, edisi.lembaga, "revisi_dibekukan", waktu=waktu, pelaku="sistem", data=data,
            masukan=masukan, keluaran={"sidik": sidik, **draf.kepala["blob"]},
        )  # fmt: skip
        pindah(k, edisi.lembaga, edisi.id, "REKAP", ronde=ronde, waktu=waktu, bukti=masukan)
        pindah(k, edisi.lembaga, edisi.id, "DRAF_SOFTFILE", ronde=ronde, waktu=waktu, bukti={"sidik": sidik})
    return replace(draf, sidik=sidik)


def larangan(revisi: Revisi, register_dik: Sequence[Dik], tanpa_baris: Mapping[str, bytes]) -> Larangan:
    """Texts of excluded rows and of the register of excluded information that outputs may not contain.

    `tanpa_baris` are the outputs without any row: what stands there are our own words. What can never be excluded
    (DIK-030) is for the PPID to settle and guards nothing.
    """
    terbuka = {t.entri for t in revisi.temuan if t.kode == "DIK-030"}
    per_opd: dict[str, list[str]] = {}
    for e in revisi.dik:
        if e["id_baris"] not in terbuka:
            milik = per_opd.setdefault(opd_pengirim(e), [])
            milik.extend(t for t in (e["judul"], e["ringkasan"]) if t)
    return Larangan(dik.judul_tertutup(register_dik), per_opd).tanpa(tanpa_baris)


def teks_kami(revisi: Revisi, pengesahan: Pengesahan | None = None) -> list[str]:
    """Letterhead and signature texts, codes and digests we made ourselves; the guard passes over them."""
    kop = [str(v) for v in revisi.kepala["lembaga"].values()]
    digest = [revisi.sidik, revisi.kepala["sidik_hidup"], *revisi.kepala["blob"].values()]
    if pengesahan is not None:
        digest += [pengesahan.kepala_jejak, *(p.sidik for p in pengesahan.perintah)]
        digest += [kode for p in pengesahan.perintah for kode in p.butir]
        oleh = (p.ppid for p in pengesahan.perintah)
        for tanda in (pengesahan.petugas, pengesahan.ppid, pengesahan.atasan, *oleh):
            kop += [tanda.nama, tanda.jabatan, tanda.nip]
    return [x for x in (*kop, *digest, *(e["kode"] for e in revisi.entri)) if x]


def pdp_dikesampingkan(revisi: Revisi) -> list[str]:
    """Published values in which a waiver of this draft sets aside what looks like personal data, longest first."""
    dua = {(k["kode"], k["opd"]) for k in revisi.kesampingan if k["kode"].startswith("PDP-")}
    kena = {(t.entri, t.kolom) for t in revisi.temuan if (t.kode, t.opd) in dua}
    nilai: set[str] = set()
    for e in revisi.entri if kena else ():
        isi: Mapping[str, object] = e
        for kolom in (k for i, k in kena if i == e["id_baris"] and k in KOLOM_TERBIT):
            v = isi[kolom]
            nilai.update(map(str, v) if isinstance(v, list) else (str(v),))
    return sorted(nilai - {""}, key=len, reverse=True)


def _tanpa_baris(revisi: Revisi) -> Revisi:
    """The same edition with nothing in it that an office wrote: its outputs are our own words."""
    papan = [cast(BarisPapan, {**p, "nama_berkas": "", "rincian": ""}) for p in revisi.papan]
    perubahan = Perubahan(baru=[], diubah=[], dicabut=[], tetap=0)
    return replace(
        revisi, entri=[], temuan=[], papan=papan, ditahan=[], dik=[], perubahan=perubahan, dicabut=[], koreksi=[]
    )


def jaga(
    revisi: Revisi,
    pengesahan: Pengesahan | None,
    pengaturan: Pengaturan,
    bangun: Bangun,
    berkas: Mapping[str, bytes] | None = None,
) -> list[Temuan]:
    """What the last guard finds in the public files of a draft (`berkas`, else they are built)."""
    # rows and public notes of orders are no words of ours
    polos = replace(pengesahan, perintah=()) if pengesahan else None
    tertutup = larangan(revisi, pengaturan.dik, bangun(_tanpa_baris(revisi), polos))
    berkas = bangun(revisi, pengesahan) if berkas is None else berkas
    kami = teks_kami(revisi, pengesahan)
    entri = [*revisi.entri, *(e for p in pengesahan.perintah for e in p.entri)] if pengesahan else revisi.entri
    return periksa_keluaran(berkas, tertutup, kami, pdp_dikesampingkan(revisi), entri)


def _draf(
    register: Register, rekap: Rekap, pengaturan: Pengaturan, edisi: Edisi, ronde: int, hidup: Revisi | None
) -> Revisi:
    lama = hidup.entri if hidup else []
    entri, kode = beri_kode(register, edisi, rekap.entri, [*rekap.ditahan, *rekap.dik], hidup)
    tertutup = (rekap.ditahan, rekap.dik)
    ditahan, dik_baris = ([cast(Entri, {**e, "kode": kode.get(e["id_baris"], "")}) for e in x] for x in tertutup)
    perubahan = bandingkan(lama, entri)
    status = status_butir(lama, entri)
    entri = [cast(Entri, {**e, "status": status[e["kode"]]}) for e in entri]
    kepala = Kepala(
        skema=SKEMA_REVISI,
        edisi=edisi.id,
        kode=edisi.kode,
        periode=edisi.periode,
        ronde=ronde,
        sidik_hidup=hidup.sidik if hidup else "",
        periode_hidup=hidup.kepala["periode"] if hidup else "",
        lembaga=identitas(pengaturan.lembaga),
        jumlah={
            "entri": len(entri),
            "ditahan": len(rekap.ditahan),
            "dik": len(rekap.dik),
            "temuan": len(rekap.temuan),
            "bertanda": rekap.bertanda,
            "baru": len(perubahan["baru"]),
            "diubah": len(perubahan["diubah"]),
            "dicabut": len(perubahan["dicabut"]),
        },
        blob={},
        penjaga={},
        skor=rekap.skor,
    )
    return Revisi(
        "",
        kepala,
        entri,
        rekap.temuan,
        rekap.papan,
        ditahan,
        dik_baris,
        perubahan,
        _dicabut(perubahan, entri, hidup, edisi.periode),
        rekap.koreksi,
        rekap.kesampingan,
    )


def _dicabut(perubahan: Perubahan, entri: Sequence[Entri], hidup: Revisi | None, periode: str) -> list[Dicabut]:
    """Withdrawn items so far: those known before that have not come back, then those this draft withdraws."""
    if hidup is None:
        return []
    ada = {e["kode"] for e in entri}
    dulu = [d for d in hidup.dicabut if d["kode"] not in ada]
    lalu = hidup.kepala["periode"]
    return dulu + [
        Dicabut(kode=u["kode"], opd=u["opd"], judul=u["judul"], terakhir=lalu, sejak=periode)
        for u in perubahan["dicabut"]
    ]


def identitas(lembaga: Lembaga) -> Identitas:
    """What of `lembaga.yml` is printed and therefore frozen."""
    return cast(Identitas, {n: getattr(lembaga, n) for n in Identitas.__annotations__})


def _blob(draf: Revisi) -> dict[str, bytes]:
    return {
        "entri": jsonl_baku(draf.entri),
        "temuan": jsonl_baku(t.ke_json() for t in draf.temuan),
        "papan": json_baku(draf.papan),
        "ditahan": jsonl_baku(draf.ditahan),
        "dik": jsonl_baku(draf.dik),
        "perubahan": json_baku(draf.perubahan),
        "dicabut": jsonl_baku(draf.dicabut),
        "koreksi": jsonl_baku(draf.koreksi),
        "kesampingan": jsonl_baku(draf.kesampingan),
    }
