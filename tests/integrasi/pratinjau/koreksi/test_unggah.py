"""The uploaded workbook: read, judged, shown back; nothing of a wrong one is taken without being asked for."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from dip.lembar_catat import usul_pejabat
from dip.sidik import sha256

BENAR = {"kode": "KTH-DINKES-0001", "kolom": "Waktu pembuatan", "seharusnya": "2025", "alasan": "Salah tahun."}
OPD = {"kode": "DISDIK", "alasan": "Semua tautan mati."}
SALAH = {"kode": "KTH-ENTAH-0001", "kolom": "Judul informasi", "alasan": "Tidak ada di draf."}


def _usul(panggung: Any, pintu: Any) -> list[Any]:
    with panggung.register.baca() as k:
        return usul_pejabat(k, pintu.id, "ratna")


def test_read_back_line_by_line(panggung: Any, masuk: Any, buku_draf: Any) -> None:
    p = panggung.pintu("ppid")
    t, orang = panggung.tautan(p), masuk("ratna")
    isi = buku_draf(p.sidik, BENAR, OPD)
    r = orang.unggah(f"{t}/koreksi/unggah", isi, "C:\\surat\\draf 0812-3456-7890.xlsx")
    assert r.status_code == 200, r.text
    assert "Salah tahun." in r.text
    assert "0812-3456-7890" not in r.text
    assert "surat" not in r.text.split("<h1>")[1].split("</h1>")[0]
    usul = _usul(panggung, p)
    assert [(u.isi.kode, u.isi.opd, u.isi.kolom, u.isi.tertulis) for u in usul] == [
        ("KTH-DINKES-0001", "DINKES", "waktu_teks", "2026"),
        ("", "DISDIK", "", ""),
    ]
    assert {u.sha_berkas for u in usul} == {sha256(isi)}


def test_a_fault_takes_nothing_until_asked(panggung: Any, masuk: Any, buku_draf: Any) -> None:
    p = panggung.pintu("ppid")
    t, orang = panggung.tautan(p), masuk("ratna")
    isi = buku_draf(p.sidik, BENAR, SALAH, {**OPD, "alasan": ""})
    r = orang.unggah(f"{t}/koreksi/unggah", isi)
    assert r.status_code == 422
    nomor = [int(n) for n in re.findall(r"Baris (\d+) di lembar Koreksi", r.text)]
    assert nomor == list(range(nomor[0], nomor[0] + 3))
    for n in nomor[1:]:
        assert re.search(rf"<strong>Baris {n}\b", r.text)
    assert not re.search(rf"<strong>Baris {nomor[0]}\b", r.text)
    assert "(1 baris)" in r.text
    assert _usul(panggung, p) == []
    r = orang.unggah(f"{t}/koreksi/unggah", isi, baik="ya")
    assert r.status_code == 200
    assert [u.isi.kode for u in _usul(panggung, p)] == ["KTH-DINKES-0001"]


def test_added_or_put_in_their_place(panggung: Any, masuk: Any, buku_draf: Any) -> None:
    p = panggung.pintu("ppid")
    t, orang = panggung.tautan(p), masuk("ratna")
    orang.isi(f"{t}/koreksi/tambah", **OPD | {"opd": "DISDIK", "kode": ""})
    isi = buku_draf(p.sidik, BENAR)
    assert orang.unggah(f"{t}/koreksi/unggah", isi).status_code == 200
    assert [u.isi.opd for u in _usul(panggung, p)] == ["DISDIK", "DINKES"]
    # the same file again repeats what is there
    assert orang.unggah(f"{t}/koreksi/unggah", isi).status_code == 422
    assert len(_usul(panggung, p)) == 2
    assert orang.unggah(f"{t}/koreksi/unggah", isi, ganti="ya").status_code == 200
    assert [u.isi.opd for u in _usul(panggung, p)] == ["DINKES"]


def test_another_drafts_workbook(panggung: Any, masuk: Any, buku_draf: Any) -> None:
    p = panggung.pintu("ppid")
    t, orang = panggung.tautan(p), masuk("ratna")
    for sidik in (sha256(b"lain"), sha256(b"lagi")):
        r = orang.unggah(f"{t}/koreksi/unggah", buku_draf(sidik, BENAR), baik="ya")
        assert r.status_code == 422
        assert "dari draf lain" in r.text
    assert _usul(panggung, p) == []


def test_what_is_no_workbook(panggung: Any, masuk: Any, buku_draf: Any) -> None:
    p = panggung.pintu("ppid")
    t, orang = panggung.tautan(p), masuk("ratna")
    alamat = f"{t}/koreksi/unggah"
    for isi in (b"", b"a;b", b"PK\x03\x04rusak", b"\xd0\xcf\x11\xe0" * 40, buku_draf(p.sidik)):
        assert orang.unggah(alamat, isi).status_code == 422
    assert orang.isi(alamat).status_code == 415
    assert orang.post(alamat, json={}).status_code == 415
    bentuk = {"content-type": "multipart/form-data"}
    assert orang.post(alamat, content=b"x", headers=bentuk).status_code == 400
    bentuk = {"content-type": "multipart/form-data; boundary=z"}
    assert orang.post(alamat, content=b"--z\r\nrusak", headers=bentuk).status_code in (400, 403)
    dua = [("berkas", ("a.xlsx", b"PK")), ("berkas", ("b.xlsx", b"PK"))]
    assert orang.post(alamat, data={"tanda": orang.tanda}, files=dua).status_code == 400
    banyak = {f"x{n}": "y" for n in range(20)}
    assert orang.post(alamat, data=banyak, files={"berkas": ("a.xlsx", b"PK")}).status_code == 400
    assert orang.get(alamat).status_code == 405
    assert _usul(panggung, p) == []


@pytest.mark.parametrize("panjang", [True, False], ids=["content-length", "chunked"])
def test_oversize(panggung: Any, masuk: Any, panjang: bool) -> None:
    p = panggung.pintu("ppid")
    orang = masuk("ratna")
    kepala = b'--z\r\ncontent-disposition: form-data; name="berkas"; filename="a.xlsx"\r\n\r\n'

    def potong() -> Any:
        yield kepala
        for _ in range(21):
            yield b"\0" * 2**20

    isi = b"".join(potong()) if panjang else potong()
    r = orang.post(
        f"{panggung.tautan(p)}/koreksi/unggah",
        content=isi,
        headers={"content-type": "multipart/form-data; boundary=z"},
    )
    assert r.status_code == 413


def test_only_this_route_takes_files(panggung: Any, masuk: Any) -> None:
    p = panggung.pintu("ppid")
    t, orang = panggung.tautan(p), masuk("ratna")
    for akhir in ("putuskan", "kirim", "koreksi/tambah", "koreksi-tindak/jawab"):
        assert orang.unggah(f"{t}/{akhir}", b"PK").status_code == 415
    petugas = panggung.tautan(panggung.pintu("petugas"))
    assert orang.unggah(f"{petugas}/koreksi/unggah", b"PK").status_code == 422
    r = httpx.post(f"{t}/koreksi/unggah", files={"berkas": b"PK"}, headers={"origin": "http://jahat.example"})
    assert r.status_code == 403


def test_hostile_workbook(panggung: Any, masuk: Any, buku_draf: Any, serangan: list[str]) -> None:
    p = panggung.pintu("ppid")
    t, orang = panggung.tautan(p), masuk("ratna")
    baris = [{"kode": s, "kolom": s, "tertulis": s, "seharusnya": s, "alasan": s} for s in serangan]
    for nama in serangan:
        r = orang.unggah(f"{t}/koreksi/unggah", buku_draf(p.sidik, *baris), nama.replace('"', ""))
        assert r.status_code == 422
        for buruk in ("<script", "<img", " onfocus='", "\u202e"):
            assert buruk not in r.text
