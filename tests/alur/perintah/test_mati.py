"""A crash between approval and publication costs nothing and does nothing twice; a changed archive shows it."""

from __future__ import annotations

import shutil

import pytest
from sqlalchemy import select

from dip.register import tabel
from dip.sidik import json_baku, sha256

pytestmark = pytest.mark.lambat


def jumlah_terbitan(juru) -> int:
    with juru.meja.register.baca() as k:
        return len(k.execute(select(tabel.terbitan.c.id)).all())


def mati_di(titik: str):
    """A fail point at which the process dies."""

    def lewat(nama: str) -> None:
        if nama == titik:
            raise RuntimeError("mati")

    return lewat


@pytest.mark.parametrize("titik", ["perintah.disetujui", "perintah.diajukan"])
@pytest.mark.parametrize("oleh", ["jalan baru", "alur lain"])
def test_mati_sesudah_disetujui(tayang, juru, jalan, monkeypatch, titik, oleh) -> None:
    from flows.catat_pengesahan import catat_pengesahan

    tayang("Rencana Kerja", "Daftar Gaji")
    kode = juru.kode()["DINA/Daftar Gaji"]
    p = juru.minta("cabut", butir=[kode])
    j = juru.jalankan(p)
    with monkeypatch.context() as m:
        m.setattr("tasks.perintah.lewat", mati_di(titik))
        juru.jawab(j, p, "setujui", juru.kode_putusan(p).kode)
    assert j.keadaan["type"] == "FAILED"
    assert kode in juru.kode().values()
    if oleh == "jalan baru":
        assert juru.jalankan(p).nama == "Terbit"
    else:
        jalan(alur=catat_pengesahan).kerjakan()
    assert kode not in juru.kode().values()
    assert jumlah_terbitan(juru) == 2
    assert juru.jalankan(p).nama == "Sudah berlaku"
    assert jumlah_terbitan(juru) == 2


def test_arsip_yang_diubah_tidak_membuktikan_perintahnya(tayang, juru, tmp_path) -> None:
    import orjson

    from keluaran.verifikasi import verifikasi

    tayang("Rencana Kerja", "Daftar Gaji")
    kode = juru.kode()["DINA/Daftar Gaji"]
    p = juru.minta("cabut", butir=[kode])
    juru.setujui(p)

    def ubah(nama: str, isi: bytes) -> str:
        arsip = tmp_path / "salinan" / juru.arsip()[0].name
        shutil.rmtree(arsip, ignore_errors=True)
        shutil.copytree(juru.arsip()[0], arsip)
        bagian = arsip / "08-pencatatan" / "perintah-1"
        (bagian / nama).write_bytes(isi)
        baris = [
            f"{sha256(f.read_bytes())}  {f.name}\n" for f in sorted(bagian.iterdir()) if f.name != "manifest.sha256"
        ]
        (bagian / "manifest.sha256").write_text("".join(baris))
        return next(h.status for h in verifikasi(arsip).hasil if h.kunci == "pencatatan")

    asli = juru.arsip()[0] / "08-pencatatan" / "perintah-1"
    d = orjson.loads(p.mentah)
    sah = orjson.loads((asli / "pengesahan.json").read_bytes())
    assert ubah("perintah-1.json", p.mentah) == "ok"
    assert ubah("perintah-1.json", json_baku({**d, "isi": {**d["isi"], "alasan": "lain sama sekali"}})) == "gagal"
    assert ubah("pengesahan.json", json_baku({k: v for k, v in sah.items() if k != "perintah"})) == "gagal"
    assert ubah("putusan.jsonl", b"") == "gagal"
    sah["perintah"][0]["butir"] = []
    assert ubah("pengesahan.json", json_baku(sah)) == "gagal"
