"""Drafts, states, sheets, documents and people of an edition, compared with the journal (see `dip.bukti`)."""

from __future__ import annotations

from itertools import pairwise

from sqlalchemy import Connection, select

from dip.bukti_jejak import BukuJejak
from dip.dokumen_sah import DokumenSah, cara_edisi, dokumen_draf, isi_konfirmasi
from dip.edisi import Edisi
from dip.empat_mata import Orang, orang_putusan, orang_sama
from dip.keadaan import langkah_edisi
from dip.lembar_catat import lembar_edisi
from dip.lembar_koreksi import sidik_baris
from dip.pintu import putusan_edisi
from dip.register import tabel, tabel_bukti
from dip.revisi import Revisi
from dip.sidik import json_baku, sha256


def periksa_edisi(k: Connection, buku: BukuJejak, edisi: Edisi, revisi: Revisi) -> list[str]:
    """What does not hold about everything around the decisions; empty when all is as the journal tells it."""
    return [
        *_draf(k, buku, edisi, revisi),
        *_keadaan(k, buku, edisi),
        *_lembar(k, buku, edisi),
        *_dokumen(k, buku, edisi, revisi),
        *_orang(k, buku, edisi, revisi),
    ]


def _draf(k: Connection, buku: BukuJejak, edisi: Edisi, revisi: Revisi) -> list[str]:
    """The drafts are those that were frozen, and the one to be published is the newest."""
    t = tabel.revisi.c
    ada = [tuple(b) for b in k.execute(select(t.ronde, t.sidik).where(t.edisi == edisi.id).order_by(t.ronde))]
    beku = [(x.data["ronde"], x.data["sidik"]) for x in buku.cari("revisi_dibekukan", edisi=edisi.id)]
    if ada != beku:
        return ["draf di register bukan draf yang dibekukan menurut jejak"]
    return [] if ada and ada[-1][1] == revisi.sidik else ["yang akan diterbitkan bukan draf terakhir"]


def _keadaan(k: Connection, buku: BukuJejak, edisi: Edisi) -> list[str]:
    """Each transition has its entry, and follows the one before."""
    langkah = langkah_edisi(k, edisi.id)
    ada = [(x.dari, x.ke, x.ronde, x.bukti, x.waktu, x.pelaku, x.peran) for x in langkah]
    catatan = [
        (*(x.data[n] for n in ("dari", "ke", "ronde", "bukti")), x.waktu, x.pelaku, x.peran)
        for x in buku.cari("keadaan", edisi=edisi.id)
    ]
    sambung = all(a.ke == b.dari for a, b in pairwise(langkah))
    return [] if ada == catatan and sambung else ["keadaan edisi tidak sama dengan jejak"]


def _lembar(k: Connection, buku: BukuJejak, edisi: Edisi) -> list[str]:
    """Sheets have the lines that were returned, and every line was answered before the next submission (ALUR-003)."""
    salah: list[str] = []
    lembar = {x.nomor: x for x in lembar_edisi(k, edisi.id)}
    dibuat = buku.cari("lembar_koreksi_dibuat", edisi=edisi.id)
    if sorted(lembar) != [x.data["nomor"] for x in dibuat]:
        return ["lembar koreksi di register tidak sama dengan jejak"]
    ajuan = [x.urut for x in buku.cari("putusan", edisi=edisi.id, keputusan="ajukan")]
    for x in dibuat:
        nomor = x.data["nomor"]
        milik = lembar[nomor]
        if sidik_baris([b.isi for b in milik.baris]) != x.data["sidik"] or milik.ronde != x.data["ronde"]:
            salah.append(f"isi lembar koreksi {nomor} berubah sesudah dikembalikan")
        batas = next((n for n in ajuan if n > x.urut), None)
        if batas is None:
            continue
        jawab = [y for y in buku.cari("koreksi_dijawab", edisi=edisi.id, nomor=nomor) if x.urut < y.urut < batas]
        if set(range(1, x.data["jumlah"] + 1)) - {y.data["baris"] for y in jawab}:
            salah.append(f"lembar koreksi {nomor} diajukan lagi sebelum semua barisnya dijawab")
    return salah


