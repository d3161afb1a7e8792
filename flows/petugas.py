"""What operators do from a terminal: start the month, re-pull, take a code, see where the edition stands.

Talks to the running system through Prefect's HTTP API; the address is the one `dip mulai` wrote down.
"""

from __future__ import annotations

import os
import time
from datetime import datetime
from typing import Any, cast

import httpx
import orjson
from rich.console import Console
from rich.prompt import Prompt

from dip.batal import putuskan_batal, sudah_tayang
from dip.beku import muat_revisi, revisi_terakhir
from dip.edisi import Edisi, edisi_hidup, edisi_terbuka, tutup_edisi
from dip.jam import PERIODE, ke_wib, nama_periode, sekarang, tulis_waktu
from dip.jejak import kepala
from dip.keadaan import NAMA_KEADAAN, Keadaan, posisi
from dip.lembar_catat import jumlah_terbuka
from dip.meja import Meja
from dip.pesan.alur import belum_lengkap, kalimat_batal, sebut_opd
from dip.putusan import (
    Pintu,
    Tolakan,
    kalimat_tolakan,
    pejabat_pintu,
    pilihan,
    pintu_menunggu,
    sebut_keputusan,
    terbitkan_kode,
)
from dip.sidik import nomor_draf
from flows.mulai import meja_luncur
from flows.sistem import SistemGalat


def api(meja: Meja) -> str:
    """Address of the running Prefect API. Raises SistemGalat when the system is not running."""
    catatan = meja.data / "jalan" / "alamat.json"
    if alamat := os.environ.get("PREFECT_API_URL"):
        return alamat
    if catatan.exists():
        return str(orjson.loads(catatan.read_bytes())["api"])
    raise SistemGalat("Sistem belum menyala. Jalankan: dip mulai")


def _sandi_api() -> tuple[str, str] | None:
    """Name and password of Prefect's API, where the admin set one (docs/ancaman.md)."""
    nama, ada, sandi = os.environ.get("PREFECT_API_AUTH_STRING", "").partition(":")
    return (nama, sandi) if ada else None


def minta(meja: Meja, cara: str, jalan: str, isi: dict[str, Any] | None = None) -> httpx.Response:
    """Ask Prefect; its SQLite answers 503 now and then while it writes, so that is asked again."""
    try:
        with httpx.Client(
            base_url=api(meja), timeout=30, transport=httpx.HTTPTransport(retries=3), auth=_sandi_api()
        ) as c:
            for _ in range(20):
                r = c.request(cara, jalan, json=isi)
                if r.status_code != 503:
                    return r
                time.sleep(0.5)
    except httpx.HTTPError as e:
        raise SistemGalat("Prefect tidak menjawab. Apakah dip mulai masih berjalan?") from e
    raise SistemGalat("Prefect sedang sibuk. Coba lagi sebentar.")


def alamat_jalan(meja: Meja, run: str) -> str:
    """The page of a flow run in Prefect's UI."""
    return f"{api(meja).removesuffix('/api')}/runs/flow-run/{run}"


def buat_run(meja: Meja, deployment: str, parameter: dict[str, Any]) -> str:
    """Start a run of a deployment (`flow/name`) and return its id. Raises SistemGalat."""
    d = minta(meja, "GET", f"/deployments/name/{deployment}")
    isi = {"state": {"type": "SCHEDULED"}, "parameters": parameter}
    r = minta(meja, "POST", f"/deployments/{d.json().get('id')}/create_flow_run", isi)
    if r.status_code >= 400:
        raise SistemGalat(
            f"Prefect menolak permintaan ini ({r.status_code}). Jalankan ulang dip mulai, lalu coba lagi."
        )
    return str(r.json()["id"])


def jalankan_edisi(periode: str) -> str:
    """Start the run of a month (empty: the present one). Raises SistemGalat for what is no month."""
    meja = meja_luncur()
    if periode and not PERIODE.fullmatch(periode):
        raise SistemGalat(f"Periode '{periode[:20]}' tidak dapat dipakai. Tulis tahun dan bulan, misalnya 2026-11.")
    alamat = alamat_jalan(meja, buat_run(meja, "edisi-bulanan/bulanan", {"periode": periode or None}))
    return f"Edisi dijalankan: {alamat}\nSebentar lagi tampak di: dip status"


