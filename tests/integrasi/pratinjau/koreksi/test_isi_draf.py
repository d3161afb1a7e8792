"""What the pages of a draft tell beside its rows: the list in pages, near-misses, the register, how it is ratified."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import httpx
from sqlalchemy import insert

from dip.dik import Dik
from dip.register import tabel_bukti
from dip.sidik import json_baku, sha256
from dip.temuan import Temuan


def test_list_by_office_text_and_page(panggung: Any) -> None:
    panggung.banyak = 230
    t = panggung.tautan(panggung.pintu("petugas"))

    def baca(**tanya: str) -> list[str]:
        return re.findall(r"(KTH-\w+-\d{4}) · Berkala", httpx.get(f"{t}/daftar", params=tanya).text)

    assert len(baca()) == 100
    assert baca(hal="3")[-1] == "KTH-DISDIK-0005"
    assert len(baca(opd="DISDIK")) == 6
    assert baca(q="PROFIL  bagian 229") == ["KTH-DINKES-0229"]
    assert baca(q="kth-dinkes-0042") == ["KTH-DINKES-0042"]
    assert baca(opd="DISDIK", q="profil") == []
    for hal in ("0", "-1", "99", "x", "٣", "9" * 50):
        assert len(baca(hal=hal)) in (36, 100)
    lanjut = httpx.get(f"{t}/daftar", params={"opd": "DINKES", "q": "profil & <b>"}).text
    assert "<b>" not in lanjut


def test_near_excluded_information_is_named(panggung: Any) -> None:
    p = panggung.pintu("ppid")
    draf = panggung.muat(p.sidik)
    draf.temuan.append(
        Temuan("DIK-050", opd="DINKES", baris=7, entri=draf.entri[0]["id_baris"], parameter={"kata": "x"})
    )
    panggung.draf[p.sidik] = draf
    teks = httpx.get(panggung.tautan(p)).text
    assert "Dekat dengan informasi dikecualikan" in teks
    dekat = teks.split("Dekat dengan informasi dikecualikan")[1].split("</ul>")[0]
    for ada in ("Dinas Kesehatan", draf.entri[0]["kode"], "DIK-050", "akan terbit"):
        assert ada in dekat
    assert "Rekam medis" not in teks


def test_register_of_excluded_information(panggung: Any) -> None:
    satu = Dik(id_dik="DIK-KTH-2026-001", judul_umum="Data pasien", opd="DINKES", judul_khusus=("Rekam medis si A",))
    dua = satu.model_copy(
        update={"id_dik": "DIK-KTH-2026-002", "nomor_uji_konsekuensi": "1/UK/2026", "tanggal_uji": date(2026, 1, 5)}
    )
    panggung.pengaturan = panggung.pengaturan.model_copy(update={"dik": (dua, satu)})
    teks = httpx.get(panggung.tautan(panggung.pintu("atasan"))).text
    assert "belum punya uji konsekuensi" in teks
    assert teks.index("DIK-KTH-2026-001") < teks.index("DIK-KTH-2026-002")
    assert "Rekam medis" not in teks


def test_head_of_the_journal(panggung: Any) -> None:
    p = panggung.pintu("petugas")
    status = httpx.get(f"{panggung.tautan(p)}/status").text
    kepala = re.search(r"Kepala jejak: <span[^>]*>([0-9a-f]{64})<", status)
    assert kepala is not None
    with panggung.register.baca() as k:
        assert k.exec_driver_sql("SELECT hash FROM jejak ORDER BY urut DESC LIMIT 1").scalar() == kepala.group(1)
    kode = panggung.putuskan(p, "wulan", "ajukan").text
    with panggung.register.baca() as k:
        assert k.exec_driver_sql("SELECT hash FROM jejak ORDER BY urut DESC LIMIT 1").scalar() in kode


def _cara(panggung: Any, cara: str) -> Any:
    with panggung.register.tulis() as k:
        k.execute(insert(tabel_bukti.edisi_tetapan).values(edisi=panggung.edisi, cara_pengesahan=cara))
    return panggung.pintu("atasan")


def _dokumen(panggung: Any, p: Any, isi: bytes) -> None:
    tanda = {"nama": "Ibu Surya", "sebutan": "", "jabatan": "Sekda", "pangkat": "", "nip": "", "waktu": ""}
    rincian = {"penandatangan": tanda, "pencatat": {**tanda, "nama": "Ibu Wulan"}, "tanda_tangan": None, "cocok": ""}
    with panggung.register.tulis() as k:
        k.execute(
            insert(tabel_bukti.dokumen_sah).values(
                edisi=p.edisi, sidik=p.sidik, cara=p.cara, nomor="12/DIP/2026", tanggal="2026-11-02", tempat="Hijau",
                penandatangan="surya", sha_berkas=sha256(isi), nama_berkas="pindai <b>.pdf", pencatat="wulan",
                waktu=panggung.waktu.isoformat(), rincian=json_baku(rincian).decode(),
            )
        )  # fmt: skip


def test_ink_is_shown_before_it_is_confirmed(panggung: Any) -> None:
    p = _cara(panggung, "basah")
    t = panggung.tautan(p)
    assert "belum dicatat" in httpx.get(t).text
    formulir = httpx.get(f"{t}/putuskan").text
    assert "konfirmasi_pengesahan" in formulir
    assert 'value="sahkan"' not in formulir
    _dokumen(panggung, p, b"pindai")
    for alamat in (t, f"{t}/putuskan"):
        teks = httpx.get(alamat).text
        for ada in ("12/DIP/2026", "2 November 2026", "Hijau", "Ibu Surya", "Ibu Wulan", sha256(b"pindai")):
            assert ada in teks
        assert "<b>" not in teks
    sidik = re.search(r'name="sidik_dokumen" value="([0-9a-f]{64})"', httpx.get(f"{t}/putuskan").text)
    assert sidik is not None
    _dokumen(panggung, p, b"pindai lain")
    for lama in (sidik.group(1), ""):
        r = panggung.putuskan(p, "ratna", "konfirmasi_pengesahan", sidik_dokumen=lama)
        assert r.status_code == 422
        assert "<output>" not in r.text
        assert sha256(b"pindai lain") in r.text


def test_the_sheet_itself_is_opened_by_who_is_logged_in(panggung: Any, masuk: Any) -> None:
    p = _cara(panggung, "basah")
    isi = b"%PDF-1.7 pindai"
    _dokumen(panggung, p, isi)
    panggung.berkas[sha256(isi)] = isi
    alamat = f"{panggung.tautan(p)}/dokumen"
    tanpa = httpx.get(alamat)
    assert (tanpa.status_code, tanpa.headers["location"].split("?")[0]) == (303, "/masuk")
    dengan = masuk("ratna").get(alamat)
    assert (dengan.content, dengan.headers["content-type"]) == (isi, "application/pdf")
    assert "attachment" in dengan.headers["content-disposition"]


def test_a_file_that_is_no_sheet_is_not_handed_out(panggung: Any, masuk: Any) -> None:
    p = _cara(panggung, "basah")
    _dokumen(panggung, p, b"<script>1</script>")
    panggung.berkas[sha256(b"<script>1</script>")] = b"<script>1</script>"
    assert masuk("ratna").get(f"{panggung.tautan(p)}/dokumen").status_code == 404


def test_electronic_signature_says_what_must_happen(panggung: Any) -> None:
    p = _cara(panggung, "tanda_tangan_elektronik")
    t = panggung.tautan(p)
    for alamat in (t, f"{t}/putuskan"):
        teks = httpx.get(alamat).text
        assert "dip catat pengesahan" in teks
        assert "tanda tangan elektronik" in teks
    assert 'value="sahkan"' not in teks
    assert panggung.putuskan(p, "surya", "sahkan").status_code == 422
