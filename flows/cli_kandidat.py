"""`dip kandidat`: what offices published on the Satu Data portal and did not list. Needs no server and no Prefect."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.layar import galat, layar

if TYPE_CHECKING:
    from dip.entri import Entri
    from dip.kandidat import Kandidat
    from dip.meja import Meja
    from dip.pengaturan import Opd
    from dip.tarikan import Alat
    from sumber.satu_data import Pandangan

kandidat_app = typer.Typer()


@dataclass(frozen=True, slots=True)
class Calon:
    """One office's candidates; `pandangan` is None where the portal could not be read, `sebab` then says why."""

    opd: Opd
    pandangan: Pandangan | None
    calon: Sequence[Kandidat] = ()
    sebab: str = ""


@kandidat_app.command()
def kandidat(
    opd: Annotated[str, typer.Argument(metavar="[OPD]", help="Kode OPD; kosong berarti semua, jumlahnya saja")] = "",
    sebagai_json: Annotated[bool, typer.Option("--json", help="Hasil untuk mesin")] = False,
) -> None:
    """Tampilkan dataset OPD di portal Satu Data yang belum ada di daftarnya: kandidat informasi publik.

    Tidak ada yang masuk daftar dengan sendirinya. Untuk ditawarkan ke OPD: dip templat <OPD> --kandidat.

    Kode keluar: 0 portal terbaca, atau isinya yang terakhir dipakai; 1 tidak terbaca; 2 salah pakai.

    Contoh: dip kandidat
    Contoh: dip kandidat DINKES --json
    """
    from flows.mulai import meja_luncur

    meja = meja_luncur()
    pilihan = _pilih(meja, opd)
    with galat.status("Membaca portal Satu Data …"):
        hasil = cari(meja, pilihan)
    if sebagai_json:
        from flows.tampilan import tulis_json

        tulis_json([_json(c) for c in hasil], layar)
    elif opd:
        _rincian(hasil[0])
    else:
        _tabel(hasil)
    for c in hasil:
        _sebut_sebab(c)
    raise typer.Exit(1 if any(c.pandangan is None for c in hasil) else 0)


def _pilih(meja: Meja, opd: str) -> list[Opd]:
    """The office asked for, or all that are named on the portal. Exits with 2 when there is nothing to look at."""
    if meja.pengaturan.lembaga.satu_data is None:
        teks = "Portal Satu Data belum disebut. Tambahkan di lembaga.yml: satu_data: {alamat: https://…}"
    elif opd and meja.pengaturan.cari_opd(opd.upper()) is None:
        teks = f"OPD {opd} tidak ada di pengaturan. Lihat: dip status"
    else:
        semua = [o for o in meja.pengaturan.opd if o.aktif and o.satu_data and opd.upper() in ("", o.kode)]
        if semua:
            return semua
        berkas = f"opd/{opd.lower()}.yml" if opd else "berkas OPD"
        teks = f"Belum ada nama di portal Satu Data. Tambahkan di {berkas}: satu_data: nama-organisasi"
    galat.print(teks, markup=False, soft_wrap=True)
    raise typer.Exit(2)


def cari(meja: Meja, opd: Sequence[Opd]) -> list[Calon]:
    """Look at the portal for each of these offices, which are named there."""
    from dip.jam import sekarang
    from dip.lacak import baris_menurut_opd
    from dip.tarikan import Alat

    baris = baris_menurut_opd(meja)
    alat = Alat(gudang=meja.gudang, jam=sekarang, tidur=time.sleep)
    with _portal_peraga(meja):
        return [_satu(meja, o, alat, baris.get(o.kode, [])) for o in opd]


@contextmanager
def _portal_peraga(meja: Meja) -> Iterator[None]:
    """The portal of the fictional regency, as long as it is looked at; nothing for a real institution."""
    if not meja.pengaturan.lembaga.contoh or os.environ.get("DIP_PERAGA"):
        yield
        return
    from sumber.peraga import taruh_portal
    from sumber.peraga.layanan import LayananPeraga

    with TemporaryDirectory() as folder, LayananPeraga(Path(folder)) as layanan:
        taruh_portal(Path(folder))
        os.environ["DIP_PERAGA"] = layanan.dasar
        try:
            yield
        finally:
            del os.environ["DIP_PERAGA"]


