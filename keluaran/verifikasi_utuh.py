"""Checks about bytes: files against manifests, drafts against their sidik, raw files against receipts."""

from __future__ import annotations

import re

import orjson

from dip.sidik import json_baku, sha256
from keluaran.arsip_bagian import AKHIRAN_BLOB, nama_polos
from keluaran.verifikasi_baca import Rusak, sebut, sidik_berkas
from keluaran.verifikasi_bukti import MANIFES_PUBLIK, PERNYATAAN, Bukti, Kumpul, TidakDiperiksa
from keluaran.verifikasi_isi import IsiPernyataan, IsiTarikan, baca

_SHA = re.compile(r"[0-9a-f]{64}")
_TANDA_TERIMA = "tanda-terima.jsonl"


def manifes(b: Bukti) -> Kumpul:
    """Every file is in the manifest of its part with its digest, and nothing else is there."""
    k = Kumpul(list(b.arsip.masalah))
    for bagian in b.arsip.bagian.values():
        k.salah += bagian.masalah
        k.catatan.append(f"{bagian.sebutan}: {len(bagian.berkas)} berkas")
    atas, terbuka = b.arsip.akar / "BACA-SAYA.txt", b.arsip.bagian.get("terbuka")
    if terbuka is not None and terbuka.folder != b.arsip.akar and atas.exists():
        sama = sidik_berkas(atas) == terbuka.berkas.get("BACA-SAYA.txt")
        k.bila(not sama, "BACA-SAYA.txt: tidak sama dengan yang ada di bagian terbuka.")
    return k


def berkas_publik(b: Bukti) -> Kumpul:
    """The public manifest names every public file with its digest, and nothing else was published."""
    k = Kumpul()
    terbuka = b.arsip.bagian.get("terbuka")
    isi = b.manifes_publik.get("berkas")
    if terbuka is None or not isinstance(isi, dict):
        raise Rusak(f"terbuka/{MANIFES_PUBLIK}: daftar berkas tidak ada.")
    ada = terbuka.di("06-edisi/")
    ada.pop("dip-manifest.json", None)
    for nama, satu in isi.items():
        sha = satu.get("sha256") if isinstance(satu, dict) else None
        if nama not in ada:
            k.salah.append(f"06-edisi/{sebut(nama)}: berkas hilang.")
        elif ada[nama] != sha:
            k.salah.append(f"06-edisi/{sebut(nama)}: bukan berkas yang diumumkan dip-manifest.json.")
    k.salah += [f"06-edisi/{sebut(n)}: tidak disebut dip-manifest.json." for n in sorted(set(ada) - set(isi))]
    k.bila(
        b.manifes_publik.get("status") != "disahkan", "dip-manifest.json: daftar ini tidak menyebut dirinya disahkan."
    )
    k.bila(b.manifes_publik.get("edisi") != b.kode, "dip-manifest.json: edisinya bukan edisi draf di 03-draf.")
    return k


def sidik(b: Bukti) -> Kumpul:
    """`sha256(revisi.json)` is the sidik, the blobs are those it names, the published sidik is one of the drafts."""
    k = Kumpul()
    nomor = {(d.kepala.get("edisi"), d.kepala.get("kode")) for d in b.draf}
    k.bila(len(nomor) != 1, "03-draf: draf-draf di sini bukan milik satu edisi.")
    for d in b.draf:
        k.bila(d.kepala.get("ronde") != d.ronde, f"03-draf/{d.folder}: revisi.json milik ronde lain.")
        k.bila(not d.sidik, f"03-draf/{d.folder}/revisi.json: tidak dapat dibaca.")
        k.catatan.append(f"ronde {d.ronde}: sidik {d.sidik}")
    umum = b.manifes_publik.get("sidik")
    k.bila(
        umum not in {d.sidik for d in b.draf}, "dip-manifest.json: sidik yang diumumkan bukan sidik draf di 03-draf."
    )
    if b.arsip.lengkap:
        for d in b.draf:
            _blob(b, k, d.folder, d.kepala.get("blob"))
    else:
        k.catatan.append("isi tiap draf ada di bagian tertutup, jadi tidak dibandingkan")
    return k


def _blob(b: Bukti, k: Kumpul, folder: str, blob: object) -> None:
    """The files of a draft in the closed part are exactly those that its revisi.json names."""
    if not isinstance(blob, dict) or not blob:
        k.salah.append(f"03-draf/{folder}: revisi.json tidak menyebut isinya.")
        return
    ada = b.arsip.bagian["tertutup"].di(f"03-draf/{folder}/")
    harap = {f"{nama_polos(str(n))}{AKHIRAN_BLOB.get(n, '.bin')}": sha for n, sha in blob.items()}
    for nama, sha in harap.items():
        k.bila(ada.get(nama) != sha, f"tertutup/03-draf/{folder}/{sebut(nama)}: bukan isi yang disebut revisi.json.")
    asing = sorted(set(ada) - set(harap))
    k.salah += [f"tertutup/03-draf/{folder}/{sebut(n)}: tidak disebut revisi.json." for n in asing]


