"""Orders after publication in an archive: asked for, approved by PPID, carried out as they were approved, no more."""

from __future__ import annotations

import re
from typing import Any

from dip.empat_mata import Orang, orang_sama
from dip.perintah import Perintah, urai_perintah
from dip.perintah_hidup import MENGAJUKAN
from dip.perintah_sah import kembali_ke, sah_dari, tambah
from dip.pintu import Putusan
from dip.revisi import Pengesahan, Tanda
from dip.sidik import baca_jsonl, json_baku, sha256
from keluaran.verifikasi_baca import Rusak
from keluaran.verifikasi_bukti import Bukti, Jejak, Kumpul, baca_jejak, sama
from keluaran.verifikasi_isi import BarisJejak, IsiPengesahan, IsiPutusan, baca, saat
from keluaran.verifikasi_jejak import putusan_tercatat

_PERINTAH = re.compile(r"perintah-(\d{1,9})\.json")


class _Sambungan(Bukti):
    """The archive's journal with a later slice behind it, for the edition an order was given in."""

    def __init__(self, b: Bukti, lanjut: Jejak, edisi: int) -> None:
        super().__init__(b.arsip)
        self.jejak = Jejak([*b.jejak.baris, *lanjut.baris], [*b.jejak.rantai, *lanjut.rantai])
        self.edisi = edisi


def nomor_perintah(b: Bukti, bagian: str) -> list[int]:
    """Numbers of the orders whose own JSON is in a part."""
    return sorted(int(m[1]) for n in b.arsip.bagian[bagian].berkas if (m := _PERINTAH.fullmatch(n)))


def dikenal(b: Bukti) -> list[dict[str, Any]]:
    """Orders in force that the archive explains: those it was made with, and those of its later parts."""
    hasil = list(b.pengesahan.perintah)
    for nama in b.arsip.bagian:
        if nama.startswith("08-") and nomor_perintah(b, nama):
            hasil += baca(IsiPengesahan, b.arsip.objek(nama, "pengesahan.json"), nama).perintah
    return hasil


def bawaan(b: Bukti) -> list[str]:
    """Orders an edition was published with from its beginning: asked for and approved earlier, says the journal."""
    salah: list[str] = []
    for s in b.pengesahan.perintah:
        diminta = [x for x in b.jejak.baris if _tentang(x, "perintah_diminta", s)]
        diputus = [x for x in b.jejak.baris if _tentang(x, "putusan", s)]
        if len(diminta) != 1 or not diputus or diputus[-1].isi.data.get("keputusan") != "setujui":
            salah.append(f"Perintah {s.get('nomor')} di pengesahan tidak diminta dan disetujui menurut jejak.")
    return salah


def _tentang(x: BarisJejak, nama: str, s: dict[str, Any]) -> bool:
    return x.isi.peristiwa == nama and x.isi.data.get("sidik") == s.get("sidik")


def bagian_perintah(b: Bukti, k: Kumpul, nama: str, awal: str) -> None:
    """One part of `08-pencatatan` about orders. Raises Rusak."""
    lanjut, akhir = baca_jejak(b.arsip, nama, "jejak.jsonl"), b.jejak.baris[-1]
    k.salah += [f"{awal}{s}" for s in lanjut.periksa(b.lembaga, akhir.hash)]
    k.bila(not lanjut.baris or lanjut.baris[0].urut != akhir.urut + 1, f"{awal}jejaknya tidak melanjutkan jejak arsip.")
    mentah = b.arsip.isi(nama, "pengesahan.json")
    sah = baca(IsiPengesahan, b.arsip.objek(nama, "pengesahan.json", baku=True), f"{awal}pengesahan.json")
    k.bila(sah.sidik != b.pengesahan.sidik, f"{awal}pengesahan.json untuk draf lain.")
    semua = [baca(IsiPutusan, m, f"{awal}putusan.jsonl") for m in b.arsip.baris(nama, "putusan.jsonl")]
    daftar = [_baca(b, nama, n, awal) for n in nomor_perintah(b, nama)]
    disetujui = [(p, u) for p in daftar if (u := _satu(b, k, nama, awal, p, semua, lanjut)) is not None]
    k.bila(len(semua) != len(daftar), f"{awal}putusan.jsonl memuat putusan lain.")
    disetujui.sort(key=lambda x: next((n for n, u in enumerate(semua) if u is x[1]), 0))
    diajukan = [
        x for x in lanjut.baris
        if x.isi.peristiwa in MENGAJUKAN
        and x.isi.data.get("pengesahan") == sha256(mentah)
    ]  # fmt: skip
    k.bila(not diajukan or diajukan[-1] is not lanjut.baris[-1], f"{awal}terbitannya tidak tercatat di akhir jejak.")
    if len(disetujui) == len(daftar):
        _hasil(b, k, nama, awal, disetujui, sah)
    umum = b.arsip.objek(nama, "dip-manifest.json")
    harap = {"sidik": sah.sidik, "kepala_jejak": sah.kepala_jejak, "edisi": b.kode}
    k.bila(bool(sama(umum, harap.items())), f"{awal}dip-manifest.json bukan untuk pengesahan.json.")


