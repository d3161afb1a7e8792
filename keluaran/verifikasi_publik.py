"""The public files built anew from the archived draft, and what was recorded after publication."""

from __future__ import annotations

import io
import zipfile
from typing import Any, cast

import orjson

from dip.beku import muat_revisi
from dip.gudang import Gudang
from dip.revisi import Pengesahan, Revisi
from keluaran.arsip_bagian import AKHIRAN_BLOB, NAMA_MANIFES
from keluaran.verifikasi_baca import BATAS_BACA, Arsip, Rusak, sebut
from keluaran.verifikasi_bukti import MANIFES_PUBLIK, Bukti, Kumpul, TidakDiperiksa, baca_dokumen, baca_jejak
from keluaran.verifikasi_isi import Draf, IsiPengesahan, baca
from keluaran.verifikasi_jejak import bagian_pencatatan
from keluaran.verifikasi_perintah import bagian_perintah, dikenal, nomor_perintah
from keluaran.verifikasi_sah import periksa_catatan, periksa_tanda_tangan, terbaru

_BARU = frozenset({"nomor", "tanggal", "bukti", "waktu_rilis"})
"""What a number recorded later changes in the facts of a ratification."""


class _Blob:
    """The blobs of one archived draft, by digest, in the place of the blob store."""

    def __init__(self, arsip: Arsip, draf: Draf) -> None:
        self._arsip, self._draf = arsip, draf

    def baca(self, sha: str) -> bytes:
        """Bytes by sha256. Raises Rusak."""
        if sha == self._draf.sidik:
            return self._arsip.isi("terbuka", f"03-draf/{self._draf.folder}/revisi.json")
        nama = next((n for n, s in self._draf.kepala["blob"].items() if s == sha), "")
        return self._arsip.isi("tertutup", f"03-draf/{self._draf.folder}/{nama}{AKHIRAN_BLOB.get(nama, '.bin')}")


def bentuk(b: Bukti) -> Kumpul:
    """The public files are what this builder makes of the ratified draft, byte for byte."""
    b.tertutup()
    from keluaran.bentuk import PEMBANGUN

    versi = b.manifes_publik.get("pembangun")
    if versi != PEMBANGUN:
        raise TidakDiperiksa(
            f"Berkas publik dibuat pembangun {sebut(versi)}, yang terpasang {PEMBANGUN}; jadi tidak dibangun ulang."
        )
    k = Kumpul()
    for nama, isi in bangun_ulang(b).items():
        jalan = f"06-edisi/{nama}"
        if not b.arsip.ada("terbuka", jalan):
            k.salah.append(f"{jalan}: berkas ini seharusnya ada.")
        elif jalan != MANIFES_PUBLIK and not _sama(nama, b.arsip.isi("terbuka", jalan), isi):
            k.salah.append(f"{jalan}: bukan yang dibangun dari draf yang disahkan.")
    return k


def bangun_ulang(b: Bukti) -> dict[str, bytes]:
    """All public files anew. Raises Rusak when the draft cannot be built."""
    from keluaran.bentuk import bangun

    draf = next((d for d in b.draf if d.sidik == b.pengesahan.sidik), None)
    if draf is None:
        raise Rusak("Draf yang disahkan tidak ada di 03-draf.")
    try:
        revisi: Revisi = muat_revisi(cast(Gudang, _Blob(b.arsip, draf)), draf.sidik)
        return bangun(revisi, Pengesahan.dari_json(b.pengesahan.model_dump()))
    except Rusak:
        raise
    except Exception:  # whatever a draft made by somebody else does to the builders
        raise Rusak("Berkas publik tidak dapat dibangun dari draf yang disahkan.") from None


def _sama(nama: str, ada: bytes, baru: bytes) -> bool:
    """Equal bytes; of a workbook equal parts, since another zip library packs the same parts otherwise."""
    return ada == baru or (nama.endswith(".xlsx") and _bongkar(ada) == _bongkar(baru) is not None)


