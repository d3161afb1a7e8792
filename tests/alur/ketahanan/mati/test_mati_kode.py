"""kill -9 while a code is issued, in a terminal or in the preview: the official simply takes one again."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from flows.sistem import port_bebas, sampai


@pytest.fixture
def tertahan(kabupaten, jalan, pejabat, tabel) -> Any:
    """An edition that waits for the petugas."""
    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja"))
    return jalan().kerjakan()


def pintu(meja: Any) -> Any:
    from dip.putusan import pintu_menunggu

    with meja.register.baca() as k:
        return pintu_menunggu(k, "UJI")[-1]


def keadaan_kode(meja: Any, nomor: int) -> list[str]:
    from dip.jam import sekarang
    from dip.putusan import status_kode

    with meja.register.baca() as k:
        return [s.keadaan for s in status_kode(k, nomor, sekarang())]


def titik(keputusan: str) -> tuple[str, ...]:
    return tuple(f"kode_diterbitkan-{keputusan}.{n}" for n in ("sebelum", "ditulis", "tercatat"))


def test_dip_putuskan_dibunuh_lalu_kode_diminta_lagi(tertahan, ajal, pejabat, periksa_utuh) -> None:
    p = pintu(pejabat.meja)
    ajal.pasang(*titik("ajukan"))
    kode = ajal.kode("tuti", "ajukan")
    assert (ajal.korban, ajal.tersisa) == (3, [])
    assert keadaan_kode(pejabat.meja, p.id) == ["berlaku", "diganti"]
    pejabat.jawab(tertahan, "ajukan", kode)
    ajal.putuskan(tertahan, "pandu", "setujui")
    ajal.putuskan(tertahan, "sari", "sahkan")
    assert tertahan.nama == "Terbit"
    periksa_utuh(kode=1)


@pytest.fixture
def pratinjau(ajal, tmp_path: Path, monkeypatch) -> Iterator[Callable[..., httpx.Response]]:
    """The real preview process; a form is posted to it, and it is started anew when it died."""
    alamat = f"http://127.0.0.1:{port_bebas()}"
    monkeypatch.setenv("DIP_PRATINJAU", alamat)
    pid: list[int] = []

    def sehat() -> bool:
        try:
            return httpx.get(f"{alamat}/sehat", timeout=10).status_code == 200
        except httpx.HTTPError:
            return False

    def nyalakan() -> None:
        isi = {"port": int(alamat.rpartition(":")[2]), "log": str(tmp_path / "pratinjau.log")}
        env = {**ajal.env, "DIP_PRATINJAU": alamat}
        pid.append(ajal.induk.minta("pratinjau", env, tunggu=False, **isi)["pid"])
        sampai(sehat, 180, sebab="pratinjau tidak menyala")

    def kirim(jalan: str, isi: Callable[[], dict[str, str]]) -> httpx.Response:
        while True:
            try:
                return httpx.post(jalan, data=isi(), timeout=120)
            except (httpx.RemoteProtocolError, httpx.ReadError):  # the end of a process, or a reset by its kernel
                ajal.korban += 1
                nyalakan()

    nyalakan()
    yield kirim
    os.kill(pid[-1], signal.SIGKILL)


@pytest.mark.lambat
def test_pratinjau_dibunuh_lalu_kode_diminta_lagi(tertahan, ajal, pejabat, pratinjau, periksa_utuh, tmp_path) -> None:
    from dip.jam import sekarang
    from keluaran.pratinjau import alamat_draf

    ajal.putuskan(tertahan, "tuti", "ajukan")
    p = pintu(pejabat.meja)
    alamat = alamat_draf(pejabat.meja.brankas, os.environ["DIP_PRATINJAU"], p, sekarang())
    ajal.pasang(*titik("setujui"))

    def isian() -> dict[str, str]:
        # this process looks at the real clock: digits must be of now or of a neighbouring step
        angka = ajal.totp("pandu", ajal.waktu("pandu"))
        return {"pejabat": "pandu", "keputusan": "setujui", "alasan": "", "totp": angka, "sidik_koreksi": ""}

    halaman = pratinjau(f"{alamat}/putuskan", isian)
    assert (ajal.korban, ajal.tersisa) == (3, [])
    assert keadaan_kode(pejabat.meja, p.id) == ["berlaku", "diganti"]
    kode = re.search(r"[A-Z2-9]{3}-[A-Z2-9]{3}-[A-Z2-9]{3}", halaman.text)
    assert kode is not None, halaman.text[:2000]
    dikirim = pratinjau(f"{alamat}/kirim", lambda: {"keputusan": "setujui", "kode_persetujuan": kode[0]})
    assert dikirim.status_code in (200, 303)
    ajal.kerjakan(tertahan)
    assert pintu(pejabat.meja).peran == "atasan"
    ajal.putuskan(tertahan, "sari", "sahkan")
    periksa_utuh(kode=1)
    log = (tmp_path / "pratinjau.log").read_text()
    assert kode[0] not in log and alamat.rpartition("/")[2] not in log
