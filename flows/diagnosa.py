"""`dip diagnosa`: one office in a terminal, from its last pulls to the next step."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dip.diagnosa import (
    Bentuk,
    TarikanLalu,
    Ubah,
    bandingkan_bentuk,
    bentuk,
    dua_berkas,
    inang_sumber,
    riwayat_tarikan,
    saran,
    seinang,
    terakhir_baik,
)
from dip.gudang import BlobRusak
from dip.jam import hari_singkat, ke_wib, nama_periode
from dip.meja import Meja
from dip.papan import BarisPapanKini, Papan
from dip.pdp import samarkan
from dip.pengaturan import Opd
from dip.pengaturan_sumber import NAMA_KONFIRMASI
from dip.pesan import kalimat_sebab
from dip.pesan.papan import sebut_hasil, sebut_konfirmasi, sebut_sejak, sebut_temuan
from dip.tanda_terima import TERBARU, tarikan_edisi
from flows.mulai import meja_luncur
from flows.papan import baca_papan_kini, cari_opd
from flows.tampilan import tulis_json

BANYAK = 8
"""Pulls that are shown."""


@dataclass(frozen=True, slots=True)
class Diagnosa:
    """What is known about an office. `berkas` are its last two different files with their shapes, newest first (a shape
    is None where the file cannot be read again), `ubahan` what changed between them (None: fewer than two to compare).
    """

    opd: Opd
    papan: Papan
    baris: BarisPapanKini | None
    riwayat: list[TarikanLalu]
    berkas: list[tuple[TarikanLalu, Bentuk | None]]
    ubahan: list[Ubah] | None
    inang: str
    seinang: list[str]
    gagal_seinang: list[str]
    saran: list[str]


def tulis_diagnosa(layar: Console, kode: str, *, json: bool) -> None:
    """Find it all out and print it. Raises SistemGalat for a code that is no office."""
    meja = meja_luncur()
    d = diagnosa(meja, cari_opd(meja.pengaturan, kode))
    if json:
        tulis_json(diagnosa_json(d), layar)
    else:
        _tulis(layar, d)


def diagnosa(meja: Meja, opd: Opd) -> Diagnosa:
    """What is known about an office."""
    papan = baca_papan_kini(meja)
    with meja.register.baca() as k:
        riwayat = riwayat_tarikan(k, meja.lembaga, opd.kode)
        terima = tarikan_edisi(k, papan.edisi.id, TERBARU) if papan.edisi else {}
    alamat = {o: t.alamat for o, t in terima.items()}
    berkas = [(r, _bentuk(meja, opd, r)) for r in dua_berkas(riwayat)]
    bentuknya = [b for _, b in berkas if b is not None]
    sama = seinang(opd, meja.pengaturan.opd_aktif(), alamat)
    gagal = [o for o in sama if o in papan.gagal]
    baris = next((b for b in papan.baris if b.opd == opd.kode), None)
    return Diagnosa(
        opd=opd,
        papan=papan,
        baris=baris,
        riwayat=riwayat,
        berkas=berkas,
        ubahan=bandingkan_bentuk(bentuknya[1], bentuknya[0]) if len(bentuknya) == 2 else None,
        inang=inang_sumber(opd, alamat.get(opd.kode, "")),
        seinang=sama,
        gagal_seinang=gagal,
        saran=saran(opd, baris, gagal, papan.edisi.kode if papan.edisi else ""),
    )


def _bentuk(meja: Meja, opd: Opd, r: TarikanLalu) -> Bentuk | None:
    """The shape of a kept file: remembered, or read again behind the limits of a child process."""
    from tasks.diagnosa import baca_lagi  # Prefect comes with it: only where a file is to be read

    try:
        hasil = baca_lagi(meja, opd, r.tarikan, r.periode)
    except BlobRusak:
        return None
    return bentuk(hasil)


def diagnosa_json(d: Diagnosa) -> dict[str, Any]:
    """For machines; personal data masked."""
    return {
        "opd": d.opd.kode,
        "nama": d.opd.nama,
        "papan": d.baris.ke_json() if d.baris else None,
        "tarikan": [_json_tarikan(r) for r in d.riwayat[:BANYAK]],
        "terakhir_baik": _json_tarikan(baik) if (baik := terakhir_baik(d.riwayat)) else None,
        "berkas": [{"tarikan": _json_tarikan(r), "bentuk": asdict(b) if b else None} for r, b in d.berkas],
        "ubahan": None if d.ubahan is None else [asdict(u) for u in d.ubahan],
        "inang": d.inang,
        "seinang": d.seinang,
        "gagal_seinang": d.gagal_seinang,
        "konfirmasi_diminta": d.opd.konfirmasi,
        "saran": d.saran,
    }


def _json_tarikan(r: TarikanLalu) -> dict[str, Any]:
    t = r.tarikan
    isi = {**t.ke_json(), "nama_berkas": samarkan(t.nama_berkas), "rincian": samarkan(t.rincian)}
    isi |= {"alamat": samarkan(t.alamat), "lain": [samarkan(x) for x in t.lain], "pengirim": samarkan(t.pengirim)}
    return {**isi, "periode": r.periode, "kalimat": samarkan(kalimat_sebab(t.sebab, t.rincian)) if t.sebab else ""}


def _tulis(layar: Console, d: Diagnosa) -> None:
    def baris(nama: str, isi: str) -> None:
        layar.print(f"{nama:<14}: {isi}", markup=False, soft_wrap=True)

    layar.print(Text(f"{d.opd.kode}  {d.opd.nama}", style="bold"))
    b = d.baris
    if b is not None:
        sejak = f", sejak {sebut_sejak(b)}" if b.sejak else ""
        edisi = f" (edisi {nama_periode(b.sejak_periode)})" if b.sejak_periode else ""
        baris("Keadaan", f"{sebut_hasil(b)}{sejak}{edisi}")
        if temuan := sebut_temuan(b):
            baris("Temuan", temuan)
        diminta = NAMA_KONFIRMASI[d.opd.konfirmasi]
        baris("Konfirmasi", f"{sebut_konfirmasi(b) or 'belum ada'}; yang diminta: {diminta}")
    _tulis_tarikan(layar, d)
    baik = terakhir_baik(d.riwayat)
    baris("Terakhir baik", _sebut(baik) if baik else "belum pernah")
    _tulis_ubahan(layar, d)
    if d.inang:
        gagal = f"{len(d.gagal_seinang)} di antaranya gagal: {', '.join(d.gagal_seinang)}" if d.gagal_seinang else ""
        lain = f"dipakai juga oleh {len(d.seinang)} OPD lain; {gagal or 'tidak ada yang gagal'}" if d.seinang else ""
        baris("Inang", f"{d.inang}{', ' + lain if lain else ', hanya OPD ini'}")
    layar.print(Text("Yang perlu dilakukan", style="bold"))
    for isi in d.saran:
        layar.print(f"  {isi}", markup=False, soft_wrap=True)


def _tulis_tarikan(layar: Console, d: Diagnosa) -> None:
    if not d.riwayat:
        layar.print("Belum pernah ditarik.")
        return
    layar.print(Text("Penarikan terakhir", style="bold"))
    tabel = Table(box=None, padding=(0, 1), header_style="bold")
    for judul in ("Waktu", "Edisi", "Hasil"):
        tabel.add_column(judul, no_wrap=True)
    tabel.add_column("Ukuran", justify="right", no_wrap=True)
    tabel.add_column("Berkas atau sebab", overflow="fold", ratio=3)
    tabel.add_column("Alamat", overflow="fold", ratio=2)
    for r in d.riwayat[:BANYAK]:
        t = r.tarikan
        isi = samarkan(kalimat_sebab(t.sebab, t.rincian) if t.sebab else t.nama_berkas)
        ukuran = f"{t.ukuran / 1024:.0f} KB" if t.ukuran else ""
        gaya = "red" if t.hasil == "gagal" else ""
        sel = (_saat(t.waktu), r.periode, t.hasil, ukuran, isi, samarkan(t.alamat))
        tabel.add_row(*(Text(x, style=gaya) for x in sel))
    layar.print(tabel)


def _tulis_ubahan(layar: Console, d: Diagnosa) -> None:
    for r, b in d.berkas:
        isi = "tidak dapat dibaca lagi"
        if b is not None:
            isi = f"{b.jenis or 'tidak terbaca'}, {b.entri} informasi, {len(b.lembar)} lembar"
        layar.print(f"  {_sebut(r)}: {isi}, sha256 {r.tarikan.sha_berkas[:12]}…", markup=False, soft_wrap=True)
    if d.ubahan is None:
        layar.print("  Belum ada dua berkas berbeda untuk dibandingkan.")
        return
    layar.print(Text("Berubah dari berkas sebelumnya" if d.ubahan else "Bentuk berkas tidak berubah", style="bold"))
    for u in d.ubahan:
        layar.print(f"  {u.apa}: {u.dulu} → {u.kini}", markup=False, soft_wrap=True)


def _sebut(r: TarikanLalu) -> str:
    return f"{_saat(r.tarikan.waktu)}, edisi {r.periode}, {samarkan(r.tarikan.nama_berkas) or r.tarikan.hasil}"


def _saat(iso: str) -> str:
    w = ke_wib(datetime.fromisoformat(iso))
    return f"{hari_singkat(w)} {w:%H.%M}"
