"""What every hardcopy carries: page, footer, letterhead, title block, signatures (domain.md §6.5)."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

import segno

from dip.jam import ke_wib, nama_periode
from dip.pengaturan import Kertas, Peran
from dip.revisi import PerintahSah, Tanda
from dip.sidik import nomor_draf
from keluaran.aksara import luwes, tercetak
from keluaran.bentuk.alamat import nama_edisi_berkas
from keluaran.bentuk.dasar import Bahan
from keluaran.bentuk.dataset import waktu_rilis
from keluaran.bentuk.teks import bersih
from keluaran.surat.bagian import ISIAN, bawah_tanda, jabatan_tanda, waktu_tanda
from keluaran.templat.ejaan import tulis_periode, tulis_tanggal

UKURAN: dict[Kertas, tuple[float, float]] = {"F4": (330.0, 215.0), "A4": (297.0, 210.0)}
"""Width and height of the paper in millimetres, landscape."""

TEPI = (20.0, 20.0, 22.0, 30.0)
"""Margins in millimetres: top, right, bottom, left (3 cm for binding)."""

HURUF: dict[Kertas, float] = {"F4": 9.0, "A4": 8.5}
"""Size of the letters in the table, in points."""

CARA_CETAK: dict[str, str] = {
    "kode": "disahkan dengan kode persetujuan",
    "tanda_tangan_elektronik": "ditandatangani secara elektronik",
    "basah": "ditandatangani dan dicap pada lembar pengesahan",
}
"""How the Atasan ratified, under his name."""


def teks(isi: str) -> str:
    """A text of ours or of an office as it is printed."""
    # a blank before a line break, as where a line is wrapped: so the last guard reads both as one text
    return luwes(tercetak(bersih(isi)).replace("\n", " \n"))


def edisi_baca(bahan: Bahan) -> str:
    """`Kabupaten Contoh Edisi November 2026`."""
    k = bahan.revisi.kepala
    return f"{k['lembaga']['nama_pendek']} Edisi {nama_periode(k['periode'])}"


def alamat_edisi(bahan: Bahan) -> str:
    """Public address of the page of this edition; empty without a public site."""
    return f"{bahan.situs}{nama_edisi_berkas(bahan.revisi.kepala['kode'])}" if bahan.situs else ""


def _sidik_pendek(bahan: Bahan) -> str:
    sidik = bahan.revisi.sidik
    return sidik[:16] if bahan.pengesahan else f"DRAF, nomor draf {nomor_draf(sidik)}"


def _qr(bahan: Bahan) -> dict[str, str]:
    """The picture in the footer: the page of the edition, or the sidik where there is no public site."""
    if bahan.pengesahan is None:
        return {"qr": "", "qr-alt": ""}
    alamat = alamat_edisi(bahan)
    isi = alamat or f"{bahan.revisi.kepala['kode']} {bahan.revisi.sidik}"
    return {"qr": _gambar_qr(isi), "qr-alt": f"Kode QR: {isi}"}


@lru_cache(maxsize=16)
def _gambar_qr(isi: str) -> str:
    return str(segno.make(isi, error="m", micro=False).svg_inline(border=1, scale=4))


def tanggal_sah(bahan: Bahan) -> str:
    """ISO date of the ratification: as recorded, else the day the Atasan decided; empty for a draft."""
    sah = bahan.pengesahan
    return (sah.tanggal or sah.atasan.waktu[:10]) if sah else ""


def kerangka(bahan: Bahan, judul: str, kertas: Kertas, *, tegak: bool = False) -> dict[str, Any]:
    """Page, footer and properties of a document; `tegak` is upright."""
    k = bahan.revisi.kepala
    saat = ke_wib(datetime.fromisoformat(waktu_rilis(bahan)))
    ukuran = UKURAN[kertas]
    alamat = alamat_edisi(bahan)
    return {
        "judul": tercetak(bersih(judul)),
        "pengarang": tercetak(bersih(k["lembaga"]["unit_ppid"] or k["lembaga"]["nama"])),
        "tanggal": [saat.year, saat.month, saat.day],
        "kertas": ukuran[::-1] if tegak else ukuran,
        "tepi": TEPI,
        "huruf": 10.5 if tegak else HURUF[kertas],
        "draf": bahan.pengesahan is None,
        "contoh": k["lembaga"]["contoh"],
        "kaki": teks(f"DIP {edisi_baca(bahan)} – {_sidik_pendek(bahan)}"),
        "kaki-bawah": teks(f"Periksa keasliannya: {alamat}") if alamat else "",
        **_qr(bahan),
    }


def kop(bahan: Bahan) -> dict[str, Any]:
    """Letterhead of the office that holds the PPID, as frozen with the draft."""
    lembaga = bahan.revisi.kepala["lembaga"]
    kontak = (("Telepon", lembaga["telepon"]), ("Laman", lembaga["laman"]), ("Pos-el", lembaga["surel"]))
    baris = (lembaga["alamat"], " · ".join(f"{n} {v}" for n, v in kontak if v))
    return {
        "atas": teks(lembaga["nama"].upper()),
        "nama": teks(lembaga["unit_ppid"].upper()),
        "alamat": [teks(b) for b in baris if b],
    }


def baris_judul(bahan: Bahan, awal: str = "DAFTAR INFORMASI PUBLIK") -> list[str]:
    """The title block of domain.md §6.5, with the office's name on its own list."""
    k = bahan.revisi.kepala
    bulan, tahun = nama_periode(k["periode"]).upper().split()
    opd = [bahan.unit[0].nama.upper()] if bahan.opd and bahan.unit else []
    tengah = ["PEJABAT PENGELOLA INFORMASI DAN DOKUMENTASI (PPID)", k["lembaga"]["nama"].upper()]
    return [teks(t) for t in (awal, *opd, *tengah, f"TAHUN {tahun} EDISI {bulan}")]


