"""What is called to mind on a day, to whom, and how often."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from dip.aturan.tabel import Konteks
from dip.edisi import Edisi
from dip.entri import entri_kosong
from dip.kotak import catat_kotak
from dip.meja import Meja
from dip.pengingat import berkala_menurut_opd, dik_berakhir, ember_opd
from dip.pernyataan import Isi, catat_pernyataan
from dip.pintu import buka_pintu
from keluaran.kabar import Pesan
from keluaran.kabar.wa import nomor_wa, teks_wa
from tasks import pengingat as tugas
from tasks.kabar_opd import terlambat_kini

Jam = Callable[[str], datetime]


def _kode(meja: Meja) -> list[str]:
    with meja.register.baca() as k:
        return [t.opd.kode for t in terlambat_kini(meja, k)]


def _untuk(pesan: list[Pesan]) -> list[tuple[str, str]]:
    return [(p.pembaca, p.kunci) for p in pesan]


def test_buckets() -> None:
    minggu = [ember_opd("mingguan", date(2026, 11, h), "2026-12", 20) for h in (20, 26, 27)]
    assert minggu == ["minggu-1", "minggu-1", "minggu-2"]
    assert ember_opd("mingguan", date(2026, 12, 4), "2026-12", 20) == "minggu-3"
    assert ember_opd("harian", date(2026, 12, 4), "2026-12", 20) == "2026-12-04"
    assert [ember_opd(x, date(2026, 12, 4), "2026-12", 20) for x in ("sekali", "tidak")] == ["sekali", ""]


def test_before_the_edition_only_boxes_are_late(meja: Meja, jam: Jam) -> None:
    assert _kode(meja) == ["DINA", "DINB"]  # an address is only fetched
    kini = jam("2026-11-25T08:00")
    with meja.register.tulis() as k:
        catat_kotak(k, meja.lembaga, "DINA", "a" * 64, "a.xlsx", {"ditolak": ""}, jam("2026-11-02T08:00"))
    jam("2026-11-25T08:00")
    assert _kode(meja) == ["DINA", "DINB"]  # that was for November
    with meja.register.tulis() as k:
        catat_kotak(k, meja.lembaga, "DINA", "b" * 64, "a.xlsx", {"ditolak": ""}, kini)
        catat_pernyataan(k, meja.lembaga, Isi("DINB", "2026-12", "nihil", "formulir", kini.date()), "opd", kini)
    assert _kode(meja) == []
    with meja.register.tulis() as k:
        catat_kotak(k, meja.lembaga, "DINA", "c" * 64, "a.xlsx", {"ditolak": "Tidak terbaca."}, kini)
        catat_kotak(k, meja.lembaga, "DINB", "c" * 64, "a.xlsx", {"ditolak": "Tidak terbaca."}, kini)
    assert _kode(meja) == ["DINA"]
    jam("2026-11-15T08:00")
    assert _kode(meja) == []


def test_an_open_edition_is_its_board(meja: Meja, edisi: Edisi, jam: Jam) -> None:
    jam("2026-12-15T08:00")
    assert _kode(meja) == ["DINA", "DINB"]
    with meja.register.tulis() as k:
        catat_kotak(k, meja.lembaga, "DINA", "d" * 64, "a.xlsx", {"ditolak": ""}, jam("2026-12-15T08:01"))
    assert _kode(meja) == ["DINB"]


def test_each_office_at_its_pace_and_the_petugas_once_a_day(meja: Meja, edisi: Edisi, jam: Jam) -> None:
    jam("2026-12-02T08:00")
    pertama = tugas.ingatkan_opd.fn()
    assert _untuk(pertama) == [
        ("opd", "ingat-opd-2026-12-DINA-minggu-2"),
        ("petugas", "ingat-ringkas-2026-12-2026-12-02-tuti"),
    ]
    assert (pertama[0].surel, pertama[0].kepada) == ("ani@uji.go.id", "Ani <ani@uji.go.id>")
    assert "/kantor/DINA/2026-12/" in pertama[0].pribadi
    assert pertama[0].pribadi in pertama[0].isi
    assert "DINB" in pertama[1].isi
    jam("2026-12-03T08:00")
    assert tugas.ingatkan_opd.fn() == []
    jam("2026-12-04T08:00")
    assert len(tugas.ingatkan_opd.fn()) == 2


def test_an_approval_is_called_to_mind_every_few_days(meja: Meja, edisi: Edisi, jam: Jam) -> None:
    with meja.register.tulis() as k:
        buka_pintu(k, edisi.id, "ppid", 1, "ab" * 32, jam("2026-12-01T09:00"))
    hasil = {}
    for hari in range(2, 12):
        jam(f"2026-12-{hari:02d}T08:00")
        hasil[hari] = [p.surel for p in tugas.ingatkan_persetujuan.fn()]
    assert {h: s for h, s in hasil.items() if s} == {h: ["pandu@uji.go.id", "tuti@uji.go.id"] for h in (4, 7, 10)}


def test_exclusions_that_end_by_number_only(meja: Meja, jam: Jam) -> None:
    assert [x.id_dik for x in dik_berakhir(meja.pengaturan.dik, date(2026, 11, 25))] == ["DIK-UJI-2026-001"]
    assert dik_berakhir(meja.pengaturan.dik, date(2026, 11, 1)) == []
    pesan = tugas.ingatkan_dik.fn()
    assert [p.pembaca for p in pesan] == ["ppid", "petugas"]
    assert "DIK-UJI-2026-001" in pesan[0].isi
    assert "Rahasia Satu" not in pesan[0].isi + pesan[0].perihal
    assert tugas.ingatkan_dik.fn() == []
    jam("2027-01-02T08:00")
    assert len(tugas.ingatkan_dik.fn()) == 2  # over, and still closed


@pytest.fixture
def entri() -> list[Any]:
    def satu(n: int, opd: str, ubah: str) -> Any:
        asal: Any = {"berkas": "", "nama_berkas": "", "lembar": "", "baris": n, "sel": {}, "pewaris": {}}
        isi = {"kode": f"UJI-{opd}-{n:04d}", "kategori": "berkala", "judul": f"Laporan {chr(64 + n) * 4}"}
        return {**entri_kosong(f"{opd}:0:{n}", opd, asal), **isi, "tanggal_pemutakhiran": ubah}

    return [satu(1, "DINA", "2026-01-05"), satu(2, "DINA", "2026-11-05"), satu(3, "DINB", "2026-02-05")]


def test_periodic_items_are_judged_by_today(meja: Meja, entri: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    p = meja.pengaturan

    def pada(periode: str) -> dict[str, list[str]]:
        usang = berkala_menurut_opd(entri, Konteks(periode, p.lembaga.kebijakan, p.opd))
        return {o: [u.kode for u in x] for o, x in usang.items()}

    assert pada("2026-07") == {}
    assert pada("2026-08") == {"DINA": ["UJI-DINA-0001"]}
    assert pada("2026-12") == {"DINA": ["UJI-DINA-0001"], "DINB": ["UJI-DINB-0003"]}
    monkeypatch.setattr(tugas, "tayang", lambda _: (None, type("R", (), {"entri": entri})))
    pesan = tugas.ingatkan_berkala.fn()
    assert _untuk(pesan) == [("opd", "ingat-berkala-2026-11-DINA"), ("petugas", "ingat-berkala-2026-11-tuti")]
    assert "UJI-DINA-0001" in pesan[0].isi
    assert tugas.ingatkan_berkala.fn() == []


def test_whatsapp_text_and_link(meja: Meja) -> None:
    from urllib.parse import parse_qs, urlsplit

    assert [nomor_wa(n) for n in ("+6281112345678", "081112345678", "")] == ["6281112345678"] * 2 + [""]
    with meja.register.baca() as k:
        a, b = terlambat_kini(meja, k)
    wa = teks_wa(a, "https://draf.uji.go.id/kantor/DINA?x=1&y=2#z", "Dinas Komunikasi")
    tautan = urlsplit(wa.tautan)
    assert (tautan.netloc, tautan.path, tautan.fragment) == ("wa.me", "/6281112345678", "")
    assert parse_qs(tautan.query) == {"text": [wa.teks]}
    assert teks_wa(b, "", "x").tautan.startswith("https://wa.me/?text=")
