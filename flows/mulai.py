"""The launcher: server, worker, preview, start-up repair. `make mulai`, and the ground `make demo` stands on.

It may import the rooms (design §2): it hands them to each other as functions typed in `dip/protokol.py`.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from dip.jam import sekarang
from dip.meja import Meja, buka_meja
from dip.muat import muat_pengaturan
from dip.pejabat import siapkan_contoh
from dip.pengaturan import SumberFolder
from flows.pasang import pasang_alur
from flows.sistem import KOLAM, NAMA_PEKERJA, Sistem, SistemGalat, lingkungan, port_bebas

PORT_PREFECT = 4200
PORT_PRATINJAU = 4280

Kabar = Callable[[str], None]
"""Says one line to whoever sits at the terminal."""


def folder_contoh() -> Path:
    """The shipped settings folder of *Kabupaten Contoh*."""
    import sumber

    return Path(sumber.__file__).parent / "contoh"


def meja_luncur() -> Meja:
    """The desk of the launcher. Raises PengaturanGalat when the settings are not in order."""
    meja = buka_meja(folder_contoh())
    _ = meja.pengaturan
    return meja


@contextmanager
def sistem_hidup(meja: Meja, kabar: Kabar) -> Iterator[Sistem]:
    """The whole system, ready to use; stops cleanly when the block ends.

    Raises SistemGalat when a part does not start, ContohDitolak when `contoh: true` stands over real officials.
    """
    if meja.pengaturan.lembaga.contoh:
        bawaan = muat_pengaturan(folder_contoh()).pejabat
        siapkan_contoh(meja.register, meja.brankas, meja.pengaturan, bawaan, sekarang())
    port = _pilih_port("DIP_PORT", PORT_PREFECT, kabar)
    port_pratinjau = _pilih_port("DIP_PORT_PRATINJAU", PORT_PRATINJAU, kabar)
    tambahan = {"DIP_PENGATURAN": str(meja.folder_pengaturan), "DIP_MASUK": str(meja.masuk)}
    with Sistem(meja.data, port, port_pratinjau) as s, _peraga(meja, kabar) as peraga:
        s.env = lingkungan(meja.data, port, port_pratinjau, {**tambahan, **peraga})
        buat_kotak_masuk(meja)
        kabar("Menyalakan server Prefect …")
        s.nyalakan_server()
        os.environ.update({n: v for n, v in s.env.items() if n.startswith(("PREFECT_", "DIP_"))})
        pasang_alur(meja, s.env)
        tolak_pekerja_asing()
        for pesan in _perbaiki(meja, timedelta(0)):
            kabar(pesan)
        s.nyalakan_pekerja()
        s.nyalakan_pratinjau()
        s.catat_alamat()
        yield s


def _pilih_port(nama: str, baku: int, kabar: Kabar) -> int:
    """The wished port when it is free, else another one, and then we say so."""
    tulisan = os.environ.get(nama) or str(baku)
    if not (tulisan.isdecimal() and int(tulisan) <= 65535):
        raise SistemGalat(f"{nama} harus angka 0–65535, bukan '{tulisan}'.")
    port = port_bebas(int(tulisan))
    if int(tulisan) not in (0, port):
        kabar(f"Port {tulisan} sedang dipakai; memakai {port}. Tautan draf yang lama mungkin tidak berlaku.")
    return port


def buat_kotak_masuk(meja: Meja) -> None:
    """The drop folders of all offices that have one, so that a petugas sees where files go."""
    for opd in meja.pengaturan.opd_aktif():
        if isinstance(opd.sumber, SumberFolder) and not Path(opd.sumber.folder).is_absolute():
            with suppress(OSError):
                (meja.masuk / opd.sumber.folder).mkdir(parents=True, exist_ok=True)


@contextmanager
def _peraga(meja: Meja, kabar: Kabar) -> Iterator[dict[str, str]]:
    """The offices' own server of the fictional regency, with its generated files; nothing for a real institution."""
    if not meja.pengaturan.lembaga.contoh or os.environ.get("DIP_PERAGA"):
        yield {}
        return
    from sumber.peraga import siapkan
    from sumber.peraga.layanan import LayananPeraga

    kabar("Menyiapkan berkas 12 OPD Kabupaten Contoh …")
    berkas = meja.ruang("peraga")
    siapkan(meja.masuk, berkas)
    with LayananPeraga(berkas) as layanan:
        yield {"DIP_PERAGA": layanan.dasar}


def tolak_pekerja_asing() -> None:
    """One worker per pool: refuse to start beside another that is online. Raises SistemGalat."""
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as c:
        jawab = c.request(
            "POST", "/work_pools/{work_pool_name}/workers/filter", path_params={"work_pool_name": KOLAM}, json={}
        )
        for w in jawab.json():
            if w["status"] == "ONLINE" and w["name"] != NAMA_PEKERJA:
                raise SistemGalat(f"Pekerja lain ({w['name']}) sedang melayani kolam {KOLAM}. Hentikan dulu yang itu.")


