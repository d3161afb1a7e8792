"""The proof of what is kept, on a small register: slices of the journal, heads, blobs, folders; and the workbook."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from sqlalchemy import insert, update

import keluaran.periksa_arsip as bukti
from dip import jejak
from dip.entri import Asal, entri_kosong
from dip.gudang import Gudang
from dip.jam import WIB
from dip.register import Register, tabel
from dip.tautan import BERISI, IsiBerkas, KeadaanTautan
from dip.tautan_baris import buruk_menurut_opd
from keluaran.tautan_buku import buku_tautan, simpan_buku

KINI = datetime(2026, 12, 2, 5, 0, tzinfo=WIB)


@pytest.fixture
def meja(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setattr(bukti, "POTONG", 3)
    register = Register.di_berkas(tmp_path / "register.db")

    def ruang(nama: str) -> Path:
        (tmp_path / nama).mkdir(exist_ok=True)
        return tmp_path / nama

    yield SimpleNamespace(register=register, gudang=Gudang(str(tmp_path / "gudang")), lembaga="UJI", ruang=ruang)
    register.tutup()


def _isi(meja: Any, banyak: int) -> None:
    with meja.register.tulis() as k:
        for n in range(banyak):
            jejak.catat(k, "UJI", "uji", waktu=KINI, pelaku="sistem", data={"n": n})
        jejak.catat(k, "LAIN", "uji", waktu=KINI, pelaku="sistem")


def test_a_journal_of_many_slices(meja: Any) -> None:
    _isi(meja, 10)
    lihat: list[tuple[int, int]] = []
    hasil = bukti.periksa_jejak(meja, lambda *x: lihat.append(x))
    assert (hasil.diperiksa, hasil.salah) == (10, [])
    assert lihat == [(3, 10), (6, 10), (9, 10), (10, 10)]


@pytest.mark.parametrize("urut", [1, 3, 4, 10])
def test_one_changed_entry(meja: Any, lepas_pagar: Callable[[Register], None], urut: int) -> None:
    _isi(meja, 10)
    lepas_pagar(meja.register)
    with meja.register.tulis() as k:
        k.execute(
            update(tabel.jejak).where(tabel.jejak.c.lembaga == "UJI", tabel.jejak.c.urut == urut).values(isi="{}")
        )
    assert bukti.periksa_jejak(meja).salah[0] == f"catatan {urut}: isi tidak sama dengan sidiknya"


@pytest.mark.parametrize("urut", [1, 3, 4])
def test_one_entry_less(meja: Any, lepas_pagar: Callable[[Register], None], urut: int) -> None:
    _isi(meja, 10)
    lepas_pagar(meja.register)
    with meja.register.tulis() as k:
        k.execute(tabel.jejak.delete().where(tabel.jejak.c.lembaga == "UJI", tabel.jejak.c.urut == urut))
    salah = bukti.periksa_jejak(meja).salah
    assert any(f"catatan {urut + 1}: rantai terputus" == s for s in salah)
    assert any(f"catatan {urut + 1}: nomor urut" in s for s in salah)


def test_a_tail_that_was_cut_and_blobs_that_are_gone(meja: Any, lepas_pagar: Callable[[Register], None]) -> None:
    _isi(meja, 5)
    with meja.register.baca() as k:
        kepala = jejak.kepala(k, "UJI")
    sha = meja.gudang.simpan(b'{"kepala_jejak":"%s"}' % kepala.encode())
    draf = meja.gudang.simpan(b'{"blob":{"entri":"%s"}}' % (b"7" * 64))
    with meja.register.tulis() as k:
        nilai = {"lembaga": "UJI", "periode": "2026-11", "kode": "DIP-UJI-2026-11", "status": "terbit", "pemilik": "x"}
        k.execute(insert(tabel.edisi).values(**nilai, dibuka=KINI.isoformat()))
        k.execute(insert(tabel.terbitan).values(edisi=1, sidik=draf, pengesahan=sha, dibuat="", status="terbit"))
        k.execute(insert(tabel.revisi).values(edisi=1, ronde=1, sidik=draf, batas_tarikan=0, dibuat=""))
        k.execute(insert(tabel.tarikan).values(edisi=1, opd="DINA", hasil="baru", sha_berkas="8" * 64, isi="{}"))
    assert bukti.periksa_jejak(meja).salah == []
    assert sorted(bukti.periksa_blob(meja).salah) == [
        "draf DIP-UJI-2026-11 ronde 1 · entri (blob 777777777777): tidak ada di gudang",
        "kiriman DINA untuk DIP-UJI-2026-11 (blob 888888888888): tidak ada di gudang",
    ]
    assert bukti.periksa_folder(meja).salah == ["2026/DIP-UJI-2026-11: folder arsip hilang"]
    lepas_pagar(meja.register)
    with meja.register.tulis() as k:
        k.execute(tabel.jejak.delete().where(tabel.jejak.c.lembaga == "UJI", tabel.jejak.c.urut == 5))
    (satu,) = bukti.periksa_jejak(meja).salah
    assert satu.startswith(f"kepala jejak {kepala[:12]}")


def _baris(id_baris: str, *tautan: str) -> Any:
    asal = Asal(berkas="0" * 64, nama_berkas="dip.xlsx", lembar="S", baris=7, sel={}, pewaris={})
    judul = {"judul": "=HYPERLINK(1)", "kode": f"UJI-{id_baris[-1]}", "kategori": "berkala"}
    return {**entri_kosong(id_baris, "DINKES", asal), **judul, "tautan": list(tautan)}


def test_the_workbook_of_an_office(tmp_path: Path) -> None:
    satu, dua = "https://a.go.id/1.pdf", "https://a.go.id/1901014507900001.pdf"
    keadaan = {
        satu: KeadaanTautan(satu, kelas="LNK-003", sejak="2026-11-02"),
        dua: KeadaanTautan(dua, kelas=BERISI, isi=IsiBerkas("v", 3)),
    }
    milik = buruk_menurut_opd([_baris("DINKES:0:7", satu, dua), _baris("DINKES:0:8", dua), _baris("DLH:0:1")], keadaan)
    assert {o: [t.keadaan.kelas for t in d] for o, d in milik.items()} == {"DINKES": [BERISI, "LNK-003"]}
    isi = buku_tautan("Dinas Kesehatan", milik["DINKES"], "PPID", KINI)
    assert isi == buku_tautan("Dinas Kesehatan", milik["DINKES"], "PPID", KINI)
    baris = [[str(s.value) for s in b] for b in openpyxl.load_workbook(io.BytesIO(isi)).active.iter_rows(min_row=5)]
    assert [(b[2], b[4]) for b in baris] == [("None", "UJI-7"), ("None", "UJI-8"), ("2 November 2026", "UJI-7")]
    assert "1901014507900001" not in repr(baris)
    (tmp_path / "DLH.xlsx").write_bytes(b"lama")
    simpan_buku(tmp_path, milik, {"DINKES": "Dinas Kesehatan", "DLH": "DLH"}, "PPID", KINI)
    assert [p.name for p in tmp_path.iterdir()] == ["DINKES.xlsx"]