def _baca(b: Bukti, nama: str, nomor: int, awal: str) -> Perintah:
    mentah = b.arsip.isi(nama, f"perintah-{nomor}.json")
    try:
        p = urai_perintah(mentah)
    except (KeyError, TypeError, ValueError):
        raise Rusak(f"{awal}perintah-{nomor}.json tidak terbaca sebagai perintah.") from None
    if p.nomor != nomor or p.lembaga != b.lembaga:
        raise Rusak(f"{awal}perintah-{nomor}.json adalah perintah lain.")
    return p


def _satu(
    b: Bukti, k: Kumpul, nama: str, awal: str, p: Perintah, semua: list[IsiPutusan], lanjut: Jejak
) -> IsiPutusan | None:
    """The approval of an order, when order and approval are what the journal says."""
    depan = f"{awal}perintah {p.nomor}"
    v = _Sambungan(b, lanjut, p.isi.edisi)
    isi = {"perintah": p.nomor, "terbitan": p.isi.terbitan, "jenis": p.isi.jenis, "sidik": p.sidik}
    diminta = [x for x in v.peristiwa("perintah_diminta") if x.isi.data.get("perintah") == p.nomor]
    cocok = len(diminta) == 1 and not sama(diminta[0].isi.data, isi.items())
    if not cocok or (diminta[0].isi.pelaku, diminta[0].isi.waktu) != (p.pejabat, p.waktu):
        k.salah.append(f"{depan}: permintaannya tidak tercatat dalam jejak, atau lain.")
        return None
    if sha256(b.arsip.isi(nama, f"sebelum-{p.nomor}.json")) != p.isi.pengesahan:
        k.salah.append(f"{depan}: terbitan sebelumnya bukan yang disebut perintah.")
    milik = [u for u in semua if u.sidik == p.sidik]
    if len(milik) != 1 or (milik[0].keputusan, milik[0].peran, milik[0].ronde) != ("setujui", "ppid", p.ronde):
        k.salah.append(f"{depan}: persetujuan PPID tidak ada.")
        return None
    u = milik[0]
    catatan = [x for x in v.peristiwa("putusan") if x.isi.data.get("pintu") == u.pintu]
    salah = putusan_tercatat(v, u, catatan)
    if not salah and not _menjabat(u, catatan[0]):
        salah = ["bukan oleh PPID yang menjabat pada hari itu"]
    if orang_sama(u.orang, Orang(p.pejabat, p.peminta.nama, p.peminta.nip)):
        salah.append("peminta dan penyetujunya orang yang sama")
    k.salah += [f"{depan}: {s}" for s in salah]
    return None if salah else u


def _menjabat(u: IsiPutusan, x: BarisJejak) -> bool:
    """Whether the journal knows him as PPID under this name on the day of his decision."""
    masa, hari = x.isi.data.get("masa"), saat(u.waktu).date().isoformat()
    if x.isi.peran != "ppid" or x.isi.data.get("sidik_tanda") != u.sidik_tanda or not isinstance(masa, dict):
        return False
    sampai = str(masa.get("sampai", ""))
    return str(masa.get("mulai", "")) <= hari and (not sampai or hari <= sampai)


def _hasil(
    b: Bukti, k: Kumpul, nama: str, awal: str, daftar: list[tuple[Perintah, IsiPutusan]], sah: IsiPengesahan
) -> None:
    """The new facts are those of before with just these orders in force."""
    tertulis = Pengesahan.dari_json(sah.model_dump())
    if any(p.isi.edisi != b.edisi and p.isi.jenis != "kembalikan" for p, _ in daftar):
        # an order given in another edition holds here as far as it concerns this one
        sidik = {s["sidik"] for s in sah.perintah}
        k.bila(not sidik & {p.sidik for p, _ in daftar}, f"{awal}pengesahan.json tidak memuat perintahnya.")
        return
    kini = _fakta(b, nama, f"sebelum-{daftar[-1][0].nomor}.json")
    for p, u in daftar:
        if p.isi.jenis == "kembalikan":
            tuju = f"kembali-{p.nomor}.json"
            k.bila(sha256(b.arsip.isi(nama, tuju)) != p.isi.pengesahan_kembali, f"{awal}{tuju} adalah terbitan lain.")
            kini = kembali_ke(_fakta(b, nama, tuju), kini)
            continue
        entri = b.arsip.isi(nama, f"entri-{p.nomor}.jsonl") if p.isi.entri else b""
        k.bila(bool(entri) and sha256(entri) != p.isi.entri, f"{awal}entri-{p.nomor}.jsonl bukan yang disetujui.")
        kini = tambah(kini, sah_dari(p, _putusan(u), baca_jsonl(entri)))
    k.bila(json_baku(kini.ke_json()) != json_baku(tertulis.ke_json()), f"{awal}pengesahan.json mengubah hal lain.")


def _fakta(b: Bukti, nama: str, jalan: str) -> Pengesahan:
    isi = baca(IsiPengesahan, b.arsip.objek(nama, jalan, baku=True), f"{nama}/{jalan}")
    return Pengesahan.dari_json(isi.model_dump())


def _putusan(u: IsiPutusan) -> Putusan:
    """An approval with what of it an order in force keeps."""
    tanda = Tanda(**u.tanda.model_dump())
    return Putusan(
        0, u.pintu, u.edisi, "ppid", u.ronde, u.sidik, u.pejabat, "setujui", u.alasan, u.waktu, tanda, u.catatan, u.kode
    )
