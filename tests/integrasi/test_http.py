"""The http connector against servers that misbehave, over real sockets; waits are written down, not slept."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from dip.gudang import Gudang
from dip.jam import WIB
from dip.pengaturan import Kebijakan, Opd
from dip.tarikan import Alat, Tarikan
from sumber.penghubung import penghubung
from sumber.peraga.layanan import LayananPeraga

KINI = datetime(2026, 11, 22, 17, 0, tzinfo=WIB)
ISI = b"PK\x03\x04" + b"isi " * 500 + b"PK\x05\x06"


class Meja:
    """A server with one file, and `tarik` to pull an address of it."""

    def __init__(self, layanan: LayananPeraga, gudang: Path) -> None:
        self.layanan = layanan
        self.tunggu: list[float] = []
        self.alat = Alat(gudang=Gudang(str(gudang)), jam=lambda: KINI, tidur=self.tunggu.append)
        self.kebijakan = Kebijakan(izinkan_alamat_lokal=True, batas_berkas_mb=1)

    def tarik(self, jalan: str, terakhir: Tarikan | None = None, **sumber: Any) -> Tarikan:
        alamat = jalan if "://" in jalan else self.layanan.dasar + jalan
        isi = {"jenis": "http", "alamat": alamat, "batas_detik": 60, "coba": 3, **sumber}
        opd = Opd.model_validate({"kode": "DLH", "nama": "Dinas Lingkungan Hidup", "sumber": isi})
        return penghubung(self.kebijakan, Path())(opd, terakhir, self.alat)

    @property
    def status(self) -> list[int]:
        return [p.status for p in self.layanan.catatan]


@pytest.fixture
def meja(tmp_path: Path) -> Iterator[Meja]:
    berkas = tmp_path / "berkas"
    berkas.mkdir()
    (berkas / "a.xlsx").write_bytes(ISI)
    with LayananPeraga(berkas) as layanan:
        yield Meja(layanan, tmp_path / "gudang")


def test_good_file(meja: Meja) -> None:
    t = meja.tarik("/baik/a.xlsx")
    assert (t.hasil, t.status_http, t.nama_berkas, t.ukuran, t.percobaan) == ("baru", 200, "a.xlsx", len(ISI), 1)
    assert t.etag.startswith('"') and t.diubah.endswith("GMT")
    assert meja.alat.gudang.baca(t.sha_berkas) == ISI
    assert meja.tunggu == []


def test_unchanged_file_is_not_sent_again(meja: Meja) -> None:
    pertama = meja.tarik("/baik/a.xlsx")
    kedua = meja.tarik("/baik/a.xlsx", pertama)
    assert (kedua.hasil, kedua.status_http, kedua.sha_berkas) == ("tetap", 304, pertama.sha_berkas)
    assert meja.status == [200, 304]
    assert meja.layanan.catatan[1].kepala["If-None-Match"] == pertama.etag


def test_conditions_only_for_bytes_we_hold_at_the_same_address(meja: Meja, tmp_path: Path) -> None:
    pertama = meja.tarik("/baik/a.xlsx")
    assert meja.tarik("/304/a.xlsx", pertama).hasil == "tetap"  # other address: asked afresh, same bytes
    assert meja.status == [200, 200]
    hilang = Meja(meja.layanan, tmp_path / "gudang-kosong")
    assert hilang.tarik("/baik/a.xlsx", pertama).status_http == 200
    dengan_kunci = meja.tarik("/baik/a.xlsx?tahun=2025")
    meja.tarik("/baik/a.xlsx?tahun=2026", dengan_kunci)
    assert "If-Modified-Since" not in meja.layanan.catatan[-1].kepala


def test_304_to_an_unconditional_request_is_no_success(tmp_path: Path, meja: Meja) -> None:
    meja.layanan.folder = tmp_path
    assert meja.tarik("/304/a.xlsx").sebab == "TARIK-TIDAK-ADA"


def test_503_then_200_within_one_pull(meja: Meja) -> None:
    t = meja.tarik("/503-lalu-200/2/a.xlsx")
    assert (t.hasil, t.percobaan) == ("baru", 3)
    assert meja.tunggu == [1.0, 2.0]


def test_503_for_a_whole_pull_heals_at_the_next(meja: Meja) -> None:
    t = meja.tarik("/503-lalu-200/3/a.xlsx")
    assert (t.hasil, t.sebab, t.sementara, t.status_http, t.percobaan) == ("gagal", "TARIK-HTTP", True, 503, 3)
    assert meja.tarik("/503-lalu-200/3/a.xlsx").hasil == "baru"
    meja.layanan.ulang()
    assert meja.tarik("/503-lalu-200/3/a.xlsx", coba=1).hasil == "gagal"


@pytest.mark.parametrize(
    ("nilai", "tunggu"),
    [
        ("7", 7.0),
        ("100000", 60.0),
        ("Sun, 22 Nov 2026 10:00:30 GMT", 30.0),
        ("Sun, 22 Nov 2026 09:00:00 GMT", 0.0),
        ("Sun, 22 Nov 2027 10:00:00 GMT", 60.0),
        ("nanti", 1.0),
    ],
)
def test_retry_after(meja: Meja, nilai: str, tunggu: float) -> None:
    t = meja.tarik(f"/429-retry-after/{quote(nilai)}/a.xlsx")
    assert (t.hasil, t.percobaan, meja.tunggu) == ("baru", 2, [tunggu])


def test_waits_double_and_their_sum_is_limited(meja: Meja) -> None:
    t = meja.tarik("/500/a.xlsx", coba=10)
    assert meja.tunggu == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0]
    assert (t.sebab, t.status_http, t.percobaan, t.sementara) == ("TARIK-HTTP", 500, 8, True)


@pytest.mark.parametrize(
    ("kode", "sebab"),
    [
        (404, "TARIK-TIDAK-ADA"),
        (410, "TARIK-TIDAK-ADA"),
        (401, "TARIK-LOGIN"),
        (403, "TARIK-LOGIN"),
        (400, "TARIK-HTTP"),
    ],
)
def test_lasting_answers_are_not_asked_twice(meja: Meja, kode: int, sebab: str) -> None:
    t = meja.tarik(f"/{kode}/a.xlsx")
    assert (t.hasil, t.sebab, t.status_http, t.sementara) == ("gagal", sebab, kode, False)
    assert meja.status == [kode]


@pytest.mark.parametrize("cara", ["lambat", "tetes"])
def test_slow_servers_are_left_at_the_deadline(meja: Meja, cara: str) -> None:
    t = meja.tarik(f"/{cara}/a.xlsx", batas_detik=0.3, coba=2)
    assert (t.sebab, t.sementara, t.percobaan, meja.tunggu) == ("TARIK-WAKTU", True, 2, [1.0])


def test_cut_body_is_asked_again(meja: Meja) -> None:
    t = meja.tarik("/putus/1/a.xlsx")
    assert (t.hasil, t.percobaan, meja.tunggu) == ("baru", 2, [1.0])
    t = meja.tarik("/putus/9/a.xlsx")
    assert (t.sebab, t.sementara, t.percobaan) == ("TARIK-PUTUS", True, 3)


@pytest.mark.parametrize("cara", ["besar", "besar-berpanjang"])
def test_too_large_is_left_early(meja: Meja, cara: str) -> None:
    t = meja.tarik(f"/{cara}/a.xlsx")
    assert (t.sebab, t.sementara, t.percobaan) == ("TARIK-BESAR", False, 1)


def test_pages_instead_of_a_workbook(meja: Meja) -> None:
    assert meja.tarik("/masuk/a.xlsx").sebab == "TARIK-LOGIN"
    assert meja.tarik("/html-bukan-xlsx/a.xlsx").sebab == "TARIK-JENIS"
    assert meja.tarik("/html-bukan-xlsx/a.html").hasil == "baru"
    assert meja.tarik(f"/alih-lain/{quote('/masuk/sesi', safe='')}").sebab == "TARIK-LOGIN"


def test_redirects(meja: Meja) -> None:
    t = meja.tarik("/alih/5/a.xlsx")
    assert (t.hasil, t.nama_berkas, t.percobaan) == ("baru", "a.xlsx", 1)
    assert t.alamat.endswith("/alih/5/a.xlsx")
    assert meja.tarik("/alih/6/a.xlsx").sebab == "TARIK-HTTP"
    assert meja.tarik("/alih-besar/a.xlsx").hasil == "baru"
    meja.layanan.ulang()
    assert meja.tarik("/alih-putar/a.xlsx").sebab == "TARIK-HTTP"
    assert len(meja.status) == 6


@pytest.mark.parametrize("ke", ["file:///etc/passwd", "ftp://127.0.0.1/a", "http://[::1", "gopher://x"])
def test_redirect_to_something_else_is_refused(meja: Meja, ke: str) -> None:
    t = meja.tarik(f"/alih-lain/{quote(ke, safe='')}")
    assert (t.sebab, t.percobaan) == ("TARIK-ALAMAT", 1)


def test_inner_addresses_are_refused_before_anything_is_sent(meja: Meja) -> None:
    meja.kebijakan = Kebijakan(batas_berkas_mb=1)
    assert meja.tarik("/baik/a.xlsx").sebab == "TARIK-ALAMAT"
    assert meja.status == []


def test_a_name_that_changes_its_address_is_refused_at_the_connection(
    meja: Meja, monkeypatch: pytest.MonkeyPatch
) -> None:
    meja.kebijakan = Kebijakan(batas_berkas_mb=1)
    monkeypatch.setattr("sumber.penghubung.ambil.periksa", lambda *_, **__: "situs.contoh")
    assert meja.tarik("/baik/a.xlsx").sebab == "TARIK-ALAMAT"
    assert meja.status == []


def test_nobody_there(meja: Meja) -> None:
    mati = "http://127.0.0.1:9/a.xlsx"
    t = meja.tarik(mati)
    assert (t.sebab, t.sementara, t.percobaan, t.alamat) == ("TARIK-PUTUS", True, 3, mati)
    t = meja.tarik("http://tidak-ada.invalid/a.xlsx", coba=1)
    assert (t.sebab, t.sementara) == ("TARIK-ALAMAT", True)


def test_address_from_the_environment_without_its_secrets(meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIP_DASAR", meja.layanan.dasar.replace("http://", "http://budi:r4hasia@"))
    monkeypatch.setenv("DIP_KUNCI", "t0ken")
    t = meja.tarik("", alamat="${DIP_DASAR}/baik/a.xlsx?k=${DIP_KUNCI}")
    assert t.hasil == "baru"
    assert meja.layanan.catatan[0].kepala["Authorization"].startswith("Basic ")
    assert "t0ken" in meja.layanan.catatan[0].jalan
    assert not any(x in str(t.ke_json()) for x in ("r4hasia", "budi", "t0ken"))


def test_at_most_n_requests_to_one_host(meja: Meja) -> None:
    serentak: list[int] = []
    kini = 0
    kunci = threading.Lock()
    asli = meja.layanan._server.finish_request
    gerbang = threading.Barrier(2, timeout=60)

    def layani(*a: Any) -> None:
        nonlocal kini
        with kunci:
            kini += 1
            serentak.append(kini)
        gerbang.wait()  # two at a time must be let in, or this breaks; a third would be counted
        with kunci:
            kini -= 1
        asli(*a)

    meja.layanan._server.finish_request = layani  # type: ignore[method-assign]  # the probe of this test
    meja.kebijakan = Kebijakan(izinkan_alamat_lokal=True, per_host=2)
    hasil: list[str] = []
    benang = [threading.Thread(target=lambda: hasil.append(meja.tarik("/baik/a.xlsx").hasil)) for _ in range(6)]
    for b in benang:
        b.start()
    for b in benang:
        b.join()
    assert hasil == ["baru"] * 6
    assert max(serentak) == 2
