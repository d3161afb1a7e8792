"""From a ratified draft to a release in the register: facts frozen once, results per target, one live release.

Nothing here trusts the flow that calls it: `siapkan_terbitan` looks for PPID's and the Atasan's decision about exactly
this sidik in the register (PUB-001), whatever Prefect's state says. Nor does it trust rows alone: what they say must be
proven by the journal (`dip.bukti`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

import orjson
from sqlalchemy import Connection, insert, select, update

from dip import jejak
from dip.bukti import periksa_bukti
from dip.bukti_jejak import BukuJejak
from dip.bukti_perintah import periksa_perintah
from dip.dokumen_sah import cara_edisi, dokumen_draf, dokumen_terbaru
from dip.edisi import Edisi
from dip.gudang import Gudang
from dip.jam import ke_wib
from dip.keadaan import pindah, posisi
from dip.pengaturan import Kertas
from dip.perintah_hidup import perintah_bawaan
from dip.pintu import putusan_edisi
from dip.rahasia import Brankas
from dip.register import Register, tabel
from dip.revisi import Pengesahan, Revisi
from dip.riwayat import riwayat
from dip.sidik import json_baku, sha256
from dip.terbitan_sah import SISTEM, BelumSah, ajukan_terbitan, pengesahan_dari

__all__ = [
    "SISTEM",
    "BelumSah",
    "HasilTujuan",
    "Terbitan",
    "catat_tujuan",
    "hasil_tujuan",
    "perbarui_terbitan",
    "rilis_terbitan",
    "siapkan_terbitan",
    "terbitan_tayang",
    "tujuan_selesai",
    "wajib_terbukti",
]

HasilTujuan = Literal["terbit", "gagal"]


@dataclass(frozen=True, slots=True)
class Terbitan:
    """One release: its number and the frozen facts it is built with."""

    id: int
    edisi: int
    pengesahan: Pengesahan


def wajib_terbukti(
    k: Connection,
    brankas: Brankas | None,
    edisi: Edisi,
    revisi: Revisi,
    terbitan: Terbitan | None,
    gudang: Gudang | None = None,
) -> None:
    """Raise BelumSah when the decisions behind a draft, or the release filed for it, are not proven by the journal.

    Without `brankas` the seals of the entries are not checked. With `gudang` the release is about to go out: the orders
    in it are proven, and every *cabut* in force must be among them.
    """
    salah = periksa_bukti(k, brankas, edisi, revisi)
    if not salah and terbitan is not None:
        salah = _periksa_terbitan(k, edisi, revisi, terbitan)
    if not salah and terbitan is not None and gudang is not None:
        salah = periksa_perintah(k, gudang, brankas, edisi, revisi, terbitan.pengesahan)
    if salah:
        raise BelumSah(
            f"Tidak diterbitkan, karena putusannya tidak terbukti: {'; '.join(salah[:3])}. Hubungi admin: register "
            f"diubah di luar sistem. Pulihkan dari cadangan, lalu jalankan: dip lanjutkan {edisi.periode}"
        )


def _periksa_terbitan(k: Connection, edisi: Edisi, revisi: Revisi, terbitan: Terbitan) -> list[str]:
    """Whether a filed release was filed by us, and says about the decisions what they were."""
    t = tabel.terbitan.c
    sha = k.execute(select(t.pengesahan).where(t.id == terbitan.id)).scalar()
    buku = BukuJejak(k, edisi.lembaga, None)
    isi = {"edisi": edisi.id, "terbitan": terbitan.id, "sidik": revisi.sidik, "pengesahan": sha}
    putusan = {p.peran: p for p in putusan_edisi(k, edisi.id) if p.sidik == revisi.sidik}
    sah = terbitan.pengesahan
    dokumen = [d for d in dokumen_draf(k, edisi.id, revisi.sidik) if d.sha_berkas == sah.bukti]
    cara, akhir = cara_edisi(k, edisi.id), dokumen[-1] if dokumen else None
    harap = pengesahan_dari(revisi, putusan, sah.kepala_jejak, cara, akhir)
    # what the settings and the editions before it say is no decision; the journal has the digest of the whole
    # (orders are proven by `dip.bukti_perintah`)
    beku = {n: getattr(sah, n) for n in ("waktu_rilis", "situs", "kertas", "riwayat", "perintah")}
    sama = replace(harap, **beku) == sah
    tercatat = len(buku.cari("terbitan_disiapkan", **isi)) == 1 and sah.kepala_jejak in {x.hash for x in buku.semua}
    return [] if sama and tercatat else ["terbitan di register tidak tercatat dalam jejak, atau berisi hal lain"]


def siapkan_terbitan(
    register: Register,
    gudang: Gudang,
    edisi: Edisi,
    revisi: Revisi,
    waktu: datetime,
    brankas: Brankas,
    situs: str = "",
    kertas: Kertas = "F4",
) -> Terbitan:
    """Freeze the facts of a ratification and file the release, once per draft. `situs` and `kertas` are those of the
    settings (`Pengesahan`).

    Raises BelumSah when *setujui* by PPID or *sahkan* by the Atasan is missing for this sidik, or is not proven
    (`wajib_terbukti`).
    """
    with register.baca() as k:
        ada = _terbitan(k, gudang, edisi, revisi.sidik, pertama=True)
        perintah = perintah_bawaan(k, gudang, edisi.lembaga, revisi) if ada is None else ()
        putusan = {p.peran: p for p in putusan_edisi(k, edisi.id) if p.sidik == revisi.sidik}
        dokumen, cara = dokumen_terbaru(k, edisi.id, revisi.sidik), cara_edisi(k, edisi.id)
        otomatis = "petugas" not in putusan and _diajukan_otomatis(k, edisi, revisi)
        kepala_jejak = jejak.kepala(k, edisi.lembaga)
        if "petugas" not in putusan and not otomatis:
            raise BelumSah("draf ini tidak pernah diajukan")
        wajib_terbukti(k, brankas, edisi, revisi, ada)
        if ada is not None and (terbaru := _terbitan(k, gudang, edisi, revisi.sidik)) != ada:
            wajib_terbukti(k, brankas, edisi, revisi, terbaru)
    if ada is not None:
        return ada
    pengesahan = replace(
        pengesahan_dari(revisi, putusan, kepala_jejak, cara, dokumen),
        situs=situs,
        kertas=kertas,
        riwayat=riwayat(register, gudang, edisi.lembaga, edisi.id),
        perintah=perintah,
    )
    sha = gudang.simpan(json_baku(pengesahan.ke_json()))
    with register.tulis() as k:
        if (lain := _terbitan(k, gudang, edisi, revisi.sidik, pertama=True)) is not None:
            return lain
        nomor = ajukan_terbitan(k, edisi, revisi.sidik, sha, waktu)
    return Terbitan(nomor, edisi.id, pengesahan)


def perbarui_terbitan(register: Register, gudang: Gudang, edisi: Edisi, sidik: str, waktu: datetime) -> Terbitan | None:
    """A new release of a ratified draft that says the number recorded since; None when there is nothing new to say.

    The decisions stand, so there is no new gate (design §4.8). The release time is that of the record.
    """
    with register.baca() as k:
        lama, dokumen = _tayang_atau_baru(k, gudang, edisi, sidik), dokumen_terbaru(k, edisi.id, sidik)
        if lama is None or dokumen is None:
            return None
        status = k.execute(select(tabel.terbitan.c.status).where(tabel.terbitan.c.id == lama.id)).scalar()
    if lama.pengesahan.bukti == dokumen.sha_berkas:  # filed before; a crash may have kept it from going out
        return lama if status == "siap" else None
    pengesahan = replace(
        lama.pengesahan,
        nomor=dokumen.nomor,
        tanggal=dokumen.tanggal,
        bukti=dokumen.sha_berkas,
        waktu_rilis=ke_wib(datetime.fromisoformat(dokumen.waktu)).isoformat(),
    )
    sha = gudang.simpan(json_baku(pengesahan.ke_json()))
    t = tabel.terbitan.c
    with register.tulis() as k:
        nomor = k.execute(select(t.id).where(t.edisi == edisi.id, t.pengesahan == sha)).scalar()
        nomor = nomor or ajukan_terbitan(k, edisi, sidik, sha, waktu, dasar=lama.id)
    return Terbitan(nomor, edisi.id, pengesahan)


def _tayang_atau_baru(k: Connection, gudang: Gudang, edisi: Edisi, sidik: str) -> Terbitan | None:
    """The live release where it is of this draft, else the draft's newest."""
    tayang = terbitan_tayang(k, gudang, edisi.lembaga)
    milik = tayang is not None and (tayang.edisi, tayang.pengesahan.sidik) == (edisi.id, sidik)
    return tayang if milik else _terbitan(k, gudang, edisi, sidik)


