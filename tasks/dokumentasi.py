"""SOP step 5, first half: the ratified edition is documented, and the archive proven, before anything is published."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import orjson
from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from dip.beku import muat_revisi, semua_revisi
from dip.dokumen_sah import DokumenSah, dokumen_draf
from dip.edisi import Edisi
from dip.jam import sekarang
from dip.jejak import Catatan, baca_semua
from dip.keadaan import langkah_edisi, pindah, posisi
from dip.lembar_catat import lembar_edisi
from dip.pernyataan import pernyataan_periode
from dip.putusan import putusan_edisi
from dip.revisi import Revisi
from dip.sidik import json_baku, jsonl_baku, sha256
from dip.surat import surat_edisi
from dip.tanda_terima import semua_tarikan
from dip.terbitan import Terbitan
from keluaran.arsip import BahanArsip, RevisiArsip, buat_arsip, periksa_arsip
from keluaran.arsip_bagian import NAMA_MANIFES, ArsipGalat, nama_polos
from keluaran.bentuk import NAMA_MANIFES as MANIFES_SITUS
from keluaran.bentuk import draf_xlsx
from keluaran.surat import BerkasSimpan, TempatSimpan
from keluaran.verifikasi import verifikasi
from tasks.meja import meja_kerja
from tasks.penjaga import berkas_terbit
from tasks.sah import terbitan_sah
from tasks.surat import berita_acara


@task(task_run_name="dokumentasikan", cache_policy=NO_CACHE)
def dokumentasikan(edisi: Edisi, revisi: Revisi) -> Path:
    """Freeze the ratification, make the edition's archive from it, verify it, and return its folder.

    Raises PenerbitanDihentikan before anything is archived, BelumSah (PUB-001), ArsipGalat.
    """
    meja = meja_kerja()
    terbitan = terbitan_sah(edisi, revisi)
    arsip = _arsip_jadi(edisi, terbitan)
    if arsip is None:
        berkas = berkas_terbit(revisi, terbitan)
        _berita_acara(edisi, revisi, berkas, terbitan.pengesahan.kepala_jejak)
        arsip = buat_arsip(meja.ruang("arsip"), bahan_arsip(edisi, revisi, terbitan, berkas))
    if masalah := masalah_arsip(arsip):  # documented means proven, before anything is published (SOP step 5)
        raise ArsipGalat("ARSIP-RUSAK", f"Arsip {edisi.kode} belum membuktikan edisinya: {' '.join(masalah)}")
    bukti = {bagian: sha256((arsip / bagian / NAMA_MANIFES).read_bytes()) for bagian in ("terbuka", "tertutup")}
    with meja.register.tulis() as k:
        if (kini := posisi(k, edisi.id)).keadaan == "DISAHKAN":
            pindah(k, edisi.lembaga, edisi.id, "DIDOKUMENTASIKAN", ronde=kini.ronde, waktu=sekarang(), bukti=bukti)
    get_run_logger().info("arsip %s lengkap dan sudah diperiksa: %s", edisi.kode, arsip)
    return arsip


def _berita_acara(edisi: Edisi, revisi: Revisi, berkas: dict[str, bytes], kepala_jejak: str) -> None:
    """The minutes name the public files and the folder they are kept in."""
    daftar = [BerkasSimpan(n, sha256(isi), len(isi)) for n, isi in sorted(berkas.items())]
    berita_acara(edisi, revisi, daftar, TempatSimpan(f"arsip/{edisi.periode[:4]}/{edisi.kode}"), kepala_jejak)


def folder_arsip(edisi: Edisi) -> Path:
    """Where the archive of an edition lies."""
    return meja_kerja().ruang("arsip") / edisi.periode[:4] / edisi.kode


def _arsip_jadi(edisi: Edisi, terbitan: Terbitan) -> Path | None:
    """The archive of this very ratification, when an earlier entry made it (settings may have changed since)."""
    arsip = folder_arsip(edisi)
    pengesahan = arsip / "tertutup" / "05-pengesahan" / "pengesahan.json"
    if pengesahan.is_file() and pengesahan.read_bytes() == json_baku(terbitan.pengesahan.ke_json()):
        return None if periksa_arsip(arsip) else arsip
    return None


def bahan_arsip(edisi: Edisi, revisi: Revisi, terbitan: Terbitan, keluaran: dict[str, bytes]) -> BahanArsip:
    """Everything the archive holds, cut at the moment of ratification: a later entry builds the same bytes."""
    meja = meja_kerja()
    with meja.register.baca() as k:
        drafts = semua_revisi(k, edisi.id)
        batas = next(r.batas_tarikan for r in drafts if r.sidik == revisi.sidik)
        tarikan = semua_tarikan(k, edisi.id, batas)
        putusan = [asdict(p) for p in putusan_edisi(k, edisi.id)]
        jejak = baca_semua(k, edisi.lembaga)
        lembar, surat = lembar_edisi(k, edisi.id), surat_edisi(k, edisi.id)
        dokumen = dokumen_draf(k, edisi.id, revisi.sidik)
        langkah = langkah_edisi(k, edisi.id)
        pernyataan = pernyataan_periode(k, edisi.lembaga, edisi.periode)
    # the archive is step 11: it holds the states up to the ratification it documents (none, where that was decided
    # before states were kept)
    sah = max((x.urut for x in langkah if x.ke == "DISAHKAN"), default=0)
    akhir = next(c.urut for c in jejak if c.hash == terbitan.pengesahan.kepala_jejak)
    dokumen = _tercatat(jejak, dokumen, akhir)
    terdengar = _nomor(jejak, akhir, "pernyataan_dicatat", "nomor")
    return BahanArsip(
        tahun=edisi.periode[:4],
        kode=edisi.kode,
        revisi=[_revisi_arsip(r.ronde, r.sidik) for r in drafts],
        tarikan=tarikan,
        baca_berkas=meja.gudang.baca,
        putusan=putusan,
        pengesahan=terbitan.pengesahan.ke_json(),
        keluaran=keluaran,
        draf=draf_xlsx(revisi),
        pengaturan=json_baku(meja.pengaturan.model_dump(mode="json", exclude={"folder"})),
        jejak=[{**asdict(c), "isi": orjson.loads(c.isi)} for c in jejak if c.urut <= akhir],
        pernyataan=[asdict(p) for p in pernyataan if p.id in terdengar],
        koreksi={f"lembar-koreksi-{x.nomor:02d}.json": json_baku(asdict(x)) for x in lembar},
        dokumen=[asdict(d) for d in dokumen],
        berkas_dokumen={f"{d.id:03d}-{d.nama_berkas}": meja.gudang.baca(d.sha_berkas) for d in dokumen},
        surat={
            f"{s.nama}.{akhiran}": meja.gudang.baca(sha)
            for s in surat
            for akhiran, sha in (("docx", s.sha_docx), ("pdf", s.sha_pdf))
        },
        keadaan=[asdict(x) for x in langkah if x.urut <= sah],
    )


def catatan_nomor(edisi: Edisi, terbitan: Terbitan, keluaran: dict[str, bytes]) -> dict[str, bytes]:
    """What proves a number that was recorded after the archive was made, and the journal since the archive's head."""
    meja = meja_kerja()
    with meja.register.baca() as k:
        jejak = baca_semua(k, edisi.lembaga)
        dokumen = dokumen_draf(k, edisi.id, terbitan.pengesahan.sidik)
    awal = next(c.urut for c in jejak if c.hash == terbitan.pengesahan.kepala_jejak)
    akhir = max(c.urut for c in jejak if _menyiapkan(c, terbitan))
    dokumen = _tercatat(jejak, dokumen, akhir)
    sah = next(d for d in dokumen if d.sha_berkas == terbitan.pengesahan.bukti)
    return {
        "dokumen.jsonl": jsonl_baku([asdict(d) for d in dokumen]),
        "pengesahan.json": json_baku(terbitan.pengesahan.ke_json()),
        "jejak.jsonl": jsonl_baku([{**asdict(c), "isi": orjson.loads(c.isi)} for c in jejak if awal < c.urut <= akhir]),
        MANIFES_SITUS: keluaran[MANIFES_SITUS],
        f"{sah.sha_berkas[:8]}-{nama_polos(sah.nama_berkas)}": meja.gudang.baca(sah.sha_berkas),
    }


