"""Archives of before codes stood for lines, before states, sheets, letters and documents were archived."""

from __future__ import annotations

import shutil

from keluaran.verifikasi import verifikasi

BARU = {"keadaan", "koreksi_dijawab", "lembar_koreksi_dibuat", "pernyataan_dicatat", "surat_dibuat"}
TAMBAHAN = ("02-pernyataan", "04-koreksi", "08-surat")


def _seperti_dulu(baris):
    """The journal as it was written then."""
    baris[:] = [x for x in baris if x["peristiwa"] not in BARU]
    for x in baris:
        for nama in ("masukan", "keluaran"):
            x.pop(nama, None)
        for nama in ("sidik_isi", "cara_pengesahan", "catatan_tanpa_bukti"):
            x["data"].pop(nama, None)


def _tanpa_tambahan(p):
    for nama in TAMBAHAN:
        shutil.rmtree(p.akar / "tertutup" / nama)
    (p.akar / "tertutup/98-keadaan.jsonl").unlink()


def test_old_archive_holds(pemalsu, acuan):
    p = pemalsu("kode")
    _tanpa_tambahan(p)
    p.konsisten(_seperti_dulu)
    v = verifikasi(p.akar)
    assert {h.kunci: h.rincian for h in v.hasil if h.status == "gagal"} == {}
    assert {h.kunci for h in v.hasil if h.status == "tidak_diperiksa"} == {
        "keadaan", "dokumen", "surat", "pernyataan", "pencatatan",
    }  # fmt: skip
    assert v.sah
    assert all(acuan(p.akar).values())


def test_new_parts_taken_out_are_missed(pemalsu):
    """The journal says that there were states, a sheet, letters and words of offices."""
    p = pemalsu("kode")
    _tanpa_tambahan(p)
    p.manifes()
    assert {h.kunci for h in verifikasi(p.akar).hasil if h.status == "gagal"} == {
        "keadaan", "koreksi", "surat", "pernyataan",
    }  # fmt: skip


def test_submitted_by_the_system(pemalsu, acuan):
    """Ronde 1 may be submitted by a setting; this one was ratified in ronde 2, where nobody skips the petugas."""

    def otomatis(baris):
        x = next(x for x in baris if x["peristiwa"] == "putusan" and x["data"]["ronde"] == 2)
        data = {n: x["data"][n] for n in ("edisi", "ronde", "sidik")}
        x.update(peristiwa="diajukan_otomatis", pelaku="sistem", peran="", data=data)

    p = pemalsu("kode")
    p.jsonl("tertutup/05-pengesahan/putusan.jsonl", lambda b: b.pop(2))
    p.konsisten(otomatis)
    gagal = {h.kunci for h in verifikasi(p.akar).hasil if h.status == "gagal"}
    assert gagal == {"urutan", "pengesahan"}
    assert not acuan(p.akar)["urutan"]