def lanjutkan_edisi(periode: str) -> str:
    """A new run adopts the open edition of a month whose run is dead. Raises SistemGalat when none is open."""
    meja = meja_luncur()
    with meja.register.baca() as k:
        edisi = edisi_terbuka(k, meja.lembaga)
    if edisi is None or edisi.periode != periode:
        terbuka = f"Yang terbuka: {edisi.periode}." if edisi else "Tidak ada edisi yang terbuka."
        raise SistemGalat(f"Edisi {periode} tidak terbuka. {terbuka} Memulai edisi baru: dip jalankan")
    return jalankan_edisi(periode)


def batalkan_edisi(layar: Console) -> None:
    """Cancel the open edition with a petugas's authenticator, when its run is dead and nothing of it is published."""
    meja = meja_luncur()
    with meja.register.baca() as k:
        edisi = edisi_terbuka(k, meja.lembaga)
    if edisi is None:
        raise SistemGalat("Tidak ada edisi yang terbuka.")
    if _hidup(meja, edisi.pemilik):
        raise SistemGalat(
            "Edisi ini masih dikerjakan. Pilih Batalkan di gerbangnya, atau hentikan dulu jalannya di Prefect."
        )
    if sudah_tayang(meja.register, edisi):
        raise SistemGalat(
            "Edisi ini sudah terbit di salah satu tujuan, jadi tidak dapat dibatalkan. Pakai: dip lanjutkan"
        )
    petugas = [p.kode for p in meja.pengaturan.pemegang("petugas", sekarang())]
    layar.print(f"Membatalkan {edisi.kode}. Edisi yang tayang tidak berubah.", markup=False)
    pejabat = Prompt.ask("Nama masuk petugas", choices=petugas, console=layar)
    alasan = Prompt.ask("Alasan (paling sedikit 10 huruf)", console=layar)
    totp = Prompt.ask("Angka authenticator", password=True, console=layar)
    hasil = putuskan_batal(
        meja.register, meja.brankas, meja.pengaturan, edisi,
        pejabat=pejabat, alasan=alasan, totp=totp, waktu=sekarang(),
    )  # fmt: skip
    if isinstance(hasil, Tolakan):
        raise SistemGalat(kalimat_tolakan(hasil))
    _, kalimat = kalimat_batal(edisi, hasil)
    with meja.register.tulis() as k:
        tutup_edisi(k, edisi, "dibatalkan", kalimat, sekarang(), hasil.pejabat)
    layar.print(kalimat, markup=False)


def _hidup(meja: Meja, run: str) -> bool:
    """Whether a flow run can still work; asks Prefect, so the system must be running."""
    r = minta(meja, "GET", f"/flow_runs/{run}")
    return r.status_code == 200 and r.json()["state"]["type"] not in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")


def jalankan_tarik_ulang(opd: list[str]) -> str:
    """Re-pull offices into the open edition (empty: all that failed); codes in any case. Raises SistemGalat."""
    meja = meja_luncur()
    with meja.register.baca() as k:
        if edisi_terbuka(k, meja.lembaga) is None:
            raise SistemGalat("Tidak ada edisi yang terbuka. Mulai dengan: dip jalankan")
    kode = [o.upper() for o in opd]
    if asing := [o for o in kode if o not in {x.kode for x in meja.pengaturan.opd_aktif()}]:
        raise SistemGalat(f"Kode OPD tidak dikenal: {', '.join(asing)}. Kode ada di nama berkas folder opd/.")
    alamat = alamat_jalan(meja, buat_run(meja, "tarik-ulang/ulang", {"opd": kode}))
    return f"Penarikan ulang dijalankan: {alamat}\nSesudahnya pilih *susun ulang* di gerbang petugas agar ikut dipakai."


