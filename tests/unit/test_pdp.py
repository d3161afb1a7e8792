"""Detectors of personal data: what triggers, what must not, what stays readable. All numbers are made up."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dip.pdp import Jejakan, samarkan, temukan

NIK = "1901014507900001"

KENA = [
    ("PDP-001", NIK),
    ("PDP-001", f"ktp{NIK}.pdf"),
    ("PDP-001", f"https://x.go.id/unggah/{NIK}_scan.pdf"),
    ("PDP-001", "1901 0145 0790 0001"),
    ("PDP-001", "1901-0145-0790-0001"),
    ("PDP-001", "190101.450790.0001"),
    ("PDP-001", "19.01.01.450790.0001"),
    ("PDP-001", "KTP_1901_0145_0790_0001_2024.pdf"),
    ("PDP-001", "https://x.go.id/KTP%201901%2D0145%2D0790%2D0001.pdf"),
    ("PDP-001", "１９０１０１４５０７９００００１"),
    ("PDP-001", "19010145\u200b07900001"),
    ("PDP-001", "1901\u00a00145\u00a00790\u00a00001"),
    ("PDP-001", "NIK : 1901 0145 0790 0001"),
    ("PDP-001", "NIK: 19 01 01450 790 0001"),
    ("PDP-001", "No. KK 1901-014507-90/0001"),
    ("PDP-001", "NIK\n1901014507900001"),
    ("PDP-001", "1901 0145 0790 0001".translate({ord(d): chr(0x660 + n) for n, d in enumerate("0123456789")})),
    ("PDP-002", "081271712345"),
    ("PDP-002", "HP.0812 7171 2345"),
    ("PDP-002", "WA081271712345"),
    ("PDP-002", "+62 (0) 812-7171-2345"),
    ("PDP-002", "(+62)81271712345"),
    ("PDP-002", "0062 812 7171 2345"),
    ("PDP-002", "62-812-7171-2345"),
    ("PDP-002", "０８１２７１７１２３４５"),
    ("PDP-002", "0812-7171-2345"),
    ("PDP-002", "+62 812 7171 2345"),
    ("PDP-002", "https://wa.me/6281271712345"),
    ("PDP-003", "09.254.294.3-407.000"),
    ("PDP-003", "NPWP: 092542943407000"),
    ("PDP-003", f"npwp {NIK}"),
    ("PDP-004", "196805121993031001"),
    ("PDP-004", "NIP. 19680512 199303 1 001"),
    ("PDP-004", "NIPPPK 198503152023211004"),
    ("PDP-005", "fulan.a@gmail.com"),
    ("PDP-005", "mailto:fulan%40yahoo.co.id"),
    ("PDP-006", "rekening 1234567890 Bank Contoh"),
    ("PDP-006", "No. Rek. 1234-01-012345-53-1"),
    ("PDP-006", "norek 1234567890"),
    ("PDP-006", "Bank Sumsel Babel 140-30-01234-5"),
    ("PDP-006", "BRI 1234-01-012345-53-1 a.n. Bendahara"),
    ("PDP-006", "1234567890 (Bank Contoh)"),
    ("PDP-003", "NPWP 1234 5678 9012 3456"),
]

BUKAN = [
    "",
    "Laporan Tahun 2024",
    "9901014507900001",
    "1901014507900001" * 2,
    "Nomor 0812/2024",
    "(0717) 92536",
    "0717-92536",
    "Rp 62.812.345.678",
    "Rp1.901.014.507.900.001",
    "-2.0812345678, 106.0812345678",
    "12-05-2024 05-06-2024",
    "12.05.2024-05.06.2024",
    "2021 2022 2023 2024",
    "kode rekening 5.1.02.01.01.0024",
    "rekening listrik 2021 2022 2023",
    "BGK-DINKES-0042",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "1901014507900001a90101450790000b",
    "19010145-0790-0001-1901-014507900001",
    "ppid@bangka.go.id",
    "https://x.go.id/a%20b%20c.pdf",
    "085/1234567/2024",
    "ISBN 978-602-03-1234-5",
    "Bank Sampah Melati, telepon 0717-4217712",
    "Bank soal 2021 2022 2023 2024",
    "Rp 1.250.000.000 pada Bank Contoh",
    "Rp1250000000 pada Bank Contoh",
    "Rp.62.812.345.678",
    "https://x.go.id/unduh/2024/05/12/laporan-3-2024.pdf",
    "0800-1-500-123",
]


@pytest.mark.parametrize(("kode", "teks"), KENA)
def test_ditemukan_dan_disamarkan(kode, teks):
    for kalimat in (teks, f"Lihat: {teks} (arsip)"):
        jejak = temukan(kalimat)
        assert [j.kode for j in jejak] == [kode]
        assert "•" in jejak[0].nilai_samar
        assert temukan(samarkan(kalimat)) == []


@pytest.mark.parametrize("teks", BUKAN)
def test_bukan_data_pribadi(teks):
    assert temukan(teks) == []
    assert samarkan(teks) == teks


def test_bentuk_samar():
    assert samarkan(f"NIK {NIK}, HP 081271712345") == "NIK 1901••••••••0001, HP 08••••••••45"
    assert samarkan("surel fulan@gmail.com saja") == "surel f••••@gmail.com saja"


def test_letak_menunjuk_teks_asli():
    teks = f"HP 0812-7171-2345 dan NIK {NIK}"
    assert [(j.kode, teks[j.mulai : j.selesai]) for j in temukan(teks)] == [
        ("PDP-002", "0812-7171-2345"),
        ("PDP-001", NIK),
    ]
    assert temukan(NIK) == [Jejakan("PDP-001", "1901••••••••0001", 0, 16)]


def test_dua_nik_berjajar():
    assert [j.kode for j in temukan(f"{NIK},1901014507900002")] == ["PDP-001", "PDP-001"]
    assert [j.kode for j in temukan("1901-0145-0790-0001 s.d. 1901-0145-0790-0002")] == ["PDP-001", "PDP-001"]


@given(st.text(alphabet="0123456789 .-_/%+@gmailcoNIPHWrekng•\u200b\n", max_size=80))
def test_letak_selalu_wajar(teks):
    """Never raises; positions are ordered, apart, inside the text; each is masked."""
    jejak = temukan(teks)
    assert all(a.selesai <= b.mulai for a, b in pairwise(jejak))
    assert all(0 <= j.mulai < j.selesai <= len(teks) for j in jejak)
    assert samarkan(teks).count("•") >= teks.count("•") + len(jejak)


@given(st.text(max_size=60))
def test_teks_apa_pun(teks):
    temukan(teks)


def test_teks_panjang_tetap_cepat():
    """Untrusted text must not make a pattern run away."""
    awal = time.thread_time()
    for teks in ("1 " * 80000, "1901" * 40000, "0812-" * 32000, "a@" * 80000, "rekening " * 18000, "%41" * 50000):
        temukan(teks)
    assert time.thread_time() - awal < 30
