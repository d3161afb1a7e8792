"""Retries, parameters, rows and blobs changed behind our back, in a whole edition on a real Prefect server."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def satu_opd(kabupaten, tabel) -> None:
    """One office is enough to be attacked."""
    for o in kabupaten.opd[1:]:
        (kabupaten.akar / "pengaturan" / "opd" / f"{o.lower()}.yml").unlink()
    kabupaten.kirim("DINA", tabel("Rencana Kerja"))


@pytest.fixture
def di_atasan(satu_opd, jalan, pejabat) -> Any:
    """An edition that waits for the Atasan."""
    j = jalan().kerjakan()
    pejabat.putuskan(j, "tuti", "ajukan")
    pejabat.putuskan(j, "pandu", "setujui")
    return j


def menunggu() -> list[tuple[str, int]]:
    from dip.putusan import pintu_menunggu
    from tasks.meja import meja_kerja

    with meja_kerja().register.baca() as k:
        return [(p.peran, p.ronde) for p in pintu_menunggu(k, "UJI")]


def di_basis_data(kabupaten: Any, *perintah: str) -> None:
    """What somebody with a shell on the machine does to the register: walls down, statements through."""
    with sqlite3.connect(kabupaten.data / "register.db", timeout=30) as k:
        for (nama,) in k.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            k.execute(f"DROP TRIGGER {nama}")
        for p in perintah:
            k.execute(p)
    k.close()


def rilis(kabupaten: Any) -> list[str]:
    folder = kabupaten.data / "situs" / "rilis"
    return sorted(p.name for p in folder.iterdir()) if folder.is_dir() else []


def test_ulangi_jalan_yang_gagal_kedaluwarsa_dan_disetujui(di_atasan, pejabat, kabupaten) -> None:
    """Both kinds of retry, of a run that failed, whose hold expired, or that was approved: nobody is asked twice,
    nothing is let through, and the gate can still be answered."""
    j = di_atasan
    kode = pejabat.kode("sari", "sahkan")
    for sebab, force in (
        ("Flow run failed", False), ("The flow was paused and never resumed.", False),
        ("The flow was paused and never resumed.", True),
    ):  # fmt: skip
        keadaan = {"type": "FAILED", "message": sebab}
        j.minta("POST", f"/flow_runs/{j.id}/set_state", {"force": True, "state": keadaan})
        j.paksa("SCHEDULED", "AwaitingRetry", force)
        j.kerjakan()
        assert (j.nama, menunggu(), rilis(kabupaten)) == ("Suspended", [("atasan", 1)], [])
    assert pejabat.jawab(j, "sahkan", kode) == ""
    assert j.nama == "Terbit"


def test_parameter_yang_diubah_tidak_mengubah_edisi(di_atasan, jalan, pejabat, kabupaten) -> None:
    """The periode of the held run and of its deployment, changed through the API."""
    from dip.edisi import edisi_terbuka

    j = di_atasan
    for isi in ({"periode": "2026-12"}, {"periode": "1999-13"}, {"periode": None, "setujui": True}, {}):
        j.minta("PATCH", f"/flow_runs/{j.id}", {"parameters": isi})
        nomor = j.minta("GET", f"/flow_runs/{j.id}")["deployment_id"]
        j.minta("PATCH", f"/deployments/{nomor}", {"parameters": isi, "enforce_parameter_schema": False})
    j.minta("PATCH", f"/flow_runs/{j.id}", {"parameters": {"periode": "2026-12"}})
    j.paksa("SCHEDULED", "Resuming")
    j.kerjakan()
    with pejabat.meja.register.baca() as k:
        assert edisi_terbuka(k, "UJI").periode == "2026-11"
    assert (j.nama, menunggu()) == ("Suspended", [("atasan", 1)])
    pejabat.putuskan(j, "sari", "sahkan")
    assert j.nama == "Terbit"
    assert [p.name for p in (kabupaten.data / "arsip" / "2026").iterdir()] == ["DIP-UJI-2026-11"]


SAHKAN = (
    "INSERT INTO putusan (pintu, pejabat, keputusan, alasan, sidik, waktu, kode, tanda, catatan) "
    "SELECT (SELECT max(id) FROM pintu), 'sari', 'sahkan', '', sidik, waktu, NULL, "
    "replace(replace(tanda, 'Pandu Kepala', 'Sari Sekretaris'), 'Kepala Dinas', 'Sekretaris Daerah'), '' "
    "FROM putusan WHERE keputusan = 'setujui'"
)
DISAHKAN = (
    "INSERT INTO keadaan (edisi, urut, dari, ke, ronde, waktu, pelaku, peran, bukti) "
    "SELECT edisi, max(urut) + 1, ke, 'DISAHKAN', ronde, waktu, 'sari', 'atasan', bukti FROM keadaan"
)


def test_putusan_yang_disisipkan_ke_register_tidak_terbit(di_atasan, pejabat, kabupaten) -> None:
    """The row that is missing, and the state it leads to, written by hand; then the run is woken."""
    j = di_atasan
    di_basis_data(kabupaten, SAHKAN, DISAHKAN)
    j.paksa("SCHEDULED", "Resuming")
    j.kerjakan()
    assert j.keadaan["type"] == "FAILED"
    assert "tidak terbukti" in j.keadaan["message"]
    assert rilis(kabupaten) == []
    assert not list((kabupaten.data / "arsip").glob("*/*"))


def test_isi_draf_yang_diganti_sesudah_disetujui_tidak_terbit(di_atasan, pejabat, kabupaten) -> None:
    """The blob of the approved rows replaced, then the Atasan ratifies."""
    from dip.beku import revisi_terakhir
    from dip.edisi import edisi_terbuka

    j = di_atasan
    kode = pejabat.kode("sari", "sahkan")
    meja = pejabat.meja
    with meja.register.baca() as k:
        sidik = revisi_terakhir(k, edisi_terbuka(k, "UJI").id).sidik
    import orjson

    sha = orjson.loads(meja.gudang.baca(sidik))["blob"]["entri"]
    blob = Path(meja.gudang._tempat(sha))
    blob.chmod(0o600)
    blob.write_bytes(blob.read_bytes().replace(b"Rencana Kerja", b"Rencana Lain "))
    pejabat.jawab(j, "sahkan", kode)
    assert j.keadaan["type"] == "FAILED"
    assert rilis(kabupaten) == []


def test_terbitan_yang_disisipkan_tidak_disusulkan(di_atasan, jalan, pejabat, kabupaten) -> None:
    """A release of its own put into the register as the live one: the next month's run does not send it anywhere."""
    from dataclasses import replace

    from dip.sidik import json_baku
    from dip.terbitan import terbitan_tayang

    pejabat.putuskan(di_atasan, "sari", "sahkan")
    asli = rilis(kabupaten)
    meja = pejabat.meja
    with meja.register.baca() as k:
        sah = terbitan_tayang(k, meja.gudang, "UJI").pengesahan
    palsu = meja.gudang.simpan(json_baku(replace(sah, nomor="1/PALSU").ke_json()))
    di_basis_data(
        kabupaten,
        "INSERT INTO terbitan (edisi, sidik, pengesahan, rilis, dibuat, status) "
        f"SELECT edisi, sidik, '{palsu}', 'x', dibuat, 'terbit' FROM terbitan",
    )
    jalan("2026-12").kerjakan()
    assert rilis(kabupaten) == asli
