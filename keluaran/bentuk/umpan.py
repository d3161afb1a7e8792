"""`atom.xml`: what happened to the list, for those who follow it (Atom 1.0, RFC 4287).

One entry for each edition, one for each order in force, and the newest items of this edition. Names of entries follow
from the institution and the thing itself, so a reader that has seen one never sees it again as new. A withdrawn item
has no name here: only how many there were.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree as ET

from dip.entri import NAMA_KATEGORI_PENDEK
from dip.revisi import PerintahSah
from keluaran.bentuk.alamat import alamat_butir, milik_opd, nama_edisi_berkas, nama_perubahan_berkas
from keluaran.bentuk.dasar import Bahan, BarisTerbit
from keluaran.bentuk.dataset import alamat_dasar, judul_daftar, nama_pemilik, pengenal, uraian_daftar, waktu_rilis
from keluaran.bentuk.teks import bersih
from keluaran.templat.ejaan import tulis_angka, tulis_periode

BUTIR_PALING = 100
"""New items in the feed; all of them stand on the page of the edition's changes."""

EDISI_PALING = 36
"""Editions in the feed, newest first; all of them stand on `edisi/index.html`."""

_RUANG = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class _Kabar:
    """One entry of the feed. `alamat` is a path of the main register, `oleh` the office it is about."""

    id: str
    judul: str
    waktu: str
    alamat: str
    isi: str
    jenis: str = ""
    oleh: str = ""


def _hitung(bahan: Bahan, kode: Iterable[str]) -> int:
    """How many of these items are of this site."""
    return sum(milik_opd(k, bahan.opd) for k in kode)


def _uraian_perubahan(baru: int, diubah: int, dicabut: int) -> str:
    """`3 baru, 2 diubah, 1 dicabut`, or that nothing changed."""
    isi = [f"{tulis_angka(n)} {kata}" for n, kata in ((baru, "baru"), (diubah, "diubah"), (dicabut, "dicabut")) if n]
    return f"Informasi {', '.join(isi)}." if isi else "Tidak ada informasi yang berubah."


def _edisi(bahan: Bahan) -> Iterator[_Kabar]:
    """This edition and those before it, newest first."""
    kepala, p = bahan.revisi.kepala, bahan.revisi.perubahan
    berubah = (
        _hitung(bahan, p["baru"]),
        _hitung(bahan, (u["kode"] for u in p["diubah"])),
        _hitung(bahan, (u["kode"] for u in p["dicabut"])),
    )
    isi = uraian_daftar(bahan)
    isi += f" {_uraian_perubahan(*berubah)}" if kepala["sidik_hidup"] else " Edisi pertama."
    judul = f"Edisi {tulis_periode(kepala['periode'])} ({kepala['kode']})"
    id_edisi = pengenal(bahan, "edisi", kepala["kode"])
    yield _Kabar(id_edisi, judul, waktu_rilis(bahan), nama_edisi_berkas(kepala["kode"]), isi, "edisi")
    lalu = bahan.pengesahan.riwayat if bahan.pengesahan else ()
    for e in lalu[: EDISI_PALING - 1]:
        berubah = (_hitung(bahan, e["baru"]), _hitung(bahan, e["diubah"]), _hitung(bahan, e["dicabut"]))
        isi = f"Disahkan oleh {e['atasan']}."
        # an old edition keeps no codes, so without any nothing can be said of its changes
        isi += " Edisi pertama." if e["pertama"] else f" {_uraian_perubahan(*berubah)}" if any(berubah) else ""
        judul = f"Edisi {tulis_periode(e['periode'])} ({e['kode']})"
        id_edisi = pengenal(bahan, "edisi", e["kode"])
        yield _Kabar(id_edisi, judul, e["waktu_rilis"], nama_edisi_berkas(e["kode"]), isi, "edisi")


_KATA_PERINTAH = {
    "adendum": "Informasi ditambahkan",
    "cabut": "Informasi diturunkan",
    "kembalikan": "Dikembalikan ke terbitan sebelumnya",
}


