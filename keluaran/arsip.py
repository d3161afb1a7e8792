"""The archive of one edition: plain files that survive this software (design §5, domain.md §6.4).

    <akar>/<tahun>/<kode edisi>/
      BACA-SAYA.txt
      terbuka/    manifest.sha256  BACA-SAYA.txt  03-draf/v01/revisi.json …  06-edisi/<public files>
      tertutup/   (0700) manifest.sha256  01-kiriman/<OPD>/<tgl>_<sha8>_<nama>  01-kiriman/<OPD>/tanda-terima.jsonl
                  02-pernyataan/pernyataan.jsonl  02-pernyataan/berkas/<sha8>-<OPD>.pdf
                  03-draf/v01/{entri,temuan,ditahan,dik}.jsonl {papan,perubahan}.json  03-draf/dip-draf.xlsx
                  04-koreksi/lembar-koreksi-NN.json
                  05-pengesahan/{putusan.jsonl,pengesahan.json,dokumen.jsonl}  05-pengesahan/berkas/<sha8>-<nama>
                  08-surat/<surat>  09-pengaturan/pengaturan.json  98-keadaan.jsonl  99-log-peristiwa.jsonl
      07-publikasi/<nama>/   evidence added later, each with its own manifest.sha256
      08-pencatatan/<nama>/  (0700) evidence added later that may not be public, each with its own manifest.sha256

Raw files, held rows, findings, excluded information and reasons of decisions are in the closed part. The archive is
made and verified before publishing (SOP step 5); no manifest is ever rewritten. `sha256sum revisi.json` is the sidik.
02-pernyataan, 04-koreksi, dokumen.jsonl, berkas, 08-surat and 98-keadaan.jsonl are only there when there is something
in them; old archives have none. `keluaran.verifikasi` proves an archive, `docs/verifikasi.md` says how to write one's
own verifier.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dip.awet import sinkron, tulis_baru
from dip.cakram import jaga_cakram
from dip.sidik import json_baku, jsonl_baku, sha256
from dip.tarikan import Tarikan
from dip.titik import lewat
from dip.unggahan import jenis_lembar
from keluaran.arsip_bagian import (
    AKHIRAN_BLOB,
    NAMA_MANIFES,
    PENCATATAN,
    PUBLIKASI,
    ArsipGalat,
    PenulisBagian,
    baca_manifes,
    nama_polos,
    periksa_arsip,
    periksa_bagian,
)
from keluaran.templat import lingkungan

__all__ = ["ArsipGalat", "BahanArsip", "RevisiArsip", "buat_arsip", "periksa_arsip", "tambah_bukti"]

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

    `pernyataan` are what offices said about the period (`dip.pernyataan.Pernyataan` as plain types) up to that head;
    `baca_berkas` gives their covering letters too. `koreksi` and `surat` are files by name (lembar koreksi as JSON,
    docx, PDF; letters and minutes). `dokumen` are the recorded documents (`DokumenSah` as plain types),
    `berkas_dokumen` their files by name. `keadaan` are the transitions (`dip.keadaan.Langkah` as plain types) up to
    the ratification: each must have its entry in `jejak`.
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
    pernyataan: Sequence[Mapping[str, Any]] = ()
    koreksi: Mapping[str, bytes] = field(default_factory=dict)
    dokumen: Sequence[Mapping[str, Any]] = ()
    berkas_dokumen: Mapping[str, bytes] = field(default_factory=dict)
    surat: Mapping[str, bytes] = field(default_factory=dict)
    keadaan: Sequence[Mapping[str, Any]] = ()


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
                tulis(f"01-kiriman/{opd}/{nama}", _berkas_opd(bahan, opd, t.sha_berkas))
        tulis(f"01-kiriman/{opd}/tanda-terima.jsonl", jsonl_baku(t.ke_json() for t in daftar))


def _tulis_pernyataan(tulis: Callable[[str, bytes], None], bahan: BahanArsip) -> None:
    """What offices said about the period, and the covering letters that prove it (SOP steps 1-3)."""
    if not bahan.pernyataan:
        return
    tulis("02-pernyataan/pernyataan.jsonl", jsonl_baku(dict(p) for p in bahan.pernyataan))
    for opd, sha in sorted({(str(p["opd"]), str(p["sha_berkas"])) for p in bahan.pernyataan if p["sha_berkas"]}):
        isi = _berkas_opd(bahan, opd, sha)
        jenis = jenis_lembar(isi)
        tulis(f"02-pernyataan/berkas/{sha[:8]}-{nama_polos(opd)}.{jenis.akhiran if jenis else 'bin'}", isi)


def _berkas_opd(bahan: BahanArsip, opd: str, sha: str) -> bytes:
    """A file an office handed over. Raises ArsipGalat when the store gives other bytes."""
    isi = bahan.baca_berkas(sha)
    if sha256(isi) != sha:
        raise ArsipGalat("ARSIP-BAHAN", f"Berkas dari {opd} tidak sama dengan yang dicatat saat diterima.")
    return isi


def _tulis_tertutup(tulis: Callable[[str, bytes], None], bahan: BahanArsip) -> None:
    """The closed part: everything that proves and may not be public."""
    _tulis_kiriman(tulis, bahan)
    _tulis_pernyataan(tulis, bahan)
    for r in bahan.revisi:
        for nama, isi in sorted(r.blob.items()):
            tulis(f"03-draf/v{r.ronde:02d}/{nama_polos(nama)}{AKHIRAN_BLOB.get(nama, '.bin')}", isi)
    tulis("03-draf/dip-draf.xlsx", bahan.draf)
    tulis("05-pengesahan/putusan.jsonl", jsonl_baku(dict(p) for p in bahan.putusan))
    if bahan.pengesahan is not None:
        tulis("05-pengesahan/pengesahan.json", json_baku(dict(bahan.pengesahan)))
    _tulis_berkas(tulis, "04-koreksi", bahan.koreksi)
    if bahan.dokumen:
        tulis("05-pengesahan/dokumen.jsonl", jsonl_baku(dict(d) for d in bahan.dokumen))
    berkas = {f"{sha256(isi)[:8]}-{nama_polos(nama)}": isi for nama, isi in bahan.berkas_dokumen.items()}
    _tulis_berkas(tulis, "05-pengesahan/berkas", berkas)
    _tulis_berkas(tulis, "08-surat", bahan.surat)
    tulis("09-pengaturan/pengaturan.json", bahan.pengaturan)
    if bahan.keadaan:
        tulis("98-keadaan.jsonl", jsonl_baku(dict(x) for x in bahan.keadaan))
    tulis("99-log-peristiwa.jsonl", jsonl_baku(dict(j) for j in bahan.jejak))


def _tulis_berkas(tulis: Callable[[str, bytes], None], folder: str, berkas: Mapping[str, bytes]) -> None:
    """Files by name into one folder; names are made plain, two that become equal are refused."""
    for nama, isi in sorted(berkas.items()):
        tulis(f"{folder}/{nama_polos(nama)}", isi)


def _baca_saya(kode: str) -> bytes:
    """The note that explains how to verify without this software."""
    return lingkungan().get_template("baca-saya.txt.j2").render(kode=kode).encode()


@jaga_cakram("folder arsip")
def buat_arsip(akar: Path, bahan: BahanArsip) -> Path:
    """Make the archive of an edition and return its folder.

    Built in a temporary folder beside its place, made durable, read back, renamed. The same material again gives the
    existing folder. Raises ArsipGalat: an existing archive with other content is never touched (`ARSIP-BEDA`). Errors
    of `baca_berkas` (a damaged blob) pass through. DiskGalat when the disk does not take it; nothing half-made stays.
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
            lewat(f"arsip.{nama}")
        tulis_baru(sementara / "BACA-SAYA.txt", _baca_saya(bahan.kode))
        sementara.chmod(0o755)
        sinkron(sementara)
        if masalah := periksa_arsip(sementara):
            raise ArsipGalat("ARSIP-RUSAK", f"Arsip yang baru ditulis tidak terbaca kembali dengan benar: {masalah[0]}")
        if tempat.exists():
            _pastikan_sama(tempat, sementara)
        else:
            lewat("arsip.ditulis")
            sementara.rename(tempat)
            lewat("arsip.selesai")
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


