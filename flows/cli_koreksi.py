"""`dip koreksi`: what officials returned, and the petugas's answer to each line (SOP step 4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.layar import galat, layar

if TYPE_CHECKING:
    from dip.edisi import Edisi
    from dip.lembar_koreksi import BarisKoreksi, BarisTercatat, Cara, LembarKoreksi, Tindak
    from dip.meja import Meja
    from dip.revisi import Revisi

koreksi_app = typer.Typer(
    help="Lembar koreksi: apa yang dikembalikan, dan jawaban tiap barisnya.", no_args_is_help=True
)

KEADAAN = {
    "terbuka": "BELUM DIJAWAB",
    "dipenuhi": "dipenuhi",
    "belum_terpenuhi": "dipenuhi, belum tampak di draf (tidak menahan pengajuan)",
    "ditolak": "ditolak",
}
"""The state of a line, in words; capitals for what still keeps the draft back."""


def _gagal(teks: str) -> typer.Exit:
    """Say why on standard error; raise what this returns."""
    galat.print(teks, markup=False, soft_wrap=True)
    return typer.Exit(1)


def _buka(meja: Meja) -> tuple[Edisi, Revisi | None, list[LembarKoreksi]]:
    """The open edition, its newest draft, its sheets."""
    from dip.beku import muat_revisi, revisi_terakhir
    from dip.edisi import edisi_terbuka
    from dip.lembar_catat import lembar_edisi

    with meja.register.baca() as k:
        edisi = edisi_terbuka(k, meja.lembaga)
        draf = revisi_terakhir(k, edisi.id) if edisi else None
        lembar = lembar_edisi(k, edisi.id) if edisi else []
    if edisi is None:
        raise _gagal("Tidak ada edisi yang terbuka, jadi tidak ada koreksi yang perlu dijawab.")
    return edisi, muat_revisi(meja.gudang, draf.sidik) if draf else None, lembar


@koreksi_app.command("daftar")
def daftar(sebagai_json: Annotated[bool, typer.Option("--json", help="Hasil untuk mesin")] = False) -> None:
    """Semua lembar koreksi edisi terbuka: tiap baris, jawabannya, dan apa yang sekarang tertulis di draf.

    Contoh: dip koreksi daftar
    """
    from dip.sidik import nomor_draf
    from flows.mulai import meja_luncur
    from flows.tampilan import tulis_json

    edisi, revisi, lembar = _buka(meja_luncur())
    isi = _susun(lembar, revisi)
    if sebagai_json:
        tulis_json({"edisi": edisi.kode, "lembar": isi}, layar)
        return
    if not isi:
        layar.print(f"{edisi.kode}: belum ada draf yang dikembalikan dengan lembar koreksi.", markup=False)
        return
    for x, asli in zip(isi, lembar, strict=True):
        judul = f"Lembar koreksi {x['nomor']} dari {x['korektor']}, ronde {x['ronde']}, draf {nomor_draf(asli.sidik)}"
        layar.print(judul, markup=False, style="bold", soft_wrap=True)
        layar.print(f"  {x['alasan']}", markup=False, soft_wrap=True)
        for b in x["baris"]:
            _tulis_baris(b)
    sisa = sum(b["keadaan"] == "terbuka" for x in isi for b in x["baris"])
    lanjut = "Draf dapat diajukan lagi." if not sisa else "Jawab dengan: dip koreksi jawab NOMOR_LEMBAR BARIS"
    layar.print(f"{sisa} baris menahan pengajuan. {lanjut}", markup=False, soft_wrap=True)


def _susun(lembar: list[LembarKoreksi], revisi: Revisi | None) -> list[dict[str, Any]]:
    """Sheets and lines as plain JSON types, personal data masked."""
    from dip.lembar_catat import belum_terpenuhi
    from dip.lembar_nilai import baris_draf, nilai_tampil
    from dip.pdp import samarkan

    belum = {b.id for b in belum_terpenuhi(lembar, revisi)} if revisi else set()
    draf = baris_draf(revisi) if revisi else {}

    def kini(b: BarisKoreksi) -> str | None:
        """What the newest draft says; None when there is nothing to look at."""
        if not b.kolom or (ada := draf.get(b.kode)) is None or ada[1] == "dikecualikan":
            return None
        return samarkan(nilai_tampil(*ada, b.kolom))

    def baris(b: BarisTercatat) -> dict[str, Any]:
        keadaan = b.jawab.tindak if b.jawab else "terbuka"
        isi = {n: samarkan(getattr(b.isi, n)) for n in ("opd", "kode", "kolom", "tertulis", "seharusnya", "alasan")}
        return isi | {
            "baris": b.urut,
            "keadaan": "belum_terpenuhi" if b.id in belum else keadaan,
            "cara": b.jawab.cara if b.jawab else "",
            "tanggapan": samarkan(b.jawab.tanggapan) if b.jawab else "",
            "oleh": b.jawab.oleh if b.jawab else "",
            "kini": kini(b.isi),
        }

    return [
        {
            "nomor": x.nomor,
            "asal": x.asal,
            "ronde": x.ronde,
            "korektor": x.korektor.nama,
            "dibuat": x.dibuat,
            "alasan": samarkan(x.alasan),
            "baris": [baris(b) for b in x.baris],
        }
        for x in lembar
    ]


def _tulis_baris(b: dict[str, Any]) -> None:
    """One line for a person."""
    from dip.lembar_koreksi import NAMA_CARA_KOREKSI
    from flows.tampilan import sebut_tempat

    tempat = sebut_tempat(b["kode"], b["opd"], b["kolom"])
    cara = NAMA_CARA_KOREKSI.get(b["cara"], "")
    keadaan = f"{KEADAAN[b['keadaan']]}{f' ({cara})' if cara else ''}"
    layar.print(f"  {b['baris']}. {tempat}: {keadaan}", markup=False, soft_wrap=True)
    baris = {"tertulis": b["tertulis"], "seharusnya": b["seharusnya"], "alasan": b["alasan"], "di draf kini": b["kini"]}
    for nama, teks in (baris | {"tanggapan": b["tanggapan"]}).items():
        if teks or (nama == "di draf kini" and teks is not None):
            layar.print(f"     {nama}: {teks or '(kosong)'}", markup=False, soft_wrap=True)


@koreksi_app.command("jawab")
def jawab(
    nomor_lembar: Annotated[int, typer.Argument(help="Nomor lembar koreksi, lihat: dip koreksi daftar")],
    baris: Annotated[str, typer.Argument(help="Nomor baris, rentang (2-5), atau *semua* yang belum dijawab")],
    dipenuhi: Annotated[bool, typer.Option("--dipenuhi", help="Koreksi sudah dipenuhi")] = False,
    cara: Annotated[str, typer.Option(help="Bagaimana dipenuhi: koreksi, sumber, atau tarik_ulang")] = "",
    ditolak: Annotated[str, typer.Option(help="Koreksi tidak dipenuhi, dengan alasan ini")] = "",
    catatan: Annotated[str, typer.Option(help="Keterangan pada jawaban dipenuhi")] = "",
    tulis: Annotated[bool, typer.Option("--tulis", help="Sekaligus tulis berkas koreksi di folder pengaturan")] = False,
    oleh: Annotated[str, typer.Option(help="Nama masuk petugas; kosong berarti ditanyakan")] = "",
) -> None:
    """Jawab baris lembar koreksi dengan authenticator petugas: dipenuhi, atau ditolak dengan alasan.

    Contoh: dip koreksi jawab 1 2 --dipenuhi --tulis
    Contoh: dip koreksi jawab 1 3 --ditolak "Sudah benar menurut surat OPD."
    """
    from dip.beku import muat_revisi
    from dip.jam import sekarang
    from dip.koreksi_tulis import KoreksiTulisGalat, kode_hidup, susun_dari_baris, tulis_dari_baris
    from dip.lembar_catat import jawab as catat
    from dip.lembar_catat import jumlah_terbuka, periksa_jawab
    from dip.tolakan import kalimat_tolakan
    from dip.totp import MASUK, periksa_totp
    from flows.bukti_diri import galat_tolakan, tanya_angka, tanya_pilihan
    from flows.mulai import meja_luncur

    if dipenuhi == bool(ditolak):
        raise typer.BadParameter("pilih salah satu: --dipenuhi, atau --ditolak dengan alasan")
    if tulis and (ditolak or cara not in ("", "koreksi")):
        raise typer.BadParameter("--tulis hanya untuk --dipenuhi dengan berkas koreksi")
    meja = meja_luncur()
    edisi, revisi, lembar = _buka(meja)
    if revisi is None:
        raise _gagal("Edisi ini belum punya draf. Tunggu sampai drafnya disusun: dip status")
    dipilih = _pilih(lembar, nomor_lembar, baris)
    petugas = [p.kode for p in meja.pengaturan.pemegang("petugas", sekarang())]
    oleh = oleh or tanya_pilihan("Nama masuk petugas", petugas)
    tindak: Tindak = "dipenuhi" if dipenuhi else "ditolak"
    jawaban: dict[str, Any] = {
        "tindak": tindak,
        "cara": _cara(cara or ("koreksi" if tulis else "")) if dipenuhi else "",
        "tanggapan": ditolak or catatan,
        "oleh": oleh,
    }
    with meja.register.baca() as k:
        for b in dipilih:
            tolak = periksa_jawab(k, meja.pengaturan, baris_id=b.id, waktu=sekarang(), **jawaban)
            if tolak is not None:
                raise _gagal(f"Baris {b.urut}: {kalimat_tolakan(tolak)}")
    hidup = kode_hidup(revisi, lambda sidik: muat_revisi(meja.gudang, sidik)) if tulis else frozenset()
    if tulis:  # asked first, so that nobody's digits are spent on what cannot be written
        try:
            susun_dari_baris(revisi, dipilih, oleh, sekarang().date(), hidup)
        except KoreksiTulisGalat as e:
            raise _gagal(f"{e} Jawab dengan: --cara sumber") from None
    totp = tanya_angka()
    with meja.register.tulis() as k:
        tolak = periksa_totp(
            k,
            meja.brankas,
            meja.pengaturan.lembaga,
            pejabat=oleh,
            totp=totp,
            pintu=MASUK,
            waktu=sekarang(),
            peran="petugas",
        )
    if tolak is not None:
        raise galat_tolakan(meja, oleh, tolak)
    if tulis:
        try:
            jalan = tulis_dari_baris(
                meja.folder_pengaturan, revisi, dipilih, oleh, sekarang().date(), edisi.kode, hidup
            )
        except (KoreksiTulisGalat, OSError) as e:
            raise _gagal(f"Berkas koreksi tidak ditulis, belum ada yang berubah. {e}") from None
        layar.print(f"Ditulis: {jalan}. Pilih *susun ulang* di gerbang petugas agar dipakai.", markup=False)
    for b in dipilih:
        tolak = catat(meja.register, meja.pengaturan, baris_id=b.id, waktu=sekarang(), **jawaban)
        if tolak is not None:
            raise _gagal(f"Baris {b.urut}: {kalimat_tolakan(tolak)}")
    with meja.register.baca() as k:
        sisa = jumlah_terbuka(k, edisi.id)
    layar.print(f"{len(dipilih)} baris dijawab {tindak}. Belum dijawab: {sisa} baris.", markup=False)


def _cara(teks: str) -> Cara:
    """One of the ways to meet a line; empty is asked about later."""
    from dip.lembar_koreksi import NAMA_CARA_KOREKSI

    cara = next((c for c in NAMA_CARA_KOREKSI if c == teks.strip().lower().replace("-", "_")), None)
    if cara is None:
        raise typer.BadParameter(f"cara '{teks}' tidak dikenal. Pilih: koreksi, sumber, atau tarik_ulang")
    return cara


def _pilih(lembar: list[LembarKoreksi], nomor: int, baris: str) -> list[BarisTercatat]:
    """The lines meant by a number, a range or *semua* (those without an answer)."""
    satu = next((x for x in lembar if x.nomor == nomor), None)
    if satu is None:
        ada = ", ".join(str(x.nomor) for x in lembar) or "belum ada"
        raise _gagal(f"Lembar koreksi {nomor} tidak ada di edisi ini. Yang ada: {ada}.")
    if baris.strip().lower() == "semua":
        if not satu.terbuka:
            raise _gagal("Semua baris lembar ini sudah dijawab. Sebut nomor barisnya untuk mengganti jawaban.")
        return list(satu.terbuka)
    m = re.fullmatch(r"\s*(\d{1,4})(?:\s*-\s*(\d{1,4}))?\s*", baris)
    dari, sampai = (int(m[1]), int(m[2] or m[1])) if m else (0, 0)
    dipilih = [b for b in satu.baris if dari <= b.urut <= sampai]
    if not dipilih or len(dipilih) != sampai - dari + 1:
        raise _gagal(f"Baris '{baris[:20]}' tidak ada. Lembar {nomor} berisi baris 1 sampai {len(satu.baris)}.")
    return dipilih