def bawah_judul(bahan: Bahan) -> list[str]:
    """Number and date of the ratification, or what a draft is called."""
    k, sah = bahan.revisi.kepala, bahan.pengesahan
    if sah is None:
        return [teks(f"DRAF {k['kode']}, nomor draf {nomor_draf(bahan.revisi.sidik)}: belum disahkan")]
    nomor = f"Nomor: {sah.nomor}" if sah.nomor else "Nomor: menunggu dicatat"
    return [teks(nomor), teks(f"{k['kode']}, disahkan {tulis_tanggal(tanggal_sah(bahan))}")]


def catatan(bahan: Bahan) -> list[str]:
    """What a reader must know before the table: orders since the ratification, where the items are found."""
    sah = bahan.pengesahan
    hasil: list[str] = []
    if bahan.ditarik is not None:
        hasil.append(f"Edisi ini ditarik. {_perintah(bahan.ditarik)}")
    for p in sah.perintah if sah else ():
        if p is not bahan.ditarik and p.jenis != "kembalikan":
            kata = "Ditambahkan" if p.jenis == "adendum" else "Diturunkan"
            hasil.append(f"{kata} {len(p.butir)} informasi sesudah pengesahan. {_perintah(p)}")
    return [teks(t) for t in hasil]


def _perintah(p: PerintahSah) -> str:
    return f"Perintah nomor {p.nomor}, {tulis_tanggal(p.waktu[:10])}: {p.keterangan}"


def sebut_tertinggal(bahan: Bahan) -> tuple[str, str]:
    """Names of the offices whose older data is printed, and of those that sent nothing at all; empty for none."""
    lama = "; ".join(f"{u.nama} (data {tulis_periode(u.edisi_data)})" for u in bahan.unit if u.edisi_data)
    return lama, "; ".join(u.nama for u in bahan.unit if u.tanpa_data)


def tanda(bahan: Bahan, *, ruang: int, kosong: bool = False) -> dict[str, Any]:
    """The signatures: Atasan on the left, PPID on the right under place and date. `ruang` is the height of the space in
    millimetres; `kosong` leaves it free for a signature still to come.
    """
    sah = bahan.pengesahan
    ibu_kota = bahan.revisi.kepala["lembaga"]["ibu_kota"]
    hari = tulis_tanggal(tanggal_sah(bahan)) or ISIAN
    cara = CARA_CETAK[sah.mode] if sah else ""
    atasan = _kotak("atasan", sah.atasan if sah else None, ["Mengesahkan,"], cara)
    ppid = _kotak(
        "ppid",
        sah.ppid if sah else None,
        [f"Ditetapkan di {ibu_kota}", f"pada tanggal {hari}"],
        "disetujui dengan kode persetujuan" if sah else "",
    )
    for k in (atasan, ppid):
        if not kosong:
            k["ruang"], k["cara"] = k["cara"], []
    return {"ruang": ruang, "kotak": [atasan, ppid]}


def _kotak(peran: Peran, t: Tanda | None, atas: list[str], cara: str) -> dict[str, Any]:
    return {
        "atas": [teks(x) for x in atas],
        "jabatan": [teks(x) for x in jabatan_tanda(t, peran)],
        "ruang": [],
        "nama": teks(t.nama if t else f"({ISIAN})"),
        "bawah": [teks(x) for x in bawah_tanda(t or Tanda("", "", "", "", "", ""))],
        "cara": [teks(x) for x in (cara, waktu_tanda(t)) if x] if t else ["(belum disahkan)"],
    }
