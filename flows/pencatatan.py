"""Recording a signed sheet from a terminal: read it, check it, prove who records it, and let the edition go on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from rich.console import Console

from dip.dokumen_catat import catat_dokumen
from dip.dokumen_sah import DokumenSah
from dip.formulir import formulir_pintu
from dip.jam import WIB, sekarang
from dip.jejak import kepala
from dip.meja import Meja
from dip.pengaturan import NAMA_CARA
from dip.putusan_tulis import sahkan_dengan_dokumen
from dip.sasaran_catat import SasaranCatat, cari_sasaran
from dip.sidik import nomor_draf
from dip.tanda_tangan import KALIMAT_MASALAH, HasilTandaTangan
from dip.tolakan import Tolakan, kalimat_tolakan
from dip.unggahan import MAKS_UNGGAH, jenis_lembar
from flows.bukti_diri import galat_tolakan, tanya_bukti, tanya_ya
from flows.mulai import meja_luncur
from flows.petugas import buat_run, minta
from flows.sistem import SistemGalat


@dataclass(frozen=True, slots=True)
class Lembar:
    """What the petugas has in his hands; empty `tempat` and `penandatangan` are filled in from the settings.

    `edisi` is the public code of the edition it is for; empty means the one that waits (`dip.sasaran_catat`).
    """

    berkas: Path
    nomor: str
    tanggal: date
    tempat: str
    penandatangan: str
    edisi: str = ""


def catat(layar: Console, lembar: Lembar) -> None:
    """Show what will be recorded, and record it once a petugas says so and proves who he is.

    Raises SistemGalat with what to do.
    """
    meja = meja_luncur()
    sasaran = _sasaran(meja, lembar.edisi)
    isi = _baca(lembar.berkas)
    penanda = lembar.penandatangan or _atasan(meja, lembar.tanggal)
    tempat = lembar.tempat or meja.pengaturan.lembaga.ibu_kota
    _tunjukkan(layar, meja, sasaran, replace(lembar, tempat=tempat, penandatangan=penanda))
    rincian: dict[str, Any] = {}
    if sasaran.cara == "tanda_tangan_elektronik":
        hasil = _periksa(meja, isi)
        layar.print(_sebut(hasil), markup=False)
        rincian = hasil.ke_json()
    if not tanya_ya("Catat?"):
        layar.print("Tidak ada yang dicatat.")
        return
    petugas = [p.kode for p in meja.pengaturan.pemegang("petugas", sekarang())]
    pencatat, totp = tanya_bukti("Nama masuk petugas", petugas)
    dokumen = catat_dokumen(
        meja.register, meja.brankas, meja.pengaturan,
        edisi=sasaran.edisi, sidik=sasaran.sidik, nomor=lembar.nomor, tanggal=lembar.tanggal,
        tempat=tempat, penandatangan=penanda,
        sha_berkas=meja.gudang.simpan(isi), nama_berkas=lembar.berkas.name,
        pencatat=pencatat, totp=totp, rincian=rincian, waktu=sekarang(),
    )  # fmt: skip
    if isinstance(dokumen, Tolakan):
        raise galat_tolakan(meja, pencatat, dokumen, sasaran.pintu)
    layar.print(_sesudah(meja, dokumen, sasaran), markup=False)
    with meja.register.baca() as k:
        layar.print(f"Kepala jejak: {kepala(k, meja.lembaga)}", markup=False, soft_wrap=True)


def _sasaran(meja: Meja, kode: str) -> SasaranCatat:
    """The edition a sheet is for. Raises SistemGalat."""
    with meja.register.baca() as k:
        hasil = cari_sasaran(k, meja.lembaga, kode.strip().upper())
    if isinstance(hasil, Tolakan):
        raise SistemGalat(kalimat_tolakan(hasil))
    if hasil is None and kode:
        raise SistemGalat(kalimat_tolakan(Tolakan("dokumen_edisi")))
    if hasil is None:
        raise SistemGalat(
            "Belum ada yang dapat dicatat: tidak ada draf yang menunggu pengesahan dan belum ada edisi yang disahkan "
            "dengan kode. Lihat: dip status"
        )
    return hasil


def _tunjukkan(layar: Console, meja: Meja, sasaran: SasaranCatat, lembar: Lembar) -> None:
    """What will be recorded, for comparison with the paper."""
    atasan = next((p.nama for p in meja.pengaturan.pejabat if p.kode == lembar.penandatangan), lembar.penandatangan)
    isi = {
        "Edisi": f"{sasaran.edisi.kode}, disahkan dengan {NAMA_CARA[sasaran.cara]}",
        "Nomor draf": nomor_draf(sasaran.sidik),
        "Nomor": lembar.nomor,
        "Tanggal": lembar.tanggal.isoformat(),
        "Tempat": lembar.tempat,
        "Penanda tangan": atasan,
        "Berkas": lembar.berkas.name,
    }
    layar.print("Yang akan dicatat:")
    for nama, teks in isi.items():
        layar.print(f"  {nama:<15}: {teks}", markup=False, soft_wrap=True)


def _baca(berkas: Path) -> bytes:
    try:
        besar = berkas.stat().st_size
        isi = berkas.read_bytes() if besar <= MAKS_UNGGAH else b""
    except OSError as e:
        raise SistemGalat(f"Berkas {berkas} tidak dapat dibaca: {e.strerror}.") from e
    if besar > MAKS_UNGGAH:
        raise SistemGalat(f"Berkas {berkas.name} lebih besar dari 20 MB. Pindai lagi dengan mutu yang lebih rendah.")
    if jenis_lembar(isi) is None:
        raise SistemGalat(f"Berkas {berkas.name} bukan PDF, JPG, atau PNG. Pindai lembar itu ke salah satunya.")
    return isi


def _atasan(meja: Meja, hari: date) -> str:
    pemegang = meja.pengaturan.pemegang("atasan", datetime.combine(hari, time(12), WIB))
    if len(pemegang) != 1:
        raise SistemGalat(
            f"Pada {hari} ada {len(pemegang)} Atasan PPID di pejabat.yml. "
            "Sebutkan yang menandatangani: --penandatangan."
        )
    return pemegang[0].kode


def _periksa(meja: Meja, isi: bytes) -> HasilTandaTangan:
    from sumber.tanda_tangan import PemeriksaTandaTangan

    akar = [p.read_bytes() for p in sorted((meja.folder_pengaturan / "kepercayaan").glob("*.pem"))]
    if not akar:
        raise SistemGalat(
            "Folder kepercayaan/ di folder pengaturan belum berisi sertifikat akar (.pem). Minta admin mengisinya."
        )
    return PemeriksaTandaTangan().periksa(isi, akar)


def _sebut(hasil: HasilTandaTangan) -> str:
    if hasil.sah:
        return f"Tanda tangan elektronik sah: {', '.join(t.penanda for t in hasil.penanda_tangan)}."
    return "\n".join(KALIMAT_MASALAH[m] for m in hasil.semua_masalah)


def _sesudah(meja: Meja, dokumen: DokumenSah, sasaran: SasaranCatat) -> str:
    """What the record sets in motion, and what the petugas waits for."""
    pintu = sasaran.pintu
    if pintu is None:
        return _nomor(meja, dokumen, sasaran)
    if dokumen.cara == "basah":
        from tasks.kabar import kabari_konfirmasi

        kabari_konfirmasi(pintu, dokumen.sha_berkas)
        return "Tercatat. Sekarang PPID perlu memilih Konfirmasi pengesahan di halaman draf."
    putusan = sahkan_dengan_dokumen(meja.register, meja.pengaturan, pintu=pintu.id, waktu=sekarang())
    if isinstance(putusan, Tolakan):
        raise SistemGalat(kalimat_tolakan(putusan))
    with meja.register.baca() as k:
        run = formulir_pintu(k, pintu.id)[-1].run
    # the decision stands; the answer only wakes the run
    isi = {"keputusan": "Sahkan", "kode_persetujuan": "DOKUMEN", "catatan": ""}
    minta(meja, "POST", f"/flow_runs/{run}/resume", {"run_input": isi})
    return "Tercatat dan disahkan. Edisi sedang didokumentasikan dan diterbitkan: dip status"


def _nomor(meja: Meja, dokumen: DokumenSah, sasaran: SasaranCatat) -> str:
    """A number that was recorded for an edition ratified by code."""
    if sasaran.digantikan:
        return "Tercatat; edisi ini sudah digantikan, jadi tidak diterbitkan ulang."
    if not sasaran.tayang:
        return (
            "Tercatat. Edisi ini belum tayang. Bila sesudah tayang nomornya belum tampak di dip status, "
            "jalankan perintah ini sekali lagi."
        )
    run = buat_run(meja, "catat-pengesahan/catat", {})
    return f"Tercatat. Nomor {dokumen.nomor} sedang diterbitkan (jalan {run})."
