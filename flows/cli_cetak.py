"""`dip cetak` and `dip periksa-pdf`: the register on paper, and the signed summary that comes back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.layar import layar

if TYPE_CHECKING:
    from dip.meja import Meja
    from dip.pengaturan import Kertas
    from dip.revisi import Pengesahan, Revisi
    from dip.tanda_tangan import HasilTandaTangan, TandaTangan
    from keluaran.cetak.periksa import HasilPeriksa

cetak_app = typer.Typer()

KALIMAT_PERIKSA: dict[str, str] = {
    "edisi_lain": "Dokumen ini tentang edisi lain. Periksa berkasnya, atau sebut edisinya: --edisi KODE.",
    "sidik_lain": "Dokumen ini bukan ringkasan edisi itu: sidik edisinya tidak ada di dalamnya. Tanda tangani "
    "ringkasan yang dibuat sistem: dip cetak --ringkasan.",
    "bukan_atasan": "Tanda tangannya baik, tetapi bukan milik Atasan PPID yang menjabat pada waktu itu. Minta Atasan "
    "PPID menandatangani, atau minta admin mencatat sidik sertifikatnya di pejabat.yml.",
}
"""What is wrong with a signed summary, beside `dip.tanda_tangan.KALIMAT_MASALAH`."""

IKATAN: dict[str, str] = {
    "persis": "sama persis dengan ringkasan yang diterbitkan",
    "sidik": "memuat kode dan sidik edisi ini, tetapi bukan berkas ringkasan yang diterbitkan; bandingkan isinya "
    "sebelum dicatat",
}
"""How a file is bound to its edition."""

_MAKS_TERBIT = 50


def _kertas(nilai: str) -> str:
    """A paper size, as people write it."""
    baku = nilai.strip().upper()
    if baku not in ("", "F4", "A4"):
        raise typer.BadParameter(f"'{nilai}' tidak dikenal. Pilih F4 atau A4.")
    return baku


@cetak_app.command()
def cetak(
    kertas: Annotated[str, typer.Option(callback=_kertas, help="F4 atau A4; kosong berarti menurut pengaturan")] = "",
    opd: Annotated[str, typer.Option(help="Kode OPD, untuk daftar satu OPD saja")] = "",
    ringkasan: Annotated[bool, typer.Option("--ringkasan", help="Ringkasan untuk ditandatangani")] = False,
    draf: Annotated[bool, typer.Option("--draf", help="Draf edisi terbuka, bukan edisi yang tayang")] = False,
    ke: Annotated[Path, typer.Option(help="Folder tujuan")] = Path(),
) -> None:
    """Cetak Daftar Informasi Publik ke PDF: seluruhnya, satu OPD, atau ringkasan untuk ditandatangani.

    Contoh: dip cetak --opd DINKES --kertas A4 --ke cetakan
    """
    from flows.mulai import meja_luncur
    from flows.sistem import SistemGalat
    from keluaran.bentuk import susun_bahan

    meja = meja_luncur()
    revisi, pengesahan = _isi(meja, draf=draf)
    kode = opd.strip().upper()
    if kode and kode not in {p["opd"] for p in revisi.papan}:
        raise SistemGalat(f"OPD '{opd}' tidak ada di edisi ini. Yang ada: {', '.join(p['opd'] for p in revisi.papan)}")
    pakai: Any = kertas or (pengesahan.kertas if pengesahan else meja.pengaturan.lembaga.kebijakan.kertas)
    berkas = (
        _ringkasan(revisi, pengesahan, kode, pakai)
        if ringkasan
        else _daftar(susun_bahan(revisi, pengesahan, kode), pakai)
    )
    awal = "-".join(x for x in (revisi.kepala["kode"], kode, "" if pengesahan else "DRAF") if x)
    try:
        ke.mkdir(parents=True, exist_ok=True)
        for nama, isi in berkas.items():
            jalan = ke / f"{awal}{nama}.pdf"
            jalan.write_bytes(isi)
            layar.print(str(jalan), markup=False, soft_wrap=True)
    except OSError as e:
        raise SistemGalat(f"Tidak dapat menyimpan di {ke}. Pilih folder lain yang boleh ditulisi: --ke FOLDER") from e


def _daftar(bahan: Any, kertas: Kertas) -> dict[str, bytes]:
    """The full list or one office's, by the end of its file name."""
    from keluaran.cetak import cetak_daftar

    hasil = cetak_daftar(bahan, kertas=kertas)
    return {n.removeprefix("dip").removesuffix(".pdf"): isi for n, isi in hasil.items()}


