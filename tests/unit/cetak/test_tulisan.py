"""Texts of offices stay texts: no markup, no lost letter, and the last guard can read them."""

from __future__ import annotations

import io

import pikepdf
import pytest
import typst

from dip import penjaga_pdf
from dip.penjaga import KeluaranTakTerbaca, Larangan, periksa_keluaran
from dip.penjaga_teks import teks_keluaran
from keluaran import aksara
from keluaran.aksara import CELAH, GANTI, luwes, tercetak
from keluaran.bentuk.dasar import susun_bahan
from keluaran.bentuk.teks import bersih
from keluaran.cetak import cetak_daftar, cetak_semua
from keluaran.gambar_pdf import BAKU

NIK = "1901014507900001"
RAHASIA = "Denah Ruang Peladen dan Jalur Kabel Serat Optik Kantor Bupati serta Kantor Sekretariat Daerah"


def _sel(isi: bytes) -> list[str]:
    return list(teks_keluaran("x.pdf", isi))


def _rata(teks: str) -> str:
    """As it is printed, without what only moves letters about."""
    tampak = tercetak(bersih(teks))
    return "".join(c for c in tampak if c.isprintable() and not c.isspace() and c not in "\u200b\u00ad")


def test_serangan_menjadi_tulisan(revisi_serangan, serangan, sah):
    isi = cetak_daftar(susun_bahan(revisi_serangan, sah(revisi_serangan)))["dip.pdf"]
    semua = _rata(" ".join(_sel(isi)))
    for nama, teks in serangan:
        if teks.isascii() and teks.isprintable():
            assert "".join(teks.split()) in semua, nama
    with pikepdf.open(io.BytesIO(isi)) as pdf:
        assert "/OpenAction" not in pdf.Root
        assert "/Names" not in pdf.Root or "/JavaScript" not in pdf.Root.Names
        assert [h for h in pdf.pages if "/Annots" in h] == []


@pytest.mark.parametrize(
    "teks",
    ["#import \"x\"", "$x^2$", "= Judul", "*tebal* _miring_", "@rujuk <label>", "`kode`", "\\u{41}", "https://x.y/#a",
     "#eval(\"1\")", "//komentar", "/*lain*/", "- butir", "~ --- 'a' \"b\""],
)  # fmt: skip
def test_bukan_markup(bahan, teks):
    b = bahan(3, {1: {"judul": teks, "ringkasan": f"awal {teks} akhir"}})
    sel = _sel(cetak_daftar(b)["dip.pdf"])
    assert teks in sel
    assert f"awal {teks} akhir" in sel


@pytest.mark.parametrize("teks", ["日本語 laporan", "rapat 😀 kerja", "ไทย", "laporan \U0001f1ee\U0001f1e9"])
def test_huruf_yang_tidak_ada_terlihat_terganti(bahan, teks):
    semua = _sel(cetak_daftar(bahan(3, {1: {"judul": teks}}))["dip.pdf"])
    assert any(GANTI in s for s in semua)
    with pikepdf.open(io.BytesIO(cetak_daftar(bahan(3, {1: {"judul": teks}}))["dip.pdf"])) as pdf:
        assert pdf.open_metadata()["pdfuaid:part"] == "1"


def test_huruf_yang_ada_tetap(bahan):
    teks = "Perjanjian №5 — «Übung» ½ ≤ 10 µg, Ελλάδα, Кириллица √ ✓ “kutip” Ð đ ỹ"
    assert tercetak(teks) == teks
    assert teks in _sel(cetak_daftar(bahan(3, {1: {"judul": teks}}))["dip.pdf"])


def test_tanda_arah_tampak():
    assert tercetak("a\u202eb\u2066c") == f"a{GANTI}b{GANTI}c"
    assert tercetak("baris\nkedua\t x") == "baris\nkedua\t x"


def test_daftar_huruf_cocok_dengan_typst():
    """A sample of what the table says is there can be drawn under the strict standards in all three styles."""
    contoh = [chr(c) for c in range(0xA0, 0x3100, 7)]
    ada = "".join(c for c in contoh if tercetak(c) == c and c.isprintable())
    sumber = '#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"))\n#let t = sys.inputs.t\n'
    sumber += '#set document(title: "x")\n#text(t.clusters().join(" "))\n#strong(t.clusters().join(" "))\n'
    sumber += '#emph(t.clusters().join(" "))'
    assert typst.compile(sumber.encode(), ignore_system_fonts=True, pdf_standards=BAKU, sys_inputs={"t": ada})


def test_penjaga_tahu_kata_mana_yang_dipotong():
    assert penjaga_pdf.KATA_UTUH == aksara.KATA_UTUH


def test_luwes_hanya_menambah_celah():
    kata = "https://ppid.contoh.go.id/" + "x" * 90
    assert luwes(kata).replace(CELAH, "") == kata
    assert luwes("kata biasa saja") == "kata biasa saja"


