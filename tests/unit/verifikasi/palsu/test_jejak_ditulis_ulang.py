"""A forger who writes the whole archive anew, so that every digest fits: what the contents still give away, and what
only a head printed elsewhere does."""

from __future__ import annotations

import pytest

from dip.sidik import json_baku, sha256
from keluaran.verifikasi import verifikasi

DOK = "tertutup/05-pengesahan/dokumen.jsonl"
SCAN = "tertutup/05-pengesahan/berkas"


def _cari(baris, peristiwa, n=-1):
    return [x for x in baris if x["peristiwa"] == peristiwa][n]


def _buang(peristiwa, n=-1):
    return lambda b: b.remove(_cari(b, peristiwa, n))


def _isi(peristiwa, n=-1, **data):
    return lambda b: _cari(b, peristiwa, n)["data"].update(data)


def _cabut(b):
    x = _cari(b, "kode_diterbitkan")
    data = {"pintu": x["data"]["pintu"], "nomor": [x["data"]["nomor"]]}
    b.insert(b.index(x) + 1, {**x, "peristiwa": "kode_dicabut", "data": data})


def _ganti_kode(b):
    x = _cari(b, "kode_diterbitkan")
    b.insert(b.index(x) + 1, {**x, "data": {**x["data"], "nomor": 2}})


def _tukar(b):
    """The approval after the ratification."""
    i, j = (b.index(_cari(b, "putusan", n)) for n in (-2, -1))
    b[i], b[j] = b[j], b[i]


def _draf_sesudah(b):
    x = _cari(b, "revisi_dibekukan")
    b.append({**x, "data": {**x["data"], "ronde": 3, "sidik": "0" * 64}})


def _kembali_sesudah(b):
    x = _cari(b, "putusan", -1)
    b.append({**x, "data": {**x["data"], "pintu": 99, "keputusan": "batalkan"}})


def _dua_hari(b):
    _cari(b, "kode_diterbitkan")["waktu"] = "2026-10-31T09:00:00+07:00"


def _lembaga(b):
    b[0]["lembaga"] = "LAIN"


def _lompat(b):
    """PPID's approval without its state."""
    b.remove(next(x for x in b if x["peristiwa"] == "keadaan" and x["data"]["ke"] == "DISETUJUI_PPID"))


KONSISTEN = {
    "code never issued": (_buang("kode_diterbitkan"), {"putusan"}),
    "code for something else": (_isi("kode_diterbitkan", keputusan="kembalikan"), {"putusan"}),
    "code for other lines": (_isi("kode_diterbitkan", sidik_isi="0" * 64), {"putusan"}),
    "code withdrawn": (_cabut, {"putusan"}),
    "code replaced": (_ganti_kode, {"putusan"}),
    "code too old": (_dua_hari, {"putusan"}),
    "decision not journaled": (_buang("putusan", 0), {"putusan", "urutan", "peran"}),
    "gate never opened": (_buang("pintu_dibuka"), {"putusan"}),
    "approved after ratified": (_tukar, {"putusan", "urutan"}),
    "not submitted": (_isi("putusan", 2, keputusan="susun_ulang"), {"putusan", "urutan", "keadaan"}),
    "draft afterwards": (_draf_sesudah, {"draf", "urutan"}),
    "cancelled afterwards": (_kembali_sesudah, {"putusan", "urutan"}),
    "draft never frozen": (_buang("revisi_dibekukan", 0), {"draf", "urutan"}),
    "another institution": (_lembaga, {"rantai"}),
    "state skipped": (_lompat, {"keadaan"}),
    "return without sheet": (_buang("lembar_koreksi_dibuat"), {"koreksi"}),
    "line not answered": (_buang("koreksi_dijawab"), {"koreksi"}),
    "other lines on the sheet": (_isi("lembar_koreksi_dibuat", sidik="0" * 64), {"koreksi"}),
    "letter never made": (_isi("surat_dibuat", nama="lain"), {"surat"}),
    "way of ratifying": (_isi("edisi_dibuka", cara_pengesahan="basah"), {"peran", "dokumen", "pengesahan"}),
}


@pytest.mark.parametrize("nama", KONSISTEN)
def test_content_gives_it_away(pemalsu, acuan, nama):
    ubah, harap = KONSISTEN[nama]
    p = pemalsu("kode")
    p.konsisten(ubah)
    gagal = {h.kunci for h in verifikasi(p.akar).hasil if h.status == "gagal"}
    assert gagal == harap
    kunci = acuan(p.akar)
    assert {k for k, benar in kunci.items() if not benar} == gagal & set(kunci)