def _bongkar(isi: bytes) -> list[tuple[str, bytes]] | None:
    """Names and bytes of the parts of a workbook, None when it is none or too big."""
    try:
        with zipfile.ZipFile(io.BytesIO(isi)) as paket:
            semua = paket.infolist()
            if sum(x.file_size for x in semua) > BATAS_BACA:
                return None
            return [(x.filename, paket.read(x)) for x in semua]
    # RuntimeError: locked; NotImplementedError: packed in a way zipfile does not know
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return None


def pencatatan(b: Bukti) -> Kumpul:
    """What was recorded later continues the chain and changes nothing but number, date and evidence."""
    b.tertutup()
    nama_bagian = [n for n in sorted(b.arsip.bagian) if n.startswith("08-")]
    if not nama_bagian:
        raise TidakDiperiksa("Tidak ada yang dicatat sesudah penerbitan.")
    k = Kumpul()
    rantai: dict[int, str] = {}
    for nama in nama_bagian:
        sebutan = sebut(nama)
        if nama not in bagian_pencatatan(b.arsip):
            k.salah.append(f"{sebutan}: potongan jejaknya tidak ada.")
            continue
        if nomor_perintah(b, nama):
            bagian_perintah(b, k, nama, f"{sebutan}: ")
        else:
            _satu(b, k, nama, f"{sebutan}: ")
        for x in baca_jejak(b.arsip, nama, "jejak.jsonl").baris:
            k.bila(rantai.setdefault(x.urut, x.hash) != x.hash, f"{sebutan}: catatan {x.urut} lain dari bagian lain.")
    k.catatan.append(f"{len(nama_bagian)} pencatatan")
    return k


def _satu(b: Bukti, k: Kumpul, nama: str, awal: str) -> None:
    """One part of `08-pencatatan`."""
    jejak, akhir = baca_jejak(b.arsip, nama, "jejak.jsonl"), b.jejak.baris[-1]
    k.salah += [f"{awal}{s}" for s in jejak.periksa(b.lembaga, akhir.hash)]
    k.bila(not jejak.baris or jejak.baris[0].urut != akhir.urut + 1, f"{awal}jejaknya tidak melanjutkan jejak arsip.")
    sah = baca(IsiPengesahan, b.arsip.objek(nama, "pengesahan.json", baku=True), f"{awal}pengesahan.json")
    beda = [n for n, v in sah.model_dump().items() if n not in _BARU and v != b.pengesahan.model_dump()[n]]
    if sah.perintah and all(p in dikenal(b) for p in sah.perintah):
        beda = [n for n in beda if n != "perintah"]
    k.bila(bool(beda), f"{awal}pengesahan.json mengubah {', '.join(beda)}.")
    dokumen = baca_dokumen(b.arsip, nama, "dokumen.jsonl")
    semua = [*b.peristiwa("dokumen_dicatat"), *(x for x in jejak.baris if x.isi.peristiwa == "dokumen_dicatat")]
    periksa_catatan(k, dokumen, semua, awal)
    d = next((x for x, _ in dokumen if x.sha_berkas == sah.bukti and x.nomor == sah.nomor), None)
    if d is None or (d.sidik, d.tanggal, d.edisi) != (sah.sidik, sah.tanggal, b.edisi):
        k.salah.append(f"{awal}pengesahan.json menyebut dokumen yang tidak dicatat.")
        return
    # a number that was corrected again afterwards has a part of its own
    k.bila(terbaru(dokumen, sah.sidik) is not d, f"{awal}bukan dokumen terbaru.")
    ada = {n: s for n, s in b.arsip.bagian[nama].berkas.items() if n != NAMA_MANIFES}
    k.bila(d.sha_berkas not in ada.values(), f"{awal}berkas dokumennya tidak ada.")
    if d.cara == "tanda_tangan_elektronik":
        periksa_tanda_tangan(k, b, d)
    umum: Any = orjson.loads(b.arsip.isi(nama, "dip-manifest.json"))
    harap = {"sidik": sah.sidik, "kepala_jejak": sah.kepala_jejak, "waktu_rilis": sah.waktu_rilis, "edisi": b.kode}
    salah = [n for n, v in harap.items() if not isinstance(umum, dict) or umum.get(n) != v]
    k.bila(bool(salah), f"{awal}dip-manifest.json: {', '.join(salah)} bukan yang ada di pengesahan.json.")
