"""The archive of one edition: plain files that survive this software (design §5, domain.md §6.4).

    <akar>/<tahun>/<kode edisi>/
      BACA-SAYA.txt
      terbuka/    manifest.sha256  BACA-SAYA.txt  03-draf/v01/revisi.json …  06-edisi/<public files>
      tertutup/   (0700) manifest.sha256  01-kiriman/<OPD>/<tgl>_<sha8>_<nama>  01-kiriman/<OPD>/tanda-terima.jsonl
                  03-draf/v01/{entri,temuan,ditahan,dik}.jsonl {papan,perubahan}.json  03-draf/dip-draf.xlsx
                  05-pengesahan/{putusan.jsonl,pengesahan.json}  09-pengaturan/pengaturan.json  99-log-peristiwa.jsonl
      07-publikasi/<nama>/   evidence added later, each with its own manifest.sha256

Raw files, held rows, findings, excluded information and reasons of decisions are in the closed part. The archive is
made and verified before publishing (SOP step 5); no manifest is ever rewritten. `sha256sum revisi.json` is the sidik.
"""

from __future__ import annotations

import re
import shutil
import stat
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from dip.sidik import json_baku, jsonl_baku, sha256
from dip.tarikan import Tarikan
from keluaran.arsip_bagian import (
    NAMA_MANIFES,
    ArsipGalat,
    PenulisBagian,
    baca_manifes,
    nama_polos,
    periksa_bagian,
)
from keluaran.awet import sinkron, tulis_baru
from keluaran.templat import lingkungan

__all__ = ["ArsipGalat", "BahanArsip", "RevisiArsip", "buat_arsip", "periksa_arsip", "tambah_bukti"]

AKHIRAN_BLOB: dict[str, str] = {
    "entri": ".jsonl",
    "temuan": ".jsonl",
    "papan": ".json",
    "ditahan": ".jsonl",
    "dik": ".jsonl",
    "perubahan": ".json",
    "dicabut": ".jsonl",
    "koreksi": ".jsonl",
    "kesampingan": ".jsonl",
}
"""File endings of the blobs a revisi names; others get `.bin`."""

_KODE_EDISI = re.compile(r"[A-Z0-9][A-Z0-9-]{2,60}")
_TAHUN = re.compile(r"[0-9]{4}")
_BUKTI = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


@dataclass(frozen=True, slots=True)
class RevisiArsip:
    """One revisi of the edition as bytes: `kepala` is `revisi.json` exactly as frozen, `blob` what it names."""

    ronde: int
    sidik: str
    kepala: bytes
    blob: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class BahanArsip:
    """Everything that goes into the archive of an edition.

    `kode` is the edition's code (`DIP-BGK-2026-11`, also with `-R1`), `tahun` its folder. `baca_berkas` gives the bytes
    of a raw file by sha256 (the blob store's `baca`). `keluaran` are the public files, `draf` the draft workbook.
    `pengaturan` is the snapshot of the settings. `jejak` must be cut at the head named in the pengesahan: a slice that
    grows with every try would make the same edition look different.
    """

    tahun: str
    kode: str
    revisi: Sequence[RevisiArsip]
    tarikan: Sequence[Tarikan]
    baca_berkas: Callable[[str], bytes]
    putusan: Sequence[Mapping[str, Any]]
    pengesahan: Mapping[str, Any] | None
    keluaran: Mapping[str, bytes]
    draf: bytes
    pengaturan: bytes
    jejak: Sequence[Mapping[str, Any]]


def _periksa_bahan(bahan: BahanArsip) -> None:
    """Raise ArsipGalat when the material contradicts itself."""
    if not _KODE_EDISI.fullmatch(bahan.kode) or not _TAHUN.fullmatch(bahan.tahun):
        raise ArsipGalat("ARSIP-NAMA", f"Kode edisi {bahan.kode!r} atau tahun {bahan.tahun!r} tidak sah.")
    for r in bahan.revisi:
        if sha256(r.kepala) != r.sidik:
            raise ArsipGalat("ARSIP-BAHAN", f"revisi.json ronde {r.ronde} tidak sama dengan sidiknya.")
    sah = bahan.pengesahan
    if sah is not None and sah.get("sidik") not in {r.sidik for r in bahan.revisi}:
        raise ArsipGalat("ARSIP-BAHAN", "Revisi yang disahkan tidak ada dalam bahan arsip.")


def _tulis_terbuka(tulis: Callable[[str, bytes], None], bahan: BahanArsip) -> None:
    """The open part: how to verify, heads of all revisi, public files."""
    tulis("BACA-SAYA.txt", _baca_saya(bahan.kode))
    for r in bahan.revisi:
        tulis(f"03-draf/v{r.ronde:02d}/revisi.json", r.kepala)
    for nama, isi in bahan.keluaran.items():
        tulis(f"06-edisi/{nama}", isi)


