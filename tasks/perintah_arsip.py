"""What proves an order in the edition's archive: a closed part of its own, with the minutes, before it is published."""

from __future__ import annotations

from dataclasses import asdict

import orjson
from prefect import get_run_logger

from dip.beku import muat_revisi
from dip.edisi import Edisi, baca_edisi
from dip.jejak import Catatan, baca_semua
from dip.perintah import Perintah, baca_perintah, putusan_perintah
from dip.perintah_hidup import MENGAJUKAN, Rilis, baca_rilis, entri_perintah
from dip.perintah_sah import entri_tayang
from dip.pintu import Putusan
from dip.sidik import json_baku, jsonl_baku
from dip.surat import Surat
from dip.terbitan import Terbitan
from keluaran import surat as naskah
from keluaran.arsip import tambah_bukti
from keluaran.bentuk import NAMA_MANIFES
from tasks.dokumentasi import folder_arsip
from tasks.meja import meja_kerja
from tasks.surat_simpan import simpan_surat


def perintah_terbitan(terbitan: Terbitan) -> tuple[list[tuple[Perintah, Putusan]], list[Catatan]]:
    """The orders a release was last filed for, and the journal up to that entry."""
    meja = meja_kerja()
    with meja.register.baca() as k:
        jejak = baca_semua(k, meja.lembaga)
        milik = [(c.urut, d["data"]) for c in jejak if (d := orjson.loads(c.isi))["peristiwa"] in MENGAJUKAN]
        urut, data = max((x for x in milik if x[1]["terbitan"] == terbitan.id), key=lambda x: x[0])
        semua = [p for n in data.get("perintah", ()) if (p := baca_perintah(k, n)) is not None]
        daftar = [(p, u) for p in semua if (u := putusan_perintah(k, p)) is not None]
    return daftar, [c for c in jejak if c.urut <= urut]


def simpan_bukti_perintah(edisi: Edisi, terbitan: Terbitan, berkas: dict[str, bytes]) -> None:
    """Make the minutes of the orders a release carries out, and add both to the archive; without orders nothing.

    An archive that was moved to where it is kept for good keeps no order from being carried out. Raises ArsipGalat.
    """
    daftar, jejak = perintah_terbitan(terbitan)
    if not daftar:
        return
    surat = [_berita_acara(edisi, terbitan, p, u) for p, u in daftar]
    arsip = folder_arsip(edisi)
    if not arsip.is_dir():
        get_run_logger().warning("arsip %s tidak ada di tempatnya; bukti perintah belum ditambahkan", edisi.kode)
        return
    gudang = meja_kerja().gudang
    awal = next(c.urut for c in jejak if c.hash == terbitan.pengesahan.kepala_jejak)
    isi = {
        "putusan.jsonl": jsonl_baku([asdict(u) for _, u in daftar]),
        "pengesahan.json": json_baku(terbitan.pengesahan.ke_json()),
        "jejak.jsonl": jsonl_baku([{**asdict(c), "isi": orjson.loads(c.isi)} for c in jejak if c.urut > awal]),
        NAMA_MANIFES: berkas[NAMA_MANIFES],
    }
    for (p, _), s in zip(daftar, surat, strict=True):
        isi[f"perintah-{p.nomor}.json"] = p.mentah
        isi[f"sebelum-{p.nomor}.json"] = gudang.baca(p.isi.pengesahan)
        if p.isi.pengesahan_kembali:
            isi[f"kembali-{p.nomor}.json"] = gudang.baca(p.isi.pengesahan_kembali)
        if p.isi.entri:
            isi[f"entri-{p.nomor}.jsonl"] = gudang.baca(p.isi.entri)
        isi |= {f"{s.nama}.docx": gudang.baca(s.sha_docx), f"{s.nama}.pdf": gudang.baca(s.sha_pdf)}
    tambah_bukti(arsip, f"perintah-{daftar[-1][0].nomor}", isi, tertutup=True)


def _berita_acara(edisi: Edisi, terbitan: Terbitan, p: Perintah, u: Putusan) -> Surat:
    meja = meja_kerja()
    with meja.register.baca() as k:
        asal = baca_rilis(k, meja.gudang, p.isi.terbitan)
        sebelum = f"{baca_edisi(k, p.isi.edisi).kode}, terbitan {p.isi.terbitan}"
    return simpan_surat(
        meja, edisi, naskah.nama_surat(p), "berita_acara_perintah", 0,
        lambda w, puncak: naskah.berita_acara_perintah(
            p, meja.pengaturan.lembaga, u.tanda, butir_perintah(p, asal), sebelum,
            f"{edisi.kode}, terbitan {terbitan.id}", edisi.kode, puncak, w,
        ),
    )  # fmt: skip


def butir_perintah(p: Perintah, asal: Rilis | None) -> list[naskah.ButirPerintah]:
    """The items an order names, as they are in it (*adendum*) or were in the release it is about."""
    meja = meja_kerja()
    entri = entri_perintah(meja.gudang, p)
    if asal is not None and not entri:
        revisi = muat_revisi(meja.gudang, asal.sidik)
        entri = [e for e in entri_tayang(revisi, asal.pengesahan.perintah) if e["kode"] in p.isi.butir]
    nama = {o.kode: o.nama for o in meja.pengaturan.opd}
    return [naskah.ButirPerintah(e["kode"], e["judul"] or e["ringkasan"], nama.get(e["opd"], e["opd"])) for e in entri]
