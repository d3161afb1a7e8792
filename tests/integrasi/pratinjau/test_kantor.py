"""The page of an office: reached by its own link, shows its own state, takes *tidak ada perubahan* once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import insert

from dip.kotak import catat_kotak
from dip.pengaturan import Opd
from dip.pernyataan import pernyataan_periode
from dip.register import tabel
from dip.sidik import sha256
from dip.tanda_terima import simpan_tarikan
from dip.tarikan import Tarikan
from dip.temuan import Temuan
from keluaran.pratinjau import alamat_kantor
from keluaran.pratinjau.kantor import MAKS_KIRIM

SIDIK = sha256(b"draf")


def _opd(kode: str, nama: str) -> Opd:
    return Opd.model_validate({"kode": kode, "nama": nama, "sumber": {"jenis": "folder", "folder": kode.lower()}})


@pytest.fixture
def kantor(panggung: Any) -> Any:
    """The preview with two offices."""
    semua = (_opd("DINKES", "Dinas Kesehatan"), _opd("DISHUB", "Dinas <b>Perhubungan</b>"))
    panggung.pengaturan = panggung.pengaturan.model_copy(update={"opd": semua})
    return panggung


def tautan(p: Any, opd: str = "DINKES", periode: str = "2026-11") -> str:
    return alamat_kantor(p.brankas, p.alamat, opd, periode)


def terima(p: Any, opd: str, hasil: Any, **lain: Any) -> None:
    with p.register.tulis() as k:
        simpan_tarikan(k, p.edisi, Tarikan(opd, hasil, p.waktu.isoformat(), "folder:x", **lain))


def nyatakan(p: Any) -> list[tuple[str, str, str, str]]:
    with p.register.baca() as k:
        semua = pernyataan_periode(k, "KTH", "2026-11")
    return [(x.opd, x.jenis, x.cara, x.catatan) for x in semua]


def test_only_the_own_link_of_the_running_period(kantor: Any) -> None:
    benar = tautan(kantor)
    r = httpx.get(benar)
    assert r.status_code == 200
    assert "Dinas Kesehatan" in r.text
    assert r.headers["content-security-policy"].startswith("default-src 'none'")
    assert "noindex" in r.headers["x-robots-tag"]
    mac = benar.rpartition("/")[2]
    salah = [
        benar[:-1],
        benar.replace("DINKES", "DISHUB"),
        benar.replace("2026-11", "2026-12"),
        f"{kantor.alamat}/kantor/DINKES/2026-11/%ed%a0%80",
        tautan(kantor, "TIDAKADA"),
        f"{kantor.alamat}/d/1/2026/{mac}",
    ]
    for alamat in salah:
        assert httpx.get(alamat).status_code == 404, alamat
        assert httpx.post(alamat, data={"nama": "Dewi"}).status_code in (404, 405), alamat
    for lewat in ("2026-10", "2026-12"):
        assert httpx.get(tautan(kantor, periode=lewat)).status_code == 410
        assert httpx.post(tautan(kantor, periode=lewat), data={"nama": "Dewi"}).status_code == 410
    assert nyatakan(kantor) == []


def test_one_statement_however_often_it_is_clicked(kantor: Any) -> None:
    alamat = tautan(kantor)
    assert httpx.post(alamat, data={"nama": " x "}).status_code == 422
    for nama in ("Dewi, Kasubbag 1901234506780001", "Dewi, Kasubbag 1901234506780001", "Orang lain"):
        r = httpx.post(alamat, data={"nama": nama}, follow_redirects=True)
        assert r.status_code == 200
        assert "<form" not in r.text
    assert nyatakan(kantor) == [("DINKES", "nihil", "formulir", "Dewi, Kasubbag 1901••••••••0001")]
    assert "1901234506780001" not in httpx.get(alamat).text
    for _ in range(MAKS_KIRIM):
        terakhir = httpx.post(alamat, data={"nama": "Dewi"}).status_code
    assert terakhir == 429
    assert httpx.post(tautan(kantor, "DISHUB"), data={"nama": "Budi"}).status_code == 303
    kantor.waktu += timedelta(hours=2)
    assert httpx.post(alamat, data={"nama": "Dewi"}).status_code == 303


def test_a_clock_that_was_ahead_locks_nobody_out(kantor: Any) -> None:
    for _ in range(MAKS_KIRIM + 1):
        terakhir = httpx.post(tautan(kantor), data={"nama": "x"}).status_code
    assert terakhir == 429
    kantor.waktu -= timedelta(days=3)
    assert httpx.post(tautan(kantor), data={"nama": "x"}).status_code == 422


def test_other_methods_and_swollen_names(kantor: Any) -> None:
    alamat = tautan(kantor)
    r = httpx.head(alamat)
    assert (r.status_code, r.content) in ((200, b""), (405, b""))
    for cara in ("OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"):
        r = httpx.request(cara, alamat)
        assert r.status_code == 405, cara
        assert "Kesehatan" not in r.text
    assert r.headers["referrer-policy"] == "no-referrer"
    assert httpx.post(alamat, data={"nama": "\x00\x1b\u202e \n"}).status_code == 422
    nama = "Dewi\x00\x1b[2J\u202e, Kasubbag\nAdmin: ya " + "é" * 5000
    assert httpx.post(alamat, data={"nama": nama}).status_code in (303, 413)
    assert httpx.post(alamat, data={"nama": nama[:90]}).status_code == 303
    [(_, _, _, catatan)] = nyatakan(kantor)
    assert catatan.isprintable()
    assert len(catatan) <= 100


def test_foreign_origin_and_hostile_name(kantor: Any) -> None:
    alamat = tautan(kantor, "DISHUB")
    assert httpx.post(alamat, data={"nama": "Dewi"}, headers={"origin": "http://jahat.example"}).status_code == 403
    assert httpx.post(alamat, json={"nama": "Dewi"}).status_code == 415
    r = httpx.post(alamat, data={"nama": "<script>alert(1)</script>"}, follow_redirects=True)
    assert "<script" not in r.text
    assert "<b>" not in r.text


def test_a_new_file_counts_whatever_is_said(kantor: Any) -> None:
    terima(kantor, "DINKES", "baru", sha_berkas="a" * 64, nama_berkas="dip.xlsx")
    terima(kantor, "DINKES", "tetap", sha_berkas="a" * 64, nama_berkas="dip.xlsx")
    r = httpx.get(tautan(kantor))
    assert "<form" not in r.text
    assert "dip.xlsx" in r.text
    assert httpx.post(tautan(kantor), data={"nama": "Dewi"}).status_code == 303
    assert nyatakan(kantor) == []


def test_shows_own_findings_and_nothing_of_others(kantor: Any) -> None:
    draf = kantor.muat(SIDIK)
    dik = Temuan("DIK-004", opd="DINKES", parameter={"id": "DIK-1"})
    lain = Temuan("DIP-016", opd="DISDIK", berkas="dip.xlsx", parameter={"waktu": "milik dinas lain"})
    kantor.draf[SIDIK] = replace(draf, temuan=[*draf.temuan, dik, lain])
    terima(kantor, "DINKES", "baru", nama_berkas="dip-DINKES.xlsx")
    with kantor.register.tulis() as k:
        isi = {"edisi": kantor.edisi, "ronde": 1, "sidik": SIDIK, "batas_tarikan": 1}
        k.execute(insert(tabel.revisi).values(**isi, dibuat=kantor.waktu.isoformat()))
    r = httpx.get(tautan(kantor))
    for ada in ("DIP-017", "PDP-001", "1901••••••••0001"):
        assert ada in r.text
    for tidak in ("DIK-004", "milik dinas lain", "1901234506780001", "/d/", "Rekam medis", SIDIK):
        assert tidak not in r.text
    assert r.text.count("href=") == 3  # icon, style, the jump to the content


def test_failed_pull_and_box_that_was_looked_at(kantor: Any) -> None:
    terima(kantor, "DINKES", "gagal", sebab="TARIK-WAKTU", rincian="30 detik")
    assert "30 detik" in httpx.get(tautan(kantor)).text
    kantor.waktu += timedelta(hours=1)
    hitung: dict[str, int | str] = {"dibaca": 41, "terbit": 37, "wajib": 4, "ditolak": "", "tempat": "x"}
    with kantor.register.tulis() as k:
        catat_kotak(k, "KTH", "DINKES", "c" * 64, "dip-perbaikan.xlsx", hitung, kantor.waktu)
    r = httpx.get(tautan(kantor))
    assert "dip-perbaikan.xlsx" in r.text
    assert "<strong>37</strong>" in r.text
    kantor.waktu = datetime.fromisoformat("2026-12-10T09:00:00+07:00")  # the edition of November is still open
    assert "dip-perbaikan.xlsx" not in httpx.get(tautan(kantor)).text


def test_ppid_sees_what_an_office_lost(kantor: Any) -> None:
    draf = kantor.muat(SIDIK)
    hilang = Temuan("EDI-004", opd="DINKES", parameter={"jenis": "opd", "n": 3, "total": 5})
    sedikit = Temuan("EDI-004", opd="DISDIK", parameter={"jenis": "sedikit", "n": 1, "batas": 40})
    kantor.draf[SIDIK] = replace(draf, temuan=[hilang, sedikit])
    r = httpx.get(kantor.tautan(kantor.pintu("ppid")))
    atas = r.text.partition("Yang perlu diperhatikan")[0]
    assert "Dinas Kesehatan" in atas
    assert "3 dari 5" in atas
    assert "Data NIK 1901••••••••0001" in atas
    assert "40" in atas
    tenang = httpx.get(kantor.tautan(kantor.pintu("ppid", 2, sha256(b"lain"))))
    assert "h-kehilangan" not in tenang.text
