"""The grammars of grounds and periods, and proposals out of rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dip.dik import UU_KIP, DasarPengecualian, Dik
from dip.entri import Asal, Entri, entri_kosong
from dip.usul_dik import berakhir, dari_entri, tambah_lama, urai_dasar, urai_jangka, usul_baru


def dasar(teks: str) -> list[tuple[str, int | None, str, int | None]]:
    return [(d.uu, d.pasal, d.huruf, d.angka) for d in urai_dasar(teks)]


@pytest.mark.parametrize(
    ("teks", "harapan"),
    [
        ("Pasal 17 huruf c angka 6 UU 14/2008", [(UU_KIP, 17, "c", 6)]),
        ("UU No. 14 Tahun 2008 Pasal 17 huruf h angka 2 dan 3", [(UU_KIP, 17, "h", 2), (UU_KIP, 17, "h", 3)]),
        ("UU KIP Pasal 17 huruf b, c", [(UU_KIP, 17, "b", None), (UU_KIP, 17, "c", None)]),
        ("ps. 17 hrf a", [(UU_KIP, 17, "a", None)]),
        ("Pasal 17", [(UU_KIP, 17, "", None)]),
        ("Pasal 17 ayat (1) huruf H", [(UU_KIP, 17, "h", None)]),
        ("Undang-Undang Nomor 27 Tahun 2022 tentang PDP Pasal 4 ayat (2)", [("UU 27/2022", 4, "", None)]),
        (
            "Pasal 17 huruf h Undang-Undang Nomor 14 Tahun 2008; Pasal 4 ayat (2) UU 27/2022",
            [(UU_KIP, 17, "h", None), ("UU 27/2022", 4, "", None)],
        ),
        ("Pasal 6 ayat (3) huruf c dan Pasal 17 huruf j UU KIP", [(UU_KIP, 6, "c", None), (UU_KIP, 17, "j", None)]),
        ("UU 14/2008 Pasal 17 huruf i, UU 43/2009 Pasal 44", [(UU_KIP, 17, "i", None), ("UU 43/2009", 44, "", None)]),
        ("Pasal 17 huruf a\nPasal 17 huruf a", [(UU_KIP, 17, "a", None)]),
        ("Pasal 44 Peraturan Bupati", []),
        ("Peraturan Bupati Nomor 5 Tahun 2020", []),
        ("-", []),
        ("", []),
    ],
)
def test_grounds(teks: str, harapan: list[tuple[str, int | None, str, int | None]]) -> None:
    assert dasar(teks) == harapan


@pytest.mark.parametrize(
    ("teks", "jenis", "lama", "sampai"),
    [
        ("30 tahun", "durasi", "P30Y", None),
        ("5 (lima) tahun", "durasi", "P5Y", None),
        ("Selama 1 tahun 6 bulan", "durasi", "P1Y6M", None),
        ("2 tahun sejak ditetapkan", "durasi", "P2Y", None),
        ("30 tahun / selama jangka waktu yang ditetapkan", "durasi", "P30Y", None),
        ("5 tahun setelah kontrak berakhir", "sampai_peristiwa", "P5Y", None),
        ("Permanen. Atas perintah pengadilan.", "permanen", "", None),
        ("Dikecualikan untuk seterusnya (kecuali atas permintaan pihak berwajib/hukum)", "permanen", "", None),
        ("Tidak terbatas", "permanen", "", None),
        ("Tidak permanen", "tidak_permanen_perlu_tinjau", "", None),
        ("Ditinjau setiap tahun", "tidak_permanen_perlu_tinjau", "", None),
        ("sampai 31 Desember 2030", "tanggal", "", date(2030, 12, 31)),
        ("s.d. 2028", "tanggal", "", date(2028, 12, 31)),
        ("sampai dengan Februari 2028", "tanggal", "", date(2028, 2, 29)),
        ("31-12-2027", "tanggal", "", date(2027, 12, 31)),
        ("Sampai dengan selesainya proses penyidikan", "sampai_peristiwa", "", None),
        ("Terbatas sampai ditetapkannya renja SKPD", "sampai_peristiwa", "", None),
        ("Apabila mendapat persetujuan yang bersangkutan", "sampai_peristiwa", "", None),
        ("Selama masih digunakan", "selama_diperlukan", "", None),
        ("Selama diperlukan", "selama_diperlukan", "", None),
        ("5", "", "", None),
        ("entah", "", "", None),
        ("-", "", "", None),
    ],
)
def test_periods(teks: str, jenis: str, lama: str, sampai: date | None) -> None:
    j = urai_jangka(teks)
    assert (j.jenis, j.lama, j.sampai) == (jenis, lama, sampai)


@pytest.mark.parametrize(
    ("mulai", "lama", "akhir"),
    [
        (date(2024, 2, 29), "P1Y", date(2025, 2, 28)),
        (date(2024, 1, 31), "P1M", date(2024, 2, 29)),
        (date(2024, 12, 1), "P1Y6M", date(2026, 6, 1)),
        (date(2024, 1, 1), "P2W", date(2024, 1, 15)),
        (date(2024, 1, 1), "P30D", date(2024, 1, 31)),
        (date(9990, 1, 1), "P30Y", None),
        (date(2024, 1, 1), "", None),
        (date(2024, 1, 1), "P", None),
    ],
)
def test_lengths_are_added_by_the_calendar(mulai: date, lama: str, akhir: date | None) -> None:
    assert tambah_lama(mulai, lama) == akhir


def test_the_recorded_end_comes_first(dik: Callable[..., Dik]) -> None:
    assert berakhir(dik(jangka_waktu_teks="5 tahun", berakhir_pada="2028-01-01")) == date(2028, 1, 1)
    assert berakhir(dik(jangka_waktu_teks="5 tahun")) == date(2031, 1, 2)
    assert berakhir(dik(jangka_waktu_teks="sampai 2030")) == date(2030, 12, 31)
    assert berakhir(dik(jangka_waktu_teks="5 tahun", mulai=None, tanggal_sk=None)) is None


def test_a_row_becomes_a_proposal(baris: Callable[..., Entri]) -> None:
    e = baris(
        7,
        "Soal Ujian Seleksi",
        ringkasan="Naskah soal dan kunci",
        pejabat_penguasa="Kepala Bidang",
        dik={
            "dasar_hukum": "Pasal 17 huruf b UU 14/2008",
            "konsekuensi": "Bocor sebelum waktunya",
            "jangka_waktu": "sampai 31 Maret 2027",
            "nomor_uji": "12/UJI/2026",
            "tanggal_uji": "5 Januari 2026",
            "nomor_sk": "-",
            "tanggal_sk": "entah",
        },
    )
    u = dari_entri(e)
    assert (u.id_dik, u.opd, u.status) == ("USUL-DINSOS-1-7", "DINSOS", "diusulkan")
    assert (u.judul_khusus, u.uraian_tertutup) == (("Soal Ujian Seleksi",), "Naskah soal dan kunci")
    assert "Soal" not in u.judul_umum and "soal" not in u.judul_umum
    assert u.dasar_pengecualian == (DasarPengecualian(pasal=17, huruf="b"),)
    assert (u.konsekuensi_dibuka, u.konsekuensi_ditutup) == ("Bocor sebelum waktunya", "")
    assert (u.jangka_waktu_jenis, u.berakhir_pada) == ("tanggal", date(2027, 3, 31))
    assert (u.nomor_uji_konsekuensi, u.tanggal_uji) == ("12/UJI/2026", date(2026, 1, 5))
    assert (u.nomor_sk_penetapan, u.tanggal_sk, u.pejabat_penguasa) == ("", None, "Kepala Bidang")


def test_a_ground_in_the_column_of_the_official_is_found(baris: Callable[..., Entri]) -> None:
    u = dari_entri(baris(7, "Sandi", pejabat_penguasa="Pasal 17 huruf c", penanggung_jawab="Bidang Persandian"))
    assert dasar("Pasal 17 huruf c") == [(d.uu, d.pasal, d.huruf, d.angka) for d in u.dasar_pengecualian]
    assert (u.pejabat_penguasa, u.penanggung_jawab) == ("", "Bidang Persandian")


def test_what_the_register_knows_is_not_proposed_again(dik: Callable[..., Dik], baris: Callable[..., Entri]) -> None:
    tahu = baris(7, "1. DAFTAR NAMA PENERIMA BANTUAN TUNAI")
    baru = baris(8, "Daftar Nama Anak Asuh")
    lain = baris(9, "Daftar Nama Penerima Bantuan Tunai", opd="DINKES")
    assert [u.id_dik for u in usul_baru([tahu, baru, lain], [dik()])] == ["USUL-DINSOS-1-8", "USUL-DINSOS-1-9"]


@given(
    st.text(max_size=200), st.text(max_size=80), st.text(alphabet="UuPpasl17huruf .,;()dan&/2008 tahunsd-", max_size=80)
)
def test_any_text_is_read(judul: str, acak: str, mirip: str) -> None:
    asal: Asal = {"berkas": "", "nama_berkas": acak, "lembar": "", "baris": 1, "sel": {}, "pewaris": {}}
    e = entri_kosong("DINSOS:0:1", "DINSOS", asal)
    e["judul"], e["ringkasan"], e["dik"] = judul, acak * 100, {"dasar_hukum": mirip, "jangka_waktu": acak}
    assert dari_entri(e).opd == "DINSOS"
    assert urai_jangka(mirip) == urai_jangka(f" {mirip} ")


_BUTIR = st.tuples(st.sampled_from("abcdefghij"), st.none() | st.integers(1, 9))


@given(st.lists(_BUTIR, min_size=1, max_size=4, unique=True), st.sampled_from(["{p} UU 14/2008", "UU KIP {p}", "{p}"]))
def test_written_grounds_are_read_back(butir: list[tuple[str, int | None]], bentuk: str) -> None:
    pasal = "; ".join(f"Pasal 17 huruf {h}" + (f" angka {a}" if a else "") for h, a in butir)
    assert dasar(bentuk.format(p=pasal)) == [(UU_KIP, 17, h, a) for h, a in butir]


@given(st.integers(1, 50), st.sampled_from([("tahun", "Y"), ("bulan", "M"), ("hari", "D")]), st.booleans())
def test_written_lengths_are_read_back(n: int, satuan: tuple[str, str], selama: bool) -> None:
    j = urai_jangka(f"{'Selama ' if selama else ''}{n} {satuan[0]}")
    assert (j.jenis, j.lama) == ("durasi", f"P{n}{satuan[1]}")


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_written_days_are_read_back(hari: date) -> None:
    assert urai_jangka(f"sampai dengan tanggal {hari:%d-%m-%Y}").sampai == hari
