"""No fault costs another office anything: sick offices beside healthy ones, pulled side by side."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from dip.pengaturan import Opd
from dip.tarikan import Tarikan
from sumber.penghubung import penghubung

Kantor = Any
Nakal = Any
Sshd = Any


@pytest.fixture
def serentak(kantor: Kantor) -> Iterator[Any]:
    """Pulls many offices at once; the receipts by office."""
    with ThreadPoolExecutor(24) as kerja:

        def tarik(semua: dict[str, dict[str, Any]]) -> dict[str, Tarikan]:
            hubungi = penghubung(kantor.kebijakan, kantor.akar)
            opd: list[Opd] = [kantor.opd(kode, **sumber) for kode, sumber in semua.items()]
            hasil = kerja.map(lambda o: hubungi(o, None, kantor.alat), opd)
            return {t.opd: t for t in hasil}

        yield tarik


def test_sick_beside_healthy(
    kantor: Kantor, nakal: Nakal, sshd: Sshd, wsgidav: tuple[str, Path], tmp_path: Path, serentak: Any
) -> None:
    kantor.rahasia["kunci-uji"] = sshd.kunci
    for folder in (kantor.akar, wsgidav[1], tmp_path / "ssh"):
        folder.mkdir(exist_ok=True)
        kantor.taruh(folder)
    cepat = {"batas_detik": 0.4, "coba": 2}

    def http(jalan: str, **lain: Any) -> dict[str, Any]:
        return {"jenis": "http", "alamat": nakal.dasar + jalan, **lain}

    def dav(jalan: str, **lain: Any) -> dict[str, Any]:
        return {"jenis": "webdav", "alamat": nakal.dasar + jalan, **lain}

    ssh = sshd.sumber(tmp_path / "ssh")
    sakit = {
        "DIAM": (http("/lambat/a.xlsx", **cepat), "TARIK-WAKTU"),
        "TETES": (http("/tetes/a.xlsx", **cepat), "TARIK-WAKTU"),
        "TETES-DAV": (dav("/isi/tetes/", **cepat), "TARIK-WAKTU"),
        "RUSAK": (http("/500/a.xlsx"), "TARIK-HTTP"),
        "PUTUS": (http("/putus/9/a.xlsx"), "TARIK-PUTUS"),
        "MASUK": (http("/masuk/a.xlsx"), "TARIK-LOGIN"),
        "BESAR": (dav("/daftar/besar/"), "TARIK-BESAR"),
        "PUTAR": (http("/alih-putar/a.xlsx"), "TARIK-HTTP"),
        "HILANG": (http("/404/a.xlsx"), "TARIK-TIDAK-ADA"),
        "MATI": ({"jenis": "http", "alamat": "http://127.0.0.1:9/a.xlsx"}, "TARIK-PUTUS"),
        "KUNCI-LAIN": (ssh | {"rahasia": "sandi-uji"}, "TARIK-SANDI"),
        "INANG-LAIN": (ssh | {"sidik_inang": "SHA256:" + "A" * 43}, "TARIK-TLS"),
        "KOSONG": ({"jenis": "folder", "folder": "tidak-ada"}, "TARIK-TIDAK-ADA"),
    }
    sehat = {
        **{f"HTTP-{n}": http(f"/baik/a.xlsx?opd={n}") for n in range(4)},
        **{f"SIBUK-{n}": http(f"/503-lalu-200/2/a.xlsx?opd={n}") for n in range(3)},
        "JEDA": http("/429-retry-after/7/a.xlsx"),
        "PUTUS-SEKALI": http("/putus/1/a.xlsx"),
        "DAV": dav("/isi/baik/"),
        "WSGIDAV": {"jenis": "webdav", "alamat": wsgidav[0], "pengguna": "dip", "rahasia": "sandi-uji"},
        "SSH": ssh,
        "FOLDER": {"jenis": "folder", "folder": "."},
    }
    hasil = serentak({k: s for k, (s, _) in sakit.items()} | sehat)
    assert {k: t.sebab for k, t in hasil.items() if t.hasil == "gagal"} == {k: sebab for k, (_, sebab) in sakit.items()}
    assert {t.sha_berkas for k, t in hasil.items() if k in sehat} == {hasil["FOLDER"].sha_berkas}


def test_twenty_offices_at_a_silent_host_and_one_elsewhere(kantor: Kantor, nakal: Nakal, serentak: Any) -> None:
    diam = {f"DIAM-{n}": {"jenis": "http", "alamat": f"{nakal.dasar}/lambat/{n}.xlsx"} for n in range(20)}
    kantor.taruh(kantor.akar)
    kantor.kebijakan = kantor.kebijakan.model_copy(update={"per_host": 4})
    semua = {k: s | {"batas_detik": 0.15, "coba": 4} for k, s in diam.items()}
    hasil = serentak(semua | {"SEHAT": {"jenis": "folder", "folder": "."}})
    assert hasil.pop("SEHAT").hasil == "baru"
    assert {t.sebab for t in hasil.values()} == {"TARIK-WAKTU"}
    coba = [t.percobaan for t in hasil.values()]
    assert len(coba) == 20 and min(coba) >= 1  # nobody is refused unseen
    assert len(nakal.catatan) <= sum(coba) <= 22  # instead of 80; one cut early may not have reached the server's log
    # the host comes back: the next office closes the circuit, and after that repeating is worth it again
    assert kantor.tarik(jenis="http", alamat=f"{nakal.dasar}/baik/a.xlsx").hasil == "baru"
    assert kantor.tarik(jenis="http", alamat=f"{nakal.dasar}/503-lalu-200/2/a.xlsx").percobaan == 3