def _dokumen(k: Connection, buku: BukuJejak, edisi: Edisi, revisi: Revisi) -> list[str]:
    """Recorded documents are those of the journal; what PPID confirmed, or what brought the decision, is the newest."""
    dibuka = buku.cari("edisi_dibuka", edisi=edisi.id)
    if len(dibuka) != 1 or dibuka[0].data.get("cara_pengesahan", "kode") != cara_edisi(k, edisi.id):
        return ["cara pengesahan edisi ini bukan yang ditetapkan saat dibuka"]
    semua = dokumen_draf(k, edisi.id, revisi.sidik)
    catatan = buku.cari("dokumen_dicatat", edisi=edisi.id, sidik=revisi.sidik)
    if [d.id for d in semua] != [x.data["dokumen"] for x in catatan]:
        return ["dokumen pengesahan di register tidak sama dengan jejak"]
    salah: list[str] = []
    for d, x in zip(semua, catatan, strict=True):
        isi = {n: getattr(d, n) for n in ("cara", "nomor", "tanggal", "penandatangan", "sha_berkas")}
        isi |= {"sidik_rincian": sha256(json_baku(d.rincian))}
        sama = x.sama(**isi) and (x.pelaku, x.waktu) == (d.pencatat, d.waktu)
        if not sama or x.keluaran.get("dokumen") != sha256(isi_konfirmasi(d)) or not buku.bersegel(x):
            salah.append(f"dokumen pengesahan {d.id} berubah sesudah dicatat")
    return salah or _yang_dikonfirmasi(buku, edisi, revisi, semua)


def _yang_dikonfirmasi(buku: BukuJejak, edisi: Edisi, revisi: Revisi, semua: list[DokumenSah]) -> list[str]:
    """Where the Atasan signs a document, the decision at his gate is about the newest one."""
    akhir = buku.cari("putusan", edisi=edisi.id, sidik=revisi.sidik, gerbang="atasan")
    if not akhir or not semua or semua[-1].cara == "kode":
        return []
    diputus = akhir[-1].data.get("sidik_isi") == sha256(isi_konfirmasi(semua[-1]))
    return [] if diputus else ["dokumen pengesahan yang tercatat bukan yang diputus"]


def _orang(k: Connection, buku: BukuJejak, edisi: Edisi, revisi: Revisi) -> list[str]:
    """ALUR-002 once more, over what is there now: submitter, approver, corrector and ratifier are different persons."""
    t = tabel_bukti.penyunting
    tangan = [Orang(b.pejabat, b.nama, b.nip) for b in k.execute(select(t).where(t.c.sidik == revisi.sidik))]
    # correctors are kept since an edition keeps its way of ratifying
    dikenal = bool(buku.cari("edisi_dibuka", edisi=edisi.id, cara_pengesahan=cara_edisi(k, edisi.id)))
    if dikenal and {o.kode for o in tangan} != {x["oleh"] for x in revisi.koreksi}:
        return ["daftar penyunting draf ini tidak sama dengan koreksi di dalamnya"]
    siapa = {p.keputusan: orang_putusan(p) for p in putusan_edisi(k, edisi.id) if p.sidik == revisi.sidik}
    sah = [siapa[n] for n in ("sahkan",) if n in siapa]
    dokumen = dokumen_draf(k, edisi.id, revisi.sidik)
    if dokumen and dokumen[-1].cara != "kode":
        sah = [dokumen[-1].orang_penandatangan]
        tangan.append(dokumen[-1].orang_pencatat)
    pasangan = [(a, siapa[n]) for a in sah for n in ("ajukan", "setujui") if n in siapa]
    pasangan += [(a, b) for a in sah for b in tangan]
    pasangan += [(siapa["setujui"], siapa["ajukan"])] if {"setujui", "ajukan"} <= set(siapa) else []
    if dokumen and "konfirmasi_pengesahan" in siapa:
        pasangan.append((siapa["konfirmasi_pengesahan"], dokumen[-1].orang_pencatat))
    kembar = any(orang_sama(a, b) for a, b in pasangan)
    return ["seorang pejabat memeriksa pekerjaannya sendiri (ALUR-002)"] if kembar else []
