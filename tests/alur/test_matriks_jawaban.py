"""Answers forged, planted and flipped through Prefect's API, before and after the worker reads them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dip.putusan import NAMA_KEPUTUSAN


@pytest.fixture
def di_ppid(kabupaten, jalan, tabel, request) -> Any:
    """An edition that waits for PPID."""
    for o in kabupaten.opd[1:]:  # one office is enough to be attacked
        (kabupaten.akar / "pengaturan" / "opd" / f"{o.lower()}.yml").unlink()
    kabupaten.kirim("DINA", tabel("Rencana Kerja"))
    j = jalan().kerjakan()
    pejabat.putuskan(j, "tuti", "ajukan")
    return j


def menunggu() -> list[tuple[str, int]]:
    from dip.putusan import pintu_menunggu
    from tasks.meja import meja_kerja

    with meja_kerja().register.baca() as k:
        return [(p.peran, p.ronde) for p in pintu_menunggu(k, "UJI")]


def hasil_formulir() -> list[str]:
    """How the answers of the newest gate were judged."""
    from dip.formulir import formulir_pintu
    from dip.putusan import pintu_menunggu
    from tasks.meja import meja_kerja

    with meja_kerja().register.baca() as k:
        return [f.hasil for f in formulir_pintu(k, pintu_menunggu(k, "UJI")[-1].id)]


def kunci(j: Any, akhiran: str = "response") -> str:
    """Key of the newest form's answer in Prefect's database."""
    skema = sorted((i for i in j.isian() if i["key"].endswith("schema")), key=lambda i: i["created"])
    return str(skema[-1]["key"]).replace("schema", akhiran)


def tanam(j: Any, di: str, keputusan: str, kode: str) -> None:
    """Write an answer as Prefect would keep it, over whatever is there."""
    isi = {"keputusan": NAMA_KEPUTUSAN[keputusan], "kode_persetujuan": kode, "catatan": ""}
    j.minta("DELETE", f"/flow_runs/{j.id}/input/{di}")
    j.minta("POST", f"/flow_runs/{j.id}/input", {"key": di, "value": json.dumps(isi)})


def bangunkan(j: Any) -> None:
    j.paksa("SCHEDULED", "Resuming")
    j.kerjakan()


def test_jawaban_dibalik_sebelum_dibaca_pekerja(di_ppid, pejabat, kabupaten) -> None:
    """PPID returned the draft; somebody turns his answer into an approval before the worker reads it."""
    j = di_ppid
    kode = pejabat.kode("pandu", "kembalikan", "Ringkasan Dinas A belum jelas.")
    pejabat.jawab(j, "kembalikan", kode, kerjakan=False)
    tanam(j, kunci(j), "setujui", kode)
    j.kerjakan()
    assert menunggu() == [("ppid", 1)]
    assert hasil_formulir()[0] == "keputusan_lain"
    # his own answer is still worth what it said
    pejabat.jawab(j, "kembalikan", kode)
    assert menunggu() == [("petugas", 2)]


def test_jawaban_dihapus_sebelum_dibaca_pekerja(di_ppid, pejabat) -> None:
    j = di_ppid
    kode = pejabat.kode("pandu", "setujui")
    pejabat.jawab(j, "setujui", kode, kerjakan=False)
    j.minta("DELETE", f"/flow_runs/{j.id}/input/{kunci(j)}")
    j.kerjakan()
    assert menunggu() == [("ppid", 1)]
    pejabat.jawab(j, "setujui", kode)
    assert menunggu() == [("atasan", 1)]


def test_jawaban_dibalik_sesudah_dibaca_pekerja(di_ppid, pejabat, kabupaten) -> None:
    """The decision stands in the register; what is written under the old key afterwards is nobody's answer."""
    j = di_ppid
    di, kode = kunci(j), pejabat.kode("pandu", "setujui")
    pejabat.jawab(j, "setujui", kode)
    tanam(j, di, "kembalikan", kode)
    bangunkan(j)
    assert menunggu() == [("atasan", 1)]
    assert di not in {i["key"] for i in j.isian()}  # and it is cleaned away
    pejabat.putuskan(j, "sari", "sahkan")
    assert j.nama == "Terbit"


def test_jawaban_ditanam_sebelum_formulirnya_ada(di_ppid, pejabat, kabupaten) -> None:
    """The keys can be guessed: an answer waits under the key of the Atasan's form before it is shown."""
    j = di_ppid
    bekas = pejabat.kode("pandu", "setujui")
    ke = kunci(j).replace("ppid-1", "atasan-1")
    nomor = int(ke.split("-p")[1].split("-")[0])
    ke = ke.replace(f"-p{nomor}-", f"-p{nomor + 1}-")
    tanam(j, ke, "sahkan", bekas)
    pejabat.jawab(j, "setujui", bekas)
    bangunkan(j)
    assert menunggu() == [("atasan", 1)]
    assert not (kabupaten.data / "situs" / "kini").exists()
    pejabat.putuskan(j, "sari", "sahkan")
    assert j.nama == "Terbit"


@pytest.mark.parametrize("isi", ["null", "[]", '"x"', "{}", "\x00", '{"keputusan":{"a":1},"kode_persetujuan":[1]}'])
def test_jawaban_yang_bukan_jawaban(di_ppid, isi: str) -> None:
    j = di_ppid
    j.minta("POST", f"/flow_runs/{j.id}/input", {"key": kunci(j), "value": isi})
    bangunkan(j)
    assert j.nama == "Suspended"
    assert menunggu() == [("ppid", 1)]
