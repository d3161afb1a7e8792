"""A small institution whose editions, receipts and drafts are written straight into a register."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from dip.edisi import Edisi, baca_edisi
from dip.gudang import Gudang
from dip.papan import Papan, papan_kini
from dip.pengaturan import Lembaga, Opd, Pengaturan
from dip.register import Register, sisip, tabel
from dip.revisi import BarisPapan
from dip.sidik import json_baku, sha256
from dip.tanda_terima import batas_tarikan, simpan_tarikan
from dip.tarikan import Tarikan

KODE = ("DINA", "DINB", "DINC")


class Buku:
    """What happened so far; every method writes what the flow would have written."""

    def __init__(self, register: Register, gudang: Gudang, folder: Path) -> None:
        self.register, self.gudang = register, gudang
        lembaga = Lembaga(
            kode="UJI", nama="Kabupaten Uji", nama_pendek="Uji", ibu_kota="Ujikota", unit_ppid="Dinas Komunikasi"
        )
        opd = tuple(
            Opd.model_validate(
                {"kode": o, "nama": f"Dinas {o[-1]}", "sumber": {"jenis": "folder", "folder": o.lower()}}
            )
            for o in KODE
        )
        self.pengaturan = Pengaturan(folder=folder, lembaga=lembaga, pejabat=(), opd=opd, tujuan=())

    def buka(self, periode: str) -> Edisi:
        with self.register.tulis() as k:
            nomor = sisip(
                k, tabel.edisi, lembaga="UJI", periode=periode, kode=f"DIP-UJI-{periode}", status="terbuka",
                pemilik="run", dibuka=f"{periode}-01T06:00:00+07:00", kunci_terbuka="UJI",
            )  # fmt: skip
            return baca_edisi(k, nomor)

    def tutup(self, e: Edisi, status: str = "terbit", sidik: str = "") -> None:
        t = tabel.edisi
        with self.register.tulis() as k:
            k.execute(t.update().where(t.c.id == e.id).values(status=status, kunci_terbuka=None))
            if sidik:
                sisip(
                    k, tabel.terbitan, edisi=e.id, sidik=sidik, status="terbit", pengesahan="0" * 64,
                    dibuat=f"{e.periode}-03T06:00:00+07:00",
                )  # fmt: skip

    def terima(self, e: Edisi, opd: str, hasil: str, hari: int, isi: str = "", sebab: str = "TARIK-WAKTU") -> str:
        """A receipt at six in the morning of a day of the edition's month; its time."""
        waktu = f"{e.periode}-{hari:02d}T06:00:00+07:00"
        sha = sha256((isi or f"{opd}{e.periode}").encode()) if hasil in ("baru", "tetap") else ""
        t = Tarikan(
            opd, cast(Any, hasil), waktu, f"masuk/{opd.lower()}", sha, f"{opd}.xlsx" if sha else "",
            sebab=sebab if hasil == "gagal" else "",
        )  # fmt: skip
        with self.register.tulis() as k:
            simpan_tarikan(k, e.id, t)
        return waktu

    def draf(self, e: Edisi, ronde: int, **baris: str | dict[str, Any]) -> str:
        """Freeze a draft with these board rows (hasil, or fields that differ) and return its sidik."""
        papan = [_baris(o, i if isinstance(i, dict) else {"hasil": i}) for o, i in baris.items()]
        blob = {"papan": self.gudang.simpan(json_baku(papan))}
        sidik = self.gudang.simpan(json_baku({"kode": e.kode, "ronde": ronde, "blob": blob}))
        with self.register.tulis() as k:
            sisip(
                k, tabel.revisi, edisi=e.id, ronde=ronde, sidik=sidik, batas_tarikan=batas_tarikan(k, e.id),
                dibuat=f"{e.periode}-02T06:00:00+07:00",
            )  # fmt: skip
        return sidik

    def papan(self) -> Papan:
        with self.register.baca() as k:
            return papan_kini(k, self.pengaturan, self.gudang.baca)


def _baris(opd: str, isi: dict[str, Any]) -> BarisPapan:
    kosong: dict[str, Any] = dict.fromkeys(
        ("edisi_data", "sha_berkas", "sha_isi", "nama_berkas", "rincian", "skor"), ""
    )
    angka = dict.fromkeys(("dibaca", "ditahan", "dik", "dilewati"), 0)
    buruk = isi["hasil"] in ("gagal", "belum_ada")
    sebab = {"sebab": "TARIK-WAKTU", "langkah": "TARIK-WAKTU"} if buruk else {"sebab": "", "langkah": "selesai"}
    dasar = {"opd": opd, "nama": f"Dinas {opd[-1]}", "terbit": 0 if buruk else 7, "temuan": {}, **sebab}
    return cast(BarisPapan, {**kosong, **angka, **dasar, **isi})


@pytest.fixture
def buku(tmp_path: Path) -> Iterator[Buku]:
    """An empty institution with three offices."""
    register = Register.di_berkas(tmp_path / "register.db")
    yield Buku(register, Gudang(str(tmp_path / "gudang")), tmp_path)
    register.tutup()


@pytest.fixture
def buku_kedua(alamat_register: str, tmp_path: Path) -> Iterator[Buku]:
    """The same on SQLite and on PostgreSQL."""
    register = Register(alamat_register)
    yield Buku(register, Gudang(str(tmp_path / "gudang")), tmp_path)
    register.tutup()


@pytest.fixture
def bagian() -> Callable[[Papan, str], Any]:
    """One office's row."""
    return lambda papan, opd: next(b for b in papan.baris if b.opd == opd)
