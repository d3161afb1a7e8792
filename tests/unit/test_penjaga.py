"""The last guard over finished outputs and over rows."""

from __future__ import annotations

import csv
import io
from typing import Any

import orjson
import pytest
import xlsxwriter

from dip.entri import Asal, Entri, entri_kosong
from dip.penjaga import KeluaranTakTerbaca, Larangan, periksa_entri, periksa_keluaran

NIK = "1901014507900001"
RAHASIA = "Denah Ruang Peladen Kantor"


def _html(teks: str) -> bytes:
    return f"<!doctype html><html><body><table><tr><td>x</td><td>{teks}</td></tr></table></body></html>".encode()


def _csv(teks: str, pemisah: str = ",") -> bytes:
    f = io.StringIO()
    csv.writer(f, delimiter=pemisah).writerows([["judul", "ringkasan"], ["a", teks]])
    return f.getvalue().encode("utf-8-sig")


def _xlsx(teks: str) -> bytes:
    f = io.BytesIO()
    with xlsxwriter.Workbook(f) as buku:
        buku.add_worksheet("DIP").write_string(3, 2, teks)
    return f.getvalue()


def _semua(teks: str) -> dict[str, bytes]:
    return {
        "index.html": _html(teks),
        "dip.csv": _csv(teks),
        "dip-excel.csv": _csv(teks, ";"),
        "dip.json": orjson.dumps({"baris": [{"judul": teks, "nomor": 1}]}),
        "dip.jsonl": orjson.dumps({"judul": teks}) + b"\n",
        "dip.xlsx": _xlsx(teks),
        "baca.txt": teks.encode(),
    }


@pytest.mark.parametrize("teks", [f"Lampiran: {RAHASIA}.", f"1. {RAHASIA.upper()} 2024", f"{RAHASIA}"])
def test_judul_dik_di_setiap_bentuk(teks):
    temuan = periksa_keluaran(_semua(teks), Larangan([RAHASIA]))
    assert {(t.kode, t.berkas) for t in temuan} == {("DIK-010", nama) for nama in _semua("")}
    assert RAHASIA.casefold() not in repr(temuan).casefold()


@pytest.mark.parametrize(
    ("kode", "teks"),
    [
        ("PDP-001", f"NIK {NIK}"),
        ("PDP-002", "HP 0812-7171-2345"),
        ("PDP-003", "09.254.294.3-407.000"),
        ("PDP-006", "rekening 1234567890"),
    ],
)
def test_data_pribadi_di_setiap_bentuk(kode, teks):
    temuan = periksa_keluaran(_semua(teks), Larangan())
    assert {(t.kode, t.berkas) for t in temuan} == {(kode, nama) for nama in _semua("")}
    assert teks.split()[-1] not in repr(temuan)


@pytest.mark.parametrize("teks", ["NIP 196805121993031001", "fulan@gmail.com", "Laporan 2024", "a" * 64])
def test_yang_boleh(teks):
    assert periksa_keluaran(_semua(teks), Larangan([RAHASIA])) == []


@pytest.mark.parametrize("teks", ["Denah Ruang Peladen Kantoran", "Denah Ruang", "Ruang Peladen Kantor Denah"])
def test_hanya_frasa_utuh(teks):
    assert periksa_keluaran({"a.html": _html(teks)}, Larangan([RAHASIA])) == []


def test_judul_pendek_tidak_dicari():
    assert periksa_keluaran({"a.html": _html("data gaji pegawai")}, Larangan(["Data Gaji", "", "  "])) == []


def test_atribut_tautan_nama_berkas_dan_komentar():
    url = "https://x.go.id/Denah%20Ruang-Peladen_Kantor.pdf"
    for berkas in (
        {"a.html": _html(f'<a href="{url}">unduh</a>')},
        {"a.html": _html(f"<!-- {RAHASIA} -->")},
        {"a.html": _html(f'<span title="{RAHASIA}">x</span>')},
        {"a.html": f"<html><head><title>{RAHASIA}</title></head><body></body></html>".encode()},
        {f"dok/{RAHASIA}.css": b""},
    ):
        assert [t.kode for t in periksa_keluaran(berkas, Larangan([RAHASIA]))] == ["DIK-010"]
    assert [t.kode for t in periksa_keluaran({f"{NIK}.html": _html("x")}, Larangan())] == ["PDP-001"]


def test_angka_di_buku_kerja_dan_json():
    f = io.BytesIO()
    with xlsxwriter.Workbook(f) as buku:
        buku.add_worksheet().write_number(0, 0, 1901014507900001)
    assert [t.kode for t in periksa_keluaran({"a.xlsx": f.getvalue(), "b.json": NIK.encode()}, Larangan())] == [
        "PDP-001"
    ] * 2


def test_kecuali_hanya_teks_itu():
    kop = "Narahubung 0812-7171-2345"
    assert periksa_keluaran({"a.html": _html(kop)}, Larangan(), [kop]) == []
    assert periksa_keluaran({"a.html": _html(RAHASIA)}, Larangan([RAHASIA]), [RAHASIA]) == []
    temuan = periksa_keluaran({"a.html": _html(f"{kop}; warga {NIK}")}, Larangan(), [kop])
    assert [t.kode for t in temuan] == ["PDP-001"]


