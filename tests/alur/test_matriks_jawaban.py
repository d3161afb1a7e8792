"""Answers forged, planted and flipped through Prefect's API, before and after the worker reads them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dip.putusan import NAMA_KEPUTUSAN


@pytest.fixture
def satu_opd(kabupaten, tabel) -> None:
    """One office is enough to be attacked."""
    for o in kabupaten.opd[1:]:
        (kabupaten.akar / "pengaturan" / "opd" / f"{o.lower()}.yml").unlink()
    kabupaten.kirim("DINA", tabel("Rencana Kerja"))


@pytest.fixture
def di_ppid(satu_opd, jalan, pejabat) -> Any:
    """An edition that waits for PPID."""
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


BUKAN_JAWABAN = ("null", "[]", '"x"', "{}", "\x00", '{"keputusan":{"a":1},"kode_persetujuan":[1]}')


def test_jawaban_palsu_dibalik_dan_dihapus_sebelum_dibaca_pekerja(di_ppid, pejabat, kabupaten) -> None:
    """PPID returned the draft; somebody turns his answer into an approval, or throws it away, or writes nonsense."""
    j = di_ppid
    for isi in BUKAN_JAWABAN:
        j.minta("POST", f"/flow_runs/{j.id}/input", {"key": kunci(j), "value": isi})
        bangunkan(j)
        assert (j.nama, menunggu()) == ("Suspended", [("ppid", 1)]), isi
    kode = pejabat.kode("pandu", "kembalikan", "Ringkasan Dinas A belum jelas.")
    pejabat.jawab(j, "kembalikan", kode, kerjakan=False)
    tanam(j, kunci(j), "setujui", kode)
    j.kerjakan()
    assert (menunggu(), hasil_formulir()[-2]) == ([("ppid", 1)], "keputusan_lain")
    pejabat.jawab(j, "kembalikan", kode, kerjakan=False)
    j.minta("DELETE", f"/flow_runs/{j.id}/input/{kunci(j)}")
    j.kerjakan()
    assert menunggu() == [("ppid", 1)]
    # his own answer is still worth what it said
    pejabat.jawab(j, "kembalikan", kode)
    assert menunggu() == [("petugas", 2)]


def test_jawaban_ditanam_lebih_dulu_dan_dibalik_sesudah_dibaca_pekerja(di_ppid, pejabat, kabupaten) -> None:
    """Keys can be guessed: an answer waits under that of the Atasan's form before it is shown. And after the decision
    stands in the register, what is written under the old key is nobody's answer."""
    j = di_ppid
    lama, kode = kunci(j), pejabat.kode("pandu", "setujui")
    nomor = int(lama.split("-p")[-1].split("-")[0])
    ke = lama.replace(f"ppid-1-p{nomor}-", f"atasan-1-p{nomor + 1}-")
    assert ke != lama
    tanam(j, ke, "sahkan", kode)
    pejabat.jawab(j, "setujui", kode)
    bangunkan(j)
    assert menunggu() == [("atasan", 1)]
    tanam(j, lama, "kembalikan", kode)
    bangunkan(j)
    assert menunggu() == [("atasan", 1)]
    assert {lama, ke}.isdisjoint(i["key"] for i in j.isian())  # and it is cleaned away
    assert not (kabupaten.data / "situs" / "kini").exists()
    pejabat.putuskan(j, "sari", "sahkan")
    assert j.nama == "Terbit"
