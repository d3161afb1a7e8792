"""Whose signature it is, and what an answer of a child must look like to be believed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dip.pengaturan import Pejabat
from dip.tanda_tangan import KALIMAT_MASALAH, CaraCocok, HasilTandaTangan, TandaTangan, samarkan_nomor, tanda_milik
from sumber.tanda_tangan_teks import edisi_dalam, sidik_dalam

SIDIK_CERT = "c" * 64
TANDA = TandaTangan(
    jenis="tanda_tangan",
    bidang="Tanda1",
    utuh=True,
    dipercaya=True,
    cakupan="berkas",
    waktu="2026-11-12T10:00:00+07:00",
    waktu_diklaim=True,
    penanda="SURYA WIJAYA",
    nip="",
    atribut={"serial_number": "•••0001"},
    penerbit="PSrE Uji",
    sidik_sertifikat=SIDIK_CERT,
    kegunaan=("digital_signature",),
    berlaku_mulai="2026-10-13T10:00:00+07:00",
    berlaku_sampai="2027-10-13T10:00:00+07:00",
)
HASIL = HasilTandaTangan("a" * 64, (TANDA,), ("b" * 64,), ("DIP-KTH-2026-11",))


def pejabat(nama="Drs. Surya Wijaya, M.Si.", sertifikat=(), nip="196808081995031003") -> Pejabat:
    return Pejabat(
        kode="surya", nama=nama, peran="atasan", jabatan="Sekda", nip=nip, mulai=date(2026, 1, 1), sertifikat=sertifikat
    )


def dengan(**ubah) -> HasilTandaTangan:
    return replace(HASIL, tanda_tangan=(replace(TANDA, **ubah),))


def cocok(hasil: HasilTandaTangan, siapa: Pejabat) -> CaraCocok | None:
    milik = tanda_milik(hasil, siapa)
    return milik[1] if milik else None


@pytest.mark.parametrize(
    "nama",
    ["Surya Wijaya", "SURYA WIJAYA", "Drs. H. Surya Wijaya, M.Si.", "Ir. Surya  Wijaya, S.T.", "surya wijaya"],
)
def test_nama_tanpa_gelar(nama):
    assert cocok(HASIL, pejabat(nama)) == "nama"


@pytest.mark.parametrize("nama", ["Surya", "Wijaya Surya", "Surya Wijayanti", "Dr."])
def test_nama_lain(nama):
    assert cocok(HASIL, pejabat(nama)) is None


def test_sidik_sertifikat_mengalahkan_nama():
    assert cocok(HASIL, pejabat("Nama Lain", sertifikat=("d" * 64, SIDIK_CERT))) == "sertifikat"
    assert cocok(HASIL, pejabat(sertifikat=("d" * 64,))) is None


def test_nip_di_sertifikat():
    assert cocok(dengan(nip="196808081995031003"), pejabat()) == "nama"
    assert cocok(dengan(nip="196808081995031009"), pejabat()) is None
    assert cocok(dengan(nip="196808081995031009"), pejabat(nip="")) == "nama"


@pytest.mark.parametrize(
    "ubah",
    [
        {"utuh": False},
        {"dipercaya": False},
        {"cakupan": "sebagian"},
        {"waktu": ""},
        {"masalah": ("dicabut",)},
        {"jenis": "stempel_waktu"},
        {"penanda": ""},
    ],
)
def test_tanda_yang_tidak_baik_bukan_milik_siapa_pun(ubah):
    assert cocok(dengan(**ubah), pejabat()) is None


def test_masalah_berkas_membatalkan():
    assert cocok(replace(HASIL, masalah=("tidak_dikenal",)), pejabat()) is None
    assert cocok(replace(HASIL, tanda_tangan=()), pejabat()) is None


def test_tanda_kedua_juga_dicari():
    dua = replace(HASIL, tanda_tangan=(replace(TANDA, penanda="RATNA DEWI", sidik_sertifikat="d" * 64), TANDA))
    assert cocok(dua, pejabat()) == "nama"


def test_json_bolak_balik():
    assert HasilTandaTangan.dari_json(HASIL.ke_json()) == HASIL


@pytest.mark.parametrize(
    "ubah",
    [
        {"sidik": ["x"]},
        {"sidik": ["B" * 64]},
        {"edisi": ["DIP-KTH-2026"]},
        {"masalah": ["apa saja"]},
        {"sha_berkas": ""},
        {"tambahan": 1},
        {"tanda_tangan": [{}]},
        {"tanda_tangan": None},
        {"masalah": 3},
    ],
)
def test_json_asing_ditolak(ubah):
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        HasilTandaTangan.dari_json({**HASIL.ke_json(), **ubah})


@pytest.mark.parametrize(
    "ubah",
    [
        {"utuh": 1},
        {"cakupan": "semua"},
        {"jenis": "cap"},
        {"waktu": "kemarin"},
        {"waktu": "2026-11-12T10:00:00"},
        {"sidik_sertifikat": "c"},
        {"nip": "1901015007900001"},
        {"penanda": None},
        {"lain": ""},
    ],
)
def test_json_tanda_asing_ditolak(ubah):
    d = HASIL.ke_json()
    d["tanda_tangan"][0].update(ubah)
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        HasilTandaTangan.dari_json(d)


def test_teks_asing_dipotong_dan_disamarkan():
    d = HASIL.ke_json()
    d["tanda_tangan"][0].update(
        penanda="BUDI\x1b[2J 1901015007900001 " + "x" * 9999, atribut={"serial_number": "NIK 1901 0150 0790 0001"}
    )
    t = HasilTandaTangan.dari_json(d).tanda_tangan[0]
    assert len(t.penanda) <= 200
    assert t.penanda.isprintable()
    assert "1901015007900001" not in t.penanda
    assert "0150" not in t.atribut["serial_number"]


def test_nomor_disamarkan():
    assert "19010150" not in samarkan_nomor("19010150079000")
    assert samarkan_nomor("Sekretaris Daerah 2026") == "Sekretaris Daerah 2026"


def test_kalimat_masalah_menyebut_langkah():
    assert all(k.endswith(".") and k.count(".") >= 1 and len(k) < 200 for k in KALIMAT_MASALAH.values())


S = "0f1e2d3c4b5a69788796a5b4c3d2e1f00123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    "kata",
    [
        [S],
        [S.upper()],
        ["Sidik:", S[:32], S[32:], "Edisi"],
        [f"sha256:{S}."],
        [S[i : i + 4] for i in range(0, 64, 4)],
        ["12", "11", "2026", S[:10], S[10:], "2026", "be"],
        ["-".join(S[i : i + 8] for i in range(0, 64, 8))],
    ],
)
def test_sidik_dalam_teks(kata):
    assert S in sidik_dalam(kata)


@pytest.mark.parametrize("kata", [[S + "0"], [S[:-1]], [S[:32], "dan", S[32:]], ["x" + S], []])
def test_bukan_sidik(kata):
    assert S not in sidik_dalam(kata)


def test_kode_edisi_dalam_teks():
    teks = "Edisi DIP-KTH-2026-11-R1, dahulu DIP-KTH-2026-\n10 dan DIP‑KTH‑2026‑09; bukan DIP-KTH-2026-111"
    assert edisi_dalam(teks) == ["DIP-KTH-2026-11-R1", "DIP-KTH-2026-10", "DIP-KTH-2026-09"]