def _tulis_kiriman(tulis: Callable[[str, bytes], None], bahan: BahanArsip) -> None:
    """Raw files per office, each digest once, and all receipts. The given name is only part of the file name."""
    per_opd: dict[str, list[Tarikan]] = {}
    for t in bahan.tarikan:
        per_opd.setdefault(nama_polos(t.opd), []).append(t)
    for opd, daftar in sorted(per_opd.items()):
        sudah: set[str] = set()
        for t in daftar:
            if t.sha_berkas and t.sha_berkas not in sudah:
                sudah.add(t.sha_berkas)
                nama = f"{nama_polos(t.waktu[:10])}_{t.sha_berkas[:8]}_{nama_polos(t.nama_berkas)}"
                isi = bahan.baca_berkas(t.sha_berkas)
                if sha256(isi) != t.sha_berkas:
                    raise ArsipGalat("ARSIP-BAHAN", f"Berkas kiriman {opd} tidak sama dengan tanda terimanya.")
                tulis(f"01-kiriman/{opd}/{nama}", isi)
        tulis(f"01-kiriman/{opd}/tanda-terima.jsonl", jsonl_baku(t.ke_json() for t in daftar))


def _tulis_tertutup(tulis: Callable[[str, bytes], None], bahan: BahanArsip) -> None:
    """The closed part: everything that proves and may not be public."""
    _tulis_kiriman(tulis, bahan)
    for r in bahan.revisi:
        for nama, isi in sorted(r.blob.items()):
            tulis(f"03-draf/v{r.ronde:02d}/{nama_polos(nama)}{AKHIRAN_BLOB.get(nama, '.bin')}", isi)
    tulis("03-draf/dip-draf.xlsx", bahan.draf)
    tulis("05-pengesahan/putusan.jsonl", jsonl_baku(dict(p) for p in bahan.putusan))
    if bahan.pengesahan is not None:
        tulis("05-pengesahan/pengesahan.json", json_baku(dict(bahan.pengesahan)))
    tulis("09-pengaturan/pengaturan.json", bahan.pengaturan)
    tulis("99-log-peristiwa.jsonl", jsonl_baku(dict(j) for j in bahan.jejak))


def _baca_saya(kode: str) -> bytes:
    """The note that explains how to verify without this software."""
    return lingkungan().get_template("baca-saya.txt.j2").render(kode=kode).encode()


def buat_arsip(akar: Path, bahan: BahanArsip) -> Path:
    """Make the archive of an edition and return its folder.

    Built in a temporary folder beside its place, made durable, read back, renamed. The same material again gives the
    existing folder. Raises ArsipGalat: an existing archive with other content is never touched (`ARSIP-BEDA`). Errors
    of `baca_berkas` (a damaged blob) pass through.
    """
    _periksa_bahan(bahan)
    tempat = akar / bahan.tahun / bahan.kode
    tempat.parent.mkdir(parents=True, exist_ok=True)
    awalan = f".tulis-{bahan.kode}."
    for sisa in tempat.parent.glob(f"{awalan}*"):  # left by a crash; an edition has one owner
        shutil.rmtree(sisa)
    sementara = Path(tempfile.mkdtemp(prefix=awalan, dir=tempat.parent))
    try:
        isian: tuple[tuple[str, int, Callable[[Callable[[str, bytes], None], BahanArsip], None]], ...] = (
            ("terbuka", 0o755, _tulis_terbuka),
            ("tertutup", 0o700, _tulis_tertutup),
        )
        for nama, mode, isi in isian:
            bagian = PenulisBagian(sementara / nama, mode)
            isi(bagian.tulis, bahan)
            bagian.tutup()
        tulis_baru(sementara / "BACA-SAYA.txt", _baca_saya(bahan.kode))
        sementara.chmod(0o755)
        sinkron(sementara)
        if masalah := periksa_arsip(sementara):
            raise ArsipGalat("ARSIP-RUSAK", f"Arsip yang baru ditulis tidak terbaca kembali dengan benar: {masalah[0]}")
        if tempat.exists():
            _pastikan_sama(tempat, sementara)
        else:
            sementara.rename(tempat)
            sinkron(tempat.parent)
    finally:
        shutil.rmtree(sementara, ignore_errors=True)
    return tempat


def _pastikan_sama(tempat: Path, baru: Path) -> None:
    """Raise ArsipGalat unless the existing archive is whole and has the manifests of the new one."""
    for bagian in ("terbuka", "tertutup"):
        if baca_manifes(tempat / bagian) != baca_manifes(baru / bagian):
            raise ArsipGalat(
                "ARSIP-BEDA",
                f"Arsip {tempat.name} sudah ada dengan isi lain dan tidak ditimpa. "
                "Periksa dengan `dip verifikasi`, lalu minta petugas memindahkannya bila memang keliru.",
            )
    if masalah := periksa_arsip(tempat):
        raise ArsipGalat("ARSIP-RUSAK", f"Arsip {tempat.name} sudah ada tetapi rusak: {masalah[0]}")


