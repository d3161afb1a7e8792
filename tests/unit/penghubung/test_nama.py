"""The file's name as a server says it."""

from __future__ import annotations

from email.message import Message

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sumber.penghubung.nama import nama_aman, nama_disposisi


@pytest.mark.parametrize(
    ("disposisi", "nama"),
    [
        ('attachment; filename="a.xlsx"', "a.xlsx"),
        ("attachment; filename=a.csv", "a.csv"),
        ("attachment; filename=\"lama.html\"; filename*=UTF-8''d%C3%A9ftar%202026.xlsx", "déftar 2026.xlsx"),
        ("attachment; filename*=UTF-8''baru.xlsx; filename=lama.html", "baru.xlsx"),
        ("attachment; FILENAME*=iso-8859-1''d%E9ftar.xlsx", "déftar.xlsx"),
        ("attachment; filename*=tak-dikenal''a.xlsx", "a.xlsx"),
        ("attachment", ""),
        ("", ""),
        ("\r\nX: y; filename=a.xlsx", "a.xlsx"),
        ("attachment; filename*0=sa; filename*1=tu.xlsx", "satu.xlsx"),
    ],
)
def test_name_of_a_disposition(disposisi: str, nama: str) -> None:
    assert nama_disposisi(disposisi) == nama


@given(st.text(st.sampled_from("filename*=;\"'\\%0123UTF-8é \r\n()"), max_size=80).map("attachment; ".__add__))
def test_any_disposition_is_a_name_or_none(disposisi: str) -> None:
    assert "/" not in nama_aman(nama_disposisi(disposisi))


def test_a_header_as_long_as_headers_get_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library that takes it apart needs the square of its length, so it only ever gets a page of it."""
    panjang: list[int] = []

    class Dicatat(Message):
        def __setitem__(self, nama: str, nilai: str) -> None:
            panjang.append(len(nilai))
            super().__setitem__(nama, nilai)

    monkeypatch.setattr("sumber.penghubung.nama.Message", Dicatat)
    for isi in ('filename="' + ";" * 60_000, "filename*0*=a;" * 4000, 'x="\\";' * 9000):
        nama_disposisi(f"attachment; {isi}")
    assert panjang == [4000] * 3
