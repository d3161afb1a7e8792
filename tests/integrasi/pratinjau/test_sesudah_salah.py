"""What an official sees after a mistake: news about this answer only, and no detour he does not need."""

from __future__ import annotations

from typing import Any

import httpx

from dip.formulir import catat_formulir, formulir_pintu, nilai_formulir


def _jawaban_salah(panggung: Any, pintu: Any) -> None:
    """An answer in Prefect is refused and the next form opens."""
    with panggung.register.tulis() as k:
        for _ in range(2 - len(formulir_pintu(k, pintu.id))):
            catat_formulir(k, pintu.id, "run", f"kunci-{len(formulir_pintu(k, pintu.id))}", panggung.waktu)
        terbuka = next(f for f in formulir_pintu(k, pintu.id) if not f.hasil)
        nilai_formulir(k, terbuka.id, "salah_kode", panggung.waktu)


def test_an_old_refusal_is_no_news_about_what_was_just_sent(panggung: Any, baca_kode: Any) -> None:
    p = panggung.pintu("petugas")
    _jawaban_salah(panggung, p)
    assert 'class="galat"' in httpx.get(f"{panggung.tautan(p)}/status").text
    kode = baca_kode(panggung.putuskan(p, "wulan", "ajukan"))
    isi = {"keputusan": "ajukan", "kode_persetujuan": kode}
    menunggu = httpx.post(f"{panggung.tautan(p)}/kirim", data=isi, follow_redirects=True)
    assert 'class="galat"' not in menunggu.text
    assert 'http-equiv="refresh"' in menunggu.text
    _jawaban_salah(panggung, p)
    ditolak = httpx.get(str(menunggu.url))
    assert 'class="galat"' in ditolak.text
    assert 'http-equiv="refresh"' not in ditolak.text


def test_a_wait_of_seconds_offers_no_single_use_address(panggung: Any) -> None:
    p = panggung.pintu("ppid")
    assert panggung.putuskan(p, "ratna", "setujui", totp=panggung.ngawur("ratna")).status_code == 422
    isi = {"pejabat": "ratna", "keputusan": "setujui", "alasan": "", "totp": panggung.totp("ratna")}
    r = httpx.post(f"{panggung.tautan(p)}/putuskan", data=isi)
    assert r.status_code == 422
    assert "/sekali" not in r.text
