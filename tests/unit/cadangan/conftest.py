"""A small machine folder with something of everything in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from dip import jejak
from dip.jam import WIB
from dip.meja import Meja
from dip.register import sisip, tabel
from dip.sidik import json_baku

SAAT = datetime(2026, 11, 1, 6, 0, tzinfo=WIB)


@pytest.fixture
def saat() -> datetime:
    return SAAT


@pytest.fixture
def alamat_register(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A SQLite file, and PostgreSQL for those who ask for it."""
    if getattr(request, "param", "sqlite") == "postgres":
        return str(request.getfixturevalue("register_postgres"))
    return f"sqlite:///{tmp_path / 'data' / 'register.db'}"


@pytest.fixture
def tulis_edisi() -> Callable[[Meja, int], str]:
    """Writes one edition with draft, receipts, release and archive, as far as a backup cares; the draft's sidik."""

    def tulis(meja: Meja, n: int) -> str:
        blob = {nama: meja.gudang.simpan(f"{nama} {n}".encode()) for nama in ("entri", "temuan")}
        sidik = meja.gudang.simpan(json_baku({"blob": blob, "nomor": n}))
        kiriman = [meja.gudang.simpan(f"kiriman {n} {i}".encode() * 50) for i in range(3)]
        with meja.register.tulis() as k:
            edisi = sisip(
                k, tabel.edisi, lembaga="UJI", periode=f"2026-{n:02d}", kode=f"DIP-UJI-2026-{n:02d}",
                status="terbit", pemilik=f"run-{n}", masukan=1, dibuka="", ditutup="", hasil="",
            )  # fmt: skip
            for i, sha in enumerate(kiriman):
                sisip(k, tabel.tarikan, edisi=edisi, opd=f"D{i}", hasil="baru", sha_berkas=sha, isi="{}")
            sisip(k, tabel.revisi, edisi=edisi, ronde=1, sidik=sidik, batas_tarikan=3, dibuat="")
            jejak.catat(
                k, "UJI", "revisi_dibekukan", waktu=SAAT, pelaku="sistem", keluaran={"revisi": sidik}, data={"n": n},
                segel=meja.brankas.segel,
            )  # fmt: skip
        return sidik

    return tulis


@pytest.fixture
def meja(tmp_path: Path, alamat_register: str, tulis_edisi: Callable[[Meja, int], str]) -> Iterator[Meja]:
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    pengaturan = tmp_path / "pengaturan"
    (pengaturan / "opd").mkdir(parents=True)
    (pengaturan / "lembaga.yml").write_text("kode: UJI\n")
    (pengaturan / "opd" / "dinas.yml").write_text("kode: DINAS\n")
    m = Meja(data, pengaturan, data / "masuk", alamat_register, str(data / "gudang"))
    tulis_edisi(m, 10)
    for nama, isi in {
        "masuk/dinas/dip √.csv": "No;Judul",
        "masuk/dinas/aneh\n\\nama.csv": "x",
        "kabar/gerbang-1.txt": "Kepada: PPID",
        "arsip/2026/LAMA-2020/terbuka/manifest.sha256": "",
        "arsip/2026/LAMA-2020/tertutup/rahasia.txt": "tertutup",
        "tembolok/ab/abc": "tidak penting",
        "prefect/prefect.db": "bukan milik kami",
        "situs/rilis-1/index.html": "<p>",
        "kabar/.x.tulis": "setengah",
    }.items():
        berkas = data / nama
        berkas.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        berkas.write_text(isi)
    (data / "arsip/2026/LAMA-2020/terbuka").chmod(0o755)
    (data / "situs" / "kini").symlink_to("rilis-1")
    (data / "masuk" / "kosong").mkdir()
    yield m
    m.register.tutup()