def _ringkasan(revisi: Revisi, pengesahan: Pengesahan | None, opd: str, kertas: Kertas) -> dict[str, bytes]:
    """The summary; on the paper of the edition it is the published one, byte for byte."""
    from keluaran.bentuk import bangun, susun_bahan
    from keluaran.cetak import NAMA_RINGKASAN, cetak_daftar, cetak_ringkasan

    if pengesahan is not None and kertas == pengesahan.kertas:
        terbit = bangun(revisi, pengesahan, opd).get(NAMA_RINGKASAN)
        if terbit is not None:
            return {"-ringkasan": terbit}
    bahan = susun_bahan(revisi, pengesahan, opd)
    daftar = {f"data/{n}": isi for n, isi in cetak_daftar(bahan, kertas=kertas).items()}
    return {"-ringkasan": cetak_ringkasan(bahan, daftar, kertas=kertas)}


def _isi(meja: Meja, *, draf: bool) -> tuple[Revisi, Pengesahan | None]:
    """The live edition as it is published now, or the draft of the open one. Raises SistemGalat."""
    from dip.beku import muat_revisi, revisi_terakhir
    from dip.edisi import edisi_terbuka
    from dip.terbitan import terbitan_tayang
    from flows.sistem import SistemGalat

    with meja.register.baca() as k:
        if draf:
            edisi = edisi_terbuka(k, meja.lembaga)
            catatan = revisi_terakhir(k, edisi.id) if edisi else None
            if catatan is None:
                raise SistemGalat("Belum ada draf yang dapat dicetak. Lihat: dip status")
            return muat_revisi(meja.gudang, catatan.sidik), None
        terbitan = terbitan_tayang(k, meja.gudang, meja.lembaga)
    if terbitan is None:
        raise SistemGalat("Belum ada edisi yang tayang. Untuk mencetak drafnya: dip cetak --draf")
    return muat_revisi(meja.gudang, terbitan.pengesahan.sidik), terbitan.pengesahan


@cetak_app.command("periksa-pdf")
def periksa_pdf(
    berkas: Annotated[Path, typer.Argument(help="Ringkasan bertanda tangan elektronik (PDF)")],
    edisi: Annotated[str, typer.Option(help="Kode edisi, misalnya DIP-KTH-2026-11; kosong berarti yang tertulis")] = "",
) -> None:
    """Periksa ringkasan yang sudah ditandatangani secara elektronik: siapa, sah atau tidak, untuk edisi mana.

    Tidak mengubah apa pun dan tidak memerlukan jaringan. Kode keluar: 0 sah, 1 tidak.

    Contoh: dip periksa-pdf ringkasan-bertanda-tangan.pdf
    """
    from dip.unggahan import MAKS_UNGGAH
    from flows.mulai import meja_luncur
    from flows.sistem import SistemGalat
    from sumber.tanda_tangan import PemeriksaTandaTangan

    if not berkas.is_file():
        raise SistemGalat(f"Berkas {berkas} tidak ditemukan. Periksa nama dan foldernya.")
    meja = meja_luncur()
    if berkas.stat().st_size > MAKS_UNGGAH:
        raise SistemGalat(f"Berkas {berkas.name} lebih besar dari 20 MB. Pakai ringkasan yang dibuat sistem.")
    kepercayaan = meja.folder_pengaturan / "kepercayaan"
    akar = [p.read_bytes() for p in sorted(kepercayaan.glob("*.pem"))]
    if not akar:
        raise SistemGalat(
            "Tanda tangan belum dapat diperiksa: sertifikat akar penerbit tanda tangan (misalnya BSrE) belum "
            f"ada. Minta admin menaruhnya sebagai berkas .pem di folder {kepercayaan}"
        )
    isi = berkas.read_bytes()
    hasil = PemeriksaTandaTangan().periksa(isi, akar)
    kode, periksa = _nilai(meja, isi, hasil, edisi.strip().upper())
    _tampilkan(berkas, kode, hasil, periksa)
    raise typer.Exit(0 if periksa is not None and periksa.sah else 1)