def kiriman(b: Bukti) -> Kumpul:
    """Each raw file has a receipt, each receipt its file, and what a draft was made from is among them."""
    b.tertutup()
    k = Kumpul()
    semua = b.arsip.bagian["tertutup"].di("01-kiriman/")
    if not semua:
        raise TidakDiperiksa("Tidak ada kiriman di arsip ini.")
    per_opd: dict[str, dict[str, str]] = {}
    for jalan, sha in semua.items():
        opd, _, nama = jalan.partition("/")
        per_opd.setdefault(opd, {})[nama] = sha
    for opd, ada in sorted(per_opd.items()):
        nama_opd = sebut(opd)
        baris = b.arsip.baris("tertutup", f"01-kiriman/{opd}/{_TANDA_TERIMA}")
        tarikan = [baca(IsiTarikan, m, f"tertutup/01-kiriman/{nama_opd}/{_TANDA_TERIMA}") for m in baris]
        bertanda = {t.sha_berkas for t in tarikan if t.sha_berkas}
        berkas = {n: s for n, s in ada.items() if n != _TANDA_TERIMA}
        k.bila(any(nama_polos(t.opd) != opd for t in tarikan), f"01-kiriman/{nama_opd}: tanda terima milik OPD lain.")
        hilang = bertanda - set(berkas.values())
        k.bila(bool(hilang), f"01-kiriman/{nama_opd}: {len(hilang)} berkas yang diberi tanda terima tidak ada.")
        k.salah += [
            f"01-kiriman/{nama_opd}/{sebut(n)}: tidak punya tanda terima."
            for n, s in berkas.items()
            if s not in bertanda
        ]
    k.catatan.append(f"{len(per_opd)} OPD, {len(semua) - len(per_opd)} berkas")
    for d in b.draf:
        _asal(b, k, d.folder, per_opd)
    return k


def _asal(b: Bukti, k: Kumpul, folder: str, per_opd: dict[str, dict[str, str]]) -> None:
    """The files that the board of a draft names are those of the offices."""
    jalan = f"03-draf/{folder}/papan.json"
    try:
        papan = orjson.loads(b.arsip.isi("tertutup", jalan))
    except ValueError:
        papan = None
    if not isinstance(papan, list) or not all(isinstance(p, dict) for p in papan):
        raise Rusak(f"tertutup/{jalan}: tidak terbaca sebagai papan OPD.")
    for p in papan:
        sha, opd = p.get("sha_berkas"), str(p.get("opd", ""))
        ada = per_opd.get(nama_polos(opd), {}).values()
        k.bila(bool(sha) and sha not in ada, f"03-draf/{folder}: berkas asal {sebut(opd)} tidak ada di 01-kiriman.")


def pernyataan(b: Bukti) -> Kumpul:
    """What offices said about the period is what was journaled when it came in, no more and no less, with its files."""
    b.tertutup()
    k = Kumpul()
    periode = b.draf[-1].kepala.get("periode")
    catatan = {
        x.isi.data.get("nomor"): x.isi.keluaran.get("pernyataan")
        for x in b.jejak.baris
        if x.isi.peristiwa == "pernyataan_dicatat" and x.isi.data.get("periode") == periode
    }
    ada = b.arsip.bagian["tertutup"].di("02-pernyataan/berkas/")
    if not catatan and not ada and not b.arsip.ada("tertutup", PERNYATAAN):
        raise TidakDiperiksa("Tidak ada pernyataan OPD di arsip ini.")
    mentah = b.arsip.baris("tertutup", PERNYATAAN)
    baris = [baca(IsiPernyataan, m, f"tertutup/{PERNYATAAN} baris {n}") for n, m in enumerate(mentah, 1)]
    for p, m in zip(baris, mentah, strict=True):
        salah = catatan.pop(p.id, None) != sha256(json_baku(m))
        k.bila(salah, f"Pernyataan {p.id} dari {sebut(p.opd)}: bukan yang dicatat jejak.")
    k.bila(bool(catatan), f"{len(catatan)} pernyataan dalam jejak tidak ada di pernyataan.jsonl.")
    bersurat = {p.sha_berkas for p in baris if p.sha_berkas}
    hilang = bersurat - set(ada.values())
    k.bila(bool(hilang), f"02-pernyataan/berkas: {len(hilang)} surat pengantar tidak ada.")
    asing = sorted(n for n, sha in ada.items() if sha not in bersurat)
    k.salah += [f"02-pernyataan/berkas/{sebut(n)}: bukan surat dari pernyataan mana pun." for n in asing]
    k.catatan.append(f"{len(baris)} pernyataan, {len(bersurat)} surat pengantar")
    return k


def surat(b: Bukti) -> Kumpul:
    """Each letter is the one that was journaled when it was made."""
    b.tertutup()
    k = Kumpul()
    ada, catatan = b.arsip.bagian["tertutup"].di("08-surat/"), b.peristiwa("surat_dibuat")
    if not ada and not catatan:
        raise TidakDiperiksa("Surat belum ada di arsip ini.")
    harap: dict[str, str] = {}
    for x in catatan:
        for akhiran in ("docx", "pdf"):
            harap[nama_polos(f"{x.isi.data.get('nama')}.{akhiran}")] = x.isi.keluaran.get(akhiran, "")
    for nama, sha in harap.items():
        k.bila(ada.get(nama) != sha, f"tertutup/08-surat/{sebut(nama)}: bukan surat yang dicatat saat dibuat.")
    lain = sorted(set(ada) - set(harap))
    if lain:
        k.catatan.append(f"dibuat sesudah kepala jejak, hanya dijaga manifes: {', '.join(map(sebut, lain))}")
    return k


def sidik_sah(teks: str) -> bool:
    """Whether a text is a sha256 in hexadecimal."""
    return _SHA.fullmatch(teks) is not None
