"""Whatever is done to a good file, it is never good again, and never an exception."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dip.tanda_tangan import HasilTandaTangan
from sumber.tanda_tangan_anak import periksa_langsung
from sumber.tanda_tangan_teks import baca_teks

BANYAK = settings(
    max_examples=2500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@BANYAK
@given(data=st.data())
def test_dipotong(data, baik, penerbit):
    n = data.draw(st.integers(0, len(baik) - 1))
    assert not periksa_langsung(baik[:n], [penerbit.akar.pem]).sah


@BANYAK
@given(data=st.data())
def test_bita_dibalik(data, baik, penerbit):
    """A flip in the unused padding of the signature changes nothing that is signed; everywhere else it shows."""
    rusak = bytearray(baik)
    for n in data.draw(st.lists(st.integers(0, len(baik) - 1), min_size=1, max_size=3, unique=True)):
        rusak[n] ^= 1 << data.draw(st.integers(0, 7))
    h = periksa_langsung(bytes(rusak), [penerbit.akar.pem])
    if h.sah:
        awal = baik.index(b"/Contents <") + len(b"/Contents <")
        akhir = baik.index(b">", awal)
        isi = baik[awal:akhir].rstrip(b"0")
        beda = [i for i in range(len(baik)) if baik[i] != rusak[i]]
        # unsigned parts of the CMS: its padding, and the certificates beside the signer's
        assert all(awal <= i < akhir for i in beda)
        assert bytes(rusak[awal : awal + 8]) == baik[awal : awal + 8]
        assert isi
    assert HasilTandaTangan.dari_json(h.ke_json()) == h


@BANYAK
@given(data=st.data())
def test_potongan_ditukar(data, baik, penerbit):
    a, b = sorted(data.draw(st.tuples(st.integers(0, len(baik)), st.integers(0, len(baik)))))
    aneh = baik[:a] + data.draw(st.binary(max_size=200)) + baik[b:]
    if aneh != baik:
        h = periksa_langsung(aneh, [penerbit.akar.pem])
        assert HasilTandaTangan.dari_json(h.ke_json()) == h
        assert not h.sah or aneh.strip() == baik.strip() or len(aneh) == len(baik)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=2000))
def test_apa_saja(isi):
    h = periksa_langsung(b"%PDF-1.7\n" + isi, [])
    assert not h.sah
    assert h.masalah
    baca_teks(b"%PDF-1.7\n" + isi)
