"""`dip pejabat …`: who the officials are, and the life of their authenticators. Needs no server and no Prefect."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Column, Table

from flows.bukti_diri import tanya_angka
from flows.layar import galat, layar

if TYPE_CHECKING:
    from dip.meja import Meja
    from dip.pendaftaran import Pendaftaran, Perubahan
    from dip.tolakan import Tolakan
    from keluaran.kabar import Pesan

pejabat_app = typer.Typer(help="Pejabat dan authenticator mereka.", no_args_is_help=True)

Nama = Annotated[str, typer.Argument(help="Nama masuk pejabat")]
Qr = Annotated[
    Path | None,
    typer.Option(help="Tulis QR ke berkas PNG baru ini, hanya untuk pejabat itu; dihapus lagi sesudah dikonfirmasi"),
]

KALI_COBA = 5
"""How often the digits of a new authenticator may be typed before the enrolment must be begun again."""

_KEADAAN = {
    "tidak_perlu": "tidak perlu",
    "belum": "belum",
    "menunggu": "menunggu konfirmasi",
    "terdaftar": "terdaftar",
}


def _kabar(teks: str) -> None:
    layar.print(teks, markup=False, soft_wrap=True)


def _gagal(teks: str) -> typer.Exit:
    """Say why on standard error; raise what this returns."""
    galat.print(teks, markup=False, soft_wrap=True)
    return typer.Exit(1)


@pejabat_app.command("daftar")
def daftar(
    nama: Annotated[str, typer.Argument(help="Nama masuk pejabat; kosong berarti tampilkan semua")] = "",
    qr: Qr = None,
    tanpa_saksi: Annotated[
        bool,
        typer.Option(
            "--tanpa-saksi", help="Authenticator lama sudah dicabut dan tidak ada pejabat lain yang dapat bersaksi"
        ),
    ] = False,
) -> None:
    """Daftarkan authenticator seorang pejabat, atau tampilkan semua pejabat.

    Contoh: dip pejabat daftar
    Contoh: dip pejabat daftar rina
    """
    from dip.jam import sekarang
    from dip.pejabat import daftarkan, daftarkan_tanpa_saksi
    from flows.mulai import meja_luncur

    meja = meja_luncur()
    if not nama:
        _tampilkan(meja)
        return
    mulai = daftarkan_tanpa_saksi if tanpa_saksi else daftarkan
    _jalankan(meja, nama, qr, lambda: mulai(meja.register, meja.brankas, meja.pengaturan, nama, sekarang()))


@pejabat_app.command("ganti")
def ganti(nama: Nama, qr: Qr = None) -> None:
    """Ganti ponsel: dibuktikan dengan authenticator lama, yang berlaku sampai yang baru dikonfirmasi.

    Contoh: dip pejabat ganti rina
    """
    from dip.jam import sekarang
    from dip.pejabat import ganti as mulai
    from dip.pejabat import periksa_ganti
    from flows.mulai import meja_luncur

    meja = meja_luncur()
    with meja.register.baca() as k:
        periksa_ganti(k, meja.pengaturan, nama)

    def minta() -> Pendaftaran | Tolakan:
        totp = tanya_angka(f"Angka authenticator lama milik {nama}")
        return mulai(meja.register, meja.brankas, meja.pengaturan, nama, totp=totp, waktu=sekarang())

    _jalankan(meja, nama, qr, minta)


@pejabat_app.command("pulihkan")
def pulihkan(
    nama: Nama,
    oleh: Annotated[str, typer.Option(help="Nama masuk pejabat lain yang menyaksikan, dengan authenticator-nya")],
    qr: Qr = None,
) -> None:
    """Ponsel hilang: pejabat kedua bersaksi dengan authenticator-nya, lalu yang baru didaftarkan.

    Contoh: dip pejabat pulihkan rina --oleh hasan
    """
    from dip.jam import sekarang
    from dip.pejabat import periksa_pulih
    from dip.pejabat import pulihkan as mulai
    from flows.mulai import meja_luncur

    meja = meja_luncur()
    with meja.register.baca() as k:
        periksa_pulih(k, meja.pengaturan, nama, oleh, sekarang())

    def minta() -> Pendaftaran | Tolakan:
        totp = tanya_angka(f"Angka authenticator saksi ({oleh})")
        return mulai(meja.register, meja.brankas, meja.pengaturan, nama, saksi=oleh, totp=totp, waktu=sekarang())

    _jalankan(meja, oleh, qr, minta)


@pejabat_app.command("cabut")
def cabut(nama: Nama) -> None:
    """Cabut authenticator pejabat, beserta kode persetujuannya yang belum dipakai dan masuknya ke pratinjau.

    Contoh: dip pejabat cabut rina
    """
    from dip.jam import sekarang
    from dip.pejabat import cabut_pendaftaran
    from flows.mulai import meja_luncur

    meja = meja_luncur()
    _kabari(meja, cabut_pendaftaran(meja.register, meja.pengaturan, nama, sekarang()))
    _kabar(f"Authenticator '{nama}' dicabut. Pasang yang baru: dip pejabat pulihkan {nama} --oleh SAKSI")


def _jalankan(meja: Meja, pembukti: str, qr: Path | None, mulai: Callable[[], Pendaftaran | Tolakan]) -> None:
    """Begin an enrolment, show its QR code, and ask for the first digits. `pembukti` is whose digits begin it."""
    from dip.pendaftaran import Pendaftaran
    from flows.bukti_diri import galat_tolakan

    with _tempat_qr(qr) as simpan:
        baru = mulai()
        if not isinstance(baru, Pendaftaran):
            raise galat_tolakan(meja, pembukti, baru)
        simpan(baru.uri)
        hasil = _konfirmasi(meja, baru)
    _kabari(meja, hasil)
    _kabar(f"Authenticator '{baru.pejabat}' terdaftar dan berlaku.")


def _konfirmasi(meja: Meja, baru: Pendaftaran) -> Perubahan:
    """Ask until the digits are those of the new authenticator. Raises typer.Exit when they never are."""
    from dip.jam import sekarang
    from dip.pejabat import Perubahan, konfirmasi
    from dip.tolakan import kalimat_tolakan

    for _ in range(KALI_COBA):
        totp = tanya_angka("Enam angka yang sekarang tampil di ponsel itu")
        hasil = konfirmasi(meja.register, meja.brankas, meja.pengaturan, baru, totp, sekarang())
        if isinstance(hasil, Perubahan):
            return hasil
        galat.print(kalimat_tolakan(hasil), markup=False, soft_wrap=True)
        if hasil.sebab == "pendaftaran_lewat":
            raise typer.Exit(1)
    raise _gagal("Pendaftaran belum dikonfirmasi dan tidak berlaku. Ulangi dari awal dengan QR baru.")


@contextmanager
def _tempat_qr(qr: Path | None) -> Iterator[Callable[[str], None]]:
    """How to show a QR code: in the terminal, or in a new 0600 file that is gone when the block ends.

    The file is made first: a place that cannot be written must show before the secret exists.
    """
    from dip.pejabat import qr_png, qr_terminal

    if qr is None:
        yield lambda uri: _kabar(
            f"Pindai dengan aplikasi authenticator di ponsel pejabat itu, dalam 15 menit.\n{qr_terminal(uri)}"
        )
        return
    try:
        tempat = os.open(qr, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise _gagal(f"{qr} sudah ada. Pilih nama berkas lain untuk QR.") from None
    except OSError as e:
        raise _gagal(f"QR tidak dapat disimpan di {qr}: {e.strerror}") from None

    def simpan(uri: str) -> None:
        with os.fdopen(os.dup(tempat), "wb") as f:
            f.write(qr_png(uri))
        _kabar(f"QR disimpan di {qr}. Pindai dengan ponsel pejabat itu dalam 15 menit; sesudah itu berkasnya dihapus.")

    try:
        yield simpan
    finally:
        os.close(tempat)
        qr.unlink(missing_ok=True)


def _tampilkan(meja: Meja) -> None:
    """The table of all officials."""
    from dip.jam import sekarang
    from dip.pejabat import daftar as semua
    from dip.pengaturan import NAMA_PERAN, gabung_jabatan

    tabel = Table(Column("Nama masuk", no_wrap=True), Column("Nama dan jabatan", overflow="fold"), show_lines=True)
    for judul, lebar in (("Peran", 9), ("Masa jabatan", 12), ("Authenticator", 13)):
        tabel.add_column(judul, min_width=lebar)
    for b in semua(meja.register, meja.pengaturan, sekarang()):
        masa = f"{b.mulai}\ns.d. {b.sampai}" if b.sampai else f"sejak\n{b.mulai}"
        kini = "" if b.berlaku else "\ntidak menjabat"
        nama = f"{b.nama}\n{gabung_jabatan(b.sebutan, b.jabatan)}"
        keadaan = _KEADAAN[b.keadaan] + (" (contoh)" if b.contoh else "")
        tabel.add_row(b.kode, nama, NAMA_PERAN[b.peran], masa + kini, keadaan)
    layar.print(tabel)


def _kabari(meja: Meja, perubahan: Perubahan) -> None:
    """Tell the official himself and the petugas."""
    from dip.jam import sekarang
    from keluaran.kabar.teks import perubahan_authenticator

    _kirim(meja, perubahan_authenticator(meja.pengaturan, perubahan, sekarang()))


def _kirim(meja: Meja, pesan: list[Pesan]) -> None:
    from tasks.antar import sampaikan

    sampaikan(meja, pesan)