def _tercatat(jejak: list[Catatan], dokumen: list[DokumenSah], akhir: int) -> list[DokumenSah]:
    """The documents the journal knows up to an entry."""
    nomor = _nomor(jejak, akhir, "dokumen_dicatat", "dokumen")
    return [d for d in dokumen if d.id in nomor]


def _nomor(jejak: list[Catatan], akhir: int, peristiwa: str, kunci: str) -> set[int]:
    """Numbers of what the journal knows of a kind up to an entry."""
    isi = (orjson.loads(c.isi) for c in jejak if c.urut <= akhir)
    return {x["data"][kunci] for x in isi if x["peristiwa"] == peristiwa}


def _menyiapkan(catatan: Catatan, terbitan: Terbitan) -> bool:
    """Whether a journal entry is that of filing this release: the slice ends there, whenever it is cut."""
    isi = orjson.loads(catatan.isi)
    return bool(isi["peristiwa"] == "terbitan_disiapkan" and isi["data"]["terbitan"] == terbitan.id)


def _revisi_arsip(ronde: int, sidik: str) -> RevisiArsip:
    gudang = meja_kerja().gudang
    revisi = muat_revisi(gudang, sidik)
    blob = {nama: gudang.baca(sha) for nama, sha in revisi.kepala["blob"].items()}
    return RevisiArsip(ronde, sidik, gudang.baca(sidik), blob)


def masalah_arsip(arsip: Path) -> list[str]:
    """What is wrong with an archive folder; empty when it is whole and proves its edition (`dip verifikasi`)."""
    return periksa_arsip(arsip) or [h.kalimat for h in verifikasi(arsip).hasil if h.status == "gagal"]
