"""One thing tampered with at a time, and what the verifier says; the reference of the page says the same."""

from __future__ import annotations

import shutil

import pytest

from dip.sidik import sha256
from keluaran.verifikasi import verifikasi

P, J, L = "tertutup/05-pengesahan/", "tertutup/99-log-peristiwa.jsonl", "tertutup/04-koreksi/lembar-01.json"
PUBLIK, CSV = "terbuka/06-edisi/dip-manifest.json", "terbuka/06-edisi/data/dip.csv"
DRAF = "terbuka/03-draf/v02/revisi.json"
PENGATURAN, KEADAAN = "tertutup/09-pengaturan/pengaturan.json", "tertutup/98-keadaan.jsonl"
W = "tertutup/02-pernyataan/pernyataan.jsonl"
KIRIMAN, S = "tertutup/01-kiriman/DINKES", "08-pencatatan/terbitan-2/"


def _isi(baris, peristiwa, n=0):
    """The n-th journal entry of a kind."""
    return [x for x in baris if x["peristiwa"] == peristiwa][n]


def _pejabat(p, kode, **isi):
    p.json(PENGATURAN, lambda d: next(o for o in d["pejabat"] if o["kode"] == kode).update(isi))


def _putusan(p, n, **isi):
    p.jsonl(f"{P}putusan.jsonl", lambda b: b[n].update(isi))


def _sah(p, **isi):
    p.json(f"{P}pengesahan.json", lambda d: d.update(isi))


def _mentah(p, jalan, ubah):
    """Change the bytes of a file, its manifest too."""
    p.tulis(jalan, ubah(p.baca(jalan)))


def _tautan(p):
    (p.akar / "asli").write_bytes(p.baca(CSV))
    (p.akar / CSV).unlink()
    (p.akar / CSV).symlink_to(p.akar / "asli")


def _umumkan(p):
    """A public file changed, its digest in the public manifest too."""
    p.tulis(CSV, b"palsu")
    p.json(PUBLIK, lambda d: d["berkas"]["data/dip.csv"].update(sha256=sha256(b"palsu"), ukuran=5))


def _kiriman(p, bertanda):
    """A raw file replaced, with or without its receipt."""
    nama = next(n.name for n in (p.akar / KIRIMAN).iterdir() if n.suffix == ".csv")
    p.tulis(f"{KIRIMAN}/{nama}", b"lain")
    if bertanda:
        p.jsonl(f"{KIRIMAN}/tanda-terima.jsonl", lambda b: b[0].update(sha_berkas=sha256(b"lain")))


def _pengantar(p):
    """The one covering letter."""
    (satu,) = (p.akar / "tertutup/02-pernyataan/berkas").iterdir()
    return satu.relative_to(p.akar).as_posix()


def _draf_satu(p):
    p.hapus("terbuka/03-draf/v01/revisi.json")
    shutil.rmtree(p.akar / "tertutup/03-draf/v01")
    p.manifes()