def _satu(meja: Meja, opd: Opd, alat: Alat, baris: Sequence[Entri]) -> Calon:
    from dip.dik import judul_untuk_koreksi
    from dip.kandidat import kandidat as pilih
    from sumber.penghubung.alamat import Gagal
    from sumber.satu_data import pandang

    try:
        p = pandang(meja, opd, alat)
    except Gagal as g:
        return Calon(opd, None, sebab=g.rincian)
    tertutup = judul_untuk_koreksi(meja.pengaturan.dik, opd.kode)
    return Calon(opd, p, pilih(p.dataset, baris, tertutup), p.sebab)


def calon_baris(meja: Meja, opd: Opd) -> list[Entri]:
    """One office's candidates as rows of its template. Exits when the portal, or the office there, is not known."""
    from dip.kandidat import usulan

    [c] = cari(meja, _pilih(meja, opd.kode))
    _sebut_sebab(c)
    if c.pandangan is None:
        raise typer.Exit(1)
    return usulan(c.calon, opd.kode)


def _sebut_sebab(c: Calon) -> None:
    """What went wrong at the portal, on standard error."""
    from dip.jam import ke_wib
    from keluaran.templat.ejaan import tulis_tanggal

    if not c.sebab:
        return
    pakai = (
        f"Dipakai isinya per {tulis_tanggal(ke_wib(c.pandangan.waktu).isoformat())}."
        if c.pandangan
        else "Ulangi nanti, atau periksa alamat satu_data di lembaga.yml."
    )
    galat.print(f"{c.opd.kode}: portal Satu Data tidak terbaca ({c.sebab}). {pakai}", markup=False, soft_wrap=True)


def _json(c: Calon) -> dict[str, Any]:
    from dip.pdp import samarkan

    return {
        "opd": c.opd.kode,
        "terbaca": c.pandangan is not None,
        "waktu": c.pandangan.waktu.isoformat() if c.pandangan else "",
        "sebab": c.sebab,
        "dataset": len(c.pandangan.dataset) if c.pandangan else 0,
        "kandidat": [
            {
                "satu_data_id": samarkan(k.dataset.nama),
                "judul": samarkan(k.dataset.judul),
                "alamat": samarkan(k.dataset.alamat),
                "diubah": k.dataset.diubah,
                "mirip": samarkan(k.mirip),
            }
            for k in c.calon
        ],
    }


def _rincian(c: Calon) -> None:
    """One office's candidates, one by one."""
    from rich.table import Table
    from rich.text import Text

    from dip.pdp import samarkan

    if c.pandangan is None:
        return
    if not c.pandangan.dataset:
        teks = f"Organisasi {c.opd.satu_data} tidak punya dataset di portal. Periksa satu_data di berkas OPD itu."
        layar.print(teks, markup=False, soft_wrap=True)
        return
    if not c.calon:
        teks = f"Tidak ada kandidat: {len(c.pandangan.dataset)} dataset {c.opd.nama} sudah terdaftar atau dikecualikan."
        layar.print(teks, markup=False, soft_wrap=True)
        return
    tabel = Table(title=Text(f"{len(c.calon)} dataset {c.opd.nama} belum ada di daftarnya"))
    for judul in ("Dataset", "Halaman", "Mirip dengan"):
        tabel.add_column(judul, overflow="fold")
    for k in c.calon:
        tabel.add_row(*(Text(samarkan(t)) for t in (k.dataset.judul, k.dataset.alamat, k.mirip)))
    layar.print(tabel)
    layar.print(f"Tawarkan ke OPD: dip templat {c.opd.kode} --kandidat", markup=False)


def _tabel(hasil: Sequence[Calon]) -> None:
    """All offices, who has most candidates first."""
    from rich.table import Table
    from rich.text import Text

    tabel = Table(title="Satu Data dan Daftar Informasi Publik")
    tabel.add_column("OPD", overflow="fold")
    for judul in ("Dataset", "Kandidat"):
        tabel.add_column(judul, justify="right")
    for c in sorted(hasil, key=lambda c: (-len(c.calon), c.opd.kode)):
        angka = (len(c.pandangan.dataset), len(c.calon)) if c.pandangan else ("?", "?")
        tabel.add_row(Text(c.opd.nama), *map(str, angka))
    layar.print(tabel)
    layar.print("Satu OPD dengan judulnya: dip kandidat <OPD>", markup=False)
