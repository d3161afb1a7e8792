"""What operators do from a terminal: start the month, re-pull, continue or end an edition.

Talks to the running system through Prefect's HTTP API; the address is the one `dip mulai` wrote down.
"""

from __future__ import annotations

import os
import time
from typing import Any

import httpx
import orjson
from rich.console import Console

from dip.batal import putuskan_batal, sudah_tayang
from dip.edisi import Edisi, edisi_terbuka, tutup_edisi
from dip.jam import PERIODE, sekarang
from dip.meja import Meja
from dip.minta_tarik import catat_jalan, mulai_minta
from dip.papan import papan_kini
from dip.pesan.alur import kalimat_batal
from dip.pesan.papan import MASIH_DITARIK, TERMINAL
from dip.pilihan import pilihan_opd
from dip.tolakan import Tolakan
from flows.bukti_diri import galat_tolakan, tanya_bukti, tanya_teks
from flows.mulai import meja_luncur
from flows.pasang import ULANG
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
        raise SistemGalat(
            "Prefect tidak menjawab. Apakah dip mulai masih berjalan? Di server: systemctl status 'dip-server@*'"
        ) from e
    raise SistemGalat("Prefect sedang sibuk. Coba lagi sebentar.")


def alamat_jalan(meja: Meja, run: str) -> str:
    """The page of a flow run in Prefect's UI."""
    dasar = os.environ.get("PREFECT_UI_URL") or api(meja).removesuffix("/api")
    return f"{dasar.rstrip('/')}/runs/flow-run/{run}"


def buat_run(meja: Meja, deployment: str, parameter: dict[str, Any]) -> str:
    """Start a run of a deployment (`flow/name`) and return its id. Raises SistemGalat."""
    d = minta(meja, "GET", f"/deployments/name/{deployment}")
    isi = {"state": {"type": "SCHEDULED"}, "parameters": parameter}
    r = minta(meja, "POST", f"/deployments/{d.json().get('id')}/create_flow_run", isi)
    if r.status_code >= 400:
        raise SistemGalat(f"Prefect menolak permintaan ini ({r.status_code}). Jalankan dip pasang, lalu coba lagi.")
    return str(r.json()["id"])


def jalankan_edisi(periode: str) -> str:
    """Start the run of a month (empty: the present one). Raises SistemGalat for what is no month."""
    meja = meja_luncur()
    if periode and not PERIODE.fullmatch(periode):
        raise SistemGalat(f"Periode '{periode[:20]}' tidak dapat dipakai. Tulis tahun dan bulan, misalnya 2026-11.")
    with meja.register.baca() as k:
        terbuka = edisi_terbuka(k, meja.lembaga)
    alamat = alamat_jalan(meja, buat_run(meja, "edisi-bulanan/bulanan", {"periode": periode or None}))
    if terbuka is not None:
        return (
            f"Dijalankan: {alamat}\n{terbuka.kode} masih terbuka, jadi tidak ada yang baru. Jalan ini meneruskannya "
            "bila jalan yang lama sudah berhenti, selain itu hanya berkata demikian. Siapa yang ditunggu: dip status"
        )
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
    if jalan_hidup(meja, edisi.pemilik):
        raise SistemGalat(
            "Edisi ini masih dikerjakan. Pilih Batalkan di gerbangnya, atau hentikan dulu jalannya di Prefect."
        )
    if sudah_tayang(meja.register, edisi):
        raise SistemGalat(
            "Edisi ini sudah terbit di salah satu tujuan, jadi tidak dapat dibatalkan. Pakai: dip lanjutkan"
        )
    petugas = [p.kode for p in meja.pengaturan.pemegang("petugas", sekarang())]
    layar.print(f"Membatalkan {edisi.kode}. Edisi yang tayang tidak berubah.", markup=False)
    alasan = tanya_teks("Alasan (paling sedikit 10 huruf)")
    pejabat, totp = tanya_bukti("Nama masuk petugas", petugas)
    hasil = putuskan_batal(
        meja.register, meja.brankas, meja.pengaturan, edisi,
        pejabat=pejabat, alasan=alasan, totp=totp, waktu=sekarang(),
    )  # fmt: skip
    if isinstance(hasil, Tolakan):
        raise galat_tolakan(meja, pejabat, hasil)
    _, kalimat = kalimat_batal(edisi, hasil)
    with meja.register.tulis() as k:
        tutup_edisi(k, edisi, "dibatalkan", kalimat, sekarang(), hasil.pejabat)
    layar.print(kalimat, markup=False)


def jalan_hidup(meja: Meja, run: str) -> bool:
    """Whether a flow run can still work; asks Prefect, so the system must be running."""
    r = minta(meja, "GET", f"/flow_runs/{run}")
    return r.status_code == 200 and r.json()["state"]["type"] not in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")


def jalankan_tarik_ulang(opd: list[str]) -> str:
    """Re-pull offices into the open edition (empty: all that failed); codes in any case. Raises SistemGalat.

    Journaled as the board's page does it, so that both see it as going on and neither starts a second one.
    """
    meja = meja_luncur()
    with meja.register.baca() as k:
        edisi = edisi_terbuka(k, meja.lembaga)
        papan = papan_kini(k, meja.pengaturan, meja.gudang.baca)
    if edisi is None:
        raise SistemGalat("Tidak ada edisi yang terbuka. Mulai dengan: dip jalankan")
    aktif = {o.kode: pilihan_opd(o) for o in meja.pengaturan.opd_aktif()}
    kode = list(dict.fromkeys(o.upper() for o in opd))
    if asing := [o for o in kode if o not in aktif]:
        raise SistemGalat(f"Kode OPD tidak dikenal: {', '.join(asing)}. Kode ada di nama berkas folder opd/.")
    if papan.dasar != "draf":
        raise SistemGalat("OPD masih dikumpulkan. Tunggu sampai drafnya jadi, lalu lihat: dip papan --gagal")
    kode = kode or [o for o in papan.gagal if o in aktif]
    if not kode:
        return "Semua OPD sudah masuk, jadi tidak ada yang ditarik ulang. Berikutnya: dip status"
    alamat = _mulai_tarik(meja, edisi, kode, [aktif[o] for o in kode])
    return f"Penarikan ulang dijalankan: {alamat}\nSesudahnya pilih *susun ulang* di gerbang petugas agar ikut dipakai."


def _mulai_tarik(meja: Meja, edisi: Edisi, kode: list[str], pilihan: list[str]) -> str:
    """Journal the request, start its run, journal where it runs. Raises SistemGalat, also when another is going on."""
    urut = mulai_minta(meja.register, edisi, kode, TERMINAL, sekarang(), peran="")
    if not urut:
        raise SistemGalat(MASIH_DITARIK)
    alamat = ""
    try:
        alamat = alamat_jalan(meja, buat_run(meja, ULANG, {"opd": pilihan}))
    finally:
        catat_jalan(meja.register, edisi, urut, alamat, sekarang())
    return alamat
