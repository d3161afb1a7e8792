"""The petugas answers a sheet: met, refused, or written to the correction files; an open line holds the draft."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update

from dip.lembar_catat import lembar_edisi
from dip.muat import muat_pengaturan
from dip.register import tabel

BARIS = {"kode": "KTH-DINKES-0001", "kolom": "waktu_teks", "seharusnya": "2025", "alasan": "Tahunnya salah ketik."}
OPD = {"opd": "DISDIK", "alasan": "Semua tautan mati."}


@pytest.fixture
def dikembalikan(panggung: Any, masuk: Any, kembalikan: Any, ronde_dua: Any) -> Any:
    """A returned draft with two lines; gives the petugas gate of the next round."""
    p = panggung.pintu("ppid")
    orang = masuk("ratna")
    for b in (BARIS, OPD):
        assert orang.isi(f"{panggung.tautan(p)}/koreksi/tambah", **b).status_code == 303
    kembalikan(p, orang, "ratna")
    return ronde_dua()


def _lembar(panggung: Any) -> Any:
    with panggung.register.baca() as k:
        [lembar] = lembar_edisi(k, panggung.edisi)
    return lembar


def test_open_lines_hold_the_draft(panggung: Any, masuk: Any, dikembalikan: Any) -> None:
    t = panggung.tautan(dikembalikan)
    orang = masuk("wulan")
    assert "2 baris koreksi menunggu tindak lanjut Anda" in orang.get("/").text
    for alamat in (t, f"{t}/putuskan"):
        assert "ALUR-003" in orang.get(alamat).text
    r = panggung.putuskan(dikembalikan, "wulan", "ajukan")
    assert (r.status_code, "ALUR-003" in r.text) == (422, True)
    satu, dua = _lembar(panggung).baris
    halaman = orang.get(f"{t}/koreksi-tindak").text
    assert "Lembar koreksi 1" in halaman
    assert "Tahunnya salah ketik." in halaman
    j = f"{t}/koreksi-tindak/jawab"
    assert orang.isi(j, baris=str(satu.id), tindak="dipenuhi", cara="sumber").status_code == 303
    r = orang.isi(j, baris=str(dua.id), tindak="ditolak", tanggapan="pendek")
    assert r.status_code == 422
    assert ">pendek</textarea>" in r.text
    assert (
        orang.isi(j, baris=str(dua.id), tindak="ditolak", tanggapan="Tautannya hidup, sudah dicoba.").status_code == 303
    )
    assert [b.jawab.tindak for b in _lembar(panggung).baris] == ["dipenuhi", "ditolak"]
    halaman = orang.get(f"{t}/koreksi-tindak").text
    assert "Semua baris sudah dijawab" in halaman
    assert "belum bertuliskan begitu" in halaman  # said to be met, but the draft does not have it


def test_written_to_the_correction_files(panggung: Any, masuk: Any, dikembalikan: Any, pengaturan_tulis: Any) -> None:
    t = panggung.tautan(dikembalikan)
    orang = masuk("wulan")
    satu, dua = _lembar(panggung).baris
    r = orang.isi(f"{t}/koreksi-tindak/tulis", baris=str(dua.id))
    assert r.status_code == 422  # a whole office is no value
    r = orang.isi(f"{t}/koreksi-tindak/tulis", baris=str(satu.id))
    assert r.status_code == 303, r.text
    assert "Susun ulang" in orang.get(r.headers["location"]).text
    [k] = muat_pengaturan(pengaturan_tulis).koreksi
    assert (k.opd, k.kode, k.kolom, k.tertulis, k.seharusnya, k.oleh) == (
        "DINKES", "KTH-DINKES-0001", "waktu_teks", "2026", "2025", "wulan",
    )  # fmt: skip
    jawab = _lembar(panggung).baris[0].jawab
    assert (jawab.tindak, jawab.cara, jawab.oleh) == ("dipenuhi", "koreksi", "wulan")
    # broken settings: nothing is written, nothing answered
    (pengaturan_tulis / "lembaga.yml").write_text("kode: [")
    sebelum = sorted(x.read_bytes() for x in (pengaturan_tulis / "koreksi").iterdir())
    with panggung.register.tulis() as k:
        k.execute(update(tabel.edisi).values(kode="DIP-KTH-2026-12"))
    r = orang.isi(f"{t}/koreksi-tindak/tulis", baris=str(satu.id))
    assert r.status_code == 422
    assert sorted(x.read_bytes() for x in (pengaturan_tulis / "koreksi").iterdir() if x.suffix == ".yml") == sebelum


def test_only_the_petugas_answers_lines_of_this_edition(panggung: Any, masuk: Any, dikembalikan: Any) -> None:
    t = panggung.tautan(dikembalikan)
    satu, _ = _lembar(panggung).baris
    ratna, wulan = masuk("ratna"), masuk("wulan")
    isi = {"baris": str(satu.id), "tindak": "dipenuhi", "cara": "sumber"}
    assert "<textarea" not in ratna.get(f"{t}/koreksi-tindak").text
    assert ratna.isi(f"{t}/koreksi-tindak/jawab", **isi).status_code == 422
    assert ratna.isi(f"{t}/koreksi-tindak/tulis", **isi).status_code == 422
    assert wulan.post(f"{t}/koreksi-tindak/jawab", data={**isi, "tanda": ratna.tanda}).status_code == 403
    for nomor in ("99", "x", "", "1 OR 1=1"):
        assert wulan.isi(f"{t}/koreksi-tindak/jawab", **{**isi, "baris": nomor}).status_code == 404
    for buruk in ({"tindak": "entah"}, {"cara": "entah"}, {"cara": ""}):
        assert wulan.isi(f"{t}/koreksi-tindak/jawab", **{**isi, **buruk}).status_code == 422
    assert _lembar(panggung).baris[0].jawab is None


def test_hostile_answers(panggung: Any, masuk: Any, dikembalikan: Any, serangan: list[str]) -> None:
    t = panggung.tautan(dikembalikan)
    wulan = masuk("wulan")
    _, dua = _lembar(panggung).baris
    for s in serangan:
        r = wulan.isi(f"{t}/koreksi-tindak/jawab", baris=str(dua.id), tindak="ditolak", tanggapan=f"Karena {s} begitu")
        assert r.status_code == 303
        teks = wulan.get(f"{t}/koreksi-tindak").text + wulan.get(f"{t}/ronde").text
        teks += wulan.isi(f"{t}/koreksi-tindak/jawab", baris=str(dua.id), tindak=s, cara=s, tanggapan=s).text
        for buruk in ("<script", "<img", " onfocus='", ">49<", "\u202e"):
            assert buruk not in teks


def test_since_the_draft_before(panggung: Any, masuk: Any, dikembalikan: Any) -> None:
    t = panggung.tautan(dikembalikan)
    orang = masuk("wulan")
    satu, _ = _lembar(panggung).baris
    orang.isi(f"{t}/koreksi-tindak/jawab", baris=str(satu.id), tindak="dipenuhi", cara="tarik_ulang")
    draf = orang.get(t).text
    assert "Sejak draf sebelumnya" in draf
    assert "draf ke-2 edisi ini, sudah 1 kali dikembalikan" in draf
    ronde = orang.get(f"{t}/ronde").text
    for ada in ("Profil kesehatan yang diperbaiki", "Laporan baru ronde dua", "Tahunnya salah ketik.", "Belum dijawab"):
        assert ada in ronde
    assert "tarik ulang" in ronde
    pertama = panggung.pintu("petugas")
    assert "draf pertama edisi ini" in orang.get(f"{panggung.tautan(pertama)}/ronde").text
