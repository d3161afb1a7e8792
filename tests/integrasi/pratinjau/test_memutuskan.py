"""Deciding over a real server: read, prove, send, withdraw."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import httpx

from dip.putusan import Putusan, nilai_jawaban
from dip.sidik import nomor_draf


def test_read_decide_send(panggung: Any, baca_kode: Any) -> None:
    p = panggung.pintu("petugas")
    draf = httpx.get(panggung.tautan(p))
    assert draf.status_code == 200
    for ada in (
        nomor_draf(p.sidik),
        "November 2026",
        "Oktober 2026",
        "Badan Kepegawaian",
        "PDP-001",
        "Jalan Merdeka 1",
    ):
        assert ada in draf.text
    assert p.sidik not in draf.text + panggung.tautan(p)
    formulir = httpx.get(f"{panggung.tautan(p)}/putuskan")
    assert " checked" not in formulir.text
    assert " selected" not in formulir.text
    hasil = panggung.putuskan(p, "wulan", "ajukan", alasan="Sudah diperiksa.")
    assert hasil.status_code == 200
    assert "Sudah diperiksa." in hasil.text
    jawaban_form = {"keputusan": "ajukan", "kode_persetujuan": baca_kode(hasil)}
    kirim = httpx.post(f"{panggung.tautan(p)}/kirim", data=jawaban_form)
    assert kirim.status_code == 303
    [(nomor, jawaban)] = panggung.kiriman
    putusan = nilai_jawaban(
        panggung.register,
        panggung.brankas,
        panggung.pengaturan,
        pintu=nomor,
        jawaban=jawaban,
        waktu_klik=panggung.waktu,
    )
    assert isinstance(putusan, Putusan)
    assert putusan.alasan == "Sudah diperiksa."
    status = httpx.get(panggung.alamat + kirim.headers["location"])
    assert "Terpakai" in status.text
    assert "sudah diputus" in status.text
    tutup = httpx.get(f"{panggung.tautan(p)}/putuskan")
    assert "<form" not in tutup.text
    assert httpx.post(f"{panggung.tautan(p)}/kirim", data=jawaban_form).status_code == 303
    assert len(panggung.kiriman) == 1


def test_refusals_come_first_and_keep_what_was_typed(panggung: Any) -> None:
    p = panggung.pintu("ppid")
    for isian, sebab in (
        ({"keputusan": ""}, "keputusan"),
        ({"pejabat": ""}, "pejabat"),
        ({"keputusan": "kembalikan", "alasan": "pendek"}, "alasan"),
        ({"totp": "12"}, "totp"),
        ({"pejabat": "surya"}, "pejabat"),
        ({"keputusan": "sahkan"}, "keputusan"),
    ):
        r = panggung.putuskan(p, "ratna", "setujui", **isian)
        assert r.status_code == 422
        assert f'<p><a href="#{sebab}">' in r.text
        assert r.text.index('role="alert"') < r.text.index("<form")
    assert ">pendek</textarea>" in panggung.putuskan(p, "ratna", "kembalikan", alasan="pendek").text


def test_what_would_not_count_is_not_sent(panggung: Any, baca_kode: Any) -> None:
    p = panggung.pintu("petugas")
    kode = baca_kode(panggung.putuskan(p, "wulan", "ajukan"))
    for isi in (
        {"keputusan": "ajukan"},
        {"keputusan": "ajukan", "kode_persetujuan": "ABC-DEF-GHJ"},
        {"keputusan": "batalkan", "kode_persetujuan": kode},
    ):
        assert httpx.post(f"{panggung.tautan(p)}/kirim", data=isi).status_code == 422
    assert panggung.kiriman == []
    panggung.jawab = "Prefect sedang sibuk, coba lagi."
    r = httpx.post(f"{panggung.tautan(p)}/kirim", data={"keputusan": "ajukan", "kode_persetujuan": kode.lower()})
    assert r.status_code == 503
    assert "Prefect sedang sibuk" in r.text
    assert baca_kode(r) == kode


def test_withdraw(panggung: Any, baca_kode: Any) -> None:
    p = panggung.pintu("petugas")
    kode = baca_kode(panggung.putuskan(p, "wulan", "ajukan"))
    tautan = panggung.tautan(p)
    assert "Belum dipakai" in httpx.get(f"{tautan}/status").text
    assert httpx.post(f"{tautan}/cabut", data={"pejabat": "wulan", "totp": panggung.totp("wulan")}).status_code == 422
    panggung.waktu += timedelta(seconds=30)
    r = httpx.post(f"{tautan}/cabut", data={"pejabat": "wulan", "totp": panggung.totp("wulan")}, follow_redirects=True)
    assert "Dicabut" in r.text
    assert kode not in r.text
    assert httpx.post(f"{tautan}/kirim", data={"keputusan": "ajukan", "kode_persetujuan": kode}).status_code == 422


def test_alarm_and_single_use_address(panggung: Any, baca_kode: Any) -> None:
    p = panggung.pintu("ppid")
    for _ in range(10):
        panggung.waktu += timedelta(minutes=15)
        assert panggung.putuskan(p, "ratna", "setujui", totp=panggung.ngawur("ratna")).status_code == 422
    assert {m.kepada for m in panggung.terkabar()} == {
        "Ibu Wulan <wulan@example.go.id>",
        "Ibu Ratna <ratna@example.go.id>",
    }
    r = panggung.putuskan(p, "ratna", "setujui")
    assert "/sekali" in r.text
    panggung.pesan.clear()
    assert httpx.post(f"{panggung.tautan(p)}/sekali", data={"pejabat": "orang"}).status_code == 422
    assert httpx.post(f"{panggung.tautan(p)}/sekali", data={"pejabat": "ratna"}).status_code == 303
    assert httpx.post(f"{panggung.tautan(p)}/sekali", data={"pejabat": "ratna"}).status_code == 422
    [pesan] = panggung.terkabar()
    assert pesan.kepada.startswith("Ibu Ratna")
    alamat = re.search(r"http\S+", pesan.isi)
    assert alamat is not None
    token = re.search(r'name="sekali" value="([^"]+)"', httpx.get(alamat.group()).text)
    assert token is not None
    assert token.group(1) not in pesan.kunci
    assert baca_kode(panggung.putuskan(p, "ratna", "setujui", sekali=html.unescape(token.group(1))))
