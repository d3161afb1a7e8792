"""Hostile text stays text: no markup of typst or Word in it is ever obeyed, and nothing of it breaks a document."""

from __future__ import annotations

import io
import re
from datetime import datetime

import docx
import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dip.jam import WIB
from keluaran.surat import cetak
from keluaran.surat.naskah import (
    BarisRinci,
    Butir,
    Catatan,
    HalamanBaru,
    Judul,
    KepalaSurat,
    Ketentuan,
    KolomTabel,
    Kop,
    KotakTanda,
    Naskah,
    Paragraf,
    Qr,
    Rincian,
    Tabel,
    TandaTangan,
    rapikan,
)

WAKTU = datetime(2026, 11, 22, 9, 30, tzinfo=WIB)
JAHAT = (
    '#import "@preview/x:1.0.0": *',
    "#panic(1) $x^2$ *tebal* _miring_ <label> @rujuk \\ // komentar /* x */",
    "#sys.inputs \\u{41} `kode` = Judul - butir + nomor ~ --- ...",
    "]]></w:t><w:br/>&amp; <script>alert(1)</script> {{ 7*7 }}",
    "\x00\x01\x08\x0b\x1f\ufffe\uffff\ud800 rusak",
    "\u202eterbalik\u2066 \u200f مرحبا שלום",
    "kata" * 40,
    "a\nb\r\nc\td",
)


def buat(t: str) -> Naskah:
    tanda = KotakTanda((t,), (t,), t, t, (t,))
    return Naskah(
        jenis="nota_pengajuan",
        nama="uji",
        judul=t,
        kop=Kop(t, t, (t,)),
        blok=(
            KepalaSurat((BarisRinci(t, t),), t, (t,)),
            Judul((t,), (t,)),
            Paragraf(t, inden=True),
            Butir((t, t), "a"),
            Rincian((BarisRinci(t, t), BarisRinci("sidik", "ab" * 32, sidik=True))),
            Ketentuan(t, (t,), "1"),
            Tabel(tuple(KolomTabel(t[:12], w) for w in (9, 20, 60)), ((t, t, t), (t, t, t)), jumlah=True),
            Catatan(t),
            Qr("ab" * 32, (t,)),
            TandaTangan((tanda, tanda, tanda), bergaris=True),
            HalamanBaru(),
            Paragraf(t),
            TandaTangan((tanda,)),
        ),
        kaki=t[:40],
        waktu=WAKTU,
        pengarang=t,
        contoh=True,
    )


def padat(teks: str) -> str:
    return re.sub(r"[\s\u200b]+", "", teks)


def teks_docx(isi: bytes) -> str:
    d = docx.Document(io.BytesIO(isi))
    return padat("".join(t.text or "" for t in d.element.body.iter("{*}t")))


def baca(naskah: Naskah) -> tuple[str, str]:
    isi = cetak(naskah)
    with pdfplumber.open(io.BytesIO(isi["uji.pdf"])) as p:
        pdf = "".join(h.extract_text() for h in p.pages)
    return teks_docx(isi["uji.docx"]), padat(pdf)


@pytest.mark.parametrize("teks", JAHAT, ids=range(len(JAHAT)))
def test_teks_jahat_tidak_merusak(teks):
    isi = cetak(buat(teks))
    assert isi["uji.pdf"].startswith(b"%PDF-")
    dok = teks_docx(isi["uji.docx"])
    bersih = rapikan(buat(teks)).blok[2]
    assert isinstance(bersih, Paragraf)
    assert dok.count(padat(bersih.teks)) >= 10


@settings(max_examples=8, deadline=None)
@given(st.text(max_size=60))
def test_teks_apa_pun_tercetak(teks):
    dok, pdf = baca(buat(teks))
    assert padat(rapikan(buat(teks)).judul) in dok
    assert "ab" * 32 in dok
    assert "ab" * 32 in pdf


@settings(max_examples=8, deadline=None)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=24))
def test_lambang_markah_terbaca_di_pdf(teks):
    """In a wide paragraph, where nothing wraps, each sign of ASCII comes back as it went in."""
    n = buat("aman")
    n = Naskah(**{**{f: getattr(n, f) for f in n.__slots__}, "blok": (Paragraf(f"[{teks}]", rata="kiri"),)})
    dok, pdf = baca(n)
    assert f"[{teks}]" in dok
    assert f"[{teks}]" in pdf


def test_kata_panjang_dibagi_tanpa_hilang():
    """A word longer than its column goes on in the next line; nothing runs out of the paper, nothing is added."""
    n = buat("aman")
    t = Tabel((KolomTabel("a", 1), KolomTabel("b", 9)), (("k" * 300, "DIP-CTH-DISPERINDAGKOP-2026-0042"),))
    n = Naskah(**{**{f: getattr(n, f) for f in n.__slots__}, "blok": (t,)})
    with pdfplumber.open(io.BytesIO(cetak(n)["uji.pdf"])) as p:
        huruf = [c for h in p.pages for c in h.chars]
        assert all(c["x1"] < h.width for h in p.pages for c in h.chars)
    assert sum(c["text"] == "k" for c in huruf) >= 300
    assert not any("\u200b" in c["text"] for c in huruf)
    assert "DIP-CTH-DISPERINDAGKOP-2026-0042" in baca(n)[1]


def test_arah_baca_tidak_dapat_dibalik():
    n = rapikan(buat("sah\u202ehasil"))
    assert n.judul == "sah\ufffdhasil"
