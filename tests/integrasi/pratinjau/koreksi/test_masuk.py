"""Logging in: the cookie, who it is for, and where it leads."""

from __future__ import annotations

import asyncio
import dataclasses
import re
from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from dip.sidik import nomor_draf
from keluaran.pratinjau import Layanan, buat_aplikasi


def test_cookie_and_front_page(panggung: Any) -> None:
    ppid, petugas = panggung.pintu("ppid"), panggung.pintu("petugas")
    panggung.waktu += timedelta(seconds=30)
    r = httpx.post(f"{panggung.alamat}/masuk", data={"pejabat": "ratna", "totp": panggung.totp("ratna")})
    assert (r.status_code, r.headers["location"]) == (303, "/")
    kuki = r.headers["set-cookie"]
    assert re.fullmatch(
        r"dip_sesi=[\w-]{40,}; HttpOnly; Max-Age=28800; Path=/; SameSite=strict", kuki, re.IGNORECASE
    ), kuki
    token = r.cookies["dip_sesi"]
    muka = httpx.get(panggung.alamat, cookies={"dip_sesi": token}).text
    assert token not in muka
    assert muka.index("Menunggu Anda") < muka.index("Menunggu keputusan")
    alamat = re.findall(r'href="(/d/\d+/\d+/[\w-]+)"', muka)
    assert [a.split("/")[2] for a in alamat] == [str(ppid.id), str(petugas.id)]
    assert nomor_draf(ppid.sidik) in httpx.get(panggung.alamat + alamat[0]).text
    # the database knows the digest only
    with panggung.register.baca() as k:
        isi = k.exec_driver_sql("SELECT * FROM sesi").all()
    assert token not in str(isi)
    # nothing is decided by a session
    assert httpx.post(f"{panggung.alamat}{alamat[0]}/putuskan", data={"pejabat": "ratna", "keputusan": "setujui"},
                      cookies={"dip_sesi": token}).status_code == 422  # fmt: skip


def test_cookie_is_secure_behind_https(panggung: Any) -> None:
    panggung.pintu("ppid")
    kosong: dict[str, Any] = {f.name: None for f in dataclasses.fields(Layanan)}
    layanan = Layanan(
        **{
            **kosong,
            "register": panggung.register,
            "brankas": panggung.brankas,
            "pengaturan": lambda: panggung.pengaturan,
            "muat_revisi": panggung.muat,
            "jam": lambda: panggung.waktu,
            "kabari": panggung.pesan.append,
            "alamat": "https://dip.example.go.id",
        }
    )

    async def kirim() -> httpx.Response:
        transport = httpx.ASGITransport(buat_aplikasi(layanan))
        async with httpx.AsyncClient(transport=transport, base_url=layanan.alamat) as k:
            return await k.post("/masuk", data={"pejabat": "ratna", "totp": panggung.totp("ratna")})

    r = asyncio.run(kirim())
    assert "; Secure" in r.headers["set-cookie"]
    assert "Domain" not in r.headers["set-cookie"]


def test_refusals_say_the_same_for_everybody(panggung: Any) -> None:
    ngawur = panggung.ngawur("ratna")
    jawab = {
        n: httpx.post(f"{panggung.alamat}/masuk", data={"pejabat": n, "totp": ngawur})
        for n in ("ratna", "siapa", "<b>")
    }
    assert {r.status_code for r in jawab.values()} == {422}
    sebab = {re.search(r'role="alert">.*?</div>', r.text, re.S).group() for r in jawab.values()}  # type: ignore[union-attr] # fails loudly
    assert len(sebab) == 1
    assert all("set-cookie" not in r.headers for r in jawab.values())
    assert "<b>" not in jawab["<b>"].text
    # the single-use address says the same too, and goes to the official alone
    for n in ("ratna", "siapa"):
        panggung.pintu("ppid")
        r = httpx.post(f"{panggung.alamat}/masuk/sekali", data={"pejabat": n})
        assert (r.status_code, r.headers["location"]) == (303, "/masuk?kabar=sekali")
    [pesan] = panggung.terkabar()
    assert pesan.kepada.startswith("Ibu Ratna")
    alamat = re.search(r"http\S+", pesan.isi)
    assert alamat is not None
    token = re.search(r'name="sekali" value="([^"]+)"', httpx.get(alamat.group()).text)
    assert token is not None
    isi = {"pejabat": "ratna", "totp": panggung.totp("ratna"), "sekali": token.group(1)}
    assert httpx.post(f"{panggung.alamat}/masuk", data=isi).status_code == 303