def _nilai(meja: Meja, isi: bytes, hasil: HasilTandaTangan, edisi: str) -> tuple[str, HasilPeriksa | None]:
    """The edition a file is judged against, and the judgement; None when no edition of ours is named."""
    from keluaran.cetak.periksa import periksa_ringkasan

    sidik = {k: _sidik(meja, k) for k in ([edisi] if edisi else hasil.edisi)}
    dikenal = [k for k, s in sidik.items() if s]
    cocok = [k for k in dikenal if set(sidik[k]) & set(hasil.sidik)] or dikenal
    if not cocok:
        return edisi, None
    kode = cocok[0]
    milik = next((s for s in sidik[kode] if s in hasil.sidik), sidik[kode][0])
    terbit = _terbit(meja, kode)
    return kode, periksa_ringkasan(
        isi, hasil, kode, milik, terbit, lambda saat: meja.pengaturan.pemegang("atasan", saat)
    )


def _sidik(meja: Meja, kode: str) -> list[str]:
    """The ratified drafts of an edition, or the one that waits for the Atasan; newest first."""
    from sqlalchemy import select

    from dip.pintu import SAH, pintu_menunggu, putusan_edisi
    from dip.register import tabel

    e = tabel.edisi.c
    pilih = select(e.id).where(e.lembaga == meja.lembaga, e.kode == kode, e.status != "dibatalkan")
    with meja.register.baca() as k:
        hasil = [
            p.sidik for n in k.execute(pilih.order_by(e.id.desc())).scalars() for p in putusan_edisi(k, n)[::-1]
            if p.keputusan in SAH
        ]  # fmt: skip
        menunggu = pintu_menunggu(k, meja.lembaga)
        return hasil or [p.sidik for p in menunggu if p.peran == "atasan" and p.kode_edisi == kode]


def _terbit(meja: Meja, kode: str) -> list[bytes]:
    """The summaries published for an edition, as the archive and the site keep them."""
    ruang = [*meja.ruang("arsip").glob(f"*/{kode}"), meja.ruang("situs")]
    jalan = [p for r in ruang for p in sorted(r.rglob("data/ringkasan.pdf"))]
    return [p.read_bytes() for p in jalan[-_MAKS_TERBIT:] if p.is_file()]


def _tampilkan(berkas: Path, kode: str, hasil: HasilTandaTangan, periksa: HasilPeriksa | None) -> None:
    from dip.tanda_tangan import KALIMAT_MASALAH

    _baris("Berkas", berkas.name)
    _baris("Edisi", kode or ", ".join(hasil.edisi) or "tidak tertulis")
    for t in hasil.penanda_tangan:
        _baris("Tanda tangan", _tanda(t))
    if periksa is None:
        masalah = hasil.semua_masalah or ("sidik_lain",)
    else:
        masalah = periksa.masalah
        if periksa.ikatan:
            _baris("Isi", IKATAN[periksa.ikatan])
        if periksa.pejabat:
            dengan = "sidik sertifikatnya" if periksa.cocok == "sertifikat" else "namanya"
            _baris("Atasan PPID", f"{periksa.pejabat.nama}, {periksa.pejabat.jabatan} (dikenali dari {dengan})")
    layar.print()
    if not masalah:
        layar.print("SAH untuk edisi ini. Langkah berikutnya:", style="green")
        perintah = f"dip catat pengesahan {berkas} --nomor NOMOR --tanggal TAHUN-BULAN-HARI --edisi {kode}"
        layar.print(f"  {perintah}", markup=False, soft_wrap=True)
        return
    layar.print("TIDAK SAH untuk edisi ini; jangan dicatat.", style="red")
    for m in masalah:
        layar.print(f"  {KALIMAT_PERIKSA.get(m) or KALIMAT_MASALAH[m]}", markup=False, soft_wrap=True)


def _tanda(t: TandaTangan) -> str:
    from keluaran.templat.ejaan import tulis_iso

    sah = "sah" if t.utuh and t.dipercaya and not t.masalah else "TIDAK SAH"
    waktu = tulis_iso(t.waktu) or "waktu tidak tercatat"
    return f"{t.penanda or 'tanpa nama'}, {waktu}, sertifikat dari {t.penerbit or 'penerbit tanpa nama'}: {sah}"


def _baris(nama: str, isi: str) -> None:
    layar.print(f"{nama:<13}: {isi}", markup=False, soft_wrap=True)