def _diajukan_otomatis(k: Connection, edisi: Edisi, revisi: Revisi) -> bool:
    """Whether the journal says that *sistem* submitted this very draft (allowed in ronde 1 only)."""
    isi = (orjson.loads(c.isi) for c in jejak.baca_semua(k, edisi.lembaga))
    return revisi.kepala["ronde"] == 1 and any(
        x["peristiwa"] == "diajukan_otomatis" and x["data"].get("sidik") == revisi.sidik for x in isi
    )


def _terbitan(k: Connection, gudang: Gudang, edisi: Edisi, sidik: str, *, pertama: bool = False) -> Terbitan | None:
    """The newest release of a draft, or its first: that of the ratification, which the archive holds."""
    t = tabel.terbitan.c
    urut = t.id if pertama else t.id.desc()
    b = k.execute(select(t.id, t.pengesahan).where(t.edisi == edisi.id, t.sidik == sidik).order_by(urut)).first()
    if b is None:
        return None
    return Terbitan(b.id, edisi.id, Pengesahan.dari_json(orjson.loads(gudang.baca(b.pengesahan))))


def terbitan_tayang(k: Connection, gudang: Gudang, lembaga: str) -> Terbitan | None:
    """The release that is live, if anything ever was published."""
    t = tabel.terbitan.c
    b = k.execute(
        select(t.id, t.edisi, t.pengesahan)
        .join(tabel.edisi, tabel.edisi.c.id == t.edisi)
        .where(tabel.edisi.c.lembaga == lembaga, t.status == "terbit")
        .order_by(t.id.desc())
    ).first()
    return Terbitan(b.id, b.edisi, Pengesahan.dari_json(orjson.loads(gudang.baca(b.pengesahan)))) if b else None