def _perbaiki(meja: Meja, tenggang: timedelta | None = None) -> list[str]:
    from flows.perbaikan import TENGGANG, perbaiki

    return perbaiki(meja, tenggang=TENGGANG if tenggang is None else tenggang)


def jaga(s: Sistem, meja: Meja, kabar: Kabar, berhenti: Callable[[], bool]) -> None:
    """Keep the system whole until asked to stop: restart a child that died, repair what its death left behind.

    Raises SistemGalat when the same child dies five times within ten minutes.
    """
    mati: list[tuple[float, str]] = []
    terucap: set[str] = set()
    nyalakan = {"server": s.nyalakan_server, "pekerja": s.nyalakan_pekerja, "pratinjau": s.nyalakan_pratinjau}
    periksa = time.monotonic()
    while not berhenti():
        for nama in s.yang_mati():
            mati = [m for m in mati if m[0] > time.monotonic() - 600] + [(time.monotonic(), nama)]
            if sum(n == nama for _, n in mati) >= 5:
                raise SistemGalat(f"{nama} berulang kali mati. Lihat {s.data / 'jalan' / (nama + '.log')}")
            kabar(f"{nama} berhenti sendiri, dinyalakan kembali.")
            nyalakan[nama]()
        if time.monotonic() - periksa > 10:
            periksa = time.monotonic()
            pesan = _coba_perbaiki(meja)
            for baru in pesan:
                if baru not in terucap:
                    kabar(baru)
            terucap = set(pesan)
        time.sleep(0.5)


def _coba_perbaiki(meja: Meja) -> list[str]:
    """Repair while running; the server may be restarting, or a run deleted just now: then the next round does it."""
    import httpx
    from prefect.exceptions import PrefectException

    try:
        tolak_pekerja_asing()
        return _perbaiki(meja)
    except (httpx.HTTPError, PrefectException):
        return []
    except SistemGalat as e:
        return [str(e)]


def utama(kabar: Kabar) -> int:
    """`make mulai`: start, show where to look, stay up until Ctrl-C or SIGTERM. Exit code 0 after a clean stop."""
    diminta: list[int] = []
    siap = False

    def minta(sinyal: int, _bingkai: object) -> None:
        diminta.append(sinyal)
        if not siap:
            raise KeyboardInterrupt

    for sinyal in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sinyal, minta)
    meja = meja_luncur()
    try:
        with sistem_hidup(meja, kabar) as s:
            siap = True
            kabar("")
            kabar(f"Siap. Prefect   : {s.alamat}")
            kabar(f"      Pratinjau : {s.pratinjau}")
            kabar(f"      Masuk     : {meja.masuk}/<opd> (tempat OPD menaruh berkas)")
            kabar(f"      Data      : {meja.data}")
            kabar("Jalankan edisi bulan ini: dip jalankan     Berhenti: Ctrl-C")
            jaga(s, meja, kabar, lambda: bool(diminta))
            kabar("Menghentikan …")
    except KeyboardInterrupt:
        kabar("Dihentikan sebelum siap.")
        return 130
    kabar("Berhenti bersih.")
    return 0


def jalankan_pratinjau(port: int) -> None:
    """The preview process: our starlette application on 127.0.0.1, its own origin."""
    import uvicorn

    from dip.beku import muat_revisi
    from flows.papan import balasan_opd, minta_tarik_ulang
    from keluaran.pratinjau import Layanan, buat_aplikasi
    from sumber.baca_koreksi import baca_lembar_koreksi
    from tasks.antar import sampaikan_nanti
    from tasks.lanjutkan import lanjutkan, run_pintu
    from tasks.lingkungan import alamat_pratinjau, alamat_run

    meja = meja_luncur()
    layanan = Layanan(
        register=meja.register,
        brankas=meja.brankas,
        pengaturan=lambda: muat_pengaturan(meja.folder_pengaturan),
        muat_revisi=lambda sidik: muat_revisi(meja.gudang, sidik),
        lanjutkan=lambda pintu, jawaban: lanjutkan(meja, pintu, jawaban),
        kabari=lambda pesan: sampaikan_nanti(meja, pesan),
        jam=sekarang,
        alamat=alamat_pratinjau(),
        alamat_prefect=lambda pintu: alamat_run(run_pintu(meja, pintu)),
        baca_koreksi=baca_lembar_koreksi,
        folder_pengaturan=meja.folder_pengaturan,
        baca_berkas=meja.gudang.baca,
        tarik_ulang=lambda opd: minta_tarik_ulang(meja, opd),
        balasan=lambda kode, opd: balasan_opd(meja, kode, opd),
    )
    uvicorn.run(
        buat_aplikasi(layanan), host=os.environ.get("DIP_PRATINJAU_HOST", "127.0.0.1"), port=port, log_level="warning"
    )


if __name__ == "__main__" and sys.argv[1:2] == ["pratinjau"]:
    jalankan_pratinjau(int(sys.argv[2]))
