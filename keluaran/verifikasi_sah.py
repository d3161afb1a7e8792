"""Checks about the ratification: recorded documents, and the frozen facts that outputs are built with."""

from __future__ import annotations

from typing import Any

from dip.jam import ke_wib
from dip.pintu import SAH
from dip.sidik import json_baku, sha256
from dip.tanda_tangan import HasilTandaTangan
from dip.terbitan import SISTEM
from keluaran.verifikasi_baca import sebut
from keluaran.verifikasi_bukti import Bukti, Kumpul, TidakDiperiksa, sama
from keluaran.verifikasi_isi import BarisJejak, IsiDokumen, IsiPengesahan, IsiPutusan, saat
from keluaran.verifikasi_perintah import bawaan

_TERKUNCI = ("id", "sha_berkas", "nomor", "tanggal", "tempat", "penandatangan", "pencatat")
_DICATAT = ("edisi", "sidik", "cara", "nomor", "tanggal", "penandatangan", "sha_berkas")


def sidik_konfirmasi(d: IsiDokumen) -> str:
    """Digest of what a confirmation of a document is bound to."""
    return sha256(json_baku({n: getattr(d, n) for n in _TERKUNCI}))


def periksa_catatan(
    k: Kumpul, dokumen: list[tuple[IsiDokumen, Any]], catatan: list[BarisJejak], lingkup: str = ""
) -> None:
    """Each recorded document has exactly one journal entry that says the same."""
    for d, rincian in dokumen:
        milik = [x for x in catatan if x.isi.data.get("dokumen") == d.id]
        nilai = [*((n, getattr(d, n)) for n in _DICATAT), ("sidik_rincian", sha256(json_baku(rincian)))]
        cocok = len(milik) == 1 and not sama(milik[0].isi.data, nilai)
        cocok = cocok and (milik[0].isi.pelaku, milik[0].isi.waktu) == (d.pencatat, d.waktu)
        k.bila(not cocok, f"{lingkup}Dokumen {d.id}: catatan jejaknya tidak ada atau lain.")


def terbaru(dokumen: list[tuple[IsiDokumen, Any]], sidik: str) -> IsiDokumen | None:
    """The document of a draft that counts: the newest."""
    milik = [d for d, _ in dokumen if d.sidik == sidik]
    return max(milik, key=lambda d: d.id) if milik else None


def periksa_tanda_tangan(k: Kumpul, b: Bukti, d: IsiDokumen) -> None:
    """What the check of the electronic signature said when it was recorded: good, this file, this draft."""
    try:
        hasil = HasilTandaTangan.dari_json(d.rincian.tanda_tangan or {})
    except (AttributeError, KeyError, TypeError, ValueError):
        k.salah.append(f"Dokumen {d.id}: hasil pemeriksaan tanda tangan elektroniknya tidak terbaca.")
        return
    k.bila(not hasil.sah or hasil.sha_berkas != d.sha_berkas, f"Dokumen {d.id}: tanda tangan elektroniknya tidak sah.")
    salah = d.sidik not in hasil.sidik or b.kode not in hasil.edisi
    k.bila(salah, f"Dokumen {d.id}: yang ditandatangani bukan draf ini.")
    k.catatan.append(
        "tanda tangan elektronik diperiksa saat dicatat; buka berkasnya dengan pembaca PDF untuk memeriksa lagi"
    )


def dokumen(b: Bukti) -> Kumpul:
    """Documents are those that were journaled; where the Atasan signs one it is there, whole, and about this draft."""
    b.tertutup()
    k = Kumpul()
    catatan = b.peristiwa("dokumen_dicatat")
    periksa_catatan(k, b.dokumen, catatan)
    tercatat = {d.id for d, _ in b.dokumen}
    sah = b.pengesahan
    hilang = [x for x in catatan if x.isi.data.get("dokumen") not in tercatat and x.isi.data.get("sidik") == sah.sidik]
    k.bila(bool(hilang), f"{len(hilang)} dokumen yang dicatat dalam jejak tidak ada di dokumen.jsonl.")
    d = terbaru(b.dokumen, sah.sidik)
    if d is None:
        k.bila(b.cara != "kode", "Edisi ini disahkan dengan dokumen bertanda tangan, tetapi dokumennya tidak ada.")
        k.bila(bool(sah.bukti), "Pengesahan menyebut berkas bukti yang tidak dicatat.")
        if not b.dokumen and b.cara == "kode" and not k.salah:
            raise TidakDiperiksa("Disahkan dengan kode; nomor dan lembar bertanda tangan belum ada di arsip ini.")
        return k
    ada = b.arsip.bagian["tertutup"].di("05-pengesahan/berkas/")
    k.bila(d.sha_berkas not in ada.values(), f"Dokumen {d.id}: berkasnya tidak ada di 05-pengesahan/berkas.")
    asing = set(ada.values()) - {x.sha_berkas for x, _ in b.dokumen}
    k.bila(bool(asing), f"{len(asing)} berkas di 05-pengesahan/berkas tidak dicatat di dokumen.jsonl.")
    k.bila(d.sha_berkas != sah.bukti, f"Dokumen {d.id}: bukan bukti yang disebut pengesahan.")
    k.bila(d.cara != b.cara, f"Dokumen {d.id}: dicatat untuk cara pengesahan lain.")
    if b.cara == "tanda_tangan_elektronik":
        periksa_tanda_tangan(k, b, d)
    if b.cara != "kode":
        putusan = [x for x in b.peristiwa("putusan") if x.isi.data.get("sidik") == sah.sidik]
        terikat = [x.isi.data.get("sidik_isi") for x in putusan if x.isi.data.get("keputusan") in SAH]
        k.bila(terikat != [sidik_konfirmasi(d)], f"Dokumen {d.id}: pengesahannya untuk dokumen lain.")
    return k


