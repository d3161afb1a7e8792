"""Many links of many hosts: politeness, budgets, dead hosts, and the night's work in the register."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest

from dip.pengaturan import Kebijakan
from dip.register import Register
from dip.tarikan import Alat
from dip.tautan import BERISI, MATI, Amatan
from dip.tautan_catat import baca_tautan, tautan_buruk
from sumber.penghubung.tautan_banyak import Sopan, periksa_banyak
from sumber.penghubung.tautan_malam import buka_dokumen, periksa_malam
from sumber.periksa_dokumen import PeriksaDokumen

BAIK, DIAM = Amatan(status=200), Amatan(MATI, inang_mati=True)


def alamat(host: str, n: int) -> list[str]:
    return [f"https://{host}/{i}" for i in range(n)]


def jalankan(semua: list[str], satu: Callable[[str], Amatan], sopan: Sopan, **k: Any) -> dict[str, Amatan]:
    pilih = {"kini": lambda: 0.0, "tidur": lambda _: None, **k}
    return dict(periksa_banyak(semua, satu, sopan, **pilih))


def test_one_at_a_time_per_host_with_a_pause_and_many_hosts_at_once() -> None:
    kunci, sedang, puncak, jeda = threading.Lock(), dict[str, int](), dict[str, int](), []
    bersama = threading.Barrier(3, timeout=60)

    def satu(url: str) -> Amatan:
        host = url.split("/")[2]
        with kunci:
            sedang[host] = sedang.get(host, 0) + 1
            puncak[host] = max(puncak.get(host, 0), sedang[host])
        bersama.wait()  # three hosts are looked at in the same moment, or this breaks
        with kunci:
            sedang[host] -= 1
        return BAIK

    semua = [u for h in ("a.id", "b.id", "c.id") for u in alamat(h, 4)]
    hasil = jalankan(semua, satu, Sopan(jeda=0.7, serentak=3), tidur=jeda.append)
    assert set(hasil) == set(semua)
    assert puncak == {"a.id": 1, "b.id": 1, "c.id": 1}
    assert jeda == [0.7] * 9


def test_a_limit_per_host_and_a_budget_of_time() -> None:
    assert len(jalankan(alamat("a.id", 9) + alamat("b.id", 2), lambda _: BAIK, Sopan(per_host=4))) == 6
    waktu = iter(range(100))
    hasil = jalankan(alamat("a.id", 50), lambda _: BAIK, Sopan(detik=5), kini=lambda: float(next(waktu)))
    assert list(hasil) == alamat("a.id", 4)  # the first of the queue: those that waited longest


def test_a_dead_host_is_asked_three_times_for_all_its_links() -> None:
    diminta: list[str] = []

    def satu(url: str) -> Amatan:
        diminta.append(url)
        return DIAM

    hasil = jalankan(alamat("a.id", 50), satu, Sopan())
    assert len(diminta) == 3
    assert len(hasil) == 50 and set(hasil.values()) == {DIAM}


@pytest.mark.parametrize("a", [Amatan(MATI, 500), Amatan(status=429, tunda=True)])
def test_a_host_in_trouble_is_left_alone(a: Amatan) -> None:
    assert len(jalankan(alamat("a.id", 50), lambda _: a, Sopan())) == 5


def test_a_bug_is_not_swallowed() -> None:
    def rusak(_: str) -> Amatan:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        jalankan(alamat("a.id", 2), rusak, Sopan())


def _buku(*nik: str) -> bytes:
    wb = openpyxl.Workbook()
    for n in nik:
        wb.active.append(["Nama", n])
    isi = io.BytesIO()
    wb.save(isi)
    return isi.getvalue()


def test_a_night_files_states_and_counts_numbers_in_new_documents(
    situs: Any, alat: Alat, tmp_path: Any, detik: Any
) -> None:
    register = Register.di_berkas(tmp_path / "register.db")
    kebijakan = Kebijakan(izinkan_alamat_lokal=True, batas_berkas_mb=1)
    meja: Any = SimpleNamespace(
        register=register, lembaga="UJI", pengaturan=SimpleNamespace(lembaga=SimpleNamespace(kebijakan=kebijakan))
    )
    daftar, baik = situs.dasar + "/penerima.xlsx", situs.dasar + "/a.pdf"
    situs.isi["/penerima.xlsx"] = _buku(
        "1901014507900001", "1901014507900002", "1901014507900001", "197001011990011001"
    )

    def malam() -> Any:
        situs.hitung.clear()
        m = periksa_malam(meja, [daftar, baik, situs.dasar + "/tiada"], alat, Sopan(jeda=0), kini=detik)
        with PeriksaDokumen() as cari:
            return buka_dokumen(meja, m, alat, cari, paling=10, sampai=detik() + 600, kini=detik)

    m = malam()
    assert (m.semua, m.diperiksa, m.dibuka, m.berisi) == (3, 3, 2, 1)
    with register.baca() as k:
        buruk = tautan_buruk(k, "UJI")
        assert {u: t.kelas for u, t in buruk.items()} == {daftar: BERISI, situs.dasar + "/tiada": "LNK-002"}
        assert buruk[daftar].isi.n == 2
        isi = register_teks(register)
        assert "1901014507900001" not in isi
    m = malam()  # unchanged: not fetched again, and still told
    assert m.dibuka == 0 and not [j for (cara, j) in situs.hitung if cara == "GET" and j == "/penerima.xlsx"]
    situs.isi["/penerima.xlsx"] = _buku("tanpa nomor")
    m = malam()
    assert (m.dibuka, m.berisi) == (1, 0)
    with register.baca() as k:
        t = baca_tautan(k, "UJI", daftar)
        assert t is not None and t.kelas == ""
    register.tutup()


def register_teks(register: Register) -> str:
    """Every value of the table, as text."""
    with register.baca() as k:
        return repr(k.exec_driver_sql("SELECT * FROM tautan").all())


def test_our_own_line_is_down(alat: Alat, tmp_path: Any, detik: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import sumber.penghubung.tautan_malam as malam

    jawab: dict[str, Amatan] = {}
    monkeypatch.setattr(malam, "periksa_tautan", lambda u, **_: jawab.get(u, DIAM))
    register = Register.di_berkas(tmp_path / "register.db")
    lembaga = SimpleNamespace(kebijakan=Kebijakan())
    meja: Any = SimpleNamespace(register=register, lembaga="UJI", pengaturan=SimpleNamespace(lembaga=lembaga))
    semua = [f"https://dinas{n}.go.id/a.pdf" for n in range(20)]

    def catatan() -> int:
        with register.baca() as k:
            return sum(baca_tautan(k, "UJI", u) is not None for u in semua)

    m = periksa_malam(meja, semua, alat, Sopan(jeda=0, serentak=1), kini=detik)
    assert (m.terputus, m.diperiksa, catatan()) == (True, 0, 0)
    jawab[semua[0]] = BAIK  # one answers: the others are dead indeed
    m = periksa_malam(meja, semua, alat, Sopan(jeda=0, serentak=1), kini=detik)
    assert (m.terputus, m.diperiksa, catatan()) == (False, 20, 20)
    register.tutup()
