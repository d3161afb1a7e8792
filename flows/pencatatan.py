"""Recording a signed sheet from a terminal: read it, check it, prove who records it, and let the edition go on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.prompt import Prompt

from dip.dokumen_catat import catat_dokumen
from dip.dokumen_sah import DokumenSah
from dip.edisi import Edisi, baca_edisi, edisi_hidup
from dip.formulir import formulir_pintu
from dip.jam import WIB, sekarang
from dip.meja import Meja
from dip.pengaturan import NAMA_CARA
from dip.pintu import Pintu, pintu_menunggu
from dip.putusan import Tolakan, kalimat_tolakan
from dip.putusan_tulis import sahkan_dengan_dokumen
from dip.sidik import nomor_draf
from dip.tanda_tangan import KALIMAT_MASALAH, HasilTandaTangan
from flows.mulai import meja_luncur
from flows.petugas import buat_run, minta
from flows.sistem import SistemGalat

_AWALAN = {b"%PDF-": "PDF", b"\xff\xd8\xff": "JPG", b"\x89PNG\r\n": "PNG"}
_MAKS = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Lembar:
    """What the petugas has in his hands; empty `tempat` and `penandatangan` are filled in from the settings."""

    berkas: Path
    nomor: str
    tanggal: date
    tempat: str
    penandatangan: str


def catat(layar: Console, lembar: Lembar) -> None:
    """Record a sheet for the edition that waits for it. Raises SistemGalat with what to do."""
    meja = meja_luncur()
    edisi, sidik, pintu = _tujuan(meja)
    isi = _baca(lembar.berkas)
    cara = pintu.cara if pintu else "kode"
    layar.print(f"Pengesahan {edisi.kode}, nomor draf {nomor_draf(sidik)}, dengan {NAMA_CARA[cara]}.", markup=False)
    rincian: dict[str, Any] = {}
    if cara == "tanda_tangan_elektronik":
        hasil = _periksa(meja, isi)
        layar.print(_sebut(hasil), markup=False)
        rincian = hasil.ke_json()
    petugas = [p.kode for p in meja.pengaturan.pemegang("petugas", sekarang())]
    pencatat = Prompt.ask("Nama masuk petugas", choices=petugas, console=layar)
    totp = Prompt.ask("Angka authenticator", password=True, console=layar)
    dokumen = catat_dokumen(
        meja.register, meja.brankas, meja.pengaturan,
        edisi=edisi, sidik=sidik, nomor=lembar.nomor, tanggal=lembar.tanggal,
        tempat=lembar.tempat or meja.pengaturan.lembaga.ibu_kota,
        penandatangan=lembar.penandatangan or _atasan(meja, lembar.tanggal),
        sha_berkas=meja.gudang.simpan(isi), nama_berkas=lembar.berkas.name,
        pencatat=pencatat, totp=totp, rincian=rincian, waktu=sekarang(),
    )  # fmt: skip
    if isinstance(dokumen, Tolakan):
        raise SistemGalat(kalimat_tolakan(dokumen))
    layar.print(_sesudah(meja, dokumen, pintu), markup=False)


def _tujuan(meja: Meja) -> tuple[Edisi, str, Pintu | None]:
    """The edition and draft a sheet can be for: the one at the Atasan's gate, else the live one (its number)."""
    with meja.register.baca() as k:
        pintu = next((p for p in pintu_menunggu(k, meja.lembaga) if p.peran == "atasan" and p.cara != "kode"), None)
        if pintu is not None:
            return baca_edisi(k, pintu.edisi), pintu.sidik, pintu
        hidup = edisi_hidup(k, meja.lembaga)
    if hidup is None:
        raise SistemGalat(
            "Belum ada yang dapat dicatat: tidak ada draf yang menunggu pengesahan dan belum ada edisi yang terbit. "
            "Lihat: dip status"
        )
    return (*hidup, None)


def _baca(berkas: Path) -> bytes:
    try:
        besar = berkas.stat().st_size
        isi = berkas.read_bytes() if besar <= _MAKS else b""
    except OSError as e:
        raise SistemGalat(f"Berkas {berkas} tidak dapat dibaca: {e.strerror}.") from e
    if besar > _MAKS:
        raise SistemGalat(f"Berkas {berkas.name} lebih besar dari 20 MB. Pindai lagi dengan mutu yang lebih rendah.")
    if not any(isi.startswith(a) for a in _AWALAN):
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


def _sesudah(meja: Meja, dokumen: DokumenSah, pintu: Pintu | None) -> str:
    """What the record sets in motion, and what the petugas waits for."""
    if pintu is None:
        run = buat_run(meja, "catat-pengesahan/catat", {})
        return f"Tercatat. Nomor {dokumen.nomor} sedang diterbitkan (jalan {run})."
    if dokumen.cara == "basah":
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
