"""What stands on the hardcopy, as plain JSON types for the templates (domain.md §6.5).

All texts pass `_teks`: cleaned of what cannot be printed, long words with places to break them. Nothing is decided
here; rows come from a `Bahan`, which has applied the whitelist and the orders.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import segno

from dip.entri import KATEGORI_TERBIT, NAMA_KATEGORI
from dip.jam import ke_wib, nama_periode
from dip.pengaturan import Kertas
from dip.revisi import PerintahSah, Tanda
from dip.sidik import nomor_draf
from keluaran.aksara import luwes, tercetak
from keluaran.bentuk.alamat import nama_edisi_berkas
from keluaran.bentuk.dasar import Bahan, BarisTerbit, Unit, bersih
from keluaran.surat.bagian import ISIAN, bawah_tanda, jabatan_tanda, keterangan_unit, waktu_tanda
from keluaran.templat.ejaan import tulis_angka, tulis_periode, tulis_tanggal

UKURAN: dict[Kertas, tuple[float, float]] = {"F4": (330.0, 215.0), "A4": (297.0, 210.0)}
"""Width and height of the paper in millimetres, landscape."""

TEPI = (20.0, 20.0, 22.0, 30.0)
"""Margins in millimetres: top, right, bottom, left (3 cm for binding)."""

HURUF: dict[Kertas, float] = {"F4": 9.0, "A4": 8.5}
"""Size of the letters in the table, in points."""

SEL_UTUH = 700
"""A row with a longer cell may go over two pages: kept together it could be taller than one."""

CARA_CETAK: dict[str, str] = {
    "kode": "disahkan dengan kode persetujuan",
    "tanda_tangan_elektronik": "ditandatangani secara elektronik",
    "basah": "ditandatangani dan dicap pada lembar pengesahan",
}
"""How the Atasan ratified, under his name."""

_HURUF_BAGIAN = "ABC"
_CENTANG = "√"


@dataclass(frozen=True, slots=True)
class Jilid:
    """One volume of a list: which, of how many, and the rows of each section per office."""

    nomor: int
    dari: int
    bagian: list[tuple[str, list[tuple[Unit, list[tuple[int, BarisTerbit]]]]]] = field(default_factory=list)

    @property
    def jumlah(self) -> int:
        """Its rows."""
        return sum(len(baris) for _, unit in self.bagian for _, baris in unit)


def _teks(isi: str) -> str:
    """A text of ours or of an office as it is printed."""
    return luwes(tercetak(bersih(isi)))


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
    gambar = segno.make(isi, error="m", micro=False).svg_inline(border=1, scale=4)
    return {"qr": gambar, "qr-alt": f"Kode QR: {isi}"}


def _tanggal(bahan: Bahan) -> str:
    """ISO date of the ratification: as recorded, else the day the Atasan decided; empty for a draft."""
    sah = bahan.pengesahan
    return (sah.tanggal or sah.atasan.waktu[:10]) if sah else ""


def kerangka(bahan: Bahan, judul: str, kertas: Kertas, *, tegak: bool = False) -> dict[str, Any]:
    """Page, footer and properties of a document; `tegak` is upright."""
    k = bahan.revisi.kepala
    sah = bahan.pengesahan
    # never the clock: a document is as old as its release, a draft as its periode
    saat = ke_wib(datetime.fromisoformat(sah.waktu_rilis if sah else f"{k['periode']}-01T00:00:00+07:00"))
    ukuran = UKURAN[kertas]
    alamat = alamat_edisi(bahan)
    return {
        "judul": tercetak(bersih(judul)),
        "pengarang": tercetak(bersih(k["lembaga"]["unit_ppid"] or k["lembaga"]["nama"])),
        "tanggal": [saat.year, saat.month, saat.day],
        "kertas": ukuran[::-1] if tegak else ukuran,
        "tepi": TEPI,
        "huruf": 10.5 if tegak else HURUF[kertas],
        "draf": sah is None,
        "contoh": k["lembaga"]["contoh"],
        "kaki": _teks(f"DIP {edisi_baca(bahan)} – {_sidik_pendek(bahan)}"),
        "kaki-bawah": _teks(f"Periksa keasliannya: {alamat}") if alamat else "",
        **_qr(bahan),
    }


def kop(bahan: Bahan) -> dict[str, Any]:
    """Letterhead of the office that holds the PPID, as frozen with the draft."""
    lembaga = bahan.revisi.kepala["lembaga"]
    kontak = (("Telepon", lembaga["telepon"]), ("Laman", lembaga["laman"]), ("Pos-el", lembaga["surel"]))
    baris = (lembaga["alamat"], " · ".join(f"{n} {v}" for n, v in kontak if v))
    return {
        "atas": _teks(lembaga["nama"].upper()),
        "nama": _teks(lembaga["unit_ppid"].upper()),
        "alamat": [_teks(b) for b in baris if b],
    }


def baris_judul(bahan: Bahan, awal: str = "DAFTAR INFORMASI PUBLIK") -> list[str]:
    """The title block of domain.md §6.5, with the office's name on its own list."""
    k = bahan.revisi.kepala
    bulan, tahun = nama_periode(k["periode"]).upper().split()
    opd = [bahan.unit[0].nama.upper()] if bahan.opd and bahan.unit else []
    tengah = ["PEJABAT PENGELOLA INFORMASI DAN DOKUMENTASI (PPID)", k["lembaga"]["nama"].upper()]
    return [_teks(t) for t in (awal, *opd, *tengah, f"TAHUN {tahun} EDISI {bulan}")]


