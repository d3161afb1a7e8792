"""Putting lines together, seeing them back, and taking them into the decision; nobody else gets near them."""

from __future__ import annotations

import re
from typing import Any

import httpx

from dip.lembar_catat import lembar_edisi, usul_pejabat
from dip.lembar_koreksi import sidik_baris
from dip.protokol import Jawaban
from dip.putusan import Putusan, nilai_jawaban

BARIS = {"kode": "KTH-DINKES-0001", "kolom": "waktu_teks", "seharusnya": "2025", "alasan": "Tahunnya salah ketik."}


def _usul(panggung: Any, pintu: Any, kode: str = "ratna") -> list[Any]:
    with panggung.register.baca() as k:
        return usul_pejabat(k, pintu.id, kode)


def test_from_item_to_sheet(panggung: Any, masuk: Any, baca_kode: Any) -> None:
    p = panggung.pintu("ppid")
    t = panggung.tautan(p)
    orang = masuk("ratna")
    daftar = orang.get(f"{t}/daftar?opd=DINKES&q=bagian 1").text
    assert "koreksi/butir?kode=KTH-DINKES-0001" in daftar
    formulir = orang.get(f"{t}/koreksi/butir?kode=KTH-DINKES-0001").text
    assert "Profil kesehatan bagian 1" in formulir
    assert orang.isi(f"{t}/koreksi/tambah", **BARIS).status_code == 303
    assert orang.isi(f"{t}/koreksi/tambah", opd="DISDIK", alasan="Semua tautan mati.").status_code == 303
    [satu, dua] = _usul(panggung, p)
    assert (satu.isi.tertulis, satu.isi.opd, dua.isi.kode) == ("2026", "DINKES", "")
    lihat = orang.get(f"{t}/koreksi").text
    assert "Tahunnya salah ketik." in lihat
    assert "Semua tautan mati." in lihat
    putuskan = orang.get(f"{t}/putuskan?keputusan=kembalikan").text
    assert re.search(r'value="kembalikan" required checked', putuskan)
    sidik = sidik_baris([satu.isi, dua.isi])
    assert f'name="sidik_koreksi" value="{sidik}"' in putuskan
    assert putuskan.index("Tahunnya salah ketik.") < putuskan.index('name="totp"')
    hasil = panggung.putuskan(p, "ratna", "kembalikan", alasan="Dua hal perlu diperbaiki.", sidik_koreksi=sidik)
    assert hasil.status_code == 200
    assert sidik in hasil.text
    assert "Semua tautan mati." in hasil.text
    jawaban = Jawaban("kembalikan", baca_kode(hasil))
    putusan = nilai_jawaban(
        panggung.register, panggung.brankas, panggung.pengaturan,
        pintu=p.id, jawaban=jawaban, waktu_klik=panggung.waktu,
    )  # fmt: skip
    assert isinstance(putusan, Putusan)
    with panggung.register.baca() as k:
        [lembar] = lembar_edisi(k, panggung.edisi)
    assert [b.isi for b in lembar.baris] == [satu.isi, dua.isi]


def test_a_line_that_is_wrong_is_shown_again(panggung: Any, masuk: Any) -> None:
    p = panggung.pintu("ppid")
    t, orang = panggung.tautan(p), masuk("ratna")
    for salah, letak in (
        ({"alasan": "x"}, "alasan"),
        ({"seharusnya": "2026"}, "seharusnya"),
        ({"kolom": ""}, "kolom"),
        ({"seharusnya": "NIK 1901234506780001"}, "seharusnya"),
    ):
        r = orang.isi(f"{t}/koreksi/tambah", **{**BARIS, **salah})
        assert r.status_code == 422
        assert f'href="#{letak}"' in r.text
    assert orang.isi(f"{t}/koreksi/tambah", **BARIS).status_code == 303
    assert orang.isi(f"{t}/koreksi/tambah", **BARIS).status_code == 422
    assert orang.isi(f"{t}/koreksi/tambah", **{**BARIS, "kode": "KTH-ENTAH-0001"}).status_code == 404
    assert len(_usul(panggung, p)) == 1


def test_held_row_masked_and_excluded_row_unreachable(panggung: Any, masuk: Any) -> None:
    p = panggung.pintu("ppid")
    t, orang = panggung.tautan(p), masuk("ratna")
    ditahan, dik = panggung.muat(p.sidik).ditahan[0], panggung.muat(p.sidik).dik[0]
    assert f"koreksi/butir?kode={ditahan['kode']}" in orang.get(t).text
    formulir = orang.get(f"{t}/koreksi/butir?kode={ditahan['kode']}").text
    assert "1901••••••••0001" in formulir
    isi = {"kode": ditahan["kode"], "kolom": "judul", "seharusnya": "Jumlah penerima", "alasan": "Tanpa nomor orang."}
    assert orang.isi(f"{t}/koreksi/tambah", **isi).status_code == 303
    assert "1901234506780001" not in orang.get(f"{t}/koreksi").text + formulir
    assert orang.get(f"{t}/koreksi/butir?kode={dik['kode']}").status_code == 404
    r = orang.isi(f"{t}/koreksi/tambah", kode=dik["kode"], alasan="Apa isi baris ini?", kolom="judul")
    assert r.status_code == 404
    assert "Rekam medis" not in r.text


