"""`dip periksa`, `dip templat`, `dip lacak`: verbs about one office's file. They need no server and no Prefect."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.layar import galat, layar

if TYPE_CHECKING:
    from dip.pemeriksaan import Pemeriksaan
    from sumber.periksa import Untuk

berkas_app = typer.Typer()


def _gagal(teks: str) -> typer.Exit:
    """Say why on standard error; raise what this returns."""
    galat.print(teks, markup=False, soft_wrap=True)
    return typer.Exit(1)


def _kategori(nilai: str) -> str:
    """A class of the law, as people write it."""
    from dip.entri import NAMA_KATEGORI

    baku = nilai.strip().lower().replace(" ", "_").replace("-", "_")
    if baku and baku not in NAMA_KATEGORI:
        raise typer.BadParameter(f"'{nilai}' tidak dikenal. Pilih salah satu: {', '.join(NAMA_KATEGORI)}")
    return baku


def _xlsx(nilai: Path | None) -> Path | None:
    """A place for a workbook."""
    if nilai is not None and nilai.suffix.lower() != ".xlsx":
        raise typer.BadParameter(f"nama berkasnya harus berakhiran .xlsx, misalnya {nilai.with_suffix('.xlsx').name}")
    return nilai


def _simpan(ke: Path, isi: bytes) -> None:
    try:
        ke.write_bytes(isi)
    except OSError as e:
        raise _gagal(f"Tidak dapat menyimpan {ke}: {e.strerror}") from None


@berkas_app.command()
def periksa(
    berkas: Annotated[
        list[Path],
        typer.Argument(
            help="Berkas DIP: .xlsx .xlsm .xlsb .xls .ods .csv .tsv .html .xml .docx .pdf .zip",
            exists=True,
            dir_okay=False,
        ),
    ],
    opd: Annotated[str, typer.Option(help="Kode OPD pengirim, agar kamus dan deklarasinya dipakai")] = "",
    kategori: Annotated[
        str,
        typer.Option(
            callback=_kategori,
            help="Kategori seluruh tabel bila tidak tertulis: berkala, serta_merta, setiap_saat, dikecualikan",
        ),
    ] = "",
    balasan: Annotated[
        Path | None,
        typer.Option(callback=_xlsx, help="Simpan salinan bertanda temuan ke berkas .xlsx ini (untuk satu berkas)"),
    ] = None,
    sebagai_json: Annotated[bool, typer.Option("--json", help="Hasil untuk mesin")] = False,
) -> None:
    """Periksa berkas DIP seperti yang akan diperiksa saat dikumpulkan; tidak mengirim apa pun.

    Kode keluar: 0 bersih atau hanya catatan, 1 ada temuan wajib, 2 ada berkas yang ditolak.

    Contoh: dip periksa dinkes.xlsx
    Contoh: dip periksa dinkes.xlsx --balasan dinkes-diperiksa.xlsx
    """
    from rich.progress import track

    from dip.jam import periode_dari, sekarang
    from flows.tampilan import kode_keluar, tampilkan, tampilkan_json
    from sumber.penghubung.tanda import nama_layak
    from sumber.periksa import OpdTidakAda, Pemeriksa, siapkan

    if balasan is not None and len(berkas) > 1:
        raise typer.BadParameter("--balasan hanya untuk satu berkas")
    if balasan is not None and balasan.resolve() == berkas[0].resolve():
        raise typer.BadParameter("--balasan tidak boleh menimpa berkas yang diperiksa")
    bukan = next((b for b in berkas if not b.is_file()), None)
    if bukan is not None:
        raise typer.BadParameter(f"{bukan} bukan berkas biasa")
    periode = periode_dari(sekarang())
    meja = None
    if opd:
        from flows.mulai import meja_luncur

        meja = meja_luncur()
    try:
        untuk = siapkan(meja, opd, kategori, periode)
    except OpdTidakAda as e:
        raise _gagal(str(e)) from None
    with Pemeriksa() as periksa_satu:
        hasil = [
            periksa_satu.periksa(b.read_bytes(), nama_layak(b.name), untuk)
            for b in track(berkas, "Memeriksa", console=galat, transient=True, disable=len(berkas) == 1)
        ]
    if sebagai_json:
        tampilkan_json(hasil, layar)
    else:
        for h in hasil:
            tampilkan(h, layar)
        if not opd:
            layar.print(
                "  Kamus dan deklarasi OPD belum dipakai; bila OPD-nya terdaftar tambahkan --opd KODE", style="dim"
            )
    if balasan is not None:
        _tulis_balasan(berkas[0], hasil[0], untuk, balasan)
    raise typer.Exit(kode_keluar(hasil))


def _tulis_balasan(berkas: Path, hasil: Pemeriksaan, untuk: Untuk, ke: Path) -> None:
    """The annotated copy an office would get back, made before it sends anything."""
    from dip.jam import sekarang
    from dip.sidik import sha256
    from keluaran.balasan import Balas, TandaTerima
    from sumber.pembaca import Pembaca

    isi = berkas.read_bytes()
    tanda = TandaTerima(
        nomor="(pemeriksaan sendiri, belum dikirim)",
        opd=untuk.opd.nama,
        nama_berkas=berkas.name,
        sha256=sha256(isi),
        periode=untuk.periode,
        waktu=sekarang(),
        dibaca=hasil.dibaca,
        diterima=hasil.terbit,
        ditahan=hasil.ditahan,
        dikecualikan=hasil.dik,
        dilewati=len(hasil.dilewati),
        dikirim=False,
    )
    with Pembaca(1) as baca, Balas() as balas:
        buku = balas(isi, baca(isi, berkas.name), hasil.temuan, tanda, hasil.letak)
    _simpan(ke, buku)
    galat.print(f"Salinan bertanda temuan disimpan di {ke}", markup=False, soft_wrap=True)


@berkas_app.command()
def lacak(
    kode: Annotated[str, typer.Argument(help="Kode informasi, misalnya KTH-DINKES-0042, atau id baris di draf")],
    sebagai_json: Annotated[bool, typer.Option("--json", help="Hasil untuk mesin")] = False,
) -> None:
    """Ikuti satu informasi dari sel di berkas OPD sampai draf: tulisan asli, temuan, koreksi, dan riwayatnya.

    Contoh: dip lacak KTH-DINKES-0042
    """
    from dip.lacak import lacak as cari
    from flows.mulai import meja_luncur
    from flows.tampilan import tampilkan_lacakan, tulis_json
    from sumber.pembaca import Pembaca

    with Pembaca(1) as baca:
        hasil = cari(meja_luncur(), kode, baca)
    if hasil is None:
        raise _gagal(
            f"Kode {kode} tidak ada di edisi mana pun. Salin kode dari halaman draf atau dari daftar yang terbit."
        )
    if sebagai_json:
        tulis_json(hasil.ke_json(), layar)
    else:
        tampilkan_lacakan(hasil, layar)


@berkas_app.command()
def templat(
    opd: Annotated[str, typer.Argument(help="Kode OPD, misalnya DINKES")],
    simpan: Annotated[
        Path | None, typer.Option(callback=_xlsx, help="Nama berkas .xlsx; bawaan: DIP-<OPD>.xlsx di folder ini")
    ] = None,
    dengan_kandidat: Annotated[
        bool, typer.Option("--kandidat", help="Tambahkan dataset OPD di portal Satu Data yang belum ada di daftarnya")
    ] = False,
) -> None:
    """Buat lembar isian resmi untuk satu OPD, sudah terisi informasi yang sekarang terbit atau sedang disusun.

    Contoh: dip templat DINKES
    Contoh: dip templat DINKES --kandidat
    """
    from dip.beku import identitas
    from dip.jam import sekarang
    from dip.lacak import baris_opd
    from flows.cli_kandidat import calon_baris
    from flows.mulai import meja_luncur
    from keluaran.isian import isian
    from sumber.kamus import muat_kamus

    meja = meja_luncur()
    milik = meja.pengaturan.cari_opd(opd.upper())
    if milik is None:
        raise _gagal(f"OPD '{opd}' tidak ada. Yang ada: {', '.join(o.kode for o in meja.pengaturan.opd)}")
    baris = baris_opd(meja, milik.kode)
    calon = calon_baris(meja, milik) if dengan_kandidat else []
    kelompok = sorted(set(muat_kamus(meja.folder_pengaturan).kelompok.values()))
    ke = simpan or Path(f"DIP-{milik.kode}.xlsx")
    lembaga, isi, pilihan = identitas(meja.pengaturan.lembaga), [*baris, *calon], {"kelompok": kelompok}
    _simpan(ke, isian(lembaga, milik, isi, tahun=sekarang().year, pilihan=pilihan))
    tambahan = f", ditambah {len(calon)} kandidat dari Satu Data" if dengan_kandidat else ""
    teks = f"{ke}: {len(baris)} informasi {milik.nama} sudah terisi{tambahan}. Kirim ke OPD untuk diperbarui."
    layar.print(teks, markup=False, soft_wrap=True)
