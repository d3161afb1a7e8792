"""Personal numbers written so that a machine overlooks them and a person does not. All numbers are made up."""

from __future__ import annotations

import time
from urllib.parse import quote

import pytest

from dip.pdp import samarkan, temukan

NIK = "1901014507900001"
TIGA = (NIK[:6], NIK[6:12], NIK[12:])
TAK_TAMPAK = (
    *(0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180E, 0x200B, 0x200E, 0x202A, 0x2060, 0x2061),
    *(0x2065, 0x2066, 0x206A, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0x1D173, 0xE0001, 0xE0020, 0xE0100, 0x300),
)
PEMISAH = (
    *(" ", "\t", "\n", "     ", "\u00a0", "\u2007", "\u2009", "\u3000", "\u2800"),
    *(".", ",", "-", "_", "/", "|", "·", "•", "⁄", "−", "–", "—", "‑", "∙", "│", ":", ";", "~", "*", "+", "\\"),
    *(" - ", " / ", " | "),
)
PANGKAT, LINGKAR = "⁰¹²³⁴⁵⁶⁷⁸⁹", "⓪①②③④⑤⑥⑦⑧⑨"


def _tulis(huruf: str, angka: str = NIK) -> str:
    return "".join(huruf[int(c)] for c in angka)


@pytest.mark.parametrize("titik", TAK_TAMPAK, ids=hex)
def test_huruf_tak_tampak(titik):
    for teks in (chr(titik).join(TIGA), chr(titik).join(NIK), (5 * chr(titik)).join(TIGA)):
        assert [j.kode for j in temukan(f"pemilik {teks} tercatat")] == ["PDP-001"]
        assert NIK[6:12] not in samarkan(teks)
    assert [j.kode for j in temukan("HP " + chr(titik).join("081271712345"))] == ["PDP-002"]
    assert [j.kode for j in temukan("rekening " + chr(titik).join("1234567890"))] == ["PDP-006"]
    assert [j.kode for j in temukan("NPWP " + chr(titik).join("092542943407000"))] == ["PDP-003"]


@pytest.mark.parametrize("tanda", PEMISAH, ids=ascii)
def test_satu_tanda_di_antara_kelompok(tanda):
    for potong in (TIGA, (NIK[:4], NIK[4:8], NIK[8:12], NIK[12:]), (NIK[:12], NIK[12:])):
        teks = tanda.join(potong)
        for kalimat in (teks, f"berkas {teks} arsip", f"2 {teks}; 2024"):
            assert [j.kode for j in temukan(kalimat)] == ["PDP-001"], kalimat
            assert temukan(samarkan(kalimat)) == []


@pytest.mark.parametrize("huruf", [PANGKAT, LINGKAR, "０１２３４５６７８９", "₀₁₂₃₄₅₆₇₈₉", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "०१२३४५६७८९"])
def test_angka_dari_huruf_lain(huruf):
    assert [j.kode for j in temukan("NIK " + _tulis(huruf))] == ["PDP-001"]
    assert [j.kode for j in temukan("HP " + _tulis(huruf, "081271712345"))] == ["PDP-002"]


def test_angka_kecil_di_belakang_dibaca_sebagai_catatan():
    assert [j.kode for j in temukan(f"NIK {NIK}¹ dan {NIK}⑩")] == ["PDP-001", "PDP-001"]
    assert samarkan(f"{NIK}¹") == "1901••••••••0001¹"
    assert temukan(f"{NIK}½") and not temukan("1901014507900½001")


@pytest.mark.parametrize("kali", [1, 2, 3, 6])
def test_tautan_yang_disandikan_berulang(kali):
    tersandi = "".join(f"%{ord(c):02X}" for c in NIK)
    for _ in range(kali - 1):
        tersandi = quote(tersandi)
    assert [j.kode for j in temukan(f"https://x.go.id/?x={tersandi}")] == ["PDP-001"]
    assert samarkan(f"https://x.go.id/?x={tersandi}&y") == "https://x.go.id/?x=1901••••••••0001&y"


@pytest.mark.parametrize(
    "teks",
    [
        "https://x.go.id/?x=" + quote("１９０１０１４５０７９００００１"),
        "https://x.go.id/?x=" + quote("190101\u200b4507\u00a0900001"),
        "https://x.go.id/?x=190101+450790+0001",
        "https://x.go.id/190101/450790/0001.pdf",
        "https://x.go.id/%%33%31" + "".join(f"%{ord(c):02x}" for c in NIK[1:]) + "%ff",
    ],
)
def test_tautan(teks):
    assert "PDP-001" in [j.kode for j in temukan(teks)]


@pytest.mark.parametrize(
    "teks",
    [
        "500.12.11/802/IKP/2024",
        "Nomor 188.45/1234/DINKES/2024 tanggal 12/05/2024",
        "No. 800/123/4567/2024/12",
        "ISBN 978-602-03-1234-5",
        "ISBN 978–602–03–1234–5, 2024",
        "(0717) 92536",
        "(0717) 92536 / 92537 / 92538",
        "2024-2025",
        "2021/2022/2023/2024",
        "12/05/2024 13/05/2024",
        "12052024/13052024",
        "12-05-2024 s.d. 13-05-2024, pukul 08.00-16.00",
        "https://x.go.id/wp-content/uploads/2024/05/12/20240512083000123.pdf",
        "https://drive.google.com/file/d/1A2b3C4d5E6f7G8h9I0j1901014507/view",
        "https://x.go.id/berkas/9999999999999999.pdf",
        "Rp 1.901.014.507.900.001,00",
        "Luas 123.456,78 m² dan 98.765,43 m³",
        "10³ 10⁴ 10⁵ 10⁶ 10⁷",
        "½ ¼ ¾ 1½ 2½ 3½ 4½ 5½ 6½ 7½ 8½",
        "Pasal 1 ayat (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12)",
        "5.1.02.01.01.0024 5.1.02.01.01.0025",
        "15 desa, 1.234 KK, 5.678 jiwa, 90,1%, 2024",
    ],
)
def test_tetap_bukan_data_pribadi(teks):
    assert temukan(teks) == []


@pytest.mark.parametrize(
    "teks",
    [
        *("1 " * 50_000, f"{NIK}, " * 5_000, "1901-" * 20_000, "0812-" * 20_000, "a@" * 40_000),
        *("rekening " * 10_000, "bank a" * 15_000, "%31" * 30_000, "%25" * 30_000, "é1 " * 25_000),
        *("①" * 40_000, "nik 1 " * 15_000, "\u034f" * 50_000 + "1" * 20, "12345678901234 x " * 5_000),
        *("a" * 100_000 + "1" * 20, "bank " + "a" * 90_000 + " 1234567890", "19010145 " * 10_000),
    ],
    ids=lambda t: ascii(t[:8]),
)
def test_biaya_sebanding_dengan_panjang(teks):
    """A hundred kilobytes take a few tenths of a second at most; squared, some of these would take minutes."""
    awal = time.thread_time()
    samarkan(teks)
    assert time.thread_time() - awal < 30