def rilis_terbitan(k: Connection, terbitan: int) -> str:
    """Under which name a release lies at its targets; empty before it was right at one."""
    return str(k.execute(select(tabel.terbitan.c.rilis).where(tabel.terbitan.c.id == terbitan)).scalar() or "")


def tujuan_selesai(k: Connection, terbitan: int) -> set[str]:
    """Names of the targets where this release is already right."""
    t = tabel.terbitan_tujuan.c
    return {b.tujuan for b in k.execute(select(t.tujuan).where(t.terbitan == terbitan, t.hasil == "terbit"))}


def hasil_tujuan(k: Connection, terbitan: int) -> list[dict[str, str]]:
    """What happened at each target so far, for the evidence: target, hasil, sebab, waktu."""
    t = tabel.terbitan_tujuan.c
    baris = k.execute(select(t.tujuan, t.hasil, t.sebab, t.waktu).where(t.terbitan == terbitan).order_by(t.tujuan))
    return [{str(n): str(v) for n, v in b._mapping.items()} for b in baris]


def catat_tujuan(
    register: Register,
    edisi: Edisi,
    terbitan: Terbitan,
    tujuan: str,
    rilis: str,
    sebab: str,
    waktu: datetime,
    utama: bool = True,
) -> None:
    """File what happened at one target; empty `sebab` means published and read back right.

    The first target of the main register (`utama`) that is right makes this release the live one and supersedes those
    before it; an office's own site never does.
    """
    hasil: HasilTujuan = "gagal" if sebab else "terbit"
    with register.tulis() as k:
        t = tabel.terbitan_tujuan
        k.execute(t.delete().where(t.c.terbitan == terbitan.id, t.c.tujuan == tujuan))
        k.execute(
            insert(t).values(terbitan=terbitan.id, tujuan=tujuan, hasil=hasil, sebab=sebab, waktu=waktu.isoformat())
        )
        if hasil == "terbit" and utama:
            _tayangkan(k, edisi, terbitan, rilis, waktu)
        data = {"edisi": edisi.id, "terbitan": terbitan.id, "tujuan": tujuan, "hasil": hasil, "rilis": rilis}
        sah = terbitan.pengesahan
        jejak.catat(
            k,
            edisi.lembaga,
            "diterbitkan" if not sebab else "gagal_terbit",
            waktu=waktu,
            pelaku="sistem",
            data=data,
            masukan={"sidik": sah.sidik, "pengesahan": sha256(json_baku(sah.ke_json()))},
        )


def _tayangkan(k: Connection, edisi: Edisi, terbitan: Terbitan, rilis: str, waktu: datetime) -> None:
    t = tabel.terbitan
    lama = select(tabel.edisi.c.id).where(tabel.edisi.c.lembaga == edisi.lembaga)
    k.execute(
        update(t).where(t.c.edisi.in_(lama), t.c.status == "terbit", t.c.id != terbitan.id).values(status="diganti")
    )
    k.execute(update(t).where(t.c.id == terbitan.id).values(status="terbit", rilis=rilis))
    lalu = select(tabel.edisi.c.id).where(tabel.edisi.c.lembaga == edisi.lembaga, tabel.edisi.c.id != edisi.id)
    for lain in k.execute(lalu).scalars().all():
        kini = posisi(k, lain)
        if kini.keadaan == "DITERBITKAN":
            pindah(k, edisi.lembaga, lain, "DIGANTIKAN", ronde=kini.ronde, waktu=waktu, bukti={"oleh": edisi.kode})
    kini = posisi(k, edisi.id)
    pindah(k, edisi.lembaga, edisi.id, "DITERBITKAN", ronde=kini.ronde, waktu=waktu, bukti={"rilis": rilis})