def _perintah(bahan: Bahan, perintah: Iterable[PerintahSah]) -> Iterator[_Kabar]:
    """Orders in force that concern this site, newest first."""
    alamat = nama_perubahan_berkas(bahan.revisi.kepala["kode"])
    for p in sorted(perintah, key=lambda p: (p.waktu, p.nomor), reverse=True):
        banyak = _hitung(bahan, p.butir)
        if p.butir and not banyak:
            continue
        judul = _KATA_PERINTAH[p.jenis] + (f": {tulis_angka(banyak)} butir" if banyak else "")
        if p.jenis == "cabut" and not p.butir:
            judul = "Daftar diturunkan"
        isi = f"{p.keterangan} Keputusan PPID nomor {p.nomor}, {p.ppid.nama}.".strip()
        yield _Kabar(pengenal(bahan, "perintah", p.sidik), judul, p.waktu, alamat, isi, "perintah")


def _butir(bahan: Bahan, perintah: Iterable[PerintahSah]) -> Iterator[_Kabar]:
    """Items of an *adendum*, then the new items of the edition; a first edition, where all is new, has none."""
    per_kode = {b["kode"]: b for b in bahan.baris}
    waktu: dict[str, str] = {k: p.waktu for p in perintah if p.jenis == "adendum" for k in p.butir}
    if bahan.revisi.kepala["sidik_hidup"]:
        waktu |= {k: waktu_rilis(bahan) for k in bahan.revisi.perubahan["baru"] if k not in waktu}
    nama = bahan.nama_opd
    ada = [(per_kode[k], w) for k, w in waktu.items() if k in per_kode]
    for b, w in ada[:BUTIR_PALING]:
        yield _kabar_butir(bahan, b, w, nama.get(b["opd"], b["opd"]))


def _kabar_butir(bahan: Bahan, b: BarisTerbit, waktu: str, opd: str) -> _Kabar:
    judul = b["judul"] or b["ringkasan"] or b["kode"]
    isi = b["ringkasan"] or judul
    jenis = NAMA_KATEGORI_PENDEK[b["kategori"]]
    return _Kabar(pengenal(bahan, "butir", b["kode"]), judul, waktu, alamat_butir(b["kode"]), isi, jenis, opd)


def tulis_umpan(bahan: Bahan) -> bytes:
    """The feed. Addresses are absolute when the main register's is known, else relative to the feed.

    `updated` are the times of the ratified release and of the orders, never the clock.
    """
    perintah = bahan.pengesahan.perintah if bahan.pengesahan else ()
    kabar = [*_perintah(bahan, perintah), *_edisi(bahan), *_butir(bahan, perintah)]
    akar = ET.Element("feed", {"xmlns": _RUANG, "xml:lang": "id"})
    lembaga = bahan.revisi.kepala["lembaga"]
    waktu = max((waktu_rilis(bahan), *(p.waktu for p in perintah)), key=datetime.fromisoformat)
    _teks(akar, "id", pengenal(bahan, "umpan"))
    _teks(akar, "title", judul_daftar(bahan))
    _teks(akar, "subtitle", uraian_daftar(bahan))
    _teks(akar, "updated", waktu)
    _teks(ET.SubElement(akar, "author"), "name", lembaga["unit_ppid"] or nama_pemilik(bahan))
    dasar = alamat_dasar(bahan)
    ET.SubElement(akar, "link", rel="self", type="application/atom+xml", href=f"{dasar}atom.xml")
    ET.SubElement(akar, "link", rel="alternate", type="text/html", href=dasar or "index.html")
    for k in kabar:
        butir = ET.SubElement(akar, "entry")
        _teks(butir, "id", k.id)
        _teks(butir, "title", k.judul)
        _teks(butir, "updated", k.waktu)
        if k.oleh:
            _teks(ET.SubElement(butir, "author"), "name", k.oleh)
        if k.jenis:
            ET.SubElement(butir, "category", term=k.jenis)
        alamat = bahan.situs + (k.alamat or "index.html")
        ET.SubElement(butir, "link", rel="alternate", type="text/html", href=alamat)
        _teks(butir, "summary", k.isi)
    ET.indent(akar, "")
    isi: bytes = ET.tostring(akar, encoding="utf-8", xml_declaration=True)
    return isi + b"\n"


def _teks(induk: ET.Element, nama: str, isi: str) -> None:
    """A text construct; characters XML cannot carry are replaced as everywhere."""
    ET.SubElement(induk, nama).text = bersih(isi)