@pytest.mark.parametrize(
    ("nama", "isi"), [("a.json", b"{"), ("a.xlsx", b"PK"), ("a.html", b""), ("a.csv", b"\xff\xfe")]
)
def test_yang_tak_terbaca_tidak_lolos(nama, isi):
    with pytest.raises(KeluaranTakTerbaca):
        periksa_keluaran({nama: isi}, Larangan())


def test_urutan_tetap_dan_sekali_per_nilai():
    berkas = {"b.html": _html(f"{NIK}</td><td>{NIK} lagi"), "a.html": _html(NIK)}
    temuan = periksa_keluaran(berkas, Larangan())
    assert [(t.kode, t.berkas) for t in temuan] == [("PDP-001", "a.html"), ("PDP-001", "b.html")]


def _entri(n: int, **isi: Any) -> Entri:
    sel = {"judul": f"B{n}"}
    asal: Asal = {"berkas": "", "nama_berkas": "a.xlsx", "lembar": "DIP", "baris": n, "sel": sel, "pewaris": {}}
    e: Any = {**entri_kosong(f"DINKES:0:{n}", "DINKES", asal), "judul": f"Laporan {n}", **isi}
    return e


def test_baris_mana():
    hasil = periksa_entri(
        [
            _entri(1),
            _entri(2, judul=f"Berkas {RAHASIA}"),
            _entri(3, tautan=[f"https://x.go.id/{NIK}.pdf"]),
            _entri(4, keterangan=NIK),
        ],
        Larangan([RAHASIA]),
    )
    assert {i: [(t.kode, t.kolom, t.sel, t.entri) for t in daftar] for i, daftar in hasil.items()} == {
        "DINKES:0:2": [("DIK-010", "judul", "B2", "DINKES:0:2")],
        "DINKES:0:3": [("PDP-001", "tautan", "", "DINKES:0:3")],
    }


def test_dua_belas_ribu_baris_dengan_seribu_judul_dik():
    baris = [_entri(n, ringkasan=f"Memuat uraian kegiatan nomor {n} selama tahun berjalan") for n in range(12000)]
    assert periksa_entri(baris, Larangan([f"{RAHASIA} nomor {n}" for n in range(1000)])) == {}


@pytest.mark.parametrize("sisip", ["\u034f", "\u061c", "\u115f", "\u3164", "\ufe0f", "\U000e0020", "·", "|", "/", "−"])
def test_nomor_yang_disamarkan_pengirim_di_setiap_bentuk(sisip):
    temuan = periksa_keluaran(_semua(f"warga {NIK[:6]}{sisip}{NIK[6:12]}{sisip}{NIK[12:]} tercatat"), Larangan())
    assert {(t.kode, t.berkas) for t in temuan} == {("PDP-001", nama) for nama in _semua("")}


@pytest.mark.parametrize("sisip", ["\u034f", "\u061c", "\u115f", "\u3164", "\ufe0f", "\U000e0020", "\u200b"])
def test_judul_dik_dengan_huruf_tak_tampak(sisip):
    assert [
        t.kode for t in periksa_keluaran({"a.html": _html(RAHASIA.replace("a", f"a{sisip}"))}, Larangan([RAHASIA]))
    ] == ["DIK-010"]


def test_tautan_yang_disandikan_dua_kali():
    url = "https://x.go.id/Denah%2520Ruang%252DPeladen_Kantor.pdf"
    assert [t.kode for t in periksa_keluaran({"a.html": _html(f'<a href="{url}">x</a>')}, Larangan([RAHASIA]))] == [
        "DIK-010"
    ]


def test_judul_tertutup_satu_opd_tidak_menutup_opd_lain_tetapi_register_menutup_semua():
    judul = "Laporan Keuangan Tahunan"
    lain: Any = {**_entri(1, judul=judul), "id_baris": "DLH:0:1", "opd": "DLH"}
    larangan = Larangan(per_opd={"DINKES": [judul]})
    assert list(periksa_entri([_entri(1, judul=judul), lain], larangan)) == ["DINKES:0:1"]
    berkas = _semua(judul)
    assert periksa_keluaran(berkas, larangan, entri=[lain]) == []
    assert {t.kode for t in periksa_keluaran(berkas, larangan, entri=[_entri(1, judul=judul)])} == {"DIK-010"}
    assert {t.kode for t in periksa_keluaran(berkas, Larangan([judul]), entri=[lain])} == {"DIK-010"}
    assert {t.kode for t in periksa_keluaran(_semua(f"{judul} 2026"), larangan, entri=[])} == {"DIK-010"}


def test_kata_halaman_kami_sendiri_bukan_rahasia():
    larangan = Larangan(["Daftar Informasi Publik", RAHASIA], {"DINKES": ["Perangkat Daerah Kabupaten"]})
    tanpa = larangan.tanpa({"a.html": _html("Daftar informasi publik perangkat daerah kabupaten contoh")})
    assert tanpa == Larangan([RAHASIA], {"DINKES": []})