def pengesahan(b: Bukti) -> Kumpul:
    """The facts printed everywhere are those of the decisions: who, when, how, number and date."""
    b.tertutup()
    k = Kumpul()
    s = b.pengesahan
    putusan = {p.keputusan: p for p in b.putusan if p.sidik == s.sidik}
    k.bila(s.sidik not in {d.sidik for d in b.draf}, "Sidik yang disahkan tidak ada di 03-draf.")
    k.bila(s.mode != b.cara, "Cara pengesahannya bukan yang ditetapkan saat edisi dibuka.")
    akhir = [p for n, p in putusan.items() if n in SAH]
    if "setujui" not in putusan or len(akhir) != 1:
        k.salah.append("Persetujuan PPID atau pengesahan Atasan PPID untuk sidik ini tidak ada di putusan.jsonl.")
        return k
    ajukan = putusan.get("ajukan")
    petugas = ajukan.tanda.model_dump() if ajukan else {n: getattr(SISTEM, n) for n in SISTEM.__slots__}
    k.bila(s.petugas.model_dump() != petugas, "Petugas di pengesahan bukan yang mengajukan.")
    k.bila(s.ppid != putusan["setujui"].tanda, "PPID di pengesahan bukan yang menyetujui.")
    _atasan(b, k, s, akhir[0])
    _umum(b, k, s)
    k.salah += bawaan(b)
    return k


def _atasan(b: Bukti, k: Kumpul, s: IsiPengesahan, akhir: IsiPutusan) -> None:
    d = terbaru(b.dokumen, s.sidik)
    waktu = ke_wib(saat(akhir.waktu))
    tanda = d.rincian.penandatangan if d and b.cara != "kode" else akhir.tanda
    k.bila(s.atasan != tanda, "Atasan PPID di pengesahan bukan yang mengesahkan.")
    nomor, tanggal = (d.nomor, d.tanggal) if d else ("", waktu.date().isoformat())
    k.bila((s.nomor, s.tanggal) != (nomor, tanggal), "Nomor atau tanggal di pengesahan bukan yang dicatat.")
    k.bila(s.waktu_rilis != waktu.isoformat(), "Waktu rilis bukan waktu pengesahan.")


def _umum(b: Bukti, k: Kumpul, s: IsiPengesahan) -> None:
    """The public files say the same."""
    for nama in ("sidik", "waktu_rilis"):
        beda = b.manifes_publik.get(nama) != getattr(s, nama)
        k.bila(beda, f"dip-manifest.json: {nama} bukan yang ada di pengesahan.")
    jalan = "06-edisi/data/dip.json"
    if not b.arsip.ada("terbuka", jalan):
        return
    meta = b.arsip.objek("terbuka", jalan).get("metadata")
    umum = meta.get("pengesahan") if isinstance(meta, dict) else None
    if not isinstance(umum, dict):
        k.salah.append("data/dip.json: pengesahannya tidak ada.")
        return
    harap: dict[str, Any] = {n: getattr(s, n) for n in ("sidik", "mode", "nomor", "tanggal", "waktu_rilis")}
    for nama, tanda in (("disetujui_ppid", s.ppid), ("disahkan_atasan_ppid", s.atasan)):
        harap[nama] = {n: getattr(tanda, n) for n in ("nama", "sebutan", "jabatan", "waktu")}
    beda_umum = sama(umum, harap.items())
    k.bila(bool(beda_umum), f"data/dip.json: {sebut(', '.join(beda_umum))} bukan yang ada di pengesahan.")
