"""The Satu Data connector against servers that answer as CKAN does, and as it does on a bad day."""

from __future__ import annotations

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from dip.pengaturan_sumber import SatuData
from sumber.penghubung.alamat import Gagal
from sumber.penghubung.ckan import SEHALAMAN, dataset_ckan

CARI = "/api/3/action/package_search"
JSON = {"Content-Type": "application/json"}


def paket(nama: str, org: str | None = "dlh", **lain: Any) -> dict[str, Any]:
    return {"name": nama, "title": nama.title(), "notes": None, "metadata_modified": "2026-10-05T03:40:51.903377",
            "organization": org and {"name": org, "title": "X"}, "resources": [], **lain}  # fmt: skip


def jawaban(isi: list[dict[str, Any]], count: int | None = None) -> tuple[int, dict[str, str], bytes]:
    hasil = {"count": len(isi) if count is None else count, "results": isi}
    return 200, JSON, json.dumps({"success": True, "result": hasil}).encode()


@pytest.fixture
def situs(buat_situs: Callable[[], Any]) -> Any:
    return buat_situs()


@pytest.fixture
def tarik(meja: Any) -> Callable[..., list[Any]]:
    def ambil(situs: Any, **lain: Any) -> list[Any]:
        portal = SatuData.model_validate({"alamat": situs.dasar, "batas_detik": 60, "coba": 2, **lain})
        return dataset_ckan(portal, "dlh", meja.alat, meja.kebijakan)

    return ambil


def test_pages_until_all_are_there(situs: Any, tarik: Callable[..., list[Any]]) -> None:
    semua = [paket(f"d-{n:04d}") for n in range(SEHALAMAN * 2 + 3)]

    def jawab(p: BaseHTTPRequestHandler, _ke: int) -> None:
        tanya = parse_qs(urlsplit(p.path).query)
        mulai, banyak = int(tanya["start"][0]), int(tanya["rows"][0])
        assert tanya["fq"] == ['organization:"dlh"']
        situs.kirim(p, *jawaban(semua[mulai : mulai + banyak], len(semua)))

    situs.jawaban[CARI] = jawab
    hasil = tarik(situs)
    assert [d.nama for d in hasil] == [p["name"] for p in semua]
    assert hasil[0].alamat == f"{situs.dasar}/dataset/d-0000"
    assert (hasil[0].judul, hasil[0].keterangan, hasil[0].diubah) == ("D-0000", "", "2026-10-05")
    assert len(situs.jalan) == 3


def test_only_what_the_office_shows_the_public_is_taken(situs: Any, tarik: Callable[..., list[Any]]) -> None:
    lain = [paket("b", "dinkes"), paket("c", None), paket("d", "DLH")]
    tertutup = [paket("e", private=True), paket("f", state="deleted"), paket("g", state="draft")]
    situs.jawaban[CARI] = jawaban([paket("a"), *lain, *tertutup])
    assert [d.nama for d in tarik(situs)] == ["a"]


def test_the_api_may_be_another_site_than_the_public_one(
    buat_situs: Callable[[], Any], tarik: Callable[..., list[Any]]
) -> None:
    umum, kelola = buat_situs(), buat_situs()
    kelola.jawaban["/aksi/package_search"] = jawaban([paket("a")])
    [d] = tarik(umum, api=f"{kelola.dasar}/aksi/")
    assert d.alamat == f"{umum.dasar}/dataset/a"
    assert umum.jalan == []


def test_a_name_is_only_a_part_of_an_address(situs: Any, tarik: Callable[..., list[Any]]) -> None:
    situs.jawaban[CARI] = jawaban([paket("../../x?y=<b>")])
    assert tarik(situs)[0].alamat == f"{situs.dasar}/dataset/..%2F..%2Fx%3Fy%3D%3Cb%3E"


def test_texts_are_one_line_that_a_screen_and_a_cell_can_hold(situs: Any, tarik: Callable[..., list[Any]]) -> None:
    aneh = {"title": "Data\x1b]0;x\x07\u202e \n Sampah", "notes": "Per\tbulan.\r\n" * 200, "metadata_modified": "=1+1"}
    kosong = {"title": " \u200b ", "metadata_modified": None}
    situs.jawaban[CARI] = jawaban([paket("a", **aneh), paket("b", **kosong), paket("c", title="judul " * 200_000)])
    a, b, c = tarik(situs)
    assert (a.judul, a.keterangan[:22], a.diubah) == ("Data]0;x Sampah", "Per bulan. Per bulan. ", "")
    assert (len(a.keterangan) <= 500, len(c.judul) <= 1000) == (True, True)
    assert (b.judul, b.diubah) == ("b", "")


