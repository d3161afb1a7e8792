"""Whatever is done to a stored chain shows, unless it was done from some entry to the end and no head was kept."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dip.jejak import AWAL, Catatan, periksa_rantai
from dip.register import Register
from dip.sidik import json_baku, sha256

N = 9


@pytest.fixture(scope="module")
def rantai(tmp_path_factory: pytest.TempPathFactory, isi_jejak: Callable[..., list[Catatan]]) -> list[list[Catatan]]:
    """The chain that is attacked, and that of another institution."""
    r = Register.di_berkas(tmp_path_factory.mktemp("rantai") / "r.db")
    hasil = [isi_jejak(r, N, "UJI"), isi_jejak(r, 4, "LAIN")]
    r.tutup()
    return hasil


def tulis_ulang(c: list[Catatan], dari: int) -> list[Catatan]:
    """What a forger with the database can make: one entry changed, it and all after it hashed anew."""
    hasil, prev = c[:dari], c[dari - 1].hash if dari else AWAL
    for x in c[dari:]:
        isi = json_baku({**orjson.loads(x.isi), "prev": prev, "pelaku": "orang lain"})
        hasil.append(Catatan(x.urut, isi.decode(), prev, sha256(isi)))
        prev = hasil[-1].hash
    return hasil


def rusak(c: list[Catatan], asing: list[Catatan], acak: random.Random, tulis: bool) -> list[Catatan]:
    """One tampering of a chain."""
    c, i = list(c), acak.randrange(max(len(c), 1))
    cara = acak.choice(["ubah", "hapus", "sisip", "tukar", "ganda", "potong", *(["tulis", "ekor"] if tulis else [])])
    if not c:
        return asing[: acak.randrange(3)]
    x, lain = c[i], acak.choice([*c, *asing])
    match cara:
        case "ubah":
            n = acak.randrange(len(x.isi))
            isi = x.isi[:n] + acak.choice([" ", '"', "0", "}", "\u202e", ""]) + x.isi[n + acak.randrange(2) :]
            c[i] = acak.choice([
                replace(x, isi=isi), replace(x, isi=lain.isi), replace(x, prev=lain.prev), replace(x, hash=lain.hash),
                replace(x, urut=acak.randrange(-1, N + 2)), replace(x, prev=AWAL),
                replace(x, isi=isi, hash=sha256(isi.encode())) if tulis else replace(lain, urut=x.urut),
            ])  # fmt: skip
        case "hapus":
            del c[i]
        case "sisip":
            c.insert(i, lain)
        case "tukar":
            j = acak.randrange(len(c))
            c[i], c[j] = c[j], c[i]
        case "ganda":
            c[i:i] = c[i : i + 2]
        case "potong":
            c = c[i:]
        case "tulis":
            c = tulis_ulang(c, i) if all(periksa_rantai([y], y.prev) == [] for y in c) else c
        case "ekor":
            c = c[:i]
    return c


@settings(max_examples=400)
@given(acak=st.randoms(use_true_random=False), kali=st.integers(1, 4))
def test_with_a_printed_head_everything_shows(rantai: list[list[Catatan]], acak: random.Random, kali: int) -> None:
    asli, asing = rantai
    hasil = asli
    for _ in range(kali):
        hasil = rusak(hasil, asing, acak, tulis=True)
    salah = periksa_rantai(hasil, lembaga="UJI", kepala=asli[-1].hash, urut_kepala=N)
    assert bool(salah) is (hasil != asli)


@settings(max_examples=400)
@given(acak=st.randoms(use_true_random=False), kali=st.integers(1, 4))
def test_without_a_head_only_a_cut_tail_is_hidden(rantai: list[list[Catatan]], acak: random.Random, kali: int) -> None:
    asli, asing = rantai
    hasil = asli
    for _ in range(kali):
        hasil = rusak(hasil, asing, acak, tulis=False)
    assert bool(periksa_rantai(hasil, lembaga="UJI")) is (hasil != asli[: len(hasil)])


@given(acak=st.randoms(use_true_random=False), data=st.data())
def test_a_slice_with_its_anchor(rantai: list[list[Catatan]], acak: random.Random, data: st.DataObject) -> None:
    asli, asing = rantai
    dari = data.draw(st.integers(1, N - 1))
    potong, jangkar = asli[dari:], asli[dari - 1].hash
    kepala = {"kepala": asli[-1].hash, "urut_kepala": N}
    assert periksa_rantai(potong, jangkar, **kepala) == []
    hasil = rusak(potong, asing, acak, tulis=True)
    assert bool(periksa_rantai(hasil, jangkar, lembaga="UJI", **kepala)) is (hasil != potong)


@pytest.mark.parametrize("n", range(N + 1))
def test_every_earlier_head_is_in_the_chain(rantai: list[list[Catatan]], n: int) -> None:
    asli = rantai[0]
    kepala = asli[n - 1].hash if n else AWAL
    assert periksa_rantai(asli, kepala=kepala, urut_kepala=n) == []
    assert periksa_rantai(asli, kepala=kepala) == []
    assert periksa_rantai(asli, kepala=kepala, urut_kepala=n + 1)
    if n:
        assert periksa_rantai(asli[: n - 1], kepala=kepala, urut_kepala=n)
        assert periksa_rantai(asli[n:], kepala, kepala=kepala, urut_kepala=n) == []
        assert periksa_rantai(tulis_ulang(asli, n - 1), kepala=kepala)


@pytest.mark.parametrize("dari", range(N))
def test_a_chain_written_anew_to_its_end_needs_a_head(rantai: list[list[Catatan]], dari: int) -> None:
    palsu = tulis_ulang(rantai[0], dari)
    assert periksa_rantai(palsu, lembaga="UJI") == []
    assert periksa_rantai(palsu, lembaga="UJI", kepala=rantai[0][-1].hash)


def test_chain_of_another_institution(rantai: list[list[Catatan]]) -> None:
    asli, asing = rantai
    assert periksa_rantai(asing) == periksa_rantai(asing, lembaga="LAIN") == []
    assert periksa_rantai(asing, lembaga="UJI")
    assert periksa_rantai([*asli, *asing])  # a second genesis


NILAI: Any = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary(), st.just("[]"), st.just("{}")
)


@given(st.lists(st.builds(Catatan, NILAI, NILAI, NILAI, NILAI), min_size=1, max_size=3), st.text(max_size=3))
def test_nonsense_is_wrong_and_never_a_crash(catatan: list[Catatan], kepala: str) -> None:
    assert periksa_rantai(catatan, kepala=kepala)


@pytest.mark.parametrize("urut", [True, 1.0, "1"])
def test_numbers_that_only_look_equal(rantai: list[list[Catatan]], urut: Any) -> None:
    assert periksa_rantai([replace(rantai[0][0], urut=urut)])