def test_lines_changed_after_they_were_shown(panggung: Any, masuk: Any) -> None:
    p = panggung.pintu("ppid")
    t, orang = panggung.tautan(p), masuk("ratna")
    orang.isi(f"{t}/koreksi/tambah", **BARIS)
    sidik = sidik_baris([u.isi for u in _usul(panggung, p)])
    orang.isi(f"{t}/koreksi/tambah", opd="DISDIK", alasan="Semua tautan mati.")
    for lama in (sidik, "", "0" * 64):
        r = panggung.putuskan(p, "ratna", "kembalikan", alasan="Dua hal perlu diperbaiki.", sidik_koreksi=lama)
        assert r.status_code == 422
        assert "<output>" not in r.text
    assert "/masuk?pintu=" in r.text  # without a session the lines cannot be shown back
    # another decision takes no lines along
    assert panggung.putuskan(p, "ratna", "setujui", sidik_koreksi="").status_code == 200


def test_only_who_may_return_prepares_lines(panggung: Any, masuk: Any) -> None:
    p = panggung.pintu("ppid")
    t = panggung.tautan(p)
    for kode in ("wulan", "surya"):
        r = masuk(kode).isi(f"{t}/koreksi/tambah", **BARIS)
        assert r.status_code == 422
        assert _usul(panggung, p, kode) == []
    petugas = panggung.pintu("petugas")
    assert masuk("ratna").isi(f"{panggung.tautan(petugas)}/koreksi/tambah", **BARIS).status_code == 422


def test_lines_of_somebody_else(panggung: Any, masuk: Any) -> None:
    p = panggung.pintu("ppid")
    t = panggung.tautan(p)
    ratna, wulan = masuk("ratna"), masuk("wulan")
    ratna.isi(f"{t}/koreksi/tambah", **BARIS)
    [usul] = _usul(panggung, p)
    wulan.isi(f"{t}/koreksi/hapus", usul=str(usul.id))
    assert len(_usul(panggung, p)) == 1
    assert "Tahunnya salah ketik." not in wulan.get(f"{t}/koreksi").text
    sidik = sidik_baris([usul.isi])
    r = panggung.putuskan(p, "wulan", "kembalikan", alasan="Bukan kewenangannya.", sidik_koreksi=sidik)
    assert r.status_code == 422
    for nomor in ("x", "9" * 30, "-1", "٣"):
        assert ratna.isi(f"{t}/koreksi/hapus", usul=nomor).status_code == 400
    assert ratna.isi(f"{t}/koreksi/hapus", usul=str(usul.id)).status_code == 303
    assert _usul(panggung, p) == []


def test_without_session_or_with_a_foreign_form(panggung: Any, masuk: Any) -> None:
    p = panggung.pintu("ppid")
    t = panggung.tautan(p)
    for akhir in ("koreksi", "koreksi/butir", "koreksi-tindak"):
        r = httpx.get(f"{t}/{akhir}")
        assert (r.status_code, r.headers["location"]) == (303, f"/masuk?pintu={p.id}&lanjut={akhir}")
    for akhir in ("koreksi/tambah", "koreksi/hapus", "koreksi-tindak/jawab", "koreksi-tindak/tulis"):
        assert httpx.post(f"{t}/{akhir}", data=BARIS).status_code == 401
    assert httpx.post(f"{t}/koreksi/unggah", files={"berkas": b"PK"}).status_code == 401
    ratna, wulan = masuk("ratna"), masuk("wulan")
    for tanda in ("", wulan.tanda, ratna.tanda[:-1], "é"):
        assert ratna.post(f"{t}/koreksi/tambah", data={**BARIS, "tanda": tanda}).status_code == 403
        r = ratna.post(f"{t}/koreksi/unggah", data={"tanda": tanda}, files={"berkas": ("a.xlsx", b"PK")})
        assert r.status_code == 403
    assert _usul(panggung, p) == []


def test_hostile_text_in_every_field(panggung: Any, masuk: Any, serangan: list[str]) -> None:
    p = panggung.pintu("ppid")
    t, orang = panggung.tautan(p), masuk("ratna")
    semua = ""
    for n, s in enumerate(serangan):
        isi = {"kode": f"KTH-DISDIK-{n:04d}", "kolom": "judul", "seharusnya": f"{s} benar", "alasan": f"Alasan {s}"}
        assert orang.isi(f"{t}/koreksi/tambah", **isi).status_code == 303
        semua += orang.isi(f"{t}/koreksi/tambah", **dict.fromkeys(isi, s), opd=s).text
        semua += orang.isi(f"{t}/koreksi/tambah", **{**isi, "seharusnya": s, "kolom": s}).text
        semua += orang.get(f"{t}/koreksi/butir", params={"kode": s, "opd": s, "kolom": s}).text
        semua += orang.get(f"{t}/daftar", params={"q": s, "opd": s, "hal": s}).text
    semua += orang.get(f"{t}/koreksi").text + orang.get(f"{t}/putuskan?keputusan=kembalikan").text
    sidik = sidik_baris([u.isi for u in _usul(panggung, p)])
    semua += panggung.putuskan(p, "ratna", "kembalikan", alasan=serangan[0] * 3, sidik_koreksi=sidik).text
    for buruk in ("<script", "<img", " onfocus='", ">49<", "\u202e"):
        assert buruk not in semua, buruk