def ambil_kode(layar: Console) -> None:
    """Ask what the draft page asks, and show the kode persetujuan; the same code, the same rules."""
    meja = meja_luncur()
    with meja.register.baca() as k:
        menunggu = pintu_menunggu(k, meja.lembaga)
    if not menunggu:
        layar.print("Tidak ada gerbang yang menunggu keputusan.")
        return
    pintu = menunggu[-1]
    layar.print(f"Edisi {nama_periode(pintu.periode)}, nomor draf {nomor_draf(pintu.sidik)}, ronde {pintu.ronde}")
    keputusan = Prompt.ask("Keputusan", choices=list(pilihan(pintu)), console=layar)
    nama = [p.kode for p in pejabat_pintu(meja.pengaturan, pintu, sekarang())]
    pejabat = Prompt.ask("Nama masuk pejabat", choices=nama, console=layar)
    alasan = Prompt.ask("Alasan (wajib untuk kembalikan dan batalkan)", default="", show_default=False, console=layar)
    totp = Prompt.ask("Angka authenticator", password=True, console=layar)
    hasil = terbitkan_kode(
        meja.register,
        meja.brankas,
        meja.pengaturan,
        pintu=pintu.id,
        pejabat=pejabat,
        keputusan=keputusan,
        alasan=alasan,
        totp=totp,
        waktu=sekarang(),
    )
    if isinstance(hasil, Tolakan):
        raise SistemGalat(kalimat_tolakan(hasil))
    layar.print(f"Kode persetujuan: [bold]{hasil.kode}[/bold]  ({sebut_keputusan(hasil.keputusan)})")
    if hasil.alasan:
        layar.print(f"Alasan yang tercatat: {hasil.alasan}", markup=False)
    with meja.register.baca() as k:
        layar.print(f"Kepala jejak: {kepala(k, meja.lembaga)}")
    layar.print(f"Berlaku sampai {tulis_waktu(hasil.berlaku_sampai)}. Isikan di Prefect bersama keputusan yang sama.")


def tulis_status(layar: Console) -> None:
    """Where the open edition stands, since when, and who must act; what is live."""
    meja = meja_luncur()
    with meja.register.baca() as k:
        edisi, hidup = edisi_terbuka(k, meja.lembaga), edisi_hidup(k, meja.lembaga)
        menunggu = pintu_menunggu(k, meja.lembaga)
        draf = revisi_terakhir(k, edisi.id) if edisi else None
        kini = posisi(k, edisi.id) if edisi else None
        koreksi = jumlah_terbuka(k, edisi.id) if edisi else 0
    layar.print(f"Tayang   : {hidup[0].kode if hidup else 'belum ada edisi yang terbit'}", markup=False)
    if edisi is None:
        layar.print("Terbuka  : tidak ada. Mulai dengan: dip jalankan (atau tunggu, bila baru saja dijalankan)")
        return
    layar.print(f"Terbuka  : {edisi.kode}, sejak {_saat(edisi.dibuka)}", markup=False)
    if kini:
        sejak = f", sejak {_saat(kini.waktu)}" if kini.waktu else ""
        layar.print(f"Keadaan  : {NAMA_KEADAAN[cast(Keadaan, kini.keadaan)]}{sejak}", markup=False)
    if draf:
        kurang = belum_lengkap(muat_revisi(meja.gudang, draf.sidik).papan)
        layar.print(f"Draf     : ronde {draf.ronde}, nomor {nomor_draf(draf.sidik)}", markup=False)
        layar.print(f"Belum    : {sebut_opd(kurang) or 'semua OPD sudah masuk'}", markup=False)
    layar.print(f"Jalan    : {_keadaan_jalan(meja, edisi)}", markup=False)
    if koreksi:
        layar.print(f"Koreksi  : {koreksi} baris belum dijawab petugas; lihat: dip koreksi daftar", markup=False)
    for p in menunggu:
        layar.print(f"Menunggu : {_siapa(meja, p)}, sejak {_saat(p.dibuka)}", markup=False)
    if not menunggu:
        layar.print("Menunggu : tidak ada; edisi sedang dikerjakan mesin")


def _keadaan_jalan(meja: Meja, edisi: Edisi) -> str:
    """Whether somebody works on the edition, and what to do when nobody does."""
    try:
        alamat = alamat_jalan(meja, edisi.pemilik)
        hidup = _hidup(meja, edisi.pemilik)
    except SistemGalat as e:
        return str(e)
    return alamat if hidup else f"sudah berhenti; teruskan dengan: dip lanjutkan {edisi.periode}"


def _siapa(meja: Meja, pintu: Pintu) -> str:
    return ", ".join(
        f"{p.nama} ({p.sebutan} {p.jabatan})".replace("( ", "(")
        for p in meja.pengaturan.pemegang(pintu.peran, sekarang())
    )


def _saat(iso: str) -> str:
    return tulis_waktu(ke_wib(datetime.fromisoformat(iso)))