def tambah_bukti(arsip: Path, nama: str, berkas: Mapping[str, bytes]) -> Path:
    """Add evidence of publication as `07-publikasi/<nama>/` with its own manifest; earlier manifests stay as they are.

    The same evidence again is free. Raises ArsipGalat for another content under the same name (`ARSIP-BEDA`), a bad
    name, or when `arsip` is no archive.
    """
    if not _BUKTI.fullmatch(nama):
        raise ArsipGalat("ARSIP-NAMA", f"Nama bukti {nama!r} tidak sah.")
    if not (arsip / "terbuka" / NAMA_MANIFES).is_file():
        raise ArsipGalat("ARSIP-RUSAK", f"{arsip.name} bukan folder arsip.")
    tempat = arsip / "07-publikasi" / nama
    if tempat.exists():
        if baca_manifes(tempat) != {n: sha256(isi) for n, isi in berkas.items()} or periksa_bagian(tempat, nama):
            raise ArsipGalat("ARSIP-BEDA", f"Bukti {nama} sudah ada dengan isi lain dan tidak ditimpa.")
        return tempat
    tempat.parent.mkdir(exist_ok=True)
    sementara = Path(tempfile.mkdtemp(prefix=".tulis-", dir=arsip.parent))
    try:
        bagian = PenulisBagian(sementara / nama, 0o755)
        for n, isi in sorted(berkas.items()):
            bagian.tulis(n, isi)
        bagian.tutup()
        if masalah := periksa_bagian(sementara / nama, nama):
            raise ArsipGalat("ARSIP-RUSAK", f"Bukti yang baru ditulis tidak terbaca kembali: {masalah[0]}")
        (sementara / nama).rename(tempat)
        sinkron(tempat.parent)
    finally:
        shutil.rmtree(sementara, ignore_errors=True)
    return tempat


def _periksa_revisi(arsip: Path) -> list[str]:
    """Whether the closed blobs are those every revisi names, and the ratified sidik is one of the revisi."""
    masalah: list[str] = []
    sidik: set[str] = set()
    for jalan in sorted((arsip / "terbuka" / "03-draf").glob("v*/revisi.json")):
        isi = jalan.read_bytes()
        sidik.add(sha256(isi))
        versi = jalan.parent.name
        for nama, sha in sorted(orjson.loads(isi).get("blob", {}).items()):
            blob = arsip / "tertutup" / "03-draf" / versi / f"{nama}{AKHIRAN_BLOB.get(nama, '.bin')}"
            if not blob.is_file() or sha256(blob.read_bytes()) != sha:
                masalah.append(f"tertutup/03-draf/{versi}/{nama}: bukan isi yang disebut revisi.json.")
    pengesahan = arsip / "tertutup" / "05-pengesahan" / "pengesahan.json"
    if pengesahan.is_file() and orjson.loads(pengesahan.read_bytes()).get("sidik") not in sidik:
        masalah.append("tertutup/05-pengesahan/pengesahan.json: sidik yang disahkan tidak ada di 03-draf.")
    return masalah


def periksa_arsip(arsip: Path) -> list[str]:
    """Problems of an archive, one line each; empty when all is as it was made. Works offline, changes nothing."""
    if not arsip.is_dir():
        return [f"{arsip.name}: folder arsip tidak ada."]
    masalah: list[str] = []
    for bagian in ("terbuka", "tertutup"):
        masalah += periksa_bagian(arsip / bagian, bagian)
    tertutup = arsip / "tertutup"
    if tertutup.is_dir() and stat.S_IMODE(tertutup.stat().st_mode) & 0o077:
        masalah.append("tertutup: folder dapat dibuka orang lain. Jalankan `chmod 700 tertutup`.")
    catatan, asal = arsip / "BACA-SAYA.txt", arsip / "terbuka" / "BACA-SAYA.txt"
    if not catatan.is_file() or not asal.is_file() or catatan.read_bytes() != asal.read_bytes():
        masalah.append("BACA-SAYA.txt: hilang atau berubah.")
    bukti = arsip / "07-publikasi"
    for folder in sorted(bukti.iterdir()) if bukti.is_dir() else ():
        masalah += periksa_bagian(folder, f"07-publikasi/{folder.name}")
    dikenal = {"terbuka", "tertutup", "BACA-SAYA.txt", "07-publikasi"}
    masalah += [f"{p.name}: bukan bagian dari arsip." for p in sorted(arsip.iterdir()) if p.name not in dikenal]
    if masalah:
        return masalah
    try:
        return _periksa_revisi(arsip)
    except (orjson.JSONDecodeError, AttributeError):
        return ["revisi.json atau pengesahan.json tidak terbaca sebagai JSON."]