TANPA_MANIFES = {
    "public file": (lambda p: p.tulis(CSV, b"palsu", False), {"manifes", "berkas_publik", "bentuk"}),
    "file gone": (lambda p: (p.akar / "tertutup/03-draf/v01/entri.jsonl").unlink(), {"manifes", "sidik"}),
    "file added": (lambda p: p.tulis("terbuka/06-edisi/x.html", b"", False), {"manifes", "berkas_publik"}),
    "link for a file": (_tautan, {"manifes", "berkas_publik", "bentuk"}),
    "foreign folder": (lambda p: (p.akar / "lain").mkdir(), {"manifes"}),
    "note": (lambda p: p.tulis("BACA-SAYA.txt", b"x", False), {"manifes"}),
    "no manifest": (lambda p: (p.akar / "tertutup/manifest.sha256").unlink(), {"manifes"}),
    "path outside": (lambda p: p.tulis("terbuka/manifest.sha256", b"0" * 64 + b"  ../x\n", False), {"manifes"}),
    "evidence": (lambda p: p.tulis("07-publikasi/situs/hasil.jsonl", b"[]", False), {"manifes"}),
}
DENGAN_MANIFES = {
    "public file": (lambda p: p.tulis(CSV, b"palsu"), {"berkas_publik", "bentuk"}),
    "public file, announced": (_umumkan, {"bentuk"}),
    "draft no longer ratified": (lambda p: p.json(PUBLIK, lambda d: d.update(status="draf")), {"berkas_publik"}),
    "revisi.json": (
        lambda p: _mentah(p, DRAF, lambda b: b.replace(b'"ronde":2', b'"ronde":2 ')),
        {"sidik", "draf", "urutan", "pengesahan", "bentuk"},
    ),
    "blob": (lambda p: p.tulis("tertutup/03-draf/v02/entri.jsonl", b""), {"sidik", "bentuk"}),
    "draft removed": (_draf_satu, {"draf"}),
    "reason": (lambda p: _putusan(p, 1, alasan="Lain sekali."), {"putusan"}),
    "person": (lambda p: _putusan(p, 3, pejabat="surya"), {"putusan", "peran", "empat_mata"}),
    "time": (lambda p: _putusan(p, 0, waktu="2026-11-02T08:00:00+07:00"), {"putusan", "peran"}),
    "sidik": (lambda p: _putusan(p, 4, sidik="0" * 64), {"putusan", "pengesahan"}),
    "gate": (lambda p: _putusan(p, 3, peran="atasan"), {"putusan", "peran"}),
    "decision": (lambda p: _putusan(p, 1, keputusan="setujui"), {"putusan"}),
    "without code": (lambda p: _putusan(p, 4, kode=None), {"putusan"}),
    "decision removed": (
        lambda p: p.jsonl(f"{P}putusan.jsonl", lambda b: b.pop(3)), {"putusan", "pengesahan"},
    ),
    "decision added": (
        lambda p: p.jsonl(f"{P}putusan.jsonl", lambda b: b.append({**b[0], "pintu": 99})), {"putusan", "peran"},
    ),
    "submitter is the ratifier": (
        lambda p: p.jsonl(f"{P}putusan.jsonl", lambda b: b[2]["tanda"].update(nip=b[4]["tanda"]["nip"])),
        {"peran", "empat_mata", "pengesahan"},
    ),
    "line not canonical": (
        lambda p: _mentah(p, f"{P}putusan.jsonl", lambda b: b.replace(b'","', b'", "', 1)),
        {"putusan", "peran", "empat_mata", "pengesahan", "koreksi"},
    ),
    "no role that day": (lambda p: _pejabat(p, "surya", sampai="2026-11-01"), {"peran"}),
    "role began later": (lambda p: _pejabat(p, "rina", mulai="2026-11-03"), {"peran"}),
    "another name": (lambda p: _pejabat(p, "ratna", nama="Orang Lain"), {"peran"}),
    "another NIP": (lambda p: _pejabat(p, "ratna", nip=""), {"peran"}),
    "role gone": (lambda p: _pejabat(p, "ratna", peran="tim_pertimbangan"), {"peran"}),
    "ratifier's name": (
        lambda p: p.json(f"{P}pengesahan.json", lambda d: d["atasan"].update(nama="X")),
        {"pengesahan", "bentuk", "pencatatan"},
    ),
    "number invented": (lambda p: _sah(p, nomor="1/2026"), {"pengesahan", "bentuk"}),
    "way of ratifying": (lambda p: _sah(p, mode="basah"), {"pengesahan", "bentuk", "pencatatan"}),
    "head": (lambda p: _sah(p, kepala_jejak="0" * 64), {"rantai", "kepala", "bentuk", "pencatatan"}),
    "journal entry": (
        lambda p: _mentah(p, J, lambda b: b.replace(b'"pelaku":"surya"', b'"pelaku":"ratna"')),
        {"rantai", "putusan", "keadaan"},
    ),
    "journal tail cut": (
        lambda p: p.jsonl(J, lambda b: b.pop()), {"rantai", "keadaan", "pencatatan"},
    ),
    "journal entry removed": (
        lambda p: p.jsonl(J, lambda b: b.remove(next(x for x in b if x["isi"]["peristiwa"] == "revisi_dibekukan"))),
        {"rantai", "draf", "urutan"},
    ),
    "journal without line end": (
        lambda p: _mentah(p, J, lambda b: b[:-1]),
        {
            "rantai", "draf", "putusan", "urutan", "keadaan", "peran", "koreksi", "dokumen", "surat", "pengesahan",
            "pernyataan", "pencatatan",
        },
    ),
    "journal rehashed": (
        lambda p: p.jejak(lambda b: _isi(b, "edisi_dibuka")["data"].update(run="x")), {"rantai", "pencatatan"},
    ),
    "state removed": (lambda p: p.jsonl(KEADAAN, lambda b: b.pop(3)), {"keadaan"}),
    "state changed": (lambda p: p.jsonl(KEADAAN, lambda b: b[-1].update(ke="DITERBITKAN")), {"keadaan"}),
    "line of a return": (lambda p: p.json(L, lambda d: d["baris"][0]["isi"].update(seharusnya="x")), {"koreksi"}),
    "answer to a return": (lambda p: p.json(L, lambda d: d["baris"][0]["jawab"].update(tindak="ditolak")), {"koreksi"}),
    "letter": (lambda p: p.tulis("tertutup/08-surat/lembar-pengesahan-v02.pdf", b"x"), {"surat"}),
    "raw file": (lambda p: _kiriman(p, False), {"kiriman"}),
    "raw file with receipt": (lambda p: _kiriman(p, True), {"kiriman"}),
    "word of an office": (lambda p: p.jsonl(W, lambda b: b[0].update(catatan="Bapak Lain")), {"pernyataan"}),
    "word of an office removed": (lambda p: p.jsonl(W, lambda b: b.pop(0)), {"pernyataan"}),
    "word of an office added": (lambda p: p.jsonl(W, lambda b: b.append({**b[0], "id": 99})), {"pernyataan"}),
    "covering letter": (lambda p: p.tulis(_pengantar(p), b"%PDF-1.7 lain"), {"pernyataan"}),
    "covering letter gone": (lambda p: p.hapus(_pengantar(p)), {"pernyataan"}),
    "letter of nobody": (lambda p: p.tulis("tertutup/02-pernyataan/berkas/x.pdf", b"%PDF-x"), {"pernyataan"}),
    "later: number": (lambda p: p.json(f"{S}pengesahan.json", lambda d: d.update(nomor="9")), {"pencatatan"}),
    "later: ratifier": (lambda p: p.json(f"{S}pengesahan.json", lambda d: d["atasan"].update(nip="")), {"pencatatan"}),
    "later: scan": (lambda p: p.tulis(f"{S}lembar.pdf", b"lain"), {"pencatatan"}),
    "later: journal": (lambda p: p.jsonl(f"{S}jejak.jsonl", lambda b: b.pop(0)), {"pencatatan"}),
    "later: journal gone": (lambda p: p.hapus(f"{S}jejak.jsonl"), {"pencatatan"}),
}  # fmt: skip

SEMUA = {**{f"{n}, manifest kept": u for n, u in TANPA_MANIFES.items()}, **DENGAN_MANIFES}


@pytest.mark.parametrize("nama", SEMUA)
def test_change_is_found(pemalsu, acuan, nama):
    ubah, harap = SEMUA[nama]
    p = pemalsu("kode")
    ubah(p)
    v = verifikasi(p.akar)
    gagal = {h.kunci for h in v.hasil if h.status == "gagal"}
    assert gagal == harap
    assert not v.sah
    kunci = acuan(p.akar)
    assert {k for k, benar in kunci.items() if not benar} == gagal & set(kunci)


def test_an_official_who_left_and_is_no_longer_listed_was_one(pemalsu, acuan):
    p = pemalsu("kode")
    p.json(PENGATURAN, lambda d: d.update(pejabat=[o for o in d["pejabat"] if o["kode"] != "ratna"]))
    assert verifikasi(p.akar).sah
    assert all(acuan(p.akar).values())