@pytest.mark.parametrize(
    ("catatan", "harap"),
    [
        ("**Data** [faskes](https://x.id/a) per kode_bps\n\n* Desa\n* RSUD", "Data faskes per kode_bps Desa RSUD"),
        ("satu<br>dua<p>tiga</p><p>em<b>pat</b>, lima</p>", "satu dua tiga empat, lima"),
        ("<b>Jumlah</b> pasien<script>alert(1)</script><style>p{}</style> &amp; dokter", "Jumlah pasien & dokter"),
        ("# Judul\n\n    2 * 3 < 7\n\n<https://x.id>", "Judul 2 * 3 < 7 https://x.id"),
        ("Kasus é – “baru”", "Kasus é – “baru”"),
        ("<!-- hanya keterangan -->", ""),
        ("<?xml x?>per bulan", "per bulan"),
        ("kurang <div dari 5", "kurang <div dari 5"),
        ("[" * 1_000_000, "[" * 500),
        (">" * 1_000_000, ""),
    ],
)  # fmt: skip
def test_notes_are_read_as_words(situs: Any, tarik: Callable[..., list[Any]], catatan: str, harap: str) -> None:
    situs.jawaban[CARI] = jawaban([paket("a", notes=catatan)])
    assert tarik(situs)[0].keterangan == harap


def test_a_password_in_the_address_is_for_the_portal_only(
    situs: Any, tarik: Callable[..., list[Any]], meja: Any
) -> None:
    situs.jawaban[CARI] = jawaban([paket("a")])
    rahasia = situs.dasar.replace("://", "://nama:sandi@")
    assert tarik(situs, alamat=rahasia)[0].alamat == f"{situs.dasar}/dataset/a"
    meja.kebijakan = meja.kebijakan.model_copy(update={"izinkan_alamat_lokal": False})
    with pytest.raises(Gagal) as g:
        tarik(situs, alamat="http://nama:sandi@satudata.contoh.invalid")
    assert g.value.sebab == "TARIK-ALAMAT"
    assert not g.value.sementara  # refused before anybody was asked


@pytest.mark.parametrize(
    ("isi", "sebab"),
    [
        ((200, {"Content-Type": "text/html"}, b"<html><form><input type=password></form></html>"), "TARIK-JENIS"),
        ((200, JSON, b'{"success": true, "result": {"count": "banyak", "results": []}}'), "TARIK-JENIS"),
        ((200, JSON, b'{"success": true, "result": {"count": 1, "results": ["a"]}}'), "TARIK-JENIS"),
        ((200, JSON, b'{"success": true, "result": [1]}'), "TARIK-JENIS"),
        ((200, JSON, b"[" * 100_000), "TARIK-JENIS"),
        ((404, {}, b"tidak ada"), "TARIK-TIDAK-ADA"),
        ((403, JSON, b'{"success": false}'), "TARIK-LOGIN"),
        ((409, JSON, b'{"success": false}'), "TARIK-HTTP"),
        (jawaban([paket("x" * 101)]), "TARIK-JENIS"),
        (jawaban([paket("")]), "TARIK-JENIS"),
        (jawaban([], 9), "TARIK-PUTUS"),
        (jawaban([paket("a"), paket("b")], 4), "TARIK-PUTUS"),  # the same page again and again
    ],
)
def test_what_is_no_list_of_datasets_is_a_reason(
    situs: Any, tarik: Callable[..., list[Any]], isi: Any, sebab: str
) -> None:
    situs.jawaban[CARI] = isi
    with pytest.raises(Gagal) as g:
        tarik(situs)
    assert g.value.sebab == sebab


def test_an_endless_list_ends(situs: Any, tarik: Callable[..., list[Any]]) -> None:
    def jawab(p: BaseHTTPRequestHandler, _ke: int) -> None:
        [mulai] = parse_qs(urlsplit(p.path).query)["start"]
        situs.kirim(p, *jawaban([paket(f"d-{mulai}")], 10**9))

    situs.jawaban[CARI] = jawab
    with pytest.raises(Gagal) as g:
        tarik(situs)
    assert g.value.sebab == "TARIK-BESAR"


@pytest.mark.parametrize(
    ("kejadian", "sebab"), [("reset", "TARIK-PUTUS"), ("potong", "TARIK-PUTUS"), ("tetes", "TARIK-WAKTU")]
)
def test_a_broken_line_is_tried_again_then_said(
    situs: Any, tarik: Callable[..., list[Any]], kejadian: str, sebab: str
) -> None:
    situs.jawaban[CARI] = situs.rusak(kejadian)
    with pytest.raises(Gagal) as g:
        tarik(situs, batas_detik=0.5 if sebab == "TARIK-WAKTU" else 60)
    assert (g.value.sebab, g.value.sementara, g.value.percobaan) == (sebab, True, 2)


def test_a_page_that_stumbles_once_costs_one_wait(situs: Any, tarik: Callable[..., list[Any]], meja: Any) -> None:
    def jawab(p: BaseHTTPRequestHandler, ke: int) -> None:
        situs.kirim(p, *((503, {"Retry-After": "7"}, b"sibuk") if ke == 1 else jawaban([paket("a")])))

    situs.jawaban[CARI] = jawab
    assert [d.nama for d in tarik(situs)] == ["a"]
    assert meja.tunggu == [7.0]
