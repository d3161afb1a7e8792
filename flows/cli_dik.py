"""`dip dik …`: the register of excluded information, completed by people. No server, no Prefect.

Saving asks for no authenticator: the register lies in the settings folder, and who may write there is trusted with it
(the administrator; see the threat model). The journal keeps who said he changed it, and digests of the folder before
and after. Titles that are closed are never printed.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from flows.layar import galat, layar

if TYPE_CHECKING:
    from dip.dik_buku import BukuDik
    from dip.dik_rencana import Rencana, UbahanDik
    from dip.dik_ringkas import RingkasDik
    from dip.dik_tulis import HasilSimpan
    from dip.meja import Meja
    from dip.revisi import Revisi

dik_app = typer.Typer(
    help="Daftar informasi yang dikecualikan (DIK): lihat, lengkapi lewat buku kerja, simpan.", no_args_is_help=True
)


def _gagal(teks: str) -> typer.Exit:
    """Say why on standard error; raise what this returns."""
    galat.print(teks, markup=False, soft_wrap=True)
    return typer.Exit(1)


def _kabar(teks: str) -> None:
    layar.print(teks, markup=False, soft_wrap=True)


def _xlsx(nilai: Path) -> Path:
    """A place for a workbook."""
    if nilai.suffix.lower() != ".xlsx":
        raise typer.BadParameter(f"nama berkasnya harus berakhiran .xlsx, misalnya {nilai.with_suffix('.xlsx').name}")
    return nilai


@dik_app.command()
def daftar(
    edisi: Annotated[
        str, typer.Option(help="Usulan dari edisi ini, misalnya 2026-11; bawaan: yang terbuka, lalu yang tayang")
    ] = "",
    sebagai_json: Annotated[bool, typer.Option("--json", help="Hasil untuk mesin")] = False,
) -> None:
    """Semua informasi yang dikecualikan dan usulan baru, dengan yang masih kurang; yang belum diuji paling atas.

    Contoh: dip dik daftar
    """
    from dip.dik_ringkas import ringkas_dik
    from dip.jam import sekarang
    from flows.mulai import meja_luncur
    from flows.tampilan import tulis_json

    meja = meja_luncur()
    kode, revisi = _draf(meja, edisi)
    ringkas = ringkas_dik(meja.pengaturan, revisi, sekarang().date())
    if sebagai_json:
        tulis_json({"edisi": kode, "daftar": [r.ke_json() for r in ringkas]}, layar)
    else:
        _tampilkan(ringkas, kode)


@dik_app.command()
def buku(
    berkas: Annotated[Path, typer.Argument(callback=_xlsx, help="Nama buku kerja yang akan dibuat (.xlsx)")],
    edisi: Annotated[
        str, typer.Option(help="Usulan dari edisi ini, misalnya 2026-11; bawaan: yang terbuka, lalu yang tayang")
    ] = "",
) -> None:
    """Buat buku kerja untuk dilengkapi: satu baris tiap informasi yang dikecualikan dan tiap usulan baru. TERTUTUP.

    Contoh: dip dik buku dik-november.xlsx
    """
    from dip.beku import identitas
    from dip.dik_ringkas import kurang_dik, usulan
    from dip.jam import sekarang
    from flows.mulai import meja_luncur
    from keluaran.lembar_dik import lembar_dik

    meja = meja_luncur()
    kode, revisi = _draf(meja, edisi)
    p, hari = meja.pengaturan, sekarang().date()
    semua = [*p.dik, *usulan(p, revisi)]
    kurang = {d.id_dik: [k.kalimat for k in x] for d, x in zip(semua, kurang_dik(semua, hari), strict=True)}
    _tulis_tertutup(berkas, lembar_dik(identitas(p.lembaga), p.opd, semua, hari=hari, kurang=kurang))
    dari = f" dari edisi {kode}" if kode else ""
    _kabar(f"{berkas}: {len(p.dik)} informasi tercatat, {len(semua) - len(p.dik)} usulan baru{dari}.")
    _kabar("TERTUTUP, hanya Anda yang dapat membukanya. Sesudah diisi: dip dik simpan " + f"{berkas} --periksa")


def _tulis_tertutup(berkas: Path, isi: bytes) -> None:
    """A new file that only its owner can read; nothing is overwritten."""
    try:
        with os.fdopen(os.open(berkas, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as f:
            f.write(isi)
    except FileExistsError:
        raise _gagal(f"{berkas} sudah ada dan tidak ditimpa. Pilih nama lain, atau pindahkan dulu yang itu.") from None
    except OSError as e:
        raise _gagal(f"Tidak dapat menyimpan {berkas}: {e.strerror}") from None


@dik_app.command()
def simpan(
    berkas: Annotated[Path, typer.Argument(help="Buku kerja yang sudah diisi", exists=True, dir_okay=False)],
    oleh: Annotated[str, typer.Option(help="Nama masuk petugas atau PPID yang menyimpan, misalnya rina")] = "",
    periksa: Annotated[bool, typer.Option("--periksa", help="Tampilkan saja, jangan menyimpan apa pun")] = False,
) -> None:
    """Simpan buku kerja ke daftar DIK di folder pengaturan; bila ada satu saja yang salah, tidak ada yang disimpan.

    Contoh: dip dik simpan dik-november.xlsx --periksa
    Contoh: dip dik simpan dik-november.xlsx --oleh rina

    Kode keluar: 0 tersimpan atau tidak ada perubahan, 1 ada yang harus dibetulkan.
    """
    from dip.dik_tulis import DikGalat, penyimpan, rencanakan, simpan_buku
    from dip.jam import sekarang
    from flows.mulai import folder_contoh, meja_luncur

    if not oleh and not periksa:
        raise typer.BadParameter("tambahkan --oleh NAMA (petugas atau PPID), atau --periksa untuk melihat dulu")
    meja = meja_luncur()
    if not periksa and meja.folder_pengaturan == folder_contoh().resolve():
        raise _gagal("Pengaturan contoh bawaan tidak diubah. Salin foldernya, lalu arahkan DIP_PENGATURAN ke sana.")
    waktu = sekarang()
    try:
        if oleh:
            penyimpan(meja.pengaturan, oleh, waktu)
        isi = _baca(berkas)
        hasil: HasilSimpan | None = None
        if periksa:
            rencana = rencanakan(meja.register, meja.folder_pengaturan, isi, waktu)
        else:
            hasil = simpan_buku(meja.register, meja.folder_pengaturan, isi, oleh, waktu)
            rencana = hasil.rencana
    except DikGalat as e:
        raise _gagal(str(e)) from None
    _tampilkan_rencana(berkas, rencana)
    if rencana.salah:
        raise _gagal(f"Tidak ada yang disimpan: {len(rencana.salah)} hal harus dibetulkan dulu di {berkas.name}.")
    if hasil is not None and hasil.berkas:
        _kabar(f"Tersimpan di {', '.join(f'dik/{b}' for b in hasil.berkas)}.")
    elif not rencana.ubahan:
        _kabar("Tidak ada perubahan.")
    else:
        _kabar("Belum disimpan (--periksa). Untuk menyimpan: tambahkan --oleh NAMA, tanpa --periksa.")


def _baca(berkas: Path) -> BukuDik:
    """The filled workbook, read behind the limits of a child process."""
    from dip.pdp import samarkan
    from dip.pesan import kalimat
    from dip.temuan import Temuan
    from sumber.baca_dik import PembacaDik

    try:
        isi = berkas.read_bytes()
    except OSError as e:
        raise _gagal(f"{berkas} tidak bisa dibuka: {e.strerror}") from None
    with PembacaDik(1) as pembaca:
        hasil = pembaca.baca_dik(isi, berkas.name)
    if isinstance(hasil, Temuan):
        raise _gagal(f"{hasil.kode} {samarkan(berkas.name)}: {kalimat(hasil)}")
    return hasil


def _draf(meja: Meja, edisi: str) -> tuple[str, Revisi | None]:
    """Code and draft the proposals come from; none before anything was ever collected."""
    from dip.dik_ringkas import draf_terbaru

    ketemu = draf_terbaru(meja, edisi.strip().upper())
    if ketemu is None and edisi:
        raise _gagal(f"Edisi '{edisi}' tidak ada atau belum punya draf. Tulis bulannya, misalnya 2026-11.")
    return ketemu or ("", None)


def _tampilkan(ringkas: Sequence[RingkasDik], edisi: str) -> None:
    for r in ringkas:
        layar.print(Text(r.judul_umum if not r.usul else f"Usulan dari {r.asal}", style="bold"), soft_wrap=True)
        nomor = "belum bernomor" if r.usul else r.id_dik
        _kabar("  " + ", ".join(x for x in (nomor, r.opd, r.status.lower(), r.masa.lower()) if x))
        for k in r.kurang:
            layar.print(Text(f"  {k.kode} {k.kalimat}", style="red" if r.belum_uji else "yellow"), soft_wrap=True)
    usul = sum(r.usul for r in ringkas)
    belum = sum(r.belum_uji for r in ringkas)
    dari = f" dari edisi {edisi}" if edisi else ""
    _kabar(f"{len(ringkas) - usul} informasi tercatat, {usul} usulan baru{dari}; {belum} belum punya uji konsekuensi.")
    if belum or usul:
        _kabar("Lengkapi lewat buku kerja: dip dik buku BERKAS.xlsx")


def _tampilkan_rencana(berkas: Path, rencana: Rencana) -> None:
    """What would change, by number and column; of closed columns only that they change."""
    for s in rencana.salah:
        layar.print(Text(f"  {s}", style="red"), soft_wrap=True)
    if not rencana.salah:
        for u in rencana.ubahan:
            _tampilkan_ubahan(u)
    belum = f", {rencana.belum} usulan belum diisi" if rencana.belum else ""
    baru, ubah = len(rencana.baru), len(rencana.diubah)
    _kabar(f"{berkas.name}: {baru} baru, {ubah} diubah, {rencana.tetap} tetap{belum}, {len(rencana.salah)} salah.")


def _tampilkan_ubahan(u: UbahanDik) -> None:
    from dip.dik_buku import sel_dik
    from dip.dik_kolom import MENURUT_FIELD
    from dip.pdp import samarkan

    kata = "baru  " if u.lama is None else "diubah"
    _kabar(f"  {kata} {u.baru.id_dik} {u.baru.judul_umum} ({u.baru.opd}), baris {u.baris}")
    for nama in u.kolom:
        k = MENURUT_FIELD[nama]
        if k.tertutup:
            isi = "(tertutup, diisi)" if u.lama is None else "(tertutup, diubah)"
        else:
            kini = sel_dik(u.baru, nama).replace("\n", "; ") or "(kosong)"
            dulu = sel_dik(u.lama, nama).replace("\n", "; ") or "(kosong)" if u.lama is not None else ""
            isi = f"{dulu} → {kini}" if dulu else kini
        _kabar(samarkan(f"      {k.judul}: {isi}"))
