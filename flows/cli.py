"""`dip …`: the terminal face of the house. Thin; offline verbs load only the rooms they need, and never Prefect."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.cli_bahasa import jalankan as jalankan_perintah
from flows.cli_berkas import berkas_app
from flows.cli_bukti import bukti_app
from flows.cli_cadangan import cadangan_app
from flows.cli_catat import catat_app
from flows.cli_cetak import cetak_app
from flows.cli_dik import dik_app
from flows.cli_kabar import kabar_app
from flows.cli_kandidat import kandidat_app
from flows.cli_kantor import kantor_app
from flows.cli_koreksi import koreksi_app
from flows.cli_papan import papan_app
from flows.cli_pasang import pasang_app
from flows.cli_pejabat import pejabat_app
from flows.cli_surat import surat_app
from flows.cli_tautan import tautan_app
from flows.cli_terbitan import terbitan_app
from flows.cli_tujuan import tujuan_app
from flows.cli_verifikasi import verifikasi_app
from flows.layar import galat, layar, tanpa_warna

app = typer.Typer(
    name="dip",
    help="Daftar Informasi Publik: dari berkas OPD sampai terbit.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(berkas_app)
app.add_typer(verifikasi_app)
app.add_typer(cetak_app)
app.add_typer(pejabat_app, name="pejabat")
app.add_typer(koreksi_app, name="koreksi")
app.add_typer(catat_app, name="catat")
app.add_typer(surat_app, name="surat")
app.add_typer(dik_app, name="dik")
app.add_typer(tujuan_app, name="tujuan")
app.add_typer(terbitan_app, name="terbitan")
app.add_typer(papan_app)
app.add_typer(kabar_app, name="kabar")
app.add_typer(tautan_app, name="tautan")
app.add_typer(kandidat_app)
app.add_typer(kantor_app, name="kantor")
app.add_typer(pasang_app)
app.add_typer(cadangan_app)
app.add_typer(bukti_app)


def _versi(diminta: bool) -> None:
    if diminta:
        from importlib.metadata import version

        _kabar(f"dip-publik {version('dip-publik')}")
        raise typer.Exit


@app.callback()
def _akar(
    versi: Annotated[
        bool, typer.Option("--version", "--versi", callback=_versi, is_eager=True, help="Tampilkan versi program ini.")
    ] = False,
    polos: Annotated[bool, typer.Option("--tanpa-warna", help="Tulisan polos tanpa warna (juga: NO_COLOR=1).")] = False,
) -> None:
    """Daftar Informasi Publik: dari berkas OPD sampai terbit.

    Sehari-hari: dip mulai (nyalakan), dip status (di mana edisi ini), dip tarik-ulang (yang gagal), dip putuskan.
    """
    if polos:
        tanpa_warna()


def _kabar(teks: str) -> None:
    layar.print(teks, markup=False, soft_wrap=True)


def utama() -> None:
    """Entry point: known faults become one clear sentence and exit code 1, never a traceback."""
    try:
        raise SystemExit(jalankan_perintah(app))
    except Exception as e:
        if not isinstance(e, _dikenal()):
            raise
        galat.print(str(e), markup=False, soft_wrap=True)
        raise SystemExit(1) from None


def _dikenal() -> tuple[type[Exception], ...]:
    """Faults that have a sentence of their own; looked up only when something went wrong."""
    from dip.cadangan_isi import CadanganGalat
    from dip.cakram import DiskGalat
    from dip.muat import PengaturanGalat
    from dip.pejabat import ContohDitolak, PejabatGalat
    from dip.pindah import PindahGalat
    from dip.rahasia import BrankasGalat
    from dip.register import RegisterGalat
    from flows.sistem import SistemGalat

    tempat = (BrankasGalat, RegisterGalat, DiskGalat, CadanganGalat, PindahGalat)
    return PengaturanGalat, ContohDitolak, PejabatGalat, SistemGalat, *tempat


@app.command()
def mulai() -> None:
    """Nyalakan server Prefect, pekerja, dan pratinjau; Ctrl-C untuk berhenti.

    Contoh: dip mulai
    """
    from flows.mulai import utama as jalan

    raise typer.Exit(jalan(_kabar))


@app.command()
def demo() -> None:
    """Satu bulan Kabupaten Contoh, dari berkas OPD sampai terbit, lewat Prefect yang sebenarnya.

    Contoh: dip demo
    """
    from flows.demo import DemoGagal
    from flows.demo import utama as jalan

    try:
        raise typer.Exit(jalan(_kabar))
    except DemoGagal as e:
        galat.print(f"Demo gagal: {e}", markup=False, soft_wrap=True)
        raise typer.Exit(1) from None


@app.command()
def jalankan(
    periode: Annotated[str, typer.Argument(help="Bulan edisi, misalnya 2026-11; kosong berarti bulan berjalan")] = "",
) -> None:
    """Jalankan edisi satu bulan (sistem harus sudah menyala: dip mulai).

    Contoh: dip jalankan
    Contoh: dip jalankan 2026-11
    """
    from flows.petugas import jalankan_edisi

    _kabar(jalankan_edisi(periode))


@app.command()
def lanjutkan(periode: Annotated[str, typer.Argument(help="Bulan edisi yang terbuka, misalnya 2026-11")]) -> None:
    """Lanjutkan edisi terbuka yang jalannya dibatalkan, dihapus, atau gagal; persetujuan yang ada tetap berlaku.

    Contoh: dip lanjutkan 2026-11
    """
    from flows.petugas import lanjutkan_edisi

    _kabar(lanjutkan_edisi(periode))


@app.command()
def batalkan() -> None:
    """Akhiri edisi terbuka yang jalannya sudah mati, dengan authenticator petugas.

    Contoh: dip batalkan
    """
    from flows.petugas import batalkan_edisi

    batalkan_edisi(layar)


@app.command("tarik-ulang")
def tarik_ulang(
    opd: Annotated[list[str] | None, typer.Argument(help="Kode OPD; kosong berarti semua yang gagal")] = None,
) -> None:
    """Tarik ulang sumber OPD ke edisi terbuka; sesudahnya pilih *susun ulang* di gerbang petugas agar dipakai.

    Contoh: dip tarik-ulang
    Contoh: dip tarik-ulang DINKES BPKAD
    """
    from flows.petugas import jalankan_tarik_ulang

    _kabar(jalankan_tarik_ulang(opd or []))


@app.command()
def putuskan() -> None:
    """Ambil kode persetujuan di terminal, sama seperti di halaman draf.

    Contoh: dip putuskan
    """
    from flows.putuskan import ambil_kode

    ambil_kode(layar)


@app.command()
def status(
    json: Annotated[bool, typer.Option("--json", help="Keluarkan JSON untuk dibaca mesin")] = False,
) -> None:
    """Di mana edisi ini berada, sejak kapan, dan siapa yang harus bertindak; di atasnya papan OPD.

    Contoh: dip status
    Contoh: dip status --json
    """
    from flows.status import tulis_status

    tulis_status(layar, json=json)


@app.command()
def kode(nama: Annotated[str, typer.Argument(help="Nama masuk pejabat contoh, misalnya rina")]) -> None:
    """Angka authenticator pejabat Kabupaten Contoh (hanya untuk pejabat contoh bawaan).

    Contoh: dip kode rina
    """
    from dip.jam import sekarang
    from dip.pejabat import kode_contoh
    from flows.mulai import meja_luncur

    meja = meja_luncur()
    _kabar(kode_contoh(meja.register, meja.brankas, meja.pengaturan, nama, sekarang()))


if __name__ == "__main__":
    utama()
