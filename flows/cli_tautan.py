"""`dip tautan …`: which published links are broken, and a look at them now. Needs no server."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.layar import galat, layar

if TYPE_CHECKING:
    from dip.meja import Meja
    from dip.tautan import Amatan
    from dip.tautan_baris import TautanOpd

tautan_app = typer.Typer(help="Tautan yang dipublikasikan: mana yang rusak, dan sejak kapan.", no_args_is_help=True)


@tautan_app.callback()
def _kelompok() -> None:
    """Tautan yang dipublikasikan: mana yang rusak, dan sejak kapan."""


@tautan_app.command("daftar")
def daftar(
    opd: Annotated[str, typer.Option(help="Kode OPD; kosong berarti semua")] = "",
    sebagai_json: Annotated[bool, typer.Option("--json", help="Hasil untuk mesin")] = False,
) -> None:
    """Tampilkan tautan yang rusak menurut pemeriksaan terakhir, yang terparah dahulu.

    Kode keluar: 0 tidak ada yang rusak, 1 ada, 2 salah pakai.

    Contoh: dip tautan daftar
    Contoh: dip tautan daftar --opd DINKES --json
    """
    from flows.mulai import meja_luncur

    meja = meja_luncur()
    if opd and meja.pengaturan.cari_opd(opd.upper()) is None:
        galat.print(f"OPD {opd} tidak ada di pengaturan. Lihat: dip status", markup=False, soft_wrap=True)
        raise typer.Exit(2)
    baris = _buruk(meja, opd.upper())
    if sebagai_json:
        from flows.tampilan import tulis_json

        tulis_json([_json(t) for t in baris], layar)
    else:
        _tabel(baris, {o.kode: o.nama for o in meja.pengaturan.opd})
    raise typer.Exit(1 if baris else 0)


def _buruk(meja: Meja, opd: str) -> list[TautanOpd]:
    """The bad links of one office, or of all."""
    from dip.tautan_baris import buruk_menurut_opd, pantauan
    from dip.tautan_catat import tautan_buruk

    with meja.register.baca() as k:
        keadaan = tautan_buruk(k, meja.lembaga)
    semua = buruk_menurut_opd(pantauan(meja).baris, keadaan)
    return [t for kode, isi in semua.items() if opd in ("", kode) for t in isi]


def _json(t: TautanOpd) -> dict[str, Any]:
    from dip.pdp import samarkan
    from keluaran.tautan_buku import saran, sebut_keadaan

    k = t.keadaan
    return {
        "opd": t.opd,
        "kode": k.kelas,
        "alamat": samarkan(k.alamat),
        "status_http": k.status,
        "sejak": k.sejak,
        "diperiksa": k.diperiksa,
        "keadaan": sebut_keadaan(t),
        "saran": saran(k.kelas),
        "butir": [e["kode"] for e in t.baris],
    }


def _tabel(baris: Sequence[TautanOpd], nama: dict[str, str]) -> None:
    from rich.table import Table
    from rich.text import Text

    from dip.pdp import samarkan
    from keluaran.tautan_buku import sebut_keadaan, sejak

    if not baris:
        layar.print("Tidak ada tautan yang rusak menurut pemeriksaan terakhir.")
        return
    tabel = Table(title=f"{len(baris)} tautan rusak")
    for judul in ("OPD", "Tautan", "Keadaan", "Sejak", "Butir"):
        tabel.add_column(judul, overflow="fold")
    for t in baris:
        isi = (
            nama.get(t.opd, t.opd),
            samarkan(t.keadaan.alamat),
            sebut_keadaan(t),
            sejak(t.keadaan),
            str(len(t.baris)),
        )
        tabel.add_row(*map(Text, isi))
    layar.print(tabel)
    layar.print("Daftar untuk tiap OPD ada di folder tautan; kirimkan kepada OPD itu.")


@tautan_app.command("periksa")
def periksa(
    alamat: Annotated[list[str] | None, typer.Argument(help="Alamat yang diperiksa; kosong berarti semua")] = None,
    menit: Annotated[int, typer.Option(min=1, help="Paling lama sekian menit")] = 60,
) -> None:
    """Buka tautan sekarang juga, pelan-pelan, dan catat hasilnya untuk draf berikutnya.

    Kode keluar: 0 semua dapat dibuka, 1 ada yang tidak.

    Contoh: dip tautan periksa
    Contoh: dip tautan periksa https://dinkes.contohkab.go.id/profil.pdf
    """
    from dip.jam import sekarang
    from dip.tarikan import Alat
    from dip.tautan_baris import pantauan
    from flows.mulai import meja_luncur

    meja = meja_luncur()
    alat = Alat(gudang=meja.gudang, jam=sekarang, tidur=time.sleep)
    dipantau = pantauan(meja).tautan
    if alamat:
        asing = [u for u in alamat if u not in set(dipantau)]
        buruk = sum(_satu(meja, u, alat) for u in asing)
        buruk += _periksa(meja, [u for u in alamat if u not in set(asing)], alat, menit)
    else:
        buruk = _periksa(meja, dipantau, alat, menit)
    raise typer.Exit(1 if buruk else 0)


def _satu(meja: Meja, url: str, alat: Any) -> int:
    """A link of no edition: looked at, not filed."""
    from sumber.penghubung.tautan import periksa_tautan

    a = periksa_tautan(url, alat, meja.pengaturan.lembaga.kebijakan)
    _tulis(url, a)
    return bool(a.kode)


def _periksa(meja: Meja, tautan: list[str], alat: Any, menit: int) -> int:
    """Links of an edition, with a progress bar; how many are not right."""
    from rich.progress import Progress

    from sumber.penghubung.tautan_banyak import Sopan
    from sumber.penghubung.tautan_malam import periksa_malam

    buruk = 0
    with Progress(console=galat, transient=True) as maju:
        kerja = maju.add_task("Memeriksa tautan", total=len(tautan))

        def lapor(url: str, a: Amatan) -> None:
            nonlocal buruk
            maju.advance(kerja)
            if a.kode or a.tunda:
                buruk += bool(a.kode)
                _tulis(url, a)

        malam = periksa_malam(meja, tautan, alat, Sopan(detik=menit * 60.0), kini=time.monotonic, lapor=lapor)
    if malam.terputus:
        galat.print("Tidak satu pun situs menjawab. Periksa sambungan internet mesin ini, lalu ulangi.", soft_wrap=True)
        return 1
    sisa = malam.semua - malam.diperiksa
    layar.print(
        f"{malam.diperiksa} tautan diperiksa, {buruk} tidak dapat dibuka masyarakat."
        + (f" {sisa} belum sempat; jalankan lagi untuk melanjutkan." if sisa else "")
    )
    return buruk


def _tulis(url: str, a: Amatan) -> None:
    from dip.pdp import samarkan

    kata = "ditunda" if a.tunda else a.kode or "baik"
    rincian = f" ({samarkan(a.rincian)})" if a.rincian else ""
    layar.print(f"{kata:8} {samarkan(url)}{rincian}", markup=False, soft_wrap=True)