@jaga_cakram("folder arsip")
def tambah_bukti(arsip: Path, nama: str, berkas: Mapping[str, bytes], tertutup: bool = False) -> Path:
    """Add evidence with its own manifest; earlier manifests stay as they are.

    Evidence of publication goes to `07-publikasi/<nama>/`. What may not be public (a number and scan recorded after
    publication, with the journal since the archive's head) goes to `08-pencatatan/<nama>/`, closed to others.
    The same evidence again is free. Raises ArsipGalat for another content under the same name (`ARSIP-BEDA`), a bad
    name, or when `arsip` is no archive.
    """
    if not _BUKTI.fullmatch(nama):
        raise ArsipGalat("ARSIP-NAMA", f"Nama bukti {nama!r} tidak sah.")
    if not (arsip / "terbuka" / NAMA_MANIFES).is_file():
        raise ArsipGalat("ARSIP-RUSAK", f"{arsip.name} bukan folder arsip.")
    awalan = f".tulis-{arsip.name}."
    for sisa in arsip.parent.glob(f"{awalan}*"):  # left by a crash, as in `buat_arsip`
        shutil.rmtree(sisa)
    bagian, mode = (PENCATATAN, 0o700) if tertutup else (PUBLIKASI, 0o755)
    tempat = arsip / bagian / nama
    if tempat.exists():
        if baca_manifes(tempat) != {n: sha256(isi) for n, isi in berkas.items()} or periksa_bagian(tempat, nama):
            raise ArsipGalat("ARSIP-BEDA", f"Bukti {nama} sudah ada dengan isi lain dan tidak ditimpa.")
        return tempat
    if not tempat.parent.exists():
        tempat.parent.mkdir()
        tempat.parent.chmod(mode)
    sementara = Path(tempfile.mkdtemp(prefix=awalan, dir=arsip.parent))
    try:
        penulis = PenulisBagian(sementara / nama, mode)
        for n, isi in sorted(berkas.items()):
            penulis.tulis(n, isi)
        penulis.tutup()
        if masalah := periksa_bagian(sementara / nama, nama):
            raise ArsipGalat("ARSIP-RUSAK", f"Bukti yang baru ditulis tidak terbaca kembali: {masalah[0]}")
        lewat(f"bukti-{bagian}.ditulis")
        (sementara / nama).rename(tempat)
        lewat(f"bukti-{bagian}.selesai")
        sinkron(tempat.parent)
    finally:
        shutil.rmtree(sementara, ignore_errors=True)
    return tempat