def test_guessing_alarms(panggung: Any) -> None:
    for _ in range(5):
        panggung.waktu += timedelta(minutes=16)
        httpx.post(f"{panggung.alamat}/masuk", data={"pejabat": "ratna", "totp": panggung.ngawur("ratna")})
    assert {m.kepada.split(" <")[0] for m in panggung.terkabar()} == {"Ibu Ratna", "Ibu Wulan"}


def test_session_of_nobody(panggung: Any, masuk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keluaran.pratinjau.halaman.SEGAR_DETIK", 0)
    p = panggung.pintu("ppid")
    t = panggung.tautan(p)
    for palsu in ("x", "", "A" * 43, "é", "a" * 5000):
        r = httpx.get(f"{t}/koreksi", headers={"cookie": f"dip_sesi={palsu}".encode()})
        assert r.status_code == 303, palsu
    orang = masuk("ratna")
    assert orang.get(f"{t}/koreksi").status_code == 200
    # the role ends: the session is worth nothing from then on
    mantan = [
        o.model_copy(update={"sampai": date(2026, 11, 1)}) if o.kode == "ratna" else o
        for o in panggung.pengaturan.pejabat
    ]
    panggung.pengaturan = panggung.pengaturan.model_copy(update={"pejabat": tuple(mantan)})
    assert orang.get(f"{t}/koreksi").status_code == 303
    assert orang.isi(f"{t}/koreksi/tambah", opd="DISDIK", alasan="Semua tautan mati.").status_code == 401


def test_logout_and_expiry(panggung: Any, masuk: Any) -> None:
    p = panggung.pintu("ppid")
    t = panggung.tautan(p)
    orang, lain = masuk("ratna"), masuk("ratna")
    token = orang.cookies["dip_sesi"]
    assert orang.post("/keluar", data={"tanda": ""}).status_code == 403
    assert orang.get(f"{t}/koreksi").status_code == 200
    r = orang.isi("/keluar")
    assert r.status_code == 303
    assert 'dip_sesi=""' in r.headers["set-cookie"]
    assert httpx.get(f"{t}/koreksi", cookies={"dip_sesi": token}).status_code == 303
    assert lain.get(f"{t}/koreksi").status_code == 200
    panggung.waktu += timedelta(hours=8, minutes=1)
    assert lain.get(f"{t}/koreksi").status_code == 303


def test_expired_address_offers_the_way_in(panggung: Any, masuk: Any) -> None:
    p = panggung.pintu("ppid")
    lama = panggung.tautan(p, hari=14)
    panggung.waktu += timedelta(days=15)
    r = httpx.get(f"{lama}/daftar")
    assert r.status_code == 404
    assert f'href="/masuk?pintu={p.id}"' in r.text
    orang = masuk("ratna")
    r = orang.get(f"{lama}/daftar")
    assert r.status_code == 303
    assert re.fullmatch(rf"/d/{p.id}/\d+/[\w-]+/daftar", r.headers["location"])
    assert orang.get(r.headers["location"]).status_code == 200
    assert httpx.get(panggung.alamat + r.headers["location"]).status_code == 200
    panggung.waktu += timedelta(days=3)
    assert httpx.get(panggung.alamat + r.headers["location"]).status_code == 404
    # forms do not travel along
    assert orang.isi(f"{lama}/koreksi/tambah", opd="DISDIK", alasan="Semua tautan mati.").status_code == 404


def test_no_open_redirect(panggung: Any, masuk: Any) -> None:
    p = panggung.pintu("ppid")
    orang = masuk("ratna")
    for pintu, lanjut, arah in (
        (str(p.id), "koreksi", rf"/d/{p.id}/\d+/[\w-]+/koreksi"),
        (str(p.id), "//jahat.example", rf"/d/{p.id}/\d+/[\w-]+"),
        (str(p.id), "https://jahat.example/", rf"/d/{p.id}/\d+/[\w-]+"),
        (str(p.id), "../../keluar", rf"/d/{p.id}/\d+/[\w-]+"),
        ("//jahat.example", "", "/"),
        ("9" * 30, "koreksi", "/"),
        ("-1", "", "/"),
        ("", "\r\nset-cookie: a=b", "/"),
    ):
        r = orang.get("/masuk", params={"pintu": pintu, "lanjut": lanjut})
        assert r.status_code == 303
        assert re.fullmatch(arah, r.headers["location"]), (pintu, lanjut)


def test_login_only_from_our_own_page(panggung: Any) -> None:
    isi = {"pejabat": "ratna", "totp": panggung.totp("ratna")}
    for kepala in ({"origin": "http://jahat.example"}, {"sec-fetch-site": "cross-site"}):
        assert httpx.post(f"{panggung.alamat}/masuk", data=isi, headers=kepala).status_code == 403
    assert httpx.post(f"{panggung.alamat}/masuk", json=isi).status_code == 415
    assert httpx.get(f"{panggung.alamat}/keluar").status_code == 405