@pytest.mark.parametrize(
    "kolom", ["judul", "ringkasan", "pejabat_penguasa", "penanggung_jawab", "tempat", "retensi_teks"]
)
def test_penjaga_menemukan_frasa_yang_terlipat(bahan, kolom):
    """The phrase wraps over three lines or more in every column."""
    b = bahan(6, {2: {kolom: f"Berkas {RAHASIA} tahun 2024"}})
    berkas = {"data/dip.pdf": cetak_semua(b)["data/dip.pdf"]}
    assert [t.kode for t in periksa_keluaran(berkas, Larangan([RAHASIA]))] == ["DIK-010"]
    assert periksa_keluaran(berkas, Larangan([RAHASIA]), [f"Berkas {RAHASIA} tahun 2024"]) == []
    assert periksa_keluaran(berkas, Larangan([f"{RAHASIA}an"])) == []


@pytest.mark.parametrize(
    ("kode", "teks"),
    [
        ("PDP-001", f"daftar warga {NIK} penerima"),
        ("PDP-001", f"https://contoh.go.id/berkas/penerima-bantuan-langsung-tunai/{NIK}/daftar.pdf"),
        ("PDP-002", "narahubung saudara Budi di nomor 0812-7171-2345 setiap hari kerja"),
        ("PDP-003", "NPWP 09.254.294.3-407.000"),
    ],
)
@pytest.mark.parametrize("kolom", ["ringkasan", "tempat", "retensi_teks"])
def test_penjaga_menemukan_data_pribadi(bahan, kode, teks, kolom):
    berkas = {"a.pdf": cetak_daftar(bahan(6, {2: {kolom: teks}}))["dip.pdf"]}
    assert {t.kode for t in periksa_keluaran(berkas, Larangan())} == {kode}
    assert periksa_keluaran(berkas, Larangan(), pdp_dikesampingkan=[teks]) == []


def test_penjaga_tidak_menyambung_kolom_baris_dan_judul(bahan):
    """Title and summary, two columns, two rows: their ends and beginnings are no phrase together."""
    b = bahan(
        9,
        {
            2: {"judul": "Denah Ruang Peladen", "ringkasan": "Kantor Bupati serta isinya"},
            5: {
                "pejabat_penguasa": "Kepala Seksi Arsip Tertutup",
                "unit_kerja": "",
                "penanggung_jawab": "Milik Negara",
            },
            8: {"pejabat_penguasa": "Daftar Saksi Penting", "unit_kerja": "", "waktu_teks": "Perkara 2024"},
        },
    )
    berkas = {"a.pdf": cetak_daftar(b)["dip.pdf"]}
    larangan = Larangan(
        ["Denah Ruang Peladen Kantor Bupati", "Seksi Arsip Tertutup Milik Negara", "Arsip Tertutup Daftar Saksi",
         "Arsip Tertutup Kepala Bidang", "Saksi Penting Sekretaris"]
    )  # fmt: skip
    assert periksa_keluaran(berkas, larangan) == []


def test_penjaga_membaca_frasa_dengan_ganti_baris(bahan):
    berkas = {"a.pdf": cetak_daftar(bahan(6, {2: {"ringkasan": RAHASIA.replace(" Jalur", "\nJalur")}}))["dip.pdf"]}
    assert [t.kode for t in periksa_keluaran(berkas, Larangan([RAHASIA]))] == ["DIK-010"]


def test_kop_tanda_tangan_dan_sidik_kami_bukan_temuan(bahan):
    for isi in cetak_semua(bahan(9)).values():
        assert periksa_keluaran({"a.pdf": isi}, Larangan(), ["(0700) 123456"]) == []


def test_sifat_dan_halaman_kosong():
    pdf = pikepdf.new()
    pdf.add_blank_page()
    keluar = io.BytesIO()
    pdf.save(keluar)
    for isi in (keluar.getvalue(), b"%PDF-1.7 rusak", b""):
        with pytest.raises(KeluaranTakTerbaca):
            periksa_keluaran({"a.pdf": isi}, Larangan())


def test_penjaga_membaca_judul_dokumen():
    sumber = f'#set document(title: "{RAHASIA}")\nisi'
    berkas = {"a.pdf": typst.compile(sumber.encode(), ignore_system_fonts=True)}
    assert [t.kode for t in periksa_keluaran(berkas, Larangan([RAHASIA]))] == ["DIK-010"]


def test_xml_dan_jsonld_diurai():
    xml = f'<?xml version="1.0"?><feed><a href="x">a&#38;b</a><t title="{RAHASIA}"/><!-- {NIK} --></feed>'.encode()
    kode = {t.kode for t in periksa_keluaran({"atom.xml": xml}, Larangan([RAHASIA]))}
    assert kode == {"DIK-010", "PDP-001"}
    assert {"a&b", RAHASIA} <= set(teks_keluaran("atom.xml", xml))
    ld = f'{{"@graph": [{{"name": "{RAHASIA}"}}]}}'.encode()
    assert [t.kode for t in periksa_keluaran({"k.jsonld": ld}, Larangan([RAHASIA]))] == ["DIK-010"]
    for nama in ("a.xml", "a.jsonld"):
        with pytest.raises(KeluaranTakTerbaca):
            periksa_keluaran({nama: b"<a>"}, Larangan())
