"""Guards against silent loss, small offices included, and bounds suggested from history."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from dip.batas_butir import saran_batas
from dip.entri import Asal, Entri, entri_kosong
from dip.hasil_baca import HasilBaca
from dip.kawal import kehilangan, perlu_ppid, susut, susut_edisi
from dip.normal import Ternormal
from dip.pengaturan import Lembaga, Opd, Pengaturan, SumberFolder
from dip.pengaturan_sumber import BatasButir
from dip.rekap import Rekap, susun_rekap
from dip.revisi import Perubahan, Revisi
from dip.tarikan import Tarikan
from dip.temuan import Temuan

JUDUL = ("Rencana Kerja", "Laporan Kinerja", "Neraca Daerah", "Agenda Pimpinan", "Profil Kantor", "Standar Layanan")


def entri(opd: str, n: int, periode: str = "", **lain: Any) -> Entri:
    asal = Asal(berkas="f" * 64, nama_berkas="dip.csv", lembar="dip", baris=n, sel={}, pewaris={})
    isi = {
        "kode": f"UJI-{opd}-{n:04d}" if periode else "", "judul": JUDUL[n], "ringkasan": f"Memuat {n}",
        "kategori": "berkala", "pejabat_penguasa": "Sekretaris", "penanggung_jawab": "Subbagian", "waktu_teks": "2026",
        "waktu_presisi": "tahun", "tahun": 2026, "bentuk": ["softcopy"], "retensi_teks": "5 tahun",
        "retensi_jenis": "durasi", "edisi_data": periode, **lain,
    }  # fmt: skip
    return cast(Entri, {**entri_kosong(f"{opd}:0:{n}", opd, asal), **isi})


def opd(kode: str, **lain: Any) -> Opd:
    return Opd(kode=kode, nama=f"Dinas {kode}", sumber=SumberFolder(jenis="folder", folder=kode.lower()), **lain)


def hidup(**banyak: int) -> Revisi:
    semua = [entri(o, n, "2026-10") for o, b in banyak.items() for n in range(b)]
    kepala = cast(Any, {"periode": "2026-10"})
    return Revisi("0" * 64, kepala, semua, [], [], [], [], cast(Any, {}))


def rekap(lama: Revisi, kini: dict[str, list[Entri]], *kantor: Opd) -> Rekap:
    lembaga = Lembaga(kode="UJI", nama="Kab Uji", nama_pendek="Uji", ibu_kota="Uji", unit_ppid="Dinas")
    p = Pengaturan(folder=Path(), lembaga=lembaga, pejabat=(), opd=kantor or (opd("A1"), opd("B1")), tujuan=())
    t = {o: Tarikan(o, "baru", "", "", "s", "dip.csv") for o in kini}
    b = {o: HasilBaca("csv", "i", [], Ternormal(e, [], [], len(e), {})) for o, e in kini.items()}
    return susun_rekap(p, "2026-11", t, b, lama)


def kawal(r: Rekap) -> list[tuple[str, Any, Any, Any]]:
    semua = (t for t in r.temuan if t.kode == "EDI-004")
    return [(t.opd, t.parameter.get("jenis", ""), t.parameter["n"], t.parameter.get("total")) for t in semua]


@pytest.mark.parametrize(
    ("lama", "hilang", "ya"),
    [
        (1, 1, False),
        (2, 1, False),
        (2, 2, True),
        (5, 1, False),
        (5, 2, True),
        (10, 2, False),
        (10, 3, True),
        (0, 0, False),
    ],
)
def test_susut_lebih_dari_satu_dan_seperlima(lama: int, hilang: int, ya: bool) -> None:
    assert susut(lama, hilang) is ya


def test_opd_kecil_yang_kehilangan_ditahan() -> None:
    r = rekap(hidup(A1=5, B1=2), {"A1": [entri("A1", n) for n in range(3)], "B1": [entri("B1", 0)]})
    assert ("A1", "opd", 2, 5) in kawal(r)
    assert not [k for k in kawal(r) if k[0] == "B1"]
    dua = {t.opd: t.parameter["n"] for t in r.temuan if t.kode == "DUP-005"}
    assert dua == {"A1": 2, "B1": 1}


def test_yang_ditahan_dan_kantor_yang_tidak_ada_lagi_juga_susut() -> None:
    lama = hidup(A1=4, B1=3)
    kosong = [entri("A1", n, kategori="" if n else "berkala") for n in range(4)]
    assert kawal(rekap(lama, {"A1": kosong}, opd("A1"))) == [
        ("A1", "terbit", 3, 4), ("B1", "terbit", 3, 3), ("", "", 85, None)
    ]  # fmt: skip


def test_data_bawaan_bukan_kehilangan() -> None:
    assert kawal(rekap(hidup(A1=4, B1=3), {"A1": [entri("A1", n) for n in range(4)]})) == []


def test_batas_opd() -> None:
    sedikit = opd("A1", batas=BatasButir(paling_sedikit=3))
    banyak = opd("B1", batas=BatasButir(paling_banyak=1))
    isi = {"A1": [entri("A1", 0)], "B1": [entri("B1", n) for n in range(2)]}
    r = rekap(hidup(A1=1, B1=2), isi, sedikit, banyak)
    assert kawal(r) == [("A1", "sedikit", 1, None), ("B1", "banyak", 2, None)]
    assert next(p for p in r.papan if p["opd"] == "A1")["temuan"]["periksa"] >= 1
    assert kawal(rekap(hidup(A1=1, B1=2), {"B1": isi["B1"][:1]}, sedikit, banyak)) == []


def test_daftar_untuk_ppid() -> None:
    def ubahan(n: int) -> Any:
        return {"kode": f"UJI-A1-{n:04d}", "opd": "A1", "judul": JUDUL[n], "kolom": {}}

    temuan = [Temuan("EDI-004", opd="A1", parameter={"jenis": "opd", "n": 3, "total": 5}), Temuan("EDI-004")]
    temuan.append(Temuan("EDI-004", opd="B1", parameter={"jenis": "sedikit", "n": 1, "batas": 3}))
    perubahan = Perubahan(baru=[], diubah=[], dicabut=[ubahan(n) for n in range(3)], tetap=2)
    ditahan = [entri("A1", 2, "2026-10")]
    r = Revisi("0" * 64, cast(Any, {}), [], temuan, [], ditahan, [], perubahan)
    satu, dua = kehilangan(r)
    assert (satu.opd, satu.hilang, satu.lama, satu.judul, satu.ditahan) == ("A1", 3, 5, JUDUL[:2], 1)
    assert (dua.opd, dua.hilang, dua.judul) == ("B1", 0, ())
    assert perlu_ppid(r)
    assert susut_edisi(perubahan) == (3, 5)
    tenang = Perubahan(baru=[], diubah=[], dicabut=[ubahan(0)], tetap=9)
    assert not perlu_ppid(Revisi("0" * 64, cast(Any, {}), [], [], [], [], [], tenang))


def test_saran_batas_dari_riwayat() -> None:
    assert saran_batas([10, 12]) is None
    assert saran_batas([10, 12, 13]) == BatasButir(paling_sedikit=8, paling_banyak=17)
    assert saran_batas([1, 1, 1]) == BatasButir(paling_sedikit=0, paling_banyak=2)