def bawah_judul(bahan: Bahan) -> list[str]:
    """Number and date of the ratification, or what a draft is called."""
    k, sah = bahan.revisi.kepala, bahan.pengesahan
    if sah is None:
        return [_teks(f"DRAF {k['kode']}, nomor draf {nomor_draf(bahan.revisi.sidik)}: belum disahkan")]
    nomor = f"Nomor: {sah.nomor}" if sah.nomor else "Nomor: menunggu dicatat"
    return [_teks(nomor), _teks(f"{k['kode']}, disahkan {tulis_tanggal(_tanggal(bahan))}")]


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
    return [_teks(t) for t in hasil]


def _perintah(p: PerintahSah) -> str:
    return f"Perintah nomor {p.nomor}, {tulis_tanggal(p.waktu[:10])}: {p.keterangan}"


def bagi(bahan: Bahan, maks: int) -> list[Jilid]:
    """The rows in the order of the paper, in volumes of equal size with at most `maks` rows each.

    Rows are counted through the whole list.
    """
    maks = max(1, -(-len(bahan.baris) // max(1, -(-len(bahan.baris) // maks))))
    menurut: dict[tuple[str, str], list[BarisTerbit]] = {}
    for b in bahan.baris:
        menurut.setdefault((b["kategori"], b["opd"]), []).append(b)
    jilid: list[Jilid] = [Jilid(1, 0)]
    isi, nomor = 0, 0
    for kategori in KATEGORI_TERBIT:
        jilid[-1].bagian.append((kategori, []))
        for u in bahan.unit:
            sisa = [(nomor + i, b) for i, b in enumerate(menurut.get((kategori, u.kode), ()), 1)]
            nomor += len(sisa)
            while sisa:
                if isi == maks:
                    jilid.append(Jilid(len(jilid) + 1, 0, [(kategori, [])]))
                    isi = 0
                potong, sisa = sisa[: maks - isi], sisa[maks - isi :]
                jilid[-1].bagian[-1][1].append((u, potong))
                isi += len(potong)
    return [Jilid(j.nomor, len(jilid), _terisi(j, len(jilid))) for j in jilid]


def _terisi(j: Jilid, dari: int) -> list[Any]:
    """The sections of a volume; an empty one is said once, in a list of one volume or where it would begin."""
    return [b for b in j.bagian if b[1] or dari == 1]


def data_daftar(bahan: Bahan, jilid: Jilid, kertas: Kertas) -> dict[str, Any]:
    """One volume of the full list."""
    akhir = jilid.nomor == jilid.dari
    bawah = bawah_judul(bahan)
    judul = f"Daftar Informasi Publik {edisi_baca(bahan)}"
    if bahan.opd and bahan.unit:
        judul += f", {bahan.unit[0].nama}"
    if jilid.dari > 1:
        judul += f", jilid {jilid.nomor} dari {jilid.dari}"
        bawah = [f"JILID {jilid.nomor} DARI {jilid.dari}", *bawah]
    tambahan = {k: p for p in (bahan.pengesahan.perintah if bahan.pengesahan else ()) for k in p.butir}
    return {
        **kerangka(bahan, judul, kertas),
        "kop": kop(bahan),
        "baris-judul": baris_judul(bahan),
        "bawah-judul": bawah,
        "catatan": catatan(bahan) if jilid.nomor == 1 else [],
        "bagian": [
            {
                "judul": f"{_HURUF_BAGIAN[KATEGORI_TERBIT.index(kategori)]}. {NAMA_KATEGORI[kategori].upper()}",
                "unit": [_unit(bahan, u, baris, tambahan) for u, baris in unit],
            }
            for kategori, unit in jilid.bagian
        ],
        "penutup": _penutup(bahan) if akhir else [f"Bersambung ke jilid {jilid.nomor + 1} dari {jilid.dari}."],
        "tanda": tanda(bahan, ruang=18) if akhir else None,
    }


def _unit(
    bahan: Bahan, u: Unit, baris: Sequence[tuple[int, BarisTerbit]], tambahan: dict[str, PerintahSah]
) -> dict[str, Any]:
    ket = keterangan_unit(u.edisi_data, tanpa_data=u.tanpa_data)
    periode = bahan.revisi.kepala["periode"]
    return {
        "nama": "" if bahan.opd and not ket else _teks(u.nama),
        "ket": _teks(ket),
        "baris": [_baris(n, b, periode, tambahan) for n, b in baris],
    }


def _baris(nomor: int, b: BarisTerbit, periode: str, tambahan: dict[str, PerintahSah]) -> list[Any]:
    """The cells of one row; the last says whether it may be broken over pages."""
    kode = [b["kode"]] if b["kode"] else []
    if b["edisi"] != periode:
        kode.append(f"data {tulis_periode(b['edisi'])}")
    if b["kode"] in tambahan:
        kode.append(f"adendum, perintah nomor {tambahan[b['kode']].nomor}")
    bentuk = set(b["bentuk"])
    lain = _CENTANG if bentuk & {"softcopy", "online"} else f"{_CENTANG} (rekam)" if "rekam" in bentuk else ""
    unit_kerja = b["unit_kerja"] if b["unit_kerja"] != b["pejabat_penguasa"] else ""
    teks = (b["judul"], b["ringkasan"], " · ".join(kode), b["pejabat_penguasa"], unit_kerja, b["penanggung_jawab"])
    letak = (b["waktu_teks"], b["tempat"])
    cetak = (_CENTANG if "cetak" in bentuk else "") if bentuk else "belum diisi"
    panjang = max(map(len, (*teks, *letak, b["retensi_teks"]))) > SEL_UTUH
    isi = [_teks(t) for t in (*teks, *letak)]
    return [tulis_angka(nomor), *isi, cetak, lain, _teks(b["retensi_teks"]), panjang]


def _penutup(bahan: Bahan) -> list[str]:
    """What ends the list: its sums, whose rows are older, who sent nothing."""
    jumlah = tulis_angka(sum(bahan.jumlah.values()))
    rinci = ", ".join(
        f"bagian {h} {tulis_angka(bahan.jumlah[k])}" for h, k in zip(_HURUF_BAGIAN, KATEGORI_TERBIT, strict=True)
    )
    hasil = [f"Jumlah seluruhnya {jumlah} informasi: {rinci}."]
    lama = "; ".join(f"{u.nama} (data {tulis_periode(u.edisi_data)})" for u in bahan.unit if u.edisi_data)
    tanpa = "; ".join(u.nama for u in bahan.unit if u.tanpa_data)
    if lama:
        hasil.append(f"Belum menyampaikan data baru, sehingga memakai data edisi sebelumnya: {lama}.")
    if tanpa:
        hasil.append(f"Belum menyampaikan data: {tanpa}.")
    if sah := bahan.pengesahan:
        hasil.append(f"Sidik daftar ini (SHA-256 revisi.json): {sah.sidik}")
    return [_teks(t) for t in hasil]


def tanda(bahan: Bahan, *, ruang: int, kosong: bool = False) -> dict[str, Any]:
    """The signatures: Atasan on the left, PPID on the right under place and date. `ruang` is the height of the space in
    millimetres; `kosong` leaves it free for a signature still to come.
    """
    sah = bahan.pengesahan
    ibu_kota = bahan.revisi.kepala["lembaga"]["ibu_kota"]
    hari = tulis_tanggal(_tanggal(bahan)) or ISIAN
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


def _kotak(peran: Any, t: Tanda | None, atas: list[str], cara: str) -> dict[str, Any]:
    return {
        "atas": [_teks(x) for x in atas],
        "jabatan": [_teks(x) for x in jabatan_tanda(t, peran)],
        "ruang": [],
        "nama": _teks(t.nama if t else f"({ISIAN})"),
        "bawah": [_teks(x) for x in bawah_tanda(t or Tanda("", "", "", "", "", ""))],
        "cara": [_teks(x) for x in (cara, waktu_tanda(t)) if x] if t else ["(belum disahkan)"],
    }
