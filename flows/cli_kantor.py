"""`dip kantor …`: what an office said, written down by a petugas who proves himself; its link; its usual numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.layar import layar

if TYPE_CHECKING:  # verbs that ask nothing need none of these
    from dip.meja import Meja
    from dip.pengaturan import Opd
    from dip.pernyataan import Isi, JenisPernyataan

kantor_app = typer.Typer(help="Yang dikatakan OPD: tidak ada perubahan, dan konfirmasi kiriman.", no_args_is_help=True)

Kantor = Annotated[str, typer.Argument(metavar="OPD", help="Kode OPD, misalnya DINKES")]
Periode = Annotated[str, typer.Option(help="Bulan edisi, misalnya 2026-11; kosong berarti yang sedang dikumpulkan")]
Tanggal = Annotated[str, typer.Option(help="Tanggal pernyataan OPD, misalnya 2026-11-23; kosong berarti hari ini")]
Mesin = Annotated[bool, typer.Option("--json", help="Hasil untuk mesin")]


def _kabar(teks: str) -> None:
    layar.print(teks, markup=False, soft_wrap=True)


@kantor_app.command("nihil")
def nihil(
    opd: Kantor,
    oleh: Annotated[str, typer.Option(help="Siapa di OPD yang mengatakannya, misalnya 'Dewi, Kasubbag Umum'")],
    periode: Periode = "",
    tanggal: Tanggal = "",
) -> None:
    """Catat bahwa sebuah OPD menyatakan tidak ada perubahan, misalnya lewat telepon.

    Contoh: dip kantor nihil DINKES --oleh 'Dewi, Kasubbag Umum'

    Data terakhir OPD itu tetap dipakai dan ia tercatat sudah menjawab. Berkas baru dari OPD selalu lebih kuat.
    """
    meja = _meja()
    isi = _isi(meja, opd, periode, tanggal, "nihil", oleh)
    _kabar(f"Mencatat: {isi.opd} menyatakan tidak ada perubahan untuk {isi.periode}, kata {oleh}.")
    _catat(meja, isi)
    _kabar("Tercatat, dan berlaku pada penarikan berikutnya.")
    _kabar(f"Bila edisinya sudah terbuka: dip tarik-ulang {isi.opd}, lalu pilih susun ulang di gerbang petugas.")


@kantor_app.command("konfirmasi")
def konfirmasi(
    opd: Kantor,
    berkas: Annotated[Path, typer.Option(help="Surat pengantar: PDF, JPG, atau PNG")],
    periode: Periode = "",
    tanggal: Tanggal = "",
    catatan: Annotated[str, typer.Option(help="Nomor surat, atau keterangan lain")] = "",
) -> None:
    """Catat surat pengantar sebuah OPD sebagai konfirmasi datanya.

    Contoh: dip kantor konfirmasi DINKES --berkas surat.pdf --tanggal 2026-11-02 --catatan 'No. 005/12/2026'
    """
    from dataclasses import replace

    meja = _meja()
    isi, surat = _isi(meja, opd, periode, tanggal, "konfirmasi", catatan), _baca(berkas)
    _kabar(f"Mencatat: {isi.opd} mengonfirmasi data {isi.periode} dengan {berkas.name}, tanggal {isi.tanggal}.")
    _catat(meja, replace(isi, cara="surat_pengantar", sha_berkas=meja.gudang.simpan(surat)))
    _kabar("Tercatat. Tampak di papan pada draf berikutnya: pilih susun ulang di gerbang petugas.")


@kantor_app.command("batas")
def batas(
    opd: Annotated[str, typer.Argument(metavar="[OPD]", help="Kode OPD; kosong berarti semua")] = "",
    sebagai_json: Mesin = False,
) -> None:
    """Sarankan batas jumlah informasi tiap OPD dari edisi yang sudah terbit, siap ditempel ke berkas opd/.

    Contoh: dip kantor batas DINKES
    """
    from dip.batas_butir import EDISI_SARAN, riwayat_butir, saran_batas
    from flows.tampilan import tulis_json

    meja = _meja()
    pilihan = [_opd(meja, opd)] if opd else list(meja.pengaturan.opd_aktif())
    with meja.register.baca() as k:
        riwayat = riwayat_butir(k, meja.gudang, meja.lembaga)
    saran = {o.kode: saran_batas(riwayat.get(o.kode, [])) for o in pilihan}
    if sebagai_json:
        isi = {o: {"riwayat": riwayat.get(o, []), "batas": b.model_dump() if b else None} for o, b in saran.items()}
        tulis_json(isi, layar)
        return
    for kode, b in saran.items():
        angka = ", ".join(map(str, riwayat.get(kode, []))) or "belum ada"
        _kabar(f"# {kode}: {angka}")
        if b is None:
            _kabar(f"#   perlu {EDISI_SARAN} edisi terbit sebelum batas dapat disarankan")
        else:
            _kabar(f"batas:\n  paling_sedikit: {b.paling_sedikit}\n  paling_banyak: {b.paling_banyak}")


@kantor_app.command("tautan")
def tautan(
    opd: Annotated[str, typer.Argument(metavar="[OPD]", help="Kode OPD; kosong berarti semua")] = "",
    sebagai_json: Mesin = False,
) -> None:
    """Tautan halaman OPD bulan ini: hasil pemeriksaan berkasnya, dan formulir *tidak ada perubahan*.

    Contoh: dip kantor tautan DINKES

    Tautan itu rahasia OPD-nya dan berlaku selama bulan itu dikumpulkan. Kirimkan hanya kepada OPD itu.
    """
    from flows.alamat import alamat_pratinjau
    from flows.tampilan import tulis_json
    from keluaran.pratinjau.alamat import alamat_kantor

    meja = _meja()
    pilihan = [_opd(meja, opd)] if opd else list(meja.pengaturan.opd_aktif())
    dasar, periode = alamat_pratinjau(meja), _periode(meja, "")
    semua = {o.kode: alamat_kantor(meja.brankas, dasar, o.kode, periode) for o in pilihan}
    if sebagai_json:
        tulis_json(semua, layar)
        return
    for kode, alamat in semua.items():
        _kabar(alamat if opd else f"{kode}: {alamat}")


def _meja() -> Meja:
    from flows.mulai import meja_luncur

    return meja_luncur()


def _opd(meja: Meja, kode: str) -> Opd:
    """An office by its code in any case. Raises SistemGalat."""
    from flows.sistem import SistemGalat

    milik = next((o for o in meja.pengaturan.opd_aktif() if o.kode == kode.upper()), None)
    if milik is None:
        raise SistemGalat(f"Kode OPD tidak dikenal: {kode[:40]}. Kode ada di nama berkas folder opd/.")
    return milik


def _periode(meja: Meja, tulisan: str) -> str:
    """A month as typed, else the one that is collected now. Raises SistemGalat."""
    from dip.jam import PERIODE, sekarang
    from dip.pernyataan import edisi_menerima, periode_kumpul
    from flows.sistem import SistemGalat

    if tulisan:
        if not PERIODE.fullmatch(tulisan):
            raise SistemGalat(f"Periode '{tulisan[:20]}' tidak terbaca. Tulis tahun dan bulan, misalnya 2026-11.")
        return tulisan
    with meja.register.baca() as k:
        terbuka = edisi_menerima(k, meja.lembaga)
    return periode_kumpul(sekarang(), meja.pengaturan.lembaga.kebijakan, terbuka)


def _isi(meja: Meja, opd: str, periode: str, tanggal: str, jenis: JenisPernyataan, catatan: str) -> Isi:
    """What is to be written down, checked. Raises SistemGalat with what to do."""
    from dip.jam import sekarang
    from dip.pernyataan import Isi
    from flows.sistem import SistemGalat

    hari_ini = sekarang().date()
    try:
        hari = date.fromisoformat(tanggal) if tanggal else hari_ini
    except ValueError:
        kalimat = f"Tanggal '{tanggal[:20]}' tidak terbaca. Tulis tahun-bulan-hari, misalnya 2026-11-23."
        raise SistemGalat(kalimat) from None
    if hari > hari_ini:
        raise SistemGalat(f"Tanggal {hari} belum terjadi. Tulis tanggal pada pernyataan OPD.")
    return Isi(_opd(meja, opd).kode, _periode(meja, periode), jenis, "petugas", hari, catatan=catatan)


def _baca(berkas: Path) -> bytes:
    """The bytes of a letter. Raises SistemGalat."""
    from dip.unggahan import MAKS_UNGGAH, jenis_lembar
    from flows.sistem import SistemGalat

    try:
        besar = berkas.stat().st_size
        isi = berkas.read_bytes() if besar <= MAKS_UNGGAH else b""
    except OSError as e:
        raise SistemGalat(f"Berkas {berkas} tidak dapat dibaca: {e.strerror}.") from e
    if besar > MAKS_UNGGAH:
        raise SistemGalat(f"Berkas {berkas.name} lebih besar dari 20 MB. Pindai lagi dengan mutu yang lebih rendah.")
    if jenis_lembar(isi) is None:
        raise SistemGalat(f"Berkas {berkas.name} bukan PDF, JPG, atau PNG. Pindai suratnya ke salah satunya.")
    return isi


def _catat(meja: Meja, isi: Isi) -> None:
    """Ask who writes it down, and do it. Raises SistemGalat."""
    from dip.jam import sekarang
    from dip.pernyataan import catat_oleh_petugas
    from dip.tolakan import Tolakan
    from flows.bukti_diri import galat_tolakan, tanya_bukti

    petugas = [p.kode for p in meja.pengaturan.pemegang("petugas", sekarang())]
    pencatat, totp = tanya_bukti("Nama masuk petugas", petugas)
    hasil = catat_oleh_petugas(
        meja.register, meja.brankas, meja.pengaturan, isi, petugas=pencatat, totp=totp, waktu=sekarang()
    )
    if isinstance(hasil, Tolakan):
        raise galat_tolakan(meja, pencatat, hasil)