def test_only_a_head_from_elsewhere_shows_a_consistent_forgery(pemalsu, acuan):
    p = pemalsu("kode")
    asli = verifikasi(p.akar)
    lama = p.kepala()
    assert {h.kunci for h in verifikasi(p.akar, lama).hasil if h.status == "gagal"} == set()
    p.konsisten(lambda b: _cari(b, "edisi_dibuka")["data"].update(run="lain"))
    palsu = verifikasi(p.akar)
    assert asli.sah
    assert palsu.sah
    assert all(acuan(p.akar).values())
    assert {h.kunci for h in verifikasi(p.akar, lama).hasil if h.status == "gagal"} == {"kepala"}
    assert not acuan(p.akar, lama)["kepala"]


def test_a_head_printed_before_the_ratification_stands_in_the_chain(pemalsu, acuan):
    p = pemalsu("kode")
    tercetak = p.kepala(-6)
    assert verifikasi(p.akar, tercetak).sah
    assert acuan(p.akar, tercetak)["kepala"]
    # it guards what came before it, not what came after
    p.konsisten(lambda b: b[-1].update(waktu="2026-11-02T23:00:00+07:00"))
    gagal = {h.kunci for h in verifikasi(p.akar, tercetak).hasil if h.status == "gagal"}
    assert "kepala" not in gagal


def _scan(p, isi):
    berkas = next((p.akar / SCAN).iterdir())
    p.tulis(f"{SCAN}/{berkas.name}", isi)


def _dokumen(**isi):
    return lambda p: p.jsonl(DOK, lambda b: b[0].update(isi))


def _orang(siapa, **isi):
    return lambda p: p.jsonl(DOK, lambda b: b[0]["rincian"][siapa].update(isi))


def _dokumen_baru(p):
    """Another scan, recorded, journaled and named in the ratification; only the confirmation was for the old one."""
    _scan(p, b"lain")
    p.jsonl(DOK, lambda b: b[0].update(sha_berkas=sha256(b"lain")))
    p.konsisten(_isi("dokumen_dicatat", sha_berkas=sha256(b"lain")), bukti=sha256(b"lain"))


def _tidak_sah(p):
    """A signature that was not good, consistently."""
    p.jsonl(DOK, lambda b: b[0]["rincian"]["tanda_tangan"]["tanda_tangan"][0].update(dipercaya=False))
    _catat_rincian(p)


def _sidik_lain(p):
    p.jsonl(DOK, lambda b: b[0]["rincian"]["tanda_tangan"].update(sidik=["0" * 64]))
    _catat_rincian(p)


def _catat_rincian(p):
    rincian = p.baris(DOK)[0]["rincian"]
    p.konsisten(_isi("dokumen_dicatat", sidik_rincian=sha256(json_baku(rincian))))


DOKUMEN = {
    "basah: scan": ("basah", lambda p: _scan(p, b"lain"), {"dokumen"}),
    "basah: number": ("basah", _dokumen(nomor="9"), {"dokumen", "pengesahan"}),
    "basah: signer": ("basah", _orang("penandatangan", nama="Lain"), {"dokumen", "peran", "pengesahan"}),
    "basah: recorder signed": (
        "basah", _orang("pencatat", nip="198001012005011004"), {"dokumen", "peran", "empat_mata"},
    ),
    "basah: recorder confirmed": (
        "basah", _orang("pencatat", nip="198001012005011003"), {"dokumen", "peran", "empat_mata"},
    ),
    "basah: gone": ("basah", lambda p: p.hapus(DOK), {"dokumen", "pengesahan"}),
    "basah: another scan, consistently": ("basah", _dokumen_baru, {"dokumen"}),
    "TTE: another scan, consistently": ("tanda_tangan_elektronik", _dokumen_baru, {"dokumen", "putusan"}),
    "TTE: not good": ("tanda_tangan_elektronik", _tidak_sah, {"dokumen"}),
    "TTE: another draft": ("tanda_tangan_elektronik", _sidik_lain, {"dokumen"}),
    "TTE: never recorded": (
        "tanda_tangan_elektronik", lambda p: p.konsisten(_buang("dokumen_dicatat")), {"dokumen", "putusan"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("nama", DOKUMEN)
def test_documents(pemalsu, nama):
    cara, ubah, harap = DOKUMEN[nama]
    p = pemalsu(cara)
    ubah(p)
    assert {h.kunci for h in verifikasi(p.akar).hasil if h.status == "gagal"} == harap


@pytest.mark.parametrize("cara", ["kode", "basah", "tanda_tangan_elektronik"])
def test_reference_agrees_on_whole_archives(semua_arsip, acuan, cara):
    assert all(acuan(semua_arsip(cara)).values())
