"""The recap: what each office's receipt means for its rows, and nothing lost between them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest

from dip.entri import Asal, Entri, entri_kosong
from dip.hasil_baca import HasilBaca
from dip.normal import Ternormal
from dip.pengaturan import Lembaga, Opd, Pejabat, Pengaturan, SumberFolder
from dip.pengaturan_tujuan import TujuanFolder
from dip.rekap import susun_rekap
from dip.revisi import Revisi
from dip.tarikan import Tarikan
from dip.temuan import Temuan


def opd(kode: str) -> Opd:
    return Opd(kode=kode, nama=f"Dinas {kode}", sumber=SumberFolder(jenis="folder", folder=kode.lower()))


@pytest.fixture
def pengaturan() -> Pengaturan:
    lembaga = Lembaga(kode="UJI", nama="Kab Uji", nama_pendek="Uji", ibu_kota="Ujikota", unit_ppid="Dinas")
    pejabat = Pejabat(kode="tuti", nama="Tuti", peran="petugas", jabatan="Humas", mulai=date(2020, 1, 1))
    tujuan = TujuanFolder(jenis="folder", nama="situs", folder="situs")
    return Pengaturan(folder=Path(), lembaga=lembaga, pejabat=(pejabat,), opd=(opd("A1"), opd("B1")), tujuan=(tujuan,))


def entri(kode: str, n: int, **isi: Any) -> Entri:
    asal = Asal(berkas="f" * 64, nama_berkas="dip.csv", lembar="dip", baris=n, sel={}, pewaris={})
    dasar = {
        "judul": f"Rencana Kerja {n}",
        "ringkasan": "Memuat rencana kerja tahunan",
        "kategori": "berkala",
        "pejabat_penguasa": "Sekretaris",
        "penanggung_jawab": "Subbagian Umum",
        "waktu_teks": "2026",
        "waktu_presisi": "tahun",
        "tahun": 2026,
        "bentuk": ["softcopy"],
        "retensi_teks": "5 tahun",
        "retensi_jenis": "durasi",
    }
    return cast(Entri, {**entri_kosong(f"{kode}:0:{n}", kode, asal), **dasar, **isi})


def tarikan(kode: str, hasil: str = "baru", sebab: str = "", sha: str = "s1") -> Tarikan:
    return Tarikan(opd=kode, hasil=hasil, waktu="", alamat="", sha_berkas=sha, nama_berkas="dip.csv", sebab=sebab)


def bacaan(*baris: Entri, sha_isi: str = "i1") -> HasilBaca:
    return HasilBaca("csv", sha_isi, [], Ternormal(list(baris), [], [], len(baris), {}))


def hidup(pengaturan: Pengaturan, periode: str, *baris: Entri) -> Revisi:
    r = susun_rekap(
        pengaturan, periode, {"A1": tarikan("A1"), "B1": tarikan("B1")},
        {"A1": bacaan(*[e for e in baris if e["opd"] == "A1"]), "B1": bacaan(*[e for e in baris if e["opd"] == "B1"])},
        None,
    )  # fmt: skip
    kepala = cast(Any, {"periode": periode})
    return Revisi("0" * 64, kepala, r.entri, [], r.papan, [], [], cast(Any, {}))


def papan(rekap: Any, kode: str) -> Any:
    return next(p for p in rekap.papan if p["opd"] == kode)


def test_semua_baris_terhitung_terbit_ditahan_atau_dikecualikan(pengaturan: Pengaturan) -> None:
    baris = [entri("A1", 1), entri("A1", 2, kategori="dikecualikan"), entri("A1", 3, kategori="")]
    r = susun_rekap(pengaturan, "2026-11", {"A1": tarikan("A1")}, {"A1": bacaan(*baris)}, None)
    p = papan(r, "A1")
    assert (p["dibaca"], p["terbit"], p["ditahan"], p["dik"]) == (3, 1, 1, 1)
    assert (papan(r, "B1")["hasil"], papan(r, "B1")["langkah"]) == ("belum_ada", "TARIK-TIDAK-ADA")


def test_gagal_memakai_data_lama_yang_terlihat_paling_lama_enam_bulan(pengaturan: Pengaturan) -> None:
    lama = hidup(pengaturan, "2026-05", entri("A1", 1), entri("B1", 1))
    gagal = {"A1": tarikan("A1", "gagal", "TARIK-HTTP", ""), "B1": tarikan("B1")}
    baru = {"B1": bacaan(entri("B1", 1))}
    for periode, terbit, data in (("2026-11", 1, "2026-05"), ("2026-12", 0, "")):
        p = papan(susun_rekap(pengaturan, periode, gagal, baru, lama), "A1")
        assert (p["hasil"], p["terbit"], p["edisi_data"], p["sebab"]) == ("gagal", terbit, data, "TARIK-HTTP")


def test_berkas_yang_ditolak_adalah_kegagalan_dengan_kode_temuannya(pengaturan: Pengaturan) -> None:
    tolak = HasilBaca("", "", [Temuan("FILE-001", opd="A1", parameter={"nama": "dip.csv"})], None)
    p = papan(susun_rekap(pengaturan, "2026-11", {"A1": tarikan("A1")}, {"A1": tolak}, None), "A1")
    assert (p["hasil"], p["sebab"], p["langkah"]) == ("gagal", "FILE-001", "FILE-001")


def test_disimpan_ulang_dengan_isi_sama_adalah_tetap(pengaturan: Pengaturan) -> None:
    lama = hidup(pengaturan, "2026-10", entri("A1", 1))
    for sha, isi, hasil, kode in (
        ("s2", "i1", "tetap", []),
        ("s2", "i2", "baru", []),
        ("s1", "i1", "tetap", ["FILE-005"]),
    ):
        r = susun_rekap(
            pengaturan, "2026-11", {"A1": tarikan("A1", sha=sha)}, {"A1": bacaan(entri("A1", 1), sha_isi=isi)}, lama
        )
        assert papan(r, "A1")["hasil"] == hasil
        assert [t.kode for t in r.temuan if t.kode == "FILE-005"] == kode


def test_nihil_menegaskan_baris_lama_dan_tanpa_baris_lama_belum_ada(pengaturan: Pengaturan) -> None:
    lama = hidup(pengaturan, "2025-01", entri("A1", 1))
    nihil = {"A1": tarikan("A1", "nihil", sha="")}
    p = papan(susun_rekap(pengaturan, "2026-11", nihil, {}, lama), "A1")
    assert (p["hasil"], p["terbit"], p["edisi_data"]) == ("nihil", 1, "2026-11")
    assert papan(susun_rekap(pengaturan, "2026-11", nihil, {}, None), "A1")["hasil"] == "belum_ada"


def test_baris_yang_ditunjuk_penjaga_ditahan(pengaturan: Pengaturan) -> None:
    tahan = {"A1:0:1": [Temuan("DIK-010", opd="A1", entri="A1:0:1", parameter={"id": "DIK-1"})]}
    r = susun_rekap(
        pengaturan, "2026-11", {"A1": tarikan("A1")}, {"A1": bacaan(entri("A1", 1), entri("A1", 2))}, None, tahan
    )
    assert [e["id_baris"] for e in r.entri] == ["A1:0:2"]
    assert [e["id_baris"] for e in r.ditahan] == ["A1:0:1"]
    assert [e["nomor"] for e in r.entri] == [1]


def test_baris_atas_nama_opd_lain_dibawa_bersama_pengirimnya(pengaturan: Pengaturan) -> None:
    """A waived REF-002: A1 sends a row about B1. Only A1's silence carries it forward, only A1's file replaces it."""
    lama = hidup(pengaturan, "2026-10", entri("A1", 1), entri("B1", 1))
    titipan = cast(Entri, {**entri("A1", 7, judul="Daftar Aset"), "opd": "B1", "edisi_data": "2026-10"})
    lama = replace(lama, entri=[*lama.entri, titipan])
    b_diam = susun_rekap(pengaturan, "2026-11", {"A1": tarikan("A1")}, {"A1": bacaan(entri("A1", 7))}, lama)
    assert sorted(e["id_baris"] for e in b_diam.entri) == ["A1:0:7", "B1:0:1"]
    a_diam = susun_rekap(pengaturan, "2026-11", {"B1": tarikan("B1")}, {"B1": bacaan(entri("B1", 1))}, lama)
    assert "A1:0:7" in {e["id_baris"] for e in a_diam.entri + a_diam.ditahan}
