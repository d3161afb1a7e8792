"""What a stranger, a hostile cell and a broken request meet."""

from __future__ import annotations

import html
import io
from datetime import timedelta
from typing import Any

import httpx
import openpyxl
import pytest

from dip.putusan import putusan_pintu
from dip.register import tabel
from dip.revisi import Revisi
from dip.sidik import nomor_draf
from keluaran.pratinjau import halaman
from keluaran.pratinjau.tampil import susun_draf


def test_address_is_bound_and_expires(panggung: Any) -> None:
    p, lain = panggung.pintu("petugas"), panggung.pintu("ppid")
    tautan = panggung.tautan(p)
    _, _, _, _, pintu, sampai, mac = tautan.split("/")
    dasar = f"{panggung.alamat}/d"
    salah = [
        f"{dasar}/{pintu}/{sampai}/{mac[:-1]}",
        f"{dasar}/{pintu}/{int(sampai) + 1}/{mac}",
        f"{dasar}/{lain.id}/{sampai}/{mac}",
        f"{dasar}/{10**30}/{sampai}/{mac}",
        f"{dasar}/{pintu}/{10**30}/{mac}",
        f"{dasar}/{pintu}/{sampai}/%ed%a0%80",
        f"{dasar}/{pintu}/{sampai}/{mac}/tidak-ada",
        f"{panggung.alamat}/docs",
    ]
    for alamat in salah:
        r = httpx.get(alamat)
        assert r.status_code == 404, alamat
        assert "Tautan tidak berlaku" in r.text
    for akhir in ("", "/status", "/putuskan", "/daftar", "/perubahan", "/draf.xlsx"):
        assert httpx.get(tautan + akhir).status_code == 200
    panggung.waktu += timedelta(days=60, seconds=1)
    assert httpx.get(tautan).status_code == 404


def test_landing_has_no_content(panggung: Any) -> None:
    p = panggung.pintu("ppid")
    r = httpx.get(panggung.alamat)
    assert "November 2026" in r.text
    for rahasia in (nomor_draf(p.sidik), "/d/", "Dinas Kesehatan"):
        assert rahasia not in r.text


def test_headers_everywhere(panggung: Any) -> None:
    tautan = panggung.tautan(panggung.pintu("petugas"))
    for alamat in ("/", "/sehat", "/gaya.css", "/tidak-ada", f"{tautan.removeprefix(panggung.alamat)}/draf.xlsx"):
        k = httpx.get(panggung.alamat + alamat).headers
        assert k["content-security-policy"].startswith("default-src 'none'; style-src 'self'; img-src 'self' data:")
        assert "frame-ancestors 'none'" in k["content-security-policy"]
        assert (k["cache-control"], k["referrer-policy"], k["x-content-type-options"]) == (
            "no-store",
            "no-referrer",
            "nosniff",
        )
        assert "noindex" in k["x-robots-tag"]
        assert "set-cookie" not in k


def test_foreign_host_origin_and_bodies(panggung: Any) -> None:
    tautan = panggung.tautan(panggung.pintu("petugas"))
    assert httpx.get(tautan, headers={"host": "jahat.example"}).status_code == 421
    assert httpx.get(f"{panggung.alamat}/sehat", headers={"host": "pemantau"}).status_code == 200
    kirim = f"{tautan}/kirim"
    isi = {"keputusan": "ajukan"}
    assert httpx.post(kirim, data=isi, headers={"origin": "http://jahat.example"}).status_code == 403
    assert httpx.post(kirim, data=isi, headers={"origin": "null", "sec-fetch-site": "cross-site"}).status_code == 403
    assert httpx.post(kirim, data=isi, headers={"origin": panggung.alamat}).status_code == 422
    assert httpx.post(kirim, json=isi).status_code == 415
    assert httpx.post(kirim, files={"x": b"y"}).status_code == 415
    assert httpx.post(kirim, data={"x": "y" * 70_000}).status_code == 413
    assert httpx.post(kirim, data={f"k{n}": "y" for n in range(50)}).status_code == 400
    bentuk = {"content-type": "application/x-www-form-urlencoded"}
    assert httpx.post(kirim, content=b"\xff=\xfe", headers=bentuk).status_code == 400
    assert httpx.get(kirim).status_code == 405
    assert panggung.kiriman == []


def test_hostile_text_is_text_and_personal_data_masked(panggung: Any, serangan: list[str]) -> None:
    tautan = panggung.tautan(panggung.pintu("petugas"))
    semua = "".join(httpx.get(tautan + akhir).text for akhir in ("", "/daftar", "/perubahan"))
    assert "<script" not in semua
    assert "<img" not in semua
    assert 'href="javascript' not in semua
    for s in serangan:
        assert (
            str(html.escape(s.replace("\u202e", ""), quote=False))[:12].replace("'", "&#39;").replace('"', "&#34;")
            in semua
        )
    assert "1901234506780001" not in semua
    assert "1901••••••••0001" in semua
    assert "Rekam medis" not in semua
    r = panggung.putuskan(panggung.pintu("petugas"), "wulan", "batalkan", alasan=serangan[0], pejabat=serangan[1])
    assert "<script" not in r.text
    assert "<img" not in r.text


def test_draft_workbook(panggung: Any) -> None:
    r = httpx.get(f"{panggung.tautan(panggung.pintu('petugas'))}/draf.xlsx")
    assert r.headers["content-disposition"] == 'attachment; filename="draf-DIP-KTH-2026-11-ronde-1.xlsx"'
    assert "Ditahan" in openpyxl.load_workbook(io.BytesIO(r.content)).sheetnames


def test_error_inside_shows_a_page_and_headers(panggung: Any) -> None:
    p = panggung.pintu("petugas")
    with panggung.register.tulis() as k:
        k.execute(tabel.rahasia.update().values(isi="rusak"))
    r = panggung.putuskan(p, "wulan", "ajukan")
    assert r.status_code == 503
    assert "content-security-policy" in r.headers
    with panggung.register.baca() as k:
        assert putusan_pintu(k, p.id) is None


def test_a_large_draft_stays_light(panggung: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    disusun: list[str] = []

    def susun(revisi: Revisi, *lain: Any) -> dict[str, Any]:
        disusun.append(revisi.sidik)
        return susun_draf(revisi, *lain)

    monkeypatch.setattr(halaman, "susun_draf", susun)
    panggung.banyak = 5000
    p = panggung.pintu("petugas")
    tautan = panggung.tautan(p)
    r = httpx.get(tautan)
    assert len(r.content) < 100_000
    assert httpx.get(tautan).content == r.content
    assert len(httpx.get(f"{tautan}/daftar").content) < 8_000_000
    assert disusun == [p.sidik]  # what costs time is done once
